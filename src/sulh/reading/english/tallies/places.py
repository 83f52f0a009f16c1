"""Where the cases of a tally were: one place for all of them, places with numbers of their own, or the place named before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sulh.reading.english.tallies.counts import SMALL, times
from sulh.reading.lexicon import alternatives
from sulh.reading.passages import Passage
from sulh.text.numbers import cardinal

__all__ = ["CountInPlace", "in_each_of", "is_of_the_same_place", "own_places", "place_ahead", "places_named", "stated_place"]

_NAME = r"[A-Z][\w’'-]*(?:[ -](?:[A-Z][\w’'-]*|al|ez|el|az|ed)){0,2}"
_NUMBER = rf"(?:\d[\d,]*|{SMALL})"
_KIND = r"(?:provinces?|regions?|governorates?|oblasts?|districts?)"
_AREA = r"(?:(?:disengagement|security|buffer) )?(?:areas?|zones?)"
_ZONE = rf"(?:{_AREA}|one|ones) (?:near|of|around) {_NAME}"
# "In government- and non-government-controlled areas": the first half of a pair stands for the whole.
_HELD = rf"(?i:{alternatives('tally_held')}|(?:non-?)?government-(?= (?:and|or)\b))"
_WITHIN = r"(?:in|inside|within|across|along|near|close to)"
_AROUND = r"(?:(?: the)?(?: [\w-]+){0,2} (?:periphery|vicinity|surroundings|outskirts) of)?"
# "Latakia (6)", "Idlib - 10", "Latakia – one"; and "three in Idlib", "19 in the province of Idlib", "26 of which in areas held by them".
_BEHIND = re.compile(rf"\b(?P<place>{_NAME})(?: {_KIND})? ?(?:\(|[-–—:] ?)(?P<count>{_NUMBER})\b\)?")
# In a sheet: "of which Idlib 1, Latakia 1, Damascus 3".
_LISTED = re.compile(rf"\b(?P<place>{_NAME}) (?P<count>{_NUMBER})(?=[,;.)]| and\b|$)")
_AHEAD = re.compile(
    rf"\b(?P<count>{_NUMBER}|once|twice)(?: [-–—])?(?: (?:cases?|of them|of which|violations?|times|occasions|instances))?(?: were)?"
    rf" (?:in|inside) (?:the |an? )?(?:{_KIND} of )?(?:the )?(?P<place>{_HELD}|{_ZONE}|{_NAME}(?: {_KIND})?)"
)
_IN = re.compile(
    rf"(?:(?!\b(?:that|which|mostly|mainly|most|concentrated)\b)(?! ?[–—]| - )[^,;.:()]){{0,60}}? {_WITHIN}(?: or {_WITHIN})?{_AROUND}"
    r" (?:the |both |either |an? )?"
    rf"(?P<place>(?:{_KIND} of )?{_NAME}(?: {_KIND}| {_AREA})?|{_ZONE}|{_HELD})"
)
# "No violations in either Donetsk or Luhansk region": none in each of the two.
_EACH_OF = re.compile(
    rf"[^,;.:()]{{0,40}}? in (?:both|either)(?: the)? (?P<first>{_NAME})(?: {_KIND})? (?:and|or|nor)"
    rf" (?P<second>{_NAME})(?: (?P<kind>{_KIND}))?"
)
_EACH_SAME = re.compile(rf"[^,;.:()]{{0,40}}? in (?:both|either|the two)(?: of the)?(?: two)? {_KIND}\b")
# "80 violations in Donetsk region and one in Luhansk region": numbers that share their noun, and nobody gives their sum.
_SIBLING = re.compile(
    rf"(?:(?:[,;)]|\band|\bbut(?= none))\s+)+(?P<count>{_NUMBER}|none)\s(?:in|inside) (?:the )?"
    rf"(?P<place>{_ZONE}|{_NAME}(?: {_KIND})?|{_HELD})"
)
_WITHIN_IT = re.compile(rf"\b(?:in|inside) (?:the )?(?:\w+ )?(?P<place>(?:{_KIND} of )?{_NAME}(?: {_KIND})?)")
_SAME = re.compile(r"[^,;.:()]{0,40}? in (?:the|that|this) (?:province|region|governorate|oblast|district|area|zone)\b(?! of\b| near\b)")
# "The areas near one, another and a third; violations inside the latter".
_LATTER = re.compile(rf"[^,;.:()]{{0,60}}? (?:in|inside|within) the (?:latter|last)(?: (?:{_AREA}|one))?(?! two\b| three\b)")
_LIST = re.compile(rf"(?:{_NAME}, )*{_NAME},? and (?P<last>{_NAME})")
# Areas named together, without numbers of their own: "in and around the three pilot disengagement areas".
_AREAS = re.compile(
    r"\b(?:in|inside|in and around|within) (?:any of |all )?(?:the )?"
    r"(?P<place>(?:(?:two|three|four|five|pilot|\d) )*(?:disengagement|security|buffer|de-escalation) (?:areas|zones))\b"
)
# At the beginning, or behind a heading that ran into the sentence.
_FIRST = re.compile(rf"^(?:.*\b\w+\W+)?\W*In (?:the )?(?P<place>{_NAME} {_KIND}|{_KIND} of {_NAME})(?:,| between\b| on\b)", re.DOTALL)
_OF = re.compile(rf"^{_KIND} of ")
_ONE = re.compile(r"^ones? (?:near|of|around) ")
_YEAR = re.compile(r"(?:19|20)\d\d")
# A number in brackets or behind a dash is of the place before it; "all but two in the city" counts nothing.
_COUNT_NEXT = re.compile(rf" ?(?:\(|[-–—:] ?){_NUMBER}\b")
_BUT = re.compile(r"\b(?:but|except)(?: for)? $", re.IGNORECASE)
_SEVERAL = re.compile(rf"(?:,| and| or) (?:the )?(?P<place>{_NAME})")


@dataclass(frozen=True, slots=True)
class CountInPlace:
    """A number of its own for one place: where it stands in the sentence, and where its words end."""

    place: str
    count: int
    start: int
    end: int


def own_places(passage: Passage, start: int, end: int) -> tuple[CountInPlace, ...]:
    """Return the places between two offsets of a sentence that have a number of their own, in text order, each once.

    They are parts of the number before them, or share its noun: "80 violations in one region and none in the other".
    """
    found = {one.start: one for one in (*_siblings(passage, start, end), *_split(passage, start, end))}
    made: dict[str, CountInPlace] = {}
    for at in sorted(found):
        made.setdefault(found[at].place, found[at])
    return tuple(made.values())


def _split(passage: Passage, start: int, end: int) -> Iterator[CountInPlace]:
    words = passage.text[start:end]
    found = list(_BEHIND.finditer(words)) or list(_AHEAD.finditer(words))
    found = found or [it for it in _LISTED.finditer(words) if _is_known(passage, it["place"])]
    for one in found:
        count = _value(one["count"])
        at = passage.start + start + one.start("count")
        if any(it.start <= at < it.end for it in passage.dates) or _YEAR.fullmatch(one["count"]):
            continue
        if count is not None and _is_place(passage, one["place"]) and not _BUT.search(words, 0, one.start("count")):
            yield CountInPlace(_clean(one["place"]), count, start + one.start("count"), start + one.end())


def _siblings(passage: Passage, start: int, end: int) -> Iterator[CountInPlace]:
    words = re.sub(r"\([^()]*\)", lambda it: " " * (len(it[0]) - 1) + ")", passage.text[start:end])
    for one in _SIBLING.finditer(words):
        count = 0 if one["count"] == "none" else _value(one["count"])
        if count is not None and _is_place(passage, one["place"]):
            yield CountInPlace(_clean(one["place"]), count, start + one.start("count"), start + one.end())


def stated_place(passage: Passage, start: int, end: int, until: int) -> str | None:
    """Return the one place in which all cases were: named directly behind them, or at the beginning of the sentence."""
    if (latter := _LATTER.match(passage.text, end, until)) is not None:
        return _last_listed(passage.text[: latter.start()])
    behind = _IN.match(passage.text, end, until)
    if behind is not None:
        other = _SEVERAL.match(passage.text, behind.end(), until)
        if _COUNT_NEXT.match(passage.text, behind.end(), until) or not _is_place(passage, behind["place"]):
            return None
        return None if other and _is_place(passage, other["place"]) else _clean(behind["place"])
    first = _FIRST.match(passage.text[:start])
    return _clean(first["place"]) if first and not list(_split(passage, end, until)) else None


def in_each_of(passage: Passage, end: int, until: int, before: tuple[str, ...]) -> tuple[str, ...]:
    """Return the two places for each of which a number is said to hold ("none in either"); `before` are those of the sentence before."""
    found = _EACH_OF.match(passage.text, end, until)
    if found is not None:
        kind = f" {found['kind'].removesuffix('s')}" if found["kind"] else ""
        return f"{found['first']}{kind}", f"{found['second']}{kind}"
    return before if len(before) > 1 and _EACH_SAME.match(passage.text, end, until) else ()


def place_ahead(passage: Passage, start: int) -> str | None:
    """Return the place named last before a number that says how often something was done: "broke the truce in Donbas six times"."""
    found = [one for one in _WITHIN_IT.finditer(passage.text, 0, start) if _is_place(passage, one["place"])]
    return _clean(found[-1]["place"]) if found else None


def places_named(passage: Passage) -> str | None:
    """Return the areas that a sentence names together and without numbers of their own."""
    found = _AREAS.search(passage.text)
    return found["place"] if found else None


def is_of_the_same_place(passage: Passage, end: int, until: int) -> bool:
    """Return whether the words behind a number mean the place named before: "in the region"."""
    return _SAME.match(passage.text, end, until) is not None


def _last_listed(text: str) -> str | None:
    found = list(_LIST.finditer(text))
    return found[-1]["last"] if found else None


def _clean(name: str) -> str:
    return _ONE.sub("", _OF.sub("", name)).replace("nongovernment", "non-government") + ("controlled areas" if name.endswith("-") else "")


def _is_place(passage: Passage, name: str) -> bool:
    """Whether the name is that of a place within a country: no actor, no country, no month."""
    at = passage.start + passage.text.find(name)
    if any(one.start <= at < one.end for one in passage.dates):
        return False
    known = next((one for one in passage.places if one.start == at), None)
    if known is not None:
        return known.place.kind != "country"
    return not any(one.start <= at < one.end for one in passage.references)


def _is_known(passage: Passage, name: str) -> bool:
    return any(passage.between(it.start, it.end) == name for it in passage.places)


def _value(written: str) -> int | None:
    return int(written.replace(",", "")) if written[0].isdigit() else times(written) or cardinal(written)
