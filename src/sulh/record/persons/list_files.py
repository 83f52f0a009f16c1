"""Lists of persons read from files for commands and pages alike: rows as texts by field, dates year first, each fault with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Generic, TypeVar

from sulh.intake import ListRow, ListTable, open_table
from sulh.intake.day_order import DayOrder, day_of, day_orders, spelling
from sulh.intake.other_calendars import OLDEST_GREGORIAN, converted_day, years_of
from sulh.intake.person_lists import Calendar, meant_by_garbled
from sulh.model import SulhError
from sulh.model.messages import FilledMessage, TermName
from sulh.persons.list_words import field_columns, plain_digits

__all__ = ["FIELDS_OF_DATES", "ListFileError", "ListRead", "list_rows"]

FIELDS_OF_DATES = ("held_since", "on")
_OF_YEARS = (*FIELDS_OF_DATES, "birth_year")
_IN_LETTERS = ("name", "other_name", "place")
_YEAR = re.compile(r"(?:\d{1,2}[-/.]\d{1,2}[-/.])?(\d{4})(?!\d)")
_SHORT = re.compile(r"(?:\d{1,2}[-/.]\d{1,2}[-/.])?\d{1,2}")
_SHOWN = 20
_Made = TypeVar("_Made")


class ListFileError(SulhError):
    """A list of persons cannot be used; the message names each faulty row, at most the first twenty, and what to do."""


@dataclass(frozen=True, slots=True)
class ListRead(Generic[_Made]):
    """What was made of the rows of a list, and what was found of its encoding, separators and dates."""

    rows: list[_Made]
    remarks: tuple[str, ...]


def list_rows(
    path: Path,
    made: Callable[[Mapping[str, str], int], _Made],
    *,
    needed: Sequence[str] = (),
    ignored: Sequence[str] = (),
    ignoring: str = "",
    listing: str = "",
    day_order: DayOrder | None = None,
    unique: str = "",
    calendar: Calendar = Calendar.GREGORIAN,
) -> ListRead[_Made]:
    """Return what `made` makes of each row of a list, from its texts by field and its number.

    Columns are known by their words in English or Arabic; encoding, separators and the order of day and month are found as `sulh.intake`
    finds them, and said in the remarks. A list of persons is taken whole or not at all: raises ListFileError that names every faulty row,
    and for a column with something in it that nobody knows and that is not `ignored`, since it may hold a refusal. `ignoring` and `listing`
    are how to leave a column unread, and where to see what columns may be called. `day_order` is said where nothing in the file tells
    day from month; what tells otherwise is refused all the same. No two rows have the same text in the field `unique`, if any.
    `calendar` is that of years below 1600: days of it are converted, and so are years of birth, which become the two that they touch.
    """
    name = str(path)
    table = open_table(path)
    columns = field_columns(table.columns)
    lacking = [field for field in needed if field not in columns]
    if lacking:
        there = listing or FilledMessage("its columns are {columns}", columns=tuple(table.columns))
        field = TermName(lacking[0], f"listed.{lacking[0]}")
        raise ListFileError("{name}: has no column {field}; {there}", name=name, field=field, there=there)
    _all_known(table, columns, ignored, name, ignoring)
    dates = [columns[field] for field in FIELDS_OF_DATES if field in columns]
    found = day_orders(_of_this_calendar(table, dates), dates, given=day_order, name=name) if dates else None
    orders = found.by_spelling if found is not None else {}
    good, faults, numbers = [], list[SulhError](), dict[str, int]()
    for row in table.rows():
        if not isinstance(row, ListRow):
            faults.append(ListFileError("{name}, {row}", name=name, row=str(row)))
            continue
        try:
            _need_unique(row, columns.get(unique, ""), unique, numbers)
            cells = {field: _cell(row.cells.get(column, ""), field, orders, calendar) for field, column in columns.items()}
            good.append(made(cells, row.number))
        except SulhError as problem:
            said = _named(problem, columns)
            faults.append(ListFileError("{name}, row {number}: {problem}", name=name, number=row.number, problem=said))
    if faults:
        more = [FilledMessage("{number} further rows have faults", number=len(faults) - _SHOWN)] if len(faults) > _SHOWN else []
        lines = {f"line{place}": fault for place, fault in enumerate((*faults[:_SHOWN], *more))}
        raise ListFileError("\n".join(f"{{{line}}}" for line in lines), **lines)
    return ListRead(good, (*table.remarks, *(found.evidence if found is not None else ())))


def _all_known(table: ListTable, columns: Mapping[str, str], ignored: Sequence[str], name: str, ignoring: str) -> None:
    """Raise ListFileError for a filled column that stands for no field, or for one that another column stands for already."""
    left = [column for column in table.columns if column not in columns.values() and column not in ignored]
    filled = {column for row in table.rows() if isinstance(row, ListRow) for column in left if row.cells.get(column)} if left else set()
    unknown = [column for column in left if column in filled]
    if unknown:
        raise ListFileError(
            "{name}: the column {column!r} has no name that is known, or its field has another column already; "
            "call it by a name that {advice}",
            name=name, column=unknown[0],
            advice=ignoring.format(column=repr(unknown[0])) or FilledMessage("is known, or take it out of the file"),
        )


def _need_letters(text: str, field: str) -> None:
    """Raise ListFileError for letters that were lost or garbled on the way, and for a name without any: nobody is found by it."""
    said = TermName(field, f"listed.{field}")
    if "\ufffd" in text:
        raise ListFileError(
            "column {field}: {text!r} has letters that were lost when the file was saved; take it from the source again",
            field=said, text=text,
        )
    if meant := meant_by_garbled(text):
        raise ListFileError(
            "column {field}: {text!r} was saved as UTF-8 and read as something else, and seems to be {meant}; save the file again as UTF-8",
            field=said, text=text, meant=meant,
        )
    if text.strip() and field == "name" and not any(map(str.isalpha, text)):
        raise ListFileError("column {field}: {text!r} has no letters, and is no name", field=said, text=text)


def _of_this_calendar(table: ListTable, dates: Sequence[str]) -> Iterator[ListRow]:
    """The rows without days of another calendar, which are written day first and tell nothing of the others."""
    for row in table.rows():
        if isinstance(row, ListRow):
            others = {column for column in dates if _is_other(plain_digits(row.cells.get(column, "")).strip())}
            yield replace(row, cells={column: text for column, text in row.cells.items() if column not in others}) if others else row


def _is_other(plain: str) -> bool:
    year = _YEAR.match(plain)
    return year is not None and int(year[1]) < OLDEST_GREGORIAN


def _cell(text: str, field: str, orders: Mapping[str, object], calendar: Calendar) -> str:
    """The text of a cell; a day with its year first. Raises ListFileError for a year of another calendar, or without its century."""
    plain = plain_digits(text).strip()
    if field in _IN_LETTERS:
        _need_letters(text, field)
    if field in _OF_YEARS and calendar != Calendar.GREGORIAN and _is_other(plain):
        return _converted(plain, text, field, calendar)
    if field in _OF_YEARS:
        _need_year(plain, text, field)
    if field in FIELDS_OF_DATES and spelling(plain_digits(text)):
        day = day_of(plain_digits(text), orders)  # type: ignore[arg-type]
        return day.isoformat() if day is not None else text
    return text


def _converted(plain: str, text: str, field: str, calendar: Calendar) -> str:
    """A day of another calendar in this one; of a year of birth the two years that it touches."""
    said = TermName(field, f"listed.{field}")
    try:
        if field == "birth_year" and plain.isdigit():
            first, last = years_of(calendar, int(plain))
            return str(first) if first == last else f"{first}/{last}"
        day = converted_day(calendar, plain)
    except ValueError as problem:
        raise ListFileError("column {field}: {text!r} is no day of that calendar", field=said, text=text) from problem
    if day is None:
        raise ListFileError(
            "column {field}: {text!r} is a month or year of another calendar, which lies in two of this one; write the day, or convert it",
            field=said, text=text,
        )
    return day[:4] if field == "birth_year" else day


def _need_unique(row: ListRow, column: str, field: str, numbers: dict[str, int]) -> None:
    """Raise ListFileError for a number that stands in an earlier row too; `numbers` has the row of each number so far."""
    if text := row.cells.get(column, "").strip():
        first = numbers.setdefault(text, row.number)
        if first != row.number:
            raise ListFileError(
                "column {field}: {text!r} stands in row {first} too; give each row a number of its own",
                field=TermName(field, f"listed.{field}"), text=text, first=first,
            )


def _need_year(plain: str, text: str, field: str) -> None:
    """Raise ListFileError where a year would be taken for another one: 1442 of the Islamic calendar, or 85 of any century."""
    said = TermName(field, f"listed.{field}")
    if _is_other(plain):
        raise ListFileError(
            "column {field}: {text!r} is no date of this calendar; write YYYY-MM-DD, YYYY-MM or YYYY, or say of which calendar "
            "such years are",
            field=said, text=text,
        )
    if _SHORT.fullmatch(plain):
        raise ListFileError(
            "column {field}: {text!r} has no century, which nobody can guess; write the year in four figures", field=said, text=text
        )


def _named(problem: SulhError, columns: Mapping[str, str]) -> SulhError:
    """The fault with the column as the file calls it."""
    field = str(problem.message.values.get("field", ""))
    column = columns.get(field, field)
    return problem.with_values(field=column) if field.casefold() != column.casefold() else problem
