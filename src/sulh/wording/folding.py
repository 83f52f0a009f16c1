"""Fold wordings for comparison: only the letters that copies do not change, each with its offset in the original text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from sulh.text.folding import fold_lookalikes
from sulh.text.phrases import rows
from sulh.wording.reporting import reported
from sulh.wording.short_names import NO_SHORT_NAMES, OPENING, ShortNames

__all__ = ["FoldedText", "article_words", "folded_text", "renamed", "without_remarks"]

_WORD = re.compile(r"\w+")
_BRACKETED = re.compile(r"\[[^\[\]\n]{1,200}\]|\([^()\n]{1,200}\)")
_STOP = re.compile(r"[.!?:;\u061f\u061b]")
_MARKS = re.compile("[\u064b-\u0652\u0640]")


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A wording for comparison: the `letters` of its words without blanks; `places[i]` is the offset of letter i in the original text.

    Articles, punctuation, remarks of editors and blanks are left out, renamed things have their first name; it is never displayed.
    `words` are the words by themselves; `articles` those of the languages whose articles the text uses;
    `names[i]` counts the letters before letter i that belong to names: words in a capital letter that does not only open a sentence.
    """

    letters: str
    places: tuple[int, ...]
    words: tuple[str, ...]
    articles: frozenset[str] = frozenset()
    names: tuple[int, ...] = (0,)

    @property
    def spaced(self) -> str:
        """The words written apart."""
        return " ".join(self.words)

    def plain(self, low: int, high: int) -> int:
        """Return how many of the letters `[low, high)` belong to words that are not names."""
        return high - low - (self.names[high] - self.names[low])

    def span(self, low: int, high: int) -> tuple[int, int]:
        """Return the span of letters `[low, high)` in the original text."""
        return self.places[low], self.places[high - 1] + 1


def folded_text(text: str, *, offset: int = 0, names: ShortNames = NO_SHORT_NAMES) -> FoldedText:
    """Fold a text that begins at `offset` of the original text; `names` are those that its series has an abbreviation for."""
    found = _folded(text, names)
    return replace(found, places=tuple([offset + place for place in found.places])) if offset else found


@lru_cache(maxsize=4096)
def _folded(text: str, names: ShortNames) -> FoldedText:
    """Fold a text by itself; formulae stand word for word in many statements."""
    if _MARKS.search(text):
        return _without_marks(text, names)
    folded = _without_reporters(without_remarks(fold_lookalikes(text)))
    articles, prefixes, _ = _tables()
    places: list[int] = []
    words: list[str] = []
    capital: list[bool] = []
    opening: list[bool] = []
    before = 0
    # In a text in capitals names cannot be recognised.
    capitals = 2 * sum(map(str.isupper, text)) > len(text)
    used: frozenset[str] = frozenset()
    for start, end, word in renamed(folded, text, names):
        if word in articles:
            used |= articles[word]
            continue
        prefix = next((p for p in prefixes if word.startswith(p) and len(word) - len(p) >= 3), "") if word.startswith(prefixes) else ""
        words.append(word[len(prefix) :])
        capital.append(text[start].isupper() and not capitals)
        # The full stop after an initial ends no sentence.
        opening.append(not before or (_STOP.search(text, before, start) is not None and not (capital[-2] and len(words[-2]) == 1)))
        before = end
        # Only the name of a renamed thing may be longer than what is written.
        within = min(start + len(word), end)
        places.extend(range(start + len(prefix), within))
        places.extend([end - 1] * (len(word) - max(len(prefix), within - start)))
    return FoldedText("".join(words), tuple(places), tuple(words), used, _names(words, capital, opening))


def _without_marks(text: str, names: ShortNames) -> FoldedText:
    """Fold a text that has marks of vowels: a word is one with or without them."""
    kept = [at for at, letter in enumerate(text) if not _MARKS.match(letter)]
    form = _folded("".join([text[at] for at in kept]), names)
    return replace(form, places=tuple([kept[place] for place in form.places]))


def _names(words: Sequence[str], capital: Sequence[bool], opening: Sequence[bool]) -> tuple[int, ...]:
    """Count the letters of names before each letter; names are capitalised words, at the start of a sentence only if another follows."""
    found = [0]
    for at, word in enumerate(words):
        named = capital[at] and (not opening[at] or (at + 1 < len(words) and capital[at + 1] and not opening[at + 1]))
        low = found[-1]
        found.extend(range(low + 1, low + len(word) + 1) if named else [low] * len(word))
    return tuple(found)


