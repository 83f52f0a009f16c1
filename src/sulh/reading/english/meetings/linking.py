"""Join the candidates of one document that describe the same meeting."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

from sulh.model import MeetingStatus
from sulh.reading.english.meetings.same_meeting import REACH, CandidateFacts, MeetingFacts, form_of, match_score, noun_of
from sulh.reading.english.track_names import track_key
from sulh.reading.meetings.candidate import Candidate

__all__ = ["Cluster", "join"]

# How far back a meeting is looked for: BLOCKS blocks of BLOCK passages. What lies further back is taken for another meeting.
BLOCK, BLOCKS = 1000, 4


@dataclass(slots=True)
class Cluster:
    """The candidates that describe one meeting: those of the running text in text order, then those of titles."""

    members: list[Candidate] = field(default_factory=list)

    @property
    def last(self) -> int:
        """Index of the last passage that mentions it."""
        return max(c.passage.index for c in self.members)

    @property
    def first(self) -> int:
        """Index of the first passage of the running text that mentions it; that of a title only if nothing else does."""
        body = [c.passage.index for c in self.members if not c.title]
        return min(body) if body else min(c.passage.index for c in self.members)

    def dates(self) -> list[str]:
        """The start dates its members state, the most precise first."""
        found = [c.span.start for c in self.members if c.span is not None and c.span.start]
        return sorted(found, key=lambda d: (-len(d), d))

    def ordinals(self) -> set[int]:
        """The ordinals its members state."""
        return {c.ordinal for c in self.members if c.ordinal is not None}

    def cities(self) -> set[str]:
        """The current names of the cities its members state."""
        return {c.place.current_name for c in self.members if c.place is not None}

    def countries(self) -> set[str]:
        """The countries its members state, by name or as the country of a city."""
        return {c.place.country for c in self.members if c.place is not None and c.place.country} | {
            c.country for c in self.members if c.country
        }

    def actors(self) -> set[str]:
        """Identifiers of all participants."""
        return {a for c in self.members for a in c.actors}

    def statuses(self) -> set[MeetingStatus]:
        """The statuses its members state."""
        return {c.status for c in self.members if c.status is not None}

    def forms(self) -> set[str]:
        """The forms of its members; meetings of different forms are never joined."""
        return {form_of(c) for c in self.members}

    def nouns(self) -> set[str]:
        """The nouns it is named by."""
        return {noun_of(c) for c in self.members}

    def tracks(self) -> set[str]:
        """The folded names of its tracks."""
        return {track_key(c.track.name) for c in self.members if c.track is not None}


def join(candidates: Iterable[Candidate]) -> list[Cluster]:
    """Return the clusters in order of first mention. Candidates from titles are joined last, to the clusters of the running text."""
    ordered = list(candidates)
    clusters: list[Cluster] = []
    index = Index()
    for candidate in [*(c for c in ordered if not c.title), *(c for c in ordered if c.title)]:
        stated = CandidateFacts(candidate)
        at = index.best(stated)
        if at is None:
            at = len(clusters)
            clusters.append(Cluster())
        elif candidate.title and len(index.meetings[at].actors) > 1:
            # a title summarises: it may name the participants of several meetings
            theirs = index.meetings[at].actors
            candidate.participants = [s for s in candidate.participants if s.actor.id in theirs]
            candidate.people = [p for p in candidate.people if p[0].actor is None or p[0].actor.id in theirs]
        clusters[at].members.append(candidate)
        index.add(at, stated)
    return clusters


class Index:
    """The facts of each cluster, indexed to find the clusters that share a fact with a candidate."""

    def __init__(self) -> None:
        self.meetings: list[MeetingFacts] = []
        self._near: dict[int, set[int]] = {}
        self._in_block: dict[tuple[int, str, Hashable], set[int]] = {}
        self._by_fact: dict[tuple[str, Hashable], set[int]] = {}
        self._by_kind: dict[str, set[int]] = {}

    def add(self, at: int, stated: CandidateFacts) -> None:
        """Add the facts of a candidate to the cluster at index `at`, which is created if it is the next one."""
        if at == len(self.meetings):
            self.meetings.append(MeetingFacts())
        self.meetings[at].add(stated)
        passage = stated.candidate.passage.index
        self._near.setdefault(passage, set()).add(at)
        for kind, what in stated.facts_stated():
            self._in_block.setdefault((passage // BLOCK, kind, what), set()).add(at)
            self._by_fact.setdefault((kind, what), set()).add(at)
            self._by_kind.setdefault(kind, set()).add(at)

    def best(self, stated: CandidateFacts) -> int | None:
        """Return the index of the cluster that a candidate matches best, the one mentioned last on a tie; None when it matches none."""
        scored = ((match_score(self.meetings[at], stated), self.meetings[at].last, -at) for at in self.worth_comparing(stated))
        fit = max((s for s in scored if s[0] > 0), default=None)
        return -fit[2] if fit is not None else None

    def worth_comparing(self, stated: CandidateFacts) -> set[int]:
        """Return the clusters close by, and those of the surrounding blocks that share a fact which counts at any distance."""
        passage, none = stated.candidate.passage.index, frozenset[int]()
        blocks = range(passage // BLOCK - BLOCKS, passage // BLOCK + BLOCKS + 1)
        found: set[int] = set()
        found.update(*(self._near.get(near, none) for near in range(passage - REACH, passage + REACH + 1)))
        found.update(*(self._in_block.get((block, *fact), none) for fact in stated.facts_sought() for block in blocks))
        for kind, what in stated.facts_that_must_agree():
            # an incomplete date agrees with any other
            alike = [found & self._by_fact.get((kind, same), none) for same in (what, None)]
            found = (found - self._by_kind.get(kind, none)).union(*alike)
        return found
