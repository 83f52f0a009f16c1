"""Events made from what people say: a round opened, lists given, answers from a sheet, what is shown, matches that were found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from sulh.model.messages import TermName
from sulh.model.vocabulary import HolderAnswer
from sulh.persons.erased import is_erased_number
from sulh.persons.exchange.events import ExchangeError, ExchangeEvent, ExchangeEventKind
from sulh.persons.exchange.state import HELD, ExchangeRound, NameRequest
from sulh.persons.list_words import code_of, plain_digits

__all__ = ["answered", "listed", "matches_found", "opened", "requested", "said_about", "shown"]

# What only the side that asks, and the mediator, see of a row.
_OWN = ("own", "contact", "source", "remark")
_TO_BE_DECIDED = frozenset({HolderAnswer.NOT_HELD, HolderAnswer.UNKNOWN})


def opened(
    name: str,
    sides: Sequence[str],
    mediator: str,
    zone: str,
    lists_due: dt.datetime,
    answers_due: dt.datetime,
    at: dt.datetime,
    *,
    kept: Mapping[str, str] | None = None,
) -> ExchangeEvent:
    """Return the event that a round begins with; times carry their offset. `kept` says by what basis, for what purpose and until when."""
    values = {
        "name": name, "sides": list(sides), "mediator": mediator, "zone": zone,
        "lists_due": lists_due.isoformat(), "answers_due": answers_due.isoformat(), **(kept or {}),
    }  # fmt: skip
    return ExchangeEvent(ExchangeEventKind.OPENED, at, mediator, values=values)


def requested(cells: Mapping[str, str], by: str, of: str, at: dt.datetime, *, show: bool = False) -> ExchangeEvent:
    """Return the event of one row of a list, texts by field: the side `by` asks the side `of` about a name. Raises ExchangeError."""
    number, given, own, kept = _person(cells)
    return ExchangeEvent(
        ExchangeEventKind.REQUESTED, at, by, f"{by}/{number}", (of,) if show else (), {"of": of, "person": given, "own": own, **kept}
    )  # fmt: skip


def listed(cells: Mapping[str, str], by: str, at: dt.datetime, *, to: Sequence[str] = ()) -> ExchangeEvent:
    """Return the event of one row of a list of whom the side `by` holds, shown to the sides `to` at once. Raises ExchangeError."""
    number, given, own, kept = _person(cells)
    return ExchangeEvent(ExchangeEventKind.LISTED, at, by, f"{HELD}{by}/{number}", tuple(to), {"person": given, "own": own, **kept})


def _person(cells: Mapping[str, str]) -> tuple[str, dict[str, str], dict[str, str], dict[str, str]]:
    """The number of a row, what is said of the person, what stays with the side, and the last day of the name where it has its own."""
    given = {field: " ".join(text.split()) for field, text in cells.items() if text.strip()}
    if "id" not in given or "name" not in given:
        raise ExchangeError(
            "column {field} is empty; each name needs a number of its own, and a name", field=_field("name" if "id" in given else "id")
        )
    number = given.pop("id")
    if is_erased_number(number):
        raise ExchangeError(
            "column {field}: {number!r} begins as the number of somebody who was erased does; give the name another number",
            field=_field("id"), number=number,
        )
    kept = {"until": _day(until)} if (until := given.pop("until", "")) else {}
    return number, given, {field: given.pop(field) for field in _OWN if field in given}, kept


def _day(text: str) -> str:
    try:
        return dt.date.fromisoformat(plain_digits(text)).isoformat()
    except ValueError as problem:
        raise ExchangeError("column {field}: {text!r} is no day; write 2027-06-30", field=_field("until"), text=text) from problem


def answered(cells: Mapping[str, str], made: ExchangeRound, by: str, at: dt.datetime, *, show: bool = False) -> ExchangeEvent:
    """Return the event of one row of a sheet of answers by the side `by`: id (the number, or SIDE/NUMBER), answer, and what goes with it.

    Raises ExchangeError for a number that nobody asked this side about, and for an answer that is none.
    """
    given = {field: " ".join(text.split()) for field, text in cells.items() if text.strip()}
    if "id" not in given or "answer" not in given:
        raise ExchangeError("column {field} is empty", field=_field("answer" if "id" in given else "id"))
    request = _asked(given["id"], made, by)
    code = code_of("HolderAnswer", given["answer"])
    if code is None:
        raise ExchangeError(
            "column {field}: {written!r} is none of its words; `sulh release columns` lists them",
            field=_field("answer"), written=given["answer"],
        )
    if code == HolderAnswer.UNKNOWN and "question" not in given:
        raise ExchangeError("column {field} is empty: the answer is unknown, so say which data are needed", field=_field("question"))
    values = {"answer": code} | {name: given[name] for name in ("on", "evidence", "question", "answered_by", "held_id") if name in given}
    return ExchangeEvent(ExchangeEventKind.ANSWERED, at, by, request.key, (request.by,) if show else (), values)


def said_about(
    made: ExchangeRound, what: ExchangeEventKind, key: str, by: str, at: dt.datetime, words: str = "", duplicate_of: str = ""
) -> ExchangeEvent:
    """Return the event by which the side that asks replies to a question, disputes or accepts an answer, or takes a name back.

    Raises ExchangeError for a name that nobody asked about, and for an answer, or a name to stay, that is not there.
    """
    request = made.requests.get(key)
    if request is None:
        raise ExchangeError("nobody asked about {key!r}", key=key)
    if what is not ExchangeEventKind.WITHDRAWN and request.answer is None:
        raise ExchangeError("{key}: there is no answer yet that this could be about", key=key)
    if duplicate_of and (duplicate_of == key or duplicate_of not in made.requests or made.requests[duplicate_of].by != by):
        raise ExchangeError("{key}: {other!r} is no other name of the list of {by}", key=key, other=duplicate_of, by=by)
    values = {"words": words} | ({"duplicate_of": duplicate_of} if duplicate_of else {})
    return ExchangeEvent(what, at, by, key, (request.of,) if request.given is not None else (), values)


def shown(made: ExchangeRound, by: str, what: str, at: dt.datetime, keys: Iterable[str] = ()) -> list[ExchangeEvent]:
    """Return the events by which a side shows requests, or answers, to the sides concerned: those of `keys`, or all not shown yet.

    Raises ExchangeError for a key under which it has nothing left to show.
    """
    if what == "held":
        return _held_shown(made, by, at, keys)
    own = {
        key: (one.of if what == "requests" else one.by)
        for key, one in made.requests.items()
        if (one.by if what == "requests" else one.of) == by and (one.given is None if what == "requests" else one.prepared is not None)
    }  # fmt: skip
    chosen = list(keys) or list(own)
    unknown = [key for key in chosen if key not in own]
    if unknown:
        no = "request" if what == "requests" else "answer"
        raise ExchangeError(
            "{key}: {by} has no {what} there that was not shown yet", key=unknown[0], by=by, what=TermName(no, f"exchange.{no}")
        )
    found = []
    for side in made.sides:
        there = [key for key in chosen if own[key] == side]
        if there:
            found.append(ExchangeEvent(ExchangeEventKind.SHOWN, at, by, "", (side,), {"what": what, "requests": there}))
    return found


def _held_shown(made: ExchangeRound, by: str, at: dt.datetime, keys: Iterable[str]) -> list[ExchangeEvent]:
    """The events by which a side shows whom it holds to all others: those of `keys`, or all not shown yet."""
    chosen = set(keys)
    found = []
    for side in made.sides:
        own = [one.key for one in made.held.values() if one.by == by and side not in one.to]
        there = [key for key in own if not chosen or key in chosen] if side != by else []
        if there:
            found.append(ExchangeEvent(ExchangeEventKind.SHOWN, at, by, "", (side,), {"what": "held", "requests": there}))
    if chosen and not found:
        raise ExchangeError("{key}: {by} holds nobody there who was not shown yet", key=min(chosen), by=by)
    return found


def matches_found(
    made: ExchangeRound, pairs: Iterable[tuple[str, str, str]], by: str, at: dt.datetime, to: Sequence[str] = ()
) -> list[ExchangeEvent]:
    """Return the events of matches that are new: pairs of a request, whom it may be (an entry of any list) and the reason.

    Only answers of "not held" and "unknown" are put in doubt by a match; others are left out, as are pairs that all of `to` know already.
    Raises ExchangeError for a request that nobody made, and for a side to be told that neither asked nor was asked.
    """
    found = []
    for key, other, reason in pairs:
        request = made.requests.get(key)
        if request is None:
            raise ExchangeError("nobody asked about {key!r}", key=key)
        need_told(request, to)
        words = f"{other}: {reason}" if reason else other
        is_known = ("matched", words) in request.said and all((other, side) in request.told for side in to)
        if not is_known and request.answer is not None and request.answer.answer in _TO_BE_DECIDED:
            values = {"other": other, "words": words}
            found.append(ExchangeEvent(ExchangeEventKind.MATCHED, at, by, key, tuple(to), values))
    return found


def need_told(request: NameRequest, to: Iterable[str]) -> None:
    """Raise ExchangeError for a side to be told of a match of a name that it neither asked about nor was asked about."""
    wrong = next((side for side in to if side not in (request.by, request.of)), None)
    if wrong is not None:
        raise ExchangeError(
            "{key}: {side} neither asked nor was asked about the name, and is not told of it; {by} and {of} can be",
            key=request.key, side=wrong, by=request.by, of=request.of,
        )


def _field(name: str) -> TermName:
    return TermName(name, f"listed.{name}")


def _asked(number: str, made: ExchangeRound, by: str) -> NameRequest:
    keys = [number] if "/" in number else [f"{side}/{number}" for side in made.sides]
    found = [made.requests[key] for key in keys if key in made.requests and made.requests[key].of == by]
    if len(found) != 1:
        if found:
            raise ExchangeError("column {field}: several sides asked about {number}; write SIDE/NUMBER", field=_field("id"), number=number)
        raise ExchangeError("column {field}: nobody asked {by} about {number!r}", field=_field("id"), by=by, number=number)
    return found[0]
