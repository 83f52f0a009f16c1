"""`sulh verify`, `sulh rebuild`, `sulh backup`, `sulh restore`: the record as a whole."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sulh.cli.heads import compare_with_head, expect_options
from sulh.cli.records import opened, record_option
from sulh.model import RecordError

__all__ = ["backup", "rebuild", "restore", "verify"]


@click.command(
    epilog="Exit codes: 0 everything fits, 1 something does not, 2 wrong usage; with --expect 3 the record goes on after the head, "
    "4 it ends before, 5 it has other entries."
)
@record_option
@click.option("--against", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE", help="Another copy or a backup.")
@click.option("--projections", is_flag=True, help="Also derive every page's tables anew and compare them row for row.")
@expect_options
def verify(record: Path | None, against: Path | None, projections: bool, expect: Path | None, signed_by: tuple[str, ...]) -> None:
    """Replay the ledger of a record, check every text against it, and name the first entry that does not fit.

    The hash printed at the end stands for the whole: whoever holds a copy with the same number and hash holds the same record.
    """
    name = opened(record)
    from sulh.record import ledger

    verdict = ledger.verify(projections=projections)
    if verdict.fault is not None:
        whole = f"the {verdict.entries} entries before it fit" if verdict.entries else "it is the first entry"
        raise click.ClickException(f"{name}: {verdict.fault.problem}; {whole}")
    withheld = f", {verdict.withheld} of them withheld" if verdict.withheld else ""
    click.echo(f"{verdict.entries} entries{withheld} and their texts fit; the last has the hash {verdict.head}")
    if against is not None:
        _compare(against)
    if code := compare_with_head(name, expect, signed_by):
        sys.exit(code)


def _compare(against: Path) -> None:
    from sulh.record import ledger

    parting = ledger.compare(against)
    if parting.same:
        click.echo(f"{against} is the same, entry for entry")
        return
    if not parting.here or not parting.there:
        longer, more = ("This record", parting.here) if parting.here else (str(against), parting.there)
        click.echo(f"The two are the same up to entry {parting.common}; {longer} has {more} more")
        if parting.problem is None:
            return
    raise click.ClickException(f"the copies part after entry {parting.common}: {parting.problem}")


@click.command()
@record_option
def rebuild(record: Path | None) -> None:
    """Derive the tables that pages read anew from the ledger, for instance after an update of Sulh."""
    opened(record)
    from sulh.record.projection.apply import rebuild as derive

    click.echo(f"{derive()} entries projected")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@record_option
def backup(file: Path, record: Path | None) -> None:
    """Write the whole record into the new file FILE while others go on working.

    A record in an SQLite file is copied whole; one on PostgreSQL becomes a compressed dump of ledger, texts and accounts. Either can be
    restored into either. FILE holds everything, also what is restricted: keep it as safe as the record.
    """
    opened(record)
    from sulh.record.backing_up import backup as write

    entries = write(file)
    click.echo(f"{entries} entries in {file}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@record_option
def restore(file: Path, record: Path | None) -> None:
    """Read the backup FILE into a record that is new or empty; its ledger is verified first."""
    name = opened(record, create=True)
    from sulh.record.backing_up import restore as read

    try:
        entries = read(file)
    except RecordError as problem:
        click.echo(f"sulh: {problem}", err=True)
        sys.exit(1)
    click.echo(f"{entries} entries restored into {name}")
