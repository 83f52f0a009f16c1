"""Where the cases of a tally were: one place for all of them, or places with numbers of their own."""

from __future__ import annotations

import re

from sulh.reading.lexicon import alternatives
from sulh.reading.passages import Passage
from sulh.text.numbers import SMALL_NUMBERS, cardinal

__all__ = ["each_in_its_place", "is_of_the_same_place", "place_ahead", "split_by_place", "stated_place"]

_NAME = r"[A-Z][\w’'-]*(?:[ -](?:[A-Z][\w’'-]*|al|ez|el|az|ed)){0,2}"
_NUMBER = rf"(?:\d[\d,]*|{'|'.join(SMALL_NUMBERS)})"
_KIND = r"(?:provinces?|regions?|governorates?|oblasts?|districts?)"
_ZONE = rf"(?:disengagement |security |buffer )?(?:area|zone) (?:near|of|around) {_NAME}"
# "Latakia (6)", "Idlib - 10", "Latakia – one"; and "three in Idlib", "19 in the province of Idlib".
_BEHIND = re.compile(rf"\b(?P<place>{_NAME})(?: {_KIND})? ?(?:\(|[-–—:] ?)(?P<count>{_NUMBER})\b\)?")
# In a sheet: "of which Idlib 1, Latakia 1, Damascus 3".
_LISTED = re.compile(rf"\b(?P<place>{_NAME}) (?P<count>{_NUMBER})(?=[,;.)]| and\b|$)")
_AHEAD = re.compile(
    rf"\b(?P<count>{_NUMBER}) (?:[-–—] )?(?:(?:cases?|of them|violations?) )?(?:were )?in (?:the )?(?:{_KIND} of )?(?:the )?"
    rf"(?P<place>{_NAME}|(?i:{alternatives('tally_held')}))"
)
_IN = re.compile(
    rf"[^,;.:()]{{0,60}}? (?:in|inside|within|across|along) (?:the )?(?P<place>(?:{_KIND} of )?{_NAME}(?: {_KIND})?|{_ZONE})"
)
# "80 violations in Donetsk region and one in Luhansk region": each number has its place, and nobody gives their sum.
_EACH = re.compile(
    rf" in (?:the )?(?P<first>{_NAME}(?: {_KIND})?)(?:,| and|, and) (?P<count>{_NUMBER}) in (?:the )?(?P<second>{_NAME}(?: {_KIND})?)"
)
_WITHIN = re.compile(rf"\bin (?:the )?(?:\w+ )?(?P<place>(?:{_KIND} of )?{_NAME}(?: {_KIND})?)")
_SAME = re.compile(r"[^,;.:()]{0,40}? in (?:the|that|this) (?:province|region|governorate|oblast|district|area|zone)\b(?! of\b| near\b)")
_FIRST = re.compile(rf"^\W*In (?:the )?(?P<place>{_NAME} {_KIND}|{_KIND} of {_NAME}),")
_OF = re.compile(rf"^{_KIND} of ")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SEVERAL = re.compile(rf"(?:,| and| or) (?:the )?(?P<place>{_NAME})")


def split_by_place(passage: Passage, start: int, end: int) -> tuple[tuple[str, int], ...]:
    """Return the places between two offsets of a sentence that have a number of their own, with it, in text order."""
    words = passage.text[start:end]
    found = list(_BEHIND.finditer(words)) or list(_AHEAD.finditer(words))
    found = found or [it for it in _LISTED.finditer(words) if _is_known(passage, it["place"])]
    made: dict[str, int] = {}
    for one in found:
        count = _value(one["count"])
        at = passage.start + start + one.start("count")
        if any(it.start <= at < it.end for it in passage.dates) or _YEAR.fullmatch(one["count"]):
            continue
        if count is not None and _is_place(passage, one["place"]):
            made.setdefault(one["place"], count)
    return tuple(made.items())


def stated_place(passage: Passage, start: int, end: int, until: int) -> str | None:
    """Return the one place in which all cases were: named directly behind them, or at the beginning of the sentence."""
    if split_by_place(passage, end, until):
        return None
    behind = _IN.match(passage.text, end, until)
    if behind is not None:
        other = _SEVERAL.match(passage.text, behind.end(), until)
        if not _is_place(passage, behind["place"]) or (other and _is_place(passage, other["place"])):
            return None
        return _OF.sub("", behind["place"])
    first = _FIRST.match(passage.text[:start])
    return _OF.sub("", first["place"]) if first else None


def _is_place(passage: Passage, name: str) -> bool:
    """Whether the name is that of a place within a country: no actor, no country."""
    at = passage.start + passage.text.find(name)
    known = next((one for one in passage.places if one.start == at), None)
    if known is not None:
        return known.place.kind != "country"
    return not any(one.start <= at < one.end for one in passage.references)


def each_in_its_place(passage: Passage, count: int | None, end: int, until: int) -> tuple[tuple[str, int], ...]:
    """Return the two places of numbers that share their noun, with their numbers; none where the sentence has no such pair."""
    found = _EACH.match(passage.text, end, until)
    second = _value(found["count"]) if found else None
    if found is None or count is None or second is None or not (_is_place(passage, found["first"]) and _is_place(passage, found["second"])):
        return ()
    return (found["first"], count), (found["second"], second)


def is_of_the_same_place(passage: Passage, end: int, until: int) -> bool:
    """Return whether the words behind a number mean the place named before: "in the region"."""
    return _SAME.match(passage.text, end, until) is not None


def place_ahead(passage: Passage, start: int) -> str | None:
    """Return the place named last before a number that says how often something was done: "broke the truce in Donbas six times"."""
    found = [one for one in _WITHIN.finditer(passage.text, 0, start) if _is_place(passage, one["place"])]
    return _OF.sub("", found[-1]["place"]) if found else None


def _is_known(passage: Passage, name: str) -> bool:
    return any(passage.between(it.start, it.end) == name for it in passage.places)


def _value(written: str) -> int | None:
    return int(written.replace(",", "")) if written[0].isdigit() else cardinal(written)
