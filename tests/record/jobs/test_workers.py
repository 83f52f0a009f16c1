"""Workers as they are run: processes killed, stopped and starved in the middle of a file, and a desk killed after it took one."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(sys.platform != "linux", reason="looks at the processes of Linux"),
]
SMALL = "GENEVA, 3 March 2023. Envoys of Russia and Iran met in Geneva on 2 March 2023 to discuss prisoners, round {}."
LONG = " ".join(SMALL.format(number) for number in range(500))
PRELUDE = "import json, sys\nfrom sulh.record import open_record\nopen_record(create=True)\n"


def run(environment: Mapping[str, str], code: str, *given: str) -> Any:
    """What a script that has opened the record says, as JSON."""
    script = [sys.executable, "-c", PRELUDE + code, *given]
    told = subprocess.run(script, env=dict(environment), capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout or "null")


def put(environment: Mapping[str, str], *texts: str) -> list[int]:
    """Uploads by an editor; the numbers of their jobs."""
    code = """
from sulh.record.accounts import create_user
from sulh.record.models import User
from sulh.record.jobs.store import put_in
if not User.objects.exists():
    create_user("ana", None, "editor", author="ana")
asked = {"level": "team", "groups": []}
print(json.dumps([put_in("ana", "read", "a.txt", {**asked, "name": "a.txt"}, text.encode()).pk for text in json.load(open(sys.argv[1]))]))
"""
    file = Path(environment["HOME"]) / "texts.json"
    file.write_text(json.dumps(texts), "utf-8")
    found: list[int] = run(environment, code, str(file))
    return found


def jobs(environment: Mapping[str, str]) -> dict[int, dict[str, Any]]:
    """Every job with its state, asked past Sulh, since these tests ask often."""
    names = ("id", "state", "stage", "done", "total", "attempts", "failures", "problem", "result")
    with closing(connected(environment)) as opened:
        held = {row[0] for row in opened.execute("SELECT job_id FROM jobs_upload")}
        rows = [dict(zip(names, row, strict=True)) for row in opened.execute(f"SELECT {', '.join(names)} FROM jobs_job ORDER BY id")]
    found = {row["id"]: row | {"bytes": row["id"] in held} for row in rows}
    for row in found.values():
        row["result"] = json.loads(row["result"]) if isinstance(row["result"], str) else row["result"]
    return found


def connected(environment: Mapping[str, str]) -> Any:
    """The database of these processes, opened from here."""
    if "SULH_RECORD" in environment:
        return sqlite3.connect(environment["SULH_RECORD"], timeout=30)
    import psycopg

    return psycopg.connect(environment["SULH_DATABASE_URL"])


def documents(environment: Mapping[str, str]) -> list[str]:
    """The documents that entries brought in, once the record was verified."""
    code = """
