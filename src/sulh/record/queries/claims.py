"""Claims with their words, their decisions and the meeting they belong to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import QuerySet

from sulh.record.models import Claim, Decision
from sulh.record.queries.labels import claim_label
from sulh.record.queries.refs import Quotes
from sulh.record.queries.sight import batches, hidden, names
from sulh.record.shapes import ClaimView, Viewer

__all__ = ["claim_views"]

_COLUMNS = (
    "id",
    "document_id",
    "mention_id",
    "mention__kind",
    "mention__meeting_id",
    "property",
    "value",
    "start",
    "end",
    "spans",
    "method",
    "confidence",
    "status",
    "decided",
    "decision",
)


def claim_views(viewer: Viewer, rows: QuerySet[Claim]) -> tuple[ClaimView, ...]:
    """The claims of `rows`, in its order; `rows` must be cut to what the viewer may see (`sight.claims`)."""
    found = list(rows.values_list(*_COLUMNS))
    quotes = Quotes(viewer, {one[1] for one in found})
    meetings = names(viewer, {one[4] for one in found if one[4]}, hidden(viewer))
    decisions = _decisions(one[14] for one in found if one[14] is not None)
    return tuple(_view(one, quotes, meetings.get(one[4]), decisions.get(one[14])) for one in found)


def _decisions(seqs: Iterable[int]) -> dict[int, tuple[str, str, str]]:
    found: dict[int, tuple[str, str, str]] = {}
    for batch in batches(sorted(set(seqs))):
        rows = Decision.objects.filter(pk__in=batch).values_list("seq", "author", "at", "reason")
        found.update({seq: (author, at, reason) for seq, author, at, reason in rows})
    return found


def _view(row: Sequence[Any], quotes: Quotes, meeting: str | None, decision: tuple[str, str, str] | None) -> ClaimView:
    key, document, mention, subject, _, name, value, start, end, spans, method, confidence, status, decided, _ = row
    claimed, corrected = json.loads(value), None if decided is None else json.loads(decided)
    author, at, reason = decision or (None, None, None)
    return ClaimView(
        id=key,
        document=quotes.refs[document],
        mention=mention,
        subject=subject,
        property=name,
        value=claimed,
        label=claim_label(name, claimed if decided is None else corrected),
        quote=quotes.words(document, start, end),
        start=start,
        end=end,
        spans=span_pairs(spans, start, end),
        method=method,
        confidence=confidence,
        status=status,
        decided=corrected,
        decided_by=author,
        decided_at=at,
        reason=reason or None,
        meeting=meeting,
    )


def span_pairs(spans: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The spans of a claim from how they are stored: start-end, joined with a space."""
    pairs = (one.split("-") for one in spans.split())
    return tuple((int(first), int(last)) for first, last in pairs) or ((start, end),)
