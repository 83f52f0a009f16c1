"""The numbers of a sentence that count people or remains given back, each with the part of the sentence that is about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from sulh.reading.lexicon import pattern
from sulh.reading.passages import Passage
from sulh.text.numbers import NumberMention, find_numbers

__all__ = ["Share", "shares_of"]

# Up to so many words may stand between a number and those counted: "15 wounded and sick prisoners"; "six missing persons' remains".
_NOUN = pattern(
    r"\s+(?:(?!(?:and|or|by|from|days?|hours?)\b)[\w'’-]+\s+){0,5}?(?P<remains><freed_remains>)?(?(remains)|<freed_person>)\b"
    r"(?P<late>['’]?s?['’]?\s+<freed_remains>\b)?"
)
_OF_REMAINS = pattern(r"\b<freed_remains>\s+of\s+(?:the\s+|its\s+|their\s+)?(?:[\w'’-]+\s+){0,3}$")
# A number alone counts people where a sentence told of them before: "18 by the government", "nine in exchange", "100 Taliban".
_ALONE = pattern(r"\s*(?:$|[.,;:)]|\b(?:<freed_alone>)\b|(?-i:[A-Z]))")
# Numbers that count something else: "two sides", "three days", "5 p.m.".
_UNIT = pattern(r"\s*(?:[\w-]+\s+)?(?:<freed_not_counted>)\b(?!\s+(?:<freed_person>)\b)|\s*(?:%|[ap]\.?m\b)")
# "The general and two other captives": how many in all is not said.
_BESIDE_NAMED = pattern(r"\band\s+\S+\s+others?\s+\S+$|\ban?\s+(?:[\w-]+\s+){1,2}and\s+\S+\s+\S+$")
_AS_MANY = pattern(r"\b(?:the\s+same\s+number|as\s+many(?!\s+as)|an\s+equal\s+number)\b")
_NAMED = re.compile(r"\s*[A-Z]")
# Not a number of people: after "Resolution", "Article", "No."; of an earlier whole ("seven of the eleven"); a clock.
_NO_COUNT = pattern(
    r"(?:\b(?:resolution|article|paragraph|no|number|point|annex|age|aged|unit|brigade|battalion)\.?\s+|[\d:/.-]"
    r"|(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|some|most|all|many|several))\s+of\s+(?:the|its|their|those)\s+)$"
)
_BOUND = pattern(r"[;:]|,(?:\s+(?:and|while|whereas|with|but))?|\b(?:and|while|whereas|against|for|in\s+(?:return|exchange)(?:\s+for)?)\b")


@dataclass(frozen=True, slots=True)
class Share:
    """How many, and the part `[start, end)` of the sentence that says it; `at` is where the number stands, `after` where it ends."""

    count: int
    at: int
    after: int
    start: int
    end: int
    remains: bool = False
    named: bool = True


def shares_of(passage: Passage, *, known: bool) -> list[Share]:
    """The counts of a sentence in its order, each with its part of it; `known` says that people given back were told of before."""
    text = passage.text
    found: list[tuple[int, int, int, bool, bool]] = []
    for number in find_numbers(text):
        kind = None if _is_other(passage, number) else _counted(text, number, known or bool(found))
        if kind is not None:
            end, remains, named = kind
            # "3,000 bodies are still there, 7,000 were given back"
            as_before = not named and bool(found) and found[-1][3] and not _NAMED.match(text, end)
            found.append((number.value, number.start, end, remains or as_before, named))
    for match in _AS_MANY.finditer(text):
        earlier = [one for one in found if one[1] < match.start()]
        if earlier:
            found.append((earlier[-1][0], match.start(), match.end(), earlier[-1][3], False))
    found.sort(key=lambda one: one[1])
    edges = [0, *(_between(text, one[2], other[1]) for one, other in pairwise(found)), len(text)]
    return [Share(one[0], one[1], one[2], edges[n], edges[n + 1], one[3], one[4]) for n, one in enumerate(found)]


def _is_other(passage: Passage, number: NumberMention) -> bool:
    """Whether a number is part of a date, the number of a paragraph, or counts something else."""
    at = passage.start + number.start
    if number.start == 0 and passage.text[number.end : number.end + 1] in (".", ")"):
        return True
    if any(one.start <= at < one.end for one in passage.dates):
        return True
    return _NO_COUNT.search(passage.text[: number.start]) is not None or _UNIT.match(passage.text, number.end) is not None


def _counted(text: str, number: NumberMention, known: bool) -> tuple[int, bool, bool] | None:
    """Where the words for those counted end, whether they are remains, and whether they are named; None where nobody is counted."""
    noun = _NOUN.match(text, number.end)
    if noun is not None and not known and _BESIDE_NAMED.search(text[: noun.end()]):
        return None
    if noun is not None:
        remains = (noun["remains"] or noun["late"]) is not None or _OF_REMAINS.search(text[: number.start]) is not None
        return noun.end(), remains, True
    if _OF_REMAINS.search(text[: number.start]):
        return number.end, True, True
    return (number.end, False, False) if known and _ALONE.match(text, number.end) else None


def _between(text: str, end: int, start: int) -> int:
    """Where the part about the second number begins: behind the last word that parts the two."""
    bounds = list(_BOUND.finditer(text, end, start))
    strong = [one for one in bounds if one[0] in ";:"]
    chosen = (strong or bounds)[-1:]
    return chosen[0].start() if chosen else start
