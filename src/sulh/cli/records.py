"""What the commands about a record share: opening it, and saying who decides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import click

from sulh.model import MissingExtraError

__all__ = ["author_option", "key_option", "opened", "record_option", "signing", "signing_admin", "until_option"]

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
    option = click.option("--author", metavar="NAME", help="For whom you act: the ledger says both names. By default you sign yourself.")
    return option(command)


def key_option(command: Command) -> Command:
    """`--key FILE`."""
    option = click.option(
        "--key",
        "key_file",
        type=click.Path(path_type=Path, exists=True, dir_okay=False),
        metavar="FILE",
        help="The file with the key of a sealed backup.",
    )
    return option(command)


def until_option(command: Command) -> Command:
    """`--keep-until DATE`."""
    option = click.option(
        "--keep-until",
        "until",
        callback=_day,
        metavar="DATE",
        help="The day (YYYY-MM-DD) up to which it is kept, for the ledger: `sulh erase` names what still holds what it erases.",
    )
    return option(command)


def _day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> dt.date | None:
    try:
        return None if value is None else dt.date.fromisoformat(value)
    except ValueError as problem:
        raise click.BadParameter("give a day such as 2027-03-31") from problem


def signing(author: str | None) -> str:
    """Who signs, in a record that is open: whoever runs the command, where `author` is given as acting for that person."""
    from sulh.record.authors import author_of

    return author_of(author)


def signing_admin(author: str | None) -> str:
    """The same, who must be an administrator of a record with accounts. Raises AccessError for others."""
    from sulh.model import AccessError
    from sulh.record.authors import is_admin

    name = signing(author)
    if not is_admin(name):
        raise AccessError(f"{name} may not do this here: it is for administrators")
    return name


def opened(record: Path | None, *, create: bool = False, use: str = "write", settings: str = "sulh.record.settings") -> str:
    """Open the record; returns its name. Raises MissingExtraError without Django, RecordError when there is no record.

    `use` is what for: "write", "read" (a file that cannot be written is read from a copy), "ledger" (the same, for what is signed or
    kept) or "check" (nothing is brought up to date).
    """
    if any(find_spec(name) is None for name in ("django", "dj_database_url", "django_otp")):
        raise MissingExtraError("The record", "desk")
    from sulh.record import open_record

    return open_record(record, create=create, use=use, settings=settings)
