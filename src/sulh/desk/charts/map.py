"""The map of meetings: outlines and names of countries, a circle for each place by its number of meetings and how exactly it is known.

Drawn directly like the timeline: names that cover nothing, marks that are links with names, and only the outlines in view.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import hypot, isfinite

from sulh import words
from sulh.desk.charts.labels import SIZE, Label, Land, named
from sulh.desk.charts.map_marks import EXACT, NARROW, PlaceMark, box_around, marks_of, meetings_at, point_of, together
from sulh.desk.charts.mercator import Window, chosen
from sulh.desk.charts.naming import HEIGHT, Box, SetName, Spot, beside
from sulh.desk.charts.outlines import box_of, codes, within
from sulh.desk.charts.svg import SHAPES, Frame, document, element, fixed, identifier, link, number, text
from sulh.desk.charts.tables import ranked
from sulh.desk.charts.theme import text_width
from sulh.record.shapes import PlaceView

__all__ = ["country", "figure", "land", "named_lands"]

_KEY = 30.0  # pixels below the map for its key
_WIDE, _COUNTRY = 25.0, 0.35  # degrees of a country that is shown whole; share of a larger one around its middle
_SHARES = {True: (0.42, 0.6), False: (0.7, 1.1)}  # the height of a wide and of a narrow map, as shares of the width, from and to


def figure(
    places: Sequence[PlaceView],
    *,
    conflict: Sequence[str] = (),
    language: str = "en",
    dark: bool = False,
    rtl: bool | None = None,
    width: float = 900,
    height: float | None = None,
) -> str:
    """The places as SVG on outlines of their region; each leads to its row (`#place-0` ...) of the table with the same numbers.

    The window holds what matters: the places and the countries of `conflict` (ISO 3166-1 alpha-2), which are marked; a place of few
    meetings far from all others stands at the edge, with the way to it. A building is a disc in a ring, a city a disc, a country a
    dashed ring around its middle. North is up and west is left in every language. Places without finite coordinates are left to the table.
    """
    title, rtl = words.phrase("map.title", language=language), words.direction(language) == "rtl" if rtl is None else rtl
    shown = [(at, place) for at, place in ranked(places) if isfinite(place.latitude) and isfinite(place.longitude)]
    shares = _SHARES[width >= NARROW]
    lowest, tallest = (height - _KEY,) * 2 if height else (round(width * share) for share in shares)
    groups = together(shown)
    around = [point for code in conflict for point in _corners(code)] if shown else []
    weighed = [(*point_of(group), len(meetings_at(group))) for _, group in groups]
    window = chosen(weighed, around, width, lowest, tallest)
    height = window.height + _KEY
    frame = Frame(width, height, False, dark)
    name = identifier("map", [(place.name, place.precision, len(place.meetings)) for _, place in shown], conflict, frame, title)
    marks = marks_of(groups, window, language)
    lands = named_lands(window, marks, conflict, language)
    circles = [box_around(mark) for mark in marks]
    # First the country that the talks are about, then the places, then the other countries.
    own = named([land for land in lands if land.bold], circles, width, window.height)
    names = beside([mark.spot for mark in marks], width, window.height, 11.5, [_box(label) for label in own])
    taken = circles + [_box(label) for label in own] + [(at.x, at.y - HEIGHT + 4, at.x + at.width, at.y + 4) for at in names if at]
    others = named([land for land in lands if not land.bold], taken, width, window.height)
    body = [element("rect", width=width, height=window.height, fill=frame.paint("ground")), *land(window, frame, conflict)]
    body += [country(label, frame) for label in (*others, *own)]
    drawn = sorted(zip(marks, names, strict=True), key=lambda pair: -pair[0].count)  # small ones above large ones
    body += [_drawn(mark, at, frame, language) for mark, at in drawn]
    if not shown:
        body.append(text(words.phrase("map.empty", language=language), width / 2, height / 2, text_anchor="middle"))
    count = len({meeting.id for _, place in shown for meeting in place.meetings})
    told = words.phrase("map.about", language=language, places=len(shown), meetings=count)
    told += " " + words.phrase("map.borders", language=language)
    clip = element("clipPath", element("rect", width=width, height=window.height), id=f"{name}-c")
    edge = element("rect", x=0.5, y=0.5, width=width - 1, height=window.height - 1, fill="none", stroke=frame.paint("rule"))
    inside = element("g", *body, clip_path=f"url(#{name}-c)")
    legend = _legend(marks, Frame(width, height, rtl, dark), conflict, language)
    return document(frame, [element("defs", clip), inside, edge, *legend], name=name, title=title, description=told, kind="map")


def _corners(code: str) -> list[tuple[float, float]]:
    """The corners of a country, of a large one those of a part around its middle."""
    box = box_of(code)
    if box is None:
        return []
    west, south, east, north = box
    share = 1.0 if east - west <= _WIDE else _COUNTRY
    x, y = (west + east) / 2, (south + north) / 2
    return [(x + sign * (east - west) / 2 * share, y + sign * (north - south) / 2 * share) for sign in (-1, 1)]


def land(window: Window, frame: Frame, conflict: Sequence[str]) -> Iterator[str]:
    """The countries in view, each a path; those of the conflict last, so that their outline lies above their neighbours'."""
    paths: dict[bool, list[str]] = {False: [], True: []}
    known = codes()
    for name, line in within(*window.degrees()):
        paths[known.get(name) in conflict].append(_path([window.at(x, y) for x, y in line]))
    looks = {
        False: {"class_": "land", "fill": frame.paint("wash2"), "stroke": frame.paint("edge"), "stroke_width": "0.7"},
        True: {"class_": "land own", "fill": frame.paint("ground"), "stroke": frame.paint("ink"), "stroke_width": "1.6"},
    }
    for own, found in paths.items():
        if any(found):
            yield element("path", d="".join(found), fill_rule="evenodd", stroke_linejoin="round", **looks[own])


