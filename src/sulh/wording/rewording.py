"""Pair the clauses of two sides that may say the same in other words: each stands in one pair of a statement, the best first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

__all__ = ["RewordingOffer", "best_pairs"]

# A clause whose closest has another that is closer still may be said together with that one, when it is so close.
_ALSO = 0.2


class RewordingOffer(NamedTuple):
    """In a statement, of number `at`, a clause and another that may say the same: one of the two is of that statement.

    `worth` is how close they are; of two offers the one worth more is taken.
    """

    at: int
    clause: int
    other: int
    worth: float


def best_pairs(offers: Iterable[RewordingOffer], owner: Sequence[int]) -> dict[tuple[int, int], int]:
    """Return for each statement and clause, of either side, the other that it is shown with.

    `owner` is the number of the statement of each clause. Of a pair each has the other. A clause that is left without one, and very close
    to a clause of a pair, is shown with that pair, where its partner is of the same statement: two sentences may have become one.
    """
    found: dict[tuple[int, int], int] = {}
    left: list[RewordingOffer] = []
    for one in sorted(offers, key=lambda one: (-one.worth, one.at, one.clause, -one.other)):
        if (one.at, one.clause) not in found and (one.at, one.other) not in found:
            found[one.at, one.clause] = one.other
            found[one.at, one.other] = one.clause
        elif one.worth >= _ALSO:
            left.append(one)
    pairs = dict(found)
    for one in left:
        partner = pairs.get((one.at, one.other))
        if partner is not None and owner[partner] == owner[one.clause]:
            found.setdefault((one.at, one.clause), one.other)
    return found
