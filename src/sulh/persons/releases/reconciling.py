"""What happened at the crossing, name by name, beside the plan, and how the balance stood after each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sulh.model import SulhError
from sulh.model.messages import TermName, joined
from sulh.model.reasons import Reason
from sulh.model.vocabulary import CrossingOutcome, PersonCategory
from sulh.persons.list_words import code_of
from sulh.persons.releases.balance import Balance
from sulh.persons.releases.people import HeldPerson
from sulh.persons.releases.planning import ReleasePlan, ReleaseStep

__all__ = ["AtCrossing", "CrossingListError", "Reconciled", "ReconciledRow", "at_crossing", "reconciled"]


class CrossingListError(SulhError):
    """A row of what happened at the crossing cannot be used; the message says the column, what stands there, and what to do."""


@dataclass(frozen=True, slots=True)
class AtCrossing:
    """What was written down about one name: the holder's number ("" where it has none), the name, the outcome, when, and a remark."""

    id: str
    name: str
    outcome: CrossingOutcome
    holder: str = ""
    at: str = ""
    remark: str = ""
    category: PersonCategory = PersonCategory.OTHER


@dataclass(frozen=True, slots=True)
class ReconciledRow:
    """One name: what happened, the planned step and day (None and "" where there is none), and the balance after it.

    `ahead` is the side that has handed over least by the ratio, `lead` by how many persons; `beyond` whether a margin is exceeded then.
    `other_tranche`: the name is planned for a tranche that was not carried out.
    """

    key: str
    name: str
    holder: str
    outcome: CrossingOutcome
    step: int | None
    day: str
    ahead: str
    lead: float
    beyond: bool
    remark: str = ""
    other_tranche: bool = False


@dataclass(frozen=True, slots=True)
class Reconciled:
    """All names in the order in which they were written down, then those of the plan's days of whom nothing was; and what follows."""

    rows: tuple[ReconciledRow, ...]
    sentences: tuple[Reason, ...]

    @property
    def as_planned(self) -> bool:
        """Whether everybody came whom the plan names for these tranches, nobody else did, and no margin was exceeded."""
        return all(one.outcome is CrossingOutcome.CAME and not one.beyond and not one.other_tranche for one in self.rows)


def at_crossing(cells: Mapping[str, str]) -> AtCrossing:
    """Return what a row says, given as texts by field (see `field_columns`). Raises CrossingListError with the field."""
    given = {field: " ".join(text.split()) for field, text in cells.items() if text.strip()}
    if "outcome" not in given or not ("id" in given or "name" in given):
        raise CrossingListError("a row says who it is about (id, or name) and what happened (outcome)")
    outcome, category = code_of("CrossingOutcome", given["outcome"]), code_of("PersonCategory", given.get("category", "other"))
    if outcome is None or category is None:
        column, written = ("outcome", given["outcome"]) if outcome is None else ("category", given["category"])
        raise CrossingListError(
            "column {field}: {written!r} is none of its words; `sulh release columns` lists them",
            field=TermName(column, f"listed.{column}"), written=written,
        )
    return AtCrossing(
        given.get("id", ""), given.get("name", ""), CrossingOutcome(outcome), given.get("holder", ""), given.get("at", ""),
        given.get("remark", ""), PersonCategory(category),
    )  # fmt: skip


def reconciled(plan: ReleasePlan, happened: Iterable[AtCrossing], *, tranches: Iterable[int] | None = None) -> Reconciled:
    """Return the plan beside what happened; rows of `happened` stand in the order in which it did.

    `tranches` (from 0) are those that were carried out; where nobody says, those of which somebody was written down, and all before them.
    Raises CrossingListError for a name that several persons of the plan have, or one that is written down twice.
    """
    steps = {key: step for step in plan.steps for key, _ in step.people}
    known, balance = plan.by_key, Balance(plan.terms)
    rows: list[ReconciledRow] = []
    seen: set[str] = set()
    for one in happened:
        person = _found(one, plan, known)
        key = person.key if person is not None else f"{one.holder}/{one.id}".strip("/") or one.name
        if key in seen:
            raise CrossingListError("{key} ({name}) was written down twice; keep the row that is right", key=key, name=one.name)
        seen.add(key)
        rows.append(_row(one, person, key, plan, balance, steps))
    done = set(tranches) if tranches is not None else set(range(max((steps[key].tranche for key in seen if key in steps), default=-1) + 1))
    rows = [replace(row, other_tranche=row.key in steps and steps[row.key].tranche not in done) for row in rows]
    for step in plan.steps:
        for key, _ in step.people:
            if step.tranche in done and key not in seen:
                nothing = AtCrossing(known[key].id, known[key].name, CrossingOutcome.NOT_RECORDED, known[key].holder)
                rows.append(_row(nothing, known[key], key, plan, balance, steps))
    return Reconciled(tuple(rows), tuple(_sentences(rows, plan, balance)))


