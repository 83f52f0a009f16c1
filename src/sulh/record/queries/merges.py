"""Why mentions are one meeting, and which meetings may be one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from sulh.model.vocabulary import RETIRED
from sulh.record.access import require
from sulh.record.merging import Compared, Match, compared, match
from sulh.record.prepared import prepared
from sulh.record.projection.models import Decision, Proposal, ProposalStatus
from sulh.record.queries.lists import by_meetings
from sulh.record.queries.visible import batches, claims, mentions
from sulh.record.shapes import MergeView, PageOf, ProposalView, Viewer

__all__ = ["merges_among", "proposals"]


def merges_among(viewer: Viewer, names: Sequence[str]) -> tuple[MergeView, ...]:
    """The merges between these mentions, which must be visible; those that were undone too."""
    if len(names) < 2:
        return ()
    # The names first: a plan that begins with the kind reads every merge of the record.
    found = [_Merge(*row) for kind, *row in _between(sorted(names)) if kind == "merge"]
    seen = _compared(viewer, names) if found else {}
    return tuple(_merge(one, seen) for one in found)


class _Merge(NamedTuple):
    """A decision that joined two mentions."""

    seq: int
    author: str
    at: str
    target: str
    other: str
    reason: str
    body: dict[str, Any]
    superseded: int | None


@prepared
def _between(names: list[str]) -> QuerySet[Any, Any]:
    return Decision.objects.filter(target__in=names, other__in=names).order_by("seq").values_list("kind", *_Merge._fields)


def _merge(one: _Merge, seen: Mapping[str, Compared]) -> MergeView:
    """A merge with the machine's reason, worked out from what the viewer sees: it may have rested on claims that are hidden."""
    score, reason = one.body.get("score"), {}
    if score is not None:
        anew: Match = match(seen[one.target], seen[one.other])
        score, reason = anew.score, anew.reason
    reason = reason | ({"words": one.reason} if one.reason else {})
    return MergeView(one.seq, one.author, one.at, one.target, one.other, score, reason, one.superseded is not None)


def _compared(viewer: Viewer, names: Iterable[str]) -> dict[str, Compared]:
    """The mentions as their visible claims state them."""
    wanted = sorted(set(names))
    values: dict[str, list[tuple[str, Any]]] = defaultdict(list)
    about: dict[str, tuple[str, str | None]] = {}
    for batch in batches(wanted):
        found = claims(viewer).filter(mention__in=batch).exclude(status__in=RETIRED).order_by("seq")
        columns = ("mention_id", "source_id", "source__published", "property", "value")
        for mention, source, published, name, value in found.values_list(*columns):
            values[mention].append((name, json.loads(value)))
            about[mention] = (source, published)
    return {name: compared(name, about.get(name, ("", None))[0], 0, values[name], about.get(name, ("", None))[1]) for name in wanted}


def proposals(viewer: Viewer, *, source: str | None = None, offset: int = 0, limit: int | None = 50) -> PageOf[ProposalView]:
    """Pairs of meetings that may be one, most likely first; pairs of which the viewer sees only one side are left out.

    With `source`, those in which a meeting stands that this document tells of.
    """
    require(viewer, "read")
    of_it = sorted({meeting for (meeting,) in _meetings_of(viewer, source)}) if source is not None else []
    # Few documents have any: that is asked first, since the statement below is put together each time.
    if source is not None and not (of_it and _open_about(of_it)):
        return PageOf((), 0, offset)
    seen = mentions(viewer).values("pk")
    rows = Proposal.objects.filter(status=ProposalStatus.OPEN, left__in=seen, right__in=seen).order_by("-score", "seq", "id")
    if source is not None:
        rows = rows.filter(Q(left__meeting__in=of_it) | Q(right__meeting__in=of_it))
    found = list(rows.values_list("id", "left_id", "right_id", "left__meeting", "right__meeting"))
    views = by_meetings(viewer, {meeting for one in found for meeting in one[3:] if meeting})
    pairs = [(*one[:3], str(one[3]), str(one[4])) for one in found if one[3] in views and one[4] in views and one[3] != one[4]]
    page = pairs[offset : None if limit is None else offset + limit]
    known = _compared(viewer, {name for one in page for name in one[1:3]})
    shown = []
    for key, left, right, left_meeting, right_meeting in page:
        anew = match(known[left], known[right])
        shown.append(ProposalView(key, views[left_meeting], views[right_meeting], anew.score, anew.reason))
    return PageOf(tuple(shown), len(pairs), offset)


@prepared
def _meetings_of(viewer: Viewer, source: str) -> QuerySet[Any, Any]:
    return mentions(viewer).filter(source=source, meeting__isnull=False).order_by().values_list("meeting")


@prepared
def _open_about(meetings: list[str]) -> QuerySet[Any, Any]:
    found = Proposal.objects.filter(status=ProposalStatus.OPEN).filter(Q(left__meeting__in=meetings) | Q(right__meeting__in=meetings))
    return found.order_by().values_list("pk")[:1]
