"""PA-X identifiers of agreements, found by the date and the words of a title."""

from __future__ import annotations

import csv
import io
from functools import lru_cache
from importlib.resources import files

__all__ = ["pax_id"]

_TEXTS = frozenset({"agreement", "joint_statement"})


def pax_id(kind: str, title: str | None, published: str | None) -> int | None:
    """The AgtId of PA-X for the text of an agreement; None for another text.

    A text is often published later than it was signed, so only year and month must agree; every word must stand in the title.
    """
    if kind not in _TEXTS or not title or not published:
        return None
    folded = title.casefold()
    for pax, date, words in _agreements():
        if published[:7] == date[:7] and all(word in folded for word in words):
            return pax
    return None


@lru_cache(maxsize=1)
def _agreements() -> tuple[tuple[int, str, tuple[str, ...]], ...]:
    rows = csv.DictReader(io.StringIO(files("sulh.data").joinpath("agreements.csv").read_text(encoding="utf-8")))
    return tuple((int(row["pax"]), row["date"], tuple(row["words"].split("|"))) for row in rows)
