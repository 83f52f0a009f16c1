"""What of a row is coded: names by how they sound, two together or one with the year, month or place, so that spellings still meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from sulh.model.person_entry import PersonEntry
from sulh.persons.letters import list_reading
from sulh.persons.names import NamePart, PersonName, person_name
from sulh.persons.vocabulary import bare, heard_as, known_spellings
from sulh.text.folding import fold
from sulh.text.name_sounds import sounds

__all__ = ["KINDS", "features"]

KINDS: Mapping[str, int] = {"given": 12, "spelling": 8, "others": 12, "year": 8, "month": 8, "place": 8}
"""The kinds of codes, and how many of each every row has: less is filled up with codes of nothing, and the rest is left out.

given: the given name as it sounds, with another name; spelling: the given name as it is known to be spelt, with another; others: two names
that are no given names; year, month and place: such a name with the year of birth (one of three), the month of arrest or last sight, the
smallest place. No single name has a code of its own: its frequency would give it away.
"""

_READINGS = 3
_BAND = 3  # years
_MONTH = len("2014-03")
_BETWEEN = "\x1e"


def features(entries: Sequence[PersonEntry]) -> list[dict[str, list[str]]]:
    """Return for each row the values of each kind of `KINDS` that are coded, in order, without doubles."""
    by_list: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        by_list[entry.list].append(entry.name)
    languages = {name: list_reading(held) for name, held in by_list.items()}
    return [_features(entry, person_name(entry.name, languages[entry.list])) for entry in entries]


def _features(entry: PersonEntry, name: PersonName) -> dict[str, list[str]]:
    has_given = bool(name.parts) and name.parts[0].slot == "given"
    given = name.parts[0] if has_given else None
    others = [_heard(part) for part in (name.parts[1:] if has_given else name.parts)]
    each = [one for heard in others for one in heard]
    found: dict[str, Iterator[str]] = {
        "given": (_BETWEEN.join((one, other)) for one in (_heard(given) if given else ()) for other in each),
        "spelling": (_BETWEEN.join((one, other)) for one in (_spelt(name, given) if given else ()) for other in each),
        "others": (_BETWEEN.join(sorted((a, b))) for one, other in combinations(others, 2) for a in one for b in other),
        "year": (f"{one}{_BETWEEN}{year}" for one in each for year in _years(entry)),
        "month": (f"{one}{_BETWEEN}{month}" for one in each for month in _month(entry)),
        "place": (f"{one}{_BETWEEN}{place}" for one in each for place in _place(entry)),
    }
    return {kind: list(dict.fromkeys(values)) for kind, values in found.items()}


def _heard(part: NamePart) -> list[str]:
    """The consonants that a name may sound like, with the sign of Abd, Abu or Umm."""
    plain = bare(part.key)
    return [part.key[: len(part.key) - len(plain)] + one for one in heard_as(plain)[:_READINGS]]


def _spelt(name: PersonName, part: NamePart) -> list[str]:
    """The known names that the word may spell, with the same sign."""
    sign = part.key[: len(part.key) - len(bare(part.key))]
    return [sign + one for one in known_spellings((name.alphabet, part.key))[:_READINGS]]


def _years(entry: PersonEntry) -> list[int]:
    """The three years that the year of birth is one of, by their number; none where the row allows for more than one such.

    They do not overlap: rows with two overlapping bands each would chain all codes of one name together, and so tell how common it is.
    """
    bands = sorted({year // _BAND for year in entry.born}) if entry.born else []
    return bands if len(bands) == 1 else []


def _month(entry: PersonEntry) -> list[str]:
    return [entry.date[:_MONTH]] if entry.date and len(entry.date) >= _MONTH and "X" not in entry.date[:_MONTH] else []


def _place(entry: PersonEntry) -> list[str]:
    """The smallest place as it sounds, so that two scripts meet; figures stay."""
    words = fold(entry.place[-1]).replace("-", " ").split() if entry.place else []
    said = " ".join((sounds(word) or (word,))[0] for word in words)
    return [said] if said else []
