"""Facts of any declared kind that is stated whole (acts, ceasefire events, releases, ...): in lists, each with its source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from sulh.model import RecordError
from sulh.model.kinds import Kind, PropertyType, listed_kinds
from sulh.record.access import require
from sulh.record.queries.claims import claims_called
from sulh.record.queries.facets import facet
from sulh.record.queries.holding import holding
from sulh.record.queries.lists import main_tracks
from sulh.record.queries.main_meetings import first_tellings, main_meetings
from sulh.record.queries.sorting import Says, as_it_is, in_order
from sulh.record.queries.visible import batches, claims, facts, sources
from sulh.record.queries.visible import names as names_of
from sulh.record.searching import matches
from sulh.record.shapes import NO_TRACK, ClaimView, FactView, Filters, PageOf, Sort, Viewer

__all__ = ["FACT_FACETS", "fact", "facts_of", "same_facts"]

_ALL, _UNSORTED = Filters(), Sort()
FACT_FACETS = ("kind", "status", "year", "track", "actor", "issue", "publisher")
_COLUMNS = (
    "pk", "source_id", "source__original", "same", "first_day", "claim_id", "last_day", "claim__status", "source__publisher",
    "source__title",
)  # fmt: skip
_UNDATED = "9999"


def facts_of(
    viewer: Viewer,
    kind: str,
    filters: Filters = _ALL,
    *,
    offset: int = 0,
    limit: int | None = None,
    sort: Sort = _UNSORTED,
    facets: Sequence[str] = (),
    says: Says = as_it_is,
    each: bool = False,
) -> PageOf[FactView]:
    """A page of facts by first day, those without one last; what several sources repeat of one meeting is one.

    With `each` every telling comes: of what is repeated the first need not be the one that says most.

    `kind` of the filters means a code of the kind's first property, `status` that of the claim that tells of it first, `text` words of
    the source, `year` that of the first day, `track` that of the meeting that the source is mainly about. `sort` names date, kind,
    status or source, `facets` those of `FACT_FACETS`. Raises RecordError for a kind that has no list.
    """
    require(viewer, "read")
    declared = _declared(kind)
    rows = [_Stated(*row) for row in facts(viewer, kind).order_by("seq").values_list(*_COLUMNS, declared.values[0].name)]
    first = {row.key: row.key for row in rows} if each else first_tellings(viewer, rows)
    status = {row.key: row.status for row in rows}
    if filters.status:
        rows = [row for row in rows if status[first[row.key]] == filters.status]
    if filters != _ALL:
        meant = set(_meant(viewer, declared, filters).order_by().values_list("pk", flat=True))
        rows = [row for row in rows if row.key in meant]
    main = main_meetings(viewer, {row.source for row in rows}) if filters.track or "track" in facets else {}
    tracks = main_tracks(viewer, main.values())

    def track(row: _Stated) -> str | None:
        return tracks.get(main.get(row.source, ""))

    if filters.track:
        rows = [row for row in rows if filters.is_in_track(track(row))]
    about = _about(viewer, declared, [row.key for row in rows]) if {"actor", "issue"} & set(facets) else {}
    counted: Mapping[str, Callable[[_Stated], Iterable[str | None]]] = {
        "kind": lambda row: (row.code,),
        "status": lambda row: (status[first[row.key]],),
        "year": lambda row: ((row.first_day or "")[:4],),
        "track": lambda row: (track(row) or NO_TRACK,),
        "actor": lambda row: about[row.key][0],
        "issue": lambda row: about[row.key][1],
        "publisher": lambda row: (row.publisher,),
    }
    # A fact counts once for each value that any telling of it has, as it does in the list of those that have it; its status is one.
    pairs = {name: {(value, first[row.key]) for row in rows for value in counted[name](row)} for name in facets}
    found = tuple(facet(name, (value for value, _ in own)) for name, own in pairs.items())
    shown_first: dict[str, _Stated] = {}
    for row in rows:
        shown_first.setdefault(first[row.key], row)
    chosen = sorted(shown_first.values(), key=lambda row: (row.first_day or _UNDATED, row.key))
    if sort.column:

        def key(row: _Stated) -> Any:
            if sort.column in ("kind", "status"):
                return says(sort.column, row.code if sort.column == "kind" else row.status)
            return (row.publisher or row.title) if sort.column == "source" else row.first_day

        chosen = in_order(((row, key(row)) for row in chosen), sort.descending)
    page = chosen[offset : None if limit is None else offset + limit]
    seen = {one.id: one for one in claims_called(viewer, [row.claim for row in page])}
    shown = main_meetings(viewer, {row.source for row in page})
    meetings = names_of(viewer, shown.values())
    views = (FactView(row.key, kind, seen[row.claim], row.first_day, row.last_day, meetings.get(shown.get(row.source, ""))) for row in page)
    return PageOf(tuple(views), len(chosen), offset, found)


class _Stated(NamedTuple):
    """What a fact is chosen, counted and ordered by; its first four columns are those of `first_tellings`."""

    key: str
    source: str
    original: str
    same: str
    first_day: str | None
    claim: str
    last_day: str | None
    status: str
    publisher: str | None
    title: str | None
    code: str


def _about(viewer: Viewer, kind: Kind, keys: Sequence[str]) -> dict[str, tuple[list[str], list[str]]]:
    """The actors and the issues that each of these facts names."""
    named = [one for one in kind.values if one.holds is PropertyType.ACTOR]
    coded = [one for one in kind.values if one.vocabulary == "Issue" and one.many][:1]
    found: dict[str, tuple[list[str], list[str]]] = {}
    for some in batches(keys):
        columns = ("pk", *(one.name for one in named), *(one.name for one in coded))
        for key, *values in facts(viewer, kind.name).filter(pk__in=some).values_list(*columns):
            cells = dict(zip((one.name for one in named), values, strict=False))
            actors = [actor for one in named for actor in ((cells[one.name] or ()) if one.many else (cells[one.name],)) if actor]
            found[key] = (actors, list(values[len(named)] or ()) if coded else [])
    return found


def fact(viewer: Viewer, kind: str, name: str) -> FactView:
    """One fact by the identifier of its mention. Raises RecordError when there is none that the viewer may see."""
    require(viewer, "read")
    row = facts(viewer, _declared(kind).name).filter(pk=name).values_list("source_id", "first_day", "last_day", "claim_id").first()
    if row is None:
        raise RecordError(f"there is no {kind} {name}")
    source, first, last, claim = row
    (view,) = claims_called(viewer, [claim])
    main = main_meetings(viewer, [source], whole=False)
    return FactView(name, kind, view, first, last, names_of(viewer, main.values()).get(main.get(source, "")))


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
    if filters.year:
        found = found.filter(first_day__startswith=filters.year)
    if filters.publisher:
        found = found.filter(source__publisher=filters.publisher)
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


def same_facts(viewer: Viewer, claim: str) -> tuple[ClaimView, ...]:
    """The claims of other sources that state the same fact as this claim, of the sources that the viewer may see."""
    kind = claims(viewer).filter(pk=claim).values_list("property", flat=True).first()
    if kind is None or kind not in {one.name for one in listed_kinds()}:
        return ()
    same = facts(viewer, kind).filter(claim=claim).values_list("same", flat=True).first()
    alike = facts(viewer, kind).filter(same=same).exclude(claim=claim).values_list("claim", flat=True)
    return claims_called(viewer, alike)
