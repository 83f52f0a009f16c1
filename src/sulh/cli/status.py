"""`sulh status`: how far a promise is kept, with the words that show it."""

from __future__ import annotations

from pathlib import Path

import click

from sulh.cli.enter import cited_span
from sulh.cli.records import author_option, opened, record_option, signing
from sulh.model.vocabulary import CommitmentStatus

__all__ = ["status"]


@click.command(epilog="Exit codes: 0 set, 1 refused, 2 wrong usage.")
@click.argument("commitment")
@click.argument("status", type=click.Choice([one.value for one in CommitmentStatus]))
@click.option("--document", metavar="ID", required=True, help="The document whose words show it, by the beginning of its digest.")
@click.option("--quote", metavar="WORDS", help="Those words.")
@click.option("--span", metavar="FROM-TO", help="Or where they stand, in code points.")
@click.option("--happened", metavar="DATE", help="When it happened, or `unknown`; by default the day that the words tell of.")
@click.option("--reason", default="", metavar="WORDS", help="Why, for the ledger.")
@record_option
@author_option
def status(
    commitment: str,
    status: str,
    document: str,
    quote: str | None,
    span: str | None,
    happened: str | None,
    reason: str,
    record: Path | None,
    author: str | None,
) -> None:
    """Set how far the promise COMMITMENT is kept: 0 not begun, 1 and 2 in part, 3 fully, or broken, or superseded.

    Lateness counts from the day on which it happened, never from that of the report; `sulh follow` names the promises.
    """
    opened(record)
    from sulh import words
    from sulh.record.linking import set_status
    from sulh.record.queries.commitments import commitment as commitment_of
    from sulh.record.viewers import local_viewer

    viewer = local_viewer(signing(author))
    promise = commitment_of(viewer, commitment)
    cite = cited_span(viewer, document, quote, span)
    when = happened if happened in (None, "") else "" if happened == "unknown" else words.date_typed(happened) or happened
    entry = set_status(viewer, promise.id, status, cite.document, cite.start, cite.end, happened=when, reason=reason)
    after = commitment_of(viewer, promise.id).evidence[-1].happened
    said = f"it happened {words.date(after)}" if after else "on which day it happened is not known"
    click.echo(f"entry {entry}: {said}; `sulh undo {entry}` takes it back")
