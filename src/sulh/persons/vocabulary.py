"""The words that names are made of, each once, and for every two that may be one name how likely that is."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

from sulh.persons.codes import distinct
from sulh.persons.letters import ARABIC
from sulh.persons.names import FATHER_OF, MOTHER_OF, SERVANT
from sulh.persons.spelling import evidence, spelling_model, spellings
from sulh.persons.word_pairs import PairTable
from sulh.text.name_sounds import sounds

if TYPE_CHECKING:
    from sulh.persons.spelling import Numbers

__all__ = ["Vocabulary", "Word", "bare", "heard_as", "known_share", "known_spellings", "likely_among", "sound_keys"]

Word = tuple[str, str]  # alphabet and key

_SIGNS = "".join((SERVANT, FATHER_OF, MOTHER_OF))
# Evidence (natural logarithm) at which two spellings are as likely one name as two, by what the table of known names says of them.
_EVEN = {"unknown": 1.5, "one name": -3.0, "two names": 16.0, "as good": 4.0}
# A name that fits a spelling as well but for this as those it is known to spell may be meant: Salim is سليم and سالم.
# Behind Abd the vowels say little: Abdul Malik is عبد الملك and عبد المالك.
_AMBIGUOUS, _AMBIGUOUS_AFTER_ABD = 1.5, 4.0
_OFTEN = 5  # a spelling counted less often for the names it is known for may be of others too
_STEEPNESS = 1.2
_LEAST = 0.01  # two words less likely to be one name than this are two
_SHORT = 3  # sounds of which none is left out when words are looked for that may be one
_WEAK = "ahy"  # sounds that are left out of some spellings
# Words that sound alike are all compared where they are few. Many words leave room for fewer each: (pairs in all, smallest, largest group).
_ALL_PAIRS, _SMALLEST, _LARGEST = 3_000_000, 30, 300
_BATCH = 1 << 20  # pairs of words weighed at once
_SHORT_ARABIC, _SHORT_LATIN = 4, 6  # letters of a name that may have a single consonant


class Vocabulary:
    """Words by number, and the likeness of any two of them.

    `words` are (alphabet, key), each once; `counts` how often each occurs. `likeness(rows, columns)` answers for whole arrays of numbers at
    once; -1 stands for no word. `crowded` is how many words sound like so many others that they were not compared with all of these.
    """

    def __init__(self, words: Iterable[Word], counts: Numbers | None = None) -> None:
        self.words: tuple[Word, ...] = tuple(dict.fromkeys(words))
        self.number: dict[Word, int] = {word: number for number, word in enumerate(self.words)}
        rows, columns, likely, self.crowded = likely_pairs(self.words, counts)
        self.table = PairTable(len(self.words), rows, columns, likely)

    def likeness(self, rows: Numbers, columns: Numbers) -> Numbers:
        """Return for pairs of words, by number, how likely they are spellings of one name (0 to 1)."""
        return self.table.values(rows, columns)

    def spread(self, counts: Numbers) -> Numbers:
        """Return for each word how often it and its other spellings occur, given how often each word does."""
        import numpy as np

        table = self.table
        return counts + np.bincount(table.rows, table.likely * counts[table.columns], len(self.words))

    @cached_property
    def neighbours(self) -> Mapping[int, tuple[tuple[int, float], ...]]:
        """The other words that each word may be, with how likely."""
        found: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
        table = self.table
        for row, column, likely in zip(table.rows.tolist(), table.columns.tolist(), table.likely.tolist(), strict=True):
            found[row].append((column, likely))
        return {word: tuple(sorted(near, key=lambda one: -one[1])) for word, near in found.items()}


@dataclass(frozen=True, slots=True)
class _Known:
    """Names that are known, in Arabic letters, the share of all names that each has, and the numbers of the names a spelling may be.

    `often` are spellings in Latin letters that were counted often.
    """

    spelt: tuple[str, ...]
    names: Mapping[Word, frozenset[int]]
    shares: tuple[float, ...]
    often: frozenset[str]


def likely_pairs(words: Sequence[Word], counts: Numbers | None = None) -> tuple[Numbers, Numbers, Numbers, int]:
    """Return the pairs of different words that may be one name, in both orders, with how likely each is; and how many words are crowded.

    Compared are words with the same opening (Abd, Abu, Umm or none) that sound alike but for one consonant; where very many do, those that
    differ as names are miswritten; and of still too many each with the commonest and with those spelt most like it. These are crowded.
    `counts` says how often each word occurs.
    """
    import numpy as np

    candidates, crowded = _candidates(words, counts)
    found = [_alike(words, candidates[begin : begin + _BATCH]) for begin in range(0, len(candidates), _BATCH)]
    one, other, likely = (np.concatenate(column) for column in zip(*found, strict=True)) if found else (np.empty(0, np.int64),) * 3
    return np.concatenate([one, other]), np.concatenate([other, one]), np.concatenate([likely, likely]), crowded


def _alike(words: Sequence[Word], codes: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The pairs that may be one name among some, with how likely each is."""
    import numpy as np

    one, other = codes // len(words), codes % len(words)
    likely = np.empty(len(one))
    alphabets = np.array([word[0] == "latin" for word in words], dtype=bool)
    for first, second in (("arabic", "arabic"), ("latin", "latin"), ("arabic", "latin")):
        if first != second:
            swap = alphabets[one] & ~alphabets[other]
            one, other = np.where(swap, other, one), np.where(swap, one, other)
        chosen = np.flatnonzero((alphabets[one] == (first == "latin")) & (alphabets[other] == (second == "latin")))
        if len(chosen):
            likely[chosen] = _likely(words, one[chosen], other[chosen], first, second)
    kept = likely >= _LEAST
    return one[kept], other[kept], likely[kept]


