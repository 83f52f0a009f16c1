"""Put copies of a statement together: the same text from several files or sites is one statement with several sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sulh.wording.gathering.shingles import Overlaps
from sulh.wording.statement import Statement

__all__ = ["Copies", "one_of_each", "place_of"]

# Texts of one day that share this much of their runs of words are copies; of texts without a day nearly everything has to be shared.
_ONE_DAY, _NO_DAY = 0.9, 0.97
_MOST = 4_000


@dataclass(frozen=True, slots=True)
class Copies:
    """A statement with several sources: the one kept, and the others, which are not word for word the same where `edited` names them."""

    kept: Statement
    others: tuple[Statement, ...]
    edited: tuple[Statement, ...]


def one_of_each(statements: Sequence[Statement]) -> tuple[list[Statement], list[Copies]]:
    """Return the statements, of copies the fullest with the places of all as its `sources`; and which were put together.

    The same file is one statement whatever it is called. A text of the same day in other spacing, or with a few words more or less, is a
    copy too; a retelling never is one of its original.
    """
    groups = _joined(_by_id(statements))
    kept: list[Statement] = []
    found: list[Copies] = []
    for group in groups:
        best = min(group, key=_worth)
        others = tuple(one for one in group if one is not best)
        if others:
            best = replace(best, sources=tuple(dict.fromkeys(place_of(one) for one in (best, *others))))
            words = best.text.split()
            found.append(Copies(best, others, tuple(one for one in others if one.text.split() != words)))
        kept.append(best)
    return kept, found


def place_of(statement: Statement) -> str:
    """Return where a statement was taken from: its file, else its publisher."""
    return statement.name or statement.source or statement.id


def _worth(statement: Statement) -> tuple[bool, bool, int, str, str]:
    """Return the sort key by which one of several copies is kept: complete, with a date, long, first by name."""
    return not statement.complete, statement.date is None, -len(statement.text), statement.name or "", statement.id


def _by_id(statements: Sequence[Statement]) -> list[list[Statement]]:
    groups: dict[str, list[Statement]] = {}
    for one in statements:
        group = groups.setdefault(one.id, [])
        if one not in group:
            group.append(one)
    return list(groups.values())


def _joined(groups: list[list[Statement]]) -> list[list[Statement]]:
    """Join groups whose texts are copies of one another."""
    if not 1 < len(groups) <= _MOST:
        return groups
    first = [min(group, key=_worth) for group in groups]
    near = np.triu(Overlaps([one.text for one in first]).resemblance(), 1)
    into = list(range(len(groups)))
    for a, b in zip(*(places.tolist() for places in np.nonzero(near >= _ONE_DAY)), strict=True):
        if _may_be_copies(first[a], first[b], float(near[a, b])):
            into[b] = into[a]
    made: dict[int, list[Statement]] = {}
    for at, group in enumerate(groups):
        made.setdefault(into[at], []).extend(group)
    return list(made.values())


def _may_be_copies(one: Statement, other: Statement, alike: float) -> bool:
    if one.retold != other.retold or (one.track and other.track and one.track != other.track):
        return False
    if one.date and other.date:
        return one.date == other.date
    return alike >= _NO_DAY
