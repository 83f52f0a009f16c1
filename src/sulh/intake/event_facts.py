"""The rows of UCDP GED, ACLED and FIRMS as rows that a mapping of columns takes: what they code stands in columns of its own.

An event of UCDP GED is a report of an incident, a fire of FIRMS an observation and never an incident. ACLED may not be passed on, so
that of its events only identifiers and counts are kept, as tallies of a calendar week and province.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sulh import words
from sulh.intake.data_sets import DATA_SETS, needed, precision_km, recognised
from sulh.intake.day_order import DayOrder, DayOrders, day_of, day_orders
from sulh.intake.mapping import ColumnMapping, proposed
from sulh.intake.positions import LATITUDE_LONGITUDE, Among, exchanged, point, position_of
from sulh.intake.table import IntakeError, ListRow, ListTable, RowError
from sulh.model.vocabulary import ActorKind, Harmed, IncidentKind, ObservationKind, TallyKind

__all__ = ["brought", "known_mapping", "mapping_for"]

# Columns that are made here of several of the data set's own.
_PLACE, _SIDES, _HARMED, _POSITION = "most exact place", "sides that fought", "whom it harmed", "position"
_WITHIN, _PRECISION, _LAST_DAY = "known within km", "codes of precision", "last day"
_FIRE = "satellite, acq_date, acq_time, latitude, longitude"
_WEEK, _COUNTED, _COUNT, _CASES, _START, _END = "admin1, event_date", "counted", "count", "event_id_cnty", "first day", "last day"
_ACLED_PROVINCE = "admin1"
# UCDP's name for the side that is none.
_CIVILIANS = "Civilians"


def known_mapping(data_set: str) -> ColumnMapping:
    """Return what the columns of a data set mean once it is `brought`. Raises KeyError for one that is not known."""
    return replace(_MAPPINGS[data_set], name=DATA_SETS[data_set], data_set=data_set)


def mapping_for(columns: Sequence[str], kind: str = "") -> ColumnMapping | None:
    """Return what columns seem to mean: those of a known data set, else those that are called as the properties of the kind.

    None where no kind is given and the columns are of no data set.
    """
    data_set = recognised(columns)
    if data_set and kind in ("", _MAPPINGS[data_set].kind):
        return known_mapping(data_set)
    return proposed(columns, kind) if kind else None


def brought(table: ListTable, data_set: str, day_order: DayOrder | None = None) -> ListTable:
    """Return the list with the columns that `known_mapping` names; one of no data set as it is.

    Rows keep their numbers and lines. Tallies of ACLED are worked out at once, all others row by row. Raises IntakeError for a list
    without the columns of the data set, or of which nobody can say which number of a date is the day.
    """
    if not data_set:
        return table
    missing = sorted(needed(data_set) - set(table.columns))
    if missing:
        raise IntakeError(f"{table.name}: is no list of {DATA_SETS[data_set]}; it has no column {', '.join(missing)}")
    return _BRING[data_set](table, day_order)


# --- UCDP GED and FIRMS: row by row ----------------------------------------------------------------------------------------------------


def _row_by_row(table: ListTable, added: tuple[str, ...], made: Callable[[ListRow], Mapping[str, str] | RowError]) -> ListTable:
    def rows() -> Iterator[ListRow | RowError]:
        for row in table.rows():
            if isinstance(row, RowError):
                yield row
                continue
            found = made(row)
            if isinstance(found, RowError):
                yield found
            else:
                filled = {name: cell for name, cell in found.items() if cell}
                yield ListRow(row.number, {**row.cells, **filled}, row.line, row.dates)

    own = tuple(one for one in table.columns if one not in added)
    return ListTable(table.name, (*own, *added), table.digest, table.remarks, rows)


def _ged(table: ListTable, _given: DayOrder | None) -> ListTable:
    among = Among.of(table, LATITUDE_LONGITUDE, "country")

    def made(row: ListRow) -> Mapping[str, str] | RowError:
        cells = row.cells
        at = position_of(row, LATITUDE_LONGITUDE)
        if isinstance(at, RowError):
            return at
        if at is not None and among.is_exchanged(cells.get("country", ""), *at):
            return exchanged(row, LATITUDE_LONGITUDE)
        km = precision_km("ucdp_ged").get(cells.get("where_prec", ""))
        end = cells.get("date_end", "")
        codes = (f"{name} {cells[name]}" for name in ("where_prec", "date_prec") if name in cells)
        sides = dict.fromkeys(_side(cells[one]) for one in ("side_a", "side_b") if cells.get(one, _CIVILIANS) != _CIVILIANS)
        return {
            _PLACE: next((cells[one] for one in ("where_coordinates", "adm_1", "country") if one in cells), ""),
            _SIDES: ";".join(sides),
            _HARMED: _harmed(cells),
            _POSITION: point(at),
            _WITHIN: f"{km:.0f}" if km is not None else "",
            _PRECISION: ", ".join(codes),
            _LAST_DAY: end if end != cells.get("date_start") else "",
        }

    return _row_by_row(table, (_PLACE, _SIDES, _HARMED, _POSITION, _WITHIN, _PRECISION, _LAST_DAY), made)


def _side(name: str) -> str:
    """"Government of Russia (Soviet Union)" is the Government of Russia."""
    return name.split(" (")[0] if name.startswith("Government of ") else name.replace(";", ",")


def _harmed(cells: Mapping[str, str]) -> str:
    """Whom it harmed, where the numbers of the dead tell."""
    counts = {name: _number(cells.get(f"deaths_{name}", "")) for name in ("a", "b", "civilians", "unknown")}
    fighters, civilians = counts["a"] + counts["b"] > 0, counts["civilians"] > 0
    if counts["unknown"] and not (fighters and civilians):
        return ""
    return Harmed.BOTH if fighters and civilians else Harmed.CIVILIANS if civilians else Harmed.FIGHTERS if fighters else ""


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _firms(table: ListTable, _given: DayOrder | None) -> ListTable:
    km = precision_km("firms")[""]

    def made(row: ListRow) -> Mapping[str, str] | RowError:
        at = position_of(row, LATITUDE_LONGITUDE)
        if isinstance(at, RowError):
            return at
        if at is None:
            return RowError(row.number, "latitude", "is empty: a fire has a position", "", row.line)
        key = " ".join(row.cells.get(one, "") for one in _FIRE.split(", "))
        codes = (f"{name} {row.cells[name]}" for name in ("satellite", "acq_time", "confidence", "frp") if name in row.cells)
        return {_FIRE: key, _POSITION: point(at), _WITHIN: f"{km:.0f}", _PRECISION: ", ".join(codes)}

    return _row_by_row(table, (_FIRE, _POSITION, _WITHIN, _PRECISION), made)


# --- ACLED: identifiers and counts only ------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Week:
    """The events of one week and province: the first row, identifiers, persons killed."""

    row: int
    line: int | None
    ids: list[str] = field(default_factory=list)
    deaths: int = 0


def _acled(table: ListTable, given: DayOrder | None) -> ListTable:
    """Tallies of events and of deaths, each of a calendar week and a province, with the identifiers of the events."""
    orders = day_orders(table.rows(), ("event_date",), given=given, name=table.name)
    newest: dict[str, tuple[str, ListRow, dt.date]] = {}
    faults: list[RowError] = []
    rows = 0
    for row in table.rows():
        if isinstance(row, RowError):
            faults.append(row)
            continue
        day = _day(row.cells.get("event_date", ""), orders)
        name = row.cells.get("event_id_cnty", "")
        wrong = _wrong(row, name, day)
        if wrong is not None or day is None:
            faults.append(wrong or RowError(row.number, "event_date", "is no day", row.cells.get("event_date", ""), row.line))
            continue
        rows += 1
        stamp = row.cells.get("timestamp", "")
        if name not in newest or stamp >= newest[name][0]:
            newest[name] = (stamp, row, day)
    counted = list(_weeks([(row, day) for _, row, day in newest.values()]))
    replaced = f"; {rows - len(newest)} rows left out for a newer row of the same identifier" if rows > len(newest) else ""
    said = f"ACLED: only identifiers and counts of {len(newest)} events are kept, by week and province{replaced}"
    columns = (_WEEK, _COUNTED, _COUNT, _CASES, _START, _END, _ACLED_PROVINCE)
    return ListTable(table.name, columns, table.digest, (*table.remarks, *orders.evidence, said), lambda: iter([*faults, *counted]))


def _wrong(row: ListRow, name: str, day: dt.date | None) -> RowError | None:
    cells = row.cells
    if not name:
        return RowError(row.number, "event_id_cnty", "is empty: without an identifier nobody can tell its next version", "", row.line)
    if day is None:
        return RowError(row.number, "event_date", "is no day", cells.get("event_date", ""), row.line)
    if not cells.get("fatalities", "0").isdigit():
        return RowError(row.number, "fatalities", "is no whole number", cells["fatalities"], row.line)
    return None


def _day(text: str, orders: DayOrders) -> dt.date | None:
    """The day of an event; ACLED's own files write 08 July 2021."""
    if (day := day_of(text, orders.by_spelling)) is not None:
        return day
    try:
        return dt.date.fromisoformat(words.date_typed(text) or "")
    except ValueError:
        return None