def renamed(folded: str, written: str | None = None, names: ShortNames = NO_SHORT_NAMES) -> list[tuple[int, int, str]]:
    """Return the words `[start, end)` of a folded text; a renamed thing is one entry, under the name it is compared by.

    With the text as `written`, abbreviations count only in capitals: "un" is a small word in some languages. A name with an abbreviation in
    `names` has one spelling with it.
    """
    openings, longest = _renames()[1:3]
    longest = max(longest, names.longest)
    words = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(folded)]
    found: list[tuple[int, int, str]] = []
    at = 0
    while at < len(words):
        size, canonical = 0, None
        if words[at][2] in openings or words[at][2][:OPENING] in names.openings or words[at][2] in names.openings:
            size, canonical = _longest_name(words[at : at + longest], written, names)
        if canonical is not None:
            found.append((words[at][0], words[at + size - 1][1], canonical))
            at += size
        else:
            found.append(words[at])
            at += 1
    return found


def _longest_name(words: Sequence[tuple[int, int, str]], written: str | None, names: ShortNames) -> tuple[int, str | None]:
    """Return how many of these words are the name of a renamed or abbreviated thing, and what it is compared by; None if none are."""
    table, _, _, abbreviations = _renames()
    small = written is not None and any(map(str.islower, written[words[0][0] : words[0][0] + 2]))
    for size in range(len(words), 0, -1):
        form = tuple(word for _, _, word in words[:size])
        canonical = None if small and form in abbreviations else table.get(form)
        if canonical is None and (size > 1 or not small):
            canonical = names.table.get(tuple(word[:OPENING] for word in form) if size > 1 else form)
        if canonical is not None:
            return size, canonical
    return 0, None


def without_remarks(folded: str) -> str:
    """The text with remarks of editors in brackets made blank, at the same length."""
    if "(" not in folded and "[" not in folded:
        return folded
    _, _, comments = _tables()

    def blank(match: re.Match[str]) -> str:
        inside = match.group()[1:-1].strip()
        return " " * len(match.group()) if comments.search(inside) else match.group()

    return _BRACKETED.sub(blank, folded)


def _without_reporters(folded: str) -> str:
    """The text with the words that only say who reported it made blank, at the same length."""
    for start, end in reported(folded):
        folded = folded[:start] + " " * (end - start) + folded[end:]
    return folded


@cache
def _tables() -> tuple[dict[str, frozenset[str]], tuple[str, ...], re.Pattern[str]]:
    """Articles with all of their language, prefixed articles, and the pattern that knows a remark by how it opens or closes."""
    table = rows("copying.csv")
    folded = [(row["kind"], fold_lookalikes(row["form"])) for row in table]
    languages: dict[str, set[str]] = {}
    for row in table:
        if row["kind"] == "article":
            languages.setdefault(row["language"], set()).add(fold_lookalikes(row["form"]))
    articles: dict[str, frozenset[str]] = {word: frozenset(words) for words in languages.values() for word in words}
    comments = "|".join(sorted((re.escape(form) for kind, form in folded if kind == "comment"), key=lambda form: (-len(form), form)))
    pattern = re.compile(rf"^(?:{comments})(?:\.|:|,|$|\s*-)|[-,]\s*(?:{comments})\.?$")
    return articles, tuple(form for kind, form in folded if kind == "prefix"), pattern


@cache
def article_words() -> frozenset[str]:
    """The articles of all languages, folded."""
    return frozenset(_tables()[0])


@cache
def _renames() -> tuple[dict[tuple[str, ...], str], frozenset[str], int, frozenset[tuple[str, ...]]]:
    """Other names with what they are compared by, their first words, the words of the longest, and those that are abbreviations."""
    table = rows("renamed.csv")
    names = [(_words(row["form"]), "".join(_words(row["canonical"]))) for row in table]
    abbreviations = frozenset(_words(row["form"]) for row in table if row["form"][:2].isupper())
    return dict(names), frozenset(words[0] for words, _ in names), max(len(words) for words, _ in names), abbreviations


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold_lookalikes(text)))
