"""What two readers state of one document: each as it read, which facts are the same, and the reading that both together give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sulh.model.reading import Reading

__all__ = ["Pairs", "TwoReadings"]

# For each fact of a kind, in the order of their numbers: its place in the first reading and in the second, None where one has it not.
Pairs = tuple[tuple[int | None, int | None], ...]


@dataclass(frozen=True, slots=True)
class TwoReadings(Reading):
    """A reading by two readers. As a `Reading` it is the two joined, which is what is shown and exported.

    `first` and `second` are what each reader states; `pairs` says by the name of each list (`meetings`, `acts`) which of their
    facts are one. `method` names the second reader as claims do ("model gemma3:27b at localhost:11434, prompt 1"); `dropped`
    counts the values of its replies that were not used, by reason.
    """

    first: Reading | None = None
    second: Reading | None = None
    pairs: Mapping[str, Pairs] | None = None
    method: str = ""
    dropped: tuple[tuple[str, int], ...] = ()

    @property
    def second_reader(self) -> str:
        """The language model that read the document beside the built-in reader, with host and prompt."""
        return self.method
