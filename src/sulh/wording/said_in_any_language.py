"""Which days, lengths of time and numbers a text names, so that they can be found again in another language.

Negations are not among them: in 8,000 sentences of the United Nations that are translations of each other, one in fifty (French) to one
in twelve (Arabic) denies in one language what the other says without a negation ("fails to", "non-proliferation").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sulh.model import SubstanceKind
from sulh.text.phrases import rows
from sulh.wording.substance.amounts import is_same_length
from sulh.wording.substance.kinds import found_terms
from sulh.wording.substance.parts import TermWord, parts_of
from sulh.wording.substance.times import same_date

__all__ = ["FactsSaid", "facts_said"]

_TIMES = (SubstanceKind.DEADLINE, SubstanceKind.DATE)
_HALF_DAY = 12
_FIGURE = re.compile(r"\d+(?:[.,\u066b\u066c\u00a0\u202f ]\d+)*")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,\u066c\u00a0\u202f ]\d{3})+")
_DECIMAL = re.compile(r"(\d+)[,\u066b](\d{1,2})")
_DATE_PARTS = 3


@dataclass(frozen=True, slots=True)
class FactsSaid:
    """`times` and `numbers` by what they mean ("1 5 2031", "2 week", "15"), each with its words; `held` is every number named anyhow."""

    times: Mapping[str, str]
    numbers: Mapping[str, str]
    held: frozenset[str]

    @property
    def keys(self) -> frozenset[str]:
        """What the times and numbers mean."""
        return frozenset(self.times) | frozenset(self.numbers)

    def missing_in(self, other: FactsSaid) -> tuple[str, ...]:
        """The words of the times and numbers that the other text has in no form, in the order of their kinds and places.

        A number in words counts only where the other text has one too that this text lacks: "both sides" are "les deux parties".
        """
        gone = [words for key, words in self.times.items() if not other.has_time(key)]
        lost = {key: words for key, words in self.numbers.items() if not other.has_number(key)}
        replaced = any(not self.has_number(key) for key in other.numbers)
        gone += [words for words in lost.values() if replaced or words[0].isdigit()]
        return tuple(dict.fromkeys(gone))

    def has_number(self, key: str) -> bool:
        """Whether a number is named, or the hour of a time of day: "3 p.m." is "15 heures"."""
        hours = {str(int(key) + by) for by in (_HALF_DAY, -_HALF_DAY)} if key.isdigit() and int(key) < 2 * _HALF_DAY else set()
        return key in self.held or bool(hours & self.held)

    def has_time(self, key: str) -> bool:
        """Whether a day or a length of time is named, if only in part: "March" has that of "3 March"."""
        if any(same_date(key, own) or is_same_length(key, own) for own in self.times):
            return True
        figures = [figure for part in key.split(" ") for figure in part.split("-") if figure.isdigit()]
        if len(key.split(" ")) == _DATE_PARTS:
            # A day that the other text has in another month is another day; a month itself may be told in words that are not read.
            days, month, year = key.split(" ")
            if month != "-" and any(own.split(" ")[0] == days != "-" for own in self.times):
                return False
            figures = [figure for part in (days, year) for figure in part.split("-") if figure]
        return all(figure in self.held for figure in figures)


@lru_cache(maxsize=4096)
def facts_said(text: str) -> FactsSaid:
    """Return what a text says in any language, but for the number of the item that it is."""
    parts, terms = parts_of(text), found_terms(text)
    times: dict[str, str] = {}
    numbers: dict[str, str] = {}
    taken = {at for at in range(len(parts)) if _is_order(text, parts, at)}
    for kind in (*_TIMES, SubstanceKind.NUMBER):
        for term in terms[kind]:
            words = text[parts[term.low].start : parts[term.high - 1].end]
            named = term.low not in taken and not term.loose
            if kind in _TIMES and named and _is_counted(term.key, words):
                times.setdefault(term.key, words)
            elif kind not in _TIMES and named and term.key[0].isdigit():
                numbers.update((key, words) for key in _figures(words if words[0].isdigit() and " " not in words else term.key))
            taken.update(range(term.low, term.high))
    for at, part in enumerate(parts):
        if at not in taken and part.key[0].isdigit():
            numbers.update((key, text[part.start : part.end]) for key in _figures(part.key))
    held = {*numbers, *(key for part in parts for key in _figures(part.key)), *_counts(times)}
    return FactsSaid(times, numbers, frozenset(held))


def _is_counted(key: str, words: str) -> bool:
    """Whether a time says how much or which: not "during the year", nor a day of the week, whose names are other words too."""
    figures = any(figure.isdigit() for figure in re.split("[ -]", key))
    return figures and key.split(" ")[0] != "weekday" and (not key.startswith("1 ") or any(letter.isdigit() for letter in words))


def _figures(words: str) -> Iterator[str]:
    """The numbers of a word as they are compared: with a point for decimals, a time of day as its hour and its minutes."""
    for figure in _FIGURE.findall(words):
        if _THOUSANDS.fullmatch(figure):
            figure = "".join(digit for digit in figure if digit.isdigit())
        elif (decimal := _DECIMAL.fullmatch(figure)) is not None:
            figure = f"{decimal[1]}.{decimal[2]}"
        hour, _, minutes = figure.partition(".")
        clock = len(minutes) == 2 and hour.isdigit() and int(hour) < 2 * _HALF_DAY and minutes.isdigit()
        yield from (part.lstrip("0") for part in ((hour, minutes) if clock else (figure,)) if part.lstrip("0"))


def _is_order(text: str, parts: Sequence[TermWord], at: int) -> bool:
    """Whether a number is the number of the item, or says the place in an order ("58th"), which other languages say in words."""
    part = parts[at]
    after = parts[at + 1] if at + 1 < len(parts) else None
    if part.key[0].isdigit():
        if at == 0 and not text[: part.start].strip(" (") and text[part.end :].lstrip()[:1] in (".", ")", "-", "\u2013"):
            return True
        return after is not None and after.before in ("", "-") and after.key in _order_endings()
    return after is not None and after.before in ("-", " ") and not after.key[0].isdigit() and after.key in _order_words()


@lru_cache(maxsize=1)
def _order_endings() -> frozenset[str]:
    return frozenset(form for row in rows("substance.csv") if row["kind"] == "order_ending" for form in row["form"].split("|"))


@lru_cache(maxsize=1)
def _order_words() -> frozenset[str]:
    return frozenset(form for row in rows("substance.csv") if row["kind"] == "order_word" for form in row["form"].split("|"))


def _counts(times: Mapping[str, str]) -> Iterator[str]:
    """The numbers within times: of "2 week" two."""
    for key in times:
        yield from (part for part in re.split("[ -]", key) if part[:1].isdigit())
