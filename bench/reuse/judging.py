"""What was found in a corpus, judged by what was planted in it."""

from __future__ import annotations

import difflib
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bench.reuse.copies import PLAIN
from bench.reuse.planting import KINDS, Made, Planted

__all__ = ["Judged", "Row", "judged"]

_COMMON = 8  # words in one run that two agreements share only when one repeats the other or both a third text


class Row(NamedTuple):
    """A passage reported."""

    earlier: str
    earlier_span: tuple[int, int]
    later: str
    later_span: tuple[int, int]


@dataclass(frozen=True)
class Judged:
    """Recall by kind, precision (planted and natural re-use), how many are planted and natural, the wrong ones, and how tight spans are."""

    recall: dict[str, float]
    precision: float
    planted: int
    natural: list[Row]
    wrong: list[Row]
    tightness: float


def judged(found: Sequence[Row], made: Made) -> Judged:
    """What was found, judged.

    A planted passage is found when the spans reported for its two documents cover half of it on both sides. What is reported is right when
    it meets a planted passage on both sides. Agreements repeat each other, so it is right too, as natural re-use, when both spans lie in
    text of real agreements and either eight words in a row are the same in both, or difflib finds half of the letters of both
    in common, in runs of five or more. Anything in the background is wrong.
    """
    texts = made.texts()
    by_pair: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in found:
        by_pair[row.earlier, row.later].append(row)
    hits: Counter[str] = Counter()
    tight = []
    right: set[Row] = set()
    for one in made.planted:
        met = [
            row
            for row in by_pair[one.earlier, one.later]
            if _shared(row.earlier_span, (one.earlier_start, one.earlier_end)) and _shared(row.later_span, (one.later_start, one.later_end))
        ]
        left = sum(_shared(row.earlier_span, (one.earlier_start, one.earlier_end)) for row in met) / (one.earlier_end - one.earlier_start)
        side = sum(_shared(row.later_span, (one.later_start, one.later_end)) for row in met) / (one.later_end - one.later_start)
        hits[one.kind] += left >= 0.5 and side >= 0.5
        right.update(met)
        if left >= 0.5 and side >= 0.5:
            tight.append(_tightness(met, one))
    others = [row for row in found if row not in right]
    natural = [
        row
        for row in others
        if _in_real(row, made.real) and _alike(texts[row.earlier][slice(*row.earlier_span)], texts[row.later][slice(*row.later_span)])
    ]
    totals = Counter(one.kind for one in made.planted)
    known = set(natural)
    return Judged(
        {kind: hits[kind] / totals[kind] for kind in KINDS if totals[kind]},
        (len(right) + len(natural)) / len(found) if found else 1.0,
        len(right),
        natural,
        [row for row in others if row not in known],
        statistics.mean(tight) if tight else 0.0,
    )


def _shared(one: Sequence[int], other: Sequence[int]) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def _tightness(met: Sequence[Row], one: Planted) -> float:
    """Characters in both the spans reported and the passage planted, out of those in either; the mean of both sides."""
    shares = []
    for spans, planted in (
        ([row.earlier_span for row in met], (one.earlier_start, one.earlier_end)),
        ([row.later_span for row in met], (one.later_start, one.later_end)),
    ):
        both = sum(_shared(span, planted) for span in spans)
        either = sum(end - start for start, end in spans) + planted[1] - planted[0] - both
        shares.append(both / either)
    return sum(shares) / 2


def _in_real(row: Row, real: dict[str, list[tuple[int, int]]]) -> bool:
    sides = ((row.earlier, row.earlier_span), (row.later, row.later_span))
    return all(sum(_shared(span, one) for one in real.get(name, ())) >= 0.6 * (span[1] - span[0]) for name, span in sides)


def _alike(one: str, other: str) -> bool:
    words = [re.findall(r"\w+", text.lower().translate(PLAIN)) for text in (one, other)]
    grams = [{tuple(line[at : at + _COMMON]) for at in range(len(line) - _COMMON + 1)} for line in words]
    if grams[0] & grams[1]:
        return True
    left, right = ("".join(line) for line in words)
    blocks = difflib.SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size >= 5) >= 0.5 * max(len(left), len(right))
