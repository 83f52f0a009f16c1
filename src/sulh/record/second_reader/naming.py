"""Whom a model means by the name or code that it gives an actor."""

from __future__ import annotations

import re

from sulh.actors import Authority
from sulh.actors.table import slug
from sulh.model import Actor, ActorKind

__all__ = ["actor_named"]

_STATE = re.compile(r"[A-Z]{3}")
# What may stand beside the name of an actor without naming another.
_BESIDE = frozenset({"the", "of", "delegation", "delegations", "government", "representatives", "side", "team", "negotiators"})
_LONGEST = 120  # characters of an identifier


def actor_named(name: str, authority: Authority) -> Actor | None:
    """The actor of a code or a name: of the authority file where that knows it, else one of its own; None for a name without letters."""
    if _STATE.fullmatch(name) and (known := authority.get(name)) is not None:
        return known
    found = authority.find(name)
    if len(found) == 1:
        mention = found[0]
        beside = f"{name[: mention.start]} {name[mention.end :]}".casefold().replace("'s", " ").replace("’s", " ").split()
        if all(word.strip("()-,.") in {*_BESIDE, ""} for word in beside):
            return mention.actor
    made = slug(name)[:_LONGEST].strip("-")
    return Actor(made, name, ActorKind.UNKNOWN) if made else None
