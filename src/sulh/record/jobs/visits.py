"""When each account last looked at the first page, so that its brief tells the same on every machine; nobody else is told."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError
from django.db.models import QuerySet

from sulh.record.jobs.models import Visit
from sulh.record.prepared import prepared

__all__ = ["keep_visit", "visit_of"]


def visit_of(account: str) -> tuple[str, str]:
    """When the visit before ended and when the account looked last, as ISO times in UTC; empty where it never did."""
    return next(iter(_visits(account)), ("", ""))


def keep_visit(account: str, before: str, last: str, *, is_first: bool) -> None:
    """Keep the two times of an account in the place of those that were kept; `is_first` says that none were found."""
    times = {"before": before, "last": last}
    if is_first:
        try:
            # No upsert: Django opens a transaction for one, two statements more.
            Visit(account=account, **times).save(force_insert=True)
        except IntegrityError:  # the account looks in two windows at once
            pass
        else:
            return
    Visit.objects.filter(account=account).update(**times)


@prepared
def _visits(account: str) -> QuerySet[Any, Any]:
    return Visit.objects.filter(account=account).values_list("before", "last")
