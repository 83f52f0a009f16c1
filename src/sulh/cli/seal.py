"""`sulh seal`: from now on a record seals what is sensitive."""

from __future__ import annotations

from pathlib import Path

import click

from sulh.cli.keys import FILE
from sulh.cli.records import author_option, opened, record_option, signing_admin

__all__ = ["seal"]


@click.command()
@click.option("--key", "key_file", type=FILE, required=True, metavar="FILE", help="The record key, made by `sulh key record`.")
@record_option
@author_option
def seal(key_file: Path, record: Path | None, author: str | None) -> None:
    """From now on seal what is not public: texts of documents, and the words of entries about them, each under a key of its subject.

    The keys are sealed with the record key in FILE, which SULH_RECORD_KEY names to every command and to the desk. What was entered
    before stays as it is. A record is begun when there is none.
    """
    opened(record, create=True)
    from sulh.record.ledger import writing
    from sulh.record.seals import begin_sealing

    signing_admin(author)
    with writing():
        begin_sealing(key_file)
    click.echo(f"From now on this record seals what is not public: name {key_file} in SULH_RECORD_KEY")
