"""The map of meetings: outlines around the places, a circle for each by the number of meetings, drawn by how exactly it is known.

Drawn directly like the timeline: a name beside each circle that covers no other, a link with a name, and only the outlines in view.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import asinh, atan, degrees, isfinite, pi, radians, sinh, sqrt, tan

from sulh import words
from sulh.desk.charts.naming import Spot, beside
from sulh.desk.charts.outlines import within
from sulh.desk.charts.svg import Frame, document, element, identifier, link, number, text
from sulh.desk.charts.tables import ranked
from sulh.desk.charts.theme import text_width
from sulh.record.shapes import PlaceView

__all__ = ["figure", "radius"]

LEAST = 24.0  # degrees that a map shows at least, so that a single city stands in its region
NORTHMOST = 82.0
_EXACT = {"building": 0, "city": 1, "country": 2}


@dataclass(frozen=True, slots=True)
class _View:
    """Mercator's projection of a window onto the picture."""

    west: float
    top: float  # Mercator's y of the northern edge
    scale: float  # pixels a radian
    width: float
    height: float

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """The pixels of a point."""
        return (radians(longitude) - radians(self.west)) * self.scale, (self.top - _mercator(latitude)) * self.scale

    def window(self) -> tuple[float, float, float, float]:
        """West, south, east and north in degrees, a little beyond the edges."""
        air = 12 / self.scale
        south = degrees(atan(sinh(self.top - self.height / self.scale - air)))
        north = degrees(atan(sinh(self.top + air)))
        return self.west - degrees(air), south, self.west + degrees(self.width / self.scale + air), north


def figure(
    places: Sequence[PlaceView],
    *,
    language: str = "en",
    dark: bool = False,
    rtl: bool | None = None,
    width: float = 1100,
    height: float | None = None,
) -> str:
    """The places as SVG on outlines of their region; each leads to its row (`#place-0` ...) of the table with the same numbers.

    A building is a disc in a ring, a city a disc, a country a dashed ring around its middle. North is up and west is left in every
    language. Places without finite coordinates are left to the table.
    """
    title, rtl = words.phrase("map.title", language=language), words.direction(language) == "rtl" if rtl is None else rtl
    shown = [(at, place) for at, place in ranked(places) if isfinite(place.latitude) and isfinite(place.longitude)]
    height = height or (round(width * 0.52) if width >= 640 else round(width * 1.1))
    frame = Frame(width, height, False, dark)
    name = identifier("map", [(place.name, place.precision, len(place.meetings)) for _, place in shown], frame, title)
    view = _fitted([(place.longitude, place.latitude) for _, place in shown], width, height - 30)
    body = [element("rect", width=width, height=height - 30, fill=frame.paint("sea")), *_land(view, frame)]
    body += _spots(shown, view, frame, language)
    if not shown:
        body.append(text(words.phrase("map.empty", language=language), width / 2, height / 2, text_anchor="middle"))
    count = sum(len(place.meetings) for _, place in shown)
    borders = words.phrase("map.borders", language=language)
    told = words.phrase("map.about", language=language, places=len(shown), meetings=count) + " " + borders
    clip = element("clipPath", element("rect", width=width, height=height - 30), id=f"{name}-c")
    inside = element("g", *body, clip_path=f"url(#{name}-c)")
    parts = [element("defs", clip), inside, *_legend(shown, Frame(width, height, rtl, dark), language)]
    return document(frame, parts, name=name, title=title, description=told, kind="map")


def radius(meetings: int, most: int) -> float:
    """The radius of a circle in pixels: its area grows with the number of meetings; `most` meetings fill 22, few of few stay small."""
    return 6 + 16 * sqrt(meetings / max(most, 30))


def _mercator(latitude: float) -> float:
    bounded = max(min(latitude, NORTHMOST), -NORTHMOST)
    return asinh(tan(radians(bounded)))


def _fitted(points: Sequence[tuple[float, float]], width: float, height: float) -> _View:
    """The window around the points with air for their names, never smaller than a region, never larger than the world."""
    if not points:
        points = [(-130.0, -50.0), (150.0, 65.0)]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = _mercator(min(y for _, y in points)), _mercator(max(y for _, y in points))
    wide = max(radians(east - west) * 1.3, radians(LEAST))
    tall = max((north - south) * 1.35, radians(LEAST) * height / width)
    scale = max(min(width / wide, height / tall), width / (2 * pi))
    left = degrees(radians((west + east) / 2) - width / scale / 2)
    left = max(min(left, 180 - degrees(width / scale)), -180.0)
    return _View(left, (south + north) / 2 + height / scale / 2, scale, width, height)


