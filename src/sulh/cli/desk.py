"""`sulh desk`: the record in a browser."""

from __future__ import annotations

import signal
import sys
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sulh.cli.records import record_option
from sulh.model import MissingExtraError

if TYPE_CHECKING:
    from sulh.desk.serving import Desk

__all__ = ["desk", "needs_desk", "serve"]


@click.command(epilog="Ctrl-C ends it. Exit codes: 0 ended, 1 cannot serve, 2 wrong usage.")
@record_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Where to listen; other than this machine needs accounts."
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N", help="Port to listen on; by default any free one.")
@click.option("--no-browser", is_flag=True, help="Only print the sign-in link; open no browser.")
@click.option(
    "--workers", type=click.IntRange(0), default=1, show_default=True, metavar="N", help="Processes that read uploads; 0: `sulh work` does."
)
def desk(record: Path | None, host: str, port: int, no_browser: bool, workers: int) -> None:
    """Show the record in a browser: timeline, meetings, documents to review, commitments, actors, places.

    On this machine a sign-in link is printed that works once; Enter gives a new one. An empty record is begun when there is none.
    """
    needs_desk()
    from sulh.desk.serving import open_desk

    serve(open_desk(record, host=host, port=port, create=True, workers=workers), browser=not no_browser)


def needs_desk() -> None:
    """Raise MissingExtraError where the packages of the desk are not installed."""
    if any(find_spec(name) is None for name in ("django", "waitress", "django_htmx", "django_otp", "axes", "csp", "whitenoise")):
        raise MissingExtraError("The desk", "desk")


def serve(opened: Desk, *, browser: bool) -> None:
    """Serve until Ctrl-C, with a sign-in link where the desk gives one."""
    from sulh.record.opening import is_copy

    link = opened.link()
    if is_copy():
        click.echo("The record cannot be written where it lies: the desk shows it, and nothing can be decided or added here.")
    click.echo(f"Open this link to sign in (it works once, for ten minutes):\n  {link}" if link else f"The desk is at {opened.address}")
    click.echo("Ctrl-C ends it." if link is None or not sys.stdin.isatty() else "Enter gives a new link, Ctrl-C ends it.")
    sys.stdout.flush()
    if link is not None:
        if sys.stdin.isatty():
            threading.Thread(target=_new_links, args=(opened,), daemon=True).start()
        if browser:
            click.launch(link)
    # Ended from outside it stops as by Ctrl-C: what its workers were doing is given back at once.
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        opened.run()
    except KeyboardInterrupt:
        pass
    finally:
        opened.close()


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _new_links(opened: Desk) -> None:
    while sys.stdin.readline():
        click.echo(f"  {opened.link()}")
