"""Decode bytes whose encoding is declared, given by a byte-order mark, or has to be inferred."""

from __future__ import annotations

import codecs

from sulh.documents.extract import Unreadable
from sulh.documents.language import detect_language

__all__ = ["decode", "inferred_encoding", "looks_binary"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Encodings that news sites and ministries still use; only these are inferred.
_PLAUSIBLE = (
    "cp1252", "cp1251", "cp1256", "cp1254", "cp1250", "cp1253", "cp1255", "koi8_r", "koi8_u", "iso8859_5", "iso8859_6", "iso8859_2",
    "iso8859_9", "iso8859_7", "iso8859_8", "gb18030", "shift_jis", "euc_kr", "big5",
)  # fmt: skip
_USUAL = "cp1252"
_NEAR_WESTERN, _WESTERN = ("cp1250", "cp1254", "iso8859_2", "iso8859_9"), ("en", "fr", "de", "es", "it", "pt", "nl")
_SAMPLE = 200_000
_MAX_CONTROLS = 0.02
_TEXT_CONTROLS = frozenset(b"\t\n\r\x0b\x0c\x1b\x1a")


def decode(data: bytes, declared: str | None = None) -> str:
    """Decode `data` by its byte-order mark, else as UTF-8, else as declared, else as inferred. Raises Unreadable when it is binary."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    wide = _wide_encoding(data)
    if wide is not None:
        return data.decode(wide, "replace")
    if looks_binary(data):
        raise Unreadable("is a binary file; give text, Markdown, HTML, PDF, Word (docx) or e-mail (eml)")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.start > 0 and error.reason == "unexpected end of data":
            return data.decode("utf-8", "replace")  # cut within its last character
    return _decode_legacy(data, declared)


def inferred_encoding(data: bytes) -> str:
    """Return the likeliest encoding of a text that is not UTF-8, by its beginning."""
    return _infer(data) or _USUAL


def looks_binary(data: bytes) -> bool:
    """Return whether the beginning of the data has too many control characters for a text."""
    sample = data[:_SAMPLE]
    controls = sum(sample.count(code) for code in range(32) if code not in _TEXT_CONTROLS)
    return controls > _MAX_CONTROLS * len(sample)


def _wide_encoding(data: bytes) -> str | None:
    """Recognise UTF-16 or UTF-32 without a byte-order mark by the positions of zero bytes (line ends, spaces, Latin letters)."""
    sample = data[: _SAMPLE - _SAMPLE % 4]
    if len(sample) < 8 or len(data) % 2 or b"\0" not in sample:
        return None
    zeros = [sample[offset::4].count(0) / max(1, len(sample[offset::4])) for offset in range(4)]
    if len(data) % 4 == 0 and min(zeros[1:]) > 0.2 and zeros[2] > 0.9 and zeros[3] > 0.9:
        return _if_text(data, "utf-32-le")
    if len(data) % 4 == 0 and min(zeros[:3]) > 0.2 and zeros[0] > 0.9 and zeros[1] > 0.9:
        return _if_text(data, "utf-32-be")
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > 4 * even:
        return _if_text(data, "utf-16-le")
    return _if_text(data, "utf-16-be") if even > 4 * odd else None


def _if_text(data: bytes, encoding: str) -> str | None:
    sample = data[: _SAMPLE - _SAMPLE % 4].decode(encoding, "replace")
    readable = sum(character.isalnum() or character.isspace() or character.isprintable() for character in sample)
    broken = sample.count("\ufffd")
    # Runs of one script with spaces between words distinguish text from other even-length data with zero bytes.
    spaced = sum(character.isspace() for character in sample) * 40 >= len(sample)
    return encoding if spaced and broken <= len(sample) / 100 and readable >= 0.95 * len(sample) else None


def _decode_legacy(data: bytes, declared: str | None) -> str:
    if declared:
        try:
            return data.decode(declared, "replace" if _is_plain(declared) else "strict")
        except (LookupError, ValueError, UnicodeError):
            pass
    return data.decode(inferred_encoding(data), "replace")


def _is_plain(encoding: str) -> bool:
    """Return whether a declared name is a text encoding (base64 and rot13 are codecs too)."""
    info = codecs.lookup(encoding)
    if not getattr(info, "_is_text_encoding", True):
        raise LookupError(encoding)
    return True


def _infer(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    match = from_bytes(data[:_SAMPLE], cp_isolation=list(_PLAUSIBLE), enable_fallback=False).best()
    if match is None:
        return None
    # Latin code pages differ in few letters, too few to decide for short texts: prefer the commonest when the language agrees.
    if match.encoding in _NEAR_WESTERN and detect_language(str(match)) in _WESTERN:
        return _USUAL
    return str(match.encoding)
