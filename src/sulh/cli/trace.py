"""`sulh trace`: every formula of a series of statements, through all of them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sulh.cli.corpus import CORPUS_FORMATS
from sulh.cli.output import text_stream
from sulh.cli.read import checked_date
from sulh.cli.statements import need_wording, read_statements

if TYPE_CHECKING:
    from sulh.wording import Threads

__all__ = ["trace"]

_FORMATS = ("table", "html", "jsonl", "docx")
_ALL_FORMATS = tuple(dict.fromkeys((*_FORMATS, *CORPUS_FORMATS)))
_BY_SUFFIX = {".html": "html", ".htm": "html", ".jsonl": "jsonl", ".ndjson": "jsonl", ".docx": "docx", ".txt": "table"}


@click.command(epilog="Exit codes: 0 all read, 1 some document could not be read, 2 wrong usage, 130 interrupted.")
@click.argument("paths", metavar="PATH...", nargs=-1)
@click.option("--against", metavar="PATH", help="Compare the last statement with the one in this file.")
@click.option(
    "--format",
    "style",
    type=click.Choice(_ALL_FORMATS),
    help="How to show the result; by default what the ending of -o says, else a table on a terminal and JSON lines elsewhere.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write to this file.")
@click.option(
    "--corpus",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Instead of a series: every passage that documents under DIR share, as table, csv, jsonl or parquet.",
)
@click.option(
    "--index",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="With --corpus: keep what was compared here, so that the next run compares only what is new.",
)
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="With --corpus: number of processes; by default two.")
@click.option("--published", callback=checked_date, metavar="DATE", help="Date of statements that do not give their own.")
@click.option("--track", metavar="NAME", help="Name of the format of talks that issued the statements.")
@click.option("--excerpt", is_flag=True, help="The texts are excerpts: say of nothing that it was dropped.")
def trace(
    paths: tuple[str, ...],
    against: str | None,
    style: str | None,
    output: Path | None,
    published: str | None,
    track: str | None,
    excerpt: bool,
    corpus: Path | None,
    index: Path | None,
    jobs: int | None,
) -> None:
    """Trace every formula through a series of statements: what is carried, changed, new, returned, dropped.

    PATH is a file, a folder (with its sub-folders) or - for standard input. Statements are ordered by their dates.
    """
    if (corpus is None) != bool(paths):
        raise click.UsageError("name statements (PATH...), or a folder with --corpus DIR, and not both.")
    if corpus is not None:
        sys.exit(_trace_corpus(corpus, index, style, output, jobs))
    if index is not None or jobs is not None:
        raise click.UsageError("--index and --jobs go with --corpus.")
    if style is not None and style not in _FORMATS:
        raise click.UsageError(f"--format {style} goes with --corpus.")
    style = style or (_BY_SUFFIX.get(output.suffix.lower(), "jsonl") if output else "table" if sys.stdout.isatty() else "jsonl")
    if style == "docx" and output is None:
        raise click.UsageError("--format docx writes a file: name it with -o FILE.")
    if output is not None and not output.absolute().parent.is_dir():
        raise click.UsageError(f"-o {output}: there is no folder {output.absolute().parent}.")
    need_wording()
    from sulh.wording import trace as traced

    statements, complete = read_statements(paths, published=published, track=track, excerpt=excerpt)
    other = ""
    if against is not None:
        earlier, read = read_statements((against,), published=published, track=track, excerpt=excerpt)
        complete = complete and read
        if len(earlier) > 1:
            raise click.UsageError(f"--against {against}: name one statement, not {len(earlier)}.")
        if not earlier or not statements:
            sys.exit(1)
        other = earlier[0].id
        statements = [*statements, *earlier]
    if not statements:
        sys.exit(1)
    threads = traced(statements)
    _write(threads, _pair(threads, other or None, always=style == "docx" or against is not None), style, output)
    if not complete:
        sys.exit(1)


def _trace_corpus(corpus: Path, index: Path | None, style: str | None, output: Path | None, jobs: int | None) -> int:
    """The exit code of the comparison of a whole folder."""
    from sulh.cli.corpus import run_corpus

    if style is not None and style not in CORPUS_FORMATS:
        raise click.UsageError(f"--corpus writes {', '.join(CORPUS_FORMATS)}, not {style}.")
    need_wording()
    return run_corpus(corpus, index=index, style=style, output=output, workers=jobs)


def _pair(threads: Threads, earlier: str | None, *, always: bool) -> tuple[str, str] | None:
    """The ids of the two statements to compare: the last one, and the one named or the last complete one before it."""
    if not always:
        return None
    last = [one for one in threads.statements if one.id != earlier][-1:]
    if not last:
        raise click.UsageError("there is nothing to compare: the statement is the same as the one it is compared with.")
    if earlier is not None:
        return earlier, last[0].id
    before = [one for one in threads.statements if one.id != last[0].id]
    if not before:
        raise click.UsageError("there is nothing to compare: only one statement was given.")
    return next((one for one in reversed(before) if one.complete), before[-1]).id, last[0].id


def _write(threads: Threads, pair: tuple[str, str] | None, style: str, output: Path | None) -> None:
    if style == "docx":
        from sulh.render.threads_docx import write_docx

        assert pair is not None and output is not None
        write_docx(threads, *pair, output)
        return
    with text_stream(output) as stream:
        if style == "html":
            from sulh.render.threads_page import write_page

            write_page(threads, stream, pair=pair)
        elif style == "jsonl":
            stream.writelines(f"{line}\n" for line in _lines(threads))
        elif pair is not None:
            from sulh.render.threads_table import write_comparison

            write_comparison(threads, *pair, stream)
        else:
            from sulh.render.threads_table import write_threads

            write_threads(threads, stream)


def _lines(threads: Threads) -> list[str]:
    """One object a line: statements, clauses, links, drops and threads, each with its `type`."""
    parts = threads.to_dict()
    names = {"statements": "statement", "clauses": "clause", "links": "link", "drops": "drop", "threads": "thread"}
    return [json.dumps({"type": names[name], **one}, ensure_ascii=False) for name in names for one in parts[name]]
