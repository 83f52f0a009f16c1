"""What a meeting's page lays out: who was there in which role, where the sources differ, and the words behind each fact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import ngettext

from sulh import words
from sulh.desk.differing import said_by
from sulh.desk.shown import language
from sulh.model import ActKind
from sulh.model.kinds import kind_named
from sulh.record.shapes import (
    ActorRef,
    ClaimView,
    DocumentRef,
    MeetingView,
    MentionView,
    PersonView,
    QuoteView,
    RoleView,
    ValueView,
)

__all__ = ["AnnouncedLine", "Cited", "PropertyLine", "RoleLines", "SeatLine", "Sheet", "SourceLine", "sheet"]

_ROLES = ("guarantor", "mediator", "facilitator", "host", "party", "observer", "signatory", "participant")
_SAID_BY = {"country": "city", "end": "start"}  # what says already that it came otherwise
# Single values in the order in which they are declared and shown; participants, people and agenda have places of their own.
_VALUES = tuple(one.name for one in kind_named("meeting").values)
# What a reader wants to know first of a meeting: what binds, then what is asked and promised, then what is said.
_BY_WEIGHT = (
    {ActKind.AGREE, ActKind.DECIDE},
    {ActKind.CALL, ActKind.OFFER},
    {ActKind.CONDEMN, ActKind.REJECT, ActKind.ACCUSE, ActKind.REAFFIRM},
    {ActKind.WELCOME, ActKind.NOTE, ActKind.THANK},
)
_PROMISED = 1  # what has a last day is a promise, whatever its verb
_BINDS = 0


@dataclass(frozen=True, slots=True)
class Cited:
    """The words of the sources for one fact: `key` is its place on the page."""

    key: str
    title: str
    quotes: Sequence[QuoteView]
    sources: int


@dataclass(frozen=True, slots=True)
class SeatLine:
    """An actor in a role: the persons who spoke for it, who chose the role, the other roles sources give, whether it was only announced."""

    actor: ActorRef
    people: tuple[tuple[PersonView, Cited | None], ...]
    evidence: Cited
    rivals: tuple[tuple[ValueView, Cited], ...]
    decided_by: str | None = None
    settled: bool = False
    expected: bool = False


@dataclass(frozen=True, slots=True)
class RoleLines:
    """Those who were there in one role."""

    role: str
    seats: tuple[SeatLine, ...]


@dataclass(frozen=True, slots=True)
class PropertyLine:
    """A property with the values that sources give, the one shown first; `differs` says that they contradict each other."""

    property: str
    values: tuple[tuple[ValueView, Cited], ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class AnnouncedLine:
    """What was announced of a meeting and came otherwise, in a sentence."""

    words: str
    evidence: Cited


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A document that tells of the meeting, once, however often it names it."""

    document: DocumentRef
    mentions: tuple[MentionView, ...]


@dataclass(slots=True)
class Sheet:
    """A meeting's page. `evidence` has everything the page rests on, in the order in which it is named there.

    `acts` are what its sources say since it began, what binds first; `earlier` is what documents from before it say, which decides nothing.
    """

    roles: list[RoleLines] = field(default_factory=list)
    unplaced: list[tuple[PersonView, Cited | None]] = field(default_factory=list)
    statements: list[PropertyLine] = field(default_factory=list)
    acts: list[ClaimView] = field(default_factory=list)
    earlier: list[ClaimView] = field(default_factory=list)
    announced: list[AnnouncedLine] = field(default_factory=list)
    agenda: list[tuple[str, Cited]] = field(default_factory=list)
    evidence: list[Cited] = field(default_factory=list)
    sources: list[SourceLine] = field(default_factory=list)

    @property
    def outcomes(self) -> list[ClaimView]:
        """What was agreed and decided."""
        return [one for one in self.acts if _weight(one) == _BINDS]

    @property
    def remarks(self) -> list[ClaimView]:
        """What was asked, refused, welcomed and noted: it decides nothing."""
        return [one for one in self.acts if _weight(one) != _BINDS]

    @property
    def differing(self) -> list[PropertyLine]:
        """The properties that sources state differently."""
        return [one for one in self.statements if one.differs]

    @property
    def differing_roles(self) -> list[tuple[SeatLine, str]]:
        """The actors that sources give several roles, with the role shown."""
        return [(seat, group.role) for group in self.roles for seat in group.seats if seat.rivals]

    def cite(self, title: str, quotes: Sequence[QuoteView], sources: int) -> Cited:
        """Put the words of a fact on the page and give their place."""
        made = Cited(f"e{len(self.evidence) + 1}", title, quotes, sources)
        self.evidence.append(made)
        return made

    @property
    def summary(self) -> str:
        """Who was there, by role, in words; names where they are few."""
        return words.listing((_counted(group) for group in self.roles), apart=True, language=language())


