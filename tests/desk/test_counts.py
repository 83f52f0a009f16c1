"""Counts of a round to be given away: without small ones, kept and checked against all given before, approved by a second person."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import pytest
from desk.persons_world import As, lists_round, page
from django.urls import reverse
from examples import ALL

from sulh.model import InvalidError
from sulh.persons.cases import CaseEventKind, written
from sulh.persons.exchange import ExchangeEvent, ExchangeRound, listed
from sulh.persons.small_counts import CountsError, linked_ranges
from sulh.record.accounts import create_user
from sulh.record.erasing import erase
from sulh.record.ledger import verify
from sulh.record.models import Entry
from sulh.record.persons.cases import add_to_case, new_case
from sulh.record.persons.counts import COUNTS, counts_given, counts_taken, counts_tried, make_counts
from sulh.record.persons.rounds import add_to_round, new_round, round_seen
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
    file = reverse("round-counts-file", args=[lists_round, made.about.id])
    assert office.get(file).status_code == 404
    assert "you had a hand in it" in page(office, "round-counts", lists_round, status=422, approve=made.about.id)
    assert "can be taken as a file" in page(other, "round-counts", lists_round, approve=made.about.id)
    for ending, begins in (("csv", b"\xef\xbb\xbf"), ("docx", b"PK"), ("pdf", b"%PDF")):
        answer = office.get(f"{file}?as={ending}&first=ar")
        assert answer.status_code == 200 and bytes(answer.content).startswith(begins), ending
    arabic = office.get(f"{file}?as=csv&first=ar").content.decode()
    assert "\u0627\u0644\u0645\u062c\u0645\u0648\u0639" in arabic and "Made Up" not in arabic
    events = [one.body or "" for one in Entry.objects.filter(kind="persons", body__contains=made.about.id)]
    assert sum('"what":"taken"' in one for one in events) == 4 and sum('"what":"approved"' in one for one in events) == 1


def test_small_counts_and_what_would_tell_them_are_in_no_file_and_no_cell(lists_round: str, second: str) -> None:
    adds(lists_round, 40, category="sick")
    made = make_counts(mediator(), lists_round, "held", "South", "category", "sex", "for the press")
    COUNTS.approve(mediator(second), lists_round, made)
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
    before = next(one for one in counts_given(round_seen(local_viewer("tests"), lists_round)) if one.about.id == first).table.shown
    assert before.text(row, 1) != "" and again.shown.text(row, 1) == ""  # four more came
    # Another grouping tells the total of the same persons: withheld too, for it changed by four.
    other = counts_tried(mediator(), lists_round, "held", "South", "sex")
    total = (len(other.shown.table.rows), 1)
    assert total in other.shown.withheld


def test_no_small_count_is_told_by_all_groupings_together(lists_round: str) -> None:
    adds(lists_round, 40, category="sick", place="Mill Road", sex="male")
    adds(lists_round, 6, start=40, category="sick", place="Mill Road", sex="female")
    adds(lists_round, 50, start=46, category="other", place="Cedar Street", sex="male")
    groupings = [("category", "sex"), ("place", "sex"), ("sex", ""), ("place", ""), ("category", "place"), ("category", "wish")]
    for rows, columns in groupings if ALL else groupings[:3]:
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
            COUNTS.approve(approver, lists_round, made)
    COUNTS.approve(mediator("karim"), lists_round, made)


def test_report_prints_the_approved_tables_and_no_other_with_who_approved_and_when(lists_round: str, second: str, as_: As) -> None:
    adds(lists_round, 40, category="sick", place="Mill Road", sex="male")
    office, file = as_("editor"), reverse("round-counts-report", args=[lists_round])
    make_counts(mediator(), lists_round, "held", "South", "sex", "", "for Whisper Press")
    refused = office.get(file)
    assert refused.status_code == 404 and "nobody approved a table" in refused.content.decode()
    made = make_counts(mediator(), lists_round, "held", "South", "category", "", "for Whisper Press")
    COUNTS.approve(mediator(second), lists_round, made)
    assert "round-counts-report" not in as_("north-desk").get(reverse("round", args=[lists_round])).content.decode()
    assert as_("north-desk").get(file).status_code == 404
    for ending in ("docx", "pdf"):
        answer = office.get(f"{file}?as={ending}&first=ar")
        assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(office.get(f"{file}?as=docx").content)) as packed:
        words = packed.read("word/document.xml").decode()
    day = counts_given(round_seen(local_viewer("tests"), lists_round))[0].about.approved[:10]
    assert f"Approved by {second}" in words and "by category" in words and day[:4] in words
    assert "by sex" not in words and "Whisper" not in words
    taken = [one.body or "" for one in Entry.objects.filter(kind="persons", body__contains=made)]
    assert sum('"what":"taken"' in one for one in taken) == 3


def invented_files(number: int, groups: Sequence[str] = ("Office",), fate: str = "") -> list[str]:
    """So many files of persons, with a fate that was decided."""
    who = local_viewer("tests")
    terms = {"legal_basis": "mandate", "purpose": "search", "until": "2099-01-01"}
    made = [new_case(who, groups, invented=True, name=f"Made Up {n}", known={"sex": "male"}, **terms) for n in range(number)]
    for key in made if fate else ():
        add_to_case(who, key, lambda case, at: [written(CaseEventKind.FATE, at, who.name, fate=fate, decided_by="Commission")])
    return made


def test_fates_of_files_are_counted_without_small_ones_and_by_difference_in_any_round(lists_round: str, second: str) -> None:
    missing, alive = invented_files(30), invented_files(20, fate="alive")
    made = make_counts(mediator(), lists_round, "files", "", "fate", "", "for the press")
    shown = next(one for one in counts_given(round_seen(local_viewer("tests"), lists_round)) if one.about.id == made).table
    assert shown.of == "files:Office" and shown.shown.table.rows == ("missing", "alive", "deceased", "")
    known = {row: shown.shown.text(place, 0) for place, row in enumerate(shown.shown.table.rows)}
    # One file more is missing: that of the round's own. To know two of the four and the total would be to know that the others are 0.
    assert known["missing"] == "31" and known["deceased"] == known[""] == "" and "" in (known["alive"], shown.shown.text(4, 1))
    who = local_viewer("tests")
    for key in missing[:3]:
        add_to_case(who, key, lambda case, at: [written(CaseEventKind.FATE, at, who.name, fate="alive", decided_by="Commission")])
    other = other_round()
    later = counts_tried(mediator(), other, "files", "", "fate")
    assert later.shown.text(0, 0) == "" and later.shown.text(1, 0) == ""
    assert len(alive) == 20


def test_files_that_another_group_counted_are_not_counted_again(lists_round: str, second: str) -> None:
    invented_files(12, ("North",))
    invented_files(12, ("North", "Office"))
    other = other_round("North", ("South", "Office"))
    make_counts(viewer("n", "editor", "team|North|persons"), other, "files", "", "fate", "", "for the press")
    with pytest.raises(InvalidError, match="counted for North"):
        counts_tried(mediator(), lists_round, "files", "", "fate")


def other_round(of: str = "Office", sides: tuple[str, str] = ("North", "South")) -> str:
    due = [dt.datetime(2090, 1, day, 12, tzinfo=dt.UTC) for day in (1, 2)]
    return new_round(
        local_viewer("tests"), name="Another", sides=sides, mediator=of, zone="+00:00", lists_due=due[0], answers_due=due[1],
        basis="mandate", purpose="answers", until="2091-01-01", invented=True,
    )  # fmt: skip
