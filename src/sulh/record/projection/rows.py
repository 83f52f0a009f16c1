"""The rows that entries give directly: documents, mentions, claims, audiences, and the actors and tracks that claims name."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sulh.record.access import audience_id
from sulh.record.authority import actor_ids, track_of, track_process
from sulh.record.canonical import canonical
from sulh.record.inserting import insert, put
from sulh.record.models import ActorRow, Audience, Claim, Document, Entry, Mention, Proposal, TrackRow
from sulh.record.projection.search import index_actors, index_documents
from sulh.record.projection.touched import Touched, batches
from sulh.record.projection.tracks import fill_tracks
from sulh.record.projection.values import first_day

__all__ = ["add_audience", "bodies", "project_rows", "split_subject"]

_MENTION = ("id", "document_id", "kind", "number", "seq", "audience_id")
_CLAIM = (
    *("id", "seq", "document_id", "mention_id", "property", "value", "written", "start", "end", "spans"),
    *("method", "confidence", "status", "audience_id"),
)


def project_rows(entries: Iterable[tuple[Entry, dict[str, Any]]], touched: Touched) -> None:
    """Insert what `entries` (with their bodies) state; decisions are not looked at here."""
    taken = list(entries)
    documents = [(entry, body) for entry, body in taken if entry.kind == "document"]
    claims = [(entry.seq, body) for entry, body in taken if entry.kind == "claim"]
    add_documents(documents, touched)
    audiences = {body["id"]: audience_id(body["level"], body["groups"]) for _, body in documents}
    missing = {body["document"] for _, body in claims} - set(audiences)
    for some in batches(sorted(missing)):
        audiences.update(Document.objects.filter(pk__in=some).values_list("pk", "audience_id"))
    # Where the entry of a document is withheld from a copy, its claims hang on nothing.
    _add_claims([(seq, body) for seq, body in claims if body["document"] in audiences], audiences, touched)
    _add_named(taken)
    fill_tracks(body["value"] for _, body in claims if body["property"] == "track" and isinstance(body["value"], dict))
    proposals = [(entry, body) for entry, body in taken if entry.kind == "propose"]
    _add_proposals(proposals)
    touched.proposals.update(f"{body['left']}~{body['right']}" for _, body in proposals)


def add_audience(level: str, groups: Iterable[str]) -> int:
    """The key of an audience, with its row."""
    names = sorted(set(groups))
    key = audience_id(level, names)
    Audience.objects.bulk_create([Audience(id=key, level=level, groups="|".join(names))], ignore_conflicts=True)
    return key


def add_documents(entries: list[tuple[Entry, dict[str, Any]]], touched: Touched) -> None:
    """The documents that entries bring in."""
    for level, groups in {(body["level"], tuple(body["groups"])) for _, body in entries}:
        add_audience(level, groups)
    rows = [_document(entry, body) for entry, body in entries]
    put(rows)
    index_documents(rows)
    touched.documents.update(body["id"] for _, body in entries)


def _document(entry: Entry, body: Mapping[str, Any]) -> Document:
    kept = {name: body[name] for name in ("id", "path", "title", "publisher", "published", "language", "kind", "media_type")}
    kept |= {name: body[name] for name in ("length", "body", "dateline_place", "text_digest")}
    return Document(
        seq=entry.seq,
        day=first_day(body["published"]),
        audience_id=audience_id(body["level"], body["groups"]),
        retold_from=body.get("retold_from"),
        **kept,
    )


def _add_claims(claims: list[tuple[int, dict[str, Any]]], audiences: Mapping[str, int], touched: Touched) -> None:
    first: dict[str, tuple[Any, ...]] = {}
    rows = []
    for seq, body in claims:
        subject, document = body["subject"], body["document"]
        if subject not in first:
            kind, number = split_subject(subject)
            first[subject] = (subject, document, kind, number, seq, audiences[document])
        spans = body["spans"]
        written = " ".join(f"{start}-{end}" for start, end in spans)
        place = (body["property"], canonical(body["value"]), body["written"], spans[0][0], spans[0][1], written)
        rows.append((body["id"], seq, document, subject, *place, body["method"], body["confidence"], "proposed", audiences[document]))
    known: set[str] = set()
    for some in batches(first):
        known.update(Mention.objects.filter(pk__in=some).values_list("pk", flat=True))
    insert(Mention._meta.db_table, _MENTION, [row for subject, row in first.items() if subject not in known])
    insert(Claim._meta.db_table, _CLAIM, rows)
    touched.mentions.update(subject for subject, row in first.items() if row[2] == "meeting")
    touched.documents.update(body["document"] for _, body in claims)


def split_subject(subject: str) -> tuple[str, int]:
    """Kind and number of a mention: ("meeting", 1) for 0123456789ab-meeting1."""
    name = subject.partition("-")[2]
    kind = name.rstrip("0123456789")
    return kind, int(name[len(kind) :])


def actors_in(value: Any) -> Iterator[dict[str, str]]:
    """Every actor in a claim's value."""
    if isinstance(value, dict):
        if value.keys() == {"id", "name", "kind"}:
            yield value
        else:
            for item in value.values():
                yield from actors_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from actors_in(item)


