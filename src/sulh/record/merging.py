"""Whether two documents are about the same meeting: evidence for and against, added up, with the reason kept."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sulh.record.authority import city_key, is_vague, track_of
from sulh.record.projection.values import compatible, day_range

__all__ = ["MERGE", "METHOD", "PROPOSE", "Compared", "Match", "compared", "match", "score"]

METHOD = "sulh.merging 1"

# A machine merges only what is nearly certain, since a wrong merge hides a meeting; in between a person is asked.
MERGE = 0.78
PROPOSE = 0.35

# Weights are natural logarithms of how much likelier an agreement is for one meeting than for two (Fellegi and Sunter 1969), set by
# hand on the development documents. Two mentions drawn at random from neighbouring days are seldom the same meeting.
_PRIOR = -4.0
_DATE = {"same day": 3.5, "same days": 5.0, "overlap": 2.5, "same day of a year": 2.5, "next day": 0.5, "month": 1.5, "coarse": 0.5}
_DATE |= {"unknown": 0.0, "just before publication": 1.5, "around publication": 0.5, "moved": -2.0, "near": -2.5, "apart": -9.0}
_PLACE = {"same city": 2.0, "same country": 0.5, "unknown": 0.0, "other city": -5.0, "other country": -6.0}
_TRACK = {"same": 1.5, "unknown": 0.0, "other": -0.8}
_ORDINAL = {"same in track": 6.0, "same": 3.0, "unknown": 0.0, "other": -8.0}
_KIND = {"same": 0.7, "like": 0.3, "other": -0.7, "call": -4.0}
_GATHERING = 1.3  # on one day a city seldom sees two rounds, summits or conferences, but often two visits
_LARGE = frozenset({"round", "summit", "conference", "session", "signing", "ministerial"})
_ALIKE = ({"round", "session", "conference", "consultation"}, {"summit", "ministerial", "consultation", "conference", "visit"})
_TOGETHER = frozenset({"same day", "same days", "overlap", "same day of a year"})
_LONGEST = 45  # days; a coarser date says too little to look for neighbours by
_BEFORE, _AFTER = 7, 1  # days around its publication in which a document's undated meeting is looked for
_UNSETTLED = frozenset({"planned", "cancelled"})


@dataclass(frozen=True, slots=True)
class Compared:
    """A meeting as one source states it, cut to what is compared."""

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
    core: bool = False
    range: tuple[dt.date, dt.date] | None = None  # the days it can have taken
    published: tuple[dt.date, dt.date] | None = None  # the days around its publication, for a held meeting whose date says little

    @property
    def days(self) -> list[str]:
        """The blocks of its days and of the days beside them, or of those around its publication."""
        if self.published is not None:
            return _blocks(*self.published)
        if self.range is None or _length(self.range) > _LONGEST:
            return []
        return _blocks(self.range[0] - dt.timedelta(days=1), self.range[1] + dt.timedelta(days=1))

    @property
    def of_the_year(self) -> str | None:
        """Month and day of a date that names them."""
        return self.start[5:] if self.start is not None and len(self.start) == 10 and "X" not in self.start[5:] else None

    @property
    def has_year(self) -> bool:
        """Whether the date says in which year."""
        return self.range is not None

    @property
    def stands(self) -> list[str]:
        """The blocks the mention stands in: its days, and its number with and without its track."""
        found = self.days
        if self.ordinal is not None:
            found += [f"round {self.ordinal} {self.track}", f"round {self.ordinal}"]
        if self.of_the_year is not None:
            found.append(f"{'year' if self.has_year else 'yearless'} {self.of_the_year}")
        return found

    @property
    def asks(self) -> list[str]:
        """The blocks to look for its meeting in: where no track is named the number in every track, where no year is named every year."""
        found = self.days
        if self.ordinal is not None:
            found += [f"round {self.ordinal} {self.track}", f"round {self.ordinal} None"] if self.track else [f"round {self.ordinal}"]
        if self.of_the_year is not None:
            found += [f"yearless {self.of_the_year}"] + ([] if self.has_year else [f"year {self.of_the_year}"])
        return found


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
        city=values.get("city"),
        country=values.get("country"),
        participants=frozenset(actors),
        core="core" in values,
        range=days,
        published=_around(published) if status not in _UNSETTLED and _says_little(start, days) else None,
    )


def _says_little(start: str | None, days: tuple[dt.date, dt.date] | None) -> bool:
    return start is None or (days is not None and _length(days) > _LONGEST)


def _around(published: str | None) -> tuple[dt.date, dt.date] | None:
    """The days around a publication whose day is known."""
    days = day_range(published, None)
    if days is None or days[0] != days[1]:
        return None
    return days[0] - dt.timedelta(days=_BEFORE), days[0] + dt.timedelta(days=_AFTER)


def _length(days: tuple[dt.date, dt.date]) -> int:
    return (days[1] - days[0]).days


def _blocks(first: dt.date, last: dt.date) -> list[str]:
    return [f"day {day}" for day in range(first.toordinal(), last.toordinal() + 1)]


def match(left: Compared, right: Compared) -> Match:
    """Compare two mentions; symmetric but for the order of the values in the reason."""
    values = {
        "date": (_days(left), _days(right)),
        "place": (left.city or left.country, right.city or right.country),
        "track": (left.track, right.track),
        "ordinal": (left.ordinal, right.ordinal),
        "kind": (left.kind, right.kind),
        "participants": (sorted(left.participants), sorted(right.participants)),
    }
    found = _found(left, right)
    reason = {
        name: {"found": how, "weight": round(weight, 2), "left": values[name][0], "right": values[name][1]}
        for name, (how, weight) in found.items()
    }
    return Match(left.mention, right.mention, _score(left, right, found), reason)


def score(left: Compared, right: Compared) -> float:
    """How likely two mentions are one meeting: the score of their `match`, without its reason."""
    return _score(left, right, _found(left, right))


def _found(left: Compared, right: Compared) -> dict[str, tuple[str, float]]:
    return {
        "date": _date(left, right),
        "place": _place(left, right),
        "track": _look(_TRACK, _same(left.track, right.track)),
        "ordinal": _ordinal(left, right),
        "kind": _kind(left, right),
        "participants": _participants(left, right),
    }


def _score(left: Compared, right: Compared, found: Mapping[str, tuple[str, float]]) -> float:
    total = _PRIOR + sum(weight for _, weight in found.values())
    if found["date"][0] in _TOGETHER and found["place"][0] == "same city" and {left.kind, right.kind} <= _LARGE:
        total += _GATHERING
    return round(1 / (1 + math.exp(-total)), 4)


def _look(weights: dict[str, float], how: str) -> tuple[str, float]:
    return how, weights[how]


def _same(left: object, right: object) -> str:
    return "unknown" if left is None or right is None else "same" if left == right else "other"


def _days(one: Compared) -> str | None:
    return "/".join(filter(None, (one.start, one.end))) or None


def _date(left: Compared, right: Compared) -> tuple[str, float]:
    how = _dates(left, right)
    if how in ("near", "apart") and _may_have_moved(left, right) and _ordinal(left, right)[0] == "same in track":
        how = "moved"
    return _look(_DATE, how)


def _may_have_moved(left: Compared, right: Compared) -> bool:
    """Whether one of two dates was only planned, and not for later than the other was held: what is put off is held later."""
    if left.range is None or right.range is None:
        return False
    unsettled = [one.status in _UNSETTLED for one in (left, right)]
    if all(unsettled):
        return True
    planned, held = (left.range, right.range) if unsettled[0] else (right.range, left.range)
    return any(unsettled) and planned[0] <= held[1]


def _dates(left: Compared, right: Compared) -> str:
    if left.published is not None or right.published is not None:
        return _published(left, right)
    if left.range is None or right.range is None:
        if left.start is None or right.start is None:
            return "unknown"
        if not compatible(left.start, right.start):
            return "apart"
        return "same day of a year" if left.of_the_year and right.of_the_year else "coarse"
    (a, b), (c, d) = left.range, right.range
    if not (_exact(left) and _exact(right)):
        meet = a <= d and c <= b
        return ("month" if max(_length(left.range), _length(right.range)) <= _LONGEST else "coarse") if meet else "apart"
    if (a, b) == (c, d):
        return "same days" if a < b else "same day"
    if a <= d and c <= b:
        return "overlap"
    gap = (c - b if c > b else a - d).days
    return "next day" if gap == 1 else "near" if gap <= 3 else "apart"


def _published(left: Compared, right: Compared) -> str:
    """How a meeting whose date says little lies to another: documents mostly tell of what happened in the days before they appeared."""
    first, last = left.published or left.range, right.published or right.range
    if first is None or last is None:
        return "unknown"
    stated = [one.range for one in (left, right) if one.range is not None]
    if len(stated) == 2 and (stated[0][1] < stated[1][0] or stated[1][1] < stated[0][0]):
        return "apart"
    if first[1] < last[0] or last[1] < first[0]:
        return "unknown"
    both_core = all(one.core or one.published is None for one in (left, right))
    return "just before publication" if both_core else "around publication"


def _exact(one: Compared) -> bool:
    return all(date is None or len(date) == 10 for date in (one.start, one.end))


def _place(left: Compared, right: Compared) -> tuple[str, float]:
    if left.city and right.city:
        if city_key(left.city) == city_key(right.city):
            return _look(_PLACE, "same city")
        same = left.country == right.country
        return _look(_PLACE, "other city" if same else "other country")
    how = _same(left.country, right.country)
    return _look(_PLACE, {"same": "same country", "unknown": "unknown", "other": "other country"}[how])


def _ordinal(left: Compared, right: Compared) -> tuple[str, float]:
    how = _same(left.ordinal, right.ordinal)
    return _look(_ORDINAL, "same in track" if how == "same" and left.track == right.track and left.track else how)


def _kind(left: Compared, right: Compared) -> tuple[str, float]:
    if left.kind == right.kind:
        return _look(_KIND, "same")
    if "call" in (left.kind, right.kind):
        return _look(_KIND, "call")
    return _look(_KIND, "like" if any({left.kind, right.kind} <= group for group in _ALIKE) else "other")


def _participants(left: Compared, right: Compared) -> tuple[str, float]:
    """The share of the shorter list that the longer one has too; a document often leaves some out."""
    if not left.participants or not right.participants:
        return "unknown", 0.0
    both = len(left.participants & right.participants)
    share = both / min(len(left.participants), len(right.participants))
    if both == 0:
        return "none in common", -2.5
    sizes = sorted((len(left.participants), len(right.participants)))
    if sizes[0] == 2 < sizes[1] and left.kind != right.kind:
        return "two of several", -1.5  # two who meet on the margins of a larger meeting hold another one
    return f"{both} in common", round(3.0 * share - 1.0 + 0.3 * min(both - 1, 3), 2)
