"""Files from a browser or a program into the queue of work, and what became of them, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from sulh.record.access import audience_id, may, require, sees
from sulh.record.jobs import store
from sulh.record.jobs.models import Job, JobState, Upload
from sulh.record.queries.refs import document_refs
from sulh.record.shapes import DocumentRef, Viewer

__all__ = ["UploadRow", "count", "problem_words", "put_files", "rows_of", "uploads"]

_SHOWN = dt.timedelta(days=1)  # how long the page shows what ended
_MOST = 500  # rows
# What the queue says by a code; other problems are sentences of the loader of documents.
_PROBLEMS = {
    "too_large": gettext_noop("It is larger than what is taken here: split it."),
    "time": gettext_noop("Reading it got no further and was stopped, twice. Split it, or try again later."),
    "memory": gettext_noop("Reading it needs more memory than one file may take. Split it."),
    "ended": gettext_noop("The process that read it ended, twice: it may need too much memory. Split it, or try again later."),
    "internal": gettext_noop("Sulh failed at it, twice. Please report that; the log of the desk says more."),
}


@dataclass(frozen=True, slots=True)
class UploadRow:
    """One file and how far it is. `key` addresses its document where the viewer may see that; `name` is empty where it is hidden.

    `other_sharing` is who may see a document that was there already, where that is not what was asked for now.
    """

    job: int
    name: str
    author: str
    made: dt.datetime
    level: str
    groups: tuple[str, ...]
    state: str
    stage: str
    done: int
    total: int
    key: str | None
    is_new: bool
    claims: int
    problem: str
    may_try: bool
    other_sharing: tuple[str, tuple[str, ...]] | None

    @property
    def is_open(self) -> bool:
        """Whether something will still happen to it."""
        return self.state in (JobState.WAITING, JobState.RUNNING)


def put_files(
    viewer: Viewer,
    files: Sequence[UploadedFile[Any]],
    *,
    level: str,
    groups: Sequence[str],
    model: bool = False,
    send_restricted: bool = False,
) -> list[Job]:
    """Store each file to be read; a file that is too large is refused and harms no other.

    The configured `model` reads too where it is asked for; a restricted document only when it comes alone and its form allows it.

    Raises AccessError without the right to edit, RecordError for a sharing that means nothing.
    """
    require(viewer, "edit")
    audience_id(level, groups)
    made, jobs = timezone.now(), []
    for file in files:
        # The name decides the format and stands in the record; it is the last part of what the browser sent, never a path.
        name = PurePath(file.name or "document").name
        asked: dict[str, Any] = {"name": name, "level": level, "groups": sorted(set(groups))}
        asked |= {"model": level != "restricted" or (send_restricted and len(files) == 1)} if model else {}
        if (file.size or 0) > settings.UPLOAD_BYTES:
            jobs.append(store.put_refused(viewer.name, "read", name, asked, "too_large", made=made))
        else:
            jobs.append(store.put_in(viewer.name, "read", name, asked, file.read(), made=made))
    return jobs


def uploads(viewer: Viewer) -> list[UploadRow]:
    """The files that wait, are read, or ended within a day, of this viewer; of everybody for admins. The latest first."""
    since = timezone.now() - _SHOWN
    jobs = store.jobs_of(viewer).filter(kind="read").exclude(ended__lt=since).exclude(state=JobState.CANCELLED)
    return rows_of(viewer, list(jobs.order_by("-made", "id")[:_MOST]))


def rows_of(viewer: Viewer, jobs: Sequence[Job]) -> list[UploadRow]:
    """These jobs as the viewer may see them."""
    named = {str(job.result["document"]) for job in jobs if job.result}
    seen = document_refs(viewer, named)
    held = set(Upload.objects.filter(job__in=[job.pk for job in jobs if job.state == JobState.REFUSED]).values_list("pk", flat=True))
    return [_row(viewer, job, seen, held) for job in jobs]


def problem_words(problem: str) -> str:
    """Why a file was refused, in the reader's language where the queue says it, else in the words of the loader."""
    code = problem.partition(":")[0]
    return gettext(_PROBLEMS[code]) if code in _PROBLEMS else problem


def _row(viewer: Viewer, job: Job, seen: Mapping[str, DocumentRef], held: set[int]) -> UploadRow:
    asked, result = job.asked, job.result
    shared = (str(asked["level"]), tuple(asked["groups"]))
    # An admin who is in none of the groups of a file learns that it is there, and not what it is called or holds.
    is_shown = job.author == viewer.name or sees(viewer.scope, *shared)
    document = seen.get(str(result.get("document", "")))
    is_new = bool(result.get("is_new"))
    # Who may see what it became may have been changed since; what whoever is signed in does not see is restricted, to whom is not told.
    now = (document.level, tuple(document.groups)) if document else ("restricted", ()) if is_new else shared
    told = now if is_new else shared
    return UploadRow(
        job.pk,
        job.title if is_shown else "",
        job.author,
        job.made,
        told[0],
        told[1] if is_shown else (),
        job.state,
        job.stage,
        job.done,
        job.total,
        document.key if document else None,
        is_new,
        int(result.get("claims", 0)) if is_shown else 0,
        problem_words(job.problem) if is_shown else "",
        job.pk in held and may(viewer, "edit"),
        now if not is_new and now != shared else None,
    )


def count(rows: Sequence[UploadRow]) -> Mapping[str, int]:
    """How many files are in each state."""
    return {state: sum(row.state == state for row in rows) for state in JobState.values}
