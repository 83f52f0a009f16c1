"""Decide by grammar whether a verb or noun says something of a truce itself, and which days and places belong to it."""

from __future__ import annotations

from sulh.reading.lexicon import word_set
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage

__all__ = ["attached", "governs", "heads_of", "is_changed", "is_object", "is_to_come", "is_topic", "is_wished", "verb_above"]

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


def heads_of(passage: Passage, truce: ParsedToken) -> frozenset[int]:
    """Return the numbers of the truce and of the text, the deal or the period that the words for it are part of: "the truce agreement"."""
    found = [truce.i]
    for above in _up(passage, truce):
        if above.lower in word_set("truce_pausing"):
            # "the deal to pause the fighting"
            continue
        if above.tag.startswith("VB") or not (above.tag.startswith("NN") or above.lower in ("of", "on", "to", "for", "in")):
            break
        if above.lower in word_set("truce_topic") or above.lower in word_set("truce_changed"):
            break
        found.append(above.i)
    return frozenset(found)


def is_topic(passage: Passage, truce: ParsedToken) -> bool:
    """Return whether the truce is only what talks, proposals or a committee are about: "ceasefire talks", "a plan for a truce"."""
    for above in _up(passage, truce):
        if above.lower in word_set("truce_topic"):
            return True
        if above.tag.startswith("VB"):
            return False
    return False


def is_object(passage: Passage, cue: ParsedToken, truce: ParsedToken) -> bool:
    """Return whether the words of an event may be said of the truce itself, and not of something else that is done under, for or about it.

    Where the parse does not join the two, only a verb without a subject or an object of its own may.
    """
    path = _up(passage, truce)
    if cue in path:
        between = [truce, *path[: path.index(cue)]]
        return not any(_leads_away(passage, one) for one in between) and not any(
            one.dep == "conj" and passage.children(one, "nsubj", "nsubjpass") for one in between[1:]
        )
    if truce in _up(passage, cue):
        return True
    return cue.tag.startswith("VB") and not passage.children(cue, "nsubj", "nsubjpass", "dobj", "pobj")


def is_changed(passage: Passage, cue: ParsedToken, truce: ParsedToken) -> bool:
    """Return whether what a verb says of a truce is that it goes on, is broken or over: "agreed on an extension of the truce"."""
    path = _up(passage, truce)
    return cue in path and any(one.lower in word_set("truce_changed") for one in path[: path.index(cue)])


def is_to_come(passage: Passage, cue: ParsedToken) -> bool:
    """Return whether a noun for an event stands under a verb of what is to be: "monitoring will include ...", "to lead to the signing"."""
    verb = verb_above(passage, cue) if cue.tag.startswith("NN") else None
    if verb is None:
        return False
    helped = passage.children(passage.tokens[verb], "aux")
    return any(t.lower in word_set("possible_modal") or t.lower in ("will", "shall", "to") for t in helped)


def _leads_away(passage: Passage, token: ParsedToken) -> bool:
    """Return whether a word on the way from a truce up to a verb makes the truce a mere circumstance of what the verb says."""
    if token.lower in word_set("wishing_verb"):
        return True
    if token.dep in ("prep", "agent", "mark"):
        return token.lower not in word_set("truce_joiner")
    if not token.tag.startswith("VB") or token.dep not in ("relcl", "acl", "advcl", "csubj"):
        return False
    return token.lower not in word_set("truce_made_by")


def governs(passage: Passage, cue: ParsedToken, truce: ParsedToken) -> bool:
    """Return whether the noun or verb `cue` stands above the truce with no other verb between: "the signing of a ceasefire agreement"."""
    path = _up(passage, truce)
    return cue in path and not any(t.tag.startswith("VB") for t in path[: path.index(cue)])


def is_wished(passage: Passage, cue: ParsedToken) -> bool:
    """Return whether the words of an event are negated, conditional, only possible, or asked for, tried or refused."""
    below = passage.children(cue)
    if any(t.dep == "neg" or t.lower in ("no", "never") for t in below) or any(
        t.dep == "aux" and t.tag == "MD" and t.lower in word_set("possible_modal") for t in below
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
