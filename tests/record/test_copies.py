"""Copies of one text count once for whoever sees them, whoever else may not, and tell nobody of each other."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from record.dumping import assert_rebuild_changes_nothing
from record.queries.test_visible import empty, everything
from record.test_handing_over import inside
from record.test_naming import ORIGINAL, copy_of
from reports import report

from sulh.record import decisions
from sulh.record.access import scope_of
from sulh.record.adding import add
from sulh.record.exports.rows import table_rows
from sulh.record.exports.selection import select
from sulh.record.handing_over import hand_over
from sulh.record.models import Entry
from sulh.record.projection.models import Decision, Source
from sulh.record.queries.alike import alike
from sulh.record.queries.documents import document, documents
from sulh.record.queries.elsewhere import elsewhere
from sulh.record.queries.meetings import meeting, meetings
from sulh.record.queries.statements import statements
from sulh.record.shapes import Filters, Viewer
from sulh.record.viewers import local_viewer, viewer

PUBLIC, TEAM, ENVOYS = ("public", ()), ("team", ()), ("restricted", ("envoys",))
Sharing = tuple[str, tuple[str, ...]]


def envoy() -> Viewer:
    return viewer("anna", "reviewer", scope_of(["envoys"]))


def other() -> Viewer:
    return viewer("boris", "reviewer", scope_of([]))


def public() -> Viewer:
    return viewer("carla", "reader", "public")


def copy(number: int, *, start: str = "2021-07-07", text: str = ORIGINAL) -> Any:
    """A joint statement with a promise, nearly a copy of the others."""
    made: Any = copy_of(number, start, text)
    return dataclasses.replace(made, kind=type(made.kind)("joint_statement"))


def store(*told: tuple[Any, Sharing]) -> list[str]:
    for reading, (level, groups) in told:
        list(add([reading], author="clerk", level=level, groups=groups))
    return [reading.document.id for reading, _ in told]


@pytest.mark.parametrize(
    ("day", "words", "kind", "number"),
    [
        ("2021-07-09", ORIGINAL, "joint_statement", 1),  # the same words two days later: published again
        ("2021-09-09", ORIGINAL, "joint_statement", 2),  # the same words two months later: the next of the series
        ("2021-07-09", "", "joint_statement", 2),  # other words two days later: the next of the series
        ("2021-07-07", "", "joint_statement", 1),  # a few words less on the same day
        ("2021-07", "", "joint_statement", 1),  # its day is not known
        ("2021-09-09", "", "news", 1),  # a report that others print later
    ],
)
def test_statement_of_another_day_with_other_words_is_no_copy(day: str, words: str, kind: str, number: int) -> None:
    told = []
    for count, (published, text) in enumerate((("2021-07-07", ORIGINAL), (day, words or ORIGINAL.rpartition(". ")[0] + ".")), 1):
        made = copy(count, text=text)
        document = dataclasses.replace(made.document, published=published)
        told.append((dataclasses.replace(made, document=document, kind=type(made.kind)(kind)), PUBLIC))
    store(*told)
    assert len(set(Source.objects.values_list("original", flat=True))) == number


@pytest.mark.parametrize("order", [(PUBLIC, ENVOYS), (ENVOYS, PUBLIC), (TEAM, ENVOYS), (ENVOYS, ENVOYS)], ids=str)
def test_copies_are_one_source_in_every_count_for_who_sees_both(order: tuple[Sharing, Sharing]) -> None:
    promise = report(1, start="2021-07-08", promise="The sides agreed to release prisoners by June.", due="2022-06")
    store((copy(2), order[0]), (copy(3), order[1]), (promise, PUBLIC))
    view = meeting(envoy(), meetings(envoy()).rows[0].id)
    assert view.sources == 2 and len(view.documents) == 3
    assert {(value.value, value.sources) for value in view.values["start"]} == {("2021-07-07", 1), ("2021-07-08", 1)}
    shown = document(envoy(), Source.objects.get(title="Report 2").pk)
    assert [one.title for one in shown.copies] == ["Report 3"] and len(statements(envoy())) == 1
    # Beside each claim: what the third document says, and nothing else.
    beside = elsewhere(envoy(), shown.claims).values()
    assert {(one.sources, one.same + sum(number for _, number in one.others)) for one in beside} == {(1, 1)}
    assert {row["copy_of"] is None for row in tables(envoy())} == {True, False}
    assert not alike(envoy()) or max(alike(envoy()).values()) == 2
    assert_rebuild_changes_nothing()


ORDERS = [(PUBLIC, ENVOYS, PUBLIC), (ENVOYS, PUBLIC, PUBLIC), (TEAM, TEAM, ENVOYS), (ENVOYS, TEAM, PUBLIC)]


@pytest.mark.parametrize("order", ORDERS, ids=str)
@pytest.mark.parametrize("looking", [other, public])
def test_who_does_not_see_a_copy_is_shown_what_a_record_without_it_shows(order: tuple[Sharing, ...], looking: Callable[[], Viewer]) -> None:
    told = [(copy(2), order[0]), (copy(3), order[1]), (copy(4), order[2]), (report(1, start="2021-07-08"), PUBLIC)]
    store(*told)
    seen = everything(looking())
    empty()
    level = ("public",) if looking is public else ("public", "team")
    store(*(one for one in told if one[1][0] in level))
    assert seen == everything(looking())


def longer(number: int) -> Any:
    """A copy with a few words of its own."""
    return copy(number, text=f"{ORIGINAL} Paper {number} adds that its correspondent {number} waited in the rain for {number} hours.")


def near(start: int) -> str:
    """The agency's text from this sentence on: neighbours are alike, those further away are not."""
    said = (f"The delegations of side {n} spoke about question {n} of the agenda in the {n}th hour." for n in range(start, start + 30))
    return " ".join(said)


