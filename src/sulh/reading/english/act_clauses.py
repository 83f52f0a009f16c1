"""Turn the triggers of a sentence into acts: decide which wording counts, whose act it is, and which span it covers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice

from sulh.model import ActKind, Actor, ActorKind, DocumentKind, Issue
from sulh.reading.english.act_triggers import ActTrigger, find_triggers
from sulh.reading.english.context import Context
from sulh.reading.english.references import mediates
from sulh.reading.lexicon import word_set, words
from sulh.reading.parsing import ParsedToken
from sulh.reading.passages import Passage
from sulh.text.issues import find_issues

__all__ = [
    "ActClause",
    "Speaker",
    "clauses_of",
    "issuers_meant",
    "most_named_sides",
    "plural_holders",
    "sides_between",
    "who_goes_on",
    "whom_one_serves",
]

_PLURAL_SPEAKERS = word_set("plural_speaker")
_FIRST = frozenset(("we", "i"))
_PAIR = 2
_GOES_ON = 4  # sentences back over which "they" goes on
_FAR = 300  # sentences back in which sides are sought, so that a long text takes time in proportion
# What may stand beside a noun that is no more than that noun: "the Ministers", "the three Ministers".
_BARE = frozenset(("det", "nummod", "predet"))
# What a chapeau begins with: the noun of a body, or "we".
_OPENING = re.compile(r"\W*(?:\w{1,3}[.)]\s+)?(?:the\s+(\w+)|we)\b", re.IGNORECASE)
_TRAVEL = word_set("plan_verb")
_GOVERNING = word_set("governing_subject")
_OPPOSING = word_set("opposing_subject")
_QUOTE_MARKS = '\u201c\u201e"\u00ab'
_OWN_WORDS = frozenset((DocumentKind.COMMUNIQUE, DocumentKind.JOINT_STATEMENT, DocumentKind.AGREEMENT))
_UNDER_DEAL = re.compile(r"\bunder\s+(?:the|this|that)\s+(?:\w+\s+)?(?:deal|agreement|accord|truce|arrangement)\b", re.IGNORECASE)
_EVALUATION = word_set("praise_adjective")
_PASSIVE_ACTS = frozenset((ActKind.CALL, ActKind.REJECT, ActKind.WELCOME, ActKind.AGREE, ActKind.DECIDE, ActKind.CONDEMN, ActKind.THANK))


@dataclass(frozen=True, slots=True)
class ActClause:
    """One act before its issues are known; `spans` are the parts of the document that state it.

    A `faint` one is an act only by who says it.
    """

    act: ActKind
    actors: tuple[Actor, ...]
    spans: tuple[tuple[int, int], ...]
    announced: bool = False
    words: tuple[int, ...] = ()
    faint: bool = False


@dataclass(slots=True)
class Speaker:
    """The current speaker, kept from sentence to sentence for operative clauses, passives and quotations that name nobody.

    In the issuers' own words each point of a list is said by those who head the list (`heads`), whoever spoke within the one before.
    """

    context: Context
    kind: DocumentKind
    actors: tuple[Actor, ...] = ()
    quoting: bool = False
    heads: tuple[Actor, ...] = ()
    paragraph: int = -1

    @property
    def own_words(self) -> bool:
        """Whether the document is a statement in the issuers' own words."""
        return self.kind in _OWN_WORDS

    def come_to(self, passage: Passage) -> None:
        """Take the words of those who head the list up again where a point of it begins."""
        if self.own_words and passage.item and passage.paragraph != self.paragraph and self.heads:
            self.actors = self.heads
        self.paragraph = passage.paragraph


@dataclass(slots=True)
class _Candidate:
    trigger: ActTrigger
    actors: tuple[Actor, ...]
    passive: bool
    act: ActKind | None
    governor: _Candidate | None = None
    dropped: bool = False
    spans: list[tuple[int, int]] = field(default_factory=list)
    words: list[int] = field(default_factory=list)


