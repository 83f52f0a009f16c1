"""Groups of accounts: who is in them, and what is shared with them and with nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import QuerySet

from sulh.model import RecordError
from sulh.record.access import may, require
from sulh.record.models import User
from sulh.record.prepared import prepared
from sulh.record.projection.models import Audience
from sulh.record.queries.claims import claims_called
from sulh.record.queries.refs import document_refs
from sulh.record.queries.visible import claims, sources
from sulh.record.shapes import ClaimView, DocumentRef, Viewer

__all__ = ["GroupView", "group", "groups", "known_groups"]

_RESTRICTED = "restricted"
_MOST = 500


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group with the names of its members, the documents shared with it, and the claims that only it sees of others."""

    name: str
    members: tuple[tuple[str, str], ...]  # name and role of each open account
    documents: tuple[DocumentRef, ...]
    claims: tuple[ClaimView, ...]


def known_groups(viewer: Viewer, *named: str) -> list[str]:
    """The groups that the viewer knows: those they are in, all for administrators, and those `named` where they look already."""
    own = set(viewer.scope.split("|")[1:])
    found = {name for (name,) in _named()}
    return sorted({*(found if may(viewer, "admin") else found & own), *named})


@prepared
def _named() -> QuerySet[Any, Any]:
    return Group.objects.values_list("name")


def groups(viewer: Viewer) -> tuple[tuple[str, int], ...]:
    """The groups that the viewer knows, each with the number of its open accounts."""
    require(viewer, "read")
    return tuple((name, _accounts(name).count()) for name in known_groups(viewer))


def group(viewer: Viewer, name: str) -> GroupView:
    """One group. Raises RecordError where there is none that the viewer may know of."""
    if name not in dict(groups(viewer)):
        raise RecordError(f"there is no group {name} here")
    audiences = [pk for pk, names in Audience.objects.filter(level=_RESTRICTED).values_list("pk", "groups") if name in names.split("|")]
    shared = list(sources(viewer).filter(audience__in=audiences).order_by("-seq").values_list("pk", flat=True)[:_MOST])
    refs = document_refs(viewer, shared, counted=True)
    narrower = claims(viewer).filter(audience__in=audiences).exclude(source__audience__in=audiences).order_by("seq")
    chosen = list(narrower.values_list("pk", flat=True)[:_MOST])
    seen = claims_called(viewer, chosen) if chosen else ()
    members = tuple(_accounts(name).order_by("username").values_list("username", "role"))
    return GroupView(name, members, tuple(refs[key] for key in shared if key in refs), tuple(seen))


def _accounts(name: str) -> QuerySet[User]:
    return User.objects.filter(is_active=True, groups__name=name)
