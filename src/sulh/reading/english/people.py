"""Find named persons, the office they hold and the actor they represent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sulh.model import Actor, ActorKind
from sulh.reading.english.delegates import Delegate
from sulh.reading.english.names import Name
from sulh.reading.english.offices import Office, find_offices
from sulh.reading.english.officials import Officials, office_owner, officials_in
from sulh.reading.lexicon import pattern, word_set
from sulh.reading.mentions import NamedPerson, name_key
from sulh.reading.passages import Passage
from sulh.text.folding import fold

__all__ = ["find_people", "names_of"]


LEFT_JOIN = re.compile(r"(?:['’]s)?\s*[,:–-]?\s*|\s*,\s*(?:Mr|Dr|Ms|Mrs)\.?\s*")
RIGHT_JOIN = re.compile(
    r"\s*(?:,|\(|,?\s+who\s+(?:now\s+)?(?:is|was|leads|heads|serves\s+as)|,?\s+(?:as|in\s+his\s+capacity\s+as))\s*(?:the|a|an|its|then)?\s*(?:[\w.’'-]+\s+){0,4}?",
)
# "X, who acts for the Secretary-General", "X, whom President Y employs": the office behind is somebody else's.
OF_ANOTHER = re.compile(
    r"\b(?:said|told|and|met|with|that|whom|whose)\b|\bwho\s+(?!(?:now\s+)?(?:is|was|leads|heads|serves|chairs)\b)"
)
HONORIFIC = re.compile(r"(?:^|[\s(\"“])(?:Mr|Mrs|Ms|Dr|Sheikh|Gen|Lt|Col|Amb|Prof|Sayyid|Mullah|Ayatollah|H\.E)\.?(?:\s+\w+\.)?\s+$")
LED = re.compile(
    r"(?:led|headed|chaired|represented|co-chaired|under\s+the\s+leadership)\s+(?:\w+\s+)?by\s+(?:[\w,’'-]+\s+){0,6}$", re.IGNORECASE
)
HEADS = re.compile(
    r"\s*,?\s*(?:who\s+)?(?:leads|led|heads|headed|chairs|represents|represented|spoke\s+for|speaks\s+for)\b|[^.;]{0,60}?\bat\s+the\s+head\s+of\b|\s*,[^.;]{0,60}\bhead\s+of\s+(?:the\s+)?[^.;,]{0,40}delegation",
    re.IGNORECASE,
)
# "President Samir Kettan of the Dorani Lands": of something that no list has, so not of the state that the text is from.
OF_UNKNOWN = re.compile(r"\s+of\s+(?:the\s+)?[A-Z]")
OF_ACTOR = re.compile(r"\s*(?:,\s*[^.;:,]{0,70})?\s+(?:of|from)\s+(?:the\s+)?")


def find_people(
    passages: Sequence[Passage],
    names: Mapping[int, Sequence[Name]],
    home: Actor | None = None,
    delegates: Mapping[int, Sequence[Delegate]] | None = None,
    years: frozenset[int] = frozenset(),
    government: Actor | None = None,
) -> tuple[NamedPerson, ...]:
    """Return the persons named with an office, an honorific or as head of a delegation, and known officials of the `years`, in text order.

    `names` are given by passage index. `home` is the state that an office without a state belongs to (a national agency's own
    foreign minister), `government` the only one that the document speaks of, whose offices they are where the full name is given;
    `delegates` are persons described as representing an actor, by passage index.
    """
    people = _Register()
    guessed: set[str] = set()
    delegates = delegates or {}
    officials = officials_in(years)
    # titles last: their capitals make every word look like a name, so the running text decides first
    for passage in sorted(passages, key=lambda p: p.heading):
        if not names[passage.index]:
            continue
        offices = find_offices(passage)
        delegate_at = {d.name.start: d for d in delegates.get(passage.index, ())}
        previous: tuple[Name, NamedPerson] | None = None
        for name in names[passage.index]:
            words = name_key(name.text).split()
            if all(word in word_set("honorific") for word in words):
                continue
            at = people.find(words)
            known = people[at] if at is not None else None
            person = (
                _introduced(passage, name, offices, previous, home, delegate_at.get(name.start), names[passage.index], officials)
                if not passage.heading or known is None
                else None
            )
            if passage.heading and known is None and people.has_surname(words):
                continue
            if person is not None and person.actor is None and person.office_span is not None and len(words) > 1:
                held = next((o for o in offices if (o.start, o.end) == person.office_span), None)
                elsewhere = OF_UNKNOWN.match(passage.between(name.end, passage.end)) or (held is not None and held.past)
                person = replace(person, actor=_nearby(held, government) if held is not None and not elsewhere else None)
                guessed.add(name_key(person.name))
            if person is None and known is not None and len(words[-1]) > 2:
                person = known
            if person is None:
                previous = None
                continue
            if known is not None and at is not None:
                person = _merge(known, person)
            at = people.put(person, at)
            people.mentions[at].add((passage.index, name.start, name.end))
            previous = (name, person)
    return _without_second_holders(_backfill(people, passages, names), guessed)


def _without_second_holders(people: tuple[NamedPerson, ...], guessed: set[str]) -> tuple[NamedPerson, ...]:
    """Return the persons, those of the `guessed` names without an actor whose office a text gives somebody else in the same state."""
    held = {(one.name, _sole_office(one), one.actor) for one in people if name_key(one.name) not in guessed}
    taken = {(office, actor) for _, office, actor in held if office and actor}
    return tuple(
        replace(one, actor=None) if name_key(one.name) in guessed and (_sole_office(one), one.actor) in taken else one for one in people
    )


def _sole_office(person: NamedPerson) -> str | None:
    """Return the office of a person, in lower case and without of what, that a state has only one holder of; None for others."""
    office = (person.office or "").lower().split(" of ")[0]
    return office if office.split(" ")[-1] in word_set("single_office") else None


class _Register:
    """The persons found so far, each at a fixed index, with their mentions; indexed by the words of their names."""

    def __init__(self) -> None:
        self._people: list[NamedPerson] = []
        self._words: list[list[str]] = []
        self.mentions: list[set[tuple[int, int, int]]] = []
        self._by_word: dict[str, set[int]] = {}
        self._by_surname: dict[str, set[int]] = {}

    def __getitem__(self, at: int) -> NamedPerson:
        return self._people[at]

    def __iter__(self) -> Iterator[NamedPerson]:
        return iter(self._people)

    def put(self, person: NamedPerson, at: int | None = None) -> int:
        """Add a person, replacing the one at index `at` if given, and return the index."""
        words = name_key(person.name).split()
        if at is None:
            at = len(self._people)
            self._people.append(person)
            self._words.append(words)
            self.mentions.append(set())
        else:
            for word in self._words[at]:
                self._by_word[word].discard(at)
            for word in self._words[at][-1:]:
                self._by_surname[word].discard(at)
            self._people[at], self._words[at] = person, words
        for word in words:
            self._by_word.setdefault(word, set()).add(at)
        for word in words[-1:]:
            self._by_surname.setdefault(word, set()).add(at)
        return at

    def find(self, words: Sequence[str]) -> int | None:
        """Return the index of the person added last whom a name of these words may mean."""
        if not words:
            return None
        nobody: set[int] = set()
        # persons with the surname, and persons with all the words
        maybe = self._by_surname.get(words[-1], nobody) | set.intersection(*(self._by_word.get(word, nobody) for word in words))
        while maybe:
            at = max(maybe)
            if self.may_mean(at, words):
                return at
            maybe.discard(at)
        return None

    def may_mean(self, at: int, words: Sequence[str]) -> bool:
        """Return whether a name of these words may mean the person at index `at`: a matching surname and initial, or part of the name."""
        mine = self._words[at]
        if not mine or not words:
            return False
        if words[-1] == mine[-1] and (len(words) == 1 or len(mine) == 1 or mine[0][0] == words[0][0]):
            return True
        return set(words) <= set(mine)

    def has_surname(self, words: Sequence[str]) -> bool:
        """Return whether one of the words is the surname of a known person."""
        return any(self._by_surname.get(word) for word in words)


# A surname shorter than this is searched for only in passages with the full name.
TELLING = 4


def _backfill(people: _Register, passages: Sequence[Passage], names: Mapping[int, Sequence[Name]]) -> tuple[NamedPerson, ...]:
    """Return the persons with their mentions by surname before the introduction or in titles added."""
    by_opening: dict[str, dict[str, list[int]]] = {}
    for at, person in enumerate(people):
        if len(person.surname) >= TELLING:
            by_opening.setdefault(person.surname[:TELLING], {}).setdefault(person.surname, []).append(at)
    for passage in passages:
        if not names[passage.index]:
            continue
        text = fold(passage.text).lower()
        openings = {text[n : n + TELLING] for n in range(len(text) - TELLING + 1)} & by_opening.keys()
        here = [at for opening in openings for surname, found in by_opening[opening].items() if surname in text for at in found]
        for name in names[passage.index] if here else ():
            words = name_key(name.text).split()
            for at in here:
                if people.may_mean(at, words):
                    people.mentions[at].add((passage.index, name.start, name.end))
    return tuple(replace(person, mentions=tuple(sorted(people.mentions[at]))) for at, person in enumerate(people))


def _merge(known: NamedPerson, again: NamedPerson) -> NamedPerson:
    longer = again.name if len(again.name) > len(known.name) else known.name
    return replace(
        known,
        name=longer,
        actor=known.actor or again.actor,
        office=known.office or again.office,
        office_span=known.office_span or again.office_span,
        leads=known.leads or again.leads,
    )


def _introduced(
    passage: Passage,
    name: Name,
    offices: Sequence[Office],
    previous: tuple[Name, NamedPerson] | None,
    home: Actor | None,
    delegate: Delegate | None,
    names: Sequence[Name],
    officials: Officials,
) -> NamedPerson | None:
    """Return the person that the words around a name introduce, if any; `names` are those of the passage."""
    before = passage.between(passage.start, name.start)
    after = passage.between(name.end, passage.end)
    left, office = _office_told(passage, name, offices, names, previous)
    leads = bool(LED.search(before)) or bool(HEADS.match(after)) or (delegate is not None and delegate.leads)
    # capitals of a title make any word look like a surname, unless it is known who bears it: "Statement by President Biden"
    doubtful = passage.heading and " " not in name.text.strip() and (left is None or _served(name, officials) is None)
    if office is not None and not doubtful:
        actor = delegate.actor if delegate is not None else _stated_owner(passage, name, office, alone=previous is None)
        if actor is None:
            actor = _acts_for(passage, name) if office.past else _owner(passage, name, office, home, officials, before)
        return NamedPerson(
            name.text,
            actor,
            office.text,
            office_span=(office.start, office.end),
            leads=leads,
        )
    if delegate is not None and " " in name.text.strip():
        return NamedPerson(name.text, delegate.actor, None, leads=delegate.leads)
    if previous is not None and LISTED.fullmatch(passage.between(previous[0].end, name.start)) and _plural(previous[1]):
        actor = _served(name, officials) or _in_order(passage, name, previous[1], names, officials)
        return NamedPerson(name.text, actor, previous[1].office, office_span=previous[1].office_span)
    official = officials.named(name.text)
    if passage.heading and " " not in name.text.strip():
        return None
    if official is not None and (official.full or len(name.text.split()) > 1):
        # whom an official serves is known from the table; which office they held at the time, only the text can say
        return NamedPerson(name.text, official.actor, None, leads=leads)
    if HONORIFIC.search(before) or (leads and " " in name.text.strip()):
        led = _of_delegation(passage, name, leading=HEADS.match(after) is not None)
        return NamedPerson(name.text, led, None, leads=leads)
    return None


def _office_told(
    passage: Passage, name: Name, offices: Sequence[Office], names: Sequence[Name], previous: tuple[Name, NamedPerson] | None
) -> tuple[Office | None, Office | None]:
    """Return the office right before a name, and that of the name: before it or behind it, rather the one that says whom it serves."""
    left, right = _left_office(passage, name, offices), _right_office(passage, name, offices, names)
    if left is not None and previous is not None and _is_behind(passage, left, previous, name):
        left = None
    # "Ambassador X, who is the OSCE's Special Representative": prefer the office that states whom it serves
    serving = right if right is not None and right.actors else None
    office = serving if serving is not None and not (left is not None and left.actors) else left or right
    if office is not None and office is left and _says_origin(passage, left):
        # "the UN envoy, Spanish diplomat X", "Spanish diplomat X, the UN's envoy": whom they serve, not where they are from
        office = serving or _office_before(passage, left, offices) or left
    return left, office


def _stated_owner(passage: Passage, name: Name, office: Office, *, alone: bool) -> Actor | None:
    """Return whose an office is by its own words, or by what follows the name: "Minister X of Orra"."""
    if office.actors and (alone or len(office.actors) == 1):
        return office.actors[0]
    near = (r for r in passage.references if 0 <= r.start - name.end <= 90)
    return next((r.actors[0] for r in near if OF_ACTOR.fullmatch(passage.between(name.end, r.start))), None)


def _owner(passage: Passage, name: Name, office: Office, home: Actor | None, officials: Officials, before: str) -> Actor | None:
    """Return whose an office is that does not say it: an official's by the table, the office's own, else the home state's."""
    shared = office.actors or not _of_several(passage, office.start, office.end, office.text)
    at_home = _nearby(office, home) if shared and not OF_UNKNOWN.match(passage.between(name.end, passage.end)) else None
    own = _served(name, officials) or office_owner(office.text) or _led_by(passage, before)
    return own or _of_who_says(passage, office) or at_home


