"""The kinds of jobs, in one list: what each does, and how soon its turn comes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sulh.model import RecordError
from sulh.record.jobs import intake, reading, verifying

__all__ = ["KINDS", "JobKind", "kind_of"]

# Tells how far a job is: a stage, how much of it is done, and how much there is (0 where nobody knows).
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class JobKind:
    """`run` does the long part, outside any transaction, and returns what is left to do in the one that ends the job.

    It gets what was asked, the name of the account that asked, the bytes of the upload (empty without one), and where to tell
    its progress. Jobs of a lower `rank` come first: what somebody waits for before what may take the night.
    """

    run: Callable[[Mapping[str, Any], str, bytes, Progress], Callable[[], dict[str, Any]]]
    rank: int


KINDS: Mapping[str, JobKind] = {
    "intake": JobKind(intake.run, rank=1),
    "read": JobKind(reading.run, rank=1),
    "verify": JobKind(verifying.run, rank=0),
}


def kind_of(name: str) -> JobKind:
    """The kind of that name. Raises RecordError when there is none, as when a later version stored the job."""
    if name not in KINDS:
        raise RecordError(f"this version of Sulh does no job of kind {name!r}: {', '.join(KINDS)}")
    return KINDS[name]
