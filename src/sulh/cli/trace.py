"""`sulh trace`: where the words of statements were said before."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sulh.cli.corpus import CORPUS_FORMATS, run_corpus

__all__ = ["trace"]


@click.command(epilog="Exit codes: 0 all read, 1 some document could not be read, 2 wrong usage, 130 interrupted.")
@click.option(
    "--corpus",
    "directory",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Find every passage that documents under DIR share.",
)
@click.option("--index", type=click.Path(file_okay=False, path_type=Path), metavar="FOLDER", help="Keep what was compared here for the next run.")
@click.option("--format", "style", type=click.Choice(CORPUS_FORMATS), help="How to show the passages; by default what the ending of -o says.")
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="PATH", help="Write to this file instead of the screen.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes; by default two.")
def trace(directory: Path, index: Path | None, style: str | None, output: Path | None, jobs: int | None) -> None:
    """Find where the words of statements were said before."""
    sys.exit(run_corpus(directory, index=index, style=style, output=output, workers=jobs))
