"""What actors and tracks are called, and which of them people said are one: names, aliases and joins as decisions have them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from sulh.record.authority import track_of
from sulh.record.canonical import row_id
from sulh.record.models import Written
from sulh.record.prepared import prepared
from sulh.record.projection.called import CALLED, Call, Width, calls, earlier_calls, is_actor, named_by, named_row, settled
from sulh.record.projection.models import ActorAlias, ActorRow, Claim, Decision, TrackRow
from sulh.record.projection.search import index_actors
from sulh.record.projection.touched import Touched, batches
from sulh.record.projection.writing import put, replace
from sulh.text.folding import fold

__all__ = ["NAMING", "PERSON", "Names", "add_names", "known_names", "person_names", "person_rows", "project_names", "settle_names"]

# Decisions about names; their targets are actor:ID and track:ID.
NAMING = frozenset({"name", "alias", "join", "part"})
PERSON = "person"  # what rows of other names are `of` that say which spelling of a person's name stands for which
_PERSON_KEY = f"{PERSON}:"


@dataclass(frozen=True, slots=True)
class Names:
    """Which actor or track an identifier or a name as written stands for, after what people joined."""

    actors: Mapping[str, str]
    tracks: Mapping[str, str]
    track_aliases: Mapping[str, str]
    persons: Mapping[str, str] = field(default_factory=dict)

    def actor(self, key: str) -> str:
        """The actor that an identifier stands for."""
        return self.actors.get(key, key)

    def person(self, key: str) -> str:
        """The key of the person for whom the key of a spelling stands."""
        return self.persons.get(key, key)

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
            if is_actor(value):
                made["id"] = self.actor(value["id"])
            return made
        return [self.meant(item) for item in value] if isinstance(value, list) else value


def known_names() -> Names:
    """The names as they stand in the projected tables; one statement over the few rows that people changed."""
    found: dict[str, dict[str, str]] = {"actor": {}, "track": {}, "alias": {}, PERSON: {}}
    for of, name, key in _changed_names():
        found[of][name] = key.removeprefix(_PERSON_KEY)
    return Names(found["actor"], found["track"], found["alias"], found[PERSON])


def person_names() -> Mapping[str, str]:
    """For each spelling of a person's name that stands for another, which, by their keys."""
    found = ActorAlias.objects.filter(of=PERSON).values_list("folded", "key")
    return {folded: key.removeprefix(_PERSON_KEY) for folded, key in found}


def person_rows(stands: Mapping[str, str]) -> list[ActorAlias]:
    """The rows that say which spelling stands for which; their keys are no actor's and no track's."""
    return [
        ActorAlias(id=row_id("alias", PERSON, key, root), of=PERSON, key=_PERSON_KEY + root, alias=key, folded=key)
        for key, root in stands.items()
    ]


@prepared
def _changed_names() -> QuerySet[Any, Any]:
    from django.db.models import F, Value

    joined = ActorRow.objects.exclude(same_as=F("id")).order_by().values_list(Value("actor"), "id", "same_as")
    tracks = TrackRow.objects.exclude(same_as=F("id")).order_by().values_list(Value("track"), "id", "same_as")
    aliases = ActorAlias.objects.filter(of="track").order_by().values_list(Value("alias"), "folded", "key")
    persons = ActorAlias.objects.filter(of=PERSON).order_by().values_list(Value(PERSON), "folded", "key")
    return joined.union(tracks, aliases, persons, all=True)


def add_names(entries: Iterable[tuple[Written, Mapping[str, Any]]], audiences: Mapping[str, int], touched: Touched) -> None:
    """Rows of actors and tracks that claims and decisions name, and other names for those that a wider claim names from now on.

    `audiences` by source, of the sources that the claims among `entries` come from.
    """
    found = calls(entries, audiences)
    unsettled: set[tuple[str, str]] = set()
    fresh: list[tuple[tuple[str, str], Call]] = []
    changed: dict[tuple[str, str], Call] = {}
    for of, table in CALLED.items():
        keys = sorted(key for named, key in found if named == of)
        there: dict[str, tuple[str, int]] = {}
        for some in batches(keys):
            rows = table.objects.filter(pk__in=some).values_list("pk", "claimed_name", "width")
            there.update((pk, (name, width)) for pk, name, width in rows)
        for key in keys:
            known = found[of, key]
            if key not in there:
                fresh.append(((of, key), settled((of, key), known)))
            elif min(known).width < min(there[key][1], Width.RESTRICTED):
                changed[of, key] = min(known)
            elif _rivals(known, *there[key]):
                unsettled.add((of, key))
    if unsettled:
        before = earlier_calls(unsettled)
        changed |= {thing: settled(thing, {*before.get(thing, ()), *found[thing]}) for thing in unsettled}
    _put_new(fresh, touched)
    _rename(changed, touched)


def _rivals(known: Sequence[Call], name: str, width: int) -> bool:
    """Whether restricted claims may take the place of a name that is known no more widely."""
    restricted = min(known).width is Width.RESTRICTED
    return restricted and (width > Width.RESTRICTED or (width == Width.RESTRICTED and any(call.name != name for call in known)))


def _put_new(named: Iterable[tuple[tuple[str, str], Call]], touched: Touched) -> None:
    rows = [named_row(thing, call) for thing, call in named]
    put(rows, touched)
    index_actors([(row.pk, row.name, ()) for row in rows if isinstance(row, ActorRow)], touched)


def settle_names(sources: Iterable[str], touched: Touched) -> None:
    """Names of the actors and tracks that claims of these sources name, worked out anew since others may see the claims now."""
    things: set[tuple[str, str]] = set()
    for some in batches(sorted(sources)):
        things |= named_by(some)
    known = earlier_calls(things) if things else {}
    _rename({thing: settled(thing, known[thing]) for thing in known}, touched)


def _rename(settled_calls: Mapping[tuple[str, str], Call], touched: Touched) -> None:
    """Write what claims call things now; those whose name becomes another by it are projected anew."""
    renamed: set[str] = set()
    for of, table in CALLED.items():
        wanted = {key: call for (named, key), call in settled_calls.items() if named == of}
        made = []
        for some in batches(sorted(wanted)):
            for row in table.objects.filter(pk__in=some):
                call = wanted[row.pk]
                before = (row.claimed_name, getattr(row, "claimed_kind", ""))
                row.claimed_name, row.width = call.name, int(call.width)
                if of == "actor":
                    row.claimed_kind = call.kind
                if before != (row.claimed_name, getattr(row, "claimed_kind", "")):
                    renamed.add(f"{of}:{row.pk}")
                made.append(row)
        replace(table, "id", sorted(wanted), made, touched)
    if renamed:
        project_names(renamed, touched)


def project_names(targets: set[str], touched: Touched) -> None:
    """Work out anew what decisions make of these actors and tracks (`actor:ID`), and note what names them in claims."""
    for of, table in CALLED.items():
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
