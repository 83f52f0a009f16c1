"""Read what a document states about itself: whether it is complete, who issued it, when, and whether it is a retelling."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from pathlib import PurePath

from sulh.actors import Authority
from sulh.model import ActorKind, Document
from sulh.text.dates import DateMention, find_dates
from sulh.text.edtf import earliest, valid
from sulh.text.printed_days import printed_days
from sulh.wording.closing import closing_date, opening_date
from sulh.wording.verbs import first_verb

__all__ = ["actors_in", "completeness", "date_of", "issuers_of", "retelling", "without_names"]

_LEAD, _FEW = 600, 4
_ISO = re.compile(r"(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)")
# Kinds of documents that report on a statement.
_REPORTS = frozenset(("news",))
_NO = frozenset(("no", "false", "0"))


def completeness(document: Document) -> bool:
    """Return whether the text is the whole statement, by `complete` or `excerpt` in the front matter; a retelling or news is not."""
    fields = dict(document.front_matter)
    if "complete" in fields:
        return fields["complete"].lower() not in _NO
    if "excerpt" in fields:
        return fields["excerpt"].lower() in _NO
    return "retold_from" not in fields and fields.get("kind", "").lower() not in _REPORTS


def retelling(document: Document) -> tuple[bool, str | None]:
    """Return whether the wording is a retelling, by `retold_from` in the front matter, and the source retold."""
    source = dict(document.front_matter).get("retold_from")
    return source is not None, source


def date_of(document: Document) -> str | None:
    """Return the date of a statement, EDTF: its own; else one in the name of its file (2018-03-16); else that of its last or first lines
    ("Done at Orra, 12 March 2031"); else the last day that its title or the words before its first performative verb name in English,
    the last of a meeting of several days; else the first day that they name in another language.
    """
    if document.published and earliest(document.published) is not None:
        return document.published
    named = _ISO.search(PurePath(document.path).name)
    if named and valid(named[0]):
        return named[0]
    if (signed := closing_date(document.text) or opening_date(document.text)) is not None:
        return signed
    head = f"{document.title or ''}\n{document.text[: document.body]}\n{_lead(document)}"
    if days := [day for mention in find_dates(head) for day in _days(mention)]:
        return max(days)
    return next((one.day for one in printed_days(head)), document.published)


def _days(mention: DateMention) -> list[str]:
    """Return the days with a year that a date expression names; none for one after "until", which is in the future."""
    if mention.until or mention.kind not in ("day", "range") or not mention.explicit_year:
        return []
    span = mention.resolve(None)
    return [day for day in (span.start, span.end) if day and _ISO.fullmatch(day)]


def _lead(document: Document) -> str:
    """Return the text of a statement before its first performative verb."""
    lead = document.text[document.body : document.body + _LEAD]
    verb = first_verb(lead)
    return lead[:verb] if verb is not None else lead[: lead.find("\n") + 1]


def issuers_of(document: Document) -> tuple[str, ...]:
    """Return the ids of the actors in the last paragraph that names any before the first performative verb; else those of the title."""
    paragraphs = [one for one in _lead(document).split("\n") if len(one.split()) >= _FEW]
    return next((found for one in reversed(paragraphs) if (found := actors_in(one))), ()) or actors_in(document.title or "")


@cache
def _authority() -> Authority:
    return Authority.default()


def actors_in(text: str) -> tuple[str, ...]:
    """Return the ids of the states, organisations, parties and groups named in a text, each once, in order of appearance."""
    found = _authority().find(text)
    return tuple(dict.fromkeys(one.actor.id for one in found if one.actor.kind is not ActorKind.UNKNOWN))


def without_names(text: str, actors: Collection[str]) -> str:
    """The text with the names of these actors made blank, at the same length."""
    for one in _authority().find(text):
        if one.actor.id in actors:
            text = text[: one.start] + " " * (one.end - one.start) + text[one.end :]
    return text
