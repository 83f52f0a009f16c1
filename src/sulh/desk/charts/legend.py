"""The legend of a timeline: what the marks mean, only those that were drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from sulh import words
from sulh.desk.charts.lanes import BARS
from sulh.desk.charts.marks import KINDS, Pen
from sulh.desk.charts.svg import element, shape
from sulh.desk.charts.theme import text_width
from sulh.desk.shown import period_kind

__all__ = ["legend"]


def legend(pen: Pen, x: float, y: float) -> tuple[list[str], float]:
    """What the marks mean, only those that were drawn, in lines as wide as the picture; with the height where it ends."""
    frame, at, row, parts = pen.frame, x, y, []
    for draw, said in _entries(pen):
        wide = 22 + text_width(said, 12) + 12
        if at > x and at + wide > frame.width:
            at, row = x, row + 20
        parts.append(draw(at + 7, row - 4) + frame.text(said, at + 20, row, fill=frame.paint("quiet")))
        at += wide
    return ([element("g", *parts, class_="legend", aria_hidden="true")] if parts else []), row if parts else y - 12


def _entries(pen: Pen) -> Iterator[tuple[Callable[[float, float], str], str]]:
    used, frame, ink = Counter(pen.used), pen.frame, pen.frame.paint("meeting")

    def plain(name: str, fill: str, stroke: str) -> Callable[[float, float], str]:
        return lambda x, y: shape(name, frame.x(x), y, fill=fill, stroke=stroke, stroke_width="1.5")

    for kind in [*KINDS, *sorted(key[5:] for key in used if key.startswith("kind:") and key[5:] not in KINDS)]:
        if used[f"kind:{kind}"]:
            yield plain(pen.shape_of(kind), ink, ink), words.code("MeetingKind", kind, language=pen.language)
    for status in ("held", "ongoing", "planned", "cancelled"):
        if used[f"status:{status}"] and (status != "held" or any(used[f"status:{other}"] for other in ("ongoing", "planned", "cancelled"))):
            yield _status(pen, status), words.code("MeetingStatus", status, language=pen.language)
    yield from _marks(pen, used)
    for kind in ("declared", "extended", "monitored"):
        if used[f"ceasefire:{kind}"]:
            yield _truce(pen, kind), period_kind("ceasefire", kind, language=pen.language)
    for subject in ("ceasefire", "release", "statement"):
        for kind in sorted(key.partition(":")[2] for key in used if key.startswith(f"{subject}:")):
            if kind not in BARS:
                yield (lambda x, y, kind=kind: pen.event_glyph(kind, x, y)), period_kind(subject, kind, language=pen.language)  # type: ignore[misc]


def _marks(pen: Pen, used: Counter[str]) -> Iterator[tuple[Callable[[float, float], str], str]]:
    """What the smaller marks on meetings mean."""
    frame = pen.frame
    dot, box = frame.paint("disputed"), frame.paint("meeting")
    drawn: dict[str, Callable[[float, float], str]] = {
        "disputed": lambda x, y: element("circle", cx=frame.x(x), cy=y, r="3.5", fill=dot),
        "count": lambda x, y: frame.rect(x - 4, y - 6, 8, 11, fill=box),
        "vague": _vague(pen),
    }
    for name, draw in drawn.items():
        if used[name]:
            yield draw, words.phrase(f"timeline.{name}", language=pen.language)


def _vague(pen: Pen) -> Callable[[float, float], str]:
    return lambda x, y: pen.frame.line(x - 7, y, x + 7, y, stroke=pen.frame.paint("ink"), stroke_width="1", stroke_dasharray="2 2")


def _status(pen: Pen, status: str) -> Callable[[float, float], str]:
    ink, frame = pen.frame.paint("meeting"), pen.frame
    fill = {"held": ink, "ongoing": frame.paint("meeting-soft")}.get(status, frame.paint("sheet"))

    def draw(x: float, y: float) -> str:
        drawn = shape("circle", frame.x(x), y, fill=fill, stroke=ink, stroke_width="1.5")
        return drawn + (shape("cross", frame.x(x), y, stroke=frame.paint("breach"), stroke_width="1.8") if status == "cancelled" else "")

    return draw


def _truce(pen: Pen, kind: str) -> Callable[[float, float], str]:
    frame, ink = pen.frame, pen.frame.paint("truce")
    fill = {"declared": ink, "extended": frame.paint("truce-soft")}.get(kind, frame.paint("sheet"))
    return lambda x, y: frame.rect(
        x - 7, y - 4, 14, 8, rx="2", fill=fill, stroke=ink, stroke_dasharray="3 2" if kind == "monitored" else None
    )
