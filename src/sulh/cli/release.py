"""`sulh release`: balanced plans of releases, the draw among equals, the check of a plan, and what happened at the crossing."""

from __future__ import annotations

import csv
import shutil
import sys
from collections import Counter
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sulh import words
from sulh.cli.person_rows import held_people, ignoring, person_rows, usage
from sulh.cli.private import private_files
from sulh.cli.release_draw import commit, draw
from sulh.model import MissingExtraError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sulh.persons.releases import Draw, HeldPerson, ReleasePlan, ReleaseTerms

__all__ = ["release"]

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_LISTS = click.argument("lists", metavar="LIST...", nargs=-1, required=True)
_PLAN_FILE, _ROWS_FILE, _LEFT_FILE = "plan.json", "plan.csv", "left.csv"


@click.group()
def release() -> None:
    """Releases of persons in balance. What these commands read and write names people: keep it closed."""


release.add_command(commit)
release.add_command(draw)


def _solving(command: Callable[..., None]) -> Callable[..., None]:
    """The options that every command has that makes a plan."""
    for option in (
        click.option("--draw", "draw_file", type=_FILE, help="The draw that was held, as `sulh release draw` wrote it."),
        click.option("--round", "round_file", type=_FILE, help="A round of `sulh lists` whose answers the lists must not contradict."),
        click.option("--year", type=click.IntRange(1900, 2100), help="The year that ages in the lists are of."),
        click.option("--gap", type=click.FloatRange(0, 1), default=0.001, show_default=True, help="How far from the best is near enough."),
        click.option("--seconds", type=click.FloatRange(1), default=60, show_default=True, help="How long to look for a better plan."),
    ):
        command = option(command)
    return ignoring(command)


@release.command("plan", epilog="Exit codes: 0 planned, 1 no plan meets the terms, 2 wrong usage, or a list that cannot be used.")
@click.argument("terms_file", metavar="TERMS", type=_FILE)
@_LISTS
@click.option("--out", "-o", "folder", type=click.Path(path_type=Path), required=True, help="The folder to write, which must not be there.")
@click.option("--language", type=click.Choice(["en", "ar"]), default="en", show_default=True, help="The language that stands first.")
@_solving
@private_files
def plan(
    terms_file: Path, lists: tuple[str, ...], folder: Path, language: str,
    draw_file: Path | None, round_file: Path | None, year: int | None, gap: float, seconds: float,
    ignore: tuple[str, ...],
) -> None:  # fmt: skip
    """Plan a release by TERMS (a JSON file) for the persons of the lists of all holders.

    A LIST is a table, or HOLDER=FILE where no column says who holds the persons. The folder gets plan.json, plan.csv, left.csv (who is in
    no plan, and why) and for each crossing a list in two languages as Word document and PDF.
    """
    if folder.exists():
        raise click.UsageError(f"{folder} is there already; name a new folder")
    with usage():
        made = _planned(_terms(terms_file), _people(lists, year, round_file, ignore), draw_file, gap, seconds)
        folder.mkdir(parents=True, mode=0o700)
        _write(made, folder, language)
    for sentence in _said(made):
        click.echo(sentence)
    click.echo(f"{folder} written; it names people: keep it closed", err=True)


@release.command("what-if", epilog="Exit codes: 0 compared, 1 no plan meets the terms, 2 wrong usage, or a list that cannot be used.")
@click.argument("terms_file", metavar="TERMS", type=_FILE)
@_LISTS
@click.option("--change", "changes", multiple=True, required=True, metavar="TERM=VALUE", help="Such as margin=3. Repeatable.")
@_solving
def what_if(
    terms_file: Path, lists: tuple[str, ...], changes: tuple[str, ...],
    draw_file: Path | None, round_file: Path | None, year: int | None, gap: float, seconds: float,
    ignore: tuple[str, ...],
) -> None:  # fmt: skip
    """Say what changes in the plan when terms change: margin=3, margins.wounded=none, crossings.Mill Road.capacity=60, demands.1=none.

    Nothing is written. Names are not shown.
    """
    from sulh.persons.releases import changed_terms, plan_changes

    with usage():
        terms = _terms(terms_file)
        after = terms
        for change in changes:
            after = changed_terms(after, change)
        people = _people(lists, year, round_file, ignore)
        before = _planned(terms, people, draw_file, gap, seconds)
        found = plan_changes(before, _planned(after, people, draw_file, gap, seconds))
    for one in found:
        click.echo(f"{words.reason(one.what)}: {one.before} -> {one.after}")
    if not found:
        click.echo("nothing changes")


