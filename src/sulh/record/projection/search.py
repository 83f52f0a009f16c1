"""The rows that a search looks through: of documents their text, of meetings what their page says, of actors their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sulh.record.authority import place
from sulh.record.canonical import row_id
from sulh.record.inserting import put
from sulh.record.models import ActorRow, Document, SearchRow, Text, TrackRow
from sulh.record.projection.consensus import Merged
from sulh.record.projection.touched import batches
from sulh.record.searching import searchable

__all__ = ["erase_meetings", "index_actors", "index_documents", "index_meetings", "searched_words"]


def index_documents(documents: Sequence[Document]) -> None:
    """Rows of new documents; a document whose text is not in this copy is found by its title."""
    for some in batches(documents, 200):
        texts = dict(Text.objects.filter(pk__in=[row.pk for row in some]).values_list("document", "text"))
        put(_document(row, texts.get(row.pk, "")) for row in some)


def _document(row: Document, text: str) -> SearchRow:
    words = " ".join(filter(None, (row.title, row.publisher, text)))
    return SearchRow(
        id=row_id("document", row.pk),
        kind="document",
        ref=row.pk,
        title=row.title or row.path,
        day=row.day,
        folded=searchable(words),
    )


def index_actors(actors: Iterable[ActorRow]) -> None:
    """Rows of actors, where there are none yet."""
    SearchRow.objects.bulk_create(
        (
            SearchRow(id=row_id("actor", row.pk), kind="actor", ref=row.pk, title=row.name, folded=searchable(f"{row.name} {row.pk}"))
            for row in actors
        ),
        ignore_conflicts=True,
    )


def erase_meetings(meetings: Sequence[str]) -> None:
    """Take the rows of these meetings out."""
    rows = SearchRow.objects.filter(kind="meeting", ref__in=meetings)
    rows._raw_delete(rows.db)


def index_meetings(meetings: Mapping[str, Merged]) -> None:
    """Rows of meetings by what is shown of them: track, number, kind, place, participants, persons and issues."""
    tracks, names = _names(meetings.values())
    put(_meeting(meeting, merged, tracks, names) for meeting, merged in meetings.items())


def searched_words(meetings: Mapping[str, Merged]) -> dict[str, str]:
    """What a search looks through for each of these meetings; for one that is seen from some claims only, which has no row."""
    tracks, names = _names(meetings.values())
    return {meeting: _words(merged, tracks, names) for meeting, merged in meetings.items()}


def _names(meetings: Iterable[Merged]) -> tuple[dict[str, str], dict[str, str]]:
    ids = {part.actor for merged in meetings for part in merged.participants}
    names: dict[str, str] = {}
    for some in batches(sorted(ids)):
        names.update(ActorRow.objects.filter(pk__in=some).values_list("pk", "name"))
    return dict(TrackRow.objects.values_list("pk", "name")), names


def _meeting(meeting: str, merged: Merged, tracks: Mapping[str, str], names: Mapping[str, str]) -> SearchRow:
    folded = _words(merged, tracks, names)
    return SearchRow(id=row_id("meeting", meeting), kind="meeting", ref=meeting, title="", day=merged.first_day, folded=folded)


def _words(merged: Merged, tracks: Mapping[str, str], names: Mapping[str, str]) -> str:
    known = place(merged.city) if merged.city else None
    words = [
        tracks.get(merged.track or "", ""),
        *(str(choice.value) for choice in merged.tracks),
        f"{merged.kind.replace('_', ' ')} {merged.ordinal or ''}",
        *(str(choice.value) for choice in merged.values.get("city", ())),
        known.current_name if known else "",
        *(names.get(part.actor, "") for part in merged.participants),
        *(f"{person.name} {person.office or ''}" for person in merged.people),
        *(str(choice.value).replace("_", " ") for choice in merged.agenda),
        merged.first_day[:4] if merged.first_day else "",
    ]
    return searchable(" ".join(words))
