"""`sulh actor`, `sulh track`, `sulh person`, `sulh source`, `sulh undo`: decisions about names and sources, and taking a decision back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from sulh.cli.records import author_option, opened, record_option, signing
from sulh.cli.usage import check_groups

__all__ = ["actor", "person", "source", "track", "undo"]


def _decide(record: Path | None, author: str | None, decide: Callable[[Any, Any], int]) -> None:
    """Open the record, decide as the author, and say the number of the entry."""
    opened(record)
    from sulh.record import decisions
    from sulh.record.viewers import local_viewer

    entry = decide(decisions, local_viewer(signing(author)))
    click.echo(f"entry {entry}; `sulh undo {entry}` takes it back")


_reason = click.option("--reason", default="", metavar="WORDS", help="Why, for the ledger.")


@click.group()
def actor() -> None:
    """Actors: add one, rename it, give it aliases, say that two are one or that they are not."""


@click.group()
def track() -> None:
    """Tracks: add one, rename it, give it aliases, say that two are one or that they are not."""


def _naming(group: click.Group, of: str) -> None:
    """The commands that actors and tracks share."""

    @group.command("alias")
    @click.argument("id")
    @click.argument("alias")
    @click.option("--remove", is_flag=True, help="It is not called so.")
    @_reason
    @record_option
    @author_option
    def alias(id: str, alias: str, remove: bool, reason: str, record: Path | None, author: str | None) -> None:
        """The actor or track ID is called ALIAS too."""
        verb = "remove_alias" if remove else "add_alias"
        _decide(record, author, lambda decisions, viewer: getattr(decisions, verb)(viewer, f"{of}:{id}", alias, reason=reason))

    @group.command("join")
    @click.argument("id")
    @click.argument("other")
    @_reason
    @record_option
    @author_option
    def join(id: str, other: str, reason: str, record: Path | None, author: str | None) -> None:
        """OTHER is the same as ID, under whose name both are shown from now on."""
        _decide(record, author, lambda decisions, viewer: decisions.join(viewer, f"{of}:{id}", f"{of}:{other}", reason=reason))

    @group.command("part")
    @click.argument("id")
    @_reason
    @record_option
    @author_option
    def part(id: str, reason: str, record: Path | None, author: str | None) -> None:
        """ID is on its own again, whatever it was joined with."""
        _decide(record, author, lambda decisions, viewer: decisions.part(viewer, f"{of}:{id}", reason=reason))


_naming(actor, "actor")
_naming(track, "track")


@actor.command("name")
@click.argument("name")
@click.option("--id", default="", help="Rename this actor instead of adding one.")
@click.option("--kind", default="", help="What sort of body it is, such as state, igo or armed_group.")
@_reason
@record_option
@author_option
def name_actor(name: str, id: str, kind: str, reason: str, record: Path | None, author: str | None) -> None:
    """Add an actor called NAME, or call the actor --id so."""
    _decide(record, author, lambda decisions, viewer: decisions.name_actor(viewer, name, id=id, kind=kind, reason=reason))


@track.command("name")
@click.argument("name")
@click.option("--id", default="", help="Rename this track instead of adding one.")
@_reason
@record_option
@author_option
def name_track(name: str, id: str, reason: str, record: Path | None, author: str | None) -> None:
    """Add a track called NAME, or call the track --id so."""
    _decide(record, author, lambda decisions, viewer: decisions.name_track(viewer, name, id=id, reason=reason))


@click.group()
def person() -> None:
    """Persons whom sources name at meetings: say that two spellings name one person, or that they do not."""


@person.command("join")
@click.argument("name")
@click.argument("other")
@_reason
@record_option
@author_option
def join_persons(name: str, other: str, reason: str, record: Path | None, author: str | None) -> None:
    """OTHER is the person called NAME, and is shown under that name from now on."""

    def decide(_: Any, viewer: Any) -> int:
        from sulh.record.queries.person import preview_persons
        from sulh.record.same_person import join_persons

        return join_persons(viewer, *preview_persons(viewer, name, other).claims, reason=reason)

    _decide(record, author, decide)


@person.command("part")
@click.argument("name")
@_reason
@record_option
@author_option
def part_person(name: str, reason: str, record: Path | None, author: str | None) -> None:
    """The spelling NAME is a person of its own again, whatever it was joined with."""

    def decide(_: Any, viewer: Any) -> int:
        from sulh.record.queries.person import claim_naming
        from sulh.record.same_person import part_person

        return part_person(viewer, claim_naming(viewer, name), reason=reason)

    _decide(record, author, decide)


@click.group()
def source() -> None:
    """Sources: correct a document's own data, withdraw it, say that it is a copy."""


@source.command("correct")
@click.argument("id")
@click.argument("name", type=click.Choice(["title", "publisher", "published", "kind", "language"]))
@click.argument("value")
@_reason
@record_option
@author_option
def correct(id: str, name: str, value: str, reason: str, record: Path | None, author: str | None) -> None:
    """The NAME of the source whose digest begins with ID is VALUE."""
    _decide(record, author, lambda decisions, viewer: decisions.describe(viewer, _found(viewer, id), name, value, reason=reason))


@source.command("withdraw")
@click.argument("id")
@_reason
@record_option
@author_option
def withdraw(id: str, reason: str, record: Path | None, author: str | None) -> None:
    """Take the source whose digest begins with ID, and all it states, out of the record."""
    _decide(record, author, lambda decisions, viewer: decisions.withdraw_source(viewer, _found(viewer, id), reason=reason))


@source.command("copy")
@click.argument("id")
@click.argument("original")
@_reason
@record_option
@author_option
def copy(id: str, original: str, reason: str, record: Path | None, author: str | None) -> None:
    """The document ID is a copy of the document ORIGINAL: both count as one source."""
    _decide(
        record, author, lambda decisions, viewer: decisions.copy_of(viewer, _found(viewer, id), _found(viewer, original), reason=reason)
    )


@source.command("share")
@click.argument("id")
@click.argument("level", type=click.Choice(("public", "team", "restricted")))
@click.option("--group", "groups", multiple=True, metavar="NAME", help="A group that a restricted source is for; may be repeated.")
@click.option("--sure", is_flag=True, help="Also take it away from whoever added it, or from an administrator.")
@_reason
@record_option
@author_option
def share(id: str, level: str, groups: tuple[str, ...], sure: bool, reason: str, record: Path | None, author: str | None) -> None:
    """Let those of LEVEL see the source whose digest begins with ID, and nobody else."""
    check_groups(level, groups, "restricted")

    def shared(decisions: Any, viewer: Any) -> int:
        from sulh.record.queries.sight import SightError, check_sight

        found = _found(viewer, id)
        try:
            check_sight(viewer, [found], level, groups, sure=sure)
        except SightError as problem:
            raise SightError(f"{problem} with --sure") from problem
        entry: int = decisions.share(viewer, found, level, groups, reason=reason)
        return entry

    _decide(record, author, shared)


def _found(viewer: Any, name: str) -> str:
    from sulh.record.queries.documents import named_document

    return named_document(viewer, name)


@click.command()
@click.argument("entry", type=int)
@_reason
@record_option
@author_option
def undo(entry: int, reason: str, record: Path | None, author: str | None) -> None:
    """Take the decision of ENTRY back: what was there before it is there again."""
    _decide(record, author, lambda decisions, viewer: decisions.undo(viewer, entry, reason=reason))
