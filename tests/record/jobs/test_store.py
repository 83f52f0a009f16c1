"""The queue in the database: nothing is taken twice, nothing is lost, and what ended leaves no bytes."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from sulh.model import RecordError
from sulh.record.accounts import create_user
from sulh.record.jobs import store
from sulh.record.jobs.models import Job, JobState, Upload
from sulh.record.shapes import Viewer
from sulh.record.viewers import viewer

ASKED = {"name": "talks.txt", "level": "team", "groups": []}


def uploaded(author: str = "ana", data: bytes = b"some words") -> Job:
    return store.put_in(author, "read", "talks.txt", ASKED, data)


def somebody(name: str, role: str = "editor") -> Viewer:
    return viewer(name, role, "team")


def state(job: Job) -> str:
    return Job.objects.get(pk=job.pk).state


def test_jobs_are_taken_in_their_order_and_what_somebody_waits_for_first() -> None:
    first, second = uploaded(), uploaded()
    quick = store.put_in("ana", "verify", "", {})
    taken = [store.claim(f"host/1/{number}") for number in range(4)]
    assert [one and one.pk for one in taken] == [quick.pk, first.pk, second.pk, None]


def test_verification_is_put_in_once_at_a_time() -> None:
    first = store.put_in("ana", "verify", "", {})
    assert store.put_in("ben", "verify", "", {}).pk == first.pk
    job = store.claim("w/1/0")
    assert job is not None
    assert store.put_in("ben", "verify", "", {}).pk == first.pk
    store.end(job.pk, "w/1/0", lambda: {"entries": 3})
    assert store.put_in("ben", "verify", "", {}).pk != first.pk


def test_job_of_a_worker_that_is_gone_is_taken_again_and_the_late_one_ends_nothing() -> None:
    job = uploaded()
    assert store.claim("far/1/0") is not None
    assert store.claim("far/2/0") is None
    Job.objects.update(until=timezone.now() - dt.timedelta(seconds=1))
    again = store.claim("far/2/0")
    assert again is not None and again.pk == job.pk and again.attempts == 2
    assert not store.renew(job.pk, "far/1/0", "read", 1, 2)
    with pytest.raises(RecordError, match="another worker"):
        store.end(job.pk, "far/1/0", dict)
    assert state(job) == JobState.RUNNING
    store.end(job.pk, "far/2/0", lambda: {"document": "x"})
    assert state(job) == JobState.DONE


def test_what_is_left_to_do_and_the_end_of_the_job_stand_or_fall_together() -> None:
    from sulh.record.ledger import Draft, append, head

    job = uploaded()
    assert store.claim("w/1/0") is not None
    Job.objects.update(worker="other/1/0")

    def add() -> dict[str, object]:
        append([Draft("ana", "process", {"name": "Talks"})])
        return {}

    before = head()
    with pytest.raises(RecordError):
        store.end(job.pk, "w/1/0", add)
    assert head() == before
    assert Upload.objects.filter(job=job).exists()


def test_job_that_ends_its_process_twice_is_refused_and_the_next_goes_on() -> None:
    bad, good = uploaded(), uploaded()
    for _ in range(2):
        job = store.claim("w/1/0")
        assert job is not None and job.pk == bad.pk
        store.fail(job.pk, "w/1/0", "memory")
    found = Job.objects.get(pk=bad.pk)
    assert (found.state, found.problem) == (JobState.REFUSED, "memory")
    assert Upload.objects.filter(job=bad).exists()  # for another try
    following = store.claim("w/1/0")
    assert following is not None and following.pk == good.pk


def test_job_that_is_begun_over_and_over_is_refused_at_last() -> None:
    job = uploaded()
    for _ in range(store.MOST_ATTEMPTS):
        assert store.claim("w/1/0") is not None
        Job.objects.update(until=timezone.now() - dt.timedelta(seconds=1))
    assert store.claim("w/1/0") is None
    assert state(job) == JobState.REFUSED


def test_worker_that_stops_costs_its_job_no_try() -> None:
    job = uploaded()
    for _ in range(3 * store.MOST_ATTEMPTS):
        assert store.claim("w/1/0") is not None
        assert store.release("w/1/0") == 1
    assert Job.objects.get(pk=job.pk).attempts == 0


def test_dead_process_of_this_machine_is_not_waited_for() -> None:
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True)
    dead = f"{store.worker_name().split('/')[0]}/{int(gone.stdout)}/0"
    alive = store.worker_name(1)
    uploaded(), uploaded()
    assert store.claim(alive) is not None
    job = store.claim(dead)
    assert job is not None and store.claim("w/1/0") is None
    store.take_back()
    taken = store.claim("w/1/0")
    assert taken is not None and taken.pk == job.pk


def test_waiting_job_is_cancelled_by_its_uploader_or_an_admin_and_by_nobody_else() -> None:
    first, second = uploaded(), uploaded()
    with pytest.raises(RecordError, match="no such file"):
        store.cancel(somebody("ben"), first.pk)
    store.cancel(somebody("ana"), first.pk)
    store.cancel(somebody("eve", "admin"), second.pk)
    assert [state(first), state(second)] == [JobState.CANCELLED, JobState.CANCELLED]
    assert not Upload.objects.exists()
    assert store.claim("w/1/0") is None


def test_running_job_is_not_cancelled() -> None:
    job = uploaded()
    store.claim("w/1/0")
    with pytest.raises(RecordError, match="not waiting"):
        store.cancel(somebody("ana"), job.pk)


def test_refused_job_is_tried_again_while_its_bytes_are_there() -> None:
    job = uploaded()
    store.claim("w/1/0")
    store.refuse(job.pk, "w/1/0", "it is no document")
    store.again(somebody("ana"), job.pk)
    assert state(job) == JobState.WAITING
    store.claim("w/1/0")
    store.refuse(job.pk, "w/1/0", "it is no document")
    Job.objects.update(ended=timezone.now() - store.KEPT_BYTES * 2)
    store.sweep()
    assert not Upload.objects.exists()
    with pytest.raises(RecordError, match="upload the file once more"):
        store.again(somebody("ana"), job.pk)
    Job.objects.update(ended=timezone.now() - store.KEPT_JOBS * 2)
    store.sweep()
    assert not Job.objects.exists()


def test_everybody_sees_their_own_jobs_and_admins_all() -> None:
    mine, other = uploaded("ana"), uploaded("ben")
    assert [one.pk for one in store.jobs_of(somebody("ana"))] == [mine.pk]
    assert [one.pk for one in store.jobs_of(somebody("eve", "admin"))] == [other.pk, mine.pk]


def test_files_that_no_worker_takes_up_are_noticed() -> None:
    uploaded()
    assert not store.is_stalled()
    Job.objects.update(made=timezone.now() - dt.timedelta(minutes=2))
    assert store.is_stalled()
    store.claim("w/1/0")
    uploaded()
    assert not store.is_stalled()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_bytes_that_were_read_stand_in_no_file(tmp_path: Path) -> None:
    """On SQLite what is deleted stays in the file, and in the write-ahead log, unless that is prevented."""
    if connection.vendor != "sqlite":
        pytest.skip("about the file of SQLite")
    code = """
