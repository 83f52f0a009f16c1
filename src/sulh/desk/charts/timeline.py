"""The signature picture: a lane for each track, its meetings as marks by kind and status, ceasefires, releases and statements beside them.

Drawn directly: Vega-Lite needs about 0.3 s and 650 kB for 2,000 bare marks, knows no lanes that gather marks, and gives a link no name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from sulh import words
from sulh.desk.charts import marks
from sulh.desk.charts.bars import bar_rows, edges, united
from sulh.desk.charts.lanes import Event, Lane, Packed, arrange, by_track, events, span
from sulh.desk.charts.legend import legend
from sulh.desk.charts.links import Links
from sulh.desk.charts.scale import Scale, day
from sulh.desk.charts.svg import Frame, document, element, identifier
from sulh.desk.charts.theme import text_width
from sulh.record.shapes import MeetingView, PeriodView, TrackRef

__all__ = ["figure"]

GUTTER, NARROW = 172.0, 640.0  # pixels for the names of lanes; below NARROW they stand above their lane
PITCH, PAD, AXIS = 15.0, 9.0, 26.0
COLUMN = 40.0  # height of the tallest column of counts


def figure(
    meetings: Sequence[MeetingView],
    periods: Sequence[PeriodView],
    *,
    language: str = "en",
    links: Links | None = None,
    order: Sequence[TrackRef] = (),
    since: str | None = None,
    until: str | None = None,
    today: str | None = None,
    dark: bool = False,
    rtl: bool | None = None,
    width: float = 1100,
) -> str:
    """The timeline as SVG of `width` pixels; below 640 the names of lanes stand above their lanes.

    `since` and `until` (YYYY-MM-DD) cut out some days, else everything is shown; `order` fixes the order of lanes, so that they stay
    in place from one picture to the next. It runs as `language` does unless `rtl` says otherwise. The same values give the same bytes.
    """
    frame = Frame(width, 0, words.direction(language) == "rtl" if rtl is None else rtl, dark)
    return _Picture(meetings, periods, language, links or Links(), order, (since, until, today), frame).draw()


class _Picture:
    """One timeline while it is drawn, from above to below."""

    def __init__(
        self,
        meetings: Sequence[MeetingView],
        periods: Sequence[PeriodView],
        language: str,
        links: Links,
        order: Sequence[TrackRef],
        days: tuple[str | None, str | None, str | None],
        frame: Frame,
    ) -> None:
        self.language, self.links, self.frame = language, links, frame
        self.lanes, self.events = by_track(meetings, order), events(periods)
        self.total = len(meetings)
        self.today = day(days[2])
        self.narrow = frame.width < NARROW
        undated = max((len(lane.undated) for lane in self.lanes), default=0)
        self.aside = (48.0 if self.narrow else 64.0) if undated else 0.0
        known = [one for lane in self.lanes for meeting in lane.meetings for one in span(meeting) or ()]
        known += [one for event in self.events for one in (event.first, event.until)]
        left, right = (8.0 if self.narrow else GUTTER), frame.width - 10 - self.aside
        self.scale = Scale.of(known, day(days[0]), day(days[1]), left, right)
        held = (
            [(meeting.id, meeting.status) for meeting in meetings],
            [(event.kind, event.start, event.end) for event in self.events],
        )
        self.name = identifier("timeline", held, days, frame, self._say("timeline.title"))
        self.pen = marks.Pen(frame, self.scale, language, links, self.name)

    def draw(self) -> str:
        """The picture."""
        body: list[str] = []
        y = AXIS + 4
        for name, count, height, paint in self._rows():
            head = 20.0 if self.narrow else 0.0
            body.append(self._stripe(y, head + height, name, count))
            body.extend(paint(y + head))
            y += head + height
        bottom = y
        if not body:
            body.append(self.frame.text(self._say("timeline.empty"), self.frame.width / 2, y + 30, text_anchor="middle"))
            bottom = y = y + 60
        key, y = legend(self.pen, 8.0 if self.narrow else GUTTER, y + 20)
        whole = Frame(self.frame.width, y + 6, self.frame.rtl, self.frame.dark)
        back = [*self._shades(bottom), *self._grid(bottom)]
        return document(
            whole,
            [*self.pen.definitions(), *back, *body, *key],
            name=self.name,
            title=self._say("timeline.title"),
            description=self._about(),
            kind="timeline",
            data_since=self.scale.since.isoformat(),
            data_until=self.scale.until.isoformat(),
            data_left=f"{self.scale.left:.0f}",
            data_right=f"{self.scale.right:.0f}",
        )

    def _say(self, key: str, **values: object) -> str:
        return words.phrase(key, language=self.language, **values)

    def _about(self) -> str:
        return self._say(
            "timeline.about",
            meetings=self.total,
            tracks=sum(lane.track is not None for lane in self.lanes),
            since=words.date(self.scale.since.isoformat(), language=self.language),
            until=words.date(self.scale.until.isoformat(), language=self.language),
            periods=len(self.events),
        )

    def _rows(self) -> Iterator[tuple[str, int, float, Callable[[float], Iterator[str]]]]:
        """Each lane: its name, how much it holds, its height and what draws it."""
        packed = [(lane, arrange(lane.meetings, _days, self.scale, pitch=PITCH)) for lane in self.lanes]
        most = max((len(one.things) for _, lane in packed for one in lane.gathered), default=1)
        for lane, what in packed:
            track = lane.track
            name = words.track(track.id, track.name, language=self.language) if track else self._say("timeline.other")
            count = sum(1 for one in lane.meetings if self.scale.shows(*_days(one))) + len(lane.undated)
            yield name, count, self._height(what, lane), self._lane_painter(lane, what, most)
        yield from self._event_rows()

    def _height(self, what: Packed[MeetingView], lane: Lane) -> float:
        if what.gathered:
            return COLUMN + 16 + PAD
        rows = max(what.rows, 1, 2 if not self.narrow else 1, -(-min(len(lane.undated), 6) // 3))
        return rows * PITCH + 2 * PAD

    def _lane_painter(self, lane: Lane, what: Packed[MeetingView], most: int) -> Callable[[float], Iterator[str]]:
        height = self._height(what, lane)

        def paint(y: float) -> Iterator[str]:
            top = y + (height - what.rows * PITCH) / 2 + PITCH / 2
            for mark in what.marks:
                # Beside columns marks stand on the same ground as they do.
                yield self.pen.meeting(mark, y + height - 13 - mark.row * PITCH if what.gathered else top + mark.row * PITCH)
            for one in what.gathered:
                yield self.pen.column(one, y + height - 5, COLUMN * len(one.things) / most)
            if lane.undated:
                yield from self.pen.undated(lane.undated, self.scale.right + 12, y + height / 2, self.aside)

        return paint

    def _event_rows(self) -> Iterator[tuple[str, int, float, Callable[[float], Iterator[str]]]]:
        shown = [event for event in self.events if self.scale.shows(event.first, event.until)]
        for group, belongs in marks.GROUPS.items():
            inside = [event for event in shown if belongs(event.kind)]
            if inside:
                yield self._group(group), len(inside), *self._event_lane(inside)

    def _group(self, group: str) -> str:
        return self._say("timeline.violations") if group == "violation" else words.kind(group, "many", language=self.language)

    def _event_lane(self, inside: Sequence[Event]) -> tuple[float, Callable[[float], Iterator[str]]]:
        bars = bar_rows([event for event in inside if event.is_bar], self.scale)
        points = arrange((event for event in inside if not event.is_bar), lambda event: (event.first, event.until), self.scale, rows=3)
        most = max((len(one.things) for one in points.gathered), default=1)
        below = max(COLUMN * 0.6 + 16, points.rows * PITCH if points.marks else 0) if points.gathered else points.rows * PITCH
        depth = len(bars) * 13.0
        height = max(depth + below + 2 * PAD, 2 * PITCH + 6)

        def paint(y: float) -> Iterator[str]:
            top = y + (height - depth - below) / 2
            for row, pieces in enumerate(bars):
                for piece in pieces:
                    yield self.pen.bar(piece, top + row * 13)
            for mark in points.marks:
                up = mark.row * PITCH
                yield self.pen.event(mark, y + height - 13 - up if points.gathered else top + depth + PITCH / 2 + up)
            for one in points.gathered:
                yield self.pen.event_column(one, y + height - 5, COLUMN * 0.6 * len(one.things) / most)

        return height, paint

    def _stripe(self, y: float, height: float, title: str, count: int) -> str:
        """The ground of a lane: a line above it and its name."""
        frame = self.frame
        line = frame.line(0, y, frame.width, y, stroke=frame.paint("rule"), stroke_width="1")
        quiet = frame.paint("quiet")
        if self.narrow:
            name = _cut(title, frame.width - 60, 12)
            return (
                line
                + frame.text(name, 8, y + 15, font_weight="600")
                + frame.text(str(count), frame.width - 8, y + 15, text_anchor="end", fill=quiet)
            )
        lines = _wrapped(title, GUTTER - 46, 12.5, 3 if height > 46 else 2)
        middle = y + height / 2 - (len(lines) - 1) * 7 + 4
        name = "".join(frame.text(one, 8, middle + 14 * number, font_weight="600", font_size="12.5") for number, one in enumerate(lines))
        return line + name + frame.text(str(count), GUTTER - 16, y + height / 2 + 4, text_anchor="end", fill=quiet)

    def _grid(self, bottom: float) -> Iterator[str]:
        """Lines and words of the axis, today, and the words over meetings without a date."""
        frame, rule = self.frame, self.frame.paint("rule")
        room = float("-inf")
        for tick in self.scale.ticks(self.language):
            x = self.scale.x(tick.at)
            yield frame.line(x, AXIS - 6, x, bottom, stroke=rule, stroke_width="1", stroke_dasharray=None if tick.major else "2 3")
            if x >= room and x + text_width(tick.words, 12) < self.scale.right + 14:
                yield frame.text(
                    tick.words,
                    x + 4,
                    AXIS - 9,
                    fill=frame.paint("ink" if tick.major else "quiet"),
                    font_weight="600" if tick.major else None,
                )
                room = x + text_width(tick.words, 12) + 8
        if self.today and self.scale.shows(self.today, self.today):
            x = self.scale.middle(self.today, self.today)
            yield element(
                "g",
                frame.line(x, AXIS - 6, x, bottom, stroke=frame.paint("breach"), stroke_width="1.5"),
                element("title", self._say("timeline.today")),
            )
        if self.aside:
            yield frame.line(self.scale.right + 6, AXIS - 6, self.scale.right + 6, bottom, stroke=frame.paint("quiet"), stroke_width="1")
            yield frame.text(_cut(self._say("date_not_given"), self.aside, 12), self.scale.right + 10, AXIS - 9, fill=frame.paint("quiet"))

    def _shades(self, bottom: float) -> Iterator[str]:
        """Ceasefires behind the lanes; overlapping ones as one, so that the ground does not grow dark where many tell the same."""
        for first, last in united(event.certain for event in self.events if event.is_bar and event.certain):
            if self.scale.shows(first, last):
                a, b = edges(self.scale, first, last)
                yield self.frame.rect(a, AXIS, b - a, bottom - AXIS, fill=self.frame.paint("truce-soft"), opacity="0.42")


def _days(meeting: MeetingView) -> tuple[date, date]:
    known = span(meeting)
    assert known is not None
    return known


def _cut(said: str, room: float, size: float) -> str:
    """The said as far as they fit, with an ellipsis where they do not; isolated, so that it follows the said in any direction."""
    if text_width(said, size, bold=True) <= room:
        return said
    while said and text_width(said + "\u2026", size, bold=True) > room:
        said = said[:-1]
    return f"\u2068{said.rstrip()}\u2026\u2069"


def _wrapped(said: str, room: float, size: float, most: int) -> list[str]:
    """The said on at most so many lines."""
    lines: list[str] = []
    parts = said.split()
    while parts:
        take = 1
        while take < len(parts) and text_width(" ".join(parts[: take + 1]), size, bold=True) <= room:
            take += 1
        take = len(parts) if len(lines) == most - 1 else take
        lines.append(_cut(" ".join(parts[:take]), room, size))
        parts = parts[take:]
    return lines or [""]
