"""Counts of a round to be given away: without small ones, kept and checked against all given before, approved by a second person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from desk.persons_world import As, lists_round, page
from django.urls import reverse

from sulh.model import InvalidError
from sulh.persons.exchange import ExchangeEvent, ExchangeRound, listed
from sulh.persons.small_counts import CountsError, linked_ranges
from sulh.record.accounts import create_user
from sulh.record.erasing import erase
from sulh.record.ledger import verify
from sulh.record.models import Entry
from sulh.record.persons.counts import approve_counts, counts_given, counts_taken, counts_tried, make_counts
from sulh.record.persons.rounds import add_to_round, round_seen
from sulh.record.shapes import Viewer
from sulh.record.subjects import listed_subject
from sulh.record.viewers import local_viewer, viewer

__all__ = ["lists_round"]

pytest.importorskip("scipy")
WHO: dict[str, Any] = {"of": "held", "side": "South", "rows": "category", "columns": "place"}


@pytest.fixture
def second(lists_round: str, as_: As) -> str:
    """Another account of the mediator's."""
    create_user("office-two", None, "editor", ("Office", "persons"), author="tests")
    return "office-two"


def mediator(name: str = "of Office") -> Viewer:
    return viewer(name, "editor", "team|Office|persons")


def adds(key: str, number: int, *, start: int = 0, **more: str) -> None:
    """So many persons of the South more."""

    def make(before: ExchangeRound, at: dt.datetime) -> Sequence[ExchangeEvent]:
        numbers = range(start, start + number)
        return [listed({"id": f"X{n}", "name": f"Made Up {n}", **more}, "South", at) for n in numbers]

    add_to_round(local_viewer("tests"), key, make, as_party="South")


def test_table_is_looked_at_made_approved_by_another_and_taken_in_two_languages(lists_round: str, second: str, as_: As) -> None:
    adds(lists_round, 40, category="sick", place="Mill Road")
    office, other = as_("editor"), as_(second)
    tried = page(office, "round-counts", lists_round, **WHO, do="try")
    assert "Persons whom South lists as held, by category and place" in tried and "Nothing is kept of this yet." in tried
    assert not Entry.objects.filter(kind="persons", body__contains='"population"').exists()
    assert "say what the table is for" in page(office, "round-counts", lists_round, status=422, **WHO, do="make")
    assert "a second account" in page(office, "round-counts", lists_round, **WHO, do="make", purpose="for the press")
    (made,) = counts_given(round_seen(local_viewer("tests"), lists_round))
    file = reverse("round-counts-file", args=[lists_round, made.id])
    assert office.get(file).status_code == 404
    assert "you had a hand in it" in page(office, "round-counts", lists_round, status=422, approve=made.id)
    assert "can be taken as a file" in page(other, "round-counts", lists_round, approve=made.id)
    for ending, begins in (("csv", b"\xef\xbb\xbf"), ("docx", b"PK"), ("pdf", b"%PDF")):
        answer = office.get(f"{file}?as={ending}&first=ar")
        assert answer.status_code == 200 and bytes(answer.content).startswith(begins), ending
    arabic = office.get(f"{file}?as=csv&first=ar").content.decode()
    assert "\u0627\u0644\u0645\u062c\u0645\u0648\u0639" in arabic and "Made Up" not in arabic
    events = [one.body or "" for one in Entry.objects.filter(kind="persons", body__contains=made.id)]
    assert sum('"what":"taken"' in one for one in events) == 4 and sum('"what":"approved"' in one for one in events) == 1


def test_small_counts_and_what_would_tell_them_are_in_no_file_and_no_cell(lists_round: str, second: str) -> None:
    adds(lists_round, 40, category="sick")
    made = make_counts(mediator(), lists_round, "held", "South", "category", "sex", "for the press")
    approve_counts(mediator(second), lists_round, made)
    shown = counts_taken(mediator(), lists_round, made).table.shown
    for cell in shown.table.cells():
        # That no woman is male everybody knows.
        assert shown.table.count(cell) >= 10 or cell in shown.withheld or shown.table.labels(cell) == ("woman", "male")
    assert any(shown.table.count(cell) >= 10 for cell in shown.withheld)  # others, for the sake of the small


