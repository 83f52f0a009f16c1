"""Put copies of a statement together: the same text from several files or sites is one statement with several sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import numpy as np

from sulh.model import SubstanceKind
from sulh.wording.clauses import clauses_of
from sulh.wording.gathering.shingles import Overlaps
from sulh.wording.statement import Statement

__all__ = ["Copies", "CopyDifference", "differences", "one_of_each", "place_of"]

# Texts of one day that share this much of their runs of words are copies; of texts without a day nearly everything has to be shared.
_ONE_DAY, _NO_DAY = 0.9, 0.97
_MOST = 4_000
# A copy with so much of the longest text is as full.
_AS_FULL = 0.97


@dataclass(frozen=True, slots=True)
class Copies:
    """A statement with several sources: the one kept, and the others, which are not word for word the same where `edited` names them."""

    kept: Statement
    others: tuple[Statement, ...]
    edited: tuple[Statement, ...]


def one_of_each(statements: Sequence[Statement]) -> tuple[list[Statement], list[Copies]]:
    """Return the statements, of copies one with the places of all as its `sources`; and which were put together.

    That is the fullest; of those nearly as full the one whose words most copies have: the number in a single one is more likely its slip.
    The same file is one statement whatever it is called. A text of the same day in other spacing, or with a few words more or less, is a
    copy too; a retelling never is one of its original.
    """
    groups = _joined(_by_id(statements))
    kept: list[Statement] = []
    found: list[Copies] = []
    for group in groups:
        best = _best(group)
        others = tuple(one for one in group if one is not best)
        if others:
            best = replace(best, sources=tuple(dict.fromkeys(place_of(one) for one in (best, *others))))
            words = best.text.split()
            found.append(Copies(best, others, tuple(one for one in others if one.text.split() != words)))
        kept.append(best)
    return kept, found


@dataclass(frozen=True, slots=True)
class CopyDifference:
    """What a copy says other than the one that is kept: the kind of substance, and the words of both, "" where one has none."""

    copy: str
    kind: SubstanceKind
    kept_words: str
    copy_words: str


def differences(copies: Copies) -> tuple[CopyDifference, ...]:
    """Return the changes of substance between the copy that is kept and each of the others, sentence by sentence."""
    from sulh.wording.substance import compared

    found = []
    own = [clause.text for clause in clauses_of(copies.kept)]
    for other in copies.edited:
        theirs = [clause.text for clause in clauses_of(other)]
        for op, low, high, to, until in SequenceMatcher(None, own, theirs, autojunk=False).get_opcodes():
            if op != "replace" or high - low != until - to:
                continue
            for one, another in zip(own[low:high], theirs[to:until], strict=True):
                for kind, before, after in compared(one, another):
                    words = (text[slice(*span)] if span else "" for text, span in ((one, before), (another, after)))
                    found.append(CopyDifference(place_of(other), kind, *words))
    return tuple(dict.fromkeys(found))


def place_of(statement: Statement) -> str:
    """Return where a statement was taken from: its file, else its publisher."""
    return statement.name or statement.source or statement.id


def _best(group: Sequence[Statement]) -> Statement:
    """Return the copy to keep."""
    words = {one.id: " ".join(one.text.split()) for one in group}
    voices = Counter(words[one.id] for one in group)
    full = _AS_FULL * max(map(len, words.values()))
    return min(group, key=lambda one: (*_worth(one)[:2], len(words[one.id]) < full, -voices[words[one.id]], *_worth(one)[2:]))


def _worth(statement: Statement) -> tuple[bool, bool, int, str, str]:
    """Return the sort key by which one of several copies is kept: complete, with a date, long, first by name."""
    return not statement.complete, statement.date is None, -len(statement.text), statement.name or "", statement.id


def _by_id(statements: Sequence[Statement]) -> list[list[Statement]]:
    groups: dict[str, list[Statement]] = {}
    for one in statements:
        group = groups.setdefault(one.id, [])
        if one not in group:
            group.append(one)
    return list(groups.values())


def _joined(groups: list[list[Statement]]) -> list[list[Statement]]:
    """Join groups whose texts are copies of one another."""
    if not 1 < len(groups) <= _MOST:
        return groups
    first = [min(group, key=_worth) for group in groups]
    near = np.triu(Overlaps([one.text for one in first]).resemblance(), 1)
    into = list(range(len(groups)))
    for a, b in zip(*(places.tolist() for places in np.nonzero(near >= _ONE_DAY)), strict=True):
        if _may_be_copies(first[a], first[b], float(near[a, b])):
            into[b] = into[a]
    made: dict[int, list[Statement]] = {}
    for at, group in enumerate(groups):
        made.setdefault(into[at], []).extend(group)
    return list(made.values())


def _may_be_copies(one: Statement, other: Statement, alike: float) -> bool:
    if one.retold != other.retold or (one.track and other.track and one.track != other.track):
        return False
    if one.date and other.date:
        return one.date == other.date
    return alike >= _NO_DAY