def test_hidden_text_between_two_that_are_not_alike_does_not_make_them_one() -> None:
    store((copy(2, text=near(0)), PUBLIC), (copy(3, text=near(4)), ENVOYS), (copy(4, text=near(8)), PUBLIC))
    assert meetings(other()).rows[0].sources == 2
    assert_rebuild_changes_nothing()
    decisions.share(local_viewer("clerk"), Source.objects.get(title="Report 3").pk, "public")
    assert meetings(other()).rows[0].sources == 1
    assert_rebuild_changes_nothing()


def test_copies_stay_one_source_when_the_first_of_them_is_restricted_later() -> None:
    first, *_ = store((copy(2), PUBLIC), (copy(3), PUBLIC), (copy(4), PUBLIC))
    decisions.share(local_viewer("clerk"), first, "restricted", ("envoys",))
    assert meetings(other()).rows[0].sources == meetings(envoy()).rows[0].sources == 1
    assert {one.original for one in Source.objects.exclude(pk=first)} == {Source.objects.get(title="Report 3").pk}
    assert_rebuild_changes_nothing()
    decisions.undo(local_viewer("clerk"), Decision.objects.get(kind="share").seq)
    assert {one.original for one in Source.objects.all()} == {first}
    assert_rebuild_changes_nothing()


def test_copies_of_a_restricted_text_are_one_source_in_a_copy_for_those_who_do_not_see_it(tmp_path: Path) -> None:
    # Each is more like the hidden one than like the others.
    hidden, *_ = store((copy(2), ("restricted", ("lawyers",))), (longer(3), PUBLIC), (longer(4), TEAM), (longer(5), ENVOYS))
    hand_over(tmp_path / "envoys.db", "envoys", author="clerk")
    with inside(tmp_path / "envoys.db"):
        assert not Source.objects.filter(pk=hidden).exists()
        assert meetings(envoy()).rows[0].sources == 1 and documents(envoy()).total == 3
        links = [json.loads(body or "") for body in Entry.objects.filter(kind="copy", body__isnull=False).values_list("body", flat=True)]
        assert links and all(hidden not in one.values() for one in links)


def test_export_says_of_copies_that_they_are_even_where_the_first_is_not_in_it() -> None:
    store((copy(2), ENVOYS), (longer(3), ENVOYS), (longer(4), TEAM))
    decisions.describe(local_viewer("clerk"), Source.objects.get(title="Report 4").pk, "title", "Hidden")
    for who in (envoy(), other()):
        rows = tables(who)
        assert len({row["copy_of"] or row["document"] for row in rows}) == 1
        assert {row["copy_of"] for row in rows} <= {None, *(row["document"] for row in rows)}


def tables(who: Viewer) -> list[dict[str, Any]]:
    return list(table_rows("documents", select(who, Filters())))
