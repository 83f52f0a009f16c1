"""Extract what a document reports about a ceasefire: declared, extended, violated, ended, monitored."""

from __future__ import annotations

import re
from dataclasses import replace

from sulh.model import Actor, ActorKind, CeasefireEvent, CeasefireKind
from sulh.reading.english.context import Context
from sulh.reading.english.truce_grammar import attached, governs, is_aside, is_topic, is_wished, verb_above
from sulh.reading.lexicon import word_set
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage
from sulh.text.dates import DateMention

__all__ = ["read_ceasefires"]

TRUCE = re.compile(r"\b(?:cease-?fires?|truces?|cessation\s+of\s+hostilities|humanitarian\s+pauses?|armistice)\b", re.IGNORECASE)
# The order matters: a sentence that reports an extension also mentions a truce.
CUES = (
    (
        CeasefireKind.ENDED,
        r"put\s+an\s+end\s+to|ended|gave\s+up|given\s+up|collapsed|abandoned|broke(?:n)?\s+down|terminated|called\s+off|scrapped|revoked|expired",
    ),
    (
        CeasefireKind.EXTENDED,
        r"extended|extension|prolonged|prolongation|renewed|renewal|extends"
        r"|(?:agreed|decided)\s+(?:[\w,]+\s+){0,4}to\s+(?:extend|renew|prolong)",
    ),
    (CeasefireKind.VIOLATED, r"violated|violations?|breached|breach(?:es)?|broke|broken|breaking|shattered"),
    (CeasefireKind.MONITORED, r"monitor(?:ed|s|ing)|verif(?:ied|ying|ication)|observ(?:es|ed|ing)|supervis(?:ed|ing)|watch\s+over"),
    (
        CeasefireKind.DECLARED,
        r"declared|announced|announcement|proclaimed|decreed|settled\s+on|agreed|reached|signed|brokered|came\s+into\s+(?:force|effect)|entered\s+into\s+force|took\s+effect|takes\s+effect|concluded|signing",
    ),
)
PATTERNS = tuple((kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for kind, words in CUES)
# Hoped for, demanded or only possible: not an event.
WISHED = re.compile(
    r"\b(?:to|will|would|should|could|(?-i:may)|might|must|can|if|unless|call(?:s|ed)?\s+(?:on|upon|for)|urg\w+|demand\w*|seek\w*|toward[s]?|aim\w*|possible|"
    r"proposal|conclude\s+the|not|never|no|potential|prevent|allegations?\s+of)\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
NEAR = 60
# Between the verb and the truce these words show that the truce is only being discussed.
SPOKEN_OF = re.compile(
    r"\b(?:will|would|that\s+(?:a|an|the|there)|to\s+(?:achieve|reach|bring|pursue|work|seek|establish|pool|begin|start)|"
    r"needed|focus|talks\s+on|proposal|whether|how)\b",
    re.IGNORECASE,
)
ZONE = re.compile(
    r"(?:[A-Z][\w’'-]*\s+){1,3}(?:de-escalation\s+|demilitari[sz]ed\s+|buffer\s+)?(?:zone|area|province|governorate|region)\b"
)
# A text is signed somewhere; the truce holds elsewhere.
SIGNED = re.compile(r"agreed|reached|signed|brokered|concluded|announced|signing|declared", re.IGNORECASE)
TO_BEGIN = re.compile(
    r"[^.;]{0,40}?\b(?:(?:scheduled|due|set|expected|is|was|are)\s+to\s+(?:begin|start|take\s+effect|come\s+into\s+force|enter\s+into\s+force)"
    r"|(?:will|shall)\s+(?:begin|start|take\s+effect|come\s+into\s+force)|(?:came|entered)\s+into\s+(?:force|effect)|took\s+effect)\b"
)
SOON = 40
# "takes effect when the parties have made initial steps": an event to come, on a condition.
ON_CONDITION = re.compile(r"\s+(?:only\s+)?(?:when|once|if|after|as\s+soon\s+as)\b")
# "a truce all over Syria from 30 December"
FROM = re.compile(r"(?:\s+[\w-]+){0,5}\s+(?:from|as\s+of)\s+(?:midnight\s+(?:on|of)\s+)?")
# A truce in other words: "from 6 March 2020 military action in the area ceases", "as soon as Friday begins all hostilities are over".
STILLED = re.compile(
    r"\b(?:hostilities|military\s+(?:actions?|operations)|fighting|combat)\b[^.;:]{0,70}?"
    r"\b(?:ceases?|ceased|stops?|stopped|(?:is|are)\s+(?:over|halted|suspended|prohibited|banned|allowed))\b",
    re.IGNORECASE,
)
DOUBTED = re.compile(r"\b(?:should|would|could|might|must|to|not|never)\b", re.IGNORECASE)
NO = re.compile(r"\bno\s+(?:\w+\s+)?$", re.IGNORECASE)
# A day this close to the words for a truce is its own.
BESIDE = 12
NOMINAL = re.compile(r"signing|announcement", re.IGNORECASE)
FAR = 110
OF_DATE = re.compile(r"\s+(?:agreement\s+|accord\s+|deal\s+|pact\s+)?(?:of|in|from|dated)\s+(?:the\s+)?", re.IGNORECASE)
SINCE = re.compile(r"\bsince\s+$", re.IGNORECASE)


def read_ceasefires(context: Context) -> tuple[CeasefireEvent, ...]:
    """Return the events in text order, each cited by its sentence; an event reported twice is returned once.

    A truce that is merely in force is recorded, as declared, only when the text fixes its start ("since 5 July").
    """
    found: dict[CeasefireKind, dict[str | None, CeasefireEvent]] = {}
    for passage in context.passages:
        if passage.heading:
            continue
        for event in _events(context, passage) if TRUCE.search(passage.text) else _stilled(context, passage):
            alike = found.setdefault(event.event, {})
            # an event without an area may be any other of its kind
            area = next(iter(alike), None) if event.area is None else event.area if event.area in alike else None
            same = alike.get(area)
            if same is None:
                alike[event.area] = event
            elif same.start is None and event.start is not None:
                alike[area] = replace(event, area=event.area or same.area)
    return tuple(sorted((e for alike in found.values() for e in alike.values()), key=lambda e: (e.cite.start, e.event)))


def _events(context: Context, passage: Passage) -> list[CeasefireEvent]:
    truce = TRUCE.search(passage.text)
    assert truce is not None
    events = []
    taken: set[int] = set()
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(passage.text):
            gap = max(match.start() - truce.end(), truce.start() - match.end(), 0)
            if (
                (gap > NEAR and not _governs(passage, match, truce))
                or match.start() in taken
                or WISHED.search(passage.text[: match.start()])
            ):
                continue
            between = passage.text[min(match.end(), truce.end()) : max(match.start(), truce.start())]
            if SPOKEN_OF.search(between) or not _said_of(passage, match, truce) or _on_condition(passage, match):
                continue
            if kind in GRANTED and _is_aside(passage, kind, match, truce):
                continue
            taken.add(match.start())
            start = _start(context, passage, kind, match, truce)
            if kind is CeasefireKind.DECLARED:
                start = start or _to_begin(context, passage, truce)
            parties = _parties(context, passage, match) if kind is not CeasefireKind.MONITORED else ()
            # the time that is told of a watch is that of a mandate
            end = _end(context, passage, match, truce) if kind is not CeasefireKind.MONITORED else None
            area = _area(passage, match, truce)
            events.append(CeasefireEvent(kind, context.cite(passage.start, passage.end), start, end, parties, area))
            break
    in_force = _since(context, passage, truce) or _to_begin(context, passage, truce) or _dated(context, passage, truce)
    if in_force is not None and not any(e.event is CeasefireKind.DECLARED for e in events):
        area = _area(passage, truce, truce)
        events.append(CeasefireEvent(CeasefireKind.DECLARED, context.cite(passage.start, passage.end), in_force, None, (), area))
    return events


def _words(passage: Passage, cue: re.Match[str], truce: re.Match[str]) -> tuple[ParsedToken, ParsedToken] | None:
    """Return the tokens of a cue and of the truce; None in a sentence that was too long to parse."""
    said, what = passage.token_at(passage.start + cue.start()), passage.token_at(passage.start + truce.end() - 1)
    return (said, what) if said is not None and what is not None else None


def _said_of(passage: Passage, cue: re.Match[str], truce: re.Match[str]) -> bool:
    """Return whether the cue is said of the truce, and as something that happened."""
    tokens = _words(passage, cue, truce)
    if tokens is None:
        return True
    bystanders = cue[0].lower() == "monitors" and tokens[0].tag.startswith("NN") and not governs(passage, *tokens)
    return not (bystanders or is_topic(passage, tokens[1]) or is_wished(passage, tokens[0]))


# What may be declared or extended beside a truce: a mandate, a mission, the opening of a road.
GRANTED = frozenset((CeasefireKind.DECLARED, CeasefireKind.EXTENDED))


def _is_aside(passage: Passage, kind: CeasefireKind, cue: re.Match[str], truce: re.Match[str]) -> bool:
    """Return whether the truce is only what a thing that is declared or extended is for."""
    said, what = passage.token_at(passage.start + cue.end() - 1), passage.token_at(passage.start + truce.end() - 1)
    changed = word_set("truce_change") if kind is CeasefireKind.DECLARED else frozenset()
    return said is not None and what is not None and is_aside(passage, said, what, word_set("truce_body") | changed)


def _governs(passage: Passage, cue: re.Match[str], truce: re.Match[str]) -> bool:
    tokens = _words(passage, cue, truce)
    if tokens is None:
        return False
    if NOMINAL.fullmatch(cue[0]) and cue.end() < truce.start() <= cue.end() + FAR:
        # "the signing today, in Geneva, by both delegations, of a ceasefire agreement"
        return not any(t.tag in ("VBD", "VBZ", "VBP", "MD") for t in passage.span(passage.start + cue.end(), passage.start + truce.start()))
    return governs(passage, *tokens)


def _belongs(passage: Passage, start: int, end: int, cue: re.Match[str], truce: re.Match[str]) -> bool:
    tokens = _words(passage, cue, truce)
    return tokens is None or attached(passage, start, end, *tokens, itself=cue is truce)


def _start(context: Context, passage: Passage, kind: CeasefireKind, cue: re.Match[str], truce: re.Match[str]) -> str | None:
    if kind is CeasefireKind.EXTENDED:
        return None
    for mention in passage.dates:
        dated = not mention.until and mention.kind in ("day", "weekday", "relative", "month", "part")
        if dated and (_beside(passage, mention, cue, truce) or _belongs(passage, mention.start, mention.end, cue, truce)):
            return context.date(mention, future=False).start
    return None


def _beside(passage: Passage, mention: DateMention, cue: re.Match[str], truce: re.Match[str]) -> bool:
    """Return whether a date stands directly before or after the words for an event, and opens no clause of its own."""
    low, high = min(cue.start(), truce.start()), max(cue.end(), truce.end())
    before, after = passage.text[mention.end - passage.start : low], passage.text[high : mention.start - passage.start]
    return any(0 < len(gap) <= BESIDE and re.search(r"\bthat\b", gap) is None for gap in (before, after))


def _end(context: Context, passage: Passage, cue: re.Match[str], truce: re.Match[str]) -> str | None:
    """Return the date until which a truce is to last."""
    for mention in passage.dates:
        if mention.until and _belongs(passage, mention.start, mention.end, cue, truce):
            return context.date(mention).start
    return None


def _to_begin(context: Context, passage: Passage, truce: re.Match[str]) -> str | None:
    """Return the day on which a truce that was announced is to begin: "a cessation of hostilities, scheduled to begin on 10 May"."""
    begins = TO_BEGIN.match(passage.text, truce.end())
    if begins is None or WISHED.search(passage.text[: truce.start()]):
        return None
    for mention in passage.dates:
        if 0 <= mention.start - passage.start - begins.end() <= SOON:
            return context.date(mention).start
    return None


def _dated(context: Context, passage: Passage, truce: re.Match[str]) -> str | None:
    """Return the date that tells one truce from others: "the ceasefire agreement of September 2006"."""
    of, start = OF_DATE.match(passage.text, truce.end()), FROM.match(passage.text, truce.end())
    for mention in passage.dates:
        at = mention.start - passage.start
        if of is not None and at == of.end() and mention.kind in ("day", "month"):
            return context.date(mention, future=False).start
        wished = WISHED.search(passage.text[: truce.start()])
        if start is not None and at == start.end() and mention.kind == "day" and not wished:
            return context.date(mention, future=False).start
    return None


def _since(context: Context, passage: Passage, truce: re.Match[str]) -> str | None:
    """Return the date since which a truce has been in force: that of a "since" in its own clause."""
    for mention in passage.dates:
        before = passage.text[: mention.start - passage.start]
        since = mention.since or SINCE.search(before)
        if since and mention.kind in ("day", "month") and _is_in_clause(passage, mention.start, truce):
            return context.date(mention, future=False).start
    return None


def _is_in_clause(passage: Passage, at: int, truce: re.Match[str]) -> bool:
    """Return whether the nearest verb above a place stands above the truce too, or none stands above either."""
    date, what = passage.token_at(at), passage.token_at(passage.start + truce.end() - 1)
    if date is None or what is None:
        return True
    return verb_above(passage, date) in (verb_above(passage, what), None)


def _on_condition(passage: Passage, cue: re.Match[str]) -> bool:
    """Return whether an event is told in the present as depending on something: it has not happened."""
    token = passage.token_at(passage.start + cue.start())
    return token is not None and token.tag in ("VBZ", "VBP") and ON_CONDITION.match(passage.text, cue.end()) is not None


def _stilled(context: Context, passage: Passage) -> list[CeasefireEvent]:
    """Return a truce that a passage tells of without the word: from a day that it names, fighting stops."""
    found = STILLED.search(passage.text)
    if found is None or DOUBTED.search(found[0]):
        return []
    before = passage.text[: found.start()]
    banned = NO.search(before)
    if found[0].lower().endswith("allowed") != (banned is not None) or WISHED.search(before[: banned.start()] if banned else before):
        return []
    day = next((one for one in passage.dates if one.kind == "day" and not one.until), None)
    if day is None:
        return []
    area = _area(passage, found, found)
    return [CeasefireEvent(CeasefireKind.DECLARED, context.cite(passage.start, passage.end), context.date(day).start, None, (), area)]


def _parties(context: Context, passage: Passage, cue: re.Match[str]) -> tuple[Actor, ...]:
    """Return who declared, broke or ended it: the subject of the verb, else the last actor named before it."""
    token = passage.token_at(passage.start + cue.start())
    if token is None or not token.tag.startswith("VB"):
        between = [r for r in passage.references if r.actors[0].kind is ActorKind.COALITION]
        return between[0].actors if between else ()
    if passage.children(token, "auxpass"):
        agents = [p for a in passage.children(token, "agent") for p in passage.children(a, "pobj")]
        return context.actors_of(passage, agents[0]) if agents else ()
    return context.subject(passage, token)


def _area(passage: Passage, cue: re.Match[str], truce: re.Match[str]) -> str | None:
    zone = ZONE.search(passage.text)
    if zone is not None:
        return re.sub(r"^(?:The|In|For|At|With|And)\s+", "", zone[0])
    signed = SIGNED.fullmatch(cue[0]) is not None
    place = next(
        (
            p
            for p in passage.places
            if p.place.kind in ("region", "city", "country")
            and _located(passage, p.start)
            and _belongs(passage, p.start, p.end, truce if signed else cue, truce)
        ),
        None,
    )
    if place is None:
        return None
    before = re.search(
        r"\b((?:north|south|east|west)\w*|northern|southern|eastern|western)\s+$",
        passage.text[: place.start - passage.start],
        re.IGNORECASE,
    )
    return (before[1] + " " if before else "") + passage.text[place.start - passage.start : place.end - passage.start]


def _located(passage: Passage, start: int) -> bool:
    return bool(
        re.search(r"\b(?:in|on|for|across|throughout)\s+(?:the\s+)?(?:\w+\s+)?$", passage.text[: start - passage.start], re.IGNORECASE)
    )
