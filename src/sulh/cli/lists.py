"""`sulh lists`: lists of names exchanged between sides, answered under a clock, in a file that only grows or in a record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sulh.cli.lists_codes import codes, pair, resolve
from sulh.cli.lists_counts import counts
from sulh.cli.lists_sheet import sheet
from sulh.cli.person_rows import ignoring, person_rows, usage
from sulh.cli.round_places import RECORD, RoundPlace, round_argument, time_of

if TYPE_CHECKING:
    from sulh.persons.exchange import ExchangeEvent, ExchangeRound

__all__ = ["lists"]

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_SHOWN = 10
_WORDS = {"reply": "replied", "dispute": "disputed", "accept": "accepted", "withdraw": "withdrawn"}


@click.group()
def lists() -> None:
    """Lists of names that sides ask each other about. The file of a round names people and shows all sides: it is the mediator's alone."""


for _command in (codes, counts, pair, resolve, sheet):
    lists.add_command(_command)


def _about_a_round(command: Callable[..., None]) -> Callable[..., None]:
    """What every command has that adds to a round."""
    for option in (
        round_argument,
        click.option("--by", required=True, metavar="SIDE", help="The side that says it, or the mediator."),
        click.option("--at", "when", metavar="TIME", help="When it was said, in the zone of the round; else now."),
    ):
        command = option(command)
    return command


@lists.command("open", epilog="Exit codes: 0 opened, 2 wrong usage, or a file that is there already.")
@click.argument("place", metavar="ROUND")
@click.option("--name", required=True, help="What the round is called.")
@click.option("--side", "sides", multiple=True, required=True, metavar="NAME", help="A side. Repeatable: two or more.")
@click.option("--mediator", required=True, metavar="NAME", help="Who keeps the file and sees all sides.")
@click.option("--lists-due", required=True, metavar="TIME", help="Until when lists are given, such as 2027-01-08 18:00.")
@click.option("--answers-due", required=True, metavar="TIME", help="Until when they are answered.")
@click.option("--zone", required=True, metavar="ZONE", help="The time zone of the round: Asia/Amman, or +03:00.")
@click.option("--basis", default="", help="The legal basis on which persons are listed; a round in a record needs it.")
@click.option("--purpose", default="", help="What the names are kept for; a round in a record needs it.")
@click.option("--until", default="", metavar="DATE", help="The day after which nothing of it is kept; a round in a record needs it.")
@click.option("--invented", is_flag=True, help="All names are made up: only so does a record take them that seals nothing.")
@click.option("--at", "when", metavar="TIME", help="When it is opened; else now.")
def open_round(
    place: str, name: str, sides: tuple[str, ...], mediator: str, lists_due: str, answers_due: str, zone: str, basis: str, purpose: str,
    until: str, invented: bool, when: str | None,
) -> None:
    """Open a round with its clock: in a new file ROUND, or in a record, as `record:`; there sides are groups of accounts."""
    from sulh.persons.exchange import append_events, moment, moment_said, opened

    if place not in ("", RECORD) and Path(place).exists():
        raise click.UsageError(f"{place} is there already; name a new file")
    with usage():
        due = [moment(text, zone) for text in (lists_due, answers_due)]
        if place.startswith(RECORD):
            _open_in_record(
                name=name, sides=sides, mediator=mediator, zone=zone, lists_due=due[0], answers_due=due[1], basis=basis, purpose=purpose,
                until=until, invented=invented, at=time_of(when, zone),
            )  # fmt: skip
        else:
            said = {"basis": basis, "purpose": purpose, "until": until}
            kept = {part: words for part, words in said.items() if words}
            append_events(Path(place), [], [opened(name, sides, mediator, zone, due[0], due[1], time_of(when, zone), kept=kept)])
    click.echo(f"{name}: lists due {moment_said(due[0], zone)}, answers due {moment_said(due[1], zone)}")


def _open_in_record(**given: Any) -> None:
    from sulh.cli.records import opened, signing

    opened(None)
    from sulh.record.persons.rounds import new_round
    from sulh.record.viewers import local_viewer

    new_round(local_viewer(signing(None)), **given)


