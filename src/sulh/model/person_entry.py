"""One row of a list of persons, as it is compared with others."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PersonEntry"]


@dataclass(frozen=True, slots=True)
class PersonEntry:
    """A person as one row of a list has them; nothing here says that two rows are of one person.

    `id` names the row through all versions of its list: the list's own number, or a digest of the row. `born` is the first and last year
    that the row allows. `place` goes from the coarsest to the finest name. `date` is of the arrest or the last sight, as EDTF.
    """

    id: str
    list: str
    row: int
    name: str
    born: tuple[int, int] | None = None
    sex: str | None = None
    place: tuple[str, ...] = ()
    date: str | None = None
