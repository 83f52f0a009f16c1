"""The secret that two parties share and the third does not: from a passphrase, made slow to guess."""

from __future__ import annotations

import base64
import hashlib
import hmac
import unicodedata
from pathlib import Path

from sulh.model import SulhError

__all__ = ["KeyedError", "code_of", "passphrase_in", "secret_of"]

_SHORTEST = 20  # letters of a passphrase; five or six words that nobody chose because they fit together
_DIFFERENT = 8
_COST, _BLOCK, _MEMORY = 1 << 15, 8, 64 << 20
_LENGTH = 9  # bytes of a code: among ten million codes two are alike by chance once in some hundred million lists


class KeyedError(SulhError):
    """Lists cannot be coded, paired or resolved: the message says which, and what to do."""


def secret_of(passphrase: str, salt: str) -> bytes:
    """Return the secret of 32 bytes that follows from a passphrase and a salt, a text that both parties name, such as the round's name.

    Method: scrypt (RFC 7914) with N = 32,768, r = 8, p = 1: 32 MB and about a tenth of a second for each guess. Blanks at the ends, and how
    letters with marks are composed, make no difference. Raises KeyedError for a passphrase of less than 20 letters, or of the same few
    again and again, and without a salt.
    """
    words, named = (" ".join(unicodedata.normalize("NFKC", one).split()) for one in (passphrase, salt))
    if len(words) < _SHORTEST:
        raise KeyedError(f"the passphrase has {len(words)} letters; take {_SHORTEST} or more, such as six words drawn from a dictionary")
    if len(set(words.casefold())) < _DIFFERENT:
        raise KeyedError(f"the passphrase has fewer than {_DIFFERENT} different letters; take six words drawn from a dictionary")
    if not named:
        raise KeyedError("the salt is empty; both parties name the same text, such as the name of the round")
    return hashlib.scrypt(words.encode(), salt=named.encode(), n=_COST, r=_BLOCK, p=1, maxmem=_MEMORY, dklen=32)


def passphrase_in(path: Path) -> str:
    """Return the passphrase of a file; the mark with which some programs begin a text is none of it. Raises KeyedError for no text."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as problem:
        raise KeyedError(f"{path}: is no text in UTF-8 ({problem}); save the passphrase as plain text") from problem


def code_of(secret: bytes, kind: str, value: str) -> str:
    """Return the code of a value: the first 72 bits of its HMAC-SHA256 (RFC 2104) under the secret, as 12 letters and figures."""
    made = hmac.digest(secret, f"{kind}\x1f{value}".encode(), "sha256")
    return base64.urlsafe_b64encode(made[:_LENGTH]).decode()
