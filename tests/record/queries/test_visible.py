"""What a viewer gets is what a record would give that held nothing else than what the viewer may see."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from examples import ALL
from record.queries.worlds import LOOKERS, Made, cut, groups, looker, store, world
from tampering import unguarded

from sulh.record.models import ApiToken, Entry, Text, User
from sulh.record.projection.apply import rebuild
from sulh.record.queries import actors, commitments, documents, meetings, places, process, review, roles, search, timeline, tracks
from sulh.record.shapes import Filters, Viewer

# What differs though nothing is hidden: numbers in the ledger, times, and merges, which were made with everything in sight.
_ASIDE = frozenset({"decision", "decided_at", "at", "merges", "level", "groups", "state"})
_FILTERS = (
    Filters(),
    Filters(since="2018-01-01", until="2019-12-31"),
    Filters(track="astana-process"),
    Filters(actor="IRN"),
    Filters(issue="prisoners"),
    Filters(kind="round", status="held"),
    Filters(text="name of jor"),
    Filters(text="sochi"),
)


_ASKED: dict[str, Callable[[Viewer, Filters], Any]] = {
    "meetings": meetings.meetings,
    "part": lambda viewer, filters: meetings.meetings(viewer, filters, offset=1, limit=2, latest_first=True),
    "documents": lambda viewer, filters: documents.documents(viewer, dataclasses.replace(filters, kind=None, status=None)),
    "commitments": lambda viewer, filters: commitments.commitments(viewer, dataclasses.replace(filters, kind=None, status=None)),
    "lines": lambda viewer, filters: commitments.commitment_lines(viewer, dataclasses.replace(filters, kind=None, status=None), limit=9),
    "actors": lambda viewer, filters: actors.actors(viewer, dataclasses.replace(filters, kind=None)),
    "network": actors.network,
    "timeline": timeline.timeline,
    "places": places.places,
    "roles": roles.roles_by_year,
}


def filters_asked() -> tuple[Filters, ...]:
    """All in a run of everything; in a quick one none, and a window of time with a track."""
    return _FILTERS if ALL else (_FILTERS[0], dataclasses.replace(_FILTERS[1], track="astana-process"))


def everything(viewer: Viewer) -> dict[str, Any]:
    """The answers to every question, with every filter."""
    told = {f"{name} {filters}": plain(ask(viewer, filters)) for name, ask in _ASKED.items() for filters in filters_asked()}
    told["tracks"] = plain(tracks.tracks(viewer))
    told["conflict"] = places.conflict_countries(viewer)
    told["process"] = plain(process.process(viewer))
    told["named"] = plain(sorted(actors.named_actors(viewer), key=str))
    told["queue"] = plain(review.queue(viewer, limit=1000))
    told["meeting"] = [plain(meetings.meeting(viewer, view.id)) for view in meetings.meetings(viewer).rows]
    told["document"] = [plain(documents.document(viewer, ref.id)) for ref in documents.documents(viewer).rows]
    told["commitment"] = [plain(commitments.commitment(viewer, view.id)) for view in commitments.commitments(viewer).rows]
    told["actor"] = [plain(actors.actor(viewer, ref.id)) for ref, _ in actors.actors(viewer).rows]
    told["track"] = [plain(tracks.track(viewer, ref.id)) for ref, _ in tracks.tracks(viewer)]
    for words in ("astana", "report 3", "name", "prisoners", "lavr", "2021"):
        told[f"search {words}"] = plain(search.search(viewer, words, limit=100))
        told[f"page of {words}"] = plain(search.search(viewer, words, limit=1))
    return told


def plain(value: Any) -> Any:
    """A view as lists and dictionaries, without what may differ."""
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value) if field.name not in _ASIDE}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, (tuple, list)) else value


def empty() -> None:
    """Take everything out of the record."""
    with unguarded():
        for table in (Entry, Text, ApiToken, User):
            table.objects.all().delete()
    rebuild()


def restricted(all_groups: set[frozenset[str]], to: set[str]) -> set[frozenset[str]]:
    """The groups cut to some mentions."""
    return {kept for group in all_groups if (kept := frozenset(group & to))}


def check(told: list[Made], names: set[str]) -> set[str]:
    """Compare both records of these viewers; returns those whose smaller record merges the same documents: of others it says nothing."""
    store(told)
    seen, together = {name: everything(looker(name)) for name in names}, groups()
    found = set()
    for name in sorted(names):
        empty()
        store(cut(told, name))
        apart = groups()
        if restricted(together, {mention for group in apart for mention in group}) != apart:
            continue
        alone = everything(looker(name))
        assert seen[name].keys() == alone.keys()
        for asked in alone:
            assert seen[name][asked] == alone[asked], (name, asked)
        found.add(name)
    return found


@pytest.mark.parametrize("seed", range(2 if ALL else 1))
@pytest.mark.parametrize("hidden", ["documents", "claims", "copies"])
def test_answers_are_those_of_a_record_of_what_may_be_seen(seed: int, hidden: str) -> None:
    left = set(LOOKERS)
    for number in range(seed * 100, seed * 100 + 20):
        left -= check(world(number, secrets=hidden == "claims", copies=hidden == "copies"), left)
        if not left:
            return
        empty()
    pytest.fail(f"no record of these merges the same documents with and without what is hidden from {sorted(left)}")
