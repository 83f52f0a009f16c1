"""Fit the weights by which clauses are compared with segments: `python -m evaluation.following.fit DIRECTORY [--write]`.

The pairs are the labelled ones of the half mended on, those read later among them; the other half is not looked at. The weights that were
set by hand (`by_hand`) are where the fit starts and what it is drawn towards: what is seldom found keeps the weight it had. Each clause is
predicted by weights fitted without it, and precision and recall of these predictions are printed by the score from which a link is
proposed. `--write` writes the weights of all pairs together to `src/sulh/data/following_clauses.csv`.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from evaluation.following.clauses import (
    AGAIN,
    APART,
    MENDED_ON,
    OTHER,
    PROPOSED,
    READ,
    UNRELATED,
    Pair,
    clauses_of,
    rows,
    segments_of,
    truth_of_pairs,
)

from sulh.following.clauses import SegmentIndex

TARGET = Path(__file__).resolve().parents[2] / "src/sulh/data/following_clauses.csv"
DRAWN = 4.0  # how strongly a weight is drawn to the one set by hand: as the inverse of its variance, in bits
FOLDS = 12
# The score from which a link is proposed, chosen on these pairs: links of clauses that were not fitted on are right there in nine of ten of
# the clauses labelled first, in five or six of ten of clauses drawn from whole agreements. What is proposed is moved there.
SHOWN = 0.40
# What no pair can change: nothing that was said before a clause speaks of it.
FIXED = frozenset({("time", "before")})

Feature = tuple[str, str]


@dataclass(frozen=True)
class Findings:
    """Pairs as rows of what was found, with what is true of them, the clause they are of and how they were drawn."""

    found: np.ndarray
    related: np.ndarray
    clause: np.ndarray
    drawn: np.ndarray

    def of(self, chosen: np.ndarray) -> Findings:
        """Some of the pairs."""
        return Findings(self.found[chosen], self.related[chosen], self.clause[chosen], self.drawn[chosen])


def findings(texts: Path, chosen: Sequence[Pair], features: Sequence[Feature]) -> Findings:
    """What is found in each pair; a pair that is not looked at at all has only the prior."""
    truth, column = truth_of_pairs(), {feature: at for at, feature in enumerate(features)}
    found = np.zeros((len(chosen), len(features)))
    found[:, column["prior", ""]] = 1
    names = [f"{one['agreement']}/{one['clause']}" for one in chosen]
    row_of = {(one["process"], names[at], f"{one['report']}/{one['segment']}"): at for at, one in enumerate(chosen)}
    for process, own in clauses_of(texts, chosen).items():
        segments = segments_of(texts, process)
        read = SegmentIndex(segments).features(own)
        for at, (clause, segment) in enumerate(zip(read.clause, read.segment, strict=True)):
            row = row_of.get((process, own[clause].id, segments[segment].id))
            if row is not None:
                for feature, levels in read.levels.items():
                    found[row, column[feature, read.names[feature][levels[at]]]] = 1
    related = np.array([truth[one["id"]] != UNRELATED for one in chosen], dtype=float)
    return Findings(found, related, np.array(names), np.array([one["drawn"] for one in chosen]))


def fit(some: Findings, start: np.ndarray, free: np.ndarray) -> np.ndarray:
    """The likeliest weights in bits, drawn to where they start; what speaks for a link there never speaks against it."""
    from scipy.optimize import minimize

    bounds = [(0.0, None) if one > 0 else (None, 0.0) for one in start]

    def cost(weights: np.ndarray) -> tuple[float, np.ndarray]:
        score, drift = (some.found @ weights) * np.log(2), weights - start
        likely = 1 / (1 + np.exp(-score))
        value = np.logaddexp(0, score).sum() - some.related @ score + DRAWN / 2 * drift @ drift
        return value, (some.found.T @ (likely - some.related) * np.log(2) + DRAWN * drift) * free

    return np.asarray(minimize(cost, start, jac=True, method="L-BFGS-B", bounds=bounds).x)


def predicted(some: Findings, start: np.ndarray, free: np.ndarray) -> np.ndarray:
    """How likely each pair is by weights that were fitted without its clause."""
    fold = np.array([int(hashlib.sha256(name.encode()).hexdigest(), 16) % FOLDS for name in some.clause])
    likely = np.zeros(len(some.related))
    for one in range(FOLDS):
        weights = fit(some.of(fold != one), start, free)
        likely[fold == one] = 1 / (1 + np.exp2(-(some.found[fold == one] @ weights)))
    return likely


def figures(likely: np.ndarray, some: Findings) -> Iterator[str]:
    """Precision and recall by the score from which a link is proposed, of all pairs and by how they were drawn."""
    groups: Mapping[str, np.ndarray] = {
        "all": np.ones(len(likely), dtype=bool),
        "drawn first": ~np.isin(some.drawn, APART),
        PROPOSED: some.drawn == PROPOSED,
        "read later": np.isin(some.drawn, AGAIN),
        "other clauses": np.isin(some.drawn, OTHER),
        "read to fit": np.isin(some.drawn, READ),
    }
    for name, group in groups.items():
        yield f"{name}: {int(group.sum())} pairs, {int(some.related[group].sum())} related"
        for cut in (SHOWN, 0.5, 0.6, 0.7):
            taken = group & (likely >= cut)
            right, all_taken = some.related[taken].sum(), int(taken.sum())
            yield f"  >= {cut}  P {right / max(all_taken, 1):.3f}  R {right / max(some.related[group].sum(), 1):.3f}  ({all_taken})"


def main() -> None:
    """Print what each clause is predicted as by the others, and write the weights."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("texts", type=Path, metavar="DIRECTORY", help="where the monitoring reports lie")
    options.add_argument("--write", action="store_true", help="write the weights")
    given = options.parse_args()
    with TARGET.open(encoding="utf-8", newline="") as lines:
        table = list(csv.DictReader(lines))
    features = [(row["feature"], row["level"]) for row in table]
    start = np.array([float(row["by_hand"]) for row in table])
    # A level that weighs nothing by hand is what the others of its feature are compared with.
    free = np.array([bool(row["by_hand"].strip("0.-")) and key not in FIXED for key, row in zip(features, table, strict=True)])
    some = findings(given.texts, [one for one in rows("clauses.csv") if one["half"] == MENDED_ON], features)
    print("by hand:", *figures(1 / (1 + np.exp2(-(some.found @ start))), some), sep="\n")
    print("by other clauses:", *figures(predicted(some, start, free), some), sep="\n")
    weights = fit(some, start, free)
    for feature, before, now, seen in zip(features, start, weights, some.found.sum(axis=0), strict=True):
        print(f"{'/'.join(feature):24s} {before:6.2f} -> {now:6.2f}  ({int(seen)} pairs)")
    if given.write:
        weights[features.index(("prior", ""))] += np.log2((1 - SHOWN) / SHOWN)
        for row, weight in zip(table, weights, strict=True):
            row["weight"] = f"{round(weight, 1) + 0.0:g}"
        with TARGET.open("w", encoding="utf-8", newline="") as lines:
            writer = csv.DictWriter(lines, list(table[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(table)


if __name__ == "__main__":
    main()
