"""Words and rows of a Word table: text that XML can hold, changes struck through and underlined, headings on every page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sulh.wording import Change

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

__all__ = ["clean", "fill", "landscape", "repeat"]

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
# XML has no place for these.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def landscape() -> Any:
    """Return a new document of landscape pages of A4."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    made = Document()
    page = made.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = Cm(2.2)
    return made


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
