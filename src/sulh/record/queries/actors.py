"""Actors: in lists, one with its meetings, and the network of who met whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from django.db.models import Exists, OuterRef, Q

from sulh.model import RecordError
from sulh.model.vocabulary import MeetingStatus
from sulh.record.access import require
from sulh.record.cache import note
from sulh.record.projection.models import ActorAlias, ActorRow, AttendanceRow, ParticipationRow
from sulh.record.queries.documents import acts_of
from sulh.record.queries.excerpts import has_words
from sulh.record.queries.facets import facet, role_counts
from sulh.record.queries.lists import keys_of, listed, shown_rows, where
from sulh.record.queries.people import persons_called
from sulh.record.queries.refs import actor_refs
from sulh.record.queries.sorting import Says, as_it_is, in_order
from sulh.record.queries.visible import batches, meeting_rows
from sulh.record.shapes import ActorLine, ActorRef, ActorView, Filters, MeetingView, NetworkView, PageOf, PersonView, Sort, Viewer
from sulh.record.wanted import Wanted, wanted

__all__ = ["actor", "actor_lines", "actors", "named_actors", "network"]

_ALL, _UNSORTED = Filters(), Sort()
# Who was to meet did not meet.
_MET = frozenset({MeetingStatus.HELD.value})


def actors(viewer: Viewer, filters: Filters = _ALL, *, offset: int = 0, limit: int | None = None) -> PageOf[tuple[ActorRef, int]]:
    """A page of actors with their numbers of meetings that `filters` mean, the most frequent first, then by name.

    Without filters, actors that only acts name are listed too, with no meeting. `kind` is a kind of actor, `text` begins words of its name.
    """
    found = actor_lines(viewer, filters, offset=offset, limit=limit)
    return PageOf(tuple((one.ref, one.meetings) for one in found.rows), found.total, offset)


def actor_lines(
    viewer: Viewer,
    filters: Filters = _ALL,
    *,
    offset: int = 0,
    limit: int | None = None,
    sort: Sort = _UNSORTED,
    says: Says = as_it_is,
) -> PageOf[ActorLine]:
    """The same with the number of meetings in each role; in the order of a column (name, kind, meetings, or a role), with facets.

    `says` puts the names of actors and kinds in words, to order by.
    """
    require(viewer, "read")
    meant = replace(filters, kind=None, text=None, role=None)
    counts = _role_counts(viewer, meant)
    if meant == _ALL:
        for key in _in_acts(viewer) - counts.keys():
            counts[key] = Counter()
    refs = actor_refs(counts)
    asked = wanted(filters.text or "")
    lines = [ActorLine(ref, sum(counts[key].values()), counts[key]) for key, ref in refs.items()]
    found = [one for one in lines if _is_meant(one, filters, asked, says)]
    found.sort(key=lambda one: (-one.meetings, one.ref.name, one.ref.id))
    facets = (facet("kind", (one.ref.kind for one in found)), facet("role", (role for one in found for role in one.roles)))
    if sort.column:
        found = in_order(((one, _sorted_by(one, sort.column, says)) for one in found), sort.descending)
    return PageOf(tuple(found[offset : None if limit is None else offset + limit]), len(found), offset, facets)


def _sorted_by(one: ActorLine, column: str, says: Says) -> Any:
    if column == "name":
        return says("actor", one.ref.id, one.ref.name)
    if column == "kind":
        return says("actor_kind", one.ref.kind)
    return one.meetings if column == "meetings" else one.roles.get(column, 0)


def named_actors(viewer: Viewer) -> list[ActorRef]:
    """Every actor that a visible meeting or act names, in no order."""
    met = ParticipationRow.objects.filter(actor=OuterRef("pk"), row__in=shown_rows(viewer))
    rows = ActorRow.objects.filter(Exists(met) | Q(pk__in=_in_acts(viewer)))
    found = {row[0]: ActorRef(*row) for row in rows.values_list("id", "name", "kind")}
    note(found, "actors")
    return list(found.values())


def _in_acts(viewer: Viewer) -> set[str]:
    """The actors that visible acts name."""
    return {one for named in acts_of(viewer, _ALL).order_by().values_list("actors", flat=True).distinct() for one in named}


def _is_meant(one: ActorLine, filters: Filters, asked: Wanted, says: Says) -> bool:
    if (filters.kind and one.ref.kind != filters.kind) or (filters.role and filters.role not in one.roles):
        return False
    return not asked.runs or has_words(one.ref.name, asked) or has_words(says("actor", one.ref.id, one.ref.name), asked)


def _role_counts(viewer: Viewer, filters: Filters) -> dict[str, Counter[str]]:
    """For every actor the number of meetings that `filters` mean in each role."""
    shown = shown_rows(viewer) if filters == _ALL else meeting_rows(viewer).filter(where(filters)).order_by().values_list("pk", flat=True)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for key, role, number in role_counts(shown):
        found[key][role] = number
    return found


def _counts(viewer: Viewer, filters: Filters, meant: set[str]) -> dict[str, int]:
    """The numbers of meetings that the list of actors gives these."""
    roles = _role_counts(viewer, replace(filters, role=None))
    return {key: sum(roles[key].values()) for key in sorted(meant)}


def _pairs(viewer: Viewer, filters: Filters) -> list[tuple[int, str]]:
    """Row of a meeting and actor, for every participation in a meeting that `filters` mean."""
    found: list[tuple[int, str]] = []
    for batch in batches(keys_of(viewer, filters)):
        found += ParticipationRow.objects.filter(row__in=batch).values_list("row_id", "actor_id")
    return found


def actor(viewer: Viewer, name: str, filters: Filters = _ALL) -> ActorView:
    """One actor with the meetings that `filters` mean, its roles over time, whom it met, and who stood for it.

    Raises RecordError when the viewer sees nothing that names it.
    """
    require(viewer, "read")
    row = ActorRow.objects.filter(pk=name).first()
    key = row.same_as if row else name
    found = listed(viewer, replace(filters, actor=key)).rows
    ref = actor_refs([key]).get(key)
    if row is None or ref is None or not (found or _named(viewer, key)):
        raise RecordError(f"there is no actor {name}")
    ids = ActorRow.objects.values_list("ids", flat=True).get(pk=key)
    aliases = tuple(ActorAlias.objects.filter(of="actor", key=key).order_by("alias").values_list("alias", flat=True))
    return ActorView(ref, dict(ids), aliases, found, _roles(key, found), _partners(key, found), _people(viewer, ref, found))


def _named(viewer: Viewer, name: str) -> bool:
    """Whether anything at all that the viewer may see names the actor."""
    return bool(listed(viewer, Filters(actor=name), limit=1).total) or acts_of(viewer, Filters(actor=name)).exists()


def _roles(name: str, found: Sequence[MeetingView]) -> tuple[tuple[str, int, str, str], ...]:
    """Role, number of meetings, first and last day, by first day."""
    days: dict[str, list[str]] = defaultdict(list)
    numbers: Counter[str] = Counter()
    for view in found:
        for one in view.participants:
            if one.actor.id == name:
                numbers[one.role] += 1
                days[one.role] += [day for day in (view.first_day, view.last_day) if day]
    roles = [(role, number, min(days[role], default=""), max(days[role], default="")) for role, number in numbers.items()]
    return tuple(sorted(roles, key=lambda one: (one[2] or "9999", one[0])))


def _partners(name: str, found: Iterable[MeetingView]) -> tuple[tuple[ActorRef, int], ...]:
    """Whom it met and how often, the most frequent first; meetings that are planned or were cancelled do not count."""
    others = (one.actor for view in found if view.status in _MET for one in view.participants if one.actor.id != name)
    return tuple(sorted(Counter(others).items(), key=lambda one: (-one[1], one[0].name, one[0].id)))


def _people(viewer: Viewer, ref: ActorRef, found: Sequence[MeetingView]) -> tuple[PersonView, ...]:
    """Who stood for the actor at these meetings; `sources` is the number of meetings. The latest office given is shown."""
    meant = {view.id for view in found}
    shown = meeting_rows(viewer).filter(attendances__actor=ref.id).values_list("pk", flat=True)
    stood = AttendanceRow.objects.filter(actor=ref.id, row__in=shown).order_by("row__first_day", "row__name", "name")
    rows = list(stood.values_list("row__name", "folded", "name", "office", "head_of_delegation", "settled"))
    called = persons_called(viewer, {row[1] for row in rows})
    people: dict[str, PersonView] = {}
    for meeting, key, who, office, head, settled in rows:
        if meeting in meant:
            known = people.get(key, PersonView(called.get(key, who), None, ref, False, 0, settled=True))
            office = office or known.office
            people[key] = PersonView(known.name, office, ref, head or known.head, known.sources + 1, settled=settled and known.settled)
    return tuple(sorted(people.values(), key=lambda one: (-one.sources, one.name)))


def network(viewer: Viewer, filters: Filters = _ALL) -> NetworkView:
    """Who met whom in the meetings that `filters` mean: those held unless a status is asked for.

    Nodes carry their number of meetings as lists have it and come by it, edges join two identifiers (the smaller first) with the number of
    meetings that both took part in.
    """
    require(viewer, "read")
    statuses = [filters.status] if filters.status else sorted(_MET)
    present: dict[int, set[str]] = defaultdict(set)
    for status in statuses:
        for row, one in _pairs(viewer, replace(filters, status=status)):
            present[row].add(one)
    # An actor has one number of meetings everywhere: that of the list, in which planned and cancelled ones count too.
    nodes = _counts(viewer, filters, {one for ones in present.values() for one in ones})
    edges = Counter(pair for ones in present.values() for pair in combinations(sorted(ones), 2))
    refs = actor_refs(nodes)
    ordered = sorted(((refs[key], number) for key, number in nodes.items()), key=lambda one: (-one[1], one[0].name, one[0].id))
    return NetworkView(tuple(ordered), tuple((left, right, number) for (left, right), number in sorted(edges.items())))
