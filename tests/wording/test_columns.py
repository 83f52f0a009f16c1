"""Products of the rows of a matrix by columns are those of the whole matrix, in blocks or not."""

from __future__ import annotations

import numpy as np
import pytest

from sulh.wording import columns
from sulh.wording.columns import Columns, Floats, membership

_CHANCE = np.random.default_rng(7)


def dense(height: int, width: int) -> Floats:
    values: Floats = _CHANCE.random((height, width)) * (_CHANCE.random((height, width)) < 0.3)
    return values


def kept(whole: Floats) -> Columns:
    rows, places = np.nonzero(whole)
    order = _CHANCE.permutation(len(rows))
    return Columns.of(rows[order], places[order], whole[rows, places][order], whole.shape)


@pytest.mark.parametrize("shape", [(9, 30), (1, 4), (6, 1), (4, 0)])
def test_products_are_those_of_the_whole_matrix(shape: tuple[int, int]) -> None:
    whole = dense(*shape)
    rows, wanted = kept(whole), whole @ whole.T
    assert rows.products(0, len(whole)) == pytest.approx(np.triu(wanted))
    assert rows.against([len(whole) - 1, 0] if len(whole) > 1 else [0]) == pytest.approx(wanted[[-1, 0] if len(whole) > 1 else [0]])
    weights = np.arange(shape[1], dtype=np.float64)
    one, other = np.triu_indices(len(whole))
    assert rows.between(one, other, weights=weights) == pytest.approx((whole * weights @ whole.T)[one, other])


def test_blocks_cover_all_rows_and_give_the_same_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = kept(dense(23, 50))
    one, other = np.triu_indices(23)
    at_once = rows.between(one, other)
    monkeypatch.setattr(columns, "_PRODUCTS", 10)
    blocks = list(rows.blocks())
    assert len(blocks) > 5 and [low for low, _ in blocks] == [0, *(high for _, high in blocks[:-1])] and blocks[-1][1] == 23
    assert rows.between(one, other).tolist() == at_once.tolist()


def test_scaled_rows_have_length_one_and_chosen_rows_stay_as_they_are() -> None:
    whole = dense(8, 20)
    scaled = kept(whole).scaled(np.full(20, 3.0))
    assert np.diag(scaled.products(0, 8)) == pytest.approx(np.any(whole, axis=1).astype(float))
    some = np.array([1, 4, 7])
    assert kept(whole).chosen(some).products(0, 3) == pytest.approx(np.triu((whole @ whole.T)[np.ix_(some, some)]))


def test_membership_counts_what_rows_share() -> None:
    assert membership([[2, 0], [0, 1, 2], []], 3).products(0, 3).tolist() == [[2, 2, 0], [0, 3, 0], [0, 0, 0]]
