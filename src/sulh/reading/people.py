"""Named persons with the office they hold and the actor they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sulh.model import Actor
from sulh.reading.lexicon import pattern, words
from sulh.reading.officials import known_official, name_key, office_owner
from sulh.reading.passages import Passage, Reference
from sulh.text.folding import fold

__all__ = ["Name", "Office", "Person", "find_names", "find_offices", "find_people"]

WORD = re.compile(r"[^\W\d_][\w’'‑-]*\.?", re.UNICODE)
PREFIXES = ("al-", "el-", "ash-", "as-", "ar-", "an-", "az-", "ad-", "at-", "ul-", "d'", "d’", "o'", "o’")
SUFFIX = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\b\.?")
POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Name:
    """A run of words that looks like a personal name; offsets into the document."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Office:
    """An office phrase, such as "Special Envoy for Syria"; `head` is its last noun in lower case, `actor` whose office it is."""

    start: int
    end: int
    head: str
    text: str
    actors: tuple[Actor, ...] = ()


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


def _is_name_word(word: str) -> bool:
    bare = word
    for prefix in PREFIXES:
        if word[: len(prefix)].lower() == prefix and len(word) > len(prefix):
            bare = word[len(prefix) :]
            break
    return bare[:1].isupper()


def _barred(passage: Passage, start: int, end: int) -> bool:
    """Whether the word at [start, end) belongs to an actor's name; a demonym or a state's name ends a run too."""
    return any(r.start <= start and end <= r.end and not _given_name(passage, r) for r in passage.references)


def _given_name(passage: Passage, reference: Reference) -> bool:
    """Whether a capital's name stands between an office and a surname: "Under Secretary Victoria Nuland"."""
    if reference.form != "capital":
        return False
    after = re.match(r"\s[A-Z]", _between(passage, reference.end, passage.end))
    return after is not None and bool(
        pattern(r"\b(?:<office_head>)(?:\s+(?:of|for)\s+\w+)?\s+$").search(_between(passage, passage.start, reference.start))
    )


def find_names(passage: Passage) -> list[Name]:
    """The runs of capitalised words in a passage that could be personal names, actors' names and common words cut out."""
    stop = set(words("not_name"))
    particles = set(words("particle"))
    titles = set(words("honorific")) | {w for w in words("office_head") if " " not in w} | {"crown"}
    names: list[Name] = []
    run: list[tuple[int, int, str]] = []

    def close() -> None:
        while run and run[-1][2] in particles:
            run.pop()
        while len(run) > 1 and run[0][2].lower().rstrip(".") in titles:
            run.pop(0)
        if run and any(len(w.rstrip(".")) > 1 for _, _, w in run):
            start, end = run[0][0], run[-1][1]
            suffix = SUFFIX.match(passage.text, end - passage.start)
            if suffix:
                end = passage.start + suffix.end()
            names.append(Name(start, end, passage.text[start - passage.start : end - passage.start]))
        run.clear()

    last = 0
    for match in WORD.finditer(passage.text):
        word = match[0]
        initial = len(word) == 2 and word[1] == "." and word[0].isupper()
        if word.endswith(".") and not initial:
            word = word[:-1]
        possessive = POSSESSIVE.search(word)
        if possessive:
            word = word[: possessive.start()]
        start, end = passage.start + match.start(), passage.start + match.start() + len(word)
        gap = passage.text[last : match.start()]
        if run and gap.strip(" \u00a0"):
            close()
        lower = word.lower()
        if word.endswith("ly") and match.start() == 0:
            close()
        elif (
            initial
            or (_is_name_word(word) and lower not in stop and not _barred(passage, start, end))
            or (run and lower in particles and word.islower())
        ):
            run.append((start, end, word))
        else:
            close()
        last = match.start() + len(word) + (len(possessive[0]) if possessive else 0)
        if (possessive and run) or (match[0].endswith(".") and not initial and run):
            close()
    close()
    return names


def find_offices(passage: Passage) -> list[Office]:
    """The office phrases of a passage with the actors they belong to."""
    office = pattern(
        r"\b(?:(?:<office_modifier>)[\s-]+)*(?:<office_head>)\b(?!-)",
        re.IGNORECASE,
    )
    found: list[Office] = []
    for match in office.finditer(passage.text):
        head = list(pattern(r"\b(?:<office_head>)\b").finditer(match[0]))
        if not head or (found and passage.start + match.start() < found[-1].end):
            continue
        joiner = JOINER.match(match[0])
        start = passage.start + match.start() + (joiner.end() if joiner else 0)
        head_end = passage.start + match.start() + head[0].end()
        end = _remit_end(passage, passage.start + match.end())
        text = passage.text[start - passage.start : end - passage.start]
        found.append(Office(start, end, head[0][0].lower(), text, _owners(passage, start, end, head_end)))
    return found


JOINER = re.compile(r"(?:(?:and|of)\s+)+", re.IGNORECASE)
REMIT = re.compile(r"\s+(?:for|on|to|of)\s+(?:the\s+)?(?=[A-Z])")
REMIT_WORD = re.compile(r"(?:\s+(?:and|of|the|for))*\s*([A-Z][\w’'-]*)")


