"""Search the documents of one segment for passages shared with all others, chunk by chunk, in one process or several."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from sulh.wording.corpus.clusters import SeedCluster, clusters
from sulh.wording.corpus.library import DocumentWords, Library
from sulh.wording.corpus.rarity import Rarity
from sulh.wording.corpus.reuse import IN_ORDER, Reuse, ReuseKind
from sulh.wording.corpus.seeds import seeds
from sulh.wording.corpus.segment import open_segment, segment_chunks
from sulh.wording.corpus.spans import LEAST, SharedPassage, passages

__all__ = ["search", "search_documents"]

_CHUNK = 2_000_000  # letters of the documents searched at once
LEAST_WORDS = 10  # fewer are a turn of phrase, not a passage
_LOOSE_WORDS, _LOOSE_SHARE = 3, 0.3
_SURE = 3 * LEAST  # a passage of this worth counts whatever its number of words
_PLACE = 1024  # letters of a document whose passages are looked up together


def search(folders: Sequence[Path], dropped: frozenset[tuple[str, str]], *, workers: int = 1) -> Iterator[Reuse]:
    """Yield the passages that the last segment's documents share with others, by chunk of the later document; `workers` are processes."""
    library = Library([open_segment(folder) for folder in folders], dropped)
    number = len(folders) - 1
    chunks = list(segment_chunks(library.segments[number], _CHUNK))
    if workers < 2 or len(chunks) < 2:
        for begin, end in chunks:
            yield from search_documents(library, number, begin, end)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Spawned processes: a fork would copy the locks of the caller's threads.
    with ProcessPoolExecutor(workers, get_context("spawn"), _open_library, (folders, dropped)) as pool:
        for found in pool.map(_search_chunk, chunks):
            yield from found


_OPENED: list[Library] = []


def _open_library(folders: Sequence[Path], dropped: frozenset[tuple[str, str]]) -> None:
    _OPENED[:] = [Library([open_segment(folder) for folder in folders], dropped)]


def _search_chunk(chunk: tuple[int, int]) -> list[Reuse]:
    return search_documents(_OPENED[0], len(_OPENED[0].segments) - 1, *chunk)


def search_documents(library: Library, number: int, begin: int, end: int) -> list[Reuse]:
    """Return the passages that documents `begin` to `end` of segment `number` share with other segments and with documents before them."""
    found = clusters(library, seeds(library, number, begin, end))
    rarity = Rarity(library)
    reuses: list[Reuse] = []
    for (earlier, later), group in groupby(found, key=lambda cluster: (cluster.earlier, cluster.later)):
        for passage in _of_pair(library, list(group)):
            if passage.worth < _SURE and rarity.worth(earlier, passage) < LEAST:
                continue
            reuse = _reuse(library, earlier, later, passage)
            if reuse is not None:
                reuses.append(reuse)
    return sorted(reuses, key=IN_ORDER)


def _of_pair(library: Library, found: Sequence[SeedCluster]) -> list[SharedPassage]:
    """Return the passages of two documents, the best first, without those that only repeat a better one."""
    left, right = library.words(found[0].earlier).letters, library.words(found[0].later).letters
    kept = _Kept()
    # Nearly all pairs have one cluster.
    ordered = found if len(found) == 1 else sorted(found, key=lambda one: (-one.covered, one.left_begin, int(one.right[0])))
    for cluster in ordered:
        box = (cluster.left_begin, int(cluster.left[-1])), (cluster.right_begin, int(cluster.right.max()))
        if any(_within(box[0], one.left) and _within(box[1], one.right) for one in kept.near(box[0][0], box[0][0] + 1)):
            continue
        for passage in passages(cluster, left, right):
            if not any(_overlap(passage.left, one.left) and _overlap(passage.right, one.right) for one in kept.near(*passage.left)):
                kept.add(passage)
    return kept.all


class _Kept:
    """Passages in the order they were added, indexed by position in the left document: lists and tables can have thousands."""

    def __init__(self) -> None:
        self.all: list[SharedPassage] = []
        self._at: dict[int, list[SharedPassage]] = defaultdict(list)

    def add(self, passage: SharedPassage) -> None:
        self.all.append(passage)
        for place in self._places(*passage.left):
            self._at[place].append(passage)

    def near(self, begin: int, end: int) -> Iterator[SharedPassage]:
        """Yield all passages that overlap letters `begin` to `end` of the left document, and some others; one can occur twice."""
        for place in self._places(begin, end):
            yield from self._at.get(place, ())

    def _places(self, begin: int, end: int) -> range:
        return range(begin // _PLACE, (end - 1) // _PLACE + 1)


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Return whether half of the shorter span is in the other: sentences that changed places may overlap by a letter by chance."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * shared > min(one[1] - one[0], other[1] - other[0])


class _Snapped:
    """A span of letters of one document, widened or narrowed to whole words."""

    __slots__ = ("end", "fragment", "letters", "start", "words")

    def __init__(self, held: DocumentWords, span: tuple[int, int]) -> None:
        first = held.first
        begin, last = held.word_at(span[0]), held.word_at(span[1] - 1)
        # A word belongs to the passage if more than half of it does: words may be joined.
        if 2 * (span[0] - first[begin]) > first[begin + 1] - first[begin]:
            begin += 1
        if 2 * (span[1] - first[last]) < first[last + 1] - first[last]:
            last -= 1
        self.words = held.words(begin, last)
        if self.words:
            self.letters = slice(first[begin], first[last + 1])
            self.start, self.end = held.start[begin], held.end[last]
            around = held.sentence(begin, last)
            # Part of one sentence that is clearly longer.
            self.fragment = around is not None and sum(around) > max(_LOOSE_WORDS, _LOOSE_SHARE * (last - begin + 1))


def _reuse(library: Library, earlier: int, later: int, passage: SharedPassage) -> Reuse | None:
    one, other = library.words(earlier), library.words(later)
    left, right = _Snapped(one, passage.left), _Snapped(other, passage.right)
    if min(left.words, right.words) < 1 or max(left.words, right.words) < LEAST_WORDS:
        return None
    same = one.letters[left.letters] == other.letters[right.letters]
    kind = ReuseKind.EMBEDDED if left.fragment or right.fragment else ReuseKind.EXACT if same else ReuseKind.EDITED
    return Reuse(
        library.held(earlier).id,
        left.start,
        left.end,
        library.held(later).id,
        right.start,
        right.end,
        kind,
        1.0 if same else min(0.999, round(passage.ratio, 3)),
        right.words,
    )
