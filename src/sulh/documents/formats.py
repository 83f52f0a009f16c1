"""Recognise a file's format, by content first and name second, and choose the loader for it."""

from __future__ import annotations

import re
from pathlib import PurePath

from sulh.documents.charset import decode
from sulh.documents.extract import Extract, Unreadable
from sulh.documents.front_matter import front_matter, with_fields
from sulh.documents.pages import printed_pages

__all__ = ["FORMATS", "SUFFIXES", "extract"]

# The one list of formats and their endings: directories are searched by it and the upload form offers it.
FORMATS = {
    "text": (".txt",),
    "Markdown": (".md", ".markdown"),
    "HTML": (".html", ".htm", ".xhtml"),
    "PDF": (".pdf",),
    "Word": (".docx",),
    "e-mail": (".eml",),
}
SUFFIXES = frozenset(suffix for suffixes in FORMATS.values() for suffix in suffixes)

_SAVE_AS = "save it as docx, pdf or text"
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# (first bytes, name of the format): formats that Sulh does not read.
_REFUSED = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"BM", "a bitmap image"),
    (b"RIFF", "an image, sound or video file"),
    (b"OggS", "a sound or video file"),
    (b"ID3", "a sound file"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"SQLite format 3\0", "a database (SQLite)"),
    (b"PAR1", "a table (Parquet)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"\xfd7zXZ\0", "a compressed file (xz)"),
    (b"(\xb5/\xfd", "a compressed file (zstd)"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7z)"),
    (b"Rar!\x1a\x07", "an archive (rar)"),
    (b"PK\x05\x06", "an empty archive (zip)"),
    (b"{\\rtf", "a rich text file (rtf)"),
    (b"%!PS", "a PostScript file"),
)
# First bytes that are also letters count only when the rest is not text.
_LETTERED = frozenset({b"BM", b"MZ", b"BZh", b"GIF8", b"RIFF", b"OggS", b"ID3", b"PAR1"})
_PDF_WITHIN = 1024

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(r"\s*<\?xml\b")
_HTML_CHARSET = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})|"
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})",
    re.IGNORECASE,
)
_MAIL_FIELD = re.compile(
    rb"(?:^|\n)(from|to|date|subject|message-id|mime-version|received|return-path|content-type|delivered-to|x-[a-z-]+):[ \t]", re.IGNORECASE
)
_MAIL_HEAD = re.compile(rb"\s{0,4}(?:From [^\n]{1,200}\n)?(?:[!-9;-~]{1,76}:[^\n]{0,2000}\n(?:[ \t][^\n]{0,2000}\n){0,100})")
_MAIL_ONLY = frozenset({b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to"})


def extract(data: bytes, path: str) -> Extract:
    """Return the text and metadata of a file, read in the format that its content shows. Raises Unreadable with the reason."""
    if not data.strip():
        raise Unreadable("is empty")
    suffix = PurePath(path).suffix.lower()
    if b"%PDF-" in data[:_PDF_WITHIN]:
        from sulh.documents.pdf import read_pdf

        return read_pdf(data)
    if data.startswith(_ZIP):
        from sulh.documents.docx import read_docx

        return read_docx(data)
    _refuse(data, suffix)
    if suffix in FORMATS["PDF"] + FORMATS["Word"]:
        _refuse_text(data, suffix)
    if _is_mail(data, suffix):
        from sulh.documents.eml import read_eml

        return read_eml(data)
    return _read_text(data, suffix)


def _refuse(data: bytes, suffix: str) -> None:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable("is encrypted; save a copy without a password")
        raise Unreadable(f"is an Office file of the old format (doc, xls, ppt, msg); {_SAVE_AS}")
    for opening, what in _REFUSED:
        if data.startswith(opening) and (opening not in _LETTERED or not _is_text(data)):
            raise Unreadable(f"is {what}, not a document; {_SAVE_AS}")
    if data[4:8] == b"ftyp":
        raise Unreadable(f"is a video or image file, not a document; {_SAVE_AS}")
    if data[257:262] == b"ustar":
        raise Unreadable("is an archive (tar); unpack it")
    if suffix in FORMATS["PDF"] + FORMATS["Word"] and not _is_text(data):
        raise Unreadable(f"is named {suffix} but does not begin as such a file; it is damaged or truncated")


def _refuse_text(data: bytes, suffix: str) -> None:
    """Text under the name of another format is mostly a page that says that the file is not there, saved in its place."""
    text = decode(data, None)
    if text.strip() and (_HTML.match(text[:4096]) or not _XML.match(text)):
        raise Unreadable(f"is named {suffix} but does not begin as such a file; it holds plain text: if that is the document, name it .txt")


def _is_text(data: bytes) -> bool:
    sample = data[:4096].decode("utf-8", "ignore")
    whole = len(sample.encode()) >= len(data[:4096]) - 8
    return whole and all(character.isprintable() or character in "\t\n\r\f\ufeff" for character in sample)


def _is_mail(data: bytes, suffix: str) -> bool:
    head = re.split(rb"\r?\n\r?\n", data[:65536], maxsplit=1)[0].replace(b"\r\n", b"\n")
    fields = {name.lower() for name in _MAIL_FIELD.findall(head)}
    if suffix in FORMATS["e-mail"]:
        return bool(fields)
    return _MAIL_HEAD.match(head + b"\n") is not None and b"from" in fields and len(fields) >= 3 and bool(fields & _MAIL_ONLY)


def _read_text(data: bytes, suffix: str) -> Extract:
    declared = _HTML_CHARSET.search(data[:4096])
    charset = (declared.group(1) or declared.group(2)).decode("ascii") if declared else None
    text = decode(data, charset)
    if not text.strip():
        raise Unreadable("is empty")
    if _HTML.match(text[:4096]) or suffix in FORMATS["HTML"]:
        from sulh.documents.html import read_html

        return read_html(text)
    if _XML.match(text):
        raise Unreadable(f"is an XML file, not a document; {_SAVE_AS}")
    if suffix in FORMATS["Markdown"]:
        from sulh.documents.markdown import read_markdown

        return read_markdown(text)
    fields, body = front_matter(text)
    return with_fields(printed_pages(body), "text/plain", fields) if body.strip() else Extract(text, "text/plain")
