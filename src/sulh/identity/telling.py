"""A meeting as one source tells of it, cut to what is compared."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sulh.text.days import day_range

__all__ = ["LONGEST", "UNSETTLED", "Telling", "around", "length", "says_little", "together"]

UNSETTLED = frozenset({"planned", "cancelled"})
LONGEST = 45  # days; a coarser date says too little to look for neighbours by
_BEFORE, _AFTER = 7, 1  # days around its publication in which a document's undated meeting is looked for

Days = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Telling:
    """What a source states of a meeting; `track`, `city` and `participants` are keys that different words for one thing share."""

    kind: str
    status: str
    track: str | None
    ordinal: int | None
    start: str | None
    end: str | None
    city: str | None
    country: str | None
    participants: frozenset[str]
    core: bool = False
    range: Days | None = None  # the days it can have taken
    said: dt.date | None = None  # the day its source was published
    published: Days | None = None  # the days around its publication, for a held meeting whose date says little

    @property
    def of_the_year(self) -> str | None:
        """Month and day of a date that names them."""
        return self.start[5:] if self.start is not None and len(self.start) == 10 and "X" not in self.start[5:] else None

    @property
    def year_of_plan(self) -> int | None:
        """The year for some time of which it is only planned, where no more of its date is known."""
        if self.status not in UNSETTLED or self.range is None or length(self.range) <= LONGEST or self.range[0].year != self.range[1].year:
            return None
        return self.range[0].year

    @property
    def year_held(self) -> int | None:
        """The year of a meeting that was held, on days that are known."""
        known = self.range is not None and self.is_exact and length(self.range) <= LONGEST and self.status not in UNSETTLED
        return self.range[0].year if known and self.range is not None else None

    @property
    def is_exact(self) -> bool:
        """Whether the days are stated."""
        return all(date is None or len(date) == 10 for date in (self.start, self.end))


def says_little(start: str | None, days: Days | None) -> bool:
    """Whether a date leaves open when a meeting was."""
    return start is None or (days is not None and length(days) > LONGEST)


def length(days: Days) -> int:
    """Days from the first to the last."""
    return (days[1] - days[0]).days


def around(published: str | None) -> Days | None:
    """The days around a publication whose day is known."""
    days = day_range(published, None)
    if days is None or days[0] != days[1]:
        return None
    return days[0] - dt.timedelta(days=_BEFORE), days[0] + dt.timedelta(days=_AFTER)


def together(tellings: Sequence[Telling]) -> Telling:
    """A meeting as several tellings have it: of each value what most say, of dates the most exact, and everybody whom one names."""
    exact = max(tellings, key=lambda one: (one.range is not None, one.is_exact and one.start is not None, one.status not in UNSETTLED))
    return replace(
        exact,
        kind=_commonest(one.kind for one in tellings) or exact.kind,
        status=_commonest(one.status for one in tellings) or exact.status,
        track=_commonest(one.track for one in tellings),
        ordinal=_commonest(one.ordinal for one in tellings),
        city=_commonest(one.city for one in tellings),
        country=_commonest(one.country for one in tellings),
        participants=frozenset().union(*(one.participants for one in tellings)),
        core=any(one.core for one in tellings),
        published=None if exact.range is not None and length(exact.range) <= LONGEST else exact.published,
    )


def _commonest(values: Iterable[Any]) -> Any:
    counted = Counter(value for value in values if value is not None)
    return counted.most_common(1)[0][0] if counted else None
