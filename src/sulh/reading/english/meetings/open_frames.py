"""Find meetings that no word for a meeting names, by how a sentence is built: what took place, who spent time with whom."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sulh.reading.lexicon import pattern, word_set
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage

__all__ = ["has_open_frame", "is_one_of_series", "open_frames"]

# "took place in Almaty on 30 January", "is fixed for 9 June", "was put back to the 17th": whatever the subject, it is a gathering.
TOOK_PLACE = r"\b(?:<takes_place>)\b"
# "had an hour with", "spent two days with the Front's commanders".
TIME_WITH = (
    r"\b(?P<verb>had|has|have|having|got|gave|spent|spend|spends|spending)\s+(?:a\s+|an\s+|the\s+|half\s+an?\s+|another\s+|some\s+)?"
    r"(?:[\w-]+\s+){0,3}?(?:<time_together>)\b[^.;:()]{0,40}?\bwith\s+(?=(?:the\s+|both\b|them\b|him\b|her\b|us\b|(?:[a-z-]+\s+){0,2}(?-i:[A-Z])))"
)
# "We sit again next Tuesday", "see each other again on 2 July", "will be back here on the 27th".
AGAIN = (
    r"\b(?P<verb>see|sees|saw|sit|sits|sat|talk|talks|speak|speaks|come|comes|came|go|goes|went)\s+"
    r"(?:(?:each\s+other|one\s+another|down|together|back)\s+)?(?:again|once\s+more)\b"
    r"|\b(?P<back>be|is|are|were|was)\s+(?:back|at\s+it\s+again|together\s+again)\b"
)
# "The two delegations are expected in Kampala on 3-5 November".
EXPECTED = (
    r"\b(?:is|are|was|were)\s+(?:now\s+|both\s+|also\s+)?(?P<verb>expected|due|awaited|invited|summoned|bidden)\s+"
    r"(?:back\s+)?(?:in|at|to)\s+(?:the\s+)?(?-i:[A-Z])"
)
# "The second, that same October", "the 29th will be on the 28th": one of a series that the text has named before.
ONE_OF_SERIES = (
    r"(?<!\bfor )\b(?:the|its|their)\s+(?P<verb>(?:<ordinal_word>)|\d{1,3}(?:st|nd|rd|th))"
    r"(?=\s+(?:was|is|had\s+been|will\s+be|took\s+place|came|ended|broke)\b|,\s+(?:in|on|that|held)\b|\s+(?:in|on)\s+(?:(?-i:[A-Z])|\d))"
)
FRAMES = (TIME_WITH, AGAIN, EXPECTED, ONE_OF_SERIES)


def has_open_frame(text: str) -> bool:
    """Return whether a sentence is built as one that reports a meeting; a cheap check made before parsing."""
    return any(pattern(frame).search(text) for frame in (TOOK_PLACE, *FRAMES))


def is_one_of_series(passage: Passage, token: ParsedToken) -> bool:
    """Return whether a word is a number that stands for one meeting of a series: "the second, that same October"."""
    at = token.start - passage.start
    return any(m.start("verb") == at for m in pattern(ONE_OF_SERIES).finditer(passage.text))


def open_frames(passage: Passage, known: set[int]) -> Iterator[ParsedToken]:
    """Yield the words that report a meeting by the build of their sentence: the subject of what took place, or a verb.

    Only for sentences that say when or where; `known` are the indices of the words that report a meeting by their meaning.
    """
    if not (passage.dates or passage.places):
        return
    for match in pattern(TOOK_PLACE).finditer(passage.text):
        noun = _gathering(passage, match, known)
        if noun is not None:
            yield noun
    for frame in FRAMES:
        for match in pattern(frame).finditer(passage.text):
            name = "back" if "back" in match.re.groupindex and match["back"] else "verb"
            verb = passage.token_at(passage.start + match.start(name))
            if verb is None or _has_trigger(passage, verb, known) or passage.children(verb, "neg"):
                continue
            if frame is ONE_OF_SERIES:
                if not any(d.start < verb.end and verb.start < d.end for d in passage.dates):
                    yield verb
            elif frame is TIME_WITH or _in_company(passage, verb):
                yield verb


def _gathering(passage: Passage, match: re.Match[str], known: set[int]) -> ParsedToken | None:
    """Return the subject of what took place, where it may be a gathering of people and no other word of the sentence names one."""
    words = passage.span(passage.start + match.start(), passage.start + match.end())
    verb = next((t for t in reversed(words) if t.tag.startswith("VB") or t.dep == "ROOT"), None)
    for _ in range(3):
        if verb is None:
            return None
        subjects = passage.children(verb, "nsubj", "nsubjpass")
        if subjects:
            break
        up = passage.tokens[verb.head]
        verb = up if up.i != verb.i and verb.dep in ("xcomp", "conj", "auxpass") else None
    else:
        return None
    noun = subjects[-1]
    if noun.tag not in ("NN", "NNS") or noun.lower in word_set("other_event") or _of_events(passage, noun) or _acts(passage, noun, verb):
        return None
    spans = [(r.start, r.end) for r in passage.references] + [(d.start, d.end) for d in passage.dates]
    taken = any(start <= noun.start < end for start, end in spans)
    return None if taken or _has_trigger(passage, noun, known) else noun


def _acts(passage: Passage, subject: ParsedToken, verb: ParsedToken) -> bool:
    """Return whether a subject does something itself: "the government concluded a plan", "the ministers are due to take it up"."""
    human = subject.lower in word_set("speaker") or subject.lower in word_set("delegation") or subject.lower in word_set("office_head")
    below = [one for child in passage.children(verb, "acomp", "xcomp") for one in (child, *passage.children(child, "xcomp"))]
    infinitive = any(one.tag == "VB" and one.lower not in ("be", "take", "begin", "open", "resume", "start") for one in below)
    return human or infinitive or any(one.lower not in ("place", "way") for one in passage.children(verb, "dobj"))


def _of_events(passage: Passage, noun: ParsedToken) -> bool:
    """Return whether a noun is one of something that is no gathering: "an exchange of prisoners", "the second phase of the withdrawal"."""
    below = [t for prep in passage.children(noun, "prep") if prep.lower in ("of", "in", "between") for t in passage.children(prep, "pobj")]
    return any(t.lower in word_set("other_event") for t in (*below, *passage.children(noun, "compound", "amod", "nmod")))


def _has_trigger(passage: Passage, token: ParsedToken, known: set[int]) -> bool:
    """Return whether a word that reports a meeting depends on the token, or the token on it."""
    node = token
    for _ in range(6):
        if node.i in known:
            return True
        up = passage.tokens[node.head]
        if up.i == node.i:
            break
        node = up
    low, high = passage.subtree(token)
    return any(low <= passage.tokens[i].start < high for i in known)


def _in_company(passage: Passage, verb: ParsedToken) -> bool:
    """Return whether the subject of a verb is a person, several or an actor, in words or by name."""
    node = verb
    for _ in range(3):
        subjects = passage.children(node, "nsubj", "nsubjpass")
        if subjects:
            subject = subjects[-1]
            named = any(r.agent and r.start <= subject.start < r.end for r in passage.references)
            human = subject.lower in word_set("speaker") or subject.tag in ("NNP", "NNPS") or subject.lower in word_set("delegation")
            return named or human
        up = passage.tokens[node.head]
        if up.i == node.i:
            return False
        node = up
    return False