@lists.command("hold", epilog="Exit codes: 0 listed, 2 wrong usage, or a list that cannot be used.")
@_about_a_round
@click.argument("list_file", metavar="LIST", type=_FILE)
@click.option("--show", "show_now", is_flag=True, help="Show it to all other sides at once.")
@ignoring
def hold(place: RoundPlace, list_file: Path, by: str, show_now: bool, when: str | None, ignore: tuple[str, ...]) -> None:
    """Add the LIST of persons that --by holds: columns id and name, and what is known of each, for matches and for plans of releases."""
    from sulh.persons.exchange import listed

    def made(before: ExchangeRound, at: dt.datetime) -> list[ExchangeEvent]:
        to = tuple(side for side in before.sides if side != by) if show_now else ()
        return person_rows(list_file, lambda cells, _: listed(cells, by, at, to=to), needed=("id", "name"), ignored=ignore)

    new = place.add(by, when, made)
    click.echo(f"{len(new)} persons held by {by}{', shown to the others' if show_now else ''}")


@lists.command("add", epilog="Exit codes: 0 added, 2 wrong usage, or a list that cannot be used.")
@_about_a_round
@click.argument("list_file", metavar="LIST", type=_FILE)
@click.option("--of", "of", required=True, metavar="SIDE", help="The side that is asked.")
@click.option("--show", "show_now", is_flag=True, help="Show it to that side at once.")
@ignoring
def add(place: RoundPlace, list_file: Path, by: str, of: str, show_now: bool, when: str | None, ignore: tuple[str, ...]) -> None:
    """Add the LIST of names that --by asks --of about: columns id and name, and what is known of each person.

    The columns contact, source and remark stay with the side that asks and the mediator. Names that stand twice are said; take one back
    with `sulh lists say withdraw`. Nothing is shown before `sulh lists show`, or --show.
    """
    from sulh.persons.exchange import likely_duplicates, requested

    def made(before: ExchangeRound, at: dt.datetime) -> list[ExchangeEvent]:
        return person_rows(list_file, lambda cells, _: requested(cells, by, of, at, show=show_now), needed=("id", "name"), ignored=ignore)

    new = place.add(by, when, made)
    after = _seen(place, by)
    pairs = likely_duplicates(one for one in after.requests.values() if one.by == by)
    for first, second in pairs[:_SHOWN]:
        click.echo(f"{first} and {second} may be one person: {after.requests[second].person['name']}", err=True)
    if len(pairs) > _SHOWN:
        click.echo(f"{len(pairs) - _SHOWN} further pairs may be one person each; `sulh lists sheet --duplicates` lists them", err=True)
    click.echo(f"{len(new)} names {'given to' if show_now else 'kept until they are shown to'} {of}")


@lists.command("show", epilog="Exit codes: 0 shown, 2 wrong usage, or nothing there to show.")
@_about_a_round
@click.option("--what", type=click.Choice(["requests", "answers", "held"]), required=True, help="What is shown.")
@click.option("--request", "keys", multiple=True, metavar="SIDE/NUMBER", help="Only about this one. Repeatable; else all not shown yet.")
def show(place: RoundPlace, by: str, what: str, keys: tuple[str, ...], when: str | None) -> None:
    """Show requests to the side that is asked, answers to the side that asks, or whom a side holds to all others, for good."""
    from sulh.persons.exchange import shown

    new = place.add(by, when, lambda before, at: shown(before, by, what, at, keys))
    for event in new:
        click.echo(f"{len(event.values['requests'])} {what} shown to {', '.join(event.to)}")
    if not new:
        click.echo("nothing is left to show")


@lists.command("answer", epilog="Exit codes: 0 answered, 2 wrong usage, or a sheet that cannot be used.")
@_about_a_round
@click.argument("sheet_file", metavar="SHEET", type=_FILE)
@click.option("--show", "show_now", is_flag=True, help="Show the answers to the side that asks at once.")
@ignoring
def answer(place: RoundPlace, sheet_file: Path, by: str, show_now: bool, when: str | None, ignore: tuple[str, ...]) -> None:
    """Take the answers of a SHEET: columns id and answer, and on, evidence, question, answered by and held id where there are.

    The sheet is taken whole or not at all. Before `sulh lists show`, or --show, answers are prepared and count for nothing under the clock.
    """
    from sulh.persons.exchange import answered

    def made(before: ExchangeRound, at: dt.datetime) -> list[ExchangeEvent]:
        return person_rows(
            sheet_file, lambda cells, _: answered(cells, before, by, at, show=show_now), needed=("id", "answer"), ignored=ignore
        )  # fmt: skip

    new = place.add(by, when, made)
    click.echo(f"{len(new)} answers {'given' if show_now else 'kept until they are shown'}")