def likely_among(word: Word, words: Sequence[Word]) -> Numbers:
    """Return how likely one word is each of some others (0 to 1)."""
    import numpy as np

    held = [word, *words]
    found = np.zeros(len(words), np.float32)
    for alphabet in ("arabic", "latin"):
        chosen = np.array([at for at, one in enumerate(words, 1) if one[0] == alphabet], dtype=np.int64)
        if len(chosen):
            itself = np.zeros(len(chosen), np.int64)
            swapped = (word[0], alphabet) == ("latin", "arabic")
            first, second = sorted((word[0], alphabet))
            found[chosen - 1] = _likely(held, chosen, itself, first, second) if swapped else _likely(held, itself, chosen, first, second)
    return found


def _likely(words: Sequence[Word], rows: Numbers, columns: Numbers, first: str, second: str) -> Numbers:
    import numpy as np

    left, left_at = np.unique(rows, return_inverse=True)
    right, right_at = np.unique(columns, return_inverse=True)
    ones, others = [words[at] for at in left.tolist()], [words[at] for at in right.tolist()]
    spelt = spellings([bare(key) for _, key in ones], first), spellings([bare(key) for _, key in others], second)
    found = evidence(spelling_model(first, second), spelt[0], left_at, spelt[1], right_at)
    names = [_names_of(one) for one in ones], [_names_of(one) for one in others]
    known = [np.array([bool(one) for one in held], dtype=bool) for held in names]
    both = np.flatnonzero(known[0][left_at] & known[1][right_at])
    even = np.full(len(rows), _EVEN["unknown"])
    even[both] = [_even(names[0][one], names[1][other]) for one, other in zip(left_at[both].tolist(), right_at[both].tolist(), strict=True)]
    if first != second:
        best = np.array([_best().get(bare(key), 0.0) for _, key in others])[right_at]
        margin = np.array([_AMBIGUOUS if key == bare(key) else _AMBIGUOUS_AFTER_ABD for _, key in others])[right_at]
        rare = np.array([bare(key) not in _known().often for _, key in others])[right_at]
        even = np.where(rare & (even == _EVEN["two names"]), _EVEN["as good"], even)
        even = np.where((even == _EVEN["two names"]) & (found > best - margin), _EVEN["as good"], even)
    likely: Numbers = 1 / (1 + np.exp(-_STEEPNESS * (found - even)))
    return likely


