"""The whole-number program of a plan: how many units of each class cross where and when, solved by HiGHS, which says how good it is."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sulh.model import MissingExtraError
from sulh.model.vocabulary import PersonCategory
from sulh.persons.releases.limits import Limit, SolverTimeError, demanded
from sulh.persons.releases.terms import ReleaseTerms
from sulh.persons.releases.units import UnitClass

__all__ = ["Solved", "feasible", "solve"]

_OUT_OF_TIME = 1
_TOLERANCE = 1e-6
# Whole plans are looked for with each number this far from that of the relaxed program.
_REACHES = (0, 1, 2)
# No time is spent near it on an order that is better by less than this share.
_CLOSE = 0.0001


@dataclass(frozen=True, slots=True)
class Solved:
    """How many units of a class cross in a tranche (from 0) at a crossing (from 0), by (class, tranche, crossing).

    `points` is what the plan counts and `points_bound` what no plan can exceed; `released_bound` is what none can exceed in persons.
    """

    counts: Mapping[tuple[UnitClass, int, int], int]
    points: int
    points_bound: int
    released_bound: int


def solve(sizes: Mapping[UnitClass, int], terms: ReleaseTerms, limits: Sequence[Limit], *, gap: float, seconds: float) -> Solved | None:
    """Return the plan with most points, or None where no plan meets the limits.

    Solved until it is within `gap` (a share of the points for being early) of what is possible, or for `seconds`. The relaxed program,
    which may part persons, bounds what any plan can reach; whole plans are looked for near it first, and then everywhere. Raises
    MissingExtraError, and SolverTimeError when the time goes by before there is any plan.
    """
    ends = time.monotonic() + seconds
    program = _Program(sizes, terms, limits)
    most = program.relaxed(program.people)
    if most is None:
        return None
    relaxed = program.relaxed(program.points)
    assert relaxed is not None
    best, bound = None, _down(relaxed.value)
    for reach in _REACHES:
        close = max(gap, _CLOSE)
        found = program.whole(program.points, close, ends - time.monotonic(), near=relaxed.values, reach=reach)
        best = found or best
        if best is not None and bound - best.value <= gap * program.worth(program.early, best.values):
            break
    else:
        found = program.whole(program.points, gap, ends - time.monotonic(), known=best is not None)
        if found is None and best is None:
            return None
        best, bound = found or best, _down(min(relaxed.value, found.bound)) if found is not None else bound
    assert best is not None
    counts = {key: round(best.values[column]) for key, column in program.columns.items() if round(best.values[column])}
    points = round(best.value)
    return Solved(counts, points, max(points, bound), _down(most.value))


def feasible(sizes: Mapping[UnitClass, int], terms: ReleaseTerms, limits: Sequence[Limit], *, seconds: float) -> bool:
    """Return whether any plan meets the limits. Raises SolverTimeError when `seconds` do not tell."""
    program = _Program(sizes, terms, limits)
    relaxed = program.relaxed({})
    if relaxed is None:
        return False
    near = program.whole({}, 0, seconds, near=relaxed.values, reach=_REACHES[-1])
    return near is not None or program.whole({}, 0, seconds) is not None


def _down(bound: float) -> int:
    return int(bound + 1e-6 * max(1, abs(bound) / 1000))


@dataclass(frozen=True, slots=True)
class _Best:
    values: Sequence[float]
    value: float
    bound: float


class _Program:
    """Columns: units by class, tranche and crossing, then running sums by holder, category and tranche; rows: what they are, and limits."""

    def __init__(self, sizes: Mapping[UnitClass, int], terms: ReleaseTerms, limits: Sequence[Limit]) -> None:
        self._terms = terms
        self._upper: list[float] = []
        self._rows: list[tuple[dict[int, float], float, float]] = []
        self.columns: dict[tuple[UnitClass, int, int], int] = {}
        self.people: dict[int, float] = {}
        self.early: dict[int, float] = {}
        # A sum of nobody: the solver wants a column and a row even where no list names anybody.
        self._nobody = self._column(0)
        self.add({self._nobody: 1}, upper=0)
        days = range(len(terms.tranches))
        names = [one.name for one in terms.crossings]
        for of, size in sizes.items():
            own: dict[int, float] = {}
            for day in days:
                for place, name in enumerate(names):
                    if of.crossing in ("", name):
                        column = self.columns[of, day, place] = self._column(size)
                        own[column] = 1.0
                        self.people[column] = len(of.categories)
                        self.early[column] = of.points * (len(days) - 1 - day)
            self.add(own, upper=size)
        self.points = {column: terms.crossing_points * people + self.early[column] for column, people in self.people.items()}
        self._whole = len(self._upper)
        self._sums = self._running(sizes)
        for one in limits:
            self._limit(one)

    def _running(self, sizes: Mapping[UnitClass, int]) -> dict[tuple[int, PersonCategory, int], int]:
        """A column for how many of a holder and a category have crossed by the end of each tranche, with the row that says so."""
        kinds: dict[tuple[int, PersonCategory], dict[int, dict[int, float]]] = {}
        for (of, day, _), column in self.columns.items():
            for category in set(of.categories):
                by_day = kinds.setdefault((of.holder, category), {})
                by_day.setdefault(day, {})[column] = of.categories.count(category)
        most: dict[tuple[int, PersonCategory], int] = {}
        for of, size in sizes.items():
            for category in of.categories:
                most[of.holder, category] = most.get((of.holder, category), 0) + size
        sums: dict[tuple[int, PersonCategory, int], int] = {}
        for (holder, category), by_day in kinds.items():
            for day in range(len(self._terms.tranches)):
                here = sums[holder, category, day] = self._column(most[holder, category])
                before = {sums[holder, category, day - 1]: 1.0} if day else {}
                self.add({here: -1, **before, **by_day.get(day, {})}, lower=0, upper=0)
        return sums

    def _limit(self, limit: Limit) -> None:
        if limit.sort == "margin":
            self._margin(limit)
        elif limit.sort == "demand":
            self._demand(limit)
        else:
            self._capacity(limit)

    def _margin(self, limit: Limit) -> None:
        """No two holders are further apart than the margin, by the ratio, at the end of any tranche."""
        categories = [limit.category] if limit.category else [one for one in PersonCategory if one is not PersonCategory.BODY]
        width = limit.amount * self._terms.common
        for day in range(len(self._terms.tranches)):
            for one, other in combinations(range(len(self._terms.holders)), 2):
                row = {
                    self._sums[holder, category, day]: sign * self._terms.parts[holder]
                    for holder, sign in ((one, 1), (other, -1))
                    for category in categories
                    if (holder, category, day) in self._sums
                }
                if row:
                    self.add(row, lower=-width, upper=width)

    def _capacity(self, limit: Limit) -> None:
        """So many at a crossing in each tranche (or on one day), of all sides together or of each."""
        sides = range(len(self._terms.holders)) if limit.sort == "convoy" else [None]
        for day, date in enumerate(self._terms.tranches):
            if limit.day is not None and date != limit.day:
                continue
            for side in sides:
                row = {
                    column: float(len(of.categories))
                    for (of, at, place), column in self.columns.items()
                    if at == day and place == limit.crossing and side in (None, of.holder)
                }
                if row:
                    self.add(row, upper=limit.amount)

    def _demand(self, limit: Limit) -> None:
        assert limit.demand is not None
        last = max(day for day, date in enumerate(self._terms.tranches) if limit.demand.by is None or date <= limit.demand.by)
        row = {
            self._sums[holder, category, last]: 1.0
            for holder, category, day in self._sums
            if day == last and demanded(limit.demand, self._terms.holders[holder].name, category)
        }
        self.add(row or {self._nobody: 1.0}, lower=limit.amount)

    def _column(self, upper: float) -> int:
        self._upper.append(upper)
        return len(self._upper) - 1

    def add(self, row: Mapping[int, float], *, lower: float = float("-inf"), upper: float = float("inf")) -> None:
        """Add a row: the sum of its columns lies between `lower` and `upper`."""
        self._rows.append((dict(row), lower, upper))

    def worth(self, what: Mapping[int, float], values: Sequence[float]) -> float:
        """What a solution is worth by an objective."""
        return float(sum(cost * round(values[column]) for column, cost in what.items()))

    def relaxed(self, what: Mapping[int, float]) -> _Best | None:
        """The greatest sum when persons could be parted, which no plan exceeds; None where even so nothing meets the rows."""
        found = self._solved(what, whole=False)
        return None if found.x is None else _Best(found.x, -found.fun, -found.fun)

    def whole(
        self, what: Mapping[int, float], gap: float, seconds: float,
        *, near: Sequence[float] | None = None, reach: int = 0, known: bool = False,
    ) -> _Best | None:  # fmt: skip
        """The greatest sum in whole persons; None where nothing meets the rows, or nothing within `reach` of the numbers `near`.

        Raises SolverTimeError when the time goes by before anything is found, unless a plan is `known`.
        """
        share = gap * sum(self.early.values()) / sum(what.values()) if what else 0.0
        found = self._solved(what, near=near, reach=reach, mip_rel_gap=share, time_limit=max(0.1, seconds))
        if found.x is not None:
            return _Best(found.x, self.worth(what, found.x), -found.mip_dual_bound)
        if near is None and not known and found.status == _OUT_OF_TIME:
            raise SolverTimeError("the time went by before a plan was found or shown to be impossible; allow more with --seconds")
        return None

    def _solved(
        self, what: Mapping[int, float], *, whole: bool = True, near: Sequence[float] | None = None, reach: int = 0, **options: float
    ) -> Any:
        np, optimize, sparse = _libraries()
        costs = np.zeros(len(self._upper))
        costs[list(what)] = [-cost for cost in what.values()]
        lower, upper = np.zeros(len(self._upper)), np.array(self._upper, dtype=float)
        if near is not None:
            close = np.asarray(near)[: self._whole]
            lower[: self._whole] = np.maximum(0, np.floor(close + _TOLERANCE) - reach)
            upper[: self._whole] = np.minimum(upper[: self._whole], np.ceil(close - _TOLERANCE) + reach)
        starts = np.cumsum([0, *(len(row) for row, _, _ in self._rows)])
        columns = [column for row, _, _ in self._rows for column in row]
        values = [value for row, _, _ in self._rows for value in row.values()]
        matrix = sparse.csr_array((values, columns, starts), shape=(len(self._rows), len(self._upper)))
        rows = optimize.LinearConstraint(matrix, [lower for _, lower, _ in self._rows], [upper for _, _, upper in self._rows])
        kinds = np.zeros(len(self._upper))
        kinds[: self._whole] = whole
        return optimize.milp(costs, integrality=kinds, bounds=optimize.Bounds(lower, upper), constraints=rows, options=options)


def _libraries() -> tuple[Any, Any, Any]:
    try:
        import numpy as np
        from scipy import optimize, sparse
    except ModuleNotFoundError as problem:
        raise MissingExtraError("a plan of releases", "persons") from problem
    return np, optimize, sparse
