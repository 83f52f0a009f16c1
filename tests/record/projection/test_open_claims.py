"""What is kept of open claims is what counting them gives, for every viewer, after whatever was decided, and after a rebuild."""

from __future__ import annotations

from collections import Counter

import pytest
from record.dumping import dump
from reports import report

from sulh.model import RecordError
from sulh.record import coding, decisions
from sulh.record.accounts import create_user
from sulh.record.adding import add
from sulh.record.projection.apply import rebuild
from sulh.record.projection.models import OpenInRun, OpenInSource
from sulh.record.queries.documents import document, documents
from sulh.record.queries.review import waiting as number_waiting
from sulh.record.queries.waiting import CERTAIN, Asked, open_claims, waiting
from sulh.record.shapes import Viewer
from sulh.record.viewers import local_viewer, viewer

LOOKERS = (local_viewer, lambda name: viewer(name, "reviewer", "team"), lambda name: viewer(name, "public", "public"))


def agrees(one: Viewer) -> int:
    """The queue of everything has what the open claims themselves come to; gives how many there are."""
    rows = list(open_claims(one, Asked()).values_list("source_id", "property", "confidence", "differing"))
    found = waiting(one, Asked(), limit=1)
    assert dict(found.facets["document"]) == Counter(source for source, *_ in rows)
    assert dict(found.facets["property"]) == Counter(name for _, name, *_ in rows)
    certain = sum(confidence is not None and confidence >= CERTAIN / 100 and not differing for *_, confidence, differing in rows)
    assert dict(found.facets["certainty"]).get("certain", 0) == certain
    assert found.page.total == len(rows) == number_waiting(one)
    assert number_waiting(one, 3) == min(3, len(rows))
    return len(rows)


def everybody() -> list[int]:
    return [agrees(make("looker")) for make in LOOKERS]


def test_counts_follow_every_decision() -> None:
    chief = local_viewer("chief")
    for number, (level, groups) in enumerate((("team", ()), ("public", ()), ("restricted", ("envoys",)), ("public", ()))):
        list(add([report(number, promise="They agreed to meet again.")], author="tests", level=level, groups=groups))
    first = everybody()
    assert first[0] > first[1] > first[2] > 0
    refs = documents(chief).rows
    claims = document(chief, refs[0].id).claims
    accepted = decisions.accept(chief, claims[0].id)
    assert everybody()[0] == first[0] - 1
    decisions.undo(chief, accepted)
    assert everybody() == first
    decisions.share(chief, claims[1].id, "restricted", ["envoys"])
    assert everybody()[0] == first[0]
    decisions.share(chief, refs[1].id, "public")
    everybody()
    decisions.withdraw_source(chief, refs[2].id)
    assert everybody()[0] < first[0]
    before = dump()
    rebuild()
    assert dump() == before


def test_what_is_being_coded_is_not_counted() -> None:
    chief = local_viewer("chief")
    list(add([report(1), report(2, start="2020-01-01")], author="tests", level="team"))
    for name in ("one", "two"):
        create_user(name, "a long sentence nobody guesses", "reviewer", author="tests")
    (total, _, _) = everybody()
    coding.begin(chief, documents(chief).rows[0].id, ["one", "two"])
    assert 0 < everybody()[0] < total


def test_nothing_is_kept_of_what_is_decided() -> None:
    chief = local_viewer("chief")
    list(add([report(1)], author="tests", level="team"))
    decisions.accept_many(chief, [one.id for one in document(chief, documents(chief).rows[0].id).claims])
    assert everybody() == [0, 0, 0]
    assert not OpenInRun.objects.exists() and not OpenInSource.objects.exists()
    with pytest.raises(RecordError):
        waiting(chief, Asked(document="123456"))
