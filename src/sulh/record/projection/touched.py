"""What a run of entries has touched, and so has to be worked out again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

__all__ = ["MAIN", "PROCESS", "REBUILT", "Touched", "batches"]

Item = TypeVar("Item")

# Beside the names of tables, what else changes at once: which meeting a source is mainly about, the name of the process, and, when
# everything is derived anew, as after an erasure, all that anybody remembers.
MAIN, PROCESS, REBUILT = "projection_main", "projection_process", "projection_rebuilt"
# Both databases take more, but a plan for a list of this length is still quick.
_AT_ONCE = 500


@dataclass(slots=True)
class Touched:
    """Identifiers of what needs a new projection, and the tables whose rows have `changed` by it.

    `from_empty` says that what is worked out from now on is so for the first time, in tables that were empty: nothing is replaced.
    """

    mentions: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    proposals: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    from_empty: bool = False


def batches(items: Iterable[Item], size: int = _AT_ONCE) -> Iterator[Sequence[Item]]:
    """The items in runs of at most `size`."""
    run: list[Item] = []
    for item in items:
        run.append(item)
        if len(run) == size:
            yield run
            run = []
    if run:
        yield run
