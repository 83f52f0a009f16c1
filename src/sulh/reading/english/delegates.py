"""Find delegates: persons described as leading, representing or sent by an actor, in sentences, lists and table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sulh.model import Actor
from sulh.reading.english.names import Name
from sulh.reading.passages import Passage, Reference

__all__ = ["Delegate", "delegates_of", "find_delegates", "headers_of"]


@dataclass(frozen=True, slots=True)
class Delegate:
    """A person and the actor they represent; `at` is the mention of the actor, `leads` whether they head a delegation."""

    name: Name
    actor: Actor
    at: tuple[int, int]
    leads: bool


# Names and actors of a sentence are reduced to one sign each, so that a wording can be matched by one short pattern.
N, A = "\ue000", "\ue001"
TEAM = r"(?:delegations?|teams?|side|panels?|contingents?|bench|negotiators|negotiating\s+team|mission|representatives|one)\b"
AND = r"(?:\s*[,;]\s*(?:and\s+|while\s+|with\s+)?|\s+and\s+|\s+while\s+)"
ASIDE = rf"(?:,[^,;.{N}]{{1,90}}?(?:,[^,;.{N}]{{1,60}}?)?,|\s*\([^()]{{1,60}}\))?"
OFFICE = rf"(?:[^,;.:{N}{A}]{{0,80}}\s)?"
LEADS = r"\s+(?:has\s+|had\s+|is\s+|was\s+|will\s+|again\s+|also\s+){0,2}(?:leads?|led|heads?|headed|leading|heading|chairs?|chaired)\s+"
STANDS = (
    r"\s+(?:has\s+|had\s+|is\s+|was\s+|will\s+|again\s+|also\s+){0,2}"
    r"(?:represents?|represented|representing|(?:speaks?|spoke|speaking|s(?:its?|at)\s+in|came|attend(?:s|ed)?|signed|negotiate[sd]?)\s+for)\s+"
)
OF = rf"(?:the\s+|its\s+|that\s+of\s+(?:the\s+)?|the\s+delegation\s+(?:of|from)\s+(?:the\s+)?)?{A}(?:['’]s)?"
BY = rf"\s+by\s+{OFFICE}{N}"
RULED = r"(?:led|headed|chaired|represented)"


@dataclass(frozen=True, slots=True)
class _Form:
    """The pattern of the first name-actor pair, of each following pair, and how many pairs are required."""

    first: re.Pattern[str]
    next: re.Pattern[str]
    least: int = 1
    leads: bool = True
    team: bool = False


def _form(first: str, then: str, *, least: int = 1, leads: bool = True, team: bool = False) -> _Form:
    return _Form(re.compile(first, re.IGNORECASE), re.compile(then, re.IGNORECASE), least, leads, team)


FORMS = (
    # "N led the A, N the A and N the A delegation"
    _form(
        rf"{N}{ASIDE}{LEADS}{OF}(?:\s+\w+)?(?:\s+{TEAM})?",
        rf"{AND}{N}{ASIDE}(?:\s+(?:leads|led|heads|headed))?\s+{OF}(?:\s+{TEAM})?",
        team=True,
    ),
    _form(rf"{N}{ASIDE}{STANDS}{OF}(?:\s+{TEAM})?", rf"{AND}{N}{ASIDE}(?:\s+for)?\s+{OF}(?:\s+{TEAM})?"),
    # "A has sent N and A N"
    _form(rf"{A}\s+(?:has\s+|had\s+|have\s+)?(?:sent|sends|dispatched)\s+{OFFICE}{N}", rf"{AND}(?:the\s+)?{A}\s+{OFFICE}{N}"),
    # "the A delegation is headed by N and that of A by N", "the delegation of A, led by N", "A was represented by N"
    _form(
        rf"(?:{A}(?:['’]s)?(?:\s+\w+)?\s+{TEAM}|{TEAM}\s+(?:of|from)\s+(?:the\s+)?{A})(?:,?\s+which)?,?\s+(?:[\w-]+\s+){{0,3}}?{RULED}{BY}",
        rf"{ASIDE}{AND}{OF}(?:\s+{TEAM})?(?:\s+(?:was|is))?(?:\s+{RULED})?{BY}",
    ),
    _form(rf"{A}\s+(?:is|was|were|are)\s+(?:again\s+)?represented{BY}", rf"{ASIDE}{AND}{A}(?:\s+(?:was|is))?{BY}"),
    # "N for A, N for A and N, office, for A"
    _form(rf"{N}{ASIDE}\s+for\s+(?:the\s+)?{A}", rf"{AND}{N}{ASIDE}\s+for\s+(?:the\s+)?{A}", least=2),
    _form(rf"{N}\s*\(\s*{A}\s*\)", rf"{AND}{N}\s*\(\s*{A}\s*\)", least=2, leads=False),
)
# One line of a list or table each: "A: N, office", "N | A | office"
LINE = re.compile(rf"^[^\w{N}{A}]*(?:\d{{1,2}}[.)]\s*)?(?:the\s+)?{A}(?:\s+{TEAM})?\s*(?::|\||–|—|-)\s*{OFFICE}{N}", re.IGNORECASE)
TURNED = re.compile(rf"^[^\w{N}{A}]*(?:\d{{1,2}}[.)]\s*)?{N}\s*(?:,|\||–|—|\(|:)\s*(?:the\s+)?{A}\s*(?:$|[,;|).])", re.IGNORECASE)
ROW = " | "
ENDS = re.compile(rf"\s+{TEAM}$", re.IGNORECASE)
HEADS = re.compile(
    r"\b(?:heads?|leaders?)\s+of\s+(?:the\s+)?(?:\w+\s+)?delegations?\b|\bdelegations?\s+(?:were|was|are|is)?\s*(?:led|headed)\s+by\b",
    re.IGNORECASE,
)


def headers_of(passages: Sequence[Passage]) -> dict[int, Passage]:
    """Return index of a list item -> the passage that introduces the list; passages that are not items have no entry."""
    found: dict[int, Passage] = {}
    header: Passage | None = None
    for passage in passages:
        if not passage.item and ROW not in passage.text:
            header = passage
        elif header is not None:
            found[passage.index] = header
    return found


def delegates_of(
    passages: Sequence[Passage], names: Mapping[int, Sequence[Name]], headers: Mapping[int, Passage]
) -> dict[int, tuple[Delegate, ...]]:
    """Return passage index -> its delegates; `names` and `headers` are given by passage index too."""
    found = {}
    for passage in passages:
        if passage.references and not passage.heading:
            header = headers.get(passage.index)
            delegates = find_delegates(passage, names[passage.index], header.text if header is not None else "")
            if delegates:
                found[passage.index] = tuple(delegates)
    return found


def find_delegates(passage: Passage, names: Sequence[Name], header: str = "") -> list[Delegate]:
    """Return the persons whom a passage describes as representing an actor, in text order.

    `header` is the sentence that introduces the list which the passage is an item of.
    """
    if passage.heading or not names or not passage.references:
        return []
    signs, marks = _skeleton(passage, names)
    found: dict[int, Delegate] = {}
    for form in FORMS:
        for row in _rows(form, signs):
            for start, end in row:
                _pair(signs, marks, start, end, form.leads, found)
    if passage.item or ROW in passage.text:
        for line in (LINE.match(signs), TURNED.match(signs)):
            if line is not None:
                _pair(signs, marks, line.start(), line.end(), HEADS.search(header) is not None, found)
    return [found[at] for at in sorted(found)]


def _rows(form: _Form, signs: str) -> Iterator[list[tuple[int, int]]]:
    for match in form.first.finditer(signs):
        row = [match.span()]
        while (then := form.next.match(signs, row[-1][1])) is not None:
            row.append(then.span())
        if len(row) >= form.least and (not form.team or re.search(TEAM, signs[row[0][0] : row[-1][1]])):
            yield row


def _pair(signs: str, marks: dict[int, Name | Reference], start: int, end: int, leads: bool, found: dict[int, Delegate]) -> None:
    """Find the delegate in [start, end): its only name, and the actor nearest to the words that join them."""
    inside = [(at, marks[at]) for at in range(start, end) if at in marks]
    name = next((m for _, m in inside if isinstance(m, Name)), None)
    actors = [m for _, m in inside if isinstance(m, Reference)]
    if name is None or not actors:
        return
    reference = actors[-1] if isinstance(inside[0][1], Name) else actors[0]
    found.setdefault(name.start, Delegate(name, reference.actors[0], (reference.start, reference.end), leads))


def _skeleton(passage: Passage, names: Sequence[Name]) -> tuple[str, dict[int, Name | Reference]]:
    """Return the text with one sign for each name and each actor, and what each sign represents."""
    single = [r for r in passage.references if len(r.actors) == 1]
    spans: list[tuple[int, int, Name | Reference]] = [(n.start, n.end, n) for n in names] + [(r.start, r.end, r) for r in single]
    signs, marks, at = "", {}, passage.start
    for start, end, what in sorted(spans, key=lambda s: (s[0], -s[1])):
        if start < at:
            continue
        signs += passage.text[at - passage.start : start - passage.start]
        marks[len(signs)] = what
        signs += N if isinstance(what, Name) else A
        # the word "delegation" at the end of a mention is kept for the pattern
        team = ENDS.search(passage.between(start, end)) if isinstance(what, Reference) else None
        at = start + team.start() if team is not None else end
    return signs + passage.text[at - passage.start :], marks
