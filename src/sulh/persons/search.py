"""Search for a name among many, in any script and spelling: the list is prepared once, each question takes milliseconds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sulh.persons.alignment import MISMATCH, WITHOUT_GIVEN, align, aligned_weights, slot_weight
from sulh.persons.matching import PreparedNames, score_of
from sulh.persons.name_columns import GIVEN, KUNYA, LENGTH
from sulh.persons.names import NamePart, PersonName, person_name
from sulh.persons.vocabulary import Word, likely_among, sound_keys

if TYPE_CHECKING:
    from sulh.persons.spelling import Numbers

__all__ = ["NameHit", "NameIndex"]

# So many rows with the most words in common are compared slot by slot.
_COMPARED = 400
_FEWEST = 0.05  # a word less likely to be the one asked for does not bring its rows in


@dataclass(frozen=True, slots=True)
class NameHit:
    """A row found: its place in the list, the weight of its name beside the one asked for, and the likelihood from 0 to 1."""

    row: int
    weight: float
    score: float


class NameIndex:
    """Names to be searched; words that are not in the list are compared with those that sound like them."""

    def __init__(self, names: Iterable[str | PersonName]) -> None:
        import numpy as np

        self.prepared = PreparedNames(names)
        words = self.prepared.vocabulary.words
        by_sound: defaultdict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(words):
            for key in sound_keys(word):
                by_sound[key].append(number)
        self._by_sound = {key: np.array(numbers, np.int32) for key, numbers in by_sound.items()}
        slots = self.prepared.held.slots[:, :LENGTH]
        held = slots >= 0
        rows = np.broadcast_to(np.arange(len(slots), dtype=np.int32)[:, None], slots.shape)[held]
        order = np.argsort(slots[held], kind="stable")
        self._rows = rows[order]
        self._begins = np.searchsorted(slots[held][order], np.arange(len(words) + 1))
        self._near: dict[Word, tuple[Numbers, Numbers]] = {}

    def find(self, name: str | PersonName, *, limit: int = 10) -> list[NameHit]:
        """Return the rows whose names are most likely the one asked for, the likeliest first; at most `limit`."""
        import numpy as np

        asked = person_name(name) if isinstance(name, str) else name
        parts = [*asked.parts, *([asked.kunya] if asked.kunya else [])]
        rows = self._rows_with(asked, parts)
        if not len(rows):
            return []
        weights = self._weights(asked, rows)
        best = np.argsort(-weights, kind="stable")[:limit]
        return [NameHit(int(rows[at]), float(weights[at]), score_of(float(weights[at]))) for at in best]

    def _near_words(self, word: Word) -> tuple[Numbers, Numbers]:
        """The words of the list that a word may be, with how likely each is."""
        import numpy as np

        if word not in self._near:
            vocabulary = self.prepared.vocabulary
            there = vocabulary.number.get(word)
            if there is not None:
                near = vocabulary.neighbours.get(there, ())
                numbers = np.array([there, *(number for number, _ in near)], np.int32)
                likely = np.array([1.0, *(value for _, value in near)], np.float32)
            else:
                found = [self._by_sound[key] for key in sound_keys(word) if key in self._by_sound]
                numbers = np.unique(np.concatenate(found)) if found else np.empty(0, np.int32)
                likely = likely_among(word, [vocabulary.words[number] for number in numbers.tolist()])
            self._near[word] = numbers, likely
        return self._near[word]

    def _rows_with(self, asked: PersonName, parts: Sequence[NamePart]) -> Numbers:
        """The rows that have most of the words asked for, by their rarity."""
        import numpy as np

        total = np.zeros(len(self.prepared.held), np.float32)
        for part in parts:
            numbers, likely = self._near_words((asked.alphabet, part.key))
            for number, value in zip(numbers.tolist(), likely.tolist(), strict=True):
                if value >= _FEWEST:
                    total[self._rows[self._begins[number] : self._begins[number + 1]]] += value * float(self.prepared.rarity[number])
        most = min(_COMPARED, len(total))
        rows = np.argpartition(-total, most - 1)[:most] if most < len(total) else np.arange(len(total))
        return np.sort(rows[total[rows] > 0])

    def _weights(self, asked: PersonName, rows: Numbers) -> Numbers:
        import numpy as np

        held = self.prepared.held.slots[rows].T
        has_given = bool(asked.parts) and asked.parts[0].slot == "given"
        rest = asked.parts[1:] if has_given else asked.parts
        given = self._slot(asked, asked.parts[0] if has_given else None, held[GIVEN], MISMATCH["given"], WITHOUT_GIVEN)
        weights = self._slot(asked, asked.kunya, held[KUNYA], MISMATCH["kunya"], 0.0)
        slots = [[self._slot(asked, part, column, MISMATCH["other"], 0.0) for column in held[1:KUNYA]] for part in rest]
        for length in np.unique(held[LENGTH]).tolist():
            some = held[LENGTH] == length
            if rest and length:
                weights[some] += aligned_weights([[column[some] for column in row[:length]] for row in slots])
            else:
                weights[some] += np.float32(align(len(rest), length, lambda one, other: 0.0)[0])
        return given + weights

    def _slot(self, asked: PersonName, part: NamePart | None, column: Numbers, mismatch: float, missing: float) -> Numbers:
        import numpy as np

        prepared = self.prepared
        if part is None:
            return np.where(column >= 0, np.float32(missing), np.float32(0.0))
        numbers, likely = self._near_words((asked.alphabet, part.key))
        of_words = np.full(len(prepared.vocabulary.words), np.float32(mismatch), np.float32)
        of_words[numbers] = slot_weight(likely, prepared.rarity[numbers], mismatch)
        return np.where(column >= 0, of_words[column], np.float32(missing))