@lists.command("say", epilog="Exit codes: 0 said, 2 wrong usage.")
@_about_a_round
@click.argument("what", type=click.Choice(list(_WORDS)))
@click.argument("key", metavar="SIDE/NUMBER")
@click.option("--words", default="", help="What is said: the reply, why the answer is wrong, why the name is taken back.")
@click.option("--duplicate-of", default="", metavar="SIDE/NUMBER", help="With withdraw: the name that stays.")
def say(place: RoundPlace, what: str, key: str, by: str, words: str, duplicate_of: str, when: str | None) -> None:
    """Reply to a counter-question, dispute an answer, accept it after all, or withdraw a name; the side that asks says so."""
    from sulh.persons.exchange import ExchangeEventKind, said_about

    if not words and what in ("reply", "dispute"):
        raise click.UsageError(f"{what} needs --words")

    def made(before: ExchangeRound, at: dt.datetime) -> list[ExchangeEvent]:
        return [said_about(before, ExchangeEventKind(_WORDS[what]), key, by, at, words, duplicate_of)]

    place.add(by, when, made)
    click.echo(f"{key}: {_WORDS[what]}")


@lists.command("match", epilog="Exit codes: 0 taken, 2 wrong usage, or a table that cannot be used.")
@_about_a_round
@click.argument("pairs_file", metavar="PAIRS", type=_FILE)
@click.option("--to", multiple=True, metavar="SIDE", help="A side that is told. Repeatable; else the mediator alone knows.")
@ignoring
def match(place: RoundPlace, pairs_file: Path, by: str, to: tuple[str, ...], when: str | None, ignore: tuple[str, ...]) -> None:
    """Take matches from a table with the columns id (SIDE/NUMBER), other (an entry of a list) and reason.

    A match that is new reopens an answer of "not held" or "unknown" for whoever is told of it; others are left out.
    """
    from sulh.persons.exchange import matches_found

    def made(before: ExchangeRound, at: dt.datetime) -> list[ExchangeEvent]:
        pairs = person_rows(
            pairs_file, lambda cells, _: (cells["id"], cells["other"], cells.get("reason", "")), needed=("id", "other"), ignored=ignore
        )  # fmt: skip
        return matches_found(before, pairs, by, at, to)

    new = place.add(by, when, made)
    click.echo(f"{len(new)} answers reopened")


@lists.command("move", epilog="Exit codes: 0 moved, 2 wrong usage.")
@_about_a_round
@click.option("--lists-due", metavar="TIME", help="Until when lists are given now.")
@click.option("--answers-due", metavar="TIME", help="Until when they are answered now.")
@click.option("--words", required=True, help="Why, and who agreed.")
def move(place: RoundPlace, by: str, lists_due: str | None, answers_due: str | None, words: str, when: str | None) -> None:
    """Move the clock, when the sides agreed; only the mediator does, and everybody sees it."""
    from sulh.persons.exchange import ExchangeEvent, ExchangeEventKind, moment, moment_said

    def made(before: ExchangeRound, at: dt.datetime) -> list[ExchangeEvent]:
        given = {"lists_due": lists_due, "answers_due": answers_due}
        due = {name: moment(text, before.zone).isoformat() for name, text in given.items() if text}
        return [ExchangeEvent(ExchangeEventKind.MOVED, at, by, values={**due, "words": words})]

    place.add(by, when, made)
    after = _seen(place, by)
    click.echo(f"lists due {moment_said(after.lists_due, after.zone)}, answers due {moment_said(after.answers_due, after.zone)}")


def _seen(place: RoundPlace, by: str) -> ExchangeRound:
    """The round as a side or the mediator sees it."""
    from sulh.persons.exchange import round_of

    return round_of(place.seen(by))
