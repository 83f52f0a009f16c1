"""What an export holds: the meetings that filters leave, of all claims or of those alone that people accepted, and how settled each is."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet

from sulh.model.kinds import listed_kinds
from sulh.model.vocabulary import FIRM, RETIRED, RecordStatus
from sulh.record.meeting import MeetingColumns
from sulh.record.projection.consensus import MergedMeeting, consensus
from sulh.record.projection.meetings import stated
from sulh.record.projection.models import Claim, Commitment, Membership
from sulh.record.projection.names import Names, known_names
from sulh.record.projection.people import person_key
from sulh.record.projection.stated import Stated
from sulh.record.queries.commitments import followed
from sulh.record.queries.lists import place_name, where
from sulh.record.queries.meetings import meetings
from sulh.record.queries.refs import actor_refs, texts, track_refs
from sulh.record.queries.tracks import tracks
from sulh.record.queries.visible import batches, claims, meeting_rows, sources
from sulh.record.shapes import Filters, MeetingView, RoleView, TrackRef, Viewer
from sulh.text.countries import country_code

__all__ = ["Selection", "select", "status_counts"]

_COLUMNS = ("id", "seq", "source__original", "mention_id", "property", "value", "decided", "status")
_ORDER = (RecordStatus.CORRECTED, RecordStatus.ACCEPTED)
# The property that a meeting names as disputed, for claims of a property.
_DISPUTED_BY = {"participant": "role"}


@dataclass(frozen=True)
class Selection:
    """The meetings that the filters leave, the documents they rest on, and the texts quotes are cut from.

    With `accepted` everything is put together from claims alone that a person accepted or corrected.
    """

    viewer: Viewer
    filters: Filters
    meetings: tuple[MeetingView, ...]
    documents: frozenset[str]
    texts: Mapping[str, str]
    narrowed: bool
    names: Mapping[str, str]
    accepted: bool = False
    agenda: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # with `accepted`: of a meeting, its issues with their sources

    def holds(self, claim: Claim) -> bool:
        """Whether a claim is in the export."""
        return claim.source_id in self.documents and (not self.accepted or claim.status in FIRM)

    def status_of(self, meeting: MeetingView) -> RecordStatus:
        """How settled a meeting is as a whole."""
        own = self._statuses.get(meeting.id, {})
        every = {status for some in own.values() for status in some}
        if meeting.disputed:
            return RecordStatus.DISPUTED
        return _settled(every) if every and every <= FIRM else RecordStatus.PROPOSED

    def status_of_part(self, meeting: str, name: str, key: str, *, disputed: bool = False) -> RecordStatus:
        """How settled it is that an actor took part (`participant`) or an issue was on the agenda."""
        return RecordStatus.DISPUTED if disputed else _settled(self._statuses.get(meeting, {}).get((name, key), set()))

    def status_of_claim(self, claim: Claim, meeting: str | None) -> RecordStatus | None:
        """How settled a single claim is; None for one that was rejected or taken back."""
        if claim.status in RETIRED:
            return None
        if claim.status in FIRM:
            return RecordStatus(claim.status)
        rival = _DISPUTED_BY.get(claim.property, claim.property)
        is_disputed = claim.differing or (meeting and rival in self._disputed.get(meeting, ()))
        return RecordStatus.DISPUTED if is_disputed else RecordStatus.PROPOSED

    @cached_property
    def _disputed(self) -> Mapping[str, tuple[str, ...]]:
        return {one.id: one.disputed for one in self.meetings}

    @cached_property
    def _statuses(self) -> dict[str, dict[tuple[str, str], set[str]]]:
        """Of each meeting the statuses of its claims, by property and, for participants and agenda, what is claimed."""
        names = known_names()
        found: dict[str, dict[tuple[str, str], set[str]]] = defaultdict(lambda: defaultdict(set))
        rows = claims(self.viewer).filter(mention__meeting__isnull=False).exclude(status__in=RETIRED)
        for meeting, *row in rows.order_by("seq").values_list("mention__meeting", *_COLUMNS):
            if (name := self.names.get(meeting)) and (one := stated(row, names)) and (one.firm or not self.accepted):
                found[name][one.property, _key(one)].add(row[7])
        return found


def _key(one: Stated) -> str:
    if one.property == "participant":
        return str(one.value["actor"]["id"])
    return str(one.value) if one.property == "agenda" else ""


def _settled(statuses: set[str]) -> RecordStatus:
    return next((status for status in _ORDER if status.value in statuses), RecordStatus.PROPOSED)


def select(viewer: Viewer, filters: Filters, *, accepted: bool = False) -> Selection:
    """The part of the record that `viewer` may see and `filters` leave; without filters, everything visible."""
    narrowed = filters != Filters()
    names = dict(meeting_rows(viewer).values_list("meeting", "name"))
    held = set(sources(viewer).values_list("id", flat=True))
    if accepted:
        return _accepted(viewer, filters, names, held)
    found = meetings(viewer, filters).rows
    if narrowed:
        shown = meeting_rows(viewer).filter(where(filters)).values("meeting")
        held &= set(claims(viewer).filter(mention__meeting__in=shown).values_list("source_id", flat=True))
    return Selection(viewer, filters, found, frozenset(held), texts(held), narrowed, names)


def status_counts(viewer: Viewer, filters: Filters) -> dict[str, tuple[int, int]]:
    """Of each kind of thing in an export with these filters: how many somebody accepted or corrected, and how many nobody decided about.

    A meeting counts as accepted when a claim about it is, a track when an accepted meeting is in it by what somebody accepted or decided.
    Meetings, tracks and promises are counted as their lists have them: a promise that several sources tell of once, beside the acts that
    tell of it. Of the other kinds a file has a row for each source.
    """
    stated = claims(viewer).exclude(status__in=[status.value for status in RETIRED])
    if filters != Filters():
        shown = meeting_rows(viewer).filter(where(filters)).values("meeting")
        stated = stated.filter(source__in=claims(viewer).filter(mention__meeting__in=shown).values("source_id"))
    counted: dict[str, tuple[int, int]] = {}
    meetings = dict(meeting_rows(viewer).filter(where(filters)).values_list("meeting", "name"))
    firm = {one for one in _about(stated.filter(status__in=[status.value for status in FIRM])) if one in meetings}
    names = {meetings[one] for one in firm}
    counted["meeting"] = (len(names), len(set(meetings.values()) - names))
    counted["track"] = _tracks_counted(viewer, filters, firm)
    for kind in (one.name for one in listed_kinds()):
        counted[kind] = _firm_and_open(stated.filter(property=kind, mention__kind=kind))
    counted["commitment"] = _promises_counted(viewer, filters)
    return {kind: both for kind, both in counted.items() if any(both)}


def _tracks_counted(viewer: Viewer, filters: Filters, firm: Collection[str]) -> tuple[int, int]:
    """The tracks of the meetings that the filters leave, without filters all: those of meetings accepted (`firm`), and the others."""
    shown = meeting_rows(viewer).filter(where(filters)).values("pk")
    held = list(Membership.objects.filter(row__in=shown).values_list("row__meeting", "track_id", "decision"))
    names = known_names()
    stated = claims(viewer).filter(property="track", mention__kind="meeting", status__in=[status.value for status in FIRM])
    said = stated.order_by().values_list("mention__meeting", "value", "decided")
    claimed = {(meeting, names.track(str(json.loads(decided or value)))) for meeting, value, decided in said}
    taken = {track for meeting, track, put in held if meeting in firm and (put is not None or (meeting, track) in claimed)}
    every = {ref.id for ref, _ in tracks(viewer)}
    found = every if filters == Filters() else every & {track for _, track, _ in held}
    return len(taken & found), len(found - taken)


def _promises_counted(viewer: Viewer, filters: Filters) -> tuple[int, int]:
    promised = [one.id for one in followed(viewer, filters)[0].rows]
    firm: set[str] = set()
    for some in batches(promised):
        stated = Commitment.objects.filter(act__in=some, claim__status__in=[status.value for status in FIRM])
        firm.update(str(act) for act in stated.values_list("act", flat=True))
    return len(firm), len(promised) - len(firm)


def _about(stated: QuerySet[Any]) -> Iterator[str]:
    found = stated.filter(mention__meeting__isnull=False).order_by().values_list("mention__meeting", flat=True).distinct()
    yield from (str(one) for one in found)


def _firm_and_open(stated: QuerySet[Any]) -> tuple[int, int]:
    by_status = dict(stated.order_by().values_list("status").annotate(number=Count("pk")))
    firm = sum(by_status.get(status.value, 0) for status in FIRM)
    return firm, sum(by_status.values()) - firm


def _accepted(viewer: Viewer, filters: Filters, names: Mapping[str, str], held: set[str]) -> Selection:
    """What accepted and corrected claims alone come to, by the same rule by which a meeting is put together for a narrower viewer."""
    known = known_names()
    by_meeting: dict[str, list[Stated]] = defaultdict(list)
    behind: dict[str, set[str]] = defaultdict(set)
    firm = claims(viewer).filter(status__in=[status.value for status in FIRM])
    for meeting, source, *row in (
        firm.filter(mention__meeting__isnull=False).order_by("seq").values_list("mention__meeting", "source_id", *_COLUMNS)
    ):
        if meeting in names and (one := stated(row, known)) is not None:
            by_meeting[names[meeting]].append(one)
            behind[names[meeting]].add(source)
    merged = {name: consensus(some, known.track, known.person) for name, some in by_meeting.items()}
    views = _views(viewer, merged, known)
    meant = _texts_meant(viewer, filters)
    kept = [one for one in views if (meant is None or one.id in meant) and _is_meant(one, merged[one.id], filters)]
    kept.sort(key=lambda one: (one.first_day or "9999", one.id))
    narrowed = filters != Filters()
    found = {source for one in kept for source in behind[one.id]} if narrowed else set(firm.values_list("source_id", flat=True))
    documents = frozenset(held & found)
    agenda = {one.id: {str(choice.value): choice.sources for choice in merged[one.id].agenda} for one in kept}
    return Selection(viewer, filters, tuple(kept), documents, texts(documents), narrowed, names, True, agenda)


def _is_at(one: MeetingView, name: str) -> bool:
    """Whether a meeting was at the place of that name; in a country, where no more is known than that."""
    if one.city and place_name(one.city) == place_name(name):
        return True
    return (not one.city or one.place_precision == "country") and one.country is not None and one.country == country_code(name)


def _texts_meant(viewer: Viewer, filters: Filters) -> set[str] | None:
    """The meetings with the words that are looked for."""
    if not filters.text:
        return None
    return set(meeting_rows(viewer).filter(where(Filters(text=filters.text))).values_list("name", flat=True))


def _views(viewer: Viewer, merged: Mapping[str, MergedMeeting], known: Names) -> list[MeetingView]:
    refs, actors = track_refs(), actor_refs({part.actor for one in merged.values() for part in one.participants})
    put: dict[str, dict[str, bool]] = defaultdict(dict)
    for name, track, decision in Membership.objects.filter(row__shown__scope=viewer.scope).values_list("row__name", "track_id", "decision"):
        put[name][track] = decision is not None
    views = []
    for name, one in merged.items():
        claimed = {known.track(str(choice.value)) for choice in one.tracks}
        own = [refs[key] for key, by_hand in put[name].items() if key in refs and (by_hand or key in claimed)]
        main = next((ref for ref in own if ref.id == one.track), own[0] if own else None)
        there = [part for part in one.participants if part.actor in actors]
        roles = tuple(RoleView(actors[part.actor], part.role, part.sources, part.disputed, settled=part.settled) for part in there)
        views.append(
            MeetingView(
                id=name,
                track=main,
                tracks=_main_first(main, own),
                participants=roles,
                issues=tuple(sorted(str(choice.value) for choice in one.agenda)),
                **{column.name: getattr(one, column.name) for column in fields(MeetingColumns)},
            )
        )
    return views


def _main_first(main: TrackRef | None, own: Iterable[TrackRef]) -> tuple[TrackRef, ...]:
    rest = sorted({one for one in own if one != main}, key=lambda one: (one.name, one.id))
    return ((main,) if main else ()) + tuple(rest)


def _is_meant(one: MeetingView, merged: MergedMeeting, filters: Filters) -> bool:
    """Whether the meeting that accepted claims come to is one that the filters mean: what nobody accepted does not count for it."""
    asked: dict[str, Any] = {
        "since": not filters.since or bool(one.last_day and one.last_day >= filters.since),
        "until": not filters.until or bool(one.first_day and one.first_day <= filters.until),
        "track": filters.is_in_track(*(track.id for track in one.tracks)),
        "issue": not filters.issue or filters.issue in one.issues,
        "year": not filters.year or bool(one.first_day and one.first_day.startswith(filters.year)),
        "kind": filters.kind in (None, one.kind),
        "status": filters.status in (None, one.status),
        "place": not filters.place or _is_at(one, filters.place),
        "person": not filters.person or person_key(filters.person) in {person_key(person.name) for person in merged.people},
        "actor": not (filters.actor or filters.role)
        or any(filters.actor in (None, part.actor.id) and filters.role in (None, part.role) for part in one.participants),
    }
    return all(asked.values())
