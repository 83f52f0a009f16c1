"""What speaks for a verb stating an act, and which: its words, its grammar, its subject, and what the rules make of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from sulh.reading.english.act_clauses import ActClause
from sulh.reading.english.act_triggers import WORD_CLASS, find_triggers
from sulh.reading.english.context import Context
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage
from sulh.text.issues import find_issues
from sulh.text.phrases import Phrases, lowered, rows

__all__ = ["ParsedSentence", "features_of"]

_AUXILIARY = ("aux", "auxpass")
_PRONOUN = ("PRP", "DT", "WP", "WDT", "EX")
_QUOTE = re.compile('["\u201c\u201d\u201e]')
# Dependents whose presence tells of a verb, and those whose words do.
_WORDED = frozenset(("dobj", "attr", "acomp", "prt", "oprd", "xcomp", "prep", "mark", "advmod", "ccomp", "agent"))
_PRESENT = _WORDED | {"dative", "nsubjpass", "pobj", "npadvmod", "expl"}
_DEEP, _STEPS, _PARTS = 6, 3, 5
_MANY_ISSUES = 3
_ENDINGS = ("ingly", "edly", "ies", "ied", "ing", "ed", "es", "s", "ly")
# Shorter words are kept whole, and so many letters of a word stay.
_SHORT, _KEPT = 4, 3


@cache
def stem(word: str) -> str:
    """Return a lower-case word without its ending, so that `agrees` and `agreed` are one."""
    word = word.lower()
    if len(word) < _SHORT:
        return word
    ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _KEPT), "")
    word = word.removesuffix(ending) + ("y" if ending in ("ies", "ied") else "")
    if len(word) > _KEPT and word.endswith("e"):
        word = word[:-1]
    return word[:-1] if len(word) > _KEPT and word[-1] == word[-2] and word[-1] not in "ls" else word


@cache
def _classes() -> tuple[Phrases, ...]:
    """Return the words of each act class of the lexicon; a word may be in several."""
    by_act: dict[str, list[tuple[str, str]]] = {}
    for row in rows("acts.csv"):
        if row["class"] == WORD_CLASS:
            by_act.setdefault(row["act"], []).append((row["pattern"], row["act"]))
    return tuple(Phrases.of(entries) for entries in by_act.values())


@dataclass(slots=True)
class ParsedSentence:
    """A parsed passage with what its clauses are judged by.

    `ruled` has the kind of act that the rules find, by the index of its word; `head` is the kind of act that heads the list of an item,
    and `listed` says that this is such a head.
    """

    context: Context
    passage: Passage
    kind: str
    ruled: Mapping[int, str]
    item: str | None = None
    head: str | None = None
    listed: bool = False
    below: dict[int, list[ParsedToken]] = field(default_factory=dict)
    triggers: dict[int, tuple[str, str]] = field(default_factory=dict)
    classes: dict[int, set[str]] = field(default_factory=dict)
    common: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, context: Context, passage: Passage, kind: str, clauses: Sequence[ActClause], head: str | None) -> ParsedSentence:
        """Return a sentence with the clauses that the rules find in it."""
        ruled = {word: clause.act.value for clause in clauses for word in clause.words}
        item = next((clause.act.value for clause in clauses if not clause.words), None)
        made = cls(context, passage, kind, ruled, item, head)
        for token in passage.tokens:
            if token.head != token.i:
                made.below.setdefault(token.head, []).append(token)
        for trigger in find_triggers(passage):
            made.triggers.setdefault(trigger.word.i, (trigger.form, trigger.act.value if trigger.act else "-"))
        made._classify()
        made.common = list(made._of_sentence())
        return made

    def verbs(self) -> list[ParsedToken]:
        """Return the words that may state an act: verbs, the head of the sentence, and what the rules found."""
        return [
            t
            for t in self.passage.tokens
            if (t.tag.startswith("VB") and t.dep not in (*_AUXILIARY, "amod", "compound"))
            or (t.dep == "ROOT" and t.dep not in _AUXILIARY)
            or t.i in self.ruled
        ]

    def under(self, token: ParsedToken) -> list[ParsedToken]:
        """Return a token and everything that depends on it, in text order."""
        found, left = {token.i: token}, [token]
        while left:
            for child in self.below.get(left.pop().i, ()):
                if child.i not in found:
                    found[child.i] = child
                    left.append(child)
        return [found[i] for i in sorted(found)]

    def _classify(self) -> None:
        text, start = lowered(self.passage.text), self.passage.start
        for phrases in _classes():
            for match in phrases.pattern.finditer(text):
                for token in self.passage.span(start + match.start(), start + match.end()):
                    self.classes.setdefault(token.i, set()).add(phrases.values[match.lastindex or 0])

    def _of_sentence(self) -> Iterator[str]:
        """Yield the features that all clauses of the sentence share."""
        text = self.passage.text.rstrip()
        yield f"kind={self.kind}"
        yield f"kind|item={self.kind}|{self.passage.item}"
        signs = {"hasquote": bool(_QUOTE.search(text)), "item": self.passage.item, "heading": self.passage.heading, "row": "|" in text}
        signs |= {"colon": text.endswith(":"), "question": text.endswith("?")}
        yield from (name for name, there in signs.items() if there)
        if self.item:
            yield f"ruleitem={self.item}"
        if self.head:
            yield f"listhead={self.head}"
        yield from (f"rulesent={act}" for act in sorted({*self.ruled.values(), *([self.item] if self.item else [])}))
        yield from (f"strig={form}{act}" for form, act in sorted(set(self.triggers.values())))
        yield from (f"wcs={act}" for act in sorted(set().union(*self.classes.values())))


def features_of(sentence: ParsedSentence, token: ParsedToken) -> set[str]:
    """Return what speaks for or against a verb stating an act, as names."""
    found = {"bias", *sentence.common}
    found.update(_of_grammar(sentence, token))
    found.update(_of_subject(sentence, token))
    found.update(_of_neighbours(sentence, token))
    found.update(_of_lexicon(sentence, token))
    found.update(_of_content(sentence, token))
    return found


def _auxiliaries(sentence: ParsedSentence, token: ParsedToken) -> list[str]:
    return sorted(t.lower for t in sentence.below.get(token.i, ()) if t.dep in _AUXILIARY)


def _of_grammar(sentence: ParsedSentence, token: ParsedToken) -> Iterator[str]:
    word, auxiliaries = stem(token.text), _auxiliaries(sentence, token)
    yield from (f"l={word}", f"tag={token.tag}", f"dep={token.dep}", f"l+dep={word}|{token.dep}")
    yield from (f"aux={a}" for a in auxiliaries)
    yield f"auxs={'+'.join(auxiliaries)}|{token.tag}|{token.dep}"
    yield f"kind|tag|dep={sentence.kind}|{token.tag}|{token.dep}"
    for child in sentence.below.get(token.i, ()):
        if child.dep == "neg":
            yield "neg"
        if child.dep in _PRESENT:
            yield f"has={child.dep}"
        if child.dep in _WORDED:
            yield f"{child.dep}={stem(child.text)}"
            yield f"l:{child.dep}={word}:{stem(child.text)}"
    head = sentence.passage.tokens[token.head]
    if head.i != token.i:
        above = stem(head.text)
        yield from (f"h={above}", f"h|d={above}|{token.dep}", f"htag={head.tag[:2]}|{token.dep}")
        if head.head != head.i:
            yield f"hh={stem(sentence.passage.tokens[head.head].text)}"
    path = list(_path(sentence.passage, token))
    yield from (f"depth={len(path)}", f"path={'>'.join(path[:_STEPS])}")


def _path(passage: Passage, token: ParsedToken) -> Iterator[str]:
    """Yield the labels from a token up to the head of the sentence, at most six."""
    for _ in range(_DEEP):
        if token.head == token.i:
            return
        if passage.tokens[token.head].i != token.i:
            yield token.dep
        token = passage.tokens[token.head]


def _of_subject(sentence: ParsedSentence, token: ParsedToken) -> Iterator[str]:
    subject = sentence.context.subject_token(sentence.passage, token)
    own = any(t.dep in ("nsubj", "nsubjpass") for t in sentence.below.get(token.i, ()))
    yield "ownsubj" if own else "nosubj"
    kinds = ["none"] if subject is None else list(_kinds_of_subject(sentence, subject, token))
    if subject is not None:
        yield f"sw={stem(subject.text)}"
    verb = f"{token.tag}|{'+'.join(_auxiliaries(sentence, token))}"
    for kind in kinds:
        yield from (f"s={kind}", f"s={kind}|{verb}", f"kind|s={sentence.kind}|{kind}")


def _kinds_of_subject(sentence: ParsedSentence, subject: ParsedToken, verb: ParsedToken) -> Iterator[str]:
    if subject.lower in ("we", "i", "our"):
        yield "first"
    elif subject.tag in _PRONOUN:
        yield "pron"
    actors = sentence.context.actors_of(sentence.passage, subject, verb)
    if actors:
        yield "actor" if len(actors) == 1 else "actors"
    elif subject.tag.startswith("NNP"):
        yield "name"
    elif subject.tag not in _PRONOUN:
        yield "thing"
    if set(actors) & set(sentence.context.issuers):
        yield "issuer"


def _of_neighbours(sentence: ParsedSentence, token: ParsedToken) -> Iterator[str]:
    tokens, word = sentence.passage.tokens, stem(token.text)
    before = tokens[token.i - 1].lower if token.i else "^"
    after = tokens[token.i + 1].lower if token.i + 1 < len(tokens) else ""
    yield from (f"p={before}", f"n={after}", f"l+n={word} {after}", f"p+l={before} {word}")
    if not token.i:
        yield "first"
    yield f"pos={min(_PARTS - 1, token.i * _PARTS // len(tokens))}"
    if len(_QUOTE.findall(sentence.passage.text[: token.start - sentence.passage.start])) % 2:
        yield "inquote"


def _of_lexicon(sentence: ParsedSentence, token: ParsedToken) -> Iterator[str]:
    """Yield what the rules make of the verb, and the classes of the words around it."""
    yield f"rule={sentence.ruled.get(token.i, 'none')}"
    if sentence.head:
        yield f"listhead|root={sentence.head}|{token.dep == 'ROOT'}"
    head = sentence.passage.tokens[token.head]
    if (trigger := sentence.triggers.get(token.i)) is not None:
        yield from (f"trig={trigger[0]}{trigger[1]}", f"trigf={trigger[0]}")
    if head.i != token.i and (above := sentence.triggers.get(head.i)) is not None:
        yield f"htrig={above[0]}{above[1]}|{token.dep}"
    own = sentence.classes.get(token.i, set())
    for act in sorted(own):
        yield from (f"wc={act}", f"wc|dep={act}|{token.dep}", f"wc|n={act}|{len(own)}")
    for child in sentence.below.get(token.i, ()):
        for act in sorted(sentence.classes.get(child.i, ())):
            yield from (f"wck={act}|{child.dep}", f"wcany={act}")
    if head.i != token.i:
        yield from (f"wch={act}|{token.dep}" for act in sorted(sentence.classes.get(head.i, ())))


def _of_content(sentence: ParsedSentence, token: ParsedToken) -> Iterator[str]:
    """Yield the words and issues of the clause."""
    clause = sentence.under(token)
    yield from (f"c={stem(t.text)}" for t in clause if t.i != token.i and t.text[:1].isalnum())
    passage = sentence.passage
    low, high = clause[0].start - passage.start, clause[-1].end - passage.start
    issues = [m for m in find_issues(passage.text) if low <= m.start and m.end <= high]
    yield from (f"iss={m.issue.value}" for m in issues)
    yield f"niss={min(_MANY_ISSUES, len(issues))}"
