"""The routes of work that takes longer than a request: files to be read, and how far they are."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Path, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from sulh.desk.api.access import REQUIRED, looker
from sulh.desk.api.errors import Conflict, Failure
from sulh.desk.api.schemas import Name
from sulh.desk.uploads import UploadRow, put_files, rows_of
from sulh.model import AccessError, InvalidError, RecordError
from sulh.record.access import require
from sulh.record.jobs import store
from sulh.record.jobs.models import JobState

__all__ = ["router"]

router = Router(auth=REQUIRED, tags=["jobs"])
_FAILURES: dict[Any, Any] = {401: Failure, 403: Failure, 404: Failure, 422: Failure}
_Number = Annotated[int, Path(ge=1, le=2**62)]


class JobStatus(Schema):
    """A file that was uploaded and how far it is. `state` is one of waiting, running, done, refused, cancelled.

    While it runs, `done` of `total` sentences are read (0 of 0 before that is known). When it is done, `document` is the identifier of
    its document, null where you may not see that, and `is_new` says whether it was added or was there already. `problem` says why it
    was refused.
    """

    id: int
    address: str
    name: str
    level: str
    groups: list[str]
    state: Literal["waiting", "running", "done", "refused", "cancelled"]
    stage: str
    done: int
    total: int
    document: str | None
    is_new: bool
    claims: int
    problem: str


class JobList(Schema):
    """The files of one upload, in their order."""

    jobs: list[JobStatus]


class UploadSharing(Schema):
    """Who may see what is uploaded; `groups` only where the level is restricted."""

    level: Literal["public", "team", "restricted"] = "team"
    groups: Annotated[list[Name], Field(default_factory=list)]


@router.post("/uploads", response={202: JobList, **_FAILURES}, operation_id="upload")
def upload(request: HttpRequest, response: HttpResponse, files: File[list[UploadedFile]], shared: Form[UploadSharing]) -> Any:
    """Upload files to be read and added, as `sulh add` does. They are safely stored when this answers; `address` says how far one is."""
    viewer = looker(request)
    try:
        jobs = put_files(viewer, files, level=shared.level, groups=shared.groups)
    except AccessError:
        raise
    except RecordError as problem:
        raise InvalidError(str(problem)) from problem
    rows = rows_of(viewer, jobs)
    if len(rows) == 1:
        response.headers["Location"] = _address(rows[0])
    return Status(202, {"jobs": [_status(row) for row in rows]})


@router.get("/jobs/{id}", response={200: JobStatus, **_FAILURES}, operation_id="job")
def job(request: HttpRequest, id: _Number) -> Any:
    """How far a file is that you uploaded; admins may ask about those of everybody."""
    viewer = looker(request)
    require(viewer, "edit")
    found = store.jobs_of(viewer).filter(pk=id, kind="read").first()
    if found is None:
        raise RecordError("there is no such job")
    return _status(rows_of(viewer, [found])[0])


@router.post("/jobs/{id}/cancel", response={200: JobStatus, 409: Failure, **_FAILURES}, operation_id="cancel_job")
def cancel(request: HttpRequest, id: _Number) -> Any:
    """Take a waiting file back: it is not read, and its bytes are removed."""
    found = job(request, id)
    if found["state"] != JobState.WAITING:
        raise Conflict("this is not waiting any more")
    try:
        store.cancel(looker(request), id)
    except RecordError as problem:
        raise Conflict(str(problem)) from problem
    return job(request, id)


def _status(row: UploadRow) -> dict[str, Any]:
    names = ("name", "level", "state", "stage", "done", "total", "is_new", "claims", "problem")
    document = None if row.key is None else f"sha256:{row.key}"
    return {name: getattr(row, name) for name in names} | {
        "id": row.job,
        "address": _address(row),
        "groups": list(row.groups),
        "document": document,
    }


def _address(row: UploadRow) -> str:
    return f"/api/jobs/{row.job}"
