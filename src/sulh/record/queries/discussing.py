"""Comments on things and assignments about them, as those may read them who see the things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet

from sulh.record.access import ALL, require
from sulh.record.cache import is_empty
from sulh.record.decisions import meeting_names
from sulh.record.prepared import prepared
from sulh.record.projection.models import Decision
from sulh.record.queries.ledger import visible_names
from sulh.record.shapes import Viewer

__all__ = ["AssignmentView", "CommentView", "assignments", "comments", "names_of"]


@dataclass(frozen=True, slots=True)
class CommentView:
    """What somebody said about a thing."""

    seq: int
    at: str
    author: str
    thing: str
    words: str


@dataclass(frozen=True, slots=True)
class AssignmentView:
    """What somebody is asked to see to; `due` is a day or empty."""

    seq: int
    at: str
    author: str
    to: str
    thing: str
    task: str
    due: str


def names_of(viewer: Viewer, thing: str) -> list[str]:
    """The names that a thing has in entries: a meeting has one for each of its mentions."""
    kind, _, name = thing.partition(":")
    return [one for one in meeting_names(viewer, name) if one.startswith("meeting:")] if kind == "meeting" else [thing]


def comments(viewer: Viewer, things: Iterable[str]) -> tuple[CommentView, ...]:
    """What was said about these things, by their names in entries, the earliest first."""
    rows = _rows(viewer, _said("comment", list(things)))
    return tuple(CommentView(one.seq, one.at, one.author, one.target, str(one.body.get("note", ""))) for one in rows)


def assignments(viewer: Viewer, *, things: Iterable[str] | None = None, to: str | None = None) -> tuple[AssignmentView, ...]:
    """What is asked and not done: about these things, or of one account; what has a day first, the earliest of them first."""
    if is_empty("decision"):
        return ()
    if things is not None:
        made = [row for row in _said("assign", list(things)) if to is None or row[4] == to]
    else:
        made = _asked_of("assign", to) if to is not None else _asked("assign")
    rows = _rows(viewer, made)
    found = (
        AssignmentView(one.seq, one.at, one.author, one.other, one.target, str(one.body.get("note", "")), str(one.body.get("due", "")))
        for one in rows
    )
    return tuple(sorted(found, key=lambda one: (one.due or "9999", one.seq)))


class _Said(NamedTuple):
    """A decision by which somebody said or asked something."""

    seq: int
    at: str
    author: str
    target: str
    other: str
    body: dict[str, Any]


@prepared
def _said(kind: str, things: list[str]) -> QuerySet[Any, Any]:
    return _decisions(kind).filter(target__in=things)


@prepared
def _asked_of(kind: str, account: str) -> QuerySet[Any, Any]:
    return _decisions(kind).filter(other=account)


@prepared
def _asked(kind: str) -> QuerySet[Any, Any]:
    return _decisions(kind)


def _decisions(kind: str) -> QuerySet[Any, Any]:
    return Decision.objects.filter(kind=kind, superseded__isnull=True).order_by("seq").values_list(*_Said._fields)


def _rows(viewer: Viewer, found: Sequence[tuple[Any, ...]]) -> Sequence[_Said]:
    """What of it names nothing hidden from the viewer."""
    require(viewer, "read")
    if viewer.scope == "public":
        return ()
    rows = [_Said(*row) for row in found]
    if viewer.scope == ALL or not rows:
        return rows
    seen = visible_names(viewer, {_bare(one.target) for one in rows})
    return [one for one in rows if _bare(one.target) in seen]


def _bare(name: str) -> str:
    return name.removeprefix("meeting:")
