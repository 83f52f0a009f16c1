"""Which meeting a sentence goes on about that does not name one."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from itertools import accumulate

from sulh.model import MeetingStatus
from sulh.reading.meetings.candidate import Candidate
from sulh.reading.meetings.linking import Cluster
from sulh.reading.passages import Passage
from sulh.reading.track_names import track_key

__all__ = ["Thread", "teller"]

# How many sentences may lie between the last that told of a meeting and one that goes on about it; the items of a list are one sentence.
REACH = 5
# No list is looked through further back than so many passages.
FARTHEST = 1000
# A main meeting told of so many passages later may be meant already.
AHEAD = 3
GROUP = re.compile(r"working\s+group|committee|commission", re.IGNORECASE)
# Those who are still to be asked were not there.
PROSPECT = re.compile(
    r"\b(?:will|would|should|could|may|to)\s+(?:also\s+)?be\s+(?:invited|asked)\b|\b(?:to|will)\s+(?:ask|invite|request|sound\s+out)\b|\b(?:whether|if)\b[^.;]{0,60}\bwould\s+join\b",
    re.IGNORECASE,
)


class Thread:
    """The meetings of a document by the passages that tell of them, as the reading goes on from passage to passage."""

    def __init__(self, passages: Sequence[Passage], clusters: Sequence[Cluster], core: Sequence[Cluster]) -> None:
        self._clusters = clusters
        self._place = {id(cluster): n for n, cluster in enumerate(clusters)}
        self._core = [self._place[id(cluster)] for cluster in core]
        self._cores = set(self._core)
        self._first = [min(m.passage.index for m in c.members) for c in clusters]
        self._tracks = [c.tracks() for c in clusters]
        self._own: dict[int, tuple[Cluster, Candidate]] = {}
        # by the index of a passage the meetings told of or gone on about there, and the main ones told of in the running text
        self._told: dict[int, list[int]] = {}
        self._main: dict[int, list[int]] = {}
        for n, cluster in enumerate(clusters):
            for member in cluster.members:
                self._own.setdefault(member.passage.index, (cluster, member))
                self._told.setdefault(member.passage.index, []).append(n)
        for rank, n in enumerate(self._core):
            for member in clusters[n].members:
                if not member.title:
                    self._main.setdefault(member.passage.index, []).append(rank)
        self._indices = sorted(self._told)
        self._items = [p.item for p in passages]
        # how many passages before each are no items of a list
        self._sentences = list(accumulate((not item for item in self._items), initial=0))

    def told_at(self, passage: Passage) -> tuple[Cluster, Candidate] | None:
        """The first meeting that a passage itself tells of, and what it says of it."""
        return self._own.get(passage.index)

    def go_on(self, cluster: Cluster, passage: Passage) -> None:
        """Note that a passage tells who was at a meeting without telling of the meeting."""
        if passage.index not in self._told:
            insort(self._indices, passage.index)
        here = self._told.setdefault(passage.index, [])
        if self._place[id(cluster)] not in here:
            here.append(self._place[id(cluster)])

    def spoken_of(self, passage: Passage) -> Cluster | None:
        """The meeting whose company a passage tells: that of the format it names, else a main one, else the last; None if it is none."""
        named = [t.name for t in passage.tracks]
        keys = {track_key(name) for name in named}
        at = self._spoken_of(passage.index, keys)
        if at is None:
            return None
        groups = {track_key(name) for name in named if GROUP.search(name)}
        if groups and not groups & self._tracks[at]:
            # of a committee or working group that the meeting is not one of
            return None
        cluster = self._clusters[at]
        if PROSPECT.search(passage.text) and MeetingStatus.PLANNED not in cluster.statuses():
            return None
        return cluster

    def _spoken_of(self, index: int, tracks: set[str]) -> int | None:
        near = self._near(index)
        if not near:
            ranks = [rank for ahead in range(index + 1, index + AHEAD + 1) for rank in self._main.get(ahead, ())]
            return self._core[min(ranks)] if ranks else None
        of_track = [n for n in near if self._tracks[n] & tracks]
        if len(of_track) == 1:
            return of_track[0]
        favoured = next((n for n in near if n in self._cores), None)
        return favoured if favoured is not None else max(near, key=lambda n: self._clusters[n].last)

    def _near(self, index: int) -> list[int]:
        """The meetings told of so few sentences before a passage that it may go on about them."""
        least = self._sentences[index + 1] + self._items[index] - REACH
        low = max(bisect_left(self._sentences, least) - 1, index - FARTHEST)
        indices = self._indices[bisect_left(self._indices, low) : bisect_left(self._indices, index)]
        return sorted({n for i in indices for n in self._told[i] if self._first[n] < index})


def teller(cluster: Cluster, passage: Passage) -> Candidate:
    """The candidate that the passage goes on from: the last before it, else the first."""
    at = bisect_left(cluster.members, (False, passage.index), key=lambda m: (m.title, m.passage.index))
    return cluster.members[max(at - 1, 0)]
