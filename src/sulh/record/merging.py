"""Whether two documents tell of the same meeting: evidence for and against, added up, with the reason kept."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sulh.record.authority import city_key, track_of
from sulh.record.projection.values import compatible, day_range

__all__ = ["MERGE", "METHOD", "PROPOSE", "Match", "Told", "match", "told"]

METHOD = "sulh.merging 1"

# A machine merges only what is nearly certain, since a wrong merge hides a meeting; in between a person is asked.
MERGE = 0.80
PROPOSE = 0.35

# Weights are natural logarithms of how much likelier an agreement is for one meeting than for two (Fellegi and Sunter 1969), set by
# hand on the development documents. Two mentions drawn at random from neighbouring days are seldom the same meeting.
_PRIOR = -4.0
_DATE = {"same day": 3.5, "same days": 4.5, "overlap": 2.5, "next day": 0.5, "coarse": 1.0, "unknown": 0.0, "near": -2.5, "apart": -9.0}
_PLACE = {"same city": 2.0, "same country": 0.5, "unknown": 0.0, "other city": -5.0, "other country": -6.0}
_TRACK = {"same": 1.5, "unknown": 0.0, "other": -2.0}
_ORDINAL = {"same in track": 6.0, "same": 3.0, "unknown": 0.0, "other": -8.0}
_KIND = {"same": 0.7, "like": 0.3, "other": -0.7, "call": -4.0}
_GATHERING = 1.3  # on one day a city seldom sees two rounds, summits or conferences, but often two visits
_LARGE = frozenset({"round", "summit", "conference", "session", "signing", "ministerial"})
_ALIKE = ({"round", "session", "conference", "consultation"}, {"summit", "ministerial", "consultation", "conference", "visit"})
_LONGEST = 45  # days; a coarser date says too little to look for neighbours by


@dataclass(frozen=True, slots=True)
class Told:
    """A meeting as one document tells it, cut to what merging compares."""

    mention: str
    document: str
    seq: int
    kind: str
    status: str
    track: str | None
    ordinal: int | None
    start: str | None
    end: str | None
    city: str | None
    country: str | None
    participants: frozenset[str]
    range: tuple[dt.date, dt.date] | None = field(compare=False, default=None)

    @property
    def days(self) -> list[str]:
        """The blocks of its days and of the days beside them; none for a date so coarse that it says little."""
        if self.range is None or (self.range[1] - self.range[0]).days > _LONGEST:
            return []
        return [f"day {day}" for day in range(self.range[0].toordinal() - 1, self.range[1].toordinal() + 2)]

    @property
    def stands(self) -> list[str]:
        """The blocks the mention stands in: its days, and its number with and without its track."""
        return [*self.days, *([f"round {self.ordinal} {self.track}", f"round {self.ordinal}"] if self.ordinal is not None else [])]

    @property
    def asks(self) -> list[str]:
        """The blocks to look for its meeting in: where no track is named, the number in every track."""
        if self.ordinal is None:
            return self.days
        if self.track is None:
            return [*self.days, f"round {self.ordinal}"]
        return [*self.days, f"round {self.ordinal} {self.track}", f"round {self.ordinal} None"]


@dataclass(frozen=True, slots=True)
class Match:
    """How likely two mentions are one meeting, from 0 to 1, and for each property what was found and the two values compared."""

    left: str
    right: str
    score: float
    reason: dict[str, Any]


def told(mention: str, document: str, seq: int, claims: Iterable[tuple[str, Any]]) -> Told:
    """The mention from its claims, as pairs of property and value; of several values the first counts."""
    values: dict[str, Any] = {}
    actors = set()
    for name, value in claims:
        if name == "participant":
            actors.add(value["actor"]["id"])
        else:
            values.setdefault(name, value)
    track = values.get("track")
    start, end = values.get("start"), values.get("end")
    return Told(
        mention,
        document,
        seq,
        values.get("kind", "consultation"),
        values.get("status", "held"),
        track_of(track)[0] if track else None,
        values.get("ordinal"),
        start,
        end,
        values.get("city"),
        values.get("country"),
        frozenset(actors),
        day_range(start, end),
    )


def match(left: Told, right: Told) -> Match:
    """Compare two mentions; symmetric but for the order of the values in the reason."""
    found = {
        "date": (*_date(left, right), _days(left), _days(right)),
        "place": (*_place(left, right), left.city or left.country, right.city or right.country),
        "track": (*_look(_TRACK, _same(left.track, right.track)), left.track, right.track),
        "ordinal": (*_ordinal(left, right), left.ordinal, right.ordinal),
        "kind": (*_kind(left, right), left.kind, right.kind),
        "participants": (*_participants(left, right), sorted(left.participants), sorted(right.participants)),
    }
    total = _PRIOR + sum(weight for _, weight, _, _ in found.values())
    if found["date"][0] in ("same day", "same days") and found["place"][0] == "same city" and {left.kind, right.kind} <= _LARGE:
        total += _GATHERING
    reason = {name: {"found": how, "weight": round(weight, 2), "left": a, "right": b} for name, (how, weight, a, b) in found.items()}
    return Match(left.mention, right.mention, round(1 / (1 + math.exp(-total)), 4), reason)


def _look(weights: dict[str, float], how: str) -> tuple[str, float]:
    return how, weights[how]


def _same(left: object, right: object) -> str:
    return "unknown" if left is None or right is None else "same" if left == right else "other"


def _days(one: Told) -> str | None:
    return "/".join(filter(None, (one.start, one.end))) or None


def _date(left: Told, right: Told) -> tuple[str, float]:
    if left.range is None or right.range is None:
        known = [date for date in (left.start, right.start) if date is not None]
        clash = len(known) == 2 and not compatible(known[0], known[1])
        return _look(_DATE, "apart" if clash else "coarse" if len(known) == 2 else "unknown")
    (a, b), (c, d) = left.range, right.range
    if max(b - a, d - c).days > _LONGEST or not (_exact(left) and _exact(right)):
        return _look(_DATE, "coarse" if a <= d and c <= b else "apart")
    if (a, b) == (c, d):
        return _look(_DATE, "same days" if a < b else "same day")
    if a <= d and c <= b:
        return _look(_DATE, "overlap")
    gap = (c - b if c > b else a - d).days
    return _look(_DATE, "next day" if gap == 1 else "near" if gap <= 3 else "apart")


def _exact(one: Told) -> bool:
    return all(date is None or len(date) == 10 for date in (one.start, one.end))


def _place(left: Told, right: Told) -> tuple[str, float]:
    if left.city and right.city:
        if city_key(left.city) == city_key(right.city):
            return _look(_PLACE, "same city")
        same = left.country == right.country
        return _look(_PLACE, "other city" if same else "other country")
    how = _same(left.country, right.country)
    return _look(_PLACE, {"same": "same country", "unknown": "unknown", "other": "other country"}[how])


def _ordinal(left: Told, right: Told) -> tuple[str, float]:
    how = _same(left.ordinal, right.ordinal)
    return _look(_ORDINAL, "same in track" if how == "same" and left.track == right.track and left.track else how)


def _kind(left: Told, right: Told) -> tuple[str, float]:
    if left.kind == right.kind:
        return _look(_KIND, "same")
    if "call" in (left.kind, right.kind):
        return _look(_KIND, "call")
    return _look(_KIND, "like" if any({left.kind, right.kind} <= group for group in _ALIKE) else "other")


def _participants(left: Told, right: Told) -> tuple[str, float]:
    """The share of the shorter list that the longer one has too; a document often leaves some out."""
    if not left.participants or not right.participants:
        return "unknown", 0.0
    both = len(left.participants & right.participants)
    share = both / min(len(left.participants), len(right.participants))
    if both == 0:
        return "none in common", -2.5
    return f"{both} in common", round(3.0 * share - 1.0 + 0.3 * min(both - 1, 3), 2)
