"""Tracks: in a list, and one with what documents say of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sulh.model import RecordError
from sulh.record.access import require
from sulh.record.cache import is_empty, shared
from sulh.record.projection.models import ActorAlias, TrackRow
from sulh.record.projection.names import Names
from sulh.record.queries.lists import MEETINGS, listed, track_counts
from sulh.record.queries.main_meetings import document_tracks, ruled_tracks
from sulh.record.queries.refs import Quotes, document_refs, track_refs
from sulh.record.queries.visible import facts
from sulh.record.shapes import Filters, QuoteView, TrackRef, TrackView, Viewer

__all__ = ["track", "tracks"]

_STATED = ("started", "venue", "parallel_to", "part_of")


def tracks(viewer: Viewer) -> tuple[tuple[TrackRef, int], ...]:
    """Every track that something visible is in or about, with its number of meetings, the most frequent first."""
    require(viewer, "read")
    on = (*MEETINGS, "source", "sourcetrack", "track", "actoralias")
    return shared(viewer, lambda: _tracks(viewer), "tracks", on=on)


def _tracks(viewer: Viewer) -> tuple[tuple[TrackRef, int], ...]:
    counts = track_counts(viewer)
    # The track of a document's meeting is counted with the meeting; a person may have put a document in one without meetings.
    for key in {track for (_, track), put in ruled_tracks(viewer).items() if put} | set(_stated(viewer)):
        counts.setdefault(key, 0)
    refs = track_refs()
    found = ((refs[key], number) for key, number in counts.items() if key in refs)
    return tuple(sorted(found, key=lambda one: (-one[1], one[0].name, one[0].id)))


def track(viewer: Viewer, name: str) -> TrackView:
    """One track with its meetings, its documents and the words that tell of it; of rival values the earliest stated is given.

    Raises RecordError when nothing that the viewer may see is in it or about it.
    """
    require(viewer, "read")
    ref = track_refs().get(name)
    key = ref.id if ref else name
    found = listed(viewer, Filters(track=key)).rows
    stated = _stated(viewer).get(key, [])
    documents = [document for document, own in document_tracks(viewer).items() if key in own]
    if ref is None or not (found or stated or documents):
        raise RecordError(f"there is no track {name}")
    values = {one: next((row[one] for row in stated if row[one] is not None), None) for one in _STATED}
    refs = document_refs(viewer, documents, counted=True)
    ordered = sorted(refs.values(), key=lambda one: (one.published or "9999", one.id))
    process = TrackRow.objects.values_list("process", flat=True).get(pk=key)
    aliases = tuple(ActorAlias.objects.filter(of="track", key=key).order_by("alias").values_list("alias", flat=True))
    return TrackView(
        ref=ref, process=process, aliases=aliases, **values, meetings=found, documents=tuple(ordered), quotes=_quotes(viewer, stated)
    )


def _stated(viewer: Viewer) -> dict[str, list[dict[str, Any]]]:
    """What visible claims say of tracks themselves, by track, the earliest first."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    aliases = {} if is_empty("actoralias") else dict(ActorAlias.objects.filter(of="track").values_list("folded", "key"))
    names = Names({}, {key: ref.id for key, ref in track_refs().items()}, aliases)
    place = ("claim_id", "source_id", "claim__start", "claim__end", "claim__written", "claim__row", "claim__column")
    for row in facts(viewer, "track").order_by("seq").values("name", *_STATED, *place):
        found[names.track(row["name"])].append(row)
    return found


def _quotes(viewer: Viewer, stated: Iterable[dict[str, Any]]) -> tuple[QuoteView, ...]:
    ones = list(stated)
    quotes = Quotes(viewer, {one["source_id"] for one in ones})
    return tuple(
        quotes.quote(
            one["source_id"], one["claim_id"], one["claim__start"], one["claim__end"], one["claim__written"], one["claim__row"],
            one["claim__column"],
        )
        for one in ones
    )  # fmt: skip
