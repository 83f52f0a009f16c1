"""The routes that decide: each writes one entry into the ledger, signed with the account of the token."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from sulh.desk.api.access import REQUIRED, looker
from sulh.desk.api.errors import Conflict, Failure
from sulh.desk.api.schemas import (
    Aliasing,
    CellCited,
    Copying,
    Correction,
    Decided,
    Describing,
    EnteredFact,
    Entering,
    Joining,
    Merging,
    Naming,
    OneClaim,
    OneMention,
    OneProposal,
    OneSource,
    OwnCited,
    SomeClaims,
    SpanCited,
    Thing,
    Undoing,
)
from sulh.model import AccessError, Cell, Entered, InvalidError, RecordError, Source, SourceSort, Span
from sulh.model.kinds import kinds
from sulh.record import decisions, entering
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
    except (AccessError, InvalidError):
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
    return _decided(lambda: decisions.accept_many(viewer, given.claims, reason=given.reason, against=given.states))


@router.post("/reject", response=_ANSWERS, operation_id="reject")
def reject(request: HttpRequest, given: OneClaim) -> Any:
    """The document does not say this."""
    viewer = looker(request)
    _claims(viewer, [given.claim])
    return _decided(lambda: decisions.reject(viewer, given.claim, reason=given.reason, against=given.state))


@router.post("/withdraw", response=_ANSWERS, operation_id="withdraw")
def withdraw(request: HttpRequest, given: OneClaim) -> Any:
    """Take a claim out of the record, right or wrong."""
    viewer = looker(request)
    _claims(viewer, [given.claim])
    return _decided(lambda: decisions.withdraw(viewer, given.claim, reason=given.reason, against=given.state))


@router.post("/correct", response=_ANSWERS, operation_id="correct")
def correct(request: HttpRequest, given: Correction) -> Any:
    """The claim ought to have another value."""
    viewer = looker(request)
    _claims(viewer, [given.claim])
    return _decided(lambda: decisions.correct(viewer, given.claim, given.value, reason=given.reason, against=given.state))


@router.post("/merge", response=_ANSWERS, operation_id="merge")
def merge(request: HttpRequest, given: Merging) -> Any:
    """Two meetings are one."""
    viewer = looker(request)
    require(viewer, "merge")
    left, right = meeting_of(viewer, given.left).id, meeting_of(viewer, given.right).id
    return _decided(lambda: decisions.merge(viewer, left, right, reason=given.reason, against=given.state))


@router.post("/split", response=_ANSWERS, operation_id="split")
def split(request: HttpRequest, given: OneMention) -> Any:
    """A document tells of another meeting than the one its mention was merged into."""
    viewer = looker(request)
    require(viewer, "merge")
    meeting_of(viewer, given.mention)
    return _decided(lambda: decisions.split(viewer, given.mention, reason=given.reason, against=given.state))


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


@router.post("/describe", response=_ANSWERS, operation_id="describe")
def describe(request: HttpRequest, given: Describing) -> Any:
    """A source's own data ought to read otherwise."""
    viewer = _editor(request)
    about: dict[str, Any] = {"reason": given.reason, "against": given.state}
    return _decided(lambda: decisions.describe(viewer, given.source, given.name, given.value, **about))


@router.post("/withdraw-source", response=_ANSWERS, operation_id="withdraw_source")
def withdraw_source(request: HttpRequest, given: OneSource) -> Any:
    """Take a source, and all it states, out of the record."""
    viewer = _editor(request)
    return _decided(lambda: decisions.withdraw_source(viewer, given.source, reason=given.reason, against=given.state))


@router.post("/copy", response=_ANSWERS, operation_id="copy")
def copy(request: HttpRequest, given: Copying) -> Any:
    """A document is a copy of another and counts with it as one source."""
    viewer = _editor(request)
    return _decided(lambda: decisions.copy_of(viewer, given.source, given.original, reason=given.reason, against=given.state))


@router.post("/name", response=_ANSWERS, operation_id="name")
def name(request: HttpRequest, given: Naming) -> Any:
    """Add an actor or track, or rename one."""
    viewer = _editor(request)
    about: dict[str, Any] = {"id": given.id, "reason": given.reason, "against": given.state}
    if given.of == "track":
        return _decided(lambda: decisions.name_track(viewer, given.name, **about))
    return _decided(lambda: decisions.name_actor(viewer, given.name, kind=given.kind, **about))


@router.post("/alias", response=_ANSWERS, operation_id="alias")
def alias(request: HttpRequest, given: Aliasing) -> Any:
    """An actor or track is called so too, or not."""
    viewer = _editor(request)
    decide = decisions.remove_alias if given.remove else decisions.add_alias
    return _decided(lambda: decide(viewer, given.thing, given.alias, reason=given.reason, against=given.state))


@router.post("/join", response=_ANSWERS, operation_id="join")
def join(request: HttpRequest, given: Joining) -> Any:
    """Two actors, or two tracks, are one."""
    viewer = _editor(request)
    return _decided(lambda: decisions.join(viewer, given.thing, given.other, reason=given.reason, against=given.state))


@router.post("/part", response=_ANSWERS, operation_id="part")
def part(request: HttpRequest, given: Thing) -> Any:
    """An actor or track is on its own again."""
    viewer = _editor(request)
    return _decided(lambda: decisions.part(viewer, given.thing, reason=given.reason, against=given.state))


def _editor(request: HttpRequest) -> Viewer:
    viewer = looker(request)
    require(viewer, "edit")
    return viewer


def _cite(viewer: Viewer, given: SpanCited | CellCited | OwnCited) -> Span | Cell | Entered:
    if isinstance(given, SpanCited):
        return Span(given.document, given.start, given.end)
    if isinstance(given, CellCited):
        return Cell(Source(SourceSort(given.sort), given.title, given.origin, given.published), given.row, given.column, given.words)
    return Entered(viewer.name, given.words, given.when)


def _enters(kind: str) -> None:
    """The route by which facts of one declared kind are entered."""

    def enter(request: HttpRequest, given: Entering) -> Any:
        viewer = _editor(request)
        cite = _cite(viewer, given.cite)
        about: dict[str, Any] = {"level": given.level, "groups": given.groups, "reason": given.reason}
        try:
            if given.meeting is not None and kind == "meeting":
                made = entering.add_to(viewer, given.meeting, given.values, cite, **about)
            else:
                made = entering.enter(viewer, kind, given.values, cite, **about)
        except (AccessError, InvalidError):
            raise
        except RecordError as problem:
            raise Conflict(str(problem)) from problem
        return Status(201, {"mention": made.mention, "claims": list(made.claims), "source": made.source, "entry": made.entry})

    enter.__doc__ = f"Enter a {kind} by hand, with its source; with `meeting`, add to the meeting of that identifier."
    router.post(f"/enter/{kind}", response=_ANSWERS | {201: EnteredFact}, operation_id=f"enter_{kind}")(enter)


for _kind in kinds():
    _enters(_kind.name)
