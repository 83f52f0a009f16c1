"""Which meeting a sentence goes on about that does not name one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sulh.model import MeetingStatus
from sulh.reading.context import Context
from sulh.reading.meetings.candidate import Candidate
from sulh.reading.meetings.candidates import find_tracks_in
from sulh.reading.meetings.linking import Cluster
from sulh.reading.passages import Passage
from sulh.reading.track_names import track_key

__all__ = ["spoken_of", "teller"]

# How many sentences may lie between the last that told of a meeting and one that goes on about it; the items of a list are one sentence.
REACH = 5
# Those who are still to be asked were not there.
PROSPECT = re.compile(
    r"\b(?:will|would|should|could|may|to)\s+(?:also\s+)?be\s+(?:invited|asked)\b|\b(?:to|will)\s+(?:ask|invite|request|sound\s+out)\b|\b(?:whether|if)\b[^.;]{0,60}\bwould\s+join\b",
    re.IGNORECASE,
)


def spoken_of(context: Context, clusters: Sequence[Cluster], passage: Passage, core: Sequence[Cluster]) -> Cluster | None:
    """The meeting whose company a passage tells: that of the format it names, else a main one, else the last; None if it is none."""
    cluster = _spoken_of(context, clusters, passage, core)
    if cluster is None or _of_another(passage, cluster):
        return None
    if PROSPECT.search(passage.text) and MeetingStatus.PLANNED not in cluster.statuses():
        return None
    return cluster


def teller(cluster: Cluster, passage: Passage) -> Candidate:
    """The candidate that the passage goes on from: the last before it, else the first."""
    before = [m for m in cluster.members if m.passage.index < passage.index and not m.title]
    return before[-1] if before else cluster.members[0]


def _of_another(passage: Passage, cluster: Cluster) -> bool:
    """Whether the passage speaks of a committee or working group that the meeting is not one of."""
    named = [t.name for t in find_tracks_in(passage) if re.search(r"working\s+group|committee|commission", t.name, re.IGNORECASE)]
    return bool(named) and not any(track_key(n) in cluster.tracks() for n in named)


def _spoken_of(context: Context, clusters: Sequence[Cluster], passage: Passage, core: Sequence[Cluster]) -> Cluster | None:
    before = [c for c in clusters if any(m.passage.index < passage.index for m in c.members)]
    near = [c for c in before if _sentences(context, _last(c, passage.index), passage.index) <= REACH]
    if not near:
        ahead = [c for c in core if any(0 < m.passage.index - passage.index <= 3 and not m.title for m in c.members)]
        return ahead[0] if ahead else None
    named = {track_key(t.name) for t in find_tracks_in(passage)}
    of_track = [c for c in near if c.tracks() & named]
    if len(of_track) == 1:
        return of_track[0]
    favoured = [c for c in near if c in core]
    return favoured[0] if favoured else max(near, key=lambda c: c.last)


def _last(cluster: Cluster, index: int) -> int:
    """The last passage before `index` that tells of the meeting or of its company."""
    return max(i for i in {m.passage.index for m in cluster.members} | cluster.spoken if i < index)


def _sentences(context: Context, start: int, end: int) -> int:
    return sum(1 for p in context.passages[start + 1 : end + 1] if not p.item) + (1 if context.passages[end].item else 0)
