"""All fields of a meeting corrected in one place: each with the value shown and the claims behind it, one save for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from sulh import words
from sulh.desk.citing import SourceForm
from sulh.desk.correcting import FactForm
from sulh.desk.shown import language
from sulh.model.kinds import Kind, Property, PropertyType, kind_named
from sulh.record import decisions
from sulh.record.entering import add_to
from sulh.record.ledger import writing
from sulh.record.naming import add_new
from sulh.record.queries.claims import claim_views
from sulh.record.queries.visible import claims
from sulh.record.shapes import ClaimView, MeetingView, QuoteView, Viewer
from sulh.text.days import first_day

__all__ = ["FixForm", "FixPart", "FixValue"]

_MEETING = "meeting"


@dataclass
class FixValue:
    """One property: its field, the value shown, and the claims behind it; those ticked are corrected when the field changes."""

    name: str
    title: str
    field: forms.BoundField
    shown: Any
    claims: tuple[ClaimView, ...]
    ticked: frozenset[str]


@dataclass
class FixPart:
    """One participant, person or agenda item: its fields, and the claims that say so."""

    name: str
    title: str
    form: FactForm
    claims: tuple[ClaimView, ...]
    is_gone: bool


class FixForm:
    """The form of one meeting. `sent` is what a browser sent; the state of each claim comes with it."""

    def __init__(self, viewer: Viewer, found: MeetingView, sent: Any = None) -> None:
        self.viewer, self.found, self.sent = viewer, found, sent
        self.kind = kind_named(_MEETING)
        self._claims = self._views(found)
        own = {one.name: one for one in self.kind.values if one.holds is not PropertyType.FLAG}
        shown = {name: self._shown(name) for name in own}
        self.fact = FactForm(viewer, _MEETING, own, shown, sent, prefix="fix", partly=True)
        self.values = [self._value(one, shown[one.name]) for one in own.values()]
        self.parts = list(self._parts())
        self.source = SourceForm(viewer, sent if sent is not None and self._needs_source else None)
        self.problems: list[str] = []
        self.is_fresh = sent is None  # after somebody decided meanwhile, the next save is made against what is there now

    def is_valid(self) -> bool:
        """Whether all of it can be saved."""
        valid = [self.fact.is_valid(), *(one.form.is_valid() for one in self.parts if not one.is_gone)]
        return all([*valid, self.source.is_valid() if self._needs_source else True])

    def save(self) -> int:
        """Everything that changed, in one transaction; how many decisions it took.

        Raises ConflictError where somebody decided meanwhile, InvalidError for what the record refuses.
        """
        reason = self.fact.reason
        with writing():
            made = sum(self._part(one, reason) for one in self.parts)
            return made + sum(self._single(one, reason) for one in self._ordered())

    @property
    def states(self) -> list[tuple[str, str]]:
        """The claims with the state that they were looked at in; after an error that of the first look."""
        return [(one.id, one.state if self.is_fresh else self._state(one)) for one in self._claims.values()]

    # --- what is shown -----------------------------------------------------------------------------------------------------------------

    def _views(self, found: MeetingView) -> dict[str, ClaimView]:
        quotes = [quote for values in found.values.values() for value in values for quote in value.quotes]
        quotes += [quote for role in found.participants for quote in (*role.quotes, *(q for rival in role.rivals for q in rival.quotes))]
        quotes += [quote for one in found.people for quote in one.quotes]
        quotes += [quote for some in found.agenda.values() for quote in some]
        rows = claims(self.viewer).filter(pk__in=sorted({quote.claim for quote in quotes})).order_by("seq")
        return {one.id: one for one in claim_views(self.viewer, rows)}

    def _of(self, quotes: Iterable[QuoteView]) -> tuple[ClaimView, ...]:
        return tuple(self._claims[key] for key in dict.fromkeys(quote.claim for quote in quotes) if key in self._claims)

    def _shown(self, name: str) -> Any:
        values = self.found.values.get(name, ())
        return values[0].value if values else None

    def _value(self, one: Property, shown: Any) -> FixValue:
        values = self.found.values.get(one.name, ())
        every = self._of(quote for value in values for quote in value.quotes)
        start = {quote.claim for quote in (values[0].quotes if values else ())}
        ticked = set(self.sent.getlist(f"claims-{one.name}")) if self.sent is not None else start
        title = words.prop(_MEETING, one.name, language=language())
        return FixValue(one.name, title, self.fact[one.name], shown, every, frozenset(ticked))

    def _parts(self) -> Iterator[FixPart]:
        for one in self.kind.parts:
            assert one.part is not None
            for number, (value, behind) in enumerate(self._stated(one.name)):
                prefix = f"{one.name}-{number}"
                own = {item.name: item for item in one.part.values if item.name == one.part.bare or not one.part.bare}
                form = FactForm(self.viewer, one.part.name, own, value, self.sent, prefix, reasoned=False)
                gone = self.sent is not None and bool(self.sent.get(f"{prefix}-gone"))
                yield FixPart(prefix, words.prop(_MEETING, one.name, language=language()), form, behind, gone)

    def _stated(self, name: str) -> Iterator[tuple[dict[str, Any], tuple[ClaimView, ...]]]:
        """What the meeting's parts of a sort are, as shown, each with its claims."""
        if name == "participants":
            for role in self.found.participants:
                actor = {"id": role.actor.id, "name": role.actor.name, "kind": role.actor.kind}
                yield {"actor": actor, "role": role.role}, self._of((*role.quotes, *(q for one in role.rivals for q in one.quotes)))
        elif name == "people":
            for person in self.found.people:
                ref = person.actor
                stood = {"id": ref.id, "name": ref.name, "kind": ref.kind} if ref else None
                value = {"name": person.name, "office": person.office, "actor": stood, "head_of_delegation": person.head}
                yield value, self._of(person.quotes)
        elif name == "agenda":
            for issue, quotes in self.found.agenda.items():
                yield {"issue": issue}, self._of(quotes)

    # --- what is saved -----------------------------------------------------------------------------------------------------------------

    @property
    def _needs_source(self) -> bool:
        """Whether something is given that no source says yet."""
        return any(not one.claims and self._is_changed(one) for one in self.values)

    def _is_changed(self, one: FixValue) -> bool:
        given = one.field.value()
        return str(getattr(given, "text", given) or "") != str("" if one.shown is None else one.shown)

    def _ordered(self) -> list[FixValue]:
        """The values in an order in which no step between makes the meeting end before it starts."""
        start = next((one for one in self.values if one.name == "start"), None)
        if start is None or not self.fact.values.get("start"):
            return self.values
        is_later = (first_day(self.fact.values["start"]) or "") > (first_day(start.shown) or "")
        return sorted(self.values, key=lambda one: (one.name == "start") if is_later else (one.name == "end"))

    def _state(self, claim: ClaimView) -> str:
        return str(self.sent.get(f"state-{claim.id}", claim.state)) if self.sent is not None else claim.state

    def _single(self, one: FixValue, reason: str) -> int:
        new = self.fact.values[one.name]
        if new == one.shown:
            return 0
        if not one.claims:
            cite, sharing = self.source.cite, self.source.sharing
            add_to(self.viewer, self.found.id, {one.name: new}, cite, reason=reason, **sharing)
            return 1
        rivals = [claim for claim in one.claims if _held(claim) == new]
        if rivals:
            return self._each(rivals, lambda claim: decisions.accept(self.viewer, claim.id, reason=reason, against=self._state(claim)))
        meant = [claim for claim in one.claims if claim.id in one.ticked]
        if new is None:
            return self._each(meant, lambda claim: decisions.reject(self.viewer, claim.id, reason=reason, against=self._state(claim)))
        return self._each(meant, lambda claim: decisions.correct(self.viewer, claim.id, new, reason=reason, against=self._state(claim)))

    def _part(self, one: FixPart, reason: str) -> int:
        if one.is_gone:
            return self._each(one.claims, lambda claim: decisions.reject(self.viewer, claim.id, reason=reason, against=self._state(claim)))
        changed = {name: value for name, value in one.form.values.items() if value != one.form.shown.get(name)}
        if not changed:
            return 0
        add_new(self.viewer, changed)
        part = kind_named(one.form.kind)
        rivals = [claim for claim in one.claims if _with(part, _held(claim), changed) == _held(claim)]
        if rivals:
            return self._each(rivals, lambda claim: decisions.accept(self.viewer, claim.id, reason=reason, against=self._state(claim)))
        return self._each(
            one.claims,
            lambda claim: decisions.correct(
                self.viewer, claim.id, _with(part, _held(claim), changed), reason=reason, against=self._state(claim)
            ),
        )

    def _each(self, some: Iterable[ClaimView], decide: Any) -> int:
        return len([decide(claim) for claim in some])


def _held(claim: ClaimView) -> Any:
    return claim.value if claim.decided is None else claim.decided


def _with(part: Kind, value: Any, changed: Mapping[str, Any]) -> Any:
    """A claimed part with some of its properties changed; an actor that stays keeps the name that its source gives."""
    if part.bare:
        return changed.get(part.bare, value)
    made = dict(value)
    for one in part.properties:
        if one.name in changed:
            made[one.claimed] = changed[one.name]
    return made
