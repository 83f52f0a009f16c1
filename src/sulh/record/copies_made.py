"""Which backups and copies were made of the record, and how long they are kept: what was erased later is still in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sulh.record.models import Entry

__all__ = ["BACKUP", "CopyMade", "copies_made"]

BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class CopyMade:
    """A backup, or a copy for the group `audience`, that entry `seq` says was made; kept up to the day `until`, where somebody said so."""

    seq: int
    at: str
    author: str
    file: str
    audience: str
    until: str

    def said(self) -> dict[str, Any]:
        """What the entry of an erasure says of it."""
        return {"entry": self.seq, "until": self.until or None}


def copies_made() -> Iterator[CopyMade]:
    """What is known to have been made and not to be past its day, in order."""
    rows = Entry.objects.filter(kind__in=(BACKUP, "withhold"), body__isnull=False).order_by("seq")
    for seq, at, author, body in rows.values_list("seq", "at", "author", "body"):
        said = json.loads(body or "{}")
        yield CopyMade(seq, at, author, str(said.get("file") or ""), str(said.get("for") or ""), str(said.get("until") or ""))
