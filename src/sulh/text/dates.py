"""Find date expressions in English prose, at the precision stated, and resolve them against an anchor date."""

from __future__ import annotations

from dataclasses import dataclass

from sulh.text.dates_find import FoundDate, mentions
from sulh.text.dates_parts import DateKind, DateParts, DateSpan
from sulh.text.dates_resolve import resolve_parts

__all__ = ["DateMention", "DateParts", "DateSpan", "find_dates"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression: half-open code point span, the words, their meaning, and the word that introduces them.

    `kind` is one of day, month, year, range, weekday, relative ("yesterday", "last month", "two days ago"), part ("late January"),
    season, decade, window ("the past 48 hours") and offset ("three days later": counted from an event, not from the time of writing).
    `first` and `last` are the sides of a range; otherwise `last` is None. `since` is true after "since", "as of" or "from ... on",
    `until` after "until", "by", "before" and the like.
    """

    start: int
    end: int
    text: str
    kind: DateKind
    first: DateParts
    last: DateParts | None = None
    since: bool = False
    until: bool = False

    @property
    def explicit_year(self) -> bool:
        """Whether the expression itself gives a year in digits."""
        return self.first.year is not None or (self.last is not None and self.last.year is not None)

    def resolve(self, anchor: str | None, *, future: bool | None = None, year: int | None = None) -> DateSpan:
        """Return the EDTF dates meant by text written at `anchor` (EDTF, partial or None). Raises DateError when `anchor` is not EDTF.

        `future` True takes the earliest occurrence not before the anchor, False the latest not after it, None the nearest (for a weekday:
        the latest not after). `year` is the year of a date that gives none. What cannot be known is None; an unknown year is XXXX.
        """
        return resolve_parts(self.kind, self.first, self.last, anchor, future=future, year=year)


def find_dates(text: str) -> list[DateMention]:
    """Return the date expressions of `text`, leftmost and longest first, sorted and without overlap; linear in the length of `text`."""
    return [_mention(text, found) for found in mentions(text)]


def _mention(text: str, found: FoundDate) -> DateMention:
    built = found.built
    words = text[found.start : found.end]
    return DateMention(found.start, found.end, words, built.kind, built.first, built.last, found.since, found.until)
