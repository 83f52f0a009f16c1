"""`sulh form`: a form for the field, as a page for a phone without a network or as XLSForm."""

from __future__ import annotations

from pathlib import Path

import click

from sulh.model.kinds import listed_kinds
from sulh.render.field_form import field_page, write_xlsform

__all__ = ["field_form"]


@click.command(epilog="What the page hands over is taken in with: sulh intake FILE --kind KIND --name NAME")
@click.argument("kind", type=click.Choice([one.name for one in listed_kinds()]))
@click.option(
    "-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), help="The file: .html for a phone, .xlsx for XLSForm."
)
def field_form(kind: str, output: Path) -> None:
    """Write a form that asks for one kind of fact, in English and Arabic.

    A page (.html) works on a phone without a network: it keeps drafts and finished entries, attaches files with their SHA-256 and time,
    and hands all over as one file. A workbook (.xlsx) is XLSForm, for KoboToolbox, ODK and SurveyCTO.
    """
    if output.suffix.lower() == ".html":
        output.write_text(field_page(kind), encoding="utf-8")
    elif output.suffix.lower() == ".xlsx":
        write_xlsform(kind, output)
    else:
        raise click.UsageError(f"{output.name}: name a file that ends in .html (a page for a phone) or .xlsx (XLSForm).")
    click.echo(f"{output}: form, {kind}", err=True)
