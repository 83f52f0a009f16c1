"""The network of actors: a mark for each by its number of meetings, a line where two met, laid out the same way every time.

Positions come from networkx (force-directed, fixed seed). Drawn directly, since names are set so that they cover nothing and every
actor is a link with a name, which Vega-Lite cannot do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import hypot, sqrt

from sulh import words
from sulh.desk.charts.links import Links
from sulh.desk.charts.naming import Spot, beside
from sulh.desk.charts.svg import SHAPES, Frame, document, element, identifier, link, number, text
from sulh.desk.charts.theme import text_width
from sulh.record.shapes import ActorRef, NetworkView

__all__ = ["figure", "positions"]

MOST = 48  # actors that one picture can carry with their names
SEED = 20170123
# Kind of actor -> shape, and whether it is filled; colour would say nothing here.
_LOOKS = {
    "state": ("circle", True),
    "igo": ("square", True),
    "body": ("square", False),
    "armed_group": ("diamond", True),
    "political": ("up", True),
    "coalition": ("hexagon", True),
    "civil_society": ("octagon", False),
    "unknown": ("circle", False),
}

Node = tuple[ActorRef, int]
Edge = tuple[str, str, int]


def figure(
    network: NetworkView,
    *,
    language: str = "en",
    links: Links | None = None,
    dark: bool = False,
    rtl: bool | None = None,
    width: float = 1100,
    height: float | None = None,
    most: int | None = None,
) -> str:
    """The network as SVG: the `most` actors with most meetings (48, or 20 on a narrow picture), and the lines between them."""
    links, title = links or Links(), words.phrase("network.title", language=language)
    most = most or (MOST if width >= 640 else 20)
    named = ((replace(ref, name=words.actor(ref.id, ref.name, language=language)), count) for ref, count in network.nodes)
    nodes = sorted(named, key=lambda node: (-node[1], node[0].name, node[0].id))[:most]
    ids = {actor.id for actor, _ in nodes}
    edges = sorted({(min(a, b), max(a, b), count) for a, b, count in network.edges if a in ids and b in ids and a != b})
    height = height or (round(width * 0.62) if width >= 640 else round(width * 1.35))
    frame = Frame(width, height, False, dark)
    name = identifier("network", [(actor.id, count) for actor, count in nodes], edges, frame, title)
    told = words.phrase("network.about", language=language, actors=len(network.nodes))
    if len(network.nodes) > len(nodes):
        told += " " + words.phrase("network.left_out", language=language, shown=len(nodes), actors=len(network.nodes))
    spots = _spots(nodes, edges, width, height - 34)
    body = [*_lines(nodes, spots, edges, frame, language), *_marks(nodes, spots, frame, language, links)]
    if not nodes:
        body = [text(words.phrase("network.empty", language=language), width / 2, height / 2, text_anchor="middle")]
    runs = words.direction(language) == "rtl" if rtl is None else rtl
    legend = _legend(nodes, Frame(width, height, runs, dark), language)
    return document(frame, [*body, *legend], name=name, title=title, description=told, kind="network")


def positions(ids: Sequence[str], edges: Sequence[Edge]) -> dict[str, tuple[float, float]]:
    """A place in -1..1 for each actor, those who met often close together: Fruchterman and Reingold's forces from a fixed seed."""
    import networkx

    graph: networkx.Graph[str] = networkx.Graph()
    graph.add_nodes_from(ids)
    graph.add_weighted_edges_from((a, b, sqrt(count)) for a, b, count in edges)
    if len(ids) < 2:
        return dict.fromkeys(ids, (0.0, 0.0))
    # Circles that never met would drift to the edges: each is tied weakly to the first actor, for the layout only.
    for circle in list(networkx.connected_components(graph)):
        nearest = next(actor for actor in ids if actor in circle)
        if nearest != ids[0]:
            graph.add_edge(ids[0], nearest, weight=0.4)
    found = networkx.spring_layout(graph, k=2.2 / sqrt(len(ids)), iterations=160, seed=SEED, weight="weight")
    return {actor: (float(place[0]), float(place[1])) for actor, place in found.items()}


def _spots(nodes: Sequence[Node], edges: Sequence[Edge], width: float, height: float) -> list[Spot]:
    """Where the marks stand: the layout stretched over the picture, then pushed apart until none covers another."""
    places = positions([actor.id for actor, _ in nodes], edges)
    most = max((count for _, count in nodes), default=1)
    largest = (18 if width >= 640 else 12) * min(1.0, sqrt(24 / max(len(nodes), 1)))
    radii = [5 + largest * sqrt(count / max(most, 6)) for _, count in nodes]
    side, top = (96.0, 34.0) if width >= 640 else (56.0, 34.0)

    def spread(values: list[float], low: float, high: float) -> list[float]:
        # Half by distance, half by rank: a dense middle opens up and those far out come nearer.
        least, largest = min(values, default=0.0), max(values, default=0.0)
        if largest - least < 1e-9:
            return [(low + high) / 2] * len(values)
        rank = {value: place / (len(values) - 1) for place, value in enumerate(sorted(values))}
        return [low + ((value - least) / (largest - least) + rank[value]) / 2 * (high - low) for value in values]

    xs = spread([places[actor.id][0] for actor, _ in nodes], side, width - side)
    ys = spread([places[actor.id][1] for actor, _ in nodes], top, height - top)
    _apart(xs, ys, radii, (width, height))
    return [Spot(x, y, r, actor.name) for x, y, r, (actor, _) in zip(xs, ys, radii, nodes, strict=True)]


