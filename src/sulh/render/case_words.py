"""What stands in a person's file, in words: kinds of events, fields and their values, in each language."""

from __future__ import annotations

from typing import Any

from sulh import words
from sulh.persons.cases import HIDDEN, CaseEntry, CaseEventKind

__all__ = ["entry_said", "field_said", "kind_said", "value_said"]

_VOCABULARY = {
    "certainty": "Certainty", "answer": "HolderAnswer", "state": "HypothesisState", "fate": "PersonFate",
    "whereabouts": "PersonWhereabouts",
}  # fmt: skip
_KINDS = frozenset(map(str, CaseEventKind))
_SAID_FIRST = ("words", "title", "place", "answer", "who", "other")


def kind_said(kind: object, language: str = "en") -> str:
    """What a kind of event is called."""
    return words.phrase(f"case.{kind}", language=language)


def field_said(name: str, language: str = "en") -> str:
    """What a field is called."""
    return words.phrase(f"case.field_{name}", language=language)


def value_said(name: str, value: Any, language: str = "en") -> str:
    """What stands in a field: codes and dates in words, texts as they are written."""
    if isinstance(value, (list, tuple)):
        return words.listing((kind_said(one, language) if one in _KINDS else str(one) for one in value), language=language)
    if value == HIDDEN:
        return words.phrase("case.hidden", language=language)
    if name == "decided":
        return kind_said(value, language)
    if name in ("on", "received", "until"):
        return words.date(str(value), language=language)
    return words.code(_VOCABULARY[name], value, language=language) if name in _VOCABULARY else str(value)


def entry_said(one: CaseEntry, language: str = "en") -> str:
    """An entry in a line: its kind, its day, and how it begins."""
    told = next((value_said(name, one.values[name], language) for name in _SAID_FIRST if one.values.get(name)), "")
    return f"{kind_said(one.what, language)}, {words.date(one.event.at.date().isoformat(), language=language)}: {told[:60]}"
