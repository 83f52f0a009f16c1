"""What a periodic report holds: both sides' counts of a period beside those of the period before, others' counts, and where they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sulh.ceasefire.incidents import Incident, ObservationLine
from sulh.ceasefire.reported_by import ReportedBy
from sulh.ceasefire.tallies import SidesOnADay
from sulh.ceasefire.terms import Terms

__all__ = ["CeasefirePeriod", "CountStatement", "PeriodPlace", "PeriodSource"]


@dataclass(frozen=True, slots=True)
class CountStatement:
    """One count that somebody gave: in `place`, or in all where that is "". `sources` are numbers of the annex.

    `verdict` is what the other side says of the cases (a code of TallyVerdict, None where nobody is heard to say anything), `others`
    what some sources give instead.
    """

    what: str
    by: ReportedBy | None
    first: str
    last: str
    place: str
    count: int | None
    meaning: str | None
    others: tuple[int, ...]
    verdict: str | None
    verdict_by: ReportedBy | None
    sources: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PeriodPlace:
    """The cases of either side in one place, in the period and in the one before (None where that has no count of the side at all)."""

    place: str
    counts: tuple[int, int]
    before: tuple[int | None, int | None]
    same_at_most: int


@dataclass(frozen=True, slots=True)
class PeriodSource:
    """A source of the annex."""

    number: int
    title: str
    publisher: str
    published: str
    identifier: str


@dataclass(frozen=True, slots=True)
class CeasefirePeriod:
    """A period from `since` to `until` (YYYY-MM-DD) as a record shows it after its entry `entry`, which was made `at` and has `head`.

    `sides` are the two sides, None where no two counted; `days` what they counted day by day; `unseen` how many days of
    the period have no count of either. `meetings` and `releases` are what the record holds of the period, as `sulh.words` names them.
    `incidents` are those that are said to have happened in it, `incidents_before` how many in the period before.
    `terms` are the ceasefires that had begun by its last day, and had not ended before its first by what their sources state.
    """

    since: str
    until: str
    what: str
    entry: int
    head: str
    at: str
    sides: tuple[ReportedBy, ReportedBy] | None
    days: tuple[SidesOnADay, ...]
    totals: tuple[int, int, int]
    before: tuple[int | None, int | None]
    places: tuple[PeriodPlace, ...]
    unseen: int
    statements: tuple[CountStatement, ...]
    others: tuple[CountStatement, ...]
    meetings: tuple[Any, ...]
    releases: tuple[Any, ...]
    sources: tuple[PeriodSource, ...]
    incidents: tuple[Incident, ...] = ()
    incidents_before: int = 0
    observations: tuple[ObservationLine, ...] = ()
    terms: tuple[Terms, ...] = ()

    @property
    def numbers(self) -> Mapping[str, int]:
        """The number in the annex of each source, by its identifier."""
        return {one.identifier: one.number for one in self.sources}

    @property
    def length(self) -> int:
        """How many days the period has."""
        return (dt.date.fromisoformat(self.until) - dt.date.fromisoformat(self.since)).days + 1
