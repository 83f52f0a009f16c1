"""Find typed links between clauses, with spans in the original texts, a reason, and verbs that became stronger or weaker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from sulh.model import LinkGrade, LinkKind
from sulh.wording.folding import FoldedText, folded_text
from sulh.wording.matching import WordingMatch, sentences_of
from sulh.wording.pairing import Pair, pairs
from sulh.wording.placed import placed_links
from sulh.wording.short_names import short_names
from sulh.wording.strengthening import verbs_of_other_force
from sulh.wording.types import Clause, ClauseLink
from sulh.wording.verbs import deeds, strength_between

__all__ = ["folded", "link"]

# A formula is embedded in a clause that has at least this much other text.
_INSIDE, _MORE = 0.6, 0.62
# A word with the marks of vowels that Arabic and Hebrew write above and below it.
_WORD = re.compile("[\\w\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]+")

Span = tuple[int, int]


def folded(clauses: Sequence[Clause]) -> list[FoldedText]:
    """Return the wording of each clause of a series for comparison."""
    names = short_names(clause.text for clause in clauses)
    return [folded_text(clause.text, offset=clause.start, names=names) for clause in clauses]


def link(clauses: Sequence[Clause], owner: Sequence[int], forms: Sequence[FoldedText] | None = None) -> list[ClauseLink]:
    """Return the links between clauses in the order of their statements.

    `owner` is the index of each clause's statement, `forms` are the wordings of `folded` if they are known already.
    """
    forms = folded(clauses) if forms is None else forms
    sentences = [sentences_of(clause.text, form, offset=clause.start) for clause, form in zip(clauses, forms, strict=True)]
    spans = [(clause.start, clause.end) for clause in clauses]
    steps = [tuple((verb.lemma, verb.step, verb.force) for verb in clause.verbs) for clause in clauses]
    found: list[ClauseLink] = []
    order: list[int] = []
    # Whether verbs of these steps differ in strength: few verbs stand in many clauses.
    differ: dict[tuple[object, object], bool] = {}
    acts = [deeds(clause.verbs) for clause in clauses]
    for group in pairs(forms, sentences, owner, acts):
        own = [pair for pair in group if not pair.echo and pair.grade is not LinkGrade.WEAK]
        into, out_of = Counter(pair.later for pair in own), Counter(pair.earlier for pair in own)
        for pair in group:
            kind = LinkKind.EMBEDDED if pair.echo else _kind(pair.match, out_of[pair.earlier], into[pair.later])
            kind = kind if pair.grade is not LinkGrade.WEAK else LinkKind.EDITED
            key = steps[pair.earlier], steps[pair.later]
            if key not in differ:
                verbs = clauses[pair.earlier].verbs, clauses[pair.later].verbs
                differ[key] = any(strength_between(old, new) for old in verbs[0] for new in verbs[1])
            found.append(
                _link(
                    pair, kind, clauses, forms, spans, verbs_differ=pair.grade is not LinkGrade.WEAK and not pair.match.same and differ[key]
                )
            )
            order.append(pair.later * len(clauses) + pair.earlier)
    at = {clause.id: number for number, clause in enumerate(clauses)}
    for one in list(placed_links(clauses, owner, found)):
        found.append(one)
        order.append(at[one.later] * len(clauses) + at[one.earlier])
    return [found[at] for at in sorted(range(len(found)), key=order.__getitem__)]


def _kind(match: WordingMatch, out_of: int, into: int) -> LinkKind:
    """Return the kind of a link, by how many links its earlier and its later clause have with the statement of the other."""
    if match.same:
        return LinkKind.SAME
    if out_of > 1 and out_of >= into:
        return LinkKind.SPLIT
    if into > 1:
        return LinkKind.MERGED
    a, b = match.alignment.earlier_share, match.alignment.later_share
    if max(a, b) >= _INSIDE and min(a, b) <= _MORE * max(a, b):
        return LinkKind.EMBEDDED
    return LinkKind.EDITED


def _link(
    pair: Pair,
    kind: LinkKind,
    clauses: Sequence[Clause],
    forms: Sequence[FoldedText],
    spans: Sequence[Span],
    *,
    verbs_differ: bool,
) -> ClauseLink:
    earlier, later = clauses[pair.earlier], clauses[pair.later]
    if kind is LinkKind.SAME:
        return ClauseLink(earlier.id, later.id, kind, 1.0, "the same words", spans[pair.earlier], spans[pair.later])
    aligned = pair.match.alignment
    verbs = verbs_of_other_force(earlier, later) if verbs_differ else None
    return ClauseLink(
        earlier=earlier.id,
        later=later.id,
        kind=kind,
        score=round(min(0.99, pair.likeness), 4),
        reason=_reason(round(100 * aligned.earlier_share), round(100 * aligned.later_share), f"{pair.likeness:.2f}", pair.echo),
        earlier_span=_whole_words(earlier, forms[pair.earlier].span(*aligned.earlier_places())),
        later_span=_whole_words(later, forms[pair.later].span(*aligned.later_places())),
        earlier_share=round(aligned.earlier_share, 4),
        later_share=round(aligned.later_share, 4),
        strength=strength_between(*verbs) if verbs else 0,
        verbs=(verbs[0].lemma, verbs[1].lemma) if verbs else None,
        echo=pair.echo,
        grade=pair.grade,
    )


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
