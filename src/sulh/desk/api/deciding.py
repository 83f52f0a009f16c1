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
    Deciding,
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
    Reasoned,
    SomeClaims,
    SourceSharing,
    SpanCited,
    Thing,
    Undoing,
    Weighing,
)
from sulh.model import AccessError, Cell, Entered, InvalidError, RecordError, Source, SourceSort, Span
from sulh.model.kinds import kinds
from sulh.record import decisions, entering, linking
from sulh.record.access import require
from sulh.record.queries.commitments import commitment as commitment_of
from sulh.record.queries.documents import claim as claim_of
from sulh.record.queries.documents import document as document_of
from sulh.record.queries.meetings import meeting as meeting_of
from sulh.record.queries.sight import check_sight
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


def _decides(path: str, given_as: type[Reasoned], action: str, about: str, decide: Callable[..., int], *names: str) -> None:
    """The route for a decision of those who may do `action`, about what the fields `names` of the request name.

    A claim or a mention is looked for first, so that one which is not there, or not to be seen, is no conflict.
    """

    def route(request: HttpRequest, given: Reasoned) -> Any:
        viewer = looker(request)
        require(viewer, action)
        named = [getattr(given, one) for one in names]
        if names[0] in _FOUND:
            _FOUND[names[0]](viewer, named[0])
        state = {"against": given.state} if isinstance(given, Deciding) else {}
        return _decided(lambda: decide(viewer, *named, reason=given.reason, **state))

    route.__name__, route.__doc__ = path.strip("/").replace("-", "_"), about
    route.__annotations__["given"] = given_as
    router.post(path, response=_ANSWERS, operation_id=route.__name__)(route)


_FOUND: dict[str, Callable[[Viewer, str], object]] = {"claim": claim_of, "mention": meeting_of}
for _row in (
    ("/reject", OneClaim, "review", "The document does not say this.", decisions.reject, "claim"),
    ("/withdraw", OneClaim, "review", "Take a claim out of the record, right or wrong.", decisions.withdraw, "claim"),
    ("/correct", Correction, "review", "The claim ought to have another value.", decisions.correct, "claim", "value"),
    (
        "/split",
        OneMention,
        "merge",
        "A document tells of another meeting than the one its mention was merged into.",
        decisions.split,
        "mention",
    ),
    ("/apart", OneProposal, "merge", "The meetings of a proposal are two.", decisions.apart, "proposal"),
    ("/undo", Undoing, "review", "Take a decision back; what it had superseded is in force again.", decisions.undo, "decision"),
    ("/describe", Describing, "edit", "A source's own data ought to read otherwise.", decisions.describe, "source", "name", "value"),
    ("/withdraw-source", OneSource, "edit", "Take a source, and all it states, out of the record.", decisions.withdraw_source, "source"),
    (
        "/copy",
        Copying,
        "edit",
        "A document is a copy of another and counts with it as one source.",
        decisions.copy_of,
        "source",
        "original",
    ),
    ("/join", Joining, "edit", "Two actors, or two tracks, are one.", decisions.join, "thing", "other"),
    ("/part", Thing, "edit", "An actor or track is on its own again.", decisions.part, "thing"),
):
    _decides(*_row)


@router.post("/accept", response=_ANSWERS, operation_id="accept")
def accept(request: HttpRequest, given: SomeClaims) -> Any:
    """These claims are right."""
    viewer = looker(request)
    require(viewer, "review")
    for name in given.claims:
        claim_of(viewer, name)
    return _decided(lambda: decisions.accept_many(viewer, given.claims, reason=given.reason, against=given.states))


@router.post("/merge", response=_ANSWERS, operation_id="merge")
def merge(request: HttpRequest, given: Merging) -> Any:
    """Two meetings are one."""
    viewer = looker(request)
    require(viewer, "merge")
    left, right = meeting_of(viewer, given.left).id, meeting_of(viewer, given.right).id
    return _decided(lambda: decisions.merge(viewer, left, right, reason=given.reason, against=given.state))


@router.post("/status", response=_ANSWERS, operation_id="status")
def status(request: HttpRequest, given: Weighing) -> Any:
    """How far a promise is kept, shown by words of a document."""
    viewer, cite = _editor(request), given.cite
    promise = commitment_of(viewer, given.commitment).id
    about: dict[str, Any] = {"happened": given.happened, "reason": given.reason, "against": given.state}
    return _decided(lambda: linking.set_status(viewer, promise, given.status, cite.document, cite.start, cite.end, **about))


@router.post("/share", response=_ANSWERS, operation_id="share")
def share(request: HttpRequest, given: SourceSharing) -> Any:
    """Who may see a source; 422, with their names, where somebody would lose sight of it who ought not to unawares."""
    viewer = _editor(request)
    name = document_of(viewer, given.source).ref.id
    check_sight(viewer, [name], given.level, given.groups, sure=given.sure)
    return _decided(lambda: decisions.share(viewer, name, given.level, given.groups, reason=given.reason, against=given.state))


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
