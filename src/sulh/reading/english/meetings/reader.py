"""Extract the meetings of a document: find candidates in each passage, join them, then add roles, people and agenda."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sulh.model import (
    Act,
    DocumentKind,
    Meeting,
    MeetingKind,
    MeetingStatus,
)
from sulh.reading.english.context import Context
from sulh.reading.english.meetings.agenda import read_agenda
from sulh.reading.english.meetings.attendance import people_at
from sulh.reading.english.meetings.bystanders import add_listed, add_mediators, add_officials
from sulh.reading.english.meetings.candidates import find_candidates
from sulh.reading.english.meetings.chronology import read_chronology
from sulh.reading.english.meetings.formats import forget_names_of_formats, only_format, other_formats
from sulh.reading.english.meetings.frame import fill_from_frame
from sulh.reading.english.meetings.heading import complete_title_meeting
from sulh.reading.english.meetings.linking import Cluster, join
from sulh.reading.english.meetings.meant_formats import meant_format
from sulh.reading.english.meetings.named_nearby import add_named_nearby
from sulh.reading.english.meetings.not_held import mark_called_off, remove_absent
from sulh.reading.english.meetings.occasion import (
    dates_of,
    day_of_beginning,
    day_of_statement,
    place_of_dateline,
    place_of_heading,
    status_stated,
)
from sulh.reading.english.meetings.owners import add_owners, add_same_circle
from sulh.reading.english.meetings.participation import add_mediated, add_participation, add_thanked
from sulh.reading.english.meetings.presence import add_others_present, add_same_participants, inherit_date_and_place
from sulh.reading.english.meetings.role_completion import participants_of
from sulh.reading.english.meetings.selection import main_meetings_of, worth_recording
from sulh.reading.english.meetings.sheet import read_sheet
from sulh.reading.english.meetings.sides import add_sides
from sulh.reading.english.meetings.signatures import add_signatories
from sulh.reading.english.meetings.signings import join_signings
from sulh.reading.english.track_names import is_vague, track_key
from sulh.reading.meetings.candidate import Candidate
from sulh.reading.mentions import TrackMention
from sulh.text.folding import fold

__all__ = ["read_meetings"]


def read_meetings(context: Context, *, kind: DocumentKind, acts: Sequence[Act] = ()) -> tuple[Meeting, ...]:
    """Return the meetings of a parsed document in order of first mention; each fact cites the words it is based on."""
    candidates = [c for p in context.passages if p.tokens for c in find_candidates(context, p)]
    mark_called_off(context, candidates)
    complete_title_meeting(context, candidates, kind)
    read_sheet(context, candidates)
    read_chronology(context, candidates)
    forget_names_of_formats(candidates)
    clusters = join(join_signings(candidates))
    main_meetings = main_meetings_of(clusters)
    fill_from_frame(context, clusters, main_meetings)
    add_owners(context, clusters)
    add_participation(context, clusters, main_meetings)
    add_others_present(context, main_meetings, kind, acts)
    own = kind in (DocumentKind.COMMUNIQUE, DocumentKind.JOINT_STATEMENT)
    main = {id(c) for c in main_meetings}
    kept = [c for c in clusters if worth_recording(context, c) or (own and id(c) in main and len(c.actors()) > 1)]
    main_meetings = main_meetings_of(kept)
    add_thanked(context, main_meetings)
    add_mediated(context, main_meetings)
    inherit_date_and_place(main_meetings, kept)
    add_same_participants(context, main_meetings, kept, kind)
    add_same_circle(context, kept, main_meetings)
    add_sides(context, kept, main_meetings)
    add_listed(context, kept, main_meetings)
    add_mediators(context, kept, main_meetings)
    add_officials(context, kept, main_meetings)
    add_signatories(context, main_meetings)
    add_named_nearby(context, kept, main_meetings)
    remove_absent(context, kept)
    formats = other_formats(kept, main_meetings, _meant(context, main_meetings))
    acts_at = _acts_at(context, main_meetings, acts)
    meetings = [(c.first, _meeting(context, c, _Beside(kept, formats), id(c) in acts_at, kind, acts_at.get(id(c), ()))) for c in kept]
    return tuple(m for _, m in sorted(meetings, key=lambda f: (f[0], f[1].cites[0].start)))


def _meant(context: Context, main_meetings: Sequence[Cluster]) -> TrackMention | None:
    """The format of the first main meeting where none of its words names it."""
    for main in main_meetings[:1]:
        return meant_format(context, main, _kind(main.members), main.actors(), core=True)
    return None


def _acts_at(context: Context, main_meetings: Sequence[Cluster], acts: Sequence[Act]) -> dict[int, list[Act]]:
    """Map the `id()` of each main meeting to its participants' acts that are reported after it and before the next main meeting."""
    found: dict[int, list[Act]] = {id(cluster): [] for cluster in main_meetings}
    there = {id(cluster): cluster.actors() for cluster in main_meetings}
    meetings_by_passage: dict[int, list[int]] = {}
    for cluster in main_meetings:
        for index in {m.passage.index for m in cluster.members}:
            meetings_by_passage.setdefault(index, []).append(id(cluster))
    indices = sorted(meetings_by_passage)
    for act in acts:
        passage = context.passage_at(act.cite.start)
        at = bisect_right(indices, passage.index if passage is not None else 0)
        actors = {a.id for a in act.actors}
        for owner in meetings_by_passage[indices[at - 1]] if at else found:
            if actors & there[owner]:
                found[owner].append(act)
    return found


