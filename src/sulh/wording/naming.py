"""Tell the words that only name somebody by what they are: offices, bodies and states."""

from __future__ import annotations

from functools import cache, lru_cache

from sulh.text.folding import fold_lookalikes
from sulh.text.phrases import rows

__all__ = ["is_naming"]

# Particles that Arabic writes together with a word, the longest first.
_JOINED = ("وبال", "وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ف", "ك")
_STEM = 3


@lru_cache(maxsize=65536)
def is_naming(word: str) -> bool:
    """Return whether a folded word is an office, a body or a state, in any of the languages; Arabic ones also with particles before."""
    whole, openings, most = _table()
    for bare in (word, *(word[len(one) :] for one in _JOINED if word.startswith(one) and len(word) - len(one) >= _STEM)):
        if bare in whole:
            return True
        if bare[:_STEM] in _stems() and any(bare[:size] in openings for size in range(_STEM, min(most, len(bare)) + 1)):
            return True
    return False


@cache
def _stems() -> frozenset[str]:
    """Return the first letters of what words begin with, which most words have not."""
    return frozenset(one[:_STEM] for one in _table()[1])


@cache
def _table() -> tuple[frozenset[str], frozenset[str], int]:
    """Return whole words, what words begin with, and the length of the longest of these; names of states are read as elsewhere."""
    forms = [row["form"] for row in rows("naming.csv")]
    # Scripts with capitals show the names of states by these.
    forms += [f"{row['form']}*" for row in rows("substance.csv") if row["kind"] == "country" and row["language"] == "ar"]
    forms += [row["ar"] for row in rows("words/country_names.csv") if len(row["ar"]) > _STEM and " " not in row["ar"]]
    whole = {fold_lookalikes(form) for form in forms if not form.endswith("*")}
    whole |= {one.removeprefix("ال") for one in whole}
    openings = {fold_lookalikes(form.removesuffix("*")) for form in forms if form.endswith("*")}
    openings |= {one.removeprefix("ال") for one in openings}
    return frozenset(whole), frozenset(openings), max(map(len, openings))