def _weeks(events: list[tuple[ListRow, dt.date]]) -> Iterator[ListRow]:
    if not events:
        return
    first, last = min(day for _, day in events), max(day for _, day in events)
    weeks: dict[tuple[dt.date, str], _Week] = {}
    for row, day in sorted(events, key=lambda one: one[0].number):
        key = (day - dt.timedelta(days=day.weekday()), row.cells.get(_ACLED_PROVINCE, ""))
        week = weeks.setdefault(key, _Week(row.number, row.line))
        week.ids.append(row.cells["event_id_cnty"])
        week.deaths += int(row.cells.get("fatalities", "0"))
    for (monday, province), week in sorted(weeks.items()):
        # The list may begin or end within a week: no day is counted that it does not reach.
        start, end = max(monday, first), min(monday + dt.timedelta(days=6), last)
        days = {_START: start.isoformat(), _END: end.isoformat() if end > start else "", _ACLED_PROVINCE: province}
        for what, count in ((TallyKind.INCIDENT, len(week.ids)), (TallyKind.DEATH, week.deaths)):
            name = f"{province or '-'}, week of {monday}: {'events' if what is TallyKind.INCIDENT else 'deaths'}"
            cells = {_WEEK: name, _COUNTED: what.value, _COUNT: str(count), _CASES: ";".join(week.ids), **days}
            yield ListRow(week.row, {name: cell for name, cell in cells.items() if cell}, week.line)


