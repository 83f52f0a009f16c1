"""Lists of events (UCDP GED, ACLED, FIRMS, or with our own columns) brought to one table of incidents, with every fault said.

Whole columns are worked on at once, so that 388,000 rows take a second. Files that are versions of one list are read in the order given: of
rows with one identifier the newest counts, and how many were replaced is said.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sulh.intake.csv_table import csv_table, found_encoding, found_separator
from sulh.intake.data_sets import OWN, columns_of, precision_km, recognised
from sulh.intake.day_order import DayOrder, day_of, day_orders, spelling
from sulh.intake.table import IntakeError, ListRow, RowError
from sulh.model.incident_table import INCIDENT_COLUMNS

if TYPE_CHECKING:
    import polars as pl

__all__ = ["EventList", "load_events"]

_BLOCK = 1 << 20
# The order of day and month is found from so many rows spread over the file; every other row is checked against it.
_LOOKED_AT = 20_000
# Positions outside the middle 98 % of their country's by more than this many degrees are looked at for exchanged numbers.
_MARGIN = 1.0
# Of fewer positions than this nothing is found by comparing them.
_FEW = 5
_ISO = r"^\d{4}-\d{2}-\d{2}"


@dataclass(frozen=True)
class EventList:
    """Events as a table with the columns of `INCIDENT_COLUMNS`, what was found out about the files, and the rows not taken.

    `form` is the name of the known list; `replaced` counts rows that a newer row of the same identifier replaced.
    """

    frame: pl.DataFrame
    form: str
    remarks: tuple[str, ...]
    faults: tuple[RowError, ...]
    replaced: int

    @property
    def reach(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last day of which it has an event; None of a list without events."""
        first, last = self.frame["start"].min(), self.frame["end"].max()
        return (first, last) if isinstance(first, dt.date) and isinstance(last, dt.date) else None


def load_events(paths: Sequence[Path], *, day_order: DayOrder | None = None) -> EventList:
    """Return the events of CSV files that are versions of one list, oldest first.

    Needs polars (extra `ceasefire`). Raises IntakeError for a file that is no such list, for one whose dates nobody can read for certain,
    and for files of different lists.
    """
    import polars as pl

    if not paths:
        raise IntakeError("name at least one list of events")
    remarks: list[str] = []
    faults: list[RowError] = []
    frames: list[pl.DataFrame] = []
    forms: set[str] = set()
    for path in paths:
        form, frame = _loaded(path, day_order, remarks, faults)
        forms.add(form)
        frames.append(frame)
    if len(forms) > 1:
        raise IntakeError(f"{', '.join(sorted(forms))}: lists of different makers are no versions of one another; take each by itself")
    frame = pl.concat(frames) if len(frames) > 1 else frames[0]
    newest = frame.filter((pl.col("id") == "") | pl.col("id").is_last_distinct())
    return EventList(newest, forms.pop(), tuple(remarks), tuple(faults), frame.height - newest.height)


def _loaded(path: Path, given: DayOrder | None, remarks: list[str], faults: list[RowError]) -> tuple[str, pl.DataFrame]:
    import polars as pl

    encoding, told = found_encoding(path)
    said: list[RowError] = []
    with _as_utf8(path, encoding) as readable:
        with readable.open(encoding="utf-8-sig", newline="") as file:
            separator = found_separator(file.read(_BLOCK))
        try:
            scan = pl.scan_csv(readable, separator=separator, infer_schema=False, row_index_name="row", row_index_offset=1)
            heads = scan.collect_schema().names()
            form = _form(heads, path)
            raw = scan.select(_taken(form, heads)).collect()
        except pl.exceptions.PolarsError:
            # A row with too many cells, or none at all: read row by row, which is slower and says which.
            form, raw = _row_by_row(path, said)
    remarks.append(f"{path.name}: {form}; {told}")
    frame = _brought(raw, form, path.name, given, remarks, said)
    faults.extend(said)
    return form, frame


def _taken(form: str, heads: Sequence[str]) -> list[pl.Expr]:
    import polars as pl

    ours = columns_of(form)
    return [pl.col("row").cast(pl.Int64), *(pl.col(theirs).alias(name) for name, theirs in ours.items() if theirs in heads)]


