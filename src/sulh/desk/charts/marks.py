"""The marks of a timeline: meetings, counts, ceasefires, releases and statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sulh import words
from sulh.desk.charts.lanes import BARS, Event, Gathered, Mark
from sulh.desk.charts.links import Links
from sulh.desk.charts.strip import Strip
from sulh.desk.charts.svg import element, link
from sulh.desk.charts.theme import text_width
from sulh.desk.shown import period_kind, period_words, place, when
from sulh.model.vocabulary import TOOK_PLACE
from sulh.record.shapes import MeetingView

__all__ = ["GROUPS", "KINDS", "NUMBERED", "Ink", "Pen", "is_numbered", "pitch"]

KINDS = {
    "round": "circle",
    "summit": "star",
    "ministerial": "square",
    "consultation": "up",
    "conference": "octagon",
    "session": "bar",
    "working_group": "hexagon",
    "visit": "forward",
    "call": "down",
    "signing": "diamond",
}
# Kinds whose number stands in the mark, with its shape.
NUMBERED = {"round": "numbered", "session": "numbered-session"}
_RELEASES = frozenset({"release", "prisoner_exchange", "handover_of_bodies"})
_CEASEFIRE = BARS | {"ended"}
GROUPS: dict[str, Callable[[str], bool]] = {
    "release": lambda kind: kind in _RELEASES,
    "violation": lambda kind: kind == "violated",
    "statement": lambda kind: kind not in _CEASEFIRE | _RELEASES | {"violated"},
    "ceasefire": lambda kind: kind in _CEASEFIRE,
}
_EVENTS = {"violated": ("cross", "late"), "ended": ("stop", "late")} | dict.fromkeys(_RELEASES, ("dome", "ink"))
_PAGE = ("page", "ink")
FADE = 0.19  # share of the strip over which a ceasefire fades whose end nobody states
TALL = 38.0  # height of the tallest column of counts
_BOX = 18.0  # height of a ceasefire's box


def pitch(one: MeetingView) -> float:
    """The width in pixels that the mark of a meeting needs."""
    return 20.5 if is_numbered(one) else 15.0


def is_numbered(one: MeetingView) -> bool:
    """Whether the mark of a meeting has its number in it."""
    return one.kind in NUMBERED and one.ordinal is not None and 0 <= one.ordinal < 1000


@dataclass(frozen=True, slots=True)
class Ink:
    """How a mark is filled and drawn: colours of the palette, and whether it is struck through."""

    fill: str
    stroke: str
    struck: bool = False


_LOOKS = {
    "held": Ink("ink", "ink"),
    "ongoing": Ink("edge", "ink"),
    "cancelled": Ink("ground", "late", struck=True),
}
_PLANNED = Ink("ground", "ink")
_NEWEST = Ink("act", "act")


@dataclass
class Pen:
    """Draws the marks on a strip and remembers which it drew, for the key."""

    strip: Strip
    language: str
    links: Links
    newest: str | None = None  # the meeting that is marked as the newest
    used: Counter[str] = field(default_factory=Counter)

    def meeting(self, mark: Mark[MeetingView], y: float) -> str:
        """A meeting: shape by kind, a round or session with its number; filled when held, outlined when planned, struck when not held."""
        one, parts = mark.thing, []
        a, b = self.strip.edges(mark.first, mark.last)
        if b - a > 13:
            parts.append(self.extent(a, b, y, exact=len(one.start or "") == 10))
        is_newest = one.id == self.newest
        self.used["newest"] += is_newest
        parts.append(self.glyph(one, mark.x, y, _NEWEST if is_newest else None))
        if one.disputed:
            self.used["disputed"] += 1
            parts.append(self._dot(mark.x, y))
        return link(self.links.to_meeting(one), self.title(one), *parts, class_="m newest" if is_newest else "m")

    def _dot(self, x: float, y: float) -> str:
        """The dot of what differs, up and to the end of a mark."""
        place = f"translate({-8 if self.strip.rtl else 8} -8)"
        look = {"fill": self.strip.paint("diff"), "stroke": self.strip.paint("ground"), "stroke_width": "1"}
        return element("circle", cx=self.strip.at(x), cy=y, r="3.5", transform=place, **look)

    def extent(self, a: float, b: float, y: float, *, exact: bool) -> str:
        """The days of a mark; a bar as wide as the doubt where it was on some day of them that no source gives."""
        self.used["vague"] += not exact
        if exact:
            return self.strip.line(a, b, y, stroke=self.strip.paint("ink"), stroke_width="2")
        return self.strip.rect(a, b, y - 3, 6, fill=self.strip.paint("ink"), opacity="0.16", rx="3")

    def glyph(self, one: MeetingView, x: float, y: float, look: Ink | None = None) -> str:
        """The shape of a meeting in the manner of its status."""
        self.used[f"kind:{one.kind}"] += 1
        self.used[f"status:{one.status}"] += 1
        known, strip = look or _LOOKS.get(one.status, _PLANNED), self.strip
        ink = {"fill": strip.paint(known.fill), "stroke": strip.paint(known.stroke), "stroke_width": "1.5"}
        if is_numbered(one):
            self.used[f"numbered:{one.kind}"] += 1
            paper = {"ink": "ground", "act": "on-act"}.get(known.fill, "ink")
            told = {"text_anchor": "middle", "font_weight": "700", "font_size": "10.5", "fill": strip.paint(paper)}
            drawn = strip.use(NUMBERED[one.kind], x, y, **ink) + strip.text(str(one.ordinal), x, y + 3.7, f"rn rn-{paper}", **told)
        else:
            drawn = strip.use(self.shape_of(one.kind), x, y, **ink)
        return drawn + (strip.use("struck", x, y, stroke=strip.paint("late"), stroke_width="1.8") if known.struck else "")

    def shape_of(self, kind: str) -> str:
        """The shape of a kind; a circle for one that has none."""
        name = KINDS.get(kind, "circle")
        return "backward" if name == "forward" and self.strip.rtl else name

    def title(self, one: MeetingView) -> str:
        """What a meeting's mark says: name, days, place, kind, status, what is disputed."""
        language, title = self.language, words.title_of(one, language=self.language)
        parts = [when(one, language=language), place(one, language=language), words.code("MeetingKind", one.kind, language=language)]
        known = [part for part in parts if part.lower() not in title.lower()]
        disputed = words.phrase("timeline.disputed", language=language) if one.disputed else ""
        newest = words.phrase("timeline.newest", language=language) if one.id == self.newest else ""
        return words.listing((title, *known, words.status_of(one, language=language), disputed, newest), apart=True, language=language)

    def column(self, one: Gathered[MeetingView], base: float, height: float) -> str:
        """Meetings of a month, quarter or year as a column with their number; it leads to the picture of these days."""
        if len(one.things) == 1:
            meeting = one.things[0]
            last = one.last if len(meeting.start or "") < 10 else one.first
            return self.meeting(Mark(meeting, one.first, last, self.strip.scale.middle(one.first, one.last)), base - 10)
        self.used["count"] += 1
        sure = sum(meeting.status in TOOK_PLACE for meeting in one.things)
        told = words.listing((self.counted("meetings", len(one.things)), self.days(one.first, one.last)), language=self.language)
        return self._column(one.first, one.last, len(one.things), sure, base, height, told, "ink", data_count=str(len(one.things)))

    def counted(self, what: str, count: int) -> str:
        """So many meetings, documents."""
        return words.phrase(f"count.{what}", count=count, language=self.language)

    def days(self, first: date, last: date) -> str:
        """The days of a column, as coarse as they are."""
        return words.coarsest(first.isoformat(), last.isoformat(), language=self.language)

    def _column(
        self, first: date, last: date, count: int, solid: int, base: float, height: float, told: str, colour: str, **more: str
    ) -> str:
        strip = self.strip
        a, b = strip.edges(first, last)
        gap = min(1.5, (b - a) / 6)
        tall, ink, paper = max(height, 3.0), strip.paint(colour), strip.paint("ground")
        sure = tall * solid / count
        parts = [
            strip.rect(a, b, base - 56, 56, fill="transparent"),
            strip.rect(a + gap, b - gap, base - tall, tall, fill=paper, stroke=ink, stroke_width="1") if sure < tall else "",
            strip.rect(a + gap, b - gap, base - sure, sure, fill=ink) if sure else "",
        ]
        # A number that is wider than its column would run into the next one.
        if text_width(str(count), 10.5) <= b - a + 2:
            number = {"text_anchor": "middle", "font_size": "10.5", "fill": strip.paint("ink3")}
            parts.append(strip.text(str(count), (a + b) / 2, base - tall - 4, "t3 cn", **number))
        href = self.links.to_period(first.isoformat(), last.isoformat())
        told = words.listing((told, words.phrase("timeline.zoom", language=self.language)), apart=True, language=self.language)
        return link(href, told, *parts, class_="n", **more)

    def undated(self, meetings: Sequence[MeetingView]) -> str:
        """How many meetings of a lane have no date."""
        known = words.phrase("date_not_given", language=self.language)
        return f"{self.counted('meetings', len(meetings))}: {known}" if meetings else ""

    def box(self, event: Event, y: float, told: str) -> str:
        """A ceasefire from its first day on: to its last, or fading where nobody states an end; with a few words, when there is room."""
        strip, scale = self.strip, self.strip.scale
        self.used[f"{event.subject}:{event.kind}"] += 1
        a, b = strip.edges(event.first, event.until if event.last else event.first)
        parts = []
        if event.last is None:
            self.used["open"] += 1
            b = min(a + FADE * scale.right, scale.right)
            parts.append(strip.rect(a, b, y, _BOX, fill=f"url(#{strip.name}-f)"))
        else:
            look = {"fill": strip.paint("kept-w"), "stroke": strip.paint("kept"), "stroke_width": "1"}
            if event.certain != (event.first, event.until):
                self.used["vague"] += 1
                parts.append(strip.rect(a, b, y, _BOX, **{**look, "fill": strip.paint("ground"), "stroke_dasharray": "3 2"}))
            if event.certain is not None and scale.shows(*event.certain):
                c, d = strip.edges(*event.certain)
                dash = {"stroke_dasharray": "3 2"} if event.kind == "monitored" else {}
                parts.append(strip.rect(c, max(d, c + 1), y, _BOX, **look, **dash))
        if event.first >= scale.since:
            parts.append(strip.upright(a, y, y + _BOX, class_="term-l", stroke=strip.paint("kept"), stroke_width="2"))
        if told:
            parts.append(strip.text(told, a, y + 13, "tt", dx=-6.0 if strip.rtl else 6.0))
        return link(self.links.to_words(event.periods[0]), self.told(event), *parts, class_="p")

    def event(self, mark: Mark[Event], y: float) -> str:
        """A violation, an end, a release or a statement; a bar as wide as its doubt where the day is not known."""
        event = mark.thing
        self.used[f"{event.subject}:{event.kind}"] += 1
        parts = []
        a, b = self.strip.edges(event.first, event.until)
        if not event.is_exact and b - a > 13:
            parts.append(self.extent(a, b, y, exact=False))
        parts.append(self.event_glyph(event.kind, mark.x, y))
        return link(self.links.to_words(event.periods[0]), self.told(event), *parts, class_="p")

    def event_glyph(self, kind: str, x: float, y: float) -> str:
        """The mark of a violation, an end, a release or a statement."""
        name, fill, stroke, width = self.event_look(kind)
        return self.strip.use(name, x, y, fill=fill, stroke=stroke, stroke_width=width)

    def event_look(self, kind: str) -> tuple[str, str, str, str]:
        """Shape, fill, stroke and its width of a violation, an end, a release or a statement."""
        name, colour = _EVENTS.get(kind, _PAGE)
        ink = self.strip.paint(colour)
        fill = "none" if name == "cross" else (self.strip.paint("ground") if kind == "handover_of_bodies" else ink)
        return name, fill, ink, "2" if name == "cross" else "1.5"

    def event_column(self, one: Gathered[Event], base: float, height: float) -> str:
        """Many events of a month, quarter or year as a column."""
        if len(one.things) == 1:
            return self.event(Mark(one.things[0], one.first, one.last, self.strip.scale.middle(one.first, one.last)), base - 10)
        kinds = Counter((event.subject, event.kind) for event in one.things)
        for subject, kind in kinds:
            self.used[f"{subject}:{kind}"] += 1
        self.used["count"] += 1
        counts = (f"{period_kind(*kind, language=self.language)} {count}" for kind, count in sorted(kinds.items()))
        most = min(kinds, key=lambda kind: (-kinds[kind], kind))[1]
        told = words.listing((*counts, self.days(one.first, one.last)), language=self.language)
        colour = "kept" if most in BARS else _EVENTS.get(most, _PAGE)[1]
        return self._column(one.first, one.last, len(one.things), len(one.things), base, height, told, colour)

    def told(self, event: Event) -> str:
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