def test_tables_given_before_are_not_given_away_by_a_later_one(lists_round: str) -> None:
    adds(lists_round, 40, category="sick", place="Mill Road")
    adds(lists_round, 30, start=40, category="sick", place="Cedar Street")
    first = make_counts(mediator(), lists_round, "held", "South", "place", "", "for the press")
    adds(lists_round, 4, start=70, category="sick", place="Mill Road")
    again = counts_tried(mediator(), lists_round, "held", "South", "place")
    row = again.shown.table.rows.index("Mill Road")
    before = next(one for one in counts_given(round_seen(local_viewer("tests"), lists_round)) if one.id == first).table.shown
    assert before.text(row, 1) != "" and again.shown.text(row, 1) == ""  # four more came
    # Another grouping tells the total of the same persons: withheld too, for it changed by four.
    other = counts_tried(mediator(), lists_round, "held", "South", "sex")
    total = (len(other.shown.table.rows), 1)
    assert total in other.shown.withheld


def test_no_small_count_is_told_by_all_groupings_together(lists_round: str) -> None:
    adds(lists_round, 40, category="sick", place="Mill Road", sex="male")
    adds(lists_round, 6, start=40, category="sick", place="Mill Road", sex="female")
    adds(lists_round, 50, start=46, category="other", place="Cedar Street", sex="male")
    for rows, columns in (("category", "sex"), ("place", "sex"), ("category", "place"), ("sex", ""), ("place", ""), ("category", "wish")):
        try:
            make_counts(mediator(), lists_round, "held", "South", rows, columns, "for the press")
        except CountsError as problem:
            assert "by the same ones as before" in str(problem)
    tables = [one.table for one in counts_given(round_seen(local_viewer("tests"), lists_round))]
    assert len(tables) > 2
    for one, cell, found in linked_ranges(tables):
        assert found.is_wide(10) or one.shown.table.count(cell) >= 10


def test_side_and_whoever_has_not_the_role_make_and_read_no_table(lists_round: str, second: str, as_: As) -> None:
    for name, status in (("north-desk", 404), ("admin", 403), ("reader", 403)):
        assert as_(name).get(reverse("round-counts", args=[lists_round])).status_code == status
    with pytest.raises(InvalidError, match="for the mediator"):
        make_counts(viewer("north", "editor", "team|North|persons"), lists_round, "held", "North", "category", "", "mine")
    wrong = (("name", "", "held", "South"), ("category", "category", "held", "South"), ("answer", "", "held", "South"),
             ("sex", "", "cases", "South"), ("sex", "", "held", "Office"))  # fmt: skip
    for rows, columns, of, side in wrong:
        with pytest.raises(InvalidError):
            make_counts(mediator(), lists_round, of, side, rows, columns, "x")


def test_tables_end_with_their_round(lists_round: str) -> None:
    adds(lists_round, 40, category="sick", place="Mill Road")
    make_counts(mediator(), lists_round, "held", "South", "place", "", "for Whisper Press")
    erase(listed_subject("round", lists_round), author="admin", reason="asked for")
    left = "".join(one.body or "" for one in Entry.objects.filter(kind="persons") if '"matter":"counts"' in (one.body or ""))
    assert left and "Mill Road" not in left and "Whisper Press" not in left and '"counts":[[4' not in left and verify().holds


def test_nobody_approves_under_a_second_name_nor_what_was_asked_in_their_name(lists_round: str, second: str) -> None:
    adds(lists_round, 40, category="sick")
    made = make_counts(local_viewer("mona for office-two"), lists_round, "held", "South", "category", "", "for the press")
    holders = (local_viewer("karim"), local_viewer("karim for of Office"))
    for approver in (mediator("Mona"), mediator(second), mediator("karim for Office"), *holders):
        with pytest.raises(InvalidError, match="a second person approves"):
            approve_counts(approver, lists_round, made)
    approve_counts(mediator("karim"), lists_round, made)
