"""`sulh phrase`: every use of a phrase in a series of statements."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from sulh.cli.inputs import checked_date
from sulh.cli.output import text_stream
from sulh.cli.statements import need_wording, read_statements

__all__ = ["phrase"]


@click.command(epilog="Exit codes: 0 all read, 1 some document could not be read or no use was found, 2 wrong usage, 130 interrupted.")
@click.argument("words", metavar="PHRASE")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--format", "style", type=click.Choice(("table", "jsonl")), help="By default a table on a terminal, JSON lines elsewhere.")
@click.option("--published", callback=checked_date, metavar="DATE", help="Date of statements that do not give their own.")
def phrase(words: str, paths: tuple[str, ...], style: str | None, published: str | None) -> None:
    """Find every use of a phrase: where and by whom, in which context and variant, and where it was used first.

    PATH is a file, a folder (with its sub-folders) or - for standard input.
    """
    if not any(character.isalnum() for character in words):
        raise click.UsageError("PHRASE holds no words.")
    need_wording()
    from sulh.wording import phrase as uses_of

    statements, complete = read_statements(paths, published=published)
    uses = uses_of(statements, words)
    with text_stream(None) as stream:
        if (style or ("table" if sys.stdout.isatty() else "jsonl")) == "jsonl":
            stream.writelines(json.dumps(asdict(use), ensure_ascii=False) + "\n" for use in uses)
        else:
            from sulh.render.threads import statement_label
            from sulh.render.threads_table import write_uses

            write_uses(uses, {one.id: statement_label(one) for one in statements}, stream)
    if not complete or not uses:
        sys.exit(1)
