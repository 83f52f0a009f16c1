"""Who attends by the lists of a sheet: labelled lines ("Present:", "F. Observers"), lines headed by a side, and rows of people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sulh.model import Actor, ActorKind, Role
from sulh.reading.english.context import Context
from sulh.reading.english.logical_lines import logical_lines
from sulh.reading.english.names import find_names
from sulh.reading.lexicon import pattern
from sulh.reading.mentions import NamedPerson

__all__ = ["Seat", "everybody", "lists_attendance", "people_listed", "seats_of"]

ROLES: dict[str, Role | None] = {
    "head_present": None,
    "head_party": Role.PARTY,
    "head_third": Role.MEDIATOR,
    "head_chair": Role.FACILITATOR,
    "head_guarantor": Role.GUARANTOR,
    "head_host": Role.HOST,
    "head_observer": Role.OBSERVER,
    "head_absent": None,
}
_LABELS = "|".join(f"<{group}>" for group in ROLES)
_BULLET = r"[|]?\s*(?:(?:[A-Z]|[IVX]{1,4}|\d{1,2}|\([a-z]\))[.)]\s+|[-\u2013\u2022*]\s*)?"
LABEL = (
    rf"{_BULLET}(?:the\s+)?(?P<label>(?:{_LABELS}))(?:\s*\([^)\n]{{0,40}}\))?"
    r"(?P<joint>\s*[:|]|(?<=[a-z])\.(?=\s+[A-Z][^\n]*:)|\s+[\u2013\u2014-]\s|\t|\s{2,}|\s*$|\s+Signed\s+by\s*$)\s*"
)
# A label inside a line: "Facilitation: Hallond (Mr S. Thorne). Technical observer: IBI."
INSIDE = rf"(?:(?<=[.;]\s)|(?<=^))(?P<label>(?:{_LABELS}))(?:\s*\([^)\n]{{0,40}}\))?\s*:\s*"
FOR = re.compile(r"\s*(?:For|Delegations?\s+of|On\s+behalf\s+of)\s+(?:the\s+)?(?=[A-Z])")
OWN_ROLE = r"[(,]\s*(?:the\s+)?(?P<label>(?:<head_third>|<head_chair>|<head_observer>|<head_host>|<head_guarantor>))\b"
NOT_THERE = r"\b(?:<not_there>)\b"
PROSE = re.compile(r"[a-z]{3,}[^.]*\b(?:was|were|said|has|have|had|is|are|will|asked|held)\b")
TITLE = re.compile(
    r"(?:^|[\s(\u201c\"])(?:H\.E\.?|Mr|Ms|Mrs|Mme|Dr|Prof|Col|Gen|Brig|Maj|Capt|Cdr|Cmdr|Commander|Amb|Lt|Eng|Rev|Sir|Bishop|Minister|Hon|Sheikh|Ambassador|General|President)\.?(?:\s+\w+\.)*\s+$"
)
ITEM = re.compile(r"\s*(?:\(?\d{1,2}[.)]|\d{1,2}\.\d)\s+[A-Z][^\n]{60,}|\s*(?:Item|Agenda|Article)\b")


@dataclass(frozen=True, slots=True)
class Seat:
    """One who attends: an actor with the words that name it, a person, or both; `role` is None where the sheet gives none."""

    actor: Actor | None
    role: Role | None
    at: tuple[int, int]
    person: NamedPerson | None = None
    person_at: tuple[int, int] = (0, 0)


def seats_of(context: Context) -> list[Seat]:
    """Return who attends by the lists of a document, in text order."""
    return [seat for start, end, role, side in _segments(context) for seat in _seated(context, start, end, role, side)]


def lists_attendance(text: str) -> bool:
    """Whether a text has a labelled list of those present."""
    label = pattern(LABEL)
    lines = (text[start:end] for start, end in logical_lines(text))
    return any((match := label.match(line)) is not None and not PROSE.search(line[match.end() :]) for line in lines)


def people_listed(context: Context) -> list[NamedPerson]:
    """Return the persons whom a list of those present names with whom they came for; none where the text has no such list."""
    if not lists_attendance(context.text):
        return []
    return [seat.person for seat in seats_of(context) if seat.person is not None and seat.person.actor is not None]


def everybody(context: Context) -> list[Seat]:
    """Return all who are named as acting anywhere in a programme, but for those who are said not to come."""
    found = []
    for passage in context.passages:
        if pattern(NOT_THERE).search(passage.text):
            continue
        found += [
            Seat(a, None, (r.start, r.end))
            for r in passage.references
            if r.agent and r.form not in ("description", "place")
            for a in r.actors
        ]
        found += [Seat(None, None, (low, high), person, (low, high)) for person, low, high in context.people_in(passage)]
    return found


def _segments(context: Context) -> Iterator[tuple[int, int, Role | None, list[Actor]]]:
    """Yield [start, end) of each part of a line that lists attendance, the role that its label gives, and the side it stands under."""
    text = context.text
    label = pattern(LABEL)
    role: Role | None = None
    is_open = is_list = False
    side: list[Actor] = []
    taken = 0
    for at, end in logical_lines(text):
        line = text[at:end]
        match = label.match(line)
        if match is not None and not PROSE.search(line[match.end() :]):
            group = _group(match["label"])
            is_open, is_list, side = group != "head_absent", match.end() == len(line) or not line[match.end() :].strip(), []
            role, taken = ROLES[group], 0
            if is_open and not is_list:
                there = _named(context, at + match.end(), end)
                side = there if len(there) == 1 else []
                yield from _parts(at + match.end(), end, text, role, side)
        elif FOR.match(line):
            role, side, is_open, is_list = Role.PARTY, [], True, False
            yield from _parts(at, end, text, role, side)
        elif not line.strip():
            is_open = is_open and ((is_list and not taken) or text[at + 1 : at + 2] == " ")
        elif (headed := _headed(context, at, end)) is not None:
            is_open, is_list, side, taken = True, True, [headed], 0
            role = role if role in (Role.GUARANTOR, Role.OBSERVER) else None
            yield at, end, role, side
        elif _is_columns(context, at, end):
            is_open, is_list, side, role, taken = True, False, [], None, 1
            yield at, end, role, side
        elif is_open and not ITEM.match(line) and not PROSE.search(line):
            taken += 1
            yield from _parts(at, end, text, role, _before_colon(context, at, end) or side)
        elif (inside := pattern(INSIDE).search(line)) is not None and len(line) < 300:
            yield from _parts(at + inside.start(), end, text, None, [])
            is_open = False
        else:
            is_open = is_open and is_list and not line[:1].isdigit()


def _group(label: str) -> str:
    return next(group for group in ROLES if pattern(rf"(?:<{group}>)").fullmatch(label))


def _parts(start: int, end: int, text: str, role: Role | None, side: list[Actor]) -> Iterator[tuple[int, int, Role | None, list[Actor]]]:
    """Cut a line at semicolons and at the labels inside it."""
    line = text[start:end]
    cuts = [(m.start(), m.end(), ROLES[_group(m["label"])]) for m in pattern(INSIDE).finditer(line)]
    bounds = [0, *(c[0] for c in cuts), len(line)]
    roles = [role, *(c[2] for c in cuts)]
    for low, high, own in zip(bounds[:-1], bounds[1:], roles, strict=True):
        for part in re.finditer(r"[^;]+", line[low:high]):
            if part[0].strip():
                yield start + low + part.start(), start + low + part.end(), own, side


def _headed(context: Context, start: int, end: int) -> Actor | None:
    """The side that a line of a list is the heading of: "B. United Front of the Steppe (UFS)"."""
    line = context.text[start:end]
    bullet = re.match(r"\s*(?:[A-Z]|[IVX]{1,4})[.)]\s+", line)
    if bullet is None or len(line) > 90:
        return None
    found = [r for p in context.passages_between(start, end) for r in p.references if start <= r.start and r.end <= end]
    if not found or found[0].start > start + bullet.end() + 14:
        return None
    rest = context.text[found[-1].end : end].strip(" ).:")
    return found[0].actors[0] if not rest else None


def _before_colon(context: Context, start: int, end: int) -> list[Actor]:
    """The side that a line names before a colon: "Thessovia: Colonel Feyer; Ms Morain"."""
    colon = context.text.find(":", start, end)
    return _named(context, start, colon)[:1] if colon >= 0 else []


def _named(context: Context, start: int, end: int) -> list[Actor]:
    inside = [r for p in context.passages_between(start, end) for r in p.references if start <= r.start and r.end <= end]
    return list(dict.fromkeys(a for r in inside for a in r.actors))


def _is_columns(context: Context, start: int, end: int) -> bool:
    """Whether a line is the head of columns, one for each side: "Kastravia (KAS) Velmark (VEL)"."""
    if end - start > 90 or len(_named(context, start, end)) < 2:
        return False
    inside = [r for p in context.passages_between(start, end) for r in p.references if start <= r.start and r.end <= end]
    rest = list(context.text[start:end])
    for reference in inside:
        rest[reference.start - start : reference.end - start] = " " * (reference.end - reference.start)
    return pattern(r"(?:[\s()|/&\u2013-]|\b(?:and|with|<governing>|<state_noun>|of|the)\b)*").fullmatch("".join(rest)) is not None


def _seated(context: Context, start: int, end: int, role: Role | None, side: list[Actor]) -> Iterator[Seat]:
    text = context.text[start:end]
    if pattern(NOT_THERE).search(text):
        return
    references = [
        r
        for p in context.passages_between(start, end)
        for r in p.references
        if start <= r.start and r.end <= end and r.form not in ("place", "description", "capital")
    ]
    actors = list(dict.fromkeys(a for r in references for a in r.actors))
    own = pattern(OWN_ROLE).search(text)
    given = ROLES[_group(own["label"])] if own is not None else role
    for reference in references:
        for actor in reference.actors:
            yield Seat(actor, given or _side_role(actor), (reference.start, reference.end))
    people = list(_people(context, start, end))
    for person, low, high in people:
        before = [r for r in references if r.start <= low]
        of = person.actor or (before[-1].actors[0] if before else actors[0] if actors else side[0] if side else None)
        if of is not None and person.actor is None:
            person = NamedPerson(person.name, of, person.office, person.mentions, person.office_span, person.leads)
        yield Seat(None, None, (start, end), person, (low, high))


def _people(context: Context, start: int, end: int) -> Iterator[tuple[NamedPerson, int, int]]:
    """The persons in a part of a line: those known, and every other name of two words or after a title."""
    known: list[tuple[int, int]] = []
    for passage in context.passages_between(start, end):
        for person, low, high in context.people_in(passage, start, end):
            known.append((low, high))
            yield person, low, high
        for name in find_names(passage):
            if not (start <= name.start and name.end <= end) or any(low < name.end and name.start < high for low, high in known):
                continue
            if TITLE.fullmatch(f" {name.text}. "):
                continue
            titled = TITLE.search(context.text[start : name.start]) is not None
            if (titled or (" " in name.text and not name.text.isupper())) and not any(
                p.start < name.end and name.start < p.end for p in passage.places
            ):
                named = re.sub(r"[\u00b9\u00b2\u00b3\u2070-\u2079*]+$", "", name.text)
                yield NamedPerson(named, None, None, ((passage.index, name.start, name.end),)), name.start, name.end


def _side_role(actor: Actor) -> Role | None:
    """The role of one who sits at a table between sides: a party, unless it is an organisation of states."""
    return Role.PARTY if actor.kind in (ActorKind.STATE, ActorKind.ARMED_GROUP, ActorKind.POLITICAL, ActorKind.UNKNOWN) else None
