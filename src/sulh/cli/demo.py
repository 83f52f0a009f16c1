"""`sulh demo`: the main job on the documents that come with Sulh: read, stored in a record of their own, and shown in a browser."""

from __future__ import annotations

import csv
import json
import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sulh.cli.document_options import workers_option
from sulh.cli.enter import given_values
from sulh.cli.inputs import complain
from sulh.cli.outcomes import Settings, outcomes
from sulh.cli.output import FORMATS
from sulh.cli.read import read_all
from sulh.model import Reading
from sulh.model.vocabulary import ClaimStatus, Sharing

if TYPE_CHECKING:
    from sulh.record.shapes import Viewer

__all__ = ["demo"]

_ENDINGS = (".md", ".txt")
_AUTHOR = "sulh demo"
_REVIEWER = "sulh demo, review"
# Whose account a document retells: what its head names first, up to what tells where and when.
_RETOLD = re.compile(r'^retold_from: "(.+?)(?=[,;:،؛"]| \')', re.MULTILINE)
_INVENTOR = "sulh demo, made up"
_NAME = "Talks on Syria, 2012–2024"


@click.command(epilog="Ctrl-C ends the desk. Exit codes: 0 done, 1 some document could not be read, 2 wrong usage.")
@click.option("--format", "style", type=click.Choice(FORMATS[:3]), help="Only read, and show the records in this format.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Only read, and write to this file.")
@click.option("--copy", "folder", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER", help="Only copy the documents there.")
@click.option("--record", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Its record; by default a file of its own.")
@click.option("--fresh", is_flag=True, help="Begin the demonstration record anew, without what was decided in it.")
@click.option("--no-serve", is_flag=True, help="Only build the record; do not serve it.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="Port of the desk; by default any free one.")
@click.option("--no-browser", is_flag=True, help="Only print the sign-in link; open no browser.")
@workers_option
def demo(
    style: str | None,
    output: Path | None,
    folder: Path | None,
    record: Path | None,
    fresh: bool,
    no_serve: bool,
    port: int,
    no_browser: bool,
    workers: int,
) -> None:
    """Show Sulh on its demonstration documents: short accounts of the talks on Syria, 2012-2024, in our own words.

    They are read into a record of their own, which the desk then shows in a browser until Ctrl-C. Where the desk is not
    installed, or with --format or -o, the documents are only read and their records shown.
    """
    with _documents() as documents:
        if folder is not None:
            _copy(documents, folder)
            return
        if style or output or not _has_desk():
            # Some of the documents are in Arabic: that they are not read is said, and no failure.
            if read_all([str(path) for path in documents], Settings(), style=style or "table", output=output, workers=workers) == 1:
                sys.exit(1)
            return
        _build_and_serve(documents, record, fresh=fresh, workers=workers, serves=not no_serve, port=port, browser=not no_browser)


def _build_and_serve(
    documents: list[Path], record: Path | None, *, fresh: bool, workers: int, serves: bool, port: int, browser: bool
) -> None:
    from sulh.cli.demo_round import invented_round
    from sulh.cli.desk import serve
    from sulh.desk.serving import open_desk
    from sulh.record.authors import running
    from sulh.record.location import default_file

    file = record or default_file().with_name("demonstration.db")
    if fresh:
        for ending in ("", "-wal", "-shm"):
            file.with_name(file.name + ending).unlink(missing_ok=True)
    opened = open_desk(file, port=port, create=True)
    from sulh.desk.accounts import local_account

    complete = _fill(documents, workers)
    invented_round(local_account(running()))
    click.echo(f"Demonstration record: {file}", err=True)
    if serves:
        serve(opened, browser=browser)
    else:
        opened.close()
        click.echo(f"Open it with: sulh desk --record {shlex.quote(str(file))}", err=True)
    if not complete:
        sys.exit(1)


def _fill(documents: list[Path], workers: int) -> bool:
    """Read and store the documents that the record does not hold yet; whether all could be read."""
    from sulh.record import decisions
    from sulh.record.adding import add
    from sulh.record.queries.documents import documents as stored
    from sulh.record.queries.process import process_name
    from sulh.record.viewers import local_viewer

    known = {ref.id for ref in stored(local_viewer(_AUTHOR)).rows}
    missing = [str(path) for path in documents if _identifier(path) not in known]
    failed: list[str] = []
    if not known:
        # First, so that what was made up does not lead the list of what is new.
        _incidents(_table(documents, "incidents.csv"))
    if missing and not sys.stderr.isatty():
        click.echo(f"Reading {len(missing)} documents into the record", err=True)

    def readings() -> Iterator[Reading]:
        for done, outcome in enumerate(outcomes(missing, Settings(), workers=workers), 1):
            if sys.stderr.isatty():
                click.echo(f"\rReading {done} of {len(missing)}", nl=done == len(missing), err=True)
            if outcome.reading is None:
                failed.append(outcome.path)
                complain(outcome.path, outcome.problem or "cannot be read")
            else:
                yield outcome.reading

    for _ in add(readings(), author=_AUTHOR, level=Sharing.TEAM):
        pass
    if not process_name():
        decisions.name_process(local_viewer(_AUTHOR), _NAME)
    return _review(documents) and not failed


def _review(documents: list[Path]) -> bool:
    """Decide as those did who read the demonstration's documents before; what they left open stays open.

    Returns whether all that they decided is about something in the record; what is not is said and left out.
    """
    from sulh.record.settling import is_settled
    from sulh.record.viewers import local_viewer

    if is_settled(_REVIEWER):
        return True
    reviewer = local_viewer(_REVIEWER)
    lost = review(reviewer, documents)
    for one in lost:
        click.echo(f"Left out of the review: {one}", err=True)
    _zones(reviewer, documents)
    return not lost


def review(reviewer: Viewer, documents: list[Path]) -> list[str]:
    """Make the decisions of the tables beside the documents: meetings, tracks, who took part, persons, acts and truces.

    Returns a sentence for each row about meetings, who took part, persons, acts and truces that is about nothing in the record.
    """
    from sulh.record.settling import settle, settle_tracks
    from sulh.record.settling_facts import settle_facts, settle_participants, settle_persons

    files = {path.name: _identifier(path) for path in documents} | {"": ""}

    def rows(name: str) -> list[dict[str, str]]:
        return [{**row, "document": files[row["file"]]} for row in _table(documents, name)]

    _published(reviewer, documents)
    made = settle(reviewer, rows("tellings.csv"))
    settle_tracks(reviewer, _table(documents, "tracks.csv"))
    _reject(reviewer, _table(documents, "rejections.csv"))
    paths = {identifier: name for name, identifier in files.items()}
    lost = {
        "tellings.csv": [f"nothing stands at the words {words!r} of {paths[document]}" for document, words in made.lost],
        "participants.csv": settle_participants(reviewer, made.meetings, rows("participants.csv")),
        "persons.csv": settle_persons(reviewer, made.meetings, rows("persons.csv")),
        "facts.csv": settle_facts(reviewer, rows("facts.csv")),
    }
    return [f"{name}: {one}" for name, sentences in lost.items() for one in sentences]


def _published(reviewer: Viewer, documents: list[Path]) -> None:
    """Say of each document whose account it retells, so that sources that differ can be told apart: "TASS (retold)"."""
    from sulh.record import decisions
    from sulh.record.ledger import writing

    with writing():
        for path in documents:
            if (found := _RETOLD.search(path.read_text(encoding="utf-8"))) is not None:
                named = f"{found[1].strip()} (retold)"
                decisions.describe(reviewer, _identifier(path), "publisher", named, reason="whose account it retells")


def _reject(reviewer: Viewer, rows: list[dict[str, str]]) -> None:
    """Reject what the readers found read wrongly, whichever document it was read from: who took part, and persons that are none."""
    from sulh.record.canonical import parsed
    from sulh.record.decisions import decide_many
    from sulh.record.projection.models import Claim

    wrong = {(row["property"], row["value"]): row["reason"] for row in rows}
    open_ones = Claim.objects.filter(property__in={name for name, _ in wrong}, status=ClaimStatus.PROPOSED).order_by("seq")
    decided = []
    for key, name, value in open_ones.values_list("pk", "property", "value"):
        stated = parsed(value)
        named = stated["name"] if name == "person" else stated["actor"]["id"]
        if (name, named) in wrong:
            decided.append(("reject", key, wrong[name, named], None))
    decide_many(reviewer, decided)


def _zones(reviewer: Viewer, documents: list[Path]) -> None:
    """Enter the zones of the memorandum of May 2017, whose outlines are ours, each with the words of the memorandum's text."""
    from sulh.model import Span
    from sulh.record.entering import enter_many
    from sulh.record.models import Text

    told = []
    for one in json.loads(documents[0].with_name("zones.geojson").read_text(encoding="utf-8"))["features"]:
        about = dict(one["properties"])
        document, words, why = _identifier(documents[0].with_name(about.pop("file"))), about.pop("words"), about.pop("why", "")
        start = Text.objects.get(pk=document).text.index(words)
        told.append((None, about | {"geometry": json.dumps(one["geometry"])}, Span(document, start, start + len(words)), why))
    enter_many(reviewer, told, kind="zone")


def _incidents(rows: list[dict[str, str]]) -> None:
    """Enter incidents that were made up for the demonstration, as a form that says so of itself and of each."""
    from sulh.model import Cell, Source, SourceSort
    from sulh.model.kinds import kind_named
    from sulh.record import decisions
    from sulh.record.entering import enter_many
    from sulh.record.incidents import join_incidents
    from sulh.record.viewers import local_viewer

    author = local_viewer(_INVENTOR)
    decisions.name_actor(author, "Commission (made up)", id="demonstration-commission", kind="body")
    form = Source(SourceSort.FORM, "Incidents made up for the demonstration", "incidents.csv", publisher="Sulh demonstration")
    first: dict[str, str] = {}
    for number, row in enumerate(rows, 1):
        values = given_values(kind_named(row["kind"]), row["values"].split("|"))
        cite = Cell(form, number, "words", row["words"])
        (mention,) = enter_many(author, [(None, values, cite, "")], kind=row["kind"])
        if row["incident"] in first:
            join_incidents(author, first[row["incident"]], mention, reason="made up as one incident")
        elif row["incident"] != "-":
            first[row["incident"]] = mention


def _table(documents: list[Path], name: str) -> list[dict[str, str]]:
    """The rows of a table that lies beside the documents."""
    with documents[0].with_name(name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _identifier(path: Path) -> str:
    from hashlib import sha256

    return f"sha256:{sha256(path.read_bytes()).hexdigest()}"


def _has_desk() -> bool:
    if find_spec("django") is not None and find_spec("waitress") is not None:
        return True
    click.echo("The desk is not installed (pip install 'sulh[desk]'), so the records are shown here.", err=True)
    return False


@contextmanager
def _documents() -> Iterator[list[Path]]:
    with as_file(files("sulh") / "data" / "demonstration") as bundled:
        yield sorted(path for path in bundled.iterdir() if path.suffix in _ENDINGS)


def _copy(documents: list[Path], folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for document in documents:
            (folder / document.name).write_bytes(document.read_bytes())
    except OSError as problem:
        raise click.ClickException(f"{folder}: cannot be written ({problem.strerror})") from problem
    click.echo(f"{len(documents)} documents copied to {folder}", err=True)
