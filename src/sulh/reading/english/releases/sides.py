"""Who gave back and who got whom: the actors of a part of a sentence by the words around them, and those who arranged it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from sulh.model import Actor, ActorKind
from sulh.reading.english.context import Context
from sulh.reading.english.references import mediates
from sulh.reading.english.releases.shares import Share
from sulh.reading.english.releases.wording import Freeing
from sulh.reading.lexicon import pattern
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage, Reference

__all__ = ["Ends", "ends_of", "helpers_of", "last_two_sides", "named_sides", "sides_of_each"]

_BY = pattern(r"(?<!received )(?<!received back )(?<!taken in )(?<!welcomed )\bby\s+(?:the\s+)?(?:government\s+of\s+(?:the\s+)?)?$")
_TO = pattern(
    r"\b(?:to|(?:received(?:\s+back)?|taken\s+in|welcomed)\s+by)\s+(?:the\s+)?"
    r"(?:(?:representatives|officers|officials|families)\s+of\s+(?:the\s+)?)?$"
)
# With whom somebody exchanges, not with whom talks go on.
_WITH = pattern(r"\bwith\s+(?:the\s+)?$")
_TALKS = pattern(r"\b(?:talks|negotiations|agreement|deal|truce|ceasefire|peace|line)\s+with\s+(?:the\s+)?$")
_FROM = pattern(r"\b(?:from|held\s+by|captured\s+by|detained\s+by)\s+(?:the\s+)?$")
_CUSTODY = pattern(r"(?:['’]s?)?\s+(?:\w+\s+)?(?:custody|prisons?|jails?|captivity|hands|detention)\b")
_BETWEEN = pattern(r"\bbetween\s+(?:the\s+)?")
_CLAUSE = re.compile(r"[^,;.]*")
_THIRD = pattern(r"\s+(?:<freed_third>)\b")
_BACK = pattern(r"\b(?:in\s+return|in\s+exchange(?!\s+for)|for\s+(?:its|their)\s+part|in\s+turn)\b")
_OTHER_WAY = pattern(r"\b(?:the\s+other|the\s+opposite|in\s+the\s+(?:other|opposite))\s+(?:way|direction)\b")
_EACH = pattern(r"\b(?:<freed_each>)\b")
# "each handed over", "each of them has now freed"; "15 prisoners each", "ten apiece".
_EACH_BEFORE = pattern(r"\b(?:<each_before_verb>)\s+(?:\w+\s+){0,2}$")
_EACH_BEHIND = pattern(r"\s*(?:<each_behind_number>)\b")
_AND = re.compile(r"\s+and\s+(?:the\s+)?", re.IGNORECASE)
# Between a name and the number after it, where the verb is left out: "the separatists 73", "by the Government: 14".
_ELLIPSIS = pattern(r"['’]?s?\s*[:,]?\s*(?:another|a\s+further|some|about|only|just)?\s*$")
_HELPED_BY = pattern(
    r"\b(?:(?:<freeing_helped>)\s+by|through|via|(?:with|under|thanks\s+to)\s+(?:the\s+)?(?:\w+\s+)?(?:<freeing_help>)\s+(?:of|from|by))\s+(?:the\s+)?$"
)
_HELPER = pattern(r"(?:\s*\([^)]*\))?,?\s+(?:(?:jointly|also|has|have|had|then|together|again)\s+)?(?:<freeing_helper>)\b")
_LISTED = pattern(r"\s*(?:,|and|,\s+and)\s+(?:the\s+)?$")
_NO_PERSON = pattern(r"\W*received\b(?!\s+(?:them|the\s+(?:freed|released|men|group)|all|those))")
# Letters behind a number, or the words for those it counts, within which it is said whose they are.
_WHOSE = 4
_PAIR = 2
# "40 Afghan government soldiers": those who serve a state are its own.
_SERVING = pattern(r"\s+(?:[\w-]+\s+)?(?:<freed_serving>)\b")


@dataclass(frozen=True, slots=True)
class Ends:
    """Who gave and who got those that a number counts, as far as its words say; `each` says that both sides gave as many."""

    giver: Actor | None = None
    getter: Actor | None = None
    each: bool = False


def named_sides(context: Context, passage: Passage, helpers: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The two sides that a sentence or heading names together: "between A and B", "A and B exchanged"; nobody who arranged it."""
    between = _BETWEEN.search(passage.text)
    if between is not None:
        clause = passage.start + len(_CLAUSE.match(passage.text, between.end())[0]) + between.end()  # type: ignore[index]
        after = _actors([r for r in passage.references if passage.start + between.end() <= r.start < clause], helpers)
        if len(after) > 1:
            return after[0], after[1]
    for group in context.groups.of(passage.index):
        own = _side_of(context, group.actors, helpers)
        if len(own) == 2 and not _THIRD.match(passage.text[group.end - passage.start :]):
            return own
    plural = (r for r in passage.references if r.form == "description" and len(r.actors) == 2)
    return next((r.actors for r in plural if _side_of(context, r.actors, helpers) == r.actors), ())


