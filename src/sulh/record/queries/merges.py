"""Why mentions are one meeting, and which meetings may be one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sulh.record.access import require
from sulh.record.merging import Match, Told, match, told
from sulh.record.models import Claim, Decision, Proposal
from sulh.record.queries.lists import by_rows
from sulh.record.queries.sight import batches, claims, hidden, mentions
from sulh.record.shapes import MergeView, PageOf, ProposalView, Viewer

__all__ = ["merges_among", "proposals"]


def merges_among(viewer: Viewer, names: Sequence[str]) -> tuple[MergeView, ...]:
    """The merges between these mentions, which must be visible; those that were undone too."""
    if len(names) < 2:
        return ()
    rows = Decision.objects.filter(kind="merge", target__in=names, other__in=names).order_by("seq")
    cut = _cut(viewer, names)
    return tuple(_merge(one, cut) for one in rows)


def _merge(one: Decision, cut: Mapping[str, Told]) -> MergeView:
    score, reason = one.body.get("score"), one.body.get("evidence", {})
    if score is not None:
        score, reason = _compared(one.target, one.other, score, reason, cut)
    reason = reason | ({"words": one.reason} if one.reason else {})
    return MergeView(one.seq, one.author, one.at, one.target, one.other, score, reason, one.superseded is not None)


def _compared(left: str, right: str, score: float, reason: dict[str, Any], cut: Mapping[str, Told]) -> tuple[float, dict[str, Any]]:
    """The machine's comparison; made anew from what the viewer sees where it rested on claims that are hidden."""
    if left not in cut and right not in cut:
        return score, reason
    anew: Match = match(cut[left], cut[right])
    return anew.score, anew.reason


def _cut(viewer: Viewer, names: Iterable[str]) -> dict[str, Told]:
    """All the mentions as their visible claims tell them, when some claim of any of them is hidden; else nothing."""
    away, wanted = hidden(viewer), sorted(set(names))
    if not away or not any(Claim.objects.filter(mention__in=some, audience__in=away).exists() for some in batches(wanted)):
        return {}
    values: dict[tuple[str, str], list[tuple[str, Any]]] = defaultdict(list)
    for some in batches(wanted):
        seen = claims(viewer).filter(mention__in=some).order_by("seq")
        for mention, document, name, value in seen.values_list("mention", "document", "property", "value"):
            values[mention, document].append((name, json.loads(value)))
    found = {mention: told(mention, document, 0, ones) for (mention, document), ones in values.items()}
    return found | {name: told(name, "", 0, ()) for name in wanted if name not in found}


def proposals(viewer: Viewer, *, offset: int = 0, limit: int | None = 50) -> PageOf[ProposalView]:
    """Pairs of meetings that may be one, most likely first; pairs of which the viewer sees only one side are left out."""
    require(viewer, "read")
    seen = mentions(viewer).values("pk")
    rows = Proposal.objects.filter(status="open", left__in=seen, right__in=seen).order_by("-score", "seq", "id")
    columns = ("id", "left", "right", "left__meeting", "right__meeting", "score", "reason")
    found = list(rows.values_list(*columns))
    views = by_rows(viewer, {row for one in found for row in one[3:5] if row})
    pairs = [one for one in found if one[3] in views and one[4] in views and one[3] != one[4]]
    page = pairs[offset : None if limit is None else offset + limit]
    cut = _cut(viewer, {name for one in page for name in one[1:3]})
    shown = []
    for key, left, right, left_row, right_row, score, reason in page:
        score, reason = _compared(left, right, score, reason, cut)
        shown.append(ProposalView(key, views[left_row], views[right_row], score, reason))
    return PageOf(tuple(shown), len(pairs), offset)
