"""`sulh report`: check a report against the record it was written from."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sulh.cli.records import author_option, opened, record_option, signing
from sulh.model import SulhError

if TYPE_CHECKING:
    from sulh.record.shapes import Viewer
    from sulh.render.ceasefire_report import ReportAsked
    from sulh.render.report_block import ReportBlock

__all__ = ["report", "worked_out"]

_SHOWN = 10


@click.group()
def report() -> None:
    """Reports that were written from a record."""


@report.command(epilog="Exit codes: 0 every number and word is right, 1 something differs, 2 wrong usage, no report, or another record.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@record_option
@author_option
def verify(file: Path, record: Path | None, author: str | None) -> None:
    """Work a report out again from the ledger as it was when it was written, and compare every number and word of it.

    FILE is a page, a Word document or a PDF that `sulh ceasefire report` wrote. What somebody changed in it, and what the record does
    not bear out, is shown with what should stand there.
    """
    from sulh.render.ceasefire_report import this_version
    from sulh.render.report_checking import asked_of, differing

    opened(record, use="read")
    from sulh.record.as_of import as_of
    from sulh.record.viewers import local_viewer

    try:
        asked = asked_of(file)
        with as_of(asked.entry):
            made = worked_out(asked, local_viewer(signing(author)))
    except SulhError as problem:
        raise click.UsageError(str(problem)) from problem
    found = differing(file, made, asked)
    for there, right in found[:_SHOWN]:
        click.echo(f"stands: {there or '(nothing)'}\nshould: {right or '(nothing)'}\n")
    if found:
        more = f", {_SHOWN} of them shown" if len(found) > _SHOWN else ""
        click.echo(f"{file}: {len(found)} pieces differ from the record after entry {asked.entry}{more}", err=True)
        if asked.made_by != this_version():
            says = f"says that Sulh {asked.made_by} made it" if asked.made_by else "does not say which Sulh made it"
            click.echo(f"The file {says}, and this is {this_version()}: look whether numbers differ, or sentences alone", err=True)
        sys.exit(1)
    click.echo(f"{file}: every number and word is what the record gives after entry {asked.entry}")


def worked_out(asked: ReportAsked, viewer: Viewer) -> list[ReportBlock]:
    """The report that was asked for, from the open record."""
    from sulh.desk.report_pictures import report_pictures
    from sulh.record.queries.period import period
    from sulh.record.viewers import limited
    from sulh.render.ceasefire_report import blocks

    shown = viewer if asked.sharing == "all" else limited(viewer, asked.sharing)
    found = period(shown, asked.since, asked.until, asked.what, language=asked.language)
    return blocks(found, report_pictures(shown, found, asked.language), asked.language)
