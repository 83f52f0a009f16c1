"""Find the actor that somebody names: by identifier, name or alias, in the record first, then in the authority file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sulh.actors import Authority
from sulh.model import Actor, RecordError
from sulh.model.serial import actor_json
from sulh.record.projection.models import ActorAlias, ActorRow
from sulh.record.queries.visible import knows
from sulh.record.shapes import Viewer
from sulh.text.folding import fold

__all__ = ["UnknownActorError", "actor_named", "add_new"]


class UnknownActorError(RecordError):
    """Neither the record nor the authority file has an actor of that name."""


def actor_named(viewer: Viewer, given: Any) -> Any:
    """An actor as claims write it, from its identifier, a name or an alias; what is neither text nor an actor is left as it is.

    An actor that the authority file knows keeps the name it has there. One that nothing visible to the viewer names is not found.

    Raises RecordError when no actor or more than one is called so.
    """
    if isinstance(given, Mapping):
        listed = Authority.default().get(str(given.get("id")))
        return given if listed is None else actor_json(listed)
    if not isinstance(given, str):
        return given
    row = _in_record(viewer, given)
    if row is not None:
        return {"id": row.pk, "name": row.name, "kind": row.kind}
    known = _in_authority(given.strip())
    if known is None:
        raise UnknownActorError(f"no actor is called {given!r}: name one by its identifier, or add it (`sulh actor name NAME --kind KIND`)")
    return actor_json(known)


def add_new(viewer: Viewer, values: Any) -> int | None:
    """Name the actors of some values that neither the record nor the authority file knows; call it inside `writing`.

    Returns the last entry, None where nobody was new.
    """
    from sulh.record.decisions import name_actor

    last = None
    for actor in _actors_of(values):
        if Authority.default().get(actor["id"]) is None and not ActorRow.objects.filter(pk=actor["id"]).exists():
            last = name_actor(viewer, actor["name"], id=actor["id"], kind=actor["kind"])
    return last


def _actors_of(values: Any) -> list[dict[str, str]]:
    if isinstance(values, Mapping):
        if values.keys() == {"id", "name", "kind"}:
            return [dict(values)]
        values = list(values.values())
    return [one for item in values for one in _actors_of(item)] if isinstance(values, list | tuple) else []


def _in_record(viewer: Viewer, given: str) -> ActorRow | None:
    folded = fold(given.strip())
    keys = set(ActorAlias.objects.filter(of="actor", folded=folded).values_list("key", flat=True))
    named = ActorRow.objects.values_list("pk", "name", "same_as")
    stands = {key: same for key, name, same in named if key in keys or key == given or fold(name) == folded}
    known = [key for key in stands if knows(viewer, "actor", key)]
    if given in known:
        return ActorRow.objects.get(pk=given)
    same = {stands[key] for key in known}
    if len(same) > 1:
        raise RecordError(f"several actors are called so ({', '.join(sorted(same))}): name one by its identifier")
    return ActorRow.objects.get(pk=same.pop()) if same else None


def _in_authority(name: str) -> Actor | None:
    """The actor of the authority file whose identifier this is, or which the whole of the words name."""
    authority = Authority.default()
    found = [one.actor for one in authority.find(name) if (one.start, one.end) == (0, len(name))]
    return authority.get(name) or (found[0] if len(found) == 1 else None)
