"""Who may do and see what: the one place where roles, audiences and scopes are decided.

A *scope* is what somebody may see: `public` (what everybody may), `team` (what every account may), `team|GROUP|...` (an account
in these groups), `all` (whoever holds the file). Meetings are projected once for each scope, so that every query is the same
for a viewer who sees everything and for one who sees a part.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from sulh.model import AccessError, RecordError
from sulh.record.canonical import row_id
from sulh.record.opening import is_copy
from sulh.record.projection.models import Audience
from sulh.record.shapes import Viewer

__all__ = [
    "ACTIONS",
    "ALL",
    "LEVELS",
    "NOBODY",
    "SCOPES",
    "audience_id",
    "may",
    "members",
    "require",
    "scope_of",
    "sees",
    "stricter",
    "visible",
]

LEVELS = ("public", "team", "restricted")
# The group of those who are in two groups that have nobody in common; no account is ever in it.
NOBODY = "(nobody)"
ALL = "all"
# The scopes that every record has; those of accounts in groups are added when such an account first looks.
SCOPES = (ALL, "public", "team")

_READS = frozenset({"read", "export"})
_REVIEWS = _READS | {"review", "merge"}
_EDITS = _REVIEWS | {"edit"}
_CHANGES = _EDITS - _READS
ACTIONS: dict[str, frozenset[str]] = {
    "public": frozenset({"read"}),
    "reader": _READS,
    "reviewer": _REVIEWS,
    "editor": _EDITS,
    "admin": _EDITS | {"admin"},
}

Row = TypeVar("Row", bound=Model)


def scope_of(groups: Iterable[str], *, team: bool = True) -> str:
    """The scope of an account in these groups; without `team`, that of the public."""
    return "|".join(("team", *sorted(set(groups)))) if team else "public"


def sees(scope: str, level: str, groups: Iterable[str]) -> bool:
    """Whether what is shared with an audience is in a scope."""
    if scope == ALL or level == "public":
        return True
    own = scope.split("|")
    return own[0] == "team" and (level == "team" or not set(own[1:]).isdisjoint(groups))


def members(scope: str) -> frozenset[int]:
    """The audiences in a scope."""
    return frozenset(
        pk
        for pk, level, names in Audience.objects.values_list("pk", "level", "groups")
        if sees(scope, level, filter(None, names.split("|")))
    )


def may(one: Viewer, action: str) -> bool:
    """Whether the role allows the action: read, export, review, merge, edit or admin. Raises RecordError for another word.

    In a copy that goes with this process, made of a record that cannot be written, nobody changes anything.
    """
    if action not in ACTIONS["admin"]:
        raise RecordError(f"there is no action {action!r}: {', '.join(sorted(ACTIONS['admin']))}")
    return action in ACTIONS.get(one.role, frozenset()) and not (action in _CHANGES and is_copy())


def require(one: Viewer, action: str) -> None:
    """Raise AccessError unless the role allows the action."""
    if not may(one, action):
        if action in _CHANGES and is_copy():
            raise AccessError("the record cannot be written where it lies: what would be decided or added here would be lost")
        raise AccessError(f"{one.name} ({one.role}) may not {action} here; an admin can give the role for it")


def visible(queryset: QuerySet[Row], one: Viewer, path: str = "audience") -> QuerySet[Row]:
    """The rows whose audience, at `path` from the row, the viewer belongs to."""
    condition: dict[str, Any] = {f"{path}__in": one.audiences}
    return queryset if one.scope == ALL else queryset.filter(**condition)


def audience_id(level: str, groups: Iterable[str] = ()) -> int:
    """The key of an audience, the same in every rebuild. Raises RecordError for a level or groups that mean nothing."""
    names = sorted(set(groups))
    if level not in LEVELS:
        raise RecordError(f"there is no sharing level {level!r}: {', '.join(LEVELS)}")
    if (level == "restricted") != bool(names):
        raise RecordError("sharing is restricted to named groups, and only then are groups named")
    if any("|" in name or not name.strip() for name in names):
        raise RecordError("the name of a group is not empty and has no | in it")
    return row_id("audience", level, "|".join(names))


def stricter(one: tuple[str, tuple[str, ...]], other: tuple[str, tuple[str, ...]]) -> tuple[str, tuple[str, ...]]:
    """The audience that lets fewer see: the narrower level; of two restrictions the groups in both, and nobody where there is none."""
    if LEVELS.index(one[0]) != LEVELS.index(other[0]):
        return max(one, other, key=lambda a: LEVELS.index(a[0]))
    if one[0] != "restricted":
        return (one[0], ())
    both = tuple(sorted(set(one[1]) & set(other[1])))
    return (one[0], both or (NOBODY,))
