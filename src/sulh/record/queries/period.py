"""A period of a ceasefire, put together from tallies, meetings and releases, for the periodic report."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from sulh.ceasefire.period import CeasefirePeriod, CountStatement, PeriodPlace, PeriodSource
from sulh.ceasefire.reported_by import ReportedBy
from sulh.ceasefire.tallies import SidesOnADay, SideTally, compare_sides
from sulh.ceasefire.terms import Terms
from sulh.model import InvalidError
from sulh.model.vocabulary import CountMeaning, MeetingStatus, ObservationKind, TallyKind
from sulh.record.access import require
from sulh.record.models import Entry
from sulh.record.queries.facts import facts_of
from sulh.record.queries.incidents import incidents, observations
from sulh.record.queries.lists import place_name
from sulh.record.queries.meetings import meetings
from sulh.record.queries.refs import actor_refs, document_refs
from sulh.record.queries.tallies import TallyLine, tallies
from sulh.record.queries.terms import record_terms
from sulh.record.shapes import Filters, Viewer

__all__ = ["period", "sides_of"]

_Sides = tuple[str, str]


def period(viewer: Viewer, since: str, until: str, what: str = TallyKind.VIOLATION, *, language: str = "en") -> CeasefirePeriod:
    """The days from `since` to `until`, both included, as the viewer sees them now; the names in its terms are of that language.

    Raises InvalidError for days that are none, or that end before they begin.
    """
    require(viewer, "read")
    first, last = _day(since), _day(until)
    if last < first:
        raise InvalidError(f"the period ends on {until}, before it begins on {since}")
    length = last - first + dt.timedelta(days=1)
    lines = tallies(viewer, what)
    inside = _within(lines, first, last)
    before = _within(lines, first - length, first - dt.timedelta(days=1))
    sides = sides_of(inside) or sides_of(lines)
    every = [one for kind in TallyKind for one in _within(tallies(viewer, kind), first, last)]
    others = [one for one in every if one.what != what or one.by not in (sides or ())]
    told = {one.by for one in (*lines, *others)} | {one.verdict_by for one in inside}
    names = {key: ReportedBy(key, one.name) for key, one in actor_refs({key for key in told if key}).items()}
    happened = incidents(viewer, Filters(since=since, until=until)).rows[::-1]
    earlier_days = Filters(since=(first - length).isoformat(), until=(first - dt.timedelta(days=1)).isoformat())
    observed = tuple(one for one in observations(viewer, since, until) if one.what != ObservationKind.HEAT)
    told_in = [key for one in happened for key in one.sources] + [one.stated.source for one in observed]
    sources = _sources(viewer, [one for one in inside if one.by in (sides or ())] + others, told_in)
    statements = list(_whole_counts(one for one in inside if sides and one.by in sides))
    days, earlier = (_days(inside, sides), _days(before, sides)) if sides else ((), ())
    span = Filters(since=since, until=until)
    entry = Entry.objects.order_by("-seq").values_list("seq", "hash", "at").first() or (0, "", "")
    held = [one for one in meetings(viewer, span).rows if one.status == MeetingStatus.HELD]
    return CeasefirePeriod(
        since, until, what, entry[0], entry[1], str(entry[2]), (names[sides[0]], names[sides[1]]) if sides else None, days, _totals(days),
        (_total(earlier, 0), _total(earlier, 1)), tuple(_places(days, earlier)), length.days - len(_counted(inside, sides)),
        tuple(_stated(one, names, sources) for one in statements), tuple(_stated(one, names, sources) for one in others),
        tuple(held), tuple(one.value for one in facts_of(viewer, "release", span).rows),
        tuple(sources.values()), happened, incidents(viewer, earlier_days).total, observed, _terms(viewer, first, last, language),
    )  # fmt: skip


def _terms(viewer: Viewer, first: dt.date, last: dt.date, language: str) -> tuple[Terms, ...]:
    """The ceasefires that were in force on a day of the period; one that can be renewed may be, whatever end is stated."""
    found = record_terms(viewer, language)
    return tuple(one for one in found if one.start <= last and (one.renewable or one.last_day is None or one.last_day >= first))


def sides_of(lines: Iterable[TallyLine]) -> _Sides | None:
    """The two that counted most of the same days; None where no two did."""
    counted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in lines:
        if one.by and one.count is not None:
            counted[one.first, one.last].add(one.by)
    together = Counter(pair for found in counted.values() for pair in combinations(sorted(found), 2))
    return together.most_common(1)[0][0] if together else None


def _day(written: str) -> dt.date:
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        raise InvalidError(f"{written!r} is no day: write YYYY-MM-DD") from None


def _within(lines: Iterable[TallyLine], first: dt.date, last: dt.date) -> list[TallyLine]:
    return [one for one in lines if first.isoformat() <= one.first and one.last <= last.isoformat()]


def _days(lines: Iterable[TallyLine], sides: _Sides) -> tuple[SidesOnADay, ...]:
    told = [
        SideTally(str(one.by), dt.date.fromisoformat(one.last), one.count, one.place and place_name(one.place), one.what, rest=one.rest)
        for one in lines
        if one.by in sides and one.count is not None and one.first == one.last
    ]
    return compare_sides(told, sides)


def _totals(days: Sequence[SidesOnADay]) -> tuple[int, int, int]:
    return _total(days, 0) or 0, _total(days, 1) or 0, sum(one.same_at_most or 0 for one in days)


def _whole_counts(lines: Iterable[TallyLine]) -> Iterator[TallyLine]:
    """What each side counted in all in each period: the total that it states, else the sum of its places, in the order of days."""
    told: dict[tuple[str, str, str], list[TallyLine]] = defaultdict(list)
    for one in lines:
        told[one.last, one.first, one.by or ""].append(one)
    for _, own in sorted(told.items()):
        stated = [one for one in own if not one.place and not one.rest]
        yield from stated or [_summed(own)]


def _summed(own: Sequence[TallyLine]) -> TallyLine:
    counts = [one.count for one in own if one.count is not None]
    said = {one.verdict for one in own}
    return replace(
        own[0], place="", rest=False, count=sum(counts) if counts else None, meaning=_meaning(own), others=(),
        sources=tuple(dict.fromkeys(key for one in own for key in one.sources)),
        verdict=own[0].verdict if len(said) == 1 else None,
    )  # fmt: skip


def _meaning(own: Sequence[TallyLine]) -> str | None:
    """What a sum of counts means: the same as its parts; a part that nobody counted leaves it a least number."""
    if any(one.count is None for one in own):
        return None if all(one.count is None for one in own) else CountMeaning.AT_LEAST
    meant = {one.meaning for one in own} - {None}
    return meant.pop() if len(meant) == 1 else CountMeaning.ABOUT if meant else None


def _total(days: Sequence[SidesOnADay], side: int) -> int | None:
    counts = [count for one in days if (count := one.totals[side]) is not None]
    return sum(counts) if counts else None


def _places(days: Sequence[SidesOnADay], before: Sequence[SidesOnADay]) -> Iterable[PeriodPlace]:
    now, then = _by_place(days), _by_place(before)
    counted = (_total(before, 0) is not None, _total(before, 1) is not None)
    same: Counter[str] = Counter()
    for day in days:
        for one in day.places:
            same[one.place] += one.same_at_most
    for place in sorted(now, key=lambda one: (-sum(now[one]), one)):
        first, second = then.get(place, (0, 0))
        earlier = (first if counted[0] else None, second if counted[1] else None)
        yield PeriodPlace(place, now[place], earlier, same[place])


def _by_place(days: Sequence[SidesOnADay]) -> dict[str, tuple[int, int]]:
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for day in days:
        for one in day.places:
            for side in (0, 1):
                found[one.place][side] += one.counts[side] or 0
    return {place: (first, second) for place, (first, second) in found.items()}


def _counted(lines: Iterable[TallyLine], sides: _Sides | None) -> set[str]:
    """The days of which either side gave a count."""
    found = set()
    for one in lines:
        if sides and one.by in sides:
            day = dt.date.fromisoformat(one.first)
            while day.isoformat() <= one.last:
                found.add(day.isoformat())
                day += dt.timedelta(days=1)
    return found


def _sources(viewer: Viewer, lines: Iterable[TallyLine], others: Iterable[str]) -> dict[str, PeriodSource]:
    """The documents that state these counts, and other sources, numbered in the order of their days."""
    named = document_refs(viewer, {key for one in lines for key in one.sources} | set(others))
    ordered = sorted(named.values(), key=lambda one: (one.published or "", one.id))
    return {
        one.id: PeriodSource(number, one.title or "", one.publisher or "", one.published or "", one.id)
        for number, one in enumerate(ordered, 1)
    }


def _stated(one: TallyLine, names: Mapping[str, ReportedBy], sources: Mapping[str, PeriodSource]) -> CountStatement:
    numbers = tuple(sorted(sources[key].number for key in one.sources if key in sources))
    return CountStatement(
        one.what, names.get(one.by or ""), one.first, one.last, one.place, one.count, one.meaning, one.others, one.verdict,
        names.get(one.verdict_by or ""), numbers,
    )  # fmt: skip
