"""`sulh head` and `sulh witness`, and what `sulh verify` says of a head."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sulh.cli.keys import FILE, NEW_FILE, out_option, put_out, signed_by_option, signer_in, verifiers
from sulh.cli.records import opened, record_option

if TYPE_CHECKING:
    from sulh.record.chain import Link

__all__ = ["compare_with_head", "expect_options", "head", "links_of", "show_later", "witness"]

# Exit codes of `sulh verify` beside 0 (the same, or nothing to compare with), 1 (damaged) and 2 (wrong usage).
LONGER, SHORTER, PARTS = 3, 4, 5

Command = TypeVar("Command", bound=Callable[..., Any])


@click.command()
@click.argument("file", type=FILE, required=False)
@record_option
@click.option("--sign", "key_files", type=FILE, multiple=True, metavar="KEYFILE", help="Sign with the key in this file; may be repeated.")
@click.option("--stamp", type=FILE, metavar="TSRFILE", help="Keep the time stamp (RFC 3161) in this file under the head FILE.")
@out_option
def head(file: Path | None, record: Path | None, key_files: tuple[Path, ...], stamp: Path | None, out: Path | None) -> None:
    """Print the head of a record: how many entries it has, and the root over them, which stands for every one of them.

    With FILE, a head that somebody signed, that head is printed, with your signature added by --sign, if the record holds
    exactly its entries. Every entry is replayed before anything is signed.
    """
    if stamp is not None and file is None:
        raise click.UsageError("--stamp is about a head in a FILE, which was sent to the authority.")
    opened(record, use="ledger")
    from sulh.model import RecordError
    from sulh.record.heads import against_head
    from sulh.record.tree import head_of_record, replayed_hashes
    from sulh.signing.heads import Head, bytes_of, head_in
    from sulh.signing.notes import about
    from sulh.signing.stamps import stamp_titles, stamped

    made = head_in(file) if file else Head.of(head_of_record())
    if file and (problem := against_head(made.checkpoint, replayed_hashes()).problem):
        raise RecordError(f"{file} is no head of this record: {problem}")
    for one in key_files:
        made = made.signed(signer_in(one))
    if stamp is not None:
        with about(stamp):
            made = stamped(made, bytes_of(stamp))
    for title in stamp_titles(made):
        click.echo(title, err=True)
    put_out(made.write(), out)


@click.command(epilog="Exit codes: 0 signed, 1 refused, 2 wrong usage, 5 the head contradicts the last one seen; both are kept.")
@click.argument("file", type=FILE)
@click.option("--key", "key_file", type=FILE, required=True, metavar="KEYFILE", help="The witness's key (`sulh key make --witness`).")
@click.option("--state", type=NEW_FILE, required=True, metavar="STATE", help="The file in which the witness keeps what it saw.")
@click.option("--record", type=FILE, metavar="RECORD", help="A copy or a backup of the record, which shows that the head only adds.")
@signed_by_option
@out_option
def witness(file: Path, key_file: Path, state: Path, record: Path | None, signed_by: tuple[str, ...], out: Path | None) -> None:
    """Countersign a head that only adds to the last one seen of its ledger, and remember it in STATE.

    FILE is a head, or what `sulh proof --since` made of it. For the first head of a ledger --signed-by says whose signatures this and
    every later head must carry. No record is needed, but what FILE does not show, a --record may.
    """
    from sulh.record.chain import GONE
    from sulh.record.heads import root_in
    from sulh.record.truth import links_in
    from sulh.signing.heads import Head, bytes_of
    from sulh.signing.notes import about
    from sulh.signing.proofs import Addition, is_addition
    from sulh.signing.witness import ContradictionError, countersign

    with about(file):
        data = bytes_of(file)
        proof = Addition.read(data) if is_addition(data) else None
        given = proof.head if proof else Head.read(data)
    if record is not None and (lacking := sum(link.body is None and link.instead != GONE for link in links_in(record))):
        click.echo(f"{record} is a copy: {lacking} of its entries are without their words, which a head does not show", err=True)
    root_at = None if record is None else lambda size: root_in(links_in(record), size)
    try:
        made = countersign(given, signer_in(key_file), state, at=int(time.time()), trust=verifiers(signed_by), proof=proof, root_at=root_at)
    except ContradictionError as problem:
        click.echo(f"sulh: {problem}", err=True)
        sys.exit(PARTS)
    put_out(made.write(), out)


def expect_options(command: Command) -> Command:
    """`--expect HEADFILE` and `--signed-by KEY`."""
    option = click.option("--expect", type=FILE, metavar="HEADFILE", help="A head: says whether the record holds exactly its entries.")
    return option(signed_by_option(command))


def compare_with_head(name: str, expect: Path | None, signed_by: tuple[str, ...]) -> int:
    """Say how the record called `name`, which was verified, lies to a head; the exit code, 0 where it is the same or none is named."""
    if expect is None:
        if signed_by:
            raise click.UsageError("--signed-by is about the head that --expect names.")
        return 0
    from sulh.record.chain import GONE
    from sulh.record.heads import HeadRelation, against_head
    from sulh.signing.heads import head_in
    from sulh.signing.notes import about
    from sulh.signing.stamps import stamp_titles

    with about(expect):
        given = head_in(expect)
        signed = given.signed_by(verifiers(signed_by))
    standing = against_head(given.checkpoint, (link.hash for link in links_of(name)))
    said = "; ".join(one.title for one in signed) or "who signed it was not checked: --signed-by KEY says who must have"
    click.echo(f"{expect}: {given.checkpoint.size} entries; {said}")
    for title in stamp_titles(given):
        click.echo(f"  {title}")
    lacking = sum(link.body is None and link.instead != GONE and link.seq <= given.checkpoint.size for link in links_of(name))
    if lacking and standing.relation in (HeadRelation.SAME, HeadRelation.LONGER):
        click.echo(
            f"Of the entries of this head {lacking} are here without their words: this is a copy, and not the record that was signed"
        )
    if standing.relation is HeadRelation.SAME:
        click.echo("The record holds exactly the entries of this head")
        return 0
    if standing.relation is HeadRelation.LONGER:
        more = standing.entries - given.checkpoint.size
        click.echo(f"The record holds the entries of this head, and {more} more after them:")
        show_later(links_of(name), given.checkpoint.size)
        return LONGER
    click.echo(f"sulh: {standing.problem}", err=True)
    return SHORTER if standing.relation is HeadRelation.SHORTER else PARTS


def show_later(entries: Iterable[Link], after: int) -> None:
    """Name the entries after number `after`, a run of claims at once on one line, and say what there is to ask about each."""
    from sulh.record.later_entries import later_entries
    from sulh.signing.notes import printable

    doubtful = 0
    for one in later_entries(entries, after):
        numbers = f"entry {one.seq}" if one.seq == one.last else f"entries {one.seq} to {one.last}"
        click.echo(printable(f"  {numbers} ({one.kind}) by {one.author} at {one.at}: {one.does}"))
        for doubt in one.doubts:
            doubtful += 1
            click.echo(printable(f"    ask about it: {doubt}"))
    if doubtful:
        click.echo(
            "  Sulh dates entries by the clock as it writes them: one out of order was put in by other means, or the clock was wrong"
        )


def links_of(name: str) -> Iterable[Link]:
    """The entries of a record, from its file without changing it, or from its server."""
    from django.db import connection

    from sulh.record.links import links
    from sulh.record.models import Entry
    from sulh.record.truth import links_in

    # A database on a server may be called like some file that lies here.
    if connection.vendor == "sqlite":
        return links_in(Path(name))
    return links(Entry.objects.order_by("seq"))
