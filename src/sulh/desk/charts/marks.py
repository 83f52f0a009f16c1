"""The marks of a timeline: meetings, counts, ceasefires, releases and statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sulh import words
from sulh.desk.charts.bars import edges
from sulh.desk.charts.lanes import BARS, Event, Gathered, Mark
from sulh.desk.charts.links import Links
from sulh.desk.charts.scale import Scale
from sulh.desk.charts.svg import Frame, element, link, shape
from sulh.desk.charts.theme import text_width
from sulh.desk.shown import period_kind, period_words, place, when
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
    "ceasefire": lambda kind: kind in _CEASEFIRE,
    "violation": lambda kind: kind == "violated",
    "release": lambda kind: kind in _RELEASES,
    "statement": lambda kind: kind not in _CEASEFIRE | _RELEASES | {"violated"},
}
_EVENTS = {"violated": ("cross", "breach"), "ended": ("stop", "breach")} | dict.fromkeys(_RELEASES, ("open", "release"))
_PAGE = ("page", "statement")
FADE = 36.0  # pixels in which a ceasefire of unknown end fades


@dataclass
class Pen:
    """Draws the marks and remembers which it drew, for the legend."""

    frame: Frame
    scale: Scale
    language: str
    links: Links
    name: str
    used: Counter[str] = field(default_factory=Counter)

    def definitions(self) -> Iterator[str]:
        """The fading of ceasefires whose end is not known, when any was drawn."""
        if not self.used["open"]:
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
        if b - a > 13:
            parts.append(self.extent(a, b, y, "meeting", exact=len(one.start or "") == 10))
        parts.append(self.glyph(one.kind, one.status, mark.x, y))
        if one.disputed:
            self.used["disputed"] += 1
            parts.append(
                element("circle", cx=frame.x(mark.x + 5.5), cy=y - 5.5, r="3", fill=frame.paint("disputed"), stroke=frame.paint("sheet"))
            )
        return link(self.links.to_meeting(one), self.title(one), *parts, class_="m")

    def extent(self, a: float, b: float, y: float, colour: str, *, exact: bool) -> str:
        """The days of a mark; dotted where it was on some day of them that no source gives."""
        self.used["vague"] += not exact
        look = {"stroke_width": "3"} if exact else {"stroke_width": "1", "stroke_dasharray": "2 2"}
        return self.frame.line(a, y, b, y, stroke=self.frame.paint(colour), opacity="0.55", **look)

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
        """What a meeting's mark says: name, days, place, kind, status, what is disputed."""
        language, title = self.language, words.title_of(one, language=self.language)
        parts = [when(one, language=language), place(one, language=language), words.code("MeetingKind", one.kind, language=language)]
        known = [part for part in parts if part.lower() not in title.lower()]
        disputed = words.phrase("timeline.disputed", language=language) if one.disputed else ""
        return words.listing(
            (title, *known, words.code("MeetingStatus", one.status, language=language), disputed), apart=True, language=language
        )

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
        told = words.listing((self.counted("meetings", len(one.things)), self.days(one.first, one.last)), language=self.language)
        return self._column(one.first, one.last, len(one.things), sure, base, height, told, "meeting", data_count=str(len(one.things)))

    def counted(self, what: str, count: int) -> str:
        """So many meetings, documents."""
        return words.phrase(f"count.{what}", count=count, language=self.language)

    def days(self, first: date, last: date) -> str:
        """The days of a column, as coarse as they are."""
        return words.coarsest(first.isoformat(), last.isoformat(), language=self.language)

    def _column(
        self, first: date, last: date, count: int, solid: int, base: float, height: float, told: str, colour: str, **more: str
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
        told = words.listing((told, words.phrase("timeline.zoom", language=self.language)), apart=True, language=self.language)
        return link(href, told, *parts, class_="n", **more)

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
        told = f"{self.counted('meetings', len(meetings))}: {words.phrase('date_not_given', language=self.language)}"
        badge = self.frame.rect(x, y - 10, 34, 20, rx="10", fill=self.frame.paint("meeting-soft"))
        number_ = self.frame.text(str(len(meetings)), x + 17, y + 4, text_anchor="middle")
        yield link(None, told, badge, number_, class_="n", data_count=str(len(meetings)))

    def bar(self, event: Event, y: float) -> str:
        """A ceasefire of known length; hollow and dashed over the days on which it may have begun or ended."""
        self.used[f"{event.subject}:{event.kind}"] += 1
        colour = self.frame.paint("truce")
        hollow = (self.frame.paint("sheet"), "3 2")
        look = {"declared": (colour, None), "extended": (self.frame.paint("truce-soft"), None)}.get(event.kind, hollow)
        parts = []
        if not event.is_exact:
            self.used["vague"] += 1
            parts.append(self._box(event.first, event.until, y, hollow))
        if event.certain is not None:
            parts.append(self._box(*event.certain, y, look))
        return link(self.links.to_words(event.periods[0]), self._told(event), *parts, class_="p")

    def _box(self, first: date, last: date, y: float, look: tuple[str, str | None]) -> str:
        if not self.scale.shows(first, last):
            return ""
        a, b = edges(self.scale, first, last)
        stroke = {"stroke": self.frame.paint("truce"), "stroke_width": "1", "stroke_dasharray": look[1]}
        return self.frame.rect(a, y + 2, max(b - a, 3), 9, rx="2", fill=look[0], **stroke)

    def event(self, mark: Mark[Event], y: float) -> str:
        """A violation, an end, a release, a statement, or a ceasefire whose end is not known; dotted over the days that it may mean."""
        event, frame = mark.thing, self.frame
        self.used[f"{event.subject}:{event.kind}"] += 1
        parts = []
        a, b = edges(self.scale, event.first, event.until)
        if not event.is_exact and b - a > 13:
            parts.append(self.extent(a, b, y, "truce" if event.kind in BARS else _EVENTS.get(event.kind, _PAGE)[1], exact=False))
        if event.kind in BARS:
            self.used["open"] += 1
            a = mark.x if not event.is_exact else self.scale.x(max(event.first, self.scale.since))
            parts.append(frame.rect(a, y - 4, FADE, 8, fill=f"url(#{self.name}-f)"))
            parts.append(frame.rect(a, y - 6, 2.5, 12, fill=frame.paint("truce")))
        else:
            parts.append(self.event_glyph(event.kind, mark.x, y))
        return link(self.links.to_words(event.periods[0]), self._told(event), *parts, class_="p")

    def event_glyph(self, kind: str, x: float, y: float) -> str:
        """The mark of a violation, an end, a release or a statement."""
        name, colour = _EVENTS.get(kind, _PAGE)
        ink = self.frame.paint(colour)
        fill = "none" if name == "cross" else (self.frame.paint("sheet") if kind == "handover_of_bodies" else ink)
        return shape(name, self.frame.x(x), y, fill=fill, stroke=ink, stroke_width="2" if name == "cross" else "1.2")

    def event_column(self, one: Gathered[Event], base: float, height: float) -> str:
        """Many events of a month, quarter or year as a column."""
        if len(one.things) == 1:
            return self.event(Mark(one.things[0], one.first, one.last, self.scale.middle(one.first, one.last)), base - 8)
        kinds = Counter((event.subject, event.kind) for event in one.things)
        for subject, kind in kinds:
            self.used[f"{subject}:{kind}"] += 1
        counts = (f"{period_kind(*kind, language=self.language)} {count}" for kind, count in sorted(kinds.items()))
        most = min(kinds, key=lambda kind: (-kinds[kind], kind))[1]
        colour = "truce" if most in BARS else _EVENTS.get(most, _PAGE)[1]
        told = words.listing((*counts, self.days(one.first, one.last)), language=self.language)
        return self._column(one.first, one.last, len(one.things), len(one.things), base, height, told, colour)

    def _told(self, event: Event) -> str:
        """What an event's mark says: its line, that its end is not known, in how many documents it stands."""
        alike = {(period.start, period.end) for period in event.periods} == {(event.start, event.end)}
        line = period_words(event.periods[0], language=self.language)
        if not alike:  # bars drawn as one: what they are and from when to when
            span = words.span(event.start, event.end, language=self.language)
            line = words.listing((period_kind(event.subject, event.kind, language=self.language), span), language=self.language)
        more = words.phrase("timeline.open", language=self.language) if event.kind in BARS and event.last is None else ""
        documents = len({period.document.id for period in event.periods})
        told = self.counted("documents", documents) if documents > 1 else ""
        return words.listing((line, more, told), apart=True, language=self.language)
