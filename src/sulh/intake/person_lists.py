"""A list of persons as entries to compare: columns known by their names in several languages, and every fault said with its row.

A row without a name that can be read is not taken. A year, sex, place or date that cannot be read is said and left out; the row is taken.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TypeVar

from sulh import words
from sulh.intake.day_order import DayOrder, day_of, day_orders
from sulh.intake.other_calendars import CALENDARS, OLDEST_GREGORIAN, converted_day, years_of
from sulh.intake.table import IntakeError, ListRow, ListTable, RowError
from sulh.model.person_entry import PersonEntry

__all__ = ["FIELDS", "Calendar", "PersonColumns", "meant_by_garbled", "person_entries"]

_T = TypeVar("_T")
FIELDS = (
    "id", "name", "given", "father", "grandfather", "family", "kunya", "born", "sex", "province", "district", "town", "place", "date",
)  # fmt: skip
_NAMES = ("kunya", "given", "father", "grandfather", "family")
_PLACES = ("province", "district", "town")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_SEXES = {
    **dict.fromkeys(("m", "male", "man", "boy", "ذكر", "رجل", "طفل", "مرد", "м", "муж", "мужской", "erkek", "e", "nêr"), "male"),
    **dict.fromkeys(("f", "female", "woman", "girl", "أنثى", "انثى", "انثي", "امرأة", "طفلة"), "female"),
    **dict.fromkeys(("زن", "ж", "жен", "женский", "kadın", "k", "mê"), "female"),
}
_YEAR = re.compile(r"(?:c\.?|ca\.?|about|~|حوالي)?\s*(\d{4})")
_YEARS = re.compile(r"(\d{4})\s*[-–/]\s*(\d{4})")
_DATED = re.compile(r"(\d{4})[-/.]\d{1,2}[-/.]\d{1,2}\b.*|\d{1,2}[-/.]\d{1,2}[-/.](\d{4})")
_SHORT = re.compile(r"\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2}")
_MISTAKEN = ("cp1252", "cp1251", "cp1256")
_FIRST, _LAST = 1880, 2100


class Calendar(StrEnum):
    """The calendar of years below 1600: said by who knows the list, since 1360 is 1941 by the moon and 1981 by the sun."""

    GREGORIAN = "gregorian"
    HIJRI = "hijri"
    SOLAR = "solar"


@dataclass(frozen=True, slots=True)
class PersonColumns:
    """Which column of a list holds what: `by_field` has the name of a column for some of `FIELDS`."""

    by_field: Mapping[str, str]

    @classmethod
    def of(cls, table: ListTable, named: Mapping[str, str] | None = None) -> PersonColumns:
        """Return the columns of a list, by their names and by what is `named`. Raises IntakeError where none holds names of persons."""
        known = _known_columns()
        found: dict[str, str] = {}
        for column in table.columns:
            meant = known.get(_plain(column))
            if meant is not None and meant not in found:
                found[meant] = column
        for field, column in (named or {}).items():
            if field not in FIELDS:
                raise IntakeError(f"{table.name}: a list of persons has no {field}; there are {', '.join(FIELDS)}")
            if column not in table.columns:
                raise IntakeError(f"{table.name}: there is no column {column!r}; its columns are {', '.join(table.columns)}")
            found[field] = column
        if not {"name", "given", "family"} & found.keys():
            there = ", ".join(table.columns)
            raise IntakeError(f"{table.name}: no column is known to hold names; say it: --column name=COLUMN. Its columns are {there}")
        return cls(found)


def person_entries(
    table: ListTable, columns: PersonColumns, *, calendar: Calendar = Calendar.GREGORIAN, day_order: DayOrder | None = None
) -> Iterator[PersonEntry | RowError]:
    """Yield the rows of a list as entries, and every fault. Raises IntakeError where nobody can say which number of a date is the day."""
    reader = _Reader(table, columns, calendar, day_order)
    seen: dict[str, int] = {}
    copies: Counter[str] = Counter()
    for row in table.rows():
        if isinstance(row, RowError):
            yield row
            continue
        faults: list[RowError] = []
        entry = reader.entry(row, faults)
        if entry is not None and entry.id in seen:
            column = columns.by_field.get("id", "")
            if column and row.cells.get(column):
                reason = f"stands in row {seen[entry.id]} too: an identifier names one row; the row is taken by its words"
                faults.append(RowError(row.number, column, reason, row.cells[column], row.line))
            copies[entry.id] += 1
            entry = replace(entry, id=_digest(table.name, row, copies[entry.id]))
        yield from faults
        if entry is not None:
            seen[entry.id] = row.number
            yield entry


class _Reader:
    """Reads the rows of one list."""

    def __init__(self, table: ListTable, columns: PersonColumns, calendar: Calendar, day_order: DayOrder | None) -> None:
        self._table, self._columns, self._calendar = table, columns.by_field, calendar
        dated = [self._columns[one] for one in ("date", "born") if one in self._columns]
        rows = (row for row in table.rows() if isinstance(row, ListRow)) if dated else iter(())
        self._orders = day_orders(rows, dated, given=day_order, name=table.name).by_spelling if calendar == Calendar.GREGORIAN else {}

    def entry(self, row: ListRow, faults: list[RowError]) -> PersonEntry | None:
        """Return a row as an entry, None when it has no name that can be read; what is wrong is added to `faults`."""
        name = self._name(row, faults)
        if name is None:
            return None
        key = row.cells.get(self._columns.get("id", ""), "")
        return PersonEntry(
            f"{self._table.name}:{key}" if key else _digest(self._table.name, row, 0),
            self._table.name,
            row.number,
            name,
            self._value(row, "born", self._born, faults),
            self._value(row, "sex", _sex, faults),
            self._place(row),
            self._value(row, "date", self._date, faults),
        )

    def _name(self, row: ListRow, faults: list[RowError]) -> str | None:
        cell = row.cells.get(self._columns.get("name", ""), "")
        parts = [row.cells.get(self._columns.get(one, ""), "") for one in _NAMES]
        written = cell or " ".join(parts)
        name = " ".join(written.split())
        column = self._columns.get("name") or self._columns.get("given") or self._columns.get("family", "")
        reason = "is empty: a row without a name is not compared" if not name else _unreadable(written)
        if reason:
            faults.append(RowError(row.number, column, reason, name, row.line))
            return None
        return name

    def _value(self, row: ListRow, field: str, read: Callable[[str], _T], faults: list[RowError]) -> _T | None:
        text = row.cells.get(self._columns.get(field, ""), "")
        if not text:
            return None
        try:
            return read(text.translate(_DIGITS).strip())
        except ValueError as problem:
            faults.append(RowError(row.number, self._columns[field], f"{problem}; the row is taken without it", text, row.line))
            return None

    def _place(self, row: ListRow) -> tuple[str, ...]:
        parts = [row.cells.get(self._columns.get(one, ""), "") for one in _PLACES]
        place = row.cells.get(self._columns.get("place", ""), "")
        return tuple(one for one in [*parts, place] if one)

    def _born(self, text: str) -> tuple[int, int]:
        if _SHORT.fullmatch(text):
            raise ValueError("has two figures for the year: nobody can say the century, write four")
        if found := _YEARS.fullmatch(text):
            first, last = self._years(int(found[1])), self._years(int(found[2]))
            return first[0], last[1]
        if (found := _YEAR.fullmatch(text)) or (found := _DATED.fullmatch(text)):
            return self._years(int(next(one for one in found.groups() if one)))
        raise ValueError("is no year of birth: write it in four figures")

    def _years(self, year: int) -> tuple[int, int]:
        """The first and last Gregorian year that a year of the list's calendar touches."""
        if year < OLDEST_GREGORIAN and self._calendar == Calendar.GREGORIAN:
            raise ValueError(f"is no year of this calendar: say --calendar {' or --calendar '.join(CALENDARS)}")
        first, last = (year, year) if year >= OLDEST_GREGORIAN else years_of(self._calendar, year)
        if not _FIRST <= first <= last <= _LAST:
            raise ValueError(f"is the year {first}, in which nobody on a list was born")
        return first, last

    def _date(self, text: str) -> str:
        if self._calendar != Calendar.GREGORIAN and (converted := converted_day(self._calendar, text)):
            return converted
        if _SHORT.fullmatch(text):
            raise ValueError("has two figures for the year: nobody can say the century, write four")
        day_found = day_of(text, self._orders)
        dated = day_found.isoformat() if day_found is not None else words.date_typed(text)
        if dated is None:
            raise ValueError("is no date: write it year first, 2021-07-08, 2021-07 or 2021")
        if dated[:4].isdigit() and int(dated[:4]) < OLDEST_GREGORIAN:
            raise ValueError(f"is no date of this calendar: say --calendar {' or --calendar '.join(CALENDARS)}")
        return dated


