"""Find the words of a passage that report a meeting, and join those that grammar shows to report the same one."""

from __future__ import annotations

import re

from sulh.reading.english.meetings.means import says_how
from sulh.reading.english.meetings.open_frames import has_open_frame, open_frames
from sulh.reading.english.meetings.weak_triggers import brings_together, takes_place
from sulh.reading.english.track_names import find_numbered
from sulh.reading.lexicon import pattern, word_set, words
from sulh.reading.mentions import MeetingTrigger
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage

__all__ = ["CLOSING", "attach", "find_triggers", "has_trigger", "has_weak_trigger", "is_background"]

# A text with a date and place was agreed at a meeting: "the Joint Statement of 22 November 2017 in Sochi".
TEXT_OF = re.compile(
    r"\b(?P<noun>statement|declaration|memorandum|communiqu[eé]|accord|protocol)\s+(?:of|on|dated|from|signed\s+on|adopted\s+on)\s+(?:\d{1,2}\s+\w+|\w+\s+\d{1,2},?)\s+\d{4}\s+in\s+[A-Z]",
    re.IGNORECASE,
)
# The formula at the end of a treaty: "Done at Brisa, 12 May 2011, in duplicate".
CLOSING = re.compile(
    r"\W*(?:[\w ,]{0,80}?\b(?:was|were)\s+)?(?P<verb>Done|Made|Signed|Given|Concluded|DONE|SIGNED|opened\s+for\s+signature)\b"
    r"[^.;\n]{0,60}?\b(?:at|in)\s+[A-Z]"
)
TOPIC_OF_TEXT = re.compile(
    r"\b(?:on|about|concerning|regarding|governing|for)\s+(?!(?:\d|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday))"
)
# "had been in Berlin with ..." implies a meeting without naming one.
TOGETHER = re.compile(r"\b(?:was|were|been)\s+(?:together\s+)?in\s+(?:[A-Z][\w’'-]+\s+){1,3}(?:with|for\s+talks)\b")
# Nouns that name a meeting only with a word that specifies it: "peace talks" as a topic, "a call for", "a visit card".
NOT_A_CALL = re.compile(
    r"\s+(?:for|on|upon|to)\b(?!\s+(?:\w+\s+){0,2}(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday))", re.IGNORECASE
)
# The first word of a sentence or title is capitalised for that reason alone.
OPENS = re.compile(r"(?:^|[:.!?\u201c\u201e\"'\u2018])\s*$")


# "came together" is a meeting, not a journey.
COMING = re.compile(r"\s+(?:back\s+)?together\b|\s+face\s+to\s+face\b", re.IGNORECASE)
# Talks that "enter their seventh round" are that round.
TALKS = word_set("talks_noun")
PARTS = word_set("part_of_talks")


def has_trigger(text: str) -> bool:
    """Return whether a sentence has any word that could report a meeting; a cheap check made before parsing."""
    return bool(pattern(r"\b(?:<meeting_noun>|<meeting_verb>)\b").search(text))


def has_weak_trigger(text: str) -> bool:
    """Return whether a sentence has a word that reports a meeting if it says when or where; a cheap check made before parsing."""
    return bool(pattern(r"\b(?:<meeting_noun_weak>|<meeting_verb_weak>)\b").search(text)) or has_open_frame(text)