def _of_who_says(passage: Passage, office: Office) -> Actor | None:
    """Return the state whose ministry or government says what its own official does: "Orra's ministry said the minister X left"."""
    if not _is_national(office):
        return None
    saying = [r for r in passage.references if r.form in _SAYING_FORMS and r.end <= office.start and len(r.actors) == 1]
    said = [r for r in saying if pattern(_SAYS).match(passage.text, r.end - passage.start)]
    return said[-1].actors[0] if said else None


_SAYING_FORMS = ("ministry", "government")
_SAYS = r"\s+(?:also\s+|later\s+)?(?:<saying_verb>)\b"


# "former president X, who mediates for the African Union", "X chaired them on behalf of the Union"
_ACTS_FOR = re.compile(r"[^.;]{0,60}\b(?:for|on\s+behalf\s+of)\s+(?:the\s+)?")


def _acts_for(passage: Passage, name: Name) -> Actor | None:
    """Return the organisation that somebody acts for who holds no office of a state any more."""
    for r in passage.references:
        if r.start >= name.end and r.actors[0].kind is ActorKind.IGO and _ACTS_FOR.fullmatch(passage.between(name.end, r.start)):
            return r.actors[0]
    return None


# "the four defence ministers", "the presidents of three states", "foreign ministers of both": holders of one office in several states.
_COUNTED = re.compile(r"\b(?:two|three|four|five|six|seven|both|all|respective|their)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)


def _of_several(passage: Passage, start: int, end: int, office: str) -> bool:
    """Return whether an office in the plural is held in several states: they are counted or listed, or persons of several hold it."""
    if not PLURAL_OFFICE.search(office):
        return False
    if _COUNTED.search(passage.text[: start - passage.start]):
        return True
    behind = {actor.id for r in passage.references if 0 <= r.start - end <= LISTED_NEAR for actor in r.actors}
    return len(behind) > 1


def _in_order(passage: Passage, name: Name, before: NamedPerson, names: Sequence[Name], officials: Officials) -> Actor | None:
    """Return whom a person serves who is named in a list after another with the same office.

    "the foreign ministers of A and B, X and Y": in the order of the states. An office of one state is held by all of the list for it;
    where several states are meant and their order is not told, nobody can say.
    """
    if before.office is None or before.office_span is None:
        return before.actor
    start, end = before.office_span
    listed = _run(passage, end, names)
    stop = max(listed[0].start, end) if listed else end
    states = list(dict.fromkeys(a for r in passage.references if start <= r.start and r.end <= stop for a in r.actors))
    if len(states) > 1:
        at = next((n for n, one in enumerate(listed) if one.start == name.start), None)
        return states[at] if at is not None and len(listed) == len(states) else None
    shared = not _of_several(passage, start, end, before.office) and officials.named(before.name) is None
    return before.actor if shared else None


def _run(passage: Passage, start: int, names: Sequence[Name]) -> list[Name]:
    """Return the first names of a passage from an offset on that are joined by nothing but commas and "and"."""
    found: list[Name] = []
    for name in sorted((n for n in names if n.start >= start), key=lambda n: n.start):
        if found and not LISTED.fullmatch(passage.between(found[-1].end, name.start)):
            break
        found.append(name)
    return found


def _served(name: Name, officials: Officials) -> Actor | None:
    official = officials.named(name.text)
    return official.actor if official else None


def _nearby(office: Office, home: Actor | None) -> Actor | None:
    """Return the home state for an office without a state, except for envoys and representatives."""
    return home if _is_national(office) else None


def _is_national(office: Office) -> bool:
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
    against = word_set("opposing_office").intersection(office.text.lower().split())
    return office.head.split()[-1] in national and not against


def _of_delegation(passage: Passage, name: Name, *, leading: bool = False) -> Actor | None:
    """Return whose delegation it is: the actor named after "leads" or a similar verb, else the nearest one before it in the passage."""
    after = [r for r in passage.references if name.end <= r.start <= name.end + LED_NEAR] if leading else []
    if after:
        return after[0].actors[0]
    before = [r for r in passage.references if r.end <= name.start]
    return before[-1].actors[0] if before and before[-1].actors else None


def _led_by(passage: Passage, before: str) -> Actor | None:
    """Return whose delegation a person with an office leads: "the Syrian delegation, headed by UN ambassador X"."""
    led = LED.search(before)
    if led is None or not OF_DELEGATION.search(before[: led.start()]):
        return None
    named = [r for r in passage.references if r.end <= passage.start + led.start() and len(r.actors) == 1]
    return named[-1].actors[0] if named else None


OF_DELEGATION = re.compile(r"\b(?:delegation|team)(?:[,\s]+(?:is|was|which|that)){0,2}[,\s]*$", re.IGNORECASE)
LED_NEAR = 45


_APART = re.compile(r",|\band\b")
LISTED = re.compile(r"\s*(?:,|and|,\s*and|&)\s*")
PLURAL_OFFICE = re.compile(
    r"\b(?:presidents|ministers|representatives|envoys|leaders|secretaries|co-chairs|officials|ambassadors)\b", re.IGNORECASE
)
# How far behind an office in the plural the states stand in which it is held: "the foreign ministers of A, B and C".
LISTED_NEAR = 60


def _plural(person: NamedPerson) -> bool:
    return PLURAL_OFFICE.search(person.office or "") is not None


def _says_origin(passage: Passage, office: Office) -> bool:
    """Return whether an office says no more than where a person is from or what they were: "Spanish diplomat", "former president"."""
    return office.head in word_set("origin_office") or FORMER.search(passage.between(passage.start, office.end)) is not None


FORMER = re.compile(r"\b(?:[Ff]ormer|[Ee]x)[\s-]+(?:[A-Z][\w-]+\s+)?(?:[a-z]+\s+){0,2}[a-z]+$")


def _office_before(passage: Passage, office: Office, offices: Sequence[Office]) -> Office | None:
    """Return the office with an actor that an office is in apposition to: "the UN special envoy for Libya, Spanish diplomat"."""
    before = [one for one in offices if one.end <= office.start and one.actors]
    if not before:
        return None
    gap = passage.between(before[-1].end, office.start)
    for r in passage.references:
        if before[-1].end <= r.start and r.end <= office.start and r.form == "demonym":
            gap = gap.replace(passage.between(r.start, r.end), "")
    return before[-1] if APPOSED.fullmatch(gap) else None


APPOSED = re.compile(r"\s*,\s*(?:(?:the|a|an|former)\s+)*")
IN_TOWN = re.compile(r"\s+in\s+[A-Z][\w-]+(?:\s+[A-Z][\w-]+)?(?=,)")


def _left_office(passage: Passage, name: Name, offices: Sequence[Office]) -> Office | None:
    for office in reversed(offices):
        if office.end <= name.start:
            gap = IN_TOWN.sub("", passage.between(office.end, name.start), count=1)
            covered = [r for r in passage.references if office.end <= r.start and r.end <= name.start]
            for r in covered:
                gap = gap.replace(passage.text[r.start - passage.start : r.end - passage.start], "")
            if LEFT_JOIN.fullmatch(re.sub(r"\b(?:of|the|and)\b|\s+", " ", gap).replace("  ", " ").strip() or " "):
                return office
            return None
    return None


def _is_behind(passage: Passage, office: Office, previous: tuple[Name, NamedPerson], name: Name) -> bool:
    """Return whether an office is of the person before it, not of the name behind: "X, Special Envoy for Syria, Y, Director, and Z"."""
    other, person = previous
    mine = person.office_span == (office.start, office.end) and other.end <= office.start
    return mine and _APART.search(passage.between(office.end, name.start)) is not None


RIGHT_REACH = 60


def _right_office(passage: Passage, name: Name, offices: Sequence[Office], names: Sequence[Name]) -> Office | None:
    at, past = name.end, None
    for office in offices:
        if office.start < at:
            continue
        gap = passage.between(at, office.start)
        if any(passage.between(office.end, n.start) == " " and " " in n.text.strip() for n in names if n.start > office.end):
            # "X and Y, US Undersecretary Z": the next one's
            return past
        joined = len(gap) <= RIGHT_REACH and RIGHT_JOIN.fullmatch(gap) is not None and not OF_ANOTHER.search(gap)
        if not (joined and office.past):
            return office if joined else past
        # "a former ambassador who now serves as envoy of the OSCE": what is held now counts
        at, past = office.end, office
    return past


def names_of(people: Sequence[NamedPerson]) -> dict[int, list[tuple[NamedPerson, int, int]]]:
    """Return passage index -> (person, start, end) of each mention in it, in text order."""
    found: dict[int, list[tuple[NamedPerson, int, int]]] = {}
    for person in people:
        for index, start, end in person.mentions:
            found.setdefault(index, []).append((person, start, end))
    for named in found.values():
        named.sort(key=lambda f: (f[1], f[2]))
    return found
