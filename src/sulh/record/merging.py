"""Whether two documents are about the same meeting: evidence for and against, added up, with the reason kept."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sulh.identity.features import findings
from sulh.identity.table import table, total
from sulh.identity.telling import LONGEST, UNSETTLED, Telling, around, length, says_little
from sulh.record.authority import city_key, is_vague, track_of
from sulh.text.days import day_range

__all__ = ["MERGE", "METHOD", "PROPOSE", "Compared", "Match", "compared", "likelihood", "match", "score"]

METHOD = "sulh.merging 2"

# A machine merges only what is nearly certain, since a wrong merge hides a meeting; in between a person is asked.
MERGE = 0.78
PROPOSE = 0.35

# What a person who decides sees even where one of the two does not say it.
_ALWAYS = frozenset({"date", "place", "track", "ordinal", "kind", "participants"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared(Telling):
    """A telling of a meeting in the record, with the blocks in which its like are looked for."""

    mention: str
    document: str
    seq: int
    where: str | None = None  # its place as it is written

    @property
    def days(self) -> list[str]:
        """The blocks of its days and of the days beside them, or of those around its publication."""
        if self.published is not None:
            return _blocks(*self.published)
        if self.range is None or length(self.range) > LONGEST:
            return []
        return _blocks(self.range[0] - dt.timedelta(days=1), self.range[1] + dt.timedelta(days=1))

    @property
    def has_year(self) -> bool:
        """Whether the date says in which year."""
        return self.range is not None

    @property
    def stands(self) -> list[str]:
        """The blocks the mention stands in: its days, its number with and without its track, and its year as a plan or as held."""
        found = self.days
        if self.ordinal is not None:
            found += [f"round {self.ordinal} {self.track}", f"round {self.ordinal}"]
        if self.of_the_year is not None:
            found.append(f"{'year' if self.has_year else 'yearless'} {self.of_the_year}")
        return found + self._years("plan", "held")

    @property
    def asks(self) -> list[str]:
        """The blocks to look for its meeting in: where no track is named the number in every track, where no year is named every year."""
        found = self.days
        if self.ordinal is not None:
            found += [f"round {self.ordinal} {self.track}", f"round {self.ordinal} None"] if self.track else [f"round {self.ordinal}"]
        if self.of_the_year is not None:
            found += [f"yearless {self.of_the_year}"] + ([] if self.has_year else [f"year {self.of_the_year}"])
        return found + self._years("held", "plan")

    def _years(self, planned: str, held: str) -> list[str]:
        """The blocks of what is planned for a year in a track, and of what was held in it: named by these words."""
        named = ((planned, self.year_of_plan), (held, self.year_held))
        return [f"{block} {year} {self.track}" for block, year in named if year is not None and self.track]


@dataclass(frozen=True, slots=True)
class Match:
    """How likely two mentions are one meeting, from 0 to 1, and for each property what was found and the two values compared."""

    left: str
    right: str
    score: float
    reason: dict[str, Any]


def compared(mention: str, document: str, seq: int, claims: Iterable[tuple[str, Any]], published: str | None = None) -> Compared:
    """The mention from its claims, as pairs of property and value; of several values the first counts. `published` is EDTF."""
    values: dict[str, Any] = {}
    actors = set()
    for name, value in claims:
        if name == "participant":
            actors.add(value["actor"]["id"])
        else:
            values.setdefault(name, value)
    track = values.get("track")
    start, end = values.get("start"), values.get("end")
    status, days = values.get("status", "held"), day_range(start, end)
    return Compared(
        mention=mention,
        document=document,
        seq=seq,
        kind=values.get("kind", "consultation"),
        status=status,
        track=track_of(track)[0] if track and not is_vague(track) else None,
        ordinal=values.get("ordinal"),
        start=start,
        end=end,
        city=city_key(values["city"]) if values.get("city") else None,
        country=values.get("country"),
        participants=frozenset(actors),
        core="core" in values,
        range=days,
        said=_day(published),
        published=around(published) if status not in UNSETTLED and says_little(start, days) else None,
        where=values.get("city") or values.get("country"),
    )


def _day(published: str | None) -> dt.date | None:
    days = day_range(published, None)
    return days[0] if days is not None and days[0] == days[1] else None


def _blocks(first: dt.date, last: dt.date) -> list[str]:
    return [f"day {day}" for day in range(first.toordinal(), last.toordinal() + 1)]


def match(left: Compared, right: Compared) -> Match:
    """Compare two mentions; symmetric but for the order of the values in the reason."""
    values = {
        "date": (_days(left), _days(right)),
        "tense": (left.status, right.status),
        "place": (left.where, right.where),
        "track": (left.track, right.track),
        "ordinal": (left.ordinal, right.ordinal),
        "kind": (left.kind, right.kind),
        "participants": (sorted(left.participants), sorted(right.participants)),
    }
    found, weighed = findings(left, right), table()
    # A small negative weight is rounded to a nought with a sign, which PostgreSQL does not give back: adding nought takes it off.
    reason = {
        name: {"found": how, "weight": round(weighed[name, how].weight, 2) + 0.0, "left": left_value, "right": right_value}
        for name, how in found.items()
        if how != "unknown" or name in _ALWAYS
        for left_value, right_value in [values.get(name, (None, None))]
    }
    return Match(left.mention, right.mention, likelihood(found), reason)


def score(left: Telling, right: Telling) -> float:
    """How likely two mentions are one meeting: the score of their `match`, without its reason."""
    return likelihood(findings(left, right))


def likelihood(found: Mapping[str, str]) -> float:
    """How likely two mentions are one meeting, of which this was found."""
    return round(1 / (1 + math.exp(-total(found))), 4)


def _days(one: Compared) -> str | None:
    return "/".join(filter(None, (one.start, one.end))) or None
