"""Short sentences on what happened that share hardly a word, one of which says that it did not: "No casualties.", "Two were killed"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from sulh.model import SubstanceKind
from sulh.wording.substance.kinds import found_terms
from sulh.wording.substance.parts import TermTable, TermWord, parts_of, table_of
from sulh.wording.substance.sides import Span
from sulh.wording.substance.terms import Term, bare_words

__all__ = ["outcome_change", "tells_of_harm"]

# Sentences of more words, or of more letters than so many to each, tell of more than one thing.
_LONGEST, _LETTERS = 12, 12
# What is denied stands so many words after the denial at most.
_GOVERNED = 3
_NONE = "0"


class _Outcome(NamedTuple):
    """What a sentence tells of ("harmed", "broken"), whether it says that there was none, and the words that say it."""

    sort: str
    denied: bool
    span: Span


def outcome_change(earlier: str, later: str) -> tuple[Span, Span] | None:
    """Return the words of two short sentences on the same sort of harm of which one says that there was none."""
    old, new = _outcome(earlier), _outcome(later)
    if old is None or new is None or old.sort != new.sort or old.denied == new.denied:
        return None
    return old.span, new.span


def tells_of_harm(text: str) -> bool:
    """Return whether a text is a short sentence on one sort of harm, or on there being none."""
    return _outcome(text) is not None


@lru_cache(maxsize=4096)
def _outcome(text: str) -> _Outcome | None:
    """Return what a short sentence says happened, None for one that says nothing of the kind or of two kinds."""
    # A quick check that leaves most sentences unread.
    if len(text) > _LONGEST * _LETTERS or len(parts := parts_of(text)) > _LONGEST:
        return None
    table = table_of(text)
    known = table.forms.get("outcome", {})
    told = {at: known[word,] for at, part in enumerate(parts) for word in bare_words(part.key) if (word,) in known}
    if len(set(told.values())) != 1:
        return None
    terms = found_terms(text)
    none = next((term for term in terms[SubstanceKind.NEGATION] if _is_of_it(term, told, parts, table)), None)
    counts = [term for term in terms[SubstanceKind.NUMBER] if not term.loose]
    none = none or next((term for term in terms[SubstanceKind.NUMBER] if term.key == _NONE), None)
    if none is not None and any(term.key != _NONE for term in counts):
        # "No violations, two killed" says both.
        return None
    if none is None and (terms[SubstanceKind.NEGATION] or terms[SubstanceKind.CONDITION] or table.places(("denies",), parts)):
        # Something is denied, be it what happened or another thing: "no word of casualties has come".
        return None
    said = counts if none is None else [none]
    places = [*told, *(term.low for term in said), *(term.high - 1 for term in said)]
    return _Outcome(next(iter(told.values())), none is not None, (parts[min(places)].start, parts[max(places)].end))


def _is_of_it(denial: Term, told: Iterable[int], parts: Sequence[TermWord], table: TermTable) -> bool:
    """Return whether a denial is of what is told: "no casualties", "no se registraron víctimas"; but not "no word of casualties"."""
    return any(
        at == denial.anchor
        or (denial.high <= at < denial.high + _GOVERNED and not any(table.has("join", part.key) for part in parts[denial.high : at]))
        for at in told
    )
