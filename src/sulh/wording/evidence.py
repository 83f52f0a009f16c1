"""Compute the evidence for a link between any two clauses of different statements, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sulh.model import ActKind
from sulh.wording.folding import FoldedText
from sulh.wording.matching import match_of
from sulh.wording.shared_words import SharedWords
from sulh.wording.similarity import Floats, Places, Wordings

__all__ = ["COLUMNS", "SHORT_SERIES", "STANDING", "LinkEvidence", "evidence"]

COLUMNS = ("contrast", "rivalry", "share", "accord", "place", "opening", "brevity", "plain")
# Those that follow from where the clauses stand and what else their statements do, not from their words.
STANDING = ("place", "opening", "brevity")

# In a series of so few statements hardly any others speak for a link.
SHORT_SERIES = 6

# Pairs less alike than this are never links.
_FLOOR = 0.04
# Similarity due to the style of a series: this share of the pairs of clauses within its statements is less alike.
_NOISE_SHARE, _NOISE_LEAST, _NOISE_MOST = 0.9, 0.02, 0.15
# Where there are few such pairs they say little: so many pairs of the likeness usual in other series are added.
_USUAL, _USUAL_PAIRS = 0.04, 10
# From so many clauses on the length of a statement says nothing more.
_MANY = 7
# Letters outside names that two wordings have in common; more say nothing more.
_PLAIN = 8
# So many clauses of one wording in one statement are paired with all of that wording in another.
_REPEATED = 6
# So many closest clauses of a statement are looked at as rivals.
_RIVALS = 3


@dataclass(frozen=True, slots=True)
class LinkEvidence:
    """Pairs of clauses by index, `earlier[k] < later[k]`, and the evidence for each (a row of `table`).

    `contrast`: log of how far their likeness exceeds that within statements. `rivalry`: their likeness against that of the
    closest other clause in either statement, between 0 and 1. `share`: the share of the shorter wording that the other has too
    (`SharedWords`). `accord`: whether both may do the same. The next three say what follows from where the clauses stand, each times that
    share, since clauses without common words are no link wherever they stand. `place`: how near both are to the same place of their
    statements; `opening`: whether each opens its own; `brevity`: how few clauses the statements have, since in a short one there are few
    that a clause could belong to. The last two are 0 where the verbs of the two do different things. `plain`: whether letters in common
    belong to no names, between 0 and 1; names and titles of persons and bodies recur in clauses of all sorts.
    `likeness` is that of the two wordings, between 0 and 1; `same` says whether they have the same words, and the two shares how many of
    the letters of each clause the other has too.
    """

    earlier: Places
    later: Places
    table: Floats
    likeness: Floats
    same: NDArray[np.bool_]
    earlier_share: Floats
    later_share: Floats


def evidence(
    forms: Sequence[FoldedText],
    sentences: Sequence[Sequence[str]],
    owner: Sequence[int],
    acts: Sequence[frozenset[ActKind]],
    *,
    weights: Floats | None = None,
    least: float = 0.0,
) -> LinkEvidence:
    """Return the evidence for all pairs of clauses of different statements that have anything in common.

    `sentences` are the words of the sentences of each clause, `owner` is the index of its statement, ascending, `acts` are what its verbs
    do. With `weights` of the
    constant and the columns, pairs are left out whose sum could not reach `least` if no letter in common belonged to a name.
    """
    held = _Held(forms, sentences)
    if not held.forms:
        none, empty = np.zeros(0, dtype=np.intp), np.zeros(0)
        return LinkEvidence(none, none, np.zeros((0, len(COLUMNS))), empty, empty.astype(np.bool_), empty, empty)
    at = np.asarray(owner, dtype=np.intp)
    space = Wordings([form.spaced for form in held.forms], held.sentences, held.times.tolist())
    groups = held.groups(owner)
    like = space.pairs(_FLOOR, groups)
    # A wording that occurs in several clauses is paired with itself.
    repeated = np.flatnonzero(held.times > 1)
    one, other = np.concatenate([like.one, repeated]), np.concatenate([like.other, repeated])
    mean = np.concatenate([like.mean, np.ones(len(repeated))])
    within = sum(len(group) * (len(group) - 1) // 2 for group in groups)
    measured = min(max(like.noise(_NOISE_SHARE), _NOISE_LEAST), _NOISE_MOST)
    noise = (within * measured + _USUAL_PAIRS * _USUAL) / (within + _USUAL_PAIRS)
    pair, earlier, later = _spread(one, other, held, at)
    contrast = np.log((mean + 0.01) / (noise + 0.01))[pair]
    rivalry = _rivalry(earlier, later, pair, at, _Near(one, other, mean, np.asarray(held.of, dtype=np.intp)))
    share = SharedWords(held.forms, held.of, at).share(one, other, pair)
    likely = np.column_stack([contrast, rivalry, share, _accord(earlier, later, acts)])
    standing = _standing(earlier, later, at, acts) * share[:, None]
    table = np.column_stack([likely, standing])
    if weights is not None:
        open_ = weights[0] + table @ weights[1:-1] + weights[-1] >= least
        pair, earlier, later, table = pair[open_], earlier[open_], later[open_], table[open_]
    shared = held.shared(earlier, later)
    kept = np.flatnonzero(~np.isnan(shared[:, 0]))
    same, one_share, other_share, letters = shared[kept].T
    plain = np.minimum(letters / _PLAIN, 1.0)
    table = np.column_stack([table[kept], plain])
    return LinkEvidence(earlier[kept], later[kept], table, mean[pair[kept]], same == 1.0, one_share, other_share)


def _standing(earlier: Places, later: Places, owner: Places, acts: Sequence[frozenset[ActKind]]) -> Floats:
    """Return `place`, `opening` and `brevity` of each pair; `opening` and `brevity` only where its clauses may do the same."""
    many = np.bincount(owner)
    order = np.arange(len(owner)) - np.searchsorted(owner, owner)
    place = (order + 0.5) / many[owner]
    agree = _accord(earlier, later, acts)
    together = np.sqrt(many[owner[earlier]] * many[owner[later]])
    opening = agree & (order[earlier] == 0) & (order[later] == 0)
    brevity = agree * np.log(_MANY / np.minimum(together, _MANY))
    return np.column_stack([1.0 - np.abs(place[earlier] - place[later]), opening, brevity])


def _accord(earlier: Places, later: Places, acts: Sequence[frozenset[ActKind]]) -> NDArray[np.bool_]:
    """Return whether the two clauses of each pair may do the same: some verb of both does, or one has no verb that is known."""
    bit = {act: 1 << at for at, act in enumerate(ActKind)}
    does = np.array([sum(bit[act] for act in one) for one in acts], dtype=np.int64)
    accord: NDArray[np.bool_] = (does[earlier] == 0) | (does[later] == 0) | (does[earlier] & does[later] != 0)
    return accord


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

    def shared(self, earlier: Places, later: Places) -> Floats:
        """Return for each pair of clauses whether they have the same words, the common share of each, and the plain letters in common.

        Not a number where it is nothing (`match_of`). Each pair of wordings is compared once, whatever number of clauses have them.
        """
        of = np.asarray(self.of, dtype=np.intp)
        key = of[earlier] * len(self.forms) + of[later]
        order = np.argsort(key, kind="stable")
        opens = np.append(True, key[order][1:] != key[order][:-1])[: len(key)]
        found = np.full((int(opens.sum()), 4), np.nan)
        for at, pair in enumerate(key[order][opens].tolist()):
            match = match_of(self.forms[pair // len(self.forms)], self.forms[pair % len(self.forms)])
            if match is not None:
                found[at] = match.same, match.alignment.earlier_share, match.alignment.later_share, match.plain
        spread = np.zeros(len(key), dtype=np.intp)
        spread[order] = np.cumsum(opens) - 1
        shared: Floats = found[spread]
        return shared


def _spread(one: Places, other: Places, held: _Held, owner: Places) -> tuple[Places, Places, Places]:
    """Return for every pair of clauses in different statements the index of its pair of wordings, the earlier and the later clause.

    Of a wording that one statement has many times ("No violations.", sector by sector) only the first few are paired with clauses of
    any rank; the others with the clause of the same wording and rank, so that the number of pairs grows with the number of clauses.
    """
    of = np.asarray(held.of, dtype=np.intp)
    rank = _ranks(of, owner)
    leading = np.where(rank < _REPEATED, of, -1)
    clauses = np.argsort(leading, kind="stable")
    starts = np.searchsorted(leading[clauses], np.arange(len(held.forms)))
    times = np.bincount(leading[leading >= 0], minlength=len(held.forms))
    many = times[one] * times[other]
    pair = np.repeat(np.arange(len(one)), many)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(many) - many, many)
    width = times[other][pair]
    a, b = clauses[starts[one][pair] + within // width], clauses[starts[other][pair] + within % width]
    # A wording paired with itself gives each pair twice.
    apart = (owner[a] != owner[b]) & ((one != other)[pair] | (a < b))
    pair, a, b = pair[apart], a[apart], b[apart]
    more = _of_one_rank(of, rank)
    if len(more):
        own = np.flatnonzero(one == other)
        place = own[np.searchsorted(one[own], of[more[:, 0]])]
        pair, a, b = np.append(pair, place), np.append(a, more[:, 0]), np.append(b, more[:, 1])
    return pair, np.minimum(a, b), np.maximum(a, b)


def _ranks(of: Places, owner: Places) -> Places:
    """Return how many clauses of the same wording stand before each clause in its statement."""
    order = np.lexsort((np.arange(len(of)), of, owner))
    opens = np.append(True, (of[order][1:] != of[order][:-1]) | (owner[order][1:] != owner[order][:-1]))[: len(of)]
    starts = np.flatnonzero(opens)
    rank = np.zeros(len(of), dtype=np.intp)
    rank[order] = np.arange(len(of)) - np.repeat(starts, np.diff(np.append(starts, len(of))))
    return rank


def _of_one_rank(of: Places, rank: Places) -> Places:
    """Return the pairs of clauses of one wording and rank, of those past the first few of their statement."""
    late = np.flatnonzero((rank >= _REPEATED) & (of >= 0))
    groups: dict[tuple[int, int], list[int]] = {}
    for at in late.tolist():
        groups.setdefault((int(of[at]), int(rank[at])), []).append(at)
    found = [(a, b) for group in groups.values() for number, a in enumerate(group) for b in group[number + 1 :]]
    return np.array(found, dtype=np.intp).reshape(-1, 2)


def _rivalry(earlier: Places, later: Places, pair: Places, owner: Places, near: _Near) -> Floats:
    """Return the likeness of each pair relative to that of the closest other clause that either has in the other's statement."""
    count = int(owner.max()) + 1
    mean = near.mean[pair]
    few = len(set(owner.tolist())) <= SHORT_SERIES
    rival = np.maximum(
        _rival(earlier * count + owner[later], later, mean, near, few=few),
        _rival(later * count + owner[earlier], earlier, mean, near, few=few),
    )
    against: Floats = mean / (mean + rival + 0.02)
    return against


