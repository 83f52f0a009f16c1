"""`sulh link`: rows of lists of persons that may be of one person, and what people decide about them."""

from __future__ import annotations

import csv
import datetime as dt
import json
import os
import shutil
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sulh import words
from sulh.cli.private import private_files
from sulh.cli.usage import usage
from sulh.intake.day_order import DayOrder

if TYPE_CHECKING:
    from sulh.intake import RowError
    from sulh.model.person_entry import PersonEntry
    from sulh.persons import LinkedLists, PersonCluster
    from sulh.persons.workers import LinkWorkers

__all__ = ["decide", "link", "list_entries", "named_columns", "say_faults"]

_SHOWN = 20
_SUREST = 0.999
_LONG = 50_000  # rows of which the work is divided among processes, which take a second to begin
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_NEW = click.Path(path_type=Path, dir_okay=False)
_SHEET = (
    "one", "other", "decided", "by", "when", "reason", "likely",
    "list_one", "row_one", "name_one", "list_other", "row_other", "name_other", "why",
)  # fmt: skip


@click.command(epilog="Exit codes: 0 linked, 1 some row has a fault, 2 wrong usage, or a list or decision that cannot be used.")
@click.argument("lists", metavar="LISTS...", type=_FILE, nargs=-1, required=True)
@click.option("--column", "named", multiple=True, metavar="FIELD=COLUMN", help="Which column holds what, where its name does not say it.")
@click.option("--sheet", metavar="NAME", help="Which sheet of a workbook.")
@click.option(
    "--calendar", type=click.Choice(["gregorian", "hijri", "solar"]), default="gregorian", show_default=True, help="Of years below 1600."
)
@click.option("--day-order", type=click.Choice([str(one) for one in DayOrder]), help="Where nothing in a list tells day from month.")
@click.option("--decisions", "decided", type=_FILE, help="What people decided before, as `sulh link-decide` keeps it.")
@click.option("--likely", type=click.FloatRange(0.01, 0.999), default=0.5, show_default=True, help="How likely a proposal is at least.")
@click.option("--review", type=_NEW, help="Write the pairs nobody decided about to this CSV, with reasons, to be filled in.")
@click.option("-o", "--output", type=_NEW, help="Write the clusters to this .json or .csv file.")
@click.option("--errors", type=_NEW, help="Write every fault to this CSV file.")
@click.option(
    "--language", type=click.Choice(words.LANGUAGES), default="en", show_default=True, help="The language of the reasons for a proposal."
)
@click.option("--processes", type=click.IntRange(1), help="So many at a time; for long lists one for each processor, if not given.")
@click.option("--spark", metavar="MASTER", help="Compare on this cluster of Apache Spark, such as spark://host:7077; names stay here.")
@private_files
def link(
    lists: tuple[Path, ...],
    named: tuple[str, ...],
    sheet: str | None,
    calendar: str,
    day_order: str | None,
    decided: Path | None,
    likely: float,
    review: Path | None,
    output: Path | None,
    errors: Path | None,
    language: str,
    processes: int | None,
    spark: str | None,
) -> None:
    """Propose which rows of LISTS are of one person: doubles within a list, and matches across lists, in any scripts.

    LISTS are CSV, Excel, OpenDocument or JSON files with a column of names; year of birth, sex, place, day of arrest or last sight help.
    Nothing is joined: people decide, row by row, and what they decided stays when the command runs again.
    """
    if output is not None and output.suffix.lower() not in (".json", ".csv"):
        raise click.UsageError(f"{output}: clusters are written as .json or .csv")
    if review is not None and review.exists():
        raise click.UsageError(f"{review} is there already; take its decisions with `sulh link-decide`, and name a new file")
    with usage("persons"):
        from sulh.persons import Decisions, load_decisions
        from sulh.persons import link as linked

        entries, faults = list_entries(lists, named_columns(named), sheet, calendar, DayOrder(day_order) if day_order else None)
        workers = _workers(processes or (os.cpu_count() or 1 if len(entries) > _LONG else 1), spark)
        found = linked(entries, decided=load_decisions(decided) if decided else Decisions(()), proposed=likely, workers=workers)
    waiting = [pair for pair in found.pairs if not pair.decided]
    click.echo(f"{len(entries)} rows, {found.compared} pairs compared", err=True)
    for remark in found.remarks:
        click.echo(words.said(remark, language=language), err=True)
    click.echo(
        f"{len(found.clusters)} clusters of {sum(len(one.rows) for one in found.clusters)} rows, "
        f"{sum(one.is_decided for one in found.clusters)} of them decided; {len(waiting)} pairs wait for a decision"
    )
    if output is not None:
        _write_clusters(found, output, language)
    if review is not None:
        _write_review(found, review, language)
    if output is None and review is None:
        for cluster in found.clusters[:_SHOWN]:
            click.echo(_shown(found, cluster, language))
    say_faults(faults, errors)


