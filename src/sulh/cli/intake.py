"""`sulh intake`: a list or a table taken into a record, row by row."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sulh.cli.inputs import checked_date
from sulh.cli.records import author_option, opened, record_option, signing
from sulh.cli.usage import check_groups
from sulh.intake import (
    ColumnMapping,
    DayOrder,
    IntakeError,
    ListTable,
    RowError,
    Taken,
    brought,
    facts,
    load_mapping,
    mapping_for,
    open_table,
    orders_of,
    save_mapping,
)
from sulh.intake.data_sets import DATA_SETS
from sulh.model.kinds import kinds

if TYPE_CHECKING:
    from sulh.intake import DayOrders
    from sulh.record.taking_in import TakenIn

__all__ = ["intake"]

_SHOWN = 20
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command(epilog="Exit codes: 0 all rows taken, 1 some row has a fault, 2 wrong usage, or a list that cannot be taken as it is.")
@click.argument("given", metavar="FILE_OR_ADDRESS")
@click.option("--keep", type=click.Path(path_type=Path, dir_okay=False), help="With an address: keep all its rows here (JSON Lines).")
@click.option("--kind", type=click.Choice([kind.name for kind in kinds()]), help="What a row is; columns called as its properties are.")
@click.option("--mapping", "mapping_file", type=_FILE, help="What the columns mean, as --save-mapping wrote it.")
@click.option("--save-mapping", type=click.Path(path_type=Path, dir_okay=False), help="Write the mapping here, to be edited, and stop.")
@click.option("--name", default="", metavar="WORDS", help="What the list is called: lists of one name are versions of one another.")
@click.option("--sheet", metavar="NAME", help="Which sheet of a workbook.")
@click.option("--encoding", metavar="NAME", help="How the letters of a text are written, where what is found is wrong: cp1256.")
@click.option("--day-order", type=click.Choice([str(one) for one in DayOrder]), help="Where nothing in the list tells day from month.")
@click.option("--published", callback=checked_date, metavar="DATE", help="When the list is from (EDTF).")
@click.option("--dry-run", is_flag=True, help="Do everything but write, and show what would be entered.")
@click.option("--errors", type=click.Path(path_type=Path, dir_okay=False), help="Write every fault to this CSV file.")
@click.option("--sharing", type=click.Choice(["public", "team", "restricted"]), default="team", show_default=True, help="Who may see it.")
@click.option("--group", "groups", multiple=True, metavar="NAME", help="With --sharing restricted: who may see it. Repeatable.")
@record_option
@author_option
def intake(
    given: str,
    keep: Path | None,
    kind: str | None,
    mapping_file: Path | None,
    save_mapping: Path | None,
    name: str,
    sheet: str | None,
    encoding: str | None,
    day_order: str | None,
    published: str | None,
    dry_run: bool,
    errors: Path | None,
    sharing: str,
    groups: tuple[str, ...],
    record: Path | None,
    author: str | None,
) -> None:
    """Take a list into a record: CSV, TSV, Excel, OpenDocument, JSON or GeoJSON; each row a fact that cites it.

    The address of a list on a server (KoboToolbox, ODK Central) is fetched page by page and kept in the file that --keep names; what lets
    one in stands in SULH_INTAKE_AUTHORIZATION.

    What was found out about the file is said: encoding, separators, and which number of its dates is the day, with the evidence;
    where nothing tells, nothing is taken. Good rows are taken whatever the others are; every fault is said with row and column.
    UCDP GED and its candidates, ACLED and FIRMS are known by their columns and need no --kind.
    A row whose identifier (`id` of the mapping) an earlier list of the same name has is its newer version: the older is kept, rejected.
    """
    check_groups(sharing, groups, "--sharing restricted")
    with _usage():
        file = _kept(given, keep)
        table = open_table(file, sheet=sheet, encoding=encoding)
        mapping = _mapping(table, kind, mapping_file, name, DayOrder(day_order) if day_order else None)
        table = brought(table, mapping.data_set, mapping.day_order)
        for remark in table.remarks:
            click.echo(f"{table.name}: {remark}", err=True)
        if save_mapping is not None:
            _saved(mapping, table, save_mapping)
            return
        mapping = mapping.checked(table.columns, table.name)
        orders = orders_of(table, mapping)
    if not mapping.data_set and (unused := _unused(mapping, table)):
        click.echo(f"{table.name}: no property is given by {', '.join(unused)}", err=True)
    for sentence in orders.evidence:
        click.echo(f"{table.name}: {sentence}", err=True)
    if dry_run and record is None:
        _tried(table, mapping, orders, errors)
        return
    where = opened(record, use="read" if dry_run else "write", create=not dry_run)
    from sulh.record.taking_in import take_in
    from sulh.record.viewers import local_viewer

    taken = take_in(
        local_viewer(signing(author)), table, mapping, orders,
        origin=str(file), published=published, level=sharing, groups=groups, dry_run=dry_run,
    )  # fmt: skip
    _told(taken, str(where), dry_run=dry_run)
    _say(taken.faults, table, errors)


def _kept(given: str, keep: Path | None) -> Path:
    """The file of the list: the one that was named, or the one that the rows of an address are kept in."""
    is_address = given.startswith(("https://", "http://"))
    if is_address != (keep is not None):
        raise click.UsageError("an address needs --keep FILE, where its rows stay, and --keep is only for an address.")
    if keep is None:
        return Path(given)
    from sulh.intake.fetching import fetch_list

    fetched = fetch_list(given, keep)
    says = "" if fetched.total is not None else "; the server does not say how many there are"
    if fetched.replaced:
        click.echo(f"{keep}: a fetch was broken off before, after {fetched.replaced} rows; they were fetched again", err=True)
    click.echo(f"{keep}: {fetched.rows} rows from {fetched.pages} pages of {given}{says}", err=True)
    return keep


def _mapping(table: ListTable, kind: str | None, file: Path | None, name: str, order: DayOrder | None) -> ColumnMapping:
    from dataclasses import replace

    if kind is not None and file is not None:
        raise click.UsageError("give --kind KIND, or --mapping FILE with what the columns mean.")
    made = load_mapping(file) if file is not None else mapping_for(table.columns, kind or "")
    if made is None:
        raise click.UsageError("give --kind KIND, or --mapping FILE with what the columns mean; these are of no data set that is known.")
    if made.data_set and file is None:
        click.echo(f"{table.name}: {DATA_SETS[made.data_set]}, by its columns; what it gives: {made.kind}", err=True)
    return replace(made, name=name or made.name, day_order=order or made.day_order)


def _saved(mapping: ColumnMapping, table: ListTable, path: Path) -> None:
    save_mapping(mapping, path)
    click.echo(f"{path}: {len(mapping.columns)} of the properties {', '.join(mapping.of.by_name)} are mapped", err=True)
    if unused := _unused(mapping, table):
        click.echo(f"not mapped: {', '.join(unused)}", err=True)


def _unused(mapping: ColumnMapping, table: ListTable) -> list[str]:
    """The columns of a list that give nothing, in their order."""
    pairs = (one for pair in mapping.pairs for one in pair)
    used = {*mapping.columns.values(), mapping.id, mapping.newest, *pairs, *mapping.beside}
    if "geometry" in used:
        used |= {"latitude", "longitude"}  # the same position in numbers
    return [column for column in table.columns if column not in used]


def _tried(table: ListTable, mapping: ColumnMapping, orders: DayOrders, errors: Path | None) -> None:
    """Without a record: the first facts, and every fault that the list shows by itself."""
    faults: list[RowError] = []
    good = 0
    for one in facts(table, mapping, orders):
        if isinstance(one, Taken):
            good += 1
            if good <= _SHOWN:
                click.echo(f"row {one.row}\t{dict(one.values)}")
        else:
            faults.append(one)
    click.echo(f"{good} rows would be taken; actors were not looked up, name a record with --record for that", err=True)
    _say(tuple(faults), table, errors)


def _told(taken: TakenIn, where: str, *, dry_run: bool) -> None:
    would = "would be entered" if dry_run else "entered"
    parts = [f"{taken.entered} rows {would}", f"{taken.known} known"]
    parts += [f"{taken.revised} of them newer versions"] if taken.revised else []
    parts += [f"{taken.replaced} left out for a newer row of the same identifier"] if taken.replaced else []
    click.echo(f"{', '.join(parts)}; record {where}", err=True)
    if taken.new_actors:
        click.echo(f"actors that are new to the record, of unknown kind: {', '.join(taken.new_actors)}", err=True)


def _say(faults: tuple[RowError, ...], table: ListTable, errors: Path | None) -> None:
    """Every fault in the file, the first ones on standard error; ends with status 1 where there are any."""
    if errors is not None:
        from sulh.text.spreadsheets import safe

        with errors.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("row", "line", "column", "written", "reason"))
            writer.writerows([safe(cell) for cell in (one.row, one.line, one.column, one.written, one.reason)] for one in faults)
    for one in faults[:_SHOWN]:
        click.echo(f"{table.name}: {one}", err=True)
    if len(faults) > _SHOWN:
        rest = f"{len(faults) - _SHOWN} further faults"
        click.echo(f"{rest}: {errors}" if errors is not None else f"{rest}; --errors FILE writes all of them", err=True)
    if faults:
        sys.exit(1)


@contextmanager
def _usage() -> Iterator[None]:
    """A list that cannot be taken as it is ends the command with status 2, the reason in one line."""
    try:
        yield
    except IntakeError as problem:
        raise click.UsageError(str(problem)) from problem
