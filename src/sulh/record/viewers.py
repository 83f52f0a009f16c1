"""Who looks at a record: an account, the public, or whoever holds the file; each has a role and a scope (see `access`)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.db.models import QuerySet

from sulh.record.access import ALL, SCOPES, members, scope_of
from sulh.record.cache import versions
from sulh.record.models import User
from sulh.record.prepared import prepared
from sulh.record.projection.apply import add_scope
from sulh.record.projection.models import Scope
from sulh.record.shapes import Viewer

__all__ = ["limited", "local_viewer", "viewer", "viewer_of"]

_KNOWN: dict[tuple[str, str, str], frozenset[int]] = {}
_MOST = 1000


def viewer(name: str, role: str, scope: str) -> Viewer:
    """Somebody with a role and a scope; meetings are projected for a scope when it is first asked for."""
    if scope not in SCOPES and not _is_projected(scope):
        with transaction.atomic():
            add_scope(scope)
    return Viewer(name, role, scope, _members(scope))


def viewer_of(user: User | None) -> Viewer:
    """What an account may do and see; None is the public. An admin does not see what is restricted to groups of others."""
    if user is None or not user.is_active:
        return viewer("public", "public", "public")
    known, user.groups_read = user.groups_read, None
    return viewer(user.get_username(), user.role, scope_of((name for (name,) in _groups(user.pk)) if known is None else known))


def local_viewer(name: str) -> Viewer:
    """Who holds the file: the user of the command line on this machine, who may do and see everything."""
    return viewer(name, "admin", ALL)


def limited(one: Viewer, level: str) -> Viewer:
    """The same viewer, seeing only what is shared as widely as `level`: for what leaves the house."""
    if level == "restricted" or one.scope == "public":
        return one
    return viewer(one.name, one.role, level)


@prepared
def _groups(user: int) -> QuerySet[Any, Any]:
    return Group.objects.filter(user=user).values_list("name")


@prepared
def _is_projected(scope: str) -> QuerySet[Any, Any]:
    return Scope.objects.filter(pk=scope).values_list("pk")


def _members(scope: str) -> frozenset[int]:
    """The audiences in a scope, from memory while no audience was added."""
    version = versions().get("audience")
    if version is None:
        return members(scope)
    key = (str(connection.settings_dict["NAME"]), version, scope)
    if key not in _KNOWN:
        if len(_KNOWN) > _MOST:
            _KNOWN.clear()
        _KNOWN[key] = members(scope)
    return _KNOWN[key]
