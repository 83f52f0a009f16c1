"""Lists of events (UCDP GED, ACLED, FIRMS, or with our own columns) brought to one table of incidents, with every fault said.

A file is read in blocks of whole rows, so that memory does not grow with the articles that a list holds, and whole columns are worked on
at once. A block of which every cell is what its column holds is kept as days and numbers; of the others, the cells are kept as they are
written until it is known what is wrong. Files that are versions of one list are read in the order given: of rows with one identifier the
newest counts, and how many were replaced is said.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sulh.intake.csv_table import ALL_UTF8, csv_table, found_encoding, found_separator
from sulh.intake.data_sets import OWN, columns_of, precision_km, recognised
from sulh.intake.day_order import DayOrder, day_of, day_orders, spelling
from sulh.intake.row_blocks import row_blocks
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
# Columns that are read as numbers: counts, which are not below nought, and degrees.
_NUMBERS = ("deaths", "civilian_deaths")
_MOST = {"latitude": 90, "longitude": 180}
_NO_DEGREES = {"latitude": "is no latitude; are latitude and longitude exchanged?", "longitude": "is no longitude"}
_READ = (*_MOST, *_NUMBERS)
_NAMES = tuple(one for one, holds in INCIDENT_COLUMNS.items() if holds == "text")
# What is kept as it is written: names, and what the others are made of or put in order by.
_TEXTS = (*_NAMES, "radius", "precision", "area", "newest")
# What a row fails that fails none of `_checks`, but lies where nobody else does.
_EXCHANGED = 255
_BEYOND = "cells beyond the columns"
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
    newest = frame if _is_distinct(frame["id"]) else frame.filter((pl.col("id") == "") | pl.col("id").is_last_distinct())
    return EventList(newest, forms.pop(), tuple(remarks), tuple(faults), frame.height - newest.height)


def _is_distinct(ids: pl.Series) -> bool:
    """Whether identifiers are whole numbers and all different, which is quickly told; False says nothing."""
    numbers = ids.cast(int, strict=False)
    return not numbers.null_count() and numbers.n_unique() == numbers.len()


@dataclass
class _Parsed:
    """A file in parts: days and numbers read in `plain` ones, cells as written in `odd` ones; `said` are rows that have none."""

    form: str = ""
    plain: list[pl.DataFrame] = field(default_factory=list)
    odd: list[pl.DataFrame] = field(default_factory=list)
    said: list[RowError] = field(default_factory=list)


def _loaded(path: Path, given: DayOrder | None, remarks: list[str], faults: list[RowError]) -> tuple[str, pl.DataFrame]:
    import polars as pl

    told, parsed = _opened(path, careful=False)
    frame, evidence = _brought(parsed, path.name, given)
    failed = frame["failed"].null_count() < frame.height
    if failed and parsed.plain and not _is_written(frame, parsed.odd):
        # To say what stands in a cell, the cells have to be kept as they are written.
        told, parsed = _opened(path, careful=True)
        frame, evidence = _brought(parsed, path.name, given)
    remarks += [f"{path.name}: {parsed.form}; {told}", *evidence]
    faults += parsed.said
    if failed:
        faults += _faults(frame, pl.concat(parsed.odd), parsed.form)
        frame = frame.filter(pl.col("failed").is_null())
    if "newest" in columns_of(parsed.form):
        frame = frame.sort("newest", maintain_order=True, nulls_last=False)
    return parsed.form, frame.select(list(INCIDENT_COLUMNS))


def _is_written(frame: pl.DataFrame, odd: Sequence[pl.DataFrame]) -> bool:
    """Whether all rows that fail a check are among those whose cells are kept as they are written."""
    kept = {row for one in odd for row in one["row"]}
    return all(row in kept for row in frame.filter(frame["failed"].is_not_null())["row"])


def _opened(path: Path, *, careful: bool) -> tuple[str, _Parsed]:
    """Which encoding it has, as `found_encoding` says it, and its parts; all of them odd if `careful`."""
    if not _is_marked(path):
        try:
            return ALL_UTF8, _parsed(path, path, checked=True, careful=careful)
        except UnicodeDecodeError:
            pass
    encoding, told = found_encoding(path)
    with _as_utf8(path, encoding) as readable:
        return told, _parsed(path, readable, checked=False, careful=careful)


def _is_marked(path: Path) -> bool:
    """Whether its beginning tells more of its encoding than its letters do: a mark of its order of bytes, or a nought."""
    with path.open("rb") as file:
        first = file.read(_BLOCK)
    return b"\0" in first or not first[:3].isascii()


def _parsed(path: Path, readable: Path, *, checked: bool, careful: bool) -> _Parsed:
    """The parts of a file that is read from another, which may be itself. Raises UnicodeDecodeError if `checked` and no UTF-8."""
    import polars as pl

    found, rows = _Parsed(), 0
    heads: list[str] = []
    separator = ","
    try:
        for block in row_blocks(readable, checked=checked):
            first = not heads
            if first:
                separator = found_separator(block[:_BLOCK].decode("utf-8-sig", "replace"))
                heads = _scanned(block, separator).collect_schema().names()[1:]
                found.form = _form(heads, path)
                texts = dict.fromkeys(heads, pl.String)
                numbers = texts | {name: pl.Float64 for ours, name in columns_of(found.form).items() if ours in _READ and name in heads}
            plain = None if careful else _plain(_scanned(block, separator, numbers, rows, first=first), found.form, heads)
            if plain is None:
                scan = _scanned(block, separator, texts, rows, first=first)
                written = scan.select(*_taken(found.form, heads), _BEYOND).collect()
                if written[_BEYOND].count():
                    raise pl.exceptions.ComputeError("a row has too many cells")
                found.odd.append(written.drop(_BEYOND))
            else:
                found.plain.append(plain)
            rows += (written if plain is None else plain).height
            del block  # so that its memory is there for the next
        if heads:
            return found
    except pl.exceptions.PolarsError:
        pass
    # A row with too many cells, or none at all: read row by row, which is slower and says which.
    said: list[RowError] = []
    form, raw = _row_by_row(path, said)
    return _Parsed(form, [], [raw], said)


def _scanned(
    block: bytes, separator: str, schema: Mapping[str, type[pl.DataType]] | None = None, rows: int = 0, *, first: bool = True
) -> pl.LazyFrame:
    import polars as pl

    # With a column more than there are, a row of too many cells shows, whichever columns are asked for.
    columns = schema and {**schema, _BEYOND: pl.String}
    return pl.scan_csv(
        block, separator=separator, has_header=first, infer_schema=False, schema=columns, row_index_name="row", row_index_offset=rows + 1,
        missing_columns="insert",
    )  # fmt: skip


def _plain(scan: pl.LazyFrame, form: str, heads: Sequence[str]) -> pl.DataFrame | None:
    """A block every cell of which is what its column holds, with days and numbers read; None where one is not."""
    import polars as pl

    try:
        frame = scan.select(_plain_columns(form, tuple(heads))).collect()
    except pl.exceptions.PolarsError:
        return None  # a cell that is no number, or a row with too many
    first, last, ends = frame["start read"], frame["end read"], frame["end"]
    is_plain = (
        not frame[_BEYOND].count()
        and not first.null_count()
        and last.null_count() == ends.null_count()
        and not (last < first).any()
        and not any((frame[f"{one} read"] < 0).any() for one in _NUMBERS)
        and all(frame[f"{one} read"].is_between(-most, most).all() for one, most in _MOST.items())
    )
    return frame.drop(_BEYOND, "end") if is_plain else None


@cache
def _plain_columns(form: str, heads: tuple[str, ...]) -> list[pl.Expr | str]:
    import polars as pl

    theirs = {ours: name for ours, name in columns_of(form).items() if name in heads}
    start, end = pl.col(theirs["start"]), pl.col(theirs["end"]) if "end" in theirs else pl.lit(None, dtype=pl.String)
    numbers = {one: pl.col(theirs[one]) if one in theirs else pl.lit(None, dtype=pl.Float64) for one in _READ}
    read = {"start": _iso_day(start), "end": _iso_day(end), **numbers}
    return [
        pl.col("row").cast(pl.Int64),
        *(value.alias(f"{one} read") for one, value in read.items()),
        *((pl.col(theirs[one]) if one in theirs else pl.lit(None, dtype=pl.String)).alias(one) for one in _TEXTS),
        pl.lit(None, dtype=pl.UInt8).alias("failed"),
        end.alias("end"),
        _BEYOND,
    ]


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


def _brought(parsed: _Parsed, name: str, given: DayOrder | None) -> tuple[pl.DataFrame, list[str]]:
    """The table of incidents, with the number of the first check that a row fails, and the evidence for the order of its dates."""
    import polars as pl

    parts, evidence = list(parsed.plain), list[str]()
    if parsed.odd:
        raw = pl.concat(parsed.odd)
        missing = [one for one in dict.fromkeys((*INCIDENT_COLUMNS, *_TEXTS)) if one not in raw.columns]
        frame = _dated(_stripped(raw.with_columns([pl.lit(None, dtype=pl.String).alias(one) for one in missing])), name, given, evidence)
        frame = frame.with_columns([pl.col(column).cast(pl.Float64, strict=False).alias(f"{column} read") for column in _READ])
        # In one pass: which check is the first that a row fails, if any.
        failed = pl.coalesce([pl.when(bad).then(pl.lit(number, dtype=pl.UInt8)) for number, (_, bad, _) in enumerate(_checks())])
        frame = frame.with_columns(failed.alias("failed"))
        parts.append(frame.select(parts[0].columns) if parts else frame)
    frame = _finished(_stripped(pl.concat(parts)), parsed.form)
    if parsed.odd and parsed.plain:
        frame = frame.sort("row")
    exchanged = _exchanged(frame)
    if exchanged.len():
        far = pl.when(pl.col("row").is_in(exchanged.implode())).then(pl.lit(_EXCHANGED, dtype=pl.UInt8))
        frame = frame.with_columns(pl.coalesce("failed", far).alias("failed"))
    return frame, evidence


def _stripped(frame: pl.DataFrame) -> pl.DataFrame:
    """Cells without blanks about them, empty ones as null. Few columns have blanks, few have many words, and mending all takes long."""
    import polars as pl

    def has_blanks(cells: pl.Series) -> bool:
        words = cells if cells.name == "id" else cells.unique()
        return bool((words.str.contains(r"^\s|\s$") | (words == "")).any())

    blank = [one for one in frame.columns if frame.schema[one] == pl.String and has_blanks(frame[one])]
    return frame.with_columns(pl.col(blank).str.strip_chars().replace("", None)) if blank else frame


def _checks() -> list[tuple[str, pl.Expr, str]]:
    """The column, what is wrong, and the reason."""
    import polars as pl

    return [
        ("start", pl.col("start").is_null(), "no first day"),
        ("start", pl.col("start read").is_null(), "is no day"),
        ("end", pl.col("end").is_not_null() & pl.col("end read").is_null(), "is no day"),
        ("end", pl.col("end read") < pl.col("start read"), "is before the first day"),
        *((one, pl.col(one).is_not_null() & pl.col(f"{one} read").is_null(), "is no number") for one in _READ),
        *((one, pl.col(f"{one} read") < 0, "is below nought") for one in _NUMBERS),
        *((one, pl.col(f"{one} read").abs() > most, _NO_DEGREES[one]) for one, most in _MOST.items()),
    ]


def _faults(frame: pl.DataFrame, written: pl.DataFrame, form: str) -> Iterator[RowError]:
    """What is said of the rows that fail a check, with what stands in the cell."""
    import polars as pl

    told = {number: (column, reason) for number, (column, _, reason) in enumerate(_checks())}
    failed = frame.filter(pl.col("failed").is_not_null()).select("row", "failed").sort("row")
    for one in failed.join(written, on="row", how="left", maintain_order="left").iter_rows(named=True):
        column, reason = told.get(one["failed"], ("latitude", "lies far from the others; exchanged with its longitude it lies among them"))
        yield RowError(one["row"], columns_of(form).get(column, column), reason, (one.get(column) or "").strip())


def _iso_day(text: pl.Expr) -> pl.Expr:
    """The day of a text that begins with one, year first; null of any other."""
    return text.str.head(10).str.to_date("%Y-%m-%d", strict=False, cache=False)


def _dated(raw: pl.DataFrame, name: str, given: DayOrder | None, remarks: list[str]) -> pl.DataFrame:
    """Add the columns `start read` and `end read`: the days, the order of their numbers decided from evidence."""
    import polars as pl

    frame = raw.with_columns([_iso_day(pl.col(one)).alias(f"{one} read") for one in ("start", "end")])
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


def _exchanged(frame: pl.DataFrame) -> pl.Series:
    """The rows whose position is far from all others of its country (of the list) while the exchanged one is among them."""
    import polars as pl

    latitude, longitude = pl.col("latitude"), pl.col("longitude")

    def among(value: pl.Expr, of: pl.Expr) -> pl.Expr:
        # Of a few positions all but the outermost, among which an exchanged number would hide.
        outer = pl.when(of.count() >= _FEW).then(2).otherwise(1)
        low = pl.max_horizontal(of.quantile(0.01), of.bottom_k(outer).max()).over("area")
        high = pl.min_horizontal(of.quantile(0.99), of.top_k(outer).min()).over("area")
        return (value >= low - _MARGIN) & (value <= high + _MARGIN)

    def crowded(of: pl.Expr) -> pl.Expr:
        # Where one in a hundred is within the margin of either end, no position is outside it: told without sorting them.
        least = (of.count() * 0.01).ceil() + 2
        return ((of <= of.min() + _MARGIN).sum() >= least) & ((of >= of.max() - _MARGIN).sum() >= least)

    told = (crowded(latitude) | crowded(longitude)).alias("crowded")
    is_one = frame["area"].n_unique() == 1
    areas = frame.select(pl.col("area").first(), told) if is_one else frame.group_by("area").agg(told)
    doubtful = areas.filter(~pl.col("crowded").fill_null(False))["area"]
    if doubtful.is_empty():
        return frame["row"].clear()
    far = ~among(latitude, latitude) & ~among(longitude, longitude) & among(longitude, latitude) & among(latitude, longitude)
    return frame.filter(pl.col("area").is_in(doubtful.implode())).filter(far)["row"]


def _finished(frame: pl.DataFrame, form: str) -> pl.DataFrame:
    """The columns of the table of incidents, with what else is needed until it is done: `area`, `newest` and `failed`."""
    import polars as pl

    radii = precision_km(form)
    radius = pl.lit(radii.get(""), dtype=pl.Float64)
    if form == OWN:
        radius = pl.col("radius").cast(pl.Float64, strict=False)
    elif "" not in radii:
        circles = {code: km for code, km in radii.items() if km is not None}
        radius = pl.coalesce([pl.when(pl.col("precision") == code).then(pl.lit(km, dtype=pl.Float64)) for code, km in circles.items()])
    made = {"radius": radius, "start": pl.col("start read"), "end": pl.coalesce("end read", "start read"), "row": pl.col("row")}
    made |= {one: pl.col(f"{one} read") for one in _READ}
    made |= {one: pl.col(one).fill_null("") for one in (*_NAMES, "area")}
    return frame.select(*(made[name].alias(name) for name in (*INCIDENT_COLUMNS, "area")), "newest", "failed")
