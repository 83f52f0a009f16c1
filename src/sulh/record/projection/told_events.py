"""The meetings that a source tells of, as events that its promises may count from: "within a month of the congress"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from sulh.following.windows import counts_from
from sulh.model.vocabulary import RETIRED, MeetingKind, MeetingStatus
from sulh.record.canonical import parsed
from sulh.record.projection.models import Claim
from sulh.text.days import last_day

__all__ = ["told_events"]

# What meetings are called after which something is counted, and their forms; a meeting may have any.
_FORMS = {
    "congress": {MeetingKind.CONFERENCE},
    "conference": {MeetingKind.CONFERENCE},
    "summit": {MeetingKind.SUMMIT},
    "session": {MeetingKind.SESSION},
    "round": {MeetingKind.ROUND},
    "talks": {MeetingKind.ROUND, MeetingKind.CONSULTATION},
    "consultations": {MeetingKind.CONSULTATION},
    "meeting": frozenset(MeetingKind),
}
_TOLD = ("kind", "status", "start", "end")


def told_events(source: str, audience: int, words: str, made: str | None) -> dict[str, str]:
    """The last day (YYYY-MM-DD) of each event that the words of a promise count from, where its source tells of one such meeting alone.

    A meeting that was held, on a day that the source does not give, was over on the day of the promise.
    """
    wanted = _FORMS.keys() & counts_from(words)
    if not wanted:
        return {}
    told = Claim.objects.filter(source=source, audience=audience, mention__kind="meeting", property__in=_TOLD)
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for mention, name, value, decided in told.exclude(status__in=RETIRED).order_by("seq").values_list(
        "mention_id", "property", "value", "decided"
    ):
        said[mention][name] = parsed(decided or value)
    found = {}
    for word in sorted(wanted):
        days = {_over(own, made) for own in said.values() if own.get("kind") in _FORMS[word]}
        if len(days) == 1 and (day := days.pop()) is not None:
            found[word] = day
    return found


def _over(told: Mapping[str, str], made: str | None) -> str | None:
    return last_day(told.get("end") or told.get("start")) or (made if told.get("status") == MeetingStatus.HELD else None)
