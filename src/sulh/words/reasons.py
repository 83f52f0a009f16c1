"""The reasons of engines as sentences of a language."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from sulh.model.reasons import Reason
from sulh.words.tables import code, phrase
from sulh.words.writing import isolated, listing

__all__ = ["reason"]


def reason(one: Reason, *, language: str = "en") -> str:
    """The sentence of a reason. Raises KeyError for a code that has no phrase, or lacks a value that its phrase asks for."""
    return phrase(f"reason.{one.code}", language=language, **{name: _worded(value, language) for name, value in one.values})


def _worded(value: Any, language: str) -> str:
    if isinstance(value, Reason):
        return reason(value, language=language)
    if isinstance(value, StrEnum):
        return code(type(value).__name__, value, "inside", language=language)
    if isinstance(value, tuple):
        return listing(map(str, value), language=language)
    return f"{value:g}" if isinstance(value, float) else isolated(str(value), language=language)
