"""What became of proposals to merge: still open, one meeting by now, or held apart by a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q

from sulh.record.projection.models import Decision, Mention, Proposal, ProposalStatus
from sulh.record.projection.touched import Touched, batches

__all__ = ["project_proposals"]


def project_proposals(proposals: Iterable[str], mentions: Iterable[str], touched: Touched) -> None:
    """Set the status of these proposals, and of every proposal about these mentions and those that are one meeting with them."""
    named = set(mentions)
    for some in batches(sorted(named)):
        together = Mention.objects.filter(pk__in=some, meeting__isnull=False).values("meeting")
        named |= set(Mention.objects.filter(meeting__in=together).values_list("pk", flat=True))
    rows: dict[str, Proposal] = {}
    for some in batches(sorted(proposals)):
        rows |= {row.pk: row for row in Proposal.objects.filter(pk__in=some).select_related("left", "right")}
    for some in batches(sorted(named)):
        found = Proposal.objects.filter(Q(left_id__in=some) | Q(right_id__in=some)).select_related("left", "right")
        rows |= {row.pk: row for row in found}
    kept = _kept_apart({key for row in rows.values() for key in (row.left_id, row.right_id)})
    changed = []
    for row in rows.values():
        status = _status(row, kept)
        if status != row.status:
            row.status = status
            changed.append(row)
    if changed:
        Proposal.objects.bulk_update(changed, ["status"])
        touched.changed.add(Proposal._meta.db_table)


class _KeptApart(NamedTuple):
    """Pairs that a person held apart, and of mentions that were split off the last entry that did so."""

    pairs: set[tuple[str, str]]
    split: dict[str, int]


def _kept_apart(mentions: set[str]) -> _KeptApart:
    found = _KeptApart(set(), {})
    for some in batches(sorted(mentions)):
        decided = Decision.objects.filter(kind__in=("apart", "split"), target__in=some, superseded__isnull=True).order_by("seq")
        for kind, target, other, seq in decided.values_list("kind", "target", "other", "seq"):
            if kind == "apart":
                found.pairs.add((target, other))
            else:
                found.split[target] = seq
    return found


def _status(row: Proposal, kept: _KeptApart) -> ProposalStatus:
    if row.left.meeting is not None and row.left.meeting == row.right.meeting:
        return ProposalStatus.MERGED
    split = max(kept.split.get(row.left_id, 0), kept.split.get(row.right_id, 0))
    is_apart = (row.left_id, row.right_id) in kept.pairs or split > row.seq
    return ProposalStatus.APART if is_apart else ProposalStatus.OPEN
