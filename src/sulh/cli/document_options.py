"""Options of the commands that read documents, and the checks of their values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from sulh.cli.inputs import checked_date
from sulh.cli.outcomes import check_actors
from sulh.model import ActorTableError

__all__ = ["document_options", "workers_option"]


def _checked_actors(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """The value of an option that takes a table of actors."""
    if value is not None:
        try:
            check_actors(value)
        except ActorTableError as problem:
            raise click.BadParameter(str(problem)) from problem
    return value


workers_option = click.option(
    "--workers", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Number of processes that read."
)


def document_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--published`, `--actors` and `--workers`."""
    published = click.option(
        "--published",
        callback=checked_date,
        metavar="DATE",
        help="Date of publication (YYYY, YYYY-MM or YYYY-MM-DD) of documents that do not give their own.",
    )
    actors = click.option(
        "--actors",
        type=click.Path(exists=True, dir_okay=False),
        callback=_checked_actors,
        metavar="FILE",
        help="CSV table of further actors and their other names.",
    )
    return published(actors(workers_option(command)))
