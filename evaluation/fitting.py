"""Fit the weights by which tellings of meetings are compared: python -m evaluation.fitting [--write]

The pairs are those that the record compares, of the demonstration and of the sets that everybody may read, as annotated and as read.
The weights that were set by hand (`by_hand`) are where the fit starts and what it is drawn towards: a pair more or less does not move a
weight far, and what is seldom found keeps the weight it had. Each process is predicted by weights that are fitted without it: the
demonstration by those of all other processes. `--write` writes the weights of all together to src/sulh/data/same_meeting.csv.
"""

from __future__ import annotations

import argparse
import csv
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from evaluation.joining import AS_READ, OPEN, Told, collected

TARGET = Path(__file__).resolve().parents[1] / "src/sulh/data/same_meeting.csv"
DRAWN = 2.0  # how strongly a weight is drawn to the one set by hand: as the inverse of its variance
PRIOR = ("prior", "")

Feature = tuple[str, str]


@dataclass(frozen=True)
class Pairs:
    """Pairs of tellings as rows of findings, with what is true of them and the process they are of."""

    findings: np.ndarray
    same: np.ndarray
    process: np.ndarray


def pairs(told: Sequence[Told], features: Sequence[Feature]) -> Pairs:
    """The pairs that share a block, but those that are left open."""
    from sulh.identity.features import findings

    column = {feature: number for number, feature in enumerate(features)}
    rows, same, process = [], [], []
    for one, other in _compared(told):
        if OPEN in (one.meeting[-1], other.meeting[-1]) and one.meeting.rstrip(OPEN) == other.meeting.rstrip(OPEN):
            continue
        row = np.zeros(len(features))
        row[column[PRIOR]] = 1
        for feature in findings(one.telling, other.telling).items():
            row[column[feature]] = 1
        rows.append(row)
        same.append(one.meeting == other.meeting)
        process.append(one.process)
    return Pairs(np.array(rows), np.array(same, dtype=float), np.array(process))


def _compared(told: Sequence[Told]) -> Iterator[tuple[Told, Told]]:
    by_process: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        by_process[one.process].append(one)
    for some in by_process.values():
        stands = [(one, set(one.telling.stands), set(one.telling.asks)) for one in some]
        for (one, there, asks), (other, at, asked) in combinations(stands, 2):
            if one.telling.document != other.telling.document and (there & asked or at & asks):
                yield one, other


def fit(some: Pairs, start: np.ndarray) -> np.ndarray:
    """The likeliest weights, drawn to where they start."""
    from scipy.optimize import minimize

    free = start != 0  # what is said of one alone, or is as usual, weighs nothing

    def cost(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score, drift = some.findings @ weights, weights - start
        likely = 1 / (1 + np.exp(-score))
        value = np.logaddexp(0, score).sum() - some.same @ score + DRAWN / 2 * drift @ drift
        return value, (some.findings.T @ (likely - some.same) + DRAWN * drift) * free

    return np.asarray(minimize(cost, start, jac=True, method="L-BFGS-B").x)


def figures(likely: np.ndarray, same: np.ndarray) -> Iterator[str]:
    """Precision and recall of pairs by how likely they are said to be."""
    for cut in (0.2, 0.35, 0.5, 0.65, 0.78, 0.85, 0.9, 0.95):
        taken = likely >= cut
        right = (taken * same).sum()
        yield f"  >= {cut:.2f}  P {right / max(taken.sum(), 1):.3f}  R {right / max(same.sum(), 1):.3f}  ({int(taken.sum())} pairs)"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what each process is predicted as by the others, and write the weights."""
    import os

    import django

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the weights of all together")
    chosen = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sulh.record.settings")
    django.setup()
    with TARGET.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    report(rows, [one for told in collected().values() for one in told], write=chosen.write)
    return 0


def report(rows: list[dict[str, str]], told: Sequence[Told], *, write: bool) -> None:
    """Fit without each process and with all."""
    features = [(row["feature"], row["found"]) for row in rows]
    start = np.array([float(row["by_hand"]) for row in rows])
    some = pairs(told, features)
    likely = np.zeros(len(some.same))
    whose = np.array([name.removesuffix(AS_READ) for name in some.process])
    for name in sorted(set(whose)):
        without = whose != name
        weights = fit(Pairs(some.findings[without], some.same[without], some.process[without]), start)
        likely[~without] = 1 / (1 + np.exp(-some.findings[~without] @ weights))
    for name, chosen in (("demonstration", some.process == "demonstration"), ("other processes", some.process != "demonstration")):
        print(f"{name}: {int(chosen.sum())} pairs compared, {int(some.same[chosen].sum())} are one meeting; weights of other processes:")
        print(*figures(likely[chosen], some.same[chosen]), sep="\n")
    weights = fit(some, start)
    for feature, before, now, seen in zip(features, start, weights, some.findings.sum(axis=0), strict=True):
        print(f"{'/'.join(feature):40s} {before:6.2f} -> {now:6.2f}  ({int(seen)} pairs)")
    if write:
        for row, weight in zip(rows, weights, strict=True):
            row["weight"] = f"{round(weight, 1) + 0.0:.1f}"
        with TARGET.open("w", encoding="utf-8", newline="") as table:
            writer = csv.DictWriter(table, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    raise SystemExit(main())
