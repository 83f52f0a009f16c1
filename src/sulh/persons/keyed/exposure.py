"""What the third party could learn from the codes, in sentences for its page: counted in the very lists that it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sulh.persons.keyed.codes import ROUNDED, CodeList
from sulh.persons.keyed.features import KINDS
from sulh.persons.keyed.pairing import KeyedPair

__all__ = ["exposure"]


def exposure(one: CodeList, other: CodeList, pairs: Sequence[KeyedPair]) -> tuple[str, ...]:
    """Return sentences that say what whoever holds both lists of codes and the pairs could learn, as things are and if things go wrong."""
    return (*(_of_list(held) for held in (one, other)), _of_both(one, other), *_of_pairs(one, other, pairs), *_IF_THINGS_GO_WRONG)


def _of_list(held: CodeList) -> str:
    counts = Counter((kind, code) for row in held.rows for kind in KINDS for code in row.codes[kind])
    shared = Counter(count for count in counts.values() if count > 1)
    most = max(counts.values(), default=0)
    rounded = len(held.rows) % ROUNDED == 0
    rows = f"{held.party} has at most {len(held.rows)} rows" + (
        "; how many of them stand for nobody is not said" if rounded else "; the number is not rounded, so it may be the true one"
    )
    return (
        f"{rows}. {sum(shared.values())} of its codes stand in more than one row, the commonest in {most}: rows with a common code have "
        "something in common, such as two names."
    )


def _of_both(one: CodeList, other: CodeList) -> str:
    kinds = {held.party: {(kind, code) for row in held.rows for kind in KINDS for code in row.codes[kind]} for held in (one, other)}
    common = len(kinds[one.party] & kinds[other.party])
    return f"{common} codes stand in both lists; what a code is of is not said, only its kind: {', '.join(KINDS)}."


def _of_pairs(one: CodeList, other: CodeList, pairs: Sequence[KeyedPair]) -> tuple[str, ...]:
    left, right = len({pair.one for pair in pairs}), len({pair.other for pair in pairs})
    return (
        f"{len(pairs)} pairs matched, of {left} rows of {one.party} and {right} rows of {other.party}: it knows which rows these are, how "
        "likely each pair is, and about how many persons both lists have. Some of the rows may stand for nobody.",
        "No name, year, day, place or number of a list is in what it holds, and none follows from a code without the secret.",
    )


_IF_THINGS_GO_WRONG = (
    "Who knows how common names are can guess at the commonest codes, and can group codes by which stand together in rows: which rows may "
    "share a common name, and which stand for nobody. The manual says for what share of rows trials of both named a name. "
    "Who holds much of one of the lists from elsewhere can line it up with rows so.",
    "Codes made twice under one passphrase and salt are the same: whoever holds both files would see which rows are new and which stand "
    "for nobody. Each time another salt is needed.",
    "Who learned the secret, or guessed the passphrase, could try every name, year and place, and so read most of both lists. A passphrase "
    "can be guessed at leisure by whoever holds a list of codes.",
    "If it shared its codes with one of the two parties, that party could read most of the other's list, matched or not, for it has the "
    "secret.",
    "It could name pairs that are none, or keep some back, and neither party could see that. A name that is shown for a pair that is none "
    "is lost, so they show names one after the other, and stop when some do not fit.",
    "Each party learns which of its own rows matched. A party can put names into its list to learn whether the other has them; the third "
    "party cannot see that, and only agreed lists and numbers of rows hinder it.",
)