def _sex(text: str) -> str:
    found = _SEXES.get(text.casefold())
    if found is None:
        raise ValueError("is no sex that is known: write male or female, ذكر or أنثى")
    return found


def _unreadable(name: str) -> str:
    """Why a name cannot be compared, "" where it can."""
    if not any(one.isalpha() for one in name):
        return "has no letters: a row without a name is not compared"
    if "\ufffd" in name:
        return "has letters that were lost when the file was saved: take it from the source again"
    meant = meant_by_garbled(name)
    return f"was saved as UTF-8 and read as something else; it seems to be {meant}: save the file again as UTF-8" if meant else ""


def meant_by_garbled(text: str) -> str:
    """What a text was that was saved as UTF-8 and read as something else (mojibake); "" for one that was not."""
    return next((found for encoding in _MISTAKEN if (found := _read_again(text, encoding))), "")


def _read_again(name: str, encoding: str) -> str:
    """The name as UTF-8, where its letters are what that looks like when it is read in an encoding; else ""."""
    if name.isascii():
        return ""
    held = bytearray()
    at = 0
    while at < len(name):
        try:
            held += name[at:].encode(encoding)
            break
        except UnicodeEncodeError as problem:
            at += problem.start
            if ord(name[at]) > 0xFF:
                return ""
            held += name[at - problem.start : at].encode(encoding)
            held.append(ord(name[at]))  # a byte that the encoding has no letter for
            at += 1
    try:
        found = held.decode("utf-8")
    except UnicodeDecodeError:
        return ""
    return found if found != name else ""


def _digest(name: str, row: ListRow, again: int) -> str:
    held = json.dumps([name, sorted(row.cells.items()), again], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(held.encode()).hexdigest()[:16]


@cache
def _known_columns() -> Mapping[str, str]:
    """Names of columns, plain, and what they hold."""
    rows = csv.DictReader(files("sulh.data").joinpath("names/columns.csv").read_text(encoding="utf-8").splitlines())
    return {_plain(word): row["field"] for row in rows for word in row["words"].split("|")}


def _plain(text: str) -> str:
    return " ".join(text.replace("_", " ").split()).casefold().rstrip(".:")
