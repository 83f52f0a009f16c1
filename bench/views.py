"""Made-up meetings, ceasefires, places and actors of a long process, the same every time, for timing and for looking at pictures."""

from __future__ import annotations

import random
from datetime import date, timedelta

from sulh.record.shapes import ActorRef, DocumentRef, MeetingView, NetworkView, PeriodView, PlaceView, TrackRef

__all__ = ["meetings", "network", "periods", "places"]

_KINDS = (
    "round",
    "round",
    "consultation",
    "consultation",
    "ministerial",
    "visit",
    "summit",
    "working_group",
    "conference",
    "call",
    "signing",
    "session",
)
_TRACKS = tuple(
    TrackRef(f"track-{number}", name)
    for number, name in enumerate(
        (
            "Northern format",
            "Lake talks",
            "Joint commission on the missing and detainees",
            "Humanitarian working group",
            "Security committee",
            "Economic basket",
            "Parliamentary dialogue",
            "Elders' council",
        )
    )
)
_SITES = (
    ("Geneva", "CH", 46.2, 6.15),
    ("Vienna", "AT", 48.21, 16.37),
    ("Doha", "QA", 25.29, 51.53),
    ("Nairobi", "KE", -1.28, 36.82),
    ("Muscat", "OM", 23.59, 58.41),
    ("Oslo", "NO", 59.91, 10.75),
    ("Amman", "JO", 31.95, 35.93),
    ("Ankara", "TR", 39.92, 32.85),
)


def meetings(count: int, *, years: int = 12, seed: int = 7) -> tuple[MeetingView, ...]:
    """So many meetings on eight tracks; one in fifty has no date, one in ten is planned, cancelled or disputed."""
    draw = random.Random(seed)
    return tuple(_meeting(draw, number, years) for number in range(count))


def _meeting(draw: random.Random, number: int, years: int) -> MeetingView:
    track = draw.choices((*_TRACKS, None), weights=(30, 20, 12, 10, 9, 8, 5, 3, 3))[0]
    first = date(2012, 1, 1) + timedelta(days=int(years * 365 * draw.random()))
    last = first + timedelta(days=draw.choice((0, 0, 0, 1, 1, 2, 9)))
    city, country, latitude, longitude = draw.choices(_SITES, weights=(30, 9, 14, 6, 5, 5, 12, 8))[0]
    vague, undated = draw.random() < 0.06, draw.random() < 0.02
    start = None if undated else first.isoformat()[: 7 if vague else 10]
    bounds = (
        (first.replace(day=1), (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)) if vague else (first, last)
    )
    kind = draw.choice(_KINDS)
    return MeetingView(
        id=f"m{number:05d}",
        title=f"{track.name if track else 'Meeting'}, {number}",
        kind=kind,
        status=draw.choices(("held", "planned", "cancelled", "ongoing"), weights=(90, 6, 3, 1))[0],
        track=track,
        tracks=(track,) if track else (),
        ordinal=number if kind == "round" else None,
        start=start,
        end=None if undated or vague or last == first else last.isoformat(),
        first_day=None if undated else bounds[0].isoformat(),
        last_day=None if undated else bounds[1].isoformat(),
        city=city,
        country=country,
        latitude=latitude,
        longitude=longitude,
        place_precision="city",
        core=True,
        sources=draw.randint(1, 6),
        disputed=("start",) if draw.random() < 0.06 else (),
        review="proposed",
    )


def periods(count: int, *, years: int = 12, seed: int = 8) -> tuple[PeriodView, ...]:
    """So many ceasefires, violations, releases and statements."""
    draw = random.Random(seed)
    found = []
    for number in range(count):
        kind = draw.choices(
            ("declared", "extended", "violated", "ended", "monitored", "prisoner_exchange", "release", "handover_of_bodies", "statement"),
            weights=(8, 6, 30, 3, 3, 8, 8, 4, 30),
        )[0]
        first = date(2012, 1, 1) + timedelta(days=int(years * 365 * draw.random()))
        lasts = kind in ("declared", "extended", "monitored") and draw.random() < 0.6
        last = first + timedelta(days=draw.randint(20, 200)) if lasts else (None if kind in ("declared", "extended") else first)
        document = DocumentRef(f"sha256:{number:064x}", f"Bulletin {number}", "Agency", first.isoformat(), "news", "en", "team")
        found.append(
            PeriodView(
                kind,
                first.isoformat(),
                last.isoformat() if last else None,
                "Lake district",
                None,
                document,
                10,
                60,
                draw.choice((None, 12, 150)),
            )
        )
    return tuple(found)


def places(held: tuple[MeetingView, ...]) -> tuple[PlaceView, ...]:
    """The cities where the meetings were held, with different precision."""
    found = []
    for city, country, latitude, longitude in _SITES:
        here = tuple(one for one in held if one.city == city)
        found.append(PlaceView(city, country, latitude, longitude, {"Oslo": "building", "Muscat": "country"}.get(city, "city"), here))
    return tuple(found)


def network(count: int, *, seed: int = 9) -> NetworkView:
    """So many actors in a few circles that meet each other now and then."""
    draw = random.Random(seed)
    kinds = ("state", "igo", "armed_group", "political", "civil_society", "body")
    actors = [
        ActorRef(f"A{number:03d}", f"Actor of the {number}th circle" if number % 3 else f"State {number}", kinds[number % 6])
        for number in range(count)
    ]
    edges = {}
    for number in range(count):
        for other in range(number + 1, count):
            if draw.random() < (0.35 if number % 4 == other % 4 else 0.03):
                edges[actors[number].id, actors[other].id] = draw.randint(1, 14)
    nodes = tuple((actor, 1 + max((times for pair, times in edges.items() if actor.id in pair), default=0) * 2) for actor in actors)
    return NetworkView(nodes, tuple((left, right, times) for (left, right), times in edges.items()))
