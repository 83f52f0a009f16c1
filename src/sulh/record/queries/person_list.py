"""The persons that sources name at meetings, each once: for whom they came, in which role, how often."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from sulh.record.access import require
from sulh.record.projection.models import AttendanceRow, ParticipationRow
from sulh.record.queries.excerpts import has_words
from sulh.record.queries.facets import facet
from sulh.record.queries.lists import order, shown_rows, where
from sulh.record.queries.people import persons_called
from sulh.record.queries.refs import actor_refs
from sulh.record.queries.sorting import Says, as_it_is, in_order
from sulh.record.queries.visible import meeting_rows
from sulh.record.shapes import ActorRef, Filters, PageOf, PersonLine, Sort, Viewer
from sulh.record.wanted import wanted

__all__ = ["people"]

_ALL, _UNSORTED = Filters(), Sort()
_OF_MEETING = ("row_id", "row__first_day", "row__last_day", "row__name", "row__start", "row__end")
_COLUMNS = ("folded", "name", "office", "actor_id", "head_of_delegation", *_OF_MEETING, "settled")


@dataclass(slots=True)
class _Person:
    """What is gathered of one person."""

    name: str
    office: str | None = None
    actors: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    heads: int = 0
    meetings: set[int] = field(default_factory=set)
    days: list[tuple[str, str]] = field(default_factory=list)  # each with the date that it bounds
    settled: bool = True


def people(
    viewer: Viewer,
    filters: Filters = _ALL,
    *,
    offset: int = 0,
    limit: int | None = None,
    sort: Sort = _UNSORTED,
    says: Says = as_it_is,
) -> PageOf[PersonLine]:
    """A page of the persons at the meetings that `filters` mean, those at most meetings first, then by name.

    `actor` of the filters is whom they stood for, `role` the role it had there, and `text` begins words of their name or office.
    `sort` names name, actor, office, meetings, heads, first or last. Spellings of a name that differ in case and accents are one person.
    """
    require(viewer, "read")
    meant = replace(filters, text=None, role=None)
    shown: Any = shown_rows(viewer) if meant == _ALL else meeting_rows(viewer).filter(where(meant)).values("pk")
    rows = AttendanceRow.objects.filter(row__in=shown)
    if filters.actor:
        rows = rows.filter(actor=filters.actor)
    parts = ParticipationRow.objects.filter(row__in=rows.filter(actor__isnull=False).values("row"))
    roles = {(row, actor): role for row, actor, role in parts.values_list("row_id", "actor_id", "role")}
    gathered: dict[str, _Person] = {}
    called = persons_called(viewer)
    ordered = sorted(rows.order_by().values_list(*_COLUMNS), key=lambda row: (*order(row[6], row[8]), row[1]))
    for key, name, office, actor, head, row, first, last, _, start, end, settled in ordered:
        role = roles.get((row, actor))
        if filters.role and role != filters.role:
            continue
        one = gathered.setdefault(key, _Person(called.get(key, name)))
        one.office = office or one.office
        one.heads += head
        one.settled = one.settled and settled
        one.meetings.add(row)
        one.days += [(day, date or start or end) for day, date in ((first, start), (last, end)) if day]
        if actor:
            one.actors[actor] += 1
        if role:
            one.roles[role] += 1
    refs = actor_refs({actor for one in gathered.values() for actor in one.actors})
    lines = [_line(key, one, refs) for key, one in gathered.items()]
    asked = wanted(filters.text or "")
    if asked.runs:
        lines = [one for one in lines if has_words(f"{one.name} {one.office or ''}", asked)]
    lines.sort(key=lambda one: (-one.meetings, one.key))
    facets = (
        facet("actor", (ref.id for one in lines for ref in one.actors)),
        facet("role", (role for one in lines for role in one.roles)),
    )
    if sort.column:
        lines = in_order(((one, _sorted_by(one, sort.column, says)) for one in lines), sort.descending)
    return PageOf(tuple(lines[offset : None if limit is None else offset + limit]), len(lines), offset, facets)


def _line(key: str, one: _Person, refs: dict[str, ActorRef]) -> PersonLine:
    actors = tuple(refs[actor] for actor, _ in sorted(one.actors.items(), key=lambda pair: (-pair[1], pair[0])))
    (first_day, first), (last_day, last) = min(one.days, default=(None, None)), max(one.days, default=(None, None))
    days = (first_day, last_day, first, last)
    return PersonLine(key, one.name, one.office, actors, one.roles, one.heads, len(one.meetings), *days, one.settled)


def _sorted_by(one: PersonLine, column: str, says: Says) -> Any:
    if column == "actor":
        return says("actor", one.actors[0].id, one.actors[0].name) if one.actors else None
    found = {"name": one.name, "office": one.office, "heads": one.heads, "first": one.first_day, "last": one.last_day}
    return found.get(column, one.meetings)
