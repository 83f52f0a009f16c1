"""The data sets of events that are known by their columns: UCDP GED and its monthly candidates, ACLED, FIRMS."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

__all__ = ["DATA_SETS", "OWN", "columns_of", "needed", "precision_km", "recognised"]

# As `data/event_lists.csv` names them -> as people do. A list of one's own with our columns is there too, and is no data set.
DATA_SETS: Mapping[str, str] = {"ucdp_ged": "UCDP GED", "acled": "ACLED", "firms": "NASA FIRMS"}
OWN = "own"


def recognised(columns: Iterable[str]) -> str:
    """Return which data set has these columns; "" for none."""
    held = set(columns)
    return next((name for name in DATA_SETS if needed(name) <= held), "")


@cache
def columns_of(data_set: str) -> Mapping[str, str]:
    """Our name of each column -> theirs."""
    return {row["ours"]: row["theirs"] for row in _rows("event_lists.csv") if row["list"] == data_set}


@cache
def needed(data_set: str) -> frozenset[str]:
    """The columns without which a file is no such data set."""
    return frozenset(row["theirs"] for row in _rows("event_lists.csv") if row["list"] == data_set and row["needed"])


@cache
def precision_km(data_set: str) -> Mapping[str, float | None]:
    """Code of precision -> km within which the event took place; None where the code names no circle."""
    rows = (row for row in _rows("place_precision.csv") if row["list"] == data_set)
    return {row["code"]: float(row["km"]) if row["km"] else None for row in rows}


def _rows(name: str) -> list[dict[str, str]]:
    with files("sulh.data").joinpath(name).open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))
