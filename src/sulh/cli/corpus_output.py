"""Re-used passages as a table, CSV, JSON lines or Parquet, with both spans and both wordings."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from sulh.cli.output import format_of, text_stream
from sulh.model import MissingExtraError
from sulh.text.spreadsheets import safe

if TYPE_CHECKING:
    from sulh.wording.corpus import Reuse

__all__ = ["CORPUS_FORMATS", "FoundRow", "write_rows"]

CORPUS_FORMATS = ("table", "csv", "jsonl", "parquet")
_COLUMNS = (
    *("earlier", "earlier_start", "earlier_end", "later", "later_start", "later_end"),
    *("kind", "score", "words", "earlier_text", "later_text"),
)
_BY_SUFFIX = {".csv": "csv", ".parquet": "parquet"}


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A passage with its words in both documents."""

    reuse: Reuse
    earlier_text: str
    later_text: str

    def values(self) -> tuple[str | int | float, ...]:
        """One value a column."""
        one = self.reuse
        spans = (one.earlier, one.earlier_start, one.earlier_end, one.later, one.later_start, one.later_end)
        return (*spans, one.kind.value, one.score, one.words, self.earlier_text, self.later_text)


def write_rows(rows: Iterable[FoundRow], style: str | None, output: Path | None) -> None:
    """Write `rows` in `style` (None: as the ending of `output` says) to `output`, which appears whole, or to standard output.

    Raises UsageError for Parquet without `output`, MissingExtraError for Parquet without Polars.
    """
    style = style or _BY_SUFFIX.get(output.suffix.lower() if output else "") or format_of(output)
    if style == "parquet":
        _write_parquet(rows, output)
        return
    with text_stream(output) as stream:
        {"table": _write_table, "csv": _write_csv, "jsonl": _write_lines}[style](rows, stream)


def _write_lines(rows: Iterable[FoundRow], stream: IO[str]) -> None:
    for row in rows:
        stream.write(json.dumps(dict(zip(_COLUMNS, row.values(), strict=True)), ensure_ascii=False) + "\n")


def _write_csv(rows: Iterable[FoundRow], stream: IO[str]) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(_COLUMNS)
    # Only text may look like a formula: names of documents, and their words.
    for row in rows:
        one = row.reuse
        spans = safe(one.earlier), one.earlier_start, one.earlier_end, safe(one.later), one.later_start, one.later_end
        writer.writerow((*spans, one.kind.value, one.score, one.words, safe(row.earlier_text), safe(row.later_text)))


def _write_table(rows: Iterable[FoundRow], stream: IO[str]) -> None:
    from rich.console import Console
    from rich.table import Table

    from sulh import words

    table = Table(box=None, pad_edge=False, header_style="bold cyan")
    for heading in ("kind", "alike", "words"):
        table.add_column(heading, justify="left" if heading == "kind" else "right", no_wrap=True)
    table.add_column("earlier", ratio=1)
    table.add_column("later", ratio=1)
    for row in rows:
        one = row.reuse
        table.add_row(
            words.code("ReuseKind", one.kind),
            f"{one.score:.2f}",
            str(one.words),
            _cell(one.earlier, one.earlier_start, one.earlier_end, row.earlier_text),
            _cell(one.later, one.later_start, one.later_end, row.later_text),
        )
    console = Console(file=stream, markup=False, emoji=False, highlight=False)
    if table.row_count:
        console.print(table)
    else:
        console.print("No passage of ten words or more stands in two of these documents.")


def _cell(name: str, start: int, end: int, text: str) -> str:
    from sulh.render.quotes import one_line

    quoted = one_line(text)
    return f"{one_line(name)} {start}-{end}\n{quoted if len(quoted) <= 240 else quoted[:239] + '…'}\n"


def _write_parquet(rows: Iterable[FoundRow], output: Path | None) -> None:
    if output is None:
        raise click.UsageError("--format parquet writes a file: name it with -o FILE.")
    try:
        import polars
    except ModuleNotFoundError:
        raise MissingExtraError("Parquet", "tables") from None
    kinds = (*(polars.String, polars.Int64, polars.Int64) * 2, polars.String, polars.Float64, polars.Int64, polars.String, polars.String)
    frame = polars.DataFrame([row.values() for row in rows], schema=dict(zip(_COLUMNS, kinds, strict=True)), orient="row")
    holding = output.with_name(f".{output.name}.tmp")
    frame.write_parquet(holding)
    holding.replace(output)
