"""Times counted from an event, as windows of days: "within two weeks of the signing", "a month after the congress"."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sulh.model.errors import DateError
from sulh.text.dates import find_dates
from sulh.text.edtf import latest
from sulh.text.numbers import cardinal

__all__ = ["AllowedWindow", "counted_windows", "counts_from"]

# Days of the units; and those that words which leave a number open are taken to allow at most.
_DAYS = {"hour": 1, "day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}
_OPEN = {"hour": 2, "day": 14, "week": 62, "fortnight": 62, "month": 365, "year": 1826}
_UNIT = rf"(?P<unit>{'|'.join(_DAYS)})(?P<many>s)?(?:['\u2019]s?)?(?:\s+time)?(?![\w-])"
_OPEN_NUMBER = r"(?:an?|one)\s+(?:few|couple\s+of)|several|some"
_NUMBER = rf"(?P<number>{_OPEN_NUMBER}|an?|\d{{1,3}}|[a-z]+(?:-[a-z]+)?)\s+(?:calendar\s+|working\s+)?"
_EVENT = r"\s+(?P<event>[^.;:,()]{2,60})"
_WITHIN = re.compile(
    rf"\b(?P<how>within|inside|in|over|during|(?:no|not)\s+later\s+than|at\s+most)\s+(?:the\s+)?(?P<next>(?:next|coming|following)\s+)?"
    rf"(?:{_NUMBER})?{_UNIT}(?:\s+(?P<link>of|from|after|following|since){_EVENT})?",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"\b{_NUMBER}{_UNIT}\s+(?P<link>after|from|following){_EVENT}", re.IGNORECASE)
# What is signed or agreed on the day on which it is promised, and the meeting at which it is.
_DAY_OF = r"(?:(?:the|its|their)\s+)?(?:(?:date|day|moment|time)\s+of\s+)?(?:(?:the|its|their|this)\s+)?"
_TODAY = re.compile(
    rf"{_DAY_OF}(?:sign(?:ing|ature)|adoption|announcement|agreement|statement|declaration|communiqu[eé]|memorandum|accord|protocol|today|now)\b"
    r"|this\s+(?:\w+\s+)?(?:meeting|round|summit|session|conference|congress|date|day)\b",
    re.IGNORECASE,
)


class AllowedWindow(NamedTuple):
    """The first and last day (YYYY-MM-DD) that counted words allow, both None where the event they count from has no known day.

    `[start, end)` are the words. `roughly` says that the last day is only taken for what words such as "the coming weeks" leave open.
    """

    start: int
    end: int
    first: str | None = None
    last: str | None = None
    roughly: bool = False

    @property
    def edtf(self) -> str | None:
        """As an interval, or as the day where it is one."""
        return self.last if self.first == self.last else f"{self.first}/{self.last}{'~' * self.roughly}"


def counted_windows(text: str, made: str, events: Mapping[str, str]) -> list[AllowedWindow]:
    """The times to come that a promise of day `made` counts from something, in their order.

    Counted is from the day of the promise, from a day that the words name, or from an event whose last day `events` has under its
    name ("congress"). "Within two weeks" ends with the last of them; "two weeks after" means the days nearer to two than to one or three.
    """
    return [_window(match, made, events) for match in _counted(text)]


def counts_from(text: str) -> frozenset[str]:
    """The words after which a promise counts, folded: of which events it needs to know the day."""
    named = (match["event"] for match in _counted(text) if match["event"])
    return frozenset(word for event in named for word in re.findall(r"[a-z]+", event.casefold()))


def _counted(text: str) -> Iterator[re.Match[str]]:
    found = [match for match in _WITHIN.finditer(text) if _is_ahead(match)]
    taken = [range(*match.span()) for match in found]
    found += [match for match in _AFTER.finditer(text) if _count(match) and not any(match.start() in one for one in taken)]
    yield from sorted(found, key=re.Match.start)


def _is_ahead(match: re.Match[str]) -> bool:
    """Whether words look forward: "in two days of talks", "in years" and "over the day" do not."""
    if match["number"] is None:
        return bool(match["many"] and (match["next"] or match["how"].casefold() == "within"))
    if match["link"] is not None and match["how"].casefold() in ("in", "over", "during"):
        return match["link"].casefold() not in ("of", "since")
    return _is_open(match) or _count(match) is not None


def _is_open(match: re.Match[str]) -> bool:
    return match["number"] is None or re.fullmatch(_OPEN_NUMBER, match["number"], re.IGNORECASE) is not None


def _count(match: re.Match[str]) -> int | None:
    words = match["number"].casefold()
    return 1 if words in ("a", "an") else cardinal(words)


def _window(match: re.Match[str], made: str, events: Mapping[str, str]) -> AllowedWindow:
    start, end, unit = match.start(), match.start("event") if match["event"] else match.end(), match["unit"].casefold()
    begin: dt.date | None = dt.date.fromisoformat(made)
    if match["event"]:
        begin, length = _event(match["event"], made, events)
        end += length
    if begin is None:
        return AllowedWindow(start, end)
    if _is_open(match):
        return AllowedWindow(start, end, begin.isoformat(), (begin + dt.timedelta(days=_OPEN[unit])).isoformat(), roughly=True)
    last = _plus(begin, unit, _count(match) or 0)
    is_limit = match.re is _WITHIN and (match["how"].casefold() != "in" or match["next"] is not None)
    if is_limit:
        return AllowedWindow(start, end, begin.isoformat(), last.isoformat())
    half = dt.timedelta(days=_DAYS[unit] // 2)
    return AllowedWindow(start, end, max(begin, last - half).isoformat(), (last + half).isoformat())


def _event(words: str, made: str, events: Mapping[str, str]) -> tuple[dt.date | None, int]:
    """The last day of what is counted from, None where it is not known; and how many letters of the words name it, if it is a date."""
    named = next((one for one in find_dates(words) if words[: one.start].casefold().strip() in ("", "the")), None)
    if named is not None:
        try:
            day = named.resolve(made, future=None if named.explicit_year else True).start
        except DateError:
            day = None
        return (latest(day) if day and len(day) == len(made) else None), named.end
    if _TODAY.match(words):
        return dt.date.fromisoformat(made), 0
    told = next((day for name, day in events.items() if re.match(rf"(?:the\s+)?(?:\w+\s+){{0,4}}?{name}\b", words, re.IGNORECASE)), None)
    return (dt.date.fromisoformat(told) if told else None), 0


def _plus(day: dt.date, unit: str, count: int) -> dt.date:
    if unit in ("month", "year"):
        year, month = divmod(day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1), 12)
        return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    return day + dt.timedelta(days=-(-count // 24) if unit == "hour" else count * _DAYS[unit])
