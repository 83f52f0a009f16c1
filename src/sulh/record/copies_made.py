"""Which backups and copies were made of the record, and how long they are kept: what was erased later is still in them."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sulh.record.ledger import Draft
from sulh.record.models import Entry

__all__ = ["DAYS", "CopyMade", "copies_made", "noted_backup"]

_BACKUP = "backup"
# For how long a backup is kept where nobody says otherwise: long enough to find damage at a check each quarter, and short enough that
# what is erased today is nowhere any more a quarter later.
DAYS = 90


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
    """What is known to have been made and is not past its day, in order."""
    today = dt.datetime.now(dt.UTC).date().isoformat()
    rows = Entry.objects.filter(kind__in=(_BACKUP, "withhold"), body__isnull=False).order_by("seq")
    for seq, at, author, body in rows.values_list("seq", "at", "author", "body"):
        said = json.loads(body or "{}")
        if str(said.get("until") or today) >= today:
            yield CopyMade(seq, at, author, str(said.get("file") or ""), str(said.get("for") or ""), str(said.get("until") or ""))


def noted_backup(file: str, author: str, until: dt.date | None = None) -> Draft:
    """The entry that says that a backup is made, in a file of this name, without its folder, and until which day it is kept."""
    day = until or dt.datetime.now(dt.UTC).date() + dt.timedelta(days=DAYS)
    return Draft(author, _BACKUP, {"file": file, "until": day.isoformat()})
