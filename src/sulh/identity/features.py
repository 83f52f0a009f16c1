"""What two tellings of meetings have in common, and in what they differ, feature by feature in the words of the table."""

from __future__ import annotations

from sulh.identity.table import forbidding
from sulh.identity.telling import LONGEST, UNSETTLED, Telling, length
from sulh.model.vocabulary import MeetingStatus
from sulh.text.days import compatible

__all__ = ["FEATURES", "findings", "stands_twice"]

_LARGE = frozenset({"round", "summit", "conference", "session", "signing", "ministerial"})
_ALIKE = ({"round", "session", "conference", "consultation"}, {"summit", "ministerial", "consultation", "conference", "visit"})
_TOGETHER = frozenset({"same day", "same days", "overlap", "same day of a year"})
# Meetings at these levels are numbered by themselves: the fourth summit of a format is not its fourth round.
_SERIES = {"summit": "summit", "ministerial": "ministerial", "working_group": "working_group", "round": "round", "session": "round"}
_SAME_PEOPLE = frozenset({"all of two", "all in common"})
_NOT_OTHERS = _SAME_PEOPLE | {"unknown", "one in common", "most in common"}
# Heads of state, ministers and experts do not sit in one meeting.
_LEVELS = {"summit": 3, "ministerial": 2, "working_group": 1}


def findings(left: Telling, right: Telling) -> dict[str, str]:
    """What is found of each feature; the same whichever telling comes first."""
    found = {name: feature(left, right) for name, feature in FEATURES.items()}
    return found | {"alone": _alone(found, left, right)}


def stands_twice(found: dict[str, str]) -> bool:
    """Whether two meetings of one document look like one: days, kind and format are the same, and nothing else contradicts.

    A document that tells of two meetings means two; only where it gives no reason to is it asked whether it does. Where it names no format,
    those who took part or the city have to be the same.
    """
    alike = found["date"] in ("same day", "same days") and found["kind"] == "same" and not forbidding(found)
    if not alike or "other" in (found["track"], found["ordinal"]):
        return False
    if found["participants"] not in _NOT_OTHERS:
        return False
    return found["track"] == "same" or found["participants"] in _SAME_PEOPLE or found["place"] == "same city"


def _same(left: object, right: object) -> str:
    return "unknown" if left is None or right is None else "same" if left == right else "other"


def _date(left: Telling, right: Telling) -> str:
    how = _dates(left, right)
    if how in ("near", "apart") and _may_have_moved(left, right) and _ordinal(left, right) == "same in track":
        return "moved"
    if how == "coarse" and _ordinal(left, right) == "unknown" and _is_of_plan(left, right):
        return "year of a plan"
    return how


def _is_of_plan(left: Telling, right: Telling) -> bool:
    """Whether one was planned for a year, and the other held on days of that year."""
    years = ((one.year_of_plan, other.year_held) for one, other in ((left, right), (right, left)))
    return any(planned is not None and planned == held for planned, held in years)


def _may_have_moved(left: Telling, right: Telling) -> bool:
    """Whether one of two dates was only planned, and not for later than the other was held: what is put off is held later."""
    if left.range is None or right.range is None:
        return False
    unsettled = [one.status in UNSETTLED for one in (left, right)]
    if all(unsettled):
        return True
    planned, held = (left.range, right.range) if unsettled[0] else (right.range, left.range)
    return any(unsettled) and planned[0] <= held[1]


def _dates(left: Telling, right: Telling) -> str:
    if left.published is not None or right.published is not None:
        return _published(left, right)
    if left.range is None or right.range is None:
        if left.start is None or right.start is None:
            return "unknown"
        if not compatible(left.start, right.start):
            return "apart"
        return "same day of a year" if left.of_the_year and right.of_the_year else "coarse"
    (a, b), (c, d) = left.range, right.range
    if not (left.is_exact and right.is_exact):
        meet = a <= d and c <= b
        return ("month" if max(length(left.range), length(right.range)) <= LONGEST else "coarse") if meet else "apart"
    if (a, b) == (c, d):
        return "same days" if a < b else "same day"
    if a <= d and c <= b:
        return "overlap"
    gap = (c - b if c > b else a - d).days
    return "next day" if gap == 1 else "near" if gap <= 3 else "apart"