def _land(view: _View, frame: Frame) -> Iterator[str]:
    path = "".join(_path([view.at(x, y) for x, y in line]) for line in within(*view.window()))
    yield element("path", d=path or "M0 0", fill=frame.paint("land"), fill_rule="evenodd", stroke=frame.paint("border"), stroke_width="0.8")


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


def _together(shown: Sequence[tuple[int, PlaceView]]) -> list[tuple[int, tuple[PlaceView, ...]]]:
    """Places on the same spot (a city renamed, a hotel in its city) as one, with the number of the first."""
    found: dict[tuple[float, float], list[tuple[int, PlaceView]]] = {}
    for at, place in shown:
        found.setdefault((round(place.latitude, 2), round(place.longitude, 2)), []).append((at, place))
    return [(group[0][0], tuple(place for _, place in group)) for group in found.values()]


def _name(group: tuple[PlaceView, ...], width: float, language: str) -> str:
    """The names of one spot; on a narrow picture the first and how many others."""
    names = list(dict.fromkeys(words.city(place.name, language=language) for place in group))
    return " / ".join(names) if width >= 640 or len(names) == 1 else f"{names[0]} +{len(names) - 1}"


def _spots(shown: Sequence[tuple[int, PlaceView]], view: _View, frame: Frame, language: str) -> Iterator[str]:
    groups = _together(shown)
    counts = [len({meeting.id for place in group for meeting in place.meetings}) for _, group in groups]
    most = max(counts, default=1)
    spots = [
        Spot(*view.at(group[0].longitude, group[0].latitude), radius(count, most), _name(group, view.width, language))
        for (_, group), count in zip(groups, counts, strict=True)
    ]
    names = beside(spots, view.width, view.height)
    for (at, group), count, spot, named in zip(groups, counts, spots, names, strict=True):
        precision = min((place.precision for place in group), key=lambda one: _EXACT.get(one, 3))
        counted, known = (
            words.phrase("count.meetings", count=count, language=language),
            words.code("PlacePrecision", precision, language=language),
        )
        parts = [*_circle(spot, precision, count, frame)]
        if named:
            halo = {"stroke": frame.paint("sheet"), "stroke_width": "3", "stroke_opacity": "0.85"}
            parts.append(
                text(spot.name, named.x + named.width / 2, named.y, text_anchor="middle", font_size="12.5", class_="label", **halo)
            )
        yield link(f"#place-{at}", f"{spot.name}: {words.listing((counted, known), language=language)}", *parts, class_="m")


def _circle(spot: Spot, precision: str, count: int, frame: Frame) -> Iterator[str]:
    """The circle in the manner of the precision, and the number of meetings in it where there is room."""
    ink, x, y, r = frame.paint("meeting"), number(spot.x), number(spot.y), spot.radius
    vague = precision not in ("city", "building")
    if precision == "building":
        yield element("circle", cx=x, cy=y, r=r, fill=frame.paint("sheet"), stroke=ink, stroke_width="1.5")
        r -= 3
    fill = (
        {"fill": frame.paint("sheet"), "fill_opacity": "0.55", "stroke_dasharray": "4 3"}
        if vague
        else {"fill": ink, "fill_opacity": "0.88"}
    )
    yield element("circle", cx=x, cy=y, r=r, stroke=ink, stroke_width="1.5", **fill)
    if count > 1 and text_width(str(count), 11) < 2 * r - 3:
        paint = frame.paint("ink" if vague else "sheet")
        yield text(str(count), spot.x, spot.y + 4, text_anchor="middle", font_size="11", font_weight="600", fill=paint)


def _legend(shown: Sequence[tuple[int, PlaceView]], frame: Frame, language: str) -> Iterator[str]:
    at, y, quiet = 8.0, frame.height - 10, frame.paint("quiet")
    parts: list[str] = []
    for precision in ("building", "city", "country"):
        if any(place.precision == precision for _, place in shown):
            known = words.code("PlacePrecision", precision, language=language)
            parts.extend(_circle(Spot(frame.x(at + 8), y - 4, 7, ""), precision, 0, frame))
            parts.append(frame.text(known, at + 22, y, fill=quiet, direction="rtl" if frame.rtl else None))
            at += 22 + text_width(known, 12) + 16
    borders = words.phrase("map.borders", language=language)
    if frame.width - at > text_width(borders, 12):
        parts.append(frame.text(borders, frame.width - 8, y, fill=quiet, text_anchor="end", direction="rtl" if frame.rtl else None))
    yield element("g", *parts, class_="legend", aria_hidden="true")
