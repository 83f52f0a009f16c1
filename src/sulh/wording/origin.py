"""What a document says of itself as a statement: whether it is complete, whose it is, and whether its words are retold."""

from __future__ import annotations

from functools import cache

from sulh.actors import Authority
from sulh.model import ActorKind, Document
from sulh.wording.verbs import find_verbs

__all__ = ["actors_in", "completeness", "issuers_of", "retelling"]

_LEAD, _FEW = 600, 4
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


def issuers_of(document: Document) -> tuple[str, ...]:
    """The ids of the actors named in the last paragraph before the first performative verb that names any; else those of the title."""
    lead = document.text[document.body : document.body + _LEAD]
    verbs = find_verbs(lead)
    lead = lead[: verbs[0].start] if verbs else lead[: lead.find("\n") + 1]
    paragraphs = [one for one in lead.split("\n") if len(one.split()) >= _FEW]
    return next((found for one in reversed(paragraphs) if (found := actors_in(one))), ()) or actors_in(document.title or "")


@cache
def _authority() -> Authority:
    return Authority.default()


def actors_in(text: str) -> tuple[str, ...]:
    """The ids of the states, organisations, parties and groups named in a text, each once, in order of appearance."""
    found = _authority().find(text)
    return tuple(dict.fromkeys(one.actor.id for one in found if one.actor.kind is not ActorKind.UNKNOWN))
