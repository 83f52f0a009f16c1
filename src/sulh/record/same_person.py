"""What people decide about persons: that two spellings name one person, and that one of them does not after all.

Decisions name the claims that name the persons, so that names stand nowhere but where they can be withheld and erased.
"""

from __future__ import annotations

import json
from typing import Any

from sulh.model import InvalidError, RecordError
from sulh.model.vocabulary import RETIRED
from sulh.record.access import require, visible
from sulh.record.decisions import write
from sulh.record.ledger import writing
from sulh.record.projection.models import Claim
from sulh.record.projection.names import known_names
from sulh.record.projection.people import person_key
from sulh.record.projection.persons import PERSONS
from sulh.record.shapes import Viewer
from sulh.record.states import check

__all__ = ["join_persons", "part_person"]

_JOINED, _PARTED = PERSONS
_LONGEST = 110  # letters of a name


def join_persons(viewer: Viewer, claim_id: str, other: str, *, reason: str = "", against: str | None = None) -> int:
    """Whom `other` names is the person whom `claim_id` names, and is shown under that name from now on.

    Both are claims that name somebody at a meeting. Returns the number of the entry. Raises RecordError where one names nobody or both are
    one already, ConflictError where somebody decided about them since the state `against`.
    """
    require(viewer, "edit")
    with writing():
        stands = known_names().person
        if stands(_named_in(viewer, claim_id)) == stands(_named_in(viewer, other)):
            raise RecordError("these two are one person already")
        body: dict[str, Any] = {"target": claim_id, "other": other, "reason": reason}
        return write(viewer, _JOINED, body | {"against": check([claim_id, other], against, viewer)})


def part_person(viewer: Viewer, claim_id: str, *, reason: str = "", against: str | None = None) -> int:
    """Whom the claim names is not the person with whom that spelling was joined, and is on their own again; as for `join_persons`."""
    require(viewer, "edit")
    with writing():
        key = _named_in(viewer, claim_id)
        if known_names().person(key) == key:
            raise RecordError("this person is on their own already")
        body: dict[str, Any] = {"target": claim_id, "reason": reason}
        return write(viewer, _PARTED, body | {"against": check([claim_id], against, viewer)})


def _named_in(viewer: Viewer, claim_id: str) -> str:
    """The key of the person whom a claim names."""
    found = visible(Claim.objects.filter(pk=claim_id, property="person").exclude(status__in=RETIRED), viewer).first()
    stated = json.loads(found.decided or found.value) if found is not None else None
    if not isinstance(stated, dict):
        raise RecordError(f"claim {claim_id} names nobody")
    key = person_key(str(stated["name"]))
    if len(key) > _LONGEST:
        raise InvalidError(f"a name of more than {_LONGEST} letters is joined with none")
    return key
