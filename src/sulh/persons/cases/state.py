"""Where a person's file stands: worked out from its events, as of any moment; nobody is dead in it but by a decision with a source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sulh.model.messages import FilledMessage, TermName
from sulh.model.vocabulary import HolderAnswer, HypothesisState, PersonFate, PersonWhereabouts
from sulh.persons.cases.events import CaseError, CaseEvent
from sulh.persons.cases.events import CaseEventKind as Kind
from sulh.persons.cases.fields import (
    BODY,
    CORRECTABLE,
    PARTS,
    TELLABLE,
    check_values,
    field_term,
    kind_term,
    reserved,
    where_term,
)

__all__ = ["Case", "CaseEntry", "CaseTerms", "FateDecision", "WhereaboutsDecision", "case_of"]

_DEAD = frozenset({HolderAnswer.DEAD_BODY_HELD, HolderAnswer.DEAD_BODY_NOT_HELD})
_ENTRIES = frozenset({Kind.REPORTED, Kind.SIGHTED, Kind.CLAIMED, Kind.DOCUMENT, Kind.HYPOTHESIS, Kind.CONTACT, Kind.TOLD, Kind.LINKED})
_EVIDENCE = frozenset({Kind.REPORTED, Kind.SIGHTED, Kind.DOCUMENT})
_SOURCES = _EVIDENCE | {Kind.CLAIMED}
_OF_THE_FILE = frozenset({Kind.OPENED, Kind.TERMS, Kind.CLOSED, Kind.REOPENED})
# What an event must be about, where it is about another.
_ABOUT: Mapping[Kind, frozenset[Kind]] = {
    Kind.JUDGED: frozenset({Kind.HYPOTHESIS}),
    Kind.TOLD: frozenset({Kind.CONTACT}),
    Kind.CORRECTED: frozenset({Kind.OPENED, *CORRECTABLE}),
    Kind.WITHDRAWN: _ENTRIES,
}
_FOR_THE_SAME = frozenset({Kind.CORRECTED, Kind.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class CaseTerms:
    """Under which legal basis and for which purpose the file is kept, until which day, and which groups see which part of `PARTS`."""

    legal_basis: str
    purpose: str
    until: dt.date
    may_see: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """Something that was said and can be corrected or withdrawn: a report, sighting, claim, document, hypothesis, contact, telling or link.

    `values` are as they were last corrected; `judged` are the judgements about a hypothesis, the last one in force; `withdrawn` is the
    event that took it back, None where it stands.
    """

    event: CaseEvent
    values: Mapping[str, Any]
    judged: tuple[CaseEvent, ...] = ()
    withdrawn: CaseEvent | None = None

    @property
    def id(self) -> str:
        """The id of the event."""
        return self.event.id

    @property
    def what(self) -> Kind:
        """The kind of the event."""
        return self.event.what

    @property
    def stands(self) -> bool:
        """Whether nobody took it back."""
        return self.withdrawn is None

    @property
    def state(self) -> HypothesisState:
        """What became of a hypothesis; open where nobody judged it."""
        return HypothesisState(self.judged[-1].values["state"]) if self.judged else HypothesisState.OPEN


@dataclass(frozen=True, slots=True)
class FateDecision:
    """A decision about whether the person lives: by whom, written by whom and when, of which day it speaks, and by which sources."""

    id: str
    fate: PersonFate
    decided_by: str
    by: str
    at: dt.datetime
    sources: tuple[str, ...] = ()
    on: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class WhereaboutsDecision:
    """A decision about where the person or the body is: held by whom, at which place; otherwise as `FateDecision`."""

    id: str
    whereabouts: PersonWhereabouts
    decided_by: str
    by: str
    at: dt.datetime
    sources: tuple[str, ...] = ()
    holder: str = ""
    place: str = ""
    on: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """A person's file: what is known, its terms, entries by id, every decision in its order, and all events that it follows from."""

    name: str
    known: Mapping[str, str]
    terms: CaseTerms
    health: str = ""
    entries: Mapping[str, CaseEntry] = field(default_factory=dict)
    fates: tuple[FateDecision, ...] = ()
    all_whereabouts: tuple[WhereaboutsDecision, ...] = ()
    is_closed: bool = False
    events: tuple[CaseEvent, ...] = ()

    @property
    def fate(self) -> PersonFate:
        """Whether the person lives, as last decided; missing where nobody decided, and where death has lost its last source."""
        last = self.fate_decision
        return last.fate if last is not None else PersonFate.MISSING

    @property
    def fate_decision(self) -> FateDecision | None:
        """The decision about the fate that is in force; None where there is none, or the last one has lost its sources."""
        last = self.fates[-1] if self.fates else None
        if last is None or (last.fate is PersonFate.DECEASED and not self._any_stands(last.sources, _EVIDENCE)):
            return None
        return last

    @property
    def whereabouts(self) -> PersonWhereabouts:
        """Where the person or the body is, as last decided; unknown where nobody decided."""
        last = self.whereabouts_decision
        return last.whereabouts if last is not None else PersonWhereabouts.UNKNOWN

    @property
    def whereabouts_decision(self) -> WhereaboutsDecision | None:
        """The decision about the whereabouts that is in force; that of a body is only while the fate is deceased and a source stands."""
        last = self.all_whereabouts[-1] if self.all_whereabouts else None
        if last is None or (last.whereabouts in BODY and not self._is_body_sourced(last)):
            return None
        return last

    @property
    def unsupported(self) -> tuple[str, ...]:
        """The ids of last decisions that are not in force, for what they rest on was taken back: somebody has to decide anew."""
        found = []
        if self.fates and self.fate_decision is None:
            found.append(self.fates[-1].id)
        if self.all_whereabouts and self.whereabouts_decision is None:
            found.append(self.all_whereabouts[-1].id)
        return tuple(found)

    @property
    def is_reported_dead(self) -> bool:
        """Whether the fate is deceased or a holder claims so: no plan of the living may name the person. A claim decides no fate."""
        return self.fate is PersonFate.DECEASED or any(one.values["answer"] in _DEAD for one in self.of(Kind.CLAIMED) if one.stands)

    @property
    def links(self) -> Mapping[str, CaseEntry]:
        """For each request or entry of a list the last decision that stands: same, different or unsure."""
        return {one.values["other"]: one for one in self.of(Kind.LINKED) if one.stands}

    def of(self, what: Kind) -> tuple[CaseEntry, ...]:
        """Return the entries of one kind in their order, those taken back too."""
        return tuple(one for one in self.entries.values() if one.what is what)

    def is_expired(self, day: dt.date) -> bool:
        """Return whether the day until which the file may be kept has passed."""
        return day > self.terms.until

    def _is_body_sourced(self, last: WhereaboutsDecision) -> bool:
        return self.fate is PersonFate.DECEASED and self._any_stands(last.sources, _SOURCES)

    def _any_stands(self, sources: Iterable[str], kinds: frozenset[Kind]) -> bool:
        found = (self.entries[one] for one in sources if one in self.entries)
        return any(one.stands and one.what in kinds for one in found)


