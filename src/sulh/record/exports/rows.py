"""The rows of each table of an export, as one viewer may see them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sulh import words
from sulh.model.kinds import Kind, Property, PropertyType, kind_named, kinds
from sulh.model.tables import cells
from sulh.model.vocabulary import FIRM, RETIRED, RecordStatus
from sulh.record.exports.agreements import pax_id
from sulh.record.exports.columns import MEETING, TABLES, Row, bounds_of
from sulh.record.exports.places import date_precision, gw_number, identifiers, iso3_of
from sulh.record.exports.selection import Selection
from sulh.record.projection.models import AgendaRow, Claim, Decision, Membership, SourceTrack
from sulh.record.queries.actors import actors
from sulh.record.queries.commitments import commitments
from sulh.record.queries.main_meetings import document_tracks, main_meetings
from sulh.record.queries.tracks import track
from sulh.record.queries.tracks import tracks as track_list
from sulh.record.queries.visible import claims, facts, sources
from sulh.record.shapes import ActorRef, CommitmentView, Filters
from sulh.text.days import first_day, last_day

__all__ = ["table_rows"]


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
            "record_status": chosen.status_of(one),
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
            status = chosen.status_of_part(meeting.id, "participant", one.actor.id, disputed=one.disputed)
            yield {
                "meeting": meeting.id, "actor": one.actor.id, "actor_name": one.actor.name, "actor_kind": one.actor.kind or None,
                "role": one.role, "sources": one.sources, "disputed": one.disputed,
                "record_status": status, **_ids(one.actor.id),
            }  # fmt: skip


def _agenda(chosen: Selection) -> Iterator[Row]:
    if chosen.accepted:
        found: Iterable[tuple[str, str, int]] = (
            (one.id, issue, number) for one in chosen.meetings for issue, number in chosen.agenda[one.id].items()
        )
    else:
        rows = AgendaRow.objects.filter(row__shown__scope=chosen.viewer.scope).order_by("row__name", "issue")
        found = rows.values_list("row__name", "issue", "sources")
    kept = {meeting.id for meeting in chosen.meetings}
    for meeting, issue, number in found:
        if meeting in kept:
            status = chosen.status_of_part(meeting, "agenda", issue)
            yield {"meeting": meeting, "issue": issue, "sources": number, "record_status": status}


def _people(chosen: Selection) -> Iterator[Row]:
    kept = {meeting.id for meeting in chosen.meetings}
    part = kind_named("attendance")
    stated = claims(chosen.viewer).select_related("mention").filter(property=part.claim).exclude(status__in=RETIRED)
    for claim in stated.order_by("seq").iterator(chunk_size=5000):
        meeting = chosen.names.get(claim.mention.meeting or "")
        if meeting in kept and chosen.holds(claim):
            person = json.loads(claim.decided or claim.value)
            row: Row = {"meeting": meeting, **_source(chosen, claim, meeting)}
            for one in part.values:
                row |= _cells(one, person[one.claimed])
            yield row


def _cells(one: Property, value: Any) -> Row:
    """The cells of a property, with the days that bound a date."""
    return cells(one, value) | (_days(one.name, value) if one.holds is PropertyType.DATE and not one.many else {})


def _days(name: str, date: str | None) -> Row:
    first, last = bounds_of(name)
    return {first: first_day(date), last: last_day(date)}


def _source(chosen: Selection, claim: Claim, meeting: str | None = None) -> Row:
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
        "record_status": chosen.status_of_claim(claim, meeting),
    }


def _actors(chosen: Selection) -> Iterator[Row]:
    counted = Counter(one.actor.id for meeting in chosen.meetings for one in meeting.participants)
    for ref, number in _actor_counts(chosen, counted):
        yield {
            "actor": ref.id, "actor_name": ref.name, "actor_kind": ref.kind or None,
            "meetings": counted.get(ref.id, 0) if chosen.narrowed else number, **_ids(ref.id),
        }  # fmt: skip


def _actor_counts(chosen: Selection, counted: Mapping[str, int]) -> Iterable[tuple[ActorRef, int]]:
    if not chosen.accepted:
        return actors(chosen.viewer, chosen.filters).rows
    refs = {one.actor.id: one.actor for meeting in chosen.meetings for one in meeting.participants}
    return sorted(((refs[key], number) for key, number in counted.items()), key=lambda one: (-one[1], one[0].name, one[0].id))


def _tracks(chosen: Selection) -> Iterator[Row]:
    counted = Counter(track.id for meeting in chosen.meetings for track in meeting.tracks)
    for ref, number in track_list(chosen.viewer):
        partly = chosen.narrowed or chosen.accepted
        if partly and not counted[ref.id]:
            continue
        view = track(chosen.viewer, ref.id, accepted=chosen.accepted)
        yield {
            "track": ref.id, "name": ref.name, "process": view.process or None, "started": view.started, "venue": view.venue,
            "parallel_to": view.parallel_to, "part_of": view.part_of, "meetings": counted[ref.id] if partly else number,
            **_days("started", view.started),
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
            if chosen.holds(fact.claim):
                value = json.loads(fact.claim.decided or fact.claim.value)
                row: Row = {f"{kind.name}_id": fact.pk, "meeting": chosen.names.get(main.get(fact.source_id, ""))}
                for one in kind.values:
                    # What was declared after the claim was made has no cell in it.
                    row |= _cells(one, value.get(one.name, [] if one.many else None))
                yield row | _source(chosen, fact.claim)

    return made


def _commitments(chosen: Selection) -> Iterator[Row]:
    rows: tuple[CommitmentView, ...] = commitments(chosen.viewer, Filters() if not chosen.narrowed else chosen.filters).rows
    for one in rows:
        is_firm = one.claim.status in FIRM
        if chosen.accepted and not is_firm:
            continue
        settled = RecordStatus.DISPUTED if one.claim.differs and not is_firm else RecordStatus(one.claim.status)
        yield {
            "commitment": one.id, "track": one.track.id if one.track else None, "meeting": one.meeting.id if one.meeting else None,
            "owners": tuple(owner.id for owner in one.owners), "issues": one.issues, "due": one.due,
            "due_first": first_day(one.due), "due_day": one.due_day,
            "status": one.status, "happened": one.outcome.day, "evidence": len(one.evidence),
            "document": one.claim.document.id, "quote": one.claim.quote,
            "span_start": one.claim.start, "span_end": one.claim.end, "claim_status": one.claim.status,
            "record_status": settled,
        }  # fmt: skip


def _claims(chosen: Selection) -> Iterator[Row]:
    """Every claim, the rejected ones too: what was decided about them is part of the record."""
    for claim in claims(chosen.viewer).select_related("mention").order_by("seq").iterator(chunk_size=5000):
        if chosen.holds(claim):
            meeting = chosen.names.get(claim.mention.meeting or "")
            yield {
                "claim": claim.pk,
                "mention": claim.mention_id,
                "meeting": meeting,
                "property": claim.property,
                "value": claim.value,
                "decided": claim.decided,
                "status": claim.status,
                "method": claim.method,
                **_source(chosen, claim, meeting),
            }


def _documents(chosen: Selection) -> Iterator[Row]:
    # Whose copy it counts as may be hidden or not chosen: copies of it name the first of them that is here.
    first: dict[str, str] = {}
    for row in sources(chosen.viewer).select_related("audience").order_by("seq").iterator(chunk_size=2000):
        if row.id in chosen.documents:
            known = {name: getattr(row, name) for name in ("title", "publisher", "published", "kind", "language", "length", "sort")}
            original = row.original if row.original in chosen.documents else first.setdefault(row.original, row.id)
            copy_of = original if original != row.id else None
            pax = pax_id(row.kind, row.title, row.published)
            known |= _days("published", row.published)
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
