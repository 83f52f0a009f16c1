"""What numbers in words and in digits amount to, and how long a time is that is told in some unit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

__all__ = ["amount", "is_other_length", "is_same_length"]

_LARGE = {"million": Decimal(10**6), "billion": Decimal(10**9)}
_HUNDRED, _THOUSAND, _DOZEN, _TEN, _TWENTY, _FOUR = map(Decimal, (100, 1000, 12, 10, 20, 4))
# Days of a unit of time: a month has thirty, so that "six months" are "180 days".
_DAYS = {
    "minute": Decimal(1) / 1440,
    "hour": Decimal(1) / 24,
    "day": Decimal(1),
    "week": Decimal(7),
    "month": Decimal(30),
    "year": Decimal(365),
}
_NUMBER_AND_UNIT = 2
# Two lengths of time that differ by less are one told in other units: a year, twelve months.
_SAME_LENGTH = Decimal("0.03")


def amount(key: str, language: str | None) -> str:
    """Return the number that its words or digits in a row amount to ("70 2" is "72"); what is no exact number stays as it is."""
    values = [_LARGE.get(word) or _number(word) for word in key.split(" ")]
    known = [value for value in values if value is not None]
    return format(_sum(known, language).normalize(), "f") if len(known) == len(values) else key


def _sum(values: Sequence[Decimal], language: str | None) -> Decimal:
    total = part = Decimal(0)
    for value in values:
        if value >= _THOUSAND and part and value in (_THOUSAND, *_LARGE.values()):
            total, part = total + part * value, Decimal(0)
        elif value == _HUNDRED and 0 < part < _TEN:
            part *= value
        elif (value == _DOZEN and 0 < part < _TEN) or (value == _TWENTY and part == _FOUR and language == "fr"):
            # "Two dozen", "quatre-vingts".
            part *= value
        else:
            part += value
    return total + part


def _number(word: str) -> Decimal | None:
    try:
        return Decimal(word) if word[:1].isdigit() else None
    except InvalidOperation:
        return None


def is_other_length(one: str, unit: str, other: str, other_unit: str) -> bool:
    """Return whether two times, told by numbers and units, are of another length: "14 days" and "two weeks" are not."""
    lengths = [number * _DAYS[named] for key, named in ((one, unit), (other, other_unit)) if (number := _number(key)) is not None]
    return len(lengths) == 2 and abs(lengths[0] - lengths[1]) > _SAME_LENGTH * max(lengths)


def is_same_length(one: str, other: str) -> bool:
    """Return whether two times that are told by a number and a unit each ("4 week", "28 day") are equally long."""
    first, second = one.split(" "), other.split(" ")
    if not all(len(time) == _NUMBER_AND_UNIT and time[1] in _DAYS and _number(time[0]) is not None for time in (first, second)):
        return False
    return not is_other_length(*first, *second)
