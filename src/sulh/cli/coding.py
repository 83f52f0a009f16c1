"""`sulh coding`: documents that two people judge without seeing each other, and how far coders agree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sulh.cli.records import author_option, opened, record_option, signing

if TYPE_CHECKING:
    from sulh.coding import Alpha

__all__ = ["coding"]

_COLUMNS = ("property", "claims", "alike_people", "alpha_people", "alike_all", "alpha_all")


@click.group()
def coding() -> None:
    """Double coding: two people judge the claims of a document without seeing each other, and a third decides where they differ."""


@coding.command("agreement")
@click.option("--document", metavar="ID", help="Only the document whose digest begins so, when its coders are done.")
@record_option
@author_option
def agreement(document: str | None, record: Path | None, author: str | None) -> None:
    """Print Krippendorff's alpha by property, people alone and with the machine as a coder, as a table with tabs.

    Only documents whose coding is open to everybody count. A dash stands where nothing can be said: no two coders judged a claim of the
    property, or all said the same of all.
    """
    opened(record, use="read")
    from sulh.model import RecordError
    from sulh.record.queries.coding import coding_view, reliability
    from sulh.record.queries.documents import named_document
    from sulh.record.viewers import local_viewer

    viewer = local_viewer(signing(author))
    if document is None:
        properties = reliability(viewer).properties
    else:
        view = coding_view(viewer, named_document(viewer, document))
        if view is None or not view.is_open:
            raise RecordError(f"{document} is not coded by several people" if view is None else "its coders are not done yet")
        properties = view.properties
    click.echo("\t".join(_COLUMNS))
    for one in properties:
        people, everybody = one.people, one.everybody
        cells = (one.property, people.units, people.alike, _figure(people), everybody.alike, _figure(everybody))
        click.echo("\t".join(map(str, cells)))


@coding.command("list")
@record_option
@author_option
def listed(record: Path | None, author: str | None) -> None:
    """List the documents that are coded, how far each coder is, and whether all may see what they said."""
    opened(record, use="read")
    from sulh.record.queries.coding import coding_views
    from sulh.record.viewers import local_viewer

    for one in coding_views(local_viewer(signing(author))):
        far = ", ".join(f"{coder} {number} of {one.claims}" for coder, number in one.judged.items())
        click.echo(f"{one.document.key[:12]}  {'open' if one.coding.is_open else 'under way'}  {far}  {one.document.title or ''}".rstrip())


def _deciding(name: str, about: str) -> Callable[[Callable[..., int]], click.Command]:
    """A command that decides something about the coding of one document."""

    def made(decide: Callable[..., int]) -> click.Command:
        @click.argument("document")
        @click.option("--reason", default="", metavar="WORDS", help="Why, for the ledger.")
        @record_option
        @author_option
        def command(document: str, reason: str, record: Path | None, author: str | None, **more: object) -> None:
            opened(record)
            from sulh.record.queries.documents import named_document
            from sulh.record.viewers import local_viewer

            viewer = local_viewer(signing(author))
            click.echo(f"entry {decide(viewer, named_document(viewer, document), reason=reason, **more)}")

        command.__doc__ = about
        return coding.command(name)(command)

    return made


def _begin(viewer: object, source: str, **more: object) -> int:
    from sulh.record.coding import begin

    return begin(viewer, source, more.pop("coders"), **more)  # type: ignore[arg-type]


def _open(viewer: object, source: str, **more: object) -> int:
    from sulh.record.coding import open_now

    return open_now(viewer, source, **more)  # type: ignore[arg-type]


_begun = _deciding(
    "begin", "Have DOCUMENT, named by the beginning of its digest, coded by two accounts or more that do not see each other."
)(_begin)
_begun.params.insert(
    1, click.Option(["--coder", "coders"], multiple=True, required=True, metavar="NAME", help="A coder's account; repeat it.")
)
_deciding("open", "Show what the coders of DOCUMENT said so far to everybody, though not all are done; for good.")(_open)


def _figure(alpha: Alpha) -> str:
    return "-" if alpha.value is None else f"{alpha.value:.3f}"
