"""What the record calls things in English: titles of meetings, sentences of claims, words of values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sulh.text.codes import ACTS, words
from sulh.text.countries import country_name
from sulh.text.dates_plain import plain_date, plain_range

__all__ = ["claim_label", "meeting_title", "period_label", "release_label", "value_label"]

# Meetings of these kinds are numbered and named within a track; the others are named by where and when.
_OF_A_TRACK = frozenset({"round", "session", "working_group"})
_KINDS = {"working_group": "working group meeting", "call": "call", "visit": "visit"}
_STATUSES = {"held": "was held", "ongoing": "is under way", "planned": "is planned", "cancelled": "was cancelled"}
_Value = Mapping[str, Any]


def meeting_title(
    kind: str,
    *,
    track: str | None = None,
    ordinal: int | None = None,
    start: str | None = None,
    end: str | None = None,
    city: str | None = None,
    country: str | None = None,
) -> str:
    """ "Astana process, round 16" where track and number are known, otherwise "Summit in Sochi, 14 February 2019"."""
    name = _KINDS.get(kind, words(kind))
    if track and ordinal is not None:
        return f"{track}, {name} {ordinal}"
    place = city or country_name(country)
    said = f"{name} {ordinal}" if ordinal is not None else name
    said += f" in {place}" if place else ""
    when = plain_range(start, end)
    said += f", {when}" if when else ""
    if track and (kind in _OF_A_TRACK or not (place or when)):
        return f"{track}, {said}"
    return said[0].upper() + said[1:]


def value_label(name: str, value: object) -> str:
    """The value of a property as people would say it: "14 February 2019", "Russia, guarantor", "yes"."""
    if value is None:
        return "not given"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return _COMPOUND[name](value) if name in _COMPOUND else ", ".join(str(part) for part in value.values() if part)
    if not isinstance(value, str):
        return str(value)
    if name in {"start", "end", "date", "due", "started"}:
        return plain_date(value)
    if name == "country":
        return country_name(value) or value
    return words(value) if name in {"kind", "status", "agenda", "role", "act", "event", "what"} else value


def claim_label(name: str, value: object) -> str:
    """A claim in a short sentence without its subject: "from 14 February 2019", "Russia took part as guarantor"."""
    said = value_label(name, value)
    pattern = _SENTENCES.get(name)
    if pattern is None or value is None:
        return said
    return pattern.format(said) if isinstance(pattern, str) else pattern(value)


def period_label(value: _Value) -> str:
    """An event of a ceasefire: "Ceasefire declared, 5 March 2020, Idlib"."""
    when = plain_range(value.get("start"), value.get("end"))
    return ", ".join(_said(f"Ceasefire {value.get('event')}", when, value.get("area"), _names(value.get("parties", ()))))


def release_label(value: _Value) -> str:
    """A release: "Prisoner exchange (12), by Syria, to Syrian armed opposition, June 2021"."""
    count = value.get("count")
    head = words(str(value.get("what"))).capitalize() + (f" ({count:,})" if count is not None else "")
    by, to = value.get("by"), value.get("to")
    return ", ".join(_said(head, by and f"by {by['name']}", to and f"to {to['name']}", plain_date(value.get("date"))))


def _said(*parts: str | None) -> tuple[str, ...]:
    return tuple(part for part in parts if part)


def _names(actors: Iterable[_Value]) -> str:
    return ", ".join(str(actor["name"]) for actor in actors)


def _act(value: _Value) -> str:
    actors, issues = value.get("actors", ()), ", ".join(words(issue) for issue in value.get("issues", ()))
    code = str(value.get("act"))
    verb = ACTS.get(code, (code, code))[len(actors) > 1]
    due = value.get("due")
    said = f"{_names(actors) or 'Actor not named'} {verb}{': ' + issues if issues else ''}"
    return ", ".join(_said(said, due and f"due {plain_date(due)}"))


def _track(value: _Value) -> str:
    initiators = _names(value.get("initiators", ()))
    started, venue = value.get("started"), value.get("venue")
    relations = (value.get("parallel_to") and f"parallel to {value['parallel_to']}", value.get("part_of") and f"part of {value['part_of']}")
    begun = (started and f"since {plain_date(started)}", initiators and f"begun by {initiators}", venue and f"in {venue}")
    return ", ".join(_said(str(value.get("name")), *begun, *relations))


def _participant(value: _Value) -> str:
    return f"{value['actor']['name']}, {words(value['role'])}"


def _took_part(value: object) -> str:
    one: Any = value
    return f"{one['actor']['name']} took part as {words(one['role'])}"


def _person(value: _Value) -> str:
    actor = value.get("actor")
    leads = "head of delegation" if value.get("head") else None
    return ", ".join(_said(str(value.get("name")), value.get("office"), actor and actor["name"], leads))


_COMPOUND: dict[str, Callable[[_Value], str]] = {
    "participant": _participant,
    "person": _person,
    "act": _act,
    "track": _track,
    "ceasefire": period_label,
    "release": release_label,
}
_SENTENCES: dict[str, str | Callable[[object], str]] = {
    "kind": "the meeting is a {}",
    "status": lambda value: f"the meeting {_STATUSES.get(str(value), str(value))}",
    "ordinal": "number {} of its kind",
    "start": "from {}",
    "end": "until {}",
    "city": "held in {}",
    "country": "held in {}",
    "core": lambda value: "what the document is mainly about" if value else "not what the document is mainly about",
    "participant": _took_part,
    "person": "{} was there",
    "agenda": "about {}",
}
