"""Join the candidates of one document that tell of the same meeting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sulh.model import MeetingKind, MeetingStatus
from sulh.reading.meetings.candidate import Candidate
from sulh.reading.track_names import track_key

__all__ = ["Cluster", "join"]

FORMS = {
    MeetingKind.CALL: "call",
    MeetingKind.VISIT: "visit",
    MeetingKind.WORKING_GROUP: "group",
    MeetingKind.SIGNING: "signing",
}
# Nouns that may take up a meeting named by another noun: "the talks" for a round, "the meeting" for anything.
LOOSE = {"meeting", "talks", "negotiations", "discussions", "event", "gathering", "consultations", "", "meetings"}
SAME_NOUN = {
    "rounds": "round",
    "summits": "summit",
    "sessions": "session",
    "visits": "visit",
    "trip": "visit",
    "tour": "visit",
    "calls": "call",
    "plenary": "session",
    "discussions": "talks",
    "negotiations": "talks",
    "negotiation": "talks",
    "dialogue": "talks",
}
# How far back an anaphor without any fact of its own may reach, in passages.
REACH = 8


@dataclass(slots=True)
class Cluster:
    """The candidates of one meeting, in text order, and the passages that go on about it."""

    members: list[Candidate] = field(default_factory=list)
    # indices of the passages that tell who was there without telling of the meeting
    spoken: set[int] = field(default_factory=set)

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
        return {FORMS.get(c.kind, "meeting") for c in self.members}

    def nouns(self) -> set[str]:
        """The nouns it is named by."""
        return {SAME_NOUN.get(c.noun, c.noun) for c in self.members}

    def tracks(self) -> set[str]:
        """The folded names of its tracks."""
        return {track_key(c.track.name) for c in self.members if c.track is not None}


def join(candidates: Iterable[Candidate]) -> list[Cluster]:
    """Clusters in order of first mention. Candidates of titles are placed last, into what the running text established."""
    ordered = list(candidates)
    clusters: list[Cluster] = []
    for candidate in [*(c for c in ordered if not c.title), *(c for c in ordered if c.title)]:
        chosen = _best(clusters, candidate)
        if chosen is None:
            clusters.append(Cluster([candidate]))
        else:
            if candidate.title and len(chosen.actors()) > 1:
                # a title sums up: it may name several meetings' sides at once
                candidate.seats = [s for s in candidate.seats if s.actor.id in chosen.actors()]
                candidate.people = [p for p in candidate.people if p[0].actor is None or p[0].actor.id in chosen.actors()]
            chosen.members.append(candidate)
    return clusters


def _best(clusters: list[Cluster], candidate: Candidate) -> Cluster | None:
    scored = [(_score(cluster, candidate), cluster.last, -n, cluster) for n, cluster in enumerate(clusters)]
    fit = [s for s in scored if s[0] > 0]
    return max(fit, key=lambda s: s[:3])[3] if fit else None


def _score(cluster: Cluster, candidate: Candidate) -> float:
    """How well a candidate fits a cluster; 0 when something contradicts or nothing speaks for it."""
    if _contradicts(cluster, candidate):
        return 0.0
    score = 0.0
    date = candidate.span.start if candidate.span else None
    if candidate.ordinal is not None and candidate.ordinal in cluster.ordinals() and not (candidate.fresh and not candidate.track):
        # "a first meeting" is the first of something of its own
        score += 3
    if date and (near := [d for d in cluster.dates() if close(date, d)]):
        score += FITNESS.get(max(min(len(date), len(d)) for d in near), 2.0)
    same_city = candidate.place is not None and candidate.place.current_name in cluster.cities()
    if same_city:
        score += 1.5
    elif candidate.country and candidate.country in cluster.countries():
        score += 1
    actors, theirs = candidate.actors, cluster.actors()
    overlap = len(actors & theirs) / len(actors | theirs) if actors and theirs else 0.0
    if overlap >= 0.5:
        score += 1 + overlap
    elif actors and actors <= theirs:
        score += 0.5
    noun = SAME_NOUN.get(candidate.noun, candidate.noun)
    distance = candidate.passage.index - cluster.last
    if candidate.track is not None and track_key(candidate.track.name) in cluster.tracks():
        score += 0.75
    definite = candidate.definite or (candidate.anaphoric and not _facts(candidate))
    if definite and ((noun in cluster.nouns() and distance >= 0) or (noun in LOOSE and 0 <= distance <= REACH)):
        score += max(0.6, 2.2 - 0.4 * distance) + (0.5 if noun in cluster.nouns() else 0)
    if definite and noun in cluster.nouns() and 0 <= distance <= REACH and all(form == "meeting" for form in cluster.forms()):
        score = max(score, 1.3)
    if noun in ROUNDS and noun in cluster.nouns() and not candidate.fresh:
        score += 0.5
    if noun and noun in cluster.nouns() and date is None and (candidate.title or -1 <= distance <= 4):
        score += 0.7
    place = candidate.place or candidate.country
    if (
        place
        and date is None
        and cluster.dates()
        and not cluster.cities()
        and form_of(candidate) == "meeting"
        and abs(distance) <= 4
        and noun in LOOSE | ROUNDS
    ):
        score += 1.3
    if candidate.title:
        score += 0.6
    if not _facts(candidate) and distance == 0 and (noun in LOOSE or noun in cluster.nouns()):
        score += 1.2
    return score if score >= 1.25 else 0.0


# What the agreement of two dates is worth by the digits they share: a year fits much, a month some, a day little else.
FITNESS = {4: 0.75, 7: 2.0, 10: 3.0}
ROUNDS = {"round", "summit", "session", "conference"}


def form_of(candidate: Candidate) -> str:
    """The form of a candidate's meeting; forms do not mix."""
    return FORMS.get(candidate.kind, "meeting")


