"""What entries of kind `erase` say: which bodies stand blacked or are gone, and of which texts. Asks no database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sulh.record.chain import GONE

__all__ = ["BLACK", "KIND", "Erased", "Instead", "instead_of", "readable"]

KIND = "erase"
# Stands for every erased character, so that what is cited by offsets stays where it was.
BLACK = "\u2588"

# Of the entry with a number: the digest of the body that stands there now, `GONE` where there is none.
Instead = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Erased:
    """What one entry of kind `erase` says; every identifier that it replaced begins with `mark` now."""

    seq: int
    author: str
    subject: str
    reason: str
    entries: Instead
    mark: str

    @classmethod
    def read(cls, seq: int, author: str, body: str) -> Erased:
        """The erasure that an entry describes. Raises ValueError, TypeError, KeyError or AttributeError where it does not."""
        said: dict[str, Any] = json.loads(body)
        entries = {int(one): GONE if left is None else str(left) for one, left in said["entries"].items()}
        return cls(seq, author, str(said["subject"]), str(said.get("reason") or ""), entries, str(said["mark"]))


def readable(erasures: Iterable[tuple[int, str | None]]) -> Iterator[Erased]:
    """What these entries of kind `erase` say, given by number and body; one that cannot be read says nothing."""
    for seq, body in erasures:
        try:
            yield Erased.read(seq, "", body or "")
        except (ValueError, TypeError, KeyError, AttributeError):
            continue


def instead_of(erasures: Iterable[Erased]) -> dict[int, str]:
    """What stands in the place of bodies after these erasures, which come in their order.

    An entry accounts for earlier ones only. Where none can be read, what it blacked is damage.
    """
    return {one: left for erased in erasures for one, left in erased.entries.items() if one < erased.seq}
