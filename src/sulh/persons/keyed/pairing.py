"""Two lists of codes compared by whoever knows neither names nor secret; and each party's own rows in what was found."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sulh.persons.keyed.codes import CodeList
from sulh.persons.keyed.features import KINDS
from sulh.persons.keyed.secret import KeyedError

__all__ = ["KeyedPair", "ResolvedPair", "pair_codes", "passed_over", "resolved"]

_NAMES = ("given", "others")  # what two rows must have in common to be compared
_LARGEST = 90_000  # pairs of rows by one code; a commoner one brings no rows together
# How much a common code of each kind says, for each unit of its rarity (natural logarithm); fitted to invented lists, logistic regression.
_WEIGHTS: Mapping[str, float] = {"given": 0.92, "spelling": 0.10, "others": 0.76, "year": 0.42, "month": 0.52, "place": 0.35}
_PRIOR, _OF_MANY = -3.55, -1.08  # the latter for each unit of the logarithm of how many rows a list has
# What is believed of a code before it is counted: short lists cannot show how rare it is.
_BELIEVED, _SHARE = 3000.0, 1 / 3000


@dataclass(frozen=True, slots=True)
class KeyedPair:
    """Two rows, by their random ids, that may be of one person: a number to speak of it, and how likely it is (0 to 1)."""

    number: int
    one_party: str
    one: str
    other_party: str
    other: str
    score: float


@dataclass(frozen=True, slots=True)
class ResolvedPair:
    """A pair as one party sees it: its number, the party's own row, and how likely it is; of the other row it knows nothing."""

    number: int
    row: str
    score: float


def pair_codes(one: CodeList, other: CodeList, *, least: float = 0.5) -> list[KeyedPair]:
    """Return the pairs of rows that are likely of one person, at least `least`, the likeliest first.

    The score comes from the rarest code of each kind that both rows have. Raises KeyedError for lists of one party, or under two secrets.
    """
    if one.party == other.party:
        raise KeyedError(f"both lists are of {one.party}; name the parties differently")
    if one.version != other.version:
        raise KeyedError(
            f"the codes of {one.party} are of Sulh {one.version or '?'} and those of {other.party} of {other.version or '?'}: names may be "
            "coded in different ways, so both parties make them with the same version"
        )
    if one.check != other.check:
        raise KeyedError(f"the lists of {one.party} and {other.party} are under different secrets: passphrase and salt must be the same")
    weights = {kind: _rarity(kind, one, other) for kind in KINDS}
    prior = _PRIOR + _OF_MANY * math.log(max(len(one.rows) + len(other.rows), 2) / 2)
    found = []
    for left, right in _candidates(one, other):
        score = prior
        for kind, rarity in weights.items():
            common = set(one.rows[left].codes[kind]).intersection(other.rows[right].codes[kind])
            score += _WEIGHTS[kind] * max((rarity[code] for code in common), default=0.0)
        likely = 1 / (1 + math.exp(-score))
        if likely >= least:
            found.append((-likely, one.rows[left].id, other.rows[right].id))
    return [KeyedPair(number, one.party, a, other.party, b, -likely) for number, (likely, a, b) in enumerate(sorted(found), 1)]


def _rarity(kind: str, one: CodeList, other: CodeList) -> dict[str, float]:
    """The natural logarithm of how many rows there are to one with a code, for codes of both lists."""
    counts = [Counter(code for row in held.rows for code in row.codes[kind]) for held in (one, other)]
    rows = len(one.rows) + len(other.rows)
    return {
        code: math.log((rows + _BELIEVED) / (count + counts[1][code] + _BELIEVED * _SHARE))
        for code, count in counts[0].items() if code in counts[1]
    }  # fmt: skip


def _candidates(one: CodeList, other: CodeList) -> set[tuple[int, int]]:
    """The places of rows that have a code of two names in common."""
    return {(a, b) for left, right in _common(one, other) if len(left) * len(right) <= _LARGEST for a in left for b in right}


def _common(one: CodeList, other: CodeList) -> Iterator[tuple[list[int], list[int]]]:
    """For each code of two names that both lists have, the places of the rows of each that have it."""
    for kind in _NAMES:
        places: list[dict[str, list[int]]] = []
        for held in (one, other):
            by_code: defaultdict[str, list[int]] = defaultdict(list)
            for place, row in enumerate(held.rows):
                for code in row.codes[kind]:
                    by_code[code].append(place)
            places.append(by_code)
        yield from ((left, places[1][code]) for code, left in places[0].items() if code in places[1])


def passed_over(one: CodeList, other: CodeList) -> tuple[int, int]:
    """Return how many rows of each list were compared with none although both lists have codes of theirs: only ones of very many rows."""
    compared: tuple[set[int], set[int]] = (set(), set())
    alike: tuple[set[int], set[int]] = (set(), set())
    for left, right in _common(one, other):
        rows = compared if len(left) * len(right) <= _LARGEST else alike
        rows[0].update(left)
        rows[1].update(right)
    return len(alike[0] - compared[0]), len(alike[1] - compared[1])


def resolved(own: Mapping[str, str], pairs: Iterable[KeyedPair], party: str) -> list[ResolvedPair]:
    """Return the pairs about a party's own rows, by the ids of its list; those of rows that stand for nobody are left out.

    Raises KeyedError for pairs that are not about this party, and for a row that is none of its codes: the pairs are of other codes.
    """
    found = []
    for pair in pairs:
        if party not in (pair.one_party, pair.other_party):
            raise KeyedError(f"pair {pair.number} is of {pair.one_party!r} and {pair.other_party!r}, and not of {party!r}")
        key = pair.one if pair.one_party == party else pair.other
        if key not in own:
            raise KeyedError(
                f"pair {pair.number} names a row of {party} that is none of yours: the pairs were made from other codes, such as those of "
                "an earlier day. Take the file of ids that was written together with the codes that were given away"
            )
        if row := own[key]:
            found.append(ResolvedPair(pair.number, row, pair.score))
    return found
