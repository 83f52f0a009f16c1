"""Who counted, whom the cases are laid to, and what the other side says of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sulh.model import Actor, ActorKind, TallyKind, TallyVerdict
from sulh.reading.english.tallies.counts import CountFound
from sulh.reading.lexicon import pattern
from sulh.reading.passages import Passage

__all__ = ["doer", "reporters", "sides_of", "verdict_in"]

_SIDE = pattern(r"(?:['’]s?)? (?:\w+ )?(?:<tally_side>)\b")
# "The Russian side of the commission": the side counts, not the commission.
_OF_WHOM = pattern(r"\b(?:<tally_half>) (?:of|in) (?:the )?(?:joint )?$")
# Some names hold it: "the Turkish side", where the lexicon knows it as a name.
_SIDE_ITSELF = pattern(r"\b(?:<tally_side>)$")
# "The Defence Ministry of Azerbaijan" speaks for the state.
_MINISTRY = pattern(r"\b(?:<tally_office>) of (?:the )?$")
# "In areas not controlled by the Government" names who holds them, and no one who counts.
_HELD_BY = re.compile(r"\b(?:controlled|held|occupied|administered) by (?:the )?$", re.IGNORECASE)
_SIDES = re.compile(r" and \w+ (?:sides|parties)\b", re.IGNORECASE)
_VERB = pattern(r"\b(?:<tally_verb>)\b")
# What a side is said to have done, and who says so.
_COMMIT = pattern(r"\b(?:<tally_commit>)\b")
_SAY = pattern(r"\b(?:<tally_say>)\b")
_BY = re.compile(r"(?: that (?:were|was))?(?: committed| carried out)? by (?:the )?$", re.IGNORECASE)
_COUNTED_BY = pattern(r"\b(?:<tally_verb>) by (?:the )?$")
_BOTH = re.compile(r" and (?:the )?$")
_REFUSED = re.compile(
    r"\b(?:none of (?:them|these|those|the \w+)|(?:can|could|did|does)(?: ?not|n't) confirm|not (?:been )?confirmed|unconfirmed"
    r"|confirmed (?:none|no\b)|confirmed ?[-–—:] ?0\b)",
    re.IGNORECASE,
)
_ADMITTED = re.compile(r"\b(?:confirmed (?:all|both|every)|all of (?:them|these) (?:were|have been) confirmed)\b", re.IGNORECASE)
_PARTLY = re.compile(r"\bconfirmed ?[-–—:] ?[1-9]|\bconfirmed (?:only )?(?:some|one|two|three|part)\b", re.IGNORECASE)
_NEAR = 60


def doer(passage: Passage, one: CountFound) -> Actor | None:
    """Whom the cases are laid to: the side before a verb of doing ("the militia committed 18 violations"), or behind "violations by"."""
    sides = list(_named_sides(passage))
    behind = next((actor for start, _, actor in sides if start >= one.end and _BY.fullmatch(passage.text[one.end : start])), None)
    if behind is not None:
        return behind
    ahead = [(end, actor) for _, end, actor in sides if end <= one.start]
    if not ahead:
        return None
    between = passage.text[ahead[-1][0] : one.start]
    done = list(_COMMIT.finditer(between))
    counted = list(_VERB.finditer(between))
    return ahead[-1][1] if one.done or (done and not (counted and counted[-1].start() > done[-1].start())) else None


def reporters(passage: Passage, of: Actor) -> tuple[Actor, ...]:
    """Who says that a side did it: the body or side beside a verb of saying, other than the side itself."""
    for start, end, actor in _named_sides(passage):
        near = passage.text[max(0, start - 25) : start] + " | " + passage.text[end : end + 25]
        if actor != of and _SAY.search(near):
            return (actor,)
    return ()


def sides_of(passage: Passage, one: CountFound) -> tuple[Actor, ...]:
    """Who counted: the side or body named last before the number, or behind "by"."""
    sides = list(_named_sides(passage))
    near = [at for at, (_, end, _) in enumerate(sides) if end <= one.start]
    behind = next((actor for start, _, actor in sides if start >= one.end and _COUNTED_BY.search(passage.text[:start])), None)
    if one.kind is TallyKind.DENIAL:  # those who deny access count nothing: the mission does, whose movement it is
        near = [at for at in near if sides[at][2].kind in (ActorKind.IGO, ActorKind.BODY)]
    if behind is not None and not near:
        return (behind,)
    if not near:
        return ()
    last = near[-1]
    joined = last and _BOTH.fullmatch(passage.text[sides[last - 1][1] : sides[last][0]])
    return tuple(actor for _, _, actor in sides[last - 1 if joined else last : last + 1])


def _named_sides(passage: Passage) -> Iterator[tuple[int, int, Actor]]:
    """Each side or body of a sentence that may count, with where it stands: "the Russian side", "Russia's representation", the mission."""
    for one in passage.references:
        if len(one.actors) != 1:
            continue
        start, end = one.start - passage.start, one.end - passage.start
        ahead = passage.text[:start]
        if _OF_WHOM.search(ahead) or _HELD_BY.search(ahead):
            continue
        side = _SIDE.match(passage.text, end)
        paired = _SIDES.match(passage.text, end)
        if side or paired or one.agent or _SIDE_ITSELF.search(passage.text[start:end]) or _MINISTRY.search(ahead):
            yield start, side.end() if side and not paired else end, one.actors[0]


def verdict_in(passage: Passage, start: int, end: int | None = None) -> tuple[TallyVerdict, Actor | None] | None:
    """What the other side is said to say of the cases, and which side that is, between two offsets of a sentence."""
    words = passage.text[start:end]
    for verdict, said in ((TallyVerdict.NOT_CONFIRMED, _REFUSED), (TallyVerdict.PARTLY, _PARTLY), (TallyVerdict.CONFIRMED, _ADMITTED)):
        if (match := said.search(words)) is not None:
            own = [it for it in _named_sides(passage) if start <= it[0] and (end is None or it[0] < end)]
            by = next((actor for at, _, actor in own if abs(at - start - match.start()) <= 2 * _NEAR), None)
            return verdict, by
    return None
