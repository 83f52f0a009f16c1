"""Claims with their words, their decisions and the meeting they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any

from django.db.models import QuerySet

from sulh.record.canonical import parsed
from sulh.record.models import Entry
from sulh.record.prepared import prepared
from sulh.record.projection.models import Claim, Decision
from sulh.record.queries.refs import Quotes
from sulh.record.queries.visible import batches, claims, names
from sulh.record.shapes import ClaimView, Viewer
from sulh.record.states import claim_state

__all__ = ["CLAIM_COLUMNS", "claim_views", "claims_called"]

CLAIM_COLUMNS = (
    "id",
    "source_id",
    "mention_id",
    "mention__kind",
    "mention__meeting",
    "property",
    "value",
    "start",
    "end",
    "spans",
    "method",
    "confidence",
    "decided_here",
    "status",
    "decided",
    "decision",
    "seq",
    "written",
    "row",
    "column",
    "differing",
)


def claims_called(viewer: Viewer, keys: Iterable[str]) -> tuple[ClaimView, ...]:
    """Those of these claims that the viewer may see, in the order of the ledger."""
    found = [row for batch in batches(sorted(set(keys))) for row in _called(viewer, batch)]
    return claim_views(viewer, sorted(found, key=itemgetter(CLAIM_COLUMNS.index("seq"))))


@prepared
def _called(viewer: Viewer, keys: list[str]) -> QuerySet[Any, Any]:
    return claims(viewer).filter(pk__in=keys).values_list(*CLAIM_COLUMNS)


def claim_views(viewer: Viewer, rows: QuerySet[Claim] | Sequence[tuple[Any, ...]]) -> tuple[ClaimView, ...]:
    """The claims of `rows` (or their `CLAIM_COLUMNS`), in its order; it must be cut to what the viewer may see (`visible.claims`)."""
    found = list(rows.values_list(*CLAIM_COLUMNS)) if isinstance(rows, QuerySet) else rows
    quotes = Quotes(viewer, {one[1] for one in found})
    meetings = names(viewer, {one[4] for one in found if one[4]})
    decisions = _decisions(one[15] for one in found if one[15] is not None)
    return tuple(_view(one, quotes, meetings.get(one[4]), decisions.get(one[15])) for one in found)


def _decisions(seqs: Iterable[int]) -> dict[int, tuple[str, str, str]]:
    """Author, time and reason of decisions; what a person entered is that person's decision."""
    found: dict[int, tuple[str, str, str]] = {}
    wanted = set(seqs)
    for batch in batches(sorted(wanted)):
        found.update({seq: (author, at, reason) for seq, author, at, reason in _made(batch)})
    for batch in batches(sorted(wanted - set(found))):
        found.update({seq: (author, at, "") for seq, author, at in Entry.objects.filter(pk__in=batch).values_list("seq", "author", "at")})
    return found


@prepared
def _made(seqs: list[int]) -> QuerySet[Any, Any]:
    return Decision.objects.filter(pk__in=seqs).values_list("seq", "author", "at", "reason")


def _view(row: Sequence[Any], quotes: Quotes, meeting: str | None, decision: tuple[str, str, str] | None) -> ClaimView:
    key, source, mention, subject, _, name, value, start, end, spans, method, confidence, here, status, decided, decider, *place = row
    seq, written, line, column, differing = place
    author, at, reason = decision or (None, None, None)
    return ClaimView(
        id=key,
        document=quotes.refs[source],
        mention=mention,
        subject=subject,
        property=name,
        value=parsed(value),
        quote=quotes.words(source, start, end) if start is not None else written,
        start=start or 0,
        end=end or 0,
        spans=span_pairs(spans),
        method=method,
        confidence=confidence,
        decided_here=here,
        status=status,
        decided=None if decided is None else parsed(decided),
        decided_by=author,
        decided_at=at,
        reason=reason or None,
        meeting=meeting,
        state=claim_state(seq, decider),
        row=line,
        column=column,
        differs=differing > 0,
    )


def span_pairs(spans: str) -> tuple[tuple[int, int], ...]:
    """The spans of a claim from how they are stored: start-end, joined with a space."""
    pairs = (one.split("-") for one in spans.split())
    return tuple((int(first), int(last)) for first, last in pairs)
