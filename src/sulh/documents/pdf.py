"""Load PDF files: their text, page by page, without running heads and page numbers."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from sulh.documents.extract import Extract, Unreadable, guarded
from sulh.documents.pages import without_furniture, without_line_numbers

if TYPE_CHECKING:
    from pypdf import PdfReader

__all__ = ["read_pdf"]

_MAX_PAGES = 5_000
_MAX_CHARACTERS = 20_000_000
# Limit of drawing operations in a file; a page of dense text has some thousands, forms that call each other can have any number.
_MAX_OPERATIONS = 20_000_000
_MAX_STREAM = 16_000_000
_FILE_TITLE = re.compile(r"^(?:microsoft word|untitled|document\d*|slide \d)\b|\.(?:docx?|pdf|indd|rtf|odt|qxd|tmp)$", re.IGNORECASE)
_ENCRYPTED = "is encrypted; save a copy without a password"


class _TooMuchWork(BaseException):
    """The file needs more work than allowed; not an `Exception`, because the library ignores those inside a form."""


def read_pdf(data: bytes) -> Extract:
    """Return the text and title of a PDF file. Raises Unreadable for an encrypted, damaged, scanned or overlong one."""
    from pypdf import apply_configuration

    limits = apply_configuration(
        zlib_maximum_output_length=_MAX_STREAM, lzw_maximum_output_length=_MAX_STREAM, run_length_maximum_output_length=_MAX_STREAM
    )
    with guarded("is a damaged or truncated PDF; save it again from its source", "pypdf"), limits:
        reader = _open(data)
        try:
            pages = _pages(reader)
        except _TooMuchWork:
            raise Unreadable("is a PDF that asks for more work than a document may; save its text") from None
        title = _title(reader, pages)
    if not any(character.isalnum() for page in pages for character in page):
        raise Unreadable("is a PDF without text (a scan?); run text recognition on it first")
    return Extract(without_line_numbers("\n".join(without_furniture(pages))), "application/pdf", title=title)


def _open(data: bytes) -> PdfReader:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        _unlock(reader)
    if len(reader.pages) > _MAX_PAGES:
        raise Unreadable(f"is a PDF of more than {_MAX_PAGES:,} pages; split it")
    return reader


def _unlock(reader: PdfReader) -> None:
    """Open a file that only restricts printing or copying; its user password is empty."""
    try:
        opened = bool(reader.decrypt(""))
    except Exception:  # noqa: BLE001 - unknown ciphers and damaged keys raise anything; all mean that the file stays closed
        opened = False
    if not opened:
        raise Unreadable(_ENCRYPTED)


def _pages(reader: PdfReader) -> list[str]:
    operations = characters = 0

    def count(*_: object) -> None:
        nonlocal operations
        operations += 1
        if operations > _MAX_OPERATIONS:
            raise _TooMuchWork

    pages: list[str] = []
    for page in reader.pages:
        pages.append(page.extract_text(visitor_operand_before=count))
        characters += len(pages[-1])
        if characters > _MAX_CHARACTERS:
            raise _TooMuchWork
    return pages


def _title(reader: PdfReader, pages: list[str]) -> str | None:
    """Return the title in the file's properties, if it is a title and not a file name."""
    try:
        title = reader.metadata.title if reader.metadata else None
    except Exception:  # noqa: BLE001 - damaged properties must not cost the text
        return None
    title = " ".join(title.split()) if title else ""
    if len(title) < 8 or " " not in title or _FILE_TITLE.search(title):
        return None
    opening = " ".join(" ".join(pages[:1]).split()).casefold()
    return title if title.casefold() in opening else None
