"""All links of a series as columns of numbers: a formula that stands in n statements has n²/2, of which few are ever shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from sulh.model import LinkGrade, LinkKind
from sulh.wording.columns import Floats, Places
from sulh.wording.types import Clause, ClauseLink, ClauseLinks

__all__ = ["GRADES", "KINDS", "Flags", "LinkTable", "rounded"]

KINDS, GRADES = tuple(LinkKind), tuple(LinkGrade)
_WEAK = GRADES.index(LinkGrade.WEAK)
_DIGITS = 4

Flags = NDArray[np.bool_]


class LinkTable(ClauseLinks):
    """The links of a series in the order of their later clause, then the earlier one; each is made when it is asked for.

    Columns have one number for each link: `earlier` and `later` are clauses by index, `kind` and `grade` numbers of `KINDS` and `GRADES`,
    the others are as in `ClauseLink`. `plain` says of a link that it is neither weak nor an echo.
    """

    def __init__(
        self,
        clauses: Sequence[Clause],
        owner: Sequence[int],
        between: tuple[Places, Places],
        columns: tuple[Places, Places, Flags, Floats, Floats, Floats],
        make: Callable[[int], ClauseLink],
    ) -> None:
        """The clauses with the number of each one's statement, ascending; the columns in the order of their names; `make` makes a link."""
        self.earlier, self.later = between
        self.kind, self.grade, self.echo, self.score, self.earlier_share, self.later_share = columns
        self.owner = np.asarray(owner, dtype=np.intp)
        self.weak: Flags = self.grade == _WEAK
        self.plain: Flags = ~(self.weak | self.echo)
        self._clauses, self._make = clauses, make
        self._key = self.later * len(clauses) + self.earlier

    @classmethod
    def of(cls, links: Sequence[ClauseLink], clauses: Sequence[Clause], owner: Sequence[int]) -> LinkTable:
        """The table of links that are made already, in any order."""
        at = {clause.id: number for number, clause in enumerate(clauses)}
        held = sorted(links, key=lambda link: (at[link.later], at[link.earlier]))
        between = np.array([(at[one.earlier], at[one.later]) for one in held], dtype=np.intp).reshape(-1, 2)
        codes = np.array([(KINDS.index(one.kind), GRADES.index(one.grade)) for one in held], dtype=np.intp).reshape(-1, 2)
        shares = np.array([(one.score, one.earlier_share, one.later_share) for one in held]).reshape(-1, 3)
        echo = np.array([one.echo for one in held], dtype=np.bool_)
        columns = codes[:, 0], codes[:, 1], echo, shares[:, 0], shares[:, 1], shares[:, 2]
        return cls(clauses, owner, (between[:, 0], between[:, 1]), columns, held.__getitem__)

    def with_links(self, more: Iterable[ClauseLink]) -> LinkTable:
        """The table with further links, between clauses that have none so far."""
        added = LinkTable.of(list(more), self._clauses, self.owner.tolist())
        if not len(added):
            return self
        pairs = [np.concatenate(columns) for columns in zip(self._columns, added._columns, strict=True)]
        order = np.lexsort((pairs[0], pairs[1]))
        earlier, later, kind, grade, echo, score, one_share, other_share = (column[order] for column in pairs)
        own = len(self)

        def make(at: int) -> ClauseLink:
            number = int(order[at])
            return self[number] if number < own else added[number - own]

        between, columns = (earlier, later), (kind, grade, echo, score, one_share, other_share)
        return LinkTable(self._clauses, self.owner.tolist(), between, columns, make)

    def __len__(self) -> int:
        return len(self.earlier)

    @overload
    def __getitem__(self, at: int) -> ClauseLink: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[ClauseLink, ...]: ...
    def __getitem__(self, at: int | slice) -> ClauseLink | tuple[ClauseLink, ...]:
        if isinstance(at, slice):
            return tuple(map(self._make, range(len(self))[at]))
        return self._make(range(len(self))[at])

    def __iter__(self) -> Iterator[ClauseLink]:
        return map(self._make, range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(one == there for one, there in zip(self, other, strict=True))

    def __hash__(self) -> int:
        return hash((len(self), *self[:1]))

    def into(self, clause: int) -> range:
        """Return the numbers of the links of a later clause."""
        return range(int(self._starts[clause]), int(self._starts[clause + 1]))

    def into_from(self, clause: int, statement: int) -> Places:
        """Return the numbers of the links of a later clause with the clauses of an earlier statement, in their order."""
        low, high = np.searchsorted(self._key, clause * len(self._clauses) + self._bounds_of(statement))
        return np.arange(low, high)

    def out_of(self, clause: int) -> Places:
        """Return the numbers of the links of an earlier clause, in their order."""
        low, high = np.searchsorted(self._key_out, (clause * len(self._clauses), (clause + 1) * len(self._clauses)))
        return self._out[low:high]

    def out_of_into(self, clause: int, statement: int) -> Places:
        """Return the numbers of the links of an earlier clause with the clauses of a later statement, in their order."""
        low, high = np.searchsorted(self._key_out, clause * len(self._clauses) + self._bounds_of(statement))
        return self._out[low:high]

    def _bounds_of(self, statement: int) -> Places:
        """The first clause of a statement, and where its clauses end; the same where it has none, as a last one without text."""
        last = len(self._bounds) - 1
        return self._bounds[[min(statement, last), min(statement + 1, last)]]

    def find(self, earlier: int, later: int) -> int | None:
        """Return the number of the link between two clauses; None when they have none."""
        key = later * len(self._clauses) + earlier
        at = int(np.searchsorted(self._key, key))
        return at if at < len(self._key) and self._key[at] == key else None

    def between(self, earlier: str, later: str) -> ClauseLink | None:
        """Return the link between two clauses by their ids; None when they have none, or a weak one."""
        one, other = self._place.get(earlier), self._place.get(later)
        at = self.find(one, other) if one is not None and other is not None else None
        return None if at is None or self.weak[at] else self._make(at)

    def before(self, id: str, *, weak: bool = False) -> list[ClauseLink]:
        """Return the links of a clause with earlier ones, in their order: those that are weak, or all others."""
        clause = self._place.get(id)
        return [] if clause is None else [self._make(at) for at in self.into(clause) if self.weak[at] == weak]

    def after(self, id: str, *, weak: bool = False) -> list[ClauseLink]:
        """Return the links of a clause with later ones, in their order: those that are weak, or all others."""
        clause = self._place.get(id)
        return [] if clause is None else [self._make(at) for at in self.out_of(clause).tolist() if self.weak[at] == weak]

    @property
    def _columns(self) -> tuple[Places, Places, Places, Places, Flags, Floats, Floats, Floats]:
        return self.earlier, self.later, self.kind, self.grade, self.echo, self.score, self.earlier_share, self.later_share

    @cached_property
    def _place(self) -> dict[str, int]:
        return {clause.id: number for number, clause in enumerate(self._clauses)}

    @cached_property
    def _starts(self) -> Places:
        return np.searchsorted(self.later, np.arange(len(self._clauses) + 1))

    @cached_property
    def _bounds(self) -> Places:
        """The first clause of each statement, and where the clauses end."""
        return np.searchsorted(self.owner, np.arange(int(self.owner.max(initial=-1)) + 2))

    @cached_property
    def _out(self) -> Places:
        """The links in the order of their earlier clause, then the later one."""
        return np.lexsort((self.later, self.earlier))

    @cached_property
    def _key_out(self) -> Places:
        return (self.earlier * len(self._clauses) + self.later)[self._out]


def rounded(values: Floats) -> Floats:
    """Return the values with four digits as `round` gives them, which goes by the exact value where two are nearly as close."""
    scale = 10.0**_DIGITS
    whole = np.rint(values * scale)
    found: Floats = whole / scale
    for at in np.flatnonzero(np.abs(np.abs(values * scale - whole) - 0.5) < 1e-6).tolist():
        found[at] = round(float(values[at]), _DIGITS)
    return found
