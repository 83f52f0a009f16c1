"""The key of a strip: what the marks mean, only those that were drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sulh import words
from sulh.desk.charts.lanes import BARS
from sulh.desk.charts.marks import KINDS, NUMBERED, Pen
from sulh.desk.charts.svg import element, shape
from sulh.desk.shown import period_kind

__all__ = ["key"]


def key(pen: Pen) -> list[tuple[str, str]]:
    """Pairs of a small drawing around (0, 0), eighteen pixels wide, and its words."""
    return list(_entries(pen))


def _entries(pen: Pen) -> Iterator[tuple[str, str]]:
    used, language = Counter(pen.used), pen.language
    for kind, name in NUMBERED.items():
        if used[f"numbered:{kind}"]:
            yield _plain(pen, name) + _number(pen), words.phrase(f"timeline.numbered_{kind}", language=language)
    drawn = [kind for kind in KINDS if used[f"kind:{kind}"]]
    drawn += sorted(name[5:] for name in used if name.startswith("kind:") and name[5:] not in KINDS and used[name])
    for kind in drawn:
        if used[f"kind:{kind}"] > used[f"numbered:{kind}"]:
            yield _plain(pen, pen.shape_of(kind)), words.code("MeetingKind", kind, language=language)
    yield from _statuses(pen, used)
    yield from _notes(pen, used)
    for subject in ("release", "ceasefire", "statement"):
        for kind in sorted(name.partition(":")[2] for name in used if name.startswith(f"{subject}:") and used[name]):
            drawing = _term(pen) if kind in BARS else _event(pen, kind)
            yield drawing, period_kind(subject, kind, language=language)


def _plain(pen: Pen, name: str, fill: str = "ink", stroke: str = "ink") -> str:
    return shape(name, 0, 0, fill=pen.strip.paint(fill), stroke=pen.strip.paint(stroke), stroke_width="1.5")


def _number(pen: Pen) -> str:
    ground = pen.strip.paint("ground")
    return element("text", "4", y="3.7", class_="rn rn-ground", text_anchor="middle", font_weight="700", font_size="10.5", fill=ground)


def _statuses(pen: Pen, used: Counter[str]) -> Iterator[tuple[str, str]]:
    looks = {
        "held": ("ink", "ink"),
        "ongoing": ("edge", "ink"),
        "planned": ("ground", "ink"),
        "cancelled": ("ground", "late"),
    }
    several = any(used[f"status:{other}"] for other in looks if other != "held")
    for status, look in looks.items():
        if used[f"status:{status}"] and (status != "held" or several):
            struck = shape("struck", 0, 0, stroke=pen.strip.paint("late"), stroke_width="1.8") if status == "cancelled" else ""
            yield _plain(pen, "circle", *look) + struck, words.code("MeetingStatus", status, language=pen.language)


def _notes(pen: Pen, used: Counter[str]) -> Iterator[tuple[str, str]]:
    """What the smaller marks on meetings mean."""
    paint = pen.strip.paint
    drawn = {
        "newest": _plain(pen, "circle", "act", "act"),
        "disputed": element("circle", r="3.5", fill=paint("diff")),
        "count": element("rect", x="-4", y="-6", width="8", height="12", fill=paint("ink")),
        "vague": element("rect", x="-8", y="-3", width="16", height="6", rx="3", fill=paint("ink"), opacity="0.16"),
        "open": element("rect", x="-8", y="-6", width="16", height="12", fill=f"url(#{pen.strip.name}-f)"),
    }
    for name, drawing in drawn.items():
        if used[name]:
            yield drawing, words.phrase(f"timeline.{name}", language=pen.language)


def _term(pen: Pen) -> str:
    paint = pen.strip.paint
    box = element("rect", x="-8", y="-6", width="16", height="12", fill=paint("kept-w"))
    return box + element("line", x1="-8", x2="-8", y1="-6", y2="6", stroke=paint("kept"), stroke_width="2")


def _event(pen: Pen, kind: str) -> str:
    name, fill, stroke, width = pen.event_look(kind)
    return shape(name, 0, 0, fill=fill, stroke=stroke, stroke_width=width)
