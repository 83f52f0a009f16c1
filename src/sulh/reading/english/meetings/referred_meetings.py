"""Find the meeting that a sentence without a meeting word refers to."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Sequence
from itertools import accumulate

from sulh.model import MeetingStatus
from sulh.reading.english.meetings.linking import Cluster
from sulh.reading.english.track_names import track_key
from sulh.reading.meetings.candidate import Candidate
from sulh.reading.passages import Passage

__all__ = ["ReferredMeetings", "nearest_candidate"]

# The most sentences between the last mention of a meeting and a reference to it; the items of a list count as one sentence.
REACH = 5
# The most passages to look back, however few of them are sentences.
FARTHEST = 1000
# A main meeting first mentioned up to this many passages later can be referred to in advance.
AHEAD = 3
GROUP = re.compile(r"working\s+group|committee|commission", re.IGNORECASE)
# Those who are still to be invited did not attend.
PROSPECT = re.compile(
    r"\b(?:will|would|should|could|may|to)\s+(?:also\s+)?be\s+(?:invited|asked)\b|\b(?:to|will)\s+(?:ask|invite|request|sound\s+out)\b|\b(?:whether|if)\b[^.;]{0,60}\bwould\s+join\b",
    re.IGNORECASE,
)


class ReferredMeetings:
    """The meetings of a document, indexed by the passages that mention or refer to them; passages are added in text order."""

    def __init__(self, passages: Sequence[Passage], clusters: Sequence[Cluster], main_meetings: Sequence[Cluster]) -> None:
        self._clusters = clusters
        self._place = {id(cluster): n for n, cluster in enumerate(clusters)}
        self._main = [self._place[id(cluster)] for cluster in main_meetings]
        self._is_main = set(self._main)
        self._first = [min(m.passage.index for m in c.members) for c in clusters]
        self._tracks = [c.tracks() for c in clusters]
        self._own: dict[int, tuple[Cluster, Candidate]] = {}
        # passage index -> meetings mentioned or referred to there; passage index -> ranks of the main meetings mentioned there
        self._by_passage: dict[int, list[int]] = {}
        self._ranks: dict[int, list[int]] = {}
        for n, cluster in enumerate(clusters):
            for member in cluster.members:
                self._own.setdefault(member.passage.index, (cluster, member))
                self._by_passage.setdefault(member.passage.index, []).append(n)
        for rank, n in enumerate(self._main):
            for member in clusters[n].members:
                if not member.title:
                    self._ranks.setdefault(member.passage.index, []).append(rank)
        self._indices = sorted(self._by_passage)
        self._items = [p.item for p in passages]
        # for each passage, how many of those before it are not list items
        self._sentences = list(accumulate((not item for item in self._items), initial=0))

    def stated_in(self, passage: Passage) -> tuple[Cluster, Candidate] | None:
        """Return the first meeting that a passage itself names, with its candidate; None when it names none."""
        return self._own.get(passage.index)

    def add_reference(self, cluster: Cluster, passage: Passage) -> None:
        """Record that a passage refers to a meeting without naming it."""
        if passage.index not in self._by_passage:
            insort(self._indices, passage.index)
        here = self._by_passage.setdefault(passage.index, [])
        if self._place[id(cluster)] not in here:
            here.append(self._place[id(cluster)])

    def referred_to(self, passage: Passage) -> Cluster | None:
        """Return the meeting that a passage about attendance refers to: one of the format it names, else a main one, else the last."""
        named = [t.name for t in passage.tracks]
        keys = {track_key(name) for name in named}
        at = self._referred_to(passage.index, keys)
        if at is None:
            return None
        groups = {track_key(name) for name in named if GROUP.search(name)}
        if groups and not groups & self._tracks[at]:
            # the passage is about a committee or working group, and the meeting was not one of it
            return None
        cluster = self._clusters[at]
        if PROSPECT.search(passage.text) and MeetingStatus.PLANNED not in cluster.statuses():
            return None
        return cluster

    def _referred_to(self, index: int, tracks: set[str]) -> int | None:
        near = self._near(index)
        if not near:
            ranks = [rank for ahead in range(index + 1, index + AHEAD + 1) for rank in self._ranks.get(ahead, ())]
            return self._main[min(ranks)] if ranks else None
        of_track = [n for n in near if self._tracks[n] & tracks]
        if len(of_track) == 1:
            return of_track[0]
        favoured = next((n for n in near if n in self._is_main), None)
        return favoured if favoured is not None else max(near, key=lambda n: self._clusters[n].last)

    def _near(self, index: int) -> list[int]:
        """Return the meetings mentioned so recently before a passage that it may refer to them."""
        least = self._sentences[index + 1] + self._items[index] - REACH
        low = max(bisect_left(self._sentences, least) - 1, index - FARTHEST)
        indices = self._indices[bisect_left(self._indices, low) : bisect_left(self._indices, index)]
        return sorted({n for i in indices for n in self._by_passage[i] if self._first[n] < index})


def nearest_candidate(cluster: Cluster, passage: Passage) -> Candidate:
    """Return the candidate of the cluster that is the last before a passage, else the first."""
    at = bisect_left(cluster.members, (False, passage.index), key=lambda m: (m.title, m.passage.index))
    return cluster.members[max(at - 1, 0)]
