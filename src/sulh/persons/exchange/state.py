"""Where a round stands: its clock, and each name with its answers, disputes and matches, worked out from the events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sulh.model.vocabulary import HolderAnswer, RequestState
from sulh.persons.exchange.events import ExchangeError, ExchangeEvent, ExchangeEventKind

__all__ = ["HELD", "ExchangeRound", "GivenAnswer", "HeldEntry", "NameRequest", "round_of"]

# How the keys of persons that sides list as held begin.
HELD = "held:"

# An answer that a new match puts in doubt.
_REOPENED_BY_MATCH = frozenset({HolderAnswer.NOT_HELD, HolderAnswer.UNKNOWN})


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One answer: which, when it was written, by which side and person, with the day, evidence, question and the
    holder's own number of the person.

    `shown` is when the side that asks got it; None while it is only prepared, which counts for nothing under the clock.
    """

    answer: HolderAnswer
    at: dt.datetime
    by: str
    answered_by: str = ""
    on: str = ""
    evidence: str = ""
    question: str = ""
    held_id: str = ""
    shown: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class NameRequest:
    """A name that `by` asks `of` about, with all that was said about it; `person` are the texts of the list by field.

    `given` is when the side that is asked got it, None before. Later answers replace earlier ones, and none disappears. The times of the
    last dispute, acceptance, reply, match and withdrawal are None without one; `said` are the words of each, in their order. `pairs` says
    of entries of lists whether they were last said to be this person, `told` which sides were told that such an entry may be.
    """

    key: str
    by: str
    of: str
    person: Mapping[str, str]
    at: dt.datetime
    given: dt.datetime | None = None
    answers: tuple[GivenAnswer, ...] = ()
    disputed: dt.datetime | None = None
    accepted: dt.datetime | None = None
    replied: dt.datetime | None = None
    matched: dt.datetime | None = None
    withdrawn: dt.datetime | None = None
    said: tuple[tuple[str, str], ...] = ()
    pairs: Mapping[str, bool] = field(default_factory=dict)
    told: frozenset[tuple[str, str]] = frozenset()

    @property
    def answer(self) -> GivenAnswer | None:
        """The answer that stands: the last one that was shown to the side that asks; None while there is none."""
        return next((one for one in reversed(self.answers) if one.shown is not None), None)

    @property
    def prepared(self) -> GivenAnswer | None:
        """The answer that is written and not shown yet, None where there is none."""
        return self.answers[-1] if self.answers and self.answers[-1].shown is None else None

    def state(self, at: dt.datetime, due: dt.datetime) -> RequestState:
        """Return where the name stands at a moment, its answer being due at another; later events must not be in it."""
        last = self.answer
        if self.withdrawn is not None:
            return RequestState.WITHDRAWN
        if self.given is None:
            return RequestState.NOT_GIVEN
        if last is None:
            return RequestState.SILENT if at > due else RequestState.WAITING
        if last.answer in _REOPENED_BY_MATCH and _after(self.matched, last.shown):
            return RequestState.REOPENED
        if _after(self.disputed, last.shown) and not _after(self.accepted, self.disputed):
            return RequestState.DISPUTED
        if last.answer is not HolderAnswer.UNKNOWN:
            return RequestState.ANSWERED
        if not _after(self.replied, last.shown):
            return RequestState.COUNTER_QUESTION
        return RequestState.SILENT if at > due else RequestState.WAITING


@dataclass(frozen=True, slots=True)
class HeldEntry:
    """A person that the side `by` lists as held by it; `to` are the sides that the entry was shown to."""

    key: str
    by: str
    person: Mapping[str, str]
    at: dt.datetime
    to: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ExchangeRound:
    """A round: its sides, the mediator, the zone that times are said in, its clock, the requests and the persons listed as held, by key.

    `until` is the day after which it is kept no longer, by the `basis` and for the `purpose` that both sides know; "" where none is said.
    """

    name: str
    sides: tuple[str, ...]
    mediator: str
    zone: str
    lists_due: dt.datetime
    answers_due: dt.datetime
    requests: Mapping[str, NameRequest] = field(default_factory=dict)
    last: dt.datetime | None = None
    held: Mapping[str, HeldEntry] = field(default_factory=dict)
    basis: str = ""
    purpose: str = ""
    until: str = ""

    def due(self, request: NameRequest) -> dt.datetime:
        """Return when an answer is due: that of the round, and as much later as the name was given after lists were due."""
        late = (request.given or self.lists_due) - self.lists_due
        return self.answers_due + max(dt.timedelta(0), late)


