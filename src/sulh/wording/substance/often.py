"""How often something is to happen: "weekly", "every two weeks", "three times a year", in each language."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from sulh.wording.substance.parts import TermTable, TermWord
from sulh.wording.substance.terms import bare_words
from sulh.wording.substance.times import counted

__all__ = ["how_often"]

# Days between one time and the next; a year has twelve months of thirty days, so that "every twelve months" is once a year.
_DAYS = {
    "hour": Decimal(1) / 24,
    "day": Decimal(1),
    "week": Decimal(7),
    "fortnight": Decimal(14),
    "month": Decimal(30),
    "quarter": Decimal(90),
    "half-year": Decimal(180),
    "year": Decimal(360),
}
_PLACES = Decimal("0.001")


def how_often(parts: Sequence[TermWord], table: TermTable, at: int) -> tuple[int, str] | None:
    """Return where words for how often end that begin at `at`, and the days from one time to the next; None if none begin there."""
    longest = max((found for find in (_listed, _every, _times) if (found := find(parts, table, at)) is not None), default=None)
    if longest is None:
        return None
    high, days = longest
    return high, format(days.quantize(_PLACES).normalize(), "f")


def _listed(parts: Sequence[TermWord], table: TermTable, at: int) -> tuple[int, Decimal] | None:
    """Return a word or words of the table: "weekly"."""
    match = table.match("often", parts, at)
    return (at + match[0], _DAYS[match[1]]) if match is not None and match[1] in _DAYS else None


def _every(parts: Sequence[TermWord], table: TermTable, at: int) -> tuple[int, Decimal] | None:
    """Return "every two weeks", "каждую неделю"."""
    match = table.match("every", parts, at)
    place = at + match[0] if match is not None else len(parts)
    if place >= len(parts) or parts[place].before != " ":
        return None
    number = counted(parts, table, place)
    if number is None or number[0] >= len(parts):
        unit = _unit(parts, table, place)
        return (unit[0], _DAYS[unit[1]]) if unit is not None else None
    unit, count = _unit(parts, table, number[0]), _positive(number[1])
    return (unit[0], count * _DAYS[unit[1]]) if unit is not None and count is not None else None


def _times(parts: Sequence[TermWord], table: TermTable, at: int) -> tuple[int, Decimal] | None:
    """Return "twice a week", "trois fois par an"."""
    match = table.match("times", parts, at)
    place, count = (at + match[0], _positive(match[1])) if match is not None else (at, None)
    if match is None and (number := counted(parts, table, at)) is not None and number[0] < len(parts):
        word = table.match("times_word", parts, number[0])
        place, count = (number[0] + word[0], _positive(number[1])) if word is not None else (at, None)
    per = table.match("per", parts, place) if count is not None and place < len(parts) else None
    unit = _unit(parts, table, place + per[0]) if per is not None else None
    return (unit[0], _DAYS[unit[1]] / count) if unit is not None and count is not None else None


def _unit(parts: Sequence[TermWord], table: TermTable, at: int) -> tuple[int, str] | None:
    """Return where a unit of time ends that begins at `at`, and which it is."""
    if at >= len(parts) or parts[at].before != " ":
        return None
    if table.has("quarter", parts[at].key):
        return at + 1, "quarter"
    if (pair := table.match("unit", parts, at)) is not None:
        return (at + pair[0], pair[1]) if pair[1] in _DAYS else None
    units = table.forms.get("unit", {})
    bare = next((units[word,] for word in bare_words(parts[at].key) if (word,) in units), None)
    return (at + 1, bare) if bare in _DAYS else None


def _positive(number: str) -> Decimal | None:
    try:
        value = Decimal(number)
    except InvalidOperation:
        return None
    return value if value > 0 else None
