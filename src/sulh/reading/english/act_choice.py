"""Choose the acts of a sentence: which of its verbs state one, of which kind, whose it is, where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sulh.model import ActKind, Actor, DocumentKind
from sulh.reading.english.act_clauses import ActClause, issuers_meant, most_named_sides, plural_holders, sides_between, whom_one_serves
from sulh.reading.english.act_fragments import is_borne, is_expected, is_fragment, is_journey, is_open, predicate_verb, reported_by
from sulh.reading.english.act_kinds import foretells, is_mandate, settled_kind
from sulh.reading.english.act_triggers import is_blocked, is_condition
from sulh.reading.english.clause_features import ParsedSentence, features_of
from sulh.reading.learned import Model, shares
from sulh.reading.lexicon import word_set, words
from sulh.reading.parsing import ParsedToken

__all__ = ["NO_ACT", "OUTPUTS", "chosen_clauses"]

NO_ACT = "none"
OUTPUTS = (NO_ACT, *(kind.value for kind in ActKind))
# A verb states an act when it is more probable than this that it states one of any kind; where the rules find one, it must only not be
# improbable, and the kind is theirs.
LEAST, NOT_LESS = 0.5, 0.1
_SPEECH = frozenset("saw")
_FIRST = frozenset(("we", "i"))
_QUOTE_MARKS = ("\u201c", "\u201e", '"', "\u00ab")
# With these before the verb, the clause is what somebody else demands of its subject.
_DUTY = word_set("duty_word")
_PRIVATE = word_set("private_person")
_OWN_WORDS = frozenset((DocumentKind.COMMUNIQUE.value, DocumentKind.JOINT_STATEMENT.value, DocumentKind.AGREEMENT.value))
_HIGH = 20
_LEADS_ON = re.compile(r"(?:[\s,;]+(?:and|but|while|or))*[\s,]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Chosen:
    word: ParsedToken
    act: ActKind
    start: int


def chosen_clauses(model: Model, sentence: ParsedSentence, ruled: Sequence[ActClause], speaker: tuple[Actor, ...]) -> list[ActClause]:
    """Return the acts of a sentence in text order; `ruled` are those of the rules, whose kind and holders stay, `speaker` spoke
    last."""
    found = [chosen for word in sentence.verbs() if (chosen := _chosen(model, sentence, word)) is not None]
    found.sort(key=lambda chosen: (chosen.start, chosen.word.start))
    found = [one for one in found if not any(_states(sentence, other, one) for other in found)]
    leading = [one for one in found if is_fragment(sentence, one.word, [other.word for other in found])]
    found = [one for one in found if one not in leading]
    clauses = []
    for n, one in enumerate(found):
        rule = next((clause for clause in ruled if one.word.i in clause.words or not clause.words), None)
        actors = rule.actors if rule is not None and rule.actors else _holders(sentence, one, speaker)
        if one.act is ActKind.AGREE and (told := _foretold_by(sentence, one.word, actors, speaker)):
            one, actors = replace(one, act=ActKind.NOTE), told
        if one.act is ActKind.AGREE and len(actors) <= 1 and _names_nobody(sentence, one.word):
            actors = most_named_sides(sentence.context, one.start) or actors
        if _is_private(sentence, one.word):
            continue
        act = ActKind.AGREE if len(actors) > 1 and one.act is ActKind.DECIDE and _is_term(sentence, one.word) else one.act
        span = _span(sentence, one, [*found[n + 1 :], *leading], alone=len(found) == 1)
        clauses.append(ActClause(act, actors, (span,), words=(one.word.i,)))
    return clauses


def _chosen(model: Model, sentence: ParsedSentence, word: ParsedToken) -> _Chosen | None:
    """Return the act that a verb states, if any; an item that the rules take for a point of a list is one act, stated by its head."""
    if sentence.item is not None:
        return _Chosen(word, ActKind(sentence.item), _start(sentence, word)) if word.dep == "ROOT" else None
    rule = sentence.ruled.get(word.i)
    if rule is None and sentence.listed:
        return None
    probabilities = _probabilities(model, sentence, word)
    stated = 1 - probabilities.pop(NO_ACT)
    if rule is not None and (verb := predicate_verb(sentence, word)) is not word:
        # "it was essential that": what states it is the verb and its predicate together
        stated = max(stated, 1 - _probabilities(model, sentence, verb)[NO_ACT])
    if stated <= (LEAST if rule is None else NOT_LESS):
        return None
    act = ActKind(rule or max(sorted(probabilities), key=lambda kind: probabilities[kind]))
    if rule is None and (is_condition(sentence.passage, word) or (act is ActKind.AGREE and is_blocked(sentence.passage, word))):
        return None
    nothing = is_borne(sentence, word) or is_expected(sentence, word) or is_open(sentence, word)
    if nothing or (act is ActKind.DECIDE and (is_journey(sentence, word) or is_mandate(sentence, word))):
        return None
    return _Chosen(word, settled_kind(sentence, word, act), _start(sentence, word))


def _probabilities(model: Model, sentence: ParsedSentence, word: ParsedToken) -> dict[str, float]:
    scores = dict.fromkeys(OUTPUTS, 0.0)
    model.add(features_of(sentence, word), scores)
    return shares(scores)


def _foretold_by(
    sentence: ParsedSentence, word: ParsedToken, actors: tuple[Actor, ...], speaker: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """Return who says that others will agree, or others and they: an expectation of theirs, no agreement."""
    if not foretells(sentence, word):
        return ()
    told = _stated_by(sentence, word, speaker)
    subject = sentence.context.subject_token(sentence.passage, word)
    joined = subject is not None and any(t.dep == "conj" for t in sentence.below.get(subject.i, ()))
    return told if joined or set(told) != set(actors) else ()


def _is_private(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether a clause is what somebody says who acts for nobody: a professor, an analyst, a resident."""
    said = next((v for v in reported_by(sentence, word) if sentence.triggers.get(v, ("", ""))[0] in _SPEECH), word.i)
    subject = sentence.context.subject_token(sentence.passage, sentence.passage.tokens[said])
    if subject is None:
        return False
    named = [t for t in sentence.under(subject) if t.i == subject.i or (t.head == subject.i and t.dep in ("appos", "compound"))]
    return any(t.lower in _PRIVATE for t in named)


