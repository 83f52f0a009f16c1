"""The words of a passage that tell of a meeting, joined where grammar says they tell of the same one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sulh.reading.lexicon import pattern, words
from sulh.reading.passages import Passage
from sulh.reading.parsing import Token

__all__ = ["Trigger", "attach", "find_triggers", "has_trigger"]

# Nouns that name a meeting only with something that says which: "peace talks" as a topic, "a call for", "a visit card".
NOT_A_CALL = re.compile(r"\s+(?:for|on|upon|to)\b(?!\s+(?:\w+\s+){0,2}(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday))", re.IGNORECASE)
WITHIN = {"of", "for", "in", "at", "on", "with", "as", "to", "into", "by", "over", "about", "within", "through"}


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that together tell of one meeting: its tokens (nouns, verbs, supporting verbs), and the span they cover."""

    tokens: tuple[Token, ...]
    nouns: tuple[Token, ...]
    verbs: tuple[Token, ...]

    @property
    def start(self) -> int:
        """Where its first word begins."""
        return min(t.start for t in self.tokens)

    @property
    def end(self) -> int:
        """Where its last word ends."""
        return max(t.end for t in self.tokens)

    @property
    def head(self) -> Token:
        """The word that names it: the first noun, else the verb."""
        return self.nouns[0] if self.nouns else self.verbs[0]


def has_trigger(text: str) -> bool:
    """Whether a sentence has any word that could tell of a meeting; cheap, asked before anything is parsed."""
    return bool(pattern(r"\b(?:<meeting_noun>|<meeting_verb>)\b").search(text))


def find_triggers(passage: Passage) -> list[Trigger]:
    """The triggers of a parsed passage, in text order."""
    text, base = passage.text, passage.start
    nouns: dict[int, Token] = {}
    verbs: dict[int, Token] = {}
    for match in pattern(r"\b(?:<meeting_noun>)\b").finditer(text):
        token = passage.token_at(base + match.end() - 1)
        if token is not None and token.tag.startswith("NN") and _names_a_meeting(passage, token, match):
            nouns[token.i] = token
    for match in pattern(r"\b(?:<meeting_verb>)\b").finditer(text):
        token = passage.token_at(base + match.start())
        if token is not None and token.tag.startswith("VB") and token.i not in nouns and _tells_of_meeting(passage, token, match):
            verbs[token.i] = token
    return _joined(passage, nouns, verbs)


def _names_a_meeting(passage: Passage, token: Token, match: re.Match[str]) -> bool:
    after = passage.text[token.end - passage.start :]
    if token.lower in ("call", "calls"):
        return not NOT_A_CALL.match(after) and bool(re.search(r"phone|spoke|with\b|readout|between|conversation|in these|during", passage.text, re.IGNORECASE))
    if token.lower in ("dialogue", "discussions"):
        return token.text[0].isupper() or token.lower == "discussions"
    if token.lower == "assembly":
        return False
    # "international conference" yes; "press conference", "news conference", "signing" of a law no
    before = passage.text[: token.start - passage.start]
    if token.lower in ("conference", "briefing") and re.search(r"\b(?:press|news)\s+$", before, re.IGNORECASE):
        return False
    if token.lower == "group":
        return True
    return not re.match(r"[- ]?(?:room|table|point|place)\b", after)


def _tells_of_meeting(passage: Passage, token: Token, match: re.Match[str]) -> bool:
    phrase = match[0].lower()
    if phrase in ("went", "flew", "travel", "travels", "travelled", "traveled", "arrived", "arrives", "travelling", "traveling"):
        return bool(re.match(r"[^.;]{0,40}\b(?:to|in)\b", passage.text[match.end() :]))
    if phrase in ("spoke", "speak", "speaks", "speaking"):
        return bool(re.match(r"\s+(?:\w+\s+){0,3}(?:with|by\s+(?:tele)?phone|to\s+(?:his|her|the))\b", passage.text[match.end() :]))
    if phrase in ("met", "meet", "meets", "meeting") and re.match(r"\s+(?:the\s+)?(?:needs?|requirements?|obligations?|conditions?|demands?|criteria|goals?|targets?|deadline|resistance|challenges?)\b", passage.text[match.end() :]):
        return False
    if phrase == "saw":
        return any(s < e for _, s, e in ((0, r.start, r.end) for r in passage.references)) and bool(re.match(r"\s+(?:[A-Z]|his|her|with)", passage.text[match.end() :]))
    return True


