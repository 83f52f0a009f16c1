"""Words of later documents that may bear on a commitment: the same issue and the same owner, said or done afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from sulh.record.access import visible
from sulh.record.projection.models import Evidence
from sulh.record.queries.refs import Quotes
from sulh.record.queries.visible import facts
from sulh.record.shapes import QuoteView, Viewer

__all__ = ["RELEASED", "candidates"]

# What a release or an event of a ceasefire is about, in the codes of issues.
RELEASED = {
    "prisoner_exchange": frozenset({"prisoners", "hostages"}),
    "release": frozenset({"prisoners", "hostages"}),
    "handover_of_bodies": frozenset({"bodies", "missing"}),
}
_CEASEFIRE = frozenset({"ceasefire", "de_escalation"})
_MOST = 20


@dataclass(frozen=True, slots=True)
class _Later:
    day: str
    document: str
    claim: str
    start: int
    end: int
    actors: frozenset[str]
    issues: frozenset[str]


def candidates(
    viewer: Viewer, *, actors: Collection[str], issues: Collection[str], after: str | None, without: str, not_for: str
) -> tuple[QuoteView, ...]:
    """At most twenty quotes of visible documents other than `without`, from the day after `after` on.

    Those that share more owners and issues come first, then the earlier. Words that are evidence for the commitment `not_for`
    already are left out. Without owners or issues nothing can be said to bear on a promise.
    """
    if not actors or not issues or after is None:
        return ()
    owners, about = frozenset(actors), frozenset(issues)
    known = set(visible(Evidence.objects.filter(commitment=not_for), viewer).values_list("source_id", "start", "end"))
    found = [
        one
        for one in _later(viewer, after, about)
        if one.actors & owners and one.issues & about and one.document != without and (one.document, one.start, one.end) not in known
    ]
    found.sort(key=lambda one: (-len(one.actors & owners) - len(one.issues & about), one.day, one.claim))
    quotes = Quotes(viewer, {one.document for one in found[:_MOST]})
    return tuple(quotes.quote(one.document, one.claim, one.start, one.end) for one in found[:_MOST])


def _later(viewer: Viewer, after: str, about: frozenset[str]) -> Iterable[_Later]:
    place = ("source_id", "claim_id", "claim__start", "claim__end")
    acts = facts(viewer, "act").filter(first_day__gt=after)
    for day, document, key, start, end, who, what in acts.values_list("first_day", *place, "actors", "issues"):
        yield _Later(str(day), document, key, start, end, frozenset(who), frozenset(what))
    kinds = [kind for kind, meant in RELEASED.items() if meant & about]
    if kinds:
        happened = Q(first_day__gt=after) | Q(first_day__isnull=True, source__day__gt=after)
        releases = facts(viewer, "release").filter(happened, what__in=kinds)
        for day, published, document, key, start, end, kind, by, to in releases.values_list(
            "first_day", "source__day", *place, "what", "by", "to"
        ):
            yield _Later(day or published, document, key, start, end, frozenset(filter(None, (by, to))), RELEASED[kind])
    if about & _CEASEFIRE:
        events = facts(viewer, "ceasefire").filter(first_day__gt=after)
        for day, document, key, start, end, who in events.values_list("first_day", *place, "parties"):
            yield _Later(str(day), document, key, start, end, frozenset(who), _CEASEFIRE)
