"""`sulh read`: documents in, cited records out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Protocol

import click

from sulh.cli.document_options import document_options
from sulh.cli.inputs import complain, files
from sulh.cli.outcomes import Outcome, Settings, outcomes
from sulh.cli.output import FORMATS, Writer, format_of
from sulh.cli.remarks import UNREAD_LANGUAGE, is_unread, remarks
from sulh.cli.second import announce, chosen_server, model_options

__all__ = ["read", "read_all"]


@click.command(
    epilog="Exit codes: 0 all read, 1 some document could not be read, 2 wrong usage, 3 some document is in a language that is not read, "
    "130 interrupted."
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--format",
    "style",
    type=click.Choice(FORMATS),
    help="How to show the records; by default a table on a terminal, JSON lines elsewhere, or what the ending of -o says.",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="PATH", help="Write to this file (for csv: folder) instead of the screen."
)
@document_options
@model_options
@click.option("--progress/--no-progress", default=None, help="Show a progress bar; by default for several documents on a terminal.")
@click.option("--debug", is_flag=True, help="Let an internal error through with its traceback.")
def read(
    paths: tuple[str, ...],
    style: str | None,
    output: Path | None,
    published: str | None,
    actors: str | None,
    workers: int,
    model: str | None,
    model_name: str | None,
    model_timeout: int,
    progress: bool | None,
    debug: bool,
) -> None:
    """Read documents about talks (txt, md, html, pdf, docx, eml) into cited records.

    PATH is a file, a folder (read with all its sub-folders) or - for standard input.
    """
    style = style or format_of(output)
    _check_output(style, output)
    server = chosen_server(model, model_name, model_timeout)
    found, all_found = files(paths)
    announce(server, found)
    status = read_all(found, Settings(published, actors, debug, server), style=style, output=output, workers=workers, progress=progress)
    if status or not all_found:
        sys.exit(status if all_found else 1)


def read_all(
    paths: Sequence[str],
    settings: Settings,
    *,
    style: str,
    output: Path | None,
    workers: int = 1,
    progress: bool | None = None,
) -> int:
    """Read and write every document, with a line on standard error for each that cannot be read or needs a remark; the exit status."""
    statuses = {0}
    try:
        with Writer(style, output) as writer, _bar(len(paths), progress) as bar:
            for outcome in outcomes(paths, settings, workers=workers):
                with bar.aside():
                    statuses.add(_written(outcome, writer))
                bar.update()
    except BrokenPipeError:
        raise
    except OSError as problem:
        complain(str(output or "standard output"), f"cannot be written ({problem.strerror or problem})")
        return 1
    return 1 if 1 in statuses else max(statuses)


def _written(outcome: Outcome, writer: Writer) -> int:
    if outcome.reading is None:
        complain(outcome.path, outcome.problem or "cannot be read")
        return 1
    writer.add(outcome.reading)
    for remark in remarks(outcome.reading):
        complain(outcome.path, remark)
    return UNREAD_LANGUAGE if is_unread(outcome.reading) else 0


def _check_output(style: str, output: Path | None) -> None:
    """Usage errors about the output, found before an hour of reading rather than after it."""
    if output is None:
        if style == "csv":
            raise click.UsageError("--format csv writes a folder of tables: name it with -o FOLDER.")
        return
    if not output.absolute().parent.is_dir():
        raise click.UsageError(f"-o {output}: there is no folder {output.absolute().parent}.")
    if style == "csv" and output.exists() and not output.is_dir():
        raise click.UsageError(f"-o {output}: --format csv writes a folder, and this is a file.")
    if style != "csv" and output.is_dir():
        raise click.UsageError(f"-o {output}: --format {style} writes one file, and this is a folder.")


class _Bar(Protocol):
    """A progress bar, or nothing in its place; `aside` keeps it out of the way of other lines."""

    def aside(self) -> AbstractContextManager[None]: ...

    def update(self) -> None: ...


class _NoBar:
    def aside(self) -> AbstractContextManager[None]:
        return nullcontext()

    def update(self) -> None:
        return None


@contextmanager
def _bar(total: int, wanted: bool | None) -> Iterator[_Bar]:
    if not (wanted if wanted is not None else total > 1 and sys.stderr.isatty()):
        yield _NoBar()
        return
    from tqdm import tqdm

    with tqdm(total=total, unit="doc", file=sys.stderr, leave=False) as bar:

        class Shown:
            def aside(self) -> AbstractContextManager[None]:
                aside: AbstractContextManager[None] = bar.external_write_mode(sys.stdout)
                return aside

            def update(self) -> None:
                bar.update()

        yield Shown()