def find_triggers(passage: Passage) -> list[MeetingTrigger]:
    """Return the triggers of a parsed passage, in text order."""
    text, base = passage.text, passage.start
    nouns: dict[int, ParsedToken] = {}
    verbs: dict[int, ParsedToken] = {}
    for match in pattern(r"\b(?:<meeting_noun>)\b").finditer(text):
        token = passage.token_at(base + match.end() - 1)
        if token is not None and any(r.start <= token.start and token.end <= r.end for r in passage.references):
            continue
        if token is not None and _is_noun(token) and _names_a_meeting(passage, token, match):
            nouns[token.i] = token
    somewhen = bool(passage.dates or passage.places)
    for match in pattern(r"\b(?:<meeting_noun_weak>)\b").finditer(text) if somewhen else ():
        token = passage.token_at(base + match.end() - 1)
        if (
            token is not None
            and token.tag.startswith("NN")
            and not any(r.start <= token.start < r.end for r in passage.references)
            and takes_place(passage, token)
        ):
            nouns.setdefault(token.i, token)
    for match in TEXT_OF.finditer(text):
        token = passage.token_at(base + match.start("noun"))
        if token is not None:
            nouns.setdefault(token.i, token)
    for start, _, _ in find_numbered(text):
        token = passage.token_at(base + start)
        if token is not None:
            nouns.setdefault(token.i, token)
    if (closing := CLOSING.match(text)) is not None and passage.dates:
        token = passage.token_at(base + closing.start("verb"))
        if token is not None:
            verbs.setdefault(token.i, token)
    for match in TOGETHER.finditer(text):
        token = passage.token_at(base + match.start())
        if token is not None:
            verbs.setdefault(token.i, token)
    for match in pattern(r"\b(?:<meeting_verb>)\b").finditer(text):
        token = passage.token_at(base + match.start())
        if token is not None and token.tag.startswith("VB") and token.i not in nouns and _reports_meeting(passage, token, match):
            verbs[token.i] = token
    for match in pattern(r"\b(?:<meeting_verb_weak>)\b").finditer(text) if somewhen else ():
        token = passage.token_at(base + match.start())
        if token is not None and token.tag.startswith("VB") and token.i not in nouns and brings_together(passage, token, match):
            verbs.setdefault(token.i, token)
    for token in open_frames(passage, {*nouns, *verbs}):
        (verbs if token.tag.startswith("VB") else nouns).setdefault(token.i, token)
    named = {*nouns, *verbs}
    nouns = {i: t for i, t in nouns.items() if not says_how(passage, t, named)}
    if len(nouns) + len(verbs) > 1:
        # "met in Luanda and agreed": the agreement was made at the meeting just named
        verbs = {i: t for i, t in verbs.items() if t.lower != "agreed"}
    return _joined(passage, nouns, verbs)


def _is_noun(token: ParsedToken) -> bool:
    """Return whether a word is used as a noun: "its 41st plenary" is, whatever its tag."""
    return token.tag.startswith("NN") or (token.tag == "JJ" and token.dep in ("dobj", "pobj", "nsubj", "nsubjpass"))


def _names_a_meeting(passage: Passage, token: ParsedToken, match: re.Match[str]) -> bool:
    after = passage.text[token.end - passage.start :]
    if token.lower in TALKS and pattern(r"\s+(?:<organ_noun>)\b").match(after):
        # "the head of the Peace Dialogue Panel"
        return False
    if token.lower in ("call", "calls"):
        return not NOT_A_CALL.match(after) and bool(
            re.search(r"phone|spoke|with\b|readout|between|conversation|in these|during", passage.text, re.IGNORECASE)
        )
    if token.lower == "work":
        return bool(re.search(r"\btechnical\s+$", passage.text[: token.start - passage.start]))
    if token.lower in ("dialogue", "discussions"):
        counted = re.search(
            r"\b(?:first|second|third|fourth|fifth|\d+(?:st|nd|rd|th)|inaugural|new)\s+(?:[\w-]+\s+){0,3}$",
            passage.text[: token.start - passage.start],
            re.IGNORECASE,
        )
        named = token.text[0].isupper() and not OPENS.search(passage.text[: token.start - passage.start])
        return named or token.lower == "discussions" or counted is not None
    if token.lower == "assembly" or pattern(_OF_ASSEMBLY).match(after):
        return False
    if token.lower == "congress" and any(r.end <= token.start <= r.end + 2 for r in passage.references):
        return False
    # "international conference" counts; "press conference", "news conference" and the "signing" of a law do not
    before = passage.text[: token.start - passage.start]
    if token.lower in ("conference", "briefing") and re.search(r"\b(?:press|news)\s+$", before, re.IGNORECASE):
        return False
    if token.lower == "group":
        return True
    return not re.match(r"[- ]?(?:room|table|point|place)\b", after)


# "the 43rd session of the Human Rights Council": that of a standing assembly, to which members come for other things.
_OF_ASSEMBLY = r"\s+of\s+(?:the\s+)?(?:(?:UN|U\.N\.|United\s+Nations)\s+)?(?:<standing_assembly>)\b"


