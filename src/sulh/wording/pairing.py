"""Decide which clauses of two statements are linked: by the evidence for each pair, and by the links they share with other clauses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from sulh.model import ActKind, LinkGrade, LinkKind
from sulh.wording.alignment import Runs, align
from sulh.wording.evidence import COLUMNS, SHORT_SERIES, STANDING, LinkEvidence, evidence
from sulh.wording.folding import FoldedText
from sulh.wording.link_table import GRADES, KINDS, Flags
from sulh.wording.similarity import Floats, Places, profiles

__all__ = ["WEIGHTS", "LinkedPairs", "Weights", "context", "pairs", "sums"]

# Pairs less likely than this do not count as shared links: the sum for which the logistic function is 0.05.
_UNLIKELY = -3.0


class Weights(NamedTuple):
    """Two logistic models, one after the other; a pair with a positive sum of the second is a link.

    `first`: the constant and the weight of each column of the evidence. `second`: the constant, the sum of the first, the shared links, and
    how likely the clauses before and after the two are linked.
    """

    first: tuple[float, ...]
    second: tuple[float, float, float, float]


Span = tuple[int, int]

# Fitted by bench/formulae/fitting.py on invented series and on real statements whose links were labelled by reading.
WEIGHTS = Weights((-13.35, 1.45, 7.93, 0.41, 0.83, 10.68, 4.05, 3.47, 2.84), (-3.05, 0.51, 4.46, 2.27))
# From this sum on a link is firm; down to the second, the best pair of an earlier clause that has no link is a weak one.
_FIRM, _WEAKEST = 4.0, -3.0
# A firm link owes this much to its words alone: where clauses stand only makes it likely.
_WORDS = -2.5
# In a series of few statements clauses less alike than this are no link, wherever they stand.
_LEAST_ALIKE = 0.07
# Nor are those of so many words of so many letters that share one of them. Words that open with so many letters of another are its forms.
_SEVERAL, _A_WORD, _STEM = 3, 4, 5


# The likeness of a pair counts as much as that of so many other statements.
_OWN = 2.0
# This share of the words of an echo is part of a better pair.
_ECHOED = 0.5
# A formula is embedded in a clause that has at least this much other text.
_INSIDE, _MORE = 0.6, 0.62


@dataclass(frozen=True)
class LinkedPairs:
    """The pairs of clauses that are links, in the order of the later clause, then the earlier one; what is said of each, by its number.

    `kind` and `grade` are numbers of `KINDS` and `GRADES`; `same` is as in `LinkEvidence`. `echo` says that a better pair of the same two
    statements has the same words of one of the clauses: the formula is where it was before, and a second clause only quotes it.
    """

    earlier: Places
    later: Places
    likeness: Floats
    earlier_share: Floats
    later_share: Floats
    same: Flags
    kind: Places
    grade: Places
    echo: Flags


class _Pair(NamedTuple):
    """Two clauses of which one has another link to the statement of the other, and the letters that their wordings share."""

    number: int
    earlier: int
    later: int
    likeness: float
    same: bool
    runs: Runs = ()


def pairs(
    forms: Sequence[FoldedText],
    sentences: Sequence[Sequence[str]],
    owner: Sequence[int],
    acts: Sequence[frozenset[ActKind]],
    weights: Weights = WEIGHTS,
) -> LinkedPairs:
    """Return the pairs that are links. `owner` is the index of each clause's statement, ascending; `acts` are what its verbs do.

    Where several clauses of one statement have links with a clause of another, the copies of a repeated clause are told apart and echoes
    marked. Of an earlier clause that has no other link with a statement, the best weak one is kept. The later clause of a weak one may have
    another link: what was said in two clauses may have become one.
    """
    found = evidence(forms, sentences, owner, acts, weights=np.array(weights.first), least=_UNLIKELY)
    scores = sums(found, owner, weights)
    likely = scores > 0
    short = len(set(owner)) <= SHORT_SERIES
    if short:
        likely &= found.likeness >= _LEAST_ALIKE
    firm = likely & (scores >= _FIRM) & (_by_words(found, weights) >= _WORDS)
    if short:
        for number in np.flatnonzero(likely).tolist():
            likely[number] = not _shares_one_noun(forms[found.earlier[number]], forms[found.later[number]])
    at = np.asarray(owner, dtype=np.intp)
    linked = np.flatnonzero(scores > _WEAKEST)
    linked = linked[np.lexsort((found.earlier[linked], found.later[linked]))]
    one, other, likely, firm = found.earlier[linked], found.later[linked], likely[linked], firm[linked]
    count = max(len(forms), int(at.max(initial=0)) + 1)
    # An earlier clause and the statement it is linked with, and a later clause likewise.
    out_of, into = one * count + at[other], other * count + at[one]
    crowded = likely & ((_often(out_of, likely) > 1) | (_often(into, likely) > 1))
    crossed, echoes = _told_apart(np.flatnonzero(crowded), linked, found, forms, owner)
    echo = np.zeros(len(linked), dtype=np.bool_)
    echo[echoes] = True
    likely[crossed] = False
    weak = ~likely
    weak[crossed] = False
    weak[weak] = _best_of(out_of[weak], scores[linked][weak]) & (_often(out_of, likely)[weak] == 0)
    kept = np.flatnonzero(likely | weak)
    own = likely & ~echo
    kinds = _kinds(found, linked[kept], _often(out_of, own)[kept], _often(into, own)[kept])
    kinds[echo[kept]], kinds[weak[kept]] = KINDS.index(LinkKind.EMBEDDED), KINDS.index(LinkKind.EDITED)
    grades = np.where(weak, GRADES.index(LinkGrade.WEAK), np.where(firm, GRADES.index(LinkGrade.FIRM), GRADES.index(LinkGrade.LIKELY)))
    place = linked[kept]
    words = found.likeness[place], found.earlier_share[place], found.later_share[place], found.same[place]
    return LinkedPairs(one[kept], other[kept], *words, kinds, grades[kept], echo[kept])


def _shares_one_noun(one: FoldedText, other: FoldedText) -> bool:
    """Return whether two wordings of several words share a single one, such as the thing that both are about."""
    first, second = (frozenset(word[:_STEM] for word in form.words if len(word) >= _A_WORD) for form in (one, other))
    return min(len(first), len(second)) >= _SEVERAL and len(first & second) <= 1


def _often(key: Places, chosen: Flags) -> Places:
    """Return for each pair how many of those chosen have its key."""
    known = np.sort(key[chosen])
    return np.searchsorted(known, key, side="right") - np.searchsorted(known, key)


def _best_of(key: Places, score: Floats) -> Flags:
    """Return which of the pairs with one key has the highest score, of equal ones the first."""
    order = np.lexsort((np.arange(len(key)), -score, key))
    best = np.zeros(len(key), dtype=np.bool_)
    best[order[np.append(True, key[order][1:] != key[order][:-1])[: len(key)]]] = True
    return best


def _kinds(found: LinkEvidence, place: Places, out_of: Places, into: Places) -> Places:
    """Return the kind of each link, by how many links its earlier and its later clause have with the statement of the other."""
    share = found.earlier_share[place], found.later_share[place]
    most, least = np.maximum(*share), np.minimum(*share)
    kinds = np.full(len(place), KINDS.index(LinkKind.EDITED), dtype=np.intp)
    kinds[(most >= _INSIDE) & (least <= _MORE * most)] = KINDS.index(LinkKind.EMBEDDED)
    kinds[into > 1] = KINDS.index(LinkKind.MERGED)
    kinds[(out_of > 1) & (out_of >= into)] = KINDS.index(LinkKind.SPLIT)
    kinds[found.same[place]] = KINDS.index(LinkKind.SAME)
    return kinds


def _told_apart(
    crowded: Places, linked: Places, found: LinkEvidence, forms: Sequence[FoldedText], owner: Sequence[int]
) -> tuple[list[int], list[int]]:
    """Return which of the pairs that share a clause with another of the same statements are crossed, and which are echoes."""
    groups: dict[tuple[int, int], list[_Pair]] = {}
    place = linked[crowded]
    columns = (one.tolist() for one in (crowded, found.earlier[place], found.later[place], found.likeness[place], found.same[place]))
    for row in zip(*columns, strict=True):
        pair = _Pair(*row)
        groups.setdefault((owner[pair.earlier], owner[pair.later]), []).append(pair)
    crossed: list[int] = []
    echoes: list[int] = []
    for group in groups.values():
        kept = _each_to_each(group)
        crossed += {pair.number for pair in group} - {pair.number for pair in kept}
        echoes += _echoes([pair._replace(runs=align(forms[pair.earlier], forms[pair.later]).runs) for pair in kept])
    return crossed, echoes


def _by_words(found: LinkEvidence, weights: Weights) -> Floats:
    """Return the score of each pair by its words alone; the same words are a link, however few they are."""
    part = np.array([0.0 if column in STANDING else weight for column, weight in zip(COLUMNS, weights.first[1:], strict=True)])
    scores: Floats = weights.first[0] + found.table @ part
    scores[found.same] = np.inf
    return scores


def sums(found: LinkEvidence, owner: Sequence[int], weights: Weights) -> Floats:
    """Return the score of each pair; positive for links. `owner` is the number of each clause's statement.

    First each pair is scored by itself. Then it counts whether both are likely linked to the same third clauses: a formula that drifts
    over many rounds stays one formula, and a chance likeness to one of its wordings does not make it another. And it counts whether the
    clauses next to the two are likely linked: statements keep the order of their formulae.
    """
    alone = weights.first[0] + found.table @ np.array(weights.first[1:])
    constant, *rest = weights.second
    scores: Floats = constant + np.column_stack([alone, *context(found, owner, alone)]) @ np.array(rest)
    # The same words are a link, however few they are.
    scores[found.same] = np.inf
    return scores


def context(found: LinkEvidence, owner: Sequence[int], alone: Floats) -> tuple[Floats, Floats]:
    """Return for each pair how much of their likely links the two share, and how likely the clauses next to them are linked."""
    likely: Floats = 1.0 / (1.0 + np.exp(-alone))
    count = len(owner)
    key = found.earlier * count + found.later
    order = np.argsort(key)
    near = np.zeros(len(key))
    at = np.append(np.asarray(owner, dtype=np.intp), -1)
    for step in (-1, 1):
        # The clause before the first or after the last of a statement is that of another statement.
        inside = (at[found.earlier + step] == at[found.earlier]) & (at[found.later + step] == at[found.later])
        wanted = (found.earlier + step) * count + found.later + step
        place = np.minimum(np.searchsorted(key, wanted, sorter=order), max(len(key) - 1, 0))
        if len(key):
            hit = inside & (key[order[place]] == wanted)
            near += np.where(hit, likely[order[place]], 0.0)
    # A series of few statements has few clauses that both could share: their own likeness stands in for these.
    others = max(len(set(owner)) - 2, 0)
    shared = (others * profiles(found.earlier, found.later, likely, count) + _OWN * likely) / (others + _OWN)
    return shared, near


def _each_to_each(group: list[_Pair]) -> list[_Pair]:
    """Drop pairs between copies of a repeated clause: the first is linked to the first, the second to the second."""
    given: set[int] = set()
    taken: set[int] = set()
    kept = []
    for pair in group:
        if pair.same:
            if pair.earlier in given or pair.later in taken:
                continue
            given.add(pair.earlier)
            taken.add(pair.later)
        kept.append(pair)
    return kept


def _echoes(group: list[_Pair]) -> list[int]:
    """Return the pairs whose words in either clause are covered by better pairs."""
    earlier, later = Counter(pair.earlier for pair in group), Counter(pair.later for pair in group)
    before: dict[int, list[Span]] = {}
    after: dict[int, list[Span]] = {}
    echoes: list[int] = []
    for pair in sorted(group, key=lambda pair: (-pair.same, -pair.likeness, pair.earlier, pair.later)):
        if earlier[pair.earlier] == 1 == later[pair.later]:
            continue
        old, new = [(a, a + size) for a, _, size in pair.runs], [(b, b + size) for _, b, size in pair.runs]
        most = _ECHOED * sum(size for _, _, size in pair.runs)
        if _common(old, before.get(pair.earlier, [])) > most or _common(new, after.get(pair.later, [])) > most:
            echoes.append(pair.number)
            continue
        before.setdefault(pair.earlier, []).extend(old)
        after.setdefault(pair.later, []).extend(new)
    return echoes


def _common(spans: Sequence[Span], others: Sequence[Span]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in spans for c, d in others)
