"""Find typed links between clauses, with spans in the original texts, a reason, and verbs that became stronger or weaker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np

from sulh.model import LinkGrade, LinkKind
from sulh.wording.alignment import align
from sulh.wording.folding import FoldedText, folded_text
from sulh.wording.link_table import GRADES, KINDS, LinkTable, rounded
from sulh.wording.matching import sentences_of
from sulh.wording.pairing import LinkedPairs, pairs
from sulh.wording.placed import placed_links
from sulh.wording.short_names import short_names
from sulh.wording.strengthening import verbs_of_other_force
from sulh.wording.types import Clause, ClauseLink
from sulh.wording.verbs import deeds, strength_between

__all__ = ["folded", "link"]

# A word with the marks of vowels that Arabic and Hebrew write above and below it.
_WORD = re.compile("[\\w\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]+")

Span = tuple[int, int]


def folded(clauses: Sequence[Clause]) -> list[FoldedText]:
    """Return the wording of each clause of a series for comparison."""
    names = short_names(clause.text for clause in clauses)
    return [folded_text(clause.text, offset=clause.start, names=names) for clause in clauses]


def link(clauses: Sequence[Clause], owner: Sequence[int], forms: Sequence[FoldedText] | None = None) -> LinkTable:
    """Return the links between clauses in the order of their statements.

    `owner` is the index of each clause's statement, `forms` are the wordings of `folded` if they are known already.
    """
    forms = folded(clauses) if forms is None else forms
    sentences = [sentences_of(clause.text, form, offset=clause.start) for clause, form in zip(clauses, forms, strict=True)]
    found = pairs(forms, sentences, owner, [deeds(clause.verbs) for clause in clauses])
    same = found.kind == KINDS.index(LinkKind.SAME)
    score, one_share, other_share = rounded(np.minimum(0.99, found.likeness)), rounded(found.earlier_share), rounded(found.later_share)
    for column in (score, one_share, other_share):
        column[same] = 1.0
    columns = found.kind, found.grade, found.echo, score, one_share, other_share
    table = LinkTable(clauses, owner, (found.earlier, found.later), columns, _Making(clauses, forms, found).link)
    return table.with_links(placed_links(clauses, table))


class _Making:
    """Makes the links of a series."""

    def __init__(self, clauses: Sequence[Clause], forms: Sequence[FoldedText], found: LinkedPairs) -> None:
        self._clauses, self._forms, self._found = clauses, forms, found
        # Whether verbs of these steps differ in strength: few verbs stand in many clauses.
        self._differ: dict[tuple[object, object], bool] = {}
        self._steps = [tuple((verb.lemma, verb.step, verb.force) for verb in clause.verbs) for clause in clauses]

    def link(self, at: int) -> ClauseLink:
        """Make the link of this number."""
        found = self._found
        one, other = int(found.earlier[at]), int(found.later[at])
        earlier, later = self._clauses[one], self._clauses[other]
        kind, grade = KINDS[found.kind[at]], GRADES[found.grade[at]]
        if kind is LinkKind.SAME:
            spans = (earlier.start, earlier.end), (later.start, later.end)
            return ClauseLink(earlier.id, later.id, kind, 1.0, "the same words", *spans)
        aligned = align(self._forms[one], self._forms[other])
        likeness, echo = float(found.likeness[at]), bool(found.echo[at])
        compared = grade is not LinkGrade.WEAK and not found.same[at] and self._may_differ(one, other)
        verbs = verbs_of_other_force(earlier, later) if compared else None
        return ClauseLink(
            earlier=earlier.id,
            later=later.id,
            kind=kind,
            score=round(min(0.99, likeness), 4),
            reason=_reason(round(100 * aligned.earlier_share), round(100 * aligned.later_share), f"{likeness:.2f}", echo),
            earlier_span=_whole_words(earlier, self._forms[one].span(*aligned.earlier_places())),
            later_span=_whole_words(later, self._forms[other].span(*aligned.later_places())),
            earlier_share=round(aligned.earlier_share, 4),
            later_share=round(aligned.later_share, 4),
            strength=strength_between(*verbs) if verbs else 0,
            verbs=(verbs[0].lemma, verbs[1].lemma) if verbs else None,
            echo=echo,
            grade=grade,
        )

    def _may_differ(self, earlier: int, later: int) -> bool:
        """Return whether any verb of one clause is stronger than one of the other."""
        key = self._steps[earlier], self._steps[later]
        if key not in self._differ:
            verbs = self._clauses[earlier].verbs, self._clauses[later].verbs
            self._differ[key] = any(strength_between(old, new) for old in verbs[0] for new in verbs[1])
        return self._differ[key]


def _whole_words(clause: Clause, span: Span) -> Span:
    """Return the span with each end inside a word moved to the nearest start or end of a word."""
    text, low, high = clause.text, span[0] - clause.start, span[1] - clause.start
    first, last = _word_at(text, low), _word_at(text, high)
    start, end = low, high
    if first is not None:
        following = _WORD.search(text, first[1])
        start = first[0] if low - first[0] <= first[1] - low or following is None else following.start()
    if last is not None:
        before = text[: last[0]].rstrip()
        end = last[1] if last[1] - high <= high - last[0] else len(before)
    if start >= end:
        start, end = first[0] if first else low, last[1] if last else high
    return clause.start + start, clause.start + end


def _word_at(text: str, place: int) -> Span | None:
    """Return the word around an offset; None between words and at their borders."""
    if not 0 < place < len(text) or not (_WORD.match(text, place) and _WORD.match(text, place - 1)):
        return None
    low = place
    while low > 0 and _WORD.match(text[low - 1]):
        low -= 1
    word = _WORD.match(text, low)
    return (low, word.end()) if word else None


@cache
def _reason(earlier: int, later: int, likeness: str, echo: bool) -> str:
    more = "; these words stand in a closer clause too" if echo else ""
    return f"{earlier} % of the earlier clause and {later} % of the later one in common, likeness {likeness}{more}"
