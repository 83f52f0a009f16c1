"""Match promised meetings with meetings held: by number, track, form, place, time, order and who took part."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sulh.following.promised_meeting import PlaceNames, PromisedMeeting, promised_meeting
from sulh.following.types import PROPOSED, FollowLink, LinkReason, Promise, RecordItem
from sulh.following.weights import probability, reason
from sulh.model.vocabulary import Direction, MeetingStatus

__all__ = ["MeetingIndex", "as_one", "closing_days", "days_after", "days_late", "is_over", "meeting_links", "when"]

_SORT = "meeting"
# So many meetings after a promise are looked at in its track and at its place: the promised one is hardly ever the tenth.
_NEAR = 16
_MOST = 3
_NEVER = "9999"
_WIDE = 14  # a date of more days than a meeting lasts
_QUARTER, _YEAR, _LONG = 92, 400, 366
_HELD = (MeetingStatus.HELD, MeetingStatus.ONGOING)
# Forms that sources call by each other's names.
_NEAR_FORMS = (
    frozenset({"round", "consultation", "conference", "session"}),
    frozenset({"consultation", "working_group", "visit", "ministerial"}),
    frozenset({"summit", "consultation", "conference", "call"}),
    frozenset({"round", "ministerial"}),
)
Actors = Mapping[str, Sequence[str]]


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
        held = (one for one in self._blocks.get(("track", promise.track), ()) if is_over(promise, one) and one.status in _HELD)
        return not any(sought.places & _places(one) for one in held)

    def near(self, promise: Promise, sought: PromisedMeeting) -> list[RecordItem]:
        """The meetings that may be the promised one, by day: the first after the promise in its track and at its places."""
        keys: list[tuple[str, object]] = [("place", place) for place in sought.places]
        keys += [("track", promise.track)] if promise.track else []
        keys += [("source", promise.source)]
        number = sought.ordinal or (promise.ordinal + 1 if promise.ordinal else None)
        keys += [("ordinal", number)] if number else []
        keys += [("form", sought.form)] if sought.form in ("summit", "working_group", "session") and not sought.places else []
        found: dict[str, RecordItem] = {}
        for key in keys:
            for one in self._after(key, promise.made, promise.due[0]):
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
    near = any({one.form, other.form} <= group for group in _NEAR_FORMS)
    return near and (one.status in _HELD) is not (other.status in _HELD) and MeetingStatus.CANCELLED not in (one.status, other.status)


def _is_narrow(one: RecordItem) -> bool:
    return one.first is not None and (days_after(one.first, one.last) or 0) <= _WIDE


def _joined(one: RecordItem, other: RecordItem) -> RecordItem:
    main, less = sorted((one, other), key=lambda item: (-len(item.sources), item.status not in _HELD, item.id))
    tracks, bodies = tuple(dict.fromkeys((*main.tracks, *less.tracks))), tuple(dict.fromkeys((*main.bodies, *less.bodies)))
    status = main.status if main.status in _HELD else less.status
    ordinal = less.ordinal if main.ordinal is None else main.ordinal
    sources = main.sources | less.sources
    return replace(main, status=status, ordinal=ordinal, tracks=tracks, bodies=bodies, sources=sources)


def as_one(one: RecordItem, other: RecordItem) -> RecordItem:
    """Two meetings as the one that they may be: held where either was, with its name and what it states, the rest from the other."""
    main, less = sorted((one, other), key=lambda item: (item.status not in _HELD, -len(item.sources), item.id))
    joined = replace(_joined(main, less), id=main.id, source=main.source, status=main.status)
    days = (main.first, main.last) if main.first else (less.first, less.last)
    said = max(filter(None, (main.said, less.said)), default=None)
    place = (main.city, main.country) if main.city or main.country else (less.city, less.country)
    form = main.form or less.form
    return replace(joined, first=days[0], last=days[1], said=said, form=form, city=place[0], country=place[1])


def meeting_links(
    promises: Iterable[Promise], index: MeetingIndex, actors: Callable[[Collection[str]], Actors] | None = None
) -> Iterator[FollowLink]:
    """The links of promises to meet with meetings. `actors` gives who took part in the meetings asked for, where items do not say."""
    sought = [(one, what) for one in promises if one.made and (what := promised_meeting(one, index.places)) is not None]
    near = [(promise, asked, index.near(promise, asked)) for promise, asked in sought]
    present = actors({one.id for _, _, found in near for one in found}) if actors is not None else {}
    for promise, asked, around in near:
        known = [replace(one, actors=tuple(present[one.id])) if one.id in present else one for one in around]
        links = _scored(_without_track(promise, asked, index), asked, known)
        scored = sorted(links, key=lambda link: (-link.score, str(link.day), link.item.id))
        yield from _ranked(scored)


def _without_track(promise: Promise, sought: PromisedMeeting, index: MeetingIndex) -> Promise:
    """The promise, without its track and round where it is to be kept outside of them."""
    return replace(promise, track=None, ordinal=None) if index.is_elsewhere(promise, sought) else promise


def _ranked(scored: Sequence[FollowLink]) -> Iterator[FollowLink]:
    """The best meeting that keeps the promise, others that may be it, and what moved or repeated it."""
    kept = [link for link in scored if link.direction is Direction.FULFILS and link.score >= PROPOSED and not _is_another(link, scored)]
    if kept:
        yield kept[0]
        # A rival is only worth a look where the best is not sure.
        yield from (link for link in kept[1:_MOST] if not kept[0].is_closing)
    closed = str(kept[0].day) if kept and kept[0].is_closing else _NEVER
    others = (link for link in scored if link.direction is not Direction.FULFILS and link.score >= PROPOSED)
    # What was planned or called off after the promise was kept is about another meeting.
    yield from [link for link in others if str(link.item.said) < closed and str(link.day) <= closed][:_MOST]


def _is_another(link: FollowLink, scored: Sequence[FollowLink]) -> bool:
    """Whether a meeting of another form is no more than near the promised one, which the record knows as planned, in the form promised."""
    if not any((one.feature, one.level) in (("form", "near"), ("form", "differs")) for one in link.reasons):
        return False
    likelier = (other for other in scored if other.direction is Direction.REPEATS and other.score >= link.score)
    return any((one.feature, one.level) == ("form", "same") for other in likelier for one in other.reasons)


def _scored(promise: Promise, sought: PromisedMeeting, near: Sequence[RecordItem]) -> Iterator[FollowLink]:
    seen: list[RecordItem] = []
    for one in near:
        if is_over(promise, one):
            continue
        direction = _direction(promise, sought, one)
        if direction is None:
            continue
        found = [*_features(promise, sought, one), *_order(promise, sought, one, seen)]
        late = days_late(promise, one) if direction is Direction.FULFILS else None
        yield FollowLink(promise.id, one, direction, probability(_SORT, found), tuple(found), late)
        if one.status in _HELD:
            seen.append(one)


def days_late(promise: Promise, one: RecordItem) -> int | None:
    """Days from the last day allowed to the first of the meeting; None where its date is too wide to tell."""
    late = days_after(promise.due[1], one.first)
    wide = late == 0 and str(one.last or one.first) > str(promise.due[1]) and (days_after(one.first, one.last) or 0) > _WIDE
    return None if wide or (late == 0 and (days_after(one.first, one.last) or 0) > _QUARTER) else late


def is_over(promise: Promise, one: RecordItem) -> bool:
    """Whether a meeting was over when the promise was made; without a day of its own its source must be later."""
    over = one.last or one.first
    return over <= str(promise.made) if over else str(one.said) <= str(promise.made)


def _direction(promise: Promise, sought: PromisedMeeting, one: RecordItem) -> Direction | None:
    if one.status in _HELD:
        return Direction.ADVANCES if sought.recurs else Direction.FULFILS
    if one.sources == {promise.source} or not one.said or one.said <= str(promise.made):
        return None  # the plan that the promise itself states
    if one.status == MeetingStatus.CANCELLED:
        return Direction.DELAYS
    later = promise.due[1] is not None and one.first is not None and one.first > promise.due[1]
    return Direction.DELAYS if later else Direction.REPEATS


def _features(promise: Promise, sought: PromisedMeeting, one: RecordItem) -> Iterator[LinkReason]:
    if promise.source in one.sources:
        yield reason(_SORT, "stated", "same_document")
    yield from _round(promise, sought, one)
    same = promise.track in one.tracks
    # A body that meets beside a round has a track of its own.
    if promise.track and one.tracks and (same or not (one.bodies and one.form == sought.form)):
        yield reason(_SORT, "track", "same" if same else "differs", promise.track if same else one.tracks[0])
    yield from _formed(sought, one)
    if sought.places and (one.city or one.country):
        named = {place for place in sought.places if not (place.isupper() and len(place) == 2)} or sought.places
        yield reason(_SORT, "place", "same" if _places(one) & named else "differs", one.city or one.country)
    yield when(_SORT, promise, one)
    if promise.owners and one.actors:
        common = len(set(promise.owners) & set(one.actors))
        level = "none" if not common else "all" if common == len(set(promise.owners)) else "some"
        yield reason(_SORT, "owners", level, *sorted(set(promise.owners) & set(one.actors)))


def _round(promise: Promise, sought: PromisedMeeting, one: RecordItem) -> Iterator[LinkReason]:
    if one.ordinal is None:
        return
    if sought.ordinal is not None:
        yield reason(_SORT, "round", "same" if sought.ordinal == one.ordinal else "differs", str(one.ordinal))
    elif promise.ordinal is not None and sought.form in (None, promise.form):
        level = "next" if one.ordinal == promise.ordinal + 1 else "differs"
        if promise.track in one.tracks:
            yield reason(_SORT, "round", level, str(one.ordinal))
        elif not one.tracks and one.form == promise.form:
            yield reason(_SORT, "round", f"{level}_unknown", str(one.ordinal))


def _formed(sought: PromisedMeeting, one: RecordItem) -> Iterator[LinkReason]:
    if sought.form is None or one.form is None:
        return
    near = any({sought.form, one.form} <= group for group in _NEAR_FORMS)
    yield reason(_SORT, "form", "same" if sought.form == one.form else "near" if near else "differs", one.form)


def when(sort: str, promise: Promise, one: RecordItem) -> LinkReason:
    """When it was held, beside the time that the promise allows, weighed as for a `sort`."""
    first, last = promise.due
    if one.first is None:
        return reason(sort, "time", "unknown", one.said)
    if last is None:
        after = days_after(promise.made, one.first)
        return reason(sort, "time", "year" if after is not None and after <= _LONG else "years", one.first)
    if one.first > last:
        late = days_after(last, one.first) or 0
        return reason(sort, "time", "late_quarter" if late <= _QUARTER else "late_year" if late <= _YEAR else "late_more", one.first, last)
    over = one.last or one.first
    return reason(sort, "time", "early" if first is not None and over < first else "within", one.first, last)


def _order(promise: Promise, sought: PromisedMeeting, one: RecordItem, seen: Sequence[RecordItem]) -> Iterator[LinkReason]:
    """Whether it is the first after the promise of the meetings like it: of its track, or of its place where no track is known."""
    if one.ordinal is not None and sought.ordinal is not None:
        return  # the number says it better
    like = [other for other in seen if _is_like(one, other, promise)]
    yield reason(_SORT, "order", "later" if like else "first")


def _is_like(one: RecordItem, other: RecordItem, promise: Promise) -> bool:
    if promise.track and promise.track in one.tracks:
        return promise.track in other.tracks and other.form == one.form
    return other.form == one.form and (other.city or other.country) == (one.city or one.country)


def _places(one: RecordItem) -> frozenset[str]:
    return frozenset(place for place in (PlaceNames.key(one.city) if one.city else None, one.country) if place)


def _keys(one: RecordItem) -> Iterator[tuple[str, object]]:
    yield from (("track", track) for track in one.tracks)
    yield from (("source", source) for source in one.sources)
    yield from (("place", place) for place in sorted(_places(one)))
    if one.ordinal is not None:
        yield "ordinal", one.ordinal
    if one.form:
        yield "form", one.form


def days_after(day: str | None, later: str | None) -> int | None:
    """Days from one day to a later one, 0 when it is not later; None where one is not known."""
    if day is None or later is None:
        return None
    return max(0, (dt.date.fromisoformat(later) - dt.date.fromisoformat(day)).days)


def closing_days(links: Iterable[FollowLink]) -> dict[str, str]:
    """For each promise that a meeting closes, the first day of that meeting."""
    return {one.promise: str(one.day) for one in links if one.is_closing}
