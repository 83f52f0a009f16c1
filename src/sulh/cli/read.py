"""`sulh read`: documents in, cited records out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Protocol

import click

from sulh.cli.outcomes import Outcome, Settings, check_actors, outcomes
from sulh.cli.output import FORMATS, Writer, format_of
from sulh.cli.second import announce, chosen_server, dropped_by, model_options
from sulh.model import ActorTableError, DateError, DocumentError

__all__ = ["checked_actors", "checked_date", "complain", "files", "read", "read_all"]


def checked_date(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """The value of an option that takes an EDTF date."""
    if value is not None:
        from sulh.text.edtf import parse

        try:
            parse(value)
        except DateError as problem:
            raise click.BadParameter(str(problem)) from problem
    return value


def checked_actors(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """The value of an option that takes a table of actors."""
    if value is not None:
        try:
            check_actors(value)
        except ActorTableError as problem:
            raise click.BadParameter(str(problem)) from problem
    return value


@click.command(epilog="Exit codes: 0 all read, 1 some document could not be read, 2 wrong usage, 130 interrupted.")
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
@click.option(
    "--published",
    callback=checked_date,
    metavar="DATE",
    help="Date of publication (YYYY, YYYY-MM or YYYY-MM-DD) of documents that do not give their own.",
)
@click.option(
    "--actors",
    type=click.Path(exists=True, dir_okay=False),
    callback=checked_actors,
    metavar="FILE",
    help="CSV table of further actors and their other names.",
)
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Number of processes that read.")
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
    all_read = read_all(found, Settings(published, actors, debug, server), style=style, output=output, workers=workers, progress=progress)
    if not (all_found and all_read):
        sys.exit(1)


def read_all(
    paths: Sequence[str],
    settings: Settings,
    *,
    style: str,
    output: Path | None,
    workers: int = 1,
    progress: bool | None = None,
) -> bool:
    """Read and write every document, with one line on standard error for each that cannot be read; whether all could."""
    complete = True
    try:
        with Writer(style, output) as writer, _bar(len(paths), progress) as bar:
            for outcome in outcomes(paths, settings, workers=workers):
                with bar.aside():
                    complete = _written(outcome, writer) and complete
                bar.update()
    except BrokenPipeError:
        raise
    except OSError as problem:
        complain(str(output or "standard output"), f"cannot be written ({problem.strerror or problem})")
        return False
    return complete


def _written(outcome: Outcome, writer: Writer) -> bool:
    if outcome.reading is None:
        complain(outcome.path, outcome.problem or "cannot be read")
        return False
    writer.add(outcome.reading)
    if dropped := dropped_by(outcome.reading):
        complain(outcome.path, dropped)
    return True


def complain(path: str, reason: str) -> None:
    """One line about one document on standard error."""
    from sulh.render.quotes import one_line

    click.echo(f"sulh: {one_line(path)}: {one_line(reason)}", err=True)


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


def files(paths: Sequence[str]) -> tuple[list[str], bool]:
    """The documents that the paths stand for, each once, and whether every path gave at least one."""
    from sulh.documents import discover

    found: dict[str, None] = {}
    complete = True
    for path in paths:
        try:
            matched = ["-"] if path == "-" else list(discover([path]))
        except DocumentError as problem:
            complain(problem.path, problem.reason)
            complete = False
            continue
        if not matched:
            complain(path, "no document in it")
            complete = False
        found.update(dict.fromkeys(matched))
    return list(found), complete


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