def tracks_in(name: str, value: Any) -> Iterator[str]:
    """The track that a claim of property `name` is about, as written: of a meeting, or a track's own."""
    if name == "track":
        yield value["name"] if isinstance(value, dict) else value


def _add_named(entries: Iterable[tuple[Entry, dict[str, Any]]]) -> None:
    """Actors and tracks that claims and decisions name, in the order of the ledger: the first to name one names it for the record."""
    values: list[tuple[str, Any]] = []
    for entry, body in entries:
        if entry.kind in ("claim", "correct"):
            values.append((body["property"], body["value"]))
        elif entry.kind == "track":
            values.append(("track", body["name"]))
    add_actors(actor for _, value in values for actor in actors_in(value))
    add_tracks(name for prop, value in values for name in tracks_in(prop, value))


def add_actors(actors: Iterable[Mapping[str, str]]) -> None:
    """Rows of actors not there yet; the first claim that names an actor names it for the record."""
    named: dict[str, ActorRow] = {}
    for actor in actors:
        if actor["id"] not in named:
            named[actor["id"]] = ActorRow(id=actor["id"], name=actor["name"], kind=actor["kind"], ids=actor_ids(actor["id"]))
    if named:
        ActorRow.objects.bulk_create(named.values(), ignore_conflicts=True)
        index_actors(named.values())


def add_tracks(names: Iterable[str]) -> None:
    """Rows of tracks not there yet, under their authority name or, where the table has none, as first written."""
    rows: dict[str, TrackRow] = {}
    for written in names:
        key, name = track_of(written)
        rows.setdefault(key, TrackRow(id=key, name=name, process=track_process(name)))
    if rows:
        TrackRow.objects.bulk_create(rows.values(), ignore_conflicts=True)


def _add_proposals(entries: Iterable[tuple[Entry, dict[str, Any]]]) -> None:
    rows = [
        Proposal(
            id=f"{body['left']}~{body['right']}",
            left_id=body["left"],
            right_id=body["right"],
            score=body["score"],
            reason=body["reason"],
            seq=entry.seq,
        )
        for entry, body in entries
    ]
    there: set[str] = set()
    for some in batches(sorted({mention for row in rows for mention in (row.left_id, row.right_id)})):
        there.update(Mention.objects.filter(pk__in=some).values_list("pk", flat=True))
    put(row for row in rows if {row.left_id, row.right_id} <= there)


def bodies(entries: Iterable[Entry]) -> Iterator[tuple[Entry, dict[str, Any]]]:
    """Entries with their bodies; an entry whose body is withheld says nothing."""
    for entry in entries:
        if entry.body is not None:
            yield entry, json.loads(entry.body) if entry.told is None else entry.told
