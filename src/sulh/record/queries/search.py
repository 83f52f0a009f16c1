"""Full text over documents, meetings and actors, in every script; what is hidden from the viewer is not searched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from sulh.record.access import require, visible
from sulh.record.models import Document
from sulh.record.projection.search import searched_words
from sulh.record.queries.actors import actors
from sulh.record.queries.computed import computed_meetings
from sulh.record.queries.excerpts import excerpt, has_words
from sulh.record.queries.lists import by_rows, keys_of
from sulh.record.queries.refs import texts
from sulh.record.queries.sight import hidden
from sulh.record.searching import matches, searchable
from sulh.record.shapes import Filters, Hit, MeetingView, PageOf, Viewer
from sulh.text.countries import country_name

__all__ = ["KINDS", "search"]

KINDS = ("actor", "meeting", "document")
_LONG = 500  # a longer list in a statement costs more than reading every row


def search(viewer: Viewer, words: str, *, kinds: Collection[str] = (), offset: int = 0, limit: int = 20) -> PageOf[Hit]:
    """A page of what has all the words, the last of them as the beginning of one, whatever case and accents.

    Actors come first, those with most meetings first, then meetings, the latest first, then documents: those that have the
    words in their title, and the latest first. The order does not follow how rare a word is in the record, since that would
    tell of documents that are hidden. `kinds` are of "actor", "meeting" and "document"; none means all.
    """
    require(viewer, "read")
    asked, wanted = set(kinds) or set(KINDS), searchable(words).split()
    found = matches(words) if wanted else []
    refs = {kind: {one.ref for one in found if one.kind == kind} for kind in KINDS}
    hits: list[tuple[str, str]] = []
    named = _actors(viewer, refs["actor"]) if "actor" in asked else {}
    hits += [("actor", key) for key in named]
    hits += [("meeting", row) for row in _meetings(viewer, refs["meeting"], wanted)] if "meeting" in asked and wanted else []
    hits += [("document", key) for key in _documents(viewer, refs["document"], wanted)] if "document" in asked else []
    shown = hits[offset : offset + limit]
    views = by_rows(viewer, {key for kind, key in shown if kind == "meeting"}, participants=False)
    made = _document_hits(shown, wanted)
    made |= {("actor", key): Hit("actor", key, name, excerpt(name, wanted), None) for key, name in named.items()}
    rows = (made.get(one) or _meeting_hit(views[one[1]], wanted) for one in shown)
    return PageOf(tuple(rows), len(hits), offset)


def _actors(viewer: Viewer, refs: Collection[str]) -> dict[str, str]:
    """Names of those of the actors that something visible names, in the order of hits."""
    return {ref.id: ref.name for ref, _ in actors(viewer, Filters()).rows if ref.id in refs} if refs else {}


def _meetings(viewer: Viewer, refs: Collection[str], wanted: Sequence[str]) -> list[str]:
    """Rows of meetings: projected ones by the index, those computed for the viewer by the words that the index would hold of them."""
    computed = computed_meetings(viewer, hidden(viewer))
    said = searched_words({row: merged for row, (_, merged) in computed.items()}) if computed else {}
    found = {row for row, words in said.items() if has_words(words.split(), wanted)}
    keys = keys_of(viewer, found | (set(refs) - set(computed)))
    return sorted(keys, key=lambda row: keys[row], reverse=True)


def _documents(viewer: Viewer, refs: Collection[str], wanted: Sequence[str]) -> list[str]:
    rows = visible(Document.objects.all(), viewer)
    if len(refs) <= _LONG:
        rows = rows.filter(pk__in=sorted(refs))
    told = rows.values_list("pk", "title", "day")
    found = [(has_words(_words(title or ""), wanted), day or "", key) for key, title, day in told if key in refs]
    return [key for *_, key in sorted(found, reverse=True)]


@lru_cache(maxsize=20_000)
def _words(title: str) -> tuple[str, ...]:
    return tuple(searchable(title).split())


def _meeting_hit(view: MeetingView, wanted: Sequence[str]) -> Hit:
    parts = (view.title, view.city, country_name(view.country), *(track.name for track in view.tracks))
    said: list[str] = []
    for part in parts:
        if part and not any(part in one for one in said):
            said.append(part)
    return Hit("meeting", view.id, view.title, excerpt(" \u00b7 ".join(said), wanted), view.first_day)


def _document_hits(shown: Iterable[tuple[str, str]], wanted: Sequence[str]) -> dict[tuple[str, str], Hit]:
    keys = [key for kind, key in shown if kind == "document"]
    told = texts(keys)
    rows = Document.objects.filter(pk__in=keys).values_list("pk", "title", "day")
    return {("document", key): Hit("document", key, title or "", excerpt(told.get(key, ""), wanted), day) for key, title, day in rows}
