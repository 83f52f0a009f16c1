"""The format of a meeting where no sentence about it names one: from the place in its name, or from the rest of the document."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sulh.model import MeetingKind
from sulh.reading.english.context import Context
from sulh.reading.english.meetings.linking import Cluster
from sulh.reading.english.track_names import is_vague, known_conflict, place_of_track, track_key
from sulh.reading.meetings.candidate import Candidate
from sulh.reading.mentions import TrackMention

__all__ = ["BODY", "GATHERING", "GROUP", "forget_names_of_formats", "format_of_place", "is_about", "only_format", "other_formats"]

# Words before the noun of a meeting that name its format by its place: "the eighth Astana meeting", "a Jeddah round of talks".
PLACED_NOUN = r"\s+(?:peace\s+|high-level\s+)?(?:meetings?|rounds?|talks|negotiations|sessions?|consultations)\b"
GROUP = re.compile(r"\bworking\s+group\b", re.IGNORECASE)
BODY = re.compile(r"\b(?:committee|commission|group|body|council)\b", re.IGNORECASE)
GATHERING = re.compile(r"\b(?:congress|forum|conference|assembly)\b", re.IGNORECASE)
_SERIES = frozenset((MeetingKind.ROUND, MeetingKind.SESSION))


def format_of_place(context: Context, candidate: Candidate) -> TrackMention | None:
    """Return the format that a meeting is called by: "the eighth Astana meeting", where the document is about that format's conflict."""
    passage = candidate.passage
    for noun in candidate.trigger.nouns:
        for place in passage.places:
            words = passage.between(place.start, noun.end)
            name = passage.between(place.start, place.end)
            if place.end <= noun.start and re.fullmatch(re.escape(name) + PLACED_NOUN, words, re.IGNORECASE):
                known = place_of_track(place.place.current_name) or place_of_track(name)
                if known and is_about(context, known_conflict(known)):
                    return TrackMention(place.start, place.end, name)
    return None


def forget_names_of_formats(candidates: Sequence[Candidate]) -> None:
    """Take the place off a meeting that its format alone gives it ("the Astana round"), where the document places that meeting elsewhere.

    Meant is a meeting of the same format and number, and neither the next nor the previous one; and nothing may be said to be at the place.
    """
    located = [one for one in candidates if one.place is not None and not _is_only_named(one)]
    cities = {one.place.current_name for one in located if one.place is not None}
    for one in candidates:
        is_doubtful = _is_only_named(one) and one.place is not None and one.place.current_name not in cities
        if is_doubtful and any(_is_of_same_round(one, other) for other in located):
            one.place = one.place_at = None


def _is_only_named(one: Candidate) -> bool:
    """Whether the place of a meeting stands in its name, as that of its format."""
    return one.track is not None and one.place_at == (one.track.start, one.track.end)


def _is_of_same_round(one: Candidate, other: Candidate) -> bool:
    if one.track is None or other.track is None or track_key(one.track.name) != track_key(other.track.name):
        return False
    if one.next or other.next or one.earlier or other.earlier:
        return False
    return one.ordinal == other.ordinal or None in (one.ordinal, other.ordinal)


def is_about(context: Context, conflict: str) -> bool:
    """Return whether the document names the state of a conflict (ISO alpha-3), by name, people, place or one of its movements."""
    if any(
        conflict in (actor.id, context.authority.country_of(actor)) for p in context.passages for r in p.references for actor in r.actors
    ):
        return True
    state = context.authority.get(conflict)
    land = dict(state.ids).get("iso2") if state is not None else None
    return land is not None and any(place.place.country == land for p in context.passages for place in p.places)


def only_format(context: Context, cluster: Cluster, clusters: Sequence[Cluster], kind: MeetingKind) -> TrackMention | None:
    """Return the format of a numbered meeting: the only one that the document names; None when it names several or none.

    A working group that a round creates, and a congress that it announces and that meets elsewhere, are no formats of the round.
    """
    named = [t for p in context.passages for t in p.tracks]
    if len({track_key(t.name) for t in named}) != 1:
        return None
    found, key = named[0], track_key(named[0].name)
    if kind is MeetingKind.ROUND and BODY.search(found.name) and not _meets(context, cluster, named):
        # a round talks about a committee, or creates a working group, more often than it is one of it
        return None
    elsewhere = any(key in other.tracks() and other.cities() != cluster.cities() for other in clusters if other is not cluster)
    return None if elsewhere and GATHERING.search(found.name) else found


def _meets(context: Context, cluster: Cluster, named: Sequence[TrackMention]) -> bool:
    """Return whether a body is named in the sentence of the meeting or just before: "the Commission's officers ... Their fifth round"."""
    passages = {m.passage.index for m in cluster.members if not m.title}
    near = passages | {index - 1 for index in passages}
    first = min((m.trigger.start for m in cluster.members if not m.title), default=0)
    return any(
        t.start < first and (passage := context.passage_at(t.start)) is not None and passage.index in near and not passage.heading
        for t in named
    )


def other_formats(
    clusters: Sequence[Cluster], main_meetings: Sequence[Cluster], meant: TrackMention | None = None
) -> dict[int, TrackMention]:
    """Return by `id()` of the cluster the format that the numbered or next meetings of a document share with its main meeting.

    `meant` is the format of the main meeting where its own words give none.
    "The 16th round of the talks ... The fifteenth round had been held in Sochi": the same series, unless the words say otherwise.
    """
    found: dict[int, TrackMention] = {}
    for main in main_meetings[:1]:
        own = next((m.track for m in main.members if m.track is not None and not is_vague(m.track.name)), meant)
        kinds = {m.kind for m in main.members} & _SERIES
        if own is None or GATHERING.search(own.name) or not kinds:
            continue
        for cluster in clusters:
            if cluster is main or cluster.tracks() or any(m.possessive for m in cluster.members):
                continue
            alike = bool({m.kind for m in cluster.members} & kinds) and bool(cluster.ordinals())
            follows = any(m.next for m in cluster.members) and cluster.nouns() & main.nouns()
            if alike or follows:
                found[id(cluster)] = own
    return found
