"""The kinds of changes of substance: how the terms of each are found in a text, and how those of two texts are compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sulh.model import SubstanceKind
from sulh.text.folding import fold_lookalikes
from sulh.wording.reporting import reported
from sulh.wording.substance import names, times
from sulh.wording.substance.conditions import conditions, restriction
from sulh.wording.substance.opposites import opposites
from sulh.wording.substance.parts import TermTable, TermWord, parts_of, table_of
from sulh.wording.substance.terms import Term, content_after, content_before, simple_terms

__all__ = ["KINDS", "Term", "TermKind", "found_terms", "tells_day"]

Finder = Callable[[str, Sequence[TermWord], TermTable, frozenset[int]], list[Term]]


# Characters between the words for a statement and its day.
_TOLD = 14
# Arabic says "not" first and "only" up to so many words later.
_ONLY = 20
# What denies all but one thing ("nothing but a truce can") governs so many words, up to the end of the sentence.
_ALL_BUT = 16
_ENDS = (".", ";")
# Those who failed stand between the Arabic verb and the preposition before what they failed in, within so many words.
_LINKED = 8


@dataclass(frozen=True, slots=True)
class TermKind:
    """A kind of term and how it is compared.

    `find` gives the terms of a text; words that an earlier kind has taken are left alone. With `negates` a term counts by the word that it
    governs: it came or went if that word is in both texts and has such a term in one only. Otherwise a term that is in one text only is
    paired with one of the other text that plays the same part; for that those `asked` are a sign, and with `counted` what they count.
    `alone` says that a term may come or go.
    """

    kind: SubstanceKind
    find: Finder
    negates: bool = False
    asked: bool = False
    counted: bool = False
    alone: bool = False


def _negations(text: str, parts: Sequence[TermWord], table: TermTable, taken: frozenset[int]) -> list[Term]:
    found = []
    skip = _skipped(parts, table)
    for at in table.places(("negation", "negation_link"), parts):
        high = None if at in skip else _denied_from(parts, table, at)
        if high is None:
            continue
        if any(table.has("only", part.key) for part in parts[at + 1 : at + _ONLY]) or restriction(parts, table, at) is not None:
            continue
        anchor = content_after(parts, table, high)
        if anchor is None and table.has("negation_after", parts[at].key):
            anchor = content_before(parts, table, at)
        if anchor is not None:
            found.append(Term("not", at, high, anchor))
    return found + _refrained(parts, table, {term.anchor for term in found})


def _refrained(parts: Sequence[TermWord], table: TermTable, denied: set[int | None]) -> list[Term]:
    """Return what is refrained from: "to refrain from shelling" is "not to shell", but whoever does not refrain denies nothing.

    The terms are loose: violence that is not refrained from may be ended or condemned, and so counts only in the very place of the denial.
    """
    found = []
    for term in simple_terms("refrain", parts, table, frozenset()):
        anchor = content_after(parts, table, term.high)
        if anchor is not None and denied.isdisjoint((anchor, *range(term.low, term.high))):
            found.append(Term("not", term.low, term.high, anchor, loose=True))
    return found


def _denied_from(parts: Sequence[TermWord], table: TermTable, at: int) -> int | None:
    """Return where what is denied begins after a negation at `at`: after "failed to", in Arabic after "failed the parties in"."""
    if (linked := table.match("negation_link", parts, at)) is not None:
        links = linked[1].split("|")
        return next((place + 1 for place in range(at + linked[0], min(at + _LINKED, len(parts))) if parts[place].key in links), None)
    match = table.match("negation", parts, at)
    return at + match[0] if match else None


def _skipped(parts: Sequence[TermWord], table: TermTable) -> set[int]:
    """The words of expressions that deny nothing: "not only", "no later than"."""
    found: set[int] = set()
    for at in table.places(("skip", "all_but", "until"), parts):
        if match := table.match("skip", parts, at):
            found |= set(range(at, at + match[0]))
        if match := table.match("all_but", parts, at) or table.match("until", parts, at):
            # "Nothing but a truce can end it" says that a truce can, "as long as they are not free" until when.
            last = at + match[0]
            while last < len(parts) and last - at < _ALL_BUT and parts[last].before.strip() not in _ENDS:
                last += 1
            found |= set(range(at, last))
    return found


def _modals(text: str, parts: Sequence[TermWord], table: TermTable, taken: frozenset[int]) -> list[Term]:
    found = []
    pledged = simple_terms("pledge", parts, table, taken)
    within = {at for term in pledged for at in range(term.low, term.high)}
    for term in sorted((*pledged, *simple_terms("modal", parts, table, taken | within)), key=lambda one: one.low):
        # The name of a month is no verb.
        if parts[term.low].key == "may" and parts[term.low].capital and term.low:
            continue
        anchor = content_after(parts, table, term.high)
        found.append(Term(term.key, term.low, term.high, anchor))
    return found


# In the order in which they take words: a day of a deadline is no date of its own, a number of a date no number.
KINDS = (
    TermKind(SubstanceKind.DEADLINE, times.deadlines, alone=True),
    TermKind(SubstanceKind.DATE, times.dates),
    TermKind(SubstanceKind.NUMBER, names.numbers, counted=True),
    TermKind(SubstanceKind.PLACE, names.places),
    TermKind(SubstanceKind.ADDRESSEE, names.addressees, asked=True),
    TermKind(SubstanceKind.NEGATION, _negations, negates=True),
    TermKind(SubstanceKind.MODAL, _modals),
    TermKind(SubstanceKind.REVERSAL, opposites),
    TermKind(SubstanceKind.CONDITION, conditions, alone=True),
)


@lru_cache(maxsize=8192)
def found_terms(text: str) -> Mapping[SubstanceKind, Sequence[Term]]:
    """Return the terms of a text by kind; cached, since a clause is compared with those before and after it."""
    parts, table = parts_of(text), table_of(text)
    taken: frozenset[int] = frozenset()
    found = {}
    for kind in KINDS:
        terms = kind.find(text, parts, table, taken)
        if kind.kind is SubstanceKind.DATE and terms:
            # The day of the statement itself says nothing of what is in it: "in a statement published on Monday".
            told = list(reported(fold_lookalikes(text)))
            terms = [one for one in terms if not any(a <= parts[one.low].start <= b + _TOLD for a, b in told)]
        found[kind.kind] = terms
        if kind.kind in (SubstanceKind.DEADLINE, SubstanceKind.DATE, SubstanceKind.NUMBER):
            taken |= {at for term in terms if not term.loose for at in range(term.low, term.high)}
    return found


def tells_day(text: str, day: str) -> bool:
    """Return whether all that a text says is this day (EDTF), be it without the year."""
    terms = found_terms(text)[SubstanceKind.DATE]
    wanted = [part.lstrip("0") for part in reversed(day.split("-"))]
    said = terms[0].key.split() if len(terms) == 1 else []
    return len(said) == len(wanted) == 3 and all(one in ("-", other) for one, other in zip(said, wanted, strict=True))
