"""Names of a round that may be of one person: doubles in a list, and names asked about beside persons that the side asked lists as held."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sulh.model.messages import FilledMessage
from sulh.model.person_entry import PersonEntry
from sulh.persons.erased import is_erased
from sulh.persons.exchange import AGAINST_A_RELEASE, HELD, ExchangeRound
from sulh.persons.list_words import plain_digits
from sulh.persons.matching import SlotFinding
from sulh.record.canonical import sha256
from sulh.record.persons.matters import worked_out
from sulh.record.persons.rounds import RoundSeen, today

__all__ = ["PairSeen", "in_doubt", "likely_pairs", "name_findings", "not_compared"]

# By the digest of what was linked, the places of rows that may be one person, how likely, and what was not compared: linking thousands of
# names takes seconds, and an answer changes none of them. No name is kept here.
_Linked = tuple[tuple[tuple[int, int, float], ...], tuple[FilledMessage, ...]]
_LINKED: dict[str, _Linked] = {}
_MOST = 16
_DOUBTFUL = 0.5
_YEARS = re.compile(r"(\d{4})(?:\s*[-–/]\s*(\d{2,4}))?")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class PairSeen:
    """Two rows that may be of one person: `request` asks about a name, `other` is a person held, or another name of the same list.

    `likely` is from 0 to 1; `is_same` what was last decided, None where nobody did.
    """

    request: str
    other: str
    person: Mapping[str, str]
    beside: Mapping[str, str]
    likely: float
    is_same: bool | None

    @property
    def is_double(self) -> bool:
        """Whether both stand in one list of names that are asked about."""
        return not self.other.startswith("held:")


def likely_pairs(seen: RoundSeen) -> tuple[PairSeen, ...]:
    """The pairs of a round as its party sees it: those not decided first, the likeliest first; decided ones stay, whatever is likely.

    Raises MissingExtraError where what links lists is not installed.
    """
    return _seen_pairs(seen)[0]


def not_compared(seen: RoundSeen) -> tuple[FilledMessage, ...]:
    """What was not compared of the names that the party sees, in words: of how many rows and words not all that are alike were."""
    return _seen_pairs(seen)[1]


def _seen_pairs(seen: RoundSeen) -> tuple[tuple[PairSeen, ...], tuple[FilledMessage, ...]]:
    return worked_out(lambda: _pairs(seen.round), "pairs", seen.id, seen.party, seen.entry, today())


def in_doubt(seen: RoundSeen, released: Collection[str]) -> tuple[PairSeen, ...]:
    """The pairs that nobody decided of a person to be released (by SIDE/NUMBER) and a name of whom the holder answered that he or she is
    dead, or refuses transfer: whoever is the same person must not be handed over. Raises as `likely_pairs`.
    """

    def is_against(pair: PairSeen) -> bool:
        request = seen.round.requests[pair.request]
        last = request.prepared or request.answer
        return last is not None and last.answer in AGAINST_A_RELEASE

    return tuple(
        pair
        for pair in likely_pairs(seen)
        if pair.is_same is None and pair.likely >= _DOUBTFUL and pair.other.removeprefix(HELD) in released and is_against(pair)
    )


def name_findings(one: str, other: str) -> tuple[SlotFinding, ...]:
    """How two names compare, slot by slot."""
    from sulh.persons.matching import compare_names

    return compare_names(one, other).slots


def _pairs(made: ExchangeRound) -> tuple[tuple[PairSeen, ...], tuple[FilledMessage, ...]]:
    people: dict[str, Mapping[str, str]] = {
        key: one.person
        for key, one in made.requests.items()
        if one.withdrawn is None and one.person.get("name") and not is_erased(key)
    }
    people |= {key: one.person for key, one in made.held.items() if one.person.get("name") and not is_erased(key)}
    keys = list(people)
    found: dict[tuple[str, str], float] = {}
    remarks: tuple[FilledMessage, ...] = ()
    if len(keys) > 1:
        linked, remarks = _linked([_entry(made, key, people[key], row) for row, key in enumerate(keys)])
        for one, other, likely in linked:
            named = _named(made, keys[one], keys[other])
            if named is not None:
                found[named] = likely
    decided = {(key, other): same for key, one in made.requests.items() if one.withdrawn is None for other, same in one.pairs.items()}
    for named in decided.keys() - found.keys():
        if set(named) <= people.keys():
            found[named] = 0.0
    seen = [
        PairSeen(key, other, people[key], people[other], likely, decided.get((key, other))) for (key, other), likely in found.items()
    ]
    return tuple(sorted(seen, key=lambda one: (one.is_same is not None, -one.likely, one.request, one.other))), remarks


def _linked(entries: Sequence[PersonEntry]) -> _Linked:
    """The pairs among the entries, by their places, and what was not compared; from memory where the same were linked before."""
    from sulh.persons.linking import link

    digest = sha256(repr(entries))
    found = _LINKED.get(digest)
    if found is None:
        made = link(entries)
        found = tuple((pair.one, pair.other, pair.likely) for pair in made.pairs), made.remarks
        while len(_LINKED) >= _MOST:
            _LINKED.pop(next(iter(_LINKED)), None)
        _LINKED[digest] = found
    return found


def _named(made: ExchangeRound, one: str, other: str) -> tuple[str, str] | None:
    """The pair with the name that is asked about first; None where nobody would ask whether the two are one person."""
    if one in made.held:
        one, other = other, one
    request = made.requests.get(one)
    if request is None:
        return None
    if other in made.held:
        return (one, other) if made.held[other].by != request.by else None
    beside = made.requests[other]
    return (one, other) if (beside.by, beside.of) == (request.by, request.of) else None


def _entry(made: ExchangeRound, key: str, person: Mapping[str, str], row: int) -> PersonEntry:
    whose = f"held by {made.held[key].by}" if key in made.held else f"asked by {made.requests[key].by}"
    date = plain_digits(person.get("held_since") or person.get("on") or "")
    return PersonEntry(
        key, whose, row, person["name"], _born(plain_digits(person.get("birth_year", ""))), _sex(person.get("sex", "")),
        (person["place"],) if person.get("place") else (), date if _DATE.fullmatch(date) else None,
    )  # fmt: skip


def _born(text: str) -> tuple[int, int] | None:
    years = _YEARS.search(text)
    if years is None:
        return None
    first, last = years[1], years[2] or years[1]
    return int(first), max(int(first), int(first[: 4 - len(last)] + last))


def _sex(text: str) -> str | None:
    from sulh.persons.list_words import code_of

    return code_of("sex", text) if text else None
