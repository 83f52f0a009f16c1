"""Find seeds: positions in two documents with the same letters, from the sorted keys of every segment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sulh.wording.corpus.grams import LONG, SHORT, Runs, runs
from sulh.wording.corpus.library import Library

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BAND", "Seeds", "seeds"]

# A run of letters that occurs more often than this is common: only longer runs are looked up in other documents.
CAP = 32
# One that occurs no more often than RARE is kept without neighbours, if two documents share no more than LONE of them.
RARE, LONE = 8, 16
# The most letters of drift, and of distance, between two runs of one passage.
BAND, NEAR = 32, 160
_OFFSET = 1 << 34
_LOW = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Seeds:
    """Positions (letters of a `Library`) of equal runs in the documents searched (`here`) and in others (`there`), and their lengths."""

    here: NDArray[Any]
    there: NDArray[Any]
    size: NDArray[Any]


def seeds(library: Library, number: int, begin: int, end: int) -> Seeds:
    """Return the seeds between documents `begin` to `end` of segment `number` and all of other segments or before them in this one.

    Only seeds that are rare or have neighbours are returned: another one within BAND letters of drift and NEAR letters of distance, or LONG
    equal letters.
    Runs that occur more than CAP times are extended to LONG letters; those that still do lead to the first document that has them.
    """
    import numpy as np

    segment = library.segments[number]
    low = int(segment.letter_at[begin])
    words = runs(segment, begin, end)
    short = words.long_enough(SHORT)
    packed, rare, common = _pairs(library, number, low, short.keys(SHORT), short, "short")
    long = short.some(common).long_enough(LONG)
    key = long.keys(LONG)
    packed_long, _, common = _pairs(library, number, low, key, long, "long")
    first = _firsts(library, number, low, key[common], long.some(common))
    kept = _with_neighbours(packed, np.concatenate([packed_long, first]))
    base = low + library.bases[number]
    lone = _telling(library, np.setdiff1d(packed[rare] << np.uint64(1), kept), base)
    here, drift, size = _joined(np.sort(np.concatenate([kept, lone])))
    here += base
    return Seeds(here, here - drift, size)


def _telling(library: Library, lone: NDArray[Any], base: int) -> NDArray[Any]:
    """Return the seeds without neighbours that are few between their two documents: lists and tables share many single words."""
    import numpy as np

    here, drift = _unpacked(lone)
    pair = library.document(here + base) * len(library.rank) + library.document(here + base - drift)
    _, at, counts = np.unique(pair, return_inverse=True, return_counts=True)
    return lone[counts[at] <= LONE]


def _unpacked(packed: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return position and drift of seeds (packed << 1 | long)."""
    import numpy as np

    here = (packed >> np.uint64(1) & np.uint64((1 << 27) - 1)).astype(np.int64)
    return here, (packed >> np.uint64(28)).astype(np.int64) - _OFFSET


