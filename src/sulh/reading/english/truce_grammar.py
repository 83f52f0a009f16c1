"""Decide by grammar whether a verb or noun says something of a truce itself, and which days and places belong to it."""

from __future__ import annotations

from itertools import pairwise

from sulh.reading.lexicon import word_set
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage

__all__ = ["attached", "governs", "is_aside", "is_topic", "is_wished", "verb_above"]

FAR = 12  # words above a token that are looked at, enough for any sentence
# Relations by which a verb shares the clause of the cue.
SHARED = frozenset(("xcomp", "conj", "aux", "auxpass", "ccomp", "dobj", "pobj", "nsubj", "nsubjpass", "acl", "amod", "compound"))


def _up(passage: Passage, token: ParsedToken) -> list[ParsedToken]:
    """Return the words above a token, the nearest first."""
    found: list[ParsedToken] = []
    node = token
    while len(found) < FAR and passage.tokens[node.head].i != node.i:
        node = passage.tokens[node.head]
        found.append(node)
    return found


def verb_above(passage: Passage, token: ParsedToken) -> int | None:
    """Return the number of the nearest verb above a token; None where none stands above it."""
    return next((above.i for above in _up(passage, token) if above.tag.startswith("VB")), None)


def is_topic(passage: Passage, truce: ParsedToken) -> bool:
    """Return whether the truce is only what talks, proposals or a committee are about: "ceasefire talks", "a plan for a truce"."""
    for above in _up(passage, truce):
        if above.lower in word_set("truce_topic"):
            return True
        if above.tag.startswith("VB"):
            return False
    return False


def is_aside(passage: Passage, cue: ParsedToken, truce: ParsedToken, others: frozenset[str]) -> bool:
    """Return whether what a verb declares or extends is something else, and the truce only its aim, ground or field.

    "Under the ceasefire, the sides agreed to reopen the road", "extended the mandate of the mission that watches the truce".
    `others` are the nouns for what has a truce as its matter, such as a mission.
    """
    path = _up(passage, truce)
    above_cue = passage.tokens[cue.head]
    said = {cue.i} | ({above_cue.i} if cue.dep == "xcomp" else set())
    last = next((n for n, above in enumerate(path) if above.i in said), None)
    if last is None:
        # "the truce that they declared": the verb says something of it
        return False
    within = [truce, *path[:last]]
    if any(node.lower in others for node in within):
        return True
    for node, above in pairwise([*within, path[last]]):
        hangs_on_verb = above.tag.startswith("VB") and node.dep in ("prep", "advcl", "pcomp")
        if hangs_on_verb and (truce.start < cue.start or node.lower in word_set("setting_preposition")):
            return True
    return False


def governs(passage: Passage, cue: ParsedToken, truce: ParsedToken) -> bool:
    """Return whether the noun or verb `cue` stands above the truce with no other verb between: "the signing of a ceasefire agreement"."""
    path = _up(passage, truce)
    return cue in path and not any(t.tag.startswith("VB") for t in path[: path.index(cue)])


def is_wished(passage: Passage, cue: ParsedToken) -> bool:
    """Return whether the words of an event are negated, conditional, only possible, or asked for, tried or refused."""
    below = passage.children(cue)
    if any(t.dep == "neg" or t.lower in ("no", "never") for t in below) or any(
        t.dep == "aux" and t.lower in word_set("possible_modal") for t in below
    ):
        return True
    node = cue
    for above in _up(passage, cue):
        marks = {t.lower for t in passage.children(node, "mark", "advmod")}
        if node.dep == "advcl" and marks & word_set("condition_word"):
            return True
        if above.lower in word_set("wishing_verb") and node.dep in ("xcomp", "ccomp", "dobj", "pobj", "prep", "pcomp", "acl"):
            return True
        if above.tag.startswith("VB") and node.dep in ("advcl", "conj", "relcl", "parataxis"):
            return False
        node = above
    return False


def attached(passage: Passage, start: int, end: int, cue: ParsedToken, truce: ParsedToken, *, itself: bool = False) -> bool:
    """Return whether the words at [start, end) may belong to the cue or to the truce: no verb of something else governs them.

    With `itself`, they must belong to the truce and not to the text on it: an agreement is signed somewhere, a truce holds somewhere.
    """
    inside = passage.span(start, end)
    members = {t.i for t in inside}
    node = next((t for t in inside if t.head not in members or t.head == t.i), None)
    if node is None:
        return True
    things = {
        truce.i,
        *(t.i for t in _up(passage, truce)[:2] if not t.tag.startswith("VB") and not (itself and t.lower in word_set("truce_text"))),
    }
    near = {cue.i, *things}
    for above in [node, *_up(passage, node)]:
        if above.i in near:
            return True
        if above.tag.startswith("VB"):
            # a clause about the truce, or a verb that shares the clause of the cue
            return above.head in things or (above.head == cue.i and not itself) or (cue.head == above.i and cue.dep in SHARED)
    return not itself
