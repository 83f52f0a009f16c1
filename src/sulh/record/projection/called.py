"""What claims call actors and tracks: the name that may be read by the most people, and of several such names the earliest.

Whoever sees an actor or a track sees its name, so a name that only a restricted claim gives may not be shown to others. The
authority file's own name stands before every restricted one; where different groups were told different names, nobody's is
shown and the identifier stands in their place.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.db.models import Q

from sulh.actors import Authority
from sulh.record.authority import actor_ids, track_of, track_process
from sulh.record.models import Written
from sulh.record.projection.models import ActorRow, Audience, Claim, Decision, TrackRow
from sulh.record.projection.touched import batches

__all__ = ["CALLED", "Call", "Calls", "Width", "calls", "earlier_calls", "is_actor", "named_by", "named_in", "named_row", "settled"]

_AT_ONCE = 50  # conditions that one statement joins with OR
# The tables of what is called something, by the word that stands before an identifier.
CALLED: Mapping[str, Any] = {"actor": ActorRow, "track": TrackRow}


class Width(IntEnum):
    """How widely a name may be read, the widest first. A name that only a decision gives comes last."""

    PUBLIC = 0
    TEAM = 1
    LISTED = 2
    RESTRICTED = 3
    DECIDED = 4


_WIDTHS = {"public": Width.PUBLIC, "team": Width.TEAM, "restricted": Width.RESTRICTED}


@dataclass(frozen=True, slots=True, order=True)
class Call:
    """One entry's name for an actor or track."""

    width: Width
    seq: int
    audience: int
    name: str
    kind: str = ""


# (actor or track, identifier) -> what entries call it; only the first of the widest, and every restricted one.
Calls = dict[tuple[str, str], list[Call]]


def calls(entries: Iterable[tuple[Written, Mapping[str, Any]]], audiences: Mapping[str, int]) -> Calls:
    """What these entries call actors and tracks; `audiences` by source, and a claim of any other source names nothing."""
    taken = list(entries)
    widths = _audience_widths()
    corrected = _audiences_of({str(body["target"]) for entry, body in taken if entry.kind == "correct"})
    found: Calls = defaultdict(list)
    for entry, body in taken:
        if entry.kind == "claim":
            if _names_nothing(body["property"], body["value"]):
                continue
            audience = audiences.get(str(body.get("document") or body.get("source")))
        elif entry.kind == "correct":
            audience = corrected.get(str(body["target"]))
        else:
            for thing, name, kind in _decided(entry.kind, str(body["target"]) if "target" in body else "", body):
                _keep(found[thing], Width.DECIDED, entry.seq, 0, name, kind)
            continue
        if audience is not None:
            width = widths[audience]
            for thing, name, kind in named_in(body["property"], body["value"]):
                _keep(found[thing], width, entry.seq, audience, name, kind)
    return found


def _keep(known: list[Call], width: Width, seq: int, audience: int, name: str, kind: str) -> None:
    """Keep what can still give the name: entries come in order, so that of one width the first counts, save for restricted ones."""
    if not known or width is Width.RESTRICTED or width < min(known).width:
        known.append(Call(width, seq, audience, name, kind))


def _audience_widths() -> dict[int, Width]:
    return {pk: _WIDTHS[level] for pk, level in Audience.objects.values_list("pk", "level")}


def _audiences_of(claims: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in batches(sorted(claims)):
        found.update(Claim.objects.filter(pk__in=some).values_list("pk", "audience_id"))
    return found


def named_in(prop: str, value: Any) -> Iterator[tuple[tuple[str, str], str, str]]:
    """Every actor and track that a claimed value names: (actor or track, identifier), the name it is given, the kind of actor."""
    if prop == "track":
        key, name = track_of(value["name"] if isinstance(value, dict) else value)
        yield ("track", key), name, ""
    for one in _actors_in(value):
        yield ("actor", one["id"]), one["name"], one["kind"]


def is_actor(value: Mapping[str, Any]) -> bool:
    """Whether a claimed value is an actor."""
    return value.keys() == {"id", "name", "kind"}


def _actors_in(value: Any) -> Iterator[Mapping[str, str]]:
    if isinstance(value, dict):
        if is_actor(value):
            yield value
        else:
            for item in value.values():
                yield from _actors_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from _actors_in(item)


def _names_nothing(prop: str, value: Any) -> bool:
    """Whether a claim can name neither actor nor track, as most cannot."""
    return isinstance(value, str) and prop != "track"


def _decided(kind: str, target: str, body: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], str, str]]:
    if kind == "track":
        key, name = track_of(body["name"])
        yield ("track", key), name, ""
    elif kind == "name":
        of, _, key = target.partition(":")
        yield (of, key), body["name"], body.get("kind") or "unknown"


