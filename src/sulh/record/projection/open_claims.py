"""How many claims await a decision: in each source, and of which property, certainty and actors over runs of neighbouring sources.

The queue of review adds up a few hundred rows instead of counting every claim of the record.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, QuerySet

from sulh.model.vocabulary import ClaimStatus
from sulh.record.canonical import row_id
from sulh.record.projection.models import Claim, OpenInRun, OpenInSource, Source
from sulh.record.projection.touched import Touched, batches
from sulh.record.projection.writing import new, replace

__all__ = ["project_open_claims"]

# Sources whose entries share all but their last twelve bits are one run: as many as one change counts anew within milliseconds.
_RUN = 12
_ALIKE = ("audience_id", "property", "confidence", "differing", "actors")


def project_open_claims(sources: Iterable[str], touched: Touched) -> None:
    """Count the open claims of these sources anew, and those of the runs that they stand in."""
    runs: set[int] = set()
    for some in batches(sorted(sources)):
        runs.update(seq >> _RUN for seq in Source.objects.filter(pk__in=some).values_list("seq", flat=True))
        counted = _open(source__in=some).values("source_id", "audience_id").annotate(number=Count("*"))
        made = [
            new(OpenInSource, id=row_id("open in source", source, audience), source_id=source, audience_id=audience, number=number)
            for source, audience, number in counted.values_list("source_id", "audience_id", "number")
        ]
        replace(OpenInSource, "source_id", some, made, touched)
    for run in sorted(runs):
        within = Source.objects.filter(seq__gte=run << _RUN, seq__lt=(run + 1) << _RUN).values("pk")
        found = _open(source__in=within).values(*_ALIKE).annotate(number=Count("*")).values_list(*_ALIKE, "number")
        counts: dict[tuple[int, str, float | None, bool, str], int] = {}
        for audience, name, confidence, differing, actors, number in found:
            alike = (audience, name, confidence, differing > 0, actors)
            counts[alike] = counts.get(alike, 0) + number
        replace(OpenInRun, "run", [run], [_row(run, alike, number) for alike, number in counts.items()], touched)


def _open(**meant: Any) -> QuerySet[Claim]:
    return Claim.objects.filter(status=ClaimStatus.PROPOSED, **meant).order_by()


def _row(run: int, alike: tuple[int, str, float | None, bool, str], number: int) -> Any:
    audience, name, confidence, differs, actors = alike
    return new(
        OpenInRun,
        id=row_id("open in run", run, *alike),
        run=run,
        audience_id=audience,
        property=name,
        confidence=confidence,
        differs=differs,
        actors=actors,
        number=number,
    )
