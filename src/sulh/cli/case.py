"""`sulh case`: files of persons who are missing, held or looked for, in a record or in files of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sulh import words
from sulh.cli.person_rows import usage
from sulh.cli.private import private_files
from sulh.cli.records import author_option, opened, record_option, signing
from sulh.cli.round_places import RECORD

if TYPE_CHECKING:
    from sulh.persons.cases import Case, CaseEvent
    from sulh.record.shapes import Viewer

__all__ = ["case"]

_LANGUAGE = click.option("--language", type=click.Choice(["en", "ar"]), default="en", show_default=True, help="The language of codes.")
_GROUPS = click.option("--as", "groups", multiple=True, metavar="GROUP", help="Of a file: only what this group may see. Repeatable.")
_PLACE = click.argument("place", metavar="CASE")
_ADDED = (
    "terms", "reported", "sighted", "claimed", "document", "hypothesis", "judged", "fate", "whereabouts", "contact", "told", "linked",
    "withdrawn", "closed", "reopened",
)  # fmt: skip


@click.group()
def case() -> None:
    """Files of persons. What these commands read and write names people: keep it closed.

    CASE is record:ID of a file in a record, or a file of JSON lines.
    """


@case.command("list", epilog="Exit codes: 0 listed, 2 wrong usage.")
@_LANGUAGE
@record_option
@author_option
def list_cases(language: str, record: Path | None, author: str | None) -> None:
    """List the files of persons in a record, with fate and whereabouts as decided; that somebody looked is recorded."""
    viewer = _viewer(record, author, "read")
    from sulh.record.persons.cases import cases

    with usage():
        for one in cases(viewer):
            fate, place = (words.code(name, code, language=language) for name, code in
                           (("PersonFate", one.fate), ("PersonWhereabouts", one.whereabouts)))  # fmt: skip
            click.echo("\t".join((one.id, one.name, fate, place, one.until, "closed" if one.is_closed else "")).rstrip())


@case.command("open", epilog="Exit codes: 0 opened, 2 wrong usage, or a file that is there already.")
@_PLACE
@click.option("--name", required=True, help="The name as it is written.")
@click.option("--basis", "legal_basis", required=True, help="The legal basis on which the file is kept.")
@click.option("--purpose", required=True, help="What it is kept for.")
@click.option("--until", required=True, metavar="DATE", help="The day after which it is kept no longer.")
@click.option("--known", multiple=True, metavar="FIELD=TEXT", help="What is known, such as birth_year=1976. Repeatable.")
@click.option("--health", default="", help="Health, which only the groups see that are named for it.")
@click.option("--group", "readers", multiple=True, metavar="GROUP", help="In a record: a group that the file is for. Repeatable.")
@click.option("--may-see", multiple=True, metavar="PART=GROUP", help="Who sees family, health or informants. Repeatable.")
@click.option("--invented", is_flag=True, help="The person is made up: only so does a record take the file that seals nothing.")
@record_option
@author_option
@private_files
def open_case(
    place: str, name: str, legal_basis: str, purpose: str, until: str, known: tuple[str, ...], health: str, readers: tuple[str, ...],
    may_see: tuple[str, ...], invented: bool, record: Path | None, author: str | None,
) -> None:  # fmt: skip
    """Open the file of a person: in a record (record:) for the groups named, or as a new file CASE."""
    from sulh.persons.cases import CaseEventKind, written
    from sulh.persons.cases.log_file import append_to_case

    parts: dict[str, list[str]] = {}
    for part, group in map(_pair, may_see):
        parts.setdefault(part, []).append(group)
    held: dict[str, Any] = {
        "name": name, "legal_basis": legal_basis, "purpose": purpose, "until": until, "health": health, "known": dict(map(_pair, known)),
        "may_see": parts,
    }  # fmt: skip
    if place.startswith(RECORD):
        viewer = _viewer(record, author)
        from sulh.record.persons.cases import new_case

        with usage():
            click.echo(f"{RECORD}{new_case(viewer, readers, invented=invented, **held)}")
        return
    if Path(place).exists():
        raise click.UsageError(f"{place} is there already; name a new file")
    with usage():
        event = written(CaseEventKind.OPENED, _now(), _name(author), **held)
        append_to_case(Path(place), [], [event], _all_groups([event]))
    click.echo(f"{place} written; it names a person: keep it closed", err=True)


@case.command("show", epilog="Exit codes: 0 shown, 2 wrong usage, or nothing that may be shown.")
@_PLACE
@_GROUPS
@_LANGUAGE
@record_option
@author_option
def show(place: str, groups: tuple[str, ...], language: str, record: Path | None, author: str | None) -> None:
    """Show a file: fate and whereabouts apart, who decided and by which sources, and everything that was said, each with its id."""
    if place.startswith(RECORD):
        viewer = _viewer(record, author, "read")
        from sulh.record.persons.cases import case_seen

        with usage():
            found = case_seen(viewer, place.removeprefix(RECORD)).case
    else:
        from sulh.persons.cases import visible_case
        from sulh.persons.cases.log_file import load_case

        with usage():
            events = load_case(Path(place))
            found = visible_case(events, groups or _all_groups(events))
            _refuse_past(found, place)
    for line in _lines(found, language):
        click.echo(line)


@case.command("add", epilog="Exit codes: 0 added, 2 wrong usage, or something that cannot happen in the file as it stands.")
@_PLACE
@click.argument("kind", type=click.Choice(_ADDED))
@click.argument("values", metavar="FIELD=TEXT...", nargs=-1)
@click.option("--about", default="", metavar="ID", help="The earlier event that it speaks of: of judged, told and withdrawn.")
@click.option("--only", multiple=True, metavar="GROUP", help="Only these groups see it. Repeatable.")
@_GROUPS
@record_option
@author_option
@private_files
def add(
    place: str, kind: str, values: tuple[str, ...], about: str, only: tuple[str, ...], groups: tuple[str, ...], record: Path | None,
    author: str | None,
) -> None:  # fmt: skip
    """Add an event to a file: a report, a sighting, a hypothesis, what is decided about fate or whereabouts with its sources.

    A field that holds several (sources, events, may_be_told) is given several times. `sulh case fields` lists what each kind holds.
    """
    from sulh.persons.cases import CaseEventKind, written

    given = _values(kind, values)

    def write(at: dt.datetime, by: str) -> list[CaseEvent]:
        return [written(CaseEventKind(kind), at, by, about=about, only=only, **given)]

    with usage():
        new = _add_to_record(place, record, author, write) if place.startswith(RECORD) else _add_to_file(place, author, groups, write)
    click.echo(f"{kind} {new.id}")


@case.command("fields")
@_LANGUAGE
def fields(language: str) -> None:
    """Print which fields each kind of event holds, which of them must be filled, and their codes."""
    from sulh.persons.cases import FIELDS
    from sulh.render.case_words import kind_said

    for kind in _ADDED:
        click.echo(f"{kind}\t{kind_said(kind, language)}")
        for name, one in next(held for of, held in FIELDS.items() if of == kind).items():
            if one.type not in ("known", "groups"):
                told = ", ".join(one.codes) or one.type
                click.echo(f"  {name}{' (needed)' if one.is_required else ''}: {told}")


def _add_to_record(place: str, record: Path | None, author: str | None, write: Callable[[dt.datetime, str], list[CaseEvent]]) -> CaseEvent:
    viewer = _viewer(record, author)
    from sulh.record.persons.cases import add_to_case

    made: list[CaseEvent] = []

    def make(_: Case, at: dt.datetime) -> list[CaseEvent]:
        made[:] = write(at, viewer.name)
        return made

    add_to_case(viewer, place.removeprefix(RECORD), make)
    return made[0]


def _add_to_file(
    place: str, author: str | None, groups: Collection[str], write: Callable[[dt.datetime, str], list[CaseEvent]]
) -> CaseEvent:
    from sulh.persons.cases import case_of
    from sulh.persons.cases.log_file import append_to_case, load_case

    events = load_case(Path(place))
    _refuse_past(case_of(events), place)
    new = write(max(_now(), events[-1].at), _name(author))
    append_to_case(Path(place), events, new, groups or _all_groups(events))
    return new[0]


def _lines(found: Case, language: str) -> list[str]:
    from sulh.render.case_words import field_said, kind_said, value_said

    said = [found.name]
    said += [f"{name}: {text}" for name, text in found.known.items()]
    if found.health:
        said.append(f"{field_said('health', language)}: {found.health}")
    fate, place = (value_said(name, code, language) for name, code in (("fate", found.fate), ("whereabouts", found.whereabouts)))
    said += [f"{kind_said('fate', language)}: {fate}", f"{kind_said('whereabouts', language)}: {place}"]
    said += [f"{field_said(name, language)}: {getattr(found.terms, name)}" for name in ("legal_basis", "purpose", "until")]
    if found.unsupported:
        said.append(f"not in force any more, what they rest on was taken back: {', '.join(found.unsupported)}")
    decided = {one.id for one in found.fates} | {one.id for one in found.all_whereabouts}
    for event in found.events[1:]:
        entry = found.entries.get(event.id)
        held = entry.values if entry is not None else event.values
        mark = " (taken back)" if entry is not None and not entry.stands else ""
        about = f", {event.about}" if event.about else ""
        said.append(f"{event.id}\t{event.at.isoformat()}\t{event.by}\t{kind_said(event.what, language)}{about}{mark}")
        shown = {name: one for name, one in held.items() if name not in ("fields", "may_see")}
        said += [f"\t{field_said(name, language)}: {value_said(name, value, language)}" for name, value in shown.items()]
        if event.id in decided and event.id not in found.unsupported and not held.get("sources"):
            said.append("\tno source was named")
    return said


def _values(kind: str, values: Sequence[str]) -> dict[str, Any]:
    """The fields of an event, those that hold several as lists."""
    from sulh.persons.cases import FIELDS

    declared = next(held for of, held in FIELDS.items() if of == kind)
    given: dict[str, Any] = {}
    for name, text in map(_pair, values):
        if name in declared and declared[name].type in ("ids", "texts"):
            given.setdefault(name, []).append(text)
        elif name in given:
            raise click.UsageError(f"{name} is given twice")
        elif name in declared and declared[name].type == "groups":
            part, _, group = text.partition(":")
            given.setdefault(name, {}).setdefault(part, []).append(group)
        else:
            given[name] = text
    return given


def _refuse_past(found: Case, place: str) -> None:
    """A file that is past its day is shown and added to no more: it is to be destroyed."""
    if found.is_expired(dt.datetime.now(dt.UTC).date()):
        raise click.UsageError(f"{place} was to be kept until {found.terms.until.isoformat()}, which is past: destroy it")


def _all_groups(events: Sequence[CaseEvent]) -> set[str]:
    """Every group that a file names: whoever keeps it sees all of it."""
    held = [event.values.get("may_see", {}) for event in events]
    return {group for one in held for groups in one.values() for group in groups} | {group for event in events for group in event.only}


def _viewer(record: Path | None, author: str | None, use: str = "write") -> Viewer:
    opened(record, use=use)
    from sulh.record.viewers import local_viewer

    return local_viewer(signing(author))


def _name(author: str | None) -> str:
    if not author:
        raise click.UsageError("a file of its own does not know who you are: say it with --author")
    return author


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name.strip():
        raise click.UsageError(f"{text!r} is no FIELD=TEXT")
    return name.strip(), value


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
