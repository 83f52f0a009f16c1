"""Who may have to do with lists of persons, and for whom somebody sits in a round."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group

from sulh.model import AccessError, RecordError
from sulh.model.messages import joined
from sulh.record.access import ALL, require
from sulh.record.shapes import Viewer

__all__ = ["ROLE", "groups_of", "has_role", "known_group", "party_of", "require_persons", "roled"]

# The group whose members may work with lists of persons: a role beside the others, which only administrators give, and which the ledger
# says of each account as it says its groups. Being an administrator or an editor does not include it.
ROLE = "persons"


def groups_of(viewer: Viewer) -> frozenset[str]:
    """The groups that the viewer is in, without the role itself."""
    return frozenset(viewer.scope.split("|")[1:]) - {ROLE}


def has_role(viewer: Viewer) -> bool:
    """Whether the viewer may have to do with lists of persons at all; what of them is another matter."""
    return viewer.scope == ALL or ROLE in viewer.scope.split("|")[1:]


def require_persons(viewer: Viewer, *, write: bool = False) -> None:
    """Raise AccessError for whoever has not the role; with `write` also for whoever may not edit."""
    if not has_role(viewer):
        raise AccessError(
            "lists of persons are for accounts with the role of their own: an administrator puts them into the group {role}", role=ROLE
        )
    if write:
        require(viewer, "edit")


def party_of(viewer: Viewer, sides: Iterable[str], mediator: str) -> str:
    """The side that the viewer sits on, or the mediator; empty for nobody of the round.

    Whoever holds the file is the mediator. Raises AccessError for an account that is in the groups of two of them: it would see for one
    what the other did not show.
    """
    if viewer.scope == ALL:
        return mediator
    if not has_role(viewer):
        return ""
    found = [party for party in (mediator, *sides) if party in groups_of(viewer)]
    if len(found) > 1:
        raise AccessError(
            "{account} is in the groups {both}, and cannot sit for both: an administrator takes it out of one",
            account=viewer.name, both=joined(found, "{one} and {other}"),
        )
    return found[0] if found else ""


def roled(names: Iterable[str]) -> list[str]:
    """Those of the groups that are sides or mediators: all but the role."""
    return [name for name in names if name != ROLE]


def known_group(name: str) -> str:
    """The name of a group that there is. Raises RecordError where there is none: a side nobody can sit on would wait for ever."""
    if name == ROLE or not Group.objects.filter(name=name).exists():
        raise RecordError("there is no group {name!r}: put an account into it first (`sulh user role NAME ROLE --group GROUP`)", name=name)
    return name
