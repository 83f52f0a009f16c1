"""Mappings of columns that were kept under a name, for the next version of their list; all who may edit use them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from sulh.model import InvalidError, RecordError
from sulh.record.access import require
from sulh.record.jobs.models import SavedMapping
from sulh.record.shapes import Viewer

__all__ = ["keep_mapping", "kept_mapping", "kept_mappings"]

_LONGEST = 200


def keep_mapping(viewer: Viewer, name: str, mapping: Mapping[str, Any]) -> None:
    """Keep a mapping under a name, in the place of one that was kept under it before. Raises InvalidError for a name that is none."""
    require(viewer, "edit")
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST or "\0" in name:
        raise InvalidError(f"give the mapping a name of at most {_LONGEST} letters")
    SavedMapping.objects.update_or_create(
        name=name, defaults={"author": viewer.name, "mapping": dict(mapping), "made": timezone.now()}
    )  # fmt: skip


def kept_mappings(viewer: Viewer) -> tuple[str, ...]:
    """The names of all mappings that are kept."""
    require(viewer, "edit")
    return tuple(SavedMapping.objects.order_by("name").values_list("name", flat=True))


def kept_mapping(viewer: Viewer, name: str) -> Mapping[str, Any]:
    """The mapping of that name. Raises RecordError where there is none."""
    require(viewer, "edit")
    found = SavedMapping.objects.filter(name=name).first()
    if found is None:
        raise RecordError(f"no mapping is called {name!r}")
    return dict(found.mapping)
