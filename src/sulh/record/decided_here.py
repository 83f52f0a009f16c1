"""What people decided in this record about claims of the built-in reader: what their confidence rests on once it is enough."""

from __future__ import annotations

from django.db.models import Count, Q

from sulh.model.vocabulary import ClaimStatus
from sulh.record.precision import Own
from sulh.record.projection.models import Claim, Decision

__all__ = ["decided_here"]

_DECIDED = (ClaimStatus.ACCEPTED, ClaimStatus.CORRECTED, ClaimStatus.REJECTED)
# Decisions that came with the software are about documents that its rules were written with.
_NOT_OURS = "sulh "
_READER = "sulh.reading"


def decided_here() -> Own:
    """How many claims of each property people accepted, and how many they decided: one that was corrected or rejected was not right."""
    ours = Decision.objects.exclude(author__startswith=_NOT_OURS).values("seq")
    # What two readers state together is not the built-in reader's alone.
    claims = Claim.objects.filter(status__in=_DECIDED, method__startswith=_READER, decision__in=ours).exclude(method__contains=" + ")
    found = claims.values_list("mention__kind", "property").annotate(
        right=Count("pk", filter=Q(status=ClaimStatus.ACCEPTED)), all=Count("pk")
    )
    return {(kind, name): (right, decided) for kind, name, right, decided in found}
