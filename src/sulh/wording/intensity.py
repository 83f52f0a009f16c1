"""Words that add force to a verb, before it, inside a verb of several words, right after it or at the end of what it governs."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

from sulh.text.folding import fold_lookalikes

__all__ = ["is_intense", "may_be_intense"]

_LOOK_BACK = 48
_NEAR_BEFORE = re.compile(r"(?:\w+\W+){0,5}$")
_NEAR_AFTER = re.compile(r"(?:\W+\w+){0,4}")
_PLACES = ("before", "inside", "after", "noun", "near", "far")


def is_intense(folded: str, start: int, stop: int, end: int, language: str) -> bool:
    """Return whether a word adds force to the verb `[start, stop)` of a folded text; `end` is where the next verb begins."""
    patterns = _patterns(language)
    return (
        patterns["before"].search(folded, max(0, start - _LOOK_BACK), start) is not None
        or patterns["inside"].search(folded, start, stop) is not None
        or patterns["after"].match(folded, stop, end) is not None
        or patterns["noun"].match(folded, stop, end) is not None
        or patterns["near"].match(folded, stop, end) is not None
        or patterns["far"].search(folded, stop, end) is not None
    )


def may_be_intense(folded: str, start: int, stop: int, language: str | None) -> bool:
    """Return whether any word that may add force stands near the verb `[start, stop)` of a folded text: "its continued firm support"."""
    before, after = _NEAR_BEFORE.search(folded, 0, start), _NEAR_AFTER.match(folded, stop)
    low, high = before.start() if before else start, after.end() if after else stop
    return _any_force(language or "en").search(folded, low, high) is not None


@cache
def _any_force(language: str) -> re.Pattern[str]:
    """All words of force of a language, and those of `held`, which add some, but it is not said how much."""
    with files("sulh.data").joinpath("intensifiers.csv").open(encoding="utf-8") as lines:
        rows = [fold_lookalikes(row["form"]) for row in csv.DictReader(lines) if row["language"] == language]
    return re.compile(rf"(?<!\w)(?:{'|'.join(_forms(rows))})(?!\w)")


def _forms(rows: list[str]) -> list[str]:
    """Patterns of forms, the longest first; a star stands for any word, or for the rest of one."""
    return sorted((re.escape(form).replace(r"\ ", r"\s+").replace(r"\*", r"\w+") for form in rows), key=len, reverse=True)


@cache
def _patterns(language: str) -> dict[str, re.Pattern[str]]:
    with files("sulh.data").joinpath("intensifiers.csv").open(encoding="utf-8") as lines:
        rows = [(row["place"], fold_lookalikes(row["form"])) for row in csv.DictReader(lines) if row["language"] == language]
    found = {}
    for place in _PLACES:
        # What may stand before or after a verb may also stand between its words.
        kinds = ("before", "inside", "after", "noun") if place == "inside" else (place,)
        # A star stands for any word: languages have many superlatives.
        forms = _forms([form for at, form in rows if at in kinds])
        words = rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)" if forms else r"(?!)"
        # A word after the verb may be parted from it by one more, one of a noun that it governs by three ("réaffirme son attachement
        # indéfectible"), one near it by eight; "before" ends at the verb.
        joined = {
            "before": rf"{words}\W*$",
            "after": rf"\s+(?:\w+\s+)?{words}",
            "noun": rf"\s+(?:\w+\s+){{0,3}}?{words}",
            "near": rf"\W+(?:\w+\W+){{0,8}}?{words}",
        }
        found[place] = re.compile(joined.get(place, words))
    return found