@release.command("check", epilog="Exit codes: 0 the plan holds, 1 it has faults, 2 wrong usage, or no plan.")
@click.argument("plan_file", metavar="PLAN", type=_FILE)
def check(plan_file: Path) -> None:
    """Check a plan without the solver: margins after every step, the rule inside each class, refusals, limits, demands and the draw.

    Each side can run this for itself on the file plan.json.
    """
    from sulh.persons.releases import load_plan, plan_faults, plan_remarks

    with usage():
        held = load_plan(plan_file)
        faults = plan_faults(held)
    for one in faults:
        click.echo(words.reason(one))
    if faults:
        sys.exit(1)
    click.echo(f"{plan_file}: {len(held.steps)} steps, every margin, rule, limit and the draw hold")
    for one in plan_remarks(held):
        click.echo(words.reason(one))


@release.command("reconcile", epilog="Exit codes: 0 as planned, 1 something differs, 2 wrong usage, or a list that cannot be used.")
@click.argument("plan_file", metavar="PLAN", type=_FILE)
@click.argument("crossing_file", metavar="ATCROSSING", type=_FILE)
@click.option("--tranche", "tranches", type=click.IntRange(1), multiple=True, help="A tranche that was carried out. Repeatable.")
@click.option("--out", "-o", "output", type=click.Path(path_type=Path, dir_okay=False), help="Write every name with the balance as CSV.")
@ignoring
@private_files
def reconcile(plan_file: Path, crossing_file: Path, tranches: tuple[int, ...], output: Path | None, ignore: tuple[str, ...]) -> None:
    """Hold the plan against what was written down at the crossing, name by name, with the balance after each.

    ATCROSSING is a table with id or name, holder, outcome (came, did not come, refused, dead, not on the list), and time and remark, its
    rows in the order in which it happened. Without --tranche the tranches up to the last one of whose people somebody was written down
    count as carried out.
    """
    from sulh.persons.releases import at_crossing, load_plan, reconciled

    with usage():
        rows = person_rows(crossing_file, lambda cells, _: at_crossing(cells), needed=("outcome",), ignored=ignore)
        found = reconciled(load_plan(plan_file), rows, tranches=[one - 1 for one in tranches] or None)
    for one in found.rows:
        planned = f"step {one.step}" if one.step is not None else "not planned"
        balance = f"{one.ahead} ahead by {one.lead:g}" if one.ahead else "even"
        beyond = ", beyond the margin" if one.beyond else ""
        click.echo(f"{one.key}\t{one.name}\t{str(one.outcome).replace('_', ' ')}\t{planned}\t{balance}{beyond}")
    click.echo("")
    for sentence in found.sentences:
        click.echo(words.reason(sentence))
    if output is not None:
        columns = ("key", "name", "holder", "outcome", "step", "day", "ahead", "lead", "beyond", "remark")
        _table(output, columns, ([getattr(one, column) for column in columns] for one in found.rows))
    if not found.as_planned:
        sys.exit(1)


