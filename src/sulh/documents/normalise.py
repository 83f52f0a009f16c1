"""Normalise a document's text, once, so that all later offsets count the same characters."""

from __future__ import annotations

import re
import unicodedata

from sulh.text.unwrap import unwrap

__all__ = ["normalise"]

# Marks without text: byte-order mark, soft hyphen, zero-width space, word joiner, bidirectional marks, embeddings and isolates.
# ZWNJ (200C) and ZWJ (200D) stay: Persian, Urdu and Indic spelling needs them.
_INVISIBLE = (0x00AD, 0x061C, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_LINE_BREAKS = (0x0B, 0x0C, 0x0D, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029)
_SPACES = (0x09, 0x1F, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000)
_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
_TABLE: dict[int, str | None] = dict.fromkeys(_CONTROLS) | dict.fromkeys(_INVISIBLE)
_TABLE |= dict.fromkeys(_LINE_BREAKS, "\n") | dict.fromkeys(_SPACES, " ") | {0x0A: "\n"}

_BROKEN_AT_SOFT_HYPHEN = re.compile("\u00ad[ \t\u00a0]*(?:\r\n?|\n)[ \t\u00a0]*(?=\\w)")
_SURROGATES = re.compile("[\ud800-\udfff]")
_NEEDS_TABLE = re.compile("[" + "".join(re.escape(chr(code)) for code in sorted(_TABLE) if code != 0x0A) + "]")
_SPACE_RUNS = re.compile(" {2,}")
_SPACE_AT_BREAK = re.compile(" ?\n ?")
_MANY_BREAKS = re.compile("\n{3,}")
_MAX_PASSES = 12


def normalise(text: str) -> str:
    """Return the text with `\\n` line ends, NFC letters, single spaces, at most one blank line in a row, and hard-wrapped lines joined.

    Control characters and invisible marks are dropped, lone surrogates become U+FFFD. Normalising twice changes nothing.
    """
    text = _clean_characters(text)
    for _ in range(_MAX_PASSES):
        joined = unwrap(_clean_space(text))
        if joined == text:
            break
        text = joined
    return text


def _clean_characters(text: str) -> str:
    text = _BROKEN_AT_SOFT_HYPHEN.sub("", text)
    text = text.replace("\r\n", "\n")
    if _NEEDS_TABLE.search(text):
        text = text.translate(_TABLE)
    if _SURROGATES.search(text):
        text = _SURROGATES.sub("\ufffd", text)
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _clean_space(text: str) -> str:
    text = _SPACE_RUNS.sub(" ", text)
    text = _SPACE_AT_BREAK.sub("\n", text)
    return _MANY_BREAKS.sub("\n\n", text).strip(" \n")
