"""Compute the evidence for a link between any two clauses of different statements, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p

import numpy as np

from sulh.wording.folding import FoldedText
from sulh.wording.matching import WordingMatch, match_of
from sulh.wording.similarity import Floats, Places, Wordings

__all__ = ["COLUMNS", "LinkEvidence", "evidence"]

COLUMNS = ("contrast", "rivalry", "plain")

# Pairs less alike than this are never links.
_FLOOR = 0.04
# Similarity due to the style of a series: this share of the pairs of clauses within its statements is less alike.
_NOISE_SHARE, _NOISE_LEAST, _NOISE_MOST = 0.9, 0.02, 0.15


@dataclass(frozen=True, slots=True)
class LinkEvidence:
    """Pairs of clauses by index, `earlier[k] < later[k]`, the evidence for each (a row of `table`), and what their wordings share.

    `contrast`: log of how far their likeness exceeds that within statements. `rivalry`: their likeness against that of the
    closest other clause in either statement, between 0 and 1. `plain`: log of the letters in common that belong to no names: names and
    titles of persons and bodies recur in clauses of all sorts. `likeness` is that of the two wordings, between 0 and 1.
    """

    earlier: Places
    later: Places
    table: Floats
    likeness: Floats
    matches: Sequence[WordingMatch]


def evidence(
    forms: Sequence[FoldedText],
    sentences: Sequence[Sequence[str]],
    owner: Sequence[int],
    *,
    weights: Floats | None = None,
    least: float = 0.0,
) -> LinkEvidence:
    """Return the evidence for all pairs of clauses of different statements that have anything in common.

    `sentences` are the words of the sentences of each clause, `owner` is the index of its statement, ascending. With `weights` of the
    constant and the columns, pairs are left out whose sum could not reach `least` if they had all letters in common.
    """
    held = _Held(forms, sentences)
    if not held.forms:
        none = np.zeros(0, dtype=np.intp)
        return LinkEvidence(none, none, np.zeros((0, len(COLUMNS))), np.zeros(0), ())
    at = np.asarray(owner, dtype=np.intp)
    space = Wordings([form.spaced for form in held.forms], held.sentences, held.times.tolist())
    like = space.pairs(_FLOOR)
    # A wording that occurs in several clauses is paired with itself.
    repeated = np.flatnonzero(held.times > 1)
    one, other = np.concatenate([like.one, repeated]), np.concatenate([like.other, repeated])
    mean = np.concatenate([like.mean, np.ones(len(repeated))])
    noise = min(max(space.noise(held.groups(owner), _NOISE_SHARE), _NOISE_LEAST), _NOISE_MOST)
    pair, earlier, later = _spread(one, other, held, at)
    contrast = np.log((mean + 0.01) / (noise + 0.01))[pair]
    rivalry = _rivalry(earlier, later, mean[pair], at)
    if weights is not None:
        lengths = np.array([len(form.letters) for form in held.forms], dtype=np.float64)
        most = np.log1p(np.minimum(lengths[one], lengths[other]))[pair]
        open_ = weights[0] + np.column_stack([contrast, rivalry, most]) @ weights[1:] >= least
        pair, earlier, later, contrast, rivalry = (column[open_] for column in (pair, earlier, later, contrast, rivalry))
    matches = held.matches(earlier.tolist(), later.tolist())
    kept = np.array([k for k, match in enumerate(matches) if match is not None], dtype=np.intp)
    found = [match for match in matches if match is not None]
    plain = np.array([log1p(match.plain) for match in found])
    table = np.column_stack([contrast[kept], rivalry[kept], plain])
    return LinkEvidence(earlier[kept], later[kept], table, mean[pair[kept]], found)


class _Held:
    """The different wordings of clauses; a clause without letters has none (-1)."""

    def __init__(self, forms: Sequence[FoldedText], sentences: Sequence[Sequence[str]]) -> None:
        known: dict[object, int] = {}
        self.forms: list[FoldedText] = []
        self.sentences: list[Sequence[str]] = []
        self.of: list[int] = []
        for form, parts in zip(forms, sentences, strict=True):
            if not form.letters:
                self.of.append(-1)
                continue
            wording = known.setdefault((form.letters, form.articles, form.names), len(known))
            if wording == len(self.forms):
                self.forms.append(form)
                self.sentences.append(parts)
            self.of.append(wording)
        # How many clauses have each wording.
        self.times = np.bincount([one for one in self.of if one >= 0], minlength=len(self.forms))

    def groups(self, owner: Sequence[int]) -> list[list[int]]:
        """The wordings of each statement."""
        groups: dict[int, list[int]] = {}
        for clause, wording in enumerate(self.of):
            if wording >= 0:
                groups.setdefault(owner[clause], []).append(wording)
        return list(groups.values())

    def matches(self, earlier: Sequence[int], later: Sequence[int]) -> list[WordingMatch | None]:
        """Return what the wordings of each pair of clauses share, computed once for each pair of wordings."""
        known: dict[tuple[int, int], WordingMatch | None] = {}
        found = []
        for a, b in zip(earlier, later, strict=True):
            key = self.of[a], self.of[b]
            if key not in known:
                known[key] = match_of(self.forms[key[0]], self.forms[key[1]])
            found.append(known[key])
        return found


def _spread(one: Places, other: Places, held: _Held, owner: Places) -> tuple[Places, Places, Places]:
    """Return for every pair of clauses in different statements the index of its pair of wordings, the earlier and the later clause."""
    of = np.asarray(held.of, dtype=np.intp)
    clauses = np.argsort(of, kind="stable")
    starts = np.searchsorted(of[clauses], np.arange(len(held.forms)))
    many = held.times[one] * held.times[other]
    pair = np.repeat(np.arange(len(one)), many)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(many) - many, many)
    width = held.times[other][pair]
    a, b = clauses[starts[one][pair] + within // width], clauses[starts[other][pair] + within % width]
    # A wording paired with itself gives each pair twice.
    apart = (owner[a] != owner[b]) & ((one != other)[pair] | (a < b))
    pair, a, b = pair[apart], a[apart], b[apart]
    return pair, np.minimum(a, b), np.maximum(a, b)


def _rivalry(earlier: Places, later: Places, mean: Floats, owner: Places) -> Floats:
    """Return the likeness of each pair relative to that of the closest other clause that either has in the other's statement."""
    count = int(owner.max()) + 1
    rival = np.maximum(_next_best(earlier * count + owner[later], mean), _next_best(later * count + owner[earlier], mean))
    against: Floats = mean / (mean + rival + 0.02)
    return against


def _next_best(key: Places, value: Floats) -> Floats:
    """Return for each value the highest other value with the same key; 0 where there is none."""
    found = np.zeros(len(key))
    if not len(key):
        return found
    order = np.lexsort((-value, key))
    sorted_key, sorted_value = key[order], value[order]
    first = np.append(True, sorted_key[1:] != sorted_key[:-1])
    heads = np.flatnonzero(first)
    best = np.repeat(sorted_value[heads], np.diff(np.append(heads, len(key))))
    second = np.append(np.where(first[1:], 0.0, sorted_value[1:]), 0.0)
    found[order] = np.where(first, second, best)
    return found
