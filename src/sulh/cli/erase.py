"""`sulh erase`: take an actor, a person or a document out of the record for good."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sulh.cli.records import author_option, opened, record_option, signing

if TYPE_CHECKING:
    from sulh.record.erasing import Plan
    from sulh.record.subjects import Subject

__all__ = ["erase"]

_WAITING = 3  # exit code: erased, but others keep freed space from being overwritten


@click.command(
    epilog="Exit codes: 0 erased, or shown what would be, 1 refused, and nothing was changed, 2 wrong usage, 3 erased, but words may lie "
    "in freed space until others leave the record."
)
@click.argument("subject", required=False)
@click.option("--reason", required=True, metavar="TEXT", help="Why, without the name: it stays in the ledger and in every copy.")
@click.option("--also", multiple=True, metavar="TEXT", help="Another spelling, erased wherever it stands; may be repeated.")
@click.option("--past", is_flag=True, help="Instead of SUBJECT: what is kept of persons until a day that is past.")
@click.option("--dry-run", is_flag=True, help="Show what would be erased, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@record_option
@author_option
def erase(
    subject: str | None, reason: str, also: tuple[str, ...], past: bool, dry_run: bool, yes: bool, record: Path | None, author: str | None
) -> None:
    """Erase SUBJECT for good: an actor, by identifier or name; a person, by name; a document, by the first digits of its digest; a round
    of an exchange of lists with all its names, as round:ID, or one of them, as round:ID:SIDE/NUMBER.

    Of an actor or a person the names are blacked, letter by letter, in texts and in the entries of the ledger; a document goes as a whole.
    An entry says who did it, when and why, and which entries it touched. It cannot be undone.
    """
    if past == (subject is not None):
        raise click.UsageError("name what is erased, or give --past")
    opened(record, use="read" if dry_run else "write")
    from sulh.record import erasing, wiping

    signed = signing(author)
    subjects = _past() if subject is None else [_named(subject, also)]
    for named in subjects:
        _show(erasing.plan(named))
    if not subjects:
        click.echo("Nothing of persons is kept beyond its day")
        return
    if dry_run:
        click.echo("Nothing was changed")
        return
    if not yes:
        click.confirm("Erase this for good?", abort=True, err=True)
    for named in subjects:
        if past and named.key not in {one.key for one in _past()}:
            continue  # a plan, and what names were asked for, go with their round
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


def _named(subject: str, also: tuple[str, ...]) -> Subject:
    from sulh.record.subjects import subject_named

    return subject_named(subject, also)


def _past() -> list[Subject]:
    """What was to be kept until a day that is past."""
    import datetime as dt

    from sulh.record.persons.ending import past
    from sulh.record.subjects import listed_subject

    return [listed_subject(one.matter, one.id, *sorted(one.keys)) for one in past(dt.datetime.now(dt.UTC).date().isoformat())]


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
