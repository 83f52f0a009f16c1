"""What has a day, as an iCalendar file (RFC 5545): what is asked of the viewer, and what was promised."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext

from sulh import words
from sulh.desk.shown import claim_words, language
from sulh.desk.things import things
from sulh.model.vocabulary import PromiseState
from sulh.record.looks import looked_at
from sulh.record.queries.commitments import commitments
from sulh.record.queries.discussing import assignments
from sulh.record.shapes import Viewer
from sulh.text.days import last_day

__all__ = ["calendar_of"]

_DAY = dt.timedelta(days=1)
# What became of a promise whose day still asks for something.
_OPEN = (PromiseState.NO_SOURCE, PromiseState.UNDER_WAY)


def calendar_of(viewer: Viewer, absolute: Callable[[str], str]) -> bytes:
    """Days only, no hours: an open promise stands on the last day that its words allow. `absolute` makes an address one with its host."""
    from icalendar import Calendar, Event

    made = Calendar()
    made.add("prodid", "-//Sulh//")
    made.add("version", "2.0")
    made.add("x-wr-calname", "Sulh")
    asked = [one for one in assignments(viewer, to=viewer.name) if one.due]
    known = things(viewer, {one.thing for one in asked})
    rows = [
        (
            f"assignment-{one.seq}",
            one.due,
            f"{one.task or gettext('See to it')}: {known[one.thing].words}",
            gettext("asked by %(who)s") % {"who": one.author},
            known[one.thing].address,
        )
        for one in asked
        if one.thing in known
    ]
    promised = [(one, day) for one in commitments(viewer).rows if one.outcome.state in _OPEN and (day := _last_day(one.due))]
    looked_at(viewer, [one.claim.document for one, _ in promised])
    for promise, day in promised:
        said = claim_words(promise.claim, language=language())
        title = words.phrase("pair", name=words.kind("commitment", language=language()), value=said, language=language())
        rows.append((f"commitment-{promise.id}", day, title, promise.claim.quote, reverse("commitment", args=[promise.id])))
    for key, day, title, words_of_it, address in rows:
        event = Event()
        event.add("uid", f"{key}@sulh")
        event.add("dtstamp", dt.datetime.now(dt.UTC))
        event.add("dtstart", dt.date.fromisoformat(day))
        event.add("dtend", dt.date.fromisoformat(day) + _DAY)
        event.add("summary", title)
        event.add("description", words_of_it)
        event.add("url", absolute(address))
        made.add_component(event)
    return bytes(made.to_ical())


def _last_day(due: str | None) -> str:
    day = last_day(due) if due else None
    return day if day and len(day) == 10 else ""
