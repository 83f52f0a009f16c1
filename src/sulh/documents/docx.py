"""Load Word files (docx): paragraphs, numbered lists and tables in order, with limits on the unpacked size."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from sulh.documents.docx_numbering import Numbering
from sulh.documents.extract import Extract, Unreadable, guarded

__all__ = ["read_docx"]

_MAX_MEMBERS = 5_000
_MAX_UNPACKED = 200_000_000
_MAX_MARKUP = 60_000_000
_MAX_RATIO = 200
_MAX_TABLE_DEPTH = 20
_DAMAGED = "is a damaged or truncated Word file; save it again from its source"
_OTHERS = (
    ("xl/", "is a spreadsheet (xlsx), not a document; save it as docx, pdf or text"),
    ("ppt/", "is a presentation (pptx), not a document; save it as docx, pdf or text"),
    ("META-INF/container.xml", "is an e-book (epub); save it as html, pdf or text"),
    ("content.xml", "is an OpenDocument file (odt, ods); save it as docx, pdf or text"),
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CHANGES = tuple(f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
# Word leaves the name out of changes of a file whose personal data were removed.
_UNNAMED = "?"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TITLE_STYLES = re.compile(r"title$", re.IGNORECASE)
_FILE_TITLE = re.compile(r"^(?:microsoft word|untitled|document\d*|word document)\b|\.(?:docx?|rtf|odt)$|[/\\]", re.IGNORECASE)


def read_docx(data: bytes) -> Extract:
    """Return the text and title of a Word file, with a blank line between blocks and one line per table row (cells separated by " | ").

    Method: python-docx opens the package, the body is read in document order. Tracked changes are read as if all were accepted, and the
    authors of those that change words or their place are named.
    """
    with guarded(_DAMAGED):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_archive(archive)
        from docx import Document

        document = Document(io.BytesIO(data))
        walk = _Walk(Numbering(document))
        blocks = list(walk.blocks(document.element.body))
        title = walk.title or _core_title(document)
        changed_by = tuple(dict.fromkeys(_authors(document.element.body)))
    if not any(character.isalnum() for block in blocks for character in block):
        raise Unreadable("is a Word file without text; a scan needs text recognition first")
    return Extract("\n\n".join(blocks), _MEDIA_TYPE, title=title, changed_by=changed_by)


def _authors(body: Any) -> Iterator[str]:
    """Yield the author of each tracked insertion, deletion and move; changes of looks alone do not count."""
    for element in body.iter(*_CHANGES):
        yield " ".join(element.get(f"{_W}author", "").split()) or _UNNAMED


def _check_archive(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    names = [member.filename for member in members]
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable("is an encrypted archive; save a copy without a password")
    if not any(name.startswith("word/") for name in names):
        other = (reason for mark, reason in _OTHERS if any(name.startswith(mark) for name in names))
        raise Unreadable(next(other, "is an archive (zip); unpack it"))
    if len(members) > _MAX_MEMBERS:
        raise Unreadable(f"is a Word file of more than {_MAX_MEMBERS:,} parts; it is damaged or built to do harm")
    declared = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if declared > _MAX_UNPACKED or (declared > 10_000_000 and declared > _MAX_RATIO * max(1, packed)):
        raise Unreadable(f"unpacks to {declared // 1_000_000:,} MB, more than a document may; it is damaged or built to do harm")
    _check_markup(archive, members)


def _check_markup(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Unpack every part once and count its size, because the sizes that the archive declares may be false."""
    unpacked = markup = 0
    for member in members:
        is_markup = member.filename.endswith((".xml", ".rels"))
        with archive.open(member) as part:
            while chunk := part.read(1 << 20):
                unpacked += len(chunk)
                markup += len(chunk) if is_markup else 0
                if unpacked > _MAX_UNPACKED or markup > _MAX_MARKUP:
                    raise Unreadable("unpacks to more than a document may; it is damaged or built to do harm")


class _Walk:
    """Reads the body in document order, and keeps the paragraph of style Title."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.title: str | None = None

    def blocks(self, parent: Any, depth: int = 0) -> Iterator[str]:
        """Yield the text blocks below an element, including those in content controls and tracked insertions."""
        if depth > _MAX_TABLE_DEPTH:
            raise Unreadable("is a Word file whose tables are nested too deeply; save its text")
        for element in parent:
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from self._rows(element, depth)
            elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag", f"{_W}moveTo"):
                yield from self.blocks(element, depth + 1)

    def _paragraph(self, element: Any) -> Iterator[str]:
        text = "".join(_runs(element)).strip()
        if not text:
            return
        label = self.numbering.label(element)
        if self.title is None and _TITLE_STYLES.search(self.numbering.style_of(element)):
            self.title = text
        yield f"{label} {text}" if label else text

    def _rows(self, table: Any, depth: int) -> Iterator[str]:
        for row in _own(table, f"{_W}tr"):
            cells = (" ".join(" ".join(self.blocks(cell, depth + 1)).split()) for cell in _own(row, f"{_W}tc"))
            line = " | ".join(cell for cell in cells if cell)
            if line:
                yield line


def _own(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or cells of a row, also inside content controls, but not those of nested tables."""
    return (element for element in parent.iter(tag) if next(element.iterancestors(parent.tag)) is parent)


def _runs(paragraph: Any) -> Iterator[str]:
    """Yield the pieces of text in a paragraph, with text boxes, but without their copies for older programs."""
    skipped: Any = None
    for element in paragraph.iter():
        if skipped is not None:
            if skipped in element.iterancestors():
                continue
            skipped = None
        if element.tag in (_FALLBACK, f"{_W}del", f"{_W}moveFrom", f"{_W}instrText"):
            skipped = element
        elif element.tag == f"{_W}t":
            yield element.text or ""
        elif element.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif element.tag == f"{_W}tab" and element.getparent().tag == f"{_W}r":
            yield " "
        elif element.tag in (f"{_W}br", f"{_W}cr", f"{_W}p") and element is not paragraph:
            yield "\n"


def _core_title(document: Any) -> str | None:
    try:
        title = (document.core_properties.title or "").strip()
    except Exception:  # noqa: BLE001 - damaged properties must not cost the text
        return None
    return title if len(title) >= 8 and " " in title and not _FILE_TITLE.search(title) else None
