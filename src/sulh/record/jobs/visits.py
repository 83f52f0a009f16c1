"""When each account last looked at the first page, so that its brief tells the same on every machine; nobody else is told."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from sulh.record.jobs.models import Visit
from sulh.record.prepared import prepared

__all__ = ["keep_visit", "visit_of"]


def visit_of(account: str) -> tuple[str, str]:
    """When the visit before ended and when the account looked last, as ISO times in UTC; empty where it never did."""
    return next(iter(_visits(account)), ("", ""))


def keep_visit(account: str, before: str, last: str) -> None:
    """Keep the two times of an account in the place of those that were kept."""
    kept = Visit(account=account, before=before, last=last)
    Visit.objects.bulk_create([kept], update_conflicts=True, unique_fields=["account"], update_fields=["before", "last"])


@prepared
def _visits(account: str) -> QuerySet[Any, Any]:
    return Visit.objects.filter(account=account).values_list("before", "last")
