"""Join the candidates of one document that tell of the same meeting."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from sulh.model import MeetingStatus
from sulh.reading.meetings.candidate import Candidate
from sulh.reading.meetings.fitting import REACH, Saying, Told, fitness, form_of, noun_of
from sulh.reading.track_names import track_key

__all__ = ["Cluster", "join"]

# How far back a meeting is looked for, in blocks of so many passages; what lies further back is told anew.
BLOCK, BLOCKS = 1000, 4

@dataclass(slots=True)
class Cluster:
    """The candidates of one meeting: those of the running text in text order, then those of titles."""

    members: list[Candidate] = field(default_factory=list)

    @property
    def last(self) -> int:
        """Index of the last passage that tells of it."""
        return max(c.passage.index for c in self.members)

    @property
    def first(self) -> int:
        """Index of the first passage of the running text that tells of it, a title only if nothing else does."""
        body = [c.passage.index for c in self.members if not c.title]
        return min(body) if body else min(c.passage.index for c in self.members)

    def dates(self) -> list[str]:
        """The start dates its members give, finest first."""
        found = [c.span.start for c in self.members if c.span is not None and c.span.start]
        return sorted(found, key=lambda d: (-len(d), d))

    def ordinals(self) -> set[int]:
        """The ordinals its members give."""
        return {c.ordinal for c in self.members if c.ordinal is not None}

    def cities(self) -> set[str]:
        """The current names of the cities its members give."""
        return {c.place.current_name for c in self.members if c.place is not None}

    def countries(self) -> set[str]:
        """The countries its members give, through a city or by name."""
        return {c.place.country for c in self.members if c.place is not None and c.place.country} | {
            c.country for c in self.members if c.country
        }

    def actors(self) -> set[str]:
        """Identifiers of all actors seated."""
        return {a for c in self.members for a in c.actors}

    def statuses(self) -> set[MeetingStatus]:
        """The statuses its members give."""
        return {c.status for c in self.members if c.status is not None}

    def forms(self) -> set[str]:
        """The forms that do not mix with others."""
        return {form_of(c) for c in self.members}

    def nouns(self) -> set[str]:
        """The nouns it is named by."""
        return {noun_of(c) for c in self.members}

    def tracks(self) -> set[str]:
        """The folded names of its tracks."""
        return {track_key(c.track.name) for c in self.members if c.track is not None}


def join(candidates: Iterable[Candidate]) -> list[Cluster]:
    """Clusters in order of first mention. Candidates of titles are placed last, into what the running text established."""
    ordered = list(candidates)
    clusters: list[Cluster] = []
    index = Index()
    for candidate in [*(c for c in ordered if not c.title), *(c for c in ordered if c.title)]:
        said = Saying(candidate)
        at = index.best(said)
        if at is None:
            at = len(clusters)
            clusters.append(Cluster())
        elif candidate.title and len(index.told[at].actors) > 1:
            # a title sums up: it may name several meetings' sides at once
            theirs = index.told[at].actors
            candidate.seats = [s for s in candidate.seats if s.actor.id in theirs]
            candidate.people = [p for p in candidate.people if p[0].actor is None or p[0].actor.id in theirs]
        clusters[at].members.append(candidate)
        index.add(at, said)
    return clusters


class Index:
    """What is told of each cluster, and which clusters tell something that could speak for a candidate."""

    def __init__(self) -> None:
        self.told: list[Told] = []
        self._near: dict[int, set[int]] = {}
        self._in_block: dict[tuple[int, str, Hashable], set[int]] = {}
        self._telling: dict[tuple[str, Hashable], set[int]] = {}
        self._telling_any: dict[str, set[int]] = {}

    def add(self, at: int, said: Saying) -> None:
        """Take what a candidate says into the cluster at `at`, a new one if that is the next."""
        if at == len(self.told):
            self.told.append(Told())
        self.told[at].add(said)
        passage = said.candidate.passage.index
        self._near.setdefault(passage, set()).add(at)
        for kind, what in said.facts_told():
            self._in_block.setdefault((passage // BLOCK, kind, what), set()).add(at)
            self._telling.setdefault((kind, what), set()).add(at)
            self._telling_any.setdefault(kind, set()).add(at)

    def best(self, said: Saying) -> int | None:
        """The cluster that a candidate fits best, the one told of last if several; None when it fits none."""
        scored = ((fitness(self.told[at], said), self.told[at].last, -at) for at in self.worth_comparing(said))
        fit = max((s for s in scored if s[0] > 0), default=None)
        return -fit[2] if fit is not None else None

    def worth_comparing(self, said: Saying) -> set[int]:
        """The clusters near by, and those of the blocks around that share a fact which may count without nearness."""
        passage, none = said.candidate.passage.index, frozenset[int]()
        blocks = range(passage // BLOCK - BLOCKS, passage // BLOCK + BLOCKS + 1)
        found: set[int] = set()
        found.update(*(self._near.get(near, none) for near in range(passage - REACH, passage + REACH + 1)))
        found.update(*(self._in_block.get((block, *fact), none) for fact in said.facts_sought() for block in blocks))
        for kind, what in said.must_agree():
            # a date that is not known in full agrees with any
            alike = [found & self._telling.get((kind, same), none) for same in (what, None)]
            found = (found - self._telling_any.get(kind, none)).union(*alike)
        return found
