"""Actors that the facts of one document name together, and the claims that name the same ones."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from sulh.model import Role
from sulh.model.vocabulary import ClaimStatus
from sulh.record.projection.models import ParticipationRow
from sulh.record.queries.main_meetings import main_meetings
from sulh.record.queries.refs import actor_refs
from sulh.record.queries.visible import claims, facts, few_meetings
from sulh.record.shapes import ActorRef, ClaimView, Viewer

__all__ = ["named_together", "open_with", "roles_together"]

# Parties before those who stand beside them.
_ORDER = [Role.PARTY.value, *(one.value for one in Role if one is not Role.PARTY)]


def named_together(viewer: Viewer, source: str, kind: str, column: str) -> list[dict[str, ActorRef]]:
    """The sets of at least one actor that facts of a kind have in `column`, by identifier; what most facts name comes first."""
    rows = facts(viewer, kind).filter(source=source).order_by("seq").values_list(column, flat=True)
    counted = Counter(tuple(sorted(own)) for own in rows if own)
    named = actor_refs({actor for own in counted for actor in own})
    return [{actor: named.get(actor) or ActorRef(actor, actor) for actor in own} for own, _ in counted.most_common()]


def roles_together(viewer: Viewer, source: str) -> list[dict[str, ActorRef]]:
    """The sets of several actors that have one role at the meeting that a document is mainly about, the parties first; "the parties" of a
    text, and "the guarantors", are these.
    """
    meeting = main_meetings(viewer, [source]).get(source)
    if meeting is None:
        return []
    own = few_meetings(viewer, meeting=meeting).values("pk")
    held: dict[str, list[str]] = {}
    for role, actor in ParticipationRow.objects.filter(row__in=own).order_by("role", "actor_id").values_list("role", "actor_id"):
        held.setdefault(role, []).append(actor)
    several = sorted((role for role, actors in held.items() if len(actors) > 1), key=_ORDER.index)
    named = actor_refs({actor for role in several for actor in held[role]})
    return [{actor: named[actor] for actor in held[role] if actor in named} for role in several]


def open_with(viewer: Viewer, claim: ClaimView, name: str, actors: set[str]) -> dict[str, Any]:
    """The other open claims of the document and property that name exactly these actors in `name`, with their values."""
    rows = claims(viewer).filter(source=claim.document.id, property=claim.property, status=ClaimStatus.PROPOSED).exclude(pk=claim.id)
    found = {str(key): json.loads(value) for key, value in rows.order_by("start", "seq").values_list("pk", "value")}
    return {key: value for key, value in found.items() if {one["id"] for one in value.get(name) or ()} == actors}