def _names_nobody(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether a verb of agreeing does not say who agrees ("it was agreed", "20 prisoners will be exchanged"): nobody does alone."""
    below = sentence.below.get(word.i, ())
    if any(t.dep == "agent" for t in below):
        return False
    subject = next((t for t in below if t.dep == "nsubj"), None)
    return subject is None or subject.lower in word_set("empty_subject")


def _is_term(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether a verb says what the parties to an agreement shall do: a term they agreed on, not a decision."""
    auxiliaries = {t.lower for t in sentence.below.get(_bound(sentence, word).i, ()) if t.dep == "aux"}
    return sentence.kind == DocumentKind.AGREEMENT.value and bool(auxiliaries & {"shall", "will"})


def _states(sentence: ParsedSentence, outer: _Chosen, one: _Chosen) -> bool:
    """Return whether a duty is what the verb of another act of its kind states: "stressed that aid must arrive" is one demand."""
    if outer is one or outer.act is not one.act or one.word.tag != "MD":
        return False
    bound = _bound(sentence, one.word)
    return bound.dep == "ccomp" and bound.head == outer.word.i


def _span(sentence: ParsedSentence, one: _Chosen, later: Sequence[_Chosen], *, alone: bool) -> tuple[int, int]:
    """Return where the clause of an act stands: all of a sentence that states one act only, else the verb's part of it.

    `later` are those that follow, and those that only report. The "and" that leads to the next clause is part of neither.
    """
    next_start = min((other.start for other in later if other.start > one.word.start), default=sentence.passage.end)
    if alone and next_start == sentence.passage.end:
        return (sentence.passage.start if one.word.dep == "ROOT" else one.start), sentence.passage.end
    end = max(min(sentence.under(_bound(sentence, one.word))[-1].end, next_start), one.word.end)
    whole = sentence.passage.text[one.start - sentence.passage.start : end - sentence.passage.start]
    return one.start, one.start + len(_LEADS_ON.sub("", whole))


def _bound(sentence: ParsedSentence, word: ParsedToken) -> ParsedToken:
    """Return the verb whose clause a word states: the one that a duty word binds ("must" -> "arrive"), that of a predicate, itself."""
    return sentence.passage.tokens[word.head] if word.tag == "MD" and word.dep == "aux" else predicate_verb(sentence, word)


def _start(sentence: ParsedSentence, word: ParsedToken) -> int:
    """Return where the clause of a verb starts: at its subject, else at the verb."""
    bound = _bound(sentence, word)
    subject = next((t for t in sentence.below.get(bound.i, ()) if t.dep in ("nsubj", "nsubjpass")), None)
    first = sentence.under(subject)[0] if subject is not None else predicate_verb(sentence, word)
    return sentence.passage.word_at(min(word.start, first.start))


def _holders(sentence: ParsedSentence, chosen: _Chosen, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return whose act it is: the subject's, or of what somebody demands or states in a verb of saying, that one's."""
    word = chosen.word
    own = _subjects(sentence, word, speaker)
    duty = word.lower in _DUTY or any(t.lower in _DUTY for t in sentence.below.get(word.i, ()) if t.dep == "aux")
    stated_by = _stated_by(sentence, word, speaker)
    if duty and chosen.act is ActKind.CALL:
        return stated_by or speaker or _issuers(sentence)
    # who speaks in a quotation that goes on is whoever spoke last
    said = any(form == "w" for form, _ in sentence.triggers.values())
    quoted = speaker if sentence.passage.text[:1] in _QUOTE_MARKS and not said else ()
    return own or stated_by or quoted or _issuers(sentence)


def _issuers(sentence: ParsedSentence) -> tuple[Actor, ...]:
    return sentence.context.issuers if sentence.kind in _OWN_WORDS else ()


def _subjects(sentence: ParsedSentence, word: ParsedToken, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
    context, passage = sentence.context, sentence.passage
    agents = [p for t in sentence.below.get(word.i, ()) if t.dep == "agent" for p in sentence.below.get(t.i, ()) if p.dep == "pobj"]
    if agents:
        return context.actors_of(passage, agents[0])
    passive = next((t for t in sentence.below.get(word.i, ()) if t.dep == "nsubjpass"), None)
    if passive is not None:
        return sides_between(context, passage, passive)
    subject = context.subject_token(passage, word)
    if subject is None:
        return speaker if passage.item else ()
    if sentence.kind in _OWN_WORDS and (meant := issuers_meant(context, passage, subject, speaker)):
        return meant
    actors = context.actors_of(passage, subject, word)
    if not actors and (plural := plural_holders(context, subject, speaker)) is not None:
        return plural
    if not actors and subject.lower in words("speaking_text"):
        return speaker or context.issuers
    return whom_one_serves(context, passage, subject, actors)


def _stated_by(sentence: ParsedSentence, word: ParsedToken, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return the actors of the verb of saying above a clause."""
    node = word
    for _ in range(_HIGH):
        if node.head == node.i:
            return ()
        node = sentence.passage.tokens[node.head]
        if sentence.triggers.get(node.i, ("", ""))[0] in _SPEECH:
            subject = sentence.context.subject_token(sentence.passage, node)
            found = _subjects(sentence, node, speaker)
            if found or subject is None or subject.lower not in _FIRST:
                return found
            # "We believe that", in the words of somebody whom the verb of saying further up names
    return ()