def sheet(meeting: MeetingView) -> Sheet:
    """The page of a meeting with everything its sources say."""
    made = Sheet()
    mentions = {one.document.id: [two for two in meeting.mentions if two.document.id == one.document.id] for one in meeting.mentions}
    made.sources = [SourceLine(own[0].document, tuple(own)) for own in mentions.values()]
    made.roles = [RoleLines(role, tuple(_seat(made, meeting, one) for one in members)) for role, members in _by_role(meeting)]
    seated = {seat.actor.id for group in made.roles for seat in group.seats}
    made.unplaced = [_person(made, one) for one in meeting.people if one.actor is None or one.actor.id not in seated]
    for act in sorted(meeting.acts, key=_weight):
        (made.earlier if _before(act.document.published, meeting.start) else made.acts).append(act)
    made.agenda = [(issue, made.cite(_code("Issue", issue), quotes, _documents(quotes))) for issue, quotes in meeting.agenda.items()]
    made.statements = [
        PropertyLine(
            name,
            tuple((one, _value(made, name, one)) for one in meeting.values[name]),
            name in meeting.disputed or name in meeting.decided,
        )
        for name in _VALUES
        if meeting.values.get(name)
    ]
    made.announced = list(_announced(made, meeting))
    return made


def _seat(made: Sheet, meeting: MeetingView, role: RoleView) -> SeatLine:
    name = words.actor(role.actor.id, role.actor.name, language=language())
    own = [one for one in meeting.people if one.actor is not None and one.actor.id == role.actor.id]
    evidence = made.cite(words.listing((name, _code("Role", role.role)), language=language()), role.quotes, role.sources)
    rivals = tuple(
        (one, made.cite(words.listing((name, _code("Role", str(one.value))), language=language()), one.quotes, one.sources))
        for one in role.rivals
    )
    seated = tuple(_person(made, one) for one in own)
    return SeatLine(role.actor, seated, evidence, rivals, role.decided_by, role.settled, role.expected)


def _person(made: Sheet, one: PersonView) -> tuple[PersonView, Cited | None]:
    return one, made.cite(one.name, one.quotes, one.sources) if one.quotes else None


def _value(made: Sheet, name: str, one: ValueView) -> Cited:
    said = words.value("meeting", name, one.value, language=language())
    title = words.phrase("pair", name=words.prop("meeting", name, language=language()), value=said, language=language())
    return made.cite(title, one.quotes, one.sources)


def _announced(made: Sheet, meeting: MeetingView) -> Iterator[AnnouncedLine]:
    """What was announced and came otherwise, each with who announced it: of a place the city, of days the first, where they are told."""
    for name in (one for one in _VALUES if one in meeting.announced and _SAID_BY.get(one) not in meeting.announced):
        came = _said(name, meeting.values[name][0].value)
        for one in meeting.announced[name]:
            said = words.phrase(f"announced.{name}", language=language(), value=_said(name, one.value), who=_who(one.quotes), came=came)
            yield AnnouncedLine(capfirst(said), _value(made, name, one))
    for part in meeting.participants:
        if part.expected:
            name = words.isolated(words.actor(part.actor.id, part.actor.name, language=language()), language=language())
            said = words.phrase("announced.participant", language=language(), value=name, who=_who(part.quotes))
            yield AnnouncedLine(capfirst(said), made.cite(name, part.quotes, part.sources))


def _said(name: str, value: object) -> str:
    return words.isolated(words.value("meeting", name, value, form="inside", language=language()), language=language())


def _who(quotes: Sequence[QuoteView]) -> str:
    return said_by(tuple({one.document.id: one.document for one in quotes}.values()))


def _by_role(found: MeetingView) -> Iterator[tuple[str, list[RoleView]]]:
    ordered = sorted(found.participants, key=lambda one: (_rank(one.role), one.actor.name))
    for role, members in groupby(ordered, key=lambda one: one.role):
        yield role, list(members)


def _rank(role: str) -> int:
    return _ROLES.index(role) if role in _ROLES else len(_ROLES)


def _weight(act: ClaimView) -> int:
    value: Any = act.value if act.decided is None else act.decided
    rank = next((rank for rank, kinds in enumerate(_BY_WEIGHT) if value.get("act") in kinds), len(_BY_WEIGHT))
    return min(rank, _PROMISED) if value.get("due") else rank


def _before(published: str | None, start: str | None) -> bool:
    """Whether a document is from before the meeting, as far as both dates tell."""
    if not published or not start:
        return False
    known = min(len(published), len(start))
    return published[:known] < start[:known]


def _counted(group: RoleLines) -> str:
    seats = group.seats
    if len(seats) <= 3:
        names = words.listing((words.actor(one.actor.id, one.actor.name, language=language()) for one in seats), language=language())
    else:
        names = ngettext("%(count)s actor", "%(count)s actors", len(seats)) % {"count": len(seats)}
    form = "" if len(seats) == 1 else "many"
    return words.phrase("pair", name=words.code("Role", group.role, form, language=language()), value=names, language=language())


def _documents(quotes: Sequence[QuoteView]) -> int:
    return len({one.document.id for one in quotes})


def _code(vocabulary: str, one: str) -> str:
    return words.code(vocabulary, one, language=language())
