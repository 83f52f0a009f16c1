"""Two language versions of one statement as a Word table: clause by clause, with what only one of them says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sulh.render.threads import statement_label
from sulh.render.versions import version_names, version_remarks, versions_finding
from sulh.render.word_tables import clean, fill, landscape, repeat
from sulh.wording import Statement, changes
from sulh.wording.versions import VersionPair

__all__ = ["write_versions_docx"]

_WIDTHS = (1.2, 9.2, 9.2, 5.4)  # centimetres


def write_versions_docx(one: Statement, other: Statement, pairs: Sequence[VersionPair], path: Path) -> None:
    """Write the table; what only one version says stands in its last column."""
    from docx.shared import Cm

    names = version_names(one, other)
    made = landscape()
    made.add_heading("Two language versions of one statement", level=1)
    for name, each in zip(names, (one, other), strict=True):
        made.add_paragraph(clean(f"{name}: {statement_label(each)}"))
    made.add_paragraph(versions_finding(pairs))
    table = made.add_table(rows=1, cols=len(_WIDTHS))
    table.style = "Table Grid"
    table.autofit = False
    for cell, heading in zip(table.rows[0].cells, ("", *names, "What differs"), strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    repeat(table.rows[0])
    for number, pair in enumerate(pairs, 1):
        cells = table.add_row().cells
        cells[0].text = str(number)
        for cell, clause in zip(cells[1:3], (pair.one, pair.other), strict=True):
            fill(cell.paragraphs[0], changes(clause.text, clause.text) if clause else (), "equal")
        cells[3].paragraphs[0].add_run(clean("; ".join(version_remarks(pair, names)))).bold = True
    for row in table.rows:
        for cell, width in zip(row.cells, _WIDTHS, strict=True):
            cell.width = Cm(width)
    made.save(str(path))
