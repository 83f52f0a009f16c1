"""The rows of merged meetings: who was there, what it was about, which tracks it belongs to, who may see all of it."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Model

from sulh.record.authority import track_of
from sulh.record.canonical import row_id
from sulh.record.inserting import put, update_many
from sulh.record.models import (
    AgendaRow,
    AttendanceRow,
    Claim,
    Decision,
    MeetingAudience,
    MeetingRow,
    Membership,
    Mention,
    ParticipationRow,
)
from sulh.record.projection.components import components
from sulh.record.projection.consensus import Merged, Stated, consensus
from sulh.record.projection.decided import in_force
from sulh.record.projection.search import erase_meetings, index_meetings
from sulh.record.projection.touched import batches

__all__ = ["RETIRED", "project_meetings", "stated"]

# A claim that was rejected or withdrawn says nothing any more.
RETIRED = ("rejected", "withdrawn")
_CHILDREN: tuple[type[Model], ...] = (MeetingAudience, ParticipationRow, AttendanceRow, AgendaRow)
_FROM_MERGED = (
    *("kind", "status", "ordinal", "start", "end", "first_day", "last_day", "city", "country", "latitude", "longitude"),
    *("place_precision", "core", "sources", "review"),
)


@dataclass(slots=True)
class _Members:
    """The mentions of some meetings with their claims, read at once."""

    seq: dict[str, int] = field(default_factory=dict)
    before: dict[str, str | None] = field(default_factory=dict)
    document: dict[str, str] = field(default_factory=dict)
    claims: dict[str, list[Stated]] = field(default_factory=lambda: defaultdict(list))
    audiences: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))


def stated(claims: Iterable[tuple[str, int, str, str, str, str, str | None, str]]) -> list[Stated]:
    """Claims in force from rows of (id, seq, document, mention, property, value, decided, status)."""
    return [
        Stated(claim, seq, document, mention, name, json.loads(decided or value), status in ("accepted", "corrected"))
        for claim, seq, document, mention, name, value, decided, status in claims
        if status not in RETIRED
    ]


def project_meetings(mentions: Iterable[str]) -> set[str]:
    """Work out the meetings of these mentions anew; returns the documents whose core meeting or its track may have changed."""
    changed: set[str] = set()
    groups = components(mentions)
    run: list[list[str]] = []
    size = 0
    for group in sorted(groups):
        run.append(group)
        size += len(group)
        if size >= 500:
            changed |= _project(run)
            run, size = [], 0
    return changed | (_project(run) if run else set())


def _read(mentions: Sequence[str]) -> _Members:
    members = _Members()
    for some in batches(mentions):
        rows = Mention.objects.filter(pk__in=some).values_list("pk", "seq", "meeting_id", "document_id", "audience_id")
        for mention, seq, meeting, document, audience in rows:
            members.seq[mention], members.before[mention], members.document[mention] = seq, meeting, document
            members.audiences[mention].add(audience)
        claims = Claim.objects.filter(mention_id__in=some).order_by("seq")
        columns = ("pk", "seq", "document_id", "mention_id", "property", "value", "decided", "status")
        found = list(claims.values_list(*columns, "audience_id"))
        for row in found:
            members.audiences[row[3]].add(row[8])
        for claim in stated(row[:8] for row in found):
            members.claims[claim.mention].append(claim)
    return members


def _project(groups: Sequence[list[str]]) -> set[str]:
    members = _read([mention for group in groups for mention in group])
    meetings: dict[str, Merged] = {}
    parts: dict[str, list[str]] = {}
    for group in groups:
        there = sorted((mention for mention in group if mention in members.seq), key=lambda mention: members.seq[mention])
        claims = [claim for mention in there for claim in members.claims[mention]]
        if claims:
            parts[there[0]] = there
            meetings[there[0]] = consensus(claims)
    tracks_before = dict(_tracks_of({meeting for meeting in members.before.values() if meeting}))
    _replace(meetings, parts, members)
    after = {mention: meeting for meeting, there in parts.items() for mention in there}
    moved = [mention for mention in members.seq if after.get(mention) != members.before[mention]]
    update_many(Mention, "meeting_id", ((mention, after.get(mention)) for mention in moved))
    return {
        members.document[mention]
        for mention in members.seq
        if mention in moved or tracks_before.get(after.get(mention, "")) != _track_after(meetings, after.get(mention))
    }


def _tracks_of(meetings: set[str]) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = []
    for some in batches(sorted(meetings)):
        found += MeetingRow.objects.filter(pk__in=some).values_list("pk", "track_id")
    return found


def _track_after(meetings: Mapping[str, Merged], meeting: str | None) -> str | None:
    return meetings[meeting].track if meeting is not None else None


def _replace(meetings: Mapping[str, Merged], parts: Mapping[str, list[str]], members: _Members) -> None:
    """Put the rows of the meetings in the place of those of the same mentions before."""
    before = {meeting for meeting in members.before.values() if meeting}
    for some in batches(sorted(before | set(meetings))):
        for child in _CHILDREN:
            _erase(child, "meeting_id", some)
        _erase(Membership, "meeting_id", some)
        _erase(MeetingRow, "id", some)
        erase_meetings(some)
    in_tracks = _memberships(meetings, parts)
    mains = {meeting: _main_track(merged, in_tracks[meeting]) for meeting, merged in meetings.items()}
    put(_row(meeting, merged, mains[meeting]) for meeting, merged in meetings.items())
    put(row for rows in in_tracks.values() for row in rows)
    audiences = {meeting: set().union(*(members.audiences[m] for m in there)) for meeting, there in parts.items()}
    put(
        MeetingAudience(id=row_id("audience", meeting, audience), meeting_id=meeting, audience_id=audience)
        for meeting, keys in audiences.items()
        for audience in sorted(keys)
    )
    _children(meetings)
    index_meetings(meetings)


def _erase(model: type[Model], column: str, keys: Sequence[str]) -> None:
    """Delete without looking for what hangs on the rows: it is replaced in the same transaction, and keys are checked at its end."""
    rows = model._default_manager.filter(**{f"{column}__in": keys})
    rows._raw_delete(rows.db)


def _row(meeting: str, merged: Merged, track: str | None) -> MeetingRow:
    values = {name: getattr(merged, name) for name in _FROM_MERGED}
    return MeetingRow(id=meeting, track_id=track, disputed=list(merged.disputed), **values)


def _memberships(meetings: Mapping[str, Merged], parts: Mapping[str, list[str]]) -> dict[str, list[Membership]]:
    """The tracks of each meeting: those its sources name, with what people put in or took out."""
    meeting_of = {f"meeting:{mention}": meeting for meeting, there in parts.items() for mention in there}
    decided: dict[str, dict[str, Decision]] = defaultdict(dict)
    for decision in in_force(("track",), meeting_of):
        decided[meeting_of[decision.target]][decision.other] = decision
    rows: dict[str, list[Membership]] = {}
    for meeting, merged in meetings.items():
        sources = {track_of(choice.value)[0]: choice.sources for choice in merged.tracks}
        rows[meeting] = []
        for track in dict.fromkeys((*sources, *decided[meeting])):
            ruling = decided[meeting].get(track)
            if ruling is not None and not ruling.body["put"]:
                continue
            row = Membership(id=row_id("track", meeting, track), track_id=track, meeting_id=meeting, sources=sources.get(track, 0))
            row.decision = ruling.seq if ruling is not None else None
            rows[meeting].append(row)
    return rows


def _main_track(merged: Merged, rows: Sequence[Membership]) -> str | None:
    """The track most sources name, unless a person took the meeting out of it; else the first that a person put it in."""
    tracks = [row.track_id for row in rows]
    return merged.track if merged.track in tracks else next(iter(tracks), None)


def _children(meetings: Mapping[str, Merged]) -> None:
    put(
        ParticipationRow(
            id=row_id("participation", meeting, part.actor),
            meeting_id=meeting,
            actor_id=part.actor,
            role=part.role,
            sources=part.sources,
            disputed=part.disputed,
        )
        for meeting, merged in meetings.items()
        for part in merged.participants
    )
    put(
        AttendanceRow(
            id=row_id("attendance", meeting, number, person.name),
            meeting_id=meeting,
            name=person.name,
            office=person.office,
            actor_id=person.actor,
            head=person.head,
            sources=person.sources,
        )
        for meeting, merged in meetings.items()
        for number, person in enumerate(merged.people)
    )
    put(
        AgendaRow(id=row_id("agenda", meeting, choice.value), meeting_id=meeting, issue=choice.value, sources=choice.sources)
        for meeting, merged in meetings.items()
        for choice in merged.agenda
    )
