"""Tracks: in a list, and one with what documents say of it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable

from sulh.model import RecordError
from sulh.record.access import require
from sulh.record.authority import track_of
from sulh.record.models import Membership, TrackRow
from sulh.record.queries.computed import computed_meetings
from sulh.record.queries.cores import document_tracks
from sulh.record.queries.lists import listed
from sulh.record.queries.refs import Quotes, document_refs, track_refs
from sulh.record.queries.sight import DEAD, batches, claims, hidden, mentions, unmixed
from sulh.record.shapes import Filters, QuoteView, TrackRef, TrackView, Viewer

__all__ = ["track", "tracks"]

_TOLD = ("started", "venue", "parallel_to", "part_of")


def tracks(viewer: Viewer) -> tuple[tuple[TrackRef, int], ...]:
    """Every track that something visible is in or about, with its number of meetings, the most frequent first."""
    require(viewer, "read")
    away = hidden(viewer)
    counts = Counter(one.id for view, _ in computed_meetings(viewer, away).values() for one in view.tracks)
    counts.update(Membership.objects.filter(meeting__in=unmixed(away).values("pk")).values_list("track", flat=True))
    named = {track for ones in document_tracks(viewer).values() for track in ones} | set(_told(viewer))
    for key in named:
        counts.setdefault(key, 0)
    refs = track_refs()
    found = ((refs[key], number) for key, number in counts.items() if key in refs)
    return tuple(sorted(found, key=lambda one: (-one[1], one[0].name, one[0].id)))


def track(viewer: Viewer, name: str) -> TrackView:
    """One track with its meetings, its documents and the words that tell of it; of rival values the earliest told is given.

    Raises RecordError when nothing that the viewer may see is in it or about it.
    """
    require(viewer, "read")
    ref = track_refs().get(name)
    found = listed(viewer, Filters(track=name)).rows
    told = _told(viewer).get(name, [])
    documents = [document for document, standing in document_tracks(viewer).items() if name in standing]
    if ref is None or not (found or told or documents):
        raise RecordError(f"there is no track {name}")
    values = {key: next((value[key] for *_, value in told if value.get(key) is not None), None) for key in _TOLD}
    refs = document_refs(viewer, documents, counted=True)
    ordered = sorted(refs.values(), key=lambda one: (one.published or "9999", one.id))
    process = TrackRow.objects.values_list("process", flat=True).get(pk=name)
    return TrackView(ref=ref, process=process, **values, meetings=found, documents=tuple(ordered), quotes=_quotes(viewer, told))


_Told = tuple[str, str, int, int, dict[str, str | None]]


def _told(viewer: Viewer) -> dict[str, list[_Told]]:
    """What visible claims tell of tracks themselves, by track, the earliest first: claim, document, start, end, value."""
    found: dict[str, list[_Told]] = defaultdict(list)
    # From the mentions on: most claims are about meetings, and there is no index of what a claim is about.
    for batch in batches(list(mentions(viewer).filter(kind="track").order_by("seq").values_list("pk", flat=True))):
        rows = claims(viewer).filter(mention__in=batch).exclude(status__in=DEAD)
        columns = ("seq", "pk", "document", "start", "end", "value", "decided")
        for _, key, document, start, end, value, decided in sorted(rows.values_list(*columns)):
            plain = json.loads(value if decided is None else decided)
            found[track_of(plain["name"])[0]].append((key, document, start, end, plain))
    return found


def _quotes(viewer: Viewer, told: Iterable[_Told]) -> tuple[QuoteView, ...]:
    ones = list(told)
    quotes = Quotes(viewer, {document for _, document, *_ in ones})
    return tuple(quotes.quote(document, key, start, end) for key, document, start, end, _ in ones)