def _row_by_row(path: Path, said: list[RowError]) -> tuple[str, pl.DataFrame]:
    """The cells of a list some of whose rows are broken; these go to `said`."""
    import polars as pl

    table = csv_table(path)
    form = _form(table.columns, path)
    held: dict[str, list[str | int | None]] = {name: [] for name in ("row", *table.columns)}
    for one in table.rows():
        if isinstance(one, RowError):
            said.append(one)
            continue
        held["row"].append(one.number)
        for name in table.columns:
            held[name].append(one.cells.get(name))
    return form, pl.DataFrame(held, schema={"row": pl.Int64} | dict.fromkeys(table.columns, pl.String)).select(_taken(form, table.columns))


@contextmanager
def _as_utf8(path: Path, encoding: str) -> Iterator[Path]:
    """The file itself where it is UTF-8; otherwise a copy in UTF-8, made block by block, which is gone afterwards."""
    if encoding.startswith("utf-8"):
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "list.csv"
        with path.open(encoding=encoding, errors="replace", newline="") as held, copy.open("w", encoding="utf-8", newline="") as made:
            while block := held.read(_BLOCK):
                made.write(block)
        yield copy


def _form(heads: Sequence[str], path: Path) -> str:
    if name := recognised(heads):
        return name
    if {"start", "latitude", "longitude"} <= set(heads):
        return OWN
    raise IntakeError(
        f"{path}: is no list of events that is known (UCDP GED, ACLED, FIRMS), and has no columns start, latitude and longitude; "
        f"its columns are {', '.join([one for one in heads if one != 'row'][:8])}"
    )


def _brought(raw: pl.DataFrame, form: str, name: str, given: DayOrder | None, remarks: list[str], faults: list[RowError]) -> pl.DataFrame:
    """The table of incidents: every cell as what its column holds, rows that cannot be so among the faults."""
    import polars as pl

    empty = pl.lit(None, dtype=pl.String)
    raw = raw.with_columns([empty.alias(column) for column in INCIDENT_COLUMNS if column not in raw.columns])
    blank = [one for one in raw.columns if raw.schema[one] == pl.String and _has_blanks(raw[one])]
    raw = raw.with_columns(pl.col(blank).str.strip_chars().replace("", None))
    frame = _dated(raw, name, given, remarks)
    numbers = [column for column, holds in INCIDENT_COLUMNS.items() if holds == "number" and column not in ("row", "radius")]
    degrees = [column for column, holds in INCIDENT_COLUMNS.items() if holds == "degrees"]
    frame = frame.with_columns(
        [pl.col(column).cast(pl.Float64, strict=False).alias(f"{column} read") for column in (*numbers, *degrees)]
    )  # fmt: skip
    if "newest" in frame.columns:
        frame = frame.sort("newest", maintain_order=True, nulls_last=False)
    checks: list[tuple[str, pl.Expr, str]] = [
        ("start", pl.col("start").is_null(), "no first day"),
        ("start", pl.col("start read").is_null(), "is no day"),
        ("end", pl.col("end").is_not_null() & pl.col("end read").is_null(), "is no day"),
        ("end", pl.col("end read") < pl.col("start read"), "is before the first day"),
        *((one, pl.col(one).is_not_null() & pl.col(f"{one} read").is_null(), "is no number") for one in (*degrees, *numbers)),
        *((one, pl.col(f"{one} read") < 0, "is below nought") for one in numbers),
        ("latitude", pl.col("latitude read").abs() > 90, "is no latitude; are latitude and longitude exchanged?"),
        ("longitude", pl.col("longitude read").abs() > 180, "is no longitude"),
        ("latitude", _exchanged(frame), "lies far from the others; exchanged with its longitude it lies among them"),
    ]
    # In one pass: which check is the first that a row fails, if any.
    failed = pl.coalesce([pl.when(bad).then(pl.lit(number, dtype=pl.UInt8)) for number, (_, bad, _) in enumerate(checks)])
    frame = frame.with_columns(failed.alias("failed"))
    for one in frame.filter(pl.col("failed").is_not_null()).iter_rows(named=True):
        column, _, reason = checks[one["failed"]]
        faults.append(RowError(one["row"], columns_of(form).get(column, column), reason, one[column] or ""))
    return _finished(frame.filter(pl.col("failed").is_null()), form)


def _has_blanks(cells: pl.Series) -> bool:
    """Whether a cell is empty though quoted, or begins or ends with a blank: few columns have one, and mending all takes long."""
    return bool((cells.str.contains(r"^\s|\s$") | (cells == "")).any())


