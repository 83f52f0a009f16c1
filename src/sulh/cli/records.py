"""What the commands about a record share: opening it, and saying who decides."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import click

from sulh.model import MissingExtraError

__all__ = ["author_option", "login_name", "opened", "record_option"]

Command = TypeVar("Command", bound=Callable[..., Any])


def record_option(command: Command) -> Command:
    """`--record FILE`."""
    option = click.option(
        "--record",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="The record, an SQLite file; by default what SULH_DATABASE_URL or SULH_RECORD names, else your own.",
    )
    return option(command)


def author_option(command: Command) -> Command:
    """`--author NAME`."""
    option = click.option("--author", metavar="NAME", help="Who signs in the ledger; by default your login name.")
    return option(command)


def login_name() -> str:
    """The login name of whoever runs the command."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # an account without a name, as in some containers
        return "local"


def opened(record: Path | None, *, create: bool = False) -> str:
    """Open the record; returns its name. Raises MissingExtraError without Django, RecordError when there is no record."""
    if find_spec("django") is None or find_spec("dj_database_url") is None:
        raise MissingExtraError("The record", "desk")
    from sulh.record import open_record

    return open_record(record, create=create)