@click.command(epilog="Exit codes: 0 kept, 2 wrong usage, or a decision that contradicts others.")
@click.argument("decisions", type=_NEW)
@click.argument("what", nargs=-1, metavar="[ONE OTHER same|different|unsure]")
@click.option("--review", type=_FILE, help="Take the rows of this sheet whose column `decided` was filled in.")
@click.option("--by", required=True, metavar="NAME", help="Who decides; rows of a sheet may name somebody else.")
@click.option("--reason", default="", metavar="WORDS", help="Why.")
@private_files
def decide(decisions: Path, what: tuple[str, ...], review: Path | None, by: str, reason: str) -> None:
    """Keep in the file DECISIONS what somebody decided about rows ONE and OTHER, named by the ids that `sulh link` gives.

    The file is only added to. A later decision about the same rows is in force, and the earlier one stays.
    """
    if (review is None) == (not what) or (what and len(what) != 3):
        raise click.UsageError("say ONE OTHER same, different or unsure; or --review SHEET with decisions filled in")
    with usage("persons"):
        from sulh.persons import Decisions, LinkDecision, add_decisions, load_decisions

        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        made = [LinkDecision(what[0], what[1], what[2], by, now, reason)] if what else _filled(review, by, now, reason)
        kept = load_decisions(decisions).made if decisions.exists() else ()
        rows = {name: place for place, name in enumerate(sorted({row for one in (*kept, *made) for row in (one.one, one.other)}))}
        Decisions((*kept, *made)).between(rows)
        add_decisions(decisions, made)
    click.echo(f"{decisions}: {len(made)} decisions by {by} added", err=True)


def _workers(processes: int, master: str | None) -> LinkWorkers:
    """Who does the work: a cluster, processes of this machine, or this process."""
    from sulh.persons.workers import Processes, ThisProcess

    if master is None:
        return Processes(processes) if processes > 1 else ThisProcess()
    if find_spec("pyspark") is None or shutil.which("java") is None:
        raise click.UsageError("--spark needs Java, and pyspark of the version that the cluster has: pip install pyspark==VERSION")
    from sulh.persons.spark import SparkCluster

    return SparkCluster(master, processes=processes)


def named_columns(named: Sequence[str]) -> dict[str, str]:
    """The columns that are named by FIELD=COLUMN, by field."""
    wrong = next((one for one in named if "=" not in one), None)
    if wrong is not None:
        raise click.UsageError(f"--column {wrong}: write FIELD=COLUMN, such as name=الاسم")
    return dict(one.split("=", 1) for one in named)


def list_entries(
    lists: Sequence[Path], named: dict[str, str], sheet: str | None, calendar: str, day_order: DayOrder | None
) -> tuple[list[PersonEntry], list[tuple[str, RowError]]]:
    """The rows of all lists, and every fault with the name of its list."""
    from sulh.intake import RowError, open_table
    from sulh.intake.person_lists import Calendar, PersonColumns, person_entries

    entries: list[PersonEntry] = []
    faults: list[tuple[str, RowError]] = []
    if len({path.name for path in lists}) < len(lists):
        raise click.UsageError("two lists have one name: rows are named by it, so rename one")
    tables = [open_table(path, sheet=sheet if path.suffix.lower() not in (".csv", ".tsv", ".txt") else None) for path in lists]
    there = {column for table in tables for column in table.columns}
    missing = [column for column in named.values() if column not in there]
    if missing:
        raise click.UsageError(f"no list has a column {missing[0]!r}; {tables[0].name} has {', '.join(tables[0].columns)}")
    for table in tables:
        columns = PersonColumns.of(table, {field: column for field, column in named.items() if column in table.columns})
        for remark in (*table.remarks, f"columns taken: {', '.join(f'{field} from {name}' for field, name in columns.by_field.items())}"):
            click.echo(f"{table.name}: {remark}", err=True)
        if left := [column for column in table.columns if column not in columns.by_field.values()]:
            click.echo(f"{table.name}: columns left unread: {', '.join(left)}; --column FIELD=COLUMN reads one", err=True)
        for one in person_entries(table, columns, calendar=Calendar(calendar), day_order=day_order):
            if isinstance(one, RowError):
                faults.append((table.name, one))
            else:
                entries.append(one)
    return entries, faults


