"""How often claims of a reader are right, measured on annotated documents: the built-in reader alone, and two readers together."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from sulh.model.two_readings import Readers

__all__ = ["ENOUGH", "NONE_OWN", "Counted", "Own", "Shares", "confidence_of", "decisions_of", "evidence_of", "precision", "shares"]

# Right and stated by (subject, property, readers); a property may be narrowed to one code, as in `act=note`.
Counted = Mapping[tuple[str, str, str], tuple[int, int]]

# Right and decided by (kind, property): what people decided in this record about claims of the reader.
Own = Mapping[tuple[str, str], tuple[int, int]]
NONE_OWN: Own = {}

# So many decisions about a property count for more than the blind documents: with fifty, a share of .8 is known to about .1 (two standard
# errors), as well as most properties are known from the blind documents, and it is of this record's own documents.
ENOUGH = 50

# A share of few claims is drawn towards that of more: as if this many further claims had been right as often as those.
_DRAWN = 2


class Shares:
    """The shares that are right, from counts: those of a code drawn to those of its property, these to those of all properties."""

    def __init__(self, counted: Counted) -> None:
        self._counted = counted
        self._all: dict[str, tuple[int, int]] = {}
        for (_, name, readers), (right, stated) in counted.items():
            if "=" not in name:
                before = self._all.get(readers, (0, 0))
                self._all[readers] = before[0] + right, before[1] + stated

    def __call__(self, subject: str, name: str, readers: Readers, code: str = "") -> float | None:
        """The share that is right of what those readers state of a property, for one code where it is named; None without any count."""
        right, stated = self._all.get(readers.value, (0, 0))
        if not stated:
            return None
        share = right / stated
        for narrower in (name, f"{name}={code}"):
            right, stated = self._counted.get((subject, narrower, readers.value), (0, 0))
            share = (right + _DRAWN * share) / (stated + _DRAWN)
        return share


def evidence_of(kind: str, fact: Any) -> str:
    """What tells apart how often claims of a fact are right: its code, but nothing that another claim states, which may be hidden."""
    if kind == "meeting":
        return ""
    return str(next((getattr(fact, name) for name in ("act", "event", "what") if hasattr(fact, name)), ""))


def confidence_of(kind: str, name: str, evidence: str = "", own: Own = NONE_OWN) -> float | None:
    """How often the built-in reader's claims of a property are right: by the record's own decisions once they are enough, before that
    by blind documents. A share of few is drawn towards that of all evidence. None for what was never counted.
    """
    if decided := decisions_of(kind, name, own):
        return round((own[kind, name][0] + 1) / (decided + 2), 2)
    return _of_blind(kind, name, evidence)


def decisions_of(kind: str, name: str, own: Own) -> int:
    """How many of the record's own decisions the confidence rests on; 0 where they are too few."""
    decided = own.get((kind, name), (0, 0))[1]
    return decided if decided >= ENOUGH else 0


@cache
def _of_blind(kind: str, name: str, evidence: str) -> float | None:
    table = _blind()
    if (kind, name, "") not in table:
        return None
    right, stated = table[kind, name, ""]
    share = (right + 1) / (stated + 2)
    if evidence:
        some, of = table.get((kind, name, evidence), (0, 0))
        share = (some + _DRAWN * share) / (of + _DRAWN)
    return round(share, 2)


@cache
def _blind() -> Counted:
    with (files("sulh.data") / "claim_precision.csv").open(encoding="utf-8") as lines:
        return {
            (row["subject"], row["property"], row["evidence"]): (int(row["right"]), int(row["claims"])) for row in csv.DictReader(lines)
        }


@cache
def precision(subject: str, name: str, readers: Readers) -> float | None:
    """The share that is right of what two readers state of a property; None for what was never counted."""
    if (subject, name, readers.value) not in _counted("second_reader/precision.csv"):
        return None
    share = shares()(subject, name, readers)
    return None if share is None else round(share, 2)


@cache
def shares() -> Shares:
    """The shares of two readers by which their readings are joined."""
    return Shares(_counted("second_reader/precision.csv"))


@cache
def _counted(table: str) -> Counted:
    with (files("sulh.data") / table).open(encoding="utf-8") as lines:
        return {
            (row["subject"], row["property"], row.get("readers") or ""): (int(row["right"]), int(row["claims"]))
            for row in csv.DictReader(lines)
        }