def _joined(passage: Passage, nouns: dict[int, Token], verbs: dict[int, Token]) -> list[Trigger]:
    """Union of words of one meeting: a verb with its meeting-noun argument, "round of talks", supporting verbs."""
    parent = {i: i for i in (*nouns, *verbs)}
    support: dict[int, list[Token]] = {}

    def find(i: int) -> int:
        while parent[i] != i:
            i = parent[i]
        return i

    apart = set(words("apart_preposition"))
    supporting = set(words("support_verb"))
    for i, token in sorted((nouns | verbs).items()):
        node = token
        for _ in range(6):
            if node.dep in ("ROOT", "relcl", "ccomp", "advcl", "parataxis") and node is not token:
                break
            up = passage.tokens[node.head]
            if up.i == node.i:
                break
            if node.dep == "prep" and node.lower in apart or up.dep == "prep" and up.lower in apart or up.lower in apart and up.tag == "IN":
                break
            if node.dep in ("conj", "relcl", "acl", "advcl", "ccomp") and node is token and node.dep != "conj":
                if not (node.dep in ("relcl", "acl") and up.i in nouns):
                    break
            if node.dep == "conj" and (up.i in nouns or up.i in verbs):
                # "consultations and a plenary session" are two, "talks and negotiations" one: keep them apart unless a verb is shared
                break
            if up.i in parent:
                parent[find(i)] = find(up.i)
                break
            if up.tag.startswith("VB") and up.lower in supporting:
                support.setdefault(i, []).append(up)
            elif up.tag.startswith("VB"):
                break
            node = up
    groups: dict[int, list[int]] = {}
    for i in sorted(parent):
        groups.setdefault(find(i), []).append(i)
    found = []
    for members in groups.values():
        its_nouns = tuple(nouns[i] for i in members if i in nouns)
        its_verbs = tuple(verbs[i] for i in members if i in verbs)
        helpers = tuple({t.i: t for i in members for t in support.get(i, [])}.values())
        tokens = tuple(sorted({t.i: t for t in (*its_nouns, *its_verbs, *helpers)}.values(), key=lambda t: t.i))
        # the noun a reader would name it by: the one that stands for the whole ("round" of "talks")
        ranked = tuple(sorted(its_nouns, key=lambda t: (t.lower in ("talks", "negotiations", "discussions"), t.i)))
        found.append(Trigger(tokens, ranked, its_verbs))
    return sorted(found, key=lambda t: (t.start, t.end))


def attach(passage: Passage, start: int, end: int, triggers: list[Trigger]) -> Trigger | None:
    """The trigger that the words at [start, end) belong to: by grammar first, else the nearest one in the sentence."""
    if not triggers:
        return None
    if len(triggers) == 1:
        return triggers[0]
    inside = passage.span(start, end)
    owner = {t.i: trigger for trigger in triggers for t in trigger.tokens}
    if inside:
        members = {t.i for t in inside}
        node = next((t for t in inside if t.head not in members), inside[0])
        apart = set(words("apart_preposition"))
        for _ in range(12):
            if node.i in owner:
                return owner[node.i]
            held = [owner[c.i] for c in passage.tokens if c.head == node.i and c.i in owner and c.i != node.i and c.dep in ("dobj", "nsubj", "nsubjpass", "attr")]
            if held and node.tag.startswith("VB"):
                return held[0]
            up = passage.tokens[node.head]
            if up.i == node.i:
                break
            node = up
        _ = apart
    return min(triggers, key=lambda t: (max(t.start - end, start - t.end, 0), t.start))
