"""`sulh lists counts`: counts of a round without the small ones, to be given to people who must not know names."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sulh.cli.person_rows import usage
from sulh.cli.private import private_files
from sulh.cli.records import author_option, opened, signing
from sulh.cli.round_places import RECORD

if TYPE_CHECKING:
    from sulh.persons.small_counts import GroupedCounts
    from sulh.record.persons.approving import Approval
    from sulh.record.shapes import Viewer

__all__ = ["counts"]

_SUFFIXES = (".csv", ".docx", ".pdf")


@click.command("counts", epilog="Exit codes: 0 done, 1 nobody approved it, 2 wrong usage, or a table that would give small counts away.")
@click.argument("place", metavar="ROUND")
@click.option("--of", "of", type=click.Choice(["requests", "held", "files"]), default="requests", show_default=True, help="Who is counted.")
@click.option("--side", default="", metavar="SIDE", help="On whose list; SIDE/SIDE for what one of three or more asks another.")
@click.option("--by", "by", metavar="GROUP[,GROUP]", help="One or two of answer, category, sex, wish, place, month, fate, whereabouts.")
@click.option("--purpose", default="", help="Make the table for good: what it is for, and who gets it. Without, it is only shown.")
@click.option("--approve", metavar="ID", help="Approve a table that another made, by your own account in the record.")
@click.option("--take", metavar="ID", help="Write an approved table to --out.")
@click.option("--report", is_flag=True, help="Write all approved tables to --out (.docx or .pdf), with who approved each and when.")
@click.option("--out", "-o", "output", type=click.Path(path_type=Path, dir_okay=False), help="A new .csv, .docx or .pdf file.")
@click.option("--language", type=click.Choice(["en", "ar"]), default="en", show_default=True, help="The language that stands first.")
@author_option
@private_files
def counts(
    place: str, of: str, side: str, by: str | None, purpose: str, approve: str | None, take: str | None, report: bool,
    output: Path | None, language: str, author: str | None,
) -> None:  # fmt: skip
    """Count the persons on a side's list of a ROUND in a record (record:NAME) by groups, without small counts and whatever would tell them.

    Every table that is made is kept, and later ones are checked against it: also tables by other groups must not tell what it withholds.
    """
    if not place.startswith(RECORD):
        raise click.UsageError("counts are given of rounds in a record (record:NAME), which knows what was given before")
    if [by, approve, take, report or None].count(None) != 3:
        raise click.UsageError("give one of --by, --approve, --take and --report")
    suffixes = _SUFFIXES[1:] if report else _SUFFIXES
    if (take is None and not report) != (output is None) or (output is not None and (output.exists() or output.suffix not in suffixes)):
        raise click.UsageError(f"--{'report' if report else 'take'} needs --out, a new file of {', '.join(suffixes)}")
    if approve is not None and author is not None:
        raise click.UsageError("nobody approves for somebody else: leave --author out")
    opened(None)
    from sulh.record.persons import counts as tables
    from sulh.record.persons.rounds import round_named
    from sulh.record.viewers import local_viewer

    with usage():
        viewer = local_viewer(signing(author)) if approve is None else _own_account()
        key = round_named(viewer, place.removeprefix(RECORD))
        if approve is not None:
            tables.COUNTS.approve(viewer, key, approve)
            click.echo(f"{approve}: approved by {viewer.name}")
        elif take is not None and output is not None:
            given = tables.counts_taken(viewer, key, take)
            _write(given.table, given.about.made[:10], output, language)
            click.echo(f"{output} written", err=True)
        elif output is not None:
            _write_report([(one.table, one.about) for one in tables.approved_counts(viewer, key)], output, language)
            click.echo(f"{output} written", err=True)
        else:
            rows, _, columns = str(by).partition(",")
            asked = (of, side, rows.strip(), columns.strip())
            _show(tables.counts_tried(viewer, key, *asked), language)
            if purpose:
                click.echo(f"{tables.make_counts(viewer, key, *asked, purpose)}: made; another account approves it", err=True)


def _own_account() -> Viewer:
    """Whoever runs this, as the account of that name in the record, which sees and may do here what it does in the desk."""
    from sulh.model import AccessError
    from sulh.record.authors import running
    from sulh.record.models import User
    from sulh.record.viewers import viewer_of

    name = running()
    if (account := User.objects.filter(username=name, is_active=True).first()) is None:
        raise AccessError(f"{name} has no account in this record: whoever approves has one, in the group of the mediator")
    return viewer_of(account)


def _show(made: GroupedCounts, language: str) -> None:
    from sulh.render.count_table import count_rows, count_title

    click.echo(count_title(made, language))
    for row in count_rows(made, language):
        click.echo("\t".join(row))


def _write_report(given: Sequence[tuple[GroupedCounts, Approval]], output: Path, language: str) -> None:
    from sulh.render.count_table import count_report
    from sulh.render.report_file import write_report

    lines = [(table, about.made[:10], about.approved_by, about.approved[:10]) for table, about in given]
    write_report(count_report(lines, language), output, language)


def _write(made: GroupedCounts, day: str, output: Path, language: str) -> None:
    from sulh.render.count_table import count_blocks, count_rows
    from sulh.render.report_file import write_report
    from sulh.text.spreadsheets import safe

    if output.suffix == ".csv":
        with output.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([safe(cell) for cell in row] for row in count_rows(made, language))
    else:
        write_report(count_blocks(made, day, language), output, language)