def clauses_of(passage: Passage, speaker: Speaker) -> list[ActClause]:
    """Return the acts of one parsed sentence, and update the current speaker."""
    speaker.come_to(passage)
    found = [c for t in find_triggers(passage) if (c := _candidate(passage, t, speaker)) is not None]
    found = _with_undertaking(passage, found, speaker)
    _govern(passage, found)
    kept = [c for c in found if _counts(passage, c, found, speaker)]
    clauses = _clauses(passage, kept, found)
    # an actor named only as the agent of a passive is not the speaker
    spoken = [c.actors for c in found if c.actors and not c.passive]
    if spoken:
        speaker.actors = spoken[0]
    elif (
        not passage.item
        and (stated := speaker.context.actors_in(passage, passage.start, passage.end))
        and passage.text.rstrip().endswith(":")
    ):
        speaker.actors = stated
    if speaker.own_words and passage.text.rstrip().endswith((":", ",")) and _opens_with_issuers(speaker.context, passage):
        speaker.actors = speaker.context.issuers
    if passage.text.rstrip().endswith(":"):
        speaker.heads = speaker.actors
    return clauses


def _opens_with_issuers(context: Context, passage: Passage) -> bool:
    """Whether a sentence is said by those who issue the document from its first words: "The Council, having heard ...:", "We, the ...:"."""
    opening = _OPENING.match(passage.text)
    return opening is not None and bool(context.issuers) and (opening[1] is None or opening[1].lower() in context.titled_nouns)


def _candidate(passage: Passage, trigger: ActTrigger, speaker: Speaker) -> _Candidate | None:
    """Return a trigger with its actors, or None when its subject cannot be an actor."""
    word, context = trigger.word, speaker.context
    if trigger.form == "c":
        # "is supported by": of whom others support nothing is said
        return None if _is_borne(passage, trigger) else _Candidate(trigger, (), False, trigger.act)
    if trigger.form == "w" and word.tag == "IN":
        named = context.actors_in(passage, word.end, passage.end) or tuple(
            a for r in passage.within(word.end, passage.end) for a in r.actors
        )
        return _Candidate(trigger, named[:1], False, None)
    if _is_passive(passage, trigger):
        return _passive(passage, trigger, speaker)
    subject = context.subject_token(passage, word)
    if subject is None or (subject.start > word.start and trigger.form == "v" and subject.dep not in ("nsubj",)):
        if not (passage.item or speaker.own_words):
            return None
        return _Candidate(trigger, speaker.actors or context.issuers, False, _kind(trigger, speaker.actors or context.issuers, passage))
    actors = _holders_of_subject(passage, trigger, subject, speaker)
    if not actors and subject.lower not in words("speaker") and subject.tag not in ("NNP", "NNPS"):
        return None
    if trigger.act is ActKind.DECIDE and (sides := _sides_of_object(context, passage, word)):
        # "announced a truce between A and B": they agreed on it
        return _Candidate(trigger, sides, True, ActKind.AGREE)
    alone = trigger.form == "u" and not actors and subject.tag in ("NN", "NNP") and not passage.children(subject, "conj")
    return _Candidate(trigger, actors, False, ActKind.DECIDE if alone else _kind(trigger, actors, passage))


def _holders_of_subject(passage: Passage, trigger: ActTrigger, subject: ParsedToken, speaker: Speaker) -> tuple[Actor, ...]:
    """Return whom the subject of an act means; () when unknown."""
    context = speaker.context
    if not speaker.own_words and (voice := context.voices.meant_by(passage, subject)) is not None:
        return voice.actors
    actors = context.issuers if subject.lower in _FIRST else context.actors_of(passage, subject, trigger.word)
    if (going_on := who_goes_on(context, passage, subject, own_words=speaker.own_words)) is not None:
        return going_on
    if speaker.own_words and (meant := issuers_meant(context, passage, subject, speaker.actors)):
        actors = meant
    if actors:
        return whom_one_serves(context, passage, subject, actors)
    if brought_in := context.nouns.by(passage, subject):
        return brought_in
    if (plural := plural_holders(context, subject, speaker.actors)) is not None:
        return plural
    if subject.lower in words("speaking_text"):
        return speaker.actors or context.issuers
    back = subject.lower in words("speaker") and not trigger.speech and _may_mean(subject, speaker.actors)
    return speaker.actors if back else ()


