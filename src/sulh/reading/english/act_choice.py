"""Choose the acts of a sentence: which of its verbs state one, of which kind, whose it is, where it stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sulh.model import ActKind, Actor, ActorKind, DocumentKind
from sulh.reading.english.act_clauses import (
    ActClause,
    issuers_meant,
    most_named_sides,
    plural_holders,
    sides_between,
    who_goes_on,
    whom_one_serves,
)
from sulh.reading.english.act_fragments import (
    is_aside,
    is_borne,
    is_event,
    is_expected,
    is_fragment,
    is_journey,
    is_open,
    predicate_verb,
    reported_by,
)
from sulh.reading.english.act_kinds import foretells, has_come, is_appeal, is_mandate, settled_kind
from sulh.reading.english.act_triggers import is_blocked, is_condition
from sulh.reading.english.clause_features import ParsedSentence, features_of
from sulh.reading.english.voices import is_private_noun
from sulh.reading.learned import Model, shares
from sulh.reading.lexicon import word_set, words
from sulh.reading.parsing import ParsedToken

__all__ = ["NO_ACT", "OUTPUTS", "chosen_clauses"]

NO_ACT = "none"
OUTPUTS = (NO_ACT, *(kind.value for kind in ActKind))
# A verb states an act when it is more probable than this that it states one of any kind; where the rules find one, it must only not be
# improbable, and the kind is theirs.
LEAST, NOT_LESS = 0.5, 0.1
# What somebody says who acts for an actor states something sooner; of which kind, only where that is probable, else it is noted.
SAID, CLEAR = 0.3, 0.25
_SPEECH = frozenset("saw")
_FIRST = frozenset(("we", "i"))
_QUOTE_MARKS = ("\u201c", "\u201e", '"', "\u00ab")
# With these before the verb, the clause is what somebody else demands of its subject.
_DUTY = word_set("duty_word")
_PERFORMED = word_set("performing_verb")
_OWN_WORDS = frozenset((DocumentKind.COMMUNIQUE.value, DocumentKind.JOINT_STATEMENT.value, DocumentKind.AGREEMENT.value))
_AHEAD = frozenset(("will", "would", "shall"))
_ADOPTING = word_set("adopting_verb")
_HIGH = 20
_LEADS_ON = re.compile(r"(?:[\s,;]+(?:and|but|while|or))*[\s,]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Chosen:
    word: ParsedToken
    act: ActKind
    start: int
    faint: bool = False


def chosen_clauses(model: Model, sentence: ParsedSentence, ruled: Sequence[ActClause], speaker: tuple[Actor, ...]) -> list[ActClause]:
    """Return the acts of a sentence in text order; `ruled` are those of the rules, whose kind and holders stay, `speaker` spoke
    last."""
    found, leading = _stating(model, sentence)
    clauses: list[ActClause] = []
    for n, one in enumerate(found):
        if _is_private(sentence, one.word):
            continue
        act, actors = _settled(sentence, one, ruled, speaker)
        span = _span(sentence, one, [*found[n + 1 :], *leading], alone=len(found) == 1)
        if not any(other.act is act and other.spans == (span,) for other in clauses):
            clauses.append(ActClause(act, actors, (span,), words=(one.word.i,), faint=one.faint))
    return clauses


def _stating(model: Model, sentence: ParsedSentence) -> tuple[list[_Chosen], list[_Chosen]]:
    """Return the verbs that state an act, in text order, and those that only lead to what they state.

    Where no verb does, what somebody says who acts for an actor states something sooner.
    """
    found = [chosen for word in sentence.verbs() if (chosen := _chosen(model, sentence, word)) is not None]
    if not found and not sentence.ruled and sentence.kind not in _OWN_WORDS:
        said = [word for word in sentence.verbs() if _is_said(sentence, word) and not is_event(sentence, word)]
        found = [chosen for word in said if (chosen := _chosen(model, sentence, word, least=SAID)) is not None]
    found.sort(key=lambda chosen: (chosen.start, chosen.word.start))
    found = [one for one in found if not any(_states(sentence, other, one) or _is_of_object(sentence, other, one) for other in found)]
    leading = [one for one in found if is_fragment(sentence, one.word, [other.word for other in found])]
    return [one for one in found if one not in leading], leading


def _settled(
    sentence: ParsedSentence, one: _Chosen, ruled: Sequence[ActClause], speaker: tuple[Actor, ...]
) -> tuple[ActKind, tuple[Actor, ...]]:
    """Return the kind of an act by whose it is, and whose: those of the rule that found it, or of its grammar."""
    rule = next((clause for clause in ruled if one.word.i in clause.words or not clause.words), None)
    if _tells_of_joy(sentence, one, rule, speaker):
        one = replace(one, act=ActKind.NOTE)
    noted = one.act is ActKind.NOTE and _stated_by(sentence, one.word, speaker)
    actors = rule.actors if rule is not None and rule.actors and not noted else _holders(sentence, one, speaker)
    if one.act is ActKind.AGREE and (told := _foretold_by(sentence, one.word, actors, speaker)):
        return ActKind.NOTE, told
    if one.act is ActKind.AGREE and len(actors) <= 1 and _names_nobody(sentence, one.word):
        actors = most_named_sides(sentence.context, one.start) or actors
    if one.act is ActKind.AGREE and one.word.lower in _ADOPTING and _is_named_organisation(sentence, one.word, actors):
        # what an organisation alone adopts it decides
        return ActKind.DECIDE, actors
    term = len(actors) > 1 and one.act is ActKind.DECIDE and _is_term(sentence, one.word)
    return ActKind.AGREE if term else one.act, actors


def _chosen(model: Model, sentence: ParsedSentence, word: ParsedToken, *, least: float = LEAST) -> _Chosen | None:
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
    if rule is None and (is_appeal(sentence, word) or (least < LEAST and has_come(sentence, word))):
        return _Chosen(word, ActKind.CALL, _start(sentence, word))
    if stated <= (least if rule is None else NOT_LESS):
        return None
    act = ActKind(rule or max(sorted(probabilities), key=lambda kind: probabilities[kind]))
    if least < LEAST and probabilities[act.value] < CLEAR:
        act = ActKind.NOTE
    if rule is None and (is_condition(sentence.passage, word) or (act is ActKind.AGREE and is_blocked(sentence.passage, word))):
        return None
    nothing = any(says_nothing(sentence, word) for says_nothing in (is_borne, is_expected, is_open, is_aside))
    if nothing or (act is ActKind.DECIDE and (is_journey(sentence, word) or is_mandate(sentence, word))):
        return None
    return _Chosen(word, settled_kind(sentence, word, act), _start(sentence, word), faint=least < LEAST)


def _is_said(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether a verb is the content of what somebody says who acts for an actor."""
    said = [v for v in reported_by(sentence, word) if sentence.triggers.get(v, ("", ""))[0] in _SPEECH]
    subjects = [sentence.context.subject_token(sentence.passage, sentence.passage.tokens[v]) for v in said]
    voices = [sentence.context.voices.of(sentence.passage, subject) for subject in subjects if subject is not None]
    return any(voice is not None and voice.actors and not voice.private for voice in voices)


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
    context, passage = sentence.context, sentence.passage
    said = [v for v in reported_by(sentence, word) if sentence.triggers.get(v, ("", ""))[0] in _SPEECH]
    for subject in (context.subject_token(passage, passage.tokens[v]) for v in (*said, word.i)):
        voice = context.voices.of(passage, subject) if subject is not None else None
        if subject is not None and (voice.private if voice is not None else is_private_noun(passage, subject)):
            return True
    return False


