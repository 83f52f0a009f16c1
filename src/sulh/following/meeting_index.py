"""The meetings of a record, found by track, place, number, form and month; one that stands twice in it once."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sulh.following.promised_meeting import PlaceNames, PromisedMeeting
from sulh.following.timing import WIDE, days_after, has_days, is_narrow, is_over
from sulh.following.types import Promise, RecordItem
from sulh.model.vocabulary import MeetingStatus

__all__ = ["HELD", "NEAR_FORMS", "MeetingIndex", "as_one", "places_of"]

# So many meetings after a promise are looked at in its track and at its place: the promised one is hardly ever the tenth.
_NEAR = 16
HELD = (MeetingStatus.HELD, MeetingStatus.ONGOING)
# Forms that sources call by each other's names.
NEAR_FORMS = (
    frozenset({"round", "consultation", "conference", "session"}),
    frozenset({"consultation", "working_group", "visit", "ministerial"}),
    frozenset({"summit", "consultation", "conference", "call"}),
    frozenset({"round", "ministerial"}),
)


class MeetingIndex:
    """The meetings of a record by track, place and number, in the order of their days."""

    def __init__(self, meetings: Iterable[RecordItem]) -> None:
        known = (one for one in meetings if one.kind == "meeting" and one.day)
        ordered = _once(sorted(known, key=lambda one: (str(one.day), one.id)))
        self.places = PlaceNames({(one.city, one.country) for one in ordered})
        self.meetings = tuple(ordered)
        self._blocks: dict[tuple[str, object], list[RecordItem]] = defaultdict(list)
        for one in ordered:
            for key in _keys(one):
                self._blocks[key].append(one)

    def is_elsewhere(self, promise: Promise, sought: PromisedMeeting) -> bool:
        """Whether the promised place is one where the track of the promise never met before: then no round of that track is meant.

        Not where the words say the next of its meetings, or its number: rounds are held at new places too.
        """
        if not promise.track or not sought.places or sought.is_next or sought.ordinal is not None:
            return False
        held = (one for one in self._blocks.get(("track", promise.track), ()) if is_over(promise, one) and one.status in HELD)
        return not any(sought.places & places_of(one) for one in held)

    def near(self, promise: Promise, sought: PromisedMeeting) -> list[RecordItem]:
        """The meetings that may be the promised one, by day: the first after the promise in its track and at its places."""
        keys: list[tuple[str, object]] = [("place", place) for place in sought.places]
        keys += [("track", promise.track)] if promise.track else []
        keys += [("source", promise.source)]
        number = sought.ordinal or (promise.ordinal + 1 if promise.ordinal else None)
        keys += [("ordinal", number)] if number else []
        keys += [("form", sought.form)] if sought.form in ("summit", "working_group", "session") and not sought.places else []
        is_anywhere = not promise.track and not sought.places
        months = {str(day)[:7] for day in promise.due if day} if has_days(promise) or (is_anywhere and is_narrow(promise)) else set()
        keys += [("month", month) for month in sorted(months)]
        keys += [("any", "")] if is_anywhere and promise.due[1] is None else []
        found: dict[str, RecordItem] = {}
        for key in keys:
            for one in self._after(key, promise.after, promise.due[0]):
                found[one.id] = one
        return sorted((one for one in found.values() if one.id != promise.meeting), key=lambda one: (str(one.day), one.id))

    def _after(self, key: tuple[str, object], *days: str | None) -> Iterator[RecordItem]:
        """The first after each of these days; of those on the day of a promise, the meeting at which it was made is one."""
        block = self._blocks.get(key, [])
        for day in days:
            if day is not None:
                at = bisect_left(block, day, key=lambda one: str(one.last or one.day))
                yield from block[at : at + _NEAR]


def _once(meetings: Sequence[RecordItem]) -> list[RecordItem]:
    """The meetings, one that stands twice in the record once: as the one that most sources tell of, held where any of them says so."""
    kept: list[RecordItem] = []
    recent: list[int] = []  # where those stand that were not over yet
    for one in meetings:
        recent = [at for at in recent if str(kept[at].last or kept[at].day) >= str(one.day)]
        twin = next((at for at in recent if _is_twin(kept[at], one)), None)
        if twin is None:
            recent.append(len(kept))
            kept.append(one)
        else:
            kept[twin] = _joined(kept[twin], one)
    return kept


def _is_twin(one: RecordItem, other: RecordItem) -> bool:
    """Whether two meetings of one city and time are one, told of by other sources: alike in form, or the plan of one that was held."""
    if not one.city or one.city != other.city or one.sources & other.sources or not (_is_narrow(one) and _is_narrow(other)):
        return False
    if None not in (one.ordinal, other.ordinal) and one.ordinal != other.ordinal:
        return False
    if one.form == other.form:
        return True
    near = any({one.form, other.form} <= group for group in NEAR_FORMS)
    return near and (one.status in HELD) is not (other.status in HELD) and MeetingStatus.CANCELLED not in (one.status, other.status)


def _is_narrow(one: RecordItem) -> bool:
    return one.first is not None and (days_after(one.first, one.last) or 0) <= WIDE


def _joined(one: RecordItem, other: RecordItem) -> RecordItem:
    main, less = sorted((one, other), key=lambda item: (-len(item.sources), item.status not in HELD, item.id))
    tracks, bodies = tuple(dict.fromkeys((*main.tracks, *less.tracks))), tuple(dict.fromkeys((*main.bodies, *less.bodies)))
    status = main.status if main.status in HELD else less.status
    ordinal = less.ordinal if main.ordinal is None else main.ordinal
    sources = main.sources | less.sources
    return replace(main, status=status, ordinal=ordinal, tracks=tracks, bodies=bodies, sources=sources)


def as_one(one: RecordItem, other: RecordItem) -> RecordItem:
    """Two meetings as the one that they may be: held where either was, with its name and what it states, the rest from the other."""
    main, less = sorted((one, other), key=lambda item: (item.status not in HELD, -len(item.sources), item.id))
    joined = replace(_joined(main, less), id=main.id, source=main.source, status=main.status)
    days = (main.first, main.last) if main.first else (less.first, less.last)
    said = max(filter(None, (main.said, less.said)), default=None)
    place = (main.city, main.country) if main.city or main.country else (less.city, less.country)
    form = main.form or less.form
    return replace(joined, first=days[0], last=days[1], said=said, form=form, city=place[0], country=place[1])


def places_of(one: RecordItem) -> frozenset[str]:
    return frozenset(place for place in (PlaceNames.key(one.city) if one.city else None, one.country) if place)


def _keys(one: RecordItem) -> Iterator[tuple[str, object]]:
    yield "any", ""
    if one.first:
        yield "month", one.first[:7]
    yield from (("track", track) for track in one.tracks)
    yield from (("source", source) for source in one.sources)
    yield from (("place", place) for place in sorted(places_of(one)))
    if one.ordinal is not None:
        yield "ordinal", one.ordinal
    if one.form:
        yield "form", one.form
