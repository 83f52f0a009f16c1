"""The search index: words and sounds of names, alike when stored and when asked for; FTS5 on SQLite, tsvector on PostgreSQL."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import DatabaseError, connection

from sulh.model import RecordError
from sulh.record.wanted import Run, joined, wanted

__all__ = ["KINDS", "Found", "matches", "matching_keys", "meetings_found", "number_of"]

KINDS = ("actor", "meeting", "fact", "document")  # what can be found
_ROUNDS = frozenset({"round", "session"})
_NUMBERS = re.compile(r"\b\d{1,3}\b")
_ROWS = "projection_searchrow r"
_SQLITE = f"projection_search JOIN {_ROWS} ON r.id = projection_search.rowid WHERE projection_search MATCH %s"
_POSTGRESQL = f"{_ROWS}, to_tsquery('simple', %s) q WHERE r.words @@ q"
# Counted from the index alone, which holds what a row is and who may see it.
_COUNTED = "SELECT COUNT(*) FROM projection_search WHERE projection_search MATCH %s"


class _Speech(NamedTuple):
    """How one database is asked."""

    word: Callable[[str], str]
    begins: Callable[[str], str]
    sound: Callable[[str], str]
    phrase: Callable[[Sequence[str]], str]
    and_: str
    or_: str

    def all(self, parts: Iterable[str]) -> str:
        """Every one of these."""
        return self._joined(self.and_, parts)

    def any(self, parts: Iterable[str]) -> str:
        """One of these at least."""
        return self._joined(self.or_, parts)

    def _joined(self, by: str, parts: Iterable[str]) -> str:
        some = list(parts)
        return some[0] if len(some) == 1 else f"({by.join(some)})" if some else ""


# Words and sounds stand in columns of their own on SQLite, and under weights of their own on PostgreSQL.
_FTS5 = _Speech(
    word=lambda term: f'folded:"{term}"',
    begins=lambda term: f'folded:"{term}"*',
    sound=lambda read: f'sounds:"{read}"',
    phrase=lambda name: f'folded:"{" ".join(name)}"',
    and_=" AND ",
    or_=" OR ",
)
_TSQUERY = _Speech(
    word=lambda term: f"{term}:A",
    begins=lambda term: f"{term}:*A",
    sound=lambda read: f"{read}:B",
    phrase=lambda name: "(" + " <-> ".join(f"{term}:A" for term in name) + ")",
    and_=" & ",
    or_=" | ",
)


class Found(NamedTuple):
    """One thing whose words fit, not yet cut to what a viewer may see."""

    kind: str  # document, meeting, actor, fact
    ref: str
    title: str
    day: str | None


def matches(words: str, kinds: Collection[str] = KINDS, audiences: Collection[int] | None = None) -> list[Found]:
    """Everything of these kinds that holds all of the words, the last of them as the beginning of one. No words find nothing.

    `audiences` leaves the documents of others out; everything else is not yet cut to what a viewer may see. Nothing says how well
    a thing fits: that would follow from how rare a word is in the record, hidden documents included.
    """
    query = _query(words)
    if not query or not kinds:
        return []
    found, given = _among(query, kinds, audiences)
    return [Found(*row) for row in _rows(f"SELECT r.kind, r.ref, r.title, r.day FROM {found} ORDER BY r.id", given)]


def number_of(kind: str, words: str, audiences: Collection[int] | None = None) -> int:
    """How many things of a kind `matches` would find."""
    if not (query := _query(words)):
        return 0
    if connection.vendor == "sqlite":
        ((number,),) = _rows(_COUNTED, [_restricted(query, [kind], audiences)])
    else:
        found, given = _among(query, [kind], audiences)
        ((number,),) = _rows(f"SELECT COUNT(*) FROM {found}", given)
    return int(number)


def matching_keys(words: str) -> list[int]:
    """The rows of meetings in whose words every one of these begins a word; no words are in every row."""
    if query := _query(words, begun=True):
        found, given = _among(query, ["meeting"], None)
        return [int(ref) for (ref,) in _rows(f"SELECT r.ref FROM {found}", given)]
    return [int(ref) for (ref,) in _rows(f"SELECT r.ref FROM {_ROWS} WHERE r.kind = %s", ["meeting"])]


def meetings_found(words: str, scope: str) -> list[tuple[bool, str | None, str, int]]:
    """The meetings that hold all of the words, among those that are shown in a scope: whether it is the round or session of a number among
    the words ("astana 7": the seventh summit is another one), first day, name and row.
    """
    if not (query := _query(words)):
        return []
    found, given = _among(query, ["meeting"], None)
    statement = (
        "SELECT m.kind, m.ordinal, m.first_day, m.name, m.key FROM projection_shown s JOIN projection_meetingrow m ON m.key = s.row_id "
        f"WHERE s.scope = %s AND s.row_id IN (SELECT CAST(r.ref AS BIGINT) FROM {found})"
    )
    meant = {int(number) for number in _NUMBERS.findall(words)}
    rows = _rows(statement, [scope, *given])
    return [(ordinal in meant and kind in _ROUNDS, day, str(name), int(key)) for kind, ordinal, day, name, key in rows]


def _among(query: str, kinds: Collection[str], audiences: Collection[int] | None) -> tuple[str, list[Any]]:
    """Where the rows that fit stand, as the end of a statement, and what it is given."""
    if connection.vendor == "sqlite":
        return _SQLITE, [_restricted(query, kinds, audiences)]
    of, given = f"r.kind IN ({', '.join(['%s'] * len(kinds))})", [query, *kinds]
    if audiences is None:
        return f"{_POSTGRESQL} AND {of}", given
    seen = f"r.audience IN ({', '.join(['%s'] * len(audiences))})" if audiences else "FALSE"
    return f"{_POSTGRESQL} AND {of} AND (r.audience IS NULL OR {seen})", [*given, *audiences]


def _restricted(query: str, kinds: Collection[str], audiences: Collection[int] | None) -> str:
    """The same query of FTS5 for things of these kinds, and documents of these audiences."""
    seen = [f'kind:"{kind}"' for kind in kinds if kind != "document" or audiences is None]
    if "document" in kinds and audiences is not None:
        seen.append(_FTS5.all(['kind:"document"', _FTS5.any(f'audience:"{one}"' for one in sorted(audiences)) or 'audience:"none"']))
    return _FTS5.all([query, _FTS5.any(seen)])


def _query(words: str, *, begun: bool = False) -> str:
    """What the index is asked for: all that is `wanted`, the last word (all where `begun`) as the beginning of one; empty without words."""
    runs, speech = wanted(words).runs, _FTS5 if connection.vendor == "sqlite" else _TSQUERY
    return speech.all(_run(run, speech, begun=begun, last=run is runs[-1]) for run in runs)


def _run(run: Run, speech: _Speech, *, begun: bool, last: bool) -> str:
    """One run: its words, or a name that sounds like it, or another name of the same thing."""
    begins = [begun or (last and at == len(run.terms)) for at in range(1, len(run.terms) + 1)]
    terms = (
        speech.any([speech.begins(term) if begin else speech.word(term), *map(speech.word, joined(term)[1:])])
        for term, begin in zip(run.terms, begins, strict=True)
    )
    others = (
        speech.any(map(speech.word, joined(name[0]))) if len(name) == 1 else speech.phrase(name) for name in map(str.split, run.others)
    )
    return speech.any([speech.all(terms), *map(speech.sound, run.sounds), *others])


def _rows(query: str, given: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
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