def noun_of(candidate: Candidate) -> str:
    """The noun a candidate is named by, synonyms folded."""
    return SAME_NOUN.get(candidate.noun, candidate.noun)


def _facts(candidate: Candidate) -> bool:
    return bool(candidate.ordinal or candidate.span or candidate.place or candidate.country or len(candidate.seats) > 1)


def _contradicts(cluster: Cluster, candidate: Candidate) -> bool:
    mates = [m for m in cluster.members if m.passage is candidate.passage and m.trigger is not candidate.trigger]
    if _facts(candidate) and (
        (candidate.background and candidate.track is not None and not cluster.tracks())
        or any(m.background != candidate.background for m in mates)
    ):
        return True
    ahead = any(m.next for m in cluster.members)
    told = candidate.status is not MeetingStatus.PLANNED and not (candidate.definite and not _facts(candidate))
    if candidate.next != ahead and not candidate.ordinal and not candidate.title and (candidate.next or told):
        # "the next round" is not the one told of, nor is that one the next
        return True
    ministers = {c.kind for c in cluster.members} == {MeetingKind.MINISTERIAL} and not cluster.ordinals() and not cluster.tracks()
    if ministers and candidate.title and candidate.ordinal and candidate.kind is MeetingKind.ROUND:
        # the numbered round of a title is no meeting of ministers beside it
        return True
    ordinals = cluster.ordinals()
    if candidate.ordinal is not None and ordinals and candidate.ordinal not in ordinals:
        return True
    date = candidate.span.start if candidate.span else None
    dates = cluster.dates()
    if date and dates and not any(close(date, d) for d in dates):
        return True
    form = form_of(candidate)
    if form not in cluster.forms() and not (candidate.definite and candidate.noun in LOOSE and not _facts(candidate)):
        visit = {form, *cluster.forms()} == {"visit", "meeting"}
        if not visit or not (candidate.actors & cluster.actors() or candidate.definite):
            return True
    if noun_of(candidate) in ROUNDS and cluster.nouns() & ROUNDS and noun_of(candidate) not in cluster.nouns() and not candidate.title:
        return True
    if noun_of(candidate) == "summit" and cluster.ordinals() and "summit" not in cluster.nouns() and not candidate.title:
        return True
    levels = {c.kind for c in cluster.members} | {candidate.kind}
    if {MeetingKind.SUMMIT, MeetingKind.MINISTERIAL} <= levels and not candidate.definite and not candidate.title:
        return True
    cities = cluster.cities()
    if candidate.place is not None and cities and candidate.place.current_name not in cities:
        return True
    countries = cluster.countries()
    mine = candidate.place.country if candidate.place is not None else candidate.country
    if mine and countries and mine not in countries:
        return True
    tracks = cluster.tracks()
    if candidate.track is not None and tracks and track_key(candidate.track.name) not in tracks:
        return True
    statuses = cluster.statuses()
    same_number = candidate.ordinal is not None and candidate.ordinal in ordinals
    if candidate.status is not None and statuses and candidate.status not in statuses and not same_number:
        settled = {MeetingStatus.HELD, MeetingStatus.ONGOING}
        both = {candidate.status, *statuses}
        alike = both <= settled or both >= {MeetingStatus.CANCELLED, MeetingStatus.PLANNED}
        taken_up = candidate.definite and date is None
        newly_planned = candidate.status is MeetingStatus.PLANNED and MeetingStatus.PLANNED not in statuses
        if not alike and (not taken_up or newly_planned):
            return True
    if len(candidate.seats) > 1 and any(
        m.passage is candidate.passage and len(m.seats) > 1 and m.actors != candidate.actors and m.trigger is not candidate.trigger
        for m in cluster.members
    ):
        return True
    if candidate.seats and cluster.actors() and not candidate.definite and not candidate.title:
        shared = candidate.actors & cluster.actors()
        hosts_only = all(s.role is not None and s.role.value == "host" for s in candidate.seats)
        if len(candidate.seats) == 2 and candidate.apart and candidate.actors != cluster.actors():
            return True
        if not shared and not hosts_only and len(candidate.seats) > 1 and candidate.kind is not MeetingKind.ROUND:
            return True
        if len(candidate.seats) == 2 and len(cluster.actors()) == 2 and candidate.actors != cluster.actors():
            return True
    return False


def close(a: str, b: str) -> bool:
    """Whether two EDTF dates can be the same day or one contains the other; days of one meeting may differ by little."""
    n = min(len(a), len(b))
    if all(x == y or "X" in (x, y) for x, y in zip(a[:n], b[:n], strict=True)):
        return True
    if (
        len(a) == len(b) == 10
        and all(x == y or "X" in (x, y) for x, y in zip(a[:8], b[:8], strict=True))
        and a[8:].isdigit()
        and b[8:].isdigit()
    ):
        return abs(int(a[8:]) - int(b[8:])) <= 1
    return False
