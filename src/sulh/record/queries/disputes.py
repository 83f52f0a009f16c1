"""What sources say differently of meetings in lists: for each property in dispute the rival values, and who says which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import QuerySet

from sulh.model.vocabulary import RETIRED, ClaimStatus
from sulh.record.canonical import canonical
from sulh.record.claims import is_by_hand
from sulh.record.prepared import prepared
from sulh.record.projection.consensus import Part, consensus
from sulh.record.projection.decided import CLAIM_STATUS, undone
from sulh.record.projection.meetings import stated
from sulh.record.projection.models import Decision
from sulh.record.projection.names import known_names
from sulh.record.projection.stated import Choice, Stated
from sulh.record.queries.refs import actor_refs, document_refs
from sulh.record.queries.visible import batches, claims, meetings_called
from sulh.record.shapes import ActorRef, DocumentRef, Viewer
from sulh.text.days import compatible

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
    wanted = set(meetings)
    if not wanted:
        return {}
    names = known_names()
    by_meeting: dict[str, list[Stated]] = defaultdict(list)
    source_of: dict[str, str] = {}
    called: dict[str, set[str]] = defaultdict(set)
    for name, meeting in meetings_called(viewer, wanted).items():
        called[meeting].add(name)
    for batch in batches(sorted(called)):
        for row in _contested(viewer, batch):
            one = stated(row, names)
            if one is not None:
                by_meeting[row[9]].append(one)
                source_of[one.claim] = row[8]
    made = {meeting: consensus(found, names.track) for meeting, found in by_meeting.items()}
    documents = document_refs(viewer, set(source_of.values()))
    actors = actor_refs({part.actor for merged in made.values() for part in merged.participants if part.disputed})

    def rivals(choices: Sequence[Choice]) -> tuple[Rival, ...]:
        found = []
        for choice in choices:
            others = [other.value for other in choices if other is not choice]
            own = [one for one in choice.claims if not _may_mean(one, others)]
            refs = {source_of[one.claim]: documents[source_of[one.claim]] for one in own or choice.claims}
            found.append(Rival(choice.value, tuple(sorted(refs.values(), key=lambda ref: (ref.published or "9999", ref.id)))))
        return tuple(found)

    def roles(part: Part) -> RivalValues:
        return RivalValues("role", rivals(part.roles), actors[part.actor])

    found: dict[str, tuple[RivalValues, ...]] = {}
    for meeting, merged in made.items():
        own_values = [RivalValues(name, rivals(merged.values[name])) for name in merged.disputed if len(merged.values.get(name, ())) > 1]
        own_values += [roles(part) for part in merged.participants if part.disputed]
        if own_values:
            found |= dict.fromkeys(called[meeting], tuple(own_values))
    return found


def _may_mean(claim: Stated, dates: Sequence[Any]) -> bool:
    """Whether a date is so coarse that it may mean one of these too: its source then takes no side between them."""
    return claim.property in ("start", "end") and any(compatible(claim.value, date) for date in dates)


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


@prepared
def _contested(viewer: Viewer, meetings: list[str]) -> QuerySet[Any, Any]:
    rows = claims(viewer).filter(mention__meeting__in=meetings, property__in=PROPERTIES).exclude(status__in=RETIRED)
    return rows.order_by("seq").values_list(*_COLUMNS)
