"""What colleagues say about a thing and ask of each other, as a page shows it beside the thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from sulh.record.access import may
from sulh.record.models import User
from sulh.record.prepared import prepared
from sulh.record.queries.discussing import AssignmentView, CommentView, assignments, comments, names_of
from sulh.record.shapes import Viewer
from sulh.record.states import ASKING, state_of

__all__ = ["Talk", "talk_about"]


@dataclass(frozen=True, slots=True)
class Talk:
    """Comments and open assignments about a thing, in the `state` in which they are.

    `accounts` are those who can be asked, `typed` what a refused form held.
    """

    thing: str
    comments: tuple[CommentView, ...]
    assignments: tuple[AssignmentView, ...]
    state: str
    accounts: tuple[str, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


def talk_about(viewer: Viewer, thing: str, *, typed: Mapping[str, str] | None = None, problem: str = "") -> Talk | None:
    """Nothing for visitors of a public view, who are told of no talk."""
    if viewer.scope == "public":
        return None
    names = names_of(viewer, thing)
    accounts: tuple[str, ...] = ()
    if may(viewer, "review"):
        accounts = (viewer.name, *(name for (name,) in _accounts() if name != viewer.name))
    state = state_of(names, viewer, kinds=ASKING)
    return Talk(thing, comments(viewer, names), assignments(viewer, things=names), state, accounts, typed or {}, problem)


@prepared
def _accounts() -> QuerySet[Any, Any]:
    return User.objects.filter(is_active=True).order_by("username").values_list("username")
