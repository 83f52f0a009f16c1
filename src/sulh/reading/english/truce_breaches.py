"""Find violations of a truce told in other words: fighting "despite the truce", and whom a sentence accuses of a breach."""

from __future__ import annotations

import re

from sulh.model import Actor
from sulh.reading.english.context import Context
from sulh.reading.english.truce_grammar import is_wished
from sulh.reading.lexicon import pattern, word_set
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage

__all__ = ["accused", "fought_despite"]

_DESPITE = pattern(r"\b(?:<truce_despite>)\s+(?:the|a|an|this|that|its|their)\s+(?:[\w-]+\s+){0,4}?$")
_FIGHTING = pattern(r"\b(?:<truce_fighting>)\b")
_NO_FIGHTING = pattern(r"\b(?:no|not|never|without|halt\w*|stop\w*|ceas\w+|end(?:ed|ing)?)\s+(?:[\w-]+\s+){0,3}$")
_OPENING = 3


def fought_despite(passage: Passage, truce: re.Match[str]) -> ParsedToken | None:
    """Return the verb of the fighting that a sentence tells of as done against a truce: "shelled the town despite the truce"."""
    against = _DESPITE.search(passage.text[: truce.start()])
    if against is None:
        return None
    opening = passage.token_at(passage.start + against.start())
    verb = _verb_over(passage, opening) if opening is not None else None
    if verb is None or verb.tag not in ("VBD", "VBN", "VBG", "VBZ", "VBP") or is_wished(passage, verb):
        return None
    below = {verb.i, *(t.i for t in passage.tokens if _near(passage, t, verb))}
    told = (m for m in _FIGHTING.finditer(passage.text) if not _NO_FIGHTING.search(passage.text[: m.start()]))
    for fighting in told:
        token = passage.token_at(passage.start + fighting.start())
        if token is not None and token.i in below:
            return verb
    return None


def _verb_over(passage: Passage, token: ParsedToken) -> ParsedToken | None:
    """Return the nearest verb above a word that has a subject of its own or is passive."""
    for _ in range(len(passage.tokens)):
        above = passage.tokens[token.head]
        if above.i == token.i:
            return token if token.tag.startswith("VB") else None
        if above.tag.startswith("VB") and passage.children(above, "nsubj", "nsubjpass"):
            return above
        token = above
    return None


def _near(passage: Passage, token: ParsedToken, verb: ParsedToken) -> bool:
    """Return whether a word is the subject or object of a verb, a verb joined to it, or what these are of."""
    for _ in range(_OPENING):
        if token.head == verb.i:
            return token.dep in ("nsubj", "nsubjpass", "dobj", "xcomp", "conj", "prep", "ccomp", "advcl") and token.dep != "mark"
        if passage.tokens[token.head].tag.startswith("VB") and token.dep not in ("dobj", "pobj", "nsubj", "compound"):
            return False
        token = passage.tokens[token.head]
    return False


def accused(context: Context, passage: Passage, cue: ParsedToken) -> tuple[Actor, ...] | None:
    """Return whom a sentence accuses of what the cue names: "A accused B of violating"; both of "each other"; None where nobody is."""
    node = cue
    for _ in range(len(passage.tokens)):
        above = passage.tokens[node.head]
        if above.i == node.i:
            return None
        if above.lower in word_set("truce_accuses") and node.dep in ("prep", "pcomp", "pobj", "advcl", "xcomp"):
            break
        if above.tag.startswith("VB") and node.dep not in ("xcomp", "pcomp", "dobj", "pobj", "prep"):
            return None
        node = above
    whom = passage.children(above, "dobj")
    if any(t.lower == "other" or t.lower == "another" for t in whom):
        return context.subject(passage, above)
    if whom:
        return context.actors_of(passage, whom[0])
    passive = passage.children(above, "nsubjpass")
    return context.actors_of(passage, passive[0]) if passive else ()