def _apart(xs: list[float], ys: list[float], radii: Sequence[float], size: tuple[float, float]) -> None:
    """Pushes circles that touch away from each other, a little at a time, within the picture."""
    for _ in range(120):
        moved = False
        for a in range(len(xs)):
            for b in range(a):
                dx, dy = xs[a] - xs[b], ys[a] - ys[b]
                need, far = radii[a] + radii[b] + 13, hypot(dx, dy)
                if far < need:
                    moved = True
                    ux, uy = (dx / far, dy / far) if far > 0.01 else (0.8, 0.6)
                    push = (need - far) / 2 + 0.1
                    xs[a], ys[a], xs[b], ys[b] = xs[a] + ux * push, ys[a] + uy * push, xs[b] - ux * push, ys[b] - uy * push
        for at, r in enumerate(radii):
            xs[at] = min(max(xs[at], r + 6), size[0] - r - 6)
            ys[at] = min(max(ys[at], r + 6), size[1] - r - 6)
        if not moved:
            return


def _lines(nodes: Sequence[Node], spots: Sequence[Spot], edges: Sequence[Edge], frame: Frame, language: str) -> Iterator[str]:
    at = {actor.id: (spot, actor.name) for (actor, _), spot in zip(nodes, spots, strict=True)}
    most = max((count for _, _, count in edges), default=1)
    for a, b, count in sorted(edges, key=lambda edge: (edge[2], edge[0], edge[1])):
        (one, left), (other, right) = at[a], at[b]
        together = words.phrase("count.meetings", count=count, language=language)
        title = element("title", _escaped(words.phrase("network.met", language=language, left=left, right=right, together=together)))
        share = count / most
        yield element(
            "line",
            title,
            x1=one.x,
            y1=one.y,
            x2=other.x,
            y2=other.y,
            stroke=frame.paint("edge"),
            stroke_width=0.8 + 4.2 * share,
            stroke_opacity=f"{0.35 + 0.5 * share:.2f}",
        )


def _escaped(words: str) -> str:
    from html import escape

    return escape(words, quote=False)


def _marks(nodes: Sequence[Node], spots: Sequence[Spot], frame: Frame, language: str, links: Links) -> Iterator[str]:
    names = beside(spots, frame.width, frame.height - 30, 11.5)
    for (actor, count), spot, named in zip(nodes, spots, names, strict=True):
        kind = words.code("ActorKind", actor.kind or "unknown", language=language)
        counted = words.phrase("count.meetings", count=count, language=language)
        title = f"{actor.name}: {words.listing((counted, kind), language=language)}"
        parts = [_mark(actor.kind, spot.x, spot.y, spot.radius, frame)]
        if spot.radius >= 12:
            paper = "ground" if _LOOKS.get(actor.kind, _LOOKS["unknown"])[1] else "ink"
            look = {"class_": f"rn rn-{paper}", "text_anchor": "middle", "font_size": "10.5", "font_weight": "700"}
            parts.append(text(str(count), spot.x, spot.y + 4, fill=frame.paint(paper), **look))
        if named:
            halo = {"stroke": frame.paint("ground"), "stroke_width": "3.5", "stroke_opacity": "0.9", "paint_order": "stroke"}
            parts.append(
                text(actor.name, named.x + named.width / 2, named.y, text_anchor="middle", font_size="11.5", class_="label", **halo)
            )
        yield link(links.to_actor(actor), title, *parts, class_="m")


def _mark(kind: str, x: float, y: float, radius: float, frame: Frame) -> str:
    shape, filled = _LOOKS.get(kind, _LOOKS["unknown"])
    return element(
        "path",
        d=SHAPES[shape],
        transform=f"translate({number(x)} {number(y)}) scale({radius / 5.5:.3f})",
        fill=frame.paint("ink" if filled else "ground"),
        stroke=frame.paint("ink"),
        stroke_width="1.5",
        vector_effect="non-scaling-stroke",
    )


def _legend(nodes: Sequence[Node], frame: Frame, language: str) -> Iterator[str]:
    kinds = {actor.kind if actor.kind in _LOOKS else "unknown" for actor, _ in nodes}
    at, parts = 8.0, []
    for kind in _LOOKS:
        told = words.code("ActorKind", kind, language=language)
        if kind in kinds and at + 20 + text_width(told, 12) < frame.width:
            parts.append(_mark(kind, frame.x(at + 8), frame.height - 14, 6, frame))
            direction = "rtl" if frame.rtl else None
            parts.append(frame.text(told, at + 20, frame.height - 10, class_="t2", fill=frame.paint("ink2"), direction=direction))
            at += 20 + text_width(told, 12) + 16
    yield element("g", *parts, class_="legend", aria_hidden="true")
