"""`sulh copy`: a copy of the record that may be handed to a group."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sulh.cli.keys import NEW_FILE
from sulh.cli.records import author_option, opened, record_option, signing, until_option

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["copy"]


@click.command("copy")
@click.argument("file", type=NEW_FILE)
@click.option("--for", "group", required=True, metavar="GROUP", help="The group that may have the copy.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the ledger: whoever gets a copy reads it.")
@until_option
@record_option
@author_option
def copy(file: Path, group: str, reason: str, until: dt.date | None, record: Path | None, author: str | None) -> None:
    """Write a copy for GROUP into the new FILE: the whole ledger, without the words of what the group may not see.

    An entry of the ledger says first which words are withheld, for whom and why. The copy has the same head as the record, verifies,
    and holds no accounts, sessions, tokens or secrets.
    """
    opened(record)
    from sulh.record.handing_over import hand_over

    made = hand_over(file, group, author=signing(author), reason=reason, until=until.isoformat() if until else "")
    click.echo(f"{made.entries} entries in {file}, {made.withheld} of them without their words, as entry {made.entry} says")
