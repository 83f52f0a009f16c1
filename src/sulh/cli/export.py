"""`sulh export`: the record, or a part of it, as files for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from sulh.cli.records import author_option, opened, record_option, signing

__all__ = ["export"]

_FORMATS = ("csv", "xlsx", "parquet", "dta", "jsonl", "geojson", "mend", "ftm")


@click.command()
@click.option("--to", "style", type=click.Choice(_FORMATS), required=True, help="The format.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="PATH",
    help="A new folder (csv, parquet, dta, jsonl) or file.",
)  # fmt: skip
@click.option("--since", metavar="DAY", help="Only meetings that ended on this day (YYYY-MM-DD) or later.")
@click.option("--until", metavar="DAY", help="Only meetings that began on this day or earlier.")
@click.option("--track", metavar="ID", help="Only meetings of this track; \"none\" means those in no track.")
@click.option("--actor", metavar="ID", help="Only meetings this actor took part in.")
@click.option("--issue", metavar="CODE", help="Only meetings about this issue.")
@click.option("--role", metavar="CODE", help="Only meetings with an actor (or the one named) in this role.")
@click.option("--person", metavar="NAME", help="Only meetings at which this person is named.")
@click.option("--place", metavar="NAME", help="Only meetings at this place, under any of its names.")
@click.option("--accepted", is_flag=True, help="Only what a person accepted or corrected: everything is put together from that alone.")
@click.option(
    "--sharing", type=click.Choice(["public", "team", "all"]), default="team", show_default=True,
    help="What may go out: public documents, also those of the team, or restricted ones too.",
)  # fmt: skip
@record_option
@author_option
def export(
    style: str, output: Path, since: str | None, until: str | None, track: str | None, actor: str | None, issue: str | None,
    role: str | None, person: str | None, place: str | None, accepted: bool, sharing: str, record: Path | None, author: str | None,
) -> None:  # fmt: skip
    """Write the record as tidy tables with their codebook, or in the form another data set uses.

    The ledger notes every export with its author. Where nothing fits, no file is written and the command ends with status 1.
    Restricted documents stay behind unless --sharing all is given.
    """
    opened(record, use="read")
    from sulh.record.exports import export as write
    from sulh.record.opening import is_copy
    from sulh.record.shapes import Filters
    from sulh.record.viewers import limited, local_viewer

    viewer = local_viewer(signing(author))
    if sharing != "all":
        viewer = limited(viewer, sharing)
    filters = Filters(since=since, until=until, track=track, actor=actor, issue=issue, role=role, person=person, place=place)
    written = write(viewer, style, output, filters, accepted=accepted)
    told = f"{written.meetings} meetings from {written.documents} documents"
    noted = "not in the ledger: the record cannot be written" if is_copy() else f"ledger entry {written.entry}"
    click.echo(f"{told} written to {output} ({noted})", err=True)
