"""Which meeting a promise promises: its number, form, track and place, as far as its words say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sulh.following.types import Promise
from sulh.following.weights import patterns
from sulh.model.vocabulary import Issue, MeetingKind
from sulh.text.countries import country_name
from sulh.text.folding import fold_lookalikes
from sulh.text.numbers import find_ordinals
from sulh.wording.folding import renamed
from sulh.wording.origin import actors_in

__all__ = [
    "PlaceNames",
    "PromisedMeeting",
    "is_at_same_place",
    "numbered",
    "promised_meeting",
    "promises_meeting",
    "recurs",
    "told_of_meeting",
]

# The order in which forms are looked for: "the next summit of the Astana format" is a summit.
_FORMS = ("summit", "conference", "working_group", "session", "ministerial", "consultation", "round")
# Letters within which words are about one meeting.
_AFTER = 40
# What may stand between a number and the meeting it counts: "the 21st International Meeting", "ninth session of ...".
_COUNTED = re.compile(r"\s+(?:[\w-]+\s+){0,3}?(?:meetings?|rounds?|summits?|sessions?|talks|consultations?|conferences?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PromisedMeeting:
    """What a promise says of the meeting to come.

    `places` are folded names of cities, and codes of countries; `is_next` says that it is the next of the meetings it was promised at,
    `recurs` that meetings are to be held again and again, so that none of them alone keeps the promise. `invited` are actors that are to
    be asked to come, where that is what is promised.
    """

    ordinal: int | None
    form: str | None
    places: frozenset[str]
    is_next: bool = False
    recurs: bool = False
    invited: frozenset[str] = frozenset()


class PlaceNames:
    """The places where meetings of a record are held, known again in the words of a promise under each of their names."""

    def __init__(self, places: Iterable[tuple[str | None, str | None]]) -> None:
        """Cities, and countries by ISO 3166-1 alpha-2."""
        self._names: dict[tuple[str, ...], str] = {}
        for city, country in places:
            if city:
                self._names[_words(city)] = self.key(city)
            if country:
                self._names[_words(country_name(country) or country)] = country
        self._longest = max(map(len, self._names), default=0)

    @staticmethod
    def key(city: str) -> str:
        """A city by the name it is compared by: Nur-Sultan is Astana."""
        return " ".join(_words(city))

    def named(self, text: str, language: str = "en") -> frozenset[str]:
        """The places at which something is to be, by a text; a city in the name of a format ("in the Astana format") is none."""
        words = _words(text)
        found: set[str] = set()
        where = _place_words(language)
        for at in range(len(words)):
            if where and (at == 0 or words[at - 1] not in where):
                continue
            for size in range(min(self._longest, len(words) - at), 0, -1):
                name = self._names.get(words[at : at + size])
                if name is not None and not _is_format(words, at + size):
                    found.add(name)
                    break
        return frozenset(found)


def promised_meeting(promise: Promise, places: PlaceNames) -> PromisedMeeting | None:
    """The meeting that a promise is to hold; None where it promises something else."""
    if not promises_meeting(promise.text, promise.issues):
        return None
    form, at = _form(promise)
    # "The next round in May, and the second meeting of the group beside it": the number is not that of the round.
    number = numbered(promise.text[: at + _AFTER]) if at is not None else numbered(promise.text)
    following = patterns("next_of_kind", promise.language)
    is_next = following is not None and following.search(promise.text) is not None
    where = places.named(promise.text, promise.language) or places.named(promise.before, promise.language)
    return PromisedMeeting(number, form, where, is_next, recurs(promise.text, promise.language), _invited(promise))


def _invited(promise: Promise) -> frozenset[str]:
    """Whom a promise is to bring to a meeting: "Iraq and Lebanon will be asked to observe"."""
    sought = patterns("invites", promise.language)
    return frozenset(actors_in(promise.text)) if sought is not None and sought.search(promise.text) else frozenset()


def is_at_same_place(text: str, language: str = "en") -> bool:
    """Whether words mean a place that is named before them: "in the same city"."""
    sought = patterns("same_place", language)
    return sought is not None and sought.search(text) is not None


def recurs(text: str, language: str = "en") -> bool:
    """Whether words promise to meet again and again: "consultations at regular intervals"."""
    sought = patterns("recurring", language)
    return sought is not None and sought.search(text) is not None


def promises_meeting(text: str, issues: Iterable[str]) -> bool:
    """Whether words of a promise, about these issues, promise a meeting."""
    sought = patterns("meeting")
    return Issue.NEXT_MEETING in issues or (sought is not None and sought.search(text) is not None)


def told_of_meeting(text: str, language: str = "en") -> bool:
    """Whether words tell of a meeting that was held."""
    sought = patterns("held", language)
    return sought is not None and sought.search(text) is not None


def numbered(text: str) -> int | None:
    """The number of the meeting that words name: 21 in "the 21st International Meeting"."""
    return next((value for _, end, value in find_ordinals(text) if _COUNTED.match(text, end)), None)


def _form(promise: Promise) -> tuple[str | None, int | None]:
    """The form that the words name first, and where it ends; a round, whose words others have too, gives way to what is near."""
    found: list[tuple[int, int, str]] = []
    for form in _FORMS:
        sought = patterns(form, promise.language) or patterns(form)
        match = sought.search(promise.text) if sought is not None else None
        if match is not None:
            found.append((match.start() + (_AFTER if form == MeetingKind.ROUND else 0), match.end(), form))
    if found:
        _, end, form = min(found)
        return form, end
    # Whoever meets at a summit and agrees to meet again means a summit.
    return (promise.form if promise.form in (MeetingKind.SUMMIT, MeetingKind.SESSION) else None), None


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for _, _, word in renamed(fold_lookalikes(text)))


def _is_format(words: tuple[str, ...], after: int) -> bool:
    return after < len(words) and words[after] in ("format", "process", "talks", "platform", "track")


@lru_cache(maxsize=32)
def _place_words(language: str) -> frozenset[str]:
    """Words that stand before a place where something is to be; none for a language of which the table has none."""
    found = patterns("at", language)
    return frozenset(found.pattern.strip("(?:)").split("|")) if found else frozenset()
