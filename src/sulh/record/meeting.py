"""A meeting at the level of the record: what the claims of all its mentions come to, the columns of its table and of its views."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["MeetingColumns"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingColumns:
    """The single values of a meeting: those a source can state (see `sulh.model.Meeting`), and what follows from them.

    Days are YYYY-MM-DD and bound the days that the dates can mean: for order, filters and drawing, never to be shown as dates.
    `disputed` names properties that sources contradict each other on; `review` is accepted when a person decided every claim.
    """

    kind: str
    status: str
    ordinal: int | None = None
    start: str | None = None
    end: str | None = None
    first_day: str | None = None
    last_day: str | None = None
    city: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    place_precision: str = "none"
    core: bool = False
    sources: int = 0
    disputed: tuple[str, ...] = ()
    review: str = "proposed"
