"""Meetings in lists: projected rows and computed views under the same filters, in one order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sulh.record.queries.computed import computed_meetings
from sulh.record.queries.rows import order, row_views
from sulh.record.queries.selecting import fits, where
from sulh.record.queries.sight import batches, hidden, unmixed
from sulh.record.shapes import Filters, MeetingView, PageOf, Viewer

__all__ = ["by_rows", "keys_of", "listed", "main_tracks", "rows_of"]


def listed(
    viewer: Viewer, filters: Filters, *, offset: int = 0, limit: int | None = None, participants: bool = True, latest_first: bool = False
) -> PageOf[MeetingView]:
    """A page of the meetings that `filters` mean, by first day, those without a day last. `participants` false leaves them out."""
    away = hidden(viewer)
    meant = (view for view, _ in computed_meetings(viewer, away).values() if fits(view, filters))
    computed = {view.id: _cut(view, participants=participants) for view in meant}
    rows = unmixed(away).filter(where(filters)).order_by()
    keys = [(*order(day, key), key) for key, day in rows.values_list("pk", "first_day")]
    whole: dict[str, MeetingView] = {}
    if filters.text:
        views = row_views([key for *_, key in keys])
        keys = [key for key in keys if fits(views[key[2]], filters)]
        whole = {key: _cut(views[key], participants=participants) for *_, key in keys}
    keys = sorted(keys + [(*order(view.first_day, view.id), view.id) for view in computed.values()], reverse=latest_first)
    shown = [key for *_, key in keys[offset : None if limit is None else offset + limit]]
    if not filters.text:
        whole = row_views([key for key in shown if key not in computed], participants=participants)
    return PageOf(tuple(computed.get(key) or whole[key] for key in shown), len(keys), offset)


def _cut(view: MeetingView, *, participants: bool) -> MeetingView:
    return view if participants else replace(view, participants=())


def by_rows(viewer: Viewer, rows: Iterable[str], *, participants: bool = True) -> dict[str, MeetingView]:
    """Those of the meetings, given by the rows they are kept in, that the viewer may see."""
    away, wanted = hidden(viewer), set(rows)
    computed = computed_meetings(viewer, away) if wanted else {}
    found = {row: _cut(computed[row][0], participants=participants) for row in wanted if row in computed}
    rest: list[str] = []
    for batch in batches(sorted(wanted - set(found))):
        rest += unmixed(away).filter(pk__in=batch).values_list("pk", flat=True)
    return found | row_views(rest, participants=participants)


def keys_of(viewer: Viewer, rows: Iterable[str]) -> dict[str, tuple[str, str]]:
    """The place in order of each of the meetings, given by their rows, that the viewer may see."""
    away, wanted = hidden(viewer), set(rows)
    computed = computed_meetings(viewer, away) if wanted else {}
    found = {row: order(view.first_day, view.id) for row, (view, _) in computed.items() if row in wanted}
    for batch in batches(sorted(wanted - set(found))):
        found.update({row: order(day, row) for row, day in unmixed(away).filter(pk__in=batch).values_list("pk", "first_day")})
    return found


def main_tracks(viewer: Viewer, rows: Iterable[str]) -> dict[str, str | None]:
    """The main track of each of the meetings, given by their rows, that the viewer may see."""
    away, wanted = hidden(viewer), set(rows)
    computed = computed_meetings(viewer, away) if wanted else {}
    found = {row: view.track.id if view.track else None for row, (view, _) in computed.items() if row in wanted}
    for batch in batches(sorted(wanted - set(found))):
        found.update(unmixed(away).filter(pk__in=batch).values_list("pk", "track"))
    return found


def rows_of(viewer: Viewer, filters: Filters) -> list[str]:
    """The rows of the meetings that `filters` mean, for statements over what hangs on them."""
    away = hidden(viewer)
    computed = [row for row, (view, _) in computed_meetings(viewer, away).items() if fits(view, filters)]
    rows = sorted(unmixed(away).filter(where(filters)).values_list("pk", flat=True))
    if filters.text:
        rows = [row for row, view in row_views(rows).items() if fits(view, filters)]
    return rows + computed
