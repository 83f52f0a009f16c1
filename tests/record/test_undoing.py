"""Every kind of decision is taken back, and the record is then exactly what it was before."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from made_once import made_once
from record.dumping import assert_rebuild_changes_nothing, dump
from reports import report

from sulh.model import Entered
from sulh.record import decisions, discussing, incidents, linking, same_person
from sulh.record.accounts import create_user
from sulh.record.adding import add
from sulh.record.entering import enter
from sulh.record.models import Entry
from sulh.record.projection.models import Claim, Commitment, Mention, Proposal, Source
from sulh.record.shapes import Viewer
from sulh.record.viewers import local_viewer

# The journal of what was decided, which only grows.
JOURNAL = frozenset({"Decision", "ProjectionState"})
# A track that nothing is in any more keeps its name, and what an account sees is kept once it was asked for: no page shows more.
GROW = frozenset({"TrackRow", "Shown"})


@pytest.fixture
def filled() -> None:
    """Two reports that disagree, two meetings that may be one, a promise, two reports of shelling, and accounts."""
    made_once("what is decided about", _filled)


def _filled() -> None:
    create_user("boris", "a long sentence nobody guesses", "reviewer", ("envoys",), author="tests")
    people = (("Ann Envoy", "Envoy", "RUS", True), ("Anne Envoi", "Envoy", "RUS", False))
    promise = "They agreed to release prisoners by 1 March 2022."
    list(add([report(1, promise=promise, due="2022-03-01", issues=("prisoners",), people=people)], author="tests", level="team"))
    list(add([report(2, end="2021-07-08")], author="tests", level="team"))
    list(add([report(3, kind="consultation", ordinal=None, track=None, start="2020-05-05", roles={})], author="tests", level="team"))
    later = report(4, kind="visit", city=None, country=None, ordinal=None, start="2020-05-05", end="2020-05-06", roles={})
    list(add([later], author="tests", level="team"))
    for place in ("Idlib", "Homs"):
        enter(anna(), "report", {"what": "shelling", "start": "2021-08-01", "place": place}, Entered("anna", f"heard in {place}"))


def anna() -> Viewer:
    return local_viewer("anna")


def claim(name: str, number: int = 1) -> str:
    return str(Claim.objects.filter(property=name, source__title=f"Report {number}").values_list("pk", flat=True)[0])


def stated(name: str) -> Any:
    return json.loads(Claim.objects.get(pk=claim(name)).value)


def meeting(number: int) -> str:
    return str(Mention.objects.filter(source__title=f"Report {number}", kind="meeting").values_list("meeting", flat=True)[0])


def mention(number: int) -> str:
    return str(Mention.objects.filter(source__title=f"Report {number}", kind="meeting").values_list("pk", flat=True)[0])


def source(number: int) -> str:
    return str(Source.objects.get(title=f"Report {number}").pk)


def proposal() -> str:
    return str(Proposal.objects.values_list("pk", flat=True)[0])


def heard() -> list[str]:
    return list(Mention.objects.filter(kind="report").values_list("pk", flat=True))


DECIDED: dict[str, Callable[[], Any]] = {
    "accept": lambda: decisions.accept(anna(), claim("city")),
    "reject": lambda: decisions.reject(anna(), claim("participant")),
    "withdraw": lambda: decisions.withdraw(anna(), claim("city")),
    "correct": lambda: decisions.correct(anna(), claim("city"), "Geneva"),
    "correct an act": lambda: decisions.correct(anna(), claim("act"), {**stated("act"), "due": "2023"}),
    "merge": lambda: decisions.merge(anna(), meeting(3), meeting(4)),
    "split": lambda: decisions.split(anna(), mention(2)),
    "apart": lambda: decisions.apart(anna(), proposal()),
    "put in a track": lambda: decisions.put_in_track(anna(), "meeting", meeting(3), "Geneva process"),
    "take from a track": lambda: decisions.take_from_track(anna(), "meeting", meeting(1), "Astana format"),
    "share a document": lambda: decisions.share(anna(), source(1), "restricted", ("envoys",)),
    "share a claim": lambda: decisions.share(anna(), claim("city"), "restricted", ("envoys",)),
    "describe": lambda: decisions.describe(anna(), source(1), "title", "Another title"),
    "withdraw a document": lambda: decisions.withdraw_source(anna(), source(1)),
    "copy": lambda: decisions.copy_of(anna(), source(2), source(1)),
    "name an actor": lambda: decisions.name_actor(anna(), "Name", id="RUS"),
    "name a track": lambda: decisions.name_track(anna(), "The format", id="astana-process"),
    "alias": lambda: decisions.add_alias(anna(), "actor:RUS", "Moscow side"),
    "join": lambda: decisions.join(anna(), "actor:IRN", "actor:TUR"),
    "persons": lambda: same_person.join_persons(anna(), claim("person"), Claim.objects.filter(property="person").order_by("-seq")[0].pk),
    "incidents": lambda: incidents.join_incidents(anna(), *heard()),
    "incidents apart": lambda: incidents.hold_apart(anna(), *heard()),
    "status": lambda: linking.set_status(anna(), str(Commitment.objects.get().pk), "2", source(2), 0, 9),
    "comment": lambda: discussing.comment(anna(), claim("city"), "Is it?"),
    "assign": lambda: discussing.assign(anna(), claim("city"), "boris", task="look"),
}


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("decide", DECIDED.values(), ids=DECIDED)
def test_what_is_decided_and_undone_leaves_the_record_as_it_was(decide: Callable[[], Any]) -> None:
    before = dump()
    decide()
    seq = Entry.objects.order_by("-seq").values_list("seq", flat=True)[0]
    assert dump()["Decision"] != before["Decision"]
    decisions.undo(anna(), seq)
    after = dump()
    kept = {name: [row for row in rows if name not in GROW or row in before[name]] for name, rows in after.items()}
    assert {name for name in before if name not in JOURNAL and kept[name] != before[name]} == set()
    assert_rebuild_changes_nothing()
