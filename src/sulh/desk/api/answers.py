"""Answers of the record as JSON: the record's own views with the words that go with their codes, and the schemas of both, derived."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from ninja import Schema
from pydantic import create_model

from sulh import words
from sulh.ceasefire.incidents import Incident
from sulh.model import vocabulary
from sulh.record.shapes import ClaimView, FactView, Hit, MeetingView, PeriodView, RoleView, ValueView

__all__ = ["BRIEF", "answer", "schema_of"]

# What a meeting in a list leaves out: only the page of one meeting has it.
BRIEF = ("people", "values", "announced", "decided", "agenda", "acts", "documents", "mentions", "merges", "state")


def _claimed(one: ClaimView, language: str) -> str:
    return words.claim(one.subject, one.property, one.value if one.decided is None else one.decided, language=language)


def _period(one: PeriodView, language: str) -> str:
    return str(one.value.get("title") or "") if one.subject == "statement" else words.fact(one.subject, one.value, language=language)


# The words that answers add to the codes of a view: name of the field, and what it says in a language.
_WORDS: Mapping[type, tuple[tuple[str, Callable[[Any, str], str]], ...]] = {
    MeetingView: (("title", lambda one, language: words.title_of(one, language=language)),),
    ClaimView: (("label", _claimed),),
    PeriodView: (("label", _period),),
    FactView: (("label", lambda one, language: words.fact(one.kind, one.value, language=language)),),
}


# What answers add to the fields of a thing: properties that follow from them.
_FOLLOWS: Mapping[type, tuple[str, ...]] = {Incident: ("what", "start", "end", "place", "synthetic", "verification")}


def answer(value: Any, *, language: str = "en", brief: bool = False) -> Any:
    """A view as plain JSON; meetings within lists, and within other things, are `brief`."""
    if _is_named_tuple(type(value)):
        return {name: answer(getattr(value, name), language=language, brief=True) for name in value._fields}
    if isinstance(value, list | tuple):
        return [answer(one, language=language, brief=brief) for one in value]
    if isinstance(value, Mapping):
        return {key: answer(one, language=language, brief=True) for key, one in value.items()}
    if not is_dataclass(value) or isinstance(value, type):
        return value
    left_out = BRIEF if brief and isinstance(value, MeetingView) else ()
    made = {one.name: answer(getattr(value, one.name), language=language, brief=True) for one in fields(value) if one.name not in left_out}
    for name in _FOLLOWS.get(type(value), ()):
        made[name] = answer(getattr(value, name), language=language, brief=True)
    for name, said in _WORDS.get(type(value), ()):
        made[name] = said(value, language)
    if isinstance(value, MeetingView) and not brief:
        for name, told in (("values", value.values), ("announced", value.announced)):
            made[name] = {key: _rivals("meeting", key, ones, language) for key, ones in told.items()}
    if isinstance(value, RoleView):
        made["rivals"] = _rivals("participation", "role", value.rivals, language)
    if isinstance(value, Hit) and value.meeting is not None:
        made["title"] = words.title_of(value.meeting, language=language)
    return made


def _rivals(kind: str, name: str, ones: Iterable[ValueView], language: str) -> list[Any]:
    """The values that sources give for one property, each with its words."""
    said = [words.value(kind, name, one.value, language=language) for one in ones]
    return [answer(one, language=language) | {"label": label} for one, label in zip(ones, said, strict=True)]


@cache
def schema_of(view: type, *, brief: bool = False) -> type[Schema]:
    """The schema of the answer for a view: its fields, without those left out, and the words that are added."""
    hints = get_type_hints(view)
    left_out = BRIEF if brief and view is MeetingView else ()
    names = view._fields if _is_named_tuple(view) else tuple(one.name for one in fields(view))  # type: ignore[attr-defined]
    made: dict[str, Any] = {one: (_hint(hints[one]), ...) for one in names if one not in left_out}
    made |= {one: (_hint(get_type_hints(getattr(view, one).fget)["return"]), ...) for one in _FOLLOWS.get(view, ())}
    made |= {name: (str, ...) for name, _ in _WORDS.get(view, ())} | ({"label": (str, "")} if view is ValueView else {})
    name = view.__name__.removesuffix("View").removesuffix("Ref")
    name = view.__name__ if hasattr(vocabulary, name) else name  # codes of that name are described too
    return create_model(f"{name}Summary" if left_out else name, __base__=Schema, __doc__=view.__doc__, **made)


def _hint(hint: Any) -> Any:
    """A type of a view's field as that of the answer's: views become their schemas, tuples of any length lists."""
    if isinstance(hint, type) and (is_dataclass(hint) or _is_named_tuple(hint)):
        return schema_of(hint, brief=True)
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return Union[tuple(_hint(one) for one in inner)]  # noqa: UP007  # made of what is found
    if origin is tuple and inner[-1] is ...:
        return list[_hint(inner[0])]  # type: ignore[misc]
    if origin is tuple:
        return tuple[tuple(_hint(one) for one in inner)]  # type: ignore[misc]
    if origin is dict:
        return dict[str, _hint(inner[1])] if is_dataclass_list(inner[1]) else dict[str, Any]  # type: ignore[misc]
    return hint


def _is_named_tuple(one: type) -> bool:
    return issubclass(one, tuple) and hasattr(one, "_fields")


def is_dataclass_list(hint: Any) -> bool:
    """Whether a type is a tuple of views."""
    inner = get_args(hint)
    return get_origin(hint) is tuple and bool(inner) and isinstance(inner[0], type) and is_dataclass(inner[0])
