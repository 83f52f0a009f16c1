"""Who may do and see what: the one place where roles and audiences are decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from django.db.models import Model, QuerySet

from sulh.model import AccessError, RecordError
from sulh.record.canonical import row_id
from sulh.record.models import Audience, User
from sulh.record.shapes import Viewer

__all__ = [
    "ACTIONS",
    "LEVELS",
    "NOBODY",
    "audience",
    "audience_id",
    "limited",
    "local_viewer",
    "may",
    "require",
    "stricter",
    "viewer_of",
    "visible",
]

LEVELS = ("public", "team", "restricted")
# The group of those who are in two groups that have nobody in common; no account is ever in it.
NOBODY = "(nobody)"

_READS = frozenset({"read", "export"})
_REVIEWS = _READS | {"review", "merge"}
_EDITS = _REVIEWS | {"edit"}
ACTIONS: dict[str, frozenset[str]] = {
    "public": frozenset({"read"}),
    "reader": _READS,
    "reviewer": _REVIEWS,
    "editor": _EDITS,
    "admin": _EDITS | {"admin"},
}

Row = TypeVar("Row", bound=Model)


def viewer_of(user: User | None) -> Viewer:
    """What an account may do and see; None is the public. An admin does not see what is restricted to groups of others."""
    if user is None or not user.is_active:
        return Viewer("public", "public", _audiences((), team=False))
    return Viewer(user.get_username(), user.role, _audiences(user.groups.values_list("name", flat=True), team=True))


def local_viewer(name: str) -> Viewer:
    """Who holds the file: the user of the command line on this machine, who may do and see everything."""
    return Viewer(name, "admin", frozenset(Audience.objects.values_list("pk", flat=True)))


def limited(viewer: Viewer, level: str) -> Viewer:
    """The same viewer, seeing only what is shared as widely as `level`: for what leaves the house."""
    levels = LEVELS[: LEVELS.index(level) + 1]
    wide = frozenset(Audience.objects.filter(level__in=levels).values_list("pk", flat=True))
    return replace(viewer, audiences=viewer.audiences & wide)


def _audiences(groups: Iterable[str], *, team: bool) -> frozenset[int]:
    own = set(groups)
    return frozenset(
        pk
        for pk, level, names in Audience.objects.values_list("pk", "level", "groups")
        if level == "public" or (team and (level == "team" or (level == "restricted" and own & set(names.split("|")))))
    )


def may(viewer: Viewer, action: str) -> bool:
    """Whether the role allows the action: read, export, review, merge, edit or admin. Raises RecordError for another word."""
    if action not in ACTIONS["admin"]:
        raise RecordError(f"there is no action {action!r}: {', '.join(sorted(ACTIONS['admin']))}")
    return action in ACTIONS.get(viewer.role, frozenset())


def require(viewer: Viewer, action: str) -> None:
    """Raise AccessError unless the role allows the action."""
    if not may(viewer, action):
        raise AccessError(f"{viewer.name} ({viewer.role}) may not {action} here; an admin can give the role for it")


def visible(queryset: QuerySet[Row], viewer: Viewer, path: str = "audience") -> QuerySet[Row]:
    """The rows whose audience, at `path` from the row, the viewer belongs to."""
    return queryset.filter(**{f"{path}__in": viewer.audiences})


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


def audience(level: str, groups: Iterable[str] = ()) -> Audience:
    """The audience of that level and those groups, made when it is new."""
    names = sorted(set(groups))
    key = audience_id(level, names)
    return Audience.objects.get_or_create(pk=key, defaults={"level": level, "groups": "|".join(names)})[0]


def stricter(one: tuple[str, tuple[str, ...]], other: tuple[str, tuple[str, ...]]) -> tuple[str, tuple[str, ...]]:
    """The audience that lets fewer see: the narrower level; of two restrictions the groups in both, and nobody where there is none."""
    if LEVELS.index(one[0]) != LEVELS.index(other[0]):
        return max(one, other, key=lambda a: LEVELS.index(a[0]))
    both = tuple(sorted(set(one[1]) & set(other[1])))
    return (one[0], both or (NOBODY,))
