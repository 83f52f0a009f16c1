"""The periodic report as PDF, set by Typst, and its pictures as PNG; the same report gives the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from sulh import words
from sulh.model import MissingExtraError
from sulh.render.report_block import ReportBlock

__all__ = ["pdf_mark", "pdf_words", "png_of", "report_pdf"]

# A column counts as so many letters at least; beyond so many, three count as one, since words can be broken into lines.
_NARROWEST, _WIDE = 6, 20
_PIXELS_PER_INCH = 200
_MAP = 80
_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


def report_pdf(made: Sequence[ReportBlock], mark: str, language: str) -> bytes:
    """The report as a tagged PDF with letters of its own, from right to left in such a language.

    `mark` is kept in the file's keywords. No font of the machine is used and no time stands in it, so that it can be made again letter by
    letter. Raises MissingExtraError when Typst is not installed.
    """
    held = {
        "title": made[0].text,
        "mark": mark,
        "language": language,
        "rtl": words.direction(language) == "rtl",
        "blocks": [_as_data(one) for one in made],
    }
    told = {"report": json.dumps(held, ensure_ascii=False)}
    written = _typst().compile(
        _template(), format="pdf", pdf_standards="ua-1", sys_inputs=told, font_paths=_fonts(), ignore_system_fonts=True
    )  # fmt: skip
    return bytes(written)


def png_of(picture: str) -> bytes:
    """An SVG picture as PNG, for programs that know no SVG."""
    page = '#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.picture), format: "svg", width: 160mm)'
    made = _typst().compile(
        page.encode(), format="png", ppi=_PIXELS_PER_INCH, sys_inputs={"picture": picture}, font_paths=_fonts(), ignore_system_fonts=True
    )  # fmt: skip
    return bytes(made)


def pdf_mark(path: Path) -> str:
    """What `report_pdf` kept in the keywords of a file, or "" where it has none or is no PDF."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        about = PdfReader(path).metadata
        return str(about.get("/Keywords", "")) if about else ""
    except (PyPdfError, OSError, ValueError):
        return ""


def pdf_words(held: bytes) -> list[str]:
    """The lines of a PDF as they can be taken from it, page by page."""
    from io import BytesIO

    from pypdf import PdfReader

    return [line for page in PdfReader(BytesIO(held)).pages for line in page.extract_text().splitlines()]


def _as_data(one: ReportBlock) -> dict[str, Any]:
    told: dict[str, Any] = {"sort": one.sort, "text": one.text}
    if one.sort == "table":
        told |= {"rows": one.rows, "numbers": sorted(one.numbers), "widths": [_width(one, at) for at in range(len(one.rows[0]))]}
    elif one.sort == "picture":
        told |= {"picture": one.picture, "alt": one.text, "share": _share(one.picture)}
    return told


def _share(picture: str) -> int:
    """How much of the width of the page, in percent: strips take all of it, maps leave room for the words around them."""
    box = _BOX.search(picture)
    return 100 if box and float(box[1]) > 2 * float(box[2]) else _MAP


def _width(one: ReportBlock, at: int) -> int:
    """A column's share of the page: the letters of its longest cell, or of the longest word of its head."""
    cells = [len(row[at]) for row in one.rows[1:]] or [0]
    head = max(map(len, one.rows[0][at].split()), default=0)
    letters = max(_NARROWEST, head + 2, *cells)
    return min(letters, _WIDE + max(0, letters - _WIDE) // 3)


@cache
def _template() -> bytes:
    return (resources.files("sulh.render") / "templates" / "report.typ").read_bytes()


def _fonts() -> list[str]:
    return [str(resources.files("sulh.data") / "fonts")]


def _typst() -> Any:
    try:
        import typst
    except ModuleNotFoundError as problem:
        raise MissingExtraError("Writing a PDF", "pdf") from problem
    return typst