_GED_KINDS = {"1": IncidentKind.CLASH.value, "2": IncidentKind.CLASH.value, "3": IncidentKind.OTHER.value}
_MAPPINGS = {
    "ucdp_ged": ColumnMapping(
        "report",
        {
            "what": "type_of_violence", "start": "date_start", "end": _LAST_DAY, "place": _PLACE, "killed": "best", "harmed": _HARMED,
            "sides": _SIDES, "position": _POSITION, "within": _WITHIN, "precision": _PRECISION,
        },
        codes={"what": _GED_KINDS}, id="id", pairs=(("date_start", "date_end"),), beside=("source_date",),
        new_actors=ActorKind.UNKNOWN.value,
    ),
    "acled": ColumnMapping(
        "tally",
        {"what": _COUNTED, "count": _COUNT, "start": _START, "end": _END, "place": _ACLED_PROVINCE, "cases": _CASES},
        id=_WEEK,
    ),
    "firms": ColumnMapping(
        "observation",
        {"start": "acq_date", "position": _POSITION, "within": _WITHIN, "precision": _PRECISION},
        constants={"what": ObservationKind.HEAT.value}, id=_FIRE,
    ),
}  # fmt: skip
_BRING: Mapping[str, Callable[[ListTable, DayOrder | None], ListTable]] = {"ucdp_ged": _ged, "acled": _acled, "firms": _firms}
