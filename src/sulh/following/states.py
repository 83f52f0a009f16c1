"""What became of a promise: by what people decided, else by the meeting or release that a record holds, else nothing is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sulh.following.timing import days_after
from sulh.following.types import FollowLink
from sulh.model.vocabulary import CommitmentStatus, Direction, MeetingStatus, PromiseState
from sulh.text.edtf import earliest, latest

__all__ = ["DecidedOutcome", "PromiseOutcome", "state_of_promise"]

_BY_STATUS = {
    CommitmentStatus.FULL: PromiseState.KEPT,
    CommitmentStatus.INTERMEDIATE: PromiseState.UNDER_WAY,
    CommitmentStatus.MINIMAL: PromiseState.UNDER_WAY,
    CommitmentStatus.BROKEN: PromiseState.BROKEN,
    CommitmentStatus.SUPERSEDED: PromiseState.SUPERSEDED,
}
# What a decided link says of the status; delays, repetitions and mentions say nothing.
_BY_DIRECTION = {
    Direction.FULFILS: CommitmentStatus.FULL,
    Direction.ADVANCES: CommitmentStatus.MINIMAL,
    Direction.BREAKS: CommitmentStatus.BROKEN,
    Direction.WITHDRAWS: CommitmentStatus.SUPERSEDED,
}
_SEVERAL = 3


@dataclass(frozen=True, slots=True)
class DecidedOutcome:
    """A link that a person decided about: which item, whether it `holds`, what it does to the promise, and when that happened.

    `day` is EDTF, None where it is not known; `said` is the day of the words that tell of it.
    """

    item: str
    holds: bool
    direction: Direction
    day: str | None
    said: str | None = None


@dataclass(frozen=True, slots=True)
class PromiseOutcome:
    """What became of a promise. `status` is proposed from decided links alone; `item` shows it, on `day`.

    `proposed` says that no person decided it: the record holds the promised meeting, or holds it as cancelled. `may_be` is an item that may
    have kept it, not surely enough to say so. `days_late` counts from the last day allowed; None where a day is not known.
    """

    state: PromiseState
    status: CommitmentStatus | None = None
    item: str | None = None
    day: str | None = None
    days_late: int | None = None
    proposed: bool = False
    may_be: FollowLink | None = None
    link: FollowLink | None = None


def state_of_promise(
    last_day: str | None,
    links: Sequence[FollowLink],
    decided: Sequence[DecidedOutcome] = (),
    status: str | None = None,
    status_day: str | None = None,
) -> PromiseOutcome:
    """What became of a promise to be kept by `last_day`: `status` is what a person said last, with the day on which that happened.

    Decided links come in the order of their decisions. A promise that a person called not begun, and of which no link is decided, is
    one without a source.
    """
    proposed = _status_of(decided)
    if status is not None and status != CommitmentStatus.NOT_INITIATED:
        shown = proposed[1] if proposed and proposed[0] == status else None
        item, day = (shown.item, shown.day) if shown else (None, None)
        return _stated(last_day, CommitmentStatus(status), item, status_day or day, False)
    if proposed is not None and status is None:
        return _stated(last_day, proposed[0], proposed[1].item, proposed[1].day, False, status=proposed[0])
    gone = {one.item for one in decided if not one.holds}
    best = next((link for link in links if _keeps(link) and link.item.id not in gone), None)
    if status is not None:
        return PromiseOutcome(PromiseState.NO_SOURCE)
    if best is None:
        return _without_meeting([link for link in links if link.is_sure and link.item.id not in gone])
    if not best.is_closing:
        return PromiseOutcome(PromiseState.NO_SOURCE, may_be=best)
    late = bool(best.days_late)
    state = PromiseState.KEPT_LATE if late else PromiseState.KEPT
    return PromiseOutcome(state, None, best.item.id, best.day, best.days_late, True, link=best)


def _keeps(link: FollowLink) -> bool:
    """Whether a link is to the promised meeting, held, or to the promised release."""
    return link.direction is Direction.FULFILS and (link.item.kind == "meeting" or link.is_release)


def _without_meeting(links: Sequence[FollowLink]) -> PromiseOutcome:
    """What became of a promise that no one meeting keeps: one of those that are to recur was held, or it was called off."""
    for link in links:
        if link.direction is Direction.ADVANCES and link.item.status != MeetingStatus.PLANNED:
            return PromiseOutcome(PromiseState.UNDER_WAY, None, link.item.id, link.day, proposed=True, link=link)
    off = next((link for link in links if link.item.status == MeetingStatus.CANCELLED), None)
    if off is None:
        return PromiseOutcome(PromiseState.NO_SOURCE)
    return PromiseOutcome(PromiseState.CALLED_OFF, None, off.item.id, off.day, proposed=True, link=off)


def _status_of(decided: Sequence[DecidedOutcome]) -> tuple[CommitmentStatus, DecidedOutcome] | None:
    """The status that decided links propose, with the link that shows it: the latest in time that says anything."""
    telling = sorted((one for one in decided if one.holds and one.direction in _BY_DIRECTION), key=lambda one: one.day or one.said or "")
    if not telling:
        return None
    last = next((one for one in reversed(telling) if one.direction is not Direction.ADVANCES), telling[-1])
    status = _BY_DIRECTION[last.direction]
    if status is CommitmentStatus.MINIMAL and len(telling) >= _SEVERAL:
        status = CommitmentStatus.INTERMEDIATE
    return status, last


def _stated(
    last_day: str | None,
    said: CommitmentStatus,
    item: str | None,
    day: str | None,
    proposed: bool,
    *,
    status: CommitmentStatus | None = None,
) -> PromiseOutcome:
    state, late = _BY_STATUS[said], None
    if state is PromiseState.KEPT and last_day is not None and day is not None:
        late, is_late = _lateness(last_day, day)
        state = PromiseState.KEPT_LATE if is_late else state
    return PromiseOutcome(state, status, item, day, late, proposed)


def _lateness(last_day: str, when: str) -> tuple[int | None, bool]:
    """By how many days something was late that happened `when` (EDTF), and whether it was; no number where the day leaves that open."""
    first, last = earliest(when), latest(when)
    if first is None or last is None:
        return None, False
    soonest, longest = days_after(last_day, first.isoformat()), days_after(last_day, last.isoformat())
    return (soonest if soonest == longest else None), bool(soonest)
