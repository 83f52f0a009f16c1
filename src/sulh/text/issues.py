"""Find the issues that a text names, as codes from a lexicon."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from sulh.model import Issue
from sulh.text.phrases import PhraseIndex, lowered, rows

__all__ = ["LETTERS", "IssueMention", "find_issues", "small_words"]

_SILENT = "-"
_ENGLISH = "en"
LETTERS = {"ru": re.compile("[\u0400-\u04ff]"), "ar": re.compile("[\u0600-\u06ff]")}
_SMALL_WORDS = {
    "en": "the of and to for in on by with that their they was were is be from which this these its as at or not will should an",
    "fr": "le les des du de la et au aux un une dans pour par sur qui que leur leurs ont est sont ce ces cette ils elles avec ne se",
    "es": "los las del de la y al un una en para por con el que su sus se ha han como est esta este",
}
_SMALL = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
# Other signs of a language: words that lost a vowel, and accents.
_SIGNS = {
    "fr": re.compile(r"\b[ldnqsc]['\u2019]|[\u00e8\u00ea\u00e0\u00e7\u0153\u00f9\u00ee\u00f4]"),
    "es": re.compile(r"[\u00f1\u00f3\u00e1\u00ed\u00fa]"),
}
_WORD = re.compile(r"\w+")
# Arabic writes conjunctions, prepositions and the article together with the word.
_PREFIXES = {"ar": "[\u0648\u0641]?(?:[\u0628\u0644\u0643]?\u0627\u0644|\u0644\u0644|[\u0628\u0644\u0643])?"}


@dataclass(frozen=True, slots=True)
class IssueMention:
    """A wording `[start, end)` (code points) that names one issue."""

    start: int
    end: int
    issue: Issue


def find_issues(text: str) -> list[IssueMention]:
    """Return the issues that `text` names, in order of appearance; a wording that names two issues gives two mentions.

    The longest entry of `data/issues.csv` in the language of the text wins at each word; entries under "-" only keep a wording from being
    read as an issue. The languages are English, French, Spanish, Russian and Arabic; any other is read as English.
    """
    return list(_found(text))


# Several steps of reading ask about the same sentence.
@lru_cache(maxsize=1024)
def _found(text: str) -> tuple[IssueMention, ...]:
    phrases, issues = _lexicon(_language(text))
    return tuple(IssueMention(start, end, issue) for start, end, value in phrases.find(lowered(text)) for issue in issues[value])


def _language(text: str) -> str:
    """Guess the language of a text by its script, and for Latin script by common short words; English when nothing decides."""
    # French and Spanish sentences are hardly ever without an accent.
    if text.isascii():
        return _ENGLISH
    for language, letters in LETTERS.items():
        if 2 * len(letters.findall(text)) > sum(map(str.isalpha, text)):
            return language
    counts = small_words(text)
    return max(counts, key=lambda language: (counts[language], language == _ENGLISH))


def small_words(text: str) -> dict[str, int]:
    """Return how many words and signs of a text in Latin letters are among the commonest of each language."""
    low = text.lower()
    words = _WORD.findall(low)
    counts = {language: sum(map(small.__contains__, words)) for language, small in _SMALL.items()}
    for language, signs in _SIGNS.items():
        counts[language] += len(signs.findall(low))
    return counts


@cache
def _lexicon(language: str) -> tuple[PhraseIndex, dict[str, tuple[Issue, ...]]]:
    table = [row for row in rows("issues.csv") if row["language"] == language]
    codes = {row["issue"]: () if row["issue"] == _SILENT else tuple(map(Issue, row["issue"].split(";"))) for row in table}
    return PhraseIndex(((row["pattern"], row["issue"]) for row in table), prefix=_PREFIXES.get(language, "")), codes
