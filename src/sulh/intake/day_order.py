"""Which of two numbers in a date is the day: decided once for each spelling of a file, from evidence that is shown, or not at all.

A spreadsheet of one country opened in another turns only those dates round that can be turned: 1/22/2014 stays text, 2/5/2014 becomes the
second of May. So the cells of a column fall into spellings ("1/22/2014 12:00:00 AM", "05/02/2014 00:00"), and each is decided by itself.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sulh.intake.table import IntakeError, ListRow, RowError

__all__ = ["DayOrder", "DayOrders", "day_of", "day_orders", "spelling"]

_NUMBERS = re.compile(r"(?P<first>\d{1,2})(?P<sign>[/.-])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4})(?P<time>[ T]\s*\d{1,2}:\d\d.*)?")
_ISO = re.compile(r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})(?![\d])")
_MONTHS = 12
# If no number of so many dates is above 12, somebody has taken those away that are: in a natural list three of five are.
_TELLING = 12
# An order is preferred by other columns when so many rows speak for it, and hardly any for the other.
_LEAST_FOR, _MOST_AGAINST = 5, 0.02
# A date is near an independent one within so many days.
_NEAR = 31


class DayOrder(StrEnum):
    """Which number of a date comes first."""

    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


_OTHER = {DayOrder.DAY_FIRST: DayOrder.MONTH_FIRST, DayOrder.MONTH_FIRST: DayOrder.DAY_FIRST}
_SAID = {DayOrder.DAY_FIRST: "day first", DayOrder.MONTH_FIRST: "month first"}


@dataclass(frozen=True, slots=True)
class DayOrders:
    """The order for each spelling that needs one, and the evidence for it, a sentence each."""

    by_spelling: Mapping[str, DayOrder]
    evidence: tuple[str, ...]


@dataclass(slots=True)
class _Counts:
    """What the dates of one spelling tell: each order with the rows that only it explains."""

    dates: int = 0
    example: str = ""
    possible_only: dict[DayOrder, int] = field(default_factory=lambda: dict.fromkeys(DayOrder, 0))
    first_row: dict[DayOrder, int] = field(default_factory=dict)
    ends_before_start: dict[DayOrder, int] = field(default_factory=lambda: dict.fromkeys(DayOrder, 0))
    near: dict[DayOrder, int] = field(default_factory=lambda: dict.fromkeys(DayOrder, 0))


def spelling(text: str) -> str:
    """Return how a date of three numbers is written, "" for anything else: signs, width of the numbers, whether a time follows.

    A number with a nought before it shows that the program wrote two figures; one without it, of two figures, may be either.
    """
    found = _NUMBERS.fullmatch(text.strip())
    if found is None:
        return ""
    time = found["time"] or ""
    shape = re.sub(r"\d+", "0", time.strip())
    return f"0{found['sign']}0{found['sign']}0000{' ' + shape if shape else ''}"


def day_of(text: str, orders: Mapping[str, DayOrder]) -> dt.date | None:
    """Return the day that a cell names, by the order of its spelling; None when it is no day, or nobody has said the order."""
    text = text.strip()
    if found := _ISO.match(text):
        return _day(int(found["year"]), int(found["month"]), int(found["day"]))
    found = _NUMBERS.fullmatch(text)
    if found is None:
        return None
    first, second, year = int(found["first"]), int(found["second"]), int(found["year"])
    order = orders.get(spelling(text))
    if order is None:
        return _day(year, first, first) if first == second else None
    return _day(year, second, first) if order is DayOrder.DAY_FIRST else _day(year, first, second)


def day_orders(
    rows: Iterable[ListRow | RowError],
    columns: Sequence[str],
    *,
    pairs: Sequence[tuple[str, str]] = (),
    beside: Sequence[str] = (),
    given: DayOrder | None = None,
    name: str = "the list",
) -> DayOrders:
    """Decide the order of day and month for the date columns of a list.

    `pairs` are columns of which the second holds no day before the first's; `beside` are columns with other dates of the same event,
    such as the day of its source, of which those year first count. An order that is `given` is checked against the evidence all the
    same. Raises IntakeError, with the evidence, when it contradicts itself or decides nothing.
    """
    counts: dict[str, _Counts] = {}
    for row in rows:
        if isinstance(row, ListRow):
            _count(row, columns, pairs, beside, counts)
    decided: dict[str, DayOrder] = {}
    told: list[str] = []
    open_spellings: list[str] = []
    for shape, found in sorted(counts.items(), key=lambda one: -one[1].dates):
        order, why = _decided(found, given, name)
        told.append(f"dates like {found.example} ({found.dates}): {why}")
        if order is None:
            open_spellings.append(shape)
        else:
            decided[shape] = order
    for shape in open_spellings:
        found = counts[shape]
        order = _left_over(found, decided.values())
        if order is None:
            raise IntakeError(
                f"{name}: nobody can say whether day or month comes first in dates like {found.example}. {' '.join(_sentences(told))} "
                "Say it: --day-order day_first or month_first"
            )
        decided[shape] = order
        told.append(
            f"dates like {found.example}: {_SAID[order]} as the others, since none of {found.dates} has a number above 12, "
            "so that a program has taken those with one for dates before"
        )
    return DayOrders(decided, tuple(told))


def _sentences(told: Iterable[str]) -> list[str]:
    return [f"{one[0].upper()}{one[1:]}." for one in told]


def _count(
    row: ListRow, columns: Sequence[str], pairs: Sequence[tuple[str, str]], beside: Sequence[str], counts: dict[str, _Counts]
) -> None:
    anchors = [day for name in beside for day in _iso_days(row.cells.get(name, ""))]
    for column in columns:
        text = row.cells.get(column, "")
        shape = spelling(text)
        if not shape or column in row.dates:
            continue
        found = counts.setdefault(shape, _Counts(example=text))
        found.dates += 1
        days = {order: day_of(text, {shape: order}) for order in DayOrder}
        for order, day in days.items():
            if day is not None and days[_OTHER[order]] is None:
                found.possible_only[order] += 1
                found.first_row.setdefault(order, row.number)
            if day is not None and anchors and days[_OTHER[order]] not in (None, day) and _distance(day, anchors) <= _NEAR:
                found.near[order] += _distance(days[_OTHER[order]], anchors) > _NEAR
    for first, last in pairs:
        shape = spelling(row.cells.get(last, ""))
        for order in DayOrder:
            by = dict.fromkeys((shape, spelling(row.cells.get(first, ""))), order)
            start, end = day_of(row.cells.get(first, ""), by), day_of(row.cells.get(last, ""), by)
            if shape in counts and start is not None and end is not None and end < start:
                counts[shape].ends_before_start[order] += 1


def _decided(found: _Counts, given: DayOrder | None, name: str) -> tuple[DayOrder | None, str]:
    """Return the order of one spelling and the evidence in words; None where nothing decides."""
    only = found.possible_only
    if all(only.values()):
        raise IntakeError(
            f"{name}: dates like {found.example} are in both orders: row {found.first_row[DayOrder.DAY_FIRST]} can only be day first, row "
            f"{found.first_row[DayOrder.MONTH_FIRST]} only month first. Put the list right where it was made, or give dates year first"
        )
    parts: list[str] = []
    votes: set[DayOrder] = set()
    for order in DayOrder:
        other = _OTHER[order]
        if only[order]:
            parts.append(f"{only[order]} can only be {_SAID[order]} (first in row {found.first_row[order]})")
            votes.add(order)
        if _tells(found.ends_before_start[other], found.ends_before_start[order]):
            parts.append(f"{found.ends_before_start[other]} would end before they begin if {_SAID[other]}")
            votes.add(order)
        if _tells(found.near[order], found.near[other]):
            parts.append(f"{found.near[order]} are near another date of their row only if {_SAID[order]}")
            votes.add(order)
    said = "; ".join(parts) or "no number above 12, and nothing else tells"
    if given is not None:
        if votes and votes != {given}:
            raise IntakeError(f"{name}: dates like {found.example} are not {_SAID[given]}: {said}")
        return given, f"{_SAID[given]}, as you said" + (f" ({said})" if parts else "")
    if len(votes) > 1:
        raise IntakeError(f"{name}: what speaks for an order of dates like {found.example} contradicts itself: {said}")
    if not votes:
        return None, said
    (voted,) = votes
    return voted, f"{_SAID[voted]}: {said}"


def _tells(rows: int, against: int) -> bool:
    """Return whether so many rows speak for an order, with so many against."""
    return rows >= _LEAST_FOR and against <= _MOST_AGAINST * rows


def _left_over(found: _Counts, decided: Iterable[DayOrder]) -> DayOrder | None:
    """Return the order of a spelling whose every number is 12 or less, from the other spellings of the file."""
    orders = set(decided)
    return orders.pop() if found.dates >= _TELLING and not any(found.possible_only.values()) and len(orders) == 1 else None


def _iso_days(text: str) -> list[dt.date]:
    found = (_day(int(one["year"]), int(one["month"]), int(one["day"])) for one in _ISO.finditer(text))
    return [day for day in found if day is not None]


def _distance(day: dt.date | None, anchors: Sequence[dt.date]) -> int:
    return min(abs((day - one).days) for one in anchors) if day is not None else _NEAR + 1


def _day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
