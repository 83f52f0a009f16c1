"""What every two wordings have in common; clauses with the same wording are compared once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sulh.wording.alignment import Alignment, align, is_same
from sulh.wording.folding import Form

if TYPE_CHECKING:
    from sulh.wording.similarity import Likeness

__all__ = ["Limits", "Match", "Matches"]

# Only clauses that have this much in common can have the same words.
_NEARLY = 0.8
# Letters outside names that two clauses must share, and their share of all the letters in common.
_PLAIN, _PLAIN_SHARE = 12, 0.2
# What is held of pairs of wordings, so that memory stays bounded however many there are.
_HELD = 200_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The thresholds of linking, between 0 and 1; `letters` is the least length of a formula inside a clause. Chosen on bench/wording."""

    look: float = 0.12
    look_cover: float = 0.30
    whole: float = 0.36
    order: float = 0.05
    part: float = 0.55
    rest: float = 0.40
    rest_whole: float = 0.30
    letters: int = 40
    overlap: float = 0.35
    bridge: float = 0.28


@dataclass(frozen=True, slots=True)
class Match:
    """What two wordings share: how alike they are altogether (`whole`), how far the one that is covered better stands in the other
    (`part`), whether they have the same words, and where (`alignment`); `letters` is the length of what they share.
    """

    whole: float
    part: float
    same: bool
    alignment: Alignment
    letters: int

    @property
    def score(self) -> float:
        """One number for order and display: likeness of the whole, or a formula that stands in the other clause."""
        return 1.0 if self.same else min(0.99, max(self.whole, 0.7 * self.part))


class Matches:
    """The wordings of clauses, their likeness, and what they share, found when it is asked for."""

    def __init__(self, forms: Sequence[Form], limits: Limits) -> None:
        """`forms` are those of the clauses; clauses without letters have no wording (-1)."""
        from sulh.wording.similarity import likeness

        known: dict[object, int] = {}
        self._forms: list[Form] = []
        self._limits = limits
        self.of: list[int] = []
        times: list[int] = []
        for form in forms:
            if not form.letters:
                self.of.append(-1)
                continue
            wording = known.setdefault((form.letters, form.articles, form.names), len(known))
            if wording == len(self._forms):
                self._forms.append(form)
                times.append(0)
            times[wording] += 1
            self.of.append(wording)
        self._near: list[list[tuple[int, float, float, float]]] = [[(at, 1.0, 1.0, 1.0)] for at in range(len(times))]
        self._held: dict[tuple[int, int], Match | None] = {}
        self._times = times
        if times:
            self._join(likeness([form.letters for form in self._forms], times, cosine=limits.look, cover=limits.look_cover))

    def _join(self, like: Likeness) -> None:
        columns = (like.one, like.other, like.cosine, like.cover, like.back)
        for one, other, cosine, cover, back in zip(*(column.tolist() for column in columns), strict=True):
            self._near[one].append((other, cosine, cover, back))
            self._near[other].append((one, cosine, back, cover))

    def near(self, later: int, held: Sequence[bool]) -> list[tuple[int, Match]]:
        """The earlier wordings, those that `held` names, that a later clause with this one shares words with, and what they share."""
        found = []
        for earlier, cosine, cover, back in self._near[later]:
            if held[earlier]:
                match = self._match(earlier, later, cosine, back, cover)
                if match is not None:
                    found.append((earlier, match))
        return found

    def _match(self, earlier: int, later: int, cosine: float, cover: float, back: float) -> Match | None:
        key = earlier, later
        if key in self._held:
            return self._held[key]
        match = self._compared(self._forms[earlier], self._forms[later], cosine, cover, back)
        # A pair that can come only once more need not be held.
        if len(self._held) < _HELD and self._times[later] > 1:
            self._held[key] = match
        return match

    def _compared(self, earlier: Form, later: Form, cosine: float, cover: float, back: float) -> Match | None:
        """What two wordings share; None where it is too little for any link."""
        limits = self._limits
        if 0.6 * cosine + 0.4 < limits.bridge and 1.05 * max(cover, back) < limits.rest:
            return None
        aligned = align(earlier, later)
        a, b = aligned.earlier_share, aligned.later_share
        both = 2 * a * b / (a + b) if a + b else 0.0
        whole = round(0.6 * cosine + 0.4 * both, 6)
        part = round(min(max(min(cover * 1.05, a), min(back * 1.05, b)), 1.0), 6)
        if (whole < limits.bridge and part < limits.rest) or not aligned.runs or not _says_more_than_names(earlier, later, aligned):
            return None
        same = min(a, b) >= _NEARLY and is_same(earlier, later)
        return Match(whole, part, same, aligned, sum([length for _, _, length in aligned.runs]))


def _says_more_than_names(earlier: Form, later: Form, aligned: Alignment) -> bool:
    """Whether the shared words are wording: names and titles of persons and bodies recur in clauses of all sorts."""
    mass, named, names = 0, 0, earlier.names
    for low, _, length in aligned.runs:
        mass += length
        named += names[low + length] - names[low]
    least = min(len(earlier.letters) - names[-1], len(later.letters) - later.names[-1])
    return mass - named >= min(_PLAIN, 0.5 * least) and mass - named >= _PLAIN_SHARE * mass
