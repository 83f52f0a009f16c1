"""What addresses ask for: filters, places in a list, and the choices that the filter form offers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from operator import itemgetter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from sulh import words
from sulh.desk.memory import kept
from sulh.desk.shown import language
from sulh.record.queries.process import FACTS
from sulh.record.shapes import Filters, PageOf, Viewer
from sulh.text.edtf import earliest, latest

__all__ = ["Paging", "choices_for", "filters_given", "filters_of", "is_filtered", "misread", "offset_of", "paging", "state_of"]

_NAMES = tuple(one.name for one in fields(Filters))
_BOUNDS = {"since": earliest, "until": latest}
_second = itemgetter(1)


@dataclass(frozen=True, slots=True)
class Paging:
    """Where in a list a page stands; `before` and `after` are offsets or None."""

    first: int
    last: int
    total: int
    before: int | None
    after: int | None


def filters_of(request: HttpRequest) -> Filters:
    """The filters that the address names; what is no day is left out rather than refused, and said: by a message, or by the part that
    is asked for alone (`parts/misread.html`).
    """
    found = filters_given(request.GET)
    for name in _BOUNDS:
        typed = request.GET.get(name, "").strip()
        if typed and getattr(found, name) is None:
            misread(request, gettext("“%(typed)s” is no date, so the list is not narrowed by it.") % {"typed": typed})
    return found


def filters_given(given: Mapping[str, str]) -> Filters:
    """The filters that these answers of a form or address name; what is no day is left out."""
    asked: dict[str, Any] = {name: given.get(name, "").strip() or None for name in _NAMES}
    for name, bound in _BOUNDS.items():
        typed = asked[name]
        day = bound(made) if typed and (made := words.date_typed(typed)) else None
        asked[name] = day.isoformat() if day else None
    return Filters(**asked)


def misread(request: HttpRequest, said: str) -> None:
    """Say what of an address is not understood: on the page, or above the part of one that is asked for."""
    before = getattr(request, "misread", ())
    if said in before:
        return
    request.misread = (*before, said)  # type: ignore[attr-defined]
    if not getattr(request, "htmx", False):
        messages.warning(request, said)


def is_filtered(filters: Filters) -> bool:
    """Whether anything is left out."""
    return filters != Filters()


def offset_of(request: HttpRequest) -> int:
    """The offset that the address names, 0 when it is no number."""
    return _whole(request.GET.get("offset", "")) or 0


def state_of(request: HttpRequest) -> int | None:
    """The state in which whoever sent a form saw what it is about, from its hidden field; None where it says none."""
    return _whole(request.POST.get("state", ""))


def _whole(given: str) -> int | None:
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None


def paging(page: PageOf[Any], size: int) -> Paging:
    """The neighbours of one page of a list whose pages hold `size` rows."""
    last = page.offset + len(page.rows)
    before = max(page.offset - size, 0) if page.offset else None
    return Paging(page.offset + 1 if page.rows else page.offset, last, page.total, before, last if last < page.total else None)


def choices_for(viewer: Viewer, *, kinds: str = "MeetingKind", states: str = "MeetingStatus") -> Mapping[str, object]:
    """What the selects of the filter form offer: tracks and actors of the record, and codes, each with its words."""
    return kept(viewer, lambda: _choices(viewer, kinds, states), "choices", kinds, states, on=FACTS)


def _choices(viewer: Viewer, kinds: str, states: str) -> Mapping[str, object]:
    from sulh.record.queries.actors import named_actors
    from sulh.record.queries.tracks import tracks

    return {
        "tracks": [(one.id, words.track(one.id, one.name, language=language())) for one, _ in tracks(viewer)],
        "actors": sorted(((one.id, words.actor(one.id, one.name, language=language())) for one in named_actors(viewer)), key=_second),
        "issues": sorted(words.choices("Issue", language=language()), key=_second),
        "kinds": words.choices(kinds, language=language()),
        "states": words.choices(states, language=language()),
    }
