"""`sulh incidents`: what was reported, how far it is verified and by whom; which reports people say are of one incident."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sulh.cli.records import author_option, opened, record_option, signing
from sulh.model.vocabulary import IncidentKind, VerificationState

if TYPE_CHECKING:
    from sulh.ceasefire.grouping import IncidentMatch
    from sulh.ceasefire.incidents import Incident
    from sulh.record.shapes import Viewer

__all__ = ["incidents"]

_FEW = 50  # incidents, of which each is compared with all others
_STATES, _KINDS = [str(one) for one in VerificationState], [str(one) for one in IncidentKind]


@click.group()
def incidents() -> None:
    """Incidents: reports, assessments and responses, never merged."""


def _asked(command: Any) -> Any:
    """The options that say which incidents are meant."""
    for option in (
        click.option("--since", metavar="DAY", help="Only those of this day or later (YYYY-MM-DD)."),
        click.option("--until", metavar="DAY", help="Only those of this day or earlier."),
        click.option("--state", type=click.Choice(_STATES), help="Only those that are verified so far."),
        click.option("--kind", type=click.Choice(_KINDS), help="Only those with a report of this kind."),
        click.option("--place", metavar="NAME", help="Only those of this place, as the list writes it."),
        click.option("--side", metavar="ID", help="Only those that this actor alleges or is accused of."),
        click.option("--language", type=click.Choice(["en", "ar"]), default="en", show_default=True),
        record_option,
        author_option,
    ):
        command = option(command)
    return command


@incidents.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line instead of words.")
@_asked
def listed(as_json: bool, language: str, record: Path | None, author: str | None, **asked: str | None) -> None:
    """List the incidents, the latest first: each with its reports, what was found and by whom, and what the party answered.

    Nothing is merged: each report keeps its own numbers. What was made up for a demonstration or an exercise says so.
    """
    viewer, found = _found(record, author, asked)
    pairs = {} if as_json else _pairs(viewer, found)
    for one in found:
        click.echo(_json(one) if as_json else _said(one, pairs.get(one.id, ()), language))
    if not found and not as_json:
        click.echo("No incident of these is in the record. That does not mean that there was none.")


@incidents.command("map")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="A .svg or .geojson file.")
@_asked
def mapped(output: Path, language: str, record: Path | None, author: str | None, **asked: str | None) -> None:
    """Write a map of the incidents whose place the gazetteer knows: a picture, or GeoJSON for programs that draw maps.

    It needs no network. How many have no known place is said; zones of the record are drawn too.
    """
    if output.suffix.lower() not in (".svg", ".geojson"):
        raise click.UsageError(f"{output}: a map is a .svg or a .geojson file")
    viewer, found = _found(record, author, asked)
    from sulh.record.queries.incidents import placed_at

    placed = [(one, at) for one in found if (at := placed_at(one)) is not None]
    if output.suffix.lower() == ".svg":
        from sulh.desk.charts.incident_map import incident_map
        from sulh.desk.ground import drawn
        from sulh.record.queries.facts import facts_of

        zones = drawn(facts_of(viewer, "zone").rows, language)
        output.write_text(incident_map(placed, zones=zones, language=language), encoding="utf-8")
    else:
        from sulh.render.incident_map import features

        made = {"type": "FeatureCollection", "features": list(features(placed, language))}
        output.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    without = len(found) - len(placed)
    missing = f", {without} without a place that the gazetteer knows" if without else ""
    click.echo(f"{output}: {len(placed)} incident{'s' if len(placed) != 1 else ''}{missing}", err=True)


@incidents.command("join")
@click.argument("one")
@click.argument("other")
@click.option("--reason", default="", metavar="WORDS", help="Why, for the ledger.")
@record_option
@author_option
def join(one: str, other: str, reason: str, record: Path | None, author: str | None) -> None:
    """Say that ONE and OTHER, reports, assessments or responses by their identifiers, are of one incident."""
    opened(record)
    from sulh.record.incidents import join_incidents
    from sulh.record.viewers import local_viewer

    entry = join_incidents(local_viewer(signing(author)), one, other, reason=reason)
    click.echo(f"{one} and {other} are of one incident, entry {entry}")


@incidents.command("part")
@click.argument("member")
@click.option("--reason", default="", metavar="WORDS", help="Why, for the ledger.")
@record_option
@author_option
def part(member: str, reason: str, record: Path | None, author: str | None) -> None:
    """Say that MEMBER, a report, an assessment or a response, is not of the incident that it was joined to."""
    opened(record)
    from sulh.record.incidents import part_from_incident
    from sulh.record.viewers import local_viewer

    entry = part_from_incident(local_viewer(signing(author)), member, reason=reason)
    click.echo(f"{member} stands on its own, entry {entry}")


def _found(record: Path | None, author: str | None, asked: dict[str, str | None]) -> tuple[Viewer, tuple[Incident, ...]]:
    opened(record, use="read")
    from sulh.record.queries.incidents import incidents as of_record
    from sulh.record.shapes import Filters
    from sulh.record.viewers import local_viewer

    viewer = local_viewer(signing(author))
    side = asked.pop("side")
    return viewer, of_record(viewer, Filters(actor=side, **asked)).rows


def _pairs(viewer: Viewer, found: Sequence[Incident]) -> dict[str, list[IncidentMatch]]:
    """What may be of each incident too; of many incidents among the latest of the record, since each by itself takes its time."""
    from sulh.record.queries.incidents import likely

    if len(found) <= _FEW:
        return {one.id: list(likely(viewer, one)) for one in found}
    of = {member: one.id for one in found for member in one.members}
    pairs: dict[str, list[IncidentMatch]] = {}
    for pair in likely(viewer, limit=None):
        for key in {of[name] for name in (pair.left, pair.right) if name in of}:
            pairs.setdefault(key, []).append(pair)
    return pairs


def _said(one: Incident, pairs: Iterable[IncidentMatch], language: str) -> str:
    from sulh import words
    from sulh.render.incident_lines import incident_title, line_words, state_sentences

    made_up = [f"  {words.phrase('incident.synthetic', language=language)}"] if one.synthetic else []
    lines = [f"{one.id}  {incident_title(one, language)}", *made_up, f"  {' '.join(state_sentences(one, language))}"]
    lines += [f"  - {line.id}: {line_words(line, language)}" for line in one.lines]
    for pair in pairs:
        other = pair.right if pair.left in one.members else pair.left
        lines.append(f"  may be of it too ({pair.score:.2f}): {other}")
    return "\n".join(lines)


def _json(one: Incident) -> str:
    from dataclasses import asdict

    found = one.verification
    held = asdict(one) | {"state": found.state, "assessed_by": [each.by.id for each in found.by if each.by], "synthetic": one.synthetic}
    return json.dumps(held, ensure_ascii=False)
