"""Tell the languages of one file apart: each becomes a statement of its own, at the offsets of the file."""

from __future__ import annotations

from dataclasses import replace

from sulh.documents.language import Line, languages_held, languages_of_lines, likely_language
from sulh.wording.language import language_of as language_of_clause
from sulh.wording.statement import Statement

__all__ = ["by_language", "language_of"]

_SAMPLE = 6000


def language_of(statement: Statement) -> str:
    """Return the ISO 639-1 code of the language of a statement, "" where nothing decides.

    Of a single sentence the commonest words often say nothing: the small words of the languages that clauses are read in decide then.
    """
    sample = statement.text[:_SAMPLE]
    return statement.language or likely_language(sample) or language_of_clause(sample) or ""


def by_language(statement: Statement) -> tuple[Statement, ...]:
    """Return a statement for each language of a text, the language with most letters first; one statement for a text of one language.

    The words of other languages are blanked, so that offsets stay those of the file. The first keeps the id, the others add their
    language to it (`r1-fr`). A line that is in no certain language, such as a heading in two, stays with the first.
    """
    held = languages_held(statement.text, languages_of_lines(statement.text))
    if len(held) < 2:
        return (replace(statement, language=language_of(statement)),)
    lines = languages_of_lines(statement.text, held)
    return tuple(_part(statement, language, lines, number) for number, language in enumerate(held))


def _part(statement: Statement, language: str, lines: list[Line], number: int) -> Statement:
    """Return the words of one language; a line without a certain one goes with the line before it, at the head with the first."""
    text = list(statement.text)
    current: str | None = None
    for low, high, guess in lines:
        current = guess or current
        if current not in (language, None) or (current is None and number):
            text[low:high] = " " * (high - low)
    own = replace(statement, text="".join(text), language=language)
    return own if not number else replace(own, id=f"{statement.id}-{language}", part_of=statement.id)
