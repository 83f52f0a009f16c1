"""Open claims of sorts that were mostly right where they were counted, and how many of them are likely wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F, QuerySet

from sulh.model.vocabulary import ClaimStatus
from sulh.record.access import require
from sulh.record.projection.models import Claim
from sulh.record.queries.claims import claim_views
from sulh.record.queries.visible import claims
from sulh.record.queries.waiting import Asked, left_out, open_alike, open_claims
from sulh.record.shapes import ClaimView, Viewer

__all__ = ["LEAST", "Measured", "likely", "likely_claims", "measured", "number_likely", "number_likely_among"]

# Of 100 claims of a sort as many were right, or more: what somebody can ask for. Below a half accepting together makes no sense.
LEAST = (95, 90, 85, 80, 75, 70, 65, 60, 55, 50)
_EVERYTHING = Asked()


@dataclass(frozen=True, slots=True)
class Measured:
    """The open claims of all sorts of which at least `least` of 100 were right, and how many of them are right if these are like those.

    `here` of them are of sorts that were counted by decisions in this record, the others on documents that the reader was not made with.
    """

    least: int
    claims: int
    right: float
    here: int

    @property
    def of_100(self) -> int:
        """How many of 100 are right, rounded down."""
        return int(100 * self.right / self.claims)

    @property
    def wrong(self) -> int:
        """How many are likely wrong: none only where that is nearer than one."""
        return round(self.claims - self.right)


def measured(viewer: Viewer, asked: Asked = _EVERYTHING) -> tuple[Measured, ...]:
    """For each share that leaves more claims than the one above it, what it leaves; the highest first."""
    require(viewer, "review")
    rows = _measured(viewer, asked).order_by().values("confidence", "decided_here").annotate(number=Count("*"))
    counted = [(float(sure or 0), here > 0, number) for sure, here, number in rows.values_list("confidence", "decided_here", "number")]
    found: list[Measured] = []
    for least in LEAST:
        own = [one for one in counted if _is_at_least(one[0], least)]
        total = sum(number for _, _, number in own)
        if total > (found[-1].claims if found else 0):
            here = sum(number for _, is_here, number in own if is_here)
            found.append(Measured(least, total, sum(sure * number for sure, _, number in own), here))
    return tuple(found)


def number_likely(viewer: Viewer, asked: Asked = _EVERYTHING) -> int:
    """How many open claims are of sorts that were right more often than not: what can be accepted together at all."""
    if asked == _EVERYTHING and not left_out(viewer):
        # What is kept of open claims says it without looking at each.
        require(viewer, "review")
        alike = ((sure, number) for _, sure, differs, _, number in open_alike(viewer) if not differs and sure is not None)
        return sum(number for sure, number in alike if _is_at_least(sure, LEAST[-1]))
    shares = measured(viewer, asked)
    return shares[-1].claims if shares else 0


def number_likely_among(found: Iterable[ClaimView]) -> int:
    """The same of claims that are at hand already."""
    waiting = (one for one in found if one.status == ClaimStatus.PROPOSED and not one.differs)
    return sum(one.confidence is not None and _is_at_least(one.confidence, LEAST[-1]) for one in waiting)


def likely(viewer: Viewer, least: int, asked: Asked = _EVERYTHING) -> QuerySet[Claim]:
    """The open claims of sorts of which at least `least` of 100 were right, in no order; none that two readers state differently."""
    require(viewer, "review")
    return _measured(viewer, asked).filter(confidence__gte=_bound(least))


def likely_claims(viewer: Viewer, least: int, asked: Asked = _EVERYTHING, *, limit: int = 500) -> tuple[ClaimView, ...]:
    """The first of them, those of the surest sorts first, then by document in the order of its text."""
    keys = likely(viewer, least, asked).order_by(F("confidence").desc(), "source__seq", "start", "seq").values_list("pk", flat=True)[:limit]
    order = {key: at for at, key in enumerate(keys)}
    return tuple(sorted(claim_views(viewer, claims(viewer).filter(pk__in=list(order))), key=lambda one: order[one.id]))


def _measured(viewer: Viewer, asked: Asked) -> QuerySet[Claim]:
    return open_claims(viewer, asked).filter(differing=0, confidence__isnull=False)


def _bound(least: int) -> float:
    # A share that was counted as .7 may be kept as .6999.
    return least / 100 - 0.0005


def _is_at_least(sure: float, least: int) -> bool:
    return sure >= _bound(least)
