"""Terms of a release read from plain values and from a file, each field checked."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sulh.model.messages import FilledMessage
from sulh.model.vocabulary import PersonCategory
from sulh.persons.releases.terms import CrossingPoint, Demand, Holder, ReleaseTerms, ReleaseTermsError

__all__ = ["load_release_terms", "release_terms", "terms_data"]

_FORMAT = "sulh_release_terms"
_MOST = 1_000_000


def load_release_terms(path: Path) -> ReleaseTerms:
    """Return the terms in a JSON file, `{"sulh_release_terms": 1, "name": ...}` with the fields of `ReleaseTerms`.

    Raises ReleaseTermsError, which names the file and the field.
    """
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as problem:
        raise ReleaseTermsError("{path}: cannot be read as JSON ({problem})", path=path, problem=problem) from problem
    if not isinstance(held, dict) or held.get(_FORMAT) != 1:
        raise ReleaseTermsError(
            '{path}: is no file of terms of a release; it begins {{"{format}": 1, "name": ...}}', path=path, format=_FORMAT
        )
    try:
        return release_terms({name: value for name, value in held.items() if name != _FORMAT})
    except ReleaseTermsError as problem:
        raise ReleaseTermsError("{path}: {problem}", path=path, problem=problem) from problem


def release_terms(given: Mapping[str, Any]) -> ReleaseTerms:
    """Return terms from plain values, as JSON holds them. Raises ReleaseTermsError."""
    _fields(given, ReleaseTerms, "terms")
    for name in ("name", "holders", "margin", "tranches", "crossings"):
        if name not in given:
            raise ReleaseTermsError("{name} is missing", name=name)
    made = ReleaseTerms(
        _text(given, "name", "terms"),
        tuple(_holder(one, FilledMessage("holder {number}", number=number)) for number, one in enumerate(_list(given, "holders"), 1)),
        _count(given, "margin", "terms"),
        tuple(_day(one, "tranches") for one in _list(given, "tranches")),
        tuple(_crossing(one, FilledMessage("crossing {number}", number=number)) for number, one in enumerate(_list(given, "crossings"), 1)),
        {_category(name, "margins"): _number(value, f"margins.{name}") for name, value in dict(given.get("margins", {})).items()},
        _priorities(_list(given, "priorities")),
        _flag(given, "families_together", True),
        _flag(given, "asked_only", False),
        tuple(_demand(one, FilledMessage("demand {number}", number=number)) for number, one in enumerate(_list(given, "demands"), 1)),
    )
    _sound(made)
    return made


def terms_data(terms: ReleaseTerms) -> dict[str, Any]:
    """Terms as JSON holds them; `release_terms` reads them."""
    held = json.loads(json.dumps(asdict(terms), default=str))
    held["holders"] = [_filled(one) for one in held["holders"]]
    held["crossings"] = [_filled(one) for one in held["crossings"]]
    held["demands"] = [{**_filled(one), "at_least": one["at_least"] if one["at_least"] is not None else "all"} for one in held["demands"]]
    return dict(held)


def _filled(held: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in held.items() if value not in ("", None, [])}


def _holder(held: Any, where: object) -> Holder:
    given = _fields(held, Holder, where)
    return Holder(_text(given, "name", where), _count(given, "ratio", where, 1, least=1), str(given.get("arabic", "")))


def _crossing(held: Any, where: object) -> CrossingPoint:
    given = _fields(held, CrossingPoint, where)
    limits = [_count(given, name, where) if given.get(name) is not None else None for name in ("capacity", "convoy")]
    closed = tuple(_day(one, FilledMessage("{where}, closed", where=where)) for one in _list(given, "closed"))
    return CrossingPoint(_text(given, "name", where), limits[0], limits[1], closed, str(given.get("arabic", "")))


def _demand(held: Any, where: object) -> Demand:
    given = _fields(held, Demand, where)
    if "at_least" not in given:
        raise ReleaseTermsError('{where}: at_least is missing; give a number, or "all"', where=where)
    count = None if given["at_least"] == "all" else _count(given, "at_least", where)
    category = _category(given["category"], where) if given.get("category") else None
    by = _day(given["by"], FilledMessage("{where}, by", where=where)) if given.get("by") else None
    return Demand(count, str(given.get("holder", "")), category, by)


def _sound(terms: ReleaseTerms) -> None:
    """Raise ReleaseTermsError where parts of the terms do not fit each other."""
    if len(terms.holders) < 2:
        raise ReleaseTermsError("holders: a release has two or more")
    for what, names in (("holders", terms.holder_names), ("crossings", tuple(one.name for one in terms.crossings))):
        if len(set(names)) < len(names) or not names:
            raise ReleaseTermsError("{what}: there is none, or a name stands twice", what=what)
    if any("/" in name for name in terms.holder_names):
        raise ReleaseTermsError("holders: a name may hold no slash, which parts it from a person's number")
    if not terms.tranches or list(terms.tranches) != sorted(set(terms.tranches)):
        raise ReleaseTermsError("tranches: days must be there, each later than the one before")
    for number, one in enumerate(terms.demands, 1):
        if one.holder and one.holder not in terms.holder_names:
            raise ReleaseTermsError("demand {number}: there is no holder {holder!r}", number=number, holder=one.holder)
        if one.by is not None and one.by < terms.tranches[0]:
            raise ReleaseTermsError("demand {number}: no tranche is on or before {by}", number=number, by=one.by)


def _priorities(given: list[Any]) -> tuple[PersonCategory, ...]:
    """The priorities as agreed; categories that nobody named come after them, in their own order."""
    named = [_category(one, "priorities") for one in given]
    if len(set(named)) < len(named):
        raise ReleaseTermsError("priorities: a category stands twice")
    return (*named, *(one for one in PersonCategory if one not in named))


def _fields(held: Any, of: type, where: object) -> Mapping[str, Any]:
    known = of.__dataclass_fields__  # type: ignore[attr-defined]
    if not isinstance(held, Mapping):
        raise ReleaseTermsError("{where}: must be an object with named fields", where=where)
    unknown = sorted(set(held) - set(known))
    if unknown:
        raise ReleaseTermsError(
            "{where}: has no field {unknown}; its fields are {known}", where=where, unknown=unknown[0], known=tuple(known)
        )
    return held


def _list(given: Mapping[str, Any], name: str) -> list[Any]:
    held = given.get(name, [])
    if not isinstance(held, list):
        raise ReleaseTermsError("{name}: must be a list", name=name)
    return held


def _text(given: Mapping[str, Any], name: str, where: object) -> str:
    held = given.get(name)
    if not isinstance(held, str) or not held.strip():
        raise ReleaseTermsError("{where}: {name} must be text", where=where, name=name)
    return held.strip()


def _count(given: Mapping[str, Any], name: str, where: object, default: int | None = None, *, least: int = 0) -> int:
    return _number(given.get(name, default), FilledMessage("{where}: {name}", where=where, name=name), least)


def _number(held: Any, where: object, least: int = 0) -> int:
    if not isinstance(held, int) or isinstance(held, bool) or not least <= held <= _MOST:
        raise ReleaseTermsError("{where} is {held!r}; it must be a whole number of at least {least}", where=where, held=held, least=least)
    return held


def _flag(given: Mapping[str, Any], name: str, default: bool) -> bool:
    held = given.get(name, default)
    if not isinstance(held, bool):
        raise ReleaseTermsError("{name} must be true or false", name=name)
    return held


def _category(held: Any, where: object) -> PersonCategory:
    try:
        return PersonCategory(held)
    except ValueError:
        raise ReleaseTermsError(
            "{where}: there is no category {held!r}; there are {known}", where=where, held=held, known=tuple(PersonCategory)
        ) from None


def _day(held: Any, where: object) -> dt.date:
    try:
        return dt.date.fromisoformat(held)
    except (TypeError, ValueError):
        raise ReleaseTermsError("{where}: {held!r} is no day; days are written YYYY-MM-DD", where=where, held=held) from None
