"""Rounds of three sides: each sees its own pairs and nothing of what the other two say to each other."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from persons.exchange.rounds import ANSWERS_DUE, LISTS_DUE, OFFICE, START, ZONE, Kind
from sulh.model.vocabulary import HolderAnswer, RequestState
from sulh.persons.exchange import (
    ExchangeError,
    ExchangeEvent,
    answered,
    likely_duplicates,
    listed,
    matches_found,
    opened,
    requested,
    round_of,
    round_sheet,
    said_about,
    shown,
    visible_events,
)
from sulh.persons.exchange.events import event_data

SIDES = ("North", "South", "West")
PAIRS = [(by, of) for by in SIDES for of in SIDES if by != of]


def begun() -> ExchangeEvent:
    return opened("Round of three", SIDES, OFFICE, ZONE, LISTS_DUE, ANSWERS_DUE, START)


def asked(by: str, of: str, number: str, name: str = "Invented Person", *, show: bool = True) -> ExchangeEvent:
    return requested({"id": number, "name": name, "contact": f"kept by {by}"}, by, of, START, show=show)


@st.composite
def histories(draw: st.DrawFn) -> list[ExchangeEvent]:
    """Rounds in which each asks the other two, answers, disputes, lists whom it holds and shows what it likes; names say whose they are."""
    events, at = [begun()], START
    for number in range(draw(st.integers(1, 30))):
        at += dt.timedelta(hours=draw(st.integers(0, 24)))
        by, of = draw(st.sampled_from(PAIRS))
        made = round_of(events)
        mine = [one for one in made.requests.values() if (one.by, one.of) == (by, of)]
        theirs = [one.key for one in round_of(visible_events(events, by)).requests.values() if (one.by, one.of) == (of, by)]
        what = draw(st.sampled_from(("ask", "ask", "hold", "answer", "dispute", "show", "match")))
        word, show = f"{by}about{of}", draw(st.booleans())
        if what == "ask":
            events.append(requested({"id": f"{word}{number}", "name": word}, by, of, at, show=show))
        elif what == "hold":
            events.append(listed({"id": f"{by}{number}", "name": f"held by {by}"}, by, at, to=(of,) if show else ()))
        elif what == "answer" and theirs:
            given_answer = draw(st.sampled_from(("held here", "not held")))
            cells = {"id": draw(st.sampled_from(theirs)), "answer": given_answer, "evidence": f"{of}about{by}"}
            events.append(answered(cells, made, by, at, show=show))
        elif what == "dispute" and any(one.answer is not None for one in mine):
            key = next(one.key for one in mine if one.answer is not None)
            events.append(said_about(made, Kind.DISPUTED, key, by, at, word))
        elif what == "show":
            events += shown(made, by, draw(st.sampled_from(("requests", "answers", "held"))), at)
        elif what == "match" and mine:
            held = [key for key, one in made.held.items() if one.by == of]
            if held:
                values = {"other": held[0], "words": word}
                events.append(ExchangeEvent(Kind.MATCHED, at, OFFICE, mine[0].key, (of,) if show else (), values))
    return events


def told(events: list[ExchangeEvent], viewer: str) -> str:
    """Everything that a side can be given."""
    seen = visible_events(events, viewer)
    made = round_of(seen)
    return json.dumps([event_data(one) for one in seen]) + repr(round_sheet(made, ANSWERS_DUE, viewer)) + repr(made.held)


@given(histories(), st.sampled_from(SIDES))
@settings(max_examples=examples(200), deadline=None)
def test_side_learns_nothing_of_what_the_other_two_say_to_each_other(events: list[ExchangeEvent], viewer: str) -> None:
    one, other = (side for side in SIDES if side != viewer)
    for word in (f"{one}about{other}", f"{other}about{one}"):
        assert word not in told(events, viewer)
    between = {key for key, asked in round_of(events).requests.items() if viewer not in (asked.by, asked.of)}
    without = [event for event in events if event.request not in between and not between.intersection(event.values.get("requests", ()))]
    assert told(without, viewer) == told(events, viewer)


def test_sheet_of_a_side_says_no_number_of_pairs_that_it_has_no_part_in() -> None:
    """A 0 would say that North asked South about nobody, which is false."""
    events = [begun(), asked("North", "South", "N1"), asked("North", "West", "N2")]
    sheets = {who: round_sheet(round_of(visible_events(events, who)), ANSWERS_DUE, who) for who in (*SIDES, OFFICE)}
    assert [(one.by, one.of) for one in sheets["West"].counts] == [pair for pair in PAIRS if "West" in pair]
    assert [(one.by, one.of, one.asked) for one in sheets[OFFICE].counts if one.asked] == [("North", "South", 1), ("North", "West", 1)]


def test_person_whom_two_sides_are_asked_about_is_no_double() -> None:
    events = [begun(), asked("North", "South", "N1"), asked("North", "West", "N2"), asked("North", "West", "N3")]
    assert likely_duplicates(round_of(events).requests.values()) == [("North/N2", "North/N3")]


def test_match_is_told_to_who_asked_or_was_asked_and_can_be_told_later() -> None:
    events = [begun(), asked("North", "South", "N1")]
    events.append(answered({"id": "N1", "answer": "not held"}, round_of(events), "South", START, show=True))
    pairs = [("North/N1", "held:South/7", "same name")]
    with pytest.raises(ExchangeError, match="West neither asked nor was asked about the name"):
        matches_found(round_of(events), pairs, OFFICE, START, ("West",))
    events += matches_found(round_of(events), pairs, OFFICE, START)
    assert round_of(visible_events(events, "South")).requests["North/N1"].state(START, ANSWERS_DUE) is RequestState.ANSWERED
    later = matches_found(round_of(events), pairs, OFFICE, START, ("South",))
    assert len(later) == 1 and not matches_found(round_of([*events, *later]), pairs, OFFICE, START, ("South",))
    assert round_of(visible_events([*events, *later], "South")).requests["North/N1"].state(START, ANSWERS_DUE) is RequestState.REOPENED


def test_nothing_is_said_of_an_answer_that_is_not_shown_and_of_a_name_that_is_not_there() -> None:
    events = [begun(), asked("North", "South", "N1"), asked("North", "South", "N2"), asked("South", "North", "S1")]
    events.append(answered({"id": "N1", "answer": str(HolderAnswer.NOT_HELD)}, round_of(events), "South", START))
    seen = round_of(visible_events(events, "North"))
    for kind in (Kind.DISPUTED, Kind.ACCEPTED, Kind.REPLIED):
        with pytest.raises(ExchangeError, match="North/N1: there is no answer yet"):
            said_about(seen, kind, "North/N1", "North", START, "no")
    with pytest.raises(ExchangeError, match="nobody asked about 'North/N9'"):
        said_about(seen, Kind.WITHDRAWN, "North/N9", "North", START)
    for other in ("North/N1", "North/N9", "South/S1"):
        with pytest.raises(ExchangeError, match="is no other name of the list of North"):
            said_about(seen, Kind.WITHDRAWN, "North/N1", "North", START, duplicate_of=other)
    assert said_about(seen, Kind.WITHDRAWN, "North/N1", "North", START, duplicate_of="North/N2").to == ("South",)
