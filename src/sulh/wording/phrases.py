"""Find every use of a phrase in a series of statements: where, in which context, in which variant, by whom, and which was the first."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sulh.model import VariantKind
from sulh.text.folding import fold_lookalikes
from sulh.wording.clauses import clauses_of
from sulh.wording.folding import article_words, renamed
from sulh.wording.inflection import WordForms, forms_of
from sulh.wording.statement import Statement
from sulh.wording.tracing import ordered
from sulh.wording.types import Clause

__all__ = ["Use", "phrase"]

_CONTEXT = 80
# The most words that a variant may have between two words of the phrase.
_BETWEEN = 2
_ENDS = re.compile(r"[.;:\n\u061b\u061f!?]")
# Marks of vowels and the stretching of letters, which Arabic and Hebrew texts have or leave out.
_MARKS = re.compile("[\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]")


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a phrase: words `[start, end)` of a statement's text, as spelt in `text`, with what stands `before` and `after`.

    `exact` is whether the words are as asked for, except for case, accents and renamed things; `how` says what makes it a variant.
    `variant` is the wording by which uses are grouped, as its first use spells it. `first` marks the first use of all, `first_of_variant`
    that of its wording. `clause` is the clause it stands in.
    """

    statement: str
    date: str | None
    start: int
    end: int
    text: str
    before: str
    after: str
    variant: str
    exact: bool
    first: bool
    first_of_variant: bool
    clause: str | None
    issuers: tuple[str, ...]
    retold: bool
    how: tuple[VariantKind, ...] = ()


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a text, or a renamed thing: where it stands, the name it is compared by, and its forms."""

    start: int
    end: int
    key: str
    forms: WordForms
    renamed: bool


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    key: str
    how: tuple[VariantKind, ...]


def phrase(statements: Iterable[Statement], words: str) -> tuple[Use, ...]:
    """Return the uses of `words` in order of the statements.

    Variants count too: other forms of the words, in Arabic also under particles and the article written together with them, in any order,
    with at most two words between two of them. An empty phrase has no uses.
    """
    found: list[Use] = []
    spelt: dict[str, str] = {}
    for statement in ordered(statements):
        wanted = _words(words, statement.language)
        if not wanted:
            return ()
        clauses = clauses_of(statement)
        starts = [clause.start for clause in clauses]
        for hit in _hits(statement, wanted):
            at = bisect_right(starts, hit.start) - 1
            clause = clauses[at] if at >= 0 and hit.start < clauses[at].end else None
            own = " ".join(statement.text[hit.start : hit.end].split())
            variant = spelt.get(hit.key, own)
            found.append(_use(statement, hit, clause, variant, first=not found, first_of_variant=hit.key not in spelt))
            spelt.setdefault(hit.key, own)
    return tuple(found)


def _use(statement: Statement, hit: _Hit, clause: Clause | None, variant: str, *, first: bool, first_of_variant: bool) -> Use:
    low = max(clause.start if clause else 0, hit.start - _CONTEXT)
    high = min(clause.end if clause else len(statement.text), hit.end + _CONTEXT)
    return Use(
        statement=statement.id,
        date=statement.date,
        start=hit.start,
        end=hit.end,
        text=statement.text[hit.start : hit.end],
        before=statement.text[low : hit.start],
        after=statement.text[hit.end : high],
        variant=variant,
        exact=not set(hit.how) - {VariantKind.RENAMED},
        first=first,
        first_of_variant=first_of_variant,
        clause=clause.id if clause else None,
        issuers=clause.issuers if clause else statement.issuers,
        retold=statement.retold,
        how=hit.how,
    )


def _words(text: str, language: str) -> list[_Word]:
    """Return the words of a text in order, without the marks of vowels; a renamed thing is one entry."""
    places = [at for at, letter in enumerate(text) if not _MARKS.match(letter)] if _MARKS.search(text) else None
    plain = text if places is None else "".join(text[at] for at in places)
    folded = fold_lookalikes(plain)
    found = []
    for start, end, key in renamed(folded, plain if language != "en" else None):
        other = key != folded[start:end]
        forms = forms_of(key if other else plain[start:end], language)
        low, high = (start, end) if places is None else (places[start], places[end - 1] + 1)
        found.append(_Word(low, high, key, forms, other))
    return found


def _hits(statement: Statement, wanted: list[_Word]) -> Iterator[_Hit]:
    words = _words(statement.text, statement.language)
    at = 0
    while at < len(words):
        found = _exact(words, at, wanted) or _variant(statement.text, words, at, wanted)
        if found is None:
            at += 1
            continue
        size, how = found
        window = words[at : at + size]
        yield _Hit(window[0].start, window[-1].end, " ".join(word.key for word in window), tuple(how))
        at += size


def _exact(words: list[_Word], at: int, wanted: list[_Word]) -> tuple[int, list[VariantKind]] | None:
    window = words[at : at + len(wanted)]
    if [word.key for word in window] != [word.key for word in wanted]:
        return None
    # The thing may be called by the name that was asked for, or by another.
    other = any(a.renamed != b.renamed for a, b in zip(window, wanted, strict=True))
    return len(window), [VariantKind.RENAMED] if other else []


def _variant(text: str, words: list[_Word], at: int, wanted: list[_Word]) -> tuple[int, list[VariantKind]] | None:
    """Return how many words a variant that begins at word `at` has, and what makes it one; it ends with a word of the phrase, in the same
    sentence.
    """
    articles = article_words()
    # Articles are not looked for: they come and go with the form of the words.
    left = [place for place, one in enumerate(wanted) if one.key not in articles] or list(range(len(wanted)))
    order: list[int] = []
    how: set[VariantKind] = set()
    gap = 0
    for size, word in enumerate(words[at : at + (1 + _BETWEEN) * len(wanted)], 1):
        if size > 1 and _ENDS.search(text, words[at + size - 2].end, word.start):
            return None
        match = next(((place, kind) for place in left if (kind := _same(wanted[place], word)) is not None), None)
        if match is None:
            gap += word.key not in articles
            if size == 1 or gap > _BETWEEN:
                return None
            continue
        if gap:
            how.add(VariantKind.BETWEEN)
        gap = 0
        left.remove(match[0])
        order.append(match[0])
        if match[1]:
            how.add(VariantKind(match[1]))
        if not left:
            if order != sorted(order):
                how.add(VariantKind.ORDER)
            return size, [kind for kind in VariantKind if kind in how]
    return None


def _same(wanted: _Word, word: _Word) -> str | None:
    """Return what makes a word a form of the one wanted, "" for the same word, None for another word."""
    if wanted.key == word.key:
        return VariantKind.RENAMED if wanted.renamed != word.renamed else ""
    if wanted.renamed or word.renamed:
        return None
    if wanted.forms.is_inflected(word.forms):
        return VariantKind.ENDING
    if wanted.forms.is_prefixed(word.forms):
        return VariantKind.PREFIX
    return VariantKind.RELATED if wanted.forms.is_related(word.forms) else None