def _dated(raw: pl.DataFrame, name: str, given: DayOrder | None, remarks: list[str]) -> pl.DataFrame:
    """Add the columns `start read` and `end read`: the days, the order of their numbers decided from evidence."""
    import polars as pl

    iso = [pl.col(one).str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False).alias(f"{one} read") for one in ("start", "end")]
    frame = raw.with_columns(iso)
    other = frame.filter(pl.any_horizontal(pl.col(one).is_not_null() & ~pl.col(one).str.contains(_ISO) for one in ("start", "end")))
    if other.is_empty():
        return frame
    beside = ["beside"] if "beside" in other.columns else []
    sample = other.gather_every(max(1, -(-other.height // _LOOKED_AT))).select("row", "start", "end", *beside)
    rows = [ListRow(one["row"], {key: one[key] for key in ("start", "end", *beside) if one[key]}) for one in sample.iter_rows(named=True)]
    orders = day_orders(rows, ("start", "end"), pairs=[("start", "end")], beside=beside, given=given, name=name)
    said = " (from a part of the rows; all were checked against it)" if sample.height < other.height else ""
    remarks.extend(f"{name}: {sentence}{said}" for sentence in orders.evidence)
    distinct = pl.concat([other["start"], other["end"].rename("start")]).drop_nulls().unique()
    days = [day_of(text, orders.by_spelling) for text in distinct]
    _contradicted(distinct, days, orders.by_spelling, name)
    read = pl.DataFrame({"text": distinct, "day": pl.Series(days, dtype=pl.Date)})
    for one in ("start", "end"):
        frame = frame.join(read.rename({"text": one, "day": f"{one} day"}), on=one, how="left", maintain_order="left")
        frame = frame.with_columns(pl.coalesce(f"{one} read", f"{one} day").alias(f"{one} read")).drop(f"{one} day")
    return frame


def _contradicted(texts: pl.Series, days: Sequence[object], orders: Mapping[str, DayOrder], name: str) -> None:
    """Refuse a list of which a date is a day only in the other order than its spelling has: others may be read wrongly then."""
    for text, day in zip(texts, days, strict=True):
        order = orders.get(spelling(text))
        if day is None and order is not None:
            other = next(one for one in DayOrder if one is not order)
            if day_of(text, {spelling(text): other}) is not None:
                said = order.replace("_", " ")
                raise IntakeError(f"{name}: dates like {text} are {said} elsewhere, by which this one is no day. Put the list right")


def _exchanged(frame: pl.DataFrame) -> pl.Expr:
    """Whether a position is far from all others of its country (of the list) while the exchanged one is among them."""
    import polars as pl

    over = ["area"] if "area" in frame.columns else [pl.lit(1)]
    latitude, longitude = pl.col("latitude read"), pl.col("longitude read")

    def among(value: pl.Expr, of: pl.Expr) -> pl.Expr:
        # Of a few positions all but the outermost, among which an exchanged number would hide.
        outer = pl.when(of.count() >= _FEW).then(2).otherwise(1)
        low = pl.max_horizontal(of.quantile(0.01), of.bottom_k(outer).max()).over(over)
        high = pl.min_horizontal(of.quantile(0.99), of.top_k(outer).min()).over(over)
        return (value >= low - _MARGIN) & (value <= high + _MARGIN)

    return (
        ~among(latitude, latitude) & ~among(longitude, longitude) & among(longitude, latitude) & among(latitude, longitude)
    )  # fmt: skip


def _finished(frame: pl.DataFrame, form: str) -> pl.DataFrame:
    import polars as pl

    radii = precision_km(form)
    if form == OWN:
        radius = pl.col("radius").cast(pl.Float64, strict=False)
    elif "" in radii:
        radius = pl.lit(radii[""], dtype=pl.Float64)
    else:
        known = {code: km for code, km in radii.items() if km is not None}
        radius = pl.col("precision").replace_strict(known, default=None, return_dtype=pl.Float64)
    made = frame.with_columns(radius=radius, start=pl.col("start read"), end=pl.coalesce("end read", "start read"))
    held = {"text": pl.String, "day": pl.Date, "number": pl.Float64, "degrees": pl.Float64}
    columns = []
    for name, holds in INCIDENT_COLUMNS.items():
        value = pl.col(f"{name} read") if f"{name} read" in made.columns and holds in ("number", "degrees") else pl.col(name)
        columns.append((value.fill_null("") if holds == "text" else value.cast(pl.Int64 if name == "row" else held[holds])).alias(name))
    return made.select(columns)
