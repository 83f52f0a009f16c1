"""Adding readings: their claims into the ledger, their meetings merged with those already there, all of a batch in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sulh.model import Reading
from sulh.record.access import audience_id
from sulh.record.again import Again
from sulh.record.claims import ClaimDraft, claims_of, document_body
from sulh.record.collecting import collecting_seldom
from sulh.record.copying import copies_among
from sulh.record.decided_here import decided_here
from sulh.record.inserting import insert
from sulh.record.ledger import Draft, append, head, writing
from sulh.record.matching import Neighbours
from sulh.record.merging import METHOD, Compared, Match, compared
from sulh.record.models import Text
from sulh.record.precision import Own
from sulh.record.projection.apply import apply
from sulh.record.projection.models import Source
from sulh.record.projection.rows import split_subject
from sulh.record.projection.touched import batches
from sulh.record.seals import Sealer

__all__ = ["Added", "add", "machine_drafts", "meetings_in"]

_AUDIENCE = ("audience__level", "audience__groups")


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one reading. `claims` and `meetings` count what it brought in: nothing when the document was known.

    `sharing` is who may see it now, as level and groups: adding a known document again does not change it. `erased` is the entry
    that erased it or words of it: such a document is not added again.
    """

    document_id: str
    is_new: bool
    claims: int = 0
    meetings: int = 0
    sharing: tuple[str, tuple[str, ...]] = ("team", ())
    erased: int | None = None


def add(readings: Iterable[Reading], *, author: str, level: str = "team", groups: Sequence[str] = (), batch: int = 100) -> Iterator[Added]:
    """Store readings and say what became of each, in their order and only after it is safely stored.

    A document whose bytes are known changes nothing. A batch stands or falls together; a reader of the iterator who stops
    early leaves the rest unread. Raises RecordError for a sharing level or groups that mean nothing.
    """
    audience_id(level, groups)
    return _add(readings, author, level, tuple(groups), batch)


def _add(readings: Iterable[Reading], author: str, level: str, groups: tuple[str, ...], batch: int) -> Iterator[Added]:
    neighbours, at, own = Neighbours(), -1, decided_here()
    for some in batches(readings, batch):
        with writing():
            if head()[0] != at:
                neighbours = Neighbours()
            with collecting_seldom():
                added = _store(some, author, level, groups, neighbours, own)
            at = head()[0]
        yield from added


def _store(readings: Sequence[Reading], author: str, level: str, groups: tuple[str, ...], neighbours: Neighbours, own: Own) -> list[Added]:
    stored = Source.objects.filter(pk__in=[reading.document.id for reading in readings])
    known = {pk: (its, tuple(filter(None, names.split("|")))) for pk, its, names in stored.values_list("pk", *_AUDIENCE)}
    fresh: list[tuple[Reading, list[ClaimDraft]]] = []
    again = Again()
    added = []
    for reading in readings:
        document = reading.document.id
        if document in known:
            added.append(Added(document, False, sharing=known[document]))
            continue
        if (erased := again.erased(document, reading.document.text)) is not None:
            added.append(Added(document, False, erased=erased))
            continue
        known[document] = (level, tuple(sorted(set(groups))))
        claims = claims_of(reading, own)
        fresh.append((reading, claims))
        added.append(Added(document, True, len(claims), len(reading.meetings), known[document]))
    if fresh:
        sealer = Sealer()
        texts = [(reading.document.id, sealer.text(reading.document.id, reading.document.text, level)) for reading, _ in fresh]
        insert(Text._meta.db_table, ("document", "text"), texts)
        apply(append(_drafts(fresh, author, level, groups, neighbours)))
    return added


def _drafts(
    fresh: Sequence[tuple[Reading, list[ClaimDraft]]], author: str, level: str, groups: tuple[str, ...], neighbours: Neighbours
) -> list[Draft]:
    """The entries of new documents: the document, its claims, then what the machine makes of its meetings."""
    copies = copies_among([reading for reading, _ in fresh])
    mentions = [meetings_in(claims, number, reading.document.published) for number, (reading, claims) in enumerate(fresh)]
    neighbours.load([mention for some in mentions for mention in some])
    drafts = []
    for (reading, claims), meetings in zip(fresh, mentions, strict=True):
        drafts.append(Draft(author, "document", document_body(reading, level, groups)))
        drafts += [Draft(author, "claim", claim.body()) for claim in claims]
        drafts += copies[reading.document.id]
        merges, proposals = neighbours.place(meetings)
        drafts += machine_drafts(merges, proposals)
    return drafts


def machine_drafts(merges: Sequence[Match], proposals: Sequence[Match]) -> list[Draft]:
    """The entries of what the machine makes of meetings: what it merged, and what a person is to decide."""
    drafts = [
        Draft(METHOD, "merge", {"target": one.left, "other": one.right, "score": one.score, "evidence": one.reason}) for one in merges
    ]
    proposed = [{"left": one.left, "right": one.right, "score": one.score, "reason": one.reason} for one in proposals]
    return drafts + [Draft(METHOD, "propose", body) for body in proposed]


def meetings_in(claims: Sequence[ClaimDraft], number: int, published: str | None) -> list[Compared]:
    """What a source states of each of its meetings. New mentions come after all that are stored, in the order of their sources."""
    subjects: dict[str, list[ClaimDraft]] = {}
    for claim in claims:
        if split_subject(claim.subject)[0] == "meeting":
            subjects.setdefault(claim.subject, []).append(claim)
    return [
        compared(subject, own[0].source, (number + 1) << 40, ((claim.name, claim.value) for claim in own), published)
        for subject, own in subjects.items()
    ]
