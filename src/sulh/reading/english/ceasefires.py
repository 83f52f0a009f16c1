"""Extract what a document reports about a ceasefire: declared, extended, violated, ended, monitored."""

from __future__ import annotations

import re
from dataclasses import replace

from sulh.model import Actor, ActorKind, CeasefireEvent, CeasefireKind
from sulh.reading.english.context import Context
from sulh.reading.english.truce_breaches import accused, fought_despite
from sulh.reading.english.truce_days import dated, expired_on, in_force_since, is_its_date
from sulh.reading.english.truce_grammar import (
    attached,
    governs,
    heads_of,
    is_changed,
    is_object,
    is_to_come,
    is_topic,
    is_wished,
    verb_above,
)
from sulh.reading.lexicon import pattern, word_set
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage
from sulh.text.dates import DateMention

__all__ = ["read_ceasefires"]

TRUCE = re.compile(
    r"\b(?:cease-?fires?|truces?|cessation\s+of\s+hostilities|humanitarian\s+pauses?|armistice"
    r"|(?:pauses?|lull)\s+in\s+(?:the\s+)?(?:fighting|hostilities|combat)|(?:deal|agreement|accord)\s+to\s+pause\s+(?:the\s+)?(?:fighting|hostilities)"
    r"|suspension\s+of\s+hostilities)\b",
    re.IGNORECASE,
)
# The order matters: a sentence that reports an extension also mentions a truce.
CUES = (
    (
        CeasefireKind.ENDED,
        r"put\s+an\s+end\s+to|ended|gave\s+up|given\s+up|collapsed|abandoned|broke(?:n)?\s+down|terminated|called\s+off|scrapped|revoked|expired|lapsed|ran\s+out|run\s+out",
    ),
    (
        CeasefireKind.EXTENDED,
        r"extended|extensions?|prolonged|prolongation|renewed|renewal|extends|"
        r"(?:will|would|(?:agreed?|decided)\s+(?:[\w-]+\s+){0,5}?to)\s+(?:also\s+)?(?:extend|prolong|renew)",
    ),
    (
        CeasefireKind.VIOLATED,
        r"violated|violating|violations?|breached|breaching|breach(?:es)?|broke|broken|breaking|shattered|flouted|flouting|defied|defying"
        r"|infringed|disregarded",
    ),
    (CeasefireKind.MONITORED, r"monitor(?:ed|s|ing)|verif(?:ied|ying|ication)|observ(?:es|ed|ing)|supervis(?:ed|ing)|watch\s+over"),
    (
        CeasefireKind.DECLARED,
        r"declared|announced|announcement|proclaimed|decreed|settled\s+on|agreed|reached|signed|brokered|came\s+into\s+(?:force|effect)|entered\s+into\s+force|took\s+effect|takes\s+effect|concluded|signing",
    ),
)
PATTERNS = tuple((kind, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for kind, words in CUES)
# Hoped for, demanded or only possible: not an event.
WISHED = re.compile(
    r"\b(?:to(?!\s+(?:the|an?|its|their)\b)|will|would|should|could|(?-i:may)|might|must|can|if|unless|call(?:s|ed)?\s+(?:on|upon|for)|urg\w+|demand\w*|seek\w*|toward[s]?|aim\w*|possible|"
    r"proposal|conclude\s+the|not|never|no|without|potential|prevent|allegations?\s+of)\s+(?:\w+\s+){0,3}$",
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
BETWEEN = re.compile(r"\s+(?:agreement\s+|deal\s+|accord\s+)?between\s+", re.IGNORECASE)
ARTICLE = 25
# "the ceasefire monitoring mission": a body by its name
OF_BODY = pattern(r"\s+(?:(?:monitoring|verification|observation|supervision|implementation|joint)\s+)+(?:<truce_topic>)\b")
NOMINAL = re.compile(r"signing|announcement", re.IGNORECASE)
FAR = 110


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
    taken: set[int] = set()
    told = (_event(context, passage, kind, cues, truce, taken) for kind, cues in PATTERNS)
    events = [event for event in told if event is not None]
    kinds = {event.event for event in events}
    cite, area = context.cite(passage.start, passage.end), _area(passage, truce, truce)
    if CeasefireKind.VIOLATED not in kinds and (fighting := fought_despite(passage, truce)) is not None:
        day = _day_of(context, passage, fighting)
        events.append(CeasefireEvent(CeasefireKind.VIOLATED, cite, day, None, _fighters(context, passage, fighting), area))
    expiry = expired_on(context, passage, truce)
    if expiry is not None and CeasefireKind.ENDED not in kinds:
        events.append(CeasefireEvent(CeasefireKind.ENDED, cite, expiry, None, (), area))
    in_force = in_force_since(context, passage, truce) or _to_begin(context, passage, truce) or _dated(context, passage, truce)
    if in_force is not None and CeasefireKind.DECLARED not in kinds:
        events.append(CeasefireEvent(CeasefireKind.DECLARED, cite, in_force, None, (), area))
    return events


def _event(
    context: Context, passage: Passage, kind: CeasefireKind, cues: re.Pattern[str], truce: re.Match[str], taken: set[int]
) -> CeasefireEvent | None:
    """Return the first event of a kind that a sentence tells of; `taken` are the places whose words tell of another one, and grows."""
    for match in cues.finditer(passage.text):
        if match.start() in taken or not _tells(context, passage, kind, match, truce):
            continue
        taken.add(match.start())
        start = _start(context, passage, kind, match, truce)
        if kind is CeasefireKind.DECLARED:
            start = start or _to_begin(context, passage, truce) or _dated(context, passage, truce)
        parties = _parties(context, passage, match, truce) if kind is not CeasefireKind.MONITORED else ()
        end, area = _end(context, passage, kind, match, truce), _area(passage, match, truce)
        return CeasefireEvent(kind, context.cite(passage.start, passage.end), start, end, parties, area)
    return None


def _tells(context: Context, passage: Passage, kind: CeasefireKind, match: re.Match[str], truce: re.Match[str]) -> bool:
    """Return whether the words of an event stand by those for the truce, are said of it, and tell of it as having happened."""
    gap = max(match.start() - truce.end(), truce.start() - match.end(), 0)
    if (gap > NEAR and not _governs(passage, match, truce)) or WISHED.search(passage.text[: match.start()]):
        return False
    between = passage.text[min(match.end(), truce.end()) : max(match.start(), truce.start())]
    if SPOKEN_OF.search(between) or not _said_of(passage, match, truce) or _on_condition(passage, match):
        return False
    tokens = _words(passage, match, truce)
    if tokens is None:
        return True
    if kind is CeasefireKind.MONITORED and _is_kept(context, passage, tokens[0]):
        return False
    if (kind is CeasefireKind.DECLARED and is_changed(passage, *tokens)) or OF_BODY.match(passage.text, truce.end()):
        return False
    # "the agreed ceasefire", "a prolonged pause"
    return tokens[0].dep != "amod" and not is_to_come(passage, tokens[0]) and is_object(passage, _last(passage, match), tokens[1])


def _last(passage: Passage, cue: re.Match[str]) -> ParsedToken:
    """Return the token of a cue that stands above the truce: "extend" of "would extend", "called" of "called off"."""
    first, last = passage.token_at(passage.start + cue.start()), passage.token_at(passage.start + cue.end() - 1)
    assert first is not None and last is not None
    return last if last.tag.startswith("VB") else first


def _is_kept(context: Context, passage: Passage, verb: ParsedToken) -> bool:
    """Return whether "observed" says that a truce was kept, not that it was watched: "the two sides have observed the ceasefire"."""
    if not verb.lower.startswith("observ") or not verb.tag.startswith("VB"):
        return False
    if passage.children(verb, "auxpass"):
        return not passage.children(verb, "agent")
    subject = context.subject_token(passage, verb)
    watches = {actor.kind for actor in context.subject(passage, verb)} & {ActorKind.IGO, ActorKind.BODY}
    return not watches and (subject is None or subject.lower not in word_set("truce_watcher"))


def _dated(context: Context, passage: Passage, truce: re.Match[str]) -> str | None:
    return dated(context, passage, truce, wished=WISHED.search(passage.text[: truce.start()]) is not None)


def _day_of(context: Context, passage: Passage, verb: ParsedToken) -> str | None:
    """Return the day that a sentence gives a verb."""
    for mention in passage.dates:
        at = passage.token_at(mention.start)
        if mention.kind in ("day", "weekday", "relative") and not mention.until and at is not None and verb_above(passage, at) == verb.i:
            return context.date(mention, future=False).start
    return None


def _fighters(context: Context, passage: Passage, verb: ParsedToken) -> tuple[Actor, ...]:
    return () if passage.children(verb, "auxpass") else context.subject(passage, verb)


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
    over = kind is CeasefireKind.ENDED
    for mention in passage.dates:
        known = mention.kind in ("day", "weekday", "relative", "month", "part") and (over or not mention.until)
        if (kind is not CeasefireKind.DECLARED and is_its_date(passage, truce, mention)) or _is_of_another(passage, mention, cue, truce):
            continue
        if known and (_beside(passage, mention, cue, truce) or _belongs(passage, mention.start, mention.end, cue, truce)):
            return context.date(mention, future=False).start
    return None


def _is_of_another(passage: Passage, mention: DateMention, cue: re.Match[str], truce: re.Match[str]) -> bool:
    """Return whether a date is that of a clause about the truce which the cue does not stand in: "the pause asked for on 11 May began"."""
    tokens, date = _words(passage, cue, truce), passage.token_at(mention.start)
    verb = verb_above(passage, date) if date is not None and tokens is not None else None
    if verb is None or tokens is None or verb == tokens[0].i or verb == verb_above(passage, tokens[0]):
        return False
    clause = passage.tokens[verb]
    return clause.dep in ("acl", "relcl") and clause.head in heads_of(passage, tokens[1])


def _beside(passage: Passage, mention: DateMention, cue: re.Match[str], truce: re.Match[str]) -> bool:
    """Return whether a date stands directly before or after the words for an event, and opens no clause of its own."""
    low, high = min(cue.start(), truce.start()), max(cue.end(), truce.end())
    before, after = passage.text[mention.end - passage.start : low], passage.text[high : mention.start - passage.start]
    return any(0 < len(gap) <= BESIDE and re.search(r"\bthat\b|,\s+\w+ing\b", gap) is None for gap in (before, after))


def _end(context: Context, passage: Passage, kind: CeasefireKind, cue: re.Match[str], truce: re.Match[str]) -> str | None:
    """Return the date until which a truce is to last."""
    for mention in passage.dates:
        if mention.until and kind is not CeasefireKind.ENDED and _belongs(passage, mention.start, mention.end, cue, truce):
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


def _parties(context: Context, passage: Passage, cue: re.Match[str], truce: re.Match[str]) -> tuple[Actor, ...]:
    """Return who declared, broke or ended it: the subject of the verb, or whom a sentence accuses; else those "between" whom it is."""
    token = passage.token_at(passage.start + cue.start())
    if token is None:
        return _coalition(passage)
    blamed = accused(context, passage, token)
    if blamed is not None:
        return blamed
    if passage.tokens[token.head].lower == "in" and (verb := verb_above(passage, token)) is not None:
        # "shelled the town in breach of the truce"
        return _fighters(context, passage, passage.tokens[verb])
    deed = token if token.tag.startswith("VB") or token.tag == "MD" else _deciding(passage, token)
    if deed is None:
        return _between(context, passage, truce) or _coalition(passage)
    if deed.tag == "MD":
        deed = passage.tokens[deed.head]
    if passage.children(deed, "auxpass"):
        agents = [p for a in passage.children(deed, "agent") for p in passage.children(a, "pobj")]
        return context.actors_of(passage, agents[0]) if agents else _between(context, passage, truce)
    return context.subject(passage, deed)


def _coalition(passage: Passage) -> tuple[Actor, ...]:
    return next((r.actors for r in passage.references if r.actors[0].kind is ActorKind.COALITION), ())


def _deciding(passage: Passage, noun: ParsedToken) -> ParsedToken | None:
    """Return the verb by whose subject what a noun says is decided: "agreed on an extension of the truce"."""
    verb = verb_above(passage, noun)
    above = passage.tokens[verb] if verb is not None else None
    return above if above is not None and above.lower in word_set("truce_decides") and governs(passage, above, noun) else None


def _between(context: Context, passage: Passage, truce: re.Match[str]) -> tuple[Actor, ...]:
    """Return the two of "the ceasefire between A and B"."""
    between = BETWEEN.match(passage.text, truce.end())
    if between is None:
        return ()
    at = passage.start + between.end()
    pair = next((g for g in context.groups.of(passage.index) if 0 <= g.start - at <= ARTICLE and len(g.actors) == len("AB")), None)
    return pair.actors if pair is not None else ()


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
