"""Who puts himself or herself into the group for lists of persons waits until another account lets him or her in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sulh.model import AccessError, InvalidError
from sulh.record import accounts
from sulh.record.access import may
from sulh.record.account_entries import KIND
from sulh.record.accounts import PERSONS
from sulh.record.ledger import writing
from sulh.record.models import Entry, User
from sulh.record.persons.approving import require_second
from sulh.record.persons.parties import has_role
from sulh.record.shapes import Viewer

__all__ = ["let_in", "may_let_in", "waiting_for_role"]


def may_let_in(viewer: Viewer) -> bool:
    """Whether the viewer decides who else works with lists of persons: administrators, and who does so already."""
    return may(viewer, "admin") or has_role(viewer)


def waiting_for_role() -> list[str]:
    """The accounts that asked for the role and have not got it: whatever changed their groups since ends that too."""
    entries = Entry.objects.filter(kind=KIND).order_by("seq")
    if not entries.filter(body__contains=f'"what":"{accounts.ASKS}"').exists():
        return []
    bodies = map(_read, entries.values_list("body", flat=True))
    last = {str(said["account"]): str(said["what"]) for said in bodies if _is_of_groups(said)}
    names = {name for name, what in last.items() if what == accounts.ASKS}
    there = User.objects.filter(username__in=names, is_active=True).exclude(groups__name=PERSONS)
    return sorted(there.values_list("username", flat=True))


def let_in(viewer: Viewer, name: str) -> None:
    """Put an account that asked for it into the group.

    Raises AccessError for who may not, InvalidError as `require_second` does, and for an account that did not ask.
    """
    if not may_let_in(viewer):
        raise AccessError(
            "who works with lists of persons is for administrators to say, and for accounts in the group {role}", role=PERSONS
        )
    require_second(viewer, name)
    with writing():
        if name not in waiting_for_role():
            raise InvalidError("{account} does not ask to work with lists of persons", account=name)
        accounts.add_group(name, PERSONS, author=viewer.name)


def _read(body: str | None) -> Mapping[str, Any]:
    return json.loads(body) if body else {}


def _is_of_groups(said: Mapping[str, Any]) -> bool:
    """Whether an entry about an account says in which groups it is, or that it asks for one."""
    return said.get("what") == accounts.ASKS or "groups" in said
