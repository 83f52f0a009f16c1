"""Groups that a text only counts: "14 armed groups", "eight of the ten rebel movements"."""

from __future__ import annotations

from collections.abc import Iterator

from sulh.reading.lexicon import pattern
from sulh.text.numbers import SMALL_NUMBERS

__all__ = ["find_counted"]

_NUMBER = rf"(?:\d{{1,3}}|{'|'.join(SMALL_NUMBERS)}|dozens\s+of)"
_COUNTED = (
    rf"(?<![\w.,/-])(?P<count>{_NUMBER})(?P<among>\s+(?:out\s+)?of\s+(?:the\s+|some\s+)?{_NUMBER})?"
    r"(?P<what>\s+(?:[a-z-]+\s+)??(?:(?:<armed_adjective>)\s+)+(?:<group_of_fighters>))(?![\w-])"
)
# "one of about 100 armed groups", "among the 14 armed groups": what one group is said to be among, not those who sit.
_AMONG = r"\b(?:(?:one|some|any|each|most|none|part|others?)\s+of|among|amongst|against|unlike)\s+(?:[a-z]+\s+){0,2}$"


def find_counted(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield [start, end) of groups that are only counted, with a name: "15 armed groups" of "15 out of 17 armed groups"."""
    for match in pattern(_COUNTED).finditer(text):
        if pattern(_AMONG).search(text[max(0, match.start() - 40) : match.start()]) is None:
            yield match.start(), match.end(), " ".join((match["count"] + match["what"]).split())
