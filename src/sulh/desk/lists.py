"""The lists of the desk: meetings, documents, actors, tracks, places and people, each declared once for its page and its file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext, gettext_noop, ngettext

from sulh import words
from sulh.desk.facets import said
from sulh.desk.listing import ListAsked, Listing, translated
from sulh.desk.listing import ListColumn as Column
from sulh.desk.memory import kept
from sulh.desk.shown import language
from sulh.model import Role
from sulh.record.queries import actors, documents, meetings, person_list, places, tracks
from sulh.record.queries.documents import DOCUMENT_FACETS
from sulh.record.queries.process import FACTS, MEETINGS
from sulh.record.queries.sorting import in_order
from sulh.record.shapes import (
    ActorLine,
    DocumentRef,
    Facet,
    Filters,
    MeetingView,
    PageOf,
    PersonLine,
    PlaceView,
    Sort,
    TrackLine,
    Viewer,
)

__all__ = ["LISTS", "roles_of"]

_MEETING_FACETS = ("status", "kind", "track", "year", "actor", "role", "place", "issue", "person")
_MEETING_CODES = {"kind": "MeetingKind", "status": "MeetingStatus"}
_RANK = {role.value: rank for rank, role in enumerate(Role)}


def _prop(name: str, of: str = "") -> Callable[[], str]:
    return lambda: words.prop(of, name, language=language())


def _years(page: PageOf[Any]) -> str:
    """The first and the last year of a list, for its heading."""
    found = sorted(value for facet in page.facets if facet.name == "year" for value, _ in facet.values)
    if not found:
        return ""
    return found[0] if found[0] == found[-1] else gettext("%(first)s to %(last)s") % {"first": found[0], "last": found[-1]}


def _counted(said: str, years: str) -> str:
    return words.listing((said, years), language=language()) if years else said


# --- meetings ------------------------------------------------------------------------------------------------------------------------


def _ask_meetings(viewer: Viewer, asked: ListAsked) -> PageOf[MeetingView]:
    return meetings.meetings(viewer, asked.filters, **asked.how(_MEETING_FACETS))


def _meetings_found(page: PageOf[MeetingView], filters: Filters) -> str:
    return _counted(ngettext("One meeting", "%(count)s meetings", page.total) % {"count": page.total}, _years(page))


def _actors_at(one: MeetingView) -> tuple[str, ...]:
    return tuple(said("actor", part.actor.id, written=part.actor.name) for part in one.participants)


_MEETINGS: Listing[MeetingView] = Listing(
    "meetings",
    _ask_meetings,
    lambda _: (
        Column("meeting", lambda one: one.id),
        Column("title", lambda one: words.title_of(one, language=language())),
        Column("start", lambda one: one.start),
        Column("end", lambda one: one.end),
        Column("first_day", lambda one: one.first_day, "day"),
        Column("last_day", lambda one: one.last_day, "day"),
        Column("kind", lambda one: said("kind", one.kind, _MEETING_CODES)),
        Column("track", lambda one: said("track", one.track.id, written=one.track.name) if one.track else None),
        Column("status", lambda one: said("status", one.status, _MEETING_CODES)),
        Column("place", lambda one: words.place(one.city, one.country, language=language())),
        Column("participants", _actors_at, "list"),
        Column("sources", lambda one: one.sources, "whole"),
        Column("disputed", lambda one: one.disputed, "list"),
    ),
    lambda _: (
        (translated(gettext_noop("When")), "date", False),
        (_prop("meeting"), "track", False),
        (_prop("status", "meeting"), "status", False),
        (translated(gettext_noop("Where")), "place", False),
        (translated(gettext_noop("Who")), "participants", False),
        (_prop("sources"), "sources", True),
    ),
    _meetings_found,
    100,
    (*MEETINGS, "searchrow"),
    _MEETING_CODES,
    default=Sort("date"),
)

# --- documents -----------------------------------------------------------------------------------------------------------------------


def _ask_documents(viewer: Viewer, asked: ListAsked) -> PageOf[DocumentRef]:
    return documents.documents(viewer, asked.filters, **asked.how(DOCUMENT_FACETS))


def _documents_found(page: PageOf[DocumentRef], filters: Filters) -> str:
    return _counted(ngettext("One document", "%(count)s documents", page.total) % {"count": page.total}, _years(page))


_DOCUMENT_CODES = {"kind": "DocumentKind", "status": "ClaimStatus"}
_DOCUMENTS: Listing[DocumentRef] = Listing(
    "documents",
    _ask_documents,
    lambda _: (
        Column("document", lambda one: one.id),
        Column("title", lambda one: one.title),
        Column("publisher", lambda one: one.publisher),
        Column("published", lambda one: one.published),
        Column("kind", lambda one: said("kind", one.kind, _DOCUMENT_CODES)),
        Column("language", lambda one: one.language),
        Column("sharing", lambda one: said("sharing", one.level)),
        Column("groups", lambda one: one.groups, "list"),
        Column("claims", lambda one: one.claims, "whole"),
        Column("proposed", lambda one: one.proposed, "whole"),
    ),
    lambda _: (
        (_prop("published"), "date", False),
        (_prop("document"), "title", False),
        (_prop("kind"), "kind", False),
        (translated(gettext_noop("Shared with")), "sharing", False),
        (translated(gettext_noop("Claims")), "claims", True),
        (translated(gettext_noop("Await a decision")), "waiting", True),
    ),
    _documents_found,
    100,
    (*FACTS, "claim"),
    _DOCUMENT_CODES,
    default=Sort("date", True),
)

# --- actors --------------------------------------------------------------------------------------------------------------------------


def roles_of(page: PageOf[ActorLine]) -> list[str]:
    """The roles that somebody in a list of actors has, in their order."""
    found = next((facet for facet in page.facets if facet.name == "role"), Facet("role", ()))
    return sorted((role for role, _ in found.values), key=lambda role: _RANK.get(role, len(_RANK)))


def _ask_actors(viewer: Viewer, asked: ListAsked) -> PageOf[ActorLine]:
    return actors.actor_lines(viewer, asked.filters, offset=asked.offset, limit=asked.limit, sort=asked.sort, says=asked.says)


def _actors_found(page: PageOf[ActorLine], filters: Filters) -> str:
    return ngettext("One actor", "%(count)s actors", page.total) % {"count": page.total}


def _role_head(role: str) -> Callable[[], str]:
    return lambda: words.code("Role", role, language=language())


def _role_cell(role: str) -> Callable[[ActorLine], int]:
    return lambda one: one.roles.get(role, 0)


_ACTORS: Listing[ActorLine] = Listing(
    "actors",
    _ask_actors,
    lambda page: (
        Column("actor", lambda one: one.ref.id),
        Column("name", lambda one: said("actor", one.ref.id, written=one.ref.name)),
        Column("kind", lambda one: words.code("ActorKind", one.ref.kind, language=language())),
        Column("meetings", lambda one: one.meetings, "whole"),
        *(Column(role, _role_cell(role), "whole") for role in roles_of(page)),
    ),
    lambda page: (
        (_prop("actor"), "name", False),
        (_prop("kind"), "kind", False),
        (_prop("meetings"), "meetings", True),
        *((_role_head(role), role, True) for role in roles_of(page)),
    ),
    _actors_found,
    200,
    FACTS,
    {"kind": "ActorKind", "actor_kind": "ActorKind"},
)

# --- tracks --------------------------------------------------------------------------------------------------------------------------


def _ask_tracks(viewer: Viewer, asked: ListAsked) -> PageOf[TrackLine]:
    found = tracks.track_lines(viewer, asked.filters.text, sort=asked.sort, says=asked.says)
    return PageOf(found[asked.offset : None if asked.limit is None else asked.offset + asked.limit], len(found), asked.offset)


def _tracks_found(page: PageOf[TrackLine], filters: Filters) -> str:
    return ngettext("One track", "%(count)s tracks", page.total) % {"count": page.total}


_TRACKS: Listing[TrackLine] = Listing(
    "tracks",
    _ask_tracks,
    lambda _: (
        Column("track", lambda one: one.ref.id),
        Column("name", lambda one: said("track", one.ref.id, written=one.ref.name)),
        Column("meetings", lambda one: one.meetings, "whole"),
        Column("first_day", lambda one: one.first_day, "day"),
        Column("last_day", lambda one: one.last_day, "day"),
    ),
    lambda _: (
        (_prop("track"), "name", False),
        (_prop("meetings"), "meetings", True),
        (translated(gettext_noop("From")), "first", False),
        (translated(gettext_noop("Until")), "last", False),
    ),
    _tracks_found,
    200,
    (*FACTS, "actoralias"),
    days=False,
)

# --- places --------------------------------------------------------------------------------------------------------------------------


def _ask_places(viewer: Viewer, asked: ListAsked) -> PageOf[PlaceView]:
    # The map of the same page asks for them too.
    found = list(kept(viewer, lambda: places.places(viewer, asked.filters), "places", asked.filters, on=MEETINGS))
    if by := _PLACE_ORDER.get(asked.sort.column):
        found = in_order(((one, by(one)) for one in found), asked.sort.descending)
    return PageOf(tuple(found[asked.offset : None if asked.limit is None else asked.offset + asked.limit]), len(found), asked.offset)


def _place_name(one: PlaceView) -> str:
    return words.city(one.name, language=language())


def _place_country(one: PlaceView) -> str:
    return words.country(one.country, language=language())


def _places_found(page: PageOf[PlaceView], filters: Filters) -> str:
    return ngettext("Meetings in one place", "Meetings in %(count)s places", page.total) % {"count": page.total}


_PLACE_ORDER: Mapping[str, Callable[[PlaceView], Any]] = {
    "name": _place_name,
    "country": _place_country,
    "precision": lambda one: one.precision,
    "meetings": lambda one: len(one.meetings),
}
_PLACES: Listing[PlaceView] = Listing(
    "places",
    _ask_places,
    lambda _: (
        Column("place", _place_name),
        Column("country", _place_country),
        Column("latitude", lambda one: one.latitude, "number"),
        Column("longitude", lambda one: one.longitude, "number"),
        Column("precision", lambda one: words.code("PlacePrecision", one.precision, language=language())),
        Column("meetings", lambda one: len(one.meetings), "whole"),
        Column("which", lambda one: tuple(meeting.id for meeting in one.meetings), "list"),
    ),
    lambda _: (
        (_prop("place"), "name", False),
        (_prop("country"), "country", False),
        (_prop("precision"), "precision", False),
        (_prop("meetings"), "meetings", True),
        (translated(gettext_noop("Which")), "", False),
    ),
    _places_found,
    1000,
    MEETINGS,
    _MEETING_CODES,
)

# --- people --------------------------------------------------------------------------------------------------------------------------


def _ask_people(viewer: Viewer, asked: ListAsked) -> PageOf[PersonLine]:
    return person_list.people(viewer, asked.filters, offset=asked.offset, limit=asked.limit, sort=asked.sort, says=asked.says)


def _people_found(page: PageOf[PersonLine], filters: Filters) -> str:
    return ngettext("One person is named", "%(count)s persons are named", page.total) % {"count": page.total}


def role_counts(one: PersonLine) -> Sequence[tuple[str, int]]:
    """The roles of those for whom a person came, with the number of meetings."""
    return sorted(one.roles.items(), key=lambda pair: (-pair[1], _RANK.get(pair[0], len(_RANK))))


_PEOPLE: Listing[PersonLine] = Listing(
    "people",
    _ask_people,
    lambda _: (
        Column("name", lambda one: one.name),
        Column("for", lambda one: tuple(said("actor", ref.id, written=ref.name) for ref in one.actors), "list"),
        Column("office", lambda one: one.office),
        Column("roles", lambda one: tuple(f"{words.code('Role', role, language=language())} {n}" for role, n in role_counts(one)), "list"),
        Column("heads", lambda one: one.heads, "whole"),
        Column("meetings", lambda one: one.meetings, "whole"),
        Column("first_day", lambda one: one.first_day, "day"),
        Column("last_day", lambda one: one.last_day, "day"),
    ),
    lambda _: (
        (_prop("name"), "name", False),
        (translated(gettext_noop("For")), "actor", False),
        (_prop("office"), "office", False),
        (translated(gettext_noop("Roles")), "", False),
        (translated(gettext_noop("As head")), "heads", True),
        (_prop("meetings"), "meetings", True),
        (translated(gettext_noop("From")), "first", False),
        (translated(gettext_noop("Until")), "last", False),
    ),
    _people_found,
    200,
    MEETINGS,
)

LISTS: Mapping[str, Listing[Any]] = {one.name: one for one in (_MEETINGS, _DOCUMENTS, _ACTORS, _TRACKS, _PLACES, _PEOPLE)}
