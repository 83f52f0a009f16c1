"""A statement: a text that parties issued, and what is known of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePath

from sulh.model import Document
from sulh.wording.origin import completeness, date_of, issuers_of, retelling

__all__ = ["Statement"]


@dataclass(frozen=True, slots=True)
class Statement:
    """A text that parties issued. `date` is EDTF; `issuers` are ids or names of actors; `complete` is False for an excerpt.

    `retold` says that the wording is a retelling, not the issuers' own; since a retelling leaves things out, it is never complete.
    `source` is where the text or its facts were taken from. `name` is that of its file: it orders statements of one day and those
    without a date. `language` is an ISO 639-1 code, "" where it is not known. `sources` name every file or site that holds the text,
    when several do; `part_of` is the id of the statement whose file this is one of the languages of.
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
    language: str = ""
    sources: tuple[str, ...] = ()
    part_of: str | None = None

    def __post_init__(self) -> None:
        if self.retold and self.complete:
            object.__setattr__(self, "complete", False)

    @property
    def held_in(self) -> str:
        """The id of the statement whose file holds the text: its own, except for the further languages of one file."""
        return self.part_of or self.id

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
