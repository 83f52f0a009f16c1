"""`sulh work`: workers for a desk whose web server has several processes, or that start none of their own."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sulh.cli.desk import needs_desk
from sulh.cli.records import opened, record_option

if TYPE_CHECKING:
    from sulh.record.jobs.models import Job

__all__ = ["work"]


@click.command(epilog="Ctrl-C ends it; what was not finished is done by the next. Exit codes: 0 ended, 1 cannot work, 2 wrong usage.")
@record_option
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="Number of processes that work.")
@click.option("--until-empty", is_flag=True, help="End as soon as nothing waits; one process works.")
def work(record: Path | None, workers: int, until_empty: bool) -> None:
    """Read the files that were uploaded to a desk, and do its other jobs, until it is ended.

    `sulh desk` does this itself. Behind another web server, or on another machine, this command does it; several may run at once.
    """
    needs_desk()
    name = opened(record)
    from sulh.record.jobs.worker import Workers

    crew = Workers(workers, said=_say)
    if until_empty:
        crew.until_empty()
        return
    ended = threading.Event()
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda *_: ended.set())
    crew.start()
    click.echo(f"Working on the jobs of {name}. Ctrl-C ends it.")
    ended.wait()
    crew.stop()


def _say(job: Job) -> None:
    # Never the name of a file: it may say what only some may know.
    click.echo(f"job {job.pk}: {job.kind} {job.state}")
