"""What two readers state of one document: each as it read, which facts are the same, and the reading that both together give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sulh.model.citation import Citation
from sulh.model.reading import Reading

__all__ = ["Pairs", "Readers", "StatedByReaders", "TwoReadings"]


class Readers(StrEnum):
    """Who states something of a document that two readers read: both, one alone, or one where the other states something else."""

    BOTH = "both"
    FIRST = "first"
    SECOND = "second"
    FIRST_DIFFERS = "first_differs"
    SECOND_DIFFERS = "second_differs"


@dataclass(frozen=True, slots=True)
class StatedByReaders:
    """One assertion of a document read by two readers, as the record claims it: `name` of the `number`-th `kind`, value in plain JSON.

    What differs stands in two that follow each other; `beside` says how many before this one the first of them stands.
    """

    kind: str
    number: int
    name: str
    value: Any
    cites: tuple[Citation, ...]
    written: str
    readers: Readers
    beside: int | None = None


# For each fact of a kind, in the order of their numbers: its place in the first reading and in the second, None where one has it not.
Pairs = tuple[tuple[int | None, int | None], ...]


@dataclass(frozen=True, slots=True)
class TwoReadings(Reading):
    """A reading by two readers. As a `Reading` it is the two joined, which is what is shown and exported.

    `first` and `second` are what each reader states; `pairs` says by the name of each list (`meetings`, `acts`) which of their facts
    are one; `stated` is what the record claims of it, by whom. `method` names the second reader as claims do ("model gemma3:27b at
    localhost:11434, prompt 1"); `dropped` counts the values of its replies that were not used, by reason.
    """

    first: Reading | None = None
    second: Reading | None = None
    pairs: Mapping[str, Pairs] | None = None
    stated: tuple[StatedByReaders, ...] = ()
    method: str = ""
    dropped: tuple[tuple[str, int], ...] = ()

    @property
    def second_reader(self) -> str:
        """The language model that read the document beside the built-in reader, with host and prompt."""
        return self.method
