"""Facts of any declared kind that is stated whole (acts, ceasefire events, releases, ...): in lists, each with its source."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from sulh.model import RecordError
from sulh.model.kinds import Kind, PropertyType, kinds
from sulh.record.access import require
from sulh.record.queries.claims import claim_views
from sulh.record.queries.holding import holding
from sulh.record.queries.main_meetings import distinct, main_meetings
from sulh.record.queries.visible import claims, facts, names, sources
from sulh.record.searching import matches
from sulh.record.shapes import FactView, Filters, PageOf, Viewer

__all__ = ["fact", "facts_of", "listed_kinds"]

_ALL = Filters()
_UNDATED = "9999"


def listed_kinds() -> tuple[Kind, ...]:
    """The kinds that have a list of their own: those that are claimed whole and not merged across sources."""
    return tuple(kind for kind in kinds() if kind.whole and not kind.merged)


def facts_of(viewer: Viewer, kind: str, filters: Filters = _ALL, *, offset: int = 0, limit: int | None = None) -> PageOf[FactView]:
    """A page of facts by first day, those without one last; what several sources repeat of one meeting is one.

    `kind` of the filters means a code of the kind's first property, `status` that of the claims, `text` words of the source.
    Raises RecordError for a kind that has no list.
    """
    require(viewer, "read")
    declared = _declared(kind)
    columns = ("pk", "source_id", "source__original", "same", "first_day", "claim_id", "last_day")
    rows = list(_meant(viewer, declared, filters).order_by("seq").values_list(*columns))
    kept = distinct(viewer, rows)
    chosen = sorted((row for row in rows if row[0] in kept), key=lambda row: (row[4] or _UNDATED, row[0]))
    page = chosen[offset : None if limit is None else offset + limit]
    seen = {one.id: one for one in claim_views(viewer, claims(viewer).filter(pk__in=[row[5] for row in page]))}
    main = main_meetings(viewer, {row[1] for row in page})
    meetings = names(viewer, main.values())
    views = (
        FactView(mention, kind, seen[claim], first, last, meetings.get(main.get(source, "")))
        for mention, source, _, _, first, claim, last in page
    )
    return PageOf(tuple(views), len(chosen), offset)


def fact(viewer: Viewer, kind: str, name: str) -> FactView:
    """One fact by the identifier of its mention. Raises RecordError when there is none that the viewer may see."""
    require(viewer, "read")
    row = facts(viewer, _declared(kind).name).filter(pk=name).values_list("source_id", "first_day", "last_day", "claim_id").first()
    if row is None:
        raise RecordError(f"there is no {kind} {name}")
    source, first, last, claim = row
    (view,) = claim_views(viewer, claims(viewer).filter(pk=claim))
    main = main_meetings(viewer, [source], whole=False)
    return FactView(name, kind, view, first, last, names(viewer, main.values()).get(main.get(source, "")))


def _declared(name: str) -> Kind:
    found = next((kind for kind in listed_kinds() if kind.name == name), None)
    if found is None:
        raise RecordError(f"there is no list of {name!r}: {', '.join(kind.name for kind in listed_kinds())}")
    return found


def _meant(viewer: Viewer, kind: Kind, filters: Filters) -> QuerySet[Any]:
    found = facts(viewer, kind.name)
    if filters.since:
        found = found.filter(Q(last_day__gte=filters.since) | Q(last_day__isnull=True, first_day__gte=filters.since))
    if filters.until:
        found = found.filter(first_day__lte=filters.until)
    if filters.kind:
        found = found.filter(**{kind.values[0].name: filters.kind})
    if filters.status:
        found = found.filter(claim__status=filters.status)
    if filters.actor:
        named = [one for one in kind.values if one.holds is PropertyType.ACTOR]
        single = Q(*(Q(**{one.name: filters.actor}) for one in named if not one.many), _connector=Q.OR)
        many = [holding(found, one.name, filters.actor).values("pk") for one in named if one.many]
        either = [*(Q(pk__in=some) for some in many), *([single] if single else [])]
        found = found.filter(Q(*either, _connector=Q.OR)) if either else found.none()
    if filters.issue:
        coded = next((one for one in kind.values if one.vocabulary == "Issue"), None)
        found = holding(found, coded.name, filters.issue) if coded else found.none()
    if filters.text:
        wanted = [one.ref for one in matches(filters.text, ("document",))]
        found = found.filter(source__in=sources(viewer).filter(pk__in=wanted).values("pk"))
    return found
