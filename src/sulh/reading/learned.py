"""Linear models learned from annotated documents: weights from a table of `data/learned`, added up in plain Python."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["ANY", "Model", "model", "probability", "shares"]

# The output of a weight that holds for every output alike.
ANY = "*"


@dataclass(frozen=True, slots=True)
class Model:
    """For each feature, the weights it gives to outputs."""

    weights: Mapping[str, tuple[tuple[str, float], ...]]

    def add(self, features: Iterable[str], scores: dict[str, float]) -> None:
        """Add the weights of the features to the scores of the outputs that are asked for."""
        for feature in features:
            for output, weight in self.weights.get(feature, ()):
                if output in scores:
                    scores[output] += weight

    def common(self, features: Iterable[str]) -> float:
        """Return the sum of the weights that hold for every output alike."""
        return sum(weight for feature in features for output, weight in self.weights.get(feature, ()) if output == ANY)


@cache
def model(name: str) -> Model:
    """Return the model `data/learned/<name>.csv`; its columns are feature, output and weight."""
    found: dict[str, list[tuple[str, float]]] = {}
    with files("sulh.data").joinpath(f"learned/{name}.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["feature"], []).append((row["output"], float(row["weight"])))
    return Model({feature: tuple(weights) for feature, weights in found.items()})


def shares(scores: Mapping[str, float]) -> dict[str, float]:
    """Return the probability of each of several outputs of which one holds."""
    highest = max(scores.values())
    powers = {output: math.exp(score - highest) for output, score in scores.items()}
    total = sum(powers.values())
    return {output: power / total for output, power in powers.items()}


def probability(score: float) -> float:
    """Return the probability of an output that may hold beside others."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
