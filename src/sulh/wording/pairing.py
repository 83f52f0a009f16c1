"""Decide which clauses of two statements are linked: by the evidence for each pair, and by the links they share with other clauses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sulh.wording.evidence import LinkEvidence, evidence
from sulh.wording.folding import FoldedText
from sulh.wording.matching import WordingMatch
from sulh.wording.similarity import Floats, profiles

__all__ = ["WEIGHTS", "Pair", "Weights", "pairs", "sums"]

# Pairs less likely than this do not count as shared links: the sum for which the logistic function is 0.05.
_UNLIKELY = -3.0


@dataclass(frozen=True, slots=True)
class Weights:
    """Two logistic models, one after the other; a pair with a positive sum of the second is a link.

    `first`: the constant and the weight of each column of the evidence. `second`: the constant, the sum of the first, and the shared links.
    """

    first: tuple[float, float, float, float]
    second: tuple[float, float, float]


Span = tuple[int, int]

# Fitted by bench/formulae/fitting.py on invented series and on real statements whose links were labelled by reading; then the second
# constant was raised by 0.6, which finds more links of rewritten clauses and costs little precision.
WEIGHTS = Weights((-10.41, 3.43, 3.12, 1.40), (-1.58, 0.59, 3.58))


# This share of the words of an echo is part of a better pair.
_ECHOED = 0.5


@dataclass(frozen=True, slots=True)
class Pair:
    """Two clauses by index, how alike they are, and what their wordings share.

    `echo` says that a better pair of the same two statements has the same words of one of the clauses: the formula is where it was
    before, and a second clause only quotes it.
    """

    earlier: int
    later: int
    likeness: float
    match: WordingMatch
    echo: bool = False


def pairs(
    forms: Sequence[FoldedText], sentences: Sequence[Sequence[str]], owner: Sequence[int], weights: Weights = WEIGHTS
) -> Iterator[list[Pair]]:
    """Yield the pairs that are links, grouped by statements; `owner` is the index of each clause's statement, ascending."""
    found = evidence(forms, sentences, owner, weights=np.array(weights.first), least=_UNLIKELY)
    linked = np.flatnonzero(sums(found, len(forms), weights) > 0)
    at = np.asarray(owner, dtype=np.intp)
    earlier, later = found.earlier[linked], found.later[linked]
    linked = linked[np.lexsort((earlier, later, at[earlier], at[later]))]
    group: list[Pair] = []
    between = (-1, -1)
    for k in linked.tolist():
        pair = Pair(int(found.earlier[k]), int(found.later[k]), float(found.likeness[k]), found.matches[k])
        statements = owner[pair.earlier], owner[pair.later]
        if statements != between and group:
            yield _with_echoes(_each_to_each(group))
            group = []
        between = statements
        group.append(pair)
    if group:
        yield _with_echoes(_each_to_each(group))


def sums(found: LinkEvidence, clauses: int, weights: Weights) -> Floats:
    """Return the score of each pair; positive for links.

    First each pair is scored by itself. Then it counts whether both are likely linked to the same third clauses: a formula that drifts
    over many rounds stays one formula, and a chance likeness to one of its wordings does not make it another.
    """
    alone = weights.first[0] + found.table @ np.array(weights.first[1:])
    likely = 1.0 / (1.0 + np.exp(-alone))
    constant, own, shared_links = weights.second
    scores: Floats = constant + own * alone + shared_links * profiles(found.earlier, found.later, likely, clauses)
    # The same words are a link, however few they are.
    scores[[at for at, match in enumerate(found.matches) if match.same]] = np.inf
    return scores


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
    return [replace(pair, echo=(pair.earlier, pair.later) in echoes) for pair in group] if echoes else group


def _common(spans: Sequence[Span], others: Sequence[Span]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in spans for c, d in others)
