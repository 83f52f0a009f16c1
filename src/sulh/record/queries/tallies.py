"""Tallies: what sides and missions counted, each once whatever number of sources tells it, with what sources state differently."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import QuerySet

from sulh.model.vocabulary import TallyKind
from sulh.record.access import require
from sulh.record.prepared import prepared
from sulh.record.queries.main_meetings import known_sources
from sulh.record.queries.visible import facts
from sulh.record.shapes import Viewer
from sulh.text.days import first_day, last_day

__all__ = ["TALLIES", "TallyLine", "tallies"]

# The tables that tallies follow from.
TALLIES = ("tally", "source")
_COLUMNS = ("pk", "claim_id", "source_id", "source__original", "what", "by", "count", "meaning", "start", "end", "place", "rest")
_VERDICT = ("of", "verdict", "verdict_by", "claim__status")
# "Latakia province" and "the province of Latakia" are Latakia.
_SORT_OF_PLACE = re.compile(
    r"^(?:the )?(?:provinces?|governorates?|regions?|oblasts?|districts?) of | (?:provinces?|governorates?|regions?|oblasts?|districts?)$"
)


class _Key(NamedTuple):
    what: str
    by: str | None
    first: str
    last: str
    place: str
    rest: bool


@dataclass(frozen=True, slots=True)
class TallyLine:
    """One tally of whole days: `count` as most sources give it (None for fire that was not counted); `others` what the rest give.

    `by` is the identifier of the side, `place` without its sort ("Latakia" for "Latakia province") and "" for all places, `claims` and
    `sources` those that state it, `settled` whether a person accepted one of them. `verdict` is the other side's, by `verdict_by`.
    """

    what: str
    by: str | None
    first: str
    last: str
    place: str
    rest: bool
    count: int | None
    meaning: str | None
    others: tuple[int, ...]
    claims: tuple[str, ...]
    sources: tuple[str, ...]
    settled: bool
    verdict: str | None = None
    verdict_by: str | None = None


def tallies(viewer: Viewer, what: str = TallyKind.VIOLATION) -> tuple[TallyLine, ...]:
    """Every tally of a sort whose days the sources give in full, in the order of days; copies of one text count once."""
    require(viewer, "read")
    told: dict[_Key, list[Any]] = defaultdict(list)
    known = known_sources(viewer)
    for row in _rows(viewer, what):
        _, _, source, _, kind, by, _, _, start, end, place, rest, *_ = row
        days = _days(start, end)
        if days is not None and source in known and not known[source].withdrawn:
            told[_Key(kind, by, *days, _SORT_OF_PLACE.sub("", place or ""), bool(rest))].append(row)
    return tuple(_line(key, told[key]) for key in sorted(told, key=lambda one: (one.last, one.first, one.by or "", one.rest, one.place)))


@prepared
def _rows(viewer: Viewer, what: str) -> QuerySet[Any, Any]:
    return facts(viewer, "tally").filter(what=what).order_by("seq").values_list(*_COLUMNS, *_VERDICT)


def _days(start: str | None, end: str | None) -> tuple[str, str] | None:
    """The first and last day counted; None where either is known only in part."""
    if not start and not end:
        return None
    first, last = start or str(end), end or str(start)
    if first_day(first) != first or last_day(last) != last:
        return None
    return first, last


def _line(key: _Key, rows: Iterable[Any]) -> TallyLine:
    """What the sources of one tally come to: what a person accepted, else what most independent ones give, the earliest first."""
    found = _without_parts(list(rows))
    accepted = [row for row in found if row[-1] in ("accepted", "corrected")]
    said: dict[int | None, set[str]] = defaultdict(set)
    for row in accepted or found:
        said[row[6]].add(row[3])
    count = max(said, key=lambda one: len(said[one]))
    chosen = next(row for row in accepted or found if row[6] == count)
    verdict = next(((row[13], row[14]) for row in found if row[13]), (None, None))
    others = sorted({row[6] for row in found if row[6] is not None and row[6] != count})
    return TallyLine(
        *key, count, chosen[7], tuple(others), tuple(row[1] for row in found), tuple(dict.fromkeys(row[2] for row in found)),
        bool(accepted), *verdict,
    )  # fmt: skip


def _without_parts(rows: list[Any]) -> list[Any]:
    """The rows but for those that are laid to one side where the same source gives the whole: "12 violations, nine of them by one side"."""
    whole = {row[2] for row in rows if not row[12]}
    return [row for row in rows if not row[12] or row[2] not in whole]