def _may_mean(subject: ParsedToken, actors: tuple[Actor, ...]) -> bool:
    """Return whether a noun may mean those who spoke last: "the government" no armed group, "the rebels" no state."""
    if subject.lower in _GOVERNING:
        return all(actor.kind is ActorKind.STATE for actor in actors)
    return subject.lower not in _OPPOSING or not any(actor.kind is ActorKind.STATE for actor in actors)


def whom_one_serves(context: Context, passage: Passage, subject: ParsedToken, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return whom one person acts for of those whom the words for them name: "the Spanish head of the UN mission" for the UN.

    An organisation before a state, and a group before the state that it is of; where that settles nothing, all.
    """
    person = subject.lower in words("office_head") or any(s <= subject.start < e for _, s, e in context.people_in(passage))
    if len(actors) < _PAIR or subject.tag not in ("NN", "NNP") or not person:
        return actors
    named = passage.span(*passage.subtree(subject))
    if any(t.dep == "conj" or t.lower in ("and", "or") for t in named if t.i != subject.i):
        return actors
    served = tuple(actor for actor in actors if actor.kind is not ActorKind.STATE)
    return served if len(served) == 1 else actors




def _sides_of_object(context: Context, passage: Passage, verb: ParsedToken) -> tuple[Actor, ...]:
    return next((sides for t in passage.children(verb, "dobj") if (sides := sides_between(context, passage, t))), ())


def sides_between(context: Context, passage: Passage, noun: ParsedToken) -> tuple[Actor, ...]:
    """Return the sides of a thing that a noun, or the verb it stands with, says is between them; () for any other.

    "A ceasefire deal between Chad and the Front"; "a truce has been signed between Chad and the Front".
    """
    found = [t for t in passage.span(*passage.subtree(noun)) if t.lower == "between" and t.start > noun.start]
    found += [t for t in passage.children(passage.tokens[noun.head], "prep") if t.lower == "between"]
    sides = context.actors_in(passage, found[0].end, passage.subtree(found[0])[1]) if found else ()
    return sides if len(sides) >= _PAIR else ()


def issuers_meant(context: Context, passage: Passage, subject: ParsedToken, speaker: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """Return whom a subject means in the issuers' own words: them, by a noun of the title ("Ministers", "the Council"), or those who speak.

    Whom the text names as objects or in passing is not meant. Nothing for any other subject, and for "they" where one alone speaks.
    """
    if subject.tag == "PRP" and subject.lower in _PLURAL_SPEAKERS:
        return speaker if len(speaker) >= _PAIR else ()
    bare = all(child.dep in _BARE or (subject.lower == "heads" and child.lower == "of") for child in passage.children(subject))
    if not bare or not context.issuers:
        return ()
    if subject.tag in ("NNS", "NNPS"):
        several = len(context.issuers) >= _PAIR and subject.lower in context.titled_nouns
        return context.issuers if several or (_is_body(context.issuers) and subject.lower in word_set("issuer_member")) else ()
    named = subject.lower in context.titled_nouns and any(child.lower == "the" for child in passage.children(subject, "det"))
    return context.issuers if named and len(context.issuers) < _PAIR else ()


def _is_body(actors: tuple[Actor, ...]) -> bool:
    """Whether a single organisation issues the document, whose members speak in it: "Leaders agreed", "Heads of State decided"."""
    return len(actors) == 1 and actors[0].kind in (ActorKind.IGO, ActorKind.COALITION, ActorKind.BODY)


def who_goes_on(context: Context, passage: Passage, pronoun: ParsedToken, *, own_words: bool) -> tuple[Actor, ...] | None:
    """Return whom "they" goes on with: those of whom the sentence before speaks first, where it calls them by a noun for several.

    "The Co-Chairs condemned ... They called on Chad and Niger": neither Chad nor Niger. () where those are not known, None for any other
    word, and where the sentence before speaks of no such first. `own_words` says that the issuers of the document speak in it.
    """
    if pronoun.lower != "they" or any(t.dep.startswith("nsubj") and t.i < pronoun.i for t in passage.tokens):
        return None
    for before in reversed(context.passages[max(0, passage.index - _GOES_ON) : passage.index]):
        root = next((t for t in before.tokens if t.dep == "ROOT" and t.tag.startswith("VB")), None)
        subject = context.subject_token(before, root) if root is not None and not before.heading else None
        if subject is None or any(t.dep == "conj" for t in before.children(subject)):
            return None
        if subject.lower != "they":
            return _several(context, before, subject, root, own_words=own_words)
    return None


def _several(
    context: Context, passage: Passage, subject: ParsedToken, verb: ParsedToken | None, *, own_words: bool
) -> tuple[Actor, ...] | None:
    """Return whom a noun for several means, () where that is not known; None for a noun for one or for things."""
    own = issuers_meant(context, passage, subject, ()) if own_words else ()
    meant = own or context.actors_of(passage, subject, verb) or context.nouns.by(passage, subject)
    # "the Taliban"
    band = len(meant) == 1 and meant[0].kind is ActorKind.ARMED_GROUP
    if not (band or subject.tag in ("NNS", "NNPS")):
        return None
    return meant if meant or subject.lower in word_set("issuer_member") else None


def plural_holders(context: Context, subject: ParsedToken, speaker: tuple[Actor, ...]) -> tuple[Actor, ...] | None:
    """ "They", "both sides", "the leaders": return the actors last named together, or the current speaker; None for other words."""
    if subject.lower not in _PLURAL_SPEAKERS:
        return None
    before = context.groups.before(subject.start)
    third = subject.lower in ("mediators", "guarantors")
    group = next((g for g in before if g.end <= subject.start and (third or not mediates(context.passages[g.passage], g))), None)
    return speaker if len(speaker) > 1 else group.actors if group is not None else speaker


def most_named_sides(context: Context, offset: int) -> tuple[Actor, ...]:
    """Return the sides of what "was agreed": the actors most often named together before an offset, of equals the last; no mediators.

    A noun for several ("the sides") names those whom it means.
    """
    before = [g for g in context.groups.before(offset) if g.end <= offset and not mediates(context.passages[g.passage], g)]
    meant = [(g.start, g.actors) for g in reversed(before)] + _described_before(context, offset)
    counted = Counter(frozenset(actor.id for actor in actors) for _, actors in meant)
    last = sorted(meant, key=lambda one: one[0], reverse=True)
    return max(last, key=lambda one: counted[frozenset(actor.id for actor in one[1])])[1] if last else ()


def _described_before(context: Context, offset: int) -> list[tuple[int, tuple[Actor, ...]]]:
    """Where nouns for several actors act before an offset, and whom they mean; those who guarantee or mediate are no sides."""
    here = context.passage_at(offset)
    above = context.passages[max(0, here.index - _FAR) : here.index] if here is not None else []
    named = (one for passage in above for one in passage.references if one.form == "description" and one.agent and len(one.actors) > 1)
    return [(one.start, one.actors) for one in named if not any(actor.id in context.default_roles for actor in one.actors)]


def _kind(trigger: ActTrigger, actors: tuple[Actor, ...], passage: Passage) -> ActKind | None:
    """Return the kind of act: a single actor decides rather than agrees, and agreement on how good the talks were is a note."""
    if trigger.form == "u":
        return ActKind.DECIDE if len(actors) == 1 else ActKind.AGREE
    if trigger.act is ActKind.AGREE:
        for content in passage.children(trigger.word, "ccomp"):
            if any(t.lower in _EVALUATION for t in passage.children(content, "acomp")):
                return ActKind.NOTE
    return trigger.act


def _is_borne(passage: Passage, trigger: ActTrigger) -> bool:
    """Return whether a position is one that others take towards the subject."""
    return trigger.word.tag == "VBN" and any(t.dep == "auxpass" for t in passage.children(trigger.word))


def _is_passive(passage: Passage, trigger: ActTrigger) -> bool:
    return trigger.form in "vuw" and (
        any(t.dep in ("auxpass", "nsubjpass") for t in passage.children(trigger.word))
        or (trigger.word.tag == "VBN" and trigger.word.dep == "relcl")
    )


def _passive(passage: Passage, trigger: ActTrigger, speaker: Speaker) -> _Candidate | None:
    """Return the candidate of a passive: its actor is the agent after "by", else the current speaker; never the grammatical subject."""
    agents = [p for t in passage.children(trigger.word, "agent") for p in passage.children(t, "pobj")]
    actors = speaker.context.actors_of(passage, agents[0]) if agents else ()
    if agents and not actors and agents[0].lower not in words("speaker"):
        return None
    if not agents and (trigger.act not in _PASSIVE_ACTS or trigger.word.dep in ("relcl", "advcl", "acl")):
        return None
    if not agents and trigger.act is ActKind.AGREE:
        subjects = passage.children(trigger.word, "nsubjpass")
        actors = next((sides for t in subjects if (sides := sides_between(speaker.context, passage, t))), ())
    actors = actors or speaker.actors or speaker.context.issuers
    return _Candidate(trigger, actors, True, _kind(trigger, actors, passage))


def _with_undertaking(passage: Passage, found: list[_Candidate], speaker: Speaker) -> list[_Candidate]:
    """Return the candidates with undertakings added: "will" with a verb in the main clause of a statement in the issuers' own words."""
    if not speaker.own_words or any(t.lower in ("will", "shall", "'ll", "\u2019ll") for t in passage.tokens) is False:
        return found
    context = speaker.context
    for token in passage.tokens:
        if token.lower not in ("will", "shall", "'ll", "\u2019ll") or token.tag != "MD":
            continue
        verb = passage.tokens[token.head]
        if verb.dep not in ("ROOT", "conj", "ccomp") or any(c.trigger.word.i in (verb.i, token.i) and c.trigger.form != "c" for c in found):
            continue
        subject = context.subject_token(passage, verb)
        if subject is None or not _undertakes(passage, verb, subject, speaker):
            continue
        found = [c for c in found if c.trigger.word.i != token.i]
        named = context.actors_of(passage, subject, verb)
        actors = named or context.issuers
        settled = _UNDER_DEAL.search(passage.text) or (_of_others(subject, named, speaker) and _announces_deal(context))
        act = ActKind.AGREE if settled else ActKind.DECIDE
        if settled and _of_others(subject, named, speaker):
            group = context.groups.ended(subject.start, "others", lambda g: not set(g.actors) & set(context.issuers))
            actors = group.actors if group is not None else ()
        if verb.lower in ("continue", "remain", "keep") and verb.dep == "ccomp":
            # a promise to continue restates a position; it is not a new undertaking
            act = ActKind.REAFFIRM
        start = min(subject.start, token.start)
        found.append(_Candidate(ActTrigger(start, token.end, "f", act, verb), actors, False, act))
    return sorted(found, key=lambda c: c.trigger.start)


# Issuers announcing what others agreed: the terms that follow are terms of that deal.
_DEAL_ANNOUNCED = re.compile(
    r"\b(?:announce\w*|confirm\w*|welcome\w*|state)\b[^.]{0,140}\b(?:agreement|deal|accord|ceasefire|truce|declaration|signatures?|agreed)\b",
    re.IGNORECASE,
)
_OPENING_SENTENCES = 3
_NOT_TERMS = word_set("no_term")


def _announces_deal(context: Context) -> bool:
    body = islice((p for p in context.passages if not p.heading), _OPENING_SENTENCES)
    return any(_DEAL_ANNOUNCED.search(p.text) for p in body)


def _of_others(subject: ParsedToken, actors: tuple[Actor, ...], speaker: Speaker) -> bool:
    """Return whether a sentence with "will" states a term that others agreed, not an undertaking by the issuers."""
    return (
        subject.lower not in _FIRST
        and subject.lower not in _NOT_TERMS
        and subject.lower not in words("speaker")
        and not set(actors) & set(speaker.context.issuers)
    )


def _undertakes(passage: Passage, verb: ParsedToken, subject: ParsedToken, speaker: Speaker) -> bool:
    if speaker.kind is not DocumentKind.COMMUNIQUE:
        return (
            verb.lower not in _TRAVEL
            or subject.lower in _FIRST
            or _UNDER_DEAL.search(passage.text) is not None
            or verb.lower in ("include", "be")
        )
    if _UNDER_DEAL.search(passage.text):
        return True
    actors = speaker.context.actors_of(passage, subject, verb)
    mine = bool(set(actors) & set(speaker.context.issuers))
    return verb.lower not in _TRAVEL and (subject.lower in _FIRST or (mine and subject.lower not in ("he", "she", "they")))


def _govern(passage: Passage, found: list[_Candidate]) -> None:
    """Set for each candidate the one whose content it is part of; coordinated verbs do not govern each other."""
    by_word = {c.trigger.word.i: c for c in reversed(found)}
    for candidate in found:
        node, seen = candidate.trigger.word, 0
        while seen < 40:
            head = passage.tokens[node.head]
            if head.i == node.i or _set_apart(passage, node, head):
                break
            if node.dep == "conj" and node.tag in ("VBD", "VBZ") and head.tag == "VB":
                # "urged the parties to resume it and deplored": a finite verb continues the finite verb above, not the infinitive
                break
            above = by_word.get(head.i)
            if above is not None and above is not candidate and node.dep != "conj":
                candidate.governor = above
                break
            node, seen = head, seen + 1
        if candidate.governor is None:
            candidate.governor = _parenthesis(passage, candidate, found)


def _set_apart(passage: Passage, node: ParsedToken, head: ParsedToken) -> bool:
    """Return whether a semicolon separates a clause from the next, so that it counts as a sentence of its own."""
    return node.dep == "ccomp" and node.i < head.i and any(t.lower == ";" for t in passage.tokens[node.i : head.i])


def _parenthesis(passage: Passage, candidate: _Candidate, found: list[_Candidate]) -> _Candidate | None:
    """Find the verb of saying beside its content ("..., the three said"; "Kazakhstan, the minister underlined, urges")."""
    for other in found:
        if other is candidate or not other.trigger.speech or candidate.trigger.speech:
            continue
        if (
            other.trigger.word.dep in ("parataxis", "ccomp", "advcl")
            or other.trigger.word.tag == "IN"
            or other.trigger.start > candidate.trigger.start
        ):
            return other
        if candidate.trigger.form == "c" and other.trigger.start < candidate.trigger.start:
            return other
    return None


def _counts(passage: Passage, candidate: _Candidate, found: list[_Candidate], speaker: Speaker) -> bool:
    """Return whether a candidate is an act of its own."""
    trigger, governor = candidate.trigger, candidate.governor
    inner = [c for c in found if c.governor is candidate]
    if trigger.form == "w" and _assesses(passage, candidate) and not any(_counts(passage, c, found, speaker) for c in inner):
        candidate.act = ActKind.NOTE
        return True
    if trigger.speech:
        return candidate.act is not None and not any(_counts(passage, c, found, speaker) for c in inner)
    if governor is not None and not governor.trigger.speech:
        return False
    if trigger.form == "c":
        if governor is not None:
            candidate.actors = candidate.actors or governor.actors
            return True
        return _own_statement(passage, candidate, speaker)
    return True


def _assesses(passage: Passage, candidate: _Candidate) -> bool:
    """Return whether an official's plain "said" introduces an assessment: what is or should be, on a known issue, not what happened."""
    if not candidate.actors or candidate.trigger.word.tag == "IN":
        return False
    word = candidate.trigger.word
    content = passage.children(word, "ccomp")
    verb = content[0] if content else passage.tokens[word.head] if word.dep in ("parataxis", "ccomp", "advcl") else None
    if verb is None or verb.i == word.i:
        return False
    auxiliaries = {t.lower for t in passage.children(verb, "aux", "auxpass")}
    present = verb.tag in ("VBZ", "VBP") or bool(auxiliaries & {"is", "are", "has", "have", "can", "must", "should", "cannot"})
    return present and any(m.issue not in (Issue.OTHER, Issue.NEXT_MEETING) for m in find_issues(passage.text))


def _own_statement(passage: Passage, candidate: _Candidate, speaker: Speaker) -> bool:
    """Return whether a position is in the issuer's own words or in a continued quotation."""
    context = speaker.context
    if passage.text[:1] in _QUOTE_MARKS:
        candidate.actors = speaker.actors
        return True
    word = candidate.trigger.word
    if not speaker.own_words or word.lower == "had":
        return False
    verb = word if word.tag.startswith("VB") else passage.tokens[word.head]
    subject = context.subject_token(passage, verb)
    actors = context.actors_of(passage, subject, verb) if subject is not None else ()
    if candidate.act is ActKind.REAFFIRM and not (subject is not None and (subject.lower in _FIRST or set(actors) & set(context.issuers))):
        return False
    candidate.actors = context.issuers or speaker.actors
    return True


def _clauses(passage: Passage, kept: list[_Candidate], found: list[_Candidate]) -> list[ActClause]:
    """Return the acts that count, with their spans; a statement that only continues the act before it is part of that act."""
    acts: list[_Candidate] = []
    for n, candidate in enumerate(kept):
        end = min([_start(passage, later) for later in kept[n + 1 :]], default=passage.end)
        start = min(_start(passage, candidate), end)
        stated_after = candidate.trigger.form == "s" and passage.end - candidate.trigger.end < 12
        if n == 0 and (
            stated_after
            or candidate.passive
            or (candidate.governor is not None and candidate.governor.trigger.start > candidate.trigger.start)
            or _interrupted(passage, candidate)
        ):
            start = passage.start
        span = (start, max(end, candidate.trigger.end))
        before = acts[-1] if acts else None
        if (
            before is not None
            and candidate.trigger.form == "s"
            and before.trigger.form in "vpu"
            and candidate.actors in ((), before.actors)
        ):
            before.spans.append(span)
            before.words.append(candidate.trigger.word.i)
            continue
        same = next((a for a in acts if a.act is candidate.act and (a.actors == candidate.actors or not candidate.actors)), None)
        if same is not None:
            same.spans.append(span)
            same.words.append(candidate.trigger.word.i)
            continue
        candidate.spans.append(span)
        candidate.words.append(candidate.trigger.word.i)
        acts.append(candidate)
    return [ActClause(a.act, a.actors, tuple(a.spans), a.trigger.form == "a", tuple(a.words)) for a in acts if a.act is not None]


def _interrupted(passage: Passage, candidate: _Candidate) -> bool:
    """Return whether a verb of saying separates the subject of an act from its verb: "The truce, the statement went on, must be kept"."""
    governor = candidate.governor
    if governor is None or candidate.trigger.form != "c" or governor.trigger.start > candidate.trigger.start:
        return False
    between = passage.text[governor.trigger.end - passage.start : candidate.trigger.start - passage.start]
    return between.strip() == ","


def _start(passage: Passage, candidate: _Candidate) -> int:
    """Return where the clause of a candidate starts: at its subject if that is before the trigger."""
    word, start = candidate.trigger.word, candidate.trigger.start
    if word.tag == "MD":
        word = passage.tokens[word.head]
    subjects = passage.children(word, "nsubj", "nsubjpass")
    if subjects and subjects[0].start < start:
        start = min(passage.subtree(subjects[0])[0], start)
    return passage.word_at(start)
