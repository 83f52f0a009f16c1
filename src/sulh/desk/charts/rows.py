"""The rows of a strip: the lanes of tracks, and those of ceasefires, releases and statements, each drawn at its height."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sulh import words
from sulh.desk.charts.lanes import BARS, BEGUN, Event, Lane, Packed, arrange, span
from sulh.desk.charts.marks import FADE, GROUPS, TALL, Pen, pitch
from sulh.desk.charts.theme import text_width
from sulh.record.shapes import MeetingView, TrackRef

__all__ = ["ROW", "Row", "event_rows", "height", "meetings_row", "track_rows"]

ROW, _PAD = 21.0, 13.0  # pixels of a row of marks, of the air around them
_MOST, _MAIN = 4, 6  # rows in a lane, and in the first one, whose rounds should keep their numbers
_COLUMNS = 3  # rows that columns take


@dataclass(frozen=True, slots=True)
class Row:
    """One lane: its name, how much it holds, a line more about it, how many rows high it is, what is drawn, and its track."""

    name: str
    count: int
    rows: int
    body: str
    more: str = ""
    undated: int = 0
    track: TrackRef | None = None


def height(rows: int) -> float:
    """The pixels of a lane of so many rows."""
    return rows * ROW + _PAD


def track_rows(lanes: Sequence[Lane], pen: Pen, language: str) -> Iterator[Row]:
    """The lanes of tracks; where marks would need too many rows they become columns, those of all lanes on one scale."""
    strip = pen.strip
    packed = [
        (lane, arrange(lane.meetings, days, strip.scale, pitch=pitch, rows=_MOST if place else _MAIN)) for place, lane in enumerate(lanes)
    ]
    most = max((len(one.things) for _, lane in packed for one in lane.gathered), default=1)
    for lane, what in packed:
        yield _meetings(lane_name(lane, language), lane, what, pen, most)


def lane_name(lane: Lane, language: str) -> str:
    """What a lane is called."""
    if lane.few:
        return words.phrase("timeline.few", language=language)
    if lane.track is None:
        return words.phrase("timeline.other", language=language)
    name = words.track(lane.track.id, lane.track.name, language=language)
    if lane.kind is None:
        return name
    kinds = words.code("MeetingKind", lane.kind, "many", language=language)
    return words.phrase("timeline.of_kind", language=language, track=name, kinds=kinds)


def meetings_row(name: str, meetings: Sequence[MeetingView], pen: Pen) -> Row:
    """A lane of some meetings by itself."""
    dated = tuple(one for one in meetings if span(one))
    lane = Lane(None, dated, tuple(one for one in meetings if not span(one)))
    what = arrange(dated, days, pen.strip.scale, pitch=pitch, rows=_MOST)
    return _meetings(name, lane, what, pen, max((len(one.things) for one in what.gathered), default=1))


def _meetings(name: str, lane: Lane, what: Packed[MeetingView], pen: Pen, most: int) -> Row:
    stacked = max((mark.row + 1 for mark in what.marks), default=1)
    rows = max(_COLUMNS, stacked) if what.gathered else stacked
    floor = height(rows) - 5
    drawn = []
    for mark in what.marks:
        # Beside columns marks stand on the same ground as they do.
        drawn.append(pen.meeting(mark, floor - 10 - mark.row * ROW if what.gathered else _middle(mark.row)))
    drawn += [pen.column(one, floor, TALL * len(one.things) / most) for one in what.gathered]
    count = sum(1 for one in lane.meetings if pen.strip.scale.shows(*days(one))) + len(lane.undated)
    return Row(name, count, rows, "".join(drawn), pen.undated(lane.undated), len(lane.undated), lane.track)


def _middle(row: int) -> float:
    return (_PAD + ROW) / 2 + row * ROW


def event_rows(events: Sequence[Event], pen: Pen, language: str) -> Iterator[Row]:
    """The lanes of releases, violations, statements and ceasefires that have something on the days shown."""
    shown = [event for event in events if pen.strip.scale.shows(event.first, event.until)]
    for group, belongs in GROUPS.items():
        inside = [event for event in shown if belongs(event.kind)]
        if inside:
            yield _events(_group(group, language), inside, pen, language)


def _group(group: str, language: str) -> str:
    return words.phrase("timeline.violations", language=language) if group == "violation" else words.kind(group, "many", language=language)


def _events(name: str, inside: Sequence[Event], pen: Pen, language: str) -> Row:
    boxes = _boxed([event for event in inside if event.kind in BARS], pen, language)
    depth = max((row + 1 for _, row, _ in boxes), default=0)
    drawn = [pen.box(event, 6 + ROW * row, told) for event, row, told in boxes]
    loose = [event for event in inside if event.kind not in BARS or not boxes]
    points = arrange(loose, lambda event: (event.first, event.until), pen.strip.scale, pitch=lambda _: 15.0, rows=3)
    rows = depth + (_COLUMNS if points.gathered else points.rows if points.marks else 0)
    floor, most = height(rows) - 5, max((len(one.things) for one in points.gathered), default=1)
    for mark in points.marks:
        drawn.append(pen.event(mark, floor - 10 - mark.row * ROW if points.gathered else _middle(depth + mark.row)))
    drawn += [pen.event_column(one, floor, TALL * 0.7 * len(one.things) / most) for one in points.gathered]
    # Ends and reports of monitoring are drawn with the ceasefires and are none.
    count = sum(event.kind in BEGUN for event in inside) or len(inside)
    return Row(name, count, max(rows, 1), "".join(drawn))


def _boxed(events: Sequence[Event], pen: Pen, language: str) -> list[tuple[Event, int, str]]:
    """Ceasefires as boxes in rows that nothing covers, with their words; with fewer, or none, where these need too many rows.

    No boxes where even that needs too many.
    """
    ways: tuple[Callable[[Event], str], ...] = (
        lambda event: words.listing((_named(event, language), words.date(event.start, language=language)), language=language),
        lambda event: _named(event, language),
        lambda event: words.date(event.start, language=language),
        lambda event: "",
    )
    for words_of in ways:
        free: list[float] = []
        found = []
        for event in events:
            told = words_of(event)
            a, b = pen.strip.edges(event.first, event.until)
            b = b if event.last is not None else min(a + FADE * pen.strip.scale.right, pen.strip.scale.right)
            if a + text_width(told, 11.5) + 8 > pen.strip.scale.right:
                told = ""
            row = next((number for number, until in enumerate(free) if until <= a), len(free))
            free[row : row + 1] = [max(b, a + text_width(told, 11.5) + 12 if told else b, a + 4)]
            found.append((event, row, told))
        if len(free) <= _MOST:
            return found
    return []


def _named(event: Event, language: str) -> str:
    """A ceasefire in few words: its area, else what happened."""
    area = str(event.periods[0].value.get("area") or "")
    named = words.value("ceasefire", "area", area, language=language) if 0 < len(area) <= 24 else ""
    return named or words.code("CeasefireKind", event.kind, language=language)


def days(meeting: MeetingView) -> tuple[date, date]:
    """The first and last possible day of a meeting that has one."""
    known = span(meeting)
    if known is None:
        raise ValueError(f"meeting {meeting.id} has no date")
    return known