def _path(points: Sequence[tuple[float, float]]) -> str:
    """A closed line in steps of tenths of a pixel; points closer than a pixel to the one before are left out, specks altogether."""
    at = (round(points[0][0] * 10), round(points[0][1] * 10))
    steps = []
    first = at
    for x, y in points[1:]:
        point = (round(x * 10), round(y * 10))
        if abs(point[0] - at[0]) + abs(point[1] - at[1]) >= 12:
            steps.append(f"{number((point[0] - at[0]) / 10)} {number((point[1] - at[1]) / 10)}")
            at = point
    return f"M{number(first[0] / 10)} {number(first[1] / 10)}l{' '.join(steps)}z".replace(" -", "-") if len(steps) > 2 else ""


def named_lands(window: Window, marks: Sequence[PlaceMark], conflict: Sequence[str], language: str) -> list[Land]:
    """The countries in view with their names in the page's language, but those that a mark names already."""
    said = {place.country for mark in marks for place in mark.places if place.precision == "country"}
    host = {place.country for mark in marks if mark.beyond is None for place in mark.places}
    rings: dict[str, list[tuple[tuple[float, float], ...]]] = defaultdict(list)
    known = codes()
    for name, line in within(*window.degrees()):
        if code := known.get(name):
            rings[code].append(tuple(_thinned([window.at(x, y) for x, y in line])))
    return [
        Land(words.country(code, language=language), tuple(found), code in host or code in conflict, code in conflict)
        for code, found in rings.items()
        if code not in said
    ]


def _box(label: Label) -> Box:
    half = text_width(label.name, SIZE, bold=label.bold) / 2
    return label.x - half, label.y - HEIGHT + 4, label.x + half, label.y + 4


