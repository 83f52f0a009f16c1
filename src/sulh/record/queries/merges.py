"""Why mentions are one meeting, and which meetings may be one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sulh.record.access import require
from sulh.record.models import Decision, Proposal
from sulh.record.queries.lists import by_rows
from sulh.record.queries.sight import mentions
from sulh.record.shapes import MergeView, PageOf, ProposalView, Viewer

__all__ = ["merges_among", "proposals"]


def merges_among(names: Sequence[str]) -> tuple[MergeView, ...]:
    """The merges between these mentions, those that were undone too."""
    if len(names) < 2:
        return ()
    rows = Decision.objects.filter(kind="merge", target__in=names, other__in=names).order_by("seq")
    return tuple(
        MergeView(
            decision=one.seq,
            author=one.author,
            at=one.at,
            left=one.target,
            right=one.other,
            score=one.body.get("score"),
            reason=_reason(one),
            undone=one.superseded is not None,
        )
        for one in rows
    )


def _reason(decision: Decision) -> dict[str, Any]:
    """What speaks for a merge: the machine's comparison, property by property, or the words of a person."""
    told: dict[str, Any] = decision.body.get("evidence", {})
    return told | ({"words": decision.reason} if decision.reason else {})


def proposals(viewer: Viewer, *, offset: int = 0, limit: int | None = 50) -> PageOf[ProposalView]:
    """Pairs of meetings that may be one, most likely first; pairs of which the viewer sees only one side are left out."""
    require(viewer, "read")
    seen = mentions(viewer).values("pk")
    rows = Proposal.objects.filter(status="open", left__in=seen, right__in=seen).order_by("-score", "seq", "id")
    columns = ("id", "left__meeting_id", "right__meeting_id", "score", "reason")
    found = list(rows.values_list(*columns))
    views = by_rows(viewer, {row for one in found for row in one[1:3] if row})
    pairs = [one for one in found if one[1] in views and one[2] in views and one[1] != one[2]]
    page = pairs[offset : None if limit is None else offset + limit]
    rows_ = (ProposalView(key, views[left], views[right], score, reason) for key, left, right, score, reason in page)
    return PageOf(tuple(rows_), len(pairs), offset)