def _reports_meeting(passage: Passage, token: ParsedToken, match: re.Match[str]) -> bool:
    phrase = match[0].lower()
    if passage.children(token, "neg"):
        return False
    if re.match(r"\s+(?:\w+\s+)?(?:over|on|through|missing)\b", passage.text[match.end() :]) and phrase in (
        "went",
        "go",
        "goes",
        "come",
        "came",
    ):
        return False
    if phrase == "agreed":
        if re.match(r"\s+to\s+(?:come|meet|hold|convene|continue|have|gather)\b", passage.text[match.end() :]):
            return False
        return _agreed_somewhere(passage) or (_somewhere(passage) and _names_several(passage, token))
    if phrase in ("talked", "talks", "talk"):
        several = len({a.id for r in passage.references if r.agent and r.end <= token.start for a in r.actors}) > 1
        if several and re.match(r"\s+(?:about|over)\b", passage.text[match.end() :]):
            return token.tag in ("VBD", "VBN", "VBP", "VBZ")
        return token.tag in ("VBD", "VBN", "VBP", "VBZ") and bool(
            re.match(r"\s+(?:\w+\s+)?(?:to|with|by|on\s+the)\s+|\s+about\s+on\s+the\s+(?:tele)?phone", passage.text[match.end() :])
        )
    if phrase in ("comes to", "came to", "come to", "coming to"):
        return bool(re.match(r"\s+(?:the\s+)?[A-Z]", passage.text[match.end() :]))
    if phrase in ("left for", "departed for", "leaves for", "leave for"):
        return bool(re.match(r"\s+[A-Z]", passage.text[match.end() :]))
    if phrase in ("launched", "inaugurated"):
        return _somewhere(passage) and bool(
            re.search(r"\b(?:committee|forum|dialogue|talks|conference|negotiations|commission)\b", passage.text, re.IGNORECASE)
        )
    if phrase in _JOURNEYS and _goods(passage, token):
        return False
    if phrase in ("went", "flew", "travel", "travels", "travelled", "traveled", "arrived", "arrives", "travelling", "traveling"):
        return bool(re.match(r"[^.;,]{0,30}?\b(?:to|in|for)\s+(?:the\s+)?[A-Z]", passage.text[match.end() :]))
    if phrase in ("spoke", "speak", "speaks", "speaking"):
        if re.match(
            r"\s+(?:\w+\s+)?(?:to|with)\s+(?:the\s+)?(?:media|press|reporters|journalists|parliament|lawmakers)",
            passage.text[match.end() :],
            re.IGNORECASE,
        ):
            return False
        return bool(re.match(r"\s+(?:\w+\s+){0,3}(?:with|by\s+(?:tele)?phone|to\s+(?:his|her|the))\b", passage.text[match.end() :]))
    if phrase in ("met", "meet", "meets", "meeting") and re.match(
        r"\s+(?:the\s+)?(?:needs?|requirements?|obligations?|conditions?|demands?|criteria|goals?|targets?|deadline|resistance|challenges?)\b",
        passage.text[match.end() :],
    ):
        return False
    after = passage.text[match.end() :]
    if phrase == "met" and passage.children(token, "auxpass") and not re.match(r"\s+(?:by|with|in\s+[A-Z])\b", after):
        return False
    if phrase in ("reached", "struck"):
        near = passage.text[max(0, match.start() - 60) : match.end() + 60]
        something = bool(passage.dates) and not _nothing(passage, token)
        return something and bool(pattern(r"\b(?:<document_noun>)\b").search(near)) and bool(re.search(r"\bin\s+[A-Z]", after))
    if phrase in word_set("signing_phrase"):
        before = passage.text[: match.start()]
        named = pattern(r"^[^.;]{0,80}?\b(?:<document_noun>)\b").match(after) or pattern(r"\b(?:<document_noun>)\b[^;]{0,140}$").search(
            before
        )
        somewhere = any(
            p.place.kind == "city" and re.search(r"\b(?:in|at)\s+$", passage.text[: p.start - passage.start], re.I) for p in passage.places
        )
        # "signed a protocol on access in Chocó": what the text is about is no place of the signing
        about = TOPIC_OF_TEXT.search(after)
        stop = passage.start + match.end() + (about.start() if about else len(after))
        fixed = bool(passage.dates) or any(p.start < stop for p in passage.places)
        return (named is not None and fixed) or (somewhere and bool(passage.dates))
    if phrase == "welcomed":
        return bool(re.match(r"\s+(?:the\s+)?(?:presence|visit|arrival|delegation)\b", after))
    if phrase == "saw" and re.match(r"\s+(?:each\s+other|one\s+another)\b", after):
        return True
    if phrase == "saw":
        return any(s < e for _, s, e in ((0, r.start, r.end) for r in passage.references)) and bool(
            re.match(r"\s+(?:[A-Z]|his|her|with)", passage.text[match.end() :])
        )
    return True


