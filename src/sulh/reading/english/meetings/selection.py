"""Select the meetings to record, and those that the document is mainly about."""

from __future__ import annotations

from collections.abc import Sequence

from sulh.model import (
    MeetingKind,
    MeetingStatus,
)
from sulh.reading.english.context import Context
from sulh.reading.english.meetings.linking import Cluster
from sulh.reading.lexicon import word_set
from sulh.reading.meetings.candidate import Candidate

__all__ = ["main_meetings_of", "worth_recording"]


def main_meetings_of(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Return the meetings that the document is mainly about: reported first, in the title, or by the same wording as these."""
    if not clusters:
        return []
    titled = [c for c in clusters if any(m.title for m in c.members) and not all(m.title for m in c.members)]
    ranked = sorted(clusters, key=lambda c: (c.first, c.members[0].trigger.start))
    strong = [c for c in ranked if _has_details(c)] or ranked
    first = titled[0] if titled and (titled[0].first <= strong[0].first + 3 or _identified(titled[0])) else strong[0]
    triggers = {id(m.trigger) for m in first.members}
    destinations = _destinations(clusters) if "visit" in first.forms() else frozenset()
    there = first.actors()
    twins = [
        c
        for c in clusters
        # also each stop of a journey that the title announces: "Envoy travels to A and B"
        if c is not first and (id(c.members[0].trigger) in triggers or (destinations & c.countries() and there & c.actors()))
    ]
    return [first, *twins]


def _identified(cluster: Cluster) -> bool:
    """Return whether a title says which meeting of a series it was, and when or where; statements often name it again only at their end."""
    return any(m.title and m.ordinal is not None and (m.span is not None or m.place is not None) for m in cluster.members)


def _destinations(clusters: Sequence[Cluster]) -> set[str | None]:
    """Return the countries that titles name as destinations of a journey."""
    titles = [m for c in clusters for m in c.members if m.title and m.kind is MeetingKind.VISIT]
    return {p.place.country for m in titles for p in m.passage.places if p.start > m.trigger.start}


def _has_details(cluster: Cluster) -> bool:
    return bool(cluster.dates() or cluster.cities() or cluster.countries() or cluster.ordinals() or len(cluster.actors()) > 1)


# The length of an EDTF date that gives the month.
MONTH = 7


PAIR = 2


def _several(member: Candidate) -> bool:
    """Return whether the words name meetings in the plural that nothing tells apart."""
    nouns = {noun.lower for noun in member.trigger.nouns}
    return bool(nouns) and nouns <= {"meetings", "rounds", "sessions", "summits", "conferences", "visits"} and not member.title


def worth_recording(context: Context, cluster: Cluster) -> bool:
    """Return whether enough is stated to record a meeting: when, where, which round, or who met whom."""
    dated = bool(cluster.dates()) or any(m.said_when for m in cluster.members)
    placed = bool(cluster.cities() or cluster.countries())
    counted = bool(cluster.ordinals())
    present = len(cluster.actors())
    verbs = any(m.trigger.verbs for m in cluster.members)
    nouns = cluster.nouns() - {""}
    people = any(m.people for m in cluster.members)
    if all(m.title for m in cluster.members):
        return (dated and (placed or present > 1)) or (placed and present > 1) or (counted and any(m.track for m in cluster.members))
    if not dated and not counted and present < PAIR and not people and all(_several(m) for m in cluster.members):
        # "the meetings in Astana" are no one meeting
        return False
    if nouns and (cluster.cities() or any(len(day) >= MONTH for day in cluster.dates())):
        # an event that the text names and puts in time or in a city
        return True
    if counted and (dated or placed or present or any(m.track for m in cluster.members)):
        return True
    if dated and (placed or present or verbs or any(m.track for m in cluster.members)):
        return True
    if placed and present and (verbs or nouns):
        return True
    if any(
        m.kind in (MeetingKind.CONFERENCE, MeetingKind.SUMMIT) and m.place_at and abs(m.place_at[1] - m.trigger.start) < 12
        for m in cluster.members
    ):
        return True
    if dated and any(m.kind is MeetingKind.WORKING_GROUP for m in cluster.members):
        return True
    if placed and any(m.track for m in cluster.members):
        return True
    if present > 1 and verbs and (people or dated or (present > PAIR and MeetingStatus.ONGOING in cluster.statuses())):
        return True
    return bool(nouns & word_set("meeting_held")) and _says_who_met(cluster, dated=dated, present=present)


def _says_who_met(cluster: Cluster, *, dated: bool, present: int) -> bool:
    """Return whether a meeting of which no place is known is told as one that persons or sides held."""
    if present > 1 and any(_is_held(m) for m in cluster.members):
        return True
    people = any(m.people for m in cluster.members)
    return people and (present > 1 or dated or any(_names_two(m) for m in cluster.members))


def _goes_on(member: Candidate) -> bool:
    """Return whether several "are meeting" as the text is written."""
    return member.status is MeetingStatus.ONGOING and any(verb.tag == "VBG" for verb in member.trigger.verbs)


def _is_held(member: Candidate) -> bool:
    """Return whether a sentence says in so many words that several held a meeting of their own: "had a separate meeting with"."""
    told = member.new_series and member.status is MeetingStatus.HELD and len(member.trigger.tokens) > len(member.trigger.nouns)
    return told and not member.title and not member.background and len(member.actors) > 1


def _names_two(member: Candidate) -> bool:
    """Return whether a sentence says by name who held a meeting with whom, also where nothing shows which side each is of."""
    if member.title or member.background or member.definite or member.anaphoric:
        return False
    return len(member.trigger.tokens) > len(member.trigger.nouns) and len({person.name for person, _, _ in member.people}) > 1
