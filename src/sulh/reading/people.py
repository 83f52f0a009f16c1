"""Named persons with the office they hold and the actor they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sulh.model import Actor
from sulh.reading.delegates import Delegate
from sulh.reading.names import Name, find_names
from sulh.reading.offices import Office, find_offices
from sulh.reading.officials import known_official, name_key, office_owner
from sulh.reading.passages import Passage
from sulh.text.folding import fold

__all__ = ["Person", "find_people", "names_of"]


@dataclass(frozen=True, slots=True)
class Person:
    """A person as the document names them; `mentions` are (passage index, start, end) in text order."""

    name: str
    actor: Actor | None
    office: str | None
    mentions: tuple[tuple[int, int, int], ...] = field(default=())
    office_span: tuple[int, int] | None = None
    leads: bool = False

    @property
    def surname(self) -> str:
        """The last word of the name, folded: what a later mention repeats."""
        return name_key(self.name).rsplit(" ", 1)[-1]


LEFT_JOIN = re.compile(r"(?:['’]s)?\s*[,:–-]?\s*|\s*,\s*(?:Mr|Dr|Ms|Mrs)\.?\s*")
RIGHT_JOIN = re.compile(
    r"\s*(?:,|\(|,?\s+who\s+(?:is|was|leads|heads|serves\s+as)|,?\s+(?:as|in\s+his\s+capacity\s+as))\s*(?:the|a|an|its|then)?\s*(?:[\w.’'-]+\s+){0,4}?",
)
HONORIFIC = re.compile(r"(?:^|[\s(\"“])(?:Mr|Mrs|Ms|Dr|Sheikh|Gen|Lt|Col|Amb|Prof|Sayyid|Mullah|Ayatollah|H\.E)\.?(?:\s+\w+\.)?\s+$")
LED = re.compile(
    r"(?:led|headed|chaired|represented|co-chaired|under\s+the\s+leadership)\s+(?:\w+\s+)?by\s+(?:[\w,’'-]+\s+){0,6}$", re.IGNORECASE
)
HEADS = re.compile(
    r"\s*,?\s*(?:who\s+)?(?:leads|led|heads|headed|chairs|represents|represented|spoke\s+for|speaks\s+for)\b|[^.;]{0,60}?\bat\s+the\s+head\s+of\b|\s*,[^.;]{0,60}\bhead\s+of\s+(?:the\s+)?[^.;,]{0,40}delegation",
    re.IGNORECASE,
)
OF_ACTOR = re.compile(r"\s*(?:,\s*[^.;:,]{0,70})?\s+(?:of|from)\s+(?:the\s+)?")


def find_people(
    passages: Sequence[Passage], home: Actor | None = None, delegates: Mapping[int, Sequence[Delegate]] | None = None
) -> tuple[Person, ...]:
    """The persons named with an office, an honorific or as head of a delegation, or known office-holders, in text order.

    `home` is the state an office without a state belongs to (a national agency's own foreign minister);
    `delegates` are those whom the words of a passage, by its index, make stand for an actor.
    """
    people: list[Person] = []
    delegates = delegates or {}
    # titles last: their capitals make every word look like a name, and the running text knows better
    for passage in sorted(passages, key=lambda p: p.heading):
        names = find_names(passage)
        if not names:
            continue
        offices = find_offices(passage)
        told = {d.name.start: d for d in delegates.get(passage.index, ())}
        previous: tuple[Name, Person] | None = None
        for name in names:
            known = _known(people, name)
            person = (
                _introduced(passage, name, offices, previous, home, told.get(name.start)) if not passage.heading or known is None else None
            )
            if passage.heading and known is None and not any(p.surname in name_key(name.text).split() for p in people):
                pass
            elif passage.heading and known is None:
                continue
            if person is None and known is not None and _repeats(known, name):
                person = replace(known, mentions=())
            if person is None:
                previous = None
                continue
            mention = (passage.index, name.start, name.end)
            if known is not None and _same(known, name):
                merged = _merge(known, person, mention)
                people[people.index(known)] = merged
                previous = (name, merged)
            else:
                person = replace(person, mentions=(mention,))
                people.append(person)
                previous = (name, person)
    return _backfill(people, passages)


def _backfill(people: list[Person], passages: Sequence[Passage]) -> tuple[Person, ...]:
    """Mentions by surname that stand before the introduction or in a title."""
    found = []
    for person in people:
        mentions = set(person.mentions)
        if len(person.surname) >= 4:
            for passage in passages:
                for name in find_names(passage) if person.surname in fold(passage.text).lower() else ():
                    if _same(person, name):
                        mentions.add((passage.index, name.start, name.end))
        found.append(replace(person, mentions=tuple(sorted(mentions))))
    return tuple(found)


def _known(people: list[Person], name: Name) -> Person | None:
    return next((p for p in reversed(people) if _same(p, name)), None)


def _same(person: Person, name: Name) -> bool:
    mine, theirs = name_key(person.name).split(), name_key(name.text).split()
    if not mine or not theirs:
        return False
    return (
        mine == theirs
        or (theirs[-1] == mine[-1] and (len(theirs) == 1 or len(mine) == 1 or mine[0][0] == theirs[0][0]))
        or set(theirs) <= set(mine)
    )


def _repeats(person: Person, name: Name) -> bool:
    return len(name_key(name.text).split()[-1]) > 2 and _same(person, name)


def _merge(known: Person, again: Person, mention: tuple[int, int, int]) -> Person:
    longer = again.name if len(again.name) > len(known.name) else known.name
    return replace(
        known,
        name=longer,
        actor=known.actor or again.actor,
        office=known.office or again.office,
        office_span=known.office_span or again.office_span,
        leads=known.leads or again.leads,
        mentions=tuple(sorted({*known.mentions, mention})),
    )


def _introduced(
    passage: Passage, name: Name, offices: Sequence[Office], previous: tuple[Name, Person] | None, home: Actor | None, told: Delegate | None
) -> Person | None:
    """The person if the words around the name introduce one."""
    before = passage.between(passage.start, name.start)
    after = passage.between(name.end, passage.end)
    left, right = _left_office(passage, name, offices), _right_office(passage, name, offices)
    # "Ambassador X, who is the OSCE's Special Representative": the office that says for whom tells more
    office = right if right is not None and right.actors and not (left is not None and left.actors) else left or right
    leads = bool(LED.search(before)) or bool(HEADS.match(after)) or (told is not None and told.leads)
    actor: Actor | None = None
    if office is not None and not (passage.heading and " " not in name.text.strip()):
        trailing = next(
            (r for r in passage.references if 0 <= r.start - name.end <= 90 and OF_ACTOR.fullmatch(passage.between(name.end, r.start))),
            None,
        )
        if told is not None:
            actor = told.actor
        elif office.actors and not (len(office.actors) > 1 and previous is not None):
            actor = office.actors[0]
        elif trailing is not None:
            actor = trailing.actors[0]
        return Person(
            name.text,
            actor or _official(name) or office_owner(office.text) or _nearby(office, home),
            office.text,
            office_span=(office.start, office.end),
            leads=leads,
        )
    if told is not None and " " in name.text.strip():
        official = known_official(name.text)
        known = official.office if official is not None and official.full and official.actor == told.actor else None
        return Person(name.text, told.actor, known, leads=told.leads)
    if (
        previous is not None
        and re.fullmatch(r"\s*(?:,|and|,\s*and|&)\s*", passage.between(previous[0].end, name.start))
        and _plural(previous[1])
    ):
        return Person(name.text, _official(name) or previous[1].actor, previous[1].office, office_span=previous[1].office_span)
    official = known_official(name.text)
    if passage.heading and " " not in name.text.strip():
        return None
    if official is not None and (official.full or len(name.text.split()) > 1):
        return Person(name.text, official.actor, official.office, leads=leads)
    if HONORIFIC.search(before) or (leads and " " in name.text.strip()):
        led = _of_delegation(passage, name, leading=HEADS.match(after) is not None)
        return Person(name.text, led or home if not leads else led, None, leads=leads)
    return None


def _official(name: Name) -> Actor | None:
    official = known_official(name.text)
    return official.actor if official else None


def _nearby(office: Office, home: Actor | None) -> Actor | None:
    """A bare national office belongs to the document's home state; a bare envoy or representative does not."""
    national = {
        "minister",
        "president",
        "premier",
        "secretary",
        "spokesperson",
        "spokesman",
        "spokeswoman",
        "advisor",
        "adviser",
        "king",
        "emir",
        "ministers",
    }
    return home if office.head.split()[-1] in national else None


def _of_delegation(passage: Passage, name: Name, *, leading: bool = False) -> Actor | None:
    """Whose delegation it is: the actor named after "leads" and the like, else the nearest named before in the same passage."""
    after = [r for r in passage.references if name.end <= r.start <= name.end + LED_NEAR] if leading else []
    if after:
        return after[0].actors[0]
    before = [r for r in passage.references if r.end <= name.start]
    return before[-1].actors[0] if before and before[-1].actors else None


LED_NEAR = 45


def _plural(person: Person) -> bool:
    head = (person.office or "").lower()
    return any(
        re.search(rf"\b{w}\b", head)
        for w in ("presidents", "ministers", "representatives", "envoys", "leaders", "secretaries", "co-chairs", "officials", "ambassadors")
    )


def _left_office(passage: Passage, name: Name, offices: Sequence[Office]) -> Office | None:
    for office in reversed(offices):
        if office.end <= name.start:
            gap = passage.between(office.end, name.start)
            covered = [r for r in passage.references if office.end <= r.start and r.end <= name.start]
            for r in covered:
                gap = gap.replace(passage.text[r.start - passage.start : r.end - passage.start], "")
            if LEFT_JOIN.fullmatch(re.sub(r"\b(?:of|the|and)\b|\s+", " ", gap).replace("  ", " ").strip() or " "):
                return office
            return None
    return None


def _right_office(passage: Passage, name: Name, offices: Sequence[Office]) -> Office | None:
    for office in offices:
        if office.start < name.end:
            continue
        gap = passage.between(name.end, office.start)
        if len(gap) > 60:
            return None
        return office if RIGHT_JOIN.fullmatch(gap) and not re.search(r"\b(?:said|told|and|met|with|that)\b", gap) else None
    return None


def names_of(people: Sequence[Person], passage: Passage) -> Iterator[tuple[Person, int, int]]:
    """The persons mentioned in a passage, in text order, with the span of each mention."""
    found = [(start, end, person) for person in people for index, start, end in person.mentions if index == passage.index]
    for start, end, person in sorted(found, key=lambda f: (f[0], f[1])):
        yield person, start, end
