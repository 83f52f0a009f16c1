"""Where readings go: JSON lines, tables, a page or a folder of CSV files, on standard output or in a file that appears whole."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from sulh.model import Reading

__all__ = ["FORMATS", "Sink", "Writer", "format_of", "text_stream"]

FORMATS = ("table", "jsonl", "html", "csv")
_BY_SUFFIX = {".html": "html", ".htm": "html", ".jsonl": "jsonl", ".ndjson": "jsonl", ".txt": "table"}


def format_of(output: Path | None) -> str:
    """The format when the user named none: by the ending of the file, else a table on a terminal and JSON lines elsewhere."""
    if output is not None:
        return _BY_SUFFIX.get(output.suffix.lower(), "jsonl")
    return "table" if sys.stdout.isatty() else "jsonl"


class Sink(Protocol):
    """Takes readings one by one."""

    def add(self, reading: Reading) -> None:
        """Write, or keep for the end, one reading."""


class Writer:
    """Writes readings in `style` to `output` (None: standard output).

    A file or folder appears whole when the `with` block ends without an error, and not at all when no reading was added.
    """

    def __init__(self, style: str, output: Path | None) -> None:
        self._style = style
        self._output = output
        self._open = ExitStack()
        self._sink: Sink | None = None

    def __enter__(self) -> Writer:
        return self

    def add(self, reading: Reading) -> None:
        """Write one reading; the first one opens the output."""
        if self._sink is None:
            self._sink = self._open.enter_context(_SINKS[self._style](self._output))
        self._sink.add(reading)

    def __exit__(self, *error: object) -> None:
        self._open.__exit__(*error)  # type: ignore[arg-type]


class _Lines:
    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def add(self, reading: Reading) -> None:
        # One write per line: nobody who reads along sees half an object.
        self._stream.write(reading.to_json() + "\n")
        self._stream.flush()


class _Tables:
    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def add(self, reading: Reading) -> None:
        from sulh.render.table import write_table

        write_table(reading, self._stream)
        self._stream.flush()


@contextmanager
def _lines(output: Path | None) -> Iterator[Sink]:
    with text_stream(output) as stream:
        yield _Lines(stream)


@contextmanager
def _tables(output: Path | None) -> Iterator[Sink]:
    with text_stream(output) as stream:
        yield _Tables(stream)


@contextmanager
def _page(output: Path | None) -> Iterator[Sink]:
    from sulh.render.page import ReadingPage

    with ReadingPage() as page:
        yield page
        with text_stream(output) as stream:
            page.write(stream)


@contextmanager
def _folder(output: Path | None) -> Iterator[Sink]:
    from sulh.render.folder import CsvFolder

    if output is None:
        raise ValueError("CSV tables need a folder")
    with CsvFolder(output) as folder:
        yield folder


_SINKS = {"table": _tables, "jsonl": _lines, "html": _page, "csv": _folder}


@contextmanager
def text_stream(output: Path | None) -> Iterator[IO[str]]:
    """A text stream in UTF-8 to standard output or to `output`, which is replaced in one step at the end."""
    if output is None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="\n")
        yield sys.stdout
        sys.stdout.flush()
        return
    output = output.resolve()
    if output.exists() and not output.is_file():  # a pipe or device can only be written to
        with output.open("w", encoding="utf-8", errors="replace", newline="\n") as stream:
            yield stream
        return
    holding = output.with_name(f".{output.name}.{os.getpid()}.tmp")
    try:
        with holding.open("w", encoding="utf-8", errors="replace", newline="\n") as stream:
            yield stream
        holding.replace(output)
    finally:
        holding.unlink(missing_ok=True)
