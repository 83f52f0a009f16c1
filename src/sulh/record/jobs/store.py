"""The queue: jobs are put in, taken by one worker at a time, and end; whatever was put in is there until it ends."""

from __future__ import annotations

import datetime as dt
import os
import socket
from collections.abc import Callable, Mapping
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from sulh.model import RecordError
from sulh.record.access import may
from sulh.record.jobs.kinds import kind_of
from sulh.record.jobs.models import Job, JobState, Upload
from sulh.record.shapes import Viewer

__all__ = [
    "again",
    "cancel",
    "claim",
    "draft",
    "end",
    "fail",
    "forget_all",
    "is_stalled",
    "jobs_of",
    "keep_draft",
    "put_in",
    "put_refused",
    "refuse",
    "release",
    "renew",
    "start",
    "sweep",
    "take_back",
    "throw_away",
    "wipe",
    "worker_name",
]

LEASE = dt.timedelta(seconds=60)
# A file that ends its process twice is refused. Begun over and over without that, as when the machine loses power, it goes on longer.
MOST_FAILURES, MOST_ATTEMPTS = 2, 8
# How long the bytes of a refused file are kept for another try, and how long a job that ended is shown.
KEPT_BYTES, KEPT_JOBS = dt.timedelta(days=1), dt.timedelta(days=30)
_STALLED = dt.timedelta(seconds=30)


def put_in(
    author: str, kind: str, title: str, asked: Mapping[str, Any], data: bytes | None = None, *, made: dt.datetime | None = None
) -> Job:
    """Store a job, with the bytes of an upload, safely on the disk before it returns.

    What needs no file is put in once at a time: while the same waits or runs, that is returned.
    """
    with transaction.atomic():
        if data is None:
            there = Job.objects.filter(kind=kind, asked=dict(asked), state__in=(JobState.WAITING, JobState.RUNNING)).first()
            if there is not None:
                return there
        job = _new(author, kind, title, asked, made)
        job.save()
        if data is not None:
            Upload.objects.create(job=job, data=data)
    return job


def draft(author: str, kind: str, title: str, asked: Mapping[str, Any], data: bytes) -> Job:
    """Store a job with its bytes that no worker takes up before its author says so (`start`)."""
    with transaction.atomic():
        job = _new(author, kind, title, asked, None)
        job.state = JobState.DRAFT
        job.save()
        Upload.objects.create(job=job, data=data)
    return job


def keep_draft(viewer: Viewer, job: int, asked: Mapping[str, Any], result: Mapping[str, Any]) -> Job:
    """Keep what a draft asks for now. Raises RecordError when it is none, or not there for the viewer."""
    with transaction.atomic():
        found = _draft(viewer, job)
        found.asked, found.result = dict(asked), dict(result)
        found.save()
    return found


def start(viewer: Viewer, job: int) -> None:
    """Let a draft wait for a worker. Raises as `keep_draft` does."""
    with transaction.atomic():
        found = _draft(viewer, job)
        found.attempts, found.failures, found.problem, found.ended = 0, 0, "", None
        _waits(found)


def throw_away(viewer: Viewer, job: int) -> None:
    """Forget a draft and its bytes. Raises as `keep_draft` does."""
    with transaction.atomic():
        _ended(_draft(viewer, job), JobState.CANCELLED)
        _forget(Upload.objects.filter(job=job))


def _draft(viewer: Viewer, job: int) -> Job:
    """A draft, or what was one and was refused while its bytes are kept."""
    found = _mine(viewer, job)
    if found.state not in (JobState.DRAFT, JobState.REFUSED) or not Upload.objects.filter(job=job).exists():
        raise RecordError("this is no draft any more")
    return found


def put_refused(author: str, kind: str, title: str, asked: Mapping[str, Any], problem: str, *, made: dt.datetime) -> Job:
    """Store that something was refused at once, so that it stands beside what was taken."""
    job = _new(author, kind, title, asked, made)
    _ended(job, JobState.REFUSED, problem=problem)
    return job


