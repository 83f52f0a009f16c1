"""Find the opposed sides of a document, and add them to its negotiations, whose sentences seldom name both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sulh.model import Actor, ActorKind, MeetingKind, Role
from sulh.reading.english.context import Context
from sulh.reading.english.meetings.linking import Cluster
from sulh.reading.lexicon import word_set
from sulh.reading.meetings.candidate import Participant
from sulh.reading.passages import Reference

__all__ = ["add_sides"]

KINDS = frozenset((MeetingKind.ROUND, MeetingKind.SESSION, MeetingKind.CONSULTATION, MeetingKind.SIGNING, MeetingKind.SUMMIT))
THIRD = frozenset((Role.MEDIATOR, Role.FACILITATOR, Role.GUARANTOR, Role.OBSERVER, Role.HOST))
OPPOSED = frozenset((ActorKind.ARMED_GROUP, ActorKind.POLITICAL))
# A pair of states is opposed when the text names the two together this often.
PAIRED = PAIR = 2
# What is said of a movement that is fought, not talked to: it holds ground, is to be eliminated, others are to leave it.
FOUGHT = re.compile(
    r"\b(?:fight(?:ing)?|combat\w*|eliminat\w+|defeat\w*|destroy\w*|against|separat\w+|apart|part|distanc\w+|from|"
    r"(?:held|controlled|seized|captured)\s+by|(?:passed|fell|lost)(?:\s+[^.;,]{0,40})?\s+to|attacks?\s+(?:by|of|on)|strikes?\s+(?:on|against))"
    r"[^.;:]{0,60}$|\bterroris\w+[^.;]{0,60}$",
    re.IGNORECASE,
)
GROWS = re.compile(
    r"[^.;:]{0,20}\b(?:has|have|had)\s+grown|[^.;:]{0,30}\bterroris\w+|\s+and\s+(?:associated|affiliated|other)\s+groups",
    re.IGNORECASE,
)


# A land that a text names as a place only is no side of the talks over it: "Western Sahara".
GOVERNED = r"\b(?:[Gg]overnment|[Aa]uthorities|[Aa]rmy|[Pp]rime [Mm]inister)\b"
PLACE_FORMS = frozenset(("name", "official", "people", "place"))


def add_sides(context: Context, clusters: Sequence[Cluster], main_meetings: Sequence[Cluster]) -> None:
    """Add the opposed sides of the document as parties to each negotiation that names none of them, or only one."""
    sides = _sides(context) if context.guarantors is None else []
    if len(sides) < 2:
        # a format with guarantors meets without the sides as often as with them
        return
    ids = {a.id for a, _ in sides}
    for cluster in clusters:
        passing = not any(cluster is main for main in main_meetings) and all(m.kind is MeetingKind.SIGNING for m in cluster.members)
        if not _negotiates(cluster) or (passing and len(sides) > PAIR):
            # of several movements one cannot tell which signed what is named in passing
            continue
        seats = [s for m in cluster.members for s in m.participants if s.role not in THIRD]
        bodies = {s.actor.id for s in seats if s.actor.kind is ActorKind.IGO}
        # several organisations at one table are no sides, whatever they do there; one may be who met somebody
        there = {s.actor.id for s in seats} - (bodies if len(bodies) > 1 else set())
        third = set(context.default_roles)
        if there - ids - third or len(there & ids) > 1:
            continue
        member = next((m for m in cluster.members if not m.title), cluster.members[0])
        for actor, mentions in sides:
            near = min(mentions, key=lambda r: abs(r.start - member.trigger.start))
            if actor.id not in cluster.actors():
                member.participants.append(Participant(actor, Role.PARTY, [(near.start, near.end)]))


def _negotiates(cluster: Cluster) -> bool:
    kinds = {m.kind for m in cluster.members}
    return (
        bool(kinds & KINDS)
        and not kinds & {MeetingKind.CALL, MeetingKind.VISIT, MeetingKind.MINISTERIAL}
        and bool(cluster.nouns() & {"", *word_set("negotiation_noun")})
    )


def _sides(context: Context) -> list[tuple[Actor, list[Reference]]]:
    """Return the sides with their mentions: a movement and the state it opposes, else the pair of states named together."""
    mentions: dict[str, list[Reference]] = {}
    actors: dict[str, Actor] = {}
    for passage in context.passages:
        for reference in passage.references:
            for actor in reference.actors:
                mentions.setdefault(actor.id, []).append(reference)
                actors[actor.id] = actor
    movements = [
        a
        for a in actors.values()
        if a.kind in OPPOSED
        and a.id not in context.default_roles
        and context.authority.country_of(a)
        and not all(_is_fought(context, reference) for reference in mentions[a.id])
    ]
    weight = Counter(
        {
            s: sum(len(mentions[a.id]) for a in movements if context.authority.country_of(a) == s)
            for s in {context.authority.country_of(a) for a in movements}
        }
    )
    if weight:
        (state, _), *others = weight.most_common(2)
        rivals = [a for a in movements if context.authority.country_of(a) == state]
        acts = any(r.agent or r.form not in PLACE_FORMS for r in mentions.get(str(state), ()))
        acts = acts or (state in mentions and context.first(GOVERNED) is not None)
        if acts and not (others and others[0][1] == weight[state]):
            return [(a, mentions[a.id]) for a in (actors[str(state)], *rivals)]
        return []
    pairs = Counter(
        tuple(sorted(a.id for a in group.actors))
        for group in context.groups
        if len(group.actors) == len({a.id for a in group.actors}) == 2
        and all(a.kind is ActorKind.STATE and a.id not in context.default_roles for a in group.actors)
    )
    best = pairs.most_common(2)
    if best and best[0][1] >= PAIRED and (len(best) == 1 or best[1][1] < best[0][1]):
        return [(actors[i], mentions[i]) for i in best[0][0]]
    return []


def _is_fought(context: Context, reference: Reference) -> bool:
    """Whether the words around a mention of a movement only say that it is fought, has grown or holds ground."""
    passage = context.passage_at(reference.start)
    if passage is None:
        return False
    before, after = passage.between(passage.start, reference.start), passage.between(reference.end, passage.end)
    return FOUGHT.search(before) is not None or GROWS.match(after) is not None
