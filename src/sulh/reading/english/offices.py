"""Find office phrases ("Special Envoy for Syria") and the actors they belong to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sulh.model import Actor, ActorKind
from sulh.reading.lexicon import pattern, words
from sulh.reading.passages import Passage, Reference

__all__ = ["Office", "find_offices"]


@dataclass(frozen=True, slots=True)
class Office:
    """An office phrase, such as "Special Envoy for Syria"; `head` is its last noun in lower case, `actors` whose it is.

    `past` is an office that its holder no longer has ("a former German president"): it says nothing of whom the holder acts for.
    """

    start: int
    end: int
    head: str
    text: str
    actors: tuple[Actor, ...] = ()
    past: bool = False


def find_offices(passage: Passage) -> list[Office]:
    """Return the office phrases of a passage with the actors they belong to."""
    office = pattern(
        r"\b(?:(?:<office_modifier>)[\s-]+)*(?:<office_head>)\b(?!-)",
        re.IGNORECASE,
    )
    found: list[Office] = []
    for match in office.finditer(passage.text):
        head = list(pattern(r"\b(?:<office_head>)\b").finditer(match[0]))
        # "the president's envoy": the envoy's office
        if not head or OWNER.match(passage.text, match.end()) or (found and passage.start + match.start() < found[-1].end):
            continue
        joiner = JOINER.match(match[0])
        start = passage.start + match.start() + (joiner.end() if joiner else 0)
        head_end = passage.start + match.start() + head[-1].end()
        end = _remit_end(passage, passage.start + match.end())
        ministry = _ministry_of_part(passage, head_end)
        if ministry is not None:
            called = MINISTRY.match(passage.text, ministry.end - passage.start)
            end = max(end, passage.start + called.end() if called is not None else ministry.end)
        text = passage.text[start - passage.start : end - passage.start]
        owners = _owners(passage, start, end, head_end) or (ministry.actors if ministry is not None else ())
        # a state's: of one that is not named the text has its own
        past = bool(owners) and _is_past(passage, start, text)
        if not owners and found and APPOSED.fullmatch(passage.between(found[-1].end, start)):
            # "Director of the Asia Department of the Kenyan MFA, Ambassador X": one person
            owners = found[-1].actors
        found.append(Office(start, end, head[0][0].lower(), text, () if past else owners, past))
    return found


# What a ministry is called behind whose it is.
MINISTRY = re.compile(r"\s+(?:MFA|(?:[Ff]oreign\s+)?[Mm]inistry(?:\s+of\s+[A-Z]\w+(?:\s+[A-Z]\w+)?)?)")
# What stands between two offices of one person.
APPOSED = re.compile(r",\s+")
# "a former German president", "ex-President X", "the former president of Finland"
PAST_WORD = r"(?:(?:<past_office>)|ex)[\s-]"


def _is_past(passage: Passage, start: int, office: str) -> bool:
    before = passage.text[: start - passage.start]
    return pattern(PAST, 0).search(before) is not None or pattern(PAST_WORD).match(office) is not None


PAST = r"(?:\b(?i:<past_office>)|\b[Ee]x)[\s-]+(?:[A-Z][\w.'\u2019-]*\s+){0,3}$"
OWNER = re.compile(
    r"['’]s?\s+(?:[\w-]+\s+){0,4}?(?:envoys?|representatives?|advis[eo]rs?|assistants?|aides?|deputy|deputies|ambassadors?|office)\b",
    re.IGNORECASE,
)
JOINER = re.compile(r"(?:(?:and|of)\s+)+", re.IGNORECASE)
REMIT = re.compile(r"\s+(?:for|on|to|of)\s+(?:the\s+)?(?=[A-Z])")
# "envoy for Kassala, Maria Alvez": a remit that no list has, before the name
UNLISTED_REMIT = re.compile(
    r"\s+(?:for|to|on)\s+(?:the\s+)?[A-Z][\w\u2019'-]+(?:\s+[A-Z][\w\u2019'-]+){0,2}"
    r"(?:\s+(?:dialogue|process|talks|question|issue|file|conflict))?(?=,\s+(?:[A-Z]\w+\.?\s+){1,3}[A-Z])"
)
SUPERIOR = re.compile(r"\s+to\s+(?:the\s+)?")
FIELD = re.compile(r"\s+(?:affairs|issues|matters|settlement|policy|relations|cooperation|reconciliation|engagement)\b", re.IGNORECASE)
REMIT_WORD = re.compile(r"(?:\s+(?:and|of|the|for))*\s*([A-Z][\w’'-]*)")


def _remit_end(passage: Passage, end: int) -> int:
    """Return where an office with its remit ends: "Special Envoy for Syria", "Director of the ASEAN Affairs Department"; without names."""
    opening = REMIT.match(passage.text, end - passage.start)
    if opening is None:
        return end
    if (superior := _superior(passage, opening)) is not None:
        return passage.start + superior
    is_listed = any(r.start == passage.start + opening.end() for r in passage.references)
    if not is_listed and (unlisted := UNLISTED_REMIT.match(passage.text, end - passage.start)) is not None:
        return passage.start + unlisted.end()
    common = set(words("not_name"))
    at, reached = opening.end(), end - passage.start
    while True:
        reference = next((r for r in passage.references if r.start == passage.start + at), None)
        if reference is not None:
            reached = reference.end - passage.start
        else:
            word = REMIT_WORD.match(passage.text, at)
            if word is None or word[1].lower() not in common:
                break
            reached = word.end(1)
        step = re.compile(r"\s+(?:(?:and|of|the|for)\s+)*(?=[A-Z])").match(passage.text, reached)
        if step is None:
            break
        at = step.end()
    field = FIELD.match(passage.text, reached)
    return passage.start + (field.end() if field is not None else reached)


def _superior(passage: Passage, opening: re.Match[str]) -> int | None:
    """Return where the office of a superior ends whom an office is under: "deputy to Russia's foreign minister", "to the UN envoy"."""
    reference = next((r for r in passage.references if r.start == passage.start + opening.end()), None)
    if reference is None or opening[0].split()[0] != "to":
        return None
    office = pattern(r"(?:['’]s)?\s+(?:(?:<office_modifier>)[\s-]+)*(?:<office_head>)\b", re.IGNORECASE)
    found = office.match(passage.text, reference.end - passage.start)
    return found.end() if found is not None else None


def _owners(passage: Passage, start: int, end: int, head_end: int) -> tuple[Actor, ...]:
    """Return whose office it is: the actor named just before ("Iran's", "Russian", "UN"), else the one named by "of"."""
    before: list[Reference] = []
    left = start
    for r in sorted(passage.references, key=lambda r: -r.start):
        if (start <= r.start and r.end <= head_end) or (r.start <= start and r.end >= head_end):
            before.append(r)
            continue
        if r.end > left:
            continue
        gap = passage.text[r.end - passage.start : left - passage.start]
        if (
            r.form in ("capital", "name")
            and not gap.startswith(("'s", "\u2019s"))
            and WHERE.search(passage.between(passage.start, r.start))
        ):
            # "today in Riyadh Secretary X": the place, not the actor the secretary belongs to
            break
        if (before and r.form != "demonym") or (re.search(r",|\band\b", gap) and r.form != "demonym"):
            break
        if re.fullmatch(
            r"(?:['’]s?)?[\s-]*(?:[\w-]+['’]s\s+)?(?:(?:new|then|top|own|former|the|Secretary[- ]General['’]s|and|,)\s*)*", gap
        ):
            before.append(r)
            left = r.start
        else:
            break
    accrediting = _accredited_by(passage, before, head_end)
    if accrediting is not None:
        return accrediting
    if before and not _is_topic(passage, before, head_end):
        return tuple(dict.fromkeys(a for r in reversed(before) for a in r.actors))
    behind = [r for r in passage.references if head_end <= r.start and r.end < end]
    under = [r for r in behind if SUPERIOR.fullmatch(passage.between(head_end, r.start))]
    if under:
        return tuple(dict.fromkeys(under[0].actors))
    after = [r for r in passage.references if head_end <= r.start and r.end <= end + 40]
    found: list[Actor] = []
    right = head_end
    for r in after:
        gap = passage.text[right - passage.start : r.start - passage.start]
        if pattern(r"\s+(?:of|from)\s+(?:the\s+)?(?:<side_adjective>\s+)?" if not found else r"(?:,|\s|and|the)+").fullmatch(gap):
            found.extend(r.actors)
            right = r.end
        else:
            break
    return tuple(dict.fromkeys(found)) or _of_whole(passage, head_end, end)


def _of_whole(passage: Passage, head_end: int, end: int) -> tuple[Actor, ...]:
    """Return whose body an office is in that names it in full: "Head of the Presidential Office of Ukraine"."""
    last = next((r for r in passage.references if head_end < r.start and r.end == end), None)
    return last.actors if last is not None and WITHIN.fullmatch(passage.between(head_end, last.start)) else ()


def _ministry_of_part(passage: Passage, head_end: int) -> Reference | None:
    """Return whose ministry it is a part of which an office heads: "Director of the Asia Department of the Kenyan MFA"."""
    named = r"\s+of\s+[^,;.]{1,90}?\b(?:<part_of_ministry>)\s+(?:of|at|in)\s+(?:the\s+)?"
    part = pattern(named).match(passage.text, head_end - passage.start)
    return next((r for r in passage.references if part is not None and r.start == passage.start + part.end()), None)


WITHIN = re.compile(r"\s+of\s+[^,;.]*\s+of\s+(?:the\s+)?")


def _accredited_by(passage: Passage, before: Sequence[Reference], head_end: int) -> tuple[Actor, ...] | None:
    """Return whose an envoy at an organisation is, by the words before: "Syria's UN ambassador", "the Syrian UN envoy"; nobody's where
    only the organisation is named, whose ambassadors are those of states ("UN ambassador"); None where the words say nothing of the kind.
    """
    if not before or any(a.kind is not ActorKind.IGO for a in before[0].actors):
        return None
    organisation = before[0]
    head = passage.between(organisation.end, head_end)
    states = (r for r in passage.references if r.end < organisation.start and all(a.kind is ActorKind.STATE for a in r.actors))
    for state in states:
        gap = passage.between(state.end, organisation.start)
        if POSSESSED.fullmatch(gap) and (state.form == "demonym" or gap[0] in "'\u2019"):
            return state.actors if ENVOY_AT.fullmatch(head) else None
    return () if AMBASSADOR.fullmatch(head) and organisation.actors[0].id == "united-nations" else None


POSSESSED = re.compile(r"(?:['\u2019]s?)?\s+(?:(?:new|then|former|top)\s+)?")
ENVOY_AT = re.compile(r"\s+(?:deputy\s+)?(?:ambassador|envoy|representative|mission\s+chief)", re.IGNORECASE)
AMBASSADOR = re.compile(r"\s+(?:deputy\s+)?ambassadors?", re.IGNORECASE)


def _is_topic(passage: Passage, before: Sequence[Reference], head_end: int) -> bool:
    """Return whether the only country named before an envoy is what the envoy deals with: "its Syria envoy", "the Syria envoy".

    Whose envoy somebody is, an adjective or a possessive says ("the Syrian envoy", "Syria's envoy"), or initials ("the US envoy").
    """
    if len(before) != 1 or before[0].form != "name":
        return False
    named = passage.text[before[0].start - passage.start : before[0].end - passage.start]
    return not named.isupper() and TOPIC.fullmatch(passage.between(before[0].end, head_end)) is not None


# Envoys are named for what they deal with; ministers and ambassadors are not.
TOPIC = re.compile(r"\s+(?:peace\s+)?(?:envoy|special\s+envoy|mediator|representative)", re.IGNORECASE)
WHERE = re.compile(r"\b(?:in|at|from|to|near|outside|visiting|visited|left|reached)\s+(?:the\s+)?$", re.IGNORECASE)
