"""Strips put together as one SVG that needs no page around it: for a file, a report, a notebook."""

from __future__ import annotations

from collections.abc import Iterator

from sulh.desk.charts.rows import Row, height
from sulh.desk.charts.strips import Strips
from sulh.desk.charts.svg import Frame, document, element, number
from sulh.desk.charts.theme import text_width

__all__ = ["plot", "sheet"]

GUTTER, NARROW = 172.0, 640.0  # pixels for the names of lanes; below NARROW they stand above their lane
_AXIS, _EDGE, _HEAD = 26.0, 12.0, 20.0


def sheet(drawn: Strips, *, kind: str, width: float, empty: str = "") -> str:
    """The strips, `width` pixels wide, with names, axis and key; `empty` is said where there is none."""
    frame = Frame(width, 0, drawn.rtl, drawn.dark)
    narrow = width < NARROW
    left, room = _left(width), plot(width)
    body = [element("defs", drawn.definitions), _inset(frame, left, room, 0, _AXIS, drawn.labels)]
    y = _AXIS
    for row in drawn.rows:
        tall = height(row.rows)
        body += [frame.line(0, y, width, y, stroke=frame.paint("rule"), stroke_width="1"), *_name(frame, row, y, narrow)]
        y += _HEAD if narrow else 0
        body.append(_inset(frame, left, room, y, tall, drawn.grid + row.body))
        y += tall
    if not drawn.rows:
        body.append(frame.text(empty, width / 2, y + 30, text_anchor="middle"))
        y += 60
    body += _key(drawn, frame, left, y + 24)
    end = y + 24 + 20 * _lines(drawn, frame, left)
    whole = Frame(width, end, drawn.rtl, drawn.dark)
    days = {"data_since": drawn.since, "data_until": drawn.until}
    return document(whole, body, name=f"{drawn.name}-w{width:.0f}", title=drawn.title, description=drawn.about, kind=kind, **days)


def plot(width: float) -> float:
    """The pixels that strips are wide in an SVG of so many: as wide as they should be drawn for."""
    return max(width - _left(width) - _EDGE, 40.0)


def _left(width: float) -> float:
    return _EDGE if width < NARROW else GUTTER


def _inset(frame: Frame, left: float, room: float, y: float, tall: float, body: str) -> str:
    """A strip in its place: shares of the width are shares of the inner picture's."""
    x = frame.width - left - room if frame.rtl else left
    return element("svg", body, x=x, y=y, width=room, height=tall, overflow="visible")


def _name(frame: Frame, row: Row, y: float, narrow: bool) -> Iterator[str]:
    quiet = frame.paint("ink3")
    more = {"class_": "t3", "fill": quiet}
    undated = {"data_count": str(row.undated)} if row.undated else {}
    if narrow:
        yield frame.text(_cut(row.name, frame.width - 60, 12), 8, y + 15, class_="tb", font_weight="700")
        yield frame.text(str(row.count), frame.width - 8, y + 15, text_anchor="end", **more, **undated)
        return
    lines = _wrapped(row.name, GUTTER - 52, 12, 2)
    for place, one in enumerate(lines):
        yield frame.text(one, 8, y + 21 + 14 * place, class_="tb", font_weight="700")
    yield frame.text(str(row.count), GUTTER - 18, y + 21, text_anchor="end", **more, **undated)


def _entries(drawn: Strips, frame: Frame, left: float) -> Iterator[tuple[float, int, str, str]]:
    """Where each entry of the key stands: its place, its line, its drawing and its words."""
    at, line = left, 0
    for drawing, said in drawn.key:
        wide = 24 + text_width(said, 11.5) + 14
        if at > left and at + wide > frame.width:
            at, line = left, line + 1
        yield at, line, drawing, said
        at += wide


def _lines(drawn: Strips, frame: Frame, left: float) -> int:
    return max((line + 1 for _, line, _, _ in _entries(drawn, frame, left)), default=0)


def _key(drawn: Strips, frame: Frame, left: float, y: float) -> list[str]:
    parts = []
    for at, line, drawing, said in _entries(drawn, frame, left):
        place = f"translate({number(frame.x(at + 9))} {number(y + 20 * line - 4)})"
        parts.append(element("g", drawing, transform=place))
        parts.append(frame.text(said, at + 24, y + 20 * line, class_="t2", fill=frame.paint("ink2")))
    return [element("g", *parts, class_="legend", aria_hidden="true")] if parts else []


def _cut(said: str, room: float, size: float) -> str:
    """The words as far as they fit, with an ellipsis where they do not; isolated, so that it follows them in any direction."""
    if text_width(said, size, bold=True) <= room:
        return said
    while said and text_width(said + "\u2026", size, bold=True) > room:
        said = said[:-1]
    return f"\u2068{said.rstrip()}\u2026\u2069"


def _wrapped(said: str, room: float, size: float, most: int) -> list[str]:
    """The words on at most so many lines."""
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