def _new(author: str, kind: str, title: str, asked: Mapping[str, Any], made: dt.datetime | None) -> Job:
    return Job(kind=kind, author=author, title=title, asked=dict(asked), rank=kind_of(kind).rank, made=made or timezone.now())


def jobs_of(viewer: Viewer) -> QuerySet[Job]:
    """The jobs that a viewer may see, the latest first: one's own; all for admins."""
    jobs = Job.objects.order_by("-id")
    return jobs if may(viewer, "admin") else jobs.filter(author=viewer.name)


def worker_name(slot: int = 0) -> str:
    """The name of a worker of this process."""
    return f"{socket.gethostname()[:80]}/{os.getpid()}/{slot}"


def claim(worker: str) -> Job | None:
    """Take the next job: one that waits, or one whose worker is gone. Two workers never get the same."""
    # Asked first without a lock: an idle worker keeps nobody from writing.
    while _open().exists():
        with transaction.atomic():
            job = _open().order_by("rank", "id").select_for_update(skip_locked=True).first()
            if job is None:
                return None
            if job.failures >= MOST_FAILURES or job.attempts >= MOST_ATTEMPTS:
                _ended(job, JobState.REFUSED, problem="ended")
                continue
            job.state, job.worker, job.until = JobState.RUNNING, worker, timezone.now() + LEASE
            job.attempts += 1
            job.stage, job.done, job.total = "", 0, 0
            job.save()
            return job
    return None


def renew(job: int, worker: str, stage: str, done: int, total: int) -> bool:
    """Keep a running job, and say how far it is; False when it is another's by now."""
    mine = Job.objects.filter(pk=job, worker=worker, state=JobState.RUNNING)
    return bool(mine.update(until=timezone.now() + LEASE, stage=stage, done=done, total=total))


def end(job: int, worker: str, finish: Callable[[], dict[str, Any]]) -> None:
    """Do what is left, and end the job as done, in one transaction: both happen once or neither does.

    Raises RecordError when another worker has the job by now.
    """
    from sulh.record.ledger import writing

    with writing():
        result = finish()
        mine = Job.objects.select_for_update().filter(pk=job, worker=worker, state=JobState.RUNNING).first()
        if mine is None:
            raise RecordError(f"job {job} was taken by another worker meanwhile")
        _ended(mine, JobState.DONE, result=result)
        _forget(Upload.objects.filter(job=job))


def refuse(job: int, worker: str, problem: str) -> None:
    """End a job that cannot be done, and say why in words or as a code. The bytes stay for a while, for another try."""
    with transaction.atomic():
        mine = Job.objects.select_for_update().filter(pk=job, worker=worker, state=JobState.RUNNING).first()
        if mine is not None:
            _ended(mine, JobState.REFUSED, problem=problem)


def fail(job: int, worker: str, problem: str) -> None:
    """A process died over a job or got no further: it waits for a second try, after which it is refused for `problem`."""
    with transaction.atomic():
        mine = Job.objects.select_for_update().filter(pk=job, worker=worker, state=JobState.RUNNING).first()
        if mine is None:
            return
        mine.failures += 1
        if mine.failures >= MOST_FAILURES:
            _ended(mine, JobState.REFUSED, problem=problem)
        else:
            _waits(mine)


def release(worker: str, *, counted: bool = False) -> int:
    """Give back what a worker holds that stops or lost its database; a try only where it is `counted`. Returns how many."""
    return Job.objects.filter(worker=worker, state=JobState.RUNNING).update(
        state=JobState.WAITING, worker="", until=None, attempts=F("attempts") - int(not counted), stage="", done=0, total=0
    )


def take_back() -> None:
    """Let jobs wait again whose worker was a process of this machine that is not there any more: nobody waits for their lease to end."""
    here = socket.gethostname()[:80]
    for job in Job.objects.filter(state=JobState.RUNNING, worker__startswith=f"{here}/"):
        if not _is_alive(job.worker):
            Job.objects.filter(pk=job.pk, worker=job.worker, state=JobState.RUNNING).update(until=timezone.now())


