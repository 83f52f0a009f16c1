"""`sulh enter`: facts that a person enters by hand, with the source they rest on."""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sulh.cli.records import author_option, opened, record_option, signing
from sulh.model import Cell, Entered, RecordError, Source, SourceSort, Span
from sulh.model.kinds import Kind, Property, PropertyType, kind_named, kinds

if TYPE_CHECKING:
    from sulh.record.shapes import Viewer

__all__ = ["cited_span", "enter", "given_values", "properties_of"]

_NUMBERS = (PropertyType.COUNT, PropertyType.ORDINAL)
_YES = {"yes": True, "true": True, "no": False, "false": False}
_KINDS = ", ".join(kind.name for kind in kinds())


@click.command(epilog="Exit codes: 0 entered, 1 refused, 2 wrong usage.")
@click.argument("kind", required=False)
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]...")
@click.option("--json", "as_json", metavar="JSON", help="The values as one JSON object instead; - reads it from standard input.")
@click.option("--meeting", metavar="ID", help="Add to the meeting of this identifier instead of entering a new one.")
@click.option("--document", metavar="ID", help="Cite the document whose digest begins so, with --quote or --span.")
@click.option("--quote", metavar="WORDS", help="The words of the document that say so.")
@click.option("--span", metavar="FROM-TO", help="Or where they stand, in code points.")
@click.option("--list", "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE", help="Cite a list.")
@click.option("--row", type=click.IntRange(1, 2**31 - 1), metavar="N", help="Its row, counted from 1 without the heads of columns.")
@click.option("--column", metavar="NAME", help="Its column.")
@click.option("--own", metavar="WORDS", help="Cite yourself: what you saw, heard or know, in your words.")
@click.option("--when", metavar="EDTF", help="When that was, or when the list is from.")
@click.option("--sharing", type=click.Choice(["public", "team", "restricted"]), default="team", show_default=True, help="Of a new source.")
@click.option("--group", "groups", multiple=True, metavar="NAME", help="With --sharing restricted: who may see it. Repeatable.")
@click.option("--reason", default="", metavar="WORDS", help="Why, for the ledger.")
@click.option("--properties", is_flag=True, help="Say what KIND has, and stop.")
@record_option
@author_option
def enter(
    kind: str | None,
    values: tuple[str, ...],
    as_json: str | None,
    meeting: str | None,
    reason: str,
    sharing: str,
    groups: tuple[str, ...],
    properties: bool,
    record: Path | None,
    author: str | None,
    **source: Any,
) -> None:
    """Enter a fact of KIND by hand, with the source it rests on; NAME=VALUE gives a property, repeated for lists.

    Without KIND the kinds are named; --properties says what one has. Actors are given by identifier, name or alias; who was at
    a meeting as participants=ACTOR:ROLE, people=NAME;OFFICE;ACTOR, and its agenda as agenda=ISSUE:

    \b
    sulh enter meeting kind=consultation status=held start=2021-07-06 city=Tehran participants=Russia:party \\
        participants=Iran:host --own "I was in the room"
    sulh enter meeting --meeting 0123456789ab-meeting1 participants=Jordan:observer --document 0123456789ab --quote "Jordan, as observer"
    sulh enter release what=release by=Syria count=12 date=2021-06 --list list.csv --row 3 --column released
    """
    declared = next((one for one in kinds() if one.name == kind), None)
    if declared is None:
        raise click.UsageError(f"there is no kind {kind!r}: {_KINDS}" if kind else f"name a kind: {_KINDS}")
    if properties:
        for line in properties_of(declared):
            click.echo(line)
        return
    if meeting and declared.name != "meeting":
        raise click.UsageError(f"--meeting adds to a meeting: say `sulh enter meeting`, a {declared.name} stands on its own")
    given = given_values(declared, values, as_json)
    opened(record)
    from sulh.record import entering
    from sulh.record.viewers import local_viewer

    viewer = local_viewer(signing(author))
    cite = _cite(viewer, **source)
    about: dict[str, Any] = {"level": sharing, "groups": groups, "reason": reason}
    if meeting:
        made = entering.add_to(viewer, meeting, given, cite, **about)
    else:
        made = entering.enter(viewer, declared.name, given, cite, **about)
    number = len(made.claims)
    click.echo(f"{made.mention}: {number} claim{'s' if number != 1 else ''} entered by {viewer.name}, entry {made.entry}")


