"""What a document says of itself as a statement: whether it is complete, whose it is, and whether its words are retold."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePath

from sulh.actors import Authority
from sulh.model import ActorKind, Document
from sulh.text.dates import DateMention, find_dates
from sulh.text.edtf import earliest, valid
from sulh.wording.verbs import find_verbs

__all__ = ["actors_in", "completeness", "date_of", "issuers_of", "retelling"]

_LEAD, _FEW = 600, 4
_ISO = re.compile(r"(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)")
_NO = frozenset(("no", "false", "0"))


def completeness(document: Document) -> bool:
    """Whether the text is the whole statement: `complete` or `excerpt` in the front matter say so, and a retelling is not."""
    told = dict(document.front_matter)
    if "complete" in told:
        return told["complete"].lower() not in _NO
    if "excerpt" in told:
        return told["excerpt"].lower() in _NO
    return "retold_from" not in told


def retelling(document: Document) -> tuple[bool, str | None]:
    """Whether the wording is a retelling, which `retold_from` in the front matter says, and of what."""
    source = dict(document.front_matter).get("retold_from")
    return source is not None, source


def date_of(document: Document) -> str | None:
    """The date of a statement, EDTF: its own; else one in the name of its file (2018-03-16); else the last day that its title or the
    words before its first performative verb name, the last of a meeting of several days.
    """
    if document.published and earliest(document.published) is not None:
        return document.published
    named = _ISO.search(PurePath(document.path).name)
    if named and valid(named[0]):
        return named[0]
    days = [
        day
        for mention in find_dates(f"{document.title or ''}\n{document.text[: document.body]}\n{_lead(document)}")
        for day in _days(mention)
    ]
    return max(days, default=document.published)


def _days(mention: DateMention) -> list[str]:
    """The days with a year that a date expression names; one that something lasts until lies ahead."""
    if mention.until or mention.kind not in ("day", "range") or not mention.explicit_year:
        return []
    span = mention.resolve(None)
    return [day for day in (span.start, span.end) if day and _ISO.fullmatch(day)]


def _lead(document: Document) -> str:
    """What a statement opens with before its first performative verb."""
    lead = document.text[document.body : document.body + _LEAD]
    verbs = find_verbs(lead)
    return lead[: verbs[0].start] if verbs else lead[: lead.find("\n") + 1]


def issuers_of(document: Document) -> tuple[str, ...]:
    """The ids of the actors named in the last paragraph before the first performative verb that names any; else those of the title."""
    paragraphs = [one for one in _lead(document).split("\n") if len(one.split()) >= _FEW]
    return next((found for one in reversed(paragraphs) if (found := actors_in(one))), ()) or actors_in(document.title or "")


@cache
def _authority() -> Authority:
    return Authority.default()


def actors_in(text: str) -> tuple[str, ...]:
    """The ids of the states, organisations, parties and groups named in a text, each once, in order of appearance."""
    found = _authority().find(text)
    return tuple(dict.fromkeys(one.actor.id for one in found if one.actor.kind is not ActorKind.UNKNOWN))
