"""Roles over the years: how often each actor took part in which role, year by year."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from sulh.model.vocabulary import MeetingStatus
from sulh.record.access import require
from sulh.record.projection.models import MeetingRow, ParticipationRow
from sulh.record.queries.lists import keys_of
from sulh.record.queries.refs import actor_refs
from sulh.record.queries.visible import batches
from sulh.record.shapes import Filters, RolesView, Viewer

__all__ = ["roles_by_year"]

_ALL = Filters()
# Who was to meet did not meet, and a meeting under way is counted once it was held, as everywhere.
_MET = (MeetingStatus.HELD.value,)


def roles_by_year(viewer: Viewer, filters: Filters = _ALL) -> RolesView:
    """The roles of actors in the dated meetings that `filters` mean: those held unless a status is asked for.

    A meeting counts in the year in which it began, as far as its date is known.
    """
    require(viewer, "read")
    met = [key for status in ([filters.status] if filters.status else _MET) for key in keys_of(viewer, replace(filters, status=status))]
    years: dict[int, int] = {}
    roles: Counter[tuple[str, str, int]] = Counter()
    for batch in batches(met):
        dated = MeetingRow.objects.filter(pk__in=batch, first_day__isnull=False).values_list("pk", "first_day")
        begun = {row: int(day[:4]) for row, day in dated if day}
        years |= begun
        taking = ParticipationRow.objects.filter(row__in=list(begun)).values_list("row_id", "actor_id", "role")
        roles.update((actor, role, begun[row]) for row, actor, role in taking)
    refs = actor_refs({actor for actor, _, _ in roles})
    counted = ((refs[actor], role, year, count) for (actor, role, year), count in roles.items())
    ordered = sorted(counted, key=lambda one: (one[0].name, one[0].id, one[2], one[1]))
    return RolesView(tuple(sorted(Counter(years.values()).items())), tuple(ordered))
