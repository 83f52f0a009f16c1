"""Follow promises through the items of a record."""

from __future__ import annotations

from collections.abc import Iterable

from sulh.following.bearing import bearing_links
from sulh.following.bodies import body_links
from sulh.following.meeting_index import MeetingIndex
from sulh.following.meetings import closing_days, meeting_links
from sulh.following.types import FollowLinks, Promise, RecordItem

__all__ = ["follow"]


def follow(promises: Iterable[Promise], record_items: Iterable[RecordItem], *, wording: bool = True) -> FollowLinks:
    """Find what later items of a record say of promises.

    A promise to meet is joined to meetings by number, track, form, place and time, one to set up a body to its first meeting; any promise
    to acts, releases, ceasefire events and passages by owners, subject, named papers, time and, with `wording`, by words. The links of a
    promise stand together, meetings first, then the likelier before the others. Nothing is decided: see `state_of_promise`.
    """
    known, items = list(promises), list(record_items)
    index = MeetingIndex(items)
    by_meeting = [*meeting_links(known, index), *body_links(known, index.meetings)]
    by_rest = list(bearing_links(known, items, wording=wording, closed=closing_days(by_meeting)))
    order = {one.id: at for at, one in enumerate(known)}
    links = sorted([*by_meeting, *by_rest], key=lambda link: (order[link.promise], link.item.kind != "meeting", -link.score))
    return FollowLinks(tuple(links), max((one.day for one in items if one.day), default=None))
