"""Weights of the linking of clauses, fitted on series with known truth, and how well they do on a series that they were not fitted on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from bench.formulae.series import Series
from bench.formulae.units import judged, units_of
from scipy.optimize import minimize

from sulh.wording.clauses import clauses_of
from sulh.wording.evidence import LinkEvidence, evidence
from sulh.wording.folding import folded_text
from sulh.wording.matching import sentences_of
from sulh.wording.pairing import Weights, context, sums
from sulh.wording.short_names import short_names
from sulh.wording.similarity import Floats
from sulh.wording.verbs import deeds

__all__ = ["Known", "fitted", "known", "quality"]

# Every series counts the same, however many links it has, down to this many.
_FEW = 70
# Weights fitted earlier, on twenty-four real series too whose texts are not at hand; what is fitted now is drawn to them so much.
_BEFORE = Weights((-14.34, 1.43, 9.19, 0.0, 0.0, 12.42, 6.37, 22.34, 3.27), (-3.44, 0.52, 4.99, 2.61))
_DRAWN = 400.0


@dataclass(frozen=True)
class Known:
    """The evidence for all pairs of written clauses of a series, and for each whether it is a link (1), none (0) or open (-1)."""

    evidence: LinkEvidence
    truth: np.ndarray
    owner: tuple[int, ...]
    links: int

    @property
    def judged(self) -> np.ndarray:
        """The pairs that say something: neither open nor the same words, which are always a link."""
        judged: np.ndarray = (self.truth >= 0) & ~self.evidence.same
        return judged


def known(series: Series) -> Known:
    """The evidence and the truth of a series, for the clauses that its statements are divided into."""
    number = {statement.id: at for at, statement in enumerate(series.statements)}
    clauses = [clause for statement in series.statements for clause in clauses_of(statement)]
    names = short_names(clause.text for clause in clauses)
    forms = [folded_text(clause.text, offset=clause.start, names=names) for clause in clauses]
    owner = [number[clause.statement] for clause in clauses]
    sentences = [sentences_of(clause.text, form, offset=clause.start) for clause, form in zip(clauses, forms, strict=True)]
    found = evidence(forms, sentences, owner, [deeds(clause.verbs) for clause in clauses])
    units = units_of(series, clauses, owner)
    truth = [judged(series, units[a], units[b]) for a, b in zip(found.earlier.tolist(), found.later.tolist(), strict=True)]
    links = sum(
        judged(series, units[a], units[b]) == 1 for a in range(len(units)) for b in range(a + 1, len(units)) if owner[a] != owner[b]
    )
    return Known(found, np.array(truth), tuple(owner), links)


def fitted(all_known: Sequence[Known]) -> Weights:
    """The weights of both models.

    Method: logistic regression with weights of no less than 0, since no evidence may speak against a link, and a quadratic penalty on what
    is other than in the weights fitted before.
    """
    first = _regression([(one.evidence.table[one.judged], one) for one in all_known], _BEFORE.first[1:])
    second = []
    for one in all_known:
        alone = first[0] + one.evidence.table @ first[1:]
        second.append((np.column_stack([alone, *context(one.evidence, one.owner, alone)])[one.judged], one))
    return Weights(tuple(first.round(2).tolist()), tuple(_regression(second, _BEFORE.second[1:]).round(2).tolist()))


def _regression(tables: Sequence[tuple[Floats, Known]], before: Sequence[float]) -> Floats:
    """The constant and the weights of the columns, drawn to those fitted before."""
    rows = np.vstack([table for table, _ in tables])
    sign = np.concatenate([2.0 * one.truth[one.judged] - 1 for _, one in tables])
    worth = np.concatenate([np.full(len(table), 1000 / max(_FEW, one.links)) for table, one in tables])
    middle, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-9
    scaled = np.column_stack([np.ones(len(rows)), (rows - middle) / spread])
    known_before = np.append(0.0, np.array(before) * spread)

    def loss(weights: Floats) -> tuple[float, Floats]:
        margin = (scaled @ weights) * sign
        slope = scaled.T @ (-worth * sign / (1 + np.exp(margin)))
        off = np.append(0.0, (weights - known_before)[1:])
        return float((worth * np.logaddexp(0, -margin)).sum() + 0.5 * _DRAWN * off @ off), slope + _DRAWN * off

    bounds = [(None, None)] + [(0, None)] * rows.shape[1]
    best = minimize(loss, np.zeros(scaled.shape[1]), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = best[1:] / spread
    return np.append(best[0] - weights @ middle, weights)


def quality(one: Known, weights: Weights) -> tuple[float, float]:
    """Precision and recall of the links between written clauses."""
    linked = (sums(one.evidence, one.owner, weights) > 0) & (one.truth >= 0)
    right = int((one.truth[linked] == 1).sum())
    return right / max(int(linked.sum()), 1), right / max(one.links, 1)
