"""The marks of a timeline: meetings, counts, ceasefires, releases, statements, and the legend of what was drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sulh.desk.charts.labels import Labels, when
from sulh.desk.charts.lanes import BARS, Event, Gathered, Mark
from sulh.desk.charts.links import Links
from sulh.desk.charts.scale import Scale
from sulh.desk.charts.svg import Frame, element, link, shape
from sulh.desk.charts.theme import text_width
from sulh.record.shapes import MeetingView

__all__ = ["GROUPS", "KINDS", "Pen", "bar_rows", "edges", "united"]

KINDS = {
    "round": "circle",
    "summit": "star",
    "ministerial": "square",
    "consultation": "up",
    "visit": "forward",
    "working_group": "hexagon",
    "conference": "pentagon",
    "call": "down",
    "signing": "diamond",
    "session": "bar",
}
_RELEASES = frozenset({"release", "prisoner_exchange", "handover_of_bodies"})
_CEASEFIRE = BARS | {"ended"}
GROUPS: dict[str, Callable[[str], bool]] = {
    "ceasefires": lambda kind: kind in _CEASEFIRE,
    "violations": lambda kind: kind == "violated",
    "releases": lambda kind: kind in _RELEASES,
    "statements": lambda kind: kind not in _CEASEFIRE | _RELEASES | {"violated"},
}
_EVENTS = {"violated": ("cross", "breach"), "ended": ("stop", "breach")} | dict.fromkeys(_RELEASES, ("open", "release"))
FADE = 36.0  # pixels in which a ceasefire of unknown end fades


@dataclass
class Pen:
    """Draws the marks and remembers which it drew, for the legend."""

    frame: Frame
    scale: Scale
    labels: Labels
    links: Links
    name: str
    used: Counter[str] = field(default_factory=Counter)

    def definitions(self) -> Iterator[str]:
        """The fading of ceasefires whose end is not known, when any was drawn."""
        if not self.used["period:open"]:
            return
        stops = [
            element("stop", offset=offset, stop_color=self.frame.paint("truce"), stop_opacity=opacity)
            for offset, opacity in (("0", "0.9"), ("1", "0"))
        ]
        ends = {"x1": "1", "x2": "0"} if self.frame.rtl else {"x1": "0", "x2": "1"}
        yield element("defs", element("linearGradient", *stops, id=f"{self.name}-f", y1="0", y2="0", **ends))

    def meeting(self, mark: Mark[MeetingView], y: float) -> str:
        """A meeting: shape by kind, filled when held, hollow when planned, crossed when cancelled; a line for its days."""
        one, frame, parts = mark.thing, self.frame, []
        a, b = edges(self.scale, mark.first, mark.last)
        exact = len(one.start or "") == 10
        if b - a > 13:
            parts.append(
                frame.line(
                    a,
                    y,
                    b,
                    y,
                    stroke=frame.paint("meeting"),
                    stroke_width="3" if exact else "1",
                    stroke_dasharray=None if exact else "2 2",
                    opacity="0.55",
                )
            )
        parts.append(self.glyph(one.kind, one.status, mark.x, y))
        if one.disputed:
            self.used["disputed"] += 1
            parts.append(
                element("circle", cx=frame.x(mark.x + 5.5), cy=y - 5.5, r="3", fill=frame.paint("disputed"), stroke=frame.paint("sheet"))
            )
        return link(self.links.to_meeting(one), self.title(one), *parts, class_="m")

    def glyph(self, kind: str, status: str, x: float, y: float) -> str:
        """The shape of a kind in the manner of a status."""
        self.used[f"kind:{kind}"] += 1
        self.used[f"status:{status}"] += 1
        frame = self.frame
        ink = frame.paint("meeting")
        fill = {"held": ink, "ongoing": frame.paint("meeting-soft")}.get(status, frame.paint("sheet"))
        drawn = shape(self._shape(kind), frame.x(x), y, fill=fill, stroke=ink, stroke_width="1.5")
        return drawn + (
            shape("cross", frame.x(x), y, stroke=frame.paint("breach"), stroke_width="1.8", fill="none") if status == "cancelled" else ""
        )

    def _shape(self, kind: str) -> str:
        name = KINDS.get(kind, "circle")
        return "backward" if name == "forward" and self.frame.rtl else name

    def title(self, one: MeetingView) -> str:
        """What a meeting's mark says: name, kind, days, place, status, what is disputed."""
        place = ", ".join(part for part in (one.city, one.country) if part)
        parts = [one.title, when(one.start or one.first_day, one.end or one.last_day, self.labels), place, self.labels[f"kind:{one.kind}"]]
        parts.append(self.labels[f"status:{one.status}"])
        if one.disputed:
            parts.append(self.labels["timeline.disputed"])
        return "; ".join(part for part in parts if part)

    def column(self, one: Gathered[MeetingView], base: float, height: float) -> str:
        """Meetings of a month, quarter or year as a column with their number; it leads to the picture of these days."""
        if len(one.things) == 1:
            meeting = one.things[0]
            return self.meeting(
                Mark(meeting, one.first, one.last if len(meeting.start or "") < 10 else one.first, self.scale.middle(one.first, one.last)),
                base - 8,
            )
        self.used["count"] += 1
        sure = sum(meeting.status in ("held", "ongoing") for meeting in one.things)
        days = when(one.first.isoformat(), one.last.isoformat(), self.labels)
        words = f"{self.labels.say('timeline.several', count=len(one.things))}, {days}"
        return self._column(one.first, one.last, len(one.things), sure, base, height, words, "meeting", data_count=str(len(one.things)))

    def _column(
        self, first: date, last: date, count: int, solid: int, base: float, height: float, words: str, colour: str, **more: str
    ) -> str:
        frame = self.frame
        a, b = edges(self.scale, first, last)
        x, width = a + 1.5, max(b - a - 3, 2.0)
        tall = max(height, 3.0)
        sure = tall * solid / count
        ink = frame.paint(colour)
        parts = [
            frame.rect(x - 1.5, base - 56, width + 3, 56, fill="transparent"),
            frame.rect(x, base - tall, width, tall, fill=frame.paint("sheet"), stroke=ink, stroke_width="1") if sure < tall else "",
            frame.rect(x, base - sure, width, sure, fill=ink, rx="1") if sure else "",
        ]
        # A number that is wider than its column would run into the next one.
        if text_width(str(count), 10.5) <= width + 4:
            parts.append(
                frame.text(str(count), x + width / 2, base - tall - 4, text_anchor="middle", font_size="10.5", fill=frame.paint("quiet"))
            )
        href = self.links.to_period(first.isoformat(), last.isoformat())
        return link(href, f"{words}; {self.labels['timeline.zoom']}", *parts, class_="n", **more)

    def undated(self, meetings: Sequence[MeetingView], x: float, y: float, room: float) -> Iterator[str]:
        """Meetings without a date at the end of their lane: marks while there is room, else their number."""
        fit = max(int((room - 12) // 15), 1) * 2
        if len(meetings) <= fit:
            half = -(-len(meetings) // 2) if len(meetings) > fit // 2 else len(meetings)
            for number, one in enumerate(meetings):
                at = x + 6 + 15 * (number % half)
                row = y + (15 * (number // half) - 7.5 if half < len(meetings) else 0)
                parts = [self.glyph(one.kind, one.status, at, row)]
                yield link(self.links.to_meeting(one), self.title(one), *parts, class_="m")
            return
        self.used["count"] += 1
        words = f"{self.labels.say('timeline.several', count=len(meetings))}: {self.labels['timeline.undated']}"
        badge = self.frame.rect(x, y - 10, 34, 20, rx="10", fill=self.frame.paint("meeting-soft"))
        number_ = self.frame.text(str(len(meetings)), x + 17, y + 4, text_anchor="middle")
        yield link(None, words, badge, number_, class_="n", data_count=str(len(meetings)))

    def bar(self, event: Event, y: float) -> str:
        """A ceasefire of known length."""
        self.used[f"period:{event.kind}"] += 1
        a, b = edges(self.scale, event.first, event.last or event.first)
        colour = self.frame.paint("truce")
        look = {"declared": (colour, None), "extended": (self.frame.paint("truce-soft"), None)}.get(
            event.kind, (self.frame.paint("sheet"), "3 2")
        )
        mark = self.frame.rect(a, y + 2, max(b - a, 3), 9, rx="2", fill=look[0], stroke=colour, stroke_width="1", stroke_dasharray=look[1])
        return link(self.links.to_words(event.periods[0]), self._told(event), mark, class_="p")

    def event(self, mark: Mark[Event], y: float) -> str:
        """A violation, an end, a release, a statement, or a ceasefire whose end is not known."""
        event, frame = mark.thing, self.frame
        self.used[f"period:{event.kind}"] += 1
        parts = []
        if event.kind in BARS:
            self.used["period:open"] += 1
            a = self.scale.x(max(event.first, self.scale.since))
            parts.append(frame.rect(a, y - 4, FADE, 8, fill=f"url(#{self.name}-f)"))
            parts.append(frame.rect(a, y - 6, 2.5, 12, fill=frame.paint("truce")))
        else:
            parts.append(self._event_glyph(event.kind, mark.x, y))
        return link(self.links.to_words(event.periods[0]), self._told(event), *parts, class_="p")

    def _event_glyph(self, kind: str, x: float, y: float) -> str:
        name, colour = _EVENTS.get(kind, ("page", "statement"))
        ink = self.frame.paint(colour)
        fill = "none" if name == "cross" else (self.frame.paint("sheet") if kind == "handover_of_bodies" else ink)
        return shape(name, self.frame.x(x), y, fill=fill, stroke=ink, stroke_width="2" if name == "cross" else "1.2")

    def event_column(self, one: Gathered[Event], base: float, height: float) -> str:
        """Many events of a month, quarter or year as a column."""
        if len(one.things) == 1:
            return self.event(Mark(one.things[0], one.first, one.last, self.scale.middle(one.first, one.last)), base - 8)
        kinds = Counter(event.kind for event in one.things)
        for kind in kinds:
            self.used[f"period:{kind}"] += 1
        told = ", ".join(f"{self.labels[f'period:{kind}']} {count}" for kind, count in sorted(kinds.items()))
        most = min(kinds, key=lambda kind: (-kinds[kind], kind))
        colour = "truce" if most in BARS else _EVENTS.get(most, ("page", "statement"))[1]
        words = f"{told}; {when(one.first.isoformat(), one.last.isoformat(), self.labels)}"
        return self._column(one.first, one.last, len(one.things), len(one.things), base, height, words, colour)

    def _told(self, event: Event) -> str:
        first = event.periods[0]
        ends = event.last.isoformat() if event.last else None
        days = when(event.first.isoformat(), ends, self.labels)
        more = self.labels["timeline.open"] if event.kind in BARS and event.last is None else ""
        people = self.labels.say("timeline.persons", count=first.count) if first.count else ""
        documents = len({period.document.id for period in event.periods})
        told = self.labels.say("timeline.reports", count=documents) if documents > 1 else ""
        return "; ".join(part for part in (self.labels[f"period:{event.kind}"], days, first.label, more, people, told) if part)

    def legend(self, x: float, y: float) -> tuple[list[str], float]:
        """What the marks mean, only those that were drawn, in lines as wide as the picture; with the height where it ends."""
        frame, at, row, parts = self.frame, x, y, []
        for draw, words in self._entries():
            wide = 22 + text_width(words, 12) + 12
            if at > x and at + wide > frame.width:
                at, row = x, row + 20
            parts.append(draw(at + 7, row - 4) + frame.text(words, at + 20, row, fill=frame.paint("quiet")))
            at += wide
        return ([element("g", *parts, class_="legend", aria_hidden="true")] if parts else []), row if parts else y - 12

    def _entries(self) -> Iterator[tuple[Callable[[float, float], str], str]]:
        used, frame, ink = Counter(self.used), self.frame, self.frame.paint("meeting")

        def plain(name: str, fill: str, stroke: str) -> Callable[[float, float], str]:
            return lambda x, y: shape(name, frame.x(x), y, fill=fill, stroke=stroke, stroke_width="1.5")

        for kind in [*KINDS, *sorted(key[5:] for key in used if key.startswith("kind:") and key[5:] not in KINDS)]:
            if used[f"kind:{kind}"]:
                yield plain(self._shape(kind), ink, ink), self.labels[f"kind:{kind}"]
        for status in ("held", "ongoing", "planned", "cancelled"):
            if used[f"status:{status}"] and (
                status != "held" or any(used[f"status:{other}"] for other in ("ongoing", "planned", "cancelled"))
            ):
                yield self._status(status), self.labels[f"status:{status}"]
        if used["disputed"]:
            yield (
                lambda x, y: element("circle", cx=frame.x(x), cy=y, r="3.5", fill=frame.paint("disputed")),
                self.labels["timeline.disputed"],
            )
        if used["count"]:
            yield lambda x, y: frame.rect(x - 4, y - 6, 8, 11, fill=ink), self.labels["timeline.count"]
        for kind in ("declared", "extended", "monitored"):
            if used[f"period:{kind}"]:
                yield self._truce(kind), self.labels[f"period:{kind}"]
        for kind in sorted(key[7:] for key in used if key.startswith("period:") and key[7:] not in {*BARS, "open"}):
            yield (lambda x, y, kind=kind: self._event_glyph(kind, x, y)), self.labels[f"period:{kind}"]  # type: ignore[misc]

    def _status(self, status: str) -> Callable[[float, float], str]:
        ink, frame = self.frame.paint("meeting"), self.frame
        fill = {"held": ink, "ongoing": frame.paint("meeting-soft")}.get(status, frame.paint("sheet"))

        def draw(x: float, y: float) -> str:
            drawn = shape("circle", frame.x(x), y, fill=fill, stroke=ink, stroke_width="1.5")
            return drawn + (
                shape("cross", frame.x(x), y, stroke=frame.paint("breach"), stroke_width="1.8") if status == "cancelled" else ""
            )

        return draw

    def _truce(self, kind: str) -> Callable[[float, float], str]:
        frame, ink = self.frame, self.frame.paint("truce")
        fill = {"declared": ink, "extended": frame.paint("truce-soft")}.get(kind, frame.paint("sheet"))
        return lambda x, y: frame.rect(
            x - 7, y - 4, 14, 8, rx="2", fill=fill, stroke=ink, stroke_dasharray="3 2" if kind == "monitored" else None
        )


def edges(scale: Scale, first: date, last: date) -> tuple[float, float]:
    """The pixels from the beginning of the first to the end of the last day, within the picture."""
    first, last = max(first, scale.since), min(last, scale.until)
    return scale.x(first), scale.x(last) + (scale.right - scale.left) / scale.days


def united(spans: Iterable[tuple[date, date | None]]) -> list[tuple[date, date]]:
    """Spans of days with those that overlap or touch taken together."""
    found: list[tuple[date, date]] = []
    for first, last in sorted((first, last) for first, last in spans if last is not None):
        if found and first.toordinal() <= found[-1][1].toordinal() + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def bar_rows(bars: Sequence[Event], scale: Scale, rows: int = 4) -> list[list[Event]]:
    """Bars in rows without overlap (first fit); where more than `rows` would be needed, bars of a kind that overlap become one."""
    found = _fit(bars, scale)
    if len(found) <= rows:
        return found
    merged = []
    for kind in sorted({bar.kind for bar in bars}):
        of_kind = [bar for bar in bars if bar.kind == kind]
        for first, last in united((bar.first, bar.last) for bar in of_kind):
            inside = tuple(period for bar in of_kind if first <= bar.first <= last for period in bar.periods)
            merged.append(Event(kind, first, last, inside))
    return _fit(sorted(merged, key=lambda bar: (bar.first, bar.kind)), scale)


def _fit(bars: Sequence[Event], scale: Scale) -> list[list[Event]]:
    rows: list[list[Event]] = []
    ends: list[date] = []
    for bar in sorted(bars, key=lambda bar: (bar.first, bar.last or bar.first)):
        last = bar.last or bar.first
        row = next((number for number, end in enumerate(ends) if end < bar.first), len(ends))
        if row == len(rows):
            rows.append([])
            ends.append(last)
        rows[row].append(bar)
        ends[row] = last
    return rows