def _row(
    one: AtCrossing, person: HeldPerson | None, key: str, plan: ReleasePlan, balance: Balance, steps: Mapping[str, ReleaseStep]
) -> ReconciledRow:
    step = steps.get(key)
    outcome = CrossingOutcome.NOT_ON_LIST if step is None and one.outcome is CrossingOutcome.CAME else one.outcome
    holder = person.holder if person is not None else one.holder
    if outcome in (CrossingOutcome.CAME, CrossingOutcome.NOT_ON_LIST):
        if holder not in plan.terms.holder_names:
            raise CrossingListError(
                "{key} ({name}) is not on the list: say in column holder which side handed him or her over", key=key, name=one.name
            )
        balance.add(plan.terms.holder_names.index(holder), [person.category if person is not None else one.category])
    lead, side = balance.lead()
    day = str(plan.terms.tranches[step.tranche]) if step is not None else ""
    name = person.name if person is not None else one.name
    return ReconciledRow(
        key, name, holder, outcome, step.number if step is not None else None, day, side, lead, balance.excess() > 0, one.remark
    )  # fmt: skip


def _found(one: AtCrossing, plan: ReleasePlan, known: Mapping[str, HeldPerson]) -> HeldPerson | None:
    """The person of the lists that a row is about: by the holder's number, else by the name as the list has it."""
    if one.id:
        keys = [f"{holder}/{one.id}" for holder in plan.terms.holder_names if one.holder in ("", holder)]
        found = [known[key] for key in keys if key in known]
    else:
        found = [person for person in plan.people if one.name in (person.name, person.other_name) and one.holder in ("", person.holder)]
    if len(found) > 1:
        raise CrossingListError(
            "{name} may be {known}; add the holder and the number",
            name=one.id or one.name, known=joined((person.key for person in found), "{one} or {other}"),
        )
    return found[0] if found else None


_SAID = frozenset(CrossingOutcome) - {CrossingOutcome.CAME}


def _sentences(rows: list[ReconciledRow], plan: ReleasePlan, balance: Balance) -> Iterator[Reason]:
    """What differs from the plan, and the balance."""
    for row in rows:
        if row.outcome in _SAID:
            yield Reason.of(f"crossed.{row.outcome}", name=row.name, key=row.key)
        if row.other_tranche:
            yield Reason.of("crossed.other_tranche", name=row.name, key=row.key, day=row.day)
    first = next((row for row in rows if row.beyond), None)
    if first is not None:
        ahead = first.ahead or Reason("crossed.a_side")
        yield Reason.of("crossed.margin_first", name=first.name, key=first.key, side=ahead, lead=float(first.lead))
    names = plan.terms.holder_names
    lead, side = balance.lead()
    ahead = Reason.of("crossed.ahead", side=side, lead=float(lead)) if side else Reason("crossed.even")
    yield Reason.of("crossed.living", counts=_counts(names, balance.given()), ahead=ahead)
    bodies = balance.given(PersonCategory.BODY)
    if any(bodies):
        yield Reason.of("crossed.bodies", counts=_counts(names, bodies))
    if balance.excess():
        yield Reason.of("crossed.margin_last", margin=plan.terms.margin)


def _counts(names: Iterable[str], counts: Iterable[int]) -> tuple[str, ...]:
    return tuple(f"{name} {count}" for name, count in zip(names, counts, strict=True))