from sulh.record.ledger import verify
from sulh.record.models import Entry
verdict = verify()
assert verdict.holds, verdict.faults
print(json.dumps([json.loads(body)["id"] for body in Entry.objects.filter(kind="document").values_list("body", flat=True)]))
"""
    found: list[str] = run(environment, code)
    return found


@pytest.fixture
def world(outside: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """A record of its own, and a folder for what is passed on to scripts."""
    return {**outside, "HOME": str(tmp_path), "PYTHONUNBUFFERED": "1"}


def command(*words: str) -> list[str]:
    return [sys.executable, "-c", "from sulh.cli.main import main; main()", *words]


@contextmanager
def working(environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """`sulh work`, until it is ended from within or here."""
    process = subprocess.Popen(command("work"), env=dict(environment), stdout=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(20)


def until(there: Callable[[], Any], seconds: float = 240) -> Any:
    """What `there` gives once it gives something."""
    end = time.monotonic() + seconds
    while not (found := there()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)
    return found


def child_of(process: subprocess.Popen[Any]) -> int:
    """The process that reads for a supervisor."""
    threads = Path(f"/proc/{process.pid}/task")
    return int(until(lambda: " ".join(one.read_text() for one in threads.glob("*/children")).split())[0])


def is_read(environment: Mapping[str, str], job: int, tried: int = 1) -> bool:
    """Whether a file is being read, for the first or another time."""
    one = jobs(environment)[job]
    return bool(one["state"] == "running" and one["stage"] == "read" and one["attempts"] == tried)


def end(environment: Mapping[str, str]) -> dict[int, dict[str, Any]]:
    """Let a worker do all that waits."""
    told = subprocess.run(command("work", "--until-empty"), env=dict(environment), capture_output=True, text=True, check=False, timeout=300)
    assert told.returncode == 0, told.stderr
    return jobs(environment)


def test_workers_at_once_add_every_file_once(world: dict[str, str]) -> None:
    numbers = put(world, *(SMALL.format(number) for number in range(8)))
    processes = [subprocess.Popen(command("work", "--until-empty"), env=world, stdout=subprocess.DEVNULL) for _ in range(3)]
    assert [process.wait(240) for process in processes] == [0, 0, 0]
    found = jobs(world)
    assert {found[number]["state"] for number in numbers} == {"done"}
    assert [found[number]["attempts"] for number in numbers] == [1] * 8
    assert not any(found[number]["bytes"] for number in numbers)
    there = documents(world)
    assert len(there) == len(set(there)) == 8


def test_process_killed_in_the_middle_of_a_file_reads_it_again(world: dict[str, str]) -> None:
    big, small = put(world, LONG, SMALL.format("x"))
    with working(world) as process:
        until(lambda: is_read(world, big))
        os.kill(child_of(process), signal.SIGKILL)
        until(lambda: jobs(world)[small]["state"] == "done")
    found = jobs(world)
    assert (found[big]["state"], found[big]["failures"], found[big]["attempts"]) == ("done", 1, 2)
    assert sorted(documents(world)) == sorted(found[one]["result"]["document"] for one in (big, small))


def test_worker_killed_in_the_middle_of_a_file_loses_nothing(world: dict[str, str]) -> None:
    big, small = put(world, LONG, SMALL.format("x"))
    with working(world) as process:
        until(lambda: is_read(world, big))
        child = child_of(process)
        process.kill()
        process.wait()
        # Nobody is left who could end it, so it ends itself.
        until(lambda: not Path(f"/proc/{child}/cmdline").exists() or not Path(f"/proc/{child}/cmdline").read_bytes())
    found = end(world)
    assert [(found[one]["state"], found[one]["failures"]) for one in (big, small)] == [("done", 0), ("done", 0)]
    assert len(documents(world)) == 2


def test_worker_that_is_ended_gives_its_file_back_at_once(world: dict[str, str]) -> None:
    (big,) = put(world, LONG)
    with working(world) as process:
        until(lambda: is_read(world, big))
        process.terminate()
        assert process.wait(20) == 0
    one = jobs(world)[big]
    assert (one["state"], one["attempts"], one["bytes"]) == ("waiting", 0, True)


def test_file_that_hangs_twice_is_refused_and_the_next_is_read(world: dict[str, str]) -> None:
    big, small = put(world, LONG, SMALL.format("x"))
    with working({**world, "SULH_JOB_MINUTES": "0.25"}) as process:
        for tried in (1, 2):
            until(partial(is_read, world, big, tried))
            os.kill(child_of(process), signal.SIGSTOP)
        until(lambda: jobs(world)[small]["state"] == "done")
    found = jobs(world)
    assert (found[big]["state"], found[big]["problem"], found[big]["bytes"]) == ("refused", "time", True)
    assert documents(world) == [found[small]["result"]["document"]]


def test_file_that_needs_too_much_memory_is_refused_and_the_next_is_read(world: dict[str, str]) -> None:
    # A process that reads a small file gets by with this; one that takes four million letters apart does not.
    huge, small = put(world, "Ceasefire talks in Geneva mediation.\n" * 100_000, SMALL.format("x"))
    found = end({**world, "SULH_JOB_MEGABYTES": "260"})
    assert (found[huge]["state"], found[huge]["failures"]) == ("refused", 2)
    # Libraries say in words of their own that they got no memory, or just end.
    assert found[huge]["problem"].split(":")[0] in ("memory", "ended", "internal")
    assert found[small]["state"] == "done"


def test_file_that_cannot_be_read_says_why_and_what_is_known_is_not_read_again(world: dict[str, str]) -> None:
    put(world, SMALL.format("x"))
    end(world)
    known, empty = put(world, SMALL.format("x"), "")
    found = end(world)
    assert (found[known]["state"], found[known]["result"]["is_new"]) == ("done", False)
    assert (found[empty]["state"], found[empty]["problem"]) == ("refused", "is empty")


def test_desk_killed_after_it_took_files_has_them_when_it_starts_again(world: dict[str, str]) -> None:
    code = """
from sulh.record.accounts import create_user
from sulh.record.tokens import create_token
create_user("ana", None, "editor", author="ana")
print(json.dumps(create_token("ana", "tests", author="ana")))
"""
    token = run(world, code)
    served = {**world, "DJANGO_SETTINGS_MODULE": "sulh.desk.settings"}
    taken: list[int] = []
    for number in range(3):
        with desk(served) as root:
            taken.append(upload(root, token, LONG + str(number)))
            # The answer is here, and the desk goes without another breath.
    with desk(served) as root:
        until(lambda: all(status(root, token, one)["state"] == "done" for one in taken), 240)
    assert len(set(documents(world))) == 3


@contextmanager
def desk(environment: Mapping[str, str]) -> Iterator[str]:
    """`sulh desk`, killed at the end."""
    process = subprocess.Popen(command("desk", "--no-browser"), env=dict(environment), stdout=subprocess.PIPE, text=True)
    try:
        lines = process.stdout
        assert lines is not None
        found = until(lambda: re.search(r"http://127\.0\.0\.1:\d+/", lines.readline()))
        yield found[0]
    finally:
        process.kill()
        process.communicate()


def upload(root: str, token: str, text: str) -> int:
    edge = "an-edge-that-no-text-has"
    body = f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n{text}\r\n--{edge}--\r\n'
    headers = {"Authorization": f"Bearer {token}", "Content-Type": f"multipart/form-data; boundary={edge}"}
    with urllib.request.urlopen(urllib.request.Request(f"{root}api/uploads", body.encode(), headers), timeout=60) as answer:
        assert answer.status == 202
        return int(json.load(answer)["jobs"][0]["id"])


def status(root: str, token: str, job: int) -> Any:
    asked = urllib.request.Request(f"{root}api/jobs/{job}", headers={"Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(asked, timeout=60) as answer:
        return json.load(answer)


def test_these_tests_run_on_the_database_that_is_asked_for(world: dict[str, str]) -> None:
    assert run(world, "from django.db import connection\nprint(json.dumps(connection.vendor))") == connection.vendor
