"""`sulh key`: the keys that sign heads, and what the commands about heads and proofs share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sulh.cli.records import author_option, opened, record_option, signing_admin

if TYPE_CHECKING:
    from sulh.signing.signers import Signer, Verifier

__all__ = ["FILE", "NEW_FILE", "key", "out_option", "put_out", "signed_by_option", "signer_in", "verifiers"]

PASSPHRASE = "SULH_KEY_PASSPHRASE"
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
NEW_FILE = click.Path(path_type=Path, dir_okay=False)

Command = TypeVar("Command", bound=Callable[..., Any])


def signed_by_option(command: Command) -> Command:
    """`--signed-by KEY`, which may be repeated."""
    option = click.option(
        "--signed-by",
        "signed_by",
        multiple=True,
        metavar="KEY",
        help="A public key whose signature must be there, or a file that holds it; may be repeated, and then all must.",
    )
    return option(command)


def out_option(command: Command) -> Command:
    """`--out FILE`."""
    option = click.option("--out", type=NEW_FILE, metavar="FILE", help="Write into this file, which must be new; by default to the screen.")
    return option(command)


def put_out(data: bytes, out: Path | None) -> None:
    """Write to standard output or into a new file. Raises ProofError when it is there already or cannot be written."""
    if out is None:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from sulh.model import ProofError

    try:
        with out.open("xb") as stream:
            stream.write(data)
    except FileExistsError as problem:
        raise ProofError(f"{out} is there already; name a new file") from problem
    except OSError as problem:
        raise ProofError(f"{out} cannot be written ({problem.strerror})") from problem


def verifiers(given: Iterable[str]) -> tuple[Verifier, ...]:
    """The public keys that are given as they are or as files. Raises ProofError for one that is none."""
    from sulh.signing.keyfiles import key_text, read_public
    from sulh.signing.notes import about
    from sulh.signing.signers import Verifier

    found = []
    for one in given:
        if _is_file(one):
            with about(one):
                found.append(read_public(key_text(Path(one))))
        else:
            found.append(Verifier.read(one))
    return tuple(found)


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except OSError:  # a key may be longer than any name of a file
        return False


def signer_in(file: Path) -> Signer:
    """The private key in a file; its passphrase is asked for, or taken from the environment."""
    from sulh.signing.keyfiles import read_key

    def passphrase() -> str:
        return os.environ.get(PASSPHRASE) or str(click.prompt(f"Passphrase of {file}", hide_input=True, err=True))

    return read_key(file, passphrase)


@click.group()
def key() -> None:
    """Make and show the keys that sign heads of a ledger."""


@key.command("make")
@click.argument("name")
@click.argument("file", type=NEW_FILE)
@click.option("--witness", is_flag=True, help="A key that witnesses heads of others, instead of one that signs heads.")
@click.option("--passphrase", is_flag=True, help="Ask for a passphrase, without which the file is of no use.")
def make_key(name: str, file: Path, witness: bool, passphrase: bool) -> None:
    """Make a key called NAME, and keep it in the new FILE that only its owner reads. The public key is printed: give it to everybody.

    NAME is best an address that is yours, such as delegation.example/record. It has no spaces.
    """
    from sulh.signing.keyfiles import write_key
    from sulh.signing.signers import COSIGNS, SIGNS, new_signer

    words = ""
    if passphrase:
        words = os.environ.get(PASSPHRASE) or str(click.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True))
    signer = new_signer(name, COSIGNS if witness else SIGNS)
    write_key(signer, file, words)
    click.echo(str(signer.verifier))


@key.command("show")
@click.argument("file", type=FILE)
def show_key(file: Path) -> None:
    """Print the public key of the private key in FILE."""
    from sulh.signing.keyfiles import key_text, read_public
    from sulh.signing.notes import about

    with about(file):
        click.echo(str(read_public(key_text(file))))


@key.command("record")
@click.argument("file", type=NEW_FILE)
def make_record_key(file: Path) -> None:
    """Make a record key in the new FILE that only its owner reads: what a record seals opens with it alone.

    Keep it away from the record and its backups, and keep a copy of it: nobody can make it again.
    """
    from sulh.record.keyring import make_record_key as make

    make(file)
    click.echo(f"{file}: `sulh seal --key {file}` seals with it; name it in SULH_RECORD_KEY, and keep a copy elsewhere")


@key.command("rotate")
@click.argument("file", type=NEW_FILE)
@click.option("--old", type=FILE, metavar="FILE", help="The record key until now; by default what SULH_RECORD_KEY names.")
@record_option
@author_option
def rotate(file: Path, old: Path | None, record: Path | None, author: str | None) -> None:
    """Give a record that seals a new record key, in the new FILE; the old one opens nothing of it any more.

    Backups and copies made before still open with the old key.
    """
    from sulh.model import RecordError

    before = old or Path(os.environ.get("SULH_RECORD_KEY", ""))
    if not before.is_file():
        raise RecordError("name the record key until now: --old FILE, or SULH_RECORD_KEY")
    opened(record)
    from sulh.record import seals, wiping
    from sulh.record.keyring import make_record_key as make
    from sulh.record.ledger import writing

    signing_admin(author)
    make(file)
    with writing():
        number = seals.rotate(before, file)
        wiping.soil()
    wiping.wipe()
    click.echo(f"{number} data keys are sealed with the record key in {file}: name it in SULH_RECORD_KEY, and keep a copy elsewhere")