def earlier_calls(things: set[tuple[str, str]]) -> Calls:
    """What all that is projected calls these actors and tracks."""
    widths = _audience_widths()
    found: dict[tuple[str, str], set[Call]] = defaultdict(set)

    def take(prop: str, value: Any, seq: int, audience: int) -> None:
        for thing, name, kind in named_in(prop, value):
            if thing in things:
                found[thing].add(Call(widths[audience], seq, audience, name, kind))

    columns = ("property", "value", "seq", "audience_id")
    for condition in _naming(things):
        for prop, value, seq, audience in Claim.objects.filter(condition).values_list(*columns):
            take(prop, json.loads(value), seq, audience)
    decisions = list(Decision.objects.filter(kind__in=("correct", "name", "track")))
    corrected = _audiences_of({decision.target for decision in decisions if decision.kind == "correct"})
    for decision in decisions:
        if decision.kind != "correct":
            for thing, name, kind in _decided(decision.kind, decision.target, decision.body):
                if thing in things:
                    found[thing].add(Call(Width.DECIDED, decision.seq, 0, name, kind))
        elif decision.target in corrected:
            take(decision.body["property"], decision.body["value"], decision.seq, corrected[decision.target])
    return {thing: sorted(known) for thing, known in found.items()}


def named_by(sources: Iterable[str]) -> set[tuple[str, str]]:
    """The actors and tracks that claims of these sources name, as claimed or as corrected."""
    ids: list[str] = []
    found: set[tuple[str, str]] = set()
    for pk, prop, value in Claim.objects.filter(source__in=list(sources)).values_list("pk", "property", "value"):
        ids.append(pk)
        found.update(thing for thing, _, _ in named_in(prop, json.loads(value)))
    for some in batches(ids):
        for body in Decision.objects.filter(kind="correct", target__in=some).values_list("body", flat=True):
            found.update(thing for thing, _, _ in named_in(body["property"], body["value"]))
    return found


def _naming(things: set[tuple[str, str]]) -> Iterator[Q]:
    """Conditions that the claims naming these things meet, and perhaps some others."""
    if any(of == "track" for of, _ in things):
        yield Q(property="track")
    written = sorted(f'"id":{json.dumps(key, ensure_ascii=False)}' for of, key in things if of == "actor")
    for some in batches(written, _AT_ONCE):
        yield Q(*(Q(value__contains=one) for one in some), _connector=Q.OR)


def settled(thing: tuple[str, str], known: Iterable[Call]) -> Call:
    """The one of what a thing is called that is shown, or what stands in the place of names that not everybody may read."""
    ordered = sorted(known)
    best = ordered[0]
    if best.width < Width.RESTRICTED:
        return best
    if thing[0] == "actor" and (listed := Authority.default().get(thing[1])) is not None:
        return Call(Width.LISTED, 0, 0, listed.name, listed.kind.value)
    rivals = [call for call in ordered if call.width is best.width is Width.RESTRICTED]
    if len({call.audience for call in rivals}) > 1 and len({call.name for call in rivals}) > 1:
        return Call(best.width, best.seq, best.audience, thing[1], best.kind)
    return best


def named_row(thing: tuple[str, str], call: Call) -> ActorRow | TrackRow:
    """A new row of what a call names."""
    of, key = thing
    if of == "actor":
        kinds = {"kind": call.kind, "claimed_kind": call.kind}
        return ActorRow(id=key, name=call.name, ids=actor_ids(key), claimed_name=call.name, width=call.width, same_as=key, **kinds)
    return TrackRow(id=key, name=call.name, process=track_process(call.name), claimed_name=call.name, width=call.width, same_as=key)
