"""`sulh review`: what awaits a decision, one thing after another, on the terminal."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sulh.cli.records import author_option, opened, record_option, signing
from sulh.model import RecordError

if TYPE_CHECKING:
    from sulh.record.shapes import ClaimView, MeetingView, ProposalView, Viewer

__all__ = ["review"]

_AROUND = 120  # characters of context on either side of a quote
_CLAIM_KEYS = "[a]ccept  [r]eject  [c]orrect  [s]kip  [q]uit"
_PAIR_KEYS = "[a] one meeting  [r] two meetings  [s]kip  [q]uit"


class _Quit(Exception):
    """The reviewer has had enough."""


@click.command()
@click.option("--document", metavar="ID", help="Only claims of the document whose digest begins so.")
@click.option("--limit", type=click.IntRange(1), default=None, metavar="N", help="Stop after so many.")
@click.option("--merges/--no-merges", default=True, show_default=True, help="Also ask about meetings that may be one.")
@record_option
@author_option
def review(document: str | None, limit: int | None, merges: bool, record: Path | None, author: str | None) -> None:
    """Decide about claims, most certain first, and about meetings that may be one.

    Each claim is shown with the words it rests on. Keys: a accepts, r rejects, c corrects, s leaves it for later, q ends. Every decision is
    in the ledger at once, under your name.
    """
    opened(record)
    from sulh.record.viewers import local_viewer

    viewer = local_viewer(signing(author))
    asked = _Asked(limit)
    try:
        if merges and document is None:
            _pairs(viewer, asked)
        _claims(viewer, document, asked)
    except (_Quit, EOFError, click.Abort):
        click.echo()
    click.echo(f"{asked.decided} decided, {asked.skipped} left for later")


class _Asked:
    """Counts what was asked, and ends when the limit is reached."""

    def __init__(self, limit: int | None) -> None:
        self._left = limit
        self.decided = 0
        self.skipped = 0

    def key(self, keys: str, allowed: str) -> str:
        """The next key that is allowed; raises _Quit for q, the end of the input, or the limit."""
        if self._left is not None and self._left <= 0:
            raise _Quit
        click.echo(f"  {keys}  ", nl=False)
        while (key := click.getchar().casefold()[:1]) not in (*allowed, "q", "", "\x04"):
            pass
        click.echo(key)
        if key in ("q", "", "\x04"):
            raise _Quit
        if self._left is not None:
            self._left -= 1
        return key


def _pairs(viewer: Viewer, asked: _Asked) -> None:
    from sulh.record import decisions
    from sulh.record.queries.review import proposals

    for pair in proposals(viewer, limit=None).rows:
        _show_pair(pair)
        key = asked.key(_PAIR_KEYS, "ars")
        if key == "s":
            asked.skipped += 1
        elif _decided(
            partial(decisions.merge, viewer, pair.left.id, pair.right.id) if key == "a" else partial(decisions.apart, viewer, pair.id)
        ):
            asked.decided += 1


def _claims(viewer: Viewer, document: str | None, asked: _Asked) -> None:
    from sulh.record.looks import looked_at
    from sulh.record.queries.review import queue

    while (page := queue(viewer, offset=asked.skipped, limit=50, document=document)).rows:
        for claim in page.rows:
            looked_at(viewer, [claim.document])
            _show_claim(claim, page.total)
            key = asked.key(_CLAIM_KEYS, "arcs")
            if key != "s" and _decide(viewer, claim, key):
                asked.decided += 1
            else:
                asked.skipped += 1


def _decide(viewer: Viewer, claim: ClaimView, key: str) -> bool:
    from sulh.record import decisions

    if key == "c":
        value = _corrected(claim)
        return value is not None and _decided(lambda: decisions.correct(viewer, claim.id, value))
    return _decided(lambda: (decisions.accept if key == "a" else decisions.reject)(viewer, claim.id))


def _decided(decide: Callable[[], int]) -> bool:
    try:
        click.echo(f"  entry {decide()}")
    except RecordError as problem:
        click.echo(f"  {problem}", err=True)
        return False
    return True


def _corrected(claim: ClaimView) -> object | None:
    """The value the reviewer types: plain text for a text, JSON for everything else; nothing leaves the claim for later."""
    text = isinstance(claim.value, str)
    shown = str(claim.value) if text else json.dumps(claim.value, ensure_ascii=False)
    typed: str = click.prompt("  ought to read", default=shown, show_default=True)
    if typed == shown:
        return None
    try:
        return typed if text else json.loads(typed)
    except ValueError:
        click.echo("  that is no JSON; left for later", err=True)
        return None


def _show_claim(claim: ClaimView, total: int) -> None:
    from sulh import words
    from sulh.record.models import Text
    from sulh.render.quotes import one_line

    text = Text.objects.filter(pk=claim.document.id).values_list("text", flat=True).first() or ""
    before = one_line(text[max(0, claim.start - _AROUND) : claim.start])
    after = one_line(text[claim.end : claim.end + _AROUND])
    measured = f"by {claim.decided_here} decisions here" if claim.decided_here else "on blind documents"
    sure = "" if claim.confidence is None else f", {claim.confidence:.0%} certain {measured}"
    click.echo()
    title, published = one_line(claim.document.title or claim.document.key[:12]), words.date(claim.document.published) or "no date"
    click.echo(f"{title} ({published}); {total} await a decision")
    stated = words.claim(claim.subject, claim.property, claim.value if claim.decided is None else claim.decided)
    about = f"{words.kind(claim.subject)}: {words.prop(claim.subject, claim.property, 'inside')}"
    click.secho(f"  {one_line(stated)}", bold=True, nl=False)
    by = f", differs; read by {claim.method}" if claim.differs else ""
    click.echo(f"   [{about}{sure}{by}]")
    click.echo(f"  ...{before} ", nl=False)
    click.secho(one_line(text[claim.start : claim.end]), reverse=True, nl=False)
    click.echo(f" {after}...")


def _show_pair(pair: ProposalView) -> None:
    from sulh import words

    click.echo()
    click.secho(f"May these be one meeting? ({pair.score:.0%})", bold=True)
    for meeting in (pair.left, pair.right):
        click.echo(f"  {_meeting(meeting)}")
    reasons = {name: str(one["found"]) for name, one in pair.reason.items() if isinstance(one, dict) and one.get("found") != "unknown"}
    click.echo("  " + "; ".join(f"{words.code('compared', name, 'inside')} {words.found(how)}" for name, how in reasons.items()))


def _meeting(meeting: MeetingView) -> str:
    from sulh import words

    who = words.listing(role.actor.name for role in meeting.participants) or words.phrase("nobody_named")
    facts = (words.code("MeetingStatus", meeting.status), words.span(meeting.start, meeting.end) or words.phrase("date_not_given"))
    return f"{words.title_of(meeting)}: {', '.join(facts)}, {words.place(meeting.city, meeting.country) or 'no place'}; {who}"