def _nothing(passage: Passage, verb: ParsedToken) -> bool:
    """Return whether what a verb reached is nothing: "no agreements were reached in their meeting"."""
    below = (t for what in passage.children(verb, "nsubjpass", "dobj") for t in passage.children(what, "det", "neg"))
    return any(t.lower in ("no", "neither") for t in below)


# Words of a journey that what is sent can do as well: "food kits went to", "the convoy arrived in", "aid comes to".
_JOURNEYS = word_set("journey_verb")


def _goods(passage: Passage, verb: ParsedToken) -> bool:
    """Return whether what travels is no person and no side: a common noun that no mention covers and that names nobody."""
    subject = next((t for t in reversed(passage.children(verb, "nsubj", "nsubjpass")) if t.start < verb.start), None)
    if subject is None or subject.tag not in ("NN", "NNS"):
        return False
    known = word_set("speaker") | word_set("delegation") | word_set("office_head") | word_set("traveller")
    named = any(r.agent and r.start <= subject.start < r.end for r in passage.references)
    return not (named or subject.lower in known)


def _agreed_somewhere(passage: Passage) -> bool:
    """Return whether two actors agreed at a named place and time, which implies a meeting."""
    return _somewhere(passage) and len({a.id for r in passage.references if r.agent for a in r.actors}) > 1


def _names_several(passage: Passage, verb: ParsedToken) -> bool:
    """Return whether the subject of a verb is a list of persons or states: "Lavrov, Mekdad and Cavusoglu agreed"."""
    for subject in passage.children(verb, "nsubj"):
        listed, frontier = [subject], [subject]
        while frontier:
            frontier = [below for one in frontier for below in passage.children(one, "conj", "appos")]
            listed += frontier
        if len(listed) > 1 and all(one.tag.startswith("NNP") for one in listed):
            return True
    return False


def _somewhere(passage: Passage) -> bool:
    """Return whether a passage names a city where something happened, and a time."""
    city = any(p.place.kind == "city" and re.search(r"\bin\s+$", passage.text[: p.start - passage.start]) for p in passage.places)
    dated = any(d.kind in ("day", "month", "relative", "weekday") for d in passage.dates)
    return city and dated


