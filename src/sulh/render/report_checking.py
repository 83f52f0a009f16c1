"""A written report held against the record: what its file was asked for, and where its words differ from the report worked out again."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from html import unescape
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sulh import words
from sulh.model import InvalidError
from sulh.model.vocabulary import TallyKind
from sulh.render.ceasefire_report import ReportAsked
from sulh.render.report_block import ReportBlock
from sulh.render.report_file import REPORT_MARK, page
from sulh.render.report_pdf import pdf_mark, pdf_words, png_of, report_pdf
from sulh.render.word_tables import clean

__all__ = ["asked_of", "differing", "text_of"]

_SHARINGS = ("public", "team", "all")


def asked_of(path: Path) -> ReportAsked:
    """What the report in a file was asked for. Raises InvalidError when the file is no report of Sulh."""
    if path.suffix.lower() == ".docx":
        from docx import Document

        try:
            mark = str(Document(str(path)).core_properties.comments or "")
        except Exception as problem:
            raise InvalidError(f"{path} is no Word document") from problem
        held = mark.partition(": ")[2] if mark.startswith(REPORT_MARK) else ""
    elif path.suffix.lower() == ".pdf":
        held = pdf_mark(path).partition(f"{REPORT_MARK}: ")[2]
    else:
        found = re.search(rf'<meta name="{REPORT_MARK}" content="([^"]*)">', path.read_text(encoding="utf-8", errors="replace"))
        held = unescape(found[1]) if found else ""
    try:
        value: Mapping[str, Any] = json.loads(held)
        asked = ReportAsked(**value)
        if not (isinstance(asked.entry, int) and asked.sharing in _SHARINGS and asked.language in words.LANGUAGES):
            raise ValueError(held)
        return replace(asked, what=TallyKind(asked.what).value, since=str(asked.since), until=str(asked.until), made_by=str(asked.made_by))
    except (ValueError, TypeError):
        raise InvalidError(f"{path} does not say what it reports: `sulh ceasefire report` did not write it, or it was changed") from None


def text_of(path: Path) -> list[str]:
    """The words of a report, piece by piece, in their order: headings, paragraphs and cells of a page, of a Word document every paragraph
    wherever it stands (text boxes, heads and feet of pages, notes), and a line for each picture; of a PDF its lines.
    """
    if path.suffix.lower() == ".pdf":
        return pdf_words(path.read_bytes())
    if path.suffix.lower() == ".docx":
        return [one for one in _paragraphs(path) if one]
    body = path.read_text(encoding="utf-8", errors="replace").partition("<body>")[2]
    pieces = re.findall(r"<(?:h[1-3]|p|th|td|figcaption)\b[^>]*>(.*?)</(?:h[1-3]|p|th|td|figcaption)>", body, re.DOTALL)
    return [unescape(re.sub(r"<[^>]*>", "", piece)) for piece in pieces]


def _paragraphs(path: Path) -> Iterator[str]:
    from docx import Document
    from docx.oxml.ns import qn
    from lxml import etree  # type: ignore[import-untyped]

    package = Document(str(path)).part.package
    parts = sorted(package.iter_parts(), key=lambda one: (one.partname != "/word/document.xml", str(one.partname)))
    for part in parts:
        if str(part.partname).startswith("/word/media/"):
            yield _picture_line(part.blob)
        if not (str(part.partname).startswith("/word/") and part.content_type.endswith("+xml")):
            continue
        for paragraph in etree.fromstring(part.blob).iter(qn("w:p")):
            # Words of a text box stand in paragraphs of their own within the one that it hangs on.
            own = (one for one in paragraph.iter(qn("w:t")) if next(one.iterancestors(qn("w:p"))) is paragraph)
            yield "".join(one.text or "" for one in own)


def _picture_line(held: bytes) -> str:
    return f"(a picture, sha256 {hashlib.sha256(held).hexdigest()[:16]})"


def differing(path: Path, made: Sequence[ReportBlock], asked: ReportAsked) -> list[tuple[str, str]]:
    """Where a file differs from the report worked out again: what stands there, and what should; either may be empty.

    A page is compared letter by letter and a PDF byte by byte, since words can be shown in them in many ways.
    """
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        return _differing_pdf(path.read_bytes(), report_pdf(made, f"{REPORT_MARK}: {asked.mark()}", asked.language))
    if suffix == ".docx":
        pictures = [_picture_line(png_of(one.picture)) for one in made if one.sort == "picture"]
        return _pairs(text_of(path), [*filter(None, map(clean, _words(made))), *pictures])
    lines = (path.read_text(encoding="utf-8", errors="replace").splitlines(), page(made, asked.language, asked.mark()).splitlines())
    return _pairs(text_of(path), list(_words(made))) or _pairs(*lines)


def _words(made: Sequence[ReportBlock]) -> Iterator[str]:
    for one in made:
        yield from (cell for row in one.rows for cell in row) if one.sort == "table" else (one.text,)


def _pairs(stands: Sequence[str], should: Sequence[str]) -> list[tuple[str, str]]:
    """What differs, beside what should stand there; a piece that is left out or added moves none of the others."""
    found = SequenceMatcher(None, stands, should, autojunk=False).get_opcodes()
    parts = (zip_longest(stands[a:b], should[c:d], fillvalue="") for what, a, b, c, d in found if what != "equal")
    return [pair for part in parts for pair in part]


def _differing_pdf(stands: bytes, should: bytes) -> list[tuple[str, str]]:
    if stands == should:
        return []
    # Its words tell most about a change; what is left is a map, a note laid over it, or another version of the program that sets it.
    other = (f"a file of {len(stands)} bytes with the same words", f"a file of {len(should)} bytes: a map, a note or its make differs")
    return _pairs(pdf_words(stands), pdf_words(should)) or [other]
