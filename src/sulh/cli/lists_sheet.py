"""`sulh lists sheet`: where a round stands at a moment, as one side or the mediator sees it."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sulh.cli.person_rows import usage
from sulh.cli.private import private_files
from sulh.cli.round_places import RoundPlace, round_argument, time_of

if TYPE_CHECKING:
    from sulh.persons.exchange import ExchangeRound, RoundSheet, SheetRow

__all__ = ["sheet"]

_COLUMNS = (
    "request", "asked_by", "of", "name", "state", "answer", "answered_at", "late", "due", "on", "evidence", "question", "answered_by",
    "prepared",
)  # fmt: skip
_COUNTS = ("asked", "answered", "open", "disputed", "overdue", "late", "withdrawn", "not_given", "prepared")


@click.command("sheet", epilog="Exit codes: 0 shown, 2 wrong usage.")
@round_argument
@click.option("--for", "viewer", required=True, metavar="SIDE", help="Who looks: a side, or the mediator, who sees all.")
@click.option("--as-of", metavar="TIME", help="As it stood at a moment, in the zone of the round; else now.")
@click.option("--out", "-o", "output", type=click.Path(path_type=Path, dir_okay=False), help="Write every name to this new CSV file.")
@click.option("--duplicates", is_flag=True, help="List names of one list that may be one person.")
@click.option("--language", type=click.Choice(["en", "ar"]), default="en", show_default=True, help="The language of states and answers.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of words.")
@private_files
def sheet(place: RoundPlace, viewer: str, as_of: str | None, output: Path | None, duplicates: bool, language: str, as_json: bool) -> None:
    """Say how many names each side was asked about, and how many are answered, open, disputed and overdue, as one side sees it."""
    from sulh.persons.exchange import round_of, round_sheet

    if output is not None and output.exists():
        raise click.UsageError(f"{output} is there already; name a new file")
    with usage():
        seen = place.seen(viewer)
        at = time_of(as_of, str(seen[0].values["zone"]))
        made = round_of(seen, until=at)
        found = round_sheet(made, at, viewer)
    if as_json:
        click.echo(json.dumps(_plain(found, language), ensure_ascii=False))
    else:
        click.echo("\n".join(_said(found, language)))
    if duplicates:
        _duplicates(made)
    if output is not None:
        _write(found, output, language)
        click.echo(f"{output} written; it names people: keep it closed", err=True)


def _said(found: RoundSheet, language: str) -> list[str]:
    from sulh import words
    from sulh.persons.exchange import moment_said

    due = [moment_said(one, found.zone) for one in (found.lists_due, found.answers_due)]
    lines = [f"{found.name}, as of {moment_said(found.at, found.zone)}; lists due {due[0]}, answers due {due[1]}"]
    for one in found.counts:
        numbers = {name: getattr(one, name) for name in _COUNTS}
        shown = ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in numbers.items() if count or name in _COUNTS[:5])
        lines.append(f"{one.of}, asked by {one.by}: {shown}")
        if one.by_answer:
            answers = ((words.code("HolderAnswer", code, language=language), count) for code, count in one.by_answer.items())
            lines.append("    " + "; ".join(f"{name}: {count}" for name, count in answers))
    return lines


def _duplicates(made: ExchangeRound) -> None:
    from sulh.persons.exchange import likely_duplicates

    for first, second in likely_duplicates(made.requests.values()):
        click.echo(f"{first} and {second} may be one person: {made.requests[second].person['name']}")


def _cells(row: SheetRow, zone: str, language: str) -> dict[str, str]:
    """A name as a row of the table, words in a language."""
    from sulh import words
    from sulh.persons.exchange import moment_said

    request, answer, prepared = row.request, row.request.answer, row.request.prepared
    cells = {
        "request": request.key, "asked_by": request.by, "of": request.of, "name": request.person.get("name", ""),
        "state": words.code("RequestState", row.state, language=language), "late": "yes" if row.late else "",
        "due": moment_said(row.due, zone),
        "prepared": words.code("HolderAnswer", prepared.answer, language=language) if prepared is not None else "",
    }  # fmt: skip
    if answer is not None and answer.shown is not None:
        cells |= {"answer": words.code("HolderAnswer", answer.answer, language=language), "answered_at": moment_said(answer.shown, zone)}
        cells |= {name: getattr(answer, name) for name in ("on", "evidence", "question", "answered_by")}
    return cells


def _plain(found: RoundSheet, language: str) -> dict[str, Any]:
    counts = [{name: getattr(one, name) for name in ("by", "of", *_COUNTS, "by_answer")} for one in found.counts]
    return {
        "name": found.name, "as_of": found.at.isoformat(), "lists_due": found.lists_due.isoformat(),
        "answers_due": found.answers_due.isoformat(), "counts": counts,
        "names": [{"state_code": str(row.state), **_cells(row, found.zone, language)} for row in found.rows],
    }  # fmt: skip


def _write(found: RoundSheet, path: Path, language: str) -> None:
    from sulh.text.spreadsheets import safe

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS, restval="")
        writer.writeheader()
        for row in found.rows:
            writer.writerow({name: safe(cell) for name, cell in _cells(row, found.zone, language).items()})
