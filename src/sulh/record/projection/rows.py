"""The rows that entries give directly: sources, mentions, claims, audiences, proposals, and the actors and tracks that claims name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sulh.model.vocabulary import ClaimStatus
from sulh.record.access import audience_id
from sulh.record.canonical import canonical, parsed, row_id
from sulh.record.chain import Link
from sulh.record.claims import is_by_hand
from sulh.record.inserting import insert
from sulh.record.models import Text, Written
from sulh.record.projection.models import Audience, Claim, Look, Mention, Proposal, Sketch, Source
from sulh.record.projection.names import add_names
from sulh.record.projection.search import index_sources
from sulh.record.projection.sketches import sketch
from sulh.record.projection.touched import MAIN, Touched, batches
from sulh.record.projection.writing import NewRow, new, put
from sulh.text.days import first_day

__all__ = ["Body", "add_audience", "bodies", "project_rows", "source_in", "split_subject"]

Body = tuple[Written, dict[str, Any]]

# An actor in the canonical JSON of a value: {"id":...,"kind":...,"name":...}, of which nothing else has an identifier.
_ACTOR = re.compile(r'"id":("(?:[^"\\]|\\.)*")')

_MENTION = ("id", "source_id", "kind", "number", "seq", "audience_id")
_CLAIM = (
    *("id", "seq", "source_id", "mention_id", "property", "value", "actors", "written", "start", "end", "spans", "row", "column"),
    *("method", "confidence", "decided_here", "differing", "status", "decision", "audience_id"),
)
_KEPT = (
    "id",
    "path",
    "title",
    "publisher",
    "published",
    "language",
    "kind",
    "media_type",
    "length",
    "body",
    "dateline_place",
    "text_digest",
)


def project_rows(entries: Sequence[Body], touched: Touched) -> None:
    """Insert what `entries` (with their bodies) state; decisions are not looked at here."""
    sources = [(entry, body) for entry, body in entries if entry.kind in ("document", "source")]
    claims = [(entry, body) for entry, body in entries if entry.kind == "claim"]
    _add_sources(sources, touched)
    audiences = {body["id"]: audience_id(body["level"], body["groups"]) for _, body in sources}
    named = {source_in(body) for _, body in claims}
    for some in batches(sorted(named - set(audiences))):
        audiences.update(Source.objects.filter(pk__in=some).values_list("pk", "audience_id"))
    if not named <= audiences.keys():
        # Where the entry of a source is withheld from a copy, its claims hang on nothing.
        claims = [(entry, body) for entry, body in claims if source_in(body) in audiences]
    touched.sources.update(named & audiences.keys())
    _add_claims(claims, audiences, touched)
    add_names(entries, audiences, touched)
    _add_looks([(entry, body) for entry, body in entries if entry.kind == "look"])
    proposals = [(entry, body) for entry, body in entries if entry.kind == "propose"]
    _add_proposals(proposals, touched)
    touched.proposals.update(f"{body['left']}~{body['right']}" for _, body in proposals)


def source_in(body: Mapping[str, Any]) -> str:
    """The source that the body of a claim names."""
    return str(body.get("document") or body.get("source"))


def add_audience(level: str, groups: Iterable[str], touched: Touched) -> int:
    """The key of an audience, with its row."""
    names = sorted(set(groups))
    key = audience_id(level, names)
    if not Audience.objects.filter(pk=key).exists():
        put([Audience(id=key, level=level, groups="|".join(names))], touched)
    return key


def _add_sources(entries: Sequence[Body], touched: Touched) -> None:
    for level, groups in sorted({(body["level"], tuple(body["groups"])) for _, body in entries}):
        add_audience(level, groups, touched)
    rows = [_source(entry, body) for entry, body in entries]
    put(rows, touched)
    for some in batches(rows, 200):
        texts = dict(Text.objects.filter(pk__in=[row.pk for row in some]).values_list("document", "text"))
        put((_sketch(row.pk, value) for row in some for value in sketch(texts.get(row.pk, ""))), touched)
        index_sources(some, texts, touched)
    touched.sources.update(body["id"] for _, body in entries)


def _add_looks(looks: Iterable[Body]) -> None:
    """Rows of who looked at what. No page is made anew because of them, so they are no change of a table."""
    rows = [
        (row_id("look", entry.seq, thing), entry.seq, thing, entry.author, body["day"]) for entry, body in looks for thing in body["things"]
    ]
    insert(Look._meta.db_table, ("id", "seq", "thing", "author", "day"), rows)


def _sketch(source: str, value: int) -> NewRow:
    return new(Sketch, id=row_id("sketch", source, value), source_id=source, value=value)


def _source(entry: Written, body: Mapping[str, Any]) -> Source:
    kept = {name: body[name] for name in _KEPT if name in body}
    return Source(
        seq=entry.seq,
        sort=body.get("sort", "document"),
        day=first_day(body["published"]),
        audience_id=audience_id(body["level"], body["groups"]),
        retold_from=body.get("retold_from"),
        about_text={name: str(body[name]) for name in ("complete", "excerpt") if name in body} | _changed_by(body),
        original=body["id"],
        author=entry.author,
        **kept,
    )


def _changed_by(body: Mapping[str, Any]) -> dict[str, list[str]]:
    """The authors of tracked changes that a document came with, if there are any."""
    return {"changed_by": [str(one) for one in body["changed_by"]]} if "changed_by" in body else {}


def _add_claims(claims: Sequence[Body], audiences: Mapping[str, int], touched: Touched) -> None:
    first: dict[str, tuple[Any, ...]] = {}
    made = []
    for entry, body in claims:
        subject, source = body["subject"], source_in(body)
        if subject not in first:
            kind, number = split_subject(subject)
            first[subject] = (subject, source, kind, number, entry.seq, audiences[source])
        made.append((body["id"], entry.seq, source, subject, *_stated(body), *_standing(entry, body), audiences[source]))
    known: set[str] = set()
    for some in batches(first):
        known.update(Mention.objects.filter(pk__in=some).values_list("pk", flat=True))
    insert(Mention._meta.db_table, _MENTION, [row for subject, row in first.items() if subject not in known])
    insert(Claim._meta.db_table, _CLAIM, made)
    if made:
        touched.changed |= {Mention._meta.db_table, Claim._meta.db_table}
    if any(body["property"] == "core" for _, body in claims):
        touched.changed.add(MAIN)
    touched.mentions.update(subject for subject, row in first.items() if row[2] == "meeting")


def _stated(body: Mapping[str, Any]) -> tuple[Any, ...]:
    """Property, value, whom it names, words, and the place in the source."""
    spans, cell = body["spans"], body.get("cell") or (None, "")
    start, end = spans[0] if spans else (None, None)
    written = " ".join(f"{first}-{last}" for first, last in spans)
    value = canonical(body["value"])
    return (body["property"], value, actors_in(value), body["written"], start, end, written, *cell)


def actors_in(value: str) -> str:
    """The identifiers of the actors that a claimed value names, each once, as its canonical JSON has them."""
    return "".join(sorted(set(_ACTOR.findall(value)))) if '"id":' in value else ""


def _standing(entry: Written, body: Mapping[str, Any]) -> tuple[Any, ...]:
    """Method, confidence with its ground, the first of the claims that differ, status and decision; a person's own entry is decided."""
    by_hand = is_by_hand(body["method"])
    status = ClaimStatus.ACCEPTED if by_hand else ClaimStatus.PROPOSED
    differing = entry.seq - body["beside"] if "beside" in body else 0
    return body["method"], body["confidence"], body.get("decided_here", 0), differing, status.value, entry.seq if by_hand else None


def split_subject(subject: str) -> tuple[str, int]:
    """Kind and number of a mention: ("meeting", 1) for 0123456789ab-meeting1."""
    name = subject.partition("-")[2]
    kind = name.rstrip("0123456789")
    return kind, int(name[len(kind) :])


def _add_proposals(entries: Sequence[Body], touched: Touched) -> None:
    made = [
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
    for some in batches(sorted({mention for row in made for mention in (row.left_id, row.right_id)})):
        there.update(Mention.objects.filter(pk__in=some).values_list("pk", flat=True))
    put([row for row in made if {row.left_id, row.right_id} <= there], touched)


def bodies(entries: Iterable[Written]) -> Iterator[Body]:
    """Entries with their bodies; an entry whose body is withheld says nothing."""
    for entry in entries:
        if entry.body is not None:
            made = entry.parsed if isinstance(entry, Link) else None
            yield entry, parsed(entry.body) if made is None else made
