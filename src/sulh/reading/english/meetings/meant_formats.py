"""The format that a meeting is one of although no words join the two: by its venue, its members, and what the document is about."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sulh.model import MeetingKind, Role
from sulh.reading.english.context import Context
from sulh.reading.english.meetings.formats import BODY, GATHERING, GROUP, is_about
from sulh.reading.english.meetings.linking import Cluster
from sulh.reading.english.track_names import (
    guaranteed_tracks,
    guarantors_of,
    is_vague,
    known_conflict,
    known_roles,
    members_of,
    place_of_track,
    track_key,
)
from sulh.reading.mentions import TrackMention
from sulh.text.folding import fold

__all__ = ["meant_format"]

# What a format must reach to be taken for the meeting's, and what is added up. Set by hand on the development documents.
ENOUGH = 3.0
TITLE, MENTION, MOST_MENTIONS, VENUE, GUARANTORS, TWO, BODY_SITS, BODY_TALKS = 2.0, 0.5, 1.5, 2.0, 3.0, 1.0, 1.0, -1.5
_NOT_MEANT = frozenset((MeetingKind.CALL, MeetingKind.VISIT))
_SERIES = frozenset((MeetingKind.ROUND, MeetingKind.SESSION))
_SITS = frozenset((MeetingKind.SESSION, MeetingKind.WORKING_GROUP))
_TALKS = frozenset((MeetingKind.ROUND, MeetingKind.SESSION, MeetingKind.CONFERENCE, MeetingKind.CONSULTATION))
_LEAST = 3  # guarantors that meet alone and so are their format
_PAIR = 2


@dataclass(slots=True)
class _NamedFormat:
    mention: TrackMention
    count: int = 0
    titled: bool = False


def meant_format(context: Context, cluster: Cluster, kind: MeetingKind, present: Collection[str], *, core: bool) -> TrackMention | None:
    """Return the format of a meeting that no sentence gives one: the one that its venue, its members and the document speak for.

    Of meetings that a document only mentions, venue or members must speak for it. None where two formats fit equally well.
    """
    if kind in _NOT_MEANT:
        return None
    named = _named(context)
    at = _venue(context, cluster)
    candidates = {key: one.mention for key, one in named.items()}
    candidates |= {key: one for key, one in at.items() if kind in _TALKS and key not in candidates}
    candidates |= {key: one for key, one in _met(context, cluster, present) if key not in candidates}
    scored = []
    for key, mention in candidates.items():
        fits, score = _score(key, mention, named.get(key), at, kind, present)
        if score >= ENOUGH and (core or fits):
            scored.append((score, -mention.start, mention))
    if not scored and core and kind in _SERIES and (only := _only(candidates, kind)) is not None:
        return only
    scored.sort(key=lambda one: one[:2], reverse=True)
    if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return scored[0][2]


def _only(candidates: Mapping[str, TrackMention], kind: MeetingKind) -> TrackMention | None:
    """The only format that the document names or that fits the venue, of those whose meetings are called so."""
    found = [one for one in candidates.values() if (BODY.search(one.name) is not None) is (kind is MeetingKind.SESSION)]
    return found[0] if len(found) == 1 else None


def _named(context: Context) -> dict[str, _NamedFormat]:
    found: dict[str, _NamedFormat] = {}
    for passage in context.passages:
        for mention in passage.tracks:
            if GATHERING.search(mention.name) or GROUP.search(mention.name) or is_vague(mention.name):
                continue
            one = found.setdefault(track_key(mention.name), _NamedFormat(mention))
            one.count += 1
            one.titled = one.titled or passage.heading
    return found


def _venue(context: Context, cluster: Cluster) -> dict[str, TrackMention]:
    """The known format that is called by the city of the meeting, in a document about its conflict."""
    found: dict[str, TrackMention] = {}
    for member in cluster.members:
        if member.place is None or member.place_at is None:
            continue
        for name in (member.place.current_name, member.place.name):
            known = place_of_track(name)
            if known and is_about(context, known_conflict(known)):
                found.setdefault(track_key(known), TrackMention(*member.place_at, known))
    return found


def _met(context: Context, cluster: Cluster, present: Collection[str]) -> Iterator[tuple[str, TrackMention]]:
    """The known formats all of whose guarantors, three or more, are at the meeting with nobody who is no member."""
    for name in guaranteed_tracks():
        if not _guaranteed(name, present) or not is_about(context, known_conflict(name)):
            continue
        first = next((s.cites[0] for m in cluster.members for s in m.participants if s.cites), None)
        if first is not None:
            yield track_key(name), TrackMention(*first, name)


def _guaranteed(name: str, present: Collection[str]) -> bool:
    guarantors, there = guarantors_of(name), set(present)
    parties = {actor for actor, role in known_roles(name).items() if role is Role.PARTY}
    # With one side alone at the table the guarantors are a group of another kind.
    return len(guarantors) >= _LEAST and guarantors <= there <= members_of(name) and len(parties & there) != 1


def _score(
    key: str, mention: TrackMention, named: _NamedFormat | None, at: Collection[str], kind: MeetingKind, present: Collection[str]
) -> tuple[bool, float]:
    """Whether venue or members speak for a format, and how much does in all."""
    score = 0.0
    if named is not None:
        score += min(named.count * MENTION, MOST_MENTIONS) + (TITLE if named.titled else 0.0)
    by_name = fold(mention.name.split()[0]).lower()
    venue = key in at or any(by_name == fold(one.split()[0]).lower() for one in at)
    score += VENUE if venue else 0.0
    if venue and kind is MeetingKind.ROUND:
        score += 1.0
    guaranteed = _guaranteed(mention.name, present)
    score += GUARANTORS if guaranteed else TWO if len(guarantors_of(mention.name) & set(present)) >= _PAIR else 0.0
    if BODY.search(mention.name):
        score += BODY_SITS if kind in _SITS else BODY_TALKS if kind is MeetingKind.ROUND else 0.0
    return venue or guaranteed, score
