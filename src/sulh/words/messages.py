"""What errors and other sentences with gaps say in a language: found by their English, and filled with the same values."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from string import Formatter

from sulh.model.errors import SulhError
from sulh.model.messages import FilledMessage, TermName
from sulh.words.tables import code, phrase, rows, word
from sulh.words.writing import composed, isolated, listing

__all__ = ["said"]

_ENGLISH = "en"


def said(spoken: BaseException | FilledMessage, *, language: str = _ENGLISH) -> str:
    """What an error or a sentence says; in English, as `str` has it, where nobody wrote it in the language."""
    sentence = spoken.message if isinstance(spoken, SulhError) else spoken
    if not isinstance(sentence, FilledMessage) or language.partition("-")[0].lower() == _ENGLISH:
        return str(spoken)
    row = _sentences().get(sentence.template)
    if row is None and not _is_gaps(sentence.template):
        return str(spoken)
    template = word(row, language) if row is not None else sentence.template
    return composed(template.format(**{name: _worded(value, language) for name, value in sentence.values.items()}), language=language)


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    return {row["en"]: row for row in rows("messages")}


@cache
def _is_gaps(template: str) -> bool:
    """Whether nothing of a template is words: gaps, and marks between them."""
    return not any(letter.isalpha() for text, *_ in Formatter().parse(template) for letter in text)


def _worded(value: object, language: str) -> str:
    match value:
        case TermName():
            try:
                return phrase(value.key, language=language)
            except KeyError:
                return str(value)
        case StrEnum():
            return code(type(value).__name__, value, "inside", language=language)
        case SulhError() | FilledMessage():
            return said(value, language=language)
        case tuple():
            return listing((_worded(one, language) for one in value), language=language)
    return isolated(str(value), language=language)
