"""Settle the kind of act that a verb states by what stands beside it: an object that there is none of, a condition, who foretells it."""

from __future__ import annotations

from sulh.model import ActKind, ActorKind, DocumentKind
from sulh.reading.english.act_fragments import reported_by
from sulh.reading.english.clause_features import ParsedSentence
from sulh.reading.lexicon import word_set
from sulh.reading.parsing import ParsedToken

__all__ = ["foretells", "is_mandate", "settled_kind"]

_NOTHING = word_set("nothing_word")
_ACCEPTING = word_set("accepting_verb")
_ON_CONDITION = word_set("on_condition")
_AGREEING = word_set("agreeing_verb")
_MANDATE = word_set("mandate_verb")
_HAVE = frozenset(("have", "has", "had"))
_REMAIN = frozenset(("remain", "remains", "remained"))
_AHEAD = frozenset(("will", "would", "'ll", "\u2019ll"))
_SPEECH = frozenset("saw")
# What no object makes an outcome that there is none of.
_OUTCOMES = frozenset((ActKind.AGREE, ActKind.DECIDE, ActKind.OFFER))
_UNDERTAKEN = frozenset((ActKind.AGREE, ActKind.DECIDE))
# In these "shall ... if" is a term.
_TERMS = frozenset((DocumentKind.AGREEMENT.value, DocumentKind.JOINT_STATEMENT.value))


def settled_kind(sentence: ParsedSentence, word: ParsedToken, act: ActKind) -> ActKind:
    """Return the kind of act that a verb states, of what the rules or the model take it for.

    An outcome that there was none of is noted, what nothing was accepted of rejected, what somebody would do on a condition offered.
    """
    if act in _OUTCOMES and _denies_object(sentence, word):
        return ActKind.REJECT if word.lower in _ACCEPTING else ActKind.NOTE
    if act is ActKind.REAFFIRM and word.lower in _REMAIN and any(t.dep == "xcomp" for t in sentence.below.get(word.i, ())):
        # "areas remain to be resolved": how things stand
        return ActKind.NOTE
    if act in _UNDERTAKEN and sentence.kind not in _TERMS and _is_ahead(sentence, word) and _on_condition(sentence, word):
        return ActKind.OFFER
    return act


def foretells(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether a verb of agreeing is what somebody says will come of talks: "he said that A and B would reach an understanding"."""
    if word.lower not in _AGREEING or not _is_ahead(sentence, word):
        return False
    return any(sentence.triggers.get(verb, ("", ""))[0] in _SPEECH for verb in reported_by(sentence, word))


def is_mandate(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether a verb says what a body is for: "The commission has six members. It will monitor the truce"."""
    subject = sentence.context.subject_token(sentence.passage, word)
    if word.lower not in _MANDATE or not _is_ahead(sentence, word) or subject is None:
        return False
    actors = sentence.context.actors_of(sentence.passage, subject, word)
    return subject.lower == "it" or any(actor.kind is ActorKind.BODY for actor in actors)


def _is_ahead(sentence: ParsedSentence, word: ParsedToken) -> bool:
    return any(t.lower in _AHEAD for t in sentence.below.get(word.i, ()) if t.dep == "aux")


def _on_condition(sentence: ParsedSentence, word: ParsedToken) -> bool:
    clauses = [t for t in sentence.below.get(word.i, ()) if t.dep == "advcl"]
    return any(t.lower in _ON_CONDITION for clause in clauses for t in sentence.below.get(clause.i, ()) if t.dep in ("mark", "advmod"))


def _denies_object(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether a verb has "no" before its object, or nothing for it: "offered no details", "accepted none of the demands"."""
    if word.lower in _HAVE:
        return False
    objects = [t for t in sentence.below.get(word.i, ()) if t.dep in ("dobj", "nsubjpass")]
    return any(t.lower in _NOTHING or any(d.lower == "no" for d in sentence.below.get(t.i, ()) if d.dep == "det") for t in objects)
