"""`sulh proof` and `sulh check-proof`: what a head covers, shown in a file that is checked without the record."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sulh.cli.keys import FILE, out_option, put_out, signed_by_option, signer_in, verifiers
from sulh.cli.records import opened, record_option

if TYPE_CHECKING:
    from sulh.signing.heads import Head
    from sulh.signing.signers import Verifier

__all__ = ["check_proof", "proof"]


@click.command()
@click.argument("entry", required=False)
@record_option
@click.option("--head", "head_file", type=FILE, metavar="HEADFILE", help="The signed head under which the proof is made.")
@click.option("--sign", "key_file", type=FILE, metavar="KEYFILE", help="Instead: make a head of the record now, signed with this key.")
@click.option("--since", type=FILE, metavar="HEADFILE", help="Instead of an entry: that the head only adds to this earlier one.")
@click.option("--no-body", is_flag=True, help="Leave out what the entry says: only that it is there, when, by whom and of which kind.")
@out_option
def proof(
    entry: str | None,
    record: Path | None,
    head_file: Path | None,
    key_file: Path | None,
    since: Path | None,
    no_body: bool,
    out: Path | None,
) -> None:
    """Show that ENTRY, a number or a claim, is in the ledger of a head, in a file that whoever has the public key checks alone.

    The file holds the entry, what leads from it to the head, and the head with its signatures. It holds nothing else of the record.
    """
    if (entry is None) == (since is None):
        raise click.UsageError("Name an entry, or an earlier head with --since.")
    if (head_file is None) == (key_file is None):
        raise click.UsageError("Name a signed head with --head, or a key with --sign.")
    opened(record, use="ledger")
    from sulh.record.tree import entry_numbered, head_of_record, prove_addition, prove_entry
    from sulh.signing.heads import Head, head_in

    if key_file is not None:
        head: Head = Head.of(head_of_record()).signed(signer_in(key_file))
    else:
        assert head_file is not None
        head = head_in(head_file)
    if since is not None:
        put_out(prove_addition(head_in(since).checkpoint, head).write(), out)
    else:
        assert entry is not None
        put_out(prove_entry(entry_numbered(entry), head, body=not no_body).write(), out)


@click.command("check-proof", epilog="Exit codes: 0 it shows what it says, 1 it does not, 2 wrong usage.")
@click.argument("file", type=FILE)
@signed_by_option
@click.option("--since", type=FILE, metavar="HEADFILE", help="The earlier head that the one in FILE is to add to.")
def check_proof(file: Path, signed_by: tuple[str, ...], since: Path | None) -> None:
    """Check a proof, or a head, without any record: who signed the head, and what follows from it.

    Without --signed-by nothing is shown: anybody can make a proof under a head that nobody signed.
    """
    if not signed_by:
        raise click.UsageError("Say with --signed-by whose signature the head must carry; `sulh key show` prints such a key.")
    from sulh.signing.heads import Head, bytes_of, head_in
    from sulh.signing.notes import about
    from sulh.signing.proofs import is_addition, is_inclusion

    keys = verifiers(signed_by)
    with about(file):
        data = bytes_of(file)
        if is_inclusion(data):
            if since is not None:
                raise click.UsageError("--since is about a head, and FILE is the proof of an entry.")
            _entry(data, keys)
        elif is_addition(data):
            _addition(data, keys, since)
        else:
            _signed(Head.read(data), keys)
            if since is not None:
                _same(Head.read(data), head_in(since), keys)


def _same(one: Head, other: Head, keys: tuple[Verifier, ...]) -> None:
    """Two heads alone are comparable where they have one number."""
    from sulh.model import ProofError

    other.signed_by(keys)
    (first, number), (second, other_number) = ((head.checkpoint, head.checkpoint.size) for head in (other, one))
    if first.origin != second.origin:
        raise ProofError("these are heads of two records")
    if number != other_number:
        raise ProofError("two heads alone do not show that one adds to the other; `sulh proof --since` makes the file that does")
    if first.root != second.root:
        raise ProofError(f"the same keys signed two heads for number {number}: {first.title}, and {second.title}. One of the two is false")
    click.echo("Both are the same head")


def _signed(head: Head, keys: tuple[Verifier, ...]) -> None:
    from sulh.signing.notes import printable
    from sulh.signing.stamps import stamp_titles

    signed = head.signed_by(keys)
    click.echo(f"{printable(head.checkpoint.origin)}: {head.checkpoint.title}")
    for line in head.checkpoint.more:
        click.echo(f"  it also says: {printable(line)}")
    for title in (*(one.title for one in signed), *stamp_titles(head)):
        click.echo(f"  {title}")


def _entry(data: bytes, keys: tuple[Verifier, ...]) -> None:
    from sulh.record.entry_proofs import entry_in
    from sulh.signing.notes import printable
    from sulh.signing.proofs import Inclusion

    proof = Inclusion.read(data)
    proof.head.signed_by(keys)
    link = entry_in(proof)
    _signed(proof.head, keys)
    click.echo(f"Entry {link.seq} is among them: {printable(link.kind)} by {printable(link.author)} at {printable(link.at)}")
    click.echo(f"  hash {link.hash}")
    click.echo(f"  {printable(link.body)}" if link.body is not None else f"  what it says is left out; its digest is {link.digest}")


def _addition(data: bytes, keys: tuple[Verifier, ...], since: Path | None) -> None:
    from sulh.model import ProofError
    from sulh.signing.heads import head_in
    from sulh.signing.proofs import Addition

    if since is None:
        raise click.UsageError("Name with --since the earlier head that FILE is to add to.")
    proof, earlier = Addition.read(data), head_in(since)
    earlier.signed_by(keys)
    proof.head.signed_by(keys)
    if not proof.shows(earlier.checkpoint):
        raise ProofError(f"this does not show that {proof.head.checkpoint.title} add to {earlier.checkpoint.title}")
    _signed(proof.head, keys)
    click.echo(f"They begin with the {earlier.checkpoint.size} entries of {since}; nothing among those was changed")
