"""Who does the work of linking: this process, or several on this machine. Whoever does it, the result is the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from sulh.persons.blocking import BlockPairs
from sulh.persons.link_job import ComparedPairs, LinkJob, WeighedPairs
from sulh.persons.name_columns import NamesInWords

if TYPE_CHECKING:
    from sulh.persons.spelling import Numbers

    EveryTask = Callable[[Callable[[Any, Any], Any], Sequence[Any]], list[Any]]

__all__ = ["DividedWork", "LinkWorkers", "Processes", "ThisProcess", "parts_of"]

# Rows whose keys are held in memory at once.
_ROWS_IN_PART = 125_000
# Names and pairs that one task has.
_NAMES, _PAIRS = 50_000, 2_000_000


class LinkWorkers(Protocol):
    """Takes names apart and weighs pairs, in parts."""

    def names(self, names: Sequence[str], languages: Sequence[str | None]) -> NamesInWords:
        """Return names taken apart, in order."""

    def compared(self, job: LinkJob) -> ComparedPairs:
        """Return the pairs of a job that may be of one person, and how many were compared."""


def parts_of(job: LinkJob) -> int:
    """Return into how many parts the keys of a job are divided, so that each fits in memory beside the rows."""
    return 1 + len(job.table) // _ROWS_IN_PART


class ThisProcess:
    """Does all work here, part after part."""

    def names(self, names: Sequence[str], languages: Sequence[str | None]) -> NamesInWords:
        """Return names taken apart, in order."""
        return NamesInWords.of(names, languages)

    def compared(self, job: LinkJob) -> ComparedPairs:
        """Return the pairs of a job that may be of one person, and how many were compared."""
        parts = parts_of(job)
        pairs = BlockPairs.joined([job.pairs(part, parts) for part in range(parts)])
        return ComparedPairs(job.weighed(pairs.codes), len(pairs.codes), pairs.crowded)


class DividedWork:
    """What is common to all who divide the work: they differ in who does the tasks of it, of which `at_once` are done at one time."""

    at_once: int

    def names(self, names: Sequence[str], languages: Sequence[str | None]) -> NamesInWords:
        """Return names taken apart, in order."""
        return NamesInWords.of(names, languages)

    def compared(self, job: LinkJob) -> ComparedPairs:
        """Return the pairs of a job that may be of one person, and how many were compared."""
        parts = max(parts_of(job), self.at_once)
        with self.begun(job) as every:
            pairs = BlockPairs.joined(every(_pairs, [(part, parts) for part in range(parts)]))
            tasks = [pairs.codes[at : at + _PAIRS] for at in range(0, len(pairs.codes), _PAIRS)]
            return ComparedPairs(WeighedPairs.joined(every(_weighed, tasks)), len(pairs.codes), pairs.crowded)

    def begun(self, shared: Any) -> AbstractContextManager[EveryTask]:
        """Return what does tasks, each with what all of them share, and answers in their order."""
        raise NotImplementedError


class Processes(DividedWork):
    """Divides the work among `count` processes on this machine.

    They are started anew, so a script that asks for them does so under `if __name__ == "__main__":`.
    """

    def __init__(self, count: int) -> None:
        self.at_once = count

    def names(self, names: Sequence[str], languages: Sequence[str | None]) -> NamesInWords:
        """Return names taken apart, in order."""
        tasks = [(names[at : at + _NAMES], languages[at : at + _NAMES]) for at in range(0, len(names), _NAMES)]
        if len(tasks) < 2:
            return NamesInWords.of(names, languages)
        with self.begun(None) as every:
            return NamesInWords.joined(every(_names, tasks))

    @contextmanager
    def begun(self, shared: Any) -> Iterator[EveryTask]:
        """Yield what does tasks in the processes, which end after that."""
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        with ProcessPoolExecutor(self.at_once, get_context("spawn"), _share, (shared,)) as pool:
            yield lambda work, tasks: list(pool.map(partial(_with_shared, work), tasks))


_SHARED: list[Any] = []


def _share(shared: Any) -> None:
    _SHARED[:] = [shared]


def _with_shared(work: Callable[[Any, Any], Any], task: Any) -> Any:
    return work(_SHARED[0], task)


def _names(_: None, task: tuple[Sequence[str], Sequence[str | None]]) -> NamesInWords:
    return NamesInWords.of(*task)


def _pairs(job: LinkJob, task: tuple[int, int]) -> BlockPairs:
    return job.pairs(*task)


def _weighed(job: LinkJob, codes: Numbers) -> WeighedPairs:
    return job.weighed(codes)
