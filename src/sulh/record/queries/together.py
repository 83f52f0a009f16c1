"""Actors that the facts of one document name together, and the claims that name the same ones."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from sulh.record.queries.refs import actor_refs
from sulh.record.queries.visible import claims, facts
from sulh.record.shapes import ActorRef, ClaimView, Viewer

__all__ = ["named_together", "open_with"]


def named_together(viewer: Viewer, source: str, kind: str, column: str) -> list[dict[str, ActorRef]]:
    """The sets of at least one actor that facts of a kind have in `column`, by identifier; what most facts name comes first."""
    rows = facts(viewer, kind).filter(source=source).order_by("seq").values_list(column, flat=True)
    counted = Counter(tuple(sorted(own)) for own in rows if own)
    named = actor_refs({actor for own in counted for actor in own})
    return [{actor: named.get(actor) or ActorRef(actor, actor) for actor in own} for own, _ in counted.most_common()]


def open_with(viewer: Viewer, claim: ClaimView, name: str, actors: set[str]) -> dict[str, Any]:
    """The other open claims of the document and property that name exactly these actors in `name`, with their values."""
    rows = claims(viewer).filter(source=claim.document.id, property=claim.property, status="proposed").exclude(pk=claim.id)
    found = {str(key): json.loads(value) for key, value in rows.order_by("start", "seq").values_list("pk", "value")}
    return {key: value for key, value in found.items() if {one["id"] for one in value.get(name) or ()} == actors}
