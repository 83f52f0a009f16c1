"""The marks of a timeline: meetings, counts, ceasefires, releases and statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sulh.desk.charts.bars import edges
from sulh.desk.charts.labels import Labels, when
from sulh.desk.charts.lanes import BARS, Event, Gathered, Mark
from sulh.desk.charts.links import Links
from sulh.desk.charts.scale import Scale
from sulh.desk.charts.svg import Frame, element, link, shape
from sulh.desk.charts.theme import text_width
from sulh.record.shapes import MeetingView

__all__ = ["GROUPS", "KINDS", "Pen"]

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
        drawn = shape(self.shape_of(kind), frame.x(x), y, fill=fill, stroke=ink, stroke_width="1.5")
        return drawn + (
            shape("cross", frame.x(x), y, stroke=frame.paint("breach"), stroke_width="1.8", fill="none") if status == "cancelled" else ""
        )

    def shape_of(self, kind: str) -> str:
        """The shape of a kind; a circle for one that has none."""
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
            parts.append(self.event_glyph(event.kind, mark.x, y))
        return link(self.links.to_words(event.periods[0]), self._told(event), *parts, class_="p")

    def event_glyph(self, kind: str, x: float, y: float) -> str:
        """The mark of a violation, an end, a release or a statement."""
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
