"""Whether a value that a person gives has the shape and the codes that claims of its property have."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sulh.model import (
    ActKind,
    ActorKind,
    CeasefireKind,
    DateError,
    Issue,
    MeetingKind,
    MeetingStatus,
    RecordError,
    ReleaseKind,
    Role,
)
from sulh.text.edtf import parse

__all__ = ["checked_value"]

Check = Callable[[Any], bool]


def checked_value(prop: str, subject: str, value: Any) -> Any:
    """`value`, when a claim of property `prop` about a `subject` (meeting, act, track, ceasefire, release) can have it.

    Raises RecordError that says what was expected.
    """
    expected, check = _FACTS[prop] if subject != "meeting" else _MEETING[prop]
    if not check(value):
        raise RecordError(f"{value!r} cannot be the {prop} of a {subject}: give {expected}")
    return value


def _text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _date(value: Any) -> bool:
    try:
        return isinstance(value, str) and parse(value) is not None
    except DateError:
        return False


def _count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _country(value: Any) -> bool:
    return isinstance(value, str) and len(value) == 2 and value.isascii() and value.isupper()


def _code(codes: Any) -> Check:
    known = {str(code) for code in codes}
    return lambda value: isinstance(value, str) and value in known


def _maybe(check: Check) -> Check:
    return lambda value: value is None or check(value)


def _each(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(check(item) for item in value)


def _object(shape: Mapping[str, Check]) -> Check:
    return lambda value: isinstance(value, dict) and value.keys() == shape.keys() and all(shape[key](item) for key, item in value.items())


_actor = _object({"id": lambda value: _text(value) and len(value) <= 120, "name": _text, "kind": _code(ActorKind)})
_DATE = "a date in EDTF, such as 2021-07-08, 2021-07 or XXXX-07-08"
_ACTOR = '{"id", "name", "kind"}'

_MEETING: dict[str, tuple[str, Check]] = {
    "kind": (f"one of {', '.join(MeetingKind)}", _code(MeetingKind)),
    "status": (f"one of {', '.join(MeetingStatus)}", _code(MeetingStatus)),
    "track": ("the name of a track", _text),
    "ordinal": ("a number from 1 on", lambda value: _count(value) and value > 0),
    "start": (_DATE, _date),
    "end": (_DATE, _date),
    "city": ("the name of a place", _text),
    "country": ("a country by its two letters (ISO 3166-1 alpha-2)", _country),
    "core": ("true", lambda value: value is True),
    "participant": (f'{{"actor": {_ACTOR}, "role"}}', _object({"actor": _actor, "role": _code(Role)})),
    "person": (
        f'{{"name", "office", "actor": {_ACTOR}, "head"}}',
        _object({"name": _text, "office": _maybe(_text), "actor": _maybe(_actor), "head": lambda value: isinstance(value, bool)}),
    ),
    "agenda": (f"one of {', '.join(Issue)}", _code(Issue)),
}
_FACTS: dict[str, tuple[str, Check]] = {
    "act": (
        '{"act", "actors", "issues", "date", "due"}',
        _object(
            {
                "act": _code(ActKind),
                "actors": _each(_actor),
                "issues": _each(_code(Issue)),
                "date": _maybe(_date),
                "due": _maybe(_date),
            }
        ),
    ),
    "track": (
        '{"name", "started", "initiators", "venue", "parallel_to", "part_of"}',
        _object(
            {
                "name": _text,
                "started": _maybe(_date),
                "initiators": _each(_actor),
                "venue": _maybe(_text),
                "parallel_to": _maybe(_text),
                "part_of": _maybe(_text),
            }
        ),
    ),
    "ceasefire": (
        '{"event", "start", "end", "parties", "area"}',
        _object(
            {
                "event": _code(CeasefireKind),
                "start": _maybe(_date),
                "end": _maybe(_date),
                "parties": _each(_actor),
                "area": _maybe(_text),
            }
        ),
    ),
    "release": (
        '{"what", "by", "to", "count", "date"}',
        _object(
            {
                "what": _code(ReleaseKind),
                "by": _maybe(_actor),
                "to": _maybe(_actor),
                "count": _maybe(_count),
                "date": _maybe(_date),
            }
        ),
    ),
}
