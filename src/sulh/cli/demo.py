"""`sulh demo`: the main job on the documents that come with Sulh: read, stored in a record of their own, and shown in a browser."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path

import click

from sulh.cli.outcomes import Settings, outcomes
from sulh.cli.output import FORMATS
from sulh.cli.read import complain, read_all
from sulh.model import Reading

__all__ = ["demo"]

_ENDINGS = (".md", ".txt")
_AUTHOR = "sulh demo"
_NAME = "Talks on Syria, 2017–2024"


@click.command(epilog="Ctrl-C ends the desk. Exit codes: 0 done, 1 some document could not be read, 2 wrong usage.")
@click.option("--format", "style", type=click.Choice(FORMATS[:3]), help="Only read, and show the records in this format.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Only read, and write to this file.")
@click.option("--copy", "folder", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER", help="Only copy the documents there.")
@click.option("--record", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Its record; by default a file of its own.")
@click.option("--fresh", is_flag=True, help="Begin the demonstration record anew, without what was decided in it.")
@click.option("--no-serve", is_flag=True, help="Only build the record; do not serve it.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="Port of the desk; by default any free one.")
@click.option("--no-browser", is_flag=True, help="Only print the sign-in link; open no browser.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Number of processes that read.")
def demo(
    style: str | None,
    output: Path | None,
    folder: Path | None,
    record: Path | None,
    fresh: bool,
    no_serve: bool,
    port: int,
    no_browser: bool,
    workers: int,
) -> None:
    """Show Sulh on its demonstration documents: short accounts of the talks on Syria, 2017-2024, in our own words.

    They are read into a record of their own, which the desk then shows in a browser until Ctrl-C. Where the desk is not
    installed, or with --format or -o, the documents are only read and their records shown.
    """
    with _documents() as documents:
        if folder is not None:
            _copy(documents, folder)
            return
        if style or output or not _has_desk():
            if not read_all([str(path) for path in documents], Settings(), style=style or "table", output=output, workers=workers):
                sys.exit(1)
            return
        _build_and_serve(documents, record, fresh=fresh, workers=workers, serves=not no_serve, port=port, browser=not no_browser)


def _build_and_serve(
    documents: list[Path], record: Path | None, *, fresh: bool, workers: int, serves: bool, port: int, browser: bool
) -> None:
    from sulh.cli.desk import serve
    from sulh.desk.serving import open_desk
    from sulh.record.location import default_file

    file = record or default_file().with_name("demonstration.db")
    if fresh:
        for ending in ("", "-wal", "-shm"):
            file.with_name(file.name + ending).unlink(missing_ok=True)
    opened = open_desk(file, port=port, create=True)
    complete = _fill(documents, workers)
    click.echo(f"Demonstration record: {file}", err=True)
    if serves:
        serve(opened, browser=browser)
    else:
        opened.close()
    if not complete:
        sys.exit(1)


def _fill(documents: list[Path], workers: int) -> bool:
    """Read and store the documents that the record does not hold yet; whether all could be read."""
    from sulh.record import decisions
    from sulh.record.adding import add
    from sulh.record.queries.documents import documents as stored
    from sulh.record.queries.process import process_name
    from sulh.record.viewers import local_viewer

    known = {ref.id for ref in stored(local_viewer(_AUTHOR)).rows}
    missing = [str(path) for path in documents if _identifier(path) not in known]
    failed: list[str] = []

    def readings() -> Iterator[Reading]:
        for done, outcome in enumerate(outcomes(missing, Settings(), workers=workers), 1):
            if sys.stderr.isatty():
                click.echo(f"\rReading {done} of {len(missing)}", nl=done == len(missing), err=True)
            if outcome.reading is None:
                failed.append(outcome.path)
                complain(outcome.path, outcome.problem or "cannot be read")
            else:
                yield outcome.reading

    for _ in add(readings(), author=_AUTHOR, level="team"):
        pass
    if not process_name():
        decisions.name_process(local_viewer(_AUTHOR), _NAME)
    return not failed


def _identifier(path: Path) -> str:
    from hashlib import sha256

    return f"sha256:{sha256(path.read_bytes()).hexdigest()}"


def _has_desk() -> bool:
    if find_spec("django") is not None and find_spec("waitress") is not None:
        return True
    click.echo("The desk is not installed (pip install 'sulh[desk]'), so the records are shown here.", err=True)
    return False


@contextmanager
def _documents() -> Iterator[list[Path]]:
    with as_file(files("sulh") / "data" / "demonstration") as bundled:
        yield sorted(path for path in bundled.iterdir() if path.suffix in _ENDINGS)


def _copy(documents: list[Path], folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for document in documents:
            (folder / document.name).write_bytes(document.read_bytes())
    except OSError as problem:
        raise click.ClickException(f"{folder}: cannot be written ({problem.strerror})") from problem
    click.echo(f"{len(documents)} documents copied to {folder}", err=True)
