"""Compare two wordings word by word, in pieces from which both texts can be rebuilt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from sulh.text.folding import fold_lookalikes

__all__ = ["Change", "Op", "changes"]

Op = Literal["equal", "insert", "delete"]

# A word keeps its inner apostrophes and hyphens; a sign is a piece of its own; blanks belong to the piece before them.
_TOKEN = re.compile(r"(?:\w+(?:['\u2019-]\w+)*|[^\w\s])\s*|\s+")


@dataclass(frozen=True, slots=True)
class Change:
    """One piece of a comparison: the words `[earlier_start, earlier_end)` and `[later_start, later_end)`, with their texts.

    `equal` has both texts, which may differ in case, accents or blanks; `delete` has only the earlier one, `insert` only the later one.
    """

    op: Op
    earlier: str
    later: str
    earlier_start: int
    earlier_end: int
    later_start: int
    later_end: int


def changes(earlier: str, later: str) -> tuple[Change, ...]:
    """Return the pieces that turn `earlier` into `later`, deletions before insertions.

    The `earlier` texts joined are `earlier`, the `later` texts joined are `later`, character for character.
    Method: longest common subsequence of words folded for matching (Indel edit operations of RapidFuzz).
    """
    old, new = _TOKEN.findall(earlier), _TOKEN.findall(later)
    codes: dict[str, int] = {}
    a, b = ([codes.setdefault(_key(token), len(codes)) for token in tokens] for tokens in (old, new))
    found: list[Change] = []
    gone, come = "", ""
    at, to = 0, 0
    for step in (*Indel.opcodes(a, b), None):
        if step is not None and step.tag != "equal":
            gone += "".join(old[step.src_start : step.src_end])
            come += "".join(new[step.dest_start : step.dest_end])
            continue
        if gone:
            found.append(Change("delete", gone, "", at, at + len(gone), to, to))
        if come:
            found.append(Change("insert", "", come, at + len(gone), at + len(gone), to, to + len(come)))
        at, to = at + len(gone), to + len(come)
        gone, come = "", ""
        if step is not None:
            same, again = "".join(old[step.src_start : step.src_end]), "".join(new[step.dest_start : step.dest_end])
            found.append(Change("equal", same, again, at, at + len(same), to, to + len(again)))
            at, to = at + len(same), to + len(again)
    return tuple(found)


def _key(token: str) -> str:
    return fold_lookalikes(token.strip())
