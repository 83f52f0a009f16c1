"""The sheet of a round: for each side what it was asked and what it asked, answered, open, disputed and overdue, as of a moment."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sulh.model.vocabulary import RequestState
from sulh.persons.exchange.state import ExchangeRound, NameRequest

__all__ = ["RoundSheet", "SheetRow", "SideCounts", "round_sheet"]

_OPEN = (RequestState.WAITING, RequestState.COUNTER_QUESTION, RequestState.REOPENED)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One name: its request, where it stands, when its answer is or was due, and whether the answer that stands came late."""

    request: NameRequest
    state: RequestState
    due: dt.datetime
    late: bool


@dataclass(frozen=True, slots=True)
class SideCounts:
    """How many names `of` was asked about by `by`, in all (without those withdrawn or not given) and by where they stand.

    `open`: the clock runs, a counter-question waits for the side that asks, or a match reopened the answer. `overdue`: the side that is
    asked is silent. `late`: answers that came after they were due. Requests `not_given` and answers that are only `prepared` are counted
    for their own side and the mediator; nobody else's events hold them.
    """

    by: str
    of: str
    asked: int
    answered: int
    open: int
    disputed: int
    overdue: int
    late: int
    withdrawn: int
    not_given: int
    prepared: int
    by_answer: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RoundSheet:
    """The round as of a moment, by the events that it was worked out from: counts for each pair of sides, and every name."""

    name: str
    at: dt.datetime
    zone: str
    lists_due: dt.datetime
    answers_due: dt.datetime
    counts: tuple[SideCounts, ...]
    rows: tuple[SheetRow, ...]


def round_sheet(made: ExchangeRound, at: dt.datetime, party: str = "") -> RoundSheet:
    """Return the sheet of a round as of a moment; give it a round of the events until then (`round_of(..., until=at)`).

    What two other sides asked each other a side (`party`) does not see, and so no count says 0 of it; the mediator, or "", sees all.
    """
    rows = tuple(_row(one, made, at) for one in made.requests.values())
    pairs = [(by, of) for by in made.sides for of in made.sides if by != of and (party not in made.sides or party in (by, of))]
    counts = tuple(_counts(by, of, [row for row in rows if (row.request.by, row.request.of) == (by, of)]) for by, of in pairs)
    return RoundSheet(made.name, at, made.zone, made.lists_due, made.answers_due, counts, rows)


def _row(request: NameRequest, made: ExchangeRound, at: dt.datetime) -> SheetRow:
    due, last = made.due(request), request.answer
    return SheetRow(request, request.state(at, due), due, last is not None and last.shown is not None and last.shown > due)


def _counts(by: str, of: str, rows: list[SheetRow]) -> SideCounts:
    states = Counter(row.state for row in rows)
    here = [row for row in rows if row.state not in (RequestState.WITHDRAWN, RequestState.NOT_GIVEN)]
    prepared = sum(row.request.prepared is not None for row in rows)
    answers = Counter(str(row.request.answer.answer) for row in here if row.request.answer is not None)
    return SideCounts(
        by, of, len(here), states[RequestState.ANSWERED], sum(states[one] for one in _OPEN), states[RequestState.DISPUTED],
        states[RequestState.SILENT], sum(row.late for row in here), states[RequestState.WITHDRAWN],
        states[RequestState.NOT_GIVEN], prepared, dict(sorted(answers.items())),
    )  # fmt: skip
