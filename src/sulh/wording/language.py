"""Guess the language of a clause, so that verbs, numbers and negations are read with the forms of that language alone."""

from __future__ import annotations

from functools import lru_cache

from sulh.text.issues import LETTERS, small_words

__all__ = ["language_of"]


@lru_cache(maxsize=8192)
def language_of(text: str) -> str | None:
    """Return `en`, `fr`, `es`, `ru` or `ar`, by script and, for Latin letters, by small words; None when nothing decides."""
    if not text.isascii():
        letters = sum(map(str.isalpha, text))
        for language, script in LETTERS.items():
            if 2 * len(script.findall(text)) > letters:
                return language
    counts = sorted(((count, language) for language, count in small_words(text).items()), reverse=True)
    return counts[0][1] if counts[0][0] > counts[1][0] else None