def cancel(viewer: Viewer, job: int) -> None:
    """Take a waiting job back; its bytes are gone. Raises RecordError when it is not there for the viewer, or does not wait any more."""
    with transaction.atomic():
        found = _mine(viewer, job)
        if found.state != JobState.WAITING:
            raise RecordError("this is not waiting any more; what is being read cannot be stopped")
        _ended(found, JobState.CANCELLED)
        _forget(Upload.objects.filter(job=job))


def again(viewer: Viewer, job: int) -> None:
    """Try a refused job once more. Raises RecordError when it is not there for the viewer, was not refused, or its bytes are gone."""
    with transaction.atomic():
        found = _mine(viewer, job)
        if found.state != JobState.REFUSED or not Upload.objects.filter(job=job).exists():
            raise RecordError("this cannot be tried again; upload the file once more")
        found.attempts, found.failures, found.problem, found.ended = 0, 0, "", None
        _waits(found)


def is_stalled() -> bool:
    """Whether jobs wait that no worker takes up."""
    now = timezone.now()
    if Job.objects.filter(state=JobState.RUNNING, until__gte=now).exists():
        return False
    return Job.objects.filter(state=JobState.WAITING, made__lt=now - _STALLED).exists()


def sweep() -> None:
    """Forget the bytes of refused files and the jobs that ended, once they are old."""
    now = timezone.now()
    old = Upload.objects.filter(job__state=JobState.REFUSED, job__ended__lt=now - KEPT_BYTES)
    latest = Job.objects.filter(kind="verify", state=JobState.DONE).order_by("-ended").values("pk")[:1]
    ended = Q(ended__lt=now - KEPT_JOBS) | Q(state=JobState.DRAFT, made__lt=now - KEPT_JOBS)
    gone = Job.objects.filter(ended).exclude(pk__in=list(latest.values_list("pk", flat=True)))
    # Asked first: a database that is only looked at is not written to.
    if old.exists() or gone.exists():
        with transaction.atomic():
            _forget(old)
            _forget(Upload.objects.filter(job__in=gone))
            gone.delete()


def forget_all() -> None:
    """Forget every job that ended, since titles, problems and verdicts may hold words that are to be erased.

    Raises RecordError while files wait or are read: nobody knows what is in them.
    """
    if Job.objects.filter(kind__in=("read", "intake"), state__in=(JobState.WAITING, JobState.RUNNING)).exists():
        raise RecordError("uploaded files wait to be read, and may hold the words: wait until they are read, or take them back")
    with transaction.atomic():
        _forget(Upload.objects.all())
        Job.objects.all().delete()


def wipe() -> None:
    """On SQLite, empty the write-ahead log, so that forgotten bytes stand in no file; skipped while others read, or more bytes wait."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block and not Upload.objects.exists():
        try:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA busy_timeout=100")
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                cursor.fetchall()
                cursor.execute("PRAGMA busy_timeout=30000")
        except DatabaseError:
            return


def _open() -> QuerySet[Job]:
    """What may be taken: jobs that wait, and running ones whose lease has ended."""
    return Job.objects.filter(Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, until__lt=timezone.now()))


def _mine(viewer: Viewer, job: int) -> Job:
    found = jobs_of(viewer).select_for_update().filter(pk=job).first()
    if found is None:
        raise RecordError("no such file waits here")
    return found


def _ended(job: Job, state: JobState, *, result: dict[str, Any] | None = None, problem: str = "") -> None:
    job.state, job.ended, job.worker, job.until = state, timezone.now(), "", None
    job.result, job.problem = result or {}, problem
    job.save()


def _waits(job: Job) -> None:
    job.state, job.worker, job.until, job.stage, job.done, job.total = JobState.WAITING, "", None, "", 0, 0
    job.save()


def _forget(uploads: QuerySet[Upload]) -> None:
    """Delete bytes so that they do not stay in the file: SQLite leaves what was deleted where it stood unless it is told not to."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")
            cursor.fetchall()
    uploads.delete()


def _is_alive(worker: str) -> bool:
    pid = worker.split("/")[1]
    if not pid.isdigit():
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass
    return True
