"""Find the words that make a sentence an operative statement: verbs and predicates of the lexicon, checked against the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from sulh.model import ActKind
from sulh.reading.lexicon import word_set
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage
from sulh.text.phrases import Phrases, lowered, rows

__all__ = ["WORD_CLASS", "ActTrigger", "find_triggers", "is_blocked", "is_condition", "last_act", "may_act"]

_SILENT = "-"
# Words of the lexicon that only speak for an act; they are no triggers of their own.
WORD_CLASS = "m"
# Words that state an act only as the first of a recital.
RECITAL = "r"
_BE = word_set("plain_verb")
_CONDITIONAL = word_set("act_condition")
_BLOCKING_MODALS = word_set("blocking_modal")
# Verbs whose infinitive states an act ("wanted to thank", "have the pleasure to announce").
_PERFORMED = word_set("performing_verb")
_OPENING_WORD = re.compile(
    r"\W*(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)]\s*)?"
    r"(?:and\s+|also\s+|further\s+|strongly\s+|jointly\s+|deeply\s+|gravely\s+|fully\s+|they\s+|we\s+)*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class ActTrigger:
    """A wording that may state an act.

    `form` is v (a verb), u (an undertaking), p (a predicate after "be"), s (a verb of stating, an assessment when its content is
    nothing else), a (an announcement), w (a plain verb of saying, never an act itself) or c (an act only in reported speech, or in an
    issuer's own words). `act` is None for w. `word` is the main token of the wording.
    """

    start: int
    end: int
    form: str
    act: ActKind | None
    word: ParsedToken

    @property
    def speech(self) -> bool:
        """Whether this is a verb of saying, whose content may hold acts."""
        return self.form in "saw"


@cache
def _lexicon() -> Phrases:
    return Phrases.of((row["pattern"], f"{row['class']}{row['act']}") for row in rows("acts.csv") if row["class"] != WORD_CLASS)


def may_act(text: str) -> bool:
    """Return whether a sentence has any wording of the lexicon, and so is worth parsing."""
    return _lexicon().pattern.search(lowered(text)) is not None


def last_act(text: str) -> str | None:
    """Return the kind of act of the last wording of the lexicon in a text that has one."""
    phrases = _lexicon()
    values = [phrases.values[m.lastindex or 0] for m in phrases.pattern.finditer(lowered(text))]
    return next((value[1:] for value in reversed(values) if value[0] not in ("x", RECITAL) and value[1:] != _SILENT), None)


def find_triggers(passage: Passage) -> list[ActTrigger]:
    """Return the triggers of a parsed passage in text order; () when it was too long to parse."""
    if not passage.tokens:
        return []
    phrases = _lexicon()
    found = []
    opening = _OPENING_WORD.match(passage.text)
    first = passage.start + (opening.end() if opening else 0)
    for match in _wordings(passage, phrases):
        value = phrases.values[match.lastindex or 0]
        form, act = value[0], value[1:]
        word = passage.token_at(passage.start + match.start())
        if form == "x" or word is None:
            continue
        if form == "v" and word.tag.startswith("NN"):
            # "agreement was reached": what says it is the verb
            inside = passage.span(passage.start + match.start(), passage.start + match.end())
            word = next((t for t in reversed(inside) if t.tag.startswith("VB")), word)
        if form == "p" and word.tag in ("VBD", "VBP", "VBZ") and word.lower.startswith("commit") and not _predicative(passage, word):
            # "the leaders committed to": what they undertake, not how they are disposed
            form, act = "u", ActKind.AGREE.value
        recites = word.start == first and _is_recital(passage, word)
        if form == RECITAL:
            if not recites:
                continue
            form = "v"
        if _fits(passage, word, form, opens=recites or (word.start == first and passage.item)):
            found.append(ActTrigger(word.start, passage.start + match.end(), form, None if act == _SILENT else ActKind(act), word))
    return found


def _is_recital(passage: Passage, word: ParsedToken) -> bool:
    """Return whether a line is a recital, with no subject and no full stop: "Recalling its resolution 2208,", "Concerned that ...;"."""
    return word.tag in ("VBG", "VBN", "JJ") and passage.text.rstrip().endswith((",", ";"))


def _wordings(passage: Passage, phrases: Phrases) -> Iterator[re.Match[str]]:
    """Yield the wordings of the lexicon in a passage; one inside an actor's name hides none after it ("the United States renews")."""
    text, at = lowered(passage.text), 0
    while (match := phrases.pattern.search(text, at)) is not None:
        start = passage.start + match.start()
        name = next((r for r in passage.references if r.start <= start < r.end), None)
        if name is None:
            yield match
        at = match.end() if name is None else max(name.end - passage.start, match.start() + 1)


def _fits(passage: Passage, word: ParsedToken, form: str, *, opens: bool) -> bool:
    if opens:
        return True
    if form == "w" and not word.tag.startswith("VB"):
        return word.tag == "IN" or word.lower in ("on", "in", "according")
    if form in "vusaw":
        return word.tag.startswith("VB") and _finite(passage, word) and not is_blocked(passage, word, form)
    if form == "c" and word.lower in ("has", "have", "had", "need", "needs", "ought"):
        following = [t for t in passage.tokens[word.i + 1 : word.i + 4] if t.tag not in ("TO", "RB")]
        if not following or following[0].tag != "VB":
            return False
    if form == "c" and (word.tag in ("RB", "RP") or _relative(passage, word)):
        return False
    if form == "c" and word.tag == "JJ" and word.dep in ("amod", "compound", "nmod"):
        return False
    if form == "p":
        return word.dep not in ("amod", "compound") and _predicative(passage, word) and not is_blocked(passage, word, form)
    return not (
        word.tag.startswith("NN") and word.lower not in ("time", "high", "support", "back", "stand", "stands")
    ) and not _conditional(passage, word)


def _relative(passage: Passage, word: ParsedToken) -> bool:
    """Return whether a word is in a relative clause: "principles which everyone should respect" describes, it does not demand."""
    verb = word if word.tag.startswith("VB") else passage.tokens[word.head]
    return verb.dep == "relcl"


def _finite(passage: Passage, word: ParsedToken) -> bool:
    """Return whether a verb is finite: no participle beside a noun, no object of a preposition, no subject of another verb."""
    if word.dep in ("amod", "compound", "csubj", "nsubj", "pobj", "nmod"):
        return False
    if word.dep == "pcomp":
        return False
    if word.dep == "acl" and word.tag in ("VBN", "VB"):
        return False
    if word.tag == "VBN" and word.dep == "advcl":
        return any(t.dep in ("aux", "auxpass") for t in passage.children(word))
    if word.tag == "VB":
        return _carried_out(passage, word)
    return True


def _carried_out(passage: Passage, word: ParsedToken) -> bool:
    """Return whether a bare infinitive states an act: after will or do, or after a verb such as "wanted to"."""
    auxiliaries = {t.lower for t in passage.children(word, "aux")}
    if "to" not in auxiliaries:
        return bool(auxiliaries & {"will", "shall", "would", "do", "does", "did", "'ll"}) or word.dep in ("ROOT", "conj")
    governor = passage.tokens[word.head]
    return governor.lower in _PERFORMED


def is_blocked(passage: Passage, word: ParsedToken, form: str = "v") -> bool:
    """Return whether a wording is negated, conditional, or only possible."""
    children = passage.children(word)
    if any(t.dep == "neg" for t in children) or any(
        t.lower in ("never", "nor", "neither") and t.dep in ("advmod", "preconj", "cc") for t in children
    ):
        return True
    if any(d.lower == "no" for s in children if s.dep in ("nsubj", "nsubjpass") for d in passage.children(s, "det")):
        # "no truce has been agreed"
        return True
    modals = {t.lower for t in children if t.dep == "aux"}
    head = passage.tokens[word.head]
    if form == "p" and head.i != word.i:
        modals |= {t.lower for t in passage.children(head, "aux")}
        if any(t.dep == "neg" for t in passage.children(head)) and head.lower in _BE:
            return True
    return bool(modals & _BLOCKING_MODALS) or _conditional(passage, word)


def _conditional(passage: Passage, word: ParsedToken) -> bool:
    """Return whether a word is in a clause that starts with "if", "unless", "as" and the like."""
    if is_condition(passage, word):
        return True
    node, seen = word, 0
    while seen < 12:
        if (
            any(t.dep in ("mark", "advmod") and t.lower in _CONDITIONAL and t.start < node.start for t in passage.children(node))
            and node.dep == "advcl"
        ):
            return True
        head = passage.tokens[node.head]
        if head.i == node.i or node.dep not in ("conj", "xcomp", "acomp", "advcl", "ccomp"):
            return False
        node, seen = head, seen + 1
    return False


def is_condition(passage: Passage, verb: ParsedToken) -> bool:
    """Return whether a clause is a condition by its order: "should the parties so wish", "were the truce to fail"."""
    if verb.tag == "MD":
        verb = passage.tokens[verb.head]
    subject = next((t for t in passage.children(verb, "nsubj", "nsubjpass")), None)
    opening = next((t for t in passage.children(verb, "aux") if t.lower in ("should", "were", "had")), None)
    return subject is not None and opening is not None and opening.start < subject.start and not passage.text.rstrip().endswith("?")


def _predicative(passage: Passage, word: ParsedToken) -> bool:
    """Return whether a word follows a form of "be", "remain" or "stand", or is in apposition to the sentence ("committed to ...")."""
    if any(t.lower in _BE for t in passage.children(word, "aux", "auxpass", "cop")):
        return True
    head = passage.tokens[word.head]
    if head.lower in _BE:
        return True
    if word.dep == "conj":
        return _predicative(passage, head) if head.i != word.i and head.i < word.i else False
    before = passage.tokens[max(0, word.i - 4) : word.i]
    return any(t.lower in _BE for t in before)
