"""The rows of each table of an export, as one viewer may see them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sulh.record.access import visible
from sulh.record.exports.agreements import pax_id
from sulh.record.exports.columns import TABLES, Row
from sulh.record.exports.places import date_precision, gw_number, identifiers, iso3_of
from sulh.record.models import CeasefireRow, Claim, Document, Membership, ReleaseRow
from sulh.record.queries.actors import actors
from sulh.record.queries.commitments import commitments
from sulh.record.queries.meetings import meetings
from sulh.record.queries.tracks import track
from sulh.record.queries.tracks import tracks as track_list
from sulh.record.shapes import CommitmentView, Filters, MeetingView, Viewer
from sulh.words import title_of

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


def select(viewer: Viewer, filters: Filters) -> Selection:
    """The part of the record that `viewer` may see and `filters` leave; without filters, everything visible."""
    from sulh.record.models import Text

    found = meetings(viewer, filters).rows
    narrowed = filters != Filters()
    held = set(visible(Document.objects.all(), viewer).values_list("id", flat=True))
    if narrowed:
        ids = [meeting.id for meeting in found]
        named = visible(Claim.objects.filter(mention__meeting__in=ids), viewer).values_list("document", flat=True)
        held &= set(named)
    texts = dict(Text.objects.filter(document__in=held).values_list("document", "text")) if len(held) < 900 else _all_texts(held)
    return Selection(viewer, filters, found, frozenset(held), texts, narrowed)


def _all_texts(held: set[str]) -> dict[str, str]:
    """SQLite takes few parameters in one question, so a large selection reads every text and keeps its own."""
    from sulh.record.models import Text

    return {name: text for name, text in Text.objects.values_list("document", "text").iterator() if name in held}


def table_rows(name: str, chosen: Selection) -> Iterator[Row]:
    """The rows of one table, every column of `TABLES[name]` in its order."""
    names = [column.name for column in TABLES[name]]
    for row in _MAKERS[name](chosen):
        yield {column: row.get(column) for column in names}


def _meetings(chosen: Selection) -> Iterator[Row]:
    for one in chosen.meetings:
        iso3 = iso3_of(one.country)
        yield {
            "meeting": one.id, "title": title_of(one), "kind": one.kind, "status": one.status,
            "track": one.track.id if one.track else None, "track_name": one.track.name if one.track else None,
            "tracks": tuple(track.id for track in one.tracks), "ordinal": one.ordinal, "start": one.start, "end": one.end,
            "first_day": one.first_day, "last_day": one.last_day, "date_precision": date_precision(one.start),
            "city": one.city, "country": one.country, "country_iso3": iso3, "country_gwno": gw_number(iso3),
            "latitude": one.latitude, "longitude": one.longitude, "place_precision": one.place_precision,
            "sources": one.sources, "disputed": one.disputed, "core": one.core,
        }  # fmt: skip


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
    from collections import Counter

    issues = _claims_of(chosen, "agenda")
    counted: Counter[tuple[str, str]] = Counter()
    seen = set()
    for claim in issues:
        meeting, issue = claim.mention.meeting_id, json.loads(claim.decided or claim.value)
        key = (meeting, str(issue), claim.document_id)
        if meeting and key not in seen:
            seen.add(key)
            counted[meeting, str(issue)] += 1
    for meeting_view in chosen.meetings:
        for issue in meeting_view.issues:
            yield {"meeting": meeting_view.id, "issue": issue, "sources": counted.get((meeting_view.id, issue), 1)}


def _claims_of(chosen: Selection, *properties: str) -> Iterator[Claim]:
    """The claims in force of the selection, in the order of the ledger."""
    claims = visible(Claim.objects.select_related("mention"), chosen.viewer).exclude(status__in=("rejected", "withdrawn"))
    if properties:
        claims = claims.filter(property__in=properties)
    for claim in claims.order_by("seq").iterator(chunk_size=5000):
        if claim.document_id in chosen.documents:
            yield claim


def _people(chosen: Selection) -> Iterator[Row]:
    kept = {meeting.id for meeting in chosen.meetings}
    for claim in _claims_of(chosen, "person"):
        if claim.mention.meeting_id not in kept:
            continue
        person = json.loads(claim.decided or claim.value)
        actor = person.get("actor") or {}
        yield {
            "meeting": claim.mention.meeting_id, "name": person["name"], "office": person.get("office"),
            "head_of_delegation": bool(person.get("head")), "actor": actor.get("id"), "actor_name": actor.get("name"),
            **_source(chosen, claim),
        }  # fmt: skip


def _source(chosen: Selection, claim: Claim) -> Row:
    quote = chosen.texts.get(claim.document_id, "")[claim.start : claim.end]
    return {"document": claim.document_id, "quote": quote, "span_start": claim.start, "span_end": claim.end}


def _actors(chosen: Selection) -> Iterator[Row]:
    from collections import Counter

    counted = Counter(one.actor.id for meeting in chosen.meetings for one in meeting.participants)
    for ref, number in actors(chosen.viewer, chosen.filters).rows:
        yield {
            "actor": ref.id, "actor_name": ref.name, "actor_kind": ref.kind or None,
            "meetings": counted.get(ref.id, 0) if chosen.narrowed else number, **_ids(ref.id),
        }  # fmt: skip


def _tracks(chosen: Selection) -> Iterator[Row]:
    from collections import Counter

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
    from sulh.record.models import Decision

    authors = dict(Decision.objects.filter(kind="track").values_list("seq", "author"))
    decided = {
        (row.track_id, row.meeting_id or row.document_id): authors.get(row.decision or 0)
        for row in Membership.objects.filter(decision__isnull=False)
    }
    for meeting in chosen.meetings:
        for one in meeting.tracks:
            yield {"track": one.id, "meeting": meeting.id, "document": None, "decided_by": decided.get((one.id, meeting.id))}
    for row in Membership.objects.filter(document__isnull=False).order_by("track_id", "document_id"):
        if row.document_id in chosen.documents:
            yield {"track": row.track_id, "meeting": None, "document": row.document_id, "decided_by": authors.get(row.decision or 0)}


def _acts(chosen: Selection) -> Iterator[Row]:
    from sulh.record.models import ActRow

    rows = visible(ActRow.objects.select_related("claim"), chosen.viewer, path="claim__audience").order_by("claim__seq")
    for row in rows.iterator(chunk_size=5000):
        if row.claim.document_id in chosen.documents and row.claim.status not in {"rejected", "withdrawn"}:
            yield {
                "act_id": row.pk, "meeting": row.meeting_id, "act": row.act, "actors": tuple(row.actors), "issues": tuple(row.issues),
                "date": row.date, "due": row.due, **_source(chosen, row.claim),
            }  # fmt: skip


def _commitments(chosen: Selection) -> Iterator[Row]:
    rows: tuple[CommitmentView, ...] = commitments(chosen.viewer, Filters() if not chosen.narrowed else chosen.filters).rows
    for one in rows:
        yield {
            "commitment": one.id, "track": one.track.id if one.track else None, "meeting": one.meeting,
            "owners": tuple(owner.id for owner in one.owners), "issues": one.issues, "due": one.due, "due_day": one.due_day,
            "status": one.status, "evidence": len(one.evidence), "document": one.claim.document.id, "quote": one.claim.quote,
            "span_start": one.claim.start, "span_end": one.claim.end,
        }  # fmt: skip


def _ceasefires(chosen: Selection) -> Iterator[Row]:
    rows = visible(CeasefireRow.objects.select_related("claim"), chosen.viewer, path="claim__audience").order_by("claim__seq")
    for row in rows.iterator(chunk_size=5000):
        if row.claim.document_id in chosen.documents and row.claim.status not in {"rejected", "withdrawn"}:
            yield {
                "event_id": row.pk, "event": row.event, "start": row.start, "end": row.end, "parties": tuple(row.parties),
                "area": row.area, **_source(chosen, row.claim),
            }  # fmt: skip


def _releases(chosen: Selection) -> Iterator[Row]:
    rows = visible(ReleaseRow.objects.select_related("claim"), chosen.viewer, path="claim__audience").order_by("claim__seq")
    for row in rows.iterator(chunk_size=5000):
        if row.claim.document_id in chosen.documents and row.claim.status not in {"rejected", "withdrawn"}:
            yield {
                "release_id": row.pk, "what": row.what, "by": row.by_id, "to": row.to_id, "count": row.count, "date": row.date,
                **_source(chosen, row.claim),
            }  # fmt: skip


def _claims(chosen: Selection) -> Iterator[Row]:
    """Every claim, the rejected ones too: what was decided about them is part of the record."""
    claims = visible(Claim.objects.select_related("mention"), chosen.viewer).order_by("seq")
    for claim in claims.iterator(chunk_size=5000):
        if claim.document_id in chosen.documents:
            yield {
                "claim": claim.pk, "mention": claim.mention_id, "meeting": claim.mention.meeting_id, "property": claim.property,
                "value": claim.value, "decided": claim.decided, "status": claim.status, "method": claim.method, **_source(chosen, claim),
            }  # fmt: skip


def _documents(chosen: Selection) -> Iterator[Row]:
    for row in visible(Document.objects.select_related("audience"), chosen.viewer).order_by("seq").iterator(chunk_size=2000):
        if row.id in chosen.documents:
            yield {
                "document": row.id, "title": row.title, "publisher": row.publisher, "published": row.published, "kind": row.kind,
                "language": row.language, "length": row.length, "sharing": row.audience.level,
                "pax_agreement": pax_id(row.kind, row.title, row.published),
            }  # fmt: skip


_MAKERS = {
    "meetings": _meetings, "participants": _participants, "people": _people, "agenda": _agenda, "actors": _actors, "tracks": _tracks,
    "memberships": _memberships, "acts": _acts, "commitments": _commitments, "ceasefires": _ceasefires, "releases": _releases,
    "claims": _claims, "documents": _documents,
}  # fmt: skip
