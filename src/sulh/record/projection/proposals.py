"""What became of proposals to merge: still open, one meeting by now, or held apart by a person."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from sulh.record.projection.models import Decision, Proposal
from sulh.record.projection.touched import Touched, batches

__all__ = ["project_proposals"]


def project_proposals(proposals: Iterable[str], mentions: Iterable[str], touched: Touched) -> None:
    """Set the status of these proposals and of every proposal about these mentions."""
    rows: dict[str, Proposal] = {}
    for some in batches(sorted(proposals)):
        rows |= {row.pk: row for row in Proposal.objects.filter(pk__in=some).select_related("left", "right")}
    for some in batches(sorted(mentions)):
        found = Proposal.objects.filter(Q(left_id__in=some) | Q(right_id__in=some)).select_related("left", "right")
        rows |= {row.pk: row for row in found}
    changed = []
    for row in rows.values():
        status = _status(row)
        if status != row.status:
            row.status = status
            changed.append(row)
    if changed:
        Proposal.objects.bulk_update(changed, ["status"])
        touched.changed.add(Proposal._meta.db_table)


def _status(row: Proposal) -> str:
    if row.left.meeting is not None and row.left.meeting == row.right.meeting:
        return "merged"
    apart = Decision.objects.filter(kind="apart", target=row.left_id, other=row.right_id, superseded__isnull=True)
    split = Decision.objects.filter(kind="split", target__in=(row.left_id, row.right_id), superseded__isnull=True, seq__gt=row.seq)
    return "apart" if apart.exists() or split.exists() else "open"
