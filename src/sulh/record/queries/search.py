"""Full text over documents, meetings, actors and facts entered by hand, in every script; what is hidden is not searched."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sulh.record.access import ALL, require
from sulh.record.projection.models import ActorRow, Source
from sulh.record.queries.actors import actors
from sulh.record.queries.claims import claims_called
from sulh.record.queries.excerpts import excerpt, has_words
from sulh.record.queries.lists import order, views
from sulh.record.queries.refs import texts
from sulh.record.queries.visible import batches, facts
from sulh.record.searching import KINDS, Found, matches, meetings_found, number_of
from sulh.record.shapes import Filters, Hit, PageOf, Viewer
from sulh.record.wanted import Wanted, wanted

__all__ = ["KINDS", "search"]


def search(viewer: Viewer, words: str, *, kinds: Collection[str] = (), offset: int = 0, limit: int = 20) -> PageOf[Hit]:
    """A page of what has all the words, the last of them as the beginning of one, whatever case, accents and script.

    A name is found in other scripts by its sound (see `text.name_sounds`), and a known place, actor or track by its other names.

    Actors come first, those with most meetings first, then meetings, the round of a number among the words and then the latest first,
    then facts that rest on a list or on what a person entered, then documents: those that have the words in their title, and the latest
    first. The order does not follow how rare a word is in the record, since that would tell of documents that are hidden. `kinds` are of
    `KINDS`; none means all.
    """
    require(viewer, "read")
    asked, meant = [kind for kind in KINDS if not kinds or kind in kinds], wanted(words)
    by_kind: dict[str, list[Found]] = {kind: [] for kind in KINDS}
    for match in matches(words, [kind for kind in asked if kind in ("actor", "fact")]):
        by_kind[match.kind].append(match)
    named = _actors(viewer, {one.ref for one in by_kind["actor"]})
    stated = _facts(viewer, [one.title for one in by_kind["fact"]])
    hits = [("actor", key) for key in named]
    hits += [("meeting", key) for key in (_meetings(viewer, words) if "meeting" in asked else ())]
    hits += [("fact", key) for key in stated]
    total = len(hits)
    if meant.runs and "document" in asked:
        if offset + limit <= total:  # no document is on this page
            total += number_of("document", words, _audiences(viewer))
        else:
            hits += [("document", key) for key in _documents(matches(words, ["document"], _audiences(viewer)), meant)]
            total = len(hits)
    shown = hits[offset : offset + limit]
    made = _document_hits(shown, meant)
    made |= {("actor", key): Hit("actor", key, name, excerpt(name, meant), None) for key, name in named.items()}
    for key, view in views(viewer, [int(key) for kind, key in shown if kind == "meeting"], participants=False).items():
        made["meeting", str(key)] = Hit("meeting", view.id, "", "", view.first_day, view)
    wanted_claims = [stated[key] for kind, key in shown if kind == "fact"]
    for one in claims_called(viewer, wanted_claims) if wanted_claims else ():
        made["fact", one.mention] = Hit("fact", one.mention, "", excerpt(one.quote, meant), None, fact=one)
    return PageOf(tuple(made[one] for one in shown), total, offset)


def _actors(viewer: Viewer, refs: Collection[str]) -> dict[str, str]:
    """Names of those of the actors that something visible names, in the order of hits; a joined actor is found as the other."""
    if not refs:
        return {}
    same = set(ActorRow.objects.filter(pk__in=refs).values_list("same_as", flat=True))
    return {ref.id: ref.name for ref, _ in actors(viewer, Filters()).rows if ref.id in same}


def _meetings(viewer: Viewer, words: str) -> list[str]:
    """Rows of the meetings found that are shown to the viewer: the round that is meant by a number, then the latest first."""
    found = [(is_meant, *order(day, name), str(key)) for is_meant, day, name, key in meetings_found(words, viewer.scope)]
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


def _audiences(viewer: Viewer) -> frozenset[int] | None:
    """The audiences whose documents are searched; None for whoever sees everything."""
    return None if viewer.scope == ALL else viewer.audiences


def _documents(found: Sequence[Found], asked: Wanted) -> list[str]:
    """The documents found: those with the words in what they are called, then the latest, first."""
    ordered = [(has_words(one.title, asked), one.day or "", one.ref) for one in found]
    return [key for *_, key in sorted(ordered, reverse=True)]


def _document_hits(shown: Iterable[tuple[str, str]], asked: Wanted) -> dict[tuple[str, str], Hit]:
    keys = [key for kind, key in shown if kind == "document"]
    held = texts(keys)
    rows = Source.objects.filter(pk__in=keys).values_list("pk", "title", "day")
    return {("document", key): Hit("document", key, title or "", excerpt(held.get(key, ""), asked), day) for key, title, day in rows}