def _filled(path: Path | None, by: str, now: str, reason: str) -> list[Any]:
    """The decisions that were filled in in a sheet for review."""
    from sulh.persons import DecisionError, LinkDecision

    assert path is not None
    made = []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        if not {"one", "other", "decided"} <= set(reader.fieldnames or ()):
            raise DecisionError(f"{path}: has no columns one, other and decided; `sulh link --review` writes them")
        for number, row in enumerate(reader, 1):
            said = (row["decided"] or "").strip().casefold()
            if said:
                try:
                    who, when, why = (row.get(name) or given for name, given in (("by", by), ("when", now), ("reason", reason)))
                    made.append(LinkDecision(row["one"], row["other"], said, who, when, why))
                except DecisionError as problem:
                    raise DecisionError(f"{path}, row {number}: {problem}") from problem
    if not made:
        raise DecisionError(f"{path}: no row has a decision in its column `decided`")
    return made


def _write_clusters(found: LinkedLists, path: Path, language: str) -> None:
    if path.suffix.lower() == ".json":
        held = [_plain(found, number, cluster, language) for number, cluster in enumerate(found.clusters, 1)]
        path.write_text(json.dumps({"clusters": held}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("cluster", "decided", "weakest", "id", "list", "row", "name"))
        for number, cluster in enumerate(found.clusters, 1):
            for row in cluster.rows:
                entry = found.entries[row]
                cells = (number, cluster.is_decided, f"{_told(cluster.weakest):.3f}", entry.id, entry.list, entry.row, entry.name)
                writer.writerow(_safe(cells))


def _plain(found: LinkedLists, number: int, cluster: PersonCluster, language: str) -> dict[str, Any]:
    rows = [found.entries[row] for row in cluster.rows]
    return {
        "cluster": number,
        "is_decided": cluster.is_decided,
        "weakest": _told(cluster.weakest),
        "rows": [{"id": one.id, "list": one.list, "row": one.row, "name": one.name} for one in rows],
        "pairs": [
            {
                "one": found.entries[pair.one].id, "other": found.entries[pair.other].id, "likely": _told(pair.likely),
                "decided": pair.decided or None, "why": [words.said(one, language=language) for one in found.reasons(pair.one, pair.other)],
            }
            for pair in cluster.pairs
        ],
    }  # fmt: skip


def _write_review(found: LinkedLists, path: Path, language: str) -> None:
    """The pairs that wait, those least clear last, with empty cells for who decides."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_SHEET)
        for pair in sorted((one for one in found.pairs if not one.decided), key=lambda one: -one.likely):
            one, other = found.entries[pair.one], found.entries[pair.other]
            why = " | ".join(words.said(reason, language=language) for reason in found.reasons(pair.one, pair.other))
            about = (f"{_told(pair.likely):.3f}", one.list, one.row, one.name, other.list, other.row, other.name, why)
            writer.writerow(_safe((one.id, other.id, "", "", "", "", *about)))


def _told(likely: float) -> float:
    """A likelihood as it is shown: never 1, for no weight makes certain."""
    return round(min(likely, _SUREST), 3)


def _safe(cells: Sequence[object]) -> list[object]:
    from sulh.text.spreadsheets import safe

    return [safe(cell) for cell in cells]


def _shown(found: LinkedLists, cluster: PersonCluster, language: str) -> str:
    """A cluster as text: its rows, and why the weakest pair of it may be one person."""
    lines = [f"\n{'decided' if cluster.is_decided else f'proposed, {_told(cluster.weakest):.3f}'}"]
    lines += [f"  {found.entries[row].list}, row {found.entries[row].row}: {found.entries[row].name}" for row in cluster.rows]
    weakest = min(cluster.pairs, key=lambda pair: pair.likely)
    return "\n".join([*lines, *(f"    {words.said(reason, language=language)}" for reason in found.reasons(weakest.one, weakest.other))])


def say_faults(faults: Sequence[tuple[str, RowError]], path: Path | None) -> None:
    """Every fault in the file, the first ones on standard error; ends with status 1 where there are any."""
    if path is not None:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("list", "row", "line", "column", "written", "reason"))
            writer.writerows(_safe((name, one.row, one.line, one.column, one.written, one.reason)) for name, one in faults)
    for name, one in faults[:_SHOWN]:
        click.echo(f"{name}: {one}", err=True)
    if len(faults) > _SHOWN:
        rest = f"{len(faults) - _SHOWN} further faults"
        click.echo(f"{rest}: {path}" if path is not None else f"{rest}; --errors FILE writes all of them", err=True)
    if faults:
        sys.exit(1)
