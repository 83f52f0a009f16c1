"""Workers: each takes one job after another and has a process do it, which it ends when the job gets no further.

The process may hang, run out of memory or be killed: that costs its job a try, and no other job anything.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, close_old_connections, connection

from sulh.model import RecordError
from sulh.record.jobs import store
from sulh.record.jobs.models import Job

__all__ = ["Limits", "Workers", "limits"]

MINUTES, MEGABYTES = "SULH_JOB_MINUTES", "SULH_JOB_MEGABYTES"
_log = logging.getLogger(__name__)
_POLL = 0.5  # seconds between two looks for a job
_RENEW = 5.0  # seconds between two renewals of the lease of a job that says nothing
_PAUSE = 5.0  # seconds that a database is left alone which failed
_SWEEP = 600.0  # seconds
_IDLE = 300.0  # seconds after which a process without work gives its memory back
# One thread for each process: the libraries below would take every core, and pages wait for one.
_THREADS = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may take: `seconds` without getting any further, and `megabytes` of memory (0: any)."""

    seconds: float = 600.0
    megabytes: int = 4096


def limits() -> Limits:
    """The limits that the environment names. Raises RecordError for what is no number."""
    try:
        return Limits(float(os.environ.get(MINUTES) or 10) * 60, int(os.environ.get(MEGABYTES) or 4096))
    except ValueError as problem:
        raise RecordError(f"{MINUTES} and {MEGABYTES} are numbers ({problem})") from problem


class Workers:
    """`number` workers in threads of this process, each with a process of its own. `said` is called with each job that ended."""

    def __init__(self, number: int, given: Limits | None = None, said: Callable[[Job], None] | None = None) -> None:
        allowed = given or limits()
        self._stop = threading.Event()
        self._ones = [_Worker(store.worker_name(slot), allowed, self._stop, said or (lambda job: None)) for slot in range(number)]
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin to work, beside whatever this process does."""
        self._threads = [threading.Thread(target=one.run, name="sulh-worker", daemon=True) for one in self._ones]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End the processes, give back what they were doing, and wait until that is done."""
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def until_empty(self) -> None:
        """Work in this thread, with one worker, until nothing waits."""
        self._ones[0].run(until_empty=True)


class _Worker:
    """One worker. Everything here runs in one thread but the reading of the process's lines."""

    def __init__(self, name: str, allowed: Limits, stop: threading.Event, said: Callable[[Job], None]) -> None:
        self._name, self._limits, self._stop, self._said = name, allowed, stop, said
        self._process: _Process | None = None
        self._swept = self._worked = 0.0

    def run(self, *, until_empty: bool = False) -> None:
        """Take jobs until stopped. A database that is away for a while is waited for."""
        try:
            while not self._stop.is_set():
                try:
                    if not self._turn() and (until_empty or self._stop.wait(_POLL)):
                        return
                except DatabaseError as problem:
                    _log.error("a worker cannot reach the record (%s); it tries again", type(problem).__name__)
                    self._close()
                    close_old_connections()
                    self._stop.wait(_PAUSE)
        finally:
            self._close()
            with contextlib.suppress(DatabaseError):
                store.release(self._name)
            connection.close()

    def _turn(self) -> bool:
        """Do one job; False when there is none."""
        now = time.monotonic()
        if now - self._swept > _SWEEP or not self._swept:
            self._swept = now
            store.take_back()
            store.sweep()
        job = store.claim(self._name)
        if job is None:
            if self._process is not None and now - self._worked > _IDLE:
                self._close()
            return False
        self._do(job.pk)
        self._worked = time.monotonic()
        if ended := Job.objects.filter(pk=job.pk).first():
            self._said(ended)
        return True

    def _do(self, job: int) -> None:
        if self._process is None or not self._process.is_alive():
            self._close()
            self._process = _Process(self._limits.megabytes)
        said: dict[str, Any] = {"stage": "", "done": 0, "total": 0}
        self._process.tell({"job": job, "worker": self._name})
        moved = renewed = time.monotonic()
        while True:
            line = self._process.line(0.25)
            now = time.monotonic()
            if self._stop.is_set():
                self._close()
                store.release(self._name)
                return
            if line is None:
                self._close()
                store.fail(job, self._name, "ended")
                return
            if "ended" in line:
                self._end(job, line)
                return
            if line and line != said:
                said, moved, renewed = line, now, 0.0
            if now - moved > self._limits.seconds:
                self._close()
                store.fail(job, self._name, "time")
                return
            if now - renewed > _RENEW or not renewed:
                renewed = now
                if not self._renewed(job, said):
                    self._close()
                    return

    def _renewed(self, job: int, said: dict[str, Any]) -> bool:
        try:
            return store.renew(job, self._name, str(said["stage"]), int(said["done"]), int(said["total"]))
        except DatabaseError:
            return True  # while the process itself holds an SQLite file for long, nobody can take its job either

    def _end(self, job: int, line: dict[str, Any]) -> None:
        if line["ended"] == "refused":
            store.refuse(job, self._name, line["problem"])
        elif line["ended"] == "failed":
            # After a surprise nothing is known of what the process still holds.
            self._close()
            store.fail(job, self._name, line["problem"])
        elif line["ended"] == "lost":
            self._close()
            store.release(self._name, counted=True)
            self._stop.wait(_PAUSE)

    def _close(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process = None


class _Process:
    """The process of one worker and the lines that it says."""

    def __init__(self, megabytes: int) -> None:
        command = [sys.executable, "-m", "sulh.record.jobs.child", str(megabytes)]
        environment = {**os.environ, **_THREADS, "DJANGO_SETTINGS_MODULE": "sulh.record.settings", "PYTHONUNBUFFERED": "1"}
        self._process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self._lines: queue.Queue[dict[str, Any] | None] = queue.Queue()
        assert self._process.stdout is not None
        threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True).start()

    def _listen(self, lines: Iterable[str]) -> None:
        with contextlib.suppress(ValueError):  # a line cut off, or a pipe closed
            for line in lines:
                self._lines.put(json.loads(line))
        self._lines.put(None)

    def tell(self, what: dict[str, Any]) -> None:
        """Give the process a job; that it is gone already shows in its next line."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):
            self._process.stdin.write(json.dumps(what) + "\n")
            self._process.stdin.flush()

    def line(self, seconds: float) -> dict[str, Any] | None:
        """The next line; an empty one where none comes in time, None when the process has ended."""
        try:
            return self._lines.get(timeout=seconds)
        except queue.Empty:
            return {}

    def is_alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End the process at once. It holds nothing open that must be closed: what it had not ended is done again."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError, ValueError):
                    pipe.close()
