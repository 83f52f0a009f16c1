"""Know again what was erased when somebody adds it once more, without keeping what it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from functools import cached_property

from sulh.record.canonical import sha256
from sulh.record.erasures import KIND
from sulh.record.models import Entry

__all__ = ["Again", "marks_of"]

# A document's identifier is a digest of it, so whoever has all but a name of it could try names, a million in a second. Each of these
# takes some 40 ms of a processor and 16 MB: thousands of documents are still added in minutes, a million names take half a day.
_COST = {"n": 1 << 14, "r": 8, "p": 1, "maxmem": 64 << 20, "dklen": 32}


def marks_of(document: str, *texts: str) -> Iterator[str]:
    """What an erasure keeps of a document, and of its text, to know either again."""
    salt = Entry.objects.filter(seq=1).values_list("hash", flat=True).first() or ""
    for one in (document, *map(sha256, texts)):
        yield hashlib.scrypt(one.encode(), salt=salt.encode(), **_COST).hex()


class Again:
    """What was erased from the record, asked once for many documents; where nothing was, a document costs nothing."""

    @cached_property
    def _known(self) -> dict[str, int]:
        rows = Entry.objects.filter(kind=KIND, body__isnull=False).order_by("seq").values_list("seq", "body")
        return {str(mark): seq for seq, body in rows for mark in json.loads(body or "{}").get("again", ())}

    def erased(self, document: str, text: str) -> int | None:
        """The entry that erased this document, or words of it or of another with the same text; None where none did."""
        known = self._known
        return next((known[mark] for mark in marks_of(document, text) if mark in known), None) if known else None
