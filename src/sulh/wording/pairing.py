"""Which clauses of two statements belong together: scores, competition between clauses, order, and shared formulae."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sulh.wording.alignment import Alignment, align, is_same
from sulh.wording.folding import Form
from sulh.wording.similarity import Likeness

__all__ = ["Limits", "Pair", "candidates", "chosen"]

# Only clauses that have this much in common can have the same words.
_NEARLY = 0.8
# Letters outside names that two clauses must share, and their share of all the letters in common.
_PLAIN, _PLAIN_SHARE = 12, 0.2


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
class Pair:
    """Two clauses, by their places, that may share a wording.

    `whole` says how alike they are altogether, `part` how far the one that is covered better stands in the other, `alignment` where.
    """

    earlier: int
    later: int
    whole: float
    part: float
    same: bool
    alignment: Alignment
    reason: str = ""

    @property
    def score(self) -> float:
        """One number for order and display: likeness of the whole, or a formula that stands in the other clause."""
        return 1.0 if self.same else min(0.99, max(self.whole, 0.7 * self.part))


def candidates(forms: Sequence[Form], owner: Sequence[int], like: Likeness, limits: Limits) -> list[Pair]:
    """Every pair of clauses of different statements that is worth a look; `owner` is the place of each clause's statement."""
    cover = np.maximum(like.cover, like.cover.T)
    worth = (like.cosine >= limits.look) | (cover >= limits.look_cover)
    found = []
    # Formulae that are carried give the same two texts again and again.
    known: dict[tuple[str, str], tuple[Alignment, bool]] = {}
    for earlier, later in np.argwhere(np.triu(worth, 1)).tolist():
        one, other = forms[earlier], forms[later]
        if owner[earlier] == owner[later] or not one.letters or not other.letters:
            continue
        key = one.letters, other.letters
        if key not in known:
            aligned = align(one, other)
            known[key] = aligned, min(aligned.earlier_share, aligned.later_share) >= _NEARLY and is_same(one, other)
        aligned, same = known[key]
        if aligned.runs and _says_more_than_names(one, other, aligned):
            found.append(_pair(earlier, later, aligned, like, same))
    return found


def _says_more_than_names(earlier: Form, later: Form, aligned: Alignment) -> bool:
    """Whether the shared words are wording: names and titles of persons and bodies recur in clauses of all sorts."""
    plain = sum(earlier.plain(low, low + length) for low, _, length in aligned.runs)
    least = min(earlier.plain(0, len(earlier.letters)), later.plain(0, len(later.letters)))
    mass = sum(length for _, _, length in aligned.runs)
    return plain >= min(_PLAIN, 0.5 * least) and plain >= _PLAIN_SHARE * mass


def _pair(earlier: int, later: int, aligned: Alignment, like: Likeness, same: bool) -> Pair:
    a, b = aligned.earlier_share, aligned.later_share
    both = 2 * a * b / (a + b) if a + b else 0.0
    whole = 0.6 * float(like.cosine[earlier, later]) + 0.4 * both
    part = max(min(float(like.cover[earlier, later]) * 1.05, a), min(float(like.cover[later, earlier]) * 1.05, b))
    return Pair(earlier, later, round(whole, 6), round(min(part, 1.0), 6), same, aligned)


def chosen(pairs: Iterable[Pair], owner: Sequence[int], limits: Limits) -> list[Pair]:
    """The pairs that are links: first between each two statements, then across statements where a third one bridges a gap."""
    groups: dict[tuple[int, int], list[Pair]] = {}
    for pair in pairs:
        groups.setdefault((owner[pair.earlier], owner[pair.later]), []).append(pair)
    kept: list[Pair] = []
    for _, group in sorted(groups.items()):
        kept.extend(_compete(group, limits))
    kept.extend(_bridged(kept, groups, owner, limits))
    return sorted(kept, key=lambda pair: (pair.later, pair.earlier))


