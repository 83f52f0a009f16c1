"""Find every use of a phrase in a series of statements: where, in which context, in which variant, by whom, and which was the first."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sulh.text.folding import fold_lookalikes
from sulh.wording.clauses import clauses_of
from sulh.wording.folding import renamed
from sulh.wording.tracing import ordered
from sulh.wording.types import Clause, Statement

__all__ = ["Use", "phrase"]

_CONTEXT = 80
# The most words that a variant may have between two words of the phrase.
_BETWEEN = 2
_STEM = 5


@dataclass(frozen=True, slots=True)
class Use:
    """One use of a phrase: words `[start, end)` of a statement's text, as spelt in `text`, with what stands `before` and `after`.

    `exact` is whether the words are as asked for, except for case, accents and renamed things; `variant` is the folded wording, by which
    uses are grouped. `first` marks the first use of all, `first_of_variant` that of its wording. `clause` is the clause it stands in.
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


@dataclass(frozen=True, slots=True)
class _Hit:
    start: int
    end: int
    variant: str
    exact: bool


def phrase(statements: Iterable[Statement], words: str) -> tuple[Use, ...]:
    """Return the uses of `words` in order of the statements; variants have the same stems, in any order, with at most two words inserted.

    An empty phrase has no uses.
    """
    wanted = [word for _, _, word in renamed(fold_lookalikes(words))]
    if not wanted:
        return ()
    found: list[Use] = []
    seen: set[str] = set()
    for statement in ordered(statements):
        clauses = clauses_of(statement)
        starts = [clause.start for clause in clauses]
        for hit in _hits(statement.text, wanted):
            at = bisect_right(starts, hit.start) - 1
            clause = clauses[at] if at >= 0 and hit.start < clauses[at].end else None
            found.append(_use(statement, hit, clause, first=not found, first_of_variant=hit.variant not in seen))
            seen.add(hit.variant)
    return tuple(found)


def _use(statement: Statement, hit: _Hit, clause: Clause | None, *, first: bool, first_of_variant: bool) -> Use:
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
        variant=hit.variant,
        exact=hit.exact,
        first=first,
        first_of_variant=first_of_variant,
        clause=clause.id if clause else None,
        issuers=clause.issuers if clause else statement.issuers,
        retold=statement.retold,
    )


def _hits(text: str, wanted: list[str]) -> Iterator[_Hit]:
    words = renamed(fold_lookalikes(text))
    stems = [_stem(word) for word in wanted]
    at = 0
    while at < len(words):
        size = _exact(words, at, wanted) or _variant(text, words, at, stems)
        if not size:
            at += 1
            continue
        window = words[at : at + size]
        variant = " ".join(word for _, _, word in window)
        yield _Hit(window[0][0], window[-1][1], variant, [word for _, _, word in window] == wanted)
        at += size


def _exact(words: list[tuple[int, int, str]], at: int, wanted: list[str]) -> int:
    return len(wanted) if [word for _, _, word in words[at : at + len(wanted)]] == wanted else 0


def _variant(text: str, words: list[tuple[int, int, str]], at: int, stems: list[str]) -> int:
    """Return the number of words of a variant that begins at word `at`, or 0; it ends with a word of the phrase, in the same sentence."""
    left = list(stems)
    gap = 0
    for size, (start, _, word) in enumerate(words[at:], 1):
        if size > 1 and any(mark in text[words[at + size - 2][1] : start] for mark in ".;:\n"):
            return 0
        match = next((stem for stem in left if word.startswith(stem)), None)
        if match is None:
            gap += 1
            if size == 1 or gap > _BETWEEN:
                return 0
            continue
        gap = 0
        left.remove(match)
        if not left:
            return size
    return 0


def _stem(word: str) -> str:
    """Return the beginning of a word that its forms share: all but the last quarter, at least five letters."""
    return word[: max(_STEM, round(0.75 * len(word)))]
