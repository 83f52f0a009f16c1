"""On which day, and where, people or remains were given back: by the sentence, the sentences of its account, or the day of a notice."""

from __future__ import annotations

from sulh.reading.english.context import Context
from sulh.reading.english.releases.wording import Freeing
from sulh.reading.lexicon import pattern
from sulh.reading.passages import Passage
from sulh.text.dates import DateMention

__all__ = ["is_another_day", "notice_day", "place_of", "stated_day"]

_KINDS = ("day", "weekday", "relative", "range", "month", "part")
# "the ministry said on Saturday": that day is that of the saying.
_SAID = pattern(r"\b(?:(?:<freed_told_by>)|told\s+\S+|according\s+to\s+\S+)(?:\s+(?!that\b)\S+){0,2}?\s*(?:,\s*)?(?:on\s+|late\s+)?$")
# "captured soldiers": an adjective has no day of its own.
_HELD_SINCE = pattern(
    r"\b(?:<freed_other_day>)\s+(?!(?:[\w-]+\s+)?(?:<freed_person>)\b)"
    r"(?:(?!(?:were|was|had|have|has)\b)\w+\s+){0,3}?(?:on|in)\s+$"
)
# A text of so few sentences is a notice of what it tells first: what it gives no day was done on its own.
_NOTICE = 8
_FIRST = 3
_DAY = 10
_PERFECT = pattern(r"\b(?:has|have|had|having)\s+(?:\w+ly\s+|now\s+|already\s+|all\s+|also\s+|been\s+){0,3}(?:\w+ed\s+and\s+)?$")
_SHORT = 40
_AT = pattern(
    r"\b(?:<freed_at>)\s+(?:the\s+)?(?:(?:city|town|village|port|airport|area|region|district|province)\s+of\s+)?$"
)
_CALLED = pattern(
    r"\b(?:<freed_at>|on|over|across)\s+(?:the\s+)?(?P<name>(?-i:[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+){0,2})\s+(?:<freed_spot>))\b"
)
_OF_TALKS = pattern(r"\b(?:<freed_talks>)\b[^,;.]*$|\b(?:government|authorities|administration|leadership)\s+(?:in|at)\s+(?:the\s+)?$")
_TALKS = pattern(r"^\s+(?:(?:<freed_talks_at>)|(?-i:[a-z]+)\s+group)\b")
# "a spokesman in Donetsk said": where it was told.
TOLD_THERE = pattern(r"^\s*,?\s*(?:<freed_told_by>|told)\b")


def stated_day(context: Context, passage: Passage, start: int = 0, end: int | None = None) -> str | None:
    """Return the day (EDTF) that a sentence, or the part `[start, end)` of it, or the date above it gives a deed."""
    high = len(passage.text) if end is None else end
    for mention in passage.dates:
        if start <= mention.start - passage.start < high and _is_its_own(passage, mention):
            return context.date(mention, future=False).start
    if end is not None:
        return None
    above = context.passages[passage.index - 1] if passage.index else None
    # a date at the start of the paragraph or above it: "Monday, 22 April."
    if above is not None and above.dates and len(above.text) <= _SHORT and (above.heading or above.paragraph == passage.paragraph):
        return context.date(above.dates[-1], future=False).start
    return None


def is_another_day(passage: Passage) -> bool:
    """Whether a sentence counts its day from that of another: "the day after"; no day is read then."""
    return any(one.kind == "offset" for one in passage.dates)


def _is_its_own(passage: Passage, mention: DateMention) -> bool:
    before = passage.text[: mention.start - passage.start]
    if mention.kind not in _KINDS or mention.since or mention.until:
        return False
    return not _SAID.search(before) and not _HELD_SINCE.search(before)


def notice_day(context: Context, passage: Passage, deeds: list[Freeing]) -> str | None:
    """Return the day of a text whose first sentences say in the plain past that it was done."""
    sentences = [one for one in context.passages if not one.heading]
    is_short = len(sentences) <= _NOTICE
    is_first = passage.index in [one.index for one in sentences[:_FIRST]]
    anchor = context.anchor
    if not (is_short and is_first) or anchor is None or len(anchor) != _DAY or not anchor[:4].isdigit() or passage.dates:
        return None
    return None if _PERFECT.search(passage.text[: deeds[0].start]) else anchor


def place_of(passage: Passage, deeds: list[Freeing]) -> str | None:
    """Return the place at which a sentence says that it was done, as written ("Abu Zindin", "Lume bridge"): the first behind the deed, else
    that before it.
    """
    found = [(one.start("name"), one["name"]) for one in _CALLED.finditer(passage.text)]
    for one in passage.places:
        at, end = one.start - passage.start, one.end - passage.start
        before = passage.text[:at]
        if TOLD_THERE.match(passage.text[end:]):
            continue
        if one.place.kind != "country" and _AT.search(before) and not _OF_TALKS.search(before) and not _TALKS.match(passage.text[end:]):
            found.append((at, passage.text[at:end]))
    first = deeds[0].start if deeds else 0
    return min(found, key=lambda one: (one[0] < first, one[0]), default=(0, None))[1]
