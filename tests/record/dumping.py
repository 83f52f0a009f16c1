"""Every projected table as plain values, to compare one projection with another row for row."""

from __future__ import annotations

from typing import Any

from sulh.record.projection.apply import derived, rebuild


def dump() -> dict[str, list[tuple[Any, ...]]]:
    """Table -> its rows in the order of their keys, keys included."""
    found = {}
    for table in derived():
        columns = [field.attname for field in table._meta.concrete_fields]
        found[table.__name__] = sorted(table._default_manager.values_list("pk", *columns), key=lambda row: str(row[0]))
    return found


def assert_rebuild_changes_nothing() -> None:
    """The projections as they stand are what the whole ledger gives."""
    before = dump()
    rebuild()
    after = dump()
    for name, rows in before.items():
        assert after[name] == rows, name
