"""Find the roles that a document gives to actors anywhere in the text: "the mediators, Egypt and Qatar", "U.S.-facilitated talks"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sulh.model import Role
from sulh.reading.english.references import BESIDES
from sulh.reading.lexicon import pattern
from sulh.reading.passages import Passage, Reference

__all__ = ["asked_to_mediate", "default_roles", "only_asked", "role_by_wording"]

# Role words before or after a list of actors; the patterns include what may come between the role word and the list.
BEFORE = (
    (
        Role.GUARANTOR,
        re.compile(
            r"\bguarant(?:or|ee)\w*(?:\s+(?:states?|countries|powers|nations|sides?))?(?:\s+(?:of|to|for)\s+(?:the\s+)?[^,;:.–—()]{1,60})?",
            re.IGNORECASE,
        ),
    ),
    (
        Role.MEDIATOR,
        re.compile(
            r"\bmediators?\b|\b(?:mediated|brokered)\s+(?:jointly\s+)?by|\bmediation\s+(?:of|by|from)|\bgood\s+offices\s+of", re.IGNORECASE
        ),
    ),
    (
        Role.FACILITATOR,
        re.compile(
            r"\bfacilitators?\b|\b(?:facilitated|moderated|convened)\s+(?:jointly\s+)?by|\bfacilitation\s+(?:of|by)|\b(?:under|auspices)\s+(?:the\s+)?(?:auspices|aegis)?\s*of",
            re.IGNORECASE,
        ),
    ),
    (
        Role.OBSERVER,
        re.compile(
            r"\bobservers?(?:\s+(?:states?|countries|nations|delegations|missions?))?(?:\s+(?:from|of|such\s+as|were|are|included?|including))?",
            re.IGNORECASE,
        ),
    ),
    (
        Role.PARTY,
        re.compile(
            r"\b(?:conflict(?:ing)?|warring)\s+(?:parties|sides)|\bparties\s+to\s+the\s+(?:conflict|talks|dispute)|\bsyrian\s+(?:sides|parties)",
            re.IGNORECASE,
        ),
    ),
)
AFTER = (
    (
        Role.GUARANTOR,
        re.compile(
            r"^,?\s*(?:(?:are|is|were|was|be|being|remain)\s+)?(?:(?:confirmed|present|recognised|named|acting|serving)\s+)?(?:(?:as|in\s+their\s+capacity\s+as|which\s+(?:is|are)|who\s+are|both|all|acting\s+as|stood)\s+)(?:the\s+|a\s+|one\s+of\s+the\s+)?(?:\w+\s+){0,4}?guarant",
            re.IGNORECASE,
        ),
    ),
    (
        Role.MEDIATOR,
        re.compile(
            r"^[^.;,]{0,40}?\b(?:as\s+(?:a\s+|the\s+|co-)?(?:joint\s+)?mediators?)|^\s*,?\s*(?:which|who)?\s*(?:has|have|is|are|had)?\s*(?:been\s+)?(?:mediat(?:ed|es|ing)|brokered|brokering)\b(?!\s+(?:jointly\s+)?by\b)|^[\s-]*(?:and\s+[\w.]+[\s-]+)?(?:-mediated|-brokered)"
            r"|^,\s*(?:the|a|as)\s+(?:chief\s+|main\s+|key\s+|lead\s+)?mediator(?:,(?!\s+(?:the|and)\b)|\s+(?:of|between|in)\b)",
            re.IGNORECASE,
        ),
    ),
    (
        Role.FACILITATOR,
        re.compile(
            r"^,?\s*(?:which|who)\s+[^.;,]{0,40}\bfacilitat|^(?:['’]s)?[\s-]*(?:facilitation|facilitated|facilitator|-led|-sponsored|-convened)\b(?!\s+(?:jointly\s+)?by\b)|^[^.;,]{0,40}?\bas\s+(?:a\s+|the\s+)?(?:[\w-]+\s+)?facilitators?",
            re.IGNORECASE,
        ),
    ),
    (
        Role.OBSERVER,
        re.compile(
            r"^[^;]{0,160}?\b(?:as\s+(?:an\s+)?observers?|in\s+(?:an\s+)?observer\s+(?:capacity|status)|observer\s+status|(?:were|was|is|are|be)\s+(?:an\s+)?observers?|with\s+observer|as\s+(?:a\s+)?witness(?:es)?)",
            re.IGNORECASE,
        ),
    ),
)
LIST_WORDS = re.compile(
    r"(?:[\s,:–—()-]|\b(?:and|the|of|as\s+well\s+as|both|namely|i\.e\.|including|included|include|were|are|high|representatives?|republic|governments?|delegations?)\b)*",
    re.IGNORECASE,
)


# Behind an actor, the noun of those who are no third party: "the guarantors, Syrian parties", "the mediators, government and opposition".
OF_PARTIES = re.compile(r"(?:\s+and)?\s+(?:[\w-]+\s+){0,2}?(?:parties|sides|factions|opposition)\b", re.IGNORECASE)
LIST_GAP = re.compile(r"\s*(?:,|and|,\s*and|&|\s|the)*\s*")
# The most characters between a role word and an actor later in its list; BEFORE_REACH adds the length of the role words.
LONGEST_LIST = 160
BEFORE_REACH = 400
# The most characters between an actor and a role word after it.
AFTER_REACH = 200
NAMED = ((Role.GUARANTOR, "guarant"), (Role.MEDIATOR, "mediator"), (Role.FACILITATOR, "facilitator"))
NAMES = ("alias", "abbreviation", "name", "official", "body")
THIRD = (Role.GUARANTOR, Role.MEDIATOR, Role.FACILITATOR)


def default_roles(passages: Sequence[Passage]) -> dict[str, tuple[Role, int, int]]:
    """Return actor id -> (third-party role, start, end) for every actor that the document gives one, with the span of the mention there."""
    found: dict[str, tuple[Role, int, int]] = {}
    for passage in passages:
        for reference in passage.references:
            # "AU-led", "mediation of Angola": a name inside these phrases needs no verb of its own
            role = role_by_wording(passage, reference) if reference.agent or reference.form in NAMES else _brokers(passage, reference)
            if role in THIRD and not only_asked(passage, reference):
                for actor in reference.actors:
                    found.setdefault(actor.id, (role, reference.start, reference.end))
    return found


# "asked for mediation by A and B", "wants A and B to mediate", "rejected A's mediation", "A offered to mediate".
ASKED_FOR = r"\b(?:<mediation_asked>)\b[^.;:]{0,60}?\b(?:mediation|facilitation|good\s+offices)\s+(?:by|from|of)\s+"
ASKED = r"\b(?:<mediation_asked>)\s+(?:for\s+|that\s+)?(?:the\s+)?"
TO_MEDIATE = r"[^.;,]{0,40}?\b(?:<mediate_verb>)\b"
ASKED_BEFORE = r"\b(?:<mediation_asked>)\s+(?:[\w-]+\s+){0,3}?$"
THEIR_MEDIATION = r"(?:['\u2019]s)?\s+(?:<mediation>|<auspices>)\b"
OFFERED = (
    r"(?:['\u2019]s)?\s+(?:has\s+|have\s+|had\s+)?(?:offer\w*|(?:is|are|was|were)\s+(?:ready|willing|prepared)|could|might|would\s+like|wants?)"
    r"\s+(?:to\s+)?(?:<mediate_verb>|its\s+(?:good\s+offices|mediation))\b"
)


def only_asked(passage: Passage, reference: Reference) -> bool:
    """Return whether an actor is here only asked, or only offers, to mediate: nobody sits at a table for that."""
    low, high = _together(passage, reference)
    text, start = passage.text, reference.start - passage.start
    if any(_list_only(passage, m.end(), start) for m in pattern(ASKED_FOR).finditer(text, 0, start)):
        return True
    if pattern(TO_MEDIATE).match(text, high) and any(_list_only(passage, m.end(), start) for m in pattern(ASKED).finditer(text, 0, start)):
        return True
    if pattern(THEIR_MEDIATION).match(text, high) and pattern(ASKED_BEFORE).search(text[:low]):
        return True
    return pattern(OFFERED).match(text, high) is not None


def asked_to_mediate(passages: Sequence[Passage]) -> dict[str, tuple[int, int]]:
    """Return actor id -> where the text says that it was asked, or offered, to mediate: its role where it is at the table."""
    found: dict[str, tuple[int, int]] = {}
    for passage in passages:
        for reference in passage.references:
            if only_asked(passage, reference):
                for actor in reference.actors:
                    found.setdefault(actor.id, (reference.start, reference.end))
    return found


# "Norwegian-brokered talks", "under Qatari mediation": what the adjective of a people, or a name, belongs to.
BROKERED = r"-(?:(?P<facilitated><facilitated_adjective>)|(?:<mediated_adjective>))\s+(?:[\w-]+\s+){0,3}?(?:<brokered_noun>)\b"
UNDER = r"\b(?:under|through|via|with|by|thanks\s+to|following|after)\s+(?:the\s+)?(?:joint\s+)?$"
MEDIATION = ((Role.MEDIATOR, r"(?:['\u2019]s)?\s+(?:<mediation>)\b"), (Role.FACILITATOR, r"(?:['\u2019]s)?\s+(?:<auspices>)\b"))

# "facilitated by Ahmed Soliman of the Chadian government", "brokered by the President of France": for whom somebody does it.
BY_PERSON = (
    r"\s+(?:the\s+)?(?:(?:<office_modifier>|<honorific>)\.?\s+)*(?:(?:<office_head>)\s+)?"
    r"(?-i:(?:[A-Z][\w.'\u2019-]*(?:\s+|(?=,))(?:(?:bin|ibn|al|el|de|van|von)\s+)?){0,6})(?:,\s+(?:an?|the)|(?:of|from)(?:\s+the)?)\s+"
)
# "mediated by the eight-country regional bloc ECOWAS": what it is, before its name.
BY_BODY = r"\s+(?:the\s+|an?\s+)?(?:[\w-]+\s+){0,5}(?:<bloc_noun>),?\s+(?:the\s+)?"
# "a Thai and a Swiss observer"
OBSERVERS = r"\s+(?:[a-z]+\s+)?observers?\b"
# What joins a list of adjectives: "Egyptian- and Qatari-mediated".
TOGETHER = re.compile(r"-?\s*(?:,|&|\b(?:and|the|an?)\b|\s)+")


def _together(passage: Passage, reference: Reference) -> tuple[int, int]:
    """Return where the list begins and ends, in the text of the passage, in which an actor stands."""
    low, high = reference.start, reference.end
    for other in passage.references:
        if other.start >= high and TOGETHER.fullmatch(passage.between(high, other.start)):
            high = other.end
    for other in reversed(passage.references):
        if other.end <= low and TOGETHER.fullmatch(passage.between(other.end, low)):
            low = other.start
    return low - passage.start, high - passage.start


def _brokers(passage: Passage, reference: Reference) -> Role | None:
    """Return the role of those who bring talks about: "Malaysian-facilitated talks", "under Egyptian and Qatari mediation"."""
    low, high = _together(passage, reference)
    brokered = pattern(BROKERED).match(passage.text, high)
    if brokered is not None:
        return Role.FACILITATOR if brokered["facilitated"] else Role.MEDIATOR
    if pattern(UNDER).search(passage.text[:low]) is None:
        return None
    return next((role for role, cue in MEDIATION if pattern(cue).match(passage.text, high)), None)


TELLS = r"\s+(?:both\s+|also\s+)?(?:<saying_verb>)\b"


def role_by_wording(passage: Passage, reference: Reference) -> Role | None:
    """Return the role that the words around an actor give it in this sentence; None when they give none."""
    text, start, end = passage.text, reference.start - passage.start, reference.end - passage.start
    if reference.form == "description":
        named = next((role for role, stem in NAMED if stem in text[start:end].lower()), None)
        if named is not None:
            return named
    brokers = _brokers(passage, reference)
    if brokers is None and reference.form == "demonym" and pattern(OBSERVERS).match(text, _together(passage, reference)[1]):
        brokers = Role.OBSERVER
    if brokers is not None:
        return brokers
    is_party = OF_PARTIES.match(text, end) is not None
    # "was mediated by Qatar, the two governments said": who tells it is not in that list
    tells = text[:start].rstrip().endswith(",") and pattern(TELLS).match(text, end) is not None
    for role, cue in BEFORE:
        if (is_party or tells) and role in THIRD:
            continue
        for match in cue.finditer(text, max(0, start - BEFORE_REACH), start):
            by = match[0].endswith("by") and pattern(BY_PERSON).fullmatch(text, match.end(), start) is not None
            body = match[0].endswith("by") and pattern(BY_BODY).fullmatch(text, match.end(), start) is not None
            if (by or body or _list_only(passage, match.end(), start)) and not BESIDES.search(text[: match.start()]):
                return role
    after = _until_actor(passage, reference, text[end:])
    for role, cue in AFTER:
        if cue.match(text[end:] if role is Role.OBSERVER else after) and not (role is Role.OBSERVER and _separated(text[end:])):
            return role
    return None


def _list_only(passage: Passage, low: int, high: int) -> bool:
    """Return whether [low, high) of the passage's text contains only actors and the words that join a list."""
    if high - low > LONGEST_LIST:
        return False
    rest = passage.text[low:high]
    between = list(passage.within(passage.start + low, passage.start + high))
    if re.match(r"\s*,?\s*and\b", rest):
        # "the observers, and X": X is none of them
        return False
    for r in reversed(between):
        rest = rest[: r.start - passage.start - low] + " " + rest[r.end - passage.start - low :]
    dashes = len(re.findall(r"[–—]|\s-\s", rest))
    return dashes < 2 and bool(LIST_WORDS.fullmatch(rest))


def _until_actor(passage: Passage, reference: Reference, after: str) -> str:
    """Return the text after an actor up to the next one outside its list, so that a role word for a later actor is not used."""
    last = reference.end
    for r in passage.references:
        if r.start < reference.end or not r.agent:
            continue
        if r.start - reference.end > AFTER_REACH:
            break
        gap = passage.text[last - passage.start : r.start - passage.start]
        if LIST_GAP.fullmatch(gap):
            last = r.end
        else:
            return after[: r.start - reference.end]
    return after


def _separated(after: str) -> bool:
    """Return whether a full clause separates the actor from a later role word."""
    at = re.search(r"\bobserv|\bwitness", after, re.IGNORECASE)
    between = after[: at.start()] if at else ""
    return bool(re.search(r";|\bwhile\b|\bwhereas\b|\bwith\s+(?!the\s+participation)", between)) or between.count(",") > 6
