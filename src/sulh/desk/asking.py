"""What addresses ask for: filters, places in a list, and the choices that the filter form offers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from operator import itemgetter
from typing import Any

from django.http import HttpRequest

from sulh import words
from sulh.desk.memory import kept
from sulh.desk.shown import language
from sulh.record.queries.process import FACTS
from sulh.record.shapes import Filters, PageOf, Viewer

__all__ = ["Paging", "choices_for", "filters_of", "is_filtered", "offset_of", "paging"]

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_NAMES = tuple(one.name for one in fields(Filters))
_second = itemgetter(1)
_FIRST, _LAST = "-01-01", "-12-31"
_YEAR, _MONTH = 4, 7


@dataclass(frozen=True, slots=True)
class Paging:
    """Where in a list a page stands; `before` and `after` are offsets or None."""

    first: int
    last: int
    total: int
    before: int | None
    after: int | None


def filters_of(request: HttpRequest) -> Filters:
    """The filters that the address names; what is no day is left out rather than refused, so that a half-typed one harms nothing."""
    given: dict[str, Any] = {name: request.GET.get(name, "").strip() or None for name in _NAMES}
    given["since"] = _day(given["since"], _FIRST)
    given["until"] = _day(given["until"], _LAST)
    return Filters(**given)


def is_filtered(filters: Filters) -> bool:
    """Whether anything is left out."""
    return filters != Filters()


def offset_of(request: HttpRequest) -> int:
    """The offset that the address names, 0 when it is no number."""
    asked = request.GET.get("offset", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0


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


def _day(text: str | None, rest: str) -> str | None:
    """A day, month or year as the first or last day it may mean."""
    if not text or not _DAY.fullmatch(text):
        return None
    if len(text) == _YEAR:
        return text + rest
    if len(text) == _MONTH:
        return text + ("-01" if rest == _FIRST else "-31")
    return text
