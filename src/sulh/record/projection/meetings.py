"""The rows of merged meetings, once for every set of claims that somebody sees: participants, persons, agenda, tracks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from operator import itemgetter
from typing import Any

from django.db.models import Model

from sulh.model.vocabulary import FIRM, RETIRED
from sulh.record.access import members
from sulh.record.canonical import parsed, row_id
from sulh.record.inserting import select, update_many
from sulh.record.meeting import MeetingColumns
from sulh.record.projection.components import components
from sulh.record.projection.consensus import MergedMeeting, consensus
from sulh.record.projection.decided import in_force
from sulh.record.projection.models import (
    AgendaRow,
    AttendanceRow,
    Claim,
    Decision,
    MeetingRow,
    Membership,
    Mention,
    ParticipationRow,
    Scope,
    Shown,
    Source,
    rows,
)
from sulh.record.projection.names import Names, known_names
from sulh.record.projection.rivals import rivals
from sulh.record.projection.search import index_meetings
from sulh.record.projection.stated import Stated
from sulh.record.projection.touched import Touched, batches
from sulh.record.projection.writing import NewRow, new, replace

__all__ = ["project_meetings", "stated"]

_FACTS = tuple(one.name for one in fields(MeetingColumns))
_CHILDREN: tuple[type[Model], ...] = (Shown, Membership, ParticipationRow, AttendanceRow, AgendaRow)
_COLUMNS = ("id", "seq", "source_id", "mention_id", "property", "value", "decided", "status", "audience_id")


@dataclass(slots=True)
class _Members:
    """The mentions of some meetings with their claims, read at once; claims that were taken out of the record count for names only."""

    seq: dict[str, int] = field(default_factory=dict)
    before: dict[str, str | None] = field(default_factory=dict)
    source: dict[str, str] = field(default_factory=dict)
    told_by: dict[str, str] = field(default_factory=dict)  # the document of each claim
    claims: dict[str, list[tuple[int, Stated | None]]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class _Version:
    """A meeting as those see it who see the claims of some audiences."""

    key: int
    meeting: str
    name: str
    merged: MergedMeeting
    rivals: list[Any]
    scopes: tuple[str, ...]
    mentions: tuple[str, ...]


def stated(row: Sequence[Any], names: Names) -> Stated | None:
    """A claim in force from the columns id, seq, original source, mention, property, value, decided, status; None for one taken out."""
    key, seq, source, mention, name, value, decided, status = row[:8]
    if status in RETIRED:
        return None
    return Stated(key, seq, source, mention, name, names.meant(parsed(decided or value)), status in FIRM)


def project_meetings(mentions: Iterable[str], touched: Touched) -> None:
    """Work out the meetings of these mentions anew, for every scope of the record."""
    names = known_names()
    scopes = {scope: members(scope) for scope in sorted(Scope.objects.values_list("pk", flat=True))}
    run: list[list[str]] = []
    size = 0
    for group in sorted(components(mentions)):
        run.append(group)
        size += len(group)
        if size >= 500:
            _project(run, scopes, names, touched)
            run, size = [], 0
    if run:
        _project(run, scopes, names, touched)


def _read(mentions: Sequence[str], names: Names) -> _Members:
    found = _Members()
    for some in batches(mentions):
        for mention, seq, meeting, source in select(Mention._meta.db_table, ("id", "seq", "meeting", "source_id"), "id", some):
            found.seq[mention], found.before[mention], found.source[mention] = seq, meeting, source
        claims = sorted(select(Claim._meta.db_table, _COLUMNS, "mention_id", some), key=itemgetter(1))
        originals: dict[str, str] = {}
        for sources in batches(sorted({row[2] for row in claims})):
            originals.update(select(Source._meta.db_table, ("id", "original"), "id", sources))
        for key, seq, source, mention, name, value, decided, status, audience in claims:
            if source in originals:
                one = stated((key, seq, originals[source], mention, name, value, decided, status), names)
                found.claims[mention].append((audience, one))
                found.told_by[key] = source
    return found


def _project(groups: Sequence[list[str]], scopes: Mapping[str, frozenset[int]], names: Names, touched: Touched) -> None:
    read = _read([mention for group in groups for mention in group], names)
    versions: list[_Version] = []
    after: dict[str, str] = {}
    for group in groups:
        there = sorted((mention for mention in group if mention in read.seq), key=lambda mention: read.seq[mention])
        if any(claim for mention in there for _, claim in read.claims[mention]):
            after |= dict.fromkeys(there, there[0])
            versions += _versions(there, read, scopes, names)
    moved = [mention for mention in read.seq if after.get(mention) != read.before[mention]]
    update_many(Mention, "meeting", ((mention, after.get(mention)) for mention in moved))
    if moved:
        touched.changed.add(Mention._meta.db_table)
    touched.sources.update(read.source[mention] for mention in moved)
    _write(versions, {meeting for meeting in read.before.values() if meeting} | set(after.values()), names, touched)


def _versions(there: Sequence[str], read: _Members, scopes: Mapping[str, frozenset[int]], names: Names) -> list[_Version]:
    """One version for each set of audiences that some scopes have in common with those of the claims."""
    present = {audience for mention in there for audience, _ in read.claims[mention]}
    seen: dict[frozenset[int], list[str]] = defaultdict(list)
    for scope, audiences in scopes.items():
        if part := present & audiences:
            seen[frozenset(part)].append(scope)
    found = []
    for audiences, own in seen.items():
        known = [mention for mention in there if any(audience in audiences for audience, _ in read.claims[mention])]
        claims = [claim for mention in known for audience, claim in read.claims[mention] if claim and audience in audiences]
        if claims:
            key, merged = row_id("meeting", there[0], *sorted(audiences)), consensus(claims, names.track, names.person)
            found.append(_Version(key, there[0], known[0], merged, list(rivals(merged, read.told_by)), tuple(own), tuple(there)))
    return found


def _write(versions: Sequence[_Version], meetings: set[str], names: Names, touched: Touched) -> None:
    """Let the versions be the only rows of these meetings."""
    before: set[int] = set()
    for some in batches(sorted(meetings)):
        before.update(rows(MeetingRow).filter(meeting__in=some).values_list("pk", flat=True))
    keys = before | {one.key for one in versions}
    tracks = _memberships(versions, names)
    replace(MeetingRow, "meeting", meetings, (_row(one, tracks[one.key]) for one in versions), touched)
    children: dict[type[Model], list[NewRow]] = {child: [] for child in _CHILDREN}
    for one in versions:
        children[Membership] += tracks[one.key].values()
        for row in _children(one):
            children[row.model].append(row)
    for child, made in children.items():
        replace(child, "row_id", keys, made, touched)
    index_meetings({one.key: one.merged for one in versions}, before, touched)


def _row(one: _Version, tracks: Collection[str]) -> NewRow:
    values: dict[str, Any] = {name: getattr(one.merged, name) for name in _FACTS}
    values["disputed"] = list(one.merged.disputed)
    track = _main_track(one.merged, tracks)
    return new(MeetingRow, key=one.key, meeting=one.meeting, name=one.name, track_id=track, rivals=one.rivals, **values)


def _memberships(versions: Sequence[_Version], names: Names) -> dict[int, dict[str, NewRow]]:
    """The tracks of each meeting, with their rows: those its sources name, with what people put in or took out."""
    meeting_of = {f"meeting:{mention}": one.meeting for one in versions for mention in one.mentions}
    decided: dict[str, dict[str, Decision]] = defaultdict(dict)
    for decision in in_force(("track",), meeting_of):
        decided[meeting_of[decision.target]][names.tracks.get(decision.other, decision.other)] = decision
    found: dict[int, dict[str, NewRow]] = {}
    for one in versions:
        sources = {names.track(choice.value): choice.sources for choice in one.merged.tracks}
        found[one.key] = {}
        for track in dict.fromkeys((*sources, *decided[one.meeting])):
            ruling = decided[one.meeting].get(track)
            if ruling is None or ruling.body["put"]:
                found[one.key][track] = new(
                    Membership,
                    id=row_id("track", one.key, track),
                    row_id=one.key,
                    track_id=track,
                    sources=sources.get(track, 0),
                    decision=ruling.seq if ruling is not None else None,
                    first_day=one.merged.first_day,
                    last_day=one.merged.last_day,
                )
    return found


def _main_track(merged: MergedMeeting, tracks: Collection[str]) -> str | None:
    """The track most sources name, unless a person took the meeting out of it; else the first that a person put it in."""
    return merged.track if merged.track in tracks else next(iter(tracks), None)


def _children(one: _Version) -> Iterable[NewRow]:
    for scope in one.scopes:
        yield new(Shown, id=row_id("shown", scope, one.key), scope=scope, row_id=one.key)
    for part in one.merged.participants:
        yield new(
            ParticipationRow,
            id=row_id("participation", one.key, part.actor),
            row_id=one.key,
            actor_id=part.actor,
            role=part.role,
            sources=part.sources,
            disputed=part.disputed,
            settled=part.settled,
        )
    for number, person in enumerate(one.merged.people):
        yield new(
            AttendanceRow,
            id=row_id("attendance", one.key, number, person.name),
            row_id=one.key,
            name=person.name,
            folded=person.key,
            office=person.office,
            actor_id=person.actor,
            head_of_delegation=person.head_of_delegation,
            sources=person.sources,
            settled=person.settled,
        )
    for choice in one.merged.agenda:
        yield new(AgendaRow, id=row_id("agenda", one.key, choice.value), row_id=one.key, issue=choice.value, sources=choice.sources)
