"""Invented rounds for the tests of the exchange; no name here is of anybody."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from hypothesis import strategies as st

from sulh.model.vocabulary import HolderAnswer
from sulh.persons.exchange import ExchangeEvent, ExchangeEventKind, moment, opened

NORTH, SOUTH, OFFICE = "North", "South", "Office"
ZONE = "+03:00"
START = moment("2027-01-01 09:00", ZONE)
LISTS_DUE, ANSWERS_DUE = moment("2027-01-08 18:00", ZONE), moment("2027-01-15 18:00", ZONE)
Kind = ExchangeEventKind
_KINDS = (Kind.REQUESTED, Kind.LISTED, Kind.ANSWERED, Kind.SHOWN, Kind.DISPUTED, Kind.WITHDRAWN, Kind.MATCHED, Kind.PARTED)


def begun() -> ExchangeEvent:
    """A round between North and South that Office mediates: lists in a week, answers in two."""
    return opened("First round", (NORTH, SOUTH), OFFICE, ZONE, LISTS_DUE, ANSWERS_DUE, START)


def at(day: int, hour: int = 12) -> dt.datetime:
    """A time in January 2027."""
    return moment(f"2027-01-{day:02} {hour:02}:00", ZONE)


def asked(number: str, day: int = 2, *, by: str = NORTH, to: Sequence[str] = (SOUTH,), name: str = "", own: str = "") -> ExchangeEvent:
    """A name that North asks South about (or South North), shown at once unless `to` is empty."""
    of = SOUTH if by == NORTH else NORTH
    held = {"of": of, "person": {"name": name or f"Invented {number}"}, "own": {"contact": own} if own else {}}
    return ExchangeEvent(Kind.REQUESTED, at(day), by, f"{by}/{number}", (of,) if to else (), held)


def answer(key: str, given: HolderAnswer, day: int, *, show: bool = True, question: str = "") -> ExchangeEvent:
    """An answer of the side that is asked, shown at once unless it is not."""
    by = key.partition("/")[0]
    question = question or ("Which year?" if given is HolderAnswer.UNKNOWN else "")
    values = {"answer": str(given), "question": question}
    return ExchangeEvent(Kind.ANSWERED, at(day), SOUTH if by == NORTH else NORTH, key, (by,) if show else (), values)


def says(kind: ExchangeEventKind, key: str, day: int, by: str = "", to: Sequence[str] = (NORTH, SOUTH), **values: str) -> ExchangeEvent:
    """Anything else about a request, shown to both sides."""
    return ExchangeEvent(kind, at(day), by or key.partition("/")[0], key, tuple(to), values)


@st.composite
def histories(draw: st.DrawFn, *, secret: str = "") -> list[ExchangeEvent]:
    """Rounds in which each side asks, answers, disputes, withdraws and shows what it likes, some of it never.

    What North shows to nobody carries the word `secret`.
    """
    events, day = [begun()], START
    open_keys: dict[str, bool] = {}
    held: list[str] = []
    for number in range(draw(st.integers(0, 25))):
        day += dt.timedelta(hours=draw(st.integers(0, 24)))
        by = draw(st.sampled_from((NORTH, SOUTH)))
        other = SOUTH if by == NORTH else NORTH
        to = draw(st.sampled_from(((), (other,))))
        kind = draw(st.sampled_from((Kind.REQUESTED, *_KINDS)))
        word = secret if by == NORTH and not to else "open"
        if kind is Kind.REQUESTED:
            key = f"{by}/{word}{number}"
            values = {"of": other, "person": {"name": f"{word} {number}"}, "own": {"contact": secret if by == NORTH else "x"}}
            events.append(ExchangeEvent(kind, day, by, key, to, values))
            open_keys[key] = bool(to)
            continue
        if kind is Kind.LISTED:
            held.append(f"held:{by}/{word}{number}")
            values = {"person": {"name": f"{word} {number}"}, "own": {"contact": secret if by == NORTH else "x"}}
            events.append(ExchangeEvent(kind, day, by, held[-1], to, values))
            continue
        mine = [key for key, shown in open_keys.items() if key.startswith(f"{by}/")]
        theirs = [key for key, shown in open_keys.items() if key.startswith(f"{other}/") and shown]
        what = draw(st.sampled_from(("requests", "answers", "held")))
        keys = theirs if kind is Kind.ANSWERED or (kind is Kind.SHOWN and what == "answers") else mine
        if kind is Kind.SHOWN and what == "held":
            keys = [key for key in held if key.startswith(f"held:{by}/")]
        if not keys:
            continue
        key = draw(st.sampled_from(keys))
        if kind is Kind.ANSWERED:
            given = draw(st.sampled_from(HolderAnswer))
            events.append(ExchangeEvent(kind, day, by, key, to, {"answer": str(given), "question": f"{word}?", "evidence": word}))
        elif kind is Kind.SHOWN:
            if secret and by == NORTH and (what == "answers" or secret in key):
                continue
            events.append(ExchangeEvent(kind, day, by, "", (other,), {"what": what, "requests": [key]}))
            if what == "requests":
                open_keys[key] = True
        else:
            events.append(ExchangeEvent(kind, day, by, key, to, {"words": word, "other": word}))
    return events
