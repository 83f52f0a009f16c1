"""Where the cases of a tally were: one place for all of them, places with numbers of their own, or the place named before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sulh.reading.english.tallies.counts import COUNTED, SMALL, bare, times
from sulh.reading.lexicon import alternatives, pattern
from sulh.reading.passages import Passage
from sulh.text.numbers import cardinal

__all__ = [
    "CountInPlace",
    "in_each_of",
    "is_of_the_same_place",
    "own_places",
    "place_ahead",
    "place_of_what_it_is_part_of",
    "places_named",
    "places_with_theirs",
    "stated_place",
]

# "Lanao del Sur", "Deir ez-Zor", "Sector 3"; no single letter, as in "D-44 guns".
_PARTICLE = "(?:al|ez|el|az|ed|ad|ash|as|ar|del|de|du|la|da|do|dos)"
_NAME = (
    r"(?:(?:Sector|Zone|Area|Region|District) (?:\d{1,2}|[A-Z])\b"
    rf"|(?:{_PARTICLE}-)?(?![A-Z][A-Za-z]?[A-Z]\b)[A-Z](?=[\w’'-])(?!-\d)[\w’'-]*(?:[ -](?:{_PARTICLE}[ -])?[A-Z][\w’'-]*){{0,2}})"
)
_NUMBER = rf"(?:\d[\d,]*|(?i:{SMALL}))"
_KIND = rf"(?:{alternatives('tally_place_kind')})"
_COMPASS = rf"(?:{alternatives('tally_compass')})"
_AREA = r"(?:(?:disengagement|security|buffer) )?(?:areas?|zones?)"
_ZONE = rf"(?:{_AREA}|one|ones) (?:near|of|around) {_NAME}"
# "In government- and non-government-controlled areas": the first half of a pair stands for the whole.
_HELD = rf"(?i:{alternatives('tally_held')}|(?:non-?)?government-(?= (?:and|or)\b))"
_WITHIN = rf"(?:in|inside|within|across|along|near|close to|at|on(?= the {_NAME} (?:axis|fronts?|directions?|sectors?)\b))"
_AROUND = r"(?:(?: the)?(?: [\w-]+){0,2} (?:periphery|vicinity|surroundings|outskirts) of)?"
# "In areas south-east of government-controlled Popasna", "at southerly directions of the station".
_TOWARDS = r"(?:(?:areas? (?:[a-z-]+ ){0,3}of |(?:[a-z-]+ ){1,4}directions? of )(?:the )?(?:(?:non-)?government-controlled )?)?"
# "Latakia (6)", "Idlib - 10", "Latakia – one"; and "three in Idlib", "19 in the province of Idlib", "26 of which in areas held by them".
_BEHIND = re.compile(rf"\b(?P<place>{_NAME})(?: {_KIND})?(?: ?\(| ?[–—:] ?| - ?|- )(?P<count>{_NUMBER})\b(?! (?:in|inside|at|near) )\)?")
# In a sheet: "of which Idlib 1, Latakia 1, Damascus 3".
_LISTED = re.compile(rf"\b(?P<place>{_NAME}) (?P<count>{_NUMBER})(?=[,;.)]| and\b|$)")
_AHEAD = re.compile(
    rf"\b(?P<count>{_NUMBER}|once|twice)(?: [-–—])?(?: (?:cases?|of them|of which|violations?|units?|times|occasions|instances))?"
    rf"(?: (?:{alternatives('tally_of_them')}))? (?:in|inside|at|near|on|around) (?:the |an? )?(?:fronts? in |axes in )?"
    rf"(?:(?P<kinds>{_KIND}) of )?(?:the )?(?P<place>{_HELD}|{_ZONE}|{_NAME}(?: {_KIND})?)"
)
_IN = re.compile(
    rf"(?:(?!\b(?:that|which|mostly|mainly|most|concentrated)\b)(?! ?[–—]| - )(?:[^,;.:()]|(?<=\d),(?=\d))){{0,80}}?"
    rf" {_WITHIN}(?: or {_WITHIN})?{_AROUND}"
    r" (?:the |both |either |an? )?"
    rf"{_TOWARDS}(?:(?!{_COMPASS})[a-z]+ (?={_KIND} of |{_NAME} {_KIND}))?"
    rf"(?P<place>(?:{_KIND} of |{_COMPASS} )?{_NAME}(?: {_KIND}| {_AREA})?(?![\w-])(?! (?:of|borders?|lines?|boundary)\b)|{_ZONE}|{_HELD})"
)
# "No violations in either Donetsk or Luhansk region", "none in Inhambane or Tete": none in each of the two.
_EACH_OF = re.compile(
    rf"[^,;.:()]{{0,40}}? in (?:(?:both|either)(?: the)? )?(?P<first>{_NAME})(?: {_KIND})? (?:and|or|nor)"
    rf" (?P<second>{_NAME})(?: (?P<kind>{_KIND}))?"
)
_EACH_SAME = re.compile(rf"[^,;.:()]{{0,40}}? in (?:both|either|the two)(?: of the)?(?: two)? {_KIND}\b")
# "80 violations in Donetsk region and one in Luhansk region": numbers that share their noun, and nobody gives their sum.
_SIBLING = re.compile(
    rf"(?:(?:[,;)]|\band|\bbut(?= none))\s+)+(?:a further |another )?(?P<count>{_NUMBER}|none)\s(?:in|inside|at|near|on|around) (?:the )?"
    rf"(?P<place>{_ZONE}|{_NAME}(?: {_KIND})?|{_HELD})"
)
_WITHIN_IT = re.compile(rf"\b(?:in|inside) (?:the )?(?:\w+ )?(?P<place>(?:{_KIND} of )?{_NAME}(?: {_KIND})?)")
_SAME = re.compile(r"[^,;.:()]{0,40}? in (?:the|that|this) (?:province|region|governorate|oblast|district|area|zone)\b(?! of\b| near\b)")
# "The areas near one, another and a third; violations inside the latter".
_LATTER = re.compile(
    r"[^,;.:()]{0,60}? (?:in|inside|within) the (?:latter|last(?! (?:\w+ )?(?:week|month|day|year|hour)))"
    rf"(?: (?:{_AREA}|one))?(?! two\b| three\b)"
)
_LIST = re.compile(rf"(?:{_NAME}, )*{_NAME},? and (?P<last>{_NAME})")
# Areas named together, without numbers of their own: "in and around the three pilot disengagement areas".
_AREAS = re.compile(
    r"\b(?:in|inside|in and around|within) (?:any of |all )?(?:the )?"
    r"(?P<place>(?:(?:two|three|four|five|pilot|\d) )*(?:disengagement|security|buffer|de-escalation) (?:areas|zones))\b"
)
# At the beginning, or behind a heading that ran into the sentence.
_FIRST = re.compile(
    rf"^(?:.*\b\w+\W+)?\W*(?:In|(?:However|Meanwhile|Likewise|Similarly),? in) (?:the )?"
    rf"(?P<place>{_NAME} {_KIND}|{_KIND} of {_NAME}|Sector \d{{1,2}})(?:,| (?:between|on|the|there)\b| $)",
    re.DOTALL,
)
_ITS_OWN = re.compile(rf" {_NUMBER}(?=[,.;)]| and\b|$)")
# "5,004 violations in one region and in the other region 1,316".
_THERE = re.compile(
    rf"(?:[,;]|\band|\bwhile) (?:in|inside|at|near) (?:the )?(?P<place>{_NAME}(?: {_KIND})?|{_ZONE})"
    rf" (?P<count>{_NUMBER})(?=[,.;)]| and\b|$)"
)
# "In Yasynuvata, the mission counted", "positioned in Debaltseve, it heard", "the camera in Shyrokyne recorded".
_WATCHED = pattern(
    rf"^\W*(?:(?:In|At|Near|Positioned (?:in|at|near)) (?P<first>{_NAME})(?: \([^()]*\))?,?"
    r" (?:the )?(?:OSCE )?(?i:<tally_watcher>)\b(?! (?:<tally_say>)\b)"
    rf"|(?:[^.;:]{{0,60}} )?(?i:<tally_watcher>)(?: positioned)? (?:in|at|near) (?P<second>{_NAME}),? (?:<tally_verb>)\b)",
    flags=0,
)
# "Hays accounted for 171, Taiz for 12 and Hudaydah city for 118"; "Marib (670 violations)".
_HAD = pattern(rf"\b(?P<place>(?:{_NAME})(?: {_KIND})?) (?:(?P<share><tally_share>)|<tally_had>) $", flags=0)
_HAD_SO_MANY = pattern(
    rf"\b(?P<place>(?:{_NAME})(?: {_KIND})?) (?:(?P<share><tally_share>)|<tally_had>)"
    rf" (?:(?:<tally_about>|<tally_at_least>) )?(?P<count>{_NUMBER})(?=[,.;]| and\b|$)",
    flags=0,
)
_AND_SO_MANY = re.compile(rf"(?:,? and |, )(?P<place>(?:{_NAME})(?: {_KIND})?)(?: for)? (?P<count>{_NUMBER})(?=[,.;]| and\b|$)")
_INCLUDING = re.compile(r"\b(?:including|among them|of which|with) (?:more |fewer )?$")
_IN_BRACKETS = re.compile(rf"\b(?P<place>(?:{_NAME})(?: {_KIND})?) \($")
_OF = re.compile(rf"^{_KIND} of ")
_ONE = re.compile(r"^ones? (?:near|of|around) ")
_YEAR = re.compile(r"(?:19|20)\d\d")
# A number in brackets or behind a dash is of the place before it; "all but two in the city" counts nothing.
_COUNT_NEXT = re.compile(rf" ?(?:\(|[-–—:] ?){_NUMBER}\b")
_BUT = re.compile(r"\b(?:but|except)(?: for)? $", re.IGNORECASE)
# "In Al-Faza and Jabaliya": both together.
_AND_ONE_MORE = re.compile(rf" and (?:the )?(?P<place>{_NAME})(?! {_KIND}\b|\w)(?=[^,]|,? )")
# "In the town of one, Beit al-Faqih district": the second holds the first.
_WITHIN_LARGER = re.compile(rf", {_NAME} {_KIND}\b")
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
    listed = list(_LISTED.finditer(words))
    found = found or (listed if any(_is_known(passage, it["place"]) for it in listed) else [])
    for one in found:
        count = _value(one["count"])
        at = passage.start + start + one.start("count")
        if any(it.start <= at < it.end for it in passage.dates) or _YEAR.fullmatch(one["count"]):
            continue
        if "kinds" in one.groupdict() and (one["kinds"] or "").endswith("s") and _SEVERAL.match(words, one.end()):
            continue  # in several, of which the first alone is none
        if count is not None and _is_place(passage, one["place"]) and not _BUT.search(words, 0, one.start("count")):
            yield CountInPlace(_clean(one["place"]), count, start + one.start("count"), start + one.end())


def _siblings(passage: Passage, start: int, end: int) -> Iterator[CountInPlace]:
    words = re.sub(r"\([^()]*\)", lambda it: " " * (len(it[0]) - 1) + ")", passage.text[start:end])
    for one in (*_SIBLING.finditer(words), *_THERE.finditer(words)):
        count = 0 if one["count"] == "none" else _value(one["count"])
        if count is not None and _is_place(passage, one["place"]):
            yield CountInPlace(_clean(one["place"]), count, start + one.start("count"), start + one.end())


def stated_place(passage: Passage, start: int, end: int, until: int) -> str | None:
    """Return the one place in which all cases were: named directly behind them, or at the beginning of the sentence."""
    if (latter := _LATTER.match(passage.text, end, until)) is not None:
        return _last_listed(passage.text[: latter.start()])
    behind = _IN.match(passage.text, end, until)
    if behind is not None and not _ITS_OWN.match(passage.text, behind.end(), until):
        other = None if _WITHIN_LARGER.match(passage.text, behind.end(), until) else _SEVERAL.match(passage.text, behind.end(), until)
        if _COUNT_NEXT.match(passage.text, behind.end(), until) or not _is_place(passage, behind["place"]):
            return None
        if other is None or not _is_place(passage, other["place"]):
            return _clean(behind["place"])
        both = _AND_ONE_MORE.match(passage.text, behind.end(), until)
        return f"{_clean(behind['place'])} and {both['place']}" if both else None
    first = _FIRST.match(passage.text[:start])
    if first is not None:
        return None if list(_split(passage, end, until)) else _clean(first["place"])
    return _place_before(passage, start, end)


def _place_before(passage: Passage, start: int, end: int) -> str | None:
    """The place that a number is said to be of by the words before it: "Taiz had 22 violations", "Marib (670 violations)", or where those
    stood who counted."""
    ahead = passage.text[:start]
    brackets = _IN_BRACKETS.search(bare(ahead))
    if brackets is not None:
        return _clean(brackets["place"]) if _is_place(passage, brackets["place"]) else None
    had = _HAD.search(bare(ahead))
    if had is not None:
        listed = _AND_SO_MANY.match(passage.text, end) is not None and _is_place(passage, had["place"])
        return _clean(had["place"]) if listed or _is_place_that_had(passage, had) else None
    watched = _WATCHED.match(ahead)
    place = (watched["first"] or watched["second"]) if watched else None
    return place if place is not None and _is_place(passage, place) else None


def _is_place_that_had(passage: Passage, found: re.Match[str]) -> bool:
    """Whether the subject of "had 22 violations" is a place and no body: one that is known, or that "accounts for" so many."""
    if _AND_SO_MANY.match(passage.text, found.end()) is not None:
        return _is_place(passage, found["place"])
    return _is_place(passage, found["place"]) and (
        found.groupdict().get("share") is not None or _is_known(passage, found["place"]) or _ends_as_place(found["place"])
    )


def places_with_theirs(passage: Passage, start: int, end: int) -> tuple[CountInPlace, ...]:
    """Return the places that are said to have so many: "Hays accounted for 171 and Hudaydah city for 118"."""
    made: list[CountInPlace] = []
    found = next(_HAD_SO_MANY.finditer(passage.text, start, end), None)
    while found is not None:
        count = _value(found["count"])
        if count is not None and (_is_place(passage, found["place"]) if made else _is_place_that_had(passage, found)):
            made.append(CountInPlace(_clean(found["place"]), count, found.start("count"), found.end()))
        found = _AND_SO_MANY.match(passage.text, found.end(), end)
    return tuple(made)


def place_of_what_it_is_part_of(passage: Passage, start: int) -> str | None:
    """Return the place of a noun without a number that a number is among: "fewer violations in the region, including 800 ..."."""
    ahead = passage.text[:start]
    if not _INCLUDING.search(bare(ahead)):
        return None
    nouns = list(COUNTED.finditer(ahead))
    found = _IN.match(ahead, nouns[-1].end()) if nouns else None
    if found is None or _SEVERAL.match(ahead, found.end()) or not _is_place(passage, found["place"]):
        return None
    return _clean(found["place"])


def in_each_of(passage: Passage, end: int, until: int, before: tuple[str, ...]) -> tuple[str, ...]:
    """Return the two places for each of which a number is said to hold ("none in either"); `before` are those of the sentence before."""
    found = _EACH_OF.match(passage.text, end, until)
    if found is not None and all(_is_place(passage, found[name]) for name in ("first", "second")):
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


def _ends_as_place(name: str) -> bool:
    return re.search(rf" {_KIND}$|^Sector ", name) is not None


def _is_known(passage: Passage, name: str) -> bool:
    return any(passage.between(it.start, it.end) == name and it.place.kind != "country" for it in passage.places)


def _value(written: str) -> int | None:
    return int(written.replace(",", "")) if written[0].isdigit() else times(written) or cardinal(written)