def case_of(events: Iterable[CaseEvent], until: dt.datetime | None = None) -> Case:
    """Return where the file stands after the events, or after those not later than `until`.

    Raises CaseError for a list that does not begin with `opened`, whose times go back, or that holds an event which cannot happen; it
    names the event and says what to do.
    """
    given = iter(events)
    first = next(given, None)
    if first is None or first.what is not Kind.OPENED:
        raise CaseError("the file is not opened; an event of the kind opened begins it")
    _check_time(first, None)
    _check_event(first, {})
    case = _opened(first)
    known = {first.id: first}
    for event in given:
        _check_time(event, case.events[-1].at)
        if until is not None and event.at > until:
            break
        _check_event(event, known)
        if case.is_closed and event.what not in (Kind.REOPENED, Kind.TERMS):
            raise CaseError("{where}: the file is closed; reopen it first", where=where_term(event))
        known[event.id] = event
        case = replace(_APPLIED.get(event.what, _entry)(event, case), events=(*case.events, event))
    return case


def _check_time(event: CaseEvent, last: dt.datetime | None) -> None:
    if event.at.utcoffset() is None:
        raise CaseError("{where}: the time {at} has no offset from UTC", where=where_term(event), at=event.at.isoformat())
    if last is not None and event.at < last:
        raise CaseError("{where}: its time {at} is before what was written last", where=where_term(event), at=event.at.isoformat())


def _check_event(event: CaseEvent, known: Mapping[str, CaseEvent]) -> None:
    """Refuse an event without author or id of its own, with faulty values, or about what it cannot be about."""
    where = where_term(event)
    if not event.by.strip() or not event.id.strip():
        raise CaseError("{where}: an event needs an author and an id of its own", where=where)
    if event.id in known:
        raise CaseError("{where}: the id stands for another event of this file already", where=where)
    if event.only and event.what in _OF_THE_FILE:
        raise CaseError("{where}: is for everybody who may see the file; it cannot be for {only} only", where=where, only=tuple(event.only))
    check_values(event)
    _check_about(event, known)


