"""Find the shared passages around a cluster of seeds, aligned letter by letter and cut where the likeness ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sulh.wording.corpus.clusters import SeedCluster

__all__ = ["CHANCE", "LEAST", "SharedPassage", "passages"]

_MARGIN = 120  # letters aligned on both sides of a cluster
_PIECE = 1500  # letters aligned at once
# A run of equal letters scores its length minus CHANCE, since unrelated texts share short runs; each letter between runs costs _COST.
_RUN, CHANCE, _COST = 4, 2.0, 0.5
_DROP = 60.0  # a passage ends where the score has dropped this much from its best point
LEAST = 40.0  # least score of a passage


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """Equal or edited text: half-open spans of letters in two documents, how many letters agree, and how alike they are (0..1).

    `worth` is its weight, in letters; `runs` are the equal letters that count: position in the left document and length.
    """

    left: tuple[int, int]
    right: tuple[int, int]
    agreed: int
    ratio: float
    worth: float
    runs: tuple[tuple[int, int], ...]


def passages(cluster: SeedCluster, left: str, right: str) -> list[SharedPassage]:
    """Return the passages around a cluster that score at least LEAST; `left` and `right` are the letters of the two documents.

    Method: the longest common subsequence of letters (rapidfuzz, bit-parallel), and in it the maximal segments by score, ended by a drop
    from the best as in BLAST (Altschul and others 1990).
    """
    return list(_segments(_runs(cluster, left, right)))


def _runs(cluster: SeedCluster, left: str, right: str) -> list[tuple[int, int, int]]:
    """Return runs of equal letters, in order: position in the left document, in the right one, length."""
    from rapidfuzz.distance import Indel

    bounds = _pieces(cluster, len(left), len(right))
    if len(bounds) == 2:
        (a, b), (c, d) = bounds
        blocks = Indel.editops(left[a:c], right[b:d]).as_matching_blocks()
        return [(at + a, across + b, size) for at, across, size in blocks if size]
    runs: list[tuple[int, int, int]] = []
    for (a, b), (c, d) in pairwise(bounds):
        one, other = left[a:c], right[b:d]
        found = (
            [(0, 0, len(one))]
            if one == other
            else [(at, across, size) for at, across, size in Indel.editops(one, other).as_matching_blocks()]
        )
        for at, across, size in found:
            if runs and (at + a, across + b) == (runs[-1][0] + runs[-1][2], runs[-1][1] + runs[-1][2]):
                runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + size)
            elif size:
                runs.append((at + a, across + b, size))
    return runs


def _pieces(cluster: SeedCluster, left_end: int, right_end: int) -> list[tuple[int, int]]:
    """Return where to cut both texts, so that each piece is short: at seeds, where both agree."""
    import numpy as np

    left, right, size = cluster.left, cluster.right, cluster.size
    bounds = [(max(0, cluster.left_begin - _MARGIN), max(0, cluster.right_begin - _MARGIN))]
    last = (min(left_end, cluster.left_end + _MARGIN), min(right_end, cluster.right_end + _MARGIN))
    if last[0] - bounds[0][0] > 2 * _PIECE:
        # At seeds and, where they are long, inside them.
        times = size // _PIECE + 1
        step = _PIECE * (np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times))
        cuts = np.stack([np.repeat(left, times) + step, np.repeat(right, times) + step])
        for at, across in cuts[:, np.lexsort(cuts[::-1])].T.tolist():
            if at - bounds[-1][0] >= _PIECE and bounds[-1][1] < across < last[1]:
                bounds.append((at, across))
    bounds.append(last)
    return bounds


def _segments(runs: Sequence[tuple[int, int, int]]) -> Iterator[SharedPassage]:
    telling = [number for number, run in enumerate(runs) if run[2] >= _RUN]
    if not telling:
        return
    # Runs that do not count neither open a passage nor, after the last that does, prolong one.
    begin = best = number = telling[0]
    final = telling[-1]
    total = best_total = 0.0
    ended = across_ended = 0
    count = len(runs)
    while number < count:
        at, across, size = runs[number]
        if number > begin:
            gap, across_gap = at - ended, across - across_ended
            total -= _COST * (gap if gap > across_gap else across_gap)
        if total <= 0.0 or number == begin:
            if best_total >= LEAST:
                yield _passage(runs[begin : best + 1], best_total)
            begin, total, best_total = number, 0.0, 0.0
        if size >= _RUN:
            total += size - CHANCE
        ended, across_ended = at + size, across + size
        if total > best_total:
            best, best_total = number, total
        elif best_total - total > _DROP and best_total >= LEAST:
            yield _passage(runs[begin : best + 1], best_total)
            number, begin, total, best_total = best, best + 1, 0.0, 0.0
        elif best == final and number > final:
            break
        number += 1
    if best_total >= LEAST:
        yield _passage(runs[begin : best + 1], best_total)


def _passage(runs: Sequence[tuple[int, int, int]], worth: float) -> SharedPassage:
    first, last = runs[0], runs[-1]
    left, right = (first[0], last[0] + last[2]), (first[1], last[1] + last[2])
    agreed = sum(size for _, _, size in runs if size >= _RUN - 1)
    telling = tuple((at, size) for at, _, size in runs if size >= _RUN)
    return SharedPassage(left, right, agreed, 2 * agreed / (left[1] - left[0] + right[1] - right[0]), worth, telling)
