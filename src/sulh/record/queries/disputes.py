"""What sources say differently of meetings in lists: for each property in dispute the rival values, and who says which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from sulh.model.vocabulary import ClaimStatus
from sulh.record.canonical import canonical, parsed
from sulh.record.claims import is_by_hand
from sulh.record.prepared import prepared
from sulh.record.projection.consensus import consensus
from sulh.record.projection.decided import CLAIM_STATUS, undone
from sulh.record.projection.meetings import stated
from sulh.record.projection.models import Decision
from sulh.record.projection.names import known_names
from sulh.record.projection.stated import Stated
from sulh.record.queries.refs import actor_refs, document_refs
from sulh.record.queries.visible import batches, claims, few_meetings, meetings_called
from sulh.record.shapes import ActorRef, DocumentRef, Viewer

__all__ = ["PROPERTIES", "Rival", "RivalValues", "disputed_before", "disputes"]

_COLUMNS = ("id", "seq", "source__original", "mention_id", "property", "value", "decided", "status", "source_id", "mention__meeting")
# What sources can contradict each other on, and what decides between them.
PROPERTIES = ("status", "ordinal", "start", "end", "city", "country", "participant")


class Rival(NamedTuple):
    """A value with the documents that give it, the value shown first among its rivals."""

    value: Any
    documents: tuple[DocumentRef, ...]


class RivalValues(NamedTuple):
    """A property that sources contradict each other on; `actor` says whose role it is."""

    property: str
    rivals: tuple[Rival, ...]
    actor: ActorRef | None = None


def disputes(viewer: Viewer, meetings: Iterable[str]) -> Mapping[str, tuple[RivalValues, ...]]:
    """What sources say differently of those of these meetings, named by any mention of theirs, about which they differ.

    A dispute about who took part is left to the page of the meeting: there each source's list stands whole.
    """
    called: dict[str, set[str]] = defaultdict(set)
    wanted = set(meetings)
    for name, meeting in meetings_called(viewer, wanted).items() if wanted else ():
        called[meeting].add(name)
    made = {meeting: parsed(held) for batch in batches(sorted(called)) for meeting, held in _rivals.plain(viewer, batch) if held != "[]"}
    everything = [one for held in made.values() for one in held]
    documents = document_refs(viewer, {source for *_, sides in everything for _, sources in sides for source in sources})
    actors = actor_refs({actor for _, actor, _ in everything if actor})

    def rival(value: Any, sources: list[str]) -> Rival:
        known = [documents[one] for one in sources if one in documents]
        return Rival(value, tuple(sorted(known, key=lambda ref: (ref.published or "9999", ref.id))))

    def about(name: str, actor: str | None, sides: list[Any]) -> RivalValues:
        return RivalValues(name, tuple(rival(*side) for side in sides), actors[actor] if actor else None)

    return {name: tuple(about(*one) for one in held) for meeting, held in made.items() for name in called[meeting]}


@prepared
def _rivals(viewer: Viewer, meetings: list[str]) -> QuerySet[Any, Any]:
    return few_meetings(viewer, meeting__in=meetings).order_by().values_list("meeting", Cast("rivals", TextField()))


def disputed_before(viewer: Viewer, meetings: Iterable[str], after: int) -> Mapping[str, tuple[str, ...]]:
    """What sources contradicted each other on, of these meetings, when the ledger ended with that entry.

    Meetings are named by their first mention. Mentions that were merged since count as meetings of their own.
    """
    names = known_names()
    apart = _merged_since(after)
    found: dict[tuple[str, str], list[Stated]] = defaultdict(list)
    for batch in batches(sorted(set(meetings))):
        rows = claims(viewer).filter(mention__meeting__in=batch, property__in=PROPERTIES, seq__lte=after)
        stated_then = list(rows.filter(source__withdrawn=False).order_by("seq").values_list(*_COLUMNS, "method"))
        decided = _decided_then([row[0] for row in stated_then], after)
        for *row, method in stated_then:
            row[6], row[7] = decided.get(row[0], (None, ClaimStatus.ACCEPTED if is_by_hand(method) else ClaimStatus.PROPOSED))
            if (one := stated(row, names)) is not None:
                found[row[9], row[3] if row[3] in apart else ""].append(one)
    made: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for (meeting, _), own in found.items():
        made[meeting] += consensus(own, names.track).disputed
    return made


def _decided_then(claim_ids: list[str], after: int) -> dict[str, tuple[str | None, str]]:
    """What was decided about each of these claims as of that entry: the value it was corrected to, as JSON, and its status."""
    found: dict[str, tuple[str | None, str]] = {}
    for some in batches(claim_ids):
        then = Decision.objects.filter(target__in=some, kind__in=CLAIM_STATUS, seq__lte=after).order_by("seq")
        rows = list(then.values_list("seq", "kind", "target", "body"))
        gone = undone(seq for seq, *_ in rows)
        for seq, kind, target, body in rows:
            if gone.get(seq, after + 1) > after:
                value = canonical(body["value"]) if kind == "correct" else found.get(target, (None,))[0]
                found[target] = (value, CLAIM_STATUS[kind])
    return found


def _merged_since(after: int) -> set[str]:
    """The mentions that were joined to another one after that entry."""
    joined = Decision.objects.filter(seq__gt=after, kind="merge", superseded__isnull=True).values_list("target", "other")
    return {name for pair in joined for name in pair}
