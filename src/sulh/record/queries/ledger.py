"""The ledger as admins read it, and decisions as everybody may who sees what was decided about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet

from sulh.record.access import ALL, may, require
from sulh.record.blind import hidden_entries
from sulh.record.looks import KIND as LOOK
from sulh.record.models import Entry
from sulh.record.persons.kind import KIND as PERSONS
from sulh.record.persons.looking import is_about_persons
from sulh.record.prepared import prepared
from sulh.record.projection.decided import CITING
from sulh.record.projection.models import Decision, Source
from sulh.record.queries.visible import batches, claims, meeting_rows, mentions, resolve, sources
from sulh.record.shapes import PageOf, Viewer

__all__ = [
    "ABOUT_NOTHING",
    "DecisionView",
    "EntryFilters",
    "EntryView",
    "decisions",
    "entries",
    "kinds_and_authors",
    "naming_hidden",
    "visible_decisions",
    "visible_names",
]


# Kinds of decisions that are about accounts and copies rather than about what the record says.
ABOUT_NOTHING = ("user", "account", "export", "process")
# What colleagues say to each other is not for visitors of a public view.
_TALK = ("comment", "assign", "done")
_LONG = 500  # a longer list in a statement costs more than reading every identifier
_Row = tuple[int, str, str, str]  # seq, kind, target, other


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry of the ledger; `body` is None where it is withheld from this copy."""

    seq: int
    at: str
    author: str
    kind: str
    body: dict[str, Any] | None
    digest: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One decision; `superseded` is the number of the later one that took its place.

    `added` is when the viewer added the document that this decision took out of the viewer's sight: then no more is told of it than who
    decided, when, and the level of sharing.
    """

    seq: int
    at: str
    author: str
    kind: str
    target: str
    other: str
    reason: str
    body: dict[str, Any]
    superseded: int | None
    added: str = ""


@dataclass(frozen=True, slots=True)
class EntryFilters:
    """Which entries: of a kind, by an author, from a day on, up to a day (both YYYY-MM-DD, UTC, included), with a number."""

    kind: str | None = None
    author: str | None = None
    since: str | None = None
    until: str | None = None
    seq: int | None = None

    def rows(self) -> QuerySet[Entry]:
        """The entries that are asked for."""
        # Times are ISO 8601 in UTC, so their letters sort as they do; "~" comes after everything that may follow a day.
        days = {"at__gte": self.since, "at__lte": self.until and f"{self.until}~"}
        given: dict[str, Any] = {"kind": self.kind, "author": self.author, "seq": self.seq, **days}
        return Entry.objects.filter(**{name: value for name, value in given.items() if value is not None})


_ALL_ENTRIES = EntryFilters()


def entries(viewer: Viewer, filters: EntryFilters = _ALL_ENTRIES, *, offset: int = 0, limit: int | None = 100) -> PageOf[EntryView]:
    """A page of the ledger, the latest entry first; for admins. Raises AccessError for others.

    An entry about a document or claim that the admin may not see comes without its body, unless the admin wrote it; of one by which others
    took a document that the admin added out of the admin's sight, the level is told.
    """
    require(viewer, "admin")
    wanted = filters.rows()
    total = wanted.count()
    rows = list(wanted.order_by("-seq")[offset : None if limit is None else offset + limit])
    bodies = {row.seq: json.loads(row.body) for row in rows if row.body is not None}
    open_ = (_open_entries(viewer, bodies) | {row.seq for row in rows if row.author == viewer.name}) - hidden_entries(viewer)
    # Lists of persons are read on their own pages, by those who have the role, and nowhere else; who looked at them neither.
    open_ -= {row.seq for row in rows if row.kind == PERSONS or (row.kind == LOOK and is_about_persons(bodies.get(row.seq, {})))}
    told = {seq: bodies[seq] for seq in open_ & bodies.keys()}
    told |= {seq: _outline(bodies[seq]) for seq in _taken(viewer, bodies) if seq not in open_}
    shown = (EntryView(row.seq, row.at, row.author, row.kind, told.get(row.seq), row.digest, row.previous, row.hash) for row in rows)
    return PageOf(tuple(shown), total, offset)


def kinds_and_authors(viewer: Viewer) -> tuple[list[str], list[str]]:
    """The kinds of entries and their authors, for admins."""
    require(viewer, "admin")
    kinds, authors = (Entry.objects.order_by(name).values_list(name, flat=True).distinct() for name in ("kind", "author"))
    return list(kinds), list(authors)


def _open_entries(viewer: Viewer, bodies: dict[int, dict[str, Any]]) -> set[int]:
    """The entries all of whose names of documents, claims and mentions are visible."""
    named = {seq: _names(body) for seq, body in bodies.items()}
    seen = visible_names(viewer, {name for names in named.values() for name in names})
    return {seq for seq, names in named.items() if names <= seen}


def _names(body: dict[str, Any]) -> frozenset[str]:
    held = [body.get(key) for key in ("id", "document", "source", "subject", "target", "other", "left", "right")]
    held += body["things"] if isinstance(body.get("things"), list) else []
    bare = {value.removeprefix("meeting:").removeprefix("document:") for value in held if isinstance(value, str)}
    return frozenset(name for name in bare if _is_thing(name))


def _is_source(name: str) -> bool:
    return name.startswith(("sha256:", "list:", "form:", "entry:"))


def _is_thing(name: str) -> bool:
    """Whether this is the identifier of a source, a mention or a claim: digits of a digest."""
    head = (name.partition(":")[2] if _is_source(name) else name).partition("-")[0]
    return len(head) in (12, 32, 64) and all(digit in "0123456789abcdef" for digit in head)


def visible_names(viewer: Viewer, names: Set[str]) -> set[str]:
    """Those of the identifiers of documents, mentions and claims that the viewer may see."""
    seen: set[str] = set()
    for of, own in (
        ("source", {name for name in names if _is_source(name)}),
        ("mention", {name for name in names if "-" in name and ":" not in name}),
        ("claim", {name for name in names if "-" not in name and ":" not in name}),
    ):
        if len(own) > _LONG and of != "claim":
            seen |= own & {key for (key,) in _all_seen(viewer, of=of)}
        else:
            for batch in batches(sorted(own)):
                seen.update(key for (key,) in _seen(viewer, batch, of=of))
    return seen


@prepared
def _all_seen(viewer: Viewer, *, of: str) -> QuerySet[Any, Any]:
    return (sources(viewer, withdrawn=True) if of == "source" else mentions(viewer)).values_list("pk")


@prepared
def _seen(viewer: Viewer, names: list[str], *, of: str) -> QuerySet[Any, Any]:
    if of == "claim":
        return claims(viewer).filter(pk__in=names).values_list("pk")
    return (sources(viewer, withdrawn=True) if of == "source" else mentions(viewer)).filter(pk__in=names).values_list("pk")


@prepared
def _cited() -> QuerySet[Any, Any]:
    return Decision.objects.filter(kind__in=CITING).values_list("seq", "body")


def decisions(viewer: Viewer, target: str | None = None, *, offset: int = 0, limit: int | None = 100) -> PageOf[DecisionView]:
    """A page of decisions, the latest first, on what `target` names (a claim, document, mention, meeting, commitment) or on everything.

    Decisions that name something hidden from the viewer are left out, save the viewer's own; those that name nothing of the
    record (accounts, exports) are for admins.
    """
    require(viewer, "read")
    rows = Decision.objects.order_by("-seq")
    if hidden := hidden_entries(viewer):
        rows = rows.exclude(pk__in=hidden)
    if target is not None:
        about = {target, f"meeting:{target}", f"document:{target}"}
        key = resolve(viewer, target)
        if key is not None:
            meeting = meeting_rows(viewer).filter(pk=key).values("meeting")
            own = list(mentions(viewer).filter(meeting__in=meeting).values_list("pk", flat=True))
            about |= {*own, *(f"meeting:{name}" for name in own)}
        rows = rows.filter(Q(target__in=about) | Q(other__in=about))
    if viewer.scope == "public":
        rows = rows.exclude(kind__in=_TALK)
    if viewer.scope == ALL:
        # Nothing to look for: only what names nothing of the record is left out, and that by its kind.
        rows = rows if may(viewer, "admin") else rows.exclude(kind__in=ABOUT_NOTHING)
        shown = rows[offset : None if limit is None else offset + limit]
        return PageOf(tuple(_view(one) for one in shown), rows.count(), offset)
    mine = set(rows.filter(author=viewer.name).exclude(kind__in=ABOUT_NOTHING).values_list("seq", flat=True))
    taken = _taken(viewer, rows.filter(kind="share").values_list("seq", flat=True))
    named = list(rows.values_list("seq", "kind", "target", "other"))
    open_, kept = set(visible_decisions(viewer, named, mine)), visible_decisions(viewer, named, mine | taken.keys())
    shown_ones = {one.seq: one for one in Decision.objects.filter(pk__in=kept[offset : None if limit is None else offset + limit])}
    views = ((seq, _view(shown_ones[seq])) for seq in sorted(shown_ones, reverse=True))
    told = (one if seq in open_ else replace(one, reason="", body=_outline(one.body), added=taken[seq]) for seq, one in views)
    return PageOf(tuple(told), len(kept), offset)


def _taken(viewer: Viewer, seqs: Iterable[int]) -> dict[int, str]:
    """Of these entries those that share a document which the viewer added, each with when that was."""
    own = dict(Source.objects.filter(author=viewer.name).values_list("pk", "seq"))
    if not own:
        return {}
    shared: dict[int, str] = {}
    for some in batches(sorted(set(seqs))):
        shared |= dict(Decision.objects.filter(pk__in=some, kind="share", target__in=own).values_list("seq", "target"))
    times = dict(Entry.objects.filter(pk__in={own[target] for target in shared.values()}).values_list("seq", "at"))
    return {seq: str(times.get(own[target], "")) for seq, target in shared.items()}


def _outline(body: Mapping[str, Any]) -> dict[str, Any]:
    """What is told of sharing to whom it takes the document away: which document, and the level, without groups and reason."""
    return {name: body[name] for name in ("target", "level") if name in body}


def visible_decisions(viewer: Viewer, rows: Sequence[_Row], own: Set[int] = frozenset()) -> list[int]:
    """The numbers of those that name nothing hidden, and of the viewer's `own`, in the order given."""
    named = _named(rows)
    seen = visible_names(viewer, {name for names in named.values() for name in names})
    admin = may(viewer, "admin")
    shown = {seq for seq, kind, *_ in rows if named[seq] <= seen and (admin or (named[seq] and kind not in ABOUT_NOTHING))}
    return [seq for seq, *_ in rows if seq in shown or seq in own]