def _compete(group: list[Pair], limits: Limits) -> list[Pair]:
    """Links between two statements: the best pairs first, each clause once; then parts that lie where no other link does."""
    ranked = sorted(group, key=lambda pair: (-pair.same, -pair.whole, pair.earlier, pair.later))
    anchors = _anchors(ranked)
    taken_earlier: dict[int, list[Pair]] = {}
    taken_later: dict[int, list[Pair]] = {}
    kept: list[Pair] = []

    def keep(pair: Pair) -> None:
        kept.append(pair)
        taken_earlier.setdefault(pair.earlier, []).append(pair)
        taken_later.setdefault(pair.later, []).append(pair)

    for pair in ranked:
        free = pair.earlier not in taken_earlier and pair.later not in taken_later
        if free and (pair.same or pair.whole + _in_order(pair, anchors, limits) >= limits.whole):
            keep(pair)
    for pair in sorted(group, key=lambda pair: (-pair.part, pair.earlier, pair.later)):
        if pair in kept or _letters(pair) < limits.letters or not _is_part(pair, taken_earlier, taken_later, limits):
            continue
        if _free(pair, taken_earlier.get(pair.earlier, []), taken_later.get(pair.later, []), limits):
            keep(pair)
    return kept


def _is_part(pair: Pair, by_earlier: Mapping[int, object], by_later: Mapping[int, object], limits: Limits) -> bool:
    """Whether enough of one clause stands in the other; less will do for the rest of a clause that another link accounts for in part."""
    if pair.part >= limits.part:
        return True
    return (pair.earlier in by_earlier) != (pair.later in by_later) and pair.part >= limits.rest and pair.whole >= limits.rest_whole


def _letters(pair: Pair) -> int:
    return sum(length for _, _, length in pair.alignment.runs)


def _anchors(ranked: list[Pair]) -> list[tuple[int, int]]:
    """Pairs beyond doubt, by which the order of the others is judged."""
    return [(pair.earlier, pair.later) for pair in ranked if pair.whole >= 0.6]


def _in_order(pair: Pair, anchors: list[tuple[int, int]], limits: Limits) -> float:
    """A small bonus where the anchors stand in the same order as the pair, a malus where they do not."""
    others = [(a, b) for a, b in anchors if a != pair.earlier and b != pair.later]
    if not others:
        return 0.0
    agree = sum((a < pair.earlier) == (b < pair.later) for a, b in others)
    return limits.order * (2 * agree / len(others) - 1)


def _free(pair: Pair, by_earlier: list[Pair], by_later: list[Pair], limits: Limits) -> bool:
    """Whether the words the pair shares are not those that another link of either clause already accounts for."""
    mine_earlier = [(a, a + size) for a, _, size in pair.alignment.runs]
    mine_later = [(b, b + size) for _, b, size in pair.alignment.runs]
    earlier = [(a, a + size) for other in by_earlier for a, _, size in other.alignment.runs]
    later = [(b, b + size) for other in by_later for _, b, size in other.alignment.runs]
    mass = max(_letters(pair), 1)
    return _common(mine_earlier, earlier) <= limits.overlap * mass and _common(mine_later, later) <= limits.overlap * mass


def _common(spans: list[tuple[int, int]], others: list[tuple[int, int]]) -> int:
    return sum(max(0, min(b, d) - max(a, c)) for a, b in spans for c, d in others)


def _bridged(kept: list[Pair], groups: dict[tuple[int, int], list[Pair]], owner: Sequence[int], limits: Limits) -> Iterator[Pair]:
    """Pairs below the threshold whose clauses are both linked to a third clause, and to none in each other's statement.

    A formula that drifts over many rounds stays one formula; but a pair must still be alike by itself, so that nothing is chained blindly.
    """
    near: dict[int, set[int]] = {}
    busy: set[tuple[int, int]] = set()
    for pair in kept:
        busy |= {(pair.earlier, owner[pair.later]), (pair.later, owner[pair.earlier])}
        if pair.whole >= limits.whole:
            near.setdefault(pair.earlier, set()).add(pair.later)
            near.setdefault(pair.later, set()).add(pair.earlier)
    for (earlier, later), group in sorted(groups.items()):
        for pair in sorted(group, key=lambda pair: (-pair.whole, pair.earlier, pair.later)):
            if pair.whole < limits.bridge or (pair.earlier, later) in busy or (pair.later, earlier) in busy:
                continue
            if near.get(pair.earlier, set()) & near.get(pair.later, set()):
                busy |= {(pair.earlier, later), (pair.later, earlier)}
                yield Pair(pair.earlier, pair.later, pair.whole, pair.part, pair.same, pair.alignment, "bridged")
