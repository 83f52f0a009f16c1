"""An actor's roles over time: a lane for each role, in it the meetings at which the actor had it."""

from __future__ import annotations

from collections import defaultdict

from sulh import words
from sulh.desk.charts.lanes import span
from sulh.desk.charts.links import Links
from sulh.desk.charts.marks import Pen
from sulh.desk.charts.roles_by_year import ORDER
from sulh.desk.charts.rows import meetings_row
from sulh.desk.charts.scale import Scale
from sulh.desk.charts.sheet import plot, sheet
from sulh.desk.charts.strip import WIDE, Strip
from sulh.desk.charts.strips import Strips, strips
from sulh.desk.charts.svg import identifier
from sulh.desk.charts.years import ladder
from sulh.record.shapes import ActorView, MeetingView

__all__ = ["drawing", "figure"]


def figure(
    actor: ActorView,
    *,
    language: str = "en",
    links: Links | None = None,
    dark: bool = False,
    rtl: bool | None = None,
    width: float = 1100,
) -> str:
    """The roles as one SVG; '' when no meeting of the actor has a date."""
    drawn = drawing(actor, language=language, links=links, dark=dark, rtl=rtl, wide=plot(width))
    return sheet(drawn, kind="roles", width=width) if drawn.rows else ""


def drawing(
    actor: ActorView, *, language: str = "en", links: Links | None = None, dark: bool = False, rtl: bool | None = None, wide: float = WIDE
) -> Strips:
    """The roles in pieces for a page, the narrowest role first; without rows when no meeting has a date.

    A meeting at which sources give the actor two roles stands in both lanes.
    """
    held: dict[str, list[MeetingView]] = defaultdict(list)
    for meeting in actor.meetings:
        for one in meeting.participants:
            if one.actor.id == actor.ref.id:
                held[one.role].append(meeting)
    dated = [one for one in {meeting.id: meeting for meetings in held.values() for meeting in meetings}.values() if span(one)]
    turned = words.direction(language) == "rtl" if rtl is None else rtl
    had = [(role, [one.id for one in meetings]) for role, meetings in held.items()]
    name = identifier("roles", actor.ref.id, had, language, turned, dark)
    scale = Scale.of([day for meeting in dated for day in span(meeting) or ()], None, None, 0.0, wide)
    pen = Pen(Strip(scale, name, turned, dark), language, links or Links())
    ordered = sorted(held, key=lambda role: (ORDER.index(role) if role in ORDER else len(ORDER), role))
    rows = [meetings_row(words.code("Role", role, language=language), held[role], pen) for role in ordered if dated]
    title = f"{words.phrase('roles.title', language=language)}: {words.actor(actor.ref.id, actor.ref.name, language=language)}"
    about = words.phrase("roles.about", language=language)
    return strips(pen, rows, *ladder(dated, (), pen), title=title, finding=_finding(held, language), about=about, today=None)


def _finding(held: dict[str, list[MeetingView]], language: str) -> str:
    """In which role how often: "Guarantor, 18 of 32; Participant, 14 of 32"."""
    count = len({meeting.id for meetings in held.values() for meeting in meetings})
    said = (
        words.phrase("roles.of", language=language, role=words.code("Role", role, language=language), number=len(meetings), all=count)
        for role, meetings in sorted(held.items(), key=lambda one: (-len(one[1]), one[0]))
    )
    return words.listing(said, apart=True, language=language)
