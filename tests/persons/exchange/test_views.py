"""Views: a side never learns what the other did not show, neither names nor counts nor times."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from persons.exchange.rounds import ANSWERS_DUE, NORTH, OFFICE, SOUTH, Kind, answer, asked, at, begun, histories, says
from sulh.model.vocabulary import HolderAnswer, RequestState
from sulh.persons.exchange import ExchangeError, ExchangeEvent, round_of, round_sheet, visible_events
from sulh.persons.exchange.events import event_data

SECRET = "kept"


def told(events: list[ExchangeEvent], viewer: str) -> str:
    """Everything that a viewer can be given: the events it sees and its sheet."""
    seen = visible_events(events, viewer)
    made = round_of(seen)
    return json.dumps([event_data(one) for one in seen]) + repr(round_sheet(made, ANSWERS_DUE)) + repr(made.held)


@given(histories(secret=SECRET))
@settings(max_examples=examples(300), deadline=None)
def test_view_of_a_side_never_holds_what_the_other_did_not_show(events: list[ExchangeEvent]) -> None:
    assert SECRET not in told(events, SOUTH)


def never_shown(events: list[ExchangeEvent], side: str, other: str) -> set[int]:
    """Places of events of one side that the other was never shown, worked out without the code under test."""
    last: dict[tuple[str, str], int] = {}
    for place, one in enumerate(events):
        if one.what is Kind.SHOWN and one.by == side and other in one.to:
            last |= {(key, one.values["what"]): place for key in one.values["requests"]}
    parts = {Kind.REQUESTED: "requests", Kind.ANSWERED: "answers", Kind.LISTED: "held"}

    def is_shown(place: int, one: ExchangeEvent) -> bool:
        return last.get((one.request, parts.get(one.what, "")), -1) > place

    given = {one.request for place, one in enumerate(events) if one.what is Kind.REQUESTED and (other in one.to or is_shown(place, one))}
    hidden = set()
    for place, one in enumerate(events):
        if one.by == side and one.what is not Kind.OPENED and other not in one.to:
            hidden |= set() if is_shown(place, one) else {place}
        elif one.by == side and one.request.startswith(f"{side}/") and one.request not in given:
            hidden.add(place)
    return hidden


@given(histories(), st.sampled_from((NORTH, SOUTH)))
@settings(max_examples=examples(300), deadline=None)
def test_view_is_the_same_as_if_what_is_hidden_had_never_happened(events: list[ExchangeEvent], viewer: str) -> None:
    """So that no count, number or time of it can be learned, whatever is done with the view."""
    other = SOUTH if viewer == NORTH else NORTH
    hidden = never_shown(events, other, viewer)
    without = [one for place, one in enumerate(events) if place not in hidden]
    assert visible_events(without, viewer) == visible_events(events, viewer)
    assert told(without, viewer) == told(events, viewer)


@given(histories())
@settings(max_examples=examples(200), deadline=None)
def test_mediator_sees_everything_and_a_side_all_of_its_own(events: list[ExchangeEvent]) -> None:
    assert visible_events(events, OFFICE) == tuple(events)
    for side in (NORTH, SOUTH):
        seen = visible_events(events, side)
        assert [one for one in seen if one.by == side] == [one for one in events if one.by == side]
        assert round_of(seen).sides == (NORTH, SOUTH)


def test_name_is_seen_from_the_moment_at_which_it_was_shown_and_without_what_is_its_own_sides() -> None:
    shown = ExchangeEvent(Kind.SHOWN, at(5), NORTH, "", (SOUTH,), {"what": "requests", "requests": ["North/1"]})
    events = [begun(), asked("1", 2, to=(), own="a cousin in town"), asked("2", 3, to=()), shown]
    seen = round_of(visible_events(events, SOUTH))
    assert list(seen.requests) == ["North/1"] and seen.requests["North/1"].at == at(5)
    assert "cousin" not in told(events, SOUTH) and "cousin" in told(events, OFFICE)
    mine = round_of(visible_events(events, NORTH))
    assert mine.requests["North/2"].state(at(9), ANSWERS_DUE) is RequestState.NOT_GIVEN


def test_answer_that_is_prepared_is_silence_to_the_side_that_asks() -> None:
    events = [begun(), asked("1"), answer("North/1", HolderAnswer.HELD_HERE, 10, show=False)]
    late = at(20)
    for viewer, prepared in ((NORTH, 0), (SOUTH, 1), (OFFICE, 1)):
        counts = round_sheet(round_of(visible_events(events, viewer)), late).counts[0]
        assert (counts.overdue, counts.answered, counts.prepared) == (1, 0, prepared)
    shown = ExchangeEvent(Kind.SHOWN, at(21), SOUTH, "", (NORTH,), {"what": "answers", "requests": ["North/1"]})
    counts = round_sheet(round_of(visible_events([*events, shown], NORTH)), at(22)).counts[0]
    assert (counts.overdue, counts.answered, counts.late) == (0, 1, 1)


def test_match_of_the_mediator_with_a_list_that_was_not_shown_reopens_for_the_holder_alone() -> None:
    match = says(Kind.MATCHED, "North/1", 12, OFFICE, (SOUTH,), other="South/held/77", words="South/held/77: same name")
    events = [begun(), asked("1"), answer("North/1", HolderAnswer.NOT_HELD, 10), match]
    states = {viewer: round_of(visible_events(events, viewer)).requests["North/1"].state(at(13), ANSWERS_DUE) for viewer in (NORTH, SOUTH)}
    assert states == {NORTH: RequestState.ANSWERED, SOUTH: RequestState.REOPENED}
    assert "77" not in told(events, NORTH)


def test_withdrawal_for_a_name_that_was_not_shown_does_not_name_it() -> None:
    taken = says(Kind.WITHDRAWN, "North/1", 4, words="twice", duplicate_of="North/2")
    events = [begun(), asked("1"), asked("2", to=()), taken]
    assert "North/2" not in told(events, SOUTH) and "withdrawn" in told(events, SOUTH)


def test_stranger_sees_nothing() -> None:
    with pytest.raises(ExchangeError, match="no side of this round"):
        visible_events([begun()], "West")
    with pytest.raises(ExchangeError, match="has no round"):
        visible_events([replace(asked("1"))], NORTH)