def _rival(key: Places, own: Places, value: Floats, near: _Near, *, few: bool) -> Floats:
    """Return for each value the highest of the next others with the same key, 0 where there is none.

    `own` is the clause that each value belongs to. In a series of few statements one that is itself like the own clause is hardly a
    rival: what is retold has a formula twice, in its first sentence and as a quotation. In a long one these are formulae told apart.
    """
    found = np.zeros(len(key))
    if not len(key):
        return found
    order = np.lexsort((-value, key))
    sorted_key, sorted_value, sorted_own = key[order], value[order], own[order]
    heads = np.flatnonzero(np.append(True, sorted_key[1:] != sorted_key[:-1]))
    size = np.diff(np.append(heads, len(key)))
    start, length = np.repeat(heads, size), np.repeat(size, size)
    rank = np.arange(len(key)) - start
    best = np.zeros(len(key))
    for step in range(_RIVALS):
        at = np.flatnonzero((length > step) & (rank != step))
        there = start[at] + step
        alike = near.between(sorted_own[at], sorted_own[there]) if few else 0.0
        best[at] = np.maximum(best[at], sorted_value[there] * (1.0 - alike))
    found[order] = best
    return found


class _Near:
    """How alike any two clauses are whose wordings are candidates."""

    def __init__(self, one: Places, other: Places, mean: Floats, of: Places) -> None:
        self.mean = mean
        self._of = of
        self._size = int(max(of.max(initial=0), other.max(initial=0))) + 1
        key = np.minimum(one, other) * self._size + np.maximum(one, other)
        self._order = np.argsort(key)
        self._key = key[self._order]

    def between(self, left: Places, right: Places) -> Floats:
        """Return the likeness of each two clauses; 0 where they are no candidates."""
        if not len(self._key):
            return np.zeros(len(left))
        one, other = self._of[left], self._of[right]
        wanted = np.minimum(one, other) * self._size + np.maximum(one, other)
        place = np.minimum(np.searchsorted(self._key, wanted), len(self._key) - 1)
        found: Floats = np.where(self._key[place] == wanted, self.mean[self._order[place]], 0.0)
        return np.where(one == other, 1.0, found)
