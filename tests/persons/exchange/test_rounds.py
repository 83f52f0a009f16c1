"""Rounds: the state of each name under the clock, who may say what, bulk answers, matches, and the file of events."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from examples import examples
from hypothesis import given, settings

from persons.exchange.rounds import ANSWERS_DUE, NORTH, OFFICE, SOUTH, ZONE, Kind, answer, asked, at, begun, histories, says
from sulh.model.vocabulary import HolderAnswer, PersonCategory, RequestState
from sulh.persons.exchange import (
    ExchangeError,
    ExchangeEvent,
    answered,
    append_events,
    by_answers,
    likely_duplicates,
    listed,
    load_log,
    matches_found,
    moment,
    moment_said,
    opened,
    requested,
    round_of,
    round_sheet,
    shown,
    visible_events,
)
from sulh.persons.exchange.events import event_data, event_from
from sulh.persons.releases import HeldPerson

ONE = "North/1"
Answer = HolderAnswer


def state(events: Sequence[ExchangeEvent], day: int) -> RequestState:
    made = round_of([begun(), asked("1"), *events], until=at(day))
    return made.requests[ONE].state(at(day), made.due(made.requests[ONE]))


@pytest.mark.parametrize(
    ("events", "day", "expected"),
    [
        ([], 15, "waiting"),
        ([], 16, "silent"),
        ([answer(ONE, Answer.HELD_HERE, 10)], 9, "waiting"),
        ([answer(ONE, Answer.HELD_HERE, 10)], 20, "answered"),
        ([answer(ONE, Answer.UNKNOWN, 10)], 20, "counter_question"),
        ([answer(ONE, Answer.UNKNOWN, 10), says(Kind.REPLIED, ONE, 11, words="1980")], 12, "waiting"),
        ([answer(ONE, Answer.UNKNOWN, 10), says(Kind.REPLIED, ONE, 11, words="1980")], 20, "silent"),
        ([answer(ONE, Answer.HELD_HERE, 10), says(Kind.DISPUTED, ONE, 11, words="seen elsewhere")], 20, "disputed"),
        ([answer(ONE, Answer.HELD_HERE, 10), says(Kind.DISPUTED, ONE, 11), says(Kind.ACCEPTED, ONE, 12)], 20, "answered"),
        ([answer(ONE, Answer.HELD_HERE, 10), says(Kind.DISPUTED, ONE, 11), answer(ONE, Answer.RELEASED, 12)], 20, "answered"),
        ([answer(ONE, Answer.NOT_HELD, 10), says(Kind.MATCHED, ONE, 11, OFFICE, other="x")], 20, "reopened"),
        ([answer(ONE, Answer.HELD_HERE, 10), says(Kind.MATCHED, ONE, 11, OFFICE, other="x")], 20, "answered"),
        ([answer(ONE, Answer.NOT_HELD, 10), says(Kind.MATCHED, ONE, 11, OFFICE), answer(ONE, Answer.HELD_HERE, 12)], 20, "answered"),
        ([says(Kind.WITHDRAWN, ONE, 5, words="twice")], 20, "withdrawn"),
    ],
)
def test_state_of_a_name_at_a_moment(events: list[ExchangeEvent], day: int, expected: str) -> None:
    assert state(events, day) == expected


def test_clock_of_a_late_list_runs_as_much_longer_and_a_moved_clock_for_all() -> None:
    made = round_of([begun(), asked("1", 2), asked("2", 10)])
    assert made.due(made.requests[ONE]) == ANSWERS_DUE
    assert made.due(made.requests["North/2"]) - ANSWERS_DUE == at(10) - made.lists_due
    moved = ExchangeEvent(Kind.MOVED, at(3), OFFICE, values={"answers_due": at(20).isoformat(), "words": "both agreed"})
    assert round_of([begun(), moved]).answers_due == at(20)


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (says(Kind.ANSWERED, ONE, 5, NORTH, answer="held_here"), "not for North to say"),
        (says(Kind.DISPUTED, ONE, 5, SOUTH), "not for South to say"),
        (says(Kind.ANSWERED, ONE, 5, SOUTH, answer="gone"), "no answer 'gone'"),
        (says(Kind.ANSWERED, ONE, 5, SOUTH, answer="unknown"), "which data are needed"),
        (says(Kind.ANSWERED, "North/9", 5, SOUTH, answer="held_here"), "nobody asked about 'North/9'"),
        (says(Kind.ANSWERED, ONE, 5, "West", answer="held_here"), "nobody of this round"),
        (asked("1", 5), "asked about already"),
        (ExchangeEvent(Kind.MOVED, at(5), NORTH, values={"answers_due": at(20).isoformat()}), "moved by Office alone"),
        (ExchangeEvent(Kind.MOVED, at(5), OFFICE, values={"answers_due": at(1).isoformat()}), "due after lists"),
        (asked("2", 1), "before what was written last"),
        (begun(), "before what was written last"),
    ],
)
def test_what_cannot_happen_is_refused_with_the_name(event: ExchangeEvent, said: str) -> None:
    with pytest.raises(ExchangeError, match=said):
        round_of([begun(), asked("1", 4), event])


def test_sheet_of_answers_is_taken_in_either_language() -> None:
    made = round_of([begun(), asked("1"), asked("2"), asked("1", by=SOUTH)])
    rows = [
        {"id": "1", "answer": "محتجز هنا", "evidence": "register", "answered_by": "desk"},
        {"id": "North/2", "answer": "Unknown", "question": "اسم الأم؟"},
    ]
    events = [answered(row, made, SOUTH, at(9), show=True) for row in rows]
    done = round_of([begun(), asked("1"), asked("2"), *events])
    found = [(key, one.answer) for key, one in done.requests.items()]
    assert [(key, one.answer, one.question) for key, one in found if one] == [
        (ONE, "held_here", ""), ("North/2", "unknown", "اسم الأم؟"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"id": "7", "answer": "held here"}, "nobody asked South about '7'"),
        ({"id": "1", "answer": "perhaps"}, "'perhaps' is none of its words"),
        ({"id": "1", "answer": "unknown"}, "column question is empty"),
        ({"id": "1"}, "column answer is empty"),
    ],
)
def test_row_of_answers_that_cannot_be_used_is_said(row: dict[str, str], said: str) -> None:
    with pytest.raises(ExchangeError, match=said):
        answered(row, round_of([begun(), asked("1")]), SOUTH, at(9))


def test_row_of_a_list_keeps_what_is_its_own_sides_apart() -> None:
    event = requested({"id": "4", "name": " Invented  Four ", "birth_year": "1980", "contact": "555"}, NORTH, SOUTH, at(2))
    assert event.request == "North/4" and event.values["person"] == {"name": "Invented Four", "birth_year": "1980"}
    assert event.values["own"] == {"contact": "555"} and event.to == ()
    with pytest.raises(ExchangeError, match="column name is empty"):
        requested({"id": "4"}, NORTH, SOUTH, at(2))


@pytest.mark.parametrize("show", [True, False])
def test_answer_of_the_holder_goes_into_its_list_for_a_plan(show: bool) -> None:
    lists = [HeldPerson(number, "Invented", SOUTH, PersonCategory.OTHER) for number in ("7", "8", "9")]

    def after(given: HolderAnswer, held_id: str) -> list[HeldPerson]:
        said = {"id": "1", "answer": str(given), "held_id": held_id, "question": "Which?"}
        return by_answers(lists, round_of([begun(), asked("1"), answered(said, round_of([begun(), asked("1")]), SOUTH, at(9), show=show)]))

    assert after(Answer.DEAD_BODY_NOT_HELD, "8") == [lists[0], replace(lists[1], reported_dead=True), lists[2]]
    assert after(Answer.REFUSES_TRANSFER, "9") == [*lists[:2], replace(lists[2], refuses=True)]
    assert after(Answer.HELD_HERE, "9") == after(Answer.NOT_HELD, "") == after(Answer.RELEASED, "10") == lists
    with pytest.raises(ExchangeError, match=r"South/7 .* which answered 'released'"):
        after(Answer.RELEASED, "7")


@pytest.mark.parametrize("given", [Answer.DEAD_BODY_HELD, Answer.REFUSES_TRANSFER])
def test_answer_without_the_holders_number_counts_for_whoever_was_decided_to_be_that_person(given: HolderAnswer) -> None:
    lists = [HeldPerson(number, "Invented", SOUTH, PersonCategory.OTHER) for number in ("7", "8")]
    said = answered({"id": "1", "answer": str(given)}, round_of([begun(), asked("1")]), SOUTH, at(9), show=True)
    is_dead = given is Answer.DEAD_BODY_HELD
    marked = replace(lists[1], reported_dead=is_dead, refuses=not is_dead)
    same, other = (says(kind, ONE, day, OFFICE, (), other="held:South/8") for kind, day in ((Kind.MATCHED, 10), (Kind.PARTED, 11)))
    assert by_answers(lists, round_of([begun(), asked("1"), said])) == lists
    assert by_answers(lists, round_of([begun(), asked("1"), said, same])) == [lists[0], marked]
    assert by_answers(lists, round_of([begun(), asked("1"), said, same, other])) == lists


def test_everything_not_shown_yet_is_shown_once() -> None:
    events = [begun(), asked("1", to=()), asked("2", to=()), asked("3")]
    made = round_of(events)
    (one,) = shown(made, NORTH, "requests", at(3))
    assert one.to == (SOUTH,) and one.values["requests"] == [ONE, "North/2"]
    assert shown(round_of([*events, one]), NORTH, "requests", at(4)) == []
    with pytest.raises(ExchangeError, match="North/3: North has no request"):
        shown(made, NORTH, "requests", at(3), ["North/3"])


def test_match_reopens_not_held_once_and_nothing_else() -> None:
    events = [begun(), asked("1"), asked("2"), answer(ONE, Answer.NOT_HELD, 9), answer("North/2", Answer.HELD_HERE, 9)]
    pairs = [(ONE, "South/77", "same name"), ("North/2", "South/78", "same name")]
    (found,) = matches_found(round_of(events), pairs, OFFICE, at(10), (SOUTH,))
    assert found.request == ONE and found.values["other"] == "South/77"
    after = [*events, found, answer(ONE, Answer.NOT_HELD, 11)]
    assert matches_found(round_of(after), pairs, OFFICE, at(12)) == []
    assert len(matches_found(round_of(after), [(ONE, "South/79", "same mother")], OFFICE, at(12))) == 1


def test_sheet_counts_each_name_once() -> None:
    events = [
        begun(), asked("1"), asked("2"), asked("3"), asked("4"), asked("5", to=()), asked("1", by=SOUTH),
        says(Kind.WITHDRAWN, "North/4", 3), answer(ONE, Answer.HELD_HERE, 9), answer("North/2", Answer.NOT_HELD, 9),
        says(Kind.DISPUTED, "North/2", 10),
    ]  # fmt: skip
    north, south = round_sheet(round_of(events), at(20)).counts
    assert (north.asked, north.answered, north.open, north.disputed, north.overdue) == (3, 1, 0, 1, 1)
    assert (north.withdrawn, north.not_given) == (1, 1)
    assert north.by_answer == {"held_here": 1, "not_held": 1} and (south.by, south.asked, south.overdue) == (SOUTH, 1, 1)


@given(histories())
@settings(max_examples=examples(150), deadline=None)
def test_counts_of_a_sheet_always_add_up(events: list[ExchangeEvent]) -> None:
    for counts in round_sheet(round_of(events), at(28)).counts:
        assert counts.asked == counts.answered + counts.open + counts.disputed + counts.overdue


def test_duplicates_of_a_list_are_named_and_other_years_are_not() -> None:
    def named(number: str, name: str, year: str = "") -> ExchangeEvent:
        return requested({"id": number, "name": name, "birth_year": year}, NORTH, SOUTH, at(2))

    events = [begun(), named("1", "Sámir al-Invented", "1980"), named("2", "AL INVENTED samir"), named("3", "Samir Al-Invented", "1990")]
    assert likely_duplicates(round_of(events).requests.values()) == [(ONE, "North/2"), ("North/2", "North/3")]


@given(histories())
@settings(max_examples=examples(50), deadline=None)
def test_events_come_back_from_plain_values(events: list[ExchangeEvent]) -> None:
    assert [event_from(event_data(one)) for one in events] == events


def test_file_only_grows_is_its_owners_and_refuses_what_cannot_happen(tmp_path: Path) -> None:
    path = tmp_path / "round.jsonl"
    append_events(path, [], [begun(), asked("1")])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.read_bytes()
    with pytest.raises(ExchangeError, match="asked about already"):
        append_events(path, load_log(path), [asked("1")])
    assert path.read_bytes() == before
    append_events(path, load_log(path), [answer(ONE, Answer.HELD_HERE, 9)])
    assert path.read_bytes().startswith(before) and len(load_log(path)) == 3


def test_file_that_somebody_else_wrote_to_and_a_broken_line_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "round.jsonl"
    append_events(path, [], [begun()])
    known = load_log(path)
    append_events(path, known, [asked("1")])
    with pytest.raises(ExchangeError, match="written to meanwhile"):
        append_events(path, known, [asked("2")])
    os.truncate(path, path.stat().st_size - 5)
    with pytest.raises(ExchangeError, match="line 2: was broken off"):
        load_log(path)
    path.write_text('{"what": "opened", "at": "2027-01-01T09:00:00"}\n', encoding="utf-8")
    with pytest.raises(ExchangeError, match="line 1"):
        load_log(path)


def test_times_say_their_zone() -> None:
    made = moment("2027-07-01 18:00", "Asia/Amman")
    assert moment_said(made, "Asia/Amman") == "2027-07-01 18:00 (Asia/Amman)"
    assert moment_said(made, ZONE) == "2027-07-01 18:00 (+03:00)"
    faults = (("2027-07-01", ZONE, "has no hour"), ("soon", ZONE, "is no time"), ("2027-07-01 18:00", "Mars", "no time zone"))
    for text, zone, said in faults:
        with pytest.raises(ExchangeError, match=said):
            moment(text, zone)


@pytest.mark.parametrize(
    ("sides", "mediator", "said"),
    [((NORTH,), OFFICE, "two or more sides"), ((NORTH, SOUTH), NORTH, "none of them"), ((NORTH, "A/B"), OFFICE, "no slash")],
)
def test_round_that_cannot_be_is_refused(sides: tuple[str, ...], mediator: str, said: str) -> None:
    with pytest.raises(ExchangeError, match=said):
        round_of([opened("x", sides, mediator, ZONE, at(8), at(15), at(1))])


def test_persons_listed_as_held_are_seen_once_shown_and_are_matched_or_held_apart() -> None:
    events = [begun(), listed({"id": "S1", "name": "Invented One", "remark": "ill"}, SOUTH, at(2))]
    assert not round_of(visible_events(events, NORTH)).held
    events += shown(round_of(events), SOUTH, "held", at(3), ["held:South/S1"])
    (entry,) = round_of(visible_events(events, NORTH)).held.values()
    assert entry.person == {"name": "Invented One"} and entry.at == at(3)
    assert not shown(round_of(events), SOUTH, "held", at(3))
    events.append(asked("1", 3))
    events += [says(kind, "North/1", day, OFFICE, (), other="held:South/S1") for kind, day in ((Kind.MATCHED, 4), (Kind.PARTED, 5))]
    assert round_of(events[:-1]).requests["North/1"].pairs == {"held:South/S1": True}
    assert round_of(events).requests["North/1"].pairs == {"held:South/S1": False}
    with pytest.raises(ExchangeError, match="listed already"):
        round_of([*events, listed({"id": "S1", "name": "Another"}, SOUTH, at(6))])
    with pytest.raises(ExchangeError, match="nobody there"):
        shown(round_of(events), SOUTH, "held", at(6), ["held:South/S9"])
    with pytest.raises(ExchangeError, match="a side lists whom it holds"):
        round_of([*events, says(Kind.LISTED, "held:South/S2", 6, NORTH, ())])


def test_name_may_have_a_last_day_of_its_own() -> None:
    made = requested({"id": "1", "name": "Invented One", "until": "2027-03-01"}, NORTH, SOUTH, at(2))
    assert made.values["until"] == "2027-03-01" and "until" not in made.values["person"]
    with pytest.raises(ExchangeError, match="column until: 'soon' is no day"):
        listed({"id": "1", "name": "Invented One", "until": "soon"}, SOUTH, at(2))
