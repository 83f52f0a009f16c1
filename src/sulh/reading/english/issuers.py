"""Who issues a document, whose "we" it is: by its title, its letterhead, its opening, or whom it answers for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from typing import Protocol

from sulh.actors import Authority
from sulh.model import Actor, Document
from sulh.reading.english.nouns_meant import NounsMeant
from sulh.reading.groups import ActorGroups
from sulh.reading.lexicon import pattern, word_set
from sulh.reading.mentions import NamedPerson
from sulh.reading.passages import Passage, Reference
from sulh.reading.turns import Turn, interviewee
from sulh.text.folding import fold

__all__ = ["FIRST_PERSON", "issuers_of", "nouns_of_issuers"]

FIRST_PERSON = frozenset(("we", "i", "our", "us", "my"))
ISSUED = re.compile(
    r"\b(?:statement|declaration|communiqu[eé]|readout|remarks|press\s+release|message)s?\b"
    r"(?:(?!\b(?:on|regarding|concerning|about|after|following)\b)[^\n]){0,40}?\b(?:by|from|of)\b",
    re.IGNORECASE,
)
# What several issue together; behind its subject "by" names them: "Joint Statement on Orra by Norway and Kenya".
JOINT = re.compile(
    r"\b(?:joint|trilateral|tripartite|quadripartite|common)\s+(?:\w+\s+)?(?:statement|declaration|communiqu[eé])\b", re.IGNORECASE
)
OF_SEVERAL = re.compile(r"\b(\w+s) of\b")
BY = re.compile(r"\bby\s+(?=(?:the\s+)?[A-Z])")
# "President Toren Statement on ...", "Orran Foreign Ministry Statement".
BEFORE_NOUN = re.compile(r"\s*(?:['’]s)?\s*(?:joint\s+|press\s+)?(?:statement|readout|remarks|communiqu[eé])\b", re.IGNORECASE)
LEAD = re.compile(r"[^\n:]{3,90}:\s")
OWN = re.compile(r"\bstatement|remarks\b", re.IGNORECASE)
OF_HEAD = re.compile(r"\s+(?:on|for)\b", re.IGNORECASE)
SUBJECT = re.compile(r"\b(?:on|regarding|concerning|about|welcoming|following|after|at)\b", re.IGNORECASE)
QUOTED = re.compile('[\u201c\u201e"][^\u201d\u201c"]{1,800}[\u201d\u201c"]')
# Passages that may hold a title or a letterhead; the first words of a text; what stands at the beginning of a sentence.
HEAD, OPENING, EARLY, PAIR = 4, 4, 30, 2
# Points under a chapeau make a text operative.
POINTS = 3
# "The Security Council,", "On South Sudan, the Summit:": the line that says who enacts what follows, recitals or points with no subject.
ENACTING = re.compile(r"(?:[^\n,:]{1,40},\s+)?[Tt]he\s+(?:[A-Z][\w-]*\s+|of\s+|and\s+|the\s+|on\s+){0,12}?(?P<noun>[A-Z]\w+)\s*[,:]")
RECITAL = re.compile(r"\W*(?:\(?\w{1,4}[.)]\s*)?(?:[A-Z][a-z]+ly\s+)?[A-Z]?[a-z]+(?:ing|[^s]s|[^e]ed)\b")
ENACTED = 40
FOR = re.compile(r"(?<!Affairs)(?<!Ministry)(?<!Minister)\s+for\s+(?:the\s+)?$", re.IGNORECASE)
OUTCOME = re.compile(r"\b(?:communiqu[e\u00e9]|declaration|conclusions|outcome|statement)\b", re.IGNORECASE)
GATHERED = r"\b(?:participated|attended|attending|gathered|convened|met|took\s+part|present|were\s+represented)\b"
# The share of a heading's letters that the name of an actor must have to be a letterhead.
MOSTLY = 0.7


class Opened(Protocol):
    """What is known of a document before it is known who issues it."""

    text: str
    document: Document
    authority: Authority
    passages: list[Passage]
    groups: ActorGroups
    people: tuple[NamedPerson, ...]
    turns: tuple[Turn, ...]
    home: Actor | None

    def actors_in(self, passage: Passage, start: int, end: int) -> tuple[Actor, ...]:
        """The actors that act or are represented inside [start, end)."""

    def people_in(self, passage: Passage, start: int | None = None, end: int | None = None) -> list[tuple[NamedPerson, int, int]]:
        """The persons mentioned in a passage, or in a span of it."""


def issuers_of(context: Opened) -> tuple[Actor, ...]:
    """Return who issues the document: "Joint Statement from A and B", "Statement by C on ..."; of an interview, who answers."""
    if context.turns:
        return _answering(context) or _headed(context)
    for found in (_titled(context), _enacting(context), _headed(context), _chapeau(context), _joined(context), _gathered(context)):
        if found:
            return found
    publisher = tuple(dict.fromkeys(m.actor for m in context.authority.find(context.document.publisher or "")))
    opener = _opener(context)
    if opener and not publisher:
        return opener
    seated = next((r.actors for p in context.passages for r in p.references if r.form in ("seat", "ministry") and r.agent), ())
    return publisher or seated


def nouns_of_issuers(context: Opened, issuers: Sequence[Actor]) -> frozenset[str]:
    """The nouns by which a document may call those who issue it: "Ministers" of its title, "the Council" of its letterhead or name."""
    heads = [context.document.title or "", *(p.text for p in context.passages[:HEAD] if p.heading)]
    bodies = {word for text in (*heads, *(a.name for a in issuers)) for word in re.findall(r"[^\W\d_]+", text.lower())}
    return frozenset(m[1].lower() for m in OF_SEVERAL.finditer(heads[0])) | (bodies & word_set("issuer_body"))


def _titled(context: Opened) -> tuple[Actor, ...]:
    """Whom a title names as those whose statement it is."""
    for passage in context.passages[:HEAD]:
        if (lead := LEAD.match(passage.text)) and OWN.search(passage.text):
            found = context.actors_in(passage, passage.start, passage.start + lead.end())
            if found:
                return found
        if found := _named_by(context, passage):
            return found
    return ()


def _named_by(context: Opened, passage: Passage) -> tuple[Actor, ...]:
    match = ISSUED.search(passage.text)
    if match and not passage.heading and match.start() > EARLY and match[0][0].islower():
        # a declaration that the text reports is not the text itself
        match = None
    if match is None and passage.heading and JOINT.search(passage.text):
        match = BY.search(passage.text)
    if match is None:
        return _before_noun(context, passage) if passage.heading else ()
    start = passage.start + match.end()
    stop = SUBJECT.search(passage.text, start - passage.start)
    end = passage.start + stop.start() if stop else passage.end
    # "the Framework for Chad": what it is for
    aim = (r.start for r in passage.references if start < r.start < end and FOR.search(passage.between(r.start - EARLY, r.start)))
    end = min(aim, default=end)
    # "the Declaration of Brasília" is of no state
    first = next((r for r in passage.references if 0 <= r.start - start <= PAIR), None)
    if match[0].lower().endswith("of") and first is not None and first.form == "capital":
        return ()
    named = tuple(dict.fromkeys(a for r in passage.references if start <= r.start and r.end <= end for a in r.actors))
    spoken = context.actors_in(passage, start, end)
    return named if len(named) > len(spoken) else spoken


def _before_noun(context: Opened, passage: Passage) -> tuple[Actor, ...]:
    """Whose a statement is by what stands before the word at the beginning of a title: "President Toren Statement on the Truce"."""
    ends = [r.end for r in passage.references] + [end for _, _, end in context.people_in(passage)]
    early = (end for end in ends if end - passage.start < 2 * EARLY)
    end = next((end for end in early if BEFORE_NOUN.match(passage.text[end - passage.start :])), None)
    return context.actors_in(passage, passage.start, end) if end is not None else ()


def _headed(context: Opened) -> tuple[Actor, ...]:
    """Whose name alone is a heading before the text, in capitals or over a text in the first person."""
    first_person = _is_first_person(context)
    names = {fold(a.name).casefold(): a for p in context.passages for r in p.references for a in r.actors}
    for passage in context.passages[:HEAD]:
        if not passage.heading or not (first_person or (passage.text.isupper() and context.document.dateline_place is None)):
            continue
        whole = next((r for r in passage.references if _heads(passage, r)), None)
        if whole is not None:
            return whole.actors
        named = names.get(fold(passage.text).casefold().removeprefix("the ").strip(" .:"))
        if named is not None:
            return (named,)
    return (context.home,) if first_person and context.home is not None and context.document.dateline_place is None else ()


def _heads(passage: Passage, reference: Reference) -> bool:
    """Whether a heading is the name of an actor, alone or with its subject: "CONTACT GROUP ON ORRA"."""
    letters = sum(c.isalpha() for c in passage.text)
    named = sum(c.isalpha() for c in passage.between(reference.start, reference.end))
    subject = OF_HEAD.match(passage.text[reference.end - passage.start :]) and not passage.text[: reference.start - passage.start].strip()
    return reference.form not in ("capital", "place", "demonym") and (named > MOSTLY * letters or bool(subject))


def _enacting(context: Opened) -> tuple[Actor, ...]:
    """The body that a line names above recitals and points that have no subject: "The Security Council, / Recalling ..., / 1. Decides"."""
    for passage in islice(context.passages, ENACTED):
        match = ENACTING.fullmatch(passage.text)
        below = context.passages[passage.index + 1] if match and passage.index + 1 < len(context.passages) else None
        if match is None or below is None or not RECITAL.match(below.text):
            continue
        named = tuple(dict.fromkeys(a for r in passage.references if r.form not in ("place", "capital") for a in r.actors))
        if named:
            return named
        brought_in = NounsMeant(context).named(match["noun"].lower(), passage.start)
        if brought_in:
            return brought_in
    return ()


def _gathered(context: Opened) -> tuple[Actor, ...]:
    """Those who met, of the outcome of a meeting whose title names nobody and in which "we" speak."""
    titled = any(p.heading and OUTCOME.search(p.text) for p in context.passages[:HEAD])
    if titled and (declaring := _declaring(context)):
        return declaring
    if not titled or not _is_first_person(context):
        return ()
    for passage in (p for p in islice(context.passages, 2 * HEAD) if not p.heading and pattern(GATHERED).search(p.text)):
        met = tuple(dict.fromkeys(a for r in passage.references if r.form != "place" for a in r.actors))
        if len(met) >= PAIR:
            return met
    return ()


def _declaring(context: Opened) -> tuple[Actor, ...]:
    """Those with whom the text opens, where it goes on to what they declare: "The Ministers of A and B, gathered in ..., declare:"."""
    opening = next((p for p in context.passages if not p.heading), None)
    if opening is None or not opening.text.startswith(("The ", "We", "the ")):
        return ()
    following = next((p for p in context.passages[opening.index + 1 : opening.index + 1 + PAIR]), opening)
    if not (opening.text.rstrip().endswith(":") or (opening.text.rstrip().endswith(",") and following.text.rstrip().endswith(":"))):
        return ()
    group = next(iter(context.groups.of(opening.index)), None)
    return group.actors if group is not None else ()


def _chapeau(context: Opened) -> tuple[Actor, ...]:
    """The actors that a chapeau without a title lists above operative clauses."""
    if sum(p.item for p in context.passages) < POINTS:
        return ()
    group = next((g for g in context.groups if g.passage < HEAD), None)
    return group.actors if group is not None else ()


def _joined(context: Opened) -> tuple[Actor, ...]:
    """The sides that the first sentence of a joint statement names, where its title names none."""
    if not any(p.heading and JOINT.search(p.text) for p in context.passages[:HEAD]):
        return ()
    opening = next((p for p in context.passages if not p.heading), None)
    if opening is None:
        return ()
    group = next((g for g in context.groups if g.passage == opening.index), None)
    named = group.actors if group is not None else context.actors_in(opening, opening.start, opening.end)
    return named if len(named) >= PAIR else ()


def _answering(context: Opened) -> tuple[Actor, ...]:
    """Return whom the one who answers in a conversation represents: the person of its label's name, else the first named."""
    label = interviewee(context.turns)
    names = {fold(word).lower() for word in re.findall(r"\w+", label or "")}
    ranked = sorted(context.people, key=lambda p: (p.surname not in names, p.mentions[:1]))
    first = next((p for p in ranked if p.surname in names or p.office), None)
    return (first.actor,) if first is not None and first.actor is not None else ()


def _is_first_person(context: Opened) -> bool:
    """Whether a text speaks of "we" or "I" outside what it quotes."""
    return bool(FIRST_PERSON & set(re.findall(r"\w+", QUOTED.sub(" ", context.text).lower())))


def _opener(context: Opened) -> tuple[Actor, ...]:
    """Return the actors named at the opening of a text in the first person: "The United States welcomes ... We urge"."""
    if context.document.dateline_place is not None or not _is_first_person(context):
        return ()
    opening = next((p for p in context.passages if not p.heading), None)
    if opening is None:
        return ()
    return next((r.actors for r in opening.references if r.agent and r.start - opening.start <= OPENING), ())
