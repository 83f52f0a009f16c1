"""The words of the pictures, in English with their keys; the page gives them in its own language."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["ENGLISH", "Labels", "in_language", "month_name", "short_month", "when"]


def _(words: str) -> str:
    """Marks words for translation and leaves them; Django's own mark wants settings, which pictures in a notebook have not."""
    return words


# Keys are `group:code` for codes of the model and `picture.word` for the rest; a key without words shows its code.
ENGLISH: dict[str, str] = {
    "kind:round": _("Round"),
    "kind:summit": _("Summit"),
    "kind:ministerial": _("Ministerial meeting"),
    "kind:consultation": _("Consultation"),
    "kind:visit": _("Visit"),
    "kind:working_group": _("Working group"),
    "kind:conference": _("Conference"),
    "kind:call": _("Call"),
    "kind:signing": _("Signing"),
    "kind:session": _("Session"),
    "status:held": _("held"),
    "status:ongoing": _("ongoing"),
    "status:planned": _("planned"),
    "status:cancelled": _("cancelled"),
    "period:declared": _("Ceasefire declared"),
    "period:extended": _("Ceasefire extended"),
    "period:monitored": _("Ceasefire monitored"),
    "period:violated": _("Violation reported"),
    "period:ended": _("Ceasefire ended"),
    "period:release": _("Release"),
    "period:prisoner_exchange": _("Prisoner exchange"),
    "period:handover_of_bodies": _("Handover of remains"),
    "period:statement": _("Statement"),
    "role:guarantor": _("Guarantor"),
    "role:mediator": _("Mediator"),
    "role:facilitator": _("Facilitator"),
    "role:host": _("Host"),
    "role:party": _("Party"),
    "role:observer": _("Observer"),
    "role:signatory": _("Signatory"),
    "role:participant": _("Participant"),
    "precision:building": _("building known"),
    "precision:city": _("city known"),
    "precision:country": _("only the country known"),
    "precision:none": _("place not known"),
    "timeline.title": _("Timeline of all tracks"),
    "timeline.about": _(
        "{meetings} meetings on {tracks} tracks, {since} to {until}; {periods} ceasefire periods, releases and statements."
    ),
    "timeline.other": _("No track named"),
    "timeline.ceasefires": _("Ceasefires"),
    "timeline.violations": _("Violations"),
    "timeline.releases": _("Releases"),
    "timeline.statements": _("Statements"),
    "timeline.undated": _("No date"),
    "timeline.several": _("{count} meetings"),
    "timeline.events": _("{count} events"),
    "timeline.zoom": _("zoom in"),
    "timeline.disputed": _("disputed"),
    "timeline.today": _("Today"),
    "timeline.empty": _("No meeting in this period."),
    "timeline.count": _("Number of meetings"),
    "timeline.open": _("end not known"),
    "timeline.all": _("Whole process"),
    "timeline.year": _("Year"),
    "timeline.quarter": _("Quarter"),
    "timeline.month": _("Month"),
    "timeline.earlier": _("Earlier"),
    "timeline.later": _("Later"),
    "timeline.wider": _("Zoom out"),
    "timeline.persons": _("{count} persons"),
    "timeline.reports": _("{count} documents"),
    "network.title": _("Who met whom"),
    "network.about": _(
        "{actors} actors; the circle grows with the number of meetings, the line with the number of meetings two actors shared."
    ),
    "network.left_out": _("The {shown} actors with most meetings are drawn; all {actors} stand in the table."),
    "network.empty": _("No actors met in this period."),
    "network.met": _("{left} and {right}: {count} meetings together"),
    "map.title": _("Where meetings were held"),
    "map.about": _("{places} places of {meetings} meetings."),
    "map.empty": _("No place is known for these meetings."),
    "map.borders": _("Outlines serve orientation and take no position on borders."),
    "roles.title": _("Roles over time"),
    "roles.about": _("From the first to the last meeting in each role, with the number of meetings."),
    "table.meeting": _("Meeting"),
    "table.date": _("Date"),
    "table.track": _("Track"),
    "table.kind": _("Kind"),
    "table.status": _("Status"),
    "table.place": _("Place"),
    "table.sources": _("Sources"),
    "table.event": _("Event"),
    "table.actor": _("Actor"),
    "table.meetings": _("Meetings"),
    "table.with": _("Met with"),
    "table.precision": _("Precision"),
    "table.role": _("Role"),
    "table.first": _("First"),
    "table.last": _("Last"),
    "table.country": _("Country"),
    "actor:state": _("State"),
    "actor:igo": _("International organisation"),
    "actor:armed_group": _("Armed group"),
    "actor:political": _("Political actor"),
    "actor:civil_society": _("Civil society"),
    "actor:body": _("Body"),
    "actor:coalition": _("Coalition"),
    "actor:unknown": _("Kind not known"),
    "quarter": _("Q{number}"),
    "month:1": _("January"),
    "month:2": _("February"),
    "month:3": _("March"),
    "month:4": _("April"),
    "month:5": _("May"),
    "month:6": _("June"),
    "month:7": _("July"),
    "month:8": _("August"),
    "month:9": _("September"),
    "month:10": _("October"),
    "month:11": _("November"),
    "month:12": _("December"),
}


