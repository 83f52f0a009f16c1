"""The search index: words folded alike when stored and when asked for, found by FTS5 on SQLite and by tsvector on PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from sulh.model import RecordError
from sulh.text.folding import fold

__all__ = ["KINDS", "Found", "matches", "matching_keys", "number_among", "searchable"]

KINDS = ("actor", "meeting", "fact", "document")  # what can be found
# Arabic letters that are written one for the other; vowel signs and the lengthening stroke, which most texts leave out.
_ARABIC = str.maketrans(
    {"\u0649": "\u064a", "\u06cc": "\u064a", "\u0629": "\u0647", "\u06a9": "\u0643"}
    | dict.fromkeys((*map(chr, range(0x064B, 0x0660)), "\u0670", "\u0640"), "")
)
_WORD = re.compile(r"[^\W_]+")

_SQLITE = "FROM projection_search JOIN projection_searchrow r ON r.id = projection_search.rowid WHERE projection_search MATCH %s"
_POSTGRESQL = "FROM projection_searchrow r, to_tsquery('simple', %s) q WHERE r.words @@ q"

_MEETINGS = "SELECT ref FROM projection_searchrow WHERE kind = 'meeting'"


class Found(NamedTuple):
    """One thing whose words fit, not yet cut to what a viewer may see."""

    kind: str  # document, meeting, actor, fact
    ref: str
    title: str
    day: str | None


def searchable(text: str) -> str:
    """The words of a text as the index holds them: folded, without signs, one space between."""
    return " ".join(_WORD.findall(fold(text).translate(_ARABIC)))


def matches(words: str, kinds: Collection[str] = KINDS) -> list[Found]:
    """Everything of these kinds that holds all of the words, the last of them as the beginning of one. No words find nothing.

    Nothing says how well a thing fits: that would follow from how rare a word is in the record, hidden documents included.
    """
    query = _query(words)
    if not query or not kinds:
        return []
    among = ", ".join(["%s"] * len(kinds))
    statement = f"SELECT r.kind, r.ref, r.title, r.day {_source()} AND r.kind IN ({among}) ORDER BY r.id"
    return [Found(*row) for row in _rows(statement, [query, *kinds])]


def number_among(rows: QuerySet[Any], kind: str, words: str) -> int:
    """How many of these rows, named by their keys, are things of that kind that `matches` would find."""
    found = RawSQL(f"SELECT r.ref {_source()} AND r.kind = %s", [_query(words), kind])
    with _whole_index():
        return rows.filter(pk__in=found).count()


def matching_keys(words: str) -> list[int]:
    """The rows of meetings in whose words every one of these begins a word; no words are in every row."""
    query = _query(words, begun=True)
    found = _rows(f"SELECT r.ref {_source()} AND r.kind = 'meeting'", [query]) if query else _rows(_MEETINGS)
    return [int(ref) for (ref,) in found]


def _source() -> str:
    return _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL


def _query(words: str, *, begun: bool = False) -> str:
    """What the index is asked for: all of the words, the last (all where `begun`) as the beginning of one; empty without words."""
    sqlite = connection.vendor == "sqlite"
    begins, and_ = ("*", " ") if sqlite else (":*", " & ")
    terms = [f'"{term}"' if sqlite else term for term in searchable(words).split()]
    return and_.join(f"{term}{begins}" if begun or at == len(terms) else term for at, term in enumerate(terms, 1))


def _rows(query: str, given: Sequence[str] = ()) -> list[tuple[Any, ...]]:
    with _whole_index(), connection.cursor() as cursor:
        cursor.execute(query, given)
        return list(cursor.fetchall())


@contextmanager
def _whole_index() -> Iterator[None]:
    """Raises RecordError when the index is damaged."""
    try:
        yield
    except DatabaseError as problem:
        raise RecordError(f"the search index is damaged ({str(problem).strip()}); `sulh rebuild` makes it anew") from problem
