"""Build relative date expressions (weekdays, "last week", "two years ago", parts of a month or year) from matched tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sulh.text.dates_built import MONTHS, Built, calendar_parts, first_of
from sulh.text.dates_parts import DateKind, DateParts, Unit
from sulh.text.dates_tokens import Tokens

__all__ = ["RELATIVE_BUILDERS"]

_UNITS: dict[str, Unit] = {"h": "hour", "d": "day", "u": "week", "K": "weekend", "c": "month", "y": "year", "A": "decade"}
_OVER = frozenset({"over", "during", "in", "within", "throughout", "for"})


def _part(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    """ "late January", "the second half of 2023", "the end of next week"."""
    inside = range(start, end)
    if any(tokens.kinds[index] == "p" and tokens.word(index) not in ("in", "during") for index in inside):
        return
    part = _which_part(tokens, start, end)
    month, decade = first_of(tokens, MONTHS, start, end), first_of(tokens, "8", start, end)
    if month is not None:
        side = tokens.values[month - 1] if tokens.kinds[month - 1] in "LNS" else None
        parts = calendar_parts(tokens, month, end)
        yield Built(start, end, "part", DateParts(year=parts.year, month=parts.month, year_shift=parts.year_shift, side=side, part=part))
    elif decade is not None:
        yield Built(start, end, "decade", DateParts(year=tokens.values[decade], part=part))
    elif tokens.kinds[end - 1] == "9":
        yield Built(start, end, "part", DateParts(year=tokens.values[end - 1], part=part))
    else:
        yield from _unit_part(tokens, start, end, part)


def _which_part(tokens: Tokens, start: int, end: int) -> int | None:
    """Return 0 for the beginning, 1 middle, 2 end, None for a plain "earlier" or "later"."""
    for index in range(start, end):
        kind, value = tokens.kinds[index], tokens.values[index]
        if kind in "eB":
            return value
        if kind in "o1" and tokens.kinds[index + 1 : index + 2] in tuple("Hud-"):
            return 0 if value == 1 else 2 if tokens.kinds[index + 1] == "H" else 1
        if kind == "L" and tokens.kinds[index + 1 : index + 3] in ("Hf", "uf", "df"):
            return 2
    return None


def _unit_part(tokens: Tokens, start: int, end: int, part: int | None) -> Iterator[Built]:
    unit = tokens.kinds[end - 1]
    if unit == "B":
        # year-end
        yield Built(start, end, "part", DateParts(unit="year", shift=0, side=0, part=2))
    if unit not in _UNITS or tokens.kinds[end : end + 1] == "-":
        return
    side = tokens.values[end - 2] if end - 2 >= start and tokens.kinds[end - 2] in "LNSG" else 0
    if unit == "d":
        if part is None or tokens.kinds[end - 2] in "LN":
            return
        yield Built(start, end, "relative", DateParts(unit="day", shift=side, side=side))
        return
    kind: DateKind = "offset" if tokens.kinds[end - 2] == "G" else "relative" if part is None else "part"
    yield Built(start, end, kind, DateParts(unit=_UNITS[unit], shift=side, side=side, part=part))


def _weekday(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    place = first_of(tokens, "W", start, end)
    side = first_of(tokens, "LNSG", start, end)
    if place is not None:
        kind: DateKind = "offset" if side is not None and tokens.kinds[side] == "G" else "weekday"
        yield Built(start, end, kind, DateParts(weekday=tokens.values[place], side=None if side is None else tokens.values[side]))


def _weekday_week(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    place, side = first_of(tokens, "W", start, end), first_of(tokens, "LNSG", start, end)
    if place is not None and side is not None:
        kind: DateKind = "offset" if tokens.kinds[side] == "G" else "weekday"
        yield Built(start, end, kind, DateParts(weekday=tokens.values[place], unit="week", shift=tokens.values[side]))


def _weekdays(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    """ "Monday to Wednesday", "Monday and Tuesday": a range unless the listed days are not consecutive."""
    places = [index for index in range(start, end) if tokens.kinds[index] == "W"]
    side = first_of(tokens, "LNSG", start, end)
    first = DateParts(weekday=tokens.values[places[0]], side=None if side is None else tokens.values[side])
    last = DateParts(weekday=tokens.values[places[-1]], side=first.side)
    listed = "&" in tokens.kinds[places[0] : places[-1]] and tokens.kinds[start - 1 : start] != "b"
    if listed and ((last.weekday or 0) - (first.weekday or 0)) % 7 != 1:
        yield Built(start, places[0] + 1, "weekday", first)
        yield Built(places[-1], end, "weekday", last)
    else:
        yield Built(start, end, "range", first, last)


def _deictic(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    shift = sum(tokens.values[index] for index in range(start, end) if tokens.kinds[index] in "RX")
    if tokens.kinds[start] == "L":
        shift = -1
    yield Built(start, end, "relative", DateParts(unit="day", shift=shift, side=0))


def _count(tokens: Tokens, start: int, end: int) -> int | None:
    """Return the number that a count in words or digits names, None when it is vague."""
    total, counted = 0, False
    for index in range(start, end):
        kind, value = tokens.kinds[index], tokens.values[index]
        if kind == "v":
            return value or None
        if kind == "&":
            break
        if kind in "n1#a":
            total, counted = total + value, True
    return total if counted else None


def _scaled(tokens: Tokens, unit: int, count: int | None) -> tuple[Unit, int | None]:
    """Return unit and count: a fortnight is two weeks, and minutes are zero hours."""
    kind = tokens.kinds[unit]
    if count is None:
        return _UNITS[kind], None
    if kind == "u":
        return "week", count * tokens.values[unit] // 7
    if tokens.word(unit).startswith("minute"):
        return "hour", 0
    return _UNITS[kind], count


def _ago(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    place = first_of(tokens, "hducyA", start, end)
    if place is None:
        return
    unit, count = _scaled(tokens, place, _count(tokens, start, place))
    yield Built(start, end, "relative", DateParts(unit=unit, shift=None if count is None else -count, side=-1 if count is None else None))


def _window(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    """ "the past 48 hours", "the coming days", "within ten days"; "last week" and "the next day" have this form too."""
    place = first_of(tokens, "LNG", start, end)
    unit_word, unit_kind = tokens.word(end - 1), tokens.kinds[end - 1]
    counted = first_of(tokens, "n1#v", start, end) is not None
    if tokens.kinds[end : end + 1] == "-":
        return
    if place is None:
        yield from _within(tokens, start, end)
        return
    side = tokens.values[place]
    unit, count = _scaled(tokens, end - 1, _count(tokens, place + 1, end) if counted else None)
    if counted or unit_word.endswith("s"):
        kind: DateKind = "offset" if tokens.kinds[place] == "G" else "window"
        yield Built(start, end, kind, DateParts(unit=unit, shift=_offset_shift(kind, count, side), side=side))
    elif tokens.word(place) in ("past", "coming") or (side < 0 and unit_kind in "ucyA" and _is_stretch(tokens, start)):
        yield Built(start, end, "window", DateParts(unit=unit, shift=1, side=side))
    elif unit_kind in "dhA":
        if side > 0 and unit_kind == "d":
            yield Built(start, end, "offset", DateParts(unit="day", shift=1))
    else:
        yield Built(start, end, "relative", DateParts(unit=unit, shift=side, side=side))


def _is_stretch(tokens: Tokens, start: int) -> bool:
    """Return whether a period up to now is meant: "over the last month", but not "last month"."""
    return tokens.kinds[start] == "t" and tokens.word(start - 1) in _OVER


def _offset_shift(kind: DateKind, count: int | None, side: int) -> int | None:
    return count if kind == "window" or count is None else count * side


def _within(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    """ "within ten days (of the signing)", "in three days"."""
    unit, count = _scaled(tokens, end - 1, _count(tokens, start + 1, end))
    word = tokens.word(start)
    following = tokens.kinds[end : end + 1]
    if word == "within" and count is not None:
        kind: DateKind = "offset" if following and following in "fXF" else "window"
        yield Built(start, end, kind, DateParts(unit=unit, shift=count, side=1))
    elif word == "in" and tokens.kinds[start + 1] != "a" and unit in ("hour", "day", "week") and not (following and following in "fXFr"):
        yield Built(start, end, "relative", DateParts(unit=unit, shift=count, side=1 if count is None else None))


def _relative(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    unit = _UNITS[tokens.kinds[end - 1]]
    if tokens.kinds[end : end + 1] == "-":
        return
    place = first_of(tokens, "LNS", start, end)
    if place is None:
        if tokens.word(start - 1) in ("over", "at", "during", "on", "of"):
            yield Built(start, end, "relative", DateParts(unit=unit, shift=0, side=0))
        return
    side = tokens.values[place]
    yield Built(start, end, "relative", DateParts(unit=unit, shift=side, side=side, part=_which_part(tokens, start, end)))


def _offset(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    """ "three days later", "the following week", "the day before", "the same day"."""
    place = first_of(tokens, "hducyAK", start, end)
    if place is None:
        return
    signs = [tokens.values[index] for index in range(start, end) if tokens.kinds[index] in "rXGN"]
    sign = signs[-1] if signs else 0
    counted = first_of(tokens, "an1#v", start, place) is not None or place == start
    unit, count = _scaled(tokens, place, _count(tokens, start, place) if counted else 1)
    whole = not counted
    side = sign if whole or count is None else None
    yield Built(start, end, "offset", DateParts(unit=unit, shift=None if count is None else count * sign, side=side))


def _season(tokens: Tokens, start: int, end: int) -> Iterator[Built]:
    season = first_of(tokens, "z", start, end)
    if season is None:
        return
    if tokens.kinds[end - 1] == "9":
        yield Built(start, end, "season", DateParts(year=tokens.values[end - 1]))
        return
    side = first_of(tokens, "LNS", start, end)
    if side is None and tokens.kinds[start] not in "te" and tokens.word(start - 1) not in ("in", "by", "since", "during"):
        return
    yield Built(start, end, "season", DateParts(month=tokens.values[season], side=None if side is None else tokens.values[side]))


RELATIVE_BUILDERS: dict[str, Callable[[Tokens, int, int], Iterator[Built]]] = {
    "part": _part,
    "weekday_week": _weekday_week,
    "weekdays": _weekdays,
    "weekday": _weekday,
    "deictic": _deictic,
    "window": _window,
    "relative": _relative,
    "ago": _ago,
    "offset": _offset,
    "season": _season,
}
