"""Which reports may be of one incident: pairs that a table of features weighs, each with its reasons, and the groups that they make.

    groups = grouped(reports)  # each an iterable of `Reported`

A machine only proposes: whether two reports are of one incident, people decide.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from sulh.identity.table import table
from sulh.text.days import day_range
from sulh.text.folding import fold
from sulh.text.name_sounds import sounds

__all__ = ["PROPOSE", "IncidentMatch", "Reported", "grouped", "incident_match", "pairs_alike"]

PROPOSE = 0.4  # chosen on invented reports of another seed than those that `bench/grouping.py` measures on
_TABLE = "same_incident"
_LONG = 7  # days: a longer time is a month or a season, and not when it happened
_NEAR, _AROUND = 5.0, 30.0  # km
_CELL = 0.1  # degrees of a block, about 10 km
_AKIN = (frozenset({"shelling", "explosion", "clash", "shooting", "air_strike"}), frozenset({"forces_moved", "weapons_placed"}))
_FEW = 3  # so many of one place and day may well tell of one incident
_CLOSE = 2  # killed or injured that two reports of one incident may differ by


@dataclass(frozen=True)
class Reported:
    """What a report, an assessment or a response says of the incident that it is about; what it does not say is None.

    `start` and `end` are EDTF, `place` as written, `at` latitude and longitude, `against` and `alleged_by` identifiers of actors; `text` is
    the document that tells it, since a text that tells of two incidents means two.
    """

    id: str
    what: str | None = None
    start: str | None = None
    end: str | None = None
    place: str | None = None
    at: tuple[float, float] | None = None
    against: str | None = None
    alleged_by: str | None = None
    killed: int | None = None
    injured: int | None = None
    text: str | None = None

    @cached_property
    def days(self) -> tuple[int, int] | None:
        """The first and the last day, as ordinals."""
        found = day_range(self.start, self.end)
        return (found[0].toordinal(), found[1].toordinal()) if found else None

    @cached_property
    def heard(self) -> tuple[frozenset[str], ...]:
        """How each word of the place sounds, whatever the script."""
        return _heard(self.place or "")

    @cached_property
    def named(self) -> str:
        """The place in plain letters."""
        return " ".join(fold(self.place).replace("-", " ").split()) if self.place else ""

    @property
    def is_long(self) -> bool:
        """Whether its days say only about when it was."""
        return self.days is not None and self.days[1] - self.days[0] > _LONG


@dataclass(frozen=True, slots=True)
class IncidentMatch:
    """How likely two are of one incident, from 0 to 1, and each finding with its weight, strongest first."""

    left: str
    right: str
    score: float
    reason: tuple[tuple[str, str, float], ...]


@lru_cache(maxsize=65536)
def _heard(place: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(read) for word in place.replace("-", " ").split() if (read := sounds(word)))


def incident_match(left: Reported, right: Reported, *, crowd: int = 2) -> IncidentMatch:
    """Compare two; symmetric but for the order of the names.

    `crowd` is how many tell of that place and day: where a dozen do, that two agree in both says little.
    """
    weighed = table(_TABLE)
    found = _findings(left, right)
    reason = [(name, how, weighed[name, how].weight) for name, how in found.items() if how != "unknown"]
    reason += [("crowd", str(crowd), round(-_less(crowd), 2))] if _less(crowd) else []
    return IncidentMatch(left.id, right.id, _likelihood(found, crowd), tuple(sorted(reason, key=lambda one: -abs(one[2]))))


def _findings(left: Reported, right: Reported) -> Mapping[str, str]:
    return {
        "date": _date(left, right),
        "place": _place(left, right),
        "kind": _kind(left.what, right.what),
        "against": _same(left.against, right.against),
        "alleged by": _same(left.alleged_by, right.alleged_by),
        "harm": _harm(left, right),
        "text": "same" if left.text is not None and left.text == right.text else "other",
    }


def _less(crowd: int) -> float:
    """By how much agreement weighs less among so many."""
    return math.log(crowd / _FEW) if crowd > _FEW else 0.0


def _likelihood(found: Mapping[str, str], crowd: int) -> float:
    weighed = table(_TABLE)
    total = weighed["prior", ""].weight + sum(weighed[one].weight for one in found.items()) - _less(crowd)
    return round(1 / (1 + math.exp(-total)), 4)


def _same(left: str | None, right: str | None) -> str:
    return "unknown" if left is None or right is None else "same" if left == right else "other"


def _kind(left: str | None, right: str | None) -> str:
    same = _same(left, right)
    return "akin" if same == "other" and any({left, right} <= group for group in _AKIN) else same


def _date(left: Reported, right: Reported) -> str:
    one, other = left.days, right.days
    if one is None or other is None:
        return "unknown"
    gap = max(one[0] - other[1], other[0] - one[1])
    if gap > 0:
        return "next day" if gap == 1 else "apart"
    if left.is_long or right.is_long:
        return "coarse"
    return "same day" if one == other else "overlap"


def _place(left: Reported, right: Reported) -> str:
    if not left.named or not right.named:
        return "unknown"
    if left.named == right.named:
        return "same"
    alike = _alike(left.heard, right.heard)
    if left.at is not None and right.at is not None:
        away = _kilometres(left.at, right.at)
        how = "near" if away <= _NEAR else "around" if away <= _AROUND else "far"
        return alike if alike and how != "far" else how
    return alike or "other"


def _alike(left: Sequence[frozenset[str]], right: Sequence[frozenset[str]]) -> str:
    """How the words of two names agree: all of them, or all of the shorter one."""
    if not left or not right:
        return ""
    short, long = (left, right) if len(left) <= len(right) else (right, left)
    if not all(any(word & other for other in long) for word in short):
        return ""
    return "sounds alike" if len(left) == len(right) else "within"


def _kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """About how far apart two points are; exact enough below a few hundred km."""
    north = (one[0] - other[0]) * 111.2
    east = (one[1] - other[1]) * 111.2 * math.cos(math.radians((one[0] + other[0]) / 2))
    return math.hypot(north, east)


def _harm(left: Reported, right: Reported) -> str:
    pairs = ((left.killed, right.killed), (left.injured, right.injured))
    both = [(one, other) for one, other in pairs if one is not None and other is not None and (one or other)]
    if not both:
        return "none in one" if any(one or other for one, other in pairs) else "unknown"
    if all(one == other for one, other in both):
        return "same"
    return "close" if all(abs(one - other) <= _CLOSE for one, other in both) else "other"


# --- many at once --------------------------------------------------------------------------------------------------------------------


def pairs_alike(reports: Iterable[Reported], *, least: float = PROPOSE) -> Iterator[IncidentMatch]:
    """The pairs that are at least so likely of one incident; only those are compared that share a block of day and place."""
    by_id = {one.id: one for one in reports}
    crowds = Counter((one.days, one.named) for one in by_id.values())
    blocks: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for one in by_id.values():
        seen: set[str] = set()
        for key in _asks(one):
            seen.update(blocks.get(key, ()))
        for name in sorted(seen):
            other = by_id[name]
            found = _findings(other, one)
            crowd = max(crowds[one.days, one.named], crowds[other.days, other.named])
            if _likelihood(found, crowd) >= least:
                yield incident_match(other, one, crowd=crowd)
        for key in _stands(one):
            blocks[key].append(one.id)


def _where(one: Reported, *, around: bool) -> Iterator[object]:
    """The blocks of its place: how its first word sounds, and the square in which it lies, with those `around` it."""
    yield from dict.fromkeys(read[:3] for word in one.heard for read in word)
    if one.named and not one.heard:
        yield one.named
    if one.at is not None:
        row, column = round(one.at[0] / _CELL), round(one.at[1] / _CELL)
        steps = (-1, 0, 1) if around else (0,)
        yield from ((row + down, column + right) for down in steps for right in steps)


def _when(one: Reported, *, around: bool) -> Iterator[int | str]:
    """The blocks of its days; of a long time, and of what is told of one, the months."""
    if one.days is None:
        return
    first, last = one.days
    if not one.is_long:
        yield from range(first - around, last + 1 + around)
    elif one.start:
        yield one.start[:7]


def _stands(one: Reported) -> Iterator[tuple[object, ...]]:
    """The blocks that it stands in: its days with its place, and with its kind and the side accused, for what names no place."""
    months = [one.start[:7]] if one.start and not one.is_long else []
    places = list(_where(one, around=False))
    for when in (*_when(one, around=False), *months):
        yield from ((when, where) for where in places)
        yield (when, bool(places), one.what, one.against)


def _asks(one: Reported) -> Iterator[tuple[object, ...]]:
    """The blocks to look for its like in."""
    places = list(_where(one, around=True))
    for when in _when(one, around=True):
        yield from ((when, where) for where in places)
        yield (when, False, one.what, one.against)
        if not places:
            yield (when, True, one.what, one.against)


def grouped(reports: Iterable[Reported], *, least: float = PROPOSE) -> tuple[tuple[str, ...], ...]:
    """Groups of reports that may each be of one incident: the likeliest pairs first, and none joined against a pair that forbids it.

    Those that are like no other are left out.
    """
    held = list(reports)
    by_id = {one.id: one for one in held}
    group: dict[str, list[str]] = {}
    for pair in sorted(pairs_alike(held, least=least), key=lambda one: (-one.score, one.left, one.right)):
        left, right = group.get(pair.left, [pair.left]), group.get(pair.right, [pair.right])
        if left is right or not _agree(left, right, by_id):
            continue
        joined = left + right
        for one in joined:
            group[one] = joined
    return tuple(tuple(sorted(one)) for one in {id(one): one for one in group.values()}.values())


def _agree(left: Sequence[str], right: Sequence[str], by_id: Mapping[str, Reported]) -> bool:
    """Whether no member of one group speaks against a member of the other."""
    weighed = table(_TABLE)
    for one in left:
        for other in right:
            found = _findings(by_id[one], by_id[other])
            if found["text"] == "same" or any(weighed[pair].forbids for pair in found.items()):
                return False
    return True