def _published(left: Telling, right: Telling) -> str:
    """How a meeting whose date says little lies to another: documents mostly tell of what happened in the days before they appeared."""
    first, last = left.published or left.range, right.published or right.range
    if first is None or last is None:
        return "unknown"
    stated = [one.range for one in (left, right) if one.range is not None]
    if len(stated) == 2 and (stated[0][1] < stated[1][0] or stated[1][1] < stated[0][0]):
        return "apart"
    if first[1] < last[0] or last[1] < first[0]:
        return "unknown"
    both_core = all(one.core or one.published is None for one in (left, right))
    return "just before publication" if both_core else "around publication"


def _tense(left: Telling, right: Telling) -> str:
    """Whether one was still ahead when the other was over: what is planned comes after its source, what was held came before it."""
    for one, other in ((left, right), (right, left)):
        if one.said is not None and other.range is not None:
            if one.status == MeetingStatus.PLANNED and other.range[1] < one.said:
                return "over before it was planned"
            if one.status == MeetingStatus.HELD and other.range[0] > one.said:
                return "held before it began"
    called_off = {left.status, right.status}
    if called_off == {"held", "cancelled"}:
        return "called off and held"
    return "same" if left.status == right.status else "told at another time"


def _place(left: Telling, right: Telling) -> str:
    how = _places(left, right)
    # Only where one was planned and the other held: two plans, or two reports, that name two places are of two meetings.
    moved = how in ("other city", "other country") and (left.status in UNSETTLED) is not (right.status in UNSETTLED)
    in_time = _dates(left, right) in ("coarse", "month") or _may_have_moved(left, right)
    return "moved" if moved and in_time and _ordinal(left, right) == "same in track" else how


def _places(left: Telling, right: Telling) -> str:
    if left.city and right.city:
        if left.city == right.city:
            return "same city"
        return "other city" if left.country == right.country else "other country"
    return {"same": "same country", "unknown": "unknown", "other": "other country"}[_same(left.country, right.country)]


def _track(left: Telling, right: Telling) -> str:
    return _same(left.track, right.track)


def _ordinal(left: Telling, right: Telling) -> str:
    levels = {_SERIES.get(one.kind) for one in (left, right)} - {None}
    if len(levels) > 1:
        return "unknown"
    how = _same(left.ordinal, right.ordinal)
    return "same in track" if how == "same" and left.track == right.track and left.track else how


def _kind(left: Telling, right: Telling) -> str:
    if left.kind == right.kind:
        return "same"
    if "call" in (left.kind, right.kind):
        return "call"
    levels = {_LEVELS[one.kind] for one in (left, right) if one.kind in _LEVELS}
    if len(levels) > 1:
        return "other level"
    return "like" if any({left.kind, right.kind} <= group for group in _ALIKE) else "other"


def _participants(left: Telling, right: Telling) -> str:
    """How much of the shorter list the longer one has too; a document often leaves some out."""
    if not left.participants or not right.participants:
        return "unknown"
    both = len(left.participants & right.participants)
    shorter, longer = sorted((len(left.participants), len(right.participants)))
    if both == 0:
        # one who is named alone is no list: others may have been there
        few = not {left.kind, right.kind} & _LARGE
        return "one who is not named" if shorter == 1 else "others altogether" if few else "none in common"
    if shorter == 2 < longer and left.kind != right.kind:
        return "two of several"
    if both == shorter:
        return "one in common" if both == 1 else "all of two" if both == 2 else "all in common"
    return "most in common" if both > shorter / 2 else "some in common"


FEATURES = {
    "date": _date,
    "tense": _tense,
    "place": _place,
    "track": _track,
    "ordinal": _ordinal,
    "kind": _kind,
    "participants": _participants,
}


def _alone(found: dict[str, str], left: Telling, right: Telling) -> str:
    """Whether hardly another meeting of that kind can have been there on those days."""
    if found["date"] not in _TOGETHER:
        return "unknown"
    if found["place"] == "same city" and {left.kind, right.kind} <= _LARGE:
        return "one gathering"
    return "two summits" if found["place"] == "unknown" and left.kind == right.kind == "summit" else "unknown"
