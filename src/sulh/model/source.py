"""Where a claim comes from beside documents, and how it is cited: a list by row and column, a form, a person's own entry."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum

from sulh.model.errors import CitationError

__all__ = ["Cell", "Entered", "Source", "SourceSort", "Span"]


class SourceSort(StrEnum):
    """What sort of source claims cite."""

    DOCUMENT = "document"
    LIST = "list"
    FORM = "form"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class Source:
    """A source that is no document: a list (a table in a file), a form (a field report), or a person's own entry.

    `title` says what it is, `origin` whose it is (a file's digest, the person), `published` when (EDTF). Two sources with the
    same sort, title, origin and date are one.
    """

    sort: SourceSort
    title: str
    origin: str
    published: str | None = None
    publisher: str | None = None

    @property
    def id(self) -> str:
        """The sort and the digest of what makes it this source: list:0123...; as long as a document's identifier at most."""
        identity = json.dumps([self.sort.value, self.title, self.origin, self.published], ensure_ascii=False)
        return f"{self.sort.value}:{hashlib.sha256(identity.encode('utf-8', 'replace')).hexdigest()[:60]}"


@dataclass(frozen=True, slots=True)
class Span:
    """Cites a document: the half-open span [start, end) of its normalised text, in code points."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cell:
    """Cites a list or a form: its row, counted from 1 without the heads of columns, and the name of its column; `words` as written."""

    source: Source
    row: int
    column: str
    words: str = ""

    def __post_init__(self) -> None:
        if self.row < 1 or not self.column.strip():
            raise CitationError(f"row {self.row}, column {self.column!r} is no cell: rows count from 1, a column has a name")


@dataclass(frozen=True, slots=True)
class Entered:
    """Cites a person: what somebody saw, heard or knows, in words of their own; `when` (EDTF) is when that was."""

    person: str
    words: str
    when: str | None = None

    @property
    def source(self) -> Source:
        """The entry as a source."""
        return Source(SourceSort.ENTRY, self.words[:200], self.person, self.when, self.person)
