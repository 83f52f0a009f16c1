"""Learn how names are spelt, and write `spellings.csv` and `known.csv` of src/sulh/data/names.

    python scripts/build_name_spellings.py PAIRS --hold-out

PAIRS is a table with tabs: a name in Latin letters, the same in Arabic letters with spaces between, a count; such as the one that Merhav
and Ash (2018) mined from Wikidata (CC0). It is not part of the project. Three models are learned by expectation maximisation over chunks
of 0-2 letters: Arabic with Latin; Latin with Latin, from names that share an Arabic spelling; Arabic with Arabic, from names and the damage
that published lists show. `known.csv` has names that the table counts often, with the Latin spellings that the model finds likely.

`--hold-out` learns the models without the names of `held_out`, as bench/persons.py needs: the models that are shipped were made with it.
`known.csv` has all names, so the figures for names never seen are of the models alone.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sulh.persons.letters import key_of, reading_of
from sulh.persons.spelling import ALPHABETS, KINDS, LONGEST, evidence, spelling_model, spellings

if TYPE_CHECKING:
    from sulh.persons.spelling import Numbers

FOLDER = Path(__file__).resolve().parent.parent / "src/sulh/data/names"
ROUNDS = 8
# Of pairs so unlikely that one is no spelling of the other, this share is left out after the first rounds.
WRONG, FROM_ROUND = 0.04, 2
LEAST = 2e-7  # chunks rarer than this are not kept
# A known name is counted so often; a spelling of it has so much evidence (natural logarithm), or so much and is counted so often.
KNOWN, LIKELY, LESS_LIKELY, OFTEN = 4, 0.0, -3.0, 3
# Letters by which Turkish, Kurdish and Russian write sounds that the pairs, mostly English, write otherwise. Set by hand.
SHARED_LETTERS = (
    ("خ", "h", 2e-4), ("ح", "kh", 2e-4), ("ه", "kh", 1e-4), ("ج", "c", 2e-4), ("خ", "x", 2e-4), ("غ", "x", 1e-4), ("و", "v", 3e-4),
    ("غ", "kh", 5e-5),
)  # fmt: skip
HELD = 51  # of 256: a fifth
DAMAGE = 0.25


def read_pairs(path: Path) -> Counter[tuple[str, str]]:
    """Return the pairs of keys (Arabic, Latin) of the table with their counts; an article that only the Arabic has is left out."""
    found: Counter[tuple[str, str]] = Counter()
    with path.open(encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            latin, arabic, count = line.rstrip("\n").split("\t")
            spelt = arabic.replace(" ", "")
            spelt = spelt[2:] if spelt.startswith("ال") and len(spelt) >= 5 else spelt
            first, second = key_of(spelt, "arabic"), key_of(latin, reading_of(latin))
            if 2 <= len(first) <= LONGEST and 2 <= len(second) <= LONGEST:
                found[first, second] += int(count)
    return found


def held_out(pairs: Iterable[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the pairs to learn from and those held out: a fifth of the Arabic spellings, and no spelling of these is learned from."""
    pairs = list(pairs)
    test = [pair for pair in pairs if hashlib.sha256(pair[0].encode()).digest()[0] < HELD]
    latin = {second for _, second in test}
    arabic = {first for first, _ in test}
    return [pair for pair in pairs if pair[0] not in arabic and pair[1] not in latin], test


