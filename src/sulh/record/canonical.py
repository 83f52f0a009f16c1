"""One way to write a value as text, and identifiers made from it: the ground of content ids, digests and projected rows."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from typing import Any

__all__ = ["canonical", "is_storable", "parsed", "quoted", "row_id", "sha256", "stored", "track_id"]

# A file name that is not UTF-8 reaches Python as lone surrogates, which no database takes; PostgreSQL takes no NUL either.
_UNSTORABLE = re.compile("[\ud800-\udfff\x00]")

_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _encoder() -> Callable[[Any], str]:
    """`_JSON.encode` with the encoder in C made once: `encode` makes one anew for every value, which takes longer than most values do."""
    make = getattr(json.encoder, "c_make_encoder", None)
    if make is None:  # an interpreter without it
        return _JSON.encode
    pieces = make(None, _JSON.default, json.encoder.encode_basestring, None, ":", ",", True, False, False)
    return lambda value: "".join(pieces(value, 0))


_encode = _encoder()
_quoted = json.encoder.encode_basestring
_scan: Callable[[str, int], tuple[Any, int]] = getattr(json.JSONDecoder(), "scan_once")  # noqa: B009


def canonical(value: Any) -> str:
    """`value` as JSON with sorted keys and no spaces, letters as they are; the same value always gives the same text.

    What no database stores (lone surrogates, NUL) becomes U+FFFD.
    """
    return stored(value)[0]


def quoted(text: str) -> str:
    """`canonical` of a text, or of what a damaged backup has in its place."""
    written: str = _quoted(text) if isinstance(text, str) else _encode(text)
    return canonical(text) if "\\u0000" in written or not written.isascii() else written


def stored(value: Any) -> tuple[str, Any]:
    """The canonical text of `value`, and the value that the text gives back: `value` itself unless something could not be stored."""
    text: str = _quoted(value) if type(value) is str else _encode(value)
    if "\\u0000" in text or (not text.isascii() and _UNSTORABLE.search(text)):
        value = _storable(value)
        text = _encode(value)
    return text, value


def parsed(text: str) -> Any:
    """The value of a JSON text, as `json.loads` gives it; the texts that `canonical` wrote, without what that does beside.

    Raises ValueError for what is no JSON.
    """
    try:
        value, end = _scan(text, 0)
    except StopIteration:
        end = -1
    return value if end == len(text) else json.loads(text)


def is_storable(value: Any) -> bool:
    """Whether a database takes every text in a JSON value as it is: none holds NUL or half of a surrogate pair, nor lies too deep."""
    try:
        text: str = _encode(value)
    except RecursionError:
        return False
    return "\\u0000" not in text and (text.isascii() or not _UNSTORABLE.search(text))


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_storable(key): _storable(item) for key, item in value.items()}
    return [_storable(item) for item in value] if isinstance(value, (list, tuple)) else value


def sha256(text: str) -> str:
    """The SHA-256 of a text's UTF-8 bytes in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def row_id(*parts: object) -> int:
    """The key of a projected row from what makes it that row: 60 bits of a SHA-256, so that a rebuild gives the same key."""
    return int(hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()[:15], 16)


def track_id(name: str) -> str:
    """The identifier of a track from its authority name: letters and digits of any script, at most 120 characters."""
    from sulh.text.folding import fold

    slug = re.sub(r"[^\w+]+|_", "-", fold(name)).strip("-")
    return slug if 0 < len(slug) <= 120 else f"track-{sha256(name)[:16]}"
