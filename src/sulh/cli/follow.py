"""`sulh follow`: what became of promises, by what the record holds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sulh.cli.records import author_option, opened, record_option, signing
from sulh.model.vocabulary import PromiseState

if TYPE_CHECKING:
    from sulh.record.shapes import ClauseLife, CommitmentView, LinkView

__all__ = ["follow"]


@click.command()
@click.option("--commitment", metavar="ID", help="Only this promise, by the identifier of its act.")
@click.option("--clause", metavar="ID", help="Instead of promises: this clause of a statement or agreement, as `DOCUMENT#NUMBER`.")
@click.option("--since", metavar="DATE", help="Only promises that are due, or made where no day is set, from this day on (YYYY-MM-DD).")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line instead of words.")
@record_option
@author_option
def follow(commitment: str | None, clause: str | None, since: str | None, as_json: bool, record: Path | None, author: str | None) -> None:
    """Show for each promise what became of it, and which later meetings, acts, releases, ceasefire events and passages may show it.

    With --clause: what later sources in the record say of one clause, by date. DOCUMENT is the first twelve digits of the document's
    identifier, as in the address of its page, and NUMBER counts its clauses from 1.

    Nothing is decided: links are proposals until a person accepts them in the desk. A promise of which no source speaks says so.
    """
    if clause is not None and (commitment is not None or since is not None):
        raise click.UsageError("--clause goes with neither --commitment nor --since.")
    opened(record, use="read")
    if clause is not None:
        from sulh.record.queries.clauses import clause_life
        from sulh.record.viewers import local_viewer

        life = clause_life(local_viewer(signing(author)), clause)
        click.echo(_clause_json(life) if as_json else _clause_said(life))
        return
    from sulh.record.queries.commitments import commitment as one
    from sulh.record.queries.commitments import commitments
    from sulh.record.shapes import Filters
    from sulh.record.viewers import local_viewer

    viewer = local_viewer(signing(author))
    names = [commitment] if commitment else [row.id for row in commitments(viewer, Filters(since=since)).rows]
    for name in names:
        found = one(viewer, name)
        click.echo(_json(found) if as_json else _said(found))
    if not names and not as_json:
        click.echo("No promise is recorded." if since is None else f"No promise is due or was made since {since}.")


def _said(found: CommitmentView) -> str:
    from sulh import words

    outcome = found.outcome
    state = words.code("PromiseState", outcome.state)
    late = f", {outcome.days_late} days late" if outcome.days_late else ""
    sure = " (proposed: nobody has decided)" if outcome.proposed else ""
    due = f"due {words.date(found.due)}" if found.due else "no day set"
    made = words.date(found.made or found.claim.document.published)
    lines = [f"{found.id}  {state}{late}{sure}", f"  made {made or 'on a day not known'}, {due}: {_short(found.claim.quote)}"]
    if outcome.state == PromiseState.NO_SOURCE and not found.links:
        lines.append(f"  no source in the record speaks of it since {made}" if made else "  no source in the record speaks of it")
    return "\n".join([*lines, *(_link(one) for one in found.links)])


def _clause_said(life: ClauseLife) -> str:
    from sulh import words

    if life.made is None:
        return f"{life.id}: {_short(life.quote.quote)}\n  its text has no day, so nothing later can be sought"
    span = f"from {words.date(life.made)}; the record speaks up to {words.date(life.searched)}"
    lines = [f"{life.id}: {_short(life.quote.quote)}", f"  {span}"]
    if not life.links:
        lines.append("  no source in the record has been found to speak of it since")
    if life.found > len(life.links):
        lines.append(f"  the likeliest {len(life.links)} of {life.found}:")
    return "\n".join([*lines, *(_link(one) for one in life.links)])


def _clause_json(life: ClauseLife) -> str:
    from dataclasses import asdict

    about = {"id": life.id, "made": life.made, "searched": life.searched, "quote": life.quote.quote, "document": life.quote.document.id}
    return json.dumps(about | {"found": life.found, "links": [asdict(one) for one in life.links]}, ensure_ascii=False)


def _link(one: LinkView) -> str:
    from sulh import words

    decided = "" if one.holds is None else f" [{'accepted' if one.holds else 'set aside'} by {one.author}]"
    score = f" {one.score:.2f}" if one.score is not None else ""
    quote = f": {_short(one.quote.quote)}" if one.quote else ""
    why = ", ".join(words.code("followed", f"{reason.feature}.{reason.level}") for reason in one.reasons if reason.weight > 0)
    return f"  - {one.kind} {one.direction}{score}, {words.date(one.day)}{decided}{quote}" + (f"\n    because: {why}" if why else "")


def _json(found: CommitmentView) -> str:
    from dataclasses import asdict

    claim = found.claim
    made = found.made or claim.document.published
    about = {"id": found.id, "made": made, "due": found.due, "quote": claim.quote, "document": claim.document.id}
    return json.dumps(about | {"outcome": asdict(found.outcome), "links": [asdict(one) for one in found.links]}, ensure_ascii=False)


def _short(text: str) -> str:
    said = " ".join(text.split())
    return said if len(said) <= 140 else f"{said[:139]}…"
