"""What sources state of a meeting: one claim in force, and one value with the claims that give it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

__all__ = ["Choice", "Stated"]


class Stated(NamedTuple):
    """A claim in force, with the value a person gave it where one did; `firm` when a person decided.

    `source` is what counts as one source: copies of one text share it.
    """

    claim: str
    seq: int
    source: str
    mention: str
    property: str
    value: Any
    firm: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """One value with the claims that give it."""

    value: Any
    claims: tuple[Stated, ...]

    @property
    def sources(self) -> int:
        """How many sources give it."""
        return len({claim.source for claim in self.claims})

    @property
    def weight(self) -> tuple[bool, int, int]:
        """What it is chosen by: a person's decision, the number of sources, the earlier entry."""
        return any(claim.firm for claim in self.claims), self.sources, -min(claim.seq for claim in self.claims)