def naming_hidden(viewer: Viewer, rows: Sequence[_Row]) -> set[int]:
    """The numbers of those decisions that name something hidden from the viewer."""
    if viewer.scope == ALL:
        return set()
    named = _named(rows)
    seen = visible_names(viewer, {name for names in named.values() for name in names})
    return {seq for seq, *_ in rows if not named[seq] <= seen}


def _named(rows: Sequence[_Row]) -> dict[int, frozenset[str]]:
    """The things that each decision names; an undo names those of what it takes back."""
    first: dict[int, _Row] = {row[0]: row for row in rows}
    wanted = {int(target) for _, kind, target, _ in rows if kind == "undo"} - set(first)
    while wanted:
        more = {row[0]: row for row in Decision.objects.filter(pk__in=wanted).values_list("seq", "kind", "target", "other")}
        first |= more
        wanted = {int(target) for _, kind, target, _ in more.values() if kind == "undo"} - set(first)
    documents = {seq: str(body.get("document", "")) for seq, body in _cited()}

    def source(row: _Row) -> _Row:
        while row[1] == "undo" and int(row[2]) in first:
            row = first[int(row[2])]
        return row

    meant = {row[0]: source(row) for row in rows}
    return {
        seq: _names({"target": target, "other": other, "document": documents.get(number, "")})
        for seq, (number, _, target, other) in meant.items()
    }


def _view(one: Decision) -> DecisionView:
    return DecisionView(one.seq, one.at, one.author, one.kind, one.target, one.other, one.reason, one.body, one.superseded)
