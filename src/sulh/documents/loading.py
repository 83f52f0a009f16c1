"""Load one source of any format as a `Document`."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from sulh.documents.extract import Extract, Unreadable
from sulh.documents.formats import extract
from sulh.documents.header import Header, read_header
from sulh.documents.language import detect_language
from sulh.documents.mail import unquoted
from sulh.documents.normalise import normalise
from sulh.documents.printed_date import find_date
from sulh.documents.source import check_size, printable, read_source
from sulh.model import DateError, Document, DocumentError
from sulh.text.edtf import valid

__all__ = ["MAX_CHARACTERS", "from_text", "load"]

MAX_CHARACTERS = 20_000_000


def load(source: str | Path | bytes, *, path: str | None = None, published: str | None = None) -> Document:
    """Load a document from a file, standard input ("-") or bytes.

    A `str` or `Path` names a file; `bytes` are the content of one. `path` is the name kept in the document and used in messages, by
    default the name of the file; the format follows the content, then that name's suffix. `published` is an EDTF date for a document
    that gives none of its own, or only a part of that date (its year).
    Raises DocumentError when the source cannot be read as a document, DateError when `published` is not EDTF.
    """
    _check_date(published)
    name = printable(path if path is not None else "<bytes>" if isinstance(source, bytes) else str(source))
    data = check_size(source, name) if isinstance(source, bytes) else read_source(str(source), name)
    try:
        found = extract(data, name)
    except Unreadable as error:
        raise DocumentError(name, str(error)) from error.__cause__
    return _document(found, data, name, published)


def from_text(text: str, *, path: str = "<text>", published: str | None = None) -> Document:
    """Make a document of a plain text; its identifier is that of the text as UTF-8.

    Raises DocumentError when the text has no words, DateError when `published` is not EDTF.
    """
    _check_date(published)
    return _document(Extract(text, "text/plain"), text.encode("utf-8", "surrogatepass"), printable(path), published)


def _document(found: Extract, data: bytes, path: str, published: str | None) -> Document:
    if len(found.text) > MAX_CHARACTERS:
        raise DocumentError(path, f"holds more than {MAX_CHARACTERS:,} characters; split it")
    title = _line(found.title)
    found = replace(found, text=unquoted(found.text))
    text = normalise(_with_headline(found.text, title) if found.headline and title else found.text)
    if not any(character.isalnum() for character in text):
        raise DocumentError(path, "holds no text")
    header = read_header(text, title=title)
    # Of a saved mail that passes a text on, subject, sender and day are not the text's; what somebody wrote above a text is.
    passed_on = header.is_passed_on and found.media_type == "message/rfc822"
    return Document(
        id="sha256:" + hashlib.sha256(data).hexdigest(),
        path=path,
        text=text,
        title=header.title if passed_on else title or header.title,
        publisher=header.publisher if passed_on else _line(found.publisher) or header.publisher,
        published=_published(found, header, published, passed_on=passed_on),
        language=detect_language(text),
        media_type=found.media_type,
        dateline_place=header.dateline_place,
        body=header.body,
        front_matter=found.fields,
        changed_by=found.changed_by,
    )


def _with_headline(text: str, title: str) -> str:
    """Return the text with its title above it, so that the title can be cited too."""
    opening = text[: 4 * len(title) + 400].casefold()
    stands = " ".join(opening.split()).startswith(title.casefold())
    stands = stands or title.casefold() in (" ".join(line.split()) for line in opening.split("\n"))
    return text if stands else f"{title}\n\n{text}"


def _line(value: str | None) -> str | None:
    return " ".join(normalise(value).split()) or None if value else None


def _published(found: Extract, header: Header, given: str | None, *, passed_on: bool) -> str | None:
    """Return the document's own date; the one given if it has none, or if its own is a less precise form of the one given."""
    stated = find_date(found.published) if found.published else None
    own = (header.published or stated) if passed_on else stated or header.published
    return given if given is not None and (own is None or given.startswith(own)) else own


def _check_date(published: str | None) -> None:
    if published is not None and not valid(published):
        raise DateError(f"{published!r} is no EDTF date; write YYYY-MM-DD, YYYY-MM or YYYY")
