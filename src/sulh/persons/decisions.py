"""What people decided about rows of lists, kept in a file that is only ever added to."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from sulh.model import SulhError

__all__ = ["DECIDED", "DecisionError", "Decisions", "LinkDecision", "add_decisions", "load_decisions"]

DECIDED = ("same", "different", "unsure")


class DecisionError(SulhError):
    """Decisions cannot be used: the message says which, in which row of which file, and what to do."""


@dataclass(frozen=True, slots=True)
class LinkDecision:
    """What somebody decided about two rows, named by their ids: `decided` is same, different or unsure, `when` a day or time, ISO 8601."""

    one: str
    other: str
    decided: str
    by: str
    when: str
    reason: str = ""

    def __post_init__(self) -> None:
        if self.decided not in DECIDED:
            raise DecisionError(f"{self.decided!r} is no decision: say {', '.join(DECIDED)}")
        if not self.by.strip():
            raise DecisionError(f"nobody is named who decided about {self.one} and {self.other}")
        if self.one == self.other:
            raise DecisionError(f"{self.one}: a row is not compared with itself")


@dataclass(frozen=True, slots=True)
class Decisions:
    """Decisions in the order in which they were made; of several about the same two rows the last is in force, and all stay."""

    made: tuple[LinkDecision, ...]

    def between(self, place: Mapping[str, int]) -> dict[tuple[int, int], str]:
        """Return what is in force about rows that are at hand, by their places, the lower first.

        Raises DecisionError where decisions contradict each other.
        """
        found: dict[tuple[int, int], LinkDecision] = {}
        for one in self.made:
            if one.one in place and one.other in place:
                pair = sorted((place[one.one], place[one.other]))
                found[pair[0], pair[1]] = one
        _check(found)
        return {pair: one.decided for pair, one in found.items()}


def _check(found: Mapping[tuple[int, int], LinkDecision]) -> None:
    """Refuse rows that follow to be the same from some decisions and were decided to be different by another."""
    of: dict[int, int] = {}

    def root(row: int) -> int:
        while of.setdefault(row, row) != row:
            row = of[row]
        return row

    for (one, other), decision in found.items():
        if decision.decided == "same":
            of[root(one)] = root(other)
    for (one, other), decision in found.items():
        if decision.decided == "different" and root(one) == root(other):
            raise DecisionError(
                f"{decision.by} decided that {decision.one} and {decision.other} are different, and by other decisions they are the same: "
                "decide one of these anew"
            )


def load_decisions(path: Path) -> Decisions:
    """Return the decisions in a CSV file. Raises DecisionError with the row for a file that holds anything else."""
    names = [one.name for one in fields(LinkDecision)]
    made = []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines)
        missing = [name for name in names[:5] if name not in (reader.fieldnames or ())]
        if missing:
            raise DecisionError(f"{path}: has no column {', '.join(missing)}; a file of decisions has {', '.join(names)}")
        for number, row in enumerate(reader, 1):
            try:
                made.append(LinkDecision(*((row.get(name) or "").strip() for name in names)))
            except DecisionError as problem:
                raise DecisionError(f"{path}, row {number}: {problem}") from problem
    return Decisions(tuple(made))


def add_decisions(path: Path, made: Iterable[LinkDecision]) -> int:
    """Add decisions at the end of a file, which is made where there is none, and return how many; nothing in it is changed."""
    rows: Sequence[tuple[str, ...]] = [astuple(one) for one in made]
    is_new = not path.exists() or path.stat().st_size == 0
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if is_new:
            writer.writerow([one.name for one in fields(LinkDecision)])
        writer.writerows(rows)
    return len(rows)