def _check_about(event: CaseEvent, known: Mapping[str, CaseEvent]) -> None:
    """Refuse what speaks of an event that is not there, is of a kind that it cannot speak of, or is for fewer groups."""
    allowed = _ABOUT.get(event.what, frozenset())
    if bool(event.about) != bool(allowed):
        fault = FilledMessage("must be about an earlier event") if allowed else FilledMessage("is about the person, and no event")
        raise CaseError("{where}: {fault}", where=where_term(event), fault=fault)
    named = [(event.about, allowed)] if event.about else []
    sources = _SOURCES | {Kind.FATE} if event.what is Kind.WHEREABOUTS else _SOURCES
    named += [(one, sources) for one in event.values.get("sources", ())]
    named += [(one, TELLABLE) for one in event.values.get("events", ())]
    for one, kinds in named:
        other = known.get(one)
        if other is None:
            raise CaseError("{where}: there is no event {one!r} before it in this file", where=where_term(event), one=one)
        if other.what not in kinds:
            raise CaseError(
                "{where}: cannot speak of {one}, which is {kind}; it may of {kinds}",
                where=where_term(event), one=one, kind=kind_term(other.what), kinds=tuple(map(kind_term, sorted(kinds))),
            )
        if other.only and not (event.only and set(event.only) <= set(other.only)):
            raise CaseError(
                "{where}: speaks of {one}, which is for {only} only, and must not be for more than these",
                where=where_term(event), one=one, only=tuple(other.only),
            )
        if event.what in _FOR_THE_SAME and set(event.only) != set(other.only):
            raise CaseError(
                "{where}: must be for the same readers as {one}, or some go on by what no longer stands",
                where=where_term(event), one=one,
            )


def _opened(event: CaseEvent) -> Case:
    held = event.values
    _check_known(event, held.get("known", {}))
    terms = CaseTerms(held["legal_basis"], held["purpose"], dt.date.fromisoformat(held["until"]), _may_see(held.get("may_see", {})))
    return Case(held["name"], dict(held.get("known", {})), terms, held.get("health", ""), events=(event,))


def _check_known(event: CaseEvent, known: Mapping[str, Any]) -> None:
    fault = reserved(known)
    if fault is not None:
        raise CaseError("{where}: {fault}", where=where_term(event), fault=fault)


