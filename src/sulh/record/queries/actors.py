"""Actors: in lists, one with its meetings, and the network of who met whom."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from sulh.model import RecordError
from sulh.record.access import require
from sulh.record.models import ActorRow, AttendanceRow, ParticipationRow
from sulh.record.queries.computed import computed_meetings
from sulh.record.queries.documents import standing_acts
from sulh.record.queries.lists import listed, rows_of
from sulh.record.queries.refs import actor_refs
from sulh.record.queries.selecting import folded_words
from sulh.record.queries.sight import batches, hidden
from sulh.record.shapes import ActorRef, ActorView, Filters, MeetingView, NetworkView, PageOf, PersonView, Viewer

__all__ = ["actor", "actors", "network"]

_ALL = Filters()
# Who was to meet did not meet.
_MET = frozenset({"held", "ongoing"})


def actors(viewer: Viewer, filters: Filters = _ALL, *, offset: int = 0, limit: int | None = None) -> PageOf[tuple[ActorRef, int]]:
    """A page of actors with their numbers of meetings that `filters` mean, the most frequent first, then by name.

    Without filters, actors that only acts name are listed too, with no meeting. `kind` is a kind of actor, `text` begins words of its name.
    """
    require(viewer, "read")
    meant = replace(filters, kind=None, text=None)
    counts = Counter(one for _, one in _pairs(viewer, meant))
    if meant == _ALL:
        for named in standing_acts(viewer, _ALL).order_by().values_list("actors", flat=True).distinct():
            for one in named:
                counts.setdefault(one, 0)
    refs = actor_refs(counts)
    found = [(ref, counts[key]) for key, ref in refs.items() if _fits(ref, filters)]
    found.sort(key=lambda one: (-one[1], one[0].name, one[0].id))
    return PageOf(tuple(found[offset : None if limit is None else offset + limit]), len(found), offset)


def _fits(ref: ActorRef, filters: Filters) -> bool:
    if filters.kind and ref.kind != filters.kind:
        return False
    words = folded_words(ref.name)
    return all(any(word.startswith(wanted) for word in words) for wanted in folded_words(filters.text or ""))


def _pairs(viewer: Viewer, filters: Filters) -> list[tuple[str, str]]:
    """Row of a meeting and actor, for every participation in a meeting that `filters` mean."""
    computed = computed_meetings(viewer, hidden(viewer))
    found, rows = [], []
    for row in rows_of(viewer, filters):
        if row in computed:
            found += [(row, one.actor.id) for one in computed[row][0].participants]
        else:
            rows.append(row)
    for batch in batches(rows):
        found += ParticipationRow.objects.filter(meeting__in=batch).values_list("meeting", "actor")
    return found


def actor(viewer: Viewer, name: str, filters: Filters = _ALL) -> ActorView:
    """One actor with the meetings that `filters` mean, its roles over time, whom it met, and who stood for it.

    Raises RecordError when the viewer sees nothing that names it.
    """
    require(viewer, "read")
    found = listed(viewer, replace(filters, actor=name)).rows
    ref = actor_refs([name]).get(name)
    if ref is None or not (found or _named(viewer, name)):
        raise RecordError(f"there is no actor {name}")
    met = _partners(name, found)
    ids = ActorRow.objects.values_list("ids", flat=True).get(pk=name)
    return ActorView(ref, dict(ids), found, _roles(name, found), met, _people(viewer, name, ref, found))


def _named(viewer: Viewer, name: str) -> bool:
    """Whether anything at all that the viewer may see names the actor."""
    return bool(listed(viewer, Filters(actor=name), limit=1).total) or standing_acts(viewer, Filters(actor=name)).exists()


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


def _people(viewer: Viewer, name: str, ref: ActorRef, found: Sequence[MeetingView]) -> tuple[PersonView, ...]:
    """Who stood for the actor at these meetings; `sources` is the number of meetings. The latest office given is shown."""
    when = {view.id: (view.first_day or "", view.id) for view in found}
    computed = {view.id: merged for view, merged in computed_meetings(viewer, hidden(viewer)).values()}
    at: list[tuple[tuple[str, str], str, str | None, bool]] = []
    for key in set(when) & set(computed):
        at += [(when[key], one.name, one.office, one.head) for one in computed[key].people if one.actor == name]
    rows = sorted(set(when) - set(computed))
    for batch in batches(rows):
        stood = AttendanceRow.objects.filter(meeting__in=batch, actor=name)
        at += [(when[key], who, office, head) for key, who, office, head in stood.values_list("meeting", "name", "office", "head")]
    people: dict[str, PersonView] = {}
    for _, who, office, head in sorted(at, key=lambda one: (one[0], one[1])):
        known = people.get(who)
        seen = known.sources if known else 0
        people[who] = PersonView(who, office or (known.office if known else None), ref, head or bool(known and known.head), seen + 1)
    return tuple(sorted(people.values(), key=lambda one: (-one.sources, one.name)))


def network(viewer: Viewer, filters: Filters = _ALL) -> NetworkView:
    """Who met whom in the meetings that `filters` mean: held and ongoing ones unless a status is asked for.

    Nodes carry their number of meetings and come by it, edges join two identifiers (the smaller first) with the number of
    meetings that both took part in.
    """
    require(viewer, "read")
    statuses = [filters.status] if filters.status else sorted(_MET)
    present: dict[str, set[str]] = defaultdict(set)
    for status in statuses:
        for row, one in _pairs(viewer, replace(filters, status=status)):
            present[row].add(one)
    nodes = Counter(one for ones in present.values() for one in ones)
    edges = Counter(pair for ones in present.values() for pair in combinations(sorted(ones), 2))
    refs = actor_refs(nodes)
    ordered = sorted(((refs[key], number) for key, number in nodes.items()), key=lambda one: (-one[1], one[0].name, one[0].id))
    return NetworkView(tuple(ordered), tuple((left, right, number) for (left, right), number in sorted(edges.items())))