def _joined(passage: Passage, nouns: dict[int, ParsedToken], verbs: dict[int, ParsedToken]) -> list[MeetingTrigger]:
    """Join the words of one meeting: a verb with its meeting noun, "round of talks", supporting verbs."""
    parent = {i: i for i in (*nouns, *verbs)}
    support: dict[int, list[ParsedToken]] = {}

    def find(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    apart = set(words("apart_preposition"))
    supporting, about = set(words("support_verb")), word_set("about_a_meeting")
    for i, token in sorted((nouns | verbs).items()):
        node = token
        for _ in range(6):
            if node.dep in ("ROOT", "relcl", "ccomp", "advcl", "parataxis") and node is not token:
                break
            up = passage.tokens[node.head]
            if up.i == node.i:
                break
            if (node.lower in apart and node is not token) or up.lower in apart:
                break
            if node.dep in ("relcl", "acl", "ccomp") and node is token and not (node.dep != "ccomp" and up.i in nouns):
                break
            if node.dep == "conj" and (up.i in nouns or up.i in verbs):
                # "consultations and a plenary session" are two meetings, "talks and negotiations" one: keep apart unless they share a verb
                break
            if node.dep == "conj" and node is token and node.tag.startswith("VB") and passage.children(node, "nsubj", "nsubjpass"):
                # "the talks ended in Oslo, but they may meet again": what they may do is a clause of its own
                break
            if up.lower in about:
                # "held consultations on preparations for the next round": nobody held the round
                break
            if up.i in parent:
                parent[find(i)] = find(up.i)
                break
            if (
                node.dep == "advcl"
                and up.lower in ("began", "started", "begin", "opened")
                and any(c.lower == "when" for c in passage.children(node, "advmod"))
            ):
                mates = [j for j in parent if j != i and passage.tokens[j].head == up.i]
                for j in mates[:1]:
                    parent[find(i)] = find(j)
                break
            if up.tag.startswith("VB") and up.lower in supporting:
                support.setdefault(i, []).append(up)
            elif up.tag.startswith("VB"):
                break
            node = up
    if len(nouns) == 1 and not verbs:
        for i, token in nouns.items():
            support.setdefault(i, []).extend(_cut_off(passage, token) if not support.get(i) else ())
    lone = [
        i
        for i in verbs
        if i in parent and find(i) == i and verbs[i].lower in ("host", "hosts", "hosted", "hosting") and all(find(j) != i for j in nouns)
    ]
    for i in lone:
        near = [j for j in nouns if j < i and i - j < 16]
        if near:
            parent[i] = find(near[0])
    plural = {"meetings", "talks", "discussions", "negotiations"}
    for i in sorted(nouns):
        for j in sorted(nouns):
            shared = {t.i for t in support.get(i, [])} & {t.i for t in support.get(j, [])}
            if j > i and shared and nouns[j].lower in plural and find(i) != find(j):
                parent[find(j)] = find(i)
    for i in sorted(nouns):
        for j in sorted(nouns):
            if nouns[i].lower in WHOLES and nouns[j].lower in SITTINGS and find(i) != find(j) and _begins_with(passage, nouns[i], nouns[j]):
                parent[find(j)] = find(i)
            if nouns[i].lower in TALKS and nouns[j].lower in PARTS and find(i) != find(j) and _enters(passage, nouns[i], nouns[j]):
                parent[find(j)] = find(i)
    for i in sorted(verbs):
        near = [j for j in nouns if find(i) != find(j) and _convened_that(passage, nouns[j], verbs[i])]
        if near:
            parent[find(i)] = find(near[0])
    for i in sorted(verbs):
        for j in sorted(nouns):
            if find(i) != find(j) and _signed_at(passage, verbs[i], nouns[j]):
                parent[find(i)] = find(j)
                break
    groups: dict[int, list[int]] = {}
    for i in sorted(parent):
        groups.setdefault(find(i), []).append(i)
    found = []
    for members in groups.values():
        its_nouns = tuple(nouns[i] for i in members if i in nouns)
        its_verbs = tuple(verbs[i] for i in members if i in verbs)
        helpers = tuple({t.i: t for i in members for t in support.get(i, [])}.values())
        tokens = tuple(sorted({t.i: t for t in (*its_nouns, *its_verbs, *helpers)}.values(), key=lambda t: t.i))
        # the noun for the whole meeting comes first ("round" in "round of talks")
        ranked = tuple(sorted(its_nouns, key=lambda t: (t.lower in ("talks", "negotiations", "discussions"), _is_part(t, its_nouns), t.i)))
        together = any(COMING.match(passage.text, t.end - passage.start) for t in its_verbs)
        found.append(MeetingTrigger(tokens, ranked, its_verbs, together))
    return sorted(found, key=lambda t: (t.start, t.end))


def _cut_off(passage: Passage, noun: ParsedToken) -> list[ParsedToken]:
    """Return the verb that the parser has cut off from its long subject: "The Meeting of the Government and the Front's Panels closed"."""
    if noun.dep != "ROOT":
        return []
    above = [t for t in passage.tokens if t.dep == "ROOT" and t.i > noun.i]
    if len(above) != 1 or above[0].tag not in ("VBD", "VBZ", "VBP") or above[0].lower not in words("support_verb"):
        return []
    own = passage.between(noun.end, above[0].start)
    return above if re.search(r"[;:.]\s|,", own) is None else []


# "The plenary of the 20th meeting" is that meeting, "meeting ... with consultations" is one that began so.
SITTINGS = word_set("part_of_meeting")
WHOLES = word_set("whole_meeting")
OPENING = word_set("opening_verb")


def _is_part(noun: ParsedToken, nouns: tuple[ParsedToken, ...]) -> bool:
    return noun.lower in SITTINGS and any(n.lower in WHOLES for n in nouns)


def _begins_with(passage: Passage, whole: ParsedToken, part: ParsedToken) -> bool:
    """Return whether a meeting opens or closes with a part of itself: "the meeting opened with consultations"."""
    verb = passage.tokens[whole.head]
    above = passage.tokens[part.head]
    return whole.dep in ("nsubj", "nsubjpass") and verb.lower in OPENING and above.lower == "with" and above.head == verb.i


CONVENED = word_set("convening_verb")


def _convened_that(passage: Passage, noun: ParsedToken, verb: ParsedToken) -> bool:
    """Return whether a clause says who convened the meeting that a noun names: "the congress that Russia convened in Sochi"."""
    if verb.lower not in CONVENED or not noun.end <= verb.start:
        return False
    return re.fullmatch(r"\s+(?:that|which)\s+(?:the\s+)?(?:[\w\u2019'-]+\s+){1,3}", passage.between(noun.end, verb.start)) is not None


def _signed_at(passage: Passage, verb: ParsedToken, noun: ParsedToken) -> bool:
    """Return whether something was signed at the meeting that a noun names: "signed on Monday, at the plenary that closed the round"."""
    if verb.lower not in SIGNED or noun.start < verb.start:
        return False
    between = passage.between(verb.end, noun.start)
    return bool(SIGNED_AT.search(between) or pattern(MARKING).search(between))


SIGNED = word_set("signing_verb")
SIGNED_AT = re.compile(
    r"\b(?:at|during)\s+(?:the|a|their)\s+(?:(?:plenary|end|close|meeting|session)\s+(?:that\s+\w+\s+|of\s+)(?:the\s+)?)?(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)


# "signed a joint statement to mark the end of the first round"
MARKING = (
    r"\b(?:to\s+mark|marking|to\s+close|closing|to\s+conclude|concluding)\s+(?:the\s+(?:<end_noun>)\s+of\s+)?"
    r"(?:the|a|their)\s+(?:[\w-]+\s+){0,3}$"
)


def _enters(passage: Passage, talks: ParsedToken, part: ParsedToken) -> bool:
    """Return whether talks are the subject of the verb that their round depends on: "the talks have gone into their seventh round"."""
    verb = passage.tokens[talks.head]
    if talks.dep not in ("nsubj", "nsubjpass") or not verb.tag.startswith("VB"):
        return False
    node = part
    for _ in range(3):
        if node.head == verb.i:
            return node.dep in ("dobj", "prep", "prt", "advmod")
        node = passage.tokens[node.head]
        if node.dep not in ("prep", "pobj", "pcomp") and node.head != verb.i:
            return False
    return False


def attach(passage: Passage, start: int, end: int, triggers: list[MeetingTrigger], *, reach: int = 12) -> MeetingTrigger | None:
    """Return the trigger that the words at [start, end) belong to by grammar or by position; None when they belong elsewhere.

    Follows the dependency path up to the first verb. The words belong to a trigger on the path, or to the one that this verb governs;
    a verb unrelated to a meeting keeps its dependents to itself. `reach` is the distance in characters for attachment by position.
    """
    triggers = [t for t in triggers if not _stands_behind(passage, t, end)] if len(triggers) > 1 else triggers
    if not triggers:
        return None
    owner = {t.i: trigger for trigger in triggers for t in trigger.tokens}
    governed: dict[int, list[MeetingTrigger]] = {}
    for trigger in triggers:
        for verb in governors(passage, trigger):
            governed.setdefault(verb.i, []).append(trigger)
    inside = passage.span(start, end)
    if not inside:
        return _nearest(triggers, start, end, 20)
    members = {t.i for t in inside}
    node = next((t for t in inside if t.head not in members or t.head == t.i), inside[0])
    for _ in range(14):
        if node.i in owner:
            return owner[node.i]
        if node.i in governed:
            return _nearest(governed[node.i], start, end, 10_000)
        up = passage.tokens[node.head]
        if up.i == node.i or (node.tag.startswith("VB") and node.dep not in TRANSPARENT and not _carries(passage, node)):
            break
        node = up
    beside = [t for t in triggers if not _across(passage, start, end, t)]
    return _nearest(beside, start, end, reach) if beside else None


# A verb in one of these positions shares its subject and circumstances with the verb above it.
TRANSPARENT = {"xcomp", "auxpass", "aux", "amod", "compound", "nmod"}


def _carries(passage: Passage, verb: ParsedToken) -> bool:
    """Return whether a clause only states when, where or under whom its noun takes place: "the meeting, which was held in ...".

    A bare participle behind the whole sentence does too: "held its meeting in Oslo, co-chaired by Norway".
    """
    if verb.lower not in words("support_verb"):
        return False
    bare = not passage.children(verb, "nsubj", "nsubjpass", "auxpass", "mark")
    return verb.dep in ("relcl", "acl") or (verb.dep == "advcl" and verb.tag == "VBN" and bare)


def is_background(passage: Passage, trigger: MeetingTrigger) -> bool:
    """Return whether the sentence names the meeting only as something before or after what it reports: "following the launch of ..."."""
    apart = set(words("apart_preposition")) - {"during", "between", "within", "from", "like", "than"}
    node = trigger.head
    for _ in range(5):
        up = passage.tokens[node.head]
        if up.i == node.i or (up.tag.startswith("VB") and up.lower not in apart):
            return False
        if up.lower in apart:
            # "the talks follow an exchange": the sentence reports the talks, which are not background
            return node.dep not in ("nsubj", "nsubjpass")
        node = up
    return False


def _stands_beside(passage: Passage, word: ParsedToken) -> bool:
    """Return whether a "with" opens words about another meeting: "ended their talks on Monday, with the next round due in Doha"."""
    return word.lower == "with" and pattern(_BESIDE).match(passage.text, word.start - passage.start) is not None


def _stands_behind(passage: Passage, trigger: MeetingTrigger, end: int) -> bool:
    """Return whether words that end at `end` stand before the "with" that opens the words about a trigger's meeting."""
    head = trigger.head.start - passage.start
    low = max(0, head - _NEAR)
    beside = pattern(_BESIDE + r"[^,;]*$").search(passage.text, low, head) if end - passage.start < head else None
    return beside is not None and end - passage.start <= beside.start()


# "with the next round", "with another meeting"
_BESIDE = r"(?<=,\s)with\s+(?:(?:the|an?|their|its)\s+)?(?:<another_time>)\b"
_NEAR = 120  # characters in which that "with" is looked for


def governors(passage: Passage, trigger: MeetingTrigger) -> list[ParsedToken]:
    """Return the verbs whose subjects, objects and adverbials belong to the trigger: its own, and the one its noun depends on."""
    found = {t.i: t for t in trigger.tokens if t.tag.startswith("VB")}
    apart = set(words("apart_preposition"))
    node = trigger.head
    for _ in range(8):
        up = passage.tokens[node.head]
        if up.i == node.i or up.lower in apart or node.dep in ("relcl", "ccomp", "acl") or _stands_beside(passage, up):
            break
        if up.tag.startswith("VB") and up.dep != "amod":
            found[up.i] = up
            break
        node = up
    for verb in list(found.values()):
        node = verb
        while node.dep in ("xcomp", "auxpass") and passage.tokens[node.head].tag.startswith("VB"):
            node = passage.tokens[node.head]
            found[node.i] = node
        if node.dep == "conj" and not passage.children(node, "nsubj", "nsubjpass"):
            up = passage.tokens[node.head]
            if up.tag.startswith("VB"):
                found.setdefault(up.i, up)
    return sorted(found.values(), key=lambda t: t.i)


def _across(passage: Passage, start: int, end: int, trigger: MeetingTrigger) -> bool:
    """Return whether another clause begins between words and a trigger: "ended in Oslo, but they may meet again"."""
    head = trigger.head
    low, high = (end, head.start) if end <= head.start else (head.end, start)
    return high - low < _NEAR and pattern(_ANOTHER_CLAUSE).search(passage.between(low, high)) is not None


_ANOTHER_CLAUSE = r",\s+(?:<clause_word>)\s"


def _nearest(triggers: list[MeetingTrigger], start: int, end: int, reach: int) -> MeetingTrigger | None:
    near = []
    for n, t in enumerate(triggers):
        named = t.nouns or t.verbs
        near.append((max(min(w.start for w in named) - end, start - max(w.end for w in named), 0), t.start, n))
    best = min(near)
    return triggers[best[2]] if best[0] <= reach else None
