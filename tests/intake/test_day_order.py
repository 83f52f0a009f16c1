"""Which of two numbers is the day: from evidence, or refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pytest

from sulh.intake import DayOrder, IntakeError, ListRow, open_table
from sulh.intake.day_order import day_of, day_orders

GED = Path(__file__).resolve().parents[3] / "shared" / "data" / "ucdp_ged_ukraine.csv"
DAYS = [dt.date(2021, 1, 3) + dt.timedelta(days=9 * at) for at in range(40)]


def rows(*columns: Sequence[str]) -> list[ListRow]:
    names = ("day", "last", "source")
    return [ListRow(at, dict(zip(names, cells, strict=False))) for at, cells in enumerate(zip(*columns, strict=True), 1)]


def american(day: dt.date) -> str:
    return f"{day.month}/{day.day}/{day.year}"


def european(day: dt.date) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


@pytest.mark.parametrize(("write", "order"), [(american, DayOrder.MONTH_FIRST), (european, DayOrder.DAY_FIRST)])
def test_numbers_above_twelve_decide(write: object, order: DayOrder) -> None:
    found = day_orders(rows([write(day) for day in DAYS]), ["day"])  # type: ignore[operator]
    assert set(found.by_spelling.values()) == {order} and "can only be" in found.evidence[0]
    assert [day_of(write(day), found.by_spelling) for day in DAYS] == DAYS  # type: ignore[operator]


def test_file_that_a_spreadsheet_has_turned_half_way_is_read_right() -> None:
    """Opened where the day comes first, an American list keeps as text what cannot be turned, and shows the rest as dates of its own."""
    written = [american(day) if day.day > 12 else f"{day.month:02d}/{day.day:02d}/{day.year} 00:00" for day in DAYS for _ in range(2)]
    found = day_orders(rows(written), ["day"])
    assert [day_of(text, found.by_spelling) for text in written] == [day for day in DAYS for _ in range(2)]
    assert "as the others" in found.evidence[-1]


def test_end_before_start_and_dates_beside_decide_where_no_number_is_above_twelve() -> None:
    first = [f"12/{month:02d}/2021" for month in range(1, 9)]
    last = [f"01/{month + 1:02d}/2021" for month in range(1, 9)]
    pairs = day_orders(rows(first, last), ["day", "last"], pairs=[("day", "last")])
    assert set(pairs.by_spelling.values()) == {DayOrder.DAY_FIRST} and "end before they begin" in pairs.evidence[0]
    beside = day_orders(rows(first, last, [f"2021-{month:02d}-14" for month in range(1, 9)]), ["day"], beside=["source"])
    assert set(beside.by_spelling.values()) == {DayOrder.DAY_FIRST} and "near another date" in beside.evidence[0]


def test_undecidable_order_is_refused_and_taken_when_somebody_says_it() -> None:
    few = rows(["01/02/2021", "03/04/2021", "05/06/2021"])
    with pytest.raises(IntakeError, match="nobody can say whether day or month comes first"):
        day_orders(few, ["day"])
    assert set(day_orders(few, ["day"], given=DayOrder.DAY_FIRST).by_spelling.values()) == {DayOrder.DAY_FIRST}


def test_contradiction_is_refused_with_the_rows() -> None:
    with pytest.raises(IntakeError, match="row 2 can only be day first, row 1 only month first"):
        day_orders(rows(["01/22/2021", "22/01/2021"]), ["day"])
    with pytest.raises(IntakeError, match="are not day first"):
        day_orders(rows([american(day) for day in DAYS]), ["day"], given=DayOrder.DAY_FIRST)


@pytest.mark.parametrize(
    ("text", "day"), [("2021-07-08", dt.date(2021, 7, 8)), ("2021/7/8 10:00", dt.date(2021, 7, 8)), ("31/02/2021", None), ("soon", None)]
)
def test_year_first_needs_no_order(text: str, day: dt.date | None) -> None:
    assert day_of(text, {"0/0/0000": DayOrder.DAY_FIRST}) == day


@pytest.mark.skipif(not GED.exists(), reason="the shared data are not here")
def test_real_file_with_two_spellings_is_month_first_in_both() -> None:
    table = open_table(GED)
    found = day_orders(table.rows(), ["date_start", "date_end"], pairs=[("date_start", "date_end")], beside=["source_date"])
    assert len(found.by_spelling) == 2 and set(found.by_spelling.values()) == {DayOrder.MONTH_FIRST}
    dated = [row.cells for row in table.rows() if isinstance(row, ListRow)]
    days = [[day_of(cells[name], found.by_spelling) for name in ("date_start", "date_end")] for cells in dated]
    assert len(days) == 3883 and all(start is not None and end is not None and start <= end for start, end in days)
