"""What the columns of a table of counts hold, by their heads in several languages."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from sulh.model import TallyKind

__all__ = ["kind_named", "meaning_of_head"]

_LEAD = re.compile(r"^(?:of which |including |total )*(?:(?:number|no|nombre|count) (?:of |de |des )?)?")
_KINDS = {kind.value for kind in TallyKind}


@cache
def _heads() -> dict[str, str]:
    """The heads of data/tally_columns.csv in every language, each with what its column holds."""
    found: dict[str, str] = {}
    with (files("sulh.data") / "tally_columns.csv").open(encoding="utf-8") as table:
        for row in csv.DictReader(table):
            for language, heads in row.items():
                if language != "means":
                    for head in heads.split("|"):
                        found.setdefault(_bare(head), row["means"])
    return found


def meaning_of_head(head: str) -> str | None:
    """Return what a column or row of this name holds: `place`, `count`, `event`, `date`, `side`, `of`, `total` or a kind of tally; None
    where it is not known. "Number of violations" is their kind."""
    bare = _bare(head)
    known = _heads().get(bare) or _heads().get(_LEAD.sub("", bare))
    return known or _heads().get(bare.split(" (")[0].split(", ")[0])


def kind_named(cell: str) -> TallyKind | None:
    """Return the kind of tally that a cell names; None where it names none."""
    found = meaning_of_head(cell)
    return TallyKind(found) if found in _KINDS else None


def _bare(head: str) -> str:
    return re.sub(r"[\s.:*]+", " ", re.sub(r"\[\d+\]", "", head)).strip().casefold()
