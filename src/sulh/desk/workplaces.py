"""The workplaces of the desk and their views: what stands in the masthead and under it, and which pages belong where."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from urllib.parse import parse_qsl

from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils import translation
from django.utils.translation import gettext_noop

from sulh.desk.memory import kept
from sulh.desk.middleware import DeskRequest
from sulh.desk.routes import is_allowed
from sulh.record.access import may

__all__ = ["FOOT", "Room", "ViewLink", "links", "places"]


_MANY = 10_000  # so many claims that wait are counted on every page, and no more


@dataclass(frozen=True, slots=True)
class View:
    """One view of a workplace: its route, what it needs, a query or a part of the page, and the routes of the pages beneath it."""

    words: str
    route: str
    action: str = "read"
    query: str = ""
    part: str = ""
    beneath: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Workplace:
    """One of the seven; `key` is the letter that follows `g`."""

    words: str
    key: str
    views: tuple[View, ...]


@dataclass(frozen=True, slots=True)
class ViewLink:
    """A view as the page shows it."""

    words: str
    address: str
    here: bool


@dataclass(frozen=True, slots=True)
class Room:
    """A workplace as the page shows it; `work` is how much waits there for the viewer."""

    words: str
    key: str
    address: str
    here: bool
    views: tuple[ViewLink, ...]
    work: int | str = 0


_MEETING = ("meeting", "meeting-merge", "meeting-split", "meeting-tracks", "meetings-track", "meeting-history", "meeting-correct")
_ENTERING = ("enter-facts", "enter-fact", "claim-fields")
_ACTOR = ("actor", "actor-edit", "actor-join", "actor-part", "network", "people", "person", "person-join")
_INTAKE = ("uploads", "intake", "intake-list")
_DOCUMENT = ("document", "documents-add", "document-edit", "document-follows", "document-history", *_INTAKE, *_ENTERING)

_REVIEW = ("review-alike", "review-colleagues", "coding", "document-coding", "claim", "claim-correct", "undo-several")

_ROUND = ("round-open", "round", "round-add", "round-name", "round-matches", "plan-new", "plan")

_WORKPLACES = (
    Workplace(
        gettext_noop("Today"),
        "t",
        (
            View(gettext_noop("New"), "process", part="new"),
            View(gettext_noop("Due"), "process", part="due"),
            View(gettext_noop("Differing"), "process", part="differs"),
            View(gettext_noop("Story"), "process", part="story"),
        ),
    ),
    Workplace(
        gettext_noop("Process"),
        "p",
        (
            View(gettext_noop("Timeline"), "timeline"),
            View(gettext_noop("Meetings"), "meetings", beneath=_MEETING),
            View(gettext_noop("Tracks"), "tracks", beneath=("track", "track-edit", "track-join", "track-part")),
            View(gettext_noop("Actors"), "actors", beneath=_ACTOR),
            View(gettext_noop("Places"), "places"),
        ),
    ),
    Workplace(
        gettext_noop("Promises"),
        "o",
        (
            View(gettext_noop("All"), "commitments", beneath=("commitment",)),
            View(gettext_noop("Due"), "commitments", query="state=due"),
            View(gettext_noop("By meeting"), "commitments", query="by=meeting"),
            View(gettext_noop("By actor"), "commitments", query="by=actor"),
        ),
    ),
    Workplace(
        gettext_noop("Ground"),
        "g",
        (
            View(gettext_noop("Two counts"), "ground"),
            View(gettext_noop("Incidents"), "incidents", beneath=("incident",)),
            View(gettext_noop("Before and after"), "before-after"),
            View(gettext_noop("Access"), "facts", arguments=("observation",)),
            View(gettext_noop("Ceasefire"), "facts", arguments=("ceasefire",)),
            View(gettext_noop("All counts"), "facts", arguments=("tally",)),
        ),
    ),
    Workplace(
        gettext_noop("Persons"),
        "n",
        (
            View(gettext_noop("Releases"), "facts", arguments=("release",)),
            View(gettext_noop("Rounds of exchange"), "rounds", "persons", beneath=_ROUND),
            View(gettext_noop("Files"), "cases", "persons", beneath=("case-open", "case")),
            View(gettext_noop("Search persons"), "person-search", "persons"),
        ),
    ),
    Workplace(
        gettext_noop("Words"),
        "w",
        (
            View(gettext_noop("Since last time"), "threads", beneath=("thread-cell", "clause-life")),
            View(gettext_noop("Compare"), "compare"),
            View(gettext_noop("Phrases"), "phrase"),
        ),
    ),
    Workplace(
        gettext_noop("Sources"),
        "s",
        (
            View(gettext_noop("Documents"), "documents", beneath=_DOCUMENT),
            View(gettext_noop("Review"), "review", "review", beneath=_REVIEW),
            View(gettext_noop("Same or two?"), "proposals", "merge"),
        ),
    ),
)

# What stands at the foot of every page: the record itself rather than what it says.
FOOT = (
    View(gettext_noop("Ledger"), "ledger"),
    View(gettext_noop("Export"), "export", "export"),
    View(gettext_noop("Work"), "work", "own"),
    View(gettext_noop("Groups"), "groups", "own", beneath=("group",)),
    View(gettext_noop("Accounts"), "accounts", "admin"),
)


def places(request: DeskRequest) -> tuple[Room, ...]:
    """The workplaces that the viewer may enter, with the views of each; none where only signing in is left."""
    if _is_closed(request):
        return ()
    made = []
    for one in _WORKPLACES:
        if views := links(request, one.views):
            reviews = any(view.route == "review" and may(request.viewer, view.action) for view in one.views)
            work: int | str = _waiting(request) if reviews else 0
            here = any(view.here for view in views) or _route(request) in {view.route for view in one.views if not view.arguments}
            work = f"{work}+" if isinstance(work, int) and work >= _MANY else work
            made.append(Room(translation.gettext(one.words), one.key, views[0].address.partition("#")[0], here, views, work))
    return tuple(made)


def links(request: DeskRequest, views: tuple[View, ...]) -> tuple[ViewLink, ...]:
    """The views that the viewer may see, in words."""
    if _is_closed(request):
        return ()
    shown = [one for one in views if (request.user.is_authenticated if one.action == "own" else is_allowed(request, one.action))]
    best = _best(request, shown)
    return tuple(ViewLink(translation.gettext(one.words), _address(one, get_script_prefix()), one is best) for one in shown)


def _best(request: DeskRequest, views: list[View]) -> View | None:
    """The view that the present page is: the one whose query it has, else the plain one, else the one that it lies beneath."""
    route, match = _route(request), request.resolver_match
    named = tuple(str(one) for one in match.kwargs.values()) if match else ()
    same = [one for one in views if one.route == route and not one.part and (not one.arguments or one.arguments == named)]
    asked = [one for one in same if one.query and all(request.GET.get(name) == value for name, value in parse_qsl(one.query))]
    beneath = [one for one in views if route in one.beneath]
    return next(iter([*asked, *(one for one in same if not one.query), *beneath]), None)


def _route(request: DeskRequest) -> str:
    return str(request.resolver_match.view_name) if request.resolver_match else ""


def _is_closed(request: DeskRequest) -> bool:
    return not request.user.is_authenticated and not settings.PUBLIC_VIEW


def _waiting(request: DeskRequest) -> int:
    from sulh.record.queries.review import waiting

    counted: int | None = getattr(request, "waiting", None)
    if counted is not None:
        return counted
    return kept(request.viewer, lambda: waiting(request.viewer, _MANY), "waiting", on=("claim", "source"))


@cache
def _address(view: View, _prefix: str) -> str:
    address = reverse(view.route, args=view.arguments)
    return address + (f"?{view.query}" if view.query else "") + (f"#{view.part}" if view.part else "")
