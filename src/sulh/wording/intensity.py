"""Words that add force to a verb, before it, inside a verb of several words, right after it or at the end of what it governs.

Their degree says how much: 1 ("strongly", "deep") or 2, more than which nothing can be said ("in the strongest terms", "extreme").
"""

from __future__ import annotations

import re
from functools import cache

from sulh.text.folding import fold_lookalikes
from sulh.text.phrases import rows

__all__ = ["force_at", "force_near"]

_LOOK_BACK = 48
_NEAR_BEFORE = re.compile(r"(?:\w+\W+){0,5}$")
_NEAR_AFTER = re.compile(r"(?:\W+\w+){0,4}")
# The degrees that are weighed, the highest first; and that of words which add some force, but it is not said how much.
_DEGREES, _UNKNOWN = (2, 1), 3
# What may stand before or after a verb may also stand between its words.
_PLACES = {
    "before": ("before",),
    "inside": ("before", "inside", "after", "noun"),
    "after": ("after",),
    "noun": ("noun",),
    "near": ("near",),
    "far": ("far",),
}
# A word after the verb may be parted from it by one more, one of a noun that it governs by three ("réaffirme son attachement
# indéfectible"), one near it by eight; "before" ends at the verb.
_JOINED = {"before": r"{}\W*$", "after": r"\s+(?:\w+\s+)?{}", "noun": r"\s+(?:\w+\s+){{0,3}}?{}", "near": r"\W+(?:\w+\W+){{0,8}}?{}"}
# Arabic joins "and" to the word.
_WORD = {"ar": r"(?<!\w)و?(?:{})(?!\w)"}


def force_at(folded: str, low: int, start: int, stop: int, end: int, language: str) -> int:
    """Return the degree of the words that add force to the verb `[start, stop)` of a folded text, 0 if none does.

    `end` is where the next verb begins; what stands at `low` and after belongs to no verb before this one.
    """
    for degree in _DEGREES:
        patterns = _patterns(language, degree)
        if (
            patterns["before"].search(folded, max(0, start - _LOOK_BACK), start) is not None
            or patterns["inside"].search(folded, start, stop) is not None
            or any(patterns[place].match(folded, stop, end) is not None for place in ("after", "noun", "near"))
            or patterns["far"].search(folded, stop, end) is not None
            or patterns["far"].search(folded, low, start) is not None
        ):
            return degree
    return 0


def force_near(folded: str, start: int, stop: int, language: str | None) -> int:
    """Return the highest degree of the words near the verb `[start, stop)` of a folded text that may add force to it.

    It is above all others where it is not said how much they add: "its continued firm support".
    """
    before, after = _NEAR_BEFORE.search(folded, 0, start), _NEAR_AFTER.match(folded, stop)
    low, high = before.start() if before else start, after.end() if after else stop
    language = language or "en"
    degrees = (_UNKNOWN, *_DEGREES)
    return next((one for one in degrees if _any_force(language, one).search(folded, low, high) is not None), 0)


@cache
def _rows(language: str) -> tuple[tuple[str, int, str], ...]:
    """Place, degree and folded form of the words of force of a language."""
    table = [row for row in rows("intensifiers.csv") if row["language"] == language]
    return tuple((row["place"], int(row["degree"]), fold_lookalikes(row["form"])) for row in table)


@cache
def _any_force(language: str, degree: int) -> re.Pattern[str]:
    """The words of one degree, wherever they stand; of those that are `held` the ones that stand nowhere else."""
    weighed = {form for _, one, form in _rows(language) if one}
    if degree == _UNKNOWN:
        forms = [form for place, _, form in _rows(language) if place == "held" and form not in weighed]
    else:
        forms = [form for _, one, form in _rows(language) if one == degree]
    return re.compile(_expression(forms, language))


def _expression(forms: list[str], language: str) -> str:
    """Forms as a pattern, the longest first; a star stands for any word, or for the rest of one: languages have many superlatives."""
    if not forms:
        return r"(?!)"
    words = sorted((re.escape(form).replace(r"\ ", r"\s+").replace(r"\*", r"\w+") for form in forms), key=len, reverse=True)
    return _WORD.get(language, r"(?<!\w)(?:{})(?!\w)").format("|".join(words))


@cache
def _patterns(language: str, degree: int) -> dict[str, re.Pattern[str]]:
    found = {}
    for place, kinds in _PLACES.items():
        words = _expression([form for at, one, form in _rows(language) if one == degree and at in kinds], language)
        found[place] = re.compile(_JOINED.get(place, "{}").format(words))
    return found