@dataclass(frozen=True, slots=True)
class _Beside:
    """All meetings of the document, and the formats of those that share the main meeting's, by `id()`."""

    clusters: Sequence[Cluster]
    formats: Mapping[int, TrackMention]


def _meeting(context: Context, cluster: Cluster, beside: _Beside, core: bool, kind: DocumentKind, acts: Sequence[Act]) -> Meeting:
    members = sorted(cluster.members, key=lambda c: (c.passage.index, c.trigger.start))
    status = status_stated(context, cluster)
    start, end, dated = dates_of(context, members, status)
    place = next((c for c in members if c.place is not None and not c.title), None) or next(
        (c for c in members if c.place is not None), None
    )
    land = next((c for c in members if c.country is not None), None)
    city = _city(context, place) if place is not None and place.place is not None and place.place.kind != "country" else None
    country = place.place.country if place is not None and place.place is not None else (land.country if land is not None else None)
    spans: list[tuple[int, int]] = [s for c in members for s in c.cites]
    if dated is not None and dated.mention is not None:
        spans.append((dated.mention.start, dated.mention.end))
    if place is not None and place.place_at is not None:
        spans.append(place.place_at)
    elif land is not None and land.country_at is not None:
        spans.append(land.country_at)
    if start is None and core and kind in (DocumentKind.COMMUNIQUE, DocumentKind.JOINT_STATEMENT):
        start, extra = day_of_statement(context)
        spans.extend(extra)
    if start is None and core and kind is DocumentKind.NEWS and status not in (MeetingStatus.PLANNED, MeetingStatus.CANCELLED):
        start, extra = day_of_beginning(context, members)
        spans.extend(extra)
    if city is None and country is None and core and kind is DocumentKind.JOINT_STATEMENT:
        city, country, extra = place_of_heading(context)
        spans.extend(extra)
    if city is None and core:
        city, country, extra = place_of_dateline(context, cluster, country)
        spans.extend(extra)
    if all(c.kind is MeetingKind.CALL for c in members):
        city = country = None
    named = [c.track for c in members if c.track is not None]
    # prefer the name that the format is best known by: "Astana format" before "International Meeting on Syria"
    track = max(named, key=lambda t: (track_key(t.name) in fold(t.name).lower(), -named.index(t))) if named else None
    track = track or beside.formats.get(id(cluster))
    if track is None and core and _kind(members) in (MeetingKind.ROUND, MeetingKind.SESSION) and cluster.ordinals():
        track = only_format(context, cluster, beside.clusters, _kind(members))
    stated = track
    if track is None or is_vague(track.name):
        track = meant_format(context, cluster, _kind(members), cluster.actors(), core=core) or track
    if track is not None:
        spans.append((track.start, track.end))
    ordinal = min(cluster.ordinals()) if cluster.ordinals() else None
    # roles are known of the format that the words give, not of one that is only meant
    participants = participants_of(context, cluster, status, stated.name if stated else None, core)
    return Meeting(
        kind=_kind(members),
        status=status,
        cites=context.cite_all(spans),
        track=track.name if track else None,
        ordinal=ordinal,
        start=start,
        end=end,
        city=city,
        country=country,
        core=core,
        participants=participants,
        people=people_at(context, members, participants),
        agenda=read_agenda(context, members, core=core, kind=kind, acts=acts),
    )


def _city(context: Context, member: Candidate) -> str | None:
    """Return the name of the place as the text writes it, unless the text only describes it ("the capital") or writes it in capitals."""
    if member.place is None or member.place_at is None:
        return member.place.name if member.place is not None else None
    written = context.text[slice(*member.place_at)]
    return written if fold(written).lower() == fold(member.place.name).lower() and not written.isupper() else member.place.name


def _kind(members: Sequence[Candidate]) -> MeetingKind:
    """Return the most specific kind that the candidates state; any other kind outranks a plain consultation."""
    kinds = [c.kind for c in members if not c.title] or [c.kind for c in members]
    ranked = (
        MeetingKind.WORKING_GROUP,
        MeetingKind.CALL,
        MeetingKind.SUMMIT,
        MeetingKind.ROUND,
        MeetingKind.MINISTERIAL,
        MeetingKind.SESSION,
        MeetingKind.CONFERENCE,
    )
    first = kinds[0]
    if first is not MeetingKind.CONSULTATION:
        return first
    return next((k for k in ranked if k in kinds), first)
