"""The rows that a search looks through: of documents their text, of meetings and entered facts what is stated, of actors names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sulh.model.kinds import Kind
from sulh.record.authority import place
from sulh.record.canonical import row_id
from sulh.record.projection.consensus import MergedMeeting
from sulh.record.projection.models import ActorRow, SearchRow, Source, TrackRow
from sulh.record.projection.touched import Touched, batches
from sulh.record.projection.writing import NewRow, new, put, replace
from sulh.record.wanted import searchable
from sulh.text.name_sounds import name_sounds

__all__ = ["index_actors", "index_facts", "index_meetings", "index_sources"]


def index_sources(sources: Sequence[Source], texts: Mapping[str, str], touched: Touched) -> None:
    """Rows of new sources; a document whose text is not in this copy is found by its title."""
    put((source_row(row, texts.get(row.pk, "")) for row in sources), touched)


def source_row(row: Source, text: str) -> NewRow:
    """What a search looks through for a source."""
    words = " ".join(filter(None, (row.title, row.publisher, text)))
    return new(
        SearchRow,
        id=row_id("document", row.pk),
        kind="document",
        audience=row.audience_id,
        ref=row.pk,
        title=row.title or row.path,
        day=row.day,
        **_index(words),
    )


def _index(words: str) -> dict[str, str]:
    """Words as the index holds them, and the sounds of the names among them."""
    return {"folded": searchable(words), "sounds": name_sounds([words])}


def index_actors(actors: Iterable[tuple[str, str, Iterable[str]]], touched: Touched) -> None:
    """Rows of actors from identifier, name and aliases."""
    made = [
        SearchRow(id=row_id("actor", key), kind="actor", ref=key, title=name, **_index(" ".join((name, key, *aliases))))
        for key, name, aliases in actors
    ]
    replace(SearchRow, "ref", [row.ref for row in made], made, touched)


def index_facts(sources: Iterable[str], stated: Iterable[tuple[str, str, Kind, Mapping[str, Any], str]], touched: Touched) -> None:
    """Rows of facts that rest on no text, from mention, source, kind, values and written words: a text is found by its own words."""
    made = [
        SearchRow(
            id=row_id("fact", mention),
            kind="fact",
            ref=f"fact:{source}",
            title=f"{kind.name} {mention}",
            **_index(" ".join([kind.name.replace("_", " "), *_said(values, kind), written])),
        )
        for mention, source, kind, values, written in stated
    ]
    replace(SearchRow, "ref", [f"fact:{source}" for source in sources], made, touched)


def _said(values: Mapping[str, Any], kind: Kind) -> list[str]:
    """The values of a fact as words: actors by the names that were claimed, codes without underscores."""
    found: list[str] = []
    for prop in kind.values:
        held = values.get(prop.name)
        for one in held if isinstance(held, list | tuple) else [held]:
            if isinstance(one, Mapping):
                found += [str(one.get("name", "")), str(one.get("id", ""))]
            elif one is not None and not isinstance(one, bool):
                found.append(str(one).replace("_", " ") if prop.codes else str(one))
    return found


def index_meetings(meetings: Mapping[int, MergedMeeting], before: Iterable[int], touched: Touched) -> None:
    """Rows of meetings, by the key of their row, by what is shown of them: track, number, kind, place, participants, persons, issues."""
    ids = {part.actor for merged in meetings.values() for part in merged.participants}
    names: dict[str, str] = {}
    for some in batches(sorted(ids)):
        names.update(ActorRow.objects.filter(pk__in=some).values_list("pk", "name"))
    tracks = dict(TrackRow.objects.values_list("pk", "name"))
    made = [
        new(
            SearchRow,
            id=row_id("meeting", key),
            kind="meeting",
            ref=str(key),
            day=merged.first_day,
            **_index(_words(merged, tracks, names)),
        )
        for key, merged in meetings.items()
    ]
    replace(SearchRow, "ref", [str(key) for key in {*before, *meetings}], made, touched)


def _words(merged: MergedMeeting, tracks: Mapping[str, str], names: Mapping[str, str]) -> str:
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
    return " ".join(words)
