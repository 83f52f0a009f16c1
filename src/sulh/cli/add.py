"""`sulh add`: documents read and stored in a record."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from sulh.cli.document_options import document_options
from sulh.cli.inputs import complain, files
from sulh.cli.outcomes import Outcome, Settings, outcomes
from sulh.cli.records import author_option, opened, record_option, signing
from sulh.cli.remarks import UNREAD_LANGUAGE, is_unread, remarks
from sulh.cli.second import announce, chosen_server, model_options, not_to_send
from sulh.cli.usage import check_groups

if TYPE_CHECKING:
    from sulh.model import Reading

__all__ = ["add"]


@click.command(
    epilog="Exit codes: 0 all added or known, 1 some document could not be read, or keeps another sharing than asked for, 2 wrong usage, "
    "3 some document is in a language that is not read, 130 interrupted."
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@record_option
@author_option
@click.option("--sharing", type=click.Choice(("public", "team", "restricted")), default="team", show_default=True, help="Who may see them.")
@click.option("--group", "groups", multiple=True, metavar="NAME", help="A group that restricted documents are for; may be repeated.")
@document_options
@model_options
@click.option(
    "--send-restricted",
    "sendable",
    multiple=True,
    metavar="PATH",
    help="A restricted document whose text may be sent to the model; may be repeated. Others are not sent.",
)
def add(
    paths: tuple[str, ...],
    record: Path | None,
    author: str | None,
    sharing: str,
    groups: tuple[str, ...],
    published: str | None,
    actors: str | None,
    workers: int,
    model: str | None,
    model_name: str | None,
    model_timeout: int,
    sendable: tuple[str, ...],
) -> None:
    """Read documents about talks and store them in a record, which is begun when there is none.

    PATH is a file, a folder (read with all its sub-folders) or - for standard input. Each document is named when it is safely stored:
    "added", or "known" when its bytes were there already, which changes nothing, not even who may see it: where that is not what
    was asked for, it is said.
    """
    check_groups(sharing, groups, "--sharing restricted")
    if sendable and model is None:
        raise click.UsageError("--send-restricted needs --model URL: without it no text is sent to any model.")
    server = chosen_server(model, model_name, model_timeout)
    name = opened(record, create=True)
    found, complete = files(paths)
    kept_back = frozenset() if server is None else not_to_send(found, sendable if sharing == "restricted" else None)
    announce(server, [path for path in found if path not in kept_back])
    reader = _Reader(found, Settings(published, actors, model=server, not_sent=kept_back), workers)
    from sulh.record.adding import add as store

    counts = {True: 0, False: 0}
    asked = (sharing, tuple(sorted(set(groups))))
    chosen = click.get_current_context().get_parameter_source("sharing") is not ParameterSource.DEFAULT
    kept, refused = 0, 0
    # Few to a batch: what a terminal shows comes soon, and an interrupt loses little.
    for added in store(reader.readings(), author=signing(author), level=sharing, groups=groups, batch=20):
        told = f"added  {added.claims:4d} claims {added.meetings:3d} meetings" if added.is_new else f"known  {'':25s}"
        if added.erased is not None:
            refused += 1
            complain(reader.paths[added.document_id], f"entry {added.erased} erased it, or words of it: it is not added again")
            continue
        counts[added.is_new] += 1
        click.echo(f"{told}  {reader.paths[added.document_id]}")
        if chosen and added.sharing != asked:
            kept += 1
            complain(reader.paths[added.document_id], _other_sharing(added.document_id, added.sharing, asked))
    click.echo(f"{counts[True]} added, {counts[False]} known, {reader.failed} not read; record {name}", err=True)
    if reader.failed or kept or refused or not complete:
        sys.exit(1)
    if reader.unread:
        sys.exit(UNREAD_LANGUAGE)


def _other_sharing(document: str, now: tuple[str, tuple[str, ...]], asked: tuple[str, tuple[str, ...]]) -> str:
    words = " ".join((asked[0], *(f"--group {name}" for name in asked[1])))
    short = document.removeprefix("sha256:")[:12]
    return f"is known and stays shared as it is: {' '.join((now[0], *now[1]))}; `sulh source share {short} {words}` changes that"


class _Reader:
    """Readings of documents one after another, with the path of each, and how many could not be read or are in a language not read."""

    def __init__(self, found: list[str], settings: Settings, workers: int) -> None:
        self._outcomes: Iterator[Outcome] = outcomes(found, settings, workers=workers)
        self.paths: dict[str, str] = {}
        self.failed = 0
        self.unread = 0

    def readings(self) -> Iterator[Reading]:
        from sulh.render.quotes import one_line

        for outcome in self._outcomes:
            if outcome.reading is None:
                self.failed += 1
                complain(outcome.path, outcome.problem or "cannot be read")
                continue
            self.paths[outcome.reading.document.id] = one_line(outcome.path)
            self.unread += is_unread(outcome.reading)
            for remark in remarks(outcome.reading):
                complain(outcome.path, remark)
            yield outcome.reading
