"""Decide which clauses of two statements are linked: by the evidence for each pair, and by the links they share with other clauses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from sulh.model import ActKind, LinkGrade
from sulh.wording.evidence import COLUMNS, SHORT_SERIES, STANDING, LinkEvidence, evidence
from sulh.wording.folding import FoldedText
from sulh.wording.matching import WordingMatch
from sulh.wording.similarity import Floats, profiles

__all__ = ["WEIGHTS", "Pair", "Weights", "context", "pairs", "sums"]

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


# The likeness of a pair counts as much as that of so many other statements.
_OWN = 2.0
# This share of the words of an echo is part of a better pair.
_ECHOED = 0.5


class Pair(NamedTuple):
    """Two clauses by index, how alike they are, and what their wordings share.

    `echo` says that a better pair of the same two statements has the same words of one of the clauses: the formula is where it was
    before, and a second clause only quotes it.
    """

    earlier: int
    later: int
    likeness: float
    match: WordingMatch
    echo: bool = False
    grade: LinkGrade = LinkGrade.FIRM
    score: float = 0.0


def pairs(
    forms: Sequence[FoldedText],
    sentences: Sequence[Sequence[str]],
    owner: Sequence[int],
    acts: Sequence[frozenset[ActKind]],
    weights: Weights = WEIGHTS,
) -> Iterator[list[Pair]]:
    """Yield the pairs that are links, grouped by statements.

    `owner` is the index of each clause's statement, ascending; `acts` are what its verbs do.
    """
    found = evidence(forms, sentences, owner, acts, weights=np.array(weights.first), least=_UNLIKELY)
    scores = sums(found, owner, weights)
    words = _by_words(found, weights)
    likely = scores > 0
    if len(set(owner)) <= SHORT_SERIES:
        likely &= found.likeness >= _LEAST_ALIKE
    firm = likely & (scores >= _FIRM) & (words >= _WORDS)
    at = np.asarray(owner, dtype=np.intp)
    linked = np.flatnonzero(scores > _WEAKEST)
    earlier, later = found.earlier[linked], found.later[linked]
    linked = linked[np.lexsort((earlier, later, at[earlier], at[later]))]
    group: list[Pair] = []
    between = (-1, -1)
    for k in linked.tolist():
        score = float(scores[k])
        grade = LinkGrade.FIRM if firm[k] else LinkGrade.LIKELY if likely[k] else LinkGrade.WEAK
        pair = Pair(int(found.earlier[k]), int(found.later[k]), float(found.likeness[k]), found.matches[k], grade=grade, score=score)
        statements = owner[pair.earlier], owner[pair.later]
        if statements != between and group:
            yield _graded(group)
            group = []
        between = statements
        group.append(pair)
    if group:
        yield _graded(group)


def _graded(group: list[Pair]) -> list[Pair]:
    """The links between two statements: echoes marked, and a weak one for each earlier clause that has no other there, the best first.

    The later clause of a weak one may have another link: what was said in two clauses may have become one.
    """
    links = _with_echoes(_each_to_each([pair for pair in group if pair.grade is not LinkGrade.WEAK]))
    earlier = {pair.earlier for pair in links}
    weak = []
    for pair in sorted((one for one in group if one.grade is LinkGrade.WEAK), key=lambda one: (-one.score, one.earlier, one.later)):
        if pair.earlier not in earlier:
            weak.append(pair)
            earlier.add(pair.earlier)
    return [*links, *weak]


def _by_words(found: LinkEvidence, weights: Weights) -> Floats:
    """Return the score of each pair by its words alone; the same words are a link, however few they are."""
    part = np.array([0.0 if column in STANDING else weight for column, weight in zip(COLUMNS, weights.first[1:], strict=True)])
    scores: Floats = weights.first[0] + found.table @ part
    scores[[at for at, match in enumerate(found.matches) if match.same]] = np.inf
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
    scores[[at for at, match in enumerate(found.matches) if match.same]] = np.inf
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


def _each_to_each(group: list[Pair]) -> list[Pair]:
    """Drop pairs between copies of a repeated clause: the first is linked to the first, the second to the second."""
    given: set[int] = set()
    taken: set[int] = set()
    crossed: set[tuple[int, int]] = set()
    for pair in group:
        if not pair.match.same:
            continue
        if pair.earlier in given or pair.later in taken:
            crossed.add((pair.earlier, pair.later))
            continue
        given.add(pair.earlier)
        taken.add(pair.later)
    return [pair for pair in group if (pair.earlier, pair.later) not in crossed] if crossed else group


def _with_echoes(group: list[Pair]) -> list[Pair]:
    """Mark as echoes the pairs whose words in either clause are covered by better pairs."""
    if not group:
        return group
    earlier, later = Counter(pair.earlier for pair in group), Counter(pair.later for pair in group)
    if max(earlier.values()) == 1 == max(later.values()):
        return group
    before: dict[int, list[Span]] = {}
    after: dict[int, list[Span]] = {}
    echoes: set[tuple[int, int]] = set()
    for pair in sorted(group, key=lambda pair: (-pair.match.same, -pair.likeness, pair.earlier, pair.later)):
        if earlier[pair.earlier] == 1 == later[pair.later]:
            continue
        runs = pair.match.alignment.runs
        old, new = [(a, a + size) for a, _, size in runs], [(b, b + size) for _, b, size in runs]
        most = _ECHOED * pair.match.letters
        if _common(old, before.get(pair.earlier, [])) > most or _common(new, after.get(pair.later, [])) > most:
            echoes.add((pair.earlier, pair.later))
            continue
        before.setdefault(pair.earlier, []).extend(old)
        after.setdefault(pair.later, []).extend(new)
    return [pair._replace(echo=(pair.earlier, pair.later) in echoes) for pair in group] if echoes else group


def _common(spans: Sequence[Span], others: Sequence[Span]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in spans for c, d in others)
