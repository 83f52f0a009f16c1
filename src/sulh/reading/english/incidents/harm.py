"""How many a sentence says were killed and injured, and whether they were civilians or fighters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sulh.model import Harmed, VerificationState
from sulh.reading.lexicon import pattern
from sulh.reading.passages import Passage, unbroken
from sulh.text.numbers import find_numbers

__all__ = ["HarmTold", "harm_of", "harm_told", "harms_of"]

_PERSON = pattern(r"\b(?:<harm_civilian>|<harm_fighter>|<harm_person>)\b")
_CIVILIAN = pattern(r"\b(?:<harm_civilian>)\b")
_FIGHTER = pattern(r"\b(?:<harm_fighter>)\b")
_KILLED = pattern(r"\b(?:<harm_killed>)\b")
_INJURED = pattern(r"\b(?:<harm_injured>)\b")
_HARM = pattern(r"\b(?:(?P<killed><harm_killed>)|(?P<injured><harm_injured>))\b")
_ONE = pattern(
    r"\b(?:an?|another) (?!(?:[\w-]+ )?(?:number|group|few|lot|team|couple|total)\b)"
    r"(?=(?:[\w-]+ ){0,3}(?:<harm_civilian>|<harm_fighter>|<harm_person>)\b(?<!s))"
)
# "Killing 67 children", "the death of over 20 civilians".
_AHEAD = pattern(
    r"\b(?:(?P<killed>kill(?:ed|ing)|deaths? of|killing of)|(?P<injured>injur(?:ed|ing)|wound(?:ed|ing)))"
    r" (?:(?:the|an?|of|at least|over|more than|about|around|some|up to|estimated|total) ){0,3}$"
)
_ALL_INJURED = pattern(r"\ball (?:of them )?(?:<harm_injured>)\b")
_CASUALTIES = re.compile(r"\bcasualt(?:y|ies)\b", re.IGNORECASE)
# Sums of longer times than the one reported on.
_SUM_BEHIND = pattern(r"[,(]? ?\b(?:<harm_sum_behind>)\b.*$", re.IGNORECASE | re.DOTALL)
_SUM = pattern(r"\b(?:<harm_sum>)\b")
_CORROBORATED = pattern(r"\b(?:<harm_corroborated>)\b")
_VERIFIED = pattern(r"\b(?:<harm_verified>)\b")
_HARM_NOUN = re.compile(r"deaths?|fatalit|injur(?:y|ies)", re.IGNORECASE)
_AGE = re.compile(r"[- ]years?\b")
_NEAR, _FEW = 70, 2


@dataclass(frozen=True, slots=True)
class HarmTold:
    """Numbers of killed and injured, None where none is given, and where in the sentence they begin and end."""

    killed: int | None
    injured: int | None
    harmed: Harmed | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    value: int


@dataclass(frozen=True, slots=True)
class _Toll:
    """One number with what happened to so many: `killed`, `injured`, or `casualties` where it is not said which."""

    what: str
    value: int
    start: int
    end: int


def harm_of(passage: Passage) -> HarmTold | None:
    """Return the harm that a sentence tells of, all of it together; None where no number is given."""
    found = list(_tolls(passage))
    return _together(passage.text, found) if found else None


def harms_of(passage: Passage) -> list[HarmTold]:
    """Return the harm of each case that a sentence tells apart: "a woman killed in one town and a man injured in another"."""
    text, found = passage.text, list(_tolls(passage))
    ones = [one for one in found if one.value == 1 and one.what != "casualties"]
    if len(ones) > 1 and all(re.search(r"\b(?:in|near|at)\b", text[one.end : following]) for one, following in _with_next(ones, len(text))):
        return [_together(text, [one]) for one in ones]
    told = _together(text, found) if found else None
    return [told] if told is not None and (told.killed is not None or told.injured is not None) else []


def harm_told(passages: Iterable[Passage]) -> Iterator[tuple[Passage, VerificationState]]:
    """Yield the sentences of a status report that do not sum up longer times, each with how far it says that the harm is established.

    What stands behind a colon is told as the words before it: "the mission confirmed one casualty:" and the case.
    """
    told: VerificationState | None = VerificationState.ALLEGED
    goes_on = False
    for passage in passages:
        if not (goes_on and not _looked_into(passage.text)):
            told = None if _SUM.search(_SUM_BEHIND.sub("", passage.text)) else _looked_into(passage.text) or VerificationState.ALLEGED
        if told is not None:
            yield unbroken(passage), told
        goes_on = passage.text.endswith(":")


def _looked_into(text: str) -> VerificationState | None:
    if _CORROBORATED.search(text):
        return VerificationState.CORROBORATED
    return VerificationState.VERIFIED if _VERIFIED.search(text) else None


def _with_next(ones: list[_Toll], length: int) -> Iterator[tuple[_Toll, int]]:
    yield from zip(ones, [*(one.start for one in ones[1:]), length], strict=True)


def _together(text: str, found: list[_Toll]) -> HarmTold:
    """Tolls as one harm: of several numbers of one kind the first, as the others are parts of it."""
    first: dict[str, int] = {}
    for one in found:
        first.setdefault(one.what, one.value)
    if "casualties" in first and _ALL_INJURED.search(text):
        first = {"injured": first["casualties"]}
    start, end = found[0].start, max(one.end for one in found)
    words = text[start : end + _NEAR]
    civilians, fighters = _CIVILIAN.search(words), _FIGHTER.search(words)
    harmed = Harmed.BOTH if civilians and fighters else Harmed.CIVILIANS if civilians else Harmed.FIGHTERS if fighters else None
    return HarmTold(first.get("killed"), first.get("injured"), harmed, start, end)


def _tolls(passage: Passage) -> Iterator[_Toll]:
    words = _SUM_BEHIND.sub("", passage.text)
    if _SUM.search(words):
        return
    dates = [(one.start - passage.start, one.end - passage.start) for one in passage.dates]
    numbers = [one for one in _numbers(words) if not any(start <= one.start < end for start, end in dates)]
    for number, one in enumerate(numbers):
        until = numbers[number + 1].start if number + 1 < len(numbers) else len(words)
        toll = _behind(words, one, until) or _ahead(words, one)
        if toll is not None:
            yield toll


def _numbers(text: str) -> list[_Number]:
    found = [_Number(one.start, one.end, one.value) for one in find_numbers(text) if not _AGE.match(text, one.end)]
    found += [_Number(one.start(), one.end() - 1, 1) for one in _ONE.finditer(text)]
    return sorted(found, key=lambda one: one.start)


def _behind(text: str, number: _Number, until: int) -> _Toll | None:
    """A number before its persons and what happened to them: "four soldiers were killed", "ten injured", "two fatalities"."""
    words = re.split(r"[.;:]", text[number.end : min(until, number.end + _NEAR)])[0]
    harm = _HARM.search(words)
    if harm is None:
        casualties = _CASUALTIES.search(words)
        return _Toll("casualties", number.value, number.start, number.end + casualties.end()) if casualties else None
    lead = words[: harm.start()]
    near = " ".join(lead.split()[:5])
    noun = _HARM_NOUN.match(harm[0]) is not None and len(lead.split()) <= _FEW
    if not (noun or _PERSON.search(near) or re.fullmatch(r" ?(?:were |was |have been |had been |more |others? |reportedly )*", lead)):
        return None
    return _Toll(harm.lastgroup or "killed", number.value, number.start, number.end + harm.end())


def _ahead(text: str, number: _Number) -> _Toll | None:
    """A number behind what happened to so many: "killing 67 children"."""
    lead = _AHEAD.search(text[: number.start])
    if lead is None or not _PERSON.search(" ".join(text[number.end :].split()[:4])):
        return None
    return _Toll(lead.lastgroup or "killed", number.value, lead.start(), number.end)