class Labels:
    """Words by key, with a fallback: the code after the colon, readable. `words` are those of the page's language."""

    def __init__(self, words: Mapping[str, str] = ENGLISH) -> None:
        self._words = words

    def __getitem__(self, key: str) -> str:
        return self._words.get(key) or ENGLISH.get(key) or key.split(":", 1)[-1].replace("_", " ")

    def say(self, key: str, **values: object) -> str:
        """A sentence with its gaps filled."""
        return self[key].format(**values)


# Groups of keys whose words the desk's own table of codes gives.
_CODES = {"kind": "meeting", "status": "state", "role": "role", "actor": "actor"}


def in_language() -> Labels:
    """The words in the language that Django speaks at the moment; codes are called what the desk calls them."""
    from django.utils.translation import gettext

    from sulh.desk.labels import LABELS

    def word(key: str, words: str) -> str:
        group, _, code = key.partition(":")
        known = LABELS.get(_CODES.get(group, ""), {})
        return str(known[code]) if code in known else gettext(words)

    return Labels({key: word(key, words) for key, words in ENGLISH.items()})


def month_name(number: int, labels: Labels) -> str:
    """The name of a month, 1 to 12."""
    return labels[f"month:{number}"]


def short_month(number: int, labels: Labels) -> str:
    """The first three letters of a Latin month, the whole name in other scripts."""
    name = month_name(number, labels)
    return name[:3] if name.isascii() else name


def when(start: str | None, end: str | None, labels: Labels) -> str:
    """The days of a meeting in words: `7-8 July 2021` (with an en dash); a date that is no plain day, month or year stays as EDTF."""
    if not start and not end:
        return labels["timeline.undated"]
    first, last = (start or end or ""), (end or start or "")
    a, b = _plain(first), _plain(last)
    if a is None or b is None:
        return first if first == last else f"{first}/{last}"
    if a == b:
        return _worded(a, labels)
    if a[:2] == b[:2] and a[2] and b[2]:
        return f"{a[2]}\u2013{_worded(b, labels)}"
    if a[0] == b[0] and a[1]:
        return f"{_worded((None, a[1], a[2]), labels)} \u2013 {_worded(b, labels)}"
    return f"{_worded(a, labels)} \u2013 {_worded(b, labels)}"


def _plain(date: str) -> tuple[int | None, int | None, int | None] | None:
    parts = date.split("-")
    if not (1 <= len(parts) <= 3 and all(part.isascii() and part.isdigit() for part in parts)) or len(parts[0]) != 4:
        return None
    year, month, day = (*(int(part) for part in parts), None, None)[:3]
    return None if year is None or (month is not None and not 1 <= month <= 12) else (year, month, day)


def _worded(date: tuple[int | None, int | None, int | None], labels: Labels) -> str:
    year, month, day = date
    parts = (str(day) if day else "", month_name(month, labels) if month else "", str(year) if year else "")
    return " ".join(part for part in parts if part)
