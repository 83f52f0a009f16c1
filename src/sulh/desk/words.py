"""Claims, values and titles in the words of the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language, get_language_bidi, gettext, pgettext

from sulh.desk.actor_names import actor_name, country
from sulh.desk.dates import day_of, range_of
from sulh.desk.labels import label
from sulh.record.shapes import ClaimView, MeetingView

__all__ = ["claim_words", "composed", "isolated", "list_words", "meeting_title", "place_of", "span_words", "value_words"]

# Which table of labels the code under a key belongs to; the first by the subject it stands under.
_TABLES = {"role": "role", "issue": "issue", "agenda": "issue", "issues": "issue", "kind": "meeting", "status": "state", "act": "act"}
_DATES = frozenset({"start", "end", "date", "due", "started"})
_SKIPPED = frozenset({"id", "kind"})


def value_words(name: str, value: object, *, subject: str = "meeting") -> str:
    """The value of the property `name` in words: codes translated, dates in plain words, actors by name."""
    if value is None or value == "":
        return gettext("not given")
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, Mapping):
        return _mapping(name, value, subject)
    if isinstance(value, list | tuple):
        return list_words([value_words(name, one, subject=subject) for one in value])
    if name in _DATES:
        return day_of(str(value))
    if name == "country":
        return country(str(value))
    if name in ("event", "what") or (name == "kind" and subject in ("ceasefire", "release")):
        return label(subject, value)
    return label(_TABLES[name], value) if name in _TABLES else str(value)


def isolated(words: str) -> str:
    """A name of another script inside words of a right-to-left language: it keeps its own direction and leaves the sentence its own."""
    return f"\u2068{words}\u2069" if words and get_language_bidi() else words


def composed(words: str) -> str:
    """Words put together in a right-to-left language: a mark says which way they run, whatever they begin with."""
    return f"\u200f{words}" if words and get_language_bidi() else words


def list_words(words: list[str]) -> str:
    """A list as the language writes it."""
    joined = pgettext("between the members of a list", ", ").join(isolated(one) for one in words)
    return composed(joined) if len(words) > 1 else joined


def meeting_title(meeting: MeetingView) -> str:
    """What a meeting is called: the record's own title in English, else composed from what is known of it."""
    return meeting.title if get_language() == "en" else composed(_title(meeting))


def _title(meeting: MeetingView) -> str:
    kind, track = label("meeting", meeting.kind), isolated(meeting.track.name if meeting.track else "")
    if track and meeting.ordinal:
        return gettext("%(track)s, round %(number)s") % {"track": track, "number": meeting.ordinal}
    if track:
        return gettext("%(track)s: %(kind)s") % {"track": track, "kind": kind}
    if meeting.city:
        return gettext("%(kind)s in %(place)s") % {"kind": kind, "place": isolated(meeting.city)}
    names = list_words([actor_name(one.actor.id, one.actor.name) for one in meeting.participants[:3]])
    return gettext("%(kind)s: %(names)s") % {"kind": kind, "names": names} if names else kind


def place_of(meeting: MeetingView) -> str:
    """City and country, as far as known."""
    parts = [part for part in (meeting.city, country(meeting.country)) if part]
    return list_words(parts)


def claim_words(claim: ClaimView) -> str:
    """What the claim in force says."""
    return value_words(claim.property, claim.value if claim.decided is None else claim.decided, subject=claim.subject)


def _mapping(name: str, value: Mapping[str, Any], subject: str) -> str:
    if name == "participant":
        actor, role = isolated(_name(value.get("actor"))), label("role", value.get("role"))
        return composed(gettext("%(actor)s as %(role)s") % {"actor": actor, "role": role})
    if name == "person":
        head = gettext("head of delegation") if value.get("head") else ""
        return list_words([part for part in (str(value.get("name")), value.get("office"), _name(value.get("actor")), head) if part])
    if name == "act":
        actors = list_words([_name(one) for one in value.get("actors") or ()]) or gettext("nobody named")
        issues = list_words([label("issue", one) for one in value.get("issues") or ()])
        due = gettext("due %(date)s") % {"date": day_of(value["due"])} if value.get("due") else ""
        return composed(" · ".join(part for part in (actors, label("act", value.get("act")), issues, due) if part))
    if "name" in value and "id" in value:
        return _name(value)
    parts = []
    for key, one in value.items():
        if one in (None, "", [], (), False) or (key in _SKIPPED and key != "kind"):
            continue
        words = value_words(key, one, subject=subject)
        parts.append(words if key in ("act", "event", "what", "kind", "name") else f"{label('property', key)}: {words}")
    return composed(" · ".join(parts))


def _name(actor: object) -> str:
    if isinstance(actor, Mapping):
        return actor_name(str(actor.get("id", "")), str(actor.get("name") or actor.get("id") or ""))
    return str(actor) if actor else ""


def span_words(meeting: MeetingView) -> str:
    """When a meeting was, or that its sources do not say."""
    return range_of(meeting.start, meeting.end) or gettext("date not given")
