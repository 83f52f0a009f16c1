"""How wide the interval of `sulh.ceasefire.change` has to be to hold 95 % of the time: simulated, and kept in the package's data.

    python scripts/build_interval_widths.py [--each 70] [--seed 1]

Weeks are drawn whose levels are alike by a known correlation (0 to .6), with spreads, means, factors and gaps as lists of events have them.
For each the error of the logarithm of the factor is taken in standard errors as `change` estimates them. Looked for are the widths, by
estimated correlation and by degrees of freedom, with which 95 % of the errors are held at every true correlation and length: never less
at a higher estimated correlation, as even as can be, and nowhere below `_LEAST`, which a few weeks that look independent would suggest.
Some minutes on two cores. The intervals are measured by `bench/ceasefire.py` on series of other seeds.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from sulh.ceasefire import change
from sulh.model.vocabulary import ChangeFinding

Floats = npt.NDArray[np.float64]

OUT = Path(__file__).resolve().parents[1] / "src" / "sulh" / "data" / "interval_widths.csv"
RHOS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6)
WEEKS = (6, 8, 12, 18, 26)
NODES_RHO = np.array([0.1, 0.2, 0.3, 0.4, 0.5])
NODES_FREEDOM = np.array([8.0, 14.0, 22.0, 50.0])
_LEAST = 1.2
_COVERED = 0.95
_EVEN = 3.0  # how much a step of the widths from one correlation to the next counts against deviations of coverage
_SMOOTH = 0.08  # the edge of an interval, on the logarithmic scale, over which "held" passes to "not held" while widths are looked for


def drawn(weeks: int, each: int, seed: int) -> Floats:
    """Rows of: weeks of one side, true correlation, logarithm of the error in standard errors, estimated correlation, freedom."""
    rng = np.random.default_rng([seed, weeks])
    rows = []
    for rho in RHOS:
        for _ in range(each * 60):
            spread, mean = rng.uniform(0.25, 0.85), np.exp(rng.uniform(np.log(8), np.log(120)))
            factor, gaps = np.exp(rng.uniform(np.log(0.3), np.log(1.2))), rng.choice([0, 0, max(1, weeks // 4), max(1, weeks * 2 // 5)])
            noise = rng.standard_normal(2 * weeks)
            for week in range(1, 2 * weeks):
                noise[week] = rho * noise[week - 1] + np.sqrt(1 - rho * rho) * noise[week]
            levels = mean * np.exp(spread * noise - spread**2 / 2) * np.repeat((1.0, factor), weeks)
            seen = np.ones(2 * weeks)
            seen[rng.choice(2 * weeks, gaps, replace=False)] = 0
            counts = rng.poisson(levels)
            found = change(counts[:weeks], counts[weeks:], seen_before=seen[:weeks], seen_after=seen[weeks:])
            if found.finding is ChangeFinding.TOO_FEW_WEEKS or found.error is None or found.ratio is None or found.rho is None:
                continue
            off = abs(np.log(found.ratio / factor)) / found.error
            rows.append((weeks, rho, np.log(max(off, 1e-9)), found.rho, seen.sum() - 2))
    return np.array(rows)


def between(values: Floats, nodes: Floats) -> tuple[npt.NDArray[np.int64], Floats]:
    """The node below each value, and how far it is on the way to the next."""
    inside = np.clip(values, nodes[0], nodes[-1])
    below = np.clip(np.searchsorted(nodes, inside, side="right") - 1, 0, nodes.size - 2)
    return below, (inside - nodes[below]) / (nodes[below + 1] - nodes[below])


def fitted(rows: Floats) -> Floats:
    """Logarithms of the widths, by freedom and by correlation."""
    shape = (NODES_FREEDOM.size, NODES_RHO.size)
    at_rho, part_rho = between(rows[:, 3], NODES_RHO)
    at_freedom, part_freedom = between(-1 / rows[:, 4], -1 / NODES_FREEDOM)
    number = np.arange(len(rows))
    mixed = sum(
        csr_matrix((wf * wr, (number, (at_freedom + df) * shape[1] + at_rho + dr)), shape=(len(rows), shape[0] * shape[1]))
        for df, wf in ((0, 1 - part_freedom), (1, part_freedom))
        for dr, wr in ((0, 1 - part_rho), (1, part_rho))
    )
    _, group, sizes = np.unique(rows[:, 0] * 10 + rows[:, 1], return_inverse=True, return_counts=True)

    def unpacked(given: Floats) -> Floats:
        steps = given.reshape(shape)
        return np.cumsum(np.column_stack([steps[:, 0], np.exp(steps[:, 1:])]), axis=1)

    def cost(given: Floats) -> tuple[float, Floats]:
        widths = unpacked(given)
        held = 1 / (1 + np.exp(-(mixed @ widths.ravel() - rows[:, 2]) / _SMOOTH))
        off = np.bincount(group, held) / sizes - _COVERED
        steps = np.diff(widths, axis=1)
        slope = (mixed.T @ ((2e4 * off / sizes)[group] * held * (1 - held) / _SMOOTH)).reshape(shape)
        slope[:, 1:] += 2 * _EVEN * steps
        slope[:, :-1] -= 2 * _EVEN * steps
        later = np.cumsum(slope[:, ::-1], axis=1)[:, ::-1]
        by_step = np.column_stack([later[:, 0], later[:, 1:] * steps])
        return float(1e4 * (off**2).sum() + _EVEN * (steps**2).sum()), by_step.ravel()

    begin = np.full(shape, -1.5)
    begin[:, 0] = np.log(1.6)
    bounds = [(np.log(_LEAST), None) if number % shape[1] == 0 else (None, None) for number in range(begin.size)]
    found = unpacked(minimize(cost, begin.ravel(), jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 500}).x)
    inside = rows[:, 2] <= mixed @ found.ravel()
    for weeks in WEEKS:
        shares = [inside[(rows[:, 0] == weeks) & (rows[:, 1] == rho)].mean() for rho in RHOS]
        print(weeks, "weeks:", " ".join(f"{share:.3f}" for share in shares))
    return found


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=70)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    widths = np.exp(fitted(np.concatenate([drawn(weeks, given.each, given.seed) for weeks in WEEKS])))
    with OUT.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("freedom", "rho", "width"))
        for freedom, row in zip(NODES_FREEDOM, widths, strict=True):
            writer.writerows((int(freedom), f"{rho:.1f}", f"{width:.2f}") for rho, width in zip(NODES_RHO, row, strict=True))


if __name__ == "__main__":
    main()
