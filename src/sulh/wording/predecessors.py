"""Find the statement that one is compared with: the last of the same series, except excerpts that lack the formula."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence

from sulh.wording.statement import Statement

__all__ = ["Predecessors"]


class Predecessors:
    """The statements of a series in order, by their numbers; those of one track are a line of their own."""

    def __init__(self, series: Sequence[Statement]) -> None:
        self._series = series
        self._tracks: dict[str | None, list[int]] = {}
        for number, statement in enumerate(series):
            self._tracks.setdefault(statement.track, []).append(number)

    def track(self, name: str | None) -> Sequence[int]:
        """The statements of one track."""
        return self._tracks[name]

    def of(self, at: int, holders: Container[int]) -> int | None:
        """The statement that number `at` is compared with as to a formula that `holders` have; None where there is none."""
        own = self._tracks[self._series[at].track]
        before: Sequence[int] = own[: bisect_left(own, at)] or range(at)
        return next((one for one in reversed(before) if self._series[one].complete or one in holders), None)