def _thinned(points: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """A line without the points that are closer than three pixels to the one before."""
    last = None
    for point in points:
        if last is None or abs(point[0] - last[0]) + abs(point[1] - last[1]) >= 3:
            last = point
            yield point


def country(label: Label, frame: Frame) -> str:
    look = {"fill": frame.paint("ink" if label.bold else "ink3"), "font_weight": "700" if label.bold else None}
    kind = fixed(label.x, label.y, "country tb" if label.bold else "country t3")
    return text(label.name, label.x, label.y, text_anchor="middle", font_size=f"{SIZE:.0f}", **kind, **look)


def _drawn(mark: PlaceMark, named_at: SetName | None, frame: Frame, language: str) -> str:
    precision = min((place.precision for place in mark.places), key=lambda one: EXACT.get(one, 3))
    said = [
        words.phrase("count.meetings", count=mark.count, language=language),
        words.code("PlacePrecision", precision, language=language),
        words.phrase("map.beyond", language=language) if mark.beyond is not None else "",
    ]
    parts = [*_leader(mark, frame), *_circle(mark.spot, precision, mark.count, frame)]
    if mark.beyond is not None:
        parts.append(_arrow(mark.spot, mark.beyond, frame))
    if named_at:
        halo = {"stroke": frame.paint("ground"), "stroke_width": "3", "stroke_opacity": "0.85", "paint_order": "stroke"}
        parts.append(
            text(
                mark.spot.name, named_at.x + named_at.width / 2, named_at.y, text_anchor="middle", font_size="11.5", font_weight="600",
                class_="label", **halo,
            )
        )  # fmt: skip
    return link(f"#place-{mark.at}", f"{mark.spot.name}: {words.listing(said, language=language)}", *parts, class_="m")


def _leader(mark: PlaceMark, frame: Frame) -> Iterator[str]:
    """A line from where a mark was moved to where it belongs."""
    x, y = mark.true
    if mark.beyond is None and hypot(mark.spot.x - x, mark.spot.y - y) > 3:
        yield element("line", x1=x, y1=y, x2=mark.spot.x, y2=mark.spot.y, stroke=frame.paint("ink"), stroke_width="1")


def _arrow(spot: Spot, way: float, frame: Frame) -> str:
    """A small arrow from a mark at the edge to where its place is."""
    turned = f"translate({number(spot.x)} {number(spot.y)}) rotate({way:.0f}) translate({number(spot.radius + 7)} 0) scale(.75)"
    return element("path", d=SHAPES["forward"], transform=turned, fill=frame.paint("ink"))


def _circle(spot: Spot, precision: str, count: int, frame: Frame) -> Iterator[str]:
    """The circle in the manner of the precision, and the number of meetings in it where there is room."""
    ink, x, y, r = frame.paint("ink"), number(spot.x), number(spot.y), spot.radius
    vague = precision not in ("building", "city")
    if vague:
        ring = {"fill": frame.paint("ground"), "fill_opacity": "0.75", "stroke": ink, "stroke_width": "1.6", "stroke_dasharray": "3 3"}
        yield element("circle", cx=x, cy=y, r=r, **ring)
    else:
        yield element("circle", cx=x, cy=y, r=r, fill=ink, stroke=frame.paint("ground"), stroke_width="1")
        if precision == "building":
            yield element("circle", cx=x, cy=y, r=r + 3, fill="none", stroke=ink, stroke_width="1.2")
    if count > 1 and text_width(str(count), 10.5) < 2 * r - 3:
        paper = "ink" if vague else "ground"
        look = {"class_": f"rn rn-{paper}", "text_anchor": "middle", "font_size": "10.5", "font_weight": "700"}
        yield text(str(count), spot.x, spot.y + 4, fill=frame.paint(paper), **look)


def _legend(marks: Sequence[PlaceMark], frame: Frame, conflict: Sequence[str], language: str) -> Iterator[str]:
    at, y = 2.0, frame.height - 10
    entries: list[tuple[list[str], str]] = []
    for precision in ("building", "city", "country"):
        if any(place.precision == precision for mark in marks for place in mark.places):
            drawn = _circle(Spot(0, 0, 6, ""), precision, 0, frame)
            entries.append((list(drawn), words.code("PlacePrecision", precision, language=language)))
    if conflict and marks:
        look = {"fill": frame.paint("ground"), "stroke": frame.paint("ink"), "stroke_width": "1.6"}
        entries.append(([element("rect", x="-8", y="-5", width="16", height="10", **look)], words.phrase("map.own", language=language)))
    if any(mark.beyond is not None for mark in marks):
        entries.append(([_arrow(Spot(-8, 0, 0, ""), 0, frame)], words.phrase("map.beyond", language=language)))
    parts: list[str] = []
    direction = "rtl" if frame.rtl else None
    for small, said in entries:
        if at + 24 + text_width(said, 11.5) > frame.width:
            break
        parts.append(element("g", *small, transform=f"translate({number(frame.x(at + 9))} {number(y - 4)})"))
        parts.append(frame.text(said, at + 24, y, class_="t2", fill=frame.paint("ink2"), direction=direction))
        at += 24 + text_width(said, 11.5) + 14
    yield element("g", *parts, class_="legend", aria_hidden="true")