def properties_of(kind: Kind) -> Iterator[str]:
    """A line for each property: its name, what it holds, and whether it must be given."""
    for one in kind.properties:
        codes = [code.value for code in one.codes] if one.codes else []
        said = f"one of {', '.join(codes)}" if codes else one.part.name.replace("_", " ") if one.part else one.holds.value
        marks = [word for word, there in (("required", one.required), ("repeatable", one.many)) if there]
        yield f"{one.name:20s} {said}{' (' + ', '.join(marks) + ')' if marks else ''}"


def given_values(kind: Kind, values: Iterable[str], as_json: str | None = None) -> dict[str, Any]:
    """The values of a fact from NAME=VALUE, or from one JSON object. Raises UsageError for what is neither."""
    if as_json is not None:
        text = sys.stdin.read() if as_json == "-" else as_json
        try:
            stated = json.loads(text)
        except (ValueError, RecursionError) as problem:
            raise click.UsageError(f"--json: no JSON ({problem})") from problem
        if not isinstance(stated, dict):
            raise click.UsageError("--json: give one object")
        return stated
    made: dict[str, Any] = {}
    for value in values:
        name, equals, text = value.partition("=")
        if not equals or name not in kind.by_name:
            raise click.UsageError(f"{value!r} is no NAME=VALUE of a {kind.name}: {', '.join(kind.by_name)}")
        one = kind.by_name[name]
        if one.many:
            made.setdefault(name, []).append(_value(one, text))
        else:
            made[name] = _value(one, text)
    return made


def _value(one: Property, text: str) -> Any:
    if one.part is not None:
        return _part(one.part, text)
    if one.holds in _NUMBERS:
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text
    return _YES.get(text, text) if one.holds is PropertyType.FLAG else text


def _part(part: Kind, text: str) -> Mapping[str, Any]:
    if part is kind_named("agenda_item"):
        return {"issue": text, "text": text}
    if part is kind_named("participation"):
        actor, _, role = text.rpartition(":")
        return {"actor": actor, "role": role}
    # Of any other part the properties in the order in which they are declared.
    pieces = [piece.strip() for piece in text.split(";")]
    made: dict[str, Any] = {one.name: False if one.holds is PropertyType.FLAG else None for one in part.values}
    return made | {one.name: _value(one, piece) for one, piece in zip(part.values, pieces, strict=False) if piece}


def _cite(viewer: Viewer, **given: Any) -> Span | Cell | Entered:
    named = [name for name in ("document", "file", "own") if given[name]]
    if len(named) != 1:
        raise click.UsageError("say what it rests on: one of --document, --list and --own")
    if given["own"]:
        return Entered(viewer.name, given["own"], given["when"])
    if given["file"]:
        if not (given["row"] and given["column"]):
            raise click.UsageError("--list needs --row and --column")
        digest = hashlib.sha256(given["file"].read_bytes()).hexdigest()
        source = Source(SourceSort.LIST, given["file"].name, f"sha256:{digest}", given["when"])
        return Cell(source, given["row"], given["column"], given["quote"] or _cell(given["file"], given["row"], given["column"]))
    return cited_span(viewer, given["document"], given["quote"], given["span"])


def _cell(file: Path, row: int, column: str) -> str:
    """What stands in that cell of a CSV file; nothing for files of other formats, whose words --quote gives."""
    if file.suffix.lower() not in (".csv", ".tsv"):
        return ""
    try:
        written = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        raise RecordError(f"{file.name} is not in UTF-8: save it so, or give the words of the cell with --quote") from problem
    with StringIO(written, newline="") as lines:
        cells = csv.DictReader(lines, dialect="excel" if file.suffix.lower() == ".csv" else "excel-tab")
        if column not in (cells.fieldnames or ()):
            raise RecordError(f"{file.name} has no column {column!r}: {', '.join(cells.fieldnames or ())}")
        found = next(islice(cells, row - 1, None), None)
    if found is None:
        raise RecordError(f"{file.name} has no row {row}: rows are counted from 1 without the heads of columns")
    return str(found[column] or "")


def cited_span(viewer: Viewer, document: str, quote: str | None, span: str | None) -> Span:
    """Words of a document: where they stand, or the words themselves."""
    from sulh.record.queries.documents import document as found_document

    found = found_document(viewer, document)
    if span:
        first, _, last = span.partition("-")
        if not all(one.isascii() and one.isdigit() and len(one) < 10 for one in (first, last)):
            raise click.UsageError("--span: give two numbers, such as 120-180")
        return Span(found.ref.id, int(first), int(last))
    if not quote:
        raise click.UsageError("--document needs --quote or --span")
    at = found.text.find(quote)
    if at < 0:
        raise RecordError(f"the words {quote!r} do not stand in {found.ref.title or found.ref.id}: copy them as they are there")
    return Span(found.ref.id, at, at + len(quote))
