"""The sparse likeness of wordings is that of all pairs, whatever is counted once."""

from __future__ import annotations

import pytest
from statements import AID, INTEGRITY, MINES, TRUCE

from sulh.wording import similarity
from sulh.wording.folding import form_of
from sulh.wording.similarity import likeness

LETTERS = [form_of(text).letters for text in (INTEGRITY, TRUCE, MINES, AID, INTEGRITY + " " + AID, TRUCE.replace("Called for", "Demanded"))]


def test_pairs_below_both_floors_are_left_out() -> None:
    every, some = (likeness(LETTERS, [1] * 6, cosine=floor, cover=floor) for floor in (0.0, 0.5))
    assert len(every.one) == 15
    kept = set(zip(some.one.tolist(), some.other.tolist(), strict=True))
    assert {(1, 5), (0, 4)} <= kept
    assert (0, 2) not in kept


def test_wording_of_two_clauses_counts_as_two_equal_ones() -> None:
    once = likeness(LETTERS, [1, 1, 1, 3, 1, 1], cosine=0.0, cover=0.0)
    again = likeness([*LETTERS, LETTERS[3], LETTERS[3]], [1] * 8, cosine=0.0, cover=0.0)
    told = dict(zip(zip(again.one.tolist(), again.other.tolist(), strict=True), again.cosine.tolist(), strict=True))
    for one, other, value in zip(once.one.tolist(), once.other.tolist(), once.cosine.tolist(), strict=True):
        assert told[one, other] == pytest.approx(value)


def test_blocks_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = likeness(LETTERS, [1] * 6, cosine=0.05, cover=0.1)
    monkeypatch.setattr(similarity, "_CELLS", 12)
    parts = likeness(LETTERS, [1] * 6, cosine=0.05, cover=0.1)
    assert parts.one.tolist() == whole.one.tolist() and parts.other.tolist() == whole.other.tolist()
    assert parts.cover.tolist() == pytest.approx(whole.cover.tolist())
    assert parts.back.tolist() == pytest.approx(whole.back.tolist())