def round_of(events: Iterable[ExchangeEvent], *, until: dt.datetime | None = None) -> ExchangeRound:
    """Return where the round stands after the events, or after those not later than `until`.

    Raises ExchangeError for a list that does not begin with `opened`, whose times go back, or in which somebody does what is not his or
    hers to do; it names the request.
    """
    given = iter(events)
    first = next(given, None)
    if first is None or first.what is not ExchangeEventKind.OPENED:
        raise ExchangeError("the exchange has no round; `sulh lists open` begins one")
    made = _opened(first)
    requests: dict[str, NameRequest] = {}
    held: dict[str, HeldEntry] = {}
    last = first.at
    for event in given:
        if event.at < last:
            raise ExchangeError(
                "{where}: {what} at {at} is before what was written last",
                where=event.request or made.name, what=event.what, at=event.at.isoformat(),
            )
        if until is not None and event.at > until:
            break
        last = event.at
        made = _applied(event, made, requests, held)
    return replace(made, requests=requests, last=last, held=held)


def _opened(event: ExchangeEvent) -> ExchangeRound:
    held = event.values
    try:
        sides = tuple(held["sides"])
        due = [dt.datetime.fromisoformat(held[name]) for name in ("lists_due", "answers_due")]
        basis, purpose, until = (str(held.get(name, "")) for name in ("basis", "purpose", "until"))
        named = (str(held["name"]), sides, str(held["mediator"]), str(held["zone"]))
        made = ExchangeRound(*named, due[0], due[1], basis=basis, purpose=purpose, until=until)
    except (KeyError, TypeError, ValueError) as problem:
        raise ExchangeError("the round is not opened with all that it needs ({problem})", problem=problem) from problem
    if len(set(sides)) < 2 or made.mediator in sides or any("/" in one or not one for one in sides):
        raise ExchangeError("a round has two or more sides, whose names hold no slash, and a mediator who is none of them")
    if not due[0] < due[1]:
        raise ExchangeError("answers must be due after lists are")
    return made


def _applied(
    event: ExchangeEvent, made: ExchangeRound, requests: dict[str, NameRequest], held: dict[str, HeldEntry]
) -> ExchangeRound:
    """Put one event into the requests and the persons held, and return the round with its clock."""
    if event.by not in (*made.sides, made.mediator) or not set(event.to) <= set(made.sides):
        raise ExchangeError(
            "{where}: {by!r}, or whom it is shown to, is nobody of this round", where=event.request or made.name, by=event.by
        )
    if event.what is ExchangeEventKind.MOVED:
        return _moved(event, made)
    if event.what is ExchangeEventKind.REQUESTED:
        requests[event.request] = _request(event, made, requests)
        return made
    if event.what is ExchangeEventKind.LISTED:
        held[event.request] = _listed(event, made, held)
        return made
    if event.what is ExchangeEventKind.SHOWN:
        _shown(event, requests, held)
        return made
    if event.what is ExchangeEventKind.OPENED:
        raise ExchangeError("the round is open already")
    request = requests.get(event.request)
    if request is None:
        raise ExchangeError("{what}: nobody asked about {request!r}", what=event.what, request=event.request)
    if event.by not in _BY[event.what](request, made):
        raise ExchangeError("{request}: that it is {what} is not for {by} to say", request=event.request, what=event.what, by=event.by)
    requests[event.request] = _said(event, request)
    return made


# Who may say what about a request.
_BY: Mapping[ExchangeEventKind, Callable[[NameRequest, ExchangeRound], tuple[str, ...]]] = {
    ExchangeEventKind.ANSWERED: lambda request, made: (request.of,),
    ExchangeEventKind.REPLIED: lambda request, made: (request.by,),
    ExchangeEventKind.DISPUTED: lambda request, made: (request.by,),
    ExchangeEventKind.ACCEPTED: lambda request, made: (request.by,),
    ExchangeEventKind.WITHDRAWN: lambda request, made: (request.by,),
    ExchangeEventKind.MATCHED: lambda request, made: (request.by, request.of, made.mediator),
    ExchangeEventKind.PARTED: lambda request, made: (request.by, request.of, made.mediator),
}


def _moved(event: ExchangeEvent, made: ExchangeRound) -> ExchangeRound:
    if event.by != made.mediator:
        raise ExchangeError("the clock is moved by {mediator} alone, when the sides agreed", mediator=made.mediator)
    try:
        lists, answers = (
            dt.datetime.fromisoformat(event.values[name]) if event.values.get(name) else getattr(made, name)
            for name in ("lists_due", "answers_due")
        )  # fmt: skip
    except ValueError as problem:
        raise ExchangeError("the clock is moved to no time ({problem})", problem=problem) from problem
    if not lists < answers:
        raise ExchangeError("answers must be due after lists are")
    return replace(made, lists_due=lists, answers_due=answers)


