"""The likeness of wordings is that of all pairs, whatever is counted once, and by sentences where a clause has several."""

from __future__ import annotations

import numpy as np
import pytest
from statements import AID, INTEGRITY, MINES, TRUCE

from sulh.wording import columns
from sulh.wording.folding import folded_text
from sulh.wording.similarity import Likeness, Wordings, profiles

LETTERS = [
    folded_text(text).letters for text in (INTEGRITY, TRUCE, MINES, AID, INTEGRITY + " " + AID, TRUCE.replace("Called for", "Demanded"))
]


def whole(letters: list[str], times: list[int], floor: float) -> Likeness:
    return Wordings(letters, [(one,) for one in letters], times).pairs(floor)


def test_pairs_below_the_floor_are_left_out() -> None:
    every, some = (whole(LETTERS, [1] * 6, floor) for floor in (0.0, 0.4))
    assert len(every.one) == 15
    kept = set(zip(some.one.tolist(), some.other.tolist(), strict=True))
    assert {(1, 5), (0, 4)} <= kept
    assert (0, 2) not in kept


def test_wording_of_two_clauses_counts_as_two_equal_ones() -> None:
    once = whole(LETTERS, [1, 1, 1, 3, 1, 1], 0.0)
    again = whole([*LETTERS, LETTERS[3], LETTERS[3]], [1] * 8, 0.0)
    likeness = dict(zip(zip(again.one.tolist(), again.other.tolist(), strict=True), again.whole.tolist(), strict=True))
    for one, other, value in zip(once.one.tolist(), once.other.tolist(), once.whole.tolist(), strict=True):
        assert likeness[one, other] == pytest.approx(value)


def test_sentence_of_a_long_clause_is_as_like_as_by_itself() -> None:
    joined = [LETTERS[0], LETTERS[3] + LETTERS[0] + LETTERS[2]]
    found = Wordings(joined, [(joined[0],), (LETTERS[3], LETTERS[0], LETTERS[2])], [1, 1]).pairs(0.0)
    assert found.part.tolist() == pytest.approx([1.0])
    assert found.whole[0] < 0.9
    assert found.mean[0] == pytest.approx((found.whole[0] + 1) / 2)


def test_blocks_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = [(one,) for one in LETTERS[:4]] + [(LETTERS[0], LETTERS[3]), (LETTERS[5],)]
    once = Wordings(LETTERS, sentences, [1] * 6).pairs(0.05)
    shared_links = profiles(once.one, once.other, once.mean, 6)
    monkeypatch.setattr(columns, "_CELLS", 12)
    again = Wordings(LETTERS, sentences, [1] * 6).pairs(0.05)
    assert again.one.tolist() == once.one.tolist() and again.other.tolist() == once.other.tolist()
    assert again.whole.tolist() == pytest.approx(once.whole.tolist())
    assert again.part.tolist() == pytest.approx(once.part.tolist())
    assert profiles(again.one, again.other, again.mean, 6).tolist() == pytest.approx(shared_links.tolist())


def test_noise_is_how_alike_the_members_of_a_group_are() -> None:
    space = Wordings(LETTERS, [(one,) for one in LETTERS], [1] * 6)
    apart, alike = space.pairs(0.0, [[0, 1, 2, 3]]).noise(0.9), space.pairs(0.0, [[0, 1, 4, 5]]).noise(0.9)
    assert 0 <= apart < 0.2 < alike
    assert space.pairs(0.0, [[0], []]).noise(0.9) == 0.0


def test_pairs_with_the_same_relations_have_the_same_links() -> None:
    one, other = np.array([0, 1, 0]), np.array([2, 2, 1])
    assert profiles(one, other, np.array([0.9, 0.9, 0.0]), 3)[2] == pytest.approx(0.81 / 1.81)
