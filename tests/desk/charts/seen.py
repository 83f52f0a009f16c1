"""Made-up views for pictures, and what a test reads out of an SVG."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

from hypothesis import strategies as st

from sulh.desk.charts.marks import KINDS as MARKS
from sulh.model import CeasefireKind, ReleaseKind
from sulh.record.shapes import DocumentRef, MeetingView, PeriodView, TrackRef

Held = tuple[MeetingView, ...]
SVG = "{http://www.w3.org/2000/svg}"
KINDS = (*MARKS, "unheard_of")
STATUSES = ("held", "ongoing", "planned", "cancelled")

words = st.text(st.characters(codec="utf-8"), max_size=24)
days = st.one_of(st.none(), st.dates().map(lambda day: day.isoformat()))


def meeting(number: int = 0, **changes: Any) -> MeetingView:
    """A meeting; what is not given is plain."""
    known: dict[str, Any] = {
        "id": f"m{number}", "kind": "round", "status": "held", "track": None, "tracks": (), "ordinal": None,
        "start": "2020-02-03", "end": None, "first_day": "2020-02-03", "last_day": "2020-02-03", "city": "Geneva", "country": "CH",
        "latitude": 46.2, "longitude": 6.1, "place_precision": "city", "core": True, "sources": 1, "disputed": (), "review": "proposed",
    }  # fmt: skip
    return MeetingView(**{**known, **changes})


def period(kind: str = "declared", start: str | None = "2020-01-01", end: str | None = "2020-03-01", **changes: Any) -> PeriodView:
    """A ceasefire's period, a release or a statement; `more` are further values of the fact."""
    subject = "release" if kind in set(ReleaseKind) else "ceasefire" if kind in set(CeasefireKind) else "statement"
    facts: dict[str, dict[str, Any]] = {
        "ceasefire": {"event": kind, "start": start, "end": end},
        "release": {"what": kind, "date": start},
        "statement": {"title": "Joint statement"},
    }
    ref = DocumentRef("sha256:" + "ab" * 32, "Bulletin", "Agency", start, "news", "en", "team")
    value = facts[subject] | changes.pop("more", {})
    made = PeriodView(subject, kind, value, start, end, start or "2020-01-01", end, None, ref, (4, 9))
    return replace(made, **changes)


@st.composite
def meetings(draw: st.DrawFn, most: int = 60) -> tuple[MeetingView, ...]:
    """Any meetings on a few tracks, crowded or far apart, some without a day."""
    count = draw(st.integers(0, most))
    tracks = [TrackRef(f"t{number}", draw(words)) for number in range(3)]
    crowded = draw(st.booleans())
    some_days = st.sampled_from(["2020-01-01", "2020-01-02", "2021-06-05", None]) if crowded else days
    found = []
    for number in range(count):
        first, last = draw(some_days), draw(some_days)
        if first and last and first > last:
            first, last = last, first
        track = draw(st.sampled_from([*tracks, None]))
        disputed = draw(st.sampled_from([(), ("start",)]))
        kind, status = draw(st.sampled_from(KINDS)), draw(st.sampled_from(STATUSES))
        found.append(meeting(number, kind=kind, status=status, track=track, first_day=first, last_day=last, start=first,
            end=last, city=draw(words), disputed=disputed))  # fmt: skip
    return tuple(found)


def parsed(svg: str) -> ElementTree.Element:
    """The root of a picture; fails where it is no well-formed XML."""
    return ElementTree.fromstring(svg)


def links(svg: str) -> list[str]:
    """Where the marks lead."""
    return [one.get("href", "") for one in parsed(svg).iter(f"{SVG}a")]


def counted(svg: str) -> int:
    """How many meetings the marks that count stand for."""
    return sum(int(one.get("data-count", "0")) for one in parsed(svg).iter())
