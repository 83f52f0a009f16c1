"""The rows of each table of an export, as one viewer may see them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sulh import words
from sulh.model.kinds import Kind, kind_named, kinds
from sulh.model.tables import cells
from sulh.model.vocabulary import RETIRED
from sulh.record.exports.agreements import pax_id
from sulh.record.exports.columns import MEETING, TABLES, Row
from sulh.record.exports.places import date_precision, gw_number, identifiers, iso3_of
from sulh.record.projection.models import AgendaRow, Claim, Decision, Membership, SourceTrack
from sulh.record.queries.actors import actors
from sulh.record.queries.commitments import commitments
from sulh.record.queries.lists import where
from sulh.record.queries.main_meetings import document_tracks, main_meetings
from sulh.record.queries.meetings import meetings
from sulh.record.queries.refs import texts
from sulh.record.queries.tracks import track
from sulh.record.queries.tracks import tracks as track_list
from sulh.record.queries.visible import claims, facts, meeting_rows, sources
from sulh.record.shapes import CommitmentView, Filters, MeetingView, Viewer

__all__ = ["Selection", "select", "table_rows"]


@dataclass(frozen=True, slots=True)
class Selection:
    """What an export holds: the meetings that the filters leave, the documents they rest on, and the texts quotes are cut from."""

    viewer: Viewer
    filters: Filters
    meetings: tuple[MeetingView, ...]
    documents: frozenset[str]
    texts: Mapping[str, str]
    narrowed: bool
    names: Mapping[str, str]


def select(viewer: Viewer, filters: Filters) -> Selection:
    """The part of the record that `viewer` may see and `filters` leave; without filters, everything visible."""
    found = meetings(viewer, filters).rows
    narrowed = filters != Filters()
    held = set(sources(viewer).values_list("id", flat=True))
    if narrowed:
        shown = meeting_rows(viewer).filter(where(filters)).values("meeting")
        held &= set(claims(viewer).filter(mention__meeting__in=shown).values_list("source_id", flat=True))
    return Selection(viewer, filters, found, frozenset(held), texts(held), narrowed, meeting_names(viewer))


def meeting_names(viewer: Viewer) -> dict[str, str]:
    """Every meeting, by its first mention, with the identifier under which the viewer knows it."""
    return dict(meeting_rows(viewer).values_list("meeting", "name"))


def table_rows(name: str, chosen: Selection) -> Iterator[Row]:
    """The rows of one table, every column of `TABLES[name]` in its order."""
    names = [column.name for column in TABLES[name]]
    for row in _MAKERS[name](chosen):
        yield {column: row.get(column) for column in names}


def _meetings(chosen: Selection) -> Iterator[Row]:
    for one in chosen.meetings:
        iso3 = iso3_of(one.country)
        yield {name: getattr(one, name) for name in MEETING} | {
            "meeting": one.id,
            "title": words.title_of(one),
            "track": one.track.id if one.track else None,
            "track_name": one.track.name if one.track else None,
            "tracks": tuple(track.id for track in one.tracks),
            "date_precision": date_precision(one.start),
            "country_iso3": iso3,
            "country_gwno": gw_number(iso3),
        }


def _ids(actor: str) -> Row:
    """The identifiers of an actor under the names the columns have."""
    known = identifiers(actor)
    iso3 = actor if len(actor) == 3 and actor.isupper() else None
    gw = known.get("gw")
    return {
        "iso3": iso3, "gwno": int(gw) if gw else None, "ucdp_id": known.get("ucdp"), "paax_id": known.get("paax"),
        "mend_id": known.get("mend"), "acled_name": known.get("acled"),
    }  # fmt: skip


def _participants(chosen: Selection) -> Iterator[Row]:
    for meeting in chosen.meetings:
        for one in meeting.participants:
            yield {
                "meeting": meeting.id, "actor": one.actor.id, "actor_name": one.actor.name, "actor_kind": one.actor.kind or None,
                "role": one.role, "sources": one.sources, "disputed": one.disputed, **_ids(one.actor.id),
            }  # fmt: skip


def _agenda(chosen: Selection) -> Iterator[Row]:
    kept = {meeting.id for meeting in chosen.meetings}
    found = AgendaRow.objects.filter(row__shown__scope=chosen.viewer.scope).order_by("row__name", "issue")
    for meeting, issue, number in found.values_list("row__name", "issue", "sources"):
        if meeting in kept:
            yield {"meeting": meeting, "issue": issue, "sources": number}


def _people(chosen: Selection) -> Iterator[Row]:
    kept = {meeting.id for meeting in chosen.meetings}
    part = kind_named("attendance")
    stated = claims(chosen.viewer).select_related("mention").filter(property=part.claim).exclude(status__in=RETIRED)
    for claim in stated.order_by("seq").iterator(chunk_size=5000):
        meeting = chosen.names.get(claim.mention.meeting or "")
        if meeting in kept and claim.source_id in chosen.documents:
            person = json.loads(claim.decided or claim.value)
            row: Row = {"meeting": meeting, **_source(chosen, claim)}
            for one in part.values:
                row |= cells(one, person[one.claimed])
            yield row


def _source(chosen: Selection, claim: Claim) -> Row:
    """The source of a claim with its words: a span of a document, or a row and column of a list."""
    words = chosen.texts.get(claim.source_id, "")[claim.start : claim.end] if claim.start is not None else claim.written
    return {
        "document": claim.source_id,
        "quote": words,
        "span_start": claim.start,
        "span_end": claim.end,
        "list_row": claim.row,
        "list_column": claim.column or None,
        "claim_status": claim.status,
    }


def _actors(chosen: Selection) -> Iterator[Row]:
    counted = Counter(one.actor.id for meeting in chosen.meetings for one in meeting.participants)
    for ref, number in actors(chosen.viewer, chosen.filters).rows:
        yield {
            "actor": ref.id, "actor_name": ref.name, "actor_kind": ref.kind or None,
            "meetings": counted.get(ref.id, 0) if chosen.narrowed else number, **_ids(ref.id),
        }  # fmt: skip


def _tracks(chosen: Selection) -> Iterator[Row]:
    counted = Counter(track.id for meeting in chosen.meetings for track in meeting.tracks)
    for ref, number in track_list(chosen.viewer):
        if chosen.narrowed and not counted[ref.id]:
            continue
        view = track(chosen.viewer, ref.id)
        yield {
            "track": ref.id, "name": ref.name, "process": view.process or None, "started": view.started, "venue": view.venue,
            "parallel_to": view.parallel_to, "part_of": view.part_of, "meetings": counted[ref.id] if chosen.narrowed else number,
        }  # fmt: skip


def _memberships(chosen: Selection) -> Iterator[Row]:
    authors = dict(Decision.objects.filter(kind="track").values_list("seq", "author"))
    found = Membership.objects.filter(row__shown__scope=chosen.viewer.scope, decision__isnull=False)
    decided = {
        (track, meeting): authors.get(decision or 0) for track, meeting, decision in found.values_list("track_id", "row__name", "decision")
    }
    for meeting in chosen.meetings:
        for one in meeting.tracks:
            yield {"track": one.id, "meeting": meeting.id, "document": None, "decided_by": decided.get((one.id, meeting.id))}
    put = SourceTrack.objects.filter(put=True)
    ruled = {(source, track): seq for source, track, seq in put.values_list("source_id", "track__same_as", "decision")}
    for document, tracks in sorted(document_tracks(chosen.viewer, chosen.documents).items()):
        for key in tracks:
            yield {"track": key, "meeting": None, "document": document, "decided_by": authors.get(ruled.get((document, key), 0))}


def _facts(kind: Kind) -> Callable[[Selection], Iterator[Row]]:
    """The rows of a kind of fact: every property of its declaration, where it is stated, and the meeting its source is about."""

    def made(chosen: Selection) -> Iterator[Row]:
        main = main_meetings(chosen.viewer, chosen.documents)
        found = facts(chosen.viewer, kind.name).select_related("claim").order_by("seq")
        for fact in found.iterator(chunk_size=5000):
            if fact.source_id in chosen.documents:
                value = json.loads(fact.claim.decided or fact.claim.value)
                row: Row = {f"{kind.name}_id": fact.pk, "meeting": chosen.names.get(main.get(fact.source_id, ""))}
                for one in kind.values:
                    row |= cells(one, value[one.name])
                yield row | _source(chosen, fact.claim)

    return made


def _commitments(chosen: Selection) -> Iterator[Row]:
    rows: tuple[CommitmentView, ...] = commitments(chosen.viewer, Filters() if not chosen.narrowed else chosen.filters).rows
    for one in rows:
        yield {
            "commitment": one.id, "track": one.track.id if one.track else None, "meeting": one.meeting.id if one.meeting else None,
            "owners": tuple(owner.id for owner in one.owners), "issues": one.issues, "due": one.due, "due_day": one.due_day,
            "status": one.status, "evidence": len(one.evidence), "document": one.claim.document.id, "quote": one.claim.quote,
            "span_start": one.claim.start, "span_end": one.claim.end,
        }  # fmt: skip


def _claims(chosen: Selection) -> Iterator[Row]:
    """Every claim, the rejected ones too: what was decided about them is part of the record."""
    for claim in claims(chosen.viewer).select_related("mention").order_by("seq").iterator(chunk_size=5000):
        if claim.source_id in chosen.documents:
            yield {
                "claim": claim.pk,
                "mention": claim.mention_id,
                "meeting": chosen.names.get(claim.mention.meeting or ""),
                "property": claim.property,
                "value": claim.value,
                "decided": claim.decided,
                "status": claim.status,
                "method": claim.method,
                **_source(chosen, claim),
            }


def _documents(chosen: Selection) -> Iterator[Row]:
    for row in sources(chosen.viewer).select_related("audience").order_by("seq").iterator(chunk_size=2000):
        if row.id in chosen.documents:
            known = {name: getattr(row, name) for name in ("title", "publisher", "published", "kind", "language", "length", "sort")}
            copy_of = row.original if row.original != row.id and row.original in chosen.documents else None
            pax = pax_id(row.kind, row.title, row.published)
            yield {"document": row.id, **known, "sharing": row.audience.level, "copy_of": copy_of, "pax_agreement": pax}


_MAKERS: dict[str, Callable[[Selection], Iterator[Row]]] = {
    "meetings": _meetings,
    "participants": _participants,
    "people": _people,
    "agenda": _agenda,
    "actors": _actors,
    "tracks": _tracks,
    "memberships": _memberships,
    "commitments": _commitments,
    "claims": _claims,
    "documents": _documents,
} | {kind.plural: _facts(kind) for kind in kinds() if not kind.merged}