def learned(pairs: Sequence[tuple[str, str]], first: str, second: str) -> tuple[list[tuple[str, str, float]], Numbers]:
    """Return the chunks with their weights, and for each pair how likely it is a letter."""
    left, right = spellings([one for one, _ in pairs], first), spellings([one for _, one in pairs], second)
    high, wide = int(left.lengths.max()), int(right.lengths.max())
    width = 1 << 16
    codes = np.full((len(pairs), high + 1, wide + 1, len(KINDS)), -1, np.int64)
    for i in range(high + 1):
        for j in range(wide + 1):
            inside = (i <= left.lengths) & (j <= right.lengths)
            for kind, (di, dj) in enumerate(KINDS):
                if i >= di and j >= dj:
                    code = left.chunks[:, i, di].astype(np.int64) * width + right.chunks[:, j, dj]
                    codes[:, i, j, kind] = np.where(inside, code, -1)
    known, numbers = np.unique(codes, return_inverse=True)
    numbers = numbers.reshape(codes.shape).astype(np.int32)
    del codes
    chunks = [(_chunk(code // width, left.alphabet), _chunk(code % width, right.alphabet)) for code in known[1:].tolist()]
    weights = np.array([0.0, *(0.02 ** (len(one) + len(other)) for one, other in chunks)])
    weights /= weights.sum()
    counted = np.ones(len(pairs))
    letters = left.lengths + right.lengths
    for number in range(ROUNDS):
        total, counts = _expected(numbers, weights, counted, left.lengths, right.lengths)
        weights = counts / counts.sum()
        likely = np.log(np.maximum(total, 1e-300)) / letters
        if number >= FROM_ROUND:
            counted = (likely > np.quantile(likely, WRONG)).astype(float)
        print(f"{first} {second}, round {number}: {np.average(likely, weights=counted):.4f} a letter")
    kept = [(*chunk, float(weight)) for chunk, weight in zip(chunks, weights[1:], strict=True) if weight >= LEAST]
    return kept, likely


def _expected(numbers: Numbers, weights: Numbers, counted: Numbers, ends: Numbers, closes: Numbers) -> tuple[Numbers, Numbers]:
    """One round: how likely each pair is, and how often each chunk is expected in all of them."""
    count, high, wide, _ = numbers.shape
    likely = weights[numbers]
    rows = np.arange(count)
    forward, backward = np.zeros((high, wide, count)), np.zeros((high, wide, count))
    forward[0, 0] = 1.0
    backward[ends, closes, rows] = 1.0
    for i in range(high):
        for j in range(wide):
            for kind, (di, dj) in enumerate(KINDS):
                if i >= di and j >= dj:
                    forward[i, j] += forward[i - di, j - dj] * likely[:, i, j, kind]
    total = forward[ends, closes, rows]
    scale = counted / np.maximum(total, 1e-300)
    counts = np.zeros(len(weights))
    for i in reversed(range(high)):
        for j in reversed(range(wide)):
            for kind, (di, dj) in enumerate(KINDS):
                if i >= di and j >= dj:
                    after = likely[:, i, j, kind] * backward[i, j]
                    counts += np.bincount(numbers[:, i, j, kind], forward[i - di, j - dj] * after * scale, len(weights))
                    backward[i - di, j - dj] += after
    counts[0] = 0.0
    return total, counts


def _chunk(code: int, alphabet: str) -> str:
    letters = ALPHABETS[alphabet]
    size = len(letters) + 1
    return "".join(letters[one - 1] for one in divmod(code, size) if one)


def romanisations(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return pairs of Latin spellings of one Arabic name in both orders, and each with itself."""
    by_arabic: defaultdict[str, list[str]] = defaultdict(list)
    for arabic, latin in pairs:
        by_arabic[arabic].append(latin)
    both = [pair for group in by_arabic.values() for pair in combinations(group, 2)]
    themselves = [(group[0], group[0]) for group in by_arabic.values()]
    return [*both, *((other, one) for one, other in both), *themselves]


def damaged(pairs: Iterable[tuple[str, str]], seed: int = 5) -> list[tuple[str, str]]:
    """Return Arabic names beside themselves, a quarter of them damaged once: a vowel or the last letter lost, or a slip."""
    chance = random.Random(seed)
    found = []
    for name in dict.fromkeys(arabic for arabic, _ in pairs):
        if chance.random() >= DAMAGE:
            found.append((name, name))
            continue
        broken = chance.choice(_DAMAGES)(name, chance)
        found += [(name, broken), (broken, name)] if len(broken) > 1 else []
    return found


def _lost_vowel(name: str, chance: random.Random) -> str:
    places = [at for at, letter in enumerate(name) if at and letter in "اوي"]
    if not places:
        return name
    at = chance.choice(places)
    return name[:at] + name[at + 1 :]


def _exchanged(name: str, chance: random.Random) -> str:
    similar = "تط", "دض", "ضظ", "ذد", "ذز", "ثت", "ثس", "سص", "هح", "قك", "قغ", "جغ", "حخ", "بت", "رز", "عغ", "نت", "هت"
    options = [(at, pair) for at, letter in enumerate(name) for pair in similar if letter in pair]
    if not options:
        return name
    at, pair = chance.choice(options)
    return name[:at] + pair.replace(name[at], "")[:1] + name[at + 1 :]


_DAMAGES = (
    _lost_vowel,
    _lost_vowel,
    _exchanged,
    lambda name, chance: name[:-1],
    lambda name, chance: name.replace("لا", "ال"),
    lambda name, chance: name.replace("وو", "و").replace("يي", "ي"),
)


def write_known(counts: Mapping[tuple[str, str], int]) -> None:
    """Write the names that are counted often, with those spellings that the model in use finds likely."""
    pairs = list(counts)
    one, other = spellings([arabic for arabic, _ in pairs], "arabic"), spellings([latin for _, latin in pairs], "latin")
    rows = np.arange(len(pairs))
    found = evidence(spelling_model("arabic", "latin"), one, rows, other, rows)
    good = (pair for pair, value in zip(pairs, found, strict=True) if value > (LESS_LIKELY if counts[pair] >= OFTEN else LIKELY))
    counts = {pair: counts[pair] for pair in good}
    total: Counter[str] = Counter()
    spelt: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for (arabic, latin), count in counts.items():
        total[arabic] += count
        spelt[arabic].append((-count, latin))
    with (FOLDER / "known.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("arabic", "latin", "counts"))
        for arabic, count in sorted(total.items(), key=lambda row: (-row[1], row[0])):
            if count >= KNOWN:
                held = sorted(spelt[arabic])
                writer.writerow((arabic, "|".join(latin for _, latin in held), "|".join(str(-each) for each, _ in held)))


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--hold-out", action="store_true")
    given = parser.parse_args()
    counts = read_pairs(given.pairs)
    pairs = held_out(counts)[0] if given.hold_out else list(counts)
    across, likely = learned(pairs, "arabic", "latin")
    good = [pair for pair, value in zip(pairs, likely, strict=True) if value > np.quantile(likely, WRONG)]
    tables = {"arabic latin": [*across, *SHARED_LETTERS]}
    tables["latin latin"], _ = learned(romanisations(good), "latin", "latin")
    tables["arabic arabic"], _ = learned(damaged(good), "arabic", "arabic")
    with (FOLDER / "spellings.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("alphabets", "first", "second", "weight"))
        for name, chunks in tables.items():
            writer.writerows((name, one, other, f"{weight:.3g}") for one, other, weight in sorted(chunks, key=lambda row: -row[2]))
    write_known(counts)
    print(Counter({name: len(chunks) for name, chunks in tables.items()}))


if __name__ == "__main__":
    main()
