"""`sulh erase`: take an actor, a person or a document out of the record for good."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sulh.cli.records import author_option, opened, record_option, signing

if TYPE_CHECKING:
    from sulh.record.erasing import Plan

__all__ = ["erase"]

_WAITING = 3  # exit code: erased, but others keep freed space from being overwritten


@click.command(
    epilog="Exit codes: 0 erased, or shown what would be, 1 refused, and nothing was changed, 2 wrong usage, 3 erased, but words may lie "
    "in freed space until others leave the record."
)
@click.argument("subject")
@click.option("--reason", required=True, metavar="TEXT", help="Why, without the name: it stays in the ledger and in every copy.")
@click.option("--also", multiple=True, metavar="TEXT", help="Another spelling, erased wherever it stands; may be repeated.")
@click.option("--dry-run", is_flag=True, help="Show what would be erased, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@record_option
@author_option
def erase(subject: str, reason: str, also: tuple[str, ...], dry_run: bool, yes: bool, record: Path | None, author: str | None) -> None:
    """Erase SUBJECT for good: an actor, by identifier or name; a person, by name; or a document, by the first digits of its digest.

    Of an actor or a person the names are blacked, letter by letter, in texts and in the entries of the ledger; a document goes as a whole.
    An entry says who did it, when and why, and which entries it touched. It cannot be undone.
    """
    opened(record, use="read" if dry_run else "write")
    from sulh.record import erasing, wiping
    from sulh.record.subjects import subject_named

    signed = signing(author)
    named = subject_named(subject, also)
    _show(erasing.plan(named))
    if dry_run:
        click.echo("Nothing was changed")
        return
    if not yes:
        click.confirm("Erase this for good?", abort=True, err=True)
    seq, made = erasing.erase(named, author=signed, reason=reason)
    click.echo(f"Erased, as entry {seq} says: {len(made.changes)} entries, {len(made.texts)} texts")
    _show_copies(made)
    if not wiping.wipe():
        click.echo(
            "sulh: others have the record open, so its file may still hold the words in freed space and in its log; the next command that "
            "writes to it overwrites them, once the others are gone",
            err=True,
        )
        sys.exit(_WAITING)


def _show(plan: Plan) -> None:
    """What an erasure touches."""
    what = {"actor": "the actor", "person": "the person", "document": "the document", "listed": "what is kept of"}[plan.subject.sort]
    kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(plan.kinds().items()))
    click.echo(f"{what} {plan.subject.title}: {len(plan.changes)} entries ({kinds}), {len(plan.texts)} texts")
    for spelt, number in plan.spelt.most_common():
        click.echo(f"  {number:5d} x {spelt}")
    for word, number in plan.standing.most_common():
        click.echo(f"  stays: {number} x {word}, which is also a word or a name of others (--also {word!r} erases it)")
    if plan.accounts:
        click.echo(f"  stays: {plan.accounts} entries about accounts called so; accounts are removed, not erased")


def _show_copies(plan: Plan) -> None:
    """Which backups and copies still hold what was erased."""
    if not plan.copies:
        click.echo("No backup or copy is known to the record; those made with other tools, and with earlier versions, still hold the words")
        return
    click.echo("These still hold it, and are to be deleted or made anew:")
    for copy in plan.copies:
        what = f"the copy for {copy.audience}" if copy.audience else f"the backup {copy.file}"
        until = f"kept until {copy.until}" if copy.until else "kept for nobody knows how long"
        click.echo(f"  {what} of {copy.at[:10]} by {copy.author} (entry {copy.seq}), {until}")