@cache
def _best() -> Mapping[str, float]:
    """For each word in Latin letters that is known, the evidence for the best of the names that it is known to spell."""
    import numpy as np

    known = _known()
    pairs = [(known.spelt[number], key) for (alphabet, key), numbers in known.names.items() if alphabet == "latin" for number in numbers]
    rows = np.arange(len(pairs))
    arabic, latin = spellings([one for one, _ in pairs], "arabic"), spellings([one for _, one in pairs], "latin")
    best: dict[str, float] = {}
    for (_, key), value in zip(pairs, evidence(spelling_model("arabic", "latin"), arabic, rows, latin, rows).tolist(), strict=True):
        best[key] = max(value, best.get(key, value))
    return best


def _even(one: frozenset[int], other: frozenset[int]) -> float:
    """At what evidence two words are as likely one name as two, where it is known which names both may be."""
    return _EVEN["one name" if one & other else "two names"]


def _candidates(words: Sequence[Word], counts: Numbers | None) -> tuple[Numbers, int]:
    """The codes of pairs of words that sound alike but for one consonant, each once, and how many words are crowded."""
    import numpy as np

    groups: defaultdict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        for key in sound_keys(word):
            groups[key].append(number)
    most = max(_SMALLEST, min(_LARGEST, _ALL_PAIRS // max(len(words), 1)))
    found, added = [np.empty(0, np.int64)], 0
    crowded: set[int] = set()
    for key, group in groups.items():
        for some in [group] if len(group) <= most else _narrower(key, group, words):
            if len(some) > most:
                crowded.update(some)
            rows, columns = _all_of(some) if len(some) <= most else _nearest(some, words, counts, most)
            found.append(np.minimum(rows, columns) * len(words) + np.maximum(rows, columns))
            added += len(rows)
            if added > len(found[0]) + _BATCH:  # many are found again and again
                found, added = [distinct(found)], 0
    codes = distinct(found)
    return codes[codes // max(len(words), 1) != codes % max(len(words), 1)], len(crowded)


def _all_of(group: Sequence[int]) -> tuple[Numbers, Numbers]:
    """All pairs of a group."""
    import numpy as np

    members = np.array(group, dtype=np.int64)
    rows, columns = np.triu_indices(len(members), 1)
    return members[rows], members[columns]


def _nearest(group: Sequence[int], words: Sequence[Word], counts: Numbers | None, most: int) -> tuple[Numbers, Numbers]:
    """Of a group that is too large: each word with the commonest ones, and with those that are spelt most like it."""
    import numpy as np

    often = np.zeros(len(words)) if counts is None else counts
    common = np.array(sorted(group, key=lambda number: (-float(often[number]), words[number]))[: max(most // 4, 1)], np.int64)
    spelt = np.array(sorted(group, key=lambda number: words[number]), np.int64)
    beside = [(spelt[:-step], spelt[step:]) for step in range(1, max(most // 4, 1) + 1)]
    rows = np.concatenate([np.repeat(spelt, len(common)), *(one for one, _ in beside)])
    return rows, np.concatenate([np.tile(common, len(spelt)), *(other for _, other in beside)])


def _narrower(key: str, group: Sequence[int], words: Sequence[Word]) -> Iterable[Sequence[int]]:
    """A group with one key, as groups that differ as names are miswritten: a weak or last sound lost, one moved, one for a similar one."""
    found: defaultdict[object, list[int]] = defaultdict(list)
    for number in group:
        for way in dict.fromkeys(_ways(words[number], key)):
            found[way].append(number)
    return found.values()


def _ways(word: Word, key: str) -> Iterator[object]:
    """How a word comes to a key."""
    plain = bare(word[1])
    sign = word[1][: len(word[1]) - len(plain)]
    for one in heard_as(plain):
        if sign + one == key:
            yield "whole"
            yield "lost"
        for at in range(len(one) if len(one) >= _SHORT else 0):
            if sign + one[:at] + one[at + 1 :] == key:
                if one[at] in _WEAK or at == len(one) - 1:
                    yield "lost"
                yield "moved", one[at]
                yield from ((at, both) for both in _similar().get(one[at], ()))


@cache
def _similar() -> Mapping[str, tuple[str, ...]]:
    """For each sound the pairs of sounds, itself one of them, that are mistaken for each other."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in csv.DictReader(files("sulh.data").joinpath("names/similar_sounds.csv").read_text(encoding="utf-8").splitlines()):
        for sound in (row["one"], row["other"]):
            found[sound].append(row["one"] + row["other"])
    return {sound: tuple(pairs) for sound, pairs in found.items()}


def sound_keys(word: Word) -> Iterator[str]:
    """Yield what two words that may be one name have in common: the opening, and their sounds or these without one."""
    plain = bare(word[1])
    sign = word[1][: len(word[1]) - len(plain)]
    keys: dict[str, None] = {}
    for one in heard_as(plain):
        keys[one] = None
        if len(one) >= _SHORT:
            keys.update(dict.fromkeys(one[:at] + one[at + 1 :] for at in range(len(one))))
    yield from (sign + one for one in keys)


def heard_as(plain: str) -> tuple[str, ...]:
    """Return the consonants that a key without its sign may sound like; of a short name one is enough (Layla, Lu'ay)."""
    is_arabic = plain[:1] in ARABIC
    if len(plain) > (_SHORT_ARABIC if is_arabic else _SHORT_LATIN):
        return sounds(plain) or ("?",)
    inside = (one[1:] for one in sounds(("ب" if is_arabic else "b") + plain))
    return tuple(dict.fromkeys((*sounds(plain), *inside))) or ("?",)


def known_share(word: Word) -> float:
    """Return the share of all names that those have which a word may spell; 0 for a word that is not known."""
    shares = _known().shares
    return sum(shares[number] for number in _names_of(word))


def known_spellings(word: Word) -> tuple[str, ...]:
    """Return the names that are known and that a word may spell, in Arabic letters, in order; () for a word that is not known."""
    return tuple(sorted({_known().spelt[number] for number in _names_of(word)}))


def bare(key: str) -> str:
    """A key without the sign that stands for Abd, Abu or Umm: only words with the same sign are compared."""
    return key.lstrip(_SIGNS)


def _names_of(word: Word) -> frozenset[int]:
    return _known().names.get((word[0], bare(word[1])), frozenset())


@cache
def _known() -> _Known:
    rows = list(csv.DictReader(files("sulh.data").joinpath("names/known.csv").read_text(encoding="utf-8").splitlines()))
    names: defaultdict[Word, set[int]] = defaultdict(set)
    often: Counter[str] = Counter()
    counts: list[int] = []
    for number, row in enumerate(rows):
        names["arabic", row["arabic"]].add(number)
        names["arabic", "ال" + row["arabic"]].add(number)
        counted = [int(one) for one in row["counts"].split("|")]
        counts.append(sum(counted))
        for latin, count in zip(row["latin"].split("|"), counted, strict=True):
            names["latin", latin].add(number)
            often[latin] += count
    for (alphabet, latin), numbers in tuple(names.items()):
        also = ("latin", latin[:-1] + _last_letters().get(latin[-1:], ""))
        if alphabet == "latin" and latin[-1:] in _last_letters() and also not in names:
            names[also] = numbers
    return _Known(
        tuple(row["arabic"] for row in rows),
        {word: frozenset(numbers) for word, numbers in names.items()},
        _shares(counts),
        frozenset(word for word, count in often.items() if count >= _OFTEN),
    )


@cache
def _last_letters() -> Mapping[str, str]:
    """Last letters of names in Latin letters, and what some languages write in their place."""
    rows = csv.DictReader(files("sulh.data").joinpath("names/last_letters.csv").read_text(encoding="utf-8").splitlines())
    return {row["written"]: row["also"] for row in rows}


def _shares(counts: Sequence[int]) -> tuple[float, ...]:
    total = sum(counts)
    return tuple(count / total for count in counts)
