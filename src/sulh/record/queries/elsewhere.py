"""What other sources say of the same: beside a claim about a meeting, how many independent sources agree, and what others say instead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from sulh.model.vocabulary import RETIRED
from sulh.record.authority import city_key
from sulh.record.canonical import canonical, parsed
from sulh.record.prepared import prepared
from sulh.record.projection.models import Mention
from sulh.record.projection.names import Names, known_names
from sulh.record.queries.visible import batches, claims, sources
from sulh.record.shapes import ClaimView, Viewer

__all__ = ["SaidElsewhere", "elsewhere"]

_COLUMNS = ("mention__meeting", "source__original", "property", "value", "decided")
# Properties of a meeting of which one value can be right, or one for each actor; persons are written in too many ways to compare.
_ONE = frozenset({"kind", "status", "track", "ordinal", "start", "end", "city", "country"})


@dataclass(frozen=True, slots=True)
class SaidElsewhere:
    """What independent sources besides the claim's own say: how many the `same`, and each other value with how many say it."""

    sources: int
    same: int
    others: tuple[tuple[Any, int], ...]


def elsewhere(viewer: Viewer, views: Iterable[ClaimView]) -> dict[str, SaidElsewhere]:
    """For the claims about meetings that other sources tell of too, what these say; copies of one text count as one."""
    about = [one for one in views if one.subject == "meeting" and (one.property in _ONE or one.property in ("participant", "agenda"))]
    if not about:
        return {}
    placed = (row for some in batches(sorted({one.mention for one in about})) for row in _placed(some))
    meeting = {mention: of for mention, of in placed if of is not None}
    names = known_names()
    original: dict[str, str] = dict(row for some in batches(sorted({one.document.id for one in about})) for row in _originals(viewer, some))
    said: dict[tuple[str, Hashable], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    telling: dict[str, set[str]] = defaultdict(set)
    shown: dict[str, Any] = {}
    for some in batches(sorted(set(meeting.values())), 400):
        for mention_of, source, name, value, decided in _said(viewer, some):
            of = str(mention_of)
            telling[of].add(source)
            if name in _ONE or name in ("participant", "agenda"):
                slot, key, plain = _slot(name, names.meant(parsed(decided or value)), names)
                said[of, slot][key].add(source)
                shown.setdefault(key, plain)
    found = {}
    for one in about:
        own = original.get(one.document.id, one.document.id)
        if one.mention not in meeting or not telling[meeting[one.mention]] - {own}:
            continue
        of = meeting[one.mention]
        slot, key, _ = _slot(one.property, names.meant(one.value if one.decided is None else one.decided), names)
        there = {value: sources - {own} for value, sources in said[of, slot].items()}
        others = sorted(
            ((shown[value], len(sources)) for value, sources in there.items() if value != key and sources), key=lambda pair: -pair[1]
        )
        found[one.id] = SaidElsewhere(len(telling[of] - {own}), len(there.get(key, ())), tuple(others))
    return found


@prepared
def _placed(mentions: list[str]) -> QuerySet[Any, Any]:
    return Mention.objects.filter(pk__in=mentions).values_list("pk", "meeting")


@prepared
def _originals(viewer: Viewer, documents: list[str]) -> QuerySet[Any, Any]:
    return sources(viewer, withdrawn=True).filter(pk__in=documents).values_list("pk", "original")


@prepared
def _said(viewer: Viewer, meetings: list[str]) -> QuerySet[Any, Any]:
    rows = claims(viewer).filter(mention__meeting__in=meetings, source__withdrawn=False).exclude(status__in=RETIRED)
    return rows.values_list(*_COLUMNS)


def _slot(name: str, value: Any, names: Names) -> tuple[Hashable, str, Any]:
    """What values compete for, the key by which two are the same, and the part of the value that differs."""
    if name == "participant":
        return (name, value["actor"]["id"]), f"role {value['role']}", value["role"]
    if name == "agenda":
        return (name, canonical(value)), f"agenda {canonical(value)}", value
    keyed: Mapping[str, Any] = {"city": city_key, "track": names.track}
    return (name,), f"{name} {keyed.get(name, canonical)(value)}", value
