"""Numbers that others are compared with: "compared with 5,200 and 1,700, respectively", "(9,800 in the week before)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sulh.reading.english.tallies.counts import CountFound, bare, meaning_of
from sulh.reading.lexicon import pattern
from sulh.text.numbers import NumberMention, find_numbers

__all__ = ["compared_numbers", "with_place_of_its_like"]

_SAID = pattern(
    r"\b(?:compar\w+ (?:with|to)|(?:as )?against(?= (?:about |over |some |the )?\d)|(?:up|down) from"
    r"|(?:than|as)(?: in)? the (?:previous|preceding|week before|two weeks before)[^().;]{0,30} \()(?:\b|(?<=\())"
    # "A week earlier the mission had logged 702", "the previous week there were 44".
    r"|(?:^\W*|, )(?:an? (?:day|week|month|fortnight) (?:earlier|before)|the (?:day|week|month|two weeks|fortnight) before"
    r"|(?:(?:on|in|over|during) )?the (?:previous|preceding|prior) [\w-]+(?: [\w-]+)?)\b,?[^.;()\d]{0,50}?"
    r"\b(?:<tally_verb>|were|was|been|stood at)\b(?: (?:<tally_verb>|been)\b)?"
)
_BRACKET = re.compile(r"\((?=[^()]*\b(?:previous|preceding|prior|before)\b[^()]*\))")
_LINK = re.compile(r"(?:,? and|,)?(?: the)? ?(?:recorded,? )?", re.IGNORECASE)
_NONE = re.compile(r" (?:the )?none\b")
_RESPECTIVELY = re.compile(r"[^.;]{0,30}\brespectively\b", re.IGNORECASE)


def compared_numbers(text: str, found: Sequence[CountFound], carried: Sequence[CountFound] = ()) -> list[CountFound]:
    """Return the numbers without a noun that counts of the sentence are compared with, in the same order.

    Where the sentence has none before them ("This compares with ..."), they are those of the sentence before, `carried`.
    """
    made: list[CountFound] = []
    after = 0
    for start, end in _openings(text):
        like = [one for one in found if not one.earlier and after <= one.start < start] or ([] if found else list(carried))
        for one, number in zip(like, _listed(text, end), strict=False):
            if any(it.start <= number.start < it.end for it in found):
                break
            made.append(
                CountFound(one.kind, number.value, meaning_of(text[: number.start]), number.start, number.end, True, place=one.place)
            )
        after = end
    return made


def with_place_of_its_like(one: CountFound, before: Sequence[CountFound]) -> CountFound:
    """Return an earlier number without a place with that of the number of its kind before it."""
    like = next((it for it in reversed(before) if it.kind == one.kind and not it.earlier), None)
    return replace(one, place=like.place) if one.earlier and one.place is None and like is not None else one


def _openings(text: str) -> Iterator[tuple[int, int]]:
    said = [one.span() for one in _SAID.finditer(text)]
    brackets = [one.span() for one in _BRACKET.finditer(text) if not _SAID.search(text[one.end() : text.find(")", one.end())])]
    yield from sorted([*said, *brackets])


def _listed(text: str, start: int) -> Iterator[NumberMention]:
    """The numbers that follow one another from an offset on, with nothing between them but how exact they are."""
    none = _NONE.match(text, start)
    if none is not None:
        yield NumberMention(start, none.end(), 0)
        return
    at = start
    for number in find_numbers(text):
        if number.start < start:
            continue
        between = bare(text[at : number.start])
        if not _LINK.fullmatch(between):
            return
        yield number
        at = number.end
        if text.startswith(" recorded", at):
            at += len(" recorded")
