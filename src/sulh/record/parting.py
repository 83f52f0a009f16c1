"""Where two copies of one ledger part, and what of one was erased that the other still has."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from sulh.record.blacking import gaps, is_blacking
from sulh.record.chain import GENESIS, GONE, Link, misfit
from sulh.record.open_tables import record_as_it_is
from sulh.record.truth import Truth, truth_of

__all__ = ["Parting", "compare"]


@dataclass(frozen=True, slots=True)
class Parting:
    """How two copies of a ledger lie to each other: alike up to entry `common`, and how many entries each has after it.

    `erased` are the entries of kind `erase` for whose sake bodies that both have are not the same.
    """

    common: int
    here: int
    there: int
    problem: str | None = None
    erased: tuple[int, ...] = ()

    @property
    def same(self) -> bool:
        """Whether the copies are the same."""
        return not self.here and not self.there


def compare(other: Path, *, key: bytes | None = None, here: Path | None = None) -> Parting:
    """Where this record's ledger (the open one, or that in the file `here`) and the one in `other` part; bodies withheld do not matter.

    Of what only one of them has erased, what is left must be what the other has, with words blacked and nothing else done to it.
    Raises RecordError when `other` is neither a record nor a backup, or its own chain does not hold up to where they part.
    """
    with ExitStack() as stack:
        mine = stack.enter_context(truth_of(here) if here else record_as_it_is())
        theirs = stack.enter_context(truth_of(other, key))
        erased = _Erased(mine, theirs)
        # Closed at once also where one of them fails: PostgreSQL keeps a cursor for each.
        ours, others = (stack.enter_context(closing(truth.links())) for truth in (mine, theirs))
        return erased.weighed(_parting(ours, others, erased))


class _Erased:
    """What one of two copies has erased, beside what the other has."""

    def __init__(self, mine: Truth, theirs: Truth) -> None:
        self._truths = (mine, theirs)
        self._erasures = [{seq: one for one in truth.erased() for seq in one.entries} for truth in self._truths]
        self._marks = [{one.mark for one in erasures.values()} for erasures in self._erasures]
        self._seen: set[int] = set()
        self._documents: tuple[dict[str, str], dict[str, str]] = ({}, {})  # blacked -> as it was; the first where this record erased

    def problem(self, mine: Link, theirs: Link) -> str | None:
        """What is wrong with what an erasure left of an entry that the other copy has whole."""
        if mine.body == theirs.body or mine.instead == theirs.instead:
            return None
        # The later of two erasures left less.
        ours, others = (self._erasures[side].get(mine.seq) for side in (0, 1))
        side = 0 if ours is not None and (others is None or ours.seq > others.seq) else 1
        erased = ours if side == 0 else others
        left, whole = (mine, theirs) if side == 0 else (theirs, mine)
        assert erased is not None
        self._seen.add(erased.seq)
        if left.instead == GONE or left.body is None or whole.body is None:
            return None
        if not is_blacking(left.body, whole.body, self._marks[side]):
            return f"entry {erased.seq} says that words of entry {mine.seq} ({mine.kind}) were erased, but more was done to it"
        if mine.kind == "document":
            self._documents[side][json.loads(left.body)["id"]] = json.loads(whole.body)["id"]
        return None

    def weighed(self, found: Parting) -> Parting:
        """The same with what was erased, and with what is wrong with texts."""
        problem = found.problem or next(self._texts(), None)
        parted = problem is not None and found.problem is None
        here, there = (max(found.here, parted), max(found.there, parted))
        return Parting(found.common, here, there, problem, tuple(sorted(self._seen)))

    def _texts(self) -> Iterator[str]:
        for side, documents in enumerate(self._documents):
            before = {was: text for was, text in self._truths[1 - side].texts() if was in documents.values()} if documents else {}
            for name, text in self._truths[side].texts() if documents else ():
                whole = before.get(documents.get(name, ""))
                if whole is not None and re.fullmatch(gaps(text), whole, re.DOTALL) is None:
                    yield f"of the text of {name} more was changed than words erased"


def _parting(ours: Iterator[Link], others: Iterator[Link], erased: _Erased) -> Parting:
    common, here, there = 0, 0, 0
    problem, parted = None, False
    previous = GENESIS
    for mine, theirs in zip_longest(ours, others):
        here += parted and mine is not None
        there += parted and theirs is not None
        if parted:
            continue
        if mine is not None and theirs is not None and (mine.seq, mine.hash) == (theirs.seq, theirs.hash):
            if fault := misfit(theirs, common + 1, previous) or misfit(mine, common + 1, previous):
                return Parting(common, 1, 1, fault)
            if fault := erased.problem(mine, theirs):
                return Parting(common, 1, 1, fault)
            common, previous = mine.seq, mine.hash
            continue
        parted = True
        here, there = int(mine is not None), int(theirs is not None)
        if mine is not None and theirs is not None:
            problem = f"entry {common + 1} is {_described(mine)} here and {_described(theirs)} there"
        elif theirs is not None:
            problem = misfit(theirs, common + 1, previous)
    return Parting(common, here, there, problem)


def _described(link: Link) -> str:
    return f"{link.kind} by {link.author} at {link.at} ({link.hash[:12]})"
