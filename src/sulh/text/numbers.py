"""Numbers written in English prose, in digits or words, ordinal or cardinal."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["SMALL_NUMBERS", "NumberMention", "cardinal", "find_numbers", "find_ordinals", "ordinal"]


def _words(text: str) -> list[str]:
    return text.split()


_ONES = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
SMALL_NUMBERS = (*_ONES[1:], "twenty")
_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINAL_ONES = _words(
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_ORDINAL_TENS = _words("twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth")
_OPENING = {"inaugural": 1, "maiden": 1}

_CARDINALS = {word: value for value, word in enumerate(_ONES)} | {word: 10 * value for value, word in enumerate(_TENS, 2)}
_ORDINALS = (
    {word: value for value, word in enumerate(_ORDINAL_ONES) if value}
    | {word: 10 * value for value, word in enumerate(_ORDINAL_TENS, 2)}
    | {"hundredth": 100}
    | _OPENING
)
_SCALES = {"hundred": 100, "dozen": 12, "thousand": 1_000, "million": 10**6, "billion": 10**9, "m": 10**6, "bn": 10**9}
_ROMAN = re.compile(r"(?=[IVXLC])C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}

_DASH = r"[-\u2010\u2011\u2013 ]"
_ORDINAL_WORD = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_TENS_WORD = "|".join(_TENS)
_FIND_ORDINAL = re.compile(
    rf"(?<![\w.,/-])(?:(?P<digits>\d{{1,4}})(?:st|nd|rd|th)|"
    rf"(?:(?P<tens>{_TENS_WORD}){_DASH})?(?P<word>{_ORDINAL_WORD}))(?!\w)",
    re.IGNORECASE,
)
_SMALL = rf"(?:(?:{_TENS_WORD})(?:{_DASH}(?:{'|'.join(_ONES[1:10])}))?|{'|'.join(sorted(_ONES, key=len, reverse=True))})(?!\w)"
_SCALE_WORD = r"(?:hundred|dozen|thousand|million|billion)(?!\w)"
_FIND_NUMBER = re.compile(
    r"(?<![\w.,/$-])(?:"
    rf"(?P<digits>\d{{1,3}}(?:,\d{{3}}){{1,3}}|\d{{1,12}})(?P<fraction>\.\d{{1,4}})?(?P<big> ?(?:{_SCALE_WORD}|(?:bn|m)(?!\w)))?"
    rf"|(?P<words>half an? {_SCALE_WORD}|(?:an?(?= {_SCALE_WORD})|{_SMALL})(?:(?: {_SCALE_WORD}){{1,2}}(?: (?:and )?{_SMALL})?){{0,4}})"
    r")(?![\w%/]|[.,]\d| and a half| percent| per cent)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+")
_APPROXIMATELY = re.compile(
    r"(?:\b(?:nearly|almost|about|around|roughly|approximately|some|over|under|up to|close to|at least|at most|no fewer than|"
    r"no less than|no more than|"
    r"more than|less than|fewer than|as many as|an estimated|estimated|circa|well over|just over|just under)|~|\u2248) ?(?:the )?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A number in a text: half-open code point span, value, and whether the text calls it approximate."""

    start: int
    end: int
    value: int
    approximate: bool = False


def ordinal(word: str, *, roman: bool = False) -> int | None:
    """Return the value of an ordinal ("16th", "sixteenth", "twenty-first", "inaugural"); Roman numerals ("XVI") only when `roman`."""
    word = word.strip()
    match = _FIND_ORDINAL.fullmatch(word)
    if match is not None:
        return _ordinal_value(match)
    if roman and word and _ROMAN.fullmatch(word):
        return _roman_value(word)
    return None


def find_ordinals(text: str) -> list[tuple[int, int, int]]:
    """Return every ordinal of `text` as (start, end, value), in order; "second" and "first" in any sense."""
    found = ((match.start(), match.end(), _ordinal_value(match)) for match in _FIND_ORDINAL.finditer(text))
    return [(start, end, value) for start, end, value in found if value is not None]


def cardinal(words: str) -> int | None:
    """Return the value of a whole number in digits or words ("8,000", "twenty-five", "a dozen", "1.2 million"); None for anything else."""
    match = _FIND_NUMBER.fullmatch(words.strip())
    return None if match is None else _number_value(match)


def find_numbers(text: str) -> list[NumberMention]:
    """Return every whole number of `text` in order; fractions, percentages, ordinals and numbers inside words are left out."""
    found = []
    for match in _FIND_NUMBER.finditer(text):
        value = _number_value(match)
        if value is not None:
            before = text[max(0, match.start() - 24) : match.start()]
            found.append(NumberMention(match.start(), match.end(), value, _APPROXIMATELY.search(before) is not None))
    return found


def _ordinal_value(match: re.Match[str]) -> int | None:
    digits, tens, word = match.group("digits", "tens", "word")
    if digits is not None:
        return int(digits) or None
    value = _ORDINALS[word.lower()]
    if tens is None:
        return value
    return _CARDINALS[tens.lower()] + value if value < 10 and word.lower() not in _OPENING else None


def _roman_value(word: str) -> int:
    values = [_ROMAN_DIGITS[digit] for digit in word]
    return sum(-value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True))


def _number_value(match: re.Match[str]) -> int | None:
    digits, fraction, big = match.group("digits", "fraction", "big")
    if digits is None:
        return _words_value(_WORD.findall(match["words"].lower()))
    whole = int(digits.replace(",", ""))
    scale = _SCALES[big.strip().lower()] if big else 1
    if not fraction:
        return whole * scale
    tail = fraction[1:]
    scaled, remainder = divmod(int(tail) * scale, 10 ** len(tail))
    # "2.5" without "million" or the like is not a whole number.
    return None if remainder else whole * scale + scaled


def _words_value(words: list[str]) -> int:
    """Return the value of number words, e.g. ["two", "hundred", "and", "five"]."""
    halved = words[0] == "half"
    total, group = 0, 0
    for word in words[2:] if halved else words:
        if word in _CARDINALS:
            group += _CARDINALS[word]
        elif word in ("hundred", "dozen"):
            group = (group or 1) * _SCALES[word]
        elif word in _SCALES:
            total, group = total + (group or 1) * _SCALES[word], 0
    value = total + group
    return value // 2 if halved else value
