"""The search index: words folded alike when stored and when asked for, found by FTS5 on SQLite and by tsvector on PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from django.db import DatabaseError, connection

from sulh.model import RecordError
from sulh.text.folding import fold

__all__ = ["Found", "matches", "matching_keys", "searchable"]

# Arabic letters that are written one for the other; vowel signs and the lengthening stroke, which most texts leave out.
_ARABIC = str.maketrans(
    {"\u0649": "\u064a", "\u06cc": "\u064a", "\u0629": "\u0647", "\u06a9": "\u0643"}
    | dict.fromkeys((*map(chr, range(0x064B, 0x0660)), "\u0670", "\u0640"), "")
)
_WORD = re.compile(r"[^\W_]+")

_SQLITE = """
SELECT r.kind, r.ref, r.title, r.day
FROM projection_search JOIN projection_searchrow r ON r.id = projection_search.rowid WHERE projection_search MATCH %s ORDER BY r.id
"""
_POSTGRESQL = """
SELECT r.kind, r.ref, r.title, r.day FROM projection_searchrow r, to_tsquery('simple', %s) q WHERE r.words @@ q ORDER BY r.id
"""

_MEETINGS = "SELECT kind, ref FROM projection_searchrow WHERE kind = 'meeting'"


class Found(NamedTuple):
    """One thing whose words fit, not yet cut to what a viewer may see."""

    kind: str  # document, meeting, actor, fact
    ref: str
    title: str
    day: str | None


def searchable(text: str) -> str:
    """The words of a text as the index holds them: folded, without signs, one space between."""
    return " ".join(_WORD.findall(fold(text).translate(_ARABIC)))


def matches(words: str, kinds: Collection[str] = ()) -> list[Found]:
    """Everything that holds all of the words, the last of them as the beginning of one. No words find nothing.

    Nothing says how well a thing fits: that would follow from how rare a word is in the record, hidden documents included.
    """
    terms = searchable(words).split()
    if not terms:
        return []
    sqlite = connection.vendor == "sqlite"
    query = " ".join(f'"{term}"' for term in terms) + "*" if sqlite else " & ".join(terms) + ":*"
    found = [Found(*row) for row in _rows(_SQLITE if sqlite else _POSTGRESQL, [query])]
    return [one for one in found if not kinds or one.kind in kinds]


def matching_keys(words: str) -> list[int]:
    """The rows of meetings in whose words every one of these begins a word; no words are in every row."""
    terms = searchable(words).split()
    sqlite = connection.vendor == "sqlite"
    query = " ".join(f'"{term}"*' for term in terms) if sqlite else " & ".join(f"{term}:*" for term in terms)
    found = _rows(_SQLITE if sqlite else _POSTGRESQL, [query]) if terms else _rows(_MEETINGS)
    return [int(row[1]) for row in found if row[0] == "meeting"]


def _rows(query: str, given: Sequence[str] = ()) -> list[tuple[Any, ...]]:
    """What the index gives. Raises RecordError when it is damaged."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(query, given)
            return list(cursor.fetchall())
    except DatabaseError as problem:
        raise RecordError(f"the search index is damaged ({str(problem).strip()}); `sulh rebuild` makes it anew") from problem
