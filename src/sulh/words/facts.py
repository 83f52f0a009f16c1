"""What is claimed, in words: values, claims and whole facts by the declaration of their kind, and what a meeting is called."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from sulh.model.declaring import Kind, Property, PropertyType
from sulh.words import names
from sulh.words.dates import date, span
from sulh.words.tables import code, phrase, prop, within
from sulh.words.writing import composed, isolated, listing

__all__ = ["claim", "fact", "found", "meeting_title", "parts", "place", "status_of", "title_of", "value"]

# What a source says of a meeting before or while it is held.
_EXPECTED = frozenset({"planned", "ongoing"})
# Meetings of these kinds are numbered and named within a track; the others are named by where and when.
_OF_A_TRACK = frozenset({"round", "session", "working_group"})
_EMPTY: tuple[object, ...] = (None, "", [], (), {})
# Identifiers of the events that a count is of: for who looks them up, and too many for a line.
_UNSAID = frozenset({"cases"})
_DURATION = re.compile(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


def value(kind: str, name: str, value: Any, *, form: str = "", language: str = "en") -> str:
    """The value of a property in words, by what its declaration says that it holds; `kind` is the subject of a claim or a part of one.

    `form="inside"` is for values within a sentence. What no declaration knows is shown as it is.
    """
    if value in _EMPTY:
        return phrase("not_given", language=language)
    declared = _property(kind, name, value)
    return _held(declared, value, form, language) if declared else _undeclared(kind, value, language)


def claim(kind: str, property: str, value: Any, *, language: str = "en") -> str:
    """A claim in a short sentence without its subject: "from 14 February 2019", "Russia took part as guarantor"."""
    if value in _EMPTY or (declared := _property(kind, property, value)) is None:
        return phrase("not_given", language=language) if value in _EMPTY else _undeclared(kind, value, language)
    if declared.holds is PropertyType.CODE and (whole := code(declared.vocabulary, value, "sentence", language=language, lacking="")):
        return whole
    if declared.holds is PropertyType.FLAG:
        return within(f"claim.{kind}.{property}.{'yes' if value else 'no'}", _held(declared, value, "", language), language=language)
    words = _held(declared, value, "inside", language)
    if property == "participant":
        words = composed("".join(parts("participation", value, language=language, lines="claim")), language=language)
    return composed(within(f"claim.{kind}.{property}", isolated(words, language=language), language=language), language=language)


def fact(kind: str, value: Any, *, language: str = "en") -> str:
    """A whole fact in one line: "Ceasefire declared, January 2017, Idlib"; `value` is its JSON mapping or the fact itself."""
    return listing(parts(kind, value, language=language), language=language)


def parts(kind: str, value: Any, *, lines: str = "line", language: str = "en") -> tuple[str, ...]:
    """The parts of that line, the one that names the fact first; `lines` names the phrases that its properties stand in."""
    declared = _kind(kind)
    if declared is None:
        return (_undeclared(kind, value, language),)
    found = [one for one in (_act if kind == "act" else _parts)(declared, value, lines, language) if one]
    # A phrase that begins with a blank belongs to what the fact is called: "Prisoner exchange (12)".
    head = "".join([*found[:1], *(one for one in found[1:] if one.startswith(" "))])
    return tuple(one for one in (composed(head, language=language), *found[1:]) if one and not one.startswith(" "))


@lru_cache(maxsize=65536)  # as dates are
def meeting_title(
    kind: str,
    *,
    track: str | None = None,
    ordinal: int | None = None,
    start: str | None = None,
    end: str | None = None,
    city: str | None = None,
    country: str | None = None,
    language: str = "en",
) -> str:
    """ "Astana process, round 16" where track and number are known, otherwise "Summit in Sochi, 14 February 2019"."""
    inside = code("MeetingKind", kind, "numbered" if ordinal is not None else "title", language=language).format(number=ordinal)
    name = inside[:1].lower() + inside[1:]
    of_track = isolated(track or "", language=language)
    if track and ordinal is not None:
        return composed(phrase("title.in_track", language=language, track=of_track, name=name), language=language)
    where, when = names.city(city, language=language) or names.country(country, language=language), span(start, end, language=language)
    if where:
        name = phrase("title.place", language=language, name=name, place=isolated(where, language=language))
    if when:
        name = phrase("title.when", language=language, name=name, when=when)
    if track and (kind in _OF_A_TRACK or not (where or when)):
        return composed(phrase("title.in_track", language=language, track=of_track, name=name), language=language)
    return composed(name[:1].upper() + name[1:], language=language)


def title_of(meeting: Any, *, language: str = "en") -> str:
    """What a meeting is called: anything that has what `meeting_title` asks for, `track` being None or with `id` and `name`."""
    track = meeting.track and names.track(meeting.track.id, meeting.track.name, language=language)
    known = {name: getattr(meeting, name) for name in ("ordinal", "start", "end", "city", "country")}
    return meeting_title(meeting.kind, track=track, language=language, **known)


def status_of(meeting: Any, *, language: str = "en", today: str = "") -> str:
    """The state of a meeting as its sources have it: anything with `status`, and `first_day` and `last_day` (ISO) or None.

    A source says on its own day that a meeting is planned or under way. Where the days are past and nobody said that it was held, that is
    what the words say: whether it was held is not known. `today` is another day than today's, in ISO.
    """
    last = meeting.last_day or meeting.first_day
    is_past = last is not None and last < (today or dt.date.today().isoformat())
    return code("MeetingStatus", meeting.status, "past" if is_past and meeting.status in _EXPECTED else "", language=language)


def place(city: str | None, country: str | None, *, language: str = "en") -> str:
    """City and country, as far as known."""
    return listing((names.city(city, language=language), names.country(country, language=language)), language=language)


def found(how: str, *, language: str = "en") -> str:
    """What a comparison of two meetings found: "the same day", "3 in common"."""
    count, _, rest = how.partition(" ")
    if rest == "in common" and count.isdigit():
        return phrase("in_common", count=int(count), language=language)
    return code("found", how, language=language)


def _kind(name: str) -> Kind | None:
    """The kind of that name, or the part that claims give this name."""
    from sulh.model.kinds import kinds

    return next((one for one in kinds(parts=True) if name in (one.name, one.claim)), None)


def _property(kind: str, name: str, value: Any) -> Property | None:
    """The declared property of that name, or what claims give this name: a whole fact has the name of its kind."""
    found = _kind(kind)
    if found is None:
        return None
    if name == kind and isinstance(value, Mapping):
        return found.claimed.get(name)
    return found.by_name.get(name) or found.claimed.get(name) or next((one for one in found.properties if one.claimed == name), None)


def _held(declared: Property, value: Any, form: str, language: str) -> str:
    if isinstance(value, list | tuple):
        return listing((_held(declared, one, form, language) for one in value), language=language)
    if declared.holds is PropertyType.CODE:
        return code(declared.vocabulary, value, form, language=language)
    if declared.part is not None:
        if declared.part.bare and not isinstance(value, Mapping):
            return _held(declared.part.by_name[declared.part.bare], value, form, language)
        return str(value) if isinstance(value, str) else fact(declared.part.name, value, language=language)
    return _SAY[declared.holds](value, language) if declared.holds in _SAY else str(value)


def _undeclared(kind: str, value: Any, language: str) -> str:
    """A value that no declaration describes: an actor by name, a mapping with the names of its values."""
    if isinstance(value, bool):
        return _flag(value, language)
    if isinstance(value, list | tuple):
        return listing((_undeclared(kind, one, language) for one in value), language=language)
    if not isinstance(value, Mapping):
        return str(value)
    if "id" in value and "name" in value:
        return _actor(value, language)
    shown = {prop(kind, str(name), language=language): _undeclared(kind, one, language) for name, one in value.items() if one not in _EMPTY}
    return listing((phrase("pair", language=language, name=name, value=words) for name, words in shown.items()), language=language)


def _actor(value: Any, language: str) -> str:
    if isinstance(value, str):
        return value
    id = str(_get(value, "id") or "")
    return names.actor(id, str(_get(value, "name") or id), language=language)


def _flag(value: Any, language: str) -> str:
    return phrase("yes" if value else "no", language=language)


def _duration(value: Any, language: str) -> str:
    """`P10D` as "10 days"; another ISO 8601 duration is shown as it is."""
    found = _DURATION.fullmatch(str(value))
    counted = {unit: int(number) for unit, number in zip("YMWD", found.groups(), strict=True) if number} if found else {}
    words = (phrase(f"duration.{unit}", count=number, language=language) for unit, number in counted.items())
    return listing(words, language=language) or str(value)


def _point(value: Any) -> str:
    """Latitude and longitude of a GeoJSON Point; "" for any other outline."""
    try:
        held = json.loads(value)
        longitude, latitude = (float(one) for one in held["coordinates"][:2])
    except (KeyError, TypeError, ValueError):
        return ""
    return f"{round(latitude, 3)}, {round(longitude, 3)}"


_SAY: dict[PropertyType, Callable[[Any, str], str]] = {
    PropertyType.DATE: lambda value, language: date(str(value), language=language),
    PropertyType.COUNT: lambda value, _language: f"{value:,}" if isinstance(value, int) else str(value),
    PropertyType.FLAG: _flag,
    PropertyType.ACTOR: _actor,
    PropertyType.TRACK: lambda value, language: names.track("", str(value), language=language),
    PropertyType.PERSON: lambda value, language: names.person(str(value), language=language),
    PropertyType.PLACE: lambda value, language: names.city(str(value), language=language),
    PropertyType.COUNTRY: lambda value, language: names.country(str(value), language=language),
    PropertyType.DURATION: _duration,
    PropertyType.GEOMETRY: lambda value, language: _point(value) or phrase("geometry", language=language),
}


def _parts(declared: Kind, value: Any, lines: str, language: str) -> Iterator[str]:
    """The properties that a fact has, each in the phrase that its line gives it; start and end together."""
    for number, one in enumerate(declared.values):
        held = _get(value, one.name, one.claimed)
        if held in _EMPTY or held is False or one.name in _UNSAID or (number and one.name == declared.written):
            continue
        if one.name == "end" and _get(value, "start"):
            continue
        if one.name == "start" and _get(value, "end"):
            yield span(str(held), str(_get(value, "end")), language=language)
        elif held is True:
            yield prop(declared.name, one.name, form="inside", language=language)
        else:
            words = _held(one, held, "inside" if number else "", language)
            yield within(f"{lines}.{declared.name}.{one.name}", isolated(words, language=language), language=language)


def _act(declared: Kind, value: Any, lines: str, language: str) -> Iterator[str]:
    """An act begins with a sentence: who does what about which issues."""
    actors, issues = _get(value, "actors") or (), _get(value, "issues") or ()
    who = listing((_actor(one, language) for one in actors), language=language) or phrase("act.nobody", language=language)
    verb, noun = (code("ActKind", _get(value, "act"), form, language=language) for form in ("many" if len(actors) > 1 else "one", ""))
    said = phrase("act.line", language=language, actors=isolated(who, language=language), verb=verb, noun=noun)
    about = listing((code("Issue", one, "inside", language=language) for one in issues), language=language)
    yield phrase("act.about", language=language, act=said, issues=about) if about else said
    for name in ("date", "due"):
        if held := _get(value, name):
            yield within(f"{lines}.act.{name}", date(str(held), language=language), language=language)


def _get(value: Any, *found: str) -> Any:
    """A property of a JSON mapping or of a fact itself, by the first of its names that it has."""
    if isinstance(value, Mapping):
        return next((value[name] for name in found if name in value), None)
    return next((getattr(value, name) for name in found if hasattr(value, name)), None)
