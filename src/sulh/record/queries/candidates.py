"""Words of later documents that may bear on a commitment: the same issue and the same owner, said or done afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import F, Q

from sulh.record.access import visible
from sulh.record.models import ActRow, CeasefireRow, Evidence, ReleaseRow
from sulh.record.queries.refs import Quotes
from sulh.record.queries.sight import standing
from sulh.record.shapes import QuoteView, Viewer

__all__ = ["candidates"]

# What a release or an event of a ceasefire is about, in the codes of issues.
_RELEASES = {
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
    known = set(visible(Evidence.objects.filter(commitment=not_for), viewer).values_list("document", "start", "end"))
    found = [
        one
        for one in _later(viewer, after, about)
        if one.actors & owners and one.issues & about and one.document != without and (one.document, one.start, one.end) not in known
    ]
    found.sort(key=lambda one: (-len(one.actors & owners) - len(one.issues & about), one.day, one.claim))
    quotes = Quotes(viewer, {one.document for one in found[:_MOST]})
    return tuple(quotes.quote(one.document, one.claim, one.start, one.end) for one in found[:_MOST])


def _later(viewer: Viewer, after: str, about: frozenset[str]) -> Iterable[_Later]:
    place = ("mention__document_id", "claim_id", "claim__start", "claim__end")
    acts = standing(ActRow.objects.filter(day__gt=after), viewer)
    for day, document, key, start, end, who, what in acts.values_list("day", *place, "actors", "issues"):
        yield _Later(str(day), document, key, start, end, frozenset(who), frozenset(what))
    kinds = [kind for kind, meant in _RELEASES.items() if meant & about]
    if kinds:
        happened = Q(day__gt=after) | Q(day__isnull=True, mention__document__day__gt=after)
        releases = standing(ReleaseRow.objects.filter(happened, what__in=kinds), viewer).annotate(told=F("mention__document__day"))
        for day, told, document, key, start, end, kind, by, to in releases.values_list("day", "told", *place, "what", "by", "to"):
            yield _Later(day or told, document, key, start, end, frozenset(filter(None, (by, to))), _RELEASES[kind])
    if about & _CEASEFIRE:
        events = standing(CeasefireRow.objects.filter(first_day__gt=after), viewer)
        for day, document, key, start, end, who in events.values_list("first_day", *place, "parties"):
            yield _Later(str(day), document, key, start, end, frozenset(who), _CEASEFIRE)
