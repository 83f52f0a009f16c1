"""Plans of releases: 1,000 and 8,000 persons on each side, twelve tranches and ten classes, against a planner that goes down the list.

    python bench/releases.py [--persons 1000 8000]

The planner it is held against is what a secretariat does by hand: it takes both lists in the order of priority, and lets the next of the
side that is behind cross while margins and seats allow. Ours is checked by the check that shares nothing with the solver.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import time
from collections import deque

from report import line  # type: ignore[import-not-found]

from sulh.model.vocabulary import PersonCategory, TransferWish
from sulh.persons.releases import HeldPerson, ReleasePlan, ReleaseTerms, make_plan, plan_faults, release_terms
from sulh.persons.releases.balance import Balance
from sulh.persons.releases.units import classes_of, units_of

SIDES = ("North", "South")
PROVISIONAL = 1  # the one fault of a plan without a draw


def people(each: int, seed: int = 1) -> list[HeldPerson]:
    """Invented persons: other shares of categories on each side, one in eight in a family of two to five, some priorities."""
    chance = random.Random(seed)
    made: list[HeldPerson] = []
    for side in SIDES:
        weights = [chance.random() + 0.3 for _ in PersonCategory]
        number = 0
        while number < each:
            size = min(each - number, chance.choice((2, 3, 4, 5)) if chance.random() < 0.04 else 1)
            for _ in range(size):
                category = chance.choices(tuple(PersonCategory), weights)[0]
                if size > 1:
                    category = chance.choice((PersonCategory.MINOR, PersonCategory.WOMAN, PersonCategory.ELDERLY, PersonCategory.OTHER))
                # Ten classes: eight categories, and two urgent cases apart.
                urgent = 1 if category in (PersonCategory.SICK, PersonCategory.ELDERLY) and chance.random() < 0.1 else None
                family = f"{side}{number}" if size > 1 else ""
                made.append(
                    HeldPerson(
                        str(len(made)), f"Invented {len(made)}", side, category, held_since=str(chance.randint(2012, 2026)),
                        family=family, wish=TransferWish.YES, priority=urgent,
                    )
                )  # fmt: skip
            number += size
    return made


def agreed(each: int) -> ReleaseTerms:
    """Margins of two heads and five of a category, twelve tranches and two crossings with room for nine in ten."""
    seats = 2 * each * 9 // 10 // 12
    return release_terms({
        "name": "Invented", "holders": [{"name": side} for side in SIDES], "margin": 2,
        "margins": {str(one): 5 for one in PersonCategory},
        "tranches": [f"2027-{month:02}-01" for month in range(1, 13)],
        "crossings": [{"name": "Bridge", "capacity": seats * 2 // 3}, {"name": "Road", "capacity": seats - seats * 2 // 3}],
    })  # fmt: skip


def by_hand(lists: list[HeldPerson], terms: ReleaseTerms) -> int:
    """The points of who goes down the lists: the most vulnerable of the side that is behind, if seats and margins allow."""
    waiting = [deque(group) for group in classes_of(units_of(lists, terms), {}).values()]
    balance = Balance(terms)
    points = 0
    for tranche in range(len(terms.tranches)):
        seats = sum(one.capacity or 0 for one in terms.crossings)
        moved = True
        while moved:
            moved = False
            shares = balance.shares()
            for side in sorted(range(len(shares)), key=lambda one: shares[one]):
                first = (group for group in waiting if group and group[0].of.holder == side and len(group[0].people) <= seats)
                fits = next((group for group in first if not balance.excess([(side, group[0].of.categories)])), None)
                if fits is not None:
                    unit = fits.popleft()
                    balance.add(side, unit.of.categories)
                    seats -= len(unit.people)
                    points += terms.crossing_points * len(unit.people) + unit.of.points * (len(terms.tranches) - 1 - tranche)
                    moved = True
                    break
    return points


def planned(each: int) -> tuple[ReleasePlan, float]:
    """A plan and the processor seconds that it took."""
    lists, terms = people(each), agreed(each)
    began = time.process_time()
    made = make_plan(lists, terms, gap=0.001)
    return made, time.process_time() - began


def only(each: int) -> None:
    """One plan in this process, with its figures."""
    made, spent = planned(each)
    faults = len(plan_faults(made)) - PROVISIONAL
    largest = max(len(step.people) for step in made.steps)
    hand = by_hand(people(each), made.terms)
    tranches = len({step.tranche for step in made.steps})
    print("\t".join(map(str, (spent, made.gap, made.released, made.released_bound, faults, largest, tranches, made.points, hand))))


def figures(each: int, most: float) -> None:
    """What a process of its own printed, against the targets."""
    done = subprocess.run([sys.executable, __file__, "--only", str(each)], capture_output=True, text=True, check=True)
    spent, gap, released, bound, faults, largest, tranches, points, hand = map(float, done.stdout.split())
    name = f"{each} and {each} persons, {tranches:.0f} tranches used"
    line(name, spent, "s processor", f"at most {most:g}", spent <= most)
    line("   distance from the best order, at most", 100 * gap, "%", "at most 0.5", gap <= 0.005)
    line("   released, of what no plan exceeds", 100 * released / bound, "%", "100", released == bound)
    line("   faults found by the check", faults, "", "0", not faults)
    line("   most persons in one step", largest, "", "-", True)
    line("   points, to those of who goes down the list", points / hand, "times", "above 1", points > hand)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, nargs="*", default=[1000, 8000])
    parser.add_argument("--only", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        only(given.only)
        return
    for each in given.persons:
        figures(each, 20)


if __name__ == "__main__":
    main()