def _joined(kept: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Return position, drift and size of seeds, with those that overlap at one drift joined: a long copy is one seed."""
    import numpy as np

    here, drift = _unpacked(kept)
    if not len(kept):
        return here, drift, here
    end = here + np.where(kept & np.uint64(1), LONG, SHORT)
    # Documents end to end do not overlap, so no seed reaches into the next.
    line = np.cumsum(np.diff(drift, prepend=drift[0]) != 0) << 32
    reached = np.maximum.accumulate(end + line)
    new = np.flatnonzero(np.concatenate([[True], (here + line)[1:] >= reached[:-1]]))
    size = np.maximum.reduceat(end, new) - here[new]
    return here[new], drift[new], size


def _pairs(
    library: Library, number: int, low: int, key: NDArray[Any], words: Runs, kind: str
) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Return packed pairs for keys that occur at most CAP times, which of them are of keys with at most RARE, and the indices into
    `key` of the common ones."""
    import numpy as np

    order = np.argsort(key)
    sought = key[order] << np.uint64(32)
    here = words.letter[order] - low
    ranges, total = [], np.zeros(len(order), np.int64)
    for place, segment in enumerate(library.segments):
        posted = getattr(segment, kind)
        begins = np.searchsorted(posted, sought)
        # In its own segment a document is compared with those before it, so that no pair is found twice.
        bound = sought | (words.document_letter[order].astype(np.uint64) if place == number else np.uint64(_LOW))
        counts, closes = _counted(posted, begins, sought, bound)
        total += counts
        ranges.append((posted, begins, closes))
    followed = total <= CAP
    found, rare = [np.zeros(0, np.uint64)], [np.zeros(0, np.bool_)]
    for place, (posted, begins, closes) in enumerate(ranges):
        counts = np.where(followed, closes - begins, 0)
        several = np.flatnonzero(counts)
        counts = counts[several]
        jumps = np.cumsum(counts) - counts
        index = np.repeat(begins[several] - jumps, counts) + np.arange(int(counts.sum()))
        there = (posted[index] & np.uint64(_LOW)).astype(np.int64) + library.bases[place]
        found.append(_pack(np.repeat(here[several], counts), there, low + library.bases[number]))
        rare.append(np.repeat(total[several] <= RARE, counts))
    return np.concatenate(found), np.concatenate(rare), np.sort(order[~followed])


def _counted(posted: NDArray[Any], begins: NDArray[Any], sought: NDArray[Any], bound: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return how often each key occurs in `posted` from `begins` on (up to CAP + 1 times), and where those below `bound` end."""
    import numpy as np

    counts, closes = np.zeros(len(begins), np.int64), begins.copy()
    active = np.arange(len(begins))
    last = sought | np.uint64(_LOW)
    # Nearly all occur a few times: stepping is faster than a second search.
    for step in range(CAP + 1):
        at = begins[active] + step
        active, at = active[at < len(posted)], at[at < len(posted)]
        value = posted[at]
        same = value <= last[active]
        active, value = active[same], value[same]
        if not len(active):
            break
        counts[active] += 1
        closes[active] += value < bound[active]
    return counts, closes


def _firsts(library: Library, number: int, low: int, key: NDArray[Any], words: Runs) -> NDArray[Any]:
    """Return packed pairs of each position with the earliest document that has the key, or, in that document, with the next earliest."""
    import numpy as np

    sought = key << np.uint64(32)
    own = words.document_letter + library.bases[number]
    best, place_of = np.full(len(key), np.iinfo(np.int64).max), np.full(len(key), -1, np.int64)
    for place, segment in enumerate(library.segments):
        if not len(segment.long):
            continue
        index = np.minimum(np.searchsorted(segment.long, sought), len(segment.long) - 1)
        posted = segment.long[index]
        there = (posted & np.uint64(_LOW)).astype(np.int64) + library.bases[place]
        document = library.document(there)
        rank = library.rank[document]
        better = (posted >> np.uint64(32) == key) & (rank < best) & (library.begins[document] != own)
        best, place_of = np.where(better, rank, best), np.where(better, there, place_of)
    # Of positions in one document that lead to the same position, only the first: a repetitive text has very many.
    order = np.lexsort((place_of, words.document_letter))
    fresh = np.ones(len(order), np.bool_)
    fresh[1:] = (np.diff(words.document_letter[order]) != 0) | (np.diff(place_of[order]) != 0)
    once = order[fresh]
    found = np.sort(once[place_of[once] >= 0])
    return _pack(words.letter[found] - low, place_of[found], low + library.bases[number])


def _pack(here: NDArray[Any], there: NDArray[Any], base: int) -> NDArray[Any]:
    """Return drift << 27 | here: 36 bits for the distance of the positions, 27 for the first one within the documents searched."""
    import numpy as np

    packed: NDArray[Any] = ((here + (base + _OFFSET) - there).astype(np.uint64) << np.uint64(27)) | here.astype(np.uint64)
    return packed


def _with_neighbours(short: NDArray[Any], long: NDArray[Any]) -> NDArray[Any]:
    """Return seeds (packed << 1 | long), sorted, each once, without short ones that have no neighbour."""
    import numpy as np

    one, mask = np.uint64(1), np.uint64((1 << 27) - 1)
    everything = np.concatenate([short << one, long << one | one])
    kept = [long << one | one]
    for shift in (0, BAND // 2):
        # Sorted by band of drift, then by position: neighbours in the list are neighbours in the text. Two grids, so none is cut off.
        drift = (everything >> np.uint64(28)) + np.uint64(shift)
        within = drift % np.uint64(BAND)
        mixed = (drift // np.uint64(BAND)) << np.uint64(33) | (everything >> one & mask) << np.uint64(6) | within << one | everything & one
        mixed.sort()
        steps = np.diff(mixed >> np.uint64(6))
        close = (steps > 0) & (steps <= NEAR)
        accompanied = np.zeros(len(mixed), np.bool_)
        accompanied[1:] |= close
        accompanied[:-1] |= close
        mixed = mixed[accompanied]
        drift = (mixed >> np.uint64(33)) * np.uint64(BAND) + (mixed >> one) % np.uint64(BAND) - np.uint64(shift)
        kept.append(drift << np.uint64(28) | (mixed >> np.uint64(6) & mask) << one | mixed & one)
    together = np.concatenate(kept)
    together.sort()
    return together[np.concatenate([[True], together[1:] != together[:-1]])] if len(together) else together