from sulh.record import open_record
open_record(create=True)
from sulh.record.jobs import store
from sulh.record.accounts import create_user
create_user("ana", None, "editor", author="ana")
mark = b"Zanzibarian " * 3000
job = store.put_in("ana", "read", "a.txt", {"name": "a.txt", "level": "team", "groups": []}, mark)
assert any(mark[:120] in file.read_bytes() for file in __import__("pathlib").Path(__import__("os").environ["SULH_RECORD"]).parent.iterdir())
store.claim("w/1/0")
store.end(job.pk, "w/1/0", dict)
store.wipe()
"""
    environment = {**os.environ, "SULH_RECORD": str(tmp_path / "record.db"), "DJANGO_SETTINGS_MODULE": "sulh.record.settings"}
    environment.pop("SULH_DATABASE_URL", None)
    told = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert [file.name for file in tmp_path.iterdir() if b"Zanzibarian" in file.read_bytes()] == []


def test_account_of_an_upload_is_asked_again_when_its_turn_comes() -> None:
    from sulh.model import AccessError
    from sulh.record.jobs.reading import run

    create_user("ana", None, "reader", author="root")
    with pytest.raises(AccessError, match="may not add documents any more"):
        run(ASKED, "ana", b"some words", lambda stage, done, total: None)


def test_erasing_waits_for_uploads_and_leaves_no_job_behind() -> None:
    """Names of files, problems and verdicts may hold the words that are erased; what is in a file that waits, nobody knows."""
    job = uploaded()
    with pytest.raises(RecordError, match="may hold the words"):
        store.forget_all()
    store.claim("w/1/0")
    store.refuse(job.pk, "w/1/0", "it is no document")
    store.forget_all()
    assert not Job.objects.exists() and not Upload.objects.exists()


def test_last_verdict_is_kept_when_old_jobs_go() -> None:
    for _ in range(2):
        job = store.put_in("ana", "verify", "", {})
        assert store.claim("w/1/0") is not None
        store.end(job.pk, "w/1/0", dict)
    Job.objects.update(ended=timezone.now() - store.KEPT_JOBS * 2)
    store.sweep()
    assert Job.objects.count() == 1