def _may_see(held: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    return {part: tuple(held.get(part, ())) for part in PARTS}


def _terms(event: CaseEvent, case: Case) -> Case:
    held, terms = event.values, case.terms
    if held.get("until"):
        terms = replace(terms, until=dt.date.fromisoformat(held["until"]))
    if "may_see" in held:
        terms = replace(terms, may_see={**terms.may_see, **{part: tuple(groups) for part, groups in held["may_see"].items()}})
    texts = {name: held[name] for name in ("legal_basis", "purpose") if held.get(name)}
    return replace(case, terms=replace(terms, **texts))


def _entry(event: CaseEvent, case: Case) -> Case:
    if event.what is Kind.TOLD:
        _check_told(event, case)
    return replace(case, entries={**case.entries, event.id: CaseEntry(event, dict(event.values))})


def _check_told(event: CaseEvent, case: Case) -> None:
    """Refuse to write that somebody was told what the contact does not say he or she may be told."""
    contact = case.entries[event.about]
    if not contact.stands:
        raise CaseError("told {id}: the contact {other} was taken back; write a contact anew first", id=event.id, other=contact.id)
    kinds = {one.id: one.what for one in case.events}
    may = contact.values.get("may_be_told", ())
    refused = next((one for one in event.values["events"] if kinds[one] not in may), None)
    if refused is not None:
        raise CaseError(
            "told {id}: {who} may be told of {known}, and {refused} is {kind}; write a contact that says more, if they agreed to be told",
            id=event.id, who=contact.values["who"], known=tuple(kind_term(one) for one in may) or TermName("nothing", "case.nothing"),
            refused=refused, kind=kind_term(kinds[refused]),
        )


def _judged(event: CaseEvent, case: Case) -> Case:
    entry = case.entries[event.about]
    return replace(case, entries={**case.entries, entry.id: replace(entry, judged=(*entry.judged, event))})


def _corrected(event: CaseEvent, case: Case) -> Case:
    fields = event.values["fields"]
    if event.about == case.events[0].id:
        known = {name: text for name, text in fields.items() if name not in ("name", "health")}
        _check_known(event, known)
        name, health = fields.get("name", case.name), fields.get("health", case.health)
        if not name.strip():
            raise CaseError("corrected {id}: a file cannot be without a name", id=event.id)
        return replace(case, name=name, health=health, known={**case.known, **known})
    entry = case.entries[event.about]
    wrong = next((name for name in fields if name not in CORRECTABLE[entry.what]), None)
    if wrong is not None:
        may = tuple(field_term(one) for one in sorted(CORRECTABLE[entry.what]))
        raise CaseError(
            "corrected {id}: {field!r} of {kind} cannot be corrected; these can: {may}",
            id=event.id, field=field_term(wrong), kind=kind_term(entry.what), may=may,
        )
    values = {**entry.values, **fields}
    check_values(replace(entry.event, values=values))
    return replace(case, entries={**case.entries, entry.id: replace(entry, values=values)})


def _withdrawn(event: CaseEvent, case: Case) -> Case:
    entry = case.entries[event.about]
    if not entry.stands:
        raise CaseError("withdrawn {id}: {other} was taken back already", id=event.id, other=entry.id)
    return replace(case, entries={**case.entries, entry.id: replace(entry, withdrawn=event)})


def _fate(event: CaseEvent, case: Case) -> Case:
    held = event.values
    made = FateDecision(
        event.id, PersonFate(held["fate"]), held["decided_by"], event.by, event.at, tuple(held.get("sources", ())), held.get("on", ""),
        held.get("words", ""),
    )  # fmt: skip
    after = replace(case, fates=(*case.fates, made))
    if after.fate_decision is None:
        raise CaseError(
            "fate {id}: nobody is dead without a source: name a report, sighting or document of this file that was not taken back; what a "
            "holder claims is no fate",
            id=event.id,
        )
    return after


def _whereabouts(event: CaseEvent, case: Case) -> Case:
    held = event.values
    texts = {name: held.get(name, "") for name in ("holder", "place", "on", "words")}
    made = WhereaboutsDecision(
        event.id, PersonWhereabouts(held["whereabouts"]), held["decided_by"], event.by, event.at, tuple(held.get("sources", ())), **texts
    )  # fmt: skip
    if made.whereabouts in (PersonWhereabouts.DETAINED, PersonWhereabouts.BODY_HELD) and not made.holder:
        raise CaseError("whereabouts {id}: the field holder is empty; say who holds the person or the body", id=event.id)
    if made.whereabouts in BODY:
        _check_body(made, case)
    return replace(case, all_whereabouts=(*case.all_whereabouts, made))


def _check_body(made: WhereaboutsDecision, case: Case) -> None:
    """Refuse a place of a body that does not name the decision that the person is dead, and who says where the body is.

    That decision is named, not looked up, so that nobody learns from a refusal of a death that he or she may not know of.
    """
    dead = {one.id for one in case.fates if one.fate is PersonFate.DECEASED}
    if not dead & set(made.sources):
        raise CaseError(
            "whereabouts {id}: {whereabouts} is of a dead person: name in sources the decision that says so",
            id=made.id, whereabouts=made.whereabouts,
        )
    if not any(one in case.entries for one in made.sources):
        raise CaseError(
            "whereabouts {id}: name in sources a report, sighting, claim or document too that says where the body is", id=made.id
        )


def _closed(event: CaseEvent, case: Case) -> Case:
    return replace(case, is_closed=True)


def _reopened(event: CaseEvent, case: Case) -> Case:
    if not case.is_closed:
        raise CaseError("reopened {id}: the file is not closed", id=event.id)
    return replace(case, is_closed=False)


def _again(event: CaseEvent, case: Case) -> Case:
    raise CaseError("opened {id}: the file is open already; correct what it says by an event of the kind corrected", id=event.id)


_APPLIED: Mapping[Kind, Callable[[CaseEvent, Case], Case]] = {
    Kind.OPENED: _again, Kind.TERMS: _terms, Kind.JUDGED: _judged, Kind.CORRECTED: _corrected, Kind.WITHDRAWN: _withdrawn,
    Kind.FATE: _fate, Kind.WHEREABOUTS: _whereabouts, Kind.CLOSED: _closed, Kind.REOPENED: _reopened,
}  # fmt: skip