@release.command("columns")
def columns() -> None:
    """Print what columns and codes of lists of persons may be called, in English and Arabic."""
    with (files("sulh.data") / "person_lists.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            click.echo(f"{row['field']}{': ' + row['code'] if row['code'] else ''}\t{row['words'].replace('|', ', ')}")


@release.command("example", epilog="Exit codes: 0 written, 2 wrong usage, or a folder that is there already.")
@click.argument("folder", type=click.Path(path_type=Path))
def example(folder: Path) -> None:
    """Write invented lists of two sides, terms and answers into a new FOLDER, to try these commands and `sulh lists` on."""
    if folder.exists():
        raise click.UsageError(f"{folder} is there already; name a new folder")
    with as_file(files("sulh.data") / "invented_lists") as source:
        shutil.copytree(source, folder)
    click.echo(f"{folder}: {', '.join(sorted(one.name for one in folder.iterdir()))}; every name in them is invented", err=True)


def _terms(path: Path) -> ReleaseTerms:
    from sulh.persons.releases import load_release_terms

    return load_release_terms(path)


def _people(lists: tuple[str, ...], year: int | None, round_file: Path | None, ignored: tuple[str, ...]) -> list[HeldPerson]:
    """The persons of the lists, as the answers of a round make them."""
    people = held_people(lists, year, ignored)
    if round_file is None:
        return people
    from sulh.persons.exchange import by_answers, load_log, round_of

    return by_answers(people, round_of(load_log(round_file)))


def _planned(terms: ReleaseTerms, people: list[HeldPerson], draw_file: Path | None, gap: float, seconds: float) -> ReleasePlan:
    """The plan; where none is possible, the terms in conflict, and status 1."""
    from sulh.persons.releases import ImpossiblePlanError, make_plan

    try:
        return make_plan(people, terms, draw=_held_draw(draw_file), gap=gap, seconds=seconds)
    except ImpossiblePlanError as problem:
        click.echo("No plan meets these terms together; give one of them up:", err=True)
        for one in problem.conflict:
            click.echo(f"- {words.reason(one)}", err=True)
        sys.exit(1)


def _held_draw(path: Path | None) -> Draw | None:
    from sulh.persons.releases import Draw, load_draw_file

    if path is None:
        return None
    held = load_draw_file(path)
    if not isinstance(held, Draw):
        raise click.UsageError(f"{path}: is a seed or a commitment; `sulh release draw` makes a draw of them")
    return held


def _said(made: ReleasePlan) -> list[str]:
    """What a plan comes to, without names."""
    lines = [f"{made.released} of {len(made.people)} are planned; no plan under these terms releases more than {made.released_bound}"]
    lines.append(f"the plan is within {made.gap:.2%} of the best order" if made.gap else "no plan has a better order")
    for number, day in enumerate(made.terms.tranches):
        steps = [step for step in made.steps if step.tranche == number]
        lines.append(f"tranche {number + 1}, {day}: {sum(len(step.people) for step in steps)} persons in {len(steps)} steps")
    lines.append(f"at most {max((len(step.people) for step in made.steps), default=0)} persons cross in one step")
    reasons = Counter(words.reason(one) for one in made.left.values())
    lines += [f"{count} are in no plan: {reason}" for reason, count in sorted(reasons.items())]
    if made.provisional:
        lines.append(f"{len(made.provisional)} are provisional: nobody asked them in private yet whether they wish to go")
    if made.draw is None:
        lines.append("provisional: no draw was held among equals; `sulh release commit` begins one")
    return lines + [words.reason(one) for one in made.remarks]


def _write(made: ReleasePlan, folder: Path, language: str) -> None:
    from sulh.persons.releases import PLAN_COLUMNS, plan_json, plan_rows
    from sulh.render.release_lists import release_blocks
    from sulh.render.report_file import write_report

    (folder / _PLAN_FILE).write_text(plan_json(made), encoding="utf-8")
    _table(folder / _ROWS_FILE, PLAN_COLUMNS, plan_rows(made))
    known = made.by_key
    left = ((known[key].holder, known[key].id, known[key].name, words.reason(one)) for key, one in made.left.items())
    _table(folder / _LEFT_FILE, ("holder", "id", "name", "reason"), left)
    for number, one in enumerate(made.terms.crossings, 1):
        blocks = release_blocks(made, one.name, language)
        name = "".join(letter if letter.isalnum() or letter in " -" else "_" for letter in one.name).strip()
        write_report(blocks, folder / f"{number} {name}.docx", language)
        try:
            write_report(blocks, folder / f"{number} {name}.pdf", language)
        except MissingExtraError as problem:
            click.echo(f"{one.name}: no PDF; {problem}", err=True)


def _table(path: Path, heads: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """A CSV file that spreadsheets open as UTF-8 and run no cell of."""
    from sulh.text.spreadsheets import safe

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(list(heads))
        writer.writerows([safe("" if cell is None else cell) for cell in row] for row in rows)
