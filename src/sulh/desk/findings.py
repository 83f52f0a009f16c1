"""The sentence at the head of a page: what the record shows there, worked out by rule; it says nothing that no source says."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext, ngettext

from sulh import words
from sulh.desk.shown import language, when
from sulh.model import MeetingStatus
from sulh.record.shapes import MeetingView, ProcessView

__all__ = ["meeting_heading", "timeline_finding", "today_finding"]


def today_finding(process: ProcessView, latest: MeetingView | None, came: int, *, decides: bool) -> str:
    """How many sources came since the viewer last looked, else the latest meeting held; and what waits for who may decide."""
    if not process.documents:
        return gettext("Nothing is recorded yet")
    waits = process.waiting if decides else 0
    waiting = ngettext("one claim waits for you", "%(count)s claims wait for you", waits) % {"count": waits} if waits else ""
    if came:
        held = ngettext("One document came since you last looked", "%(count)s documents came since you last looked", came) % {"count": came}
    elif latest is None:
        held = ngettext("One document is recorded", "%(count)s documents are recorded", process.documents) % {"count": process.documents}
    else:
        held = gettext("%(meeting)s is the latest meeting held") % {"meeting": meeting_heading(latest)}
    return gettext("%(first)s, and %(second)s") % {"first": held, "second": waiting} if waiting else held


def timeline_finding(meetings: Sequence[MeetingView]) -> str:
    """How many meetings lie between the first and the last year, and in which year most."""
    years: dict[str, int] = {}
    for one in meetings:
        if one.first_day and one.status == MeetingStatus.HELD:
            years[one.first_day[:4]] = years.get(one.first_day[:4], 0) + 1
    if not years:
        return gettext("Timeline")
    first, last, most = min(years), max(years), max(years, key=lambda year: (years[year], year))
    count = sum(years.values())
    told = {"count": count, "first": first, "last": last, "year": most, "most": years[most]}
    if first == last:
        return ngettext("One dated meeting was held in %(first)s", "%(count)s dated meetings were held in %(first)s", count) % told
    return (
        ngettext(
            "One dated meeting was held from %(first)s to %(last)s, most of them in %(year)s: %(most)s",
            "%(count)s dated meetings were held from %(first)s to %(last)s, most of them in %(year)s: %(most)s",
            count,
        )
        % told
    )


def meeting_heading(meeting: MeetingView) -> str:
    """What a meeting is called, where it was and when, in one line that repeats nothing."""
    title, place = words.title_of(meeting, language=language()), words.place(meeting.city, None, language=language())
    days = when(meeting, language=language()) if meeting.start else ""
    return words.listing((title, *(one for one in (place, days) if one and one not in title)), language=language())