def sides_of_each(
    context: Context, passage: Passage, deeds: list[Freeing], shares: list[Share], helpers: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """The two of whom a sentence says that each freed people: "A and B each released 60", "A and B freed 15 prisoners each"."""
    said = any(_EACH_BEFORE.search(passage.text[: one.start]) for one in deeds)
    if not said and not any(_EACH_BEHIND.match(passage.text, one.after) for one in shares):
        return ()
    sides = named_sides(context, passage, helpers)
    if sides:
        return sides
    acting = [r for r in passage.references if r.agent and len(r.actors) == 1]
    joined = ((one, other) for one, other in pairwise(acting) if _AND.fullmatch(passage.between(one.end, other.start)))
    pairs = (_side_of(context, (*one.actors, *other.actors), helpers) for one, other in joined)
    return next((pair for pair in pairs if len(set(pair)) == _PAIR), ())


def last_two_sides(context: Context, passage: Passage, helpers: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """The two whom "each side" means: the last two named together before a sentence, else the only two who act in the text."""
    for group in context.groups.before(passage.start):
        own = _side_of(context, group.actors, helpers)
        if len(own) == 2 and not mediates(context.passages[group.passage], group):
            return own
    acting = tuple(dict.fromkeys(a for p in context.passages for a in _actors(p.references, helpers) if a.id not in context.default_roles))
    return acting if len(acting) == 2 else ()


def _side_of(context: Context, actors: tuple[Actor, ...], helpers: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Those who may be sides: nobody who arranges, and not those who guarantee or mediate everywhere in the text."""
    return tuple(one for one in actors if not _helps(one, helpers) and one.id not in context.default_roles)


def helpers_of(passage: Passage) -> tuple[Actor, ...]:
    """Who arranged a release or took people over, by the words around the names: "facilitated by A and B", "A oversaw the exchange"."""
    found: list[Reference] = []
    for one in passage.references:
        before = passage.text[: one.start - passage.start]
        after = passage.text[one.end - passage.start :]
        listed = bool(found) and found[-1].end <= one.start and _LISTED.fullmatch(passage.between(found[-1].end, one.start)) is not None
        acts = _HELPER.match(after) is not None and one.agent
        if _HELPED_BY.search(before) or listed or (acts and not _frees(after)):
            found.append(one)
    # Of a list that acts together the last is beside the verb.
    for one in reversed(passage.references):
        if found and one.end <= found[0].start and one.agent and _LISTED.fullmatch(passage.between(one.end, found[0].start)):
            found.insert(0, one)
    return tuple(dict.fromkeys(actor for one in found for actor in one.actors))


def ends_of(
    context: Context, passage: Passage, share: Share, deed: Freeing | None, previous: Ends | None, helpers: tuple[Actor, ...]
) -> Ends:
    """Who gave and who got those whom a part of a sentence counts.

    `deed` is the deed of that part or, where its verb is left out, of the part before it; `previous` are the ends of that part.
    """
    low, high = passage.start + share.start, passage.start + share.end
    inside = [r for r in passage.references if low <= r.start < high and not any(_helps(one, helpers) for one in r.actors)]
    part = passage.text[share.start : share.end]
    each = _EACH.search(part) is not None
    giver = _marked(passage, inside, _BY) or _kept_by(passage, inside) or _marked(passage, inside, _FROM)
    getter = _marked(passage, inside, _TO) or (_partner(passage, inside) if deed is not None and deed.what == "swaps" else None)
    # What each of several did is the deed of none of them alone.
    subject = _subject(context, passage, share, deed, inside) if not (giver and getter) and not each else None
    if subject is not None and deed is not None:
        if deed.what == "gets":
            getter = getter or subject
        elif _gives(deed, subject) and subject != getter:
            giver = giver or subject
    if getter is None or giver is None:
        own = _whose(context, passage, share, inside)
        if own is not None and own != giver:
            getter = getter or own
    if previous is not None and giver is None and (_BACK.search(part) or _OTHER_WAY.search(part)):
        giver = previous.getter
        getter = getter or (previous.giver if previous.giver != giver else None)
    return Ends(giver, getter if getter != giver else None, each)


def _gives(deed: Freeing, actor: Actor) -> bool:
    """Whether who acts lets people go; of a release that is announced only those who hold people themselves: a state may have mediated."""
    return deed.what in ("gives", "swaps") or (deed.what == "announced" and actor.kind is ActorKind.ARMED_GROUP)


def _subject(context: Context, passage: Passage, share: Share, deed: Freeing | None, inside: list[Reference]) -> Actor | None:
    """Who acts in a part: the name before its verb, that before its number where the verb is left out, else whom a pronoun means."""
    if deed is None:
        return None
    if share.start <= deed.start < share.end:
        verb = next((t for t in passage.span(passage.start + deed.start, passage.start + deed.end) if t.tag.startswith("VB")), None)
        passive = verb is not None and (passage.children(verb, "auxpass") or (verb.tag == "VBN" and not passage.children(verb, "aux")))
        if passive:
            return None
        before = [r for r in inside if r.end <= passage.start + deed.start and (r.agent or r.form == "description")]
        if before and _is_subject(passage, before[-1], verb):
            return before[-1].actors[0] if len(before[-1].actors) == 1 else None
        pronoun = verb is not None and any(t.tag == "PRP" for t in passage.children(verb, "nsubj"))
        found = context.subject(passage, verb) if verb is not None and (pronoun or not before) else ()
        return found[0] if len(found) == 1 else None
    beside = [r for r in inside if r.end <= passage.start + share.at and _ELLIPSIS.match(passage.between(r.end, passage.start + share.at))]
    return beside[-1].actors[0] if beside and len(beside[-1].actors) == 1 else None


def _is_subject(passage: Passage, name: Reference, verb: ParsedToken | None) -> bool:
    """Whether nobody else stands between a name and the verb: "the Observatory said rebel factions had freed 10" frees nobody."""
    subjects = passage.children(verb, "nsubj") if verb is not None else []
    if not subjects or not passage.between(name.end, verb.start if verb else name.end).strip():
        return True
    low, high = passage.subtree(subjects[-1])
    return name.start < max(high, subjects[-1].end) and low < name.end


def _marked(passage: Passage, inside: list[Reference], words: re.Pattern[str]) -> Actor | None:
    """The first acting name behind these words."""
    named = (r for r in inside if r.form not in ("capital", "place") and len(r.actors) == 1)
    return next((r.actors[0] for r in named if words.search(passage.text[: r.start - passage.start])), None)


def _partner(passage: Passage, inside: list[Reference]) -> Actor | None:
    """With whom somebody exchanged people."""
    return next(
        (
            r.actors[0]
            for r in inside
            if r.agent and _WITH.search(before := passage.text[: r.start - passage.start]) and not _TALKS.search(before)
        ),
        None,
    )


def _whose(context: Context, passage: Passage, share: Share, inside: list[Reference]) -> Actor | None:
    """Whose people are counted: "32 Armenian soldiers", where Armenia acts in the text."""
    low, high = passage.start + share.at, passage.start + share.after + _WHOSE
    for one in inside:
        is_next = one.form == "demonym" or not passage.between(low, one.start).strip().count(" ")
        if low <= one.start < high and len(one.actors) == 1 and is_next:
            if one.form == "demonym" and _is_divided(context, one.actors[0]) and not _SERVING.match(passage.text, one.end - passage.start):
                return None
            acts = any(r.agent and one.actors[0] in r.actors for p in context.passages for r in p.references if r != one)
            return one.actors[0] if acts else None
    return None


def _is_divided(context: Context, state: Actor) -> bool:
    """Whether a text names an armed group of a state, so that from the nationality of people does not follow whose they are."""
    named = {actor for passage in context.passages for r in passage.references for actor in r.actors}
    return any(one.kind is ActorKind.ARMED_GROUP and context.authority.country_of(one) == state.id for one in named)


def _kept_by(passage: Passage, inside: list[Reference]) -> Actor | None:
    """In whose custody people were: "from Houthi prisons", "left government custody"."""
    return next((r.actors[0] for r in inside if len(r.actors) == 1 and _CUSTODY.match(passage.text[r.end - passage.start :])), None)


def _frees(after: str) -> bool:
    """Whether what somebody received or carried is no person: such words help nobody over."""
    return _NO_PERSON.match(after) is not None


def _helps(actor: Actor, helpers: tuple[Actor, ...]) -> bool:
    """Whether an actor only arranges: it is said to, or is an organisation between states or of relief."""
    return actor in helpers or actor.kind is ActorKind.IGO


def _actors(references: list[Reference], helpers: tuple[Actor, ...]) -> list[Actor]:
    return list(dict.fromkeys(a for r in references if r.agent for a in r.actors if not _helps(a, helpers)))
