"""Promises that several sources tell of, each counted once, and the meeting at which a promise was made.

Two tellings are of one promise when they say the same in the same words, or when they come from different texts about one meeting and
agree: in who promises, in the days allowed, and in the meeting promised or in what the promise is about.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import QuerySet

from sulh.model.vocabulary import Issue
from sulh.record.access import visible
from sulh.record.cache import is_empty, is_shared, shared
from sulh.record.canonical import parsed
from sulh.record.prepared import prepared
from sulh.record.projection.models import Commitment, DecidedLink, Evidence
from sulh.record.queries.lists import MEETINGS, first_days
from sulh.record.queries.main_meetings import main_meetings
from sulh.record.queries.visible import batches, claims
from sulh.record.shapes import Viewer

__all__ = ["listed", "made_at", "members", "members_of", "promises_read", "promises_told"]

# The tables that this follows from.
_RETOLD = (*MEETINGS, "commitment", "evidence", "decidedlink", "main", "mention", "source")
_TOLD, _ROWS = "tellings of promises", "rows of promises"
_TELLINGS = ("commitment", "source")
_GENERAL = frozenset({Issue.OTHER, Issue.NEXT_MEETING, Issue.BILATERAL_RELATIONS})
TELLING_COLUMNS = (
    "due", "body", "kind", "act", "source_id", "source__original", "same", "seq", "made", "due_first", "due_day", "meets", "number",
    "actors", "issues", "matter",
)  # fmt: skip
_ACT, _SOURCE, _ORIGINAL, _SAME, _SEQ, _MADE = (
    TELLING_COLUMNS.index(name) for name in ("act", "source_id", "source__original", "same", "seq", "made")
)
_DAYS = 14  # between two tellings of what was promised at one meeting
# Words of the matter in common, and the least share of the fewer words that they are: where one issue is shared, and where two are.
_COMMON, _ONE_ISSUE, _TWO_ISSUES = 2, 0.5, 0.3


class _Told(NamedTuple):
    """One telling of a promise, with all that it is compared by."""

    act: str
    source: str
    original: str
    same: str
    seq: int
    made: str | None
    first: str | None
    last: str | None
    meets: bool  # on SQLite 1 or 0
    number: int | None
    # Lists as the database has them: few tellings are compared by them.
    owners: Any
    issues: Any
    matter: Any


def members(viewer: Viewer) -> Mapping[str, Sequence[str]]:
    """The tellings of each promise that several sources tell of, as far as the viewer may see them, by the one that stands for it."""
    return shared(viewer, lambda: _members(viewer), _TOLD, on=_RETOLD)


def members_of(viewer: Viewer, acts: Collection[str]) -> Mapping[str, Sequence[str]]:
    """`members`, as far as these acts are among them: only what each can be one with is read, unless all is known already."""
    if is_shared(viewer, _TOLD, on=_RETOLD):
        return members(viewer)
    rows = _reached(viewer, acts)
    return _put_together(viewer, rows, made_at(viewer, ((row[_SOURCE], row[_MADE]) for row in rows), whole=False))


def made_at(viewer: Viewer, promises: Iterable[tuple[str, str | None]], *, whole: bool = True) -> dict[tuple[str, str | None], str]:
    """The meeting at which each promise, given by its source and the day it was made, was made: that its source is mainly about.

    A meeting that began later is what the source looks forward to: nothing was promised there yet. `whole` as for `main_meetings`.
    """
    wanted = set(promises)
    main = main_meetings(viewer, {source for source, _ in wanted}, whole=whole)
    days = first_days(viewer, set(main.values()), whole=whole) if main else {}
    return {
        one: meeting
        for one in wanted
        if (meeting := main.get(one[0])) is not None and not (one[1] and (first := days.get(meeting)) is not None and first > one[1])
    }


def promises_told(viewer: Viewer, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    """Every telling of a promise that the viewer may see, in order: these of its `TELLING_COLUMNS`, of which there are several."""
    return list(map(itemgetter(*map(TELLING_COLUMNS.index, columns)), _tellings(viewer)))


def promises_read(viewer: Viewer) -> bool:
    """Whether `promises_told` answers from memory."""
    return is_shared(viewer, _ROWS, on=_TELLINGS)


def _members(viewer: Viewer) -> dict[str, list[str]]:
    rows = _tellings(viewer)
    return _put_together(viewer, rows, made_at(viewer, ((row[_SOURCE], row[_MADE]) for row in rows)))


def _put_together(viewer: Viewer, rows: Sequence[Any], meetings: Mapping[tuple[str, str | None], str]) -> dict[str, list[str]]:
    """`members` of these rows of `TELLING_COLUMNS`, in their order, which were promised at these meetings."""
    by_key: dict[tuple[str, str], list[Any]] = defaultdict(list)
    by_meeting: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        by_key[row[_ORIGINAL], row[_SAME]].append(row)
        if (meeting := meetings.get((row[_SOURCE], row[_MADE]))) is not None:
            by_meeting[meeting].append(row)
    alike, beside = ([own for own in found.values() if len(own) > 1] for found in (by_key, by_meeting))
    # Most tellings stand alone, and are compared with none.
    told = {row[_ACT]: _Told._make(row[_ACT:]) for own in (*alike, *beside) for row in own}
    groups = _Groups(told, _decided(viewer))
    for own in alike:
        for other in own[1:]:
            groups.join(own[0][_ACT], other[_ACT])
    for own in beside:
        for one, other in combinations([row[_ACT] for row in own], 2):
            if told[one].same == told[other].same or _is_one(told[one], told[other]):
                groups.join(one, other)
    return groups.shown()


def _reached(viewer: Viewer, acts: Collection[str]) -> list[Any]:
    """Of the tellings these, all that may be one with any of them, and so on, in order.

    That are the promises of all sources that tell of the same meeting, and of copies of one text those in the same words.
    """
    found: dict[str, Any] = {}
    meetings: set[str] = set()
    new = [row for some in batches(sorted(acts)) for row in _tellings_called.plain(viewer, some)]
    while new:
        found |= {row[_ACT]: row for row in new}
        about = set(main_meetings(viewer, {row[_SOURCE] for row in new}, whole=False).values()) - meetings
        meetings |= about
        told = {source for some in batches(sorted(about)) for (source,) in _told_of(viewer, some)}
        more = [row for some in batches(sorted(told)) for row in _tellings_in.plain(viewer, some)]
        said = {(row[_ORIGINAL], row[_SAME]) for row in new}
        same, originals = ({one[at] for one in said} for at in (1, 0))
        for some in batches(sorted(same)):
            more += (row for row in _tellings_alike.plain(viewer, some, originals) if (row[_ORIGINAL], row[_SAME]) in said)
        new = [row for row in more if row[_ACT] not in found]
    return sorted(found.values(), key=lambda row: row[_SEQ])


class _Groups:
    """Tellings put together; two of which people decided stay two."""

    def __init__(self, rows: Mapping[str, _Told], decided: frozenset[str]) -> None:
        self._rows = rows
        self._of = {act: [act] for act in self._rows}
        self._decided = decided

    def join(self, one: str, other: str) -> None:
        """Put two tellings, with those put together with either, together."""
        mine, theirs = self._of[one], self._of[other]
        if mine is theirs or (not self._decided.isdisjoint(mine) and not self._decided.isdisjoint(theirs)):
            return
        mine += theirs
        self._of |= dict.fromkeys(theirs, mine)

    def shown(self) -> dict[str, list[str]]:
        """Each group of several by the one shown: that of which people decided, else that says until when and whose, else the earliest."""

        def rank(act: str) -> tuple[bool, bool, int, int]:
            one = self._rows[act]
            return act not in self._decided, one.last is None, -len(listed(one.owners)), one.seq

        several = {id(own): own for own in self._of.values() if len(own) > 1}
        return {min(own, key=rank): own for own in several.values()}


def _is_one(one: _Told, other: _Told) -> bool:
    """Whether two tellings of different texts, of what was promised at one meeting, are of one promise."""
    if one.original == other.original or one.meets != other.meets or not _is_near(one.made, other.made):
        return False
    mine, theirs = listed(one.owners), listed(other.owners)
    if mine and theirs and not (mine <= theirs or theirs <= mine):
        return False
    if one.last and other.last and (one.last < (other.first or other.last) or other.last < (one.first or one.last)):
        return False
    if one.meets and (one.number is not None or other.number is not None or (one.last and other.last)):
        # Of a meeting its number and its days say which.
        return one.number == other.number if None not in (one.number, other.number) else bool(one.last and other.last)
    return _is_alike(one, other)


def _is_alike(one: _Told, other: _Told) -> bool:
    issues = len((listed(one.issues) & listed(other.issues)) - _GENERAL)
    if not (issues or one.meets):
        return False
    mine, theirs = listed(one.matter), listed(other.matter)
    common = len(mine & theirs)
    share = common / min(len(mine), len(theirs)) if common else 0.0
    return common >= _COMMON and share >= (_TWO_ISSUES if issues > 1 else _ONE_ISSUE)


def _is_near(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return True
    return abs((dt.date.fromisoformat(one) - dt.date.fromisoformat(other)).days) <= _DAYS


def listed(written: Any) -> frozenset[str]:
    """A list as the database gives it."""
    return _read(written) if isinstance(written, str) else frozenset(written)


@lru_cache(maxsize=20_000)
def _read(written: str) -> frozenset[str]:
    """The same few are met again and again."""
    return frozenset(parsed(written))


@prepared
def _plain_tellings(viewer: Viewer) -> QuerySet[Any, Any]:
    return visible(Commitment.objects.all(), viewer).order_by("seq").values_list(*TELLING_COLUMNS)


@prepared
def _tellings_called(viewer: Viewer, acts: Sequence[str]) -> QuerySet[Any, Any]:
    return visible(Commitment.objects.filter(pk__in=acts), viewer).values_list(*TELLING_COLUMNS)


@prepared
def _tellings_in(viewer: Viewer, sources: Sequence[str]) -> QuerySet[Any, Any]:
    return visible(Commitment.objects.filter(source__in=sources), viewer).values_list(*TELLING_COLUMNS)


@prepared
def _tellings_alike(viewer: Viewer, same: Sequence[str], originals: Collection[str]) -> QuerySet[Any, Any]:
    return visible(Commitment.objects.filter(same__in=same, source__original__in=originals), viewer).values_list(*TELLING_COLUMNS)


@prepared
def _told_of(viewer: Viewer, meetings: Sequence[str]) -> QuerySet[Any, Any]:
    return claims(viewer).filter(property="core", mention__meeting__in=meetings).order_by().values_list("source_id")


def _tellings(viewer: Viewer) -> list[Any]:
    """Asked for once for all that one answer counts of promises."""
    return shared(viewer, lambda: list(_plain_tellings.plain(viewer)), _ROWS, on=_TELLINGS)


def _decided(viewer: Viewer) -> frozenset[str]:
    """The promises of which people said what became of them."""
    found: set[str] = set()
    if not is_empty("evidence"):
        found.update(visible(Evidence.objects.all(), viewer).values_list("commitment", flat=True))
    if not is_empty("decidedlink"):
        found.update(visible(DecidedLink.objects.all(), viewer).values_list("commitment", flat=True))
    return frozenset(found)
