"""Full text over documents, meetings, actors and facts entered by hand, in every script; what is hidden is not searched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from sulh.record.access import require
from sulh.record.projection.models import ActorRow, Source
from sulh.record.queries.actors import actors
from sulh.record.queries.claims import claim_views
from sulh.record.queries.excerpts import excerpt, has_words
from sulh.record.queries.lists import order, views
from sulh.record.queries.refs import texts
from sulh.record.queries.visible import batches, claims, facts, meeting_rows, sources
from sulh.record.searching import KINDS, Found, matches, number_among, searchable
from sulh.record.shapes import Filters, Hit, PageOf, Viewer

__all__ = ["KINDS", "search"]

_LONG = 500  # a longer list in a statement costs more than reading every row


def search(viewer: Viewer, words: str, *, kinds: Collection[str] = (), offset: int = 0, limit: int = 20) -> PageOf[Hit]:
    """A page of what has all the words, the last of them as the beginning of one, whatever case and accents.

    Actors come first, those with most meetings first, then meetings, the latest first, then facts that rest on a list or on
    what a person entered, then documents: those that have the words in their title, and the latest first. The order does
    not follow how rare a word is in the record, since that would tell of documents that are hidden. `kinds` are of `KINDS`; none means all.
    """
    require(viewer, "read")
    asked, wanted = [kind for kind in KINDS if not kinds or kind in kinds], searchable(words).split()
    by_kind: dict[str, list[Found]] = {kind: [] for kind in KINDS}
    for match in matches(words, [kind for kind in asked if kind != "document"]):
        by_kind[match.kind].append(match)
    named = _actors(viewer, {one.ref for one in by_kind["actor"]})
    stated = _facts(viewer, [one.title for one in by_kind["fact"]])
    hits = [("actor", key) for key in named]
    hits += [("meeting", key) for key in _meetings(viewer, [one.ref for one in by_kind["meeting"]])]
    hits += [("fact", key) for key in stated]
    total = len(hits)
    if wanted and "document" in asked:
        if offset + limit <= total:  # no document is on this page
            total += number_among(sources(viewer), "document", words)
        else:
            hits += [("document", key) for key in _documents(viewer, matches(words, ["document"]), wanted)]
            total = len(hits)
    shown = hits[offset : offset + limit]
    made = _document_hits(shown, wanted)
    made |= {("actor", key): Hit("actor", key, name, excerpt(name, wanted), None) for key, name in named.items()}
    for key, view in views(viewer, [int(key) for kind, key in shown if kind == "meeting"], participants=False).items():
        made["meeting", str(key)] = Hit("meeting", view.id, "", "", view.first_day, view)
    wanted_claims = [stated[key] for kind, key in shown if kind == "fact"]
    for one in claim_views(viewer, claims(viewer).filter(pk__in=wanted_claims)) if wanted_claims else ():
        made["fact", one.mention] = Hit("fact", one.mention, "", excerpt(one.quote, wanted), None, fact=one)
    return PageOf(tuple(made[one] for one in shown), total, offset)


def _actors(viewer: Viewer, refs: Collection[str]) -> dict[str, str]:
    """Names of those of the actors that something visible names, in the order of hits; a joined actor is found as the other."""
    if not refs:
        return {}
    same = set(ActorRow.objects.filter(pk__in=refs).values_list("same_as", flat=True))
    return {ref.id: ref.name for ref, _ in actors(viewer, Filters()).rows if ref.id in same}


def _meetings(viewer: Viewer, refs: Collection[str]) -> list[str]:
    """Rows of the meetings among the rows found that are shown to the viewer, the latest first."""
    found: list[tuple[str, str, str]] = []
    for batch in batches([int(ref) for ref in refs]):
        rows = meeting_rows(viewer).filter(pk__in=batch).values_list("first_day", "name", "pk")
        found += [(*order(day, name), str(key)) for day, name, key in rows]
    return [key for *_, key in sorted(found, reverse=True)]


def _facts(viewer: Viewer, found: Iterable[str]) -> dict[str, str]:
    """The claims of those facts (kind and mention) that the viewer may see, by mention, the latest first."""
    asked: dict[str, list[str]] = {}
    for kind, _, mention in (one.partition(" ") for one in found):
        asked.setdefault(kind, []).append(mention)
    seen = [
        (day or "", seq, mention, claim)
        for kind, mentions in asked.items()
        for batch in batches(mentions)
        for mention, claim, day, seq in facts(viewer, kind).filter(pk__in=batch).values_list("pk", "claim_id", "first_day", "seq")
    ]
    return {mention: claim for _, _, mention, claim in sorted(seen, reverse=True)}


def _documents(viewer: Viewer, found: Sequence[Found], wanted: Sequence[str]) -> list[str]:
    """Those of the documents found that the viewer may see: those with the words in what they are called, then the latest, first."""
    rows = sources(viewer)
    if len(found) <= _LONG:
        rows = rows.filter(pk__in=[one.ref for one in found])
    seen = set(rows.values_list("pk", flat=True))
    ordered = [(has_words(_words(one.title), wanted), one.day or "", one.ref) for one in found if one.ref in seen]
    return [key for *_, key in sorted(ordered, reverse=True)]


@lru_cache(maxsize=20_000)
def _words(title: str) -> str:
    return searchable(title)


def _document_hits(shown: Iterable[tuple[str, str]], wanted: Sequence[str]) -> dict[tuple[str, str], Hit]:
    keys = [key for kind, key in shown if kind == "document"]
    held = texts(keys)
    rows = Source.objects.filter(pk__in=keys).values_list("pk", "title", "day")
    return {("document", key): Hit("document", key, title or "", excerpt(held.get(key, ""), wanted), day) for key, title, day in rows}
