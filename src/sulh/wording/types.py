"""The values of the wording engine: statements, their clauses, the links between clauses, drops and threads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, cached_property
from pathlib import PurePath
from typing import Any

from sulh.model import ClauseState, Document, Issue, LinkKind
from sulh.wording.origin import completeness, date_of, issuers_of, retelling
from sulh.wording.verbs import Verb

__all__ = ["Clause", "ClauseLink", "Drop", "Statement", "Thread", "Threads", "Verb"]

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Statement:
    """A text that parties issued. `date` is EDTF; `issuers` are ids or names of actors; `complete` is False for an excerpt.

    `retold` says that the wording is a retelling, not the issuers' own; `source` is where the text or its facts were taken from.
    `name` is that of its file: it orders statements of one day and those without a date.
    """

    id: str
    text: str
    date: str | None = None
    title: str | None = None
    track: str | None = None
    issuers: tuple[str, ...] = ()
    complete: bool = True
    retold: bool = False
    source: str | None = None
    name: str | None = None

    @classmethod
    def from_document(
        cls,
        document: Document,
        *,
        track: str | None = None,
        issuers: Iterable[str] | None = None,
        complete: bool | None = None,
        retold: bool | None = None,
    ) -> Statement:
        """Make a statement of a document; the id is the first twelve hexadecimal digits of the document's.

        What is not given is taken from the front matter (`complete`, `excerpt`, `retold_from`, `track`) and, for the issuers, from the
        actors named before the first clause.
        """
        is_retelling, source = retelling(document)
        return cls(
            id=document.id.removeprefix("sha256:")[:12],
            text=document.text,
            date=date_of(document),
            title=document.title,
            track=track if track is not None else dict(document.front_matter).get("track"),
            issuers=tuple(issuers) if issuers is not None else issuers_of(document),
            complete=complete if complete is not None else completeness(document),
            retold=retold if retold is not None else is_retelling,
            source=source or document.publisher,
            name=PurePath(document.path).name or None,
        )


@dataclass(frozen=True, slots=True)
class Clause:
    """One operative clause, `[start, end)` of its statement's text; `text` is these words as spelt.

    `number` is the printed number, `index` counts the clauses of a statement from 0. `verb` is the first of `verbs`.
    `ancestor` is the clause that this one continues best, None for one first seen. `boilerplate` marks words of procedure and protocol.
    """

    id: str
    statement: str
    number: str | None
    index: int
    start: int
    end: int
    text: str
    verb: Verb | None = None
    strength: int | None = None
    issuers: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    state: ClauseState = ClauseState.FIRST_SEEN
    boilerplate: bool = False
    ancestor: str | None = None
    verbs: tuple[Verb, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseLink:
    """Two clauses that share a wording. The spans are offsets in the texts of their statements; `score` is between 0 and 1.

    `earlier_share` and `later_share` are the share of the letters of each clause that the other has too.
    `verbs` are the corresponding verbs when their strength differs, and `strength` the later strength minus the earlier.
    `echo` says that one of the clauses only quotes these words: a closer clause of its statement has them too.
    """

    earlier: str
    later: str
    kind: LinkKind
    score: float
    reason: str
    earlier_span: Span
    later_span: Span
    earlier_share: float = 1.0
    later_share: float = 1.0
    strength: int = 0
    verbs: tuple[str, str] | None = None
    echo: bool = False

    @property
    def strengthened(self) -> bool:
        """Whether a stronger verb replaces a weaker one."""
        return self.strength > 0

    @property
    def weakened(self) -> bool:
        """Whether a weaker verb replaces a stronger one."""
        return self.strength < 0


@dataclass(frozen=True, slots=True)
class Drop:
    """A clause that the next complete statement of its series no longer has."""

    clause: str
    missing_from: str


@dataclass(frozen=True, slots=True)
class Thread:
    """One formula through the statements: its clauses in order; the label is the opening of its fullest clause."""

    id: str
    label: str
    clauses: tuple[str, ...]


@dataclass(frozen=True)
class Threads:
    """Everything that `trace` found; statements in order of date, then name and id, those without a date last."""

    statements: tuple[Statement, ...]
    clauses: tuple[Clause, ...]
    links: tuple[ClauseLink, ...]
    drops: tuple[Drop, ...]
    threads: tuple[Thread, ...]

    def clause(self, id: str) -> Clause:
        """The clause of this id; KeyError when there is none."""
        return self._clauses[id]

    def statement(self, id: str) -> Statement:
        """The statement of this id; KeyError when there is none."""
        return self._statements[id]

    def ancestors(self, id: str) -> tuple[ClauseLink, ...]:
        """The links to earlier clauses, the best ancestor first, then those of the latest statements."""
        return self._before.get(id, ())

    def descendants(self, id: str) -> tuple[ClauseLink, ...]:
        """The links to later clauses in their order."""
        return self._after.get(id, ())

    def best(self, id: str) -> ClauseLink | None:
        """The link to the clause that this one continues best."""
        return next(iter(self.ancestors(id)), None) if self.clause(id).ancestor is not None else None

    def thread_of(self, id: str) -> Thread:
        """The thread that a clause belongs to; KeyError when there is no such clause."""
        return self._thread_of[id]

    def cell(self, thread_id: str, statement_id: str) -> tuple[Clause, ...]:
        """The clauses of a thread in one statement; () when it has none there."""
        return self._cells.get((thread_id, statement_id), ())

    def dropped(self, thread_id: str, statement_id: str) -> bool:
        """Whether a clause of the thread is dropped in this statement."""
        return (thread_id, statement_id) in self._dropped

    def to_dict(self) -> dict[str, list[Any]]:
        """Plain dictionaries and lists, ready for any JSON writer."""
        names = ("statements", "clauses", "links", "drops", "threads")
        return {name: [_plain(one) for one in getattr(self, name)] for name in names}

    def to_json(self) -> str:
        """One line of JSON; the same statements give the same line whatever the order they were given in."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(", ", ": "))

    @cached_property
    def _clauses(self) -> Mapping[str, Clause]:
        return {clause.id: clause for clause in self.clauses}

    @cached_property
    def _statements(self) -> Mapping[str, Statement]:
        return {statement.id: statement for statement in self.statements}

    @cached_property
    def _before(self) -> Mapping[str, tuple[ClauseLink, ...]]:
        at = {clause.id: number for number, clause in enumerate(self.clauses)}
        found: dict[str, list[ClauseLink]] = {}
        for link in self.links:
            found.setdefault(link.later, []).append(link)
        return {
            id: tuple(sorted(links, key=lambda link: (link.earlier != self._clauses[id].ancestor, -at[link.earlier])))
            for id, links in found.items()
        }

    @cached_property
    def _after(self) -> Mapping[str, tuple[ClauseLink, ...]]:
        found: dict[str, list[ClauseLink]] = {}
        for link in self.links:
            found.setdefault(link.earlier, []).append(link)
        return {id: tuple(links) for id, links in found.items()}

    @cached_property
    def _thread_of(self) -> Mapping[str, Thread]:
        return {clause: thread for thread in self.threads for clause in thread.clauses}

    @cached_property
    def _cells(self) -> Mapping[tuple[str, str], tuple[Clause, ...]]:
        found: dict[tuple[str, str], list[Clause]] = {}
        for thread in self.threads:
            for id in thread.clauses:
                clause = self._clauses[id]
                found.setdefault((thread.id, clause.statement), []).append(clause)
        return {key: tuple(clauses) for key, clauses in found.items()}

    @cached_property
    def _dropped(self) -> frozenset[tuple[str, str]]:
        return frozenset((self._thread_of[drop.clause].id, drop.missing_from) for drop in self.drops)


def _plain(value: Any) -> Any:
    """Values of dataclasses as dictionaries, tuples as lists."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(getattr(value, name)) for name in _names(type(value))}
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind))
