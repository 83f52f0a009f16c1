"""Why no plan is possible: a smallest set of terms that cannot be met together, found by leaving out one after another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sulh.model.reasons import Reason
from sulh.persons.releases.limits import Limit, limits_of
from sulh.persons.releases.people import HeldPerson
from sulh.persons.releases.program import feasible
from sulh.persons.releases.terms import ReleaseTerms
from sulh.persons.releases.units import classes_of, units_of

__all__ = ["conflicting"]

_FAMILIES = Reason("limit.families")


def conflicting(people: Sequence[HeldPerson], left: Iterable[str], terms: ReleaseTerms, *, seconds: float = 60) -> tuple[Reason, ...]:
    """Return the terms that no plan meets together; with any one of them given up, a plan meets the rest of the set.

    The set is irreducible, and not always the only one. `left` are keys of persons who may not go, whatever the terms. A deletion filter:
    each term is left out in turn, and stays out when the others still cannot be met (Chinneck and Dravnieks 1991).
    """
    out = frozenset(left)
    able = [one for one in people if one.key not in out]

    def possible(limits: Sequence[Limit], together: bool) -> bool:
        classes = classes_of(units_of(able, replace(terms, families_together=together)), {})
        return feasible({of: len(group) for of, group in classes.items()}, terms, limits, seconds=seconds)

    sizes = {of: len(group) for of, group in classes_of(units_of(able, terms), {}).items()}
    kept, together = limits_of(terms, sizes), terms.families_together
    if together and not possible(kept, False):
        together = False
    for one in tuple(kept):
        fewer = [other for other in kept if other is not one]
        if not possible(fewer, together):
            kept = fewer
    return (*(one.said for one in kept), *((_FAMILIES,) if together else ()))
