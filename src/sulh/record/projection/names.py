"""What actors and tracks are called, and which of them people said are one: names, aliases and joins as decisions have them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from sulh.record.authority import actor_ids, track_of, track_process
from sulh.record.canonical import row_id
from sulh.record.models import Entry
from sulh.record.projection.models import ActorAlias, ActorRow, Claim, Decision, TrackRow
from sulh.record.projection.search import index_actors
from sulh.record.projection.touched import Touched, batches
from sulh.record.projection.writing import put, replace
from sulh.text.folding import fold

__all__ = ["NAMING", "Names", "add_names", "known_names", "project_names"]

# Decisions about names; their targets are actor:ID and track:ID.
NAMING = frozenset({"name", "alias", "join", "part"})


@dataclass(frozen=True, slots=True)
class Names:
    """Which actor or track an identifier or a name as written stands for, after what people joined."""

    actors: Mapping[str, str]
    tracks: Mapping[str, str]
    track_aliases: Mapping[str, str]

    def actor(self, key: str) -> str:
        """The actor that an identifier stands for."""
        return self.actors.get(key, key)

    def track(self, written: str) -> str:
        """The identifier of the track that is written so."""
        key = self.track_aliases.get(fold(written)) or track_of(written)[0]
        return self.tracks.get(key, key)

    def meant(self, value: Any) -> Any:
        """A claimed value with every actor in it replaced by the one it stands for; the value itself where none is."""
        if not self.actors:
            return value
        if isinstance(value, dict):
            made = {key: self.meant(item) for key, item in value.items()}
            if _is_actor(value):
                made["id"] = self.actor(value["id"])
            return made
        return [self.meant(item) for item in value] if isinstance(value, list) else value


def known_names() -> Names:
    """The names as they stand in the projected tables; one statement each, over the few rows that people changed."""
    from django.db.models import F

    return Names(
        dict(ActorRow.objects.exclude(same_as=F("id")).values_list("id", "same_as")),
        dict(TrackRow.objects.exclude(same_as=F("id")).values_list("id", "same_as")),
        dict(ActorAlias.objects.filter(of="track").values_list("folded", "key")),
    )


def _is_actor(value: Mapping[str, Any]) -> bool:
    return value.keys() == {"id", "name", "kind"}


def _actors_in(value: Any) -> Iterator[Mapping[str, str]]:
    """Every actor in a claim's value."""
    if isinstance(value, dict):
        if _is_actor(value):
            yield value
        else:
            for item in value.values():
                yield from _actors_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _actors_in(item)


def add_names(entries: Iterable[tuple[Entry, Mapping[str, Any]]], touched: Touched) -> None:
    """Rows of actors and tracks that claims and decisions name, in the order of the ledger: the first to name one names it."""
    actors: dict[str, ActorRow] = {}
    tracks: dict[str, TrackRow] = {}
    for entry, body in entries:
        for one in _actors_in(body.get("value")) if entry.kind in ("claim", "correct") else ():
            if one["id"] not in actors:
                actors[one["id"]] = _actor(one["id"], one["name"], one["kind"])
        for written in _tracks_in(entry.kind, body):
            key, name = track_of(written)
            tracks.setdefault(key, _track(key, name))
        if entry.kind == "name":
            of, _, key = str(body["target"]).partition(":")
            if of == "actor":
                actors.setdefault(key, _actor(key, body["name"], body.get("kind") or "unknown"))
            else:
                tracks.setdefault(key, _track(key, body["name"]))
    _put_new(ActorRow, actors, touched)
    _put_new(TrackRow, tracks, touched)


def _tracks_in(kind: str, body: Mapping[str, Any]) -> Iterator[str]:
    if kind in ("claim", "correct") and body["property"] == "track":
        yield body["value"]["name"] if isinstance(body["value"], dict) else body["value"]
    elif kind == "track":
        yield body["name"]


def _actor(key: str, name: str, kind: str) -> ActorRow:
    return ActorRow(id=key, name=name, kind=kind, ids=actor_ids(key), claimed_name=name, claimed_kind=kind, same_as=key)


def _track(key: str, name: str) -> TrackRow:
    return TrackRow(id=key, name=name, process=track_process(name), claimed_name=name, same_as=key)


def _put_new(table: Any, named: Mapping[str, Any], touched: Touched) -> None:
    there: set[str] = set()
    for some in batches(sorted(named)):
        there.update(table.objects.filter(pk__in=some).values_list("pk", flat=True))
    fresh = [row for key, row in named.items() if key not in there]
    put(fresh, touched)
    if table is ActorRow:
        index_actors([(row.pk, row.name, ()) for row in fresh], touched)


