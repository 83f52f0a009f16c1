"""What a command that works on the user's files says when it cannot use them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

import click

from sulh.model import SulhError
from sulh.model.vocabulary import Sharing

__all__ = ["check_groups", "usage"]


@contextmanager
def usage(extra: str) -> Iterator[None]:
    """What cannot be used ends the command with status 2, the reason in one line; so does a missing part, with the `extra` that has it."""
    try:
        yield
    except SulhError as problem:
        raise click.UsageError(str(problem)) from problem
    except ModuleNotFoundError as problem:
        raise click.UsageError(f"this needs {problem.name}: install sulh with the extra `{extra}`") from problem


def check_groups(level: str, groups: Collection[str], called: str) -> None:
    """A source is restricted to groups, and only then are groups named; `called` is how the command line calls that level."""
    if (level == Sharing.RESTRICTED) != bool(groups):
        raise click.UsageError(f"{called} needs --group NAME, and --group is only for it.")
