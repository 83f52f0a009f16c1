"""Find what a person means by a few letters of a name in any script: an actor, a track, a document, a meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from sulh import words
from sulh.actors import Authority
from sulh.actors.table import form_rows
from sulh.record.access import require
from sulh.record.projection.models import ActorAlias, TrackRow
from sulh.record.projection.names import known_names
from sulh.record.queries.actors import named_actors
from sulh.record.queries.documents import documents
from sulh.record.queries.meetings import meetings
from sulh.record.queries.refs import track_refs
from sulh.record.queries.tracks import tracks
from sulh.record.shapes import ActorRef, Filters, TrackRef, Viewer
from sulh.record.wanted import searchable
from sulh.words.tables import LANGUAGES, rows

__all__ = ["PICKED", "Pick", "actors_called", "exactly", "pick", "pick_actors", "pick_tracks", "same_track", "track_meant", "track_written"]

_MOST = 12


class Pick(NamedTuple):
    """One thing that may be meant: its identifier, what it is called here, and what tells it from others of that name."""

    id: str
    name: str
    note: str = ""


def pick(viewer: Viewer, what: str, text: str, *, language: str = "en", limit: int = _MOST) -> list[Pick]:
    """Things of a sort (actor, track, document, meeting) that `text` may mean, the likeliest first. Raises KeyError for another sort."""
    require(viewer, "read")
    return PICKED[what](viewer, text, language, limit)


def exactly(viewer: Viewer, what: str, text: str, *, language: str = "en") -> list[str]:
    """The identifiers of those that the whole of a name, in any language, is the name of."""
    if what == "actor":
        return actors_called(viewer, text)
    if what == "track":
        return sorted(key for key, score in _scored(text, _track_names(viewer)).items() if score == 0)
    return [one.id for one in pick(viewer, what, text, language=language) if searchable(one.name) == searchable(text)]


def pick_actors(viewer: Viewer, text: str, language: str = "en", limit: int = _MOST) -> list[Pick]:
    """Actors of the record and of the authority file, by any name, alias, abbreviation or identifier they have in any language."""
    seen = {one.id: one for one in named_actors(viewer)}
    scored = _actor_scores(seen, text)
    best = sorted(scored, key=lambda key: (scored[key], key not in seen, key))[:limit]
    return [_actor(key, seen[key].name if key in seen else "", seen[key].kind if key in seen else "", language) for key in best]


def actors_called(viewer: Viewer, text: str) -> list[str]:
    """The identifiers of the actors that the whole of a name, in any language, is the name of."""
    seen = {one.id: one for one in named_actors(viewer)}
    return sorted(key for key, score in _actor_scores(seen, text).items() if score == 0)


def _actor_scores(seen: Mapping[str, ActorRef], text: str) -> dict[str, int]:
    own: dict[str, list[str]] = {one.id: [one.name] for one in seen.values()}
    for key, alias in ActorAlias.objects.filter(of="actor", key__in=list(seen)).values_list("key", "alias"):
        own[key].append(alias)
    scored = _scored(text, {key: tuple(map(searchable, (key, *names))) for key, names in own.items()})
    for key, score in _scored(text, _authority_names()).items():
        scored[key] = min(score, scored.get(key, score))
    return scored


def track_written(key: str) -> str:
    """A name that a claim can give a track by, so that it means this track; empty where there is none."""
    row = TrackRow.objects.filter(pk=key).values_list("name", "claimed_name").first()
    if row is None:
        return ""
    meant = known_names()
    aliases = ActorAlias.objects.filter(of="track", key=key).order_by("alias").values_list("alias", flat=True)
    return next((one for one in (*row, *aliases) if one and meant.track(one) == meant.tracks.get(key, key)), "")


def same_track(one: str, other: str) -> bool:
    """Whether two names as sources write them mean one track."""
    meant = known_names()
    return meant.track(one) == meant.track(other)


def track_meant(written: str) -> TrackRef | None:
    """The track that a source means by this name, as the record calls it; None where no source names it."""
    return track_refs().get(known_names().track(written))


def pick_tracks(viewer: Viewer, text: str, language: str = "en", limit: int = _MOST) -> list[Pick]:
    """Tracks of the record by any name; those that are spelt nearly so come after those that begin so."""
    known = {ref.id: (ref.name, count) for ref, count in tracks(viewer)}
    folded = _track_names(viewer)
    scored = _scored(text, folded) or _alike(text, folded)
    best = sorted(scored, key=lambda key: (scored[key], -known[key][1], key))[:limit]
    return [Pick(key, words.track(key, known[key][0], language=language), str(known[key][1])) for key in best]


def _track_names(viewer: Viewer) -> dict[str, tuple[str, ...]]:
    """The names of every track that the viewer may know of, folded for search."""
    names: dict[str, list[str]] = {ref.id: [ref.name, ref.id, *_in_languages("track", ref.id, ref.name)] for ref, _ in tracks(viewer)}
    for key, alias in ActorAlias.objects.filter(of="track", key__in=list(names)).values_list("key", "alias"):
        names[key].append(alias)
    return {key: tuple(map(searchable, some)) for key, some in names.items()}


def _documents(viewer: Viewer, text: str, language: str, limit: int) -> list[Pick]:
    found = documents(viewer, Filters(text=text or None), limit=limit).rows
    return [
        Pick(one.key, one.title or one.key[:12], words.listing((one.publisher or "", words.date(one.published, language=language))))
        for one in found
    ]


def _meetings(viewer: Viewer, text: str, language: str, limit: int) -> list[Pick]:
    found = meetings(viewer, Filters(text=text or None), limit=limit).rows
    return [Pick(one.id, words.title_of(one, language=language), words.span(one.start, one.end, language=language)) for one in found]


PICKED: Mapping[str, Callable[[Viewer, str, str, int], list[Pick]]] = {
    "actor": pick_actors,
    "track": pick_tracks,
    "document": _documents,
    "meeting": _meetings,
}


def _actor(key: str, name: str, kind: str, language: str) -> Pick:
    listed = Authority.default().get(key)
    name, kind = (listed.name, listed.kind.value) if listed else (name, kind)
    return Pick(key, words.actor(key, name, language=language), words.code("ActorKind", kind, language=language))


def _scored(text: str, names: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """How well each fits: 0 the whole name, 1 its beginning, 2 the beginning of each word, 3 somewhere within; others are left out."""
    wanted = searchable(text)
    if not wanted:
        return {}
    found = {key: min(scores) for key, some in names.items() if (scores := [_score(wanted, one) for one in some if wanted[0] in one])}
    return {key: score for key, score in found.items() if score is not None and score < _NOT}


_NOT = 9
_WITHIN_FROM = 3  # letters; fewer stand within nearly every name


def _score(wanted: str, name: str) -> int:
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    parts = name.split()
    if all(any(part.startswith(one) for part in parts) for one in wanted.split()):
        return 2
    return 3 if len(wanted) >= _WITHIN_FROM and wanted in name else _NOT


def _alike(text: str, names: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Names that differ from what was typed by a slip or two."""
    from difflib import SequenceMatcher

    wanted = searchable(text)
    found: dict[str, int] = {}
    for key, some in names.items():
        best = max((SequenceMatcher(None, wanted, one).ratio() for one in some), default=0.0)
        if best >= 0.6:
            found[key] = 100 - round(100 * best)
    return found


