"""Tracks: in a list, and one with what documents say of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Count, Max, Min, Q, Value
from django.db.models.functions import Coalesce, Concat

from sulh.model import MeetingStatus, RecordError
from sulh.model.vocabulary import FIRM
from sulh.record.access import require
from sulh.record.cache import is_empty, shared
from sulh.record.projection.models import ActorAlias, Membership, TrackRow
from sulh.record.projection.names import Names
from sulh.record.queries.excerpts import has_words
from sulh.record.queries.lists import MEETINGS, listed, shown_rows, track_counts
from sulh.record.queries.main_meetings import document_tracks, ruled_tracks
from sulh.record.queries.refs import Quotes, document_refs, track_refs
from sulh.record.queries.sorting import Says, as_it_is, in_order
from sulh.record.queries.visible import facts
from sulh.record.shapes import Filters, MeetingView, QuoteView, Sort, TrackLine, TrackRef, TrackView, Viewer
from sulh.record.wanted import wanted
from sulh.text.days import first_day

__all__ = ["track", "track_lines", "tracks"]

_UNSORTED = Sort()

_STATED = ("started", "venue", "parallel_to", "part_of")


def tracks(viewer: Viewer) -> tuple[tuple[TrackRef, int], ...]:
    """Every track that something visible is in or about, with its number of meetings, the most frequent first."""
    require(viewer, "read")
    on = (*MEETINGS, "source", "sourcetrack", "track", "actoralias")
    return shared(viewer, lambda: _tracks(viewer), "tracks", on=on)


def track_lines(viewer: Viewer, text: str | None = None, *, sort: Sort = _UNSORTED, says: Says = as_it_is) -> tuple[TrackLine, ...]:
    """Every track with the days between which its meetings were held, the most frequent first, or by name, meetings, first or last.

    A meeting that was only announced or was called off bounds nothing, and a track of such alone has no days. `text` begins words of its
    name, which `says` puts in words.
    """
    require(viewer, "read")
    held = Membership.objects.filter(row__in=shown_rows(viewer)).order_by().values("track_id")
    was_held = Q(row__status=MeetingStatus.HELD)
    held = held.annotate(number=Count("*"), first=Min(_dated("first_day", "start", "end"), filter=was_held))
    held = held.annotate(last=Max(_dated("last_day", "end", "start"), filter=was_held))
    counted = list(held.values_list("track_id", "number", "first", "last"))
    days = {key: _days(first, last) for key, _, first, last in counted}
    known = _ordered(viewer, Counter({key: number for key, number, *_ in counted}))
    processes = dict(TrackRow.objects.values_list("pk", "process"))
    lines = [TrackLine(ref, processes.get(ref.id, ""), number, *days.get(ref.id, _days(None, None))) for ref, number in known]
    asked = wanted(text or "")
    if asked.runs:
        lines = [one for one in lines if has_words(one.ref.name, asked) or has_words(says("track", one.ref.id, one.ref.name), asked)]
    if not sort.column:
        return tuple(lines)
    return tuple(in_order(((one, _sorted_by(one, sort.column, says)) for one in lines), sort.descending))


def _dated(day: str, *dates: str) -> Concat:
    """A day with the date that it bounds, the first there is of these: the least and the greatest are those of the days."""
    return Concat(day, Value(" "), Coalesce(*(f"row__{name}" for name in dates), Value("")))


def _days(first: str | None, last: str | None) -> tuple[str | None, str | None, str | None, str | None]:
    """The first and the last day, then the dates that they bound."""
    (begun, _, start), (ended, _, end) = ((text or "").partition(" ") for text in (first, last))
    return begun or None, ended or None, start or None, end or None


def _sorted_by(one: TrackLine, column: str, says: Says) -> Any:
    if column == "name":
        return says("track", one.ref.id, one.ref.name)
    return {"first": one.first_day, "last": one.last_day}.get(column, one.meetings)


def _tracks(viewer: Viewer) -> tuple[tuple[TrackRef, int], ...]:
    return _ordered(viewer, track_counts(viewer))


def _ordered(viewer: Viewer, counts: Counter[str]) -> tuple[tuple[TrackRef, int], ...]:
    """The tracks with these numbers of meetings, and those without any that something visible is about."""
    # The track of a document's meeting is counted with the meeting; a person may have put a document in one without meetings.
    for key in {track for (_, track), put in ruled_tracks(viewer).items() if put} | set(_stated(viewer)):
        counts.setdefault(key, 0)
    refs = track_refs()
    found = ((refs[key], number) for key, number in counts.items() if key in refs)
    return tuple(sorted(found, key=lambda one: (-one[1], one[0].name, one[0].id)))


def track(viewer: Viewer, name: str, *, accepted: bool = False) -> TrackView:
    """One track with its meetings, its documents and the words that tell of it.

    Of rival values the earliest that a person accepted or corrected is given, else the earliest stated; `settled` names the properties
    whose value a person decided, or that several documents state and none otherwise.

    A beginning that lies after a meeting of the track that was held is not given: the words that say so stay among the quotes.

    With `accepted`, the values are those alone that a person accepted or corrected.

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
    taken = [row for row in stated if not accepted or row["claim__status"] in FIRM]
    fitting = {one: [row for row in taken if _fits(row, one, found)] for one in _STATED}
    values = {one: next((row[one] for row in sorted(rows, key=_undecided)), None) for one, rows in fitting.items()}
    refs = document_refs(viewer, documents, counted=True)
    ordered = sorted(refs.values(), key=lambda one: (one.published or "9999", one.id))
    process = TrackRow.objects.values_list("process", flat=True).get(pk=key)
    aliases = tuple(ActorAlias.objects.filter(of="track", key=key).order_by("alias").values_list("alias", flat=True))
    return TrackView(
        ref=ref, process=process, aliases=aliases, **values, settled=tuple(one for one, rows in fitting.items() if _settled(rows, one)),
        meetings=found, documents=tuple(ordered), quotes=_quotes(viewer, stated),
    )  # fmt: skip


def _undecided(row: Mapping[str, Any]) -> bool:
    return row["claim__status"] not in FIRM


def _settled(rows: Sequence[Mapping[str, Any]], name: str) -> bool:
    """Whether a person decided a value, or documents state it that do not copy each other and none states another."""
    if any(not _undecided(row) for row in rows):
        return True
    return len({row["source__original"] for row in rows}) > 1 and len({row[name] for row in rows}) == 1


def _fits(row: Mapping[str, Any], name: str, meetings: Sequence[MeetingView]) -> bool:
    """Whether a claim about the track gives this value, and one that its own meetings do not contradict."""
    value = row[name]
    if value is None or name != "started" or row["claim__status"] in FIRM:
        return value is not None
    held = [one.first_day for one in meetings if one.status == MeetingStatus.HELD and one.first_day]
    begun = first_day(value)
    return not (held and begun and begun > min(held))


def _stated(viewer: Viewer) -> dict[str, list[dict[str, Any]]]:
    """What visible claims say of tracks themselves, by track, the earliest first."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    aliases = {} if is_empty("actoralias") else dict(ActorAlias.objects.filter(of="track").values_list("folded", "key"))
    names = Names({}, {key: ref.id for key, ref in track_refs().items()}, aliases)
    place = ("claim_id", "source_id", "claim__start", "claim__end", "claim__written", "claim__row", "claim__column")
    for row in facts(viewer, "track").order_by("seq").values("name", *_STATED, *place, "claim__status", "source__original"):
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
