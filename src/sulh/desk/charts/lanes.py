"""Lanes of a timeline: which marks stand in which lane, stacked side by side or gathered into counts where they would cover each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Generic, TypeVar

from sulh.desk.charts.scale import Scale, day, units
from sulh.record.shapes import MeetingView, PeriodView, TrackRef
from sulh.text.edtf import earliest, latest, valid

__all__ = ["BARS", "BEGUN", "Event", "Gathered", "Lane", "Mark", "Packed", "arrange", "by_track", "events", "span"]

BEGUN = frozenset({"declared", "extended"})  # what counts as a ceasefire
# Ceasefire events that last: drawn as bars and shaded behind the lanes. Everything else is a day.
BARS = BEGUN | {"monitored"}

# Tracks that have a lane each; from so many meetings on a track is long; so many of a kind get a lane; so many tracks of one meeting share.
_TRACKS, _LONG, _SEVERAL, _SINGLES = 8, 8, 3, 3

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Event:
    """A ceasefire period, a release or a statement, once for all documents that give the same kind of it the same dates.

    `start` and `end` are EDTF; `first` and `last` are the first and the last day that they can mean, `last` None while it is open.
    """

    subject: str
    kind: str
    start: str
    end: str | None
    first: date
    last: date | None
    periods: tuple[PeriodView, ...]

    @property
    def until(self) -> date:
        """The last day that its dates can mean."""
        return self.last or _days(self.start)[1] or self.first

    @property
    def certain(self) -> tuple[date, date] | None:
        """The days on which it was in any case: from the last day that it can have begun to the first that it can have ended."""
        begun, ended = _days(self.start)[1] or self.first, _days(self.end or self.start)[0] or self.until
        return (begun, ended) if begun <= ended else None

    @property
    def is_exact(self) -> bool:
        """Whether its dates are days."""
        return self.certain == (self.first, self.until)

    @property
    def is_bar(self) -> bool:
        """Whether it lasts, with both ends known."""
        return self.kind in BARS and self.last is not None and self.last > self.first


@dataclass(frozen=True, slots=True)
class Mark(Generic[Thing]):
    """One thing at its place: `x` on the line, `row` of the stack from above."""

    thing: Thing
    first: date
    last: date
    x: float
    row: int = 0


@dataclass(frozen=True, slots=True)
class Gathered(Generic[Thing]):
    """Several things of one unit of time, drawn as a count."""

    things: tuple[Thing, ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Packed(Generic[Thing]):
    """What a lane shows: marks in `rows` rows, or a column of counts where there are too many."""

    marks: tuple[Mark[Thing], ...]
    gathered: tuple[Gathered[Thing], ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Lane:
    """The meetings of one track, those with a day and those without; `track` is None for meetings on no named track.

    `kind` says that a long track's meetings of this kind have a lane of their own, `few` that the lane holds tracks of few meetings.
    """

    track: TrackRef | None
    meetings: tuple[MeetingView, ...]
    undated: tuple[MeetingView, ...] = ()
    kind: str | None = None
    few: bool = False


def span(meeting: MeetingView) -> tuple[date, date] | None:
    """The first and last possible day of a meeting; None when no day is known."""
    first, last = day(meeting.first_day), day(meeting.last_day)
    if first is None and last is None:
        return None
    a, b = first or last, last or first
    assert a is not None and b is not None
    return min(a, b), max(a, b)


def by_track(meetings: Iterable[MeetingView], order: Sequence[TrackRef] = ()) -> tuple[Lane, ...]:
    """Lanes in the order that tells the story: the track with most meetings, then the others by their first meeting.

    A meeting stands on its main track, else on the first other one that it has. Kinds that a long track holds several of have a lane of
    their own below it. Tracks of a single meeting, when there are three or more, and those beyond eight share one lane; meetings
    without any track stand last. Tracks of `order`, if given, come first and as they are there.
    """
    found: dict[TrackRef | None, list[MeetingView]] = defaultdict(list)
    for meeting in meetings:
        found[meeting.track or next(iter(meeting.tracks), None)].append(meeting)
    loose = found.pop(None, [])
    tracks = _told(found, order)
    single = {track for track in tracks if len(found[track]) == 1}
    single = single if len(single) >= _SINGLES else set()
    alone = [track for track in tracks if track not in single][:_TRACKS]
    few = [one for track in tracks if track not in alone for one in found[track]]
    lanes = [lane for track in alone for lane in _of_track(track, found[track])]
    lanes += [_lane(None, few, few=True)] if few else []
    return (*lanes, *([_lane(None, loose)] if loose else []))


def _told(found: dict[TrackRef | None, list[MeetingView]], order: Sequence[TrackRef]) -> list[TrackRef]:
    """Tracks in the order that tells the story."""
    rank = {track.id: place for place, track in enumerate(order)}
    tracks = [track for track in found if track is not None]

    def first(track: TrackRef) -> str:
        return min((one.first_day or one.last_day or "9999" for one in found[track]), default="9999")

    main = min(tracks, key=lambda track: (-len(found[track]), first(track), track.id), default=None)
    return sorted(tracks, key=lambda one: (rank.get(one.id, len(rank)), one != main, first(one), -len(found[one]), one.name, one.id))


def _of_track(track: TrackRef, meetings: Sequence[MeetingView]) -> Iterable[Lane]:
    """The lane of a track, and one for each other kind that a long track holds several of."""
    kinds = Counter(one.kind for one in meetings).most_common() if len(meetings) >= _LONG else []
    apart = {kind for kind, count in kinds[1:] if count >= _SEVERAL}
    yield _lane(track, [one for one in meetings if one.kind not in apart])
    for kind, _ in kinds:
        if kind in apart:
            yield _lane(track, [one for one in meetings if one.kind == kind], kind=kind)


def _lane(track: TrackRef | None, meetings: Sequence[MeetingView], *, kind: str | None = None, few: bool = False) -> Lane:
    dated = tuple(one for one in meetings if span(one) is not None)
    return Lane(track, dated, tuple(one for one in meetings if span(one) is None), kind, few)


def events(found: Iterable[PeriodView]) -> tuple[Event, ...]:
    """Periods of the same kind with the same dates taken together, in order of days; those without a year are left to the table."""
    together: dict[tuple[str, str, str, str | None], list[PeriodView]] = defaultdict(list)
    for period in found:
        start, end = period.start or period.end, period.end if period.start else None
        if start and _days(start)[0] is not None:
            known = end if end and _days(end)[1] is not None else None
            together[period.subject, period.kind, start, known].append(period)
    made = [_event(*key, tuple(those)) for key, those in together.items()]
    return tuple(sorted(made, key=lambda one: (one.first, one.last or date.max, one.kind, one.start, one.end or "")))


@lru_cache(maxsize=8192)
def _days(edtf: str) -> tuple[date | None, date | None]:
    """The first and the last day that a date can mean; neither without a year, or where it is no date."""
    return (earliest(edtf), latest(edtf)) if valid(edtf) else (None, None)


def _event(subject: str, kind: str, start: str, end: str | None, those: tuple[PeriodView, ...]) -> Event:
    first, last = _days(start)[0], _days(end)[1] if end else None
    assert first is not None
    return Event(subject, kind, start, end, first, last if last is None or last >= first else first, those)


def arrange(
    things: Iterable[Thing],
    days: Callable[[Thing], tuple[date, date]],
    scale: Scale,
    *,
    pitch: Callable[[Thing], float] = lambda _: 13.5,
    rows: int = 4,
) -> Packed[Thing]:
    """Marks next to each other in at most `rows` rows; where that is not enough, the count of each week, month, quarter ... concerned.

    `pitch` is the width of a thing's mark in pixels.

    Method: marks from left to right, each in the first row where it covers none (first fit). Where more than a quarter of the units
    would be counts, all are, since marks between columns are hard to compare.
    """
    spans = ((thing, *days(thing)) for thing in things)
    placed = sorted(
        (Mark(thing, first, last, scale.middle(first, last)) for thing, first, last in spans if scale.shows(first, last)),
        key=lambda mark: mark.x,
    )
    stacked = _fit(placed, scale, pitch)
    over = [mark for mark in stacked if mark.row >= rows]
    if not over:
        return Packed(tuple(stacked), (), max((mark.row + 1 for mark in stacked), default=0))
    gathered = list(_gather(placed, scale))
    crowded = {id(mark.thing) for mark in over}
    bad = [one for one in gathered if any(id(thing) in crowded for thing in one.things)]
    if 4 * len(bad) > len(gathered):
        return Packed((), tuple(gathered), rows)
    within = {id(thing) for one in bad for thing in one.things}
    rest = _fit([mark for mark in placed if id(mark.thing) not in within], scale, pitch)
    if any(mark.row >= rows for mark in rest):
        return Packed((), tuple(gathered), rows)
    return Packed(tuple(_beside(mark, bad, scale, pitch(mark.thing) / 2) for mark in rest), tuple(bad), rows)


def _fit(marks: Iterable[Mark[Thing]], scale: Scale, pitch: Callable[[Thing], float]) -> list[Mark[Thing]]:
    """Marks from left to right, each in the first row that is free where the mark and the line of its days stand."""
    free: list[float] = []
    found = []
    known = [(mark, pitch(mark.thing) / 2) for mark in marks]
    for mark, half in sorted(known, key=lambda one: min(one[0].x, scale.x(max(one[0].first, scale.since)) + one[1])):
        left = min(mark.x - half, scale.x(max(mark.first, scale.since)))
        right = max(mark.x + half, scale.x(min(mark.last, scale.until)))
        row = next((number for number, until in enumerate(free) if until <= left), len(free))
        if row == len(free):
            free.append(0.0)
        free[row] = right
        found.append(Mark(mark.thing, mark.first, mark.last, mark.x, row))
    return found


def _beside(mark: Mark[Thing], columns: Sequence[Gathered[Thing]], scale: Scale, half: float) -> Mark[Thing]:
    """The mark, moved aside by a few pixels where it would stand over the edge of a column."""
    x = mark.x
    for column in columns:
        left, right = scale.x(column.first), scale.x(column.last) + (scale.right - scale.left) / scale.days
        if left - half < x < right + half:
            x = left - half if x < (left + right) / 2 else right + half
    return Mark(mark.thing, mark.first, mark.last, x, mark.row)


def _gather(marks: Sequence[Mark[Thing]], scale: Scale) -> Iterable[Gathered[Thing]]:
    """Marks by unit of time, by the day in their middle."""
    bins = list(units(scale.since, scale.until, scale.unit(19)))
    at, ordered = 0, sorted(marks, key=lambda mark: mark.x)
    for first, last in bins:
        limit = scale.x(min(last, scale.until)) + (scale.right - scale.left) / scale.days
        start = at
        while at < len(ordered) and (ordered[at].x < limit or last >= scale.until):
            at += 1
        if at > start:
            yield Gathered(tuple(mark.thing for mark in ordered[start:at]), max(first, scale.since), min(last, scale.until))
