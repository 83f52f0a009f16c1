"""List the named persons at a meeting, each once, with their office and whether they head a delegation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sulh.model import (
    Attendance,
    Participation,
)
from sulh.reading.english.context import Context
from sulh.reading.lexicon import pattern
from sulh.reading.meetings.candidate import Candidate
from sulh.reading.mentions import NamedPerson

__all__ = ["people_at"]


def people_at(context: Context, members: Sequence[Candidate], participants: Sequence[Participation]) -> tuple[Attendance, ...]:
    """Return the named persons at the meeting, each once, citing the words that state their attendance and their office."""
    present = {p.actor.id for p in participants}
    found: dict[str, tuple[NamedPerson, list[tuple[int, int]]]] = {}
    for candidate in members:
        for person, start, end in candidate.people:
            if person.actor is not None and person.actor.id not in present:
                continue
            entry = found.setdefault(person.name, (person, []))
            entry[1].append((start, end))
            if person.office_span is not None:
                entry[1].append(person.office_span)
    of_actor = Counter(person.actor for person, _ in found.values())
    people = []
    for person, spans in found.values():
        leads = person.leads or (of_actor[person.actor] == 1 and _may_head(person))
        people.append(Attendance(person.name, _office(person), person.actor, leads, context.cite_all(spans)))
    return tuple(people)


# What one of those holds whose office is named in the plural, and the states that hold it together.
_ONE = {"secretaries": "secretary", "heads": "head", "chiefs": "chief"}
_MANY = re.compile(
    r"\b(?P<head>presidents|ministers|representatives|envoys|leaders|secretaries|co-chairs|ambassadors|heads|chiefs)\b(?P<of>\s+of\s+.*\band\b.*)?$",
    re.IGNORECASE,
)


def _office(person: NamedPerson) -> str | None:
    """Return the office of one person: "foreign minister" for each of "the foreign ministers of A and B, X and Y"."""
    office = re.sub(r"\s+", " ", person.office).strip() if person.office else None
    many = _MANY.search(office) if office else None
    if office is None or many is None:
        return office
    head = many["head"]
    return office[: many.start()] + (_ONE.get(head.lower()) or head[:-1])


def _may_head(person: NamedPerson) -> bool:
    """Return whether a person named alone for an actor heads the delegation by rank: a president, minister or special envoy."""
    high = pattern(r"\b(?:president|minister|envoy|premier|chancellor|king|emir|secretary\s+of\s+state|secretary-general)\b")
    return high.search(person.office or "") is not None
