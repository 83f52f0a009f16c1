"""Pairs written as one number each, their code, so that millions of them are sorted at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sulh.persons.spelling import Numbers

__all__ = ["distinct"]


def distinct(codes: Sequence[Numbers]) -> Numbers:
    """Return all codes once, in order; sorting is several times as quick here as `numpy.unique`."""
    import numpy as np

    found: Numbers = np.sort(np.concatenate([np.empty(0, np.int64), *codes]))
    return found[np.r_[True, found[1:] != found[:-1]]] if len(found) else found