def project_names(targets: set[str], touched: Touched) -> None:
    """Work out anew what decisions make of these actors and tracks (`actor:ID`), and note what names them in claims."""
    for of, table in (("actor", ActorRow), ("track", TrackRow)):
        keys = {target.partition(":")[2] for target in targets if target.startswith(f"{of}:")}
        if keys:
            _project(of, table, keys, touched)


def _project(of: str, table: Any, keys: set[str], touched: Touched) -> None:
    linked, same = _joined(of, keys)
    before = {key: rest for key, *rest in table.objects.filter(pk__in=linked).values_list("pk", "same_as", "name")}
    named: dict[str, Decision] = {}
    aliases: list[ActorAlias] = []
    ids = [f"{of}:{key}" for key in linked]
    for decision in Decision.objects.filter(kind__in=("name", "alias"), target__in=ids, superseded__isnull=True).order_by("seq"):
        key = decision.target.partition(":")[2]
        if decision.kind == "name":
            named[key] = decision
        elif decision.body["put"]:
            alias = decision.body["alias"]
            aliases.append(ActorAlias(id=row_id("alias", of, key, alias), of=of, key=same[key], alias=alias, folded=fold(alias)))
    made = []
    for row in table.objects.filter(pk__in=linked):
        body = named[row.pk].body if row.pk in named else {}
        row.name, row.same_as = body.get("name", row.claimed_name), same[row.pk]
        if of == "actor":
            row.kind = body.get("kind") or row.claimed_kind
        made.append(row)
    # Meetings are shown under the track and the actors they name, and found by what these are called.
    moved = {row.pk for row in made if before[row.pk] != [row.same_as, row.name]}
    replace(table, "id", linked, made, touched)
    old_aliases = set(ActorAlias.objects.filter(of=of, key__in=linked).values_list("folded", flat=True))
    replace(ActorAlias, "key", linked, aliases, touched)
    if of == "actor":
        index_actors([(row.pk, row.name, [one.alias for one in aliases if one.key == row.pk]) for row in made], touched)
        _touch(
            touched, Q(*(Q(value__contains=f'"{key}"') | Q(decided__contains=f'"{key}"') for key in sorted(moved)), _connector=Q.OR), moved
        )
    else:
        changed = linked if old_aliases or aliases else moved
        written = old_aliases | {one.folded for one in aliases}
        _touch_tracks(touched, lambda name: track_of(name)[0] in changed or fold(name) in written)
        put = Decision.objects.filter(kind="track", other__in=linked, target__startswith="meeting:").values_list("target", flat=True)
        touched.mentions.update(target.removeprefix("meeting:") for target in put)


def _joined(of: str, keys: set[str]) -> tuple[set[str], dict[str, str]]:
    """All that was ever joined with these, and for each the one it stands for: joins and partings replayed in their order."""
    seen: set[str] = set()
    steps: dict[int, tuple[str, str, str]] = {}
    frontier = {f"{of}:{key}" for key in keys}
    while frontier:
        seen |= frontier
        reached: set[str] = set()
        found = Decision.objects.filter(Q(target__in=frontier) | Q(other__in=frontier), kind__in=("join", "part"))
        for seq, kind, target, other, superseded in found.values_list("seq", "kind", "target", "other", "superseded"):
            reached |= {name for name in (target, other) if name}
            if superseded is None:
                steps[seq] = (kind, target, other)
        frontier = reached - seen
    stands = {name: name for name in seen}
    for _, (kind, target, other) in sorted(steps.items()):
        if kind == "part":
            stands[target] = target
        else:
            root, moved = stands[target], stands[other]
            stands = {name: root if at == moved else at for name, at in stands.items()}
    bare = {name.partition(":")[2]: at.partition(":")[2] for name, at in stands.items()}
    return set(bare), bare


def _touch(touched: Touched, condition: Q, moved: set[str]) -> None:
    if moved:
        for mention, source, kind in Claim.objects.filter(condition).values_list("mention_id", "source_id", "mention__kind").distinct():
            touched.sources.add(source)
            if kind == "meeting":
                touched.mentions.add(mention)


def _touch_tracks(touched: Touched, is_meant: Callable[[str], bool]) -> None:
    for mention, source, value, decided in Claim.objects.filter(property="track").values_list(
        "mention_id", "source_id", "value", "decided"
    ):
        written = [json.loads(text) for text in (value, decided) if text]
        if any(isinstance(name, str) and is_meant(name) for name in written):
            touched.mentions.add(mention)
            touched.sources.add(source)
