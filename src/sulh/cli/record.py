"""`sulh verify`, `sulh rebuild`, `sulh backup`, `sulh restore`: the record as a whole."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sulh.cli.heads import compare_with_head, expect_options, links_of, show_later
from sulh.cli.records import author_option, key_option, opened, record_option, signing, until_option

if TYPE_CHECKING:
    import datetime as dt

    from sulh.record.parting import Parting
    from sulh.record.verifying import Verdict

__all__ = ["COPY", "LONGER", "PARTED", "SHORTER", "UNCOVERED", "backup", "rebuild", "restore", "verify"]

# Exit codes of `sulh verify` beside 0 (everything fits), 1 (damaged) and 2 (wrong usage).
LONGER, SHORTER, PARTED, UNCOVERED, COPY = 3, 4, 5, 6, 7
_MOST = 20  # faults that are named one by one
_NEVER = (
    "what no record shows by itself: whether all of it was written anew from some entry on, or its last entries were cut off "
    "everywhere. Compare it with a signed head (--expect), with a copy (--against), or number and hash with ones noted earlier"
)  # fmt: skip


@click.command(
    epilog="Exit codes: 0 everything fits, 1 something does not, 2 wrong usage, 3 the copy or head is the same but ends earlier, 4 this "
    "record ends earlier than the copy or head, 5 the two part, 6 what could be checked fits but something could not be, 7 it "
    "fits, and is a copy for a group, which lacks words."
)
@record_option
@click.option("--against", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="FILE", help="Another copy or a backup.")
@click.option("--quick", is_flag=True, help="Check the ledger, the texts and the accounts only; derive nothing anew.")
@key_option
@expect_options
def verify(
    record: Path | None, against: Path | None, quick: bool, key_file: Path | None, expect: Path | None, signed_by: tuple[str, ...]
) -> None:
    """Check that everything a record holds is what its ledger says, and name what is not.

    Entries, what is withheld, texts, accounts, and every row that pages read, which is derived anew beside the record and compared. Not a
    byte of the record is changed, and it may lie on read-only media. With --against the copy is checked in the same way, and then the
    two are compared. The hash printed at the end stands for the whole: whoever holds a copy with the same number and hash holds the
    same record.
    """
    name = opened(record, use="check")
    from django.db import connection

    from sulh.record import verifying
    from sulh.record.parting import compare

    key = _key(key_file)
    # A database on a server may be called like some file that lies here.
    file = Path(name) if connection.vendor == "sqlite" else None
    verdict = verifying.verify_file(file, key=key, quick=quick) if file else verifying.verify(quick=quick)
    _show(name, verdict, alone=against is None and expect is None)
    code = 1 if verdict.faults else UNCOVERED if verdict.uncovered else COPY if verdict.withheld else 0
    if against is not None:
        other = verifying.verify_file(against, key=key, quick=quick)
        _show(str(against), other, alone=False)
        parting = compare(against, key=key, here=file)
        code = _weighed(code, _compared(against, parting, verdict, other))
        _name_later(name, against, key, parting)
        code = 1 if verdict.faults or other.faults else code
    # Said also of a damaged record: whoever holds a signed head wants to know whether this is what was signed.
    if verdict.faults and expect is not None:
        click.echo("The head is compared with the hashes that stand in the file, though not all of it fits:")
    sys.exit(_weighed(code, compare_with_head(name, expect, signed_by)))


def _weighed(code: int, other: int) -> int:
    """The exit code that says more: damage, parting, what is cut off, what could not be checked, what lacks words, what goes on."""
    return min((code, other), key=(1, PARTED, SHORTER, UNCOVERED, COPY, LONGER, 0).index)


def _show(name: str, verdict: Verdict, *, alone: bool) -> None:
    """What was covered, what could not be, what there is to ask about, and what does not fit."""
    from sulh.signing.notes import printable

    click.echo(name)
    for sentence in verdict.covered:
        click.echo(f"  fits: {sentence}")
    for sentence in verdict.uncovered:
        click.echo(f"  could not be checked: {sentence}")
    for sentence in (*verdict.left_out, *((_NEVER,) if alone else ())):
        click.echo(f"  not covered: {sentence}")
    for sentence in verdict.noted[:_MOST]:
        click.echo(f"  ask about it: {printable(sentence)}")
    if len(verdict.noted) > _MOST:
        click.echo(f"  ask about it: {len(verdict.noted) - _MOST} more entries that are dated before earlier ones")
    for fault in verdict.faults[:_MOST]:
        click.echo(f"sulh: {name} does not fit: {fault.problem}", err=True)
    if len(verdict.faults) > _MOST:
        click.echo(f"sulh: and {len(verdict.faults) - _MOST} more", err=True)
    if verdict.holds:
        click.echo(f"  entry {verdict.entries} is the last, with the hash {verdict.head}")
    else:
        up_to = " up to there" if any(fault.seq == verdict.entries + 1 for fault in verdict.faults) else ""
        click.echo(f"sulh: {name} is damaged; the {verdict.entries} entries{up_to} follow one another", err=True)


def _compared(against: Path, parting: Parting, here: Verdict, there: Verdict) -> int:
    """Say how the two ledgers lie to each other; the exit code."""
    for seq in parting.erased:
        click.echo(f"What entry {seq} erased still stands in one of the two; the rest of those entries is the same")
    if parting.same:
        if here.holds and there.holds and here.withheld == there.withheld:
            click.echo(f"{against} is the same, entry for entry")
        else:
            click.echo(f"{against} has the same entries by their hashes{_lacking(here, there)}")
        return 0
    if parting.problem is not None or (parting.here and parting.there):
        click.echo(f"sulh: the copies part after entry {parting.common}: {parting.problem}", err=True)
        return PARTED
    if parting.here:
        click.echo(
            f"The two are the same up to entry {parting.common}; this record goes on for {parting.here} more{_lacking(here, there)}:"
        )
        return LONGER
    click.echo(
        f"The two are the same up to entry {parting.common}; this record lacks {parting.there} that {against} has: "
        f"they were added there, or cut off here{_lacking(here, there)}:"
    )
    return SHORTER


def _lacking(here: Verdict, there: Verdict) -> str:
    missing = ((here.withheld, "here"), (there.withheld, "there"))
    return "".join(f"; {number} bodies are missing {at}" for number, at in missing if number)


def _name_later(name: str, against: Path, key: bytes | None, parting: Parting) -> None:
    """Name the entries that only one of the two has, where the other has nothing in their place."""
    from sulh.record.truth import links_in

    if parting.problem is None and bool(parting.here) != bool(parting.there):
        show_later(links_of(name) if parting.here else links_in(against, key), parting.common)


def _key(file: Path | None) -> bytes | None:
    from sulh.record.sealing import key_in

    return None if file is None else key_in(file)


@click.command()
@record_option
def rebuild(record: Path | None) -> None:
    """Make the tables that pages read, and the search index, anew from the ledger, whatever became of them."""
    opened(record)
    from sulh.record.projection.apply import make_anew

    click.echo(f"{make_anew()} entries projected")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--to",
    "key_file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="KEY",
    help="Seal the backup with the passphrase or key in the file KEY.",
)
@until_option
@record_option
@author_option
def backup(file: Path, key_file: Path | None, until: dt.date | None, record: Path | None, author: str | None) -> None:
    """Write the whole record into the new file FILE while others go on working.

    It is a compressed dump of ledger, texts and accounts, which either database takes back; sessions are not in it. FILE holds what is
    restricted and the hashes of passwords: keep it as safe as the record, or seal it with --to. Only a sealed backup holds the secrets
    of second factors. An entry says first that the backup is made and until when it is kept, so that `sulh erase` can say which
    backups still hold what it erases; a record that cannot be written says nothing of its backups.
    """
    key = _key(key_file)
    opened(record, use="ledger")
    from sulh.record.backing_up import backup as write
    from sulh.record.copies_made import noted_backup
    from sulh.record.opening import is_copy
    from sulh.record.seals import seals

    noted = None if is_copy() else noted_backup(file.name, signing(author), until)
    entries = write(file, key, noted=noted)
    if noted is None:
        click.echo("This record cannot be written, so that it does not know of this backup: note it where you keep it")
    inside = "; only what the record seals is sealed" if seals() else "; not sealed"
    click.echo(f"{entries} entries in {file}" + (", sealed" if key else f"{inside}, without the secrets of second factors"))


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@key_option
@record_option
@author_option
def restore(file: Path, key_file: Path | None, record: Path | None, author: str | None) -> None:
    """Read the backup FILE into a record that is new or empty; its ledger, texts and accounts are verified first."""
    key = _key(key_file)
    name = opened(record, create=True)
    from sulh.record.backing_up import restore as read
    from sulh.record.opening import forget_begun

    try:
        restored = read(file, author=signing(author), key=key)
    except BaseException:
        forget_begun()
        raise
    accounts = "1 account" if restored.accounts == 1 else f"{restored.accounts} accounts"
    click.echo(f"{restored.entries} entries, and {accounts} with groups and tokens, restored into {name}")
    if restored.without_factor:
        names = ", ".join(restored.without_factor)
        click.echo(f"Second factors are only in a sealed backup: {names} sign in without a code now, and should set one up again")
