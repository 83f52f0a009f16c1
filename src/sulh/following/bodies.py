"""Which body a promise is to bring about, and which meetings are its sittings: a working group that is formed has met since."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache

from sulh.following.deeds import deeds_promised
from sulh.following.meetings import Actors
from sulh.following.promised_meeting import promises_meeting
from sulh.following.timing import days_late, is_over, when
from sulh.following.types import PROPOSED, FollowLink, LinkReason, Promise, RecordItem
from sulh.following.weights import patterns, probability, reason
from sulh.model.vocabulary import Direction, Issue, MeetingKind, MeetingStatus
from sulh.text.issues import find_issues

__all__ = ["body_links", "is_body", "promises_body"]

_SORT = _DEED = "body"
_GENERAL = frozenset({Issue.OTHER, Issue.NEXT_MEETING, Issue.BILATERAL_RELATIONS})
_HELD = (MeetingStatus.HELD, MeetingStatus.ONGOING)
# Bodies that sources often call by what they are, meetings of experts.
_GROUPS, _EXPERTS = frozenset({"working group", "working groups", "contact group"}), (MeetingKind.CONSULTATION, MeetingKind.WORKING_GROUP)


def promises_body(text: str, issues: Collection[str], language: str = "en") -> bool:
    """Whether words of a promise, about these issues, promise that a body comes to be, rather than a meeting."""
    return not promises_meeting(text, issues) and _DEED in deeds_promised(text, language) and bool(_kinds(text))


def is_body(name: str) -> bool:
    """Whether a name, such as that of a track, is that of a body that meets."""
    return bool(_kinds(name))


def body_links(
    promises: Iterable[Promise], items: Iterable[RecordItem], actors: Callable[[Collection[str]], Actors] | None = None
) -> Iterator[FollowLink]:
    """The links of promises to set a body up with the first meeting of that body: by its name, else by its kind and what it is about.

    Where no body is named that may be it, a meeting of experts of all who promised may be its first. `actors` as for `meeting_links`.
    """
    held = sorted((one for one in items if one.day), key=lambda one: (str(one.day), one.id))
    sittings = [one for one in held if one.bodies]
    for promise in promises:
        if promise.after is not None and promises_body(promise.text, promise.issues, promise.language):
            found = list(_first(promise, sittings))
            if not any(link.direction is Direction.FULFILS for link in found):
                found += _of_experts(promise, held, actors)
            yield from found


def _of_experts(promise: Promise, held: Sequence[RecordItem], actors: Callable[[Collection[str]], Actors] | None) -> Iterator[FollowLink]:
    """The first meeting of experts in the track of a promise to form a working group, if all who promised took part."""
    if not promise.track or not promise.owners or not _GROUPS & _kinds(promise.text):
        return
    after = (one for one in held if promise.track in one.tracks and one.form in _EXPERTS and one.status in _HELD)
    one = next((one for one in after if not is_over(promise, one)), None)
    if one is None:
        return
    present = actors([one.id]).get(one.id, ()) if actors else one.actors
    if set(promise.owners) <= set(present):
        reasons = (reason(_SORT, "body", "experts"), *_more(promise, one))
        link = FollowLink(promise.id, one, Direction.FULFILS, probability(_SORT, reasons), reasons, days_late(promise, one))
        if link.score >= PROPOSED:
            yield link


def _first(promise: Promise, sittings: Sequence[RecordItem]) -> Iterator[FollowLink]:
    """The first sitting after the promise that was held; without one, the first that others than the promise itself say is planned."""
    planned: FollowLink | None = None
    for one in sittings:
        is_plan = one.status not in _HELD
        if is_over(promise, one) or one.status == MeetingStatus.CANCELLED or (is_plan and (planned or one.sources == {promise.source})):
            continue
        if (known := _which(promise, one)) is None:
            continue
        reasons = (known, *_more(promise, one))
        direction = Direction.ADVANCES if is_plan else Direction.FULFILS
        late = None if is_plan else days_late(promise, one)
        link = FollowLink(promise.id, one, direction, probability(_SORT, reasons), reasons, late)
        if link.score < PROPOSED:
            continue
        if not is_plan:
            yield link
            return
        planned = link
    if planned is not None:
        yield planned


def _more(promise: Promise, one: RecordItem) -> Iterator[LinkReason]:
    if promise.source in one.sources:
        yield reason(_SORT, "stated", "same_document")
    if _is_aim(promise):
        yield reason(_SORT, "body", "aim")
    yield when(_SORT, promise, one)


def _is_aim(promise: Promise) -> bool:
    """Whether the body is only what the promised deed is to lead to: "to intensify talks so that the committee can be set up"."""
    sought = patterns("aim", promise.language)
    found = sought.search(promise.text) if sought is not None else None
    return found is not None and _DEED not in deeds_promised(promise.text[: found.start()], promise.language)


def _which(promise: Promise, one: RecordItem) -> LinkReason | None:
    """Whether it is the body promised: named alike ("Constitutional Committee"), else of its kind and about an issue of the promise."""
    text, issues = promise.text.casefold(), frozenset(promise.issues) - _GENERAL
    for name in one.bodies:
        if any(called in text for called in _called(name)):
            return reason(_SORT, "body", "named", one.bodies[0])
    for name in one.bodies:
        if _kinds(name) & _kinds(promise.text) and (common := issues & _about(name)):
            return reason(_SORT, "body", "about", *sorted(common))
    return None


@lru_cache(maxsize=8192)
def _kinds(text: str) -> frozenset[str]:
    """The kinds of bodies that words name: working group, committee."""
    sought = patterns("body")
    return frozenset(match.group().casefold().replace("-", " ") for match in sought.finditer(text)) if sought else frozenset()


@lru_cache(maxsize=1024)
def _called(name: str) -> frozenset[str]:
    """What the body is called: its kind with the word before it."""
    sought, words = patterns("body"), name.casefold()
    if sought is None:
        return frozenset()
    before = ((words[: match.start()].split(), match.group()) for match in sought.finditer(words))
    return frozenset(f"{own[-1]} {kind}" for own, kind in before if own)


@lru_cache(maxsize=1024)
def _about(name: str) -> frozenset[str]:
    return frozenset(mention.issue for mention in find_issues(name)) - _GENERAL