@lru_cache(maxsize=1)
def _authority_names() -> Mapping[str, tuple[str, ...]]:
    """Every actor of the authority file with its names in every language, folded for search."""
    found: dict[str, dict[str, None]] = {}
    demonyms = ("DEMONYM", "CAPITAL", "SEAT", "PEOPLE", "MINISTRY", "GOVERNMENT", "OPPOSITION")
    for row in form_rows():
        if row.form not in demonyms:
            found.setdefault(row.actor, {})[searchable(row.text)] = None
    for key in found:
        listed = Authority.default().get(key)
        for called in (key, *([listed.name] if listed else []), *_in_languages("actor", key, "")):
            found[key][searchable(called)] = None
    for name in rows("names"):
        if name["of"] == "actor" and (listed := Authority.default().get(name["key"])) is not None:
            own = found.setdefault(listed.id, {})
            own |= dict.fromkeys(map(searchable, (listed.id, listed.name, *_in_languages("actor", listed.id, ""))))
    return {key: tuple(one for one in names if one) for key, names in found.items()}


def _in_languages(of: str, key: str, name: str) -> Iterable[str]:
    """What a thing is called in each language of the tables."""
    say = words.actor if of == "actor" else words.track
    return [say(key, name, language=one) for one in LANGUAGES if one != "en"]
