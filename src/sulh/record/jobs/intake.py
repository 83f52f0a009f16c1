"""The job of taking one list in: the same steps as `sulh intake`, by the account that uploaded it, with what became of each row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sulh.model import AccessError
from sulh.record.passing_files import passing_file

if TYPE_CHECKING:
    from sulh.intake import ColumnMapping, DayOrders, ListTable
    from sulh.record.taking_in import TakenIn

__all__ = ["FAULTS_KEPT", "list_file", "opened_list", "run", "what_became"]

# So many faults of one list are kept to be downloaded.
FAULTS_KEPT = 20_000


def run(asked: Mapping[str, Any], author: str, data: bytes, progress: Callable[[str, int, int], None]) -> Callable[[], dict[str, Any]]:
    """Take the rows of a list in, called `asked["name"]`, by the mapping `asked["mapping"]`; the result says what became of them.

    Rows are written some hundreds at a time. A list that was broken off is taken up again: what is in the record already is known.
    Raises IntakeError for a list that cannot be taken as it is, AccessError when the account may not edit any more.
    """
    from sulh.record.taking_in import take_in

    viewer = _viewer(author)
    progress("load", 0, 0)
    with opened_list(asked, data) as (table, mapping, orders):
        total = sum(1 for _ in table.rows())
        done = 0

        def told(rows: int) -> None:
            nonlocal done
            done += rows
            progress("add", done, total)

        taken = take_in(
            viewer, table, mapping, orders,
            origin=str(asked["name"]), published=asked.get("published") or None, level=str(asked["level"]),
            groups=tuple(asked["groups"]), progress=told,
        )  # fmt: skip
    result = what_became(taken)
    return lambda: result


@contextmanager
def opened_list(asked: Mapping[str, Any], data: bytes) -> Iterator[tuple[ListTable, ColumnMapping, DayOrders]]:
    """The list with its mapping, checked, and the order of its dates. Raises IntakeError for what cannot be taken as it is."""
    from sulh.intake import brought, open_table, orders_of
    from sulh.intake.mapping import mapping_of

    with list_file(str(asked["name"]), data) as path:
        mapping = mapping_of(asked["mapping"], str(asked["name"]), path.parent)
        table = open_table(path, sheet=asked.get("sheet") or None, encoding=asked.get("encoding") or None)
        table = brought(table, mapping.data_set, mapping.day_order)
        mapping = mapping.checked(table.columns, table.name)
        yield table, mapping, orders_of(table, mapping)


@contextmanager
def list_file(name: str, data: bytes) -> Iterator[Path]:
    """The bytes of an upload as a file of its own name, while they are looked at."""
    with passing_file(name, data, in_memory=False) as path:
        yield path


def what_became(taken: TakenIn) -> dict[str, Any]:
    """What became of the rows, as plain values."""
    held = {name: value for name, value in asdict(taken).items() if name not in ("faults", "new_actors")}
    faults = [[one.row, one.line, one.column, one.written, one.reason] for one in taken.faults[:FAULTS_KEPT]]
    return held | {"faults": faults, "fault_count": len(taken.faults), "new_actors": list(taken.new_actors)}


def _viewer(author: str) -> Any:
    """The account that asked; it may have lost the right between the upload and its turn."""
    from sulh.record.access import may
    from sulh.record.models import User
    from sulh.record.viewers import viewer_of

    user = User.objects.filter(username=author, is_active=True).first()
    if user is None or not may(viewer_of(user), "edit"):
        raise AccessError(f"{author} may not add facts any more; somebody who may can upload the list again")
    return viewer_of(user)
