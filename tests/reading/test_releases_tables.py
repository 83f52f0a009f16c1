"""Releases in the rows of a table and in a paragraph that opens with its day."""

from __future__ import annotations

from readings import read


def test_rows_of_a_table_are_exchanges_by_both_sides() -> None:
    reading = read(
        "Since May the working group has brought about two exchanges of prisoners between Armenia and Azerbaijan. "
        "Both sides freed people.\n\n"
        "No. | Date | Freed by each side\n\n1 | 4 May 2021 | 10\n\n2 | 9 June 2021 | 12\n"
    )
    found = {(r.what.value, r.by.id if r.by else None, r.count, r.date) for r in reading.releases}
    assert {("prisoner_exchange", by, n, day) for by in ("ARM", "AZE") for n, day in ((10, "2021-05-04"), (12, "2021-06-09"))} <= found


def test_table_of_something_else_is_no_release() -> None:
    reading = read("The truce between Sudan and the SPLM-North was watched by observers.\n\nNo. | Date | Posts\n\n1 | 4 May 2021 | 10\n")
    assert reading.releases == ()


def test_part_of_those_freed_is_no_release_of_its_own() -> None:
    reading = read("Eleven of the people whom Armenia freed in February 2021 were women, the monitors of the truce said.")
    assert reading.releases == ()
