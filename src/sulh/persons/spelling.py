"""How likely two spellings are of one name: a model of how runs of 0-2 letters of one alphabet are written in another, learned from pairs.

The model is a joint one: it generates both spellings together, chunk by chunk, and a spelling by itself by its own half of the chunks. The
evidence for one name is the natural logarithm of how much likelier the two are together than apart. `scripts/build_name_spellings.py`
learns the chunks; `data/names/spellings.csv` holds them.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from sulh.persons.letters import ARABIC, LATIN

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[Any]]

__all__ = ["ALPHABETS", "KINDS", "LONGEST", "SpellingModel", "Spellings", "evidence", "model_of", "spelling_model", "spellings"]

ALPHABETS = {"arabic": ARABIC, "latin": LATIN}
# Letters of the first and of the second spelling in a chunk.
KINDS = tuple((first, second) for first in range(3) for second in range(3) if first + second)
LONGEST = 14  # letters of a key that are compared
# A spelling may have the article that the other leaves out.
_ARTICLES = {"arabic": ("ال",), "latin": ("al", "el")}
_WITHOUT_ARTICLE = 0.3
_LEAST = 3
# Published lists lose the last letter of so many names.
_LOST_LAST = 0.01
# Chunks never seen: a letter left out, put in or exchanged by mistake.
_SLIP = 1e-5
_SCALE = 1e18  # so that what is as unlikely as long words are stands in 32 bits
_BATCH = 1 << 12  # so that what is worked on stays near the processor


@dataclass(frozen=True, slots=True, eq=False)
class Spellings:
    """Keys of one alphabet as numbers.

    `chunks` has for each key, each place 0..LONGEST and each length 0..2 the number of the run of letters that ends there (keys x places x
    3); `lengths` the letters of each key; `starts` 2 where an article may be left out, else 0.
    """

    alphabet: str
    chunks: Numbers
    lengths: Numbers
    starts: Numbers


@dataclass(frozen=True, slots=True, eq=False)
class SpellingModel:
    """How likely each pair of chunks is (`joint`, first chunk x second chunk), and each chunk by itself."""

    first: str
    second: str
    joint: Numbers

    def alone(self, keys: Spellings, *, second: bool) -> Numbers:
        """Return for each key the natural logarithm of how likely the model writes it, whatever it pairs with it."""
        import numpy as np

        half = self.joint.sum(axis=0 if second else 1)
        half = half / (1 - half[0])
        count, places = keys.chunks.shape[:2]
        reached = np.zeros((places, count))
        reached[0] = 1.0
        reached[2] += np.where(keys.starts > 0, _WITHOUT_ARTICLE, 0.0)
        for place in range(1, places):
            reached[place] += reached[place - 1] * half[keys.chunks[:, place, 1]]
            if place > 1:
                reached[place] += reached[place - 2] * half[keys.chunks[:, place, 2]]
        at_end: Numbers = reached[keys.lengths, np.arange(count)]
        likely: Numbers = np.log(np.maximum(at_end, 1e-300))
        return likely

    def together(self, one: Spellings, rows: Numbers, other: Spellings, columns: Numbers) -> Numbers:
        """Return for pairs of keys, by their numbers, the natural logarithm of how likely the model writes both together."""
        import numpy as np

        found = np.empty(len(rows))
        flat = self.joint.ravel().astype(np.float32)
        order = np.lexsort((other.lengths[columns], one.lengths[rows]))
        for begin in range(0, len(order), _BATCH):
            some = order[begin : begin + _BATCH]
            found[some] = self._batch(flat, one, rows[some], other, columns[some])
        return found

    def _batch(self, flat: Numbers, one: Spellings, rows: Numbers, other: Spellings, columns: Numbers) -> Numbers:
        import numpy as np

        first = (one.chunks[rows].transpose(1, 2, 0) * np.int32(self.joint.shape[1])).copy()
        second = other.chunks[columns].transpose(1, 2, 0).copy()
        ends, closes = one.lengths[rows], other.lengths[columns]
        high, wide = int(ends.max()), int(closes.max())
        reached = np.zeros((high + 1, wide + 1, len(rows)), np.float32)
        reached[0, 0] = _SCALE
        for i, j in ((2, 0), (0, 2), (2, 2)):
            if i <= high and j <= wide:
                may = (one.starts[rows] >= i) & (other.starts[columns] >= j)
                reached[i, j] = np.where(may, _WITHOUT_ARTICLE * _SCALE, 0.0)
        for i in range(high + 1):
            for j in range(wide + 1):
                cell = reached[i, j]
                for di, dj in KINDS:
                    if i >= di and j >= dj:
                        cell += reached[i - di, j - dj] * flat.take(first[i, di] + second[j, dj])
        at = np.arange(len(rows))
        at_end = reached[ends, closes, at].astype(np.float64)
        if (self.first, self.second) == ("arabic", "latin"):
            half = self.joint.sum(axis=0)
            for letters in (1, 2):
                may = (ends >= _LEAST - 1) & (closes > letters)
                before = np.where(may, closes - letters, 0)
                at_end = at_end + np.where(may, _LOST_LAST * reached[ends, before, at] * half[second[closes, letters, at]], 0.0)
        weighed: Numbers = np.log(np.maximum(at_end / _SCALE, 1e-300))
        return weighed


def spellings(keys: Sequence[str], alphabet: str) -> Spellings:
    """Return keys of an alphabet as numbers. Letters beyond the first `LONGEST` are left out."""
    import numpy as np

    letters = {one: number for number, one in enumerate(ALPHABETS[alphabet], 1)}
    size = len(letters) + 1
    numbers = np.zeros((len(keys), LONGEST + 2), dtype=np.int64)
    for row, key in enumerate(keys):
        short = key[:LONGEST]
        numbers[row, 2 : 2 + len(short)] = [letters[one] for one in short]
    chunks = np.zeros((len(keys), LONGEST + 1, 3), dtype=np.int32)
    chunks[:, 1:, 1] = numbers[:, 2:]
    chunks[:, 2:, 2] = numbers[:, 3:] + numbers[:, 2:-1] * size
    lengths = np.array([min(len(key), LONGEST) for key in keys], dtype=np.int64)
    articles = _ARTICLES[alphabet]
    starts = np.array([2 if key.startswith(articles) and len(key) >= 2 + _LEAST else 0 for key in keys], dtype=np.int64)
    return Spellings(alphabet, chunks, lengths, starts)


def evidence(model: SpellingModel, one: Spellings, rows: Numbers, other: Spellings, columns: Numbers) -> Numbers:
    """Return for pairs of keys the natural logarithm of how much likelier they are as one name than as two."""
    apart: Numbers = model.alone(one, second=False)[rows] + model.alone(other, second=True)[columns]
    return model.together(one, rows, other, columns) - apart


@cache
def spelling_model(first: str, second: str) -> SpellingModel:
    """Return the model for two alphabets, "arabic" before "latin"."""
    rows = csv.DictReader(files("sulh.data").joinpath("names/spellings.csv").read_text(encoding="utf-8").splitlines())
    found = [(row["first"], row["second"], float(row["weight"])) for row in rows if row["alphabets"] == f"{first} {second}"]
    return model_of(first, second, found)


def model_of(first: str, second: str, chunks: Sequence[tuple[str, str, float]]) -> SpellingModel:
    """Return the model in which pairs of chunks have these weights; single letters never seen have a very small one."""
    import numpy as np

    numbers = [{one: number for number, one in enumerate(ALPHABETS[name], 1)} for name in (first, second)]
    sizes = [len(one) + 1 for one in numbers]

    def place(chunk: str, side: int) -> int:
        number = 0
        for letter in chunk:
            number = number * sizes[side] + numbers[side][letter]
        return number

    joint = np.zeros((sizes[0] ** 2, sizes[1] ** 2))
    joint[: sizes[0], : sizes[1]] = _SLIP / 10
    joint[: sizes[0], 0] = joint[0, : sizes[1]] = _SLIP
    for one, other, weight in chunks:
        joint[place(one, 0), place(other, 1)] += weight
    joint[0, 0] = 0.0
    return SpellingModel(first, second, joint / joint.sum())
