"""The words by which a sentence tells that people or remains were given back, and whether they say that it was done."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sulh.reading.english.truce_grammar import is_wished
from sulh.reading.lexicon import alternatives, pattern
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage
from sulh.text.numbers import find_numbers

__all__ = ["HELD", "PERSONS", "REMAINS", "SWAP", "Freeing", "deeds_of", "goes_on_about", "is_spoken_of", "may_tell", "speaks_of_held"]

PERSONS = rf"(?:{alternatives('freed_person')})"
REMAINS = rf"(?:{alternatives('freed_remains')})"
HELD = re.compile(
    rf"\b(?:{alternatives('held_person')})\b"
    rf"|\b(?:{PERSONS})\s+(?:who\s+were\s+|that\s+were\s+)?(?:held|detained|seized|abducted|captured)\s+(?:by|in|since)\b"
    r"|\b(?:who|they|he|she|all|men|women|persons|people)\s+(?:had|have|has|were|was)\s+(?:been\s+)?(?:held|detained|kept|taken)\b",
    re.IGNORECASE,
)
_WHO = re.compile(rf"\b(?:{PERSONS}|{REMAINS})\b", re.IGNORECASE)
SWAP = re.compile(r"\b(?:swap\w*|exchang\w*|one-for-one|all-for-all|man-for-man|traded)\b", re.IGNORECASE)
# The deeds: who gives, who gets, who goes; those that are told of much else need words for people who were held.
_DEEDS = (
    ("gives", False, pattern(r"\b(?:<released_by>)\b")),
    ("gives", True, pattern(r"\b(?:<sent_home>)\b")),
    ("swaps", False, pattern(r"\b(?:<swapped_by>)\b")),
    ("goes", True, pattern(r"\b(?:<went_free>)\b")),
    ("gets", True, pattern(r"\b(?:<received_by>)\b")),
)
_NOUN = rf"(?:{alternatives('freeing_noun')})"
_CAME = pattern(
    rf"\b{_NOUN}\b[^.,;]{{0,120}}?\b(?:<freeing_came>)\b"
    r"|\b(?:carried\s+out|completed|conducted|made|held|staged)\s+(?:an?|another|the|their|its)\s+(?:[\w-]+\s+){0,2}?(?:swap|exchange)s?\b"
)
# Words before a release that make it what is talked about, agreed, wished for or denied.
_AIMED = pattern(
    r"\b(?:no|not|never|(?:agreements?|deal|talks|plans?|proposals?|accords?|lists?|discussions?|negotiations|progress|work\w*|group|committee|efforts?"
    r"|call\w*|hope\w*|demand\w*|steps?|measures|conditions?|terms|modalities)\s+(?:\w+\s+)?(?:on|for|about|to|of|towards))"
    r"\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){0,2}$"
)
_SWAP_ITSELF = re.compile(r"\bswaps?\b", re.IGNORECASE)
_LED = pattern(rf"\b(?:<freeing_led>)\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){{0,2}}?{_NOUN}\s+of\b")
# Who announces "the release of 40 prisoners" lets them go, unless it is to come.
_ANNOUNCED = pattern(rf"\b(?:<freeing_announced>)\s+(?:the\s+|an?\s+|its\s+|their\s+)?(?:[\w-]+\s+)?{_NOUN}\s+of\b")
# What is transferred or returned need not have been held.
_TRANSFER = re.compile(r"\b(?:transfer|return)\w*", re.IGNORECASE)
_TO_COME = pattern(r"\b(?:will|would|shall|should|to|planned|plans?|upcoming|forthcoming|next|tomorrow|soon|later|imminent)\b")
# What is exchanged or handed over is not always people.
_OTHER_THINGS = pattern(r"\b(?:<freed_other_things>)\b")
_OF_THINGS = pattern(r"\b(?:<freed_other_things>)\s+(?:of|with|on)\s+[^,.;]*$")
# Told as a rumour, denied, or of what did not come about: "Had they been freed".
_DOUBTED = pattern(
    r"\b(?:rumou?r\w*|untrue|false|den(?:y|ies|ied)|unconfirmed|hoax|(?:could|can|did)\s+not\s+(?:confirm|verify)|no\s+confirmation)\b"
)
_INVERTED = re.compile(r"\s*(?:Had|Were|Should)\s")
# Who sees it says that it was done: "saw 125 soldiers released".
_SEEN = pattern(r"\b(?:saw|seen|watched|witnessed|confirmed|had)\b[^.;]*$")
# Words right before a deed after which nothing was done: it is asked for, promised, denied, or a rule ("prisoners are exchanged").
_NOT_DONE = re.compile(
    r"\b(?:to|will|shall|should|must|would|may|might|could|can|cannot|not|never|nobody|none|no|if|unless|until|once|when|before|is|are|be|being)"
    r"\s+(?:\w+ly\s+|all\s+|also\s+|be\s+|been\s+|have\s+|has\s+|had\s+|was\s+|were\s+|yet\s+|now\s+|then\s+|again\s+){0,3}$",
    re.IGNORECASE,
)
_GOES_ON = pattern(rf"\b(?:{_NOUN}|they|them|these|those|both|it|operation)\b")
# Nobody was: "no prisoner was freed", "frees nobody".
_NOBODY = pattern(
    r"\b(?:no|not\s+(?:a|one|any|a\s+single)|(?:none|nobody|no\s+one|neither|not\s+one)\s+of)"
    r"\s+(?:[\w-]+\s+){1,4}(?:was|were|has|have|had)\s+(?:been\s+)?$"
)
_NO_ONE = re.compile(r"\s+(?:no|nobody|none|not|neither)\b", re.IGNORECASE)
# Of words that go on as a noun, what stands before them: "calls for those released", "the plan to have".
_NEAR = 110
_ABOUT = 60
# "Eleven of the people whom it freed" refers to persons of an earlier release.
_PART = re.compile(r"\b(?:of|among)\s+(?:the|those)\s+(?:\w+\s+){0,2}(?:who|whom|that)\b[^,;.]{0,40}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Freeing:
    """Words `[start, end)` of a sentence that tell of people or remains given back; `what` is gives, gets, goes, swaps, came,
    led or announced.
    """

    start: int
    end: int
    what: str


def may_tell(text: str) -> bool:
    """Whether a sentence may tell of a release; sentences that do are parsed."""
    words = (*(words for _, _, words in _DEEDS), _ANNOUNCED, _CAME, _LED)
    return any(one.search(text) for one in words)


def is_spoken_of(text: str) -> bool:
    """Whether words name an exchange or a release of people who were held: "Prisoner swap", "release of detainees"."""
    return HELD.search(text) is not None and re.search(rf"\b(?:{_NOUN}|freed|released)\b", text, re.IGNORECASE) is not None


def speaks_of_held(text: str) -> bool:
    """Whether words are about people who are or were held, or who are given back: prisoners, a swap, "30 soldiers are to be freed"."""
    if HELD.search(text) or re.search(rf"\b{REMAINS}\b", text, re.IGNORECASE):
        return True
    return _WHO.search(text) is not None and (SWAP.search(text) is not None or _DEEDS[0][2].search(text) is not None)


def deeds_of(passage: Passage, *, known: bool) -> list[Freeing]:
    """The deeds that a sentence tells of as done, in its order. `known` says that sentences before it are about people held, so that it
    need not say so again.
    """
    text = passage.text
    held = known or speaks_of_held(text)
    found = []
    if _DOUBTED.search(text) or _INVERTED.match(text):
        return []
    for what, weak, words in _DEEDS:
        for match in words.finditer(text):
            if (held or not weak) and _is_beside(text, match, what, known=known) and _is_done(passage, match):
                found.append(Freeing(match.start(), match.end(), what))
    for what, words in (("came", _CAME), ("led", _LED)):
        told = words.search(text)
        if told is not None and (known or held or _SWAP_ITSELF.search(told[0])) and _is_itself(text, told):
            found.append(Freeing(told.start(), told.end(), what))
    announced = _ANNOUNCED.search(text)
    if announced is not None and _is_announced_as_done(text, announced):
        found.append(Freeing(announced.start(), announced.end(), "announced"))
    return _apart(sorted(found, key=lambda one: (one.start, -one.end)))


def _is_announced_as_done(text: str, announced: re.Match[str]) -> bool:
    """Whether the release of so many people who were held is announced, and not as one to come."""
    after = re.split(r"[.;]", text[announced.end() : announced.end() + _NEAR])[0]
    whole = text[announced.start() : announced.end()] + re.sub(r"\bto\b", " ", after)
    frees = _TRANSFER.search(announced[0]) is None and _WHO.search(after) is not None
    is_of_held = (frees or HELD.search(after) is not None) and find_numbers(after)
    return bool(is_of_held) and not _TO_COME.search(whole) and not _NOT_DONE.search(text[: announced.start()])


def goes_on_about(text: str) -> bool:
    """Whether a sentence behind one that told of a release may say more of it: of people held, of a handover, of "them" or "it"."""
    return speaks_of_held(text) or _GOES_ON.search(text) is not None


def _apart(found: list[Freeing]) -> list[Freeing]:
    """Those that do not stand within another."""
    kept: list[Freeing] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _is_beside(text: str, match: re.Match[str], what: str, *, known: bool) -> bool:
    """Whether people or remains, and nothing else that is handed over, stand near the verb in its own clause; before it where they go.

    Where they were told of before, a number is enough.
    """
    before = re.split(r"[.;:]", text[max(0, match.start() - _NEAR) : match.start()])[-1]
    after = re.split(r"[.;]", text[match.end() : match.end() + _NEAR])[0]
    things = _OTHER_THINGS.search(after[:_ABOUT])
    who = _WHO.search(after)
    if (things is not None and (who is None or things.start() < who.start())) or _OF_THINGS.search(before):
        return False
    near = (before,) if what == "goes" else (before, match[0], after)
    return any(_WHO.search(part) or (known and find_numbers(part)) for part in near) or (known and what != "goes")


def _is_shared(passage: Passage, verb: ParsedToken) -> bool:
    """Whether a participle has its "was" or "had" from a verb before it: "were released and handed over"."""
    above = passage.tokens[verb.head]
    return verb.dep == "conj" and above.tag in ("VBN", "VBD") and not any(
        t.lower in ("is", "are", "be", "to", "will", "shall") for t in passage.children(above, "aux", "auxpass")
    )


def _is_itself(text: str, told: re.Match[str]) -> bool:
    """Whether a release as such is told of as done: not talks or a deal about one, nothing denied, and of people."""
    denied = re.search(r"\b(?:not|never|no|to|will|would|could|should|must|may|might|if)\b", told[0], re.IGNORECASE)
    return not denied and not _OTHER_THINGS.search(told[0]) and not _AIMED.search(text[: told.start()])


def _is_done(passage: Passage, match: re.Match[str]) -> bool:
    """Whether the words say that it was done, not that it is asked for, promised, denied, or told of those already free."""
    before = passage.text[: match.start()]
    if _NOT_DONE.search(before[-_ABOUT:]) or _PART.search(before) or _NOBODY.search(before) or _NO_ONE.match(passage.text, match.end()):
        return False
    verb = next((t for t in passage.span(passage.start + match.start(), passage.start + match.end()) if t.tag.startswith("VB")), None)
    if verb is None:
        # "further releases", "the exchange" are no verbs
        return not passage.tokens
    helped = passage.children(verb, "aux", "auxpass")
    subject = passage.children(verb, "nsubj")
    if verb.tag in ("VBP", "VB") and verb.lower != "let":
        return False
    if verb.tag == "VBZ" and not (subject and find_numbers(passage.text)):
        return False
    is_bare = verb.tag == "VBN" and not helped and not subject and not _is_shared(passage, verb)
    if verb.dep == "amod" or (is_bare and not _SEEN.search(before)):
        # "the freed men", "40 prisoners freed, that is the plan"
        return False
    return not is_wished(passage, verb)
