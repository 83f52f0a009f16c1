"""How often claims of a reader are right, measured on annotated documents: the built-in reader alone, and two readers together."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

__all__ = ["BOTH", "FIRST", "FIRST_DIFFERS", "SECOND", "SECOND_DIFFERS", "confidence_of", "precision"]

# Who states a claim of a document that two readers read: both, one alone, or one where the other states something else.
BOTH, FIRST, SECOND, FIRST_DIFFERS, SECOND_DIFFERS = "both", "first", "second", "first_differs", "second_differs"


@cache
def confidence_of(subject: str, name: str) -> float | None:
    """How often the built-in reader's claims of a property are right: the share on annotated documents that it was not made with.

    None for what was never counted.
    """
    return _counted("claim_precision.csv").get((subject, name, ""))


@cache
def precision(subject: str, name: str, readers: str) -> float | None:
    """The share that is right of what two readers state of a property; None for what was never counted."""
    return _counted("second_reader/precision.csv").get((subject, name, readers))


@cache
def _counted(table: str) -> dict[tuple[str, str, str], float]:
    """Laplace's rule of succession keeps a share from few claims away from 0 and 1."""
    with (files("sulh.data") / table).open(encoding="utf-8") as lines:
        return {
            (row["subject"], row["property"], row.get("readers") or ""): round((int(row["right"]) + 1) / (int(row["claims"]) + 2), 2)
            for row in csv.DictReader(lines)
        }
