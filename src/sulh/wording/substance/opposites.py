"""Words that reverse what is said when one stands in the place of the other: "open" and "closed", "augmenté" and "diminué"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from sulh.model import ActKind
from sulh.text.folding import fold_lookalikes
from sulh.text.phrases import rows
from sulh.wording.substance.parts import TermTable, TermWord, is_read
from sulh.wording.substance.terms import Term, bare_words, content_after
from sulh.wording.verbs import find_verbs, ladder_of

__all__ = ["opposites"]

_SHORTEST = 2
# What is taken up, be it welcomed or only noted, is not turned down; the ladder has the verbs of the former.
_TAKEN_UP, _TURNED_DOWN, _APPROVAL = "~taken up", "~turned down", "approval"


def opposites(text: str, parts: Sequence[TermWord], table: TermTable, taken: frozenset[int]) -> list[Term]:
    """Return the words that have an opposite in the table; the key of each names the forms of the table that it is one of."""
    reverse, openings = _reverse(table.language), _openings(table.language)
    found = []
    fixed = {
        place for at in table.places(("fixed",), parts) if (match := table.match("fixed", parts, at)) for place in range(at, at + match[0])
    }
    for at, part in enumerate(parts):
        if at in taken or at in fixed or (part.key.isascii() and part.key[:_SHORTEST] not in openings):
            continue
        forms = _forms(part.key, table.language)
        if forms:
            other = frozenset[str]().union(*(reverse[form] for form in forms))
            found.append(Term("|".join(forms), at, at + 1, content_after(parts, table, at + 1), opposites=other))
    return _with_stances(text, parts, table, found)


def _with_stances(text: str, parts: Sequence[TermWord], table: TermTable, found: list[Term]) -> list[Term]:
    """Return the words with the verbs that take up what others propose, or turn it down: "noted", "took note of" and "rejected"."""
    at_words = {term.low: term for term in found}
    for verb in find_verbs(text):
        stance = _TURNED_DOWN if verb.act is ActKind.REJECT else _TAKEN_UP if ladder_of(verb.lemma) == _APPROVAL else None
        places = [at for at, part in enumerate(parts) if verb.start <= part.start < verb.end] if stance else []
        if stance is None or not places:
            continue
        other = frozenset((_TAKEN_UP if stance == _TURNED_DOWN else _TURNED_DOWN,))
        low, high = places[0], places[-1] + 1
        # Arabic has the one who speaks right after the verb: "took the delegation note of".
        after = low + 1 if table.language == "ar" else high
        known = at_words.get(low)
        if known is None:
            at_words[low] = Term(stance, low, high, content_after(parts, table, after), opposites=other)
        else:
            anchor = known.anchor if high == low + 1 else content_after(parts, table, after)
            at_words[low] = known._replace(
                key=f"{known.key}|{stance}", high=high, anchor=anchor, opposites=known.opposites | other
            )
    return [at_words[low] for low in sorted(at_words)]


@lru_cache(maxsize=16384)
def _forms(key: str, language: str | None) -> tuple[str, ...]:
    """Return the forms of the table that a word is one of."""
    reverse = _reverse(language)
    found = []
    for word in bare_words(key):
        tried = [word, *(f"{word[:size]}*" for size in range(len(word), _SHORTEST, -1))]
        found += [form for form in tried if form in reverse]
    return tuple(dict.fromkeys(found))


@cache
def _openings(language: str | None) -> frozenset[str]:
    """The first letters of the forms."""
    return frozenset(form[:_SHORTEST] for form in _reverse(language))


@cache
def _reverse(language: str | None) -> dict[str, frozenset[str]]:
    """Return for each form its opposites; one that ends in `*` stands for every word that begins so."""
    found: dict[str, set[str]] = {}
    for row in rows("substance.csv"):
        if row["kind"] != "opposite" or not is_read(row, language):
            continue
        for form in fold_lookalikes(row["form"]).split("|"):
            other = fold_lookalikes(row["key"])
            found.setdefault(form, set()).add(other)
            found.setdefault(other, set()).add(form)
    return {form: frozenset(others) for form, others in found.items()}