def _names_nobody(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether a verb of agreeing does not say who agrees ("it was agreed", "20 prisoners will be exchanged"): nobody does alone."""
    below = sentence.below.get(word.i, ())
    if any(t.dep == "agent" for t in below):
        return False
    subject = next((t for t in below if t.dep == "nsubj"), None)
    passive = any(t.dep == "nsubjpass" for t in below)
    if subject is None and (_is_hearsay(sentence, word) if passive else word.dep in ("xcomp", "conj", "ccomp")):
        # "Belmar's envoys are said to agree": whoever the verb above is about
        subject = sentence.context.subject_token(sentence.passage, word)
    if subject is not None and subject.lower == "it" and word.dep == "ccomp":
        # "the Front announced that it had agreed"
        subject = sentence.context.subject_token(sentence.passage, sentence.passage.tokens[word.head])
    return subject is None or subject.lower in word_set("empty_subject")


def _tells_of_joy(sentence: ParsedSentence, one: _Chosen, rule: ActClause | None, speaker: tuple[Actor, ...]) -> bool:
    """Return whether somebody says of others that they were glad: "the rebels said that the envoys were happy" is a view of theirs."""
    if one.act is not ActKind.WELCOME or not one.word.tag.startswith("JJ"):
        return False
    subject = sentence.context.subject_token(sentence.passage, one.word)
    if subject is None or subject.tag == "PRP":
        return False
    told, own = _stated_by(sentence, one.word, speaker), rule.actors if rule is not None else ()
    return bool(told and own) and set(told) != set(own)


def _is_hearsay(sentence: ParsedSentence, word: ParsedToken) -> bool:
    """Return whether others say of the subject of a verb what it does: "Belmar's envoys are said to hold out for more"."""
    below = {t.dep for t in sentence.below.get(word.i, ())}
    return sentence.triggers.get(word.i, ("", ""))[0] in _SPEECH and {"nsubjpass", "xcomp"} <= below


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


def _is_named_organisation(sentence: ParsedSentence, word: ParsedToken, actors: tuple[Actor, ...]) -> bool:
    """Return whether the subject of a verb is one organisation by its name; a committee of the sides, of which it may be said, is not."""
    subject = sentence.context.subject_token(sentence.passage, word)
    if subject is None or len(actors) != 1 or actors[0].kind is not ActorKind.IGO:
        return False
    return any(r.start <= subject.start < r.end and r.actors == actors for r in sentence.passage.references)


def _is_of_object(sentence: ParsedSentence, outer: _Chosen, one: _Chosen) -> bool:
    """Return whether a clause only says which thing another act is about: "welcomed Chad's offer to send troops", "hope that it will"."""
    if outer is one or one.word.i in sentence.ruled or sentence.triggers.get(outer.word.i, ("", ""))[0] in ("", "w"):
        return False
    bound = _bound(sentence, one.word)
    noun = sentence.passage.tokens[bound.head]
    ahead = any(t.dep == "aux" and t.lower in _AHEAD for t in sentence.below.get(bound.i, ()))
    names = bound.dep == "acl" or (bound.dep == "ccomp" and noun.tag.startswith("NN")) or (bound.dep == "relcl" and ahead)
    return names and noun.i > outer.word.i and noun in sentence.under(outer.word)


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
    while bound.dep == "xcomp" and sentence.passage.tokens[bound.head].lower in _PERFORMED:
        # "would continue to refuse"
        bound = sentence.passage.tokens[bound.head]
    subject = next((t for t in sentence.below.get(bound.i, ()) if t.dep in ("nsubj", "nsubjpass", "csubj")), None)
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
    if chosen.act is ActKind.NOTE and stated_by:
        # how things stand is the view of whoever says so, not of those of whom it is said
        return stated_by
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
        return context.actors_of(passage, passive) if _is_hearsay(sentence, word) else sides_between(context, passage, passive)
    subject = context.subject_token(passage, word)
    if subject is None:
        return speaker if passage.item else ()
    going_on = who_goes_on(context, passage, subject, own_words=sentence.kind in _OWN_WORDS)
    if going_on is not None:
        return going_on
    if sentence.kind in _OWN_WORDS and (meant := issuers_meant(context, passage, subject, speaker)):
        return meant
    if sentence.kind not in _OWN_WORDS and (voice := context.voices.meant_by(passage, subject)) is not None:
        return voice.actors
    named = context.voices.of(passage, subject)
    actors = named.actors if named is not None and named.person else context.actors_of(passage, subject, word)
    actors = actors or context.nouns.by(passage, subject)
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
