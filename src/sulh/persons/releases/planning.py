"""A plan of releases: who crosses where, when and in which order, so that no side is ever ahead by more than the margin."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sulh.model import SulhError
from sulh.model.reasons import Reason
from sulh.model.vocabulary import TransferWish
from sulh.persons.releases.balance import Balance
from sulh.persons.releases.conflict import conflicting
from sulh.persons.releases.draw import Draw, tickets
from sulh.persons.releases.handover import steps_of
from sulh.persons.releases.limits import limits_of
from sulh.persons.releases.people import HeldPerson, checked, held_digest, why_not
from sulh.persons.releases.program import Solved, solve
from sulh.persons.releases.terms import ReleaseTerms
from sulh.persons.releases.units import ReleaseUnit, UnitClass, classes_of, units_of

__all__ = ["ImpossiblePlanError", "ReleasePlan", "ReleaseStep", "make_plan"]

_GAP, _SECONDS = 0.001, 60.0
NO_PLACE = Reason("left.no_place")


class ImpossiblePlanError(SulhError):
    """No plan meets the terms; `conflict` are the terms that cannot be met together, any of which given up would make a plan possible."""

    def __init__(self, conflict: Sequence[Reason]) -> None:
        codes = tuple(one.code for one in conflict)
        super().__init__("no plan meets these terms together, of which any one can be given up: {conflict}", conflict=codes)
        self.conflict = tuple(conflict)


@dataclass(frozen=True, slots=True)
class ReleaseStep:
    """Who crosses at one moment: number from 1 through the whole plan, tranche from 0, and the keys of persons with their crossings."""

    number: int
    tranche: int
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReleasePlan:
    """A plan: its terms, all persons of the lists, the steps in their order, and by key why somebody is in none.

    No plan under these terms releases more than `released_bound` persons (with bodies) or has more points than `points_bound`.
    Without a `draw` the order among equals is provisional. `gone` is how many of each holder were in the lists that it was held for, and
    are in them no more.
    `seen_by` is the side for which it was cut (`plan_for`), "" for a whole one. `salt` is that of the digest of the lists.
    """

    terms: ReleaseTerms
    people: tuple[HeldPerson, ...]
    steps: tuple[ReleaseStep, ...]
    left: Mapping[str, Reason]
    released: int
    released_bound: int
    points: int
    points_bound: int
    draw: Draw | None = None
    remarks: tuple[Reason, ...] = ()
    gone: Mapping[str, int] = field(default_factory=dict)
    seen_by: str = ""
    salt: str = ""

    @property
    def by_key(self) -> dict[str, HeldPerson]:
        """The persons of the lists by key."""
        return {one.key: one for one in self.people}

    @property
    def gap(self) -> float:
        """How far the plan may at most be from the best one, as a share of its points for being early (of all, where it has none)."""
        early = self.points - self.terms.crossing_points * self.released
        return (self.points_bound - self.points) / max(1, early or self.points_bound)

    @property
    def provisional(self) -> tuple[str, ...]:
        """The keys of planned persons whom nobody asked in private yet; bodies are not asked."""
        known = self.by_key
        planned = (known[key] for step in self.steps for key, _ in step.people)
        return tuple(one.key for one in planned if one.wish is TransferWish.NOT_ASKED and not one.is_body)


def make_plan(
    people: Sequence[HeldPerson],
    terms: ReleaseTerms,
    *,
    draw: Draw | None = None,
    gone: Mapping[str, int] | None = None,
    salt: str = "",
    gap: float = _GAP,
    seconds: float = _SECONDS,
) -> ReleasePlan:
    """Return the plan with most points: as many as the terms let cross, the most vulnerable first.

    Who crosses counts `terms.crossing_points`, and for each tranche that is earlier than the last what the terms give his or her
    priority. It is exact but for `gap` (a share of the points for being early) or what `seconds` of solving leave, and says how far it
    may be off. Inside a class the longest held go first, then the draw decides. `gone` persons of each holder left the lists since the
    draw, whose tickets stay as they are: the caller answers for it that nobody else did, and nobody came. Raises ImpossiblePlanError with
    the terms in conflict, PersonListError for lists that do not fit the terms, DrawError for a draw on others.
    """
    checked(people, terms.holder_names)
    lost = {holder: number for holder, number in (gone or {}).items() if number}
    if draw is not None:
        _bound_to(draw, people, terms, salt, is_whole=not lost)
    left = {one.key: reason for one in people if (reason := why_not(one, asked_only=terms.asked_only))}
    units = units_of([one for one in people if one.key not in left], terms)
    classes = classes_of(units, tickets(draw, (one.key for one in units)) if draw is not None else {})
    sizes = {of: len(group) for of, group in classes.items()}
    solved = solve(sizes, terms, limits_of(terms, sizes), gap=gap, seconds=seconds)
    if solved is None:
        raise ImpossiblePlanError(conflicting(people, left, terms, seconds=seconds))
    steps = tuple(_steps(classes, solved, terms))
    planned = {key for step in steps for key, _ in step.people}
    left |= {one.key: NO_PLACE for one in people if one.key not in planned and one.key not in left}
    return ReleasePlan(
        terms, tuple(people), steps, left, len(planned), solved.released_bound, solved.points, solved.points_bound, draw,
        tuple(_remarks(people, left, terms, sum(lost.values()) if draw is not None else 0)), lost, salt=salt,
    )  # fmt: skip


def _bound_to(draw: Draw, people: Sequence[HeldPerson], terms: ReleaseTerms, salt: str, *, is_whole: bool) -> None:
    from sulh.persons.releases.draw import DrawError

    if is_whole and draw.lists != held_digest(people, salt):
        raise DrawError("the draw was held for other lists than these: some row changed since the sides committed; draw again")
    if sorted(one.side for one in draw.seeds) != sorted(terms.holder_names):
        raise DrawError("the draw was held by other sides than the holders of the terms")


def _steps(classes: Mapping[UnitClass, Sequence[ReleaseUnit]], solved: Solved, terms: ReleaseTerms) -> Iterator[ReleaseStep]:
    """The counts of the program as persons in steps: each class gives its units in the order of the rule, the first tranche first."""
    waiting = {of: deque(group) for of, group in classes.items()}
    balance = Balance(terms)
    number = 0
    for tranche in range(len(terms.tranches)):
        crossing = [
            (waiting[of].popleft(), place)
            for of in classes
            for place in range(len(terms.crossings))
            for _ in range(solved.counts.get((of, tranche, place), 0))
        ]
        for step in steps_of(crossing, balance):
            number += 1
            yield ReleaseStep(number, tranche, tuple((one.key, terms.crossings[place].name) for unit, place in step for one in unit.people))


def _remarks(people: Sequence[HeldPerson], left: Mapping[str, Reason], terms: ReleaseTerms, gone: int) -> Iterator[Reason]:
    """What a reader of the plan should know: families that are torn apart by a refusal, and families across holders."""
    families: dict[str, list[HeldPerson]] = {}
    for one in people:
        if one.family:
            families.setdefault(one.family, []).append(one)
    for family, members in families.items():
        out = [one.key for one in members if left.get(one.key, NO_PLACE) != NO_PLACE]
        if out and len(out) < len(members):
            yield Reason.of("remark.family_parted", family=family, keys=tuple(out))
        by = Counter(one.holder for one in members)
        if len(by) > 1:
            yield Reason.of("remark.family_of_several", family=family, holders=tuple(sorted(by)))
    if gone:
        yield Reason.of("remark.gone", number=gone)
    if not terms.families_together and families:
        yield Reason("remark.families_apart")
