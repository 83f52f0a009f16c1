"""`sulh lists codes|pair|resolve`: two parties' lists matched through a third party that sees codes and no names."""

from __future__ import annotations

import csv
from pathlib import Path

import click

from sulh import __version__
from sulh.cli.link import list_entries, named_columns, say_faults
from sulh.cli.private import private_files
from sulh.cli.usage import usage
from sulh.intake.day_order import DayOrder
from sulh.text.spreadsheets import safe

__all__ = ["codes", "pair", "resolve"]

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_NEW = click.Path(path_type=Path, dir_okay=False)
_READ_BY_OWNER = 0o077


@click.command("codes", epilog="Exit codes: 0 coded, 1 some row has a fault, 2 wrong usage, or a list that cannot be used.")
@click.argument("list_files", metavar="LISTS...", type=_FILE, nargs=-1, required=True)
@click.option("--party", required=True, metavar="NAME", help="Whose lists they are.")
@click.option("--secret", "secret_file", type=_FILE, required=True, help="A file with the passphrase that both parties agreed on.")
@click.option("--salt", required=True, metavar="TEXT", help="What both parties name alike, another for each time that codes are made.")
@click.option("--out", "-o", "output", type=_NEW, required=True, help="Write the codes, for the third party, to this new file.")
@click.option("--own", "own_file", type=_NEW, required=True, help="Write whose row each code is to this new CSV, which stays with you.")
@click.option("--column", "named", multiple=True, metavar="FIELD=COLUMN", help="Which column holds what, where its name does not say it.")
@click.option("--sheet", metavar="NAME", help="Which sheet of a workbook.")
@click.option(
    "--calendar", type=click.Choice(["gregorian", "hijri", "solar"]), default="gregorian", show_default=True, help="Of years below 1600."
)
@click.option("--day-order", type=click.Choice([str(one) for one in DayOrder]), help="Where nothing in a list tells day from month.")
@private_files
def codes(
    list_files: tuple[Path, ...],
    party: str,
    secret_file: Path,
    salt: str,
    output: Path,
    own_file: Path,
    named: tuple[str, ...],
    sheet: str | None,
    calendar: str,
    day_order: str | None,
) -> None:
    """Make codes of the names, years, months and places of LISTS, under a secret that the third party must not have.

    The codes go to the third party, who compares them with the other party's by `sulh lists pair`. Rows that stand for nobody are among
    them. Give the third party neither the passphrase nor the file of --own.
    """
    _all_new(output, own_file)
    with usage("persons"):
        from sulh.persons.keyed import keyed_list, passphrase_in, secret_of, write_codes, write_own

        if secret_file.stat().st_mode & _READ_BY_OWNER:
            click.echo(f"{secret_file} can be read by others on this machine; close it to all but its owner", err=True)
        secret = secret_of(passphrase_in(secret_file), salt)
        entries, faults = list_entries(list_files, named_columns(named), sheet, calendar, DayOrder(day_order) if day_order else None)
        made = keyed_list(entries, secret, party=party, version=__version__)
        write_own(own_file, made.own)  # first: codes without it would be of no use
        write_codes(output, made.codes)
    rows = sum(map(bool, made.own.values()))
    click.echo(f"{output}: {rows} rows among {len(made.codes.rows)}, for the third party; {own_file} stays with {party}")
    say_faults(faults, None)


@click.command("pair", epilog="Exit codes: 0 paired, 2 wrong usage, or codes that cannot be used.")
@click.argument("one_file", metavar="ONE", type=_FILE)
@click.argument("other_file", metavar="OTHER", type=_FILE)
@click.option("--out", "-o", "output", type=_NEW, required=True, help="Write the pairs, for both parties, to this new CSV.")
@click.option("--least", type=click.FloatRange(0.01, 0.999), default=0.5, show_default=True, help="How likely a pair is at least.")
@private_files
def pair(one_file: Path, other_file: Path, output: Path, least: float) -> None:
    """Compare the codes of two parties, and say exactly what you could learn from them. You need, and should have, no secret.

    The pairs name rows by random ids; each party finds its own rows in them by `sulh lists resolve`.
    """
    _all_new(output)
    with usage("persons"):
        from sulh.persons.keyed import exposure, load_codes, pair_codes, passed_over, write_pairs

        one, other = load_codes(one_file), load_codes(other_file)
        found = pair_codes(one, other, least=least)
        write_pairs(output, found)
    click.echo(f"{len(found)} pairs written to {output}, for both {one.party} and {other.party}")
    for held, rows in zip((one, other), passed_over(one, other), strict=True):
        if rows:
            click.echo(f"{rows} rows of {held.party} were compared with none: the names they have in common are those of very many rows")
    click.echo("\nWhat you could learn:")
    for sentence in exposure(one, other, found):
        click.echo(f"- {sentence}")


@click.command("resolve", epilog="Exit codes: 0 resolved, 2 wrong usage, or files that cannot be used.")
@click.argument("own_file", metavar="OWN", type=_FILE)
@click.argument("pairs_file", metavar="PAIRS", type=_FILE)
@click.option("--party", required=True, metavar="NAME", help="Whose OWN it is.")
@click.option("--out", "-o", "output", type=_NEW, required=True, help="Write your rows that matched to this new CSV.")
@private_files
def resolve(own_file: Path, pairs_file: Path, party: str, output: Path) -> None:
    """Say which of your own rows are in PAIRS, by the ids of your list. Of the other party's rows you learn nothing but the pair's number.

    A pair counts only when both parties find a row of their own in it: name its number to each other.
    """
    _all_new(output)
    with usage("persons"):
        from sulh.persons.keyed import load_own, load_pairs, resolved

        pairs = load_pairs(pairs_file)
        found = resolved(load_own(own_file), pairs, party)
    with output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("pair", "id", "likely"))
        writer.writerows((one.number, safe(one.row), f"{one.score:.3f}") for one in found)
    click.echo(f"{output}: {len(found)} pairs with a row of {party}; {len(pairs) - len(found)} with a row that stands for nobody left out")


def _all_new(*paths: Path) -> None:
    """Each path is of a file that is not there yet, in a folder that is, and no two are the same."""
    there = next((path for path in paths if path.exists()), None)
    if there is not None:
        raise click.UsageError(f"{there} is there already; name a new file")
    lacking = next((path for path in paths if not path.absolute().parent.is_dir()), None)
    if lacking is not None:
        raise click.UsageError(f"{lacking}: there is no such folder; make it first")
    if len({path.resolve() for path in paths}) < len(paths):
        raise click.UsageError(f"{paths[0]} is named twice: what goes to the third party and what stays with you are two files")
