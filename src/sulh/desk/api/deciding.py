"""The routes that decide: each writes one entry into the ledger, signed with the account of the token."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from sulh.desk.api.access import REQUIRED, looker
from sulh.desk.api.errors import Conflict, Failure
from sulh.desk.api.schemas import Correction, Decided, Merging, OneClaim, OneMention, OneProposal, SomeClaims, Undoing
from sulh.model import AccessError, RecordError
from sulh.record import decisions
from sulh.record.access import require
from sulh.record.queries.documents import claim as claim_of
from sulh.record.queries.meetings import meeting as meeting_of
from sulh.record.shapes import Viewer

__all__ = ["router"]

router = Router(auth=REQUIRED, tags=["decisions"])
_ANSWERS: dict[Any, Any] = {201: Decided, 400: Failure, 401: Failure, 403: Failure, 404: Failure, 409: Failure, 422: Failure}


def _decided(decide: Callable[[], int]) -> Status[dict[str, int]]:
    """Decide; what the record refuses after the things named were found is a conflict with its state."""
    try:
        return Status(201, {"seq": decide()})
    except AccessError:
        raise
    except RecordError as problem:
        raise Conflict(str(problem)) from problem


def _claims(viewer: Viewer, names: list[str]) -> None:
    """Raise AccessError unless the viewer may review, RecordError unless these are claims that it sees."""
    require(viewer, "review")
    for name in names:
        claim_of(viewer, name)


@router.post("/accept", response=_ANSWERS, operation_id="accept")
def accept(request: HttpRequest, given: SomeClaims) -> Any:
    """These claims are right."""
    viewer = looker(request)
    _claims(viewer, given.claims)
    return _decided(lambda: decisions.accept_many(viewer, given.claims, reason=given.reason))


@router.post("/reject", response=_ANSWERS, operation_id="reject")
def reject(request: HttpRequest, given: OneClaim) -> Any:
    """The document does not say this."""
    viewer = looker(request)
    _claims(viewer, [given.claim])
    return _decided(lambda: decisions.reject(viewer, given.claim, reason=given.reason))


@router.post("/withdraw", response=_ANSWERS, operation_id="withdraw")
def withdraw(request: HttpRequest, given: OneClaim) -> Any:
    """Take a claim out of the record, right or wrong."""
    viewer = looker(request)
    _claims(viewer, [given.claim])
    return _decided(lambda: decisions.withdraw(viewer, given.claim, reason=given.reason))


@router.post("/correct", response=_ANSWERS, operation_id="correct")
def correct(request: HttpRequest, given: Correction) -> Any:
    """The claim ought to have another value."""
    viewer = looker(request)
    _claims(viewer, [given.claim])
    return _decided(lambda: decisions.correct(viewer, given.claim, given.value, reason=given.reason))


@router.post("/merge", response=_ANSWERS, operation_id="merge")
def merge(request: HttpRequest, given: Merging) -> Any:
    """Two meetings are one."""
    viewer = looker(request)
    require(viewer, "merge")
    left, right = meeting_of(viewer, given.left).id, meeting_of(viewer, given.right).id
    return _decided(lambda: decisions.merge(viewer, left, right, reason=given.reason))


@router.post("/split", response=_ANSWERS, operation_id="split")
def split(request: HttpRequest, given: OneMention) -> Any:
    """A document tells of another meeting than the one its mention was merged into."""
    viewer = looker(request)
    require(viewer, "merge")
    meeting_of(viewer, given.mention)
    return _decided(lambda: decisions.split(viewer, given.mention, reason=given.reason))


@router.post("/apart", response=_ANSWERS, operation_id="apart")
def apart(request: HttpRequest, given: OneProposal) -> Any:
    """The meetings of a proposal are two."""
    viewer = looker(request)
    require(viewer, "merge")
    return _decided(lambda: decisions.apart(viewer, given.proposal, reason=given.reason))


@router.post("/undo", response=_ANSWERS, operation_id="undo")
def undo(request: HttpRequest, given: Undoing) -> Any:
    """Take a decision back; what it had superseded is in force again."""
    viewer = looker(request)
    require(viewer, "review")
    return _decided(lambda: decisions.undo(viewer, given.decision, reason=given.reason))