def _listed(event: ExchangeEvent, made: ExchangeRound, held: Mapping[str, HeldEntry]) -> HeldEntry:
    if event.request in held:
        raise ExchangeError("{request} is listed already; a list gives each person a number of its own", request=event.request)
    if not event.request.startswith(f"{HELD}{event.by}/") or event.by not in made.sides:
        raise ExchangeError("{request}: a side lists whom it holds, by {held}SIDE/NUMBER", request=event.request, held=HELD)
    return HeldEntry(event.request, event.by, dict(event.values.get("person", {})), event.at, frozenset(event.to))


def _shown(event: ExchangeEvent, requests: dict[str, NameRequest], held: dict[str, HeldEntry]) -> None:
    """Requests, answers or persons held reach the side concerned."""
    for key in event.values.get("requests", ()):
        if event.values.get("what") == "held":
            entry = held.get(key)
            if entry is None or entry.by != event.by:
                raise ExchangeError("{key}: {by} has nothing there to show to {to}", key=key, by=event.by, to=tuple(event.to))
            held[key] = replace(entry, to=entry.to | set(event.to))
            continue
        request = requests.get(key)
        if request is None:
            raise ExchangeError("shown: nobody asked about {key!r}", key=key)
        if event.values.get("what") == "requests" and event.by == request.by and request.of in event.to:
            requests[key] = replace(request, given=request.given or event.at)
        elif event.values.get("what") == "answers" and event.by == request.of and request.by in event.to:
            answers = tuple(one if one.shown is not None else replace(one, shown=event.at) for one in request.answers)
            requests[key] = replace(request, answers=answers)
        else:
            raise ExchangeError("{key}: {by} has nothing there to show to {to}", key=key, by=event.by, to=tuple(event.to))


def _request(event: ExchangeEvent, made: ExchangeRound, requests: Mapping[str, NameRequest]) -> NameRequest:
    of = event.values.get("of")
    if event.request in requests:
        raise ExchangeError("{request} was asked about already; a list gives each name its own number", request=event.request)
    if not event.request.startswith(f"{event.by}/") or event.by not in made.sides or of not in made.sides or of == event.by:
        raise ExchangeError("{request}: a side asks another side about a name, by SIDE/NUMBER", request=event.request)
    given = event.at if of in event.to else None
    return NameRequest(event.request, event.by, str(of), dict(event.values.get("person", {})), event.at, given)


def _said(event: ExchangeEvent, request: NameRequest) -> NameRequest:
    """The request with what was said about it."""
    kind, held = event.what, event.values
    if kind is ExchangeEventKind.ANSWERED:
        return replace(request, answers=(*request.answers, _answer(event, request)))
    said = (*request.said, (str(kind), str(held.get("words", ""))))
    if kind in (ExchangeEventKind.MATCHED, ExchangeEventKind.PARTED) and held.get("other"):
        request = replace(
            request, pairs={**request.pairs, str(held["other"]): kind is ExchangeEventKind.MATCHED},
            told=request.told | ({(str(held["other"]), side) for side in event.to} if kind is ExchangeEventKind.MATCHED else set()),
        )  # fmt: skip
    if kind is ExchangeEventKind.PARTED:
        return replace(request, said=said)
    times: dict[str, Any] = {str(kind): event.at}
    return replace(request, said=said, **times)


def _answer(event: ExchangeEvent, request: NameRequest) -> GivenAnswer:
    held = event.values
    try:
        answer = HolderAnswer(held["answer"])
    except (KeyError, ValueError) as problem:
        raise ExchangeError(
            "{request}: there is no answer {answer!r}; there are {known}",
            request=event.request, answer=held.get("answer"), known=tuple(HolderAnswer),
        ) from problem
    texts = {name: str(held.get(name, "")) for name in ("answered_by", "on", "evidence", "question", "held_id")}
    if answer is HolderAnswer.UNKNOWN and not texts["question"]:
        raise ExchangeError("{request}: the answer is unknown, so say in a question which data are needed", request=event.request)
    return GivenAnswer(answer, event.at, event.by, **texts, shown=event.at if request.by in event.to else None)


def _after(one: dt.datetime | None, other: dt.datetime | None) -> bool:
    """Whether something happened not before something else; of the same moment, the later line is meant."""
    return one is not None and (other is None or one >= other)
