"""Facets and chosen filters as links: each value with its number, and an address that asks for it besides what is asked already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language_info, gettext, gettext_noop

from sulh import words
from sulh.desk.promises import SIGNS
from sulh.desk.shown import language
from sulh.model.vocabulary import PromiseState
from sulh.record.queries.commitments import DUE
from sulh.record.queries.refs import actor_refs, track_refs
from sulh.record.queries.visible import knows
from sulh.record.shapes import NO_TRACK, Facet, Filters, Viewer

__all__ = ["ChosenFacet", "FacetLink", "FacetView", "chosen", "facet_views", "heading", "hidden", "said", "without"]

_FEW = 8  # values of a facet that stand there before it is opened
_MOST = 500
# The vocabulary of a facet's codes; of `kind` and `status` it depends on the list.
_CODES = {"role": "Role", "issue": "Issue", "sharing": "Sharing", "state": "PromiseState"}
# Facets that the tables of words have under a property's name, and those with words of their own.
_HEADINGS = {"year": gettext_noop("Year"), "sharing": gettext_noop("Shared with"), "person": gettext_noop("People")}
_HEADINGS |= {"state": gettext_noop("State")}
_HEADINGS |= {"text": gettext_noop("Words"), "since": gettext_noop("From"), "until": gettext_noop("Until")}
_NAMES: tuple[str, ...] = (
    "text",
    "since",
    "until",
    "year",
    "track",
    "actor",
    "role",
    "issue",
    "person",
    "place",
    "kind",
    "status",
    "publisher",
    "language",
)
_NAMES += ("sharing", "state")


@dataclass(frozen=True, slots=True)
class FacetLink:
    """One value: what it is called, how many things have it, the address that asks for it, or leaves it where it is chosen."""

    words: str
    count: int
    address: str
    is_chosen: bool
    sign: str = ""  # drawn before the words: what became of a promise


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet as the page shows it; `more` leads to all its values, of which there are `total`."""

    name: str
    words: str
    links: tuple[FacetLink, ...]
    total: int
    more: str | None


@dataclass(frozen=True, slots=True)
class ChosenFacet:
    """A filter in force: what it asks for, and the address of the list without it."""

    heading: str
    words: str
    without: str


def without(filters: Filters, name: str) -> Filters:
    """The filters without what is chosen of a facet; an actor's role goes with the actor."""
    gone = ("actor", "role") if name == "actor" else (name,)
    return replace(filters, **dict.fromkeys(gone))


def facet_views(request: HttpRequest, facets: Iterable[Facet], total: int, filters: Filters, codes: dict[str, str]) -> list[FacetView]:
    """The facets of a list of `total` things; `codes` names the vocabularies of its `kind` and `status`."""
    opened = request.GET.get("facet", "")
    views = []
    for facet in facets:
        now = str(getattr(filters, facet.name) or "")
        values = _shown(facet, now, opened == facet.name)
        if values and (now or len(facet.values) > 1 or values[0][1] < total):
            base = _rest(request, facet.name)
            links = tuple(_link(facet.name, value, number, now, base, codes) for value, number in values)
            whole = f"{_address(_rest(request, 'facet'), 'facet', facet.name)}#facet-{facet.name}"
            more = whole if len(values) < min(len(facet.values), _MOST) else None
            views.append(FacetView(facet.name, heading(facet.name), links, len(facet.values), more))
    return views


def _shown(facet: Facet, now: str, is_open: bool) -> Sequence[tuple[str, int]]:
    """The values to show: all of an open facet, else the commonest, and always the one chosen and what has none; years by time."""
    values = list(facet.values[: _MOST if is_open else _FEW])
    if facet.name == "year":
        values = sorted(facet.values, reverse=True)[: _MOST if is_open else _FEW]
    kept = [now, *([NO_TRACK] if facet.name == "track" else [])]
    return values + [one for one in facet.values if one[0] in kept and one not in values]


def _link(name: str, value: str, number: int, now: str, base: str, codes: dict[str, str]) -> FacetLink:
    is_chosen = value == now
    is_promise = (codes.get(name) or _CODES.get(name)) == "PromiseState" and value != DUE
    sign = SIGNS[PromiseState(value)] if is_promise else ""
    return FacetLink(said(name, value, codes), number, base if is_chosen else _address(base, name, value), is_chosen, sign)


def chosen(request: HttpRequest, filters: Filters, codes: dict[str, str]) -> Iterator[ChosenFacet]:
    """The filters in force, in words."""
    for name in _NAMES:
        if value := getattr(filters, name):
            yield ChosenFacet(heading(name), _chosen(request, name, str(value), codes), _rest(request, name))


def _chosen(request: HttpRequest, name: str, value: str, codes: dict[str, str]) -> str:
    """What the address asks for, in words; an actor or track that the viewer may not know of is called as the address calls it."""
    if name in ("since", "until"):
        return words.date(request.GET.get(name, ""), language=language())
    viewer: Viewer = request.viewer  # type: ignore[attr-defined]  # set by the middleware
    is_hidden = name in ("actor", "track") and not knows(viewer, name, value)
    return said(name, value, codes, written=value if is_hidden else "")


def heading(name: str) -> str:
    """What a facet is called."""
    if name in _HEADINGS:
        return gettext(_HEADINGS[name])
    return words.prop("meeting" if name == "status" else "", name, language=language())


def said(name: str, value: str, codes: dict[str, str] | None = None, written: str = "") -> str:
    """A value of a facet or column in words; `written` is what the record calls it."""
    spoken = language()
    if name == "track" and value == NO_TRACK:
        return words.phrase("timeline.other", language=spoken)
    if name == "track":
        ref = None if written else track_refs().get(value)
        return words.track(value, written or (ref.name if ref else value), language=spoken)
    if name == "actor":
        found = None if written or spoken != "en" else actor_refs([value]).get(value)
        return words.actor(value, written or (found.name if found else ""), language=spoken)
    if name == "person":
        return words.person(value, language=spoken)
    if name == "place":
        return words.city(value, language=spoken)
    if name == "language":
        return _language(value)
    if name == "state" and value == DUE:
        return gettext("Open, with a last day")
    vocabulary = (codes or {}).get(name) or _CODES.get(name)
    return words.code(vocabulary, value, language=spoken) if vocabulary else written or value


def _language(tag: str) -> str:
    try:
        return str(get_language_info(tag)["name_translated"])
    except KeyError:  # not one of those whose names Django knows
        return tag


def _rest(request: HttpRequest, name: str) -> str:
    """The query without one name and without the place in the list; an actor's role goes with the actor."""
    query = request.GET.copy()
    for gone in (name, "offset", *(("role",) if name == "actor" else ())):
        query.pop(gone, None)
    return _query(query)


def _query(query: QueryDict) -> str:
    return f"?{query.urlencode()}" if query else "?"


def _address(base: str, name: str, value: str) -> str:
    return f"{base}{'' if base == '?' else '&'}{urlencode({name: value})}"


def hidden(request: HttpRequest, names: Iterable[str]) -> list[tuple[str, str]]:
    """What a form of these fields has to carry along from the address."""
    taken = {*names, "offset"}
    return [(name, value) for name, values in request.GET.lists() if name not in taken for value in values]
