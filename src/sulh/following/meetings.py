"""Match promised meetings with meetings held: by number, track, form, place, time, order and who took part."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sulh.following.meeting_index import HELD, NEAR_FORMS, MeetingIndex, places_of
from sulh.following.promised_meeting import PromisedMeeting, promised_meeting
from sulh.following.timing import days_late, is_narrow, is_over, when
from sulh.following.types import PROPOSED, FollowLink, LinkReason, Promise, RecordItem
from sulh.following.weights import probability, reason
from sulh.model.vocabulary import Direction, MeetingStatus

__all__ = ["Actors", "closing_days", "meeting_links"]

_SORT = "meeting"
_MOST = 3
_NEVER = "9999"
Actors = Mapping[str, Sequence[str]]


def meeting_links(
    promises: Iterable[Promise], index: MeetingIndex, actors: Callable[[Collection[str]], Actors] | None = None
) -> Iterator[FollowLink]:
    """The links of promises to meet with meetings. `actors` gives who took part in the meetings asked for, where items do not say."""
    sought = [(one, what) for one in promises if one.after and (what := promised_meeting(one, index.places)) is not None]
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
        if one.status in HELD:
            seen.append(one)


def _direction(promise: Promise, sought: PromisedMeeting, one: RecordItem) -> Direction | None:
    if one.status in HELD:
        return Direction.ADVANCES if sought.recurs else Direction.FULFILS
    if one.sources == {promise.source} or not one.said or one.said <= str(promise.after):
        return None  # the plan that the promise itself states
    if one.status == MeetingStatus.CANCELLED:
        return Direction.DELAYS
    later = promise.due[1] is not None and one.first is not None and one.first > promise.due[1]
    return Direction.DELAYS if later else Direction.REPEATS


def _features(promise: Promise, sought: PromisedMeeting, one: RecordItem) -> Iterator[LinkReason]:
    if promise.source in one.sources:
        yield reason(_SORT, "stated", "same_document")
    yield from _round(promise, sought, one)
    formed, placed, time = _formed(sought, one), _placed(sought, one), when(_SORT, promise, one)
    yield from _tracked(promise, sought, one, time, (*formed, *placed))
    yield from (*formed, *placed, time)
    if sought.invited and one.actors:
        came = sorted(sought.invited & set(one.actors))
        yield reason(_SORT, "invited", "came" if len(came) == len(sought.invited) else "some" if came else "none", *came)
    if promise.owners and one.actors:
        common = len(set(promise.owners) & set(one.actors))
        level = "none" if not common else "all" if common == len(set(promise.owners)) else "some"
        yield reason(_SORT, "owners", level, *sorted(set(promise.owners) & set(one.actors)))


def _tracked(
    promise: Promise, sought: PromisedMeeting, one: RecordItem, time: LinkReason, more: Sequence[LinkReason]
) -> Iterator[LinkReason]:
    """Whether it is in the track of the promise. Whoever names a form or a place and the days means that meeting, in whatever track."""
    same = promise.track in one.tracks
    # A body that meets beside a round has a track of its own.
    if not promise.track or not one.tracks or (not same and one.bodies and one.form == sought.form):
        return
    is_named = time.level == "exact" and sought.ordinal is None and any(other.level == "same" for other in more)
    level = "same" if same else "differs_named" if is_named else "differs"
    yield reason(_SORT, "track", level, promise.track if same else one.tracks[0])


def _placed(sought: PromisedMeeting, one: RecordItem) -> tuple[LinkReason, ...]:
    if not sought.places or not (one.city or one.country):
        return ()
    named = {place for place in sought.places if not (place.isupper() and len(place) == 2)} or sought.places
    return (reason(_SORT, "place", "same" if places_of(one) & named else "differs", one.city or one.country),)


def _is_of_others(promise: Promise, one: RecordItem) -> bool:
    """Whether none of those who promise to meet took part, so that the next round is not what they meant."""
    return bool(promise.owners and one.actors) and not set(promise.owners) & set(one.actors)


def _round(promise: Promise, sought: PromisedMeeting, one: RecordItem) -> Iterator[LinkReason]:
    if one.ordinal is None:
        return
    if sought.ordinal is not None:
        # Who plans for some time in a year may find that another round came first.
        other = "differs" if is_narrow(promise) or promise.track not in one.tracks else "differs_open"
        yield reason(_SORT, "round", "same" if sought.ordinal == one.ordinal else other, str(one.ordinal))
    elif promise.ordinal is not None and sought.form in (None, promise.form) and (sought.is_next or not _is_of_others(promise, one)):
        level = "next" if one.ordinal == promise.ordinal + 1 else "differs"
        if promise.track in one.tracks:
            yield reason(_SORT, "round", level, str(one.ordinal))
        elif not one.tracks and one.form == promise.form:
            yield reason(_SORT, "round", f"{level}_unknown", str(one.ordinal))


def _formed(sought: PromisedMeeting, one: RecordItem) -> tuple[LinkReason, ...]:
    if sought.form is None or one.form is None:
        return ()
    near = any({sought.form, one.form} <= group for group in NEAR_FORMS)
    return (reason(_SORT, "form", "same" if sought.form == one.form else "near" if near else "differs", one.form),)


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


def closing_days(links: Iterable[FollowLink]) -> dict[str, str]:
    """For each promise that a meeting closes, the first day of that meeting."""
    return {one.promise: str(one.day) for one in links if one.is_closing}
