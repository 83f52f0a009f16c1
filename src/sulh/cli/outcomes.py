"""Documents read one after another or in several processes; each gives an outcome, in the order they were given."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from sulh.model import DocumentError, Reading, SulhError

if TYPE_CHECKING:
    from sulh.actors import Authority
    from sulh.record.second_reader.server import Server

__all__ = ["Outcome", "Settings", "check_actors", "outcomes"]

# Documents under way per process: enough that none waits for work, few enough that results do not pile up.
_AHEAD = 4
_DIED = "the process reading it died (out of memory, or ended from outside)"


@dataclass(frozen=True, slots=True)
class Settings:
    """What applies to every document of one command. `debug` lets unexpected errors through with their traceback.

    A `model` reads every document too, but for those whose paths are in `not_sent`.
    """

    published: str | None = None
    actors: str | None = None
    debug: bool = False
    model: Server | None = None
    not_sent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: a reading, or one clear line about the problem."""

    path: str
    reading: Reading | None = None
    problem: str | None = None


def outcomes(paths: Sequence[str], settings: Settings, *, workers: int = 1) -> Iterator[Outcome]:
    """Read the files (`-` is standard input) in the order given; with several workers a bounded number is under way."""
    workers = min(workers, len(paths))
    if workers <= 1:
        yield from (_read_one(path, settings) for path in paths)
        return
    try:
        yield from _in_processes(paths, settings, workers)
    except BaseException:
        # Without this an interrupt waits for every document under way. These are our own children, by their handles.
        for child in multiprocessing.active_children():
            child.terminate()
        raise


def check_actors(actors: str) -> None:
    """Raise ActorTableError before any document is read when the user's table cannot be used."""
    _authority(actors)


def _read_one(path: str, settings: Settings) -> Outcome:
    try:
        from sulh.documents import load
        from sulh.reading import read_document

        document = load(path, published=settings.published)
        authority = _authority(settings.actors) if settings.actors else None
        reading = read_document(document, authority=authority)
        if settings.model is not None and path not in settings.not_sent:
            from sulh.record.second_reader.reader import add_second

            reading = add_second(reading, settings.model, authority=authority)
        return Outcome(path, reading)
    except DocumentError as problem:
        return Outcome(path, problem=problem.reason)
    except SulhError as problem:
        return Outcome(path, problem=str(problem))
    except Exception as problem:  # the boundary: one document's surprise must not take the others with it
        if settings.debug:
            raise
        return Outcome(path, problem=f"internal error ({type(problem).__name__}: {problem}); please report")


@lru_cache(maxsize=1)
def _authority(actors: str) -> Authority:
    from sulh.actors import Authority

    return Authority.load(Path(actors))


def _in_processes(paths: Sequence[str], settings: Settings, workers: int) -> Iterator[Outcome]:
    upcoming = iter(paths)
    under_way: deque[tuple[str, Future[Outcome]]] = deque()
    pool = _pool(workers)
    try:
        while True:
            for path in islice(upcoming, workers * _AHEAD - len(under_way)):
                under_way.append((path, _submitted(pool, path, settings)))
            if not under_way:
                return
            try:
                outcome = under_way[0][1].result()
            except BrokenProcessPool:
                pool.shutdown()
                yield from _one_at_a_time(under_way, settings)
                under_way.clear()
                pool = _pool(workers)
            else:
                under_way.popleft()
                yield outcome
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _one_at_a_time(under_way: deque[tuple[str, Future[Outcome]]], settings: Settings) -> Iterator[Outcome]:
    """Read again what was under way when a process died: nothing tells which document it was, and the others are innocent."""
    pool = _pool(1)
    try:
        for path, future in under_way:
            if future.exception() is None:
                yield future.result()
                continue
            try:
                yield _submitted(pool, path, settings).result()
            except BrokenProcessPool:
                yield Outcome(path, problem=_DIED)
                pool.shutdown()
                pool = _pool(1)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _submitted(pool: ProcessPoolExecutor, path: str, settings: Settings) -> Future[Outcome]:
    future: Future[Outcome] = Future()
    if path == "-":  # only this process has the standard input
        future.set_result(_read_one(path, settings))
        return future
    try:
        return pool.submit(_read_one, path, settings)
    except BrokenProcessPool as broken:
        future.set_exception(broken)
        return future


def _pool(workers: int) -> ProcessPoolExecutor:
    """Spawned processes behave alike on every system and inherit no locks or threads."""
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_start_worker)


def _start_worker() -> None:
    """An interrupt is for the parent to handle; one thread per process, or the workers' libraries fight over the cores."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
