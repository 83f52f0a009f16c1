"""`sulh demo`: the main job on the documents that come with Sulh."""

from __future__ import annotations

import sys
from importlib.resources import as_file, files
from pathlib import Path

import click

from sulh.cli.outcomes import Settings
from sulh.cli.output import FORMATS
from sulh.cli.read import read_all

__all__ = ["demo"]

_ENDINGS = (".md", ".txt")


@click.command()
@click.option("--format", "style", type=click.Choice(FORMATS[:3]), default="table", show_default=True, help="How to show the records.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write to this file.")
@click.option("--copy", "folder", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER", help="Only copy the documents there.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Number of processes that read.")
def demo(style: str, output: Path | None, folder: Path | None, workers: int) -> None:
    """Read the demonstration documents: short accounts of the talks on Syria, 2017-2024, in our own words."""
    with as_file(files("sulh") / "data" / "demonstration") as bundled:
        documents = sorted(path for path in bundled.iterdir() if path.suffix in _ENDINGS)
        if folder is not None:
            _copy(documents, folder)
        elif not read_all([str(path) for path in documents], Settings(), style=style, output=output, workers=workers):
            sys.exit(1)


def _copy(documents: list[Path], folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for document in documents:
            (folder / document.name).write_bytes(document.read_bytes())
    except OSError as problem:
        raise click.ClickException(f"{folder}: cannot be written ({problem.strerror})") from problem
    click.echo(f"{len(documents)} documents copied to {folder}", err=True)