def _remit_end(passage: Passage, end: int) -> int:
    """Where an office phrase with its remit ends: "Special Envoy for Syria", "Director of the ASEAN Affairs Department"; names stay out."""
    opening = REMIT.match(passage.text, end - passage.start)
    if opening is None:
        return end
    common = set(words("not_name"))
    at, reached = opening.end(), end - passage.start
    while True:
        reference = next((r for r in passage.references if r.start == passage.start + at), None)
        if reference is not None:
            reached = reference.end - passage.start
        else:
            word = REMIT_WORD.match(passage.text, at)
            if word is None or word[1].lower() not in common:
                break
            reached = word.end(1)
        step = re.compile(r"\s+(?:(?:and|of|the|for)\s+)*(?=[A-Z])").match(passage.text, reached)
        if step is None:
            break
        at = step.end()
    return passage.start + reached


def _owners(passage: Passage, start: int, end: int, head_end: int) -> tuple[Actor, ...]:
    """Whose office it is: the actor named just before ("Iran's", "Russian", "UN"), else the one named by "of"."""
    before: list[Reference] = []
    left = start
    for r in sorted(passage.references, key=lambda r: -r.start):
        if (start <= r.start and r.end <= head_end) or (r.start <= start and r.end >= head_end):
            before.append(r)
            continue
        if r.end > left:
            continue
        gap = passage.text[r.end - passage.start : left - passage.start]
        if (
            r.form in ("capital", "name")
            and not gap.startswith(("'s", "\u2019s"))
            and WHERE.search(_between(passage, passage.start, r.start))
        ):
            # "today in Riyadh Secretary X": where it was, not whose secretary
            break
        if (before and r.form != "demonym") or (re.search(r",|\band\b", gap) and r.form != "demonym"):
            break
        if re.fullmatch(
            r"(?:['’]s?)?[\s-]*(?:[\w-]+['’]s\s+)?(?:(?:new|then|top|own|former|the|Secretary[- ]General['’]s|and|,)\s*)*", gap
        ):
            before.append(r)
            left = r.start
        else:
            break
    if before:
        return tuple(dict.fromkeys(a for r in reversed(before) for a in r.actors))
    after = [r for r in passage.references if head_end <= r.start and r.end <= end + 40]
    found: list[Actor] = []
    right = head_end
    for r in after:
        gap = passage.text[right - passage.start : r.start - passage.start]
        if re.fullmatch(r"\s+(?:of|from)\s+(?:the\s+)?" if not found else r"(?:,|\s|and|the)+", gap):
            found.extend(r.actors)
            right = r.end
        else:
            break
    return tuple(dict.fromkeys(found))


WHERE = re.compile(r"\b(?:in|at|from|to|near|outside|visiting|visited|left|reached)\s+(?:the\s+)?$", re.IGNORECASE)


def _between(passage: Passage, start: int, end: int) -> str:
    return passage.text[max(0, start - passage.start) : max(0, end - passage.start)]


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


def find_people(passages: Sequence[Passage], home: Actor | None = None) -> tuple[Person, ...]:
    """The persons named with an office, an honorific or as head of a delegation, or known office-holders, in text order.

    `home` is the state an office without a state belongs to (a national agency's own foreign minister).
    """
    people: list[Person] = []
    # titles last: their capitals make every word look like a name, and the running text knows better
    for passage in sorted(passages, key=lambda p: p.heading):
        names = find_names(passage)
        if not names:
            continue
        offices = find_offices(passage)
        previous: tuple[Name, Person] | None = None
        for name in names:
            known = _known(people, name)
            person = _introduced(passage, name, offices, previous, home) if not passage.heading or known is None else None
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
    passage: Passage, name: Name, offices: Sequence[Office], previous: tuple[Name, Person] | None, home: Actor | None
) -> Person | None:
    """The person if the words around the name introduce one."""
    before = _between(passage, passage.start, name.start)
    after = _between(passage, name.end, passage.end)
    left, right = _left_office(passage, name, offices), _right_office(passage, name, offices)
    # "Ambassador X, who is the OSCE's Special Representative": the office that says for whom tells more
    office = right if right is not None and right.actors and not (left is not None and left.actors) else left or right
    leads = bool(LED.search(before)) or bool(HEADS.match(after))
    actor: Actor | None = None
    if office is not None and not (passage.heading and " " not in name.text.strip()):
        trailing = next(
            (r for r in passage.references if 0 <= r.start - name.end <= 90 and OF_ACTOR.fullmatch(_between(passage, name.end, r.start))),
            None,
        )
        if office.actors and not (len(office.actors) > 1 and previous is not None):
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
    if (
        previous is not None
        and re.fullmatch(r"\s*(?:,|and|,\s*and|&)\s*", _between(passage, previous[0].end, name.start))
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
            gap = _between(passage, office.end, name.start)
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
        gap = _between(passage, name.end, office.start)
        if len(gap) > 60:
            return None
        return office if RIGHT_JOIN.fullmatch(gap) and not re.search(r"\b(?:said|told|and|met|with|that)\b", gap) else None
    return None


def names_of(people: Sequence[Person], passage: Passage) -> Iterator[tuple[Person, int, int]]:
    """The persons mentioned in a passage, in text order, with the span of each mention."""
    found = [(start, end, person) for person in people for index, start, end in person.mentions if index == passage.index]
    for start, end, person in sorted(found, key=lambda f: (f[0], f[1])):
        yield person, start, end
