"""The comparison of two statements as a Word table that a delegation can take to the meeting."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sulh.render.threads import Pairing, comparison, note, statement_label
from sulh.wording import Change, Threads

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

__all__ = ["clean", "fill", "repeat", "write_docx"]

_HEADINGS = ("No.", "Earlier", "Later", "What became of it")
_WIDTHS = (1.2, 9.5, 9.5, 4.5)  # centimetres on a landscape page of 29.7
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# XML has no place for these.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def write_docx(threads: Threads, earlier: str, later: str, path: Path) -> None:
    """Write the clauses of two statements side by side: words gone struck through in red, words come underlined in green."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    made = Document()
    page = made.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = Cm(2)
    pair = threads.statement(earlier), threads.statement(later)
    made.add_heading("Comparison of two statements", level=1)
    for name, statement in zip(("Earlier", "Later"), pair, strict=True):
        made.add_paragraph(clean(f"{name}: {statement_label(statement)}" + (f" (source: {statement.source})" if statement.source else "")))
    if (told := note(pair)) is not None:
        made.add_paragraph().add_run(told).italic = True
    table = made.add_table(rows=1, cols=len(_HEADINGS))
    table.style = "Table Grid"
    table.autofit = False
    for cell, heading in zip(table.rows[0].cells, _HEADINGS, strict=True):
        cell.paragraphs[0].add_run(heading).bold = True
    repeat(table.rows[0])
    for one in comparison(threads, earlier, later):
        _row(table.add_row().cells, one)
    for row in table.rows:
        for cell, width in zip(row.cells, _WIDTHS, strict=True):
            cell.width = Cm(width)
    made.save(str(path))


def _row(cells: Any, one: Pairing) -> None:
    clause = one.later or one.earlier
    cells[0].text = clean((clause.number if clause else None) or "")
    fill(cells[1].paragraphs[0], one.changes, "delete")
    fill(cells[2].paragraphs[0], one.changes, "insert")
    cells[3].text = one.label


def fill(paragraph: Paragraph, pieces: tuple[Change, ...], op: str) -> None:
    """Write the text of one side; `op` are the pieces only this side has."""
    from docx.shared import RGBColor

    right_to_left = False
    for piece in pieces:
        if piece.op not in ("equal", op):
            continue
        text = clean(piece.earlier if op == "delete" else piece.later)
        run = paragraph.add_run(text)
        if _RIGHT_TO_LEFT.search(text):
            run.font.rtl = True
            right_to_left = True
        if piece.op == "delete":
            run.font.strike = True
            run.font.color.rgb = RGBColor(0xB4, 0x23, 0x18)
        elif piece.op == "insert":
            run.font.underline = True
            run.font.color.rgb = RGBColor(0x1A, 0x74, 0x36)
    if right_to_left:
        _turn(paragraph)


def _turn(paragraph: Paragraph) -> None:
    """Let the paragraph run from right to left."""
    from docx.oxml import OxmlElement

    paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))


def repeat(row: Any) -> None:
    """Repeat the row of headings on every page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def clean(text: str) -> str:
    """Return a text without the characters that XML has no place for."""
    return _CONTROL.sub("", text)
