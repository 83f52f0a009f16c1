"""Other measures of likeness on the same clauses: difflib, token_set, plain TF-IDF, each with its best threshold."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable
from itertools import combinations

from bench.formulae.scoring import Score
from bench.formulae.series import Series

__all__ = ["baseline", "tfidf"]


def baseline(series: Series, likeness: Callable[[str, str], float]) -> Score:
    """The best F1 that one threshold on `likeness` of the written clauses can have, chosen with the truth at hand."""
    texts = [series.statements[one.statement].text[one.start : one.end] for one in series.truth]
    truth, open_ = series.pairs(), series.open_pairs()
    scored = sorted(
        (
            (likeness(texts[a], texts[b]), (a, b) in truth)
            for a, b in combinations(range(len(texts)), 2)
            if series.truth[a].statement != series.truth[b].statement and (a, b) not in open_
        ),
        reverse=True,
    )
    best, right = Score(0.0, 0.0, len(truth)), 0
    for count, (_, hit) in enumerate(scored, 1):
        right += hit
        best = max(best, Score(right / count, right / len(truth), count + len(truth) - 2 * right), key=lambda one: one.f1)
    return best


def tfidf(series: Series) -> Callable[[str, str], float]:
    """Plain TF-IDF over character 4- to 6-grams of the lowered text."""
    texts = {series.statements[one.statement].text[one.start : one.end] for one in series.truth}
    grams = {text: Counter(text.lower()[i : i + n] for n in (4, 5, 6) for i in range(len(text) - n + 1)) for text in texts}
    df = Counter(gram for counts in grams.values() for gram in counts)
    vectors = {}
    for text, counts in grams.items():
        vector = {gram: (1 + math.log(count)) * (1 + math.log((1 + len(texts)) / (1 + df[gram]))) for gram, count in counts.items()}
        norm = math.sqrt(sum(value * value for value in vector.values())) or 1.0
        vectors[text] = {gram: value / norm for gram, value in vector.items()}

    def cosine(a: str, b: str) -> float:
        left, right = vectors[a], vectors[b]
        return sum(value * right.get(gram, 0.0) for gram, value in left.items())

    return cosine
