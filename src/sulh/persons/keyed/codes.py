"""The codes that a party makes of its list, among others that stand for nothing; what a row is of stays with the party."""

from __future__ import annotations

import base64
import secrets
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from sulh.model.person_entry import PersonEntry
from sulh.persons.keyed.features import KINDS, features
from sulh.persons.keyed.secret import KeyedError, code_of
from sulh.text.spreadsheets import safe

__all__ = ["ROUNDED", "CodeList", "CodeRow", "KeyedList", "keyed_list"]

ROUNDED = 250
"""Rows are filled up to a multiple of this."""

_CHECKED = "which secret this is"
_LONGEST = 100  # letters of the name of a party


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A row as the third party sees it: a random id and as many codes of each kind of `KINDS` as every row has."""

    id: str
    codes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CodeList:
    """A party's rows in codes, a code by which one sees whether two lists were made under the same secret, and the version that made it.

    Raises KeyedError for a party that could not be said in one line of a message or a cell of a table.
    """

    party: str
    check: str
    rows: tuple[CodeRow, ...]
    version: str = ""

    def __post_init__(self) -> None:
        if not self.party.strip() or not self.party.isprintable() or len(self.party) > _LONGEST or safe(self.party) != self.party:
            raise KeyedError(
                f"{self.party[:_LONGEST]!r} is no name of a party: take one line of at most {_LONGEST} letters that begins with a letter"
            )


@dataclass(frozen=True, slots=True)
class KeyedList:
    """What goes to the third party, and what stays: the id in the list for each random id, "" for a row that stands for nobody."""

    codes: CodeList
    own: Mapping[str, str]


def keyed_list(entries: Sequence[PersonEntry], secret: bytes, *, party: str, chaff: bool = True, version: str = "") -> KeyedList:
    """Return a list in codes under a secret of `secret_of`.

    Every row has as many codes of each kind, filled up with random ones. With `chaff`, rows that stand for nobody are put among the others:
    they bring each code of the list that occurs more than once to a count of 2, 4, 8 and so on, so that codes of one count cannot be told
    apart by it, and the number of rows to a multiple of `ROUNDED`. `version` is that of the program: two that code names in different ways
    must not be compared. Raises KeyedError for an empty list, or two rows with one id.
    """
    if not entries:
        raise KeyedError(f"{party}: the list has no rows")
    twice = next((one for one, count in Counter(entry.id for entry in entries).items() if count > 1), None)
    if twice is not None:
        raise KeyedError(f"{party}: two rows have the id {twice!r}; give each its own")
    real = [
        {kind: sorted({code_of(secret, kind, value) for value in values})[: KINDS[kind]] for kind, values in row.items()}
        for row in features(entries)
    ]
    ids = [secrets.token_hex(8) for _ in real]
    own = dict(zip(ids, (entry.id for entry in entries), strict=True))
    rows = [CodeRow(one, _filled(codes)) for one, codes in zip(ids, real, strict=True)]
    nobody = [CodeRow(secrets.token_hex(8), _filled(codes)) for codes in _chaff(real)] if chaff else []
    rows += nobody
    own |= {row.id: "" for row in nobody}
    secrets.SystemRandom().shuffle(rows)
    return KeyedList(CodeList(party, code_of(secret, "check", _CHECKED), tuple(rows), version), own)


def _filled(codes: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """As many codes of each kind as a row has, in an order that tells nothing."""
    return {kind: tuple(sorted([*codes[kind], *(_random() for _ in range(count - len(codes[kind])))])) for kind, count in KINDS.items()}


def _random() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(9)).decode()


def _chaff(real: Sequence[Mapping[str, Sequence[str]]]) -> list[dict[str, list[str]]]:
    """Rows for nobody, each with as many codes of the list as some row has, until counts of codes and of rows are round."""
    chance = secrets.SystemRandom()
    waiting = {kind: _missing([code for row in real for code in row[kind]], chance.shuffle) for kind in KINDS}
    rows: list[dict[str, list[str]]] = []
    while any(waiting.values()) or (len(real) + len(rows)) % ROUNDED:
        like = chance.choice(real)
        rows.append({kind: _taken(waiting[kind], len(like[kind]) or 1) for kind in KINDS})
    return rows


def _missing(codes: Sequence[str], shuffle: Callable[[list[str]], None]) -> list[str]:
    """How often each code is missing from the next power of two, as a list in random order."""
    counts = Counter(codes)
    found = [code for code, count in counts.items() for _ in range((1 << (count - 1).bit_length()) - count)]
    shuffle(found)
    return found


def _taken(waiting: list[str], count: int) -> list[str]:
    """Take different codes from the end of those that wait; one that is there already waits for another row."""
    found: list[str] = []
    again: list[str] = []
    while waiting and len(found) < count:
        one = waiting.pop()
        (again if one in found else found).append(one)
    waiting[:0] = again
    return found
