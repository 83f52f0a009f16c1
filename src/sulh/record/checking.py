"""Whether a value that a person gives has the shape and the codes that its declaration asks for."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from sulh.model import ActorKind, DateError, InvalidError
from sulh.model.kinds import Kind, Property, PropertyType, kind_named
from sulh.text.edtf import parse

__all__ = ["checked_value", "is_date", "problem_with"]


def checked_value(prop: str, subject: str, value: Any) -> Any:
    """`value`, when a claim of property `prop` about a `subject` (the name of a kind) can have it.

    Raises InvalidError that says what was expected.
    """
    expected, fits = _claimed(kind_named(subject), prop)
    if not fits(value):
        raise InvalidError(f"{value!r} cannot be the {prop} of a {subject}: give {expected}")
    return value


def problem_with(one: Property, value: Any) -> str | None:
    """What a value of a property ought to be, when it is something else; None for one that fits, or is left out where it may be."""
    if value is None or value == []:
        return f"give {_expected(one)}" if one.required and value is None else None
    return None if _fits(one)(value) else f"{value!r} is not what is asked for: give {_expected(one)}"


def is_date(value: Any) -> bool:
    """Whether a value is a date in EDTF."""
    try:
        return isinstance(value, str) and parse(value) is not None
    except DateError:
        return False


Check = Callable[[Any], bool]


def _claimed(kind: Kind, prop: str) -> tuple[str, Check]:
    one = kind.claimed[prop]
    if one.part is None:
        # A claim about a flag says that it is so; that it is not so is no claim.
        return ("true", lambda value: value is True) if one.holds is PropertyType.FLAG else (_expected(one), _fits(one))
    part = one.part
    if part.bare:
        bare = part.by_name[part.bare]
        return _expected(bare), _fits(bare)
    shape = {item.name if part.whole and not part.within else item.claimed: item for item in part.properties}
    return "{" + ", ".join(_named(name, item) for name, item in shape.items()) + "}", _object(shape)


def _named(name: str, one: Property) -> str:
    return f'"{name}": {_ACTOR}' if one.holds is PropertyType.ACTOR and not one.many else f'"{name}"'


def _object(shape: Mapping[str, Property]) -> Check:
    def fits(value: Any) -> bool:
        return isinstance(value, dict) and value.keys() == shape.keys() and all(_given(one)(value[name]) for name, one in shape.items())

    return fits


def _given(one: Property) -> Check:
    """Whether the value of a property fits within a whole claim, where what is not known is null."""
    return lambda value: (value is None and not one.required and not one.many) or _fits(one)(value)


def _fits(one: Property) -> Check:
    single = _SINGLE[one.holds] if one.codes is None else _code(one)
    if one.many:
        return lambda value: isinstance(value, list) and all(single(item) for item in value)
    return single


def _code(one: Property) -> Check:
    known = {str(code) for code in one.codes or ()}
    return lambda value: isinstance(value, str) and value in known


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _whole(least: int) -> Check:
    return lambda value: isinstance(value, int) and not isinstance(value, bool) and least <= value < 2**31


def _country(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 2 and value.isascii() and value.isupper()


def _actor(value: Any) -> bool:
    if not isinstance(value, dict) or value.keys() != {"id", "name", "kind"}:
        return False
    return _text(value["id"]) and len(value["id"]) <= 120 and _text(value["name"]) and value["kind"] in set(ActorKind)


def _duration(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?", value) is not None


def _geometry(value: Any) -> bool:
    try:
        return isinstance(value, str) and isinstance(json.loads(value).get("type"), str)
    except (ValueError, AttributeError):
        return False


_ACTOR = '{"id", "name", "kind"}'
_SINGLE: Mapping[PropertyType, Check] = {
    PropertyType.TEXT: _text,
    PropertyType.DATE: is_date,
    PropertyType.COUNT: _whole(0),
    PropertyType.ORDINAL: _whole(1),
    PropertyType.FLAG: lambda value: isinstance(value, bool),
    PropertyType.ACTOR: _actor,
    PropertyType.TRACK: _text,
    PropertyType.PLACE: _text,
    PropertyType.COUNTRY: _country,
    PropertyType.PERSON: _text,
    PropertyType.DURATION: _duration,
    PropertyType.GEOMETRY: _geometry,
}
_EXPECTED: Mapping[PropertyType, str] = {
    PropertyType.TEXT: "words",
    PropertyType.DATE: "a date in EDTF, such as 2021-07-08, 2021-07 or XXXX-07-08",
    PropertyType.COUNT: "a number from 0 on",
    PropertyType.ORDINAL: "a number from 1 on",
    PropertyType.FLAG: "true or false",
    PropertyType.ACTOR: f"an actor, {_ACTOR}",
    PropertyType.TRACK: "the name of a track",
    PropertyType.PLACE: "the name of a place",
    PropertyType.COUNTRY: "a country by its two letters (ISO 3166-1 alpha-2)",
    PropertyType.PERSON: "the name of a person",
    PropertyType.DURATION: "a duration in ISO 8601, such as P10D",
    PropertyType.GEOMETRY: "a geometry as GeoJSON",
}


def _expected(one: Property) -> str:
    said = f"one of {', '.join(one.codes)}" if one.codes else _EXPECTED[one.holds]
    return f"a list, each {said}" if one.many else said
