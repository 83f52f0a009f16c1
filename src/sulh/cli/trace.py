"""`sulh trace`: every formula of a series of statements, through all of them."""

from __future__ import annotations

import gc
import json
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sulh.cli.corpus import CORPUS_FORMATS
from sulh.cli.inputs import checked_date
from sulh.cli.output import text_stream
from sulh.cli.statements import need_wording, read_statements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sulh.wording import Statement, Threads
    from sulh.wording.gathering import GatheringRemark

__all__ = ["trace"]

_FORMATS = ("table", "html", "jsonl", "docx")
_ALL_FORMATS = tuple(dict.fromkeys((*_FORMATS, *CORPUS_FORMATS)))
_BY_SUFFIX = {".html": "html", ".htm": "html", ".jsonl": "jsonl", ".ndjson": "jsonl", ".docx": "docx", ".txt": "table"}


@click.command(epilog="Exit codes: 0 all read, 1 some document could not be read, 2 wrong usage, 130 interrupted.")
@click.argument("paths", metavar="PATH...", nargs=-1)
@click.option(
    "--against",
    metavar="PATH",
    help="Compare the last statement with the one in this file; two language versions of one statement are compared clause by clause.",
)
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
@click.option("--together", is_flag=True, help="Trace all statements of one language as one series, also where they seem to be several.")
@click.option("--formula", metavar="N|WORDS", help="Show the agreed language and the history of one formula: its number, or words of it.")
@click.option("--excerpt", is_flag=True, help="The texts are excerpts: say of nothing that it was dropped.")
def trace(
    paths: tuple[str, ...],
    against: str | None,
    style: str | None,
    output: Path | None,
    published: str | None,
    track: str | None,
    together: bool,
    formula: str | None,
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
    style = _style(style, output)
    options: dict[str, Any] = {"published": published, "track": track, "excerpt": excerpt}
    with _no_collection():
        need_wording()
        statements, complete = read_statements(paths, **options)
        if against is not None:
            complete = _compare(statements, against, options, style, output) and complete
        elif statements:
            _series(statements, style, output, together=together, formula=formula)
    if not complete or not statements:
        sys.exit(1)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Suspend garbage collection: a short run makes many objects and hardly any cycles, and looking for these takes a tenth of it."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _style(style: str | None, output: Path | None) -> str:
    """The format to write, by the option, the ending of the file, or where the result goes."""
    if style is not None and style not in _FORMATS:
        raise click.UsageError(f"--format {style} goes with --corpus.")
    style = style or (_BY_SUFFIX.get(output.suffix.lower(), "jsonl") if output else "table" if sys.stdout.isatty() else "jsonl")
    if style == "docx" and output is None:
        raise click.UsageError("--format docx writes a file: name it with -o FILE.")
    if output is not None and not output.absolute().parent.is_dir():
        raise click.UsageError(f"-o {output}: there is no folder {output.absolute().parent}.")
    return style


def _compare(statements: list[Statement], against: str, options: dict[str, Any], style: str, output: Path | None) -> bool:
    """Compare the last statement with the one in a file; whether that could be read."""
    from sulh.wording import trace_pair
    from sulh.wording.tracing import ordered

    earlier, complete = read_statements((against,), **options)
    if len(earlier) > 1:
        raise click.UsageError(f"--against {against}: name one statement, not {len(earlier)}.")
    if not earlier or not statements:
        return False
    last = ordered(statements)[-1]
    before, after, translated = _parts(earlier[0], last)
    if translated:
        _write_versions(before, after, style, output)
    elif before.id == after.id:
        raise click.UsageError("there is nothing to compare: the statement is the same as the one it is compared with.")
    else:
        _write([("", trace_pair(before, after))], (), style, output)
    return complete


def _parts(one: Statement, other: Statement) -> tuple[Statement, Statement, bool]:
    """The parts of two statements to compare, those in a language of both, and whether they are two language versions instead.

    The languages of one file that is named twice are versions of one statement.
    """
    from sulh.wording.gathering.languages import by_language

    held, own = by_language(one), by_language(other)
    if one.id == other.id and len(own) > 1:
        return own[0], own[1], True
    alike = [(a, b) for b in own for a in held if "" in (a.language, b.language) or a.language == b.language]
    return (*alike[0], False) if alike else (held[0], own[0], True)


def _write_versions(one: Statement, other: Statement, style: str, output: Path | None) -> None:
    """Write two language versions of one statement clause by clause."""
    from sulh.wording.versions import versions

    pairs = versions(one, other)
    if style == "docx":
        from sulh.render.versions_docx import write_versions_docx

        assert output is not None
        write_versions_docx(one, other, pairs, output)
        return
    with text_stream(output) as stream:
        if style == "html":
            from sulh.render.versions_page import write_versions_page

            write_versions_page(one, other, pairs, stream)
            return
        from sulh.render.versions_table import version_lines, write_versions

        if style == "jsonl":
            stream.writelines(f"{line}\n" for line in version_lines(one, other, pairs))
        else:
            write_versions(one, other, pairs, stream)


def _series(statements: list[Statement], style: str, output: Path | None, *, together: bool, formula: str | None) -> None:
    """Trace every series there is and write it, or one formula of it."""
    from sulh.wording import trace as traced
    from sulh.wording.gathering import gather

    gathered = gather(statements, together=together)
    found = [(one.label, traced(one.statements)) for one in gathered.series]
    if formula is not None:
        _write_formula(found, formula, output)
    else:
        _write(found, gathered.remarks, style, output)


def _trace_corpus(corpus: Path, index: Path | None, style: str | None, output: Path | None, jobs: int | None) -> int:
    """The exit code of the comparison of a whole folder."""
    from sulh.cli.corpus import run_corpus

    if style is not None and style not in CORPUS_FORMATS:
        raise click.UsageError(f"--corpus writes {', '.join(CORPUS_FORMATS)}, not {style}.")
    need_wording()
    return run_corpus(corpus, index=index, style=style, output=output, workers=jobs)


def _write(found: list[tuple[str, Threads]], remarks: Sequence[GatheringRemark], style: str, output: Path | None) -> None:
    """Write what changed since last time in each series, that with the latest statement first."""
    if style == "docx":
        from sulh.render.since_docx import write_since_docx

        assert output is not None
        write_since_docx(found, output, remarks=remarks)
        return
    with text_stream(output) as stream:
        if style == "html":
            from sulh.render.since_page import write_since

            write_since(found, stream, remarks=remarks)
            return
        for number, (label, threads) in enumerate(found):
            if style == "jsonl":
                if len(found) > 1:
                    ids = [one.id for one in threads.statements]
                    stream.write(json.dumps({"type": "series", "label": label, "statements": ids}, ensure_ascii=False) + "\n")
                stream.writelines(f"{line}\n" for line in _lines(threads))
            else:
                from sulh.render.threads_table import write_threads

                write_threads(threads, stream, label=label, remarks=() if number else remarks)


def _write_formula(found: list[tuple[str, Threads]], asked: str, output: Path | None) -> None:
    """Write the history of the formula that is asked for by its number in the first view, or by words of it."""
    from sulh.render.threads_table import write_formula
    from sulh.text.folding import fold
    from sulh.wording import history, since

    for _, threads in found:
        view = since(threads)
        if view is None:
            continue
        if asked.isdigit():
            thread = next((item.thread for item in view.items if item.number == int(asked)), None)
        else:
            clause = next((one for one in reversed(threads.clauses) if fold(asked) in fold(" ".join(one.text.split()))), None)
            thread = threads.thread_of(clause.id).id if clause is not None else None
        if thread is not None:
            with text_stream(output) as stream:
                write_formula(history(threads, thread), stream)
            return
    raise click.UsageError(f"--formula {asked}: no formula has this number or these words; sulh trace without --formula numbers them.")


def _lines(threads: Threads) -> list[str]:
    """One object a line: statements, clauses, links, drops and threads, each with its `type`."""
    parts = threads.to_dict()
    names = {"statements": "statement", "clauses": "clause", "links": "link", "drops": "drop", "threads": "thread"}
    return [json.dumps({"type": names[name], **one}, ensure_ascii=False) for name in names for one in parts[name]]
