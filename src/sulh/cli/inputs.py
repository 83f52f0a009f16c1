"""What the commands are given: the documents that paths stand for, a date, and the line that says that one cannot be read."""

from __future__ import annotations

from collections.abc import Sequence

import click

from sulh.model import DateError, DocumentError

__all__ = ["checked_date", "complain", "files"]


def checked_date(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """The value of an option that takes an EDTF date."""
    if value is not None:
        from sulh.text.edtf import parse

        try:
            parse(value)
        except DateError as problem:
            raise click.BadParameter(str(problem)) from problem
    return value


def complain(path: str, reason: str) -> None:
    """One line about one document on standard error."""
    from sulh.render.quotes import one_line

    click.echo(f"sulh: {one_line(path)}: {one_line(reason)}", err=True)


def files(paths: Sequence[str]) -> tuple[list[str], bool]:
    """The documents that the paths stand for, each once, and whether every path gave at least one."""
    from sulh.documents import discover

    found: dict[str, None] = {}
    complete = True
    for path in paths:
        try:
            matched = ["-"] if path == "-" else list(discover([path]))
        except DocumentError as problem:
            complain(problem.path, problem.reason)
            complete = False
            continue
        if not matched:
            complain(path, "no document in it")
            complete = False
        found.update(dict.fromkeys(matched))
    return list(found), complete
