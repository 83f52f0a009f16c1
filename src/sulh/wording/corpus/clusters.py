"""Group seeds into clusters: seeds of two documents that are close together and in the same order, likely from one passage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sulh.wording.corpus.library import Library
from sulh.wording.corpus.seeds import BAND, Seeds

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["SeedCluster", "clusters"]

_APART = 160  # most letters between two seeds of one cluster
_LEAST = 16  # least letters that the seeds of a cluster cover
_LIKELY = 46  # least letters covered by seeds or similar around them: fewer are not worth an alignment
_FLANK, _SWAY = 80, 20  # letters compared on both sides, and their greatest displacement
_AT_ONCE = 1000  # clusters compared together, so that the data stays in the processor's cache


@dataclass(frozen=True, slots=True)
class SeedCluster:
    """Seeds between an earlier and a later document (numbers of a `Library`); positions count letters from the beginning of each.

    `left` and `right` are positions of equal runs, sorted by `left`; `size` their lengths; `covered` the earlier text's letters in them.
    `left_end` and `right_end` are where the runs end; `right_begin` is where the first of the later text begins.
    """

    earlier: int
    later: int
    left: NDArray[Any]
    right: NDArray[Any]
    size: NDArray[Any]
    covered: int
    left_begin: int
    left_end: int
    right_begin: int
    right_end: int


def clusters(library: Library, seeds: Seeds) -> list[SeedCluster]:
    """Return the clusters of `seeds` that cover enough letters, by earlier document, later document and position."""
    import numpy as np

    one, other = library.document(seeds.here), library.document(seeds.there)
    good = np.flatnonzero(library.alive[one] & library.alive[other] & (one != other))
    one, other, here, there, size = one[good], other[good], seeds.here[good], seeds.there[good], seeds.size[good]
    turned = library.rank[one] < library.rank[other]
    earlier, later = np.where(turned, one, other), np.where(turned, other, one)
    left = np.where(turned, here, there) - library.begins[earlier]
    right = np.where(turned, there, here) - library.begins[later]
    group, order = _grouped(library, earlier, later, left, right, size)
    earlier, later, left, right, size = earlier[order], later[order], left[order], right[order], size[order]
    if not len(group):
        return []
    bounds = np.flatnonzero(np.diff(group, prepend=-1, append=-1))
    begins, ends = bounds[:-1], bounds[1:]
    covered = np.add.reduceat(_covered(group, left, size), begins)
    enough = covered >= _LEAST
    begins, ends, covered = begins[enough], ends[enough], covered[enough]
    last = ends - 1
    sides = (library.begins[earlier] + left, library.begins[later] + right)
    around = _around(library, (sides[0][begins], sides[1][begins]), (sides[0][last] + size[last], sides[1][last] + size[last]))
    likely = covered + around >= _LIKELY
    begins, ends, covered = begins[likely], ends[likely], covered[likely]
    if not len(begins):
        return []
    # Reduced over the seeds from one begin to its end: those between clusters that were left out come after each end.
    edges = np.column_stack([begins, ends]).ravel()
    edges = edges[:-1] if edges[-1] == len(left) else edges
    columns = (
        earlier[begins],
        later[begins],
        covered,
        left[begins],
        np.maximum.reduceat(left + size, edges)[::2],
        np.minimum.reduceat(right, edges)[::2],
        np.maximum.reduceat(right + size, edges)[::2],
    )
    found = []
    for begin, end, one_, other_, total, a, b, c, d in zip(
        begins.tolist(), ends.tolist(), *(column.tolist() for column in columns), strict=True
    ):
        part = slice(begin, end)
        found.append(SeedCluster(one_, other_, left[part], right[part], size[part], total, a, b, c, d))
    return found


def _around(library: Library, first: tuple[NDArray[Any], NDArray[Any]], last: tuple[NDArray[Any], NDArray[Any]]) -> NDArray[Any]:
    """Return how many letters before `first` and after `last` (positions in both documents) start a run of four that is at about the same
    distance in the other document.

    Letters of a neighbouring document are not excluded: they are too few to matter, and alignment ends at the document.
    """
    import numpy as np

    total = np.zeros(len(first[0]), np.int64)
    for begin in range(0, len(total), _AT_ONCE):
        part = slice(begin, begin + _AT_ONCE)
        for (one, other), shift in ((first, -_FLANK), (last, 0)):
            # Every second letter is enough.
            ours = np.ascontiguousarray(_quads(library.windows(one[part] + shift, _FLANK + 3, 0))[:, ::2])
            theirs = _quads(library.windows(other[part] + shift - _SWAY, _FLANK + 2 * _SWAY + 3, 255))
            same, equal = np.zeros(ours.shape, np.bool_), np.empty(ours.shape, np.bool_)
            for odd in (0, 1):
                lane = np.ascontiguousarray(theirs[:, odd::2])
                for sway in range(_SWAY):
                    np.equal(ours, lane[:, sway : sway + ours.shape[1]], out=equal)
                    same |= equal
            total[part] += 2 * np.count_nonzero(same, axis=1)
    return total


def _quads(windows: NDArray[Any]) -> NDArray[Any]:
    """Return a 16-bit number for each four successive letters of `windows` (rows, letters)."""
    import numpy as np

    rows, size = windows.shape
    quads = np.ndarray((rows, size - 3), "<u4", windows.data, 0, (size, 1))
    # Half the width is twice as fast to compare; the multiplier is that of Fibonacci hashing.
    return (quads * np.uint32(0x9E3779B1) >> np.uint32(16)).astype(np.uint16)


def _grouped(
    library: Library, earlier: NDArray[Any], later: NDArray[Any], left: NDArray[Any], right: NDArray[Any], size: NDArray[Any]
) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the number of each seed's cluster, and the order that sorts seeds by this number and by the earlier text."""
    import numpy as np

    pair = library.rank[earlier] * len(library.rank) + library.rank[later]
    drift = left - right
    order = np.lexsort((left, drift, pair))
    # First by drift, then by distance: so passages that a document repeats are not mixed.
    new = np.diff(pair[order], prepend=-1) != 0
    new[1:] |= np.diff(drift[order]) > BAND
    band = np.empty(len(order), np.int64)
    band[order] = np.cumsum(new)
    order = np.lexsort((right, left, band))
    begin, reached = _line(band[order], left[order], size[order])
    group: NDArray[Any] = np.cumsum(begin > reached + _APART)
    return group, order


def _line(group: NDArray[Any], left: NDArray[Any], size: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return where each seed begins and how far those before it in its group reach, with the groups far apart on one axis."""
    import numpy as np

    begin = left + (group << 32)
    reached = np.concatenate([begin[:1], np.maximum.accumulate(begin + size)[:-1]])
    return begin, reached


def _covered(group: NDArray[Any], left: NDArray[Any], size: NDArray[Any]) -> NDArray[Any]:
    """Return how many letters each seed covers that no seed before it in its cluster covers."""
    import numpy as np

    begin, reached = _line(group, left, size)
    covered: NDArray[Any] = np.maximum(begin + size - np.maximum(begin, reached), 0)
    return covered
