"""Settle the kind of act that a verb states by what stands beside it: an object that there is none of, a condition, who foretells it."""

from __future__ import annotations

from sulh.model import ActKind, ActorKind, DocumentKind
from sulh.reading.english.act_fragments import reported_by
from sulh.reading.english.clause_features import ParsedSentence
from sulh.reading.english.nouns_meant import noun_of
from sulh.reading.english.voices import is_quoted
from sulh.reading.lexicon import word_set
from sulh.reading.parsing import ParsedToken

__all__ = ["foretells", "has_come", "is_appeal", "is_mandate", "settled_kind"]

_NOTHING = word_set("nothing_word")
_ACCEPTING = word_set("accepting_verb")
_ON_CONDITION = word_set("on_condition")
_AGREEING = word_set("agreeing_verb")
_MANDATE = word_set("mandate_verb")
_BE = word_set("plain_verb")
_AIM = word_set("aim_noun")
_MOMENT = word_set("moment_noun")
_APPEAL = word_set("appeal_opening")
_INSISTING = word_set("insisting_verb")
_ANNOUNCING = word_set("announcing_verb")
_STEP = word_set("announced_step")
_DUTY = word_set("duty_word") - {"has", "have"}
_SELF = frozenset(("it", "he", "she", "they", "we", "i"))
_OWN = frozenset(("its", "his", "her", "their", "our", "my"))
_INDICATIVE = frozenset(("VBZ", "VBP", "VBD", "VBG", "JJ"))
_OPENS = frozenset(('"', "\u201c", ".", "!", ":", "\u2018"))
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
    if act is ActKind.CALL and word.lower in _INSISTING and _says_how_it_is(sentence, word):
        return ActKind.REAFFIRM
    if any(has_come(sentence, verb) for verb in (word, *(t for t in sentence.below.get(word.i, ()) if t.dep == "ccomp"))):
        return ActKind.CALL
    if act is ActKind.AGREE and word.lower in _BE and _is_aim(sentence, word):
        return ActKind.CALL
    if act is ActKind.NOTE and word.lower in _ANNOUNCING and _takes_step(sentence, word):
        return ActKind.DECIDE
    if act in _UNDERTAKEN and sentence.kind not in _TERMS and _is_ahead(sentence, word) and _on_condition(sentence, word):
        return ActKind.OFFER
    return act


def _says_how_it_is(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether somebody insists on how things stand, not on what others must do: "insists that its aims are peaceful"."""
    for content in (t for t in sentence.below.get(word.i, ()) if t.dep == "ccomp"):
        below = sentence.below.get(content.i, ())
        modals = {t.lower for t in below if t.dep == "aux"}
        subjects = [t for t in below if t.dep == "nsubj"]
        own = any(t.lower in _SELF or any(d.lower in _OWN for d in sentence.below.get(t.i, ()) if d.dep == "poss") for t in subjects)
        return own and content.tag in _INDICATIVE and not modals & _DUTY
    return False


def has_come(sentence: ParsedSentence, verb: ParsedToken) -> bool:
    """Return whether a clause says that it is time for something: "the time had come to talk"."""
    return verb.lower == "come" and any(t.dep == "nsubj" and t.lower in _MOMENT for t in sentence.below.get(verb.i, ()))


def _is_aim(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether a copula says what somebody aims at: "the main goal is to find a political solution"."""
    subject = next((t for t in sentence.below.get(word.i, ()) if t.dep == "nsubj"), None)
    return subject is not None and subject.lower in _AIM


def _takes_step(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether somebody announces what they themselves do now or will do: "announced it was withdrawing its forces"."""
    if any(t.dep == "dobj" and noun_of(sentence.passage, t) in _STEP for t in sentence.below.get(word.i, ())):
        # "has announced an "immediate" cease-fire"
        return True
    for content in (t for t in sentence.below.get(word.i, ()) if t.dep == "ccomp"):
        below = sentence.below.get(content.i, ())
        own = any(t.dep == "nsubj" and t.lower in _SELF for t in below)
        return own and (content.tag == "VBG" or any(t.dep == "aux" and t.lower in _AHEAD for t in below))
    return False


def foretells(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether a verb of agreeing is what somebody says will come of talks: "he said that A and B would reach an understanding"."""
    if word.lower not in _AGREEING or not _is_ahead(sentence, word):
        return False
    return any(sentence.triggers.get(verb, ("", ""))[0] in _SPEECH for verb in reported_by(sentence, word))


def is_appeal(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether a verb is an order or appeal in the words of somebody quoted: "Let us stop the fighting", "Do not break it"."""
    tokens = sentence.passage.tokens
    below = sentence.below.get(word.i, ())
    if word.tag not in ("VB", "VBP") or word.dep not in ("ROOT", "ccomp", "conj") or any(t.dep.startswith("nsubj") for t in below):
        return False
    at = word.i
    while at and tokens[at - 1].lower in _APPEAL:
        at -= 1
    opens = tokens[at].text[0].isupper() and (at == 0 or tokens[at - 1].text in _OPENS)
    return opens and is_quoted(sentence.passage.text[: word.start - sentence.passage.start])


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
