"""Grouping of incident reports: 100,000 of them with planted duplicates, against joining those that agree in day, place and kind.

    python bench/grouping.py [--reports 100000]

Five years of reports in 5,000 places, a hundred of which have a third of them; and, where several incidents a day fall on one place,
three years in 400. A quarter of the incidents are reported two to four times, as sides do: a day later, the place in another spelling
or only near, another word for the kind, other numbers, the blame turned round. Truth is the incident that a report was made from; a
pair is right when both were made from one. The baseline is what a spreadsheet gives: rows with the same day, place and kind.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from report import line  # type: ignore[import-not-found]

from sulh.ceasefire.grouping import Reported, grouped

FIRST = dt.date(2017, 1, 1)
SIDES = ("SIDE-A", "SIDE-B", "SIDE-C")
KINDS = {"shelling": ("explosion", "clash"), "shooting": ("clash",), "explosion": ("shelling",), "air_strike": ("explosion",)}
SYLLABLES = ("kha", "ma", "ra", "tal", "bis", "deir", "zor", "han", "sar", "qib", "jis", "lat", "mor", "ghab", "sal", "nub", "fou", "ain")
SPELLINGS = (("kh", "h"), ("q", "k"), ("ou", "u"), ("a", "e"), ("s", "ss"), ("gh", "g"))


def places(chance: random.Random, wanted: int) -> list[tuple[str, tuple[float, float]]]:
    """Invented names with points, no two names alike."""
    found: dict[str, tuple[float, float]] = {}
    while len(found) < wanted:
        name = "".join(chance.choice(SYLLABLES) for _ in range(chance.choice((2, 3, 3)))).capitalize()
        if chance.random() < 0.3:
            name += " " + "".join(chance.choice(SYLLABLES) for _ in range(2)).capitalize()
        found.setdefault(name, (chance.uniform(32.5, 37.0), chance.uniform(35.7, 42.0)))
    return list(found.items())


def reports(number: int, many: int, days: int, seed: int = 11) -> tuple[list[Reported], dict[str, int]]:
    """Reports in no order, and the incident that each was made from."""
    chance = random.Random(seed)
    known = places(chance, many)
    weights = [1 / (rank + 20) for rank in range(len(known))]
    made: list[Reported] = []
    truth: dict[str, int] = {}
    incident = 0
    while len(made) < number:
        incident += 1
        name, at = chance.choices(known, weights)[0]
        day = FIRST + dt.timedelta(days=chance.randrange(days))
        what, against = chance.choice(list(KINDS)), chance.choice(SIDES)
        by = chance.choice([side for side in SIDES if side != against])
        killed = chance.choice((None, None, 0, 1, 2, 3, 5, 8))
        injured = chance.choice((None, None, 0, 1, 2, 4, 6, 10))
        times = chance.choice((2, 2, 3, 4)) if chance.random() < 0.25 else 1
        for again in range(min(times, number - len(made))):
            one = Reported(f"r{len(made)}", what, day.isoformat(), None, name, at, against, by, killed, injured, f"text {len(made)}")
            made.append(one if not again else retold(one, chance))
            truth[one.id] = incident
    chance.shuffle(made)
    return made, truth


def retold(one: Reported, chance: random.Random) -> Reported:
    """The same incident as somebody else tells it."""
    day = dt.date.fromisoformat(str(one.start))
    place, at, killed, injured = str(one.place), one.at, one.killed, one.injured
    if chance.random() < 0.2:
        day += dt.timedelta(days=1)
    if chance.random() < 0.4:
        place = spelt(place, chance)
        at = None if chance.random() < 0.5 else at
    if at is not None and chance.random() < 0.3:
        at = (at[0] + chance.uniform(-0.02, 0.02), at[1] + chance.uniform(-0.02, 0.02))
    if chance.random() < 0.3:
        killed = None if killed is None or chance.random() < 0.5 else max(0, killed + chance.choice((-1, 1)))
        injured = None if injured is None or chance.random() < 0.5 else max(0, injured + chance.choice((-1, 1, 2)))
    what = chance.choice(KINDS[str(one.what)]) if chance.random() < 0.15 else one.what
    against, by = (one.alleged_by, one.against) if chance.random() < 0.1 else (one.against, one.alleged_by)
    return Reported(one.id, what, day.isoformat(), None, place, at, against, by, killed, injured, one.text)


def spelt(name: str, chance: random.Random) -> str:
    """The name with one sound written otherwise."""
    fitting = [pair for pair in SPELLINGS if pair[0] in name]
    old, new = chance.choice(fitting) if fitting else ("", "")
    return name.replace(old, new, 1) if old else name


def same_row(held: Iterable[Reported]) -> list[list[str]]:
    """The baseline: reports that agree in day, place and kind, letter by letter."""
    rows: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for one in held:
        rows[one.start, one.place, one.what].append(one.id)
    return [row for row in rows.values() if len(row) > 1]


def judged(groups: Iterable[Sequence[str]], truth: dict[str, int]) -> tuple[float, float]:
    """Precision and recall over pairs."""
    by_incident: dict[int, int] = defaultdict(int)
    for incident in truth.values():
        by_incident[incident] += 1
    wanted = sum(count * (count - 1) // 2 for count in by_incident.values())
    right = said = 0
    for group in groups:
        for left, right_one in combinations(group, 2):
            said += 1
            right += truth[left] == truth[right_one]
    return right / (said or 1), right / (wanted or 1)


def measured(name: str, number: int, many: int, days: int, seed: int, *, aim: bool) -> None:
    """Group reports of `many` places and so many days, and print how well and how fast."""
    held, truth = reports(number, many, days, seed)
    began = time.process_time()
    found = grouped(held)
    took = time.process_time() - began
    precision, recall = judged(found, truth)
    base_precision, base_recall = judged(same_row(held), truth)
    line(f"{name}: {number:,} reports grouped", took, "s of processor", "60 or less", took <= 60)
    for what, value in (("precision", precision), ("recall", recall)):
        line(f"{name}: pairs of one incident, {what}", value, "", ".95 or more" if aim else "-", value >= 0.95 or not aim)
    for what, value in (("precision", base_precision), ("recall", base_recall)):
        line(f"{name}: same day, place and kind, {what}", value, "", "baseline", True)


def main() -> None:
    """Print one line for each figure."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--reports", type=int, default=100_000)
    asked.add_argument("--seed", type=int, default=11)
    given = asked.parse_args()
    measured("a country", given.reports, 5000, 1826 * given.reports // 100_000, given.seed, aim=True)
    measured("crowded", given.reports, 400, 1095 * given.reports // 100_000, given.seed, aim=False)


if __name__ == "__main__":
    main()
