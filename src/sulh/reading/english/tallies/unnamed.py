"""Numbers that go without the noun that they count: parts by place or by side, and days of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sulh.model import Actor, TallyKind
from sulh.reading.english.tallies.counts import COUNTED, CountFound, bare, kind_of, kinds_named, meaning_of
from sulh.reading.english.tallies.places import CountInPlace, own_places, places_with_theirs
from sulh.reading.lexicon import pattern
from sulh.reading.passages import Passage
from sulh.text.numbers import NumberMention, find_numbers

__all__ = ["numbers_by_day", "numbers_by_side", "parts_of_what_was_counted"]

# "Four happened in Maguindanao", "Of these, three were in Rutshuru"; but no number of something that the sentence names itself.
_OPENS = pattern(
    r"^\W*(?:[Oo]f (?:these|those|them|which),? [\w,]+(?: were| was)?|[\w,]+ of (?:these|those|them)(?: were| was)?"
    r"|[\w,]+ (?:<tally_of_them>))"
    r" (?:in|inside|at|near|on) (?:the )?[A-Z][^,.;]{0,40}(?:[,.;]|$)",
    flags=0,
)
# "Of the breaches counted, 8 took place in Hama".
_OF_THE = pattern(r"^\W*of the (?:<tally_violation>|<tally_incident>|<tally_explosion>|<tally_casualty>)(?: \w+)?,")
# "389 of them reported by the Government and 222 by the other side", "nine of which it attributes to one and three to the other".
_ROLE = pattern(
    r"(?: (?:cases )?of (?:them|these|those|which)| cases)?,?(?: (?:has|have) been| had been| were| was)?"
    r"(?: (?P<reported><tally_reported_by>)| (?P<done><tally_done_by>)| (?:it|the [\w’'-]+|[A-Z]\w+) (?P<lays><tally_lays>))?"
    r" (?P<by>by|to) (?:the )?"
)
# A number among others of its kind, with a day of its own behind it: "from 510 on Tuesday to 1,460 on Saturday".
_AMONG = pattern(r"(?:\W|\d|\b(?:<tally_among>|<tally_about>|<tally_at_least>|<tally_at_most>)\b)*")
_DAY_NEXT = re.compile(
    r" (?:of (?:them|these|those) )?(?:just )?(?:recorded |registered |happened |occurred )?(?:(?:on|in|for|during) )?(?:the )?"
)
# "Monday was the quietest day with 410, Friday the worst with 1,370".
_DAY_AHEAD = pattern(
    r"(?: (?:was|saw|brought|being))? the (?:most )?(?:\w+est|worst|violent|intense|peak)(?: day| one)?,? with $"
    r"|,? there (?:were|had been) $|,? (?:it|the [\w’'-]+) (?:had )?(?:<tally_verb>) $"
)
_CLOSED = re.compile(r"\s*(?:[,.;)]|$|and\b)")
_DAYS = frozenset({"day", "weekday", "relative", "month", "year", "offset"})


def parts_of_what_was_counted(passage: Passage, last: Sequence[CountFound], *, next_to_it: bool) -> list[CountFound]:
    """Return the parts that a sentence without a number for its noun gives of what was counted last, each with its place.

    Where it does not say of what, it stands in the same paragraph (`next_to_it`), and they are no more than the whole: what is more
    counts something else.
    """
    of_the = _OF_THE.match(passage.text)
    if of_the is not None and last:
        kind = next((kind_of(one) for one in COUNTED.finditer(of_the[0])), last[-1].kind)
        return _parts(kind, own_places(passage, of_the.end() - 1, len(passage.text)))
    if not (last and next_to_it) or kinds_named(passage.text):
        return []
    kind = last[-1].kind
    whole = max((one.count or 0 for one in last if one.kind == kind), default=0)
    parts: Sequence[CountInPlace] = places_with_theirs(passage, 0, len(passage.text))
    if not parts and _OPENS.match(passage.text):
        parts = own_places(passage, 0, len(passage.text))
    if not parts or sum(one.count for one in parts) > whole:
        return []
    return _parts(kind, parts)


def _parts(kind: TallyKind, parts: Sequence[CountInPlace]) -> list[CountFound]:
    return [CountFound(kind, one.count, None, one.start, one.end, place=one.place, goes_on=True) for one in parts]


def numbers_by_side(passage: Passage, one: CountFound, until: int) -> Iterator[CountFound]:
    """Yield the parts of a number that are laid to a side or come from one, up to an offset of the sentence."""
    role: str | None = None
    for number in find_numbers(passage.text):
        if not one.end <= number.start < until:
            continue
        found = _ROLE.match(passage.text, number.end, until)
        actor = _actor_at(passage, found.end()) if found else None
        if found is None or actor is None:
            continue
        own = "by" if found["reported"] else "of" if found["done"] or found["lays"] else role
        if own is None and found["by"] == "to":
            continue
        role = own or "of"
        part = (one.kind, number.value, meaning_of(passage.text[: number.start]), number.start, found.end())
        if role == "by":
            yield CountFound(*part, one.earlier, place=one.place, whole=one, by=actor)
        else:
            yield CountFound(*part, one.earlier, place=one.place, whole=one, of=actor)


def numbers_by_day(passage: Passage, found: Sequence[CountFound], last: Sequence[CountFound]) -> Iterator[CountFound]:
    """Yield the numbers of a sentence that have a day of their own and share the noun of the number before them."""
    for number in find_numbers(passage.text):
        if any(one.start <= number.start < one.end for one in found) or _is_in_a_date(passage, number):
            continue
        before = _before(passage, number.start, found, last)
        if before is None or not (_has_its_day_behind(passage, number, before[1]) or _has_its_day_ahead(passage, number)):
            continue
        yield CountFound(before[0], number.value, meaning_of(passage.text[: number.start]), number.start, number.end)


def _before(passage: Passage, start: int, found: Sequence[CountFound], last: Sequence[CountFound]) -> tuple[TallyKind, int] | None:
    """What was counted last before an offset, and where its words end: in the sentence, or in the one before it."""
    counted = [(one.kind, one.end) for one in found if one.start < start]
    named = [(kind_of(one), one.end()) for one in COUNTED.finditer(passage.text[:start])]
    if counted or named:
        return max((*counted, *named), key=lambda it: it[1])
    return (last[-1].kind, 0) if last and not kinds_named(passage.text) else None


def _has_its_day_behind(passage: Passage, number: NumberMention, since: int) -> bool:
    if not _AMONG.fullmatch(_without_dates(passage, since, number.start)):
        return False
    behind = (it for it in passage.dates if it.kind in _DAYS and it.start >= passage.start + number.end)
    return any(_DAY_NEXT.fullmatch(passage.between(passage.start + number.end, it.start)) for it in behind)


def _has_its_day_ahead(passage: Passage, number: NumberMention) -> bool:
    if not _CLOSED.match(passage.text, number.end):
        return False
    ahead = bare(passage.text[: number.start])
    days = (it for it in passage.dates if it.kind in ("day", "weekday") and it.end <= passage.start + number.start)
    return any(_DAY_AHEAD.fullmatch(ahead[it.end - passage.start :]) for it in days)


def _without_dates(passage: Passage, start: int, end: int) -> str:
    """The words of a sentence between two offsets, dates left out."""
    words = passage.text[:end]
    for it in reversed(passage.dates):
        first, last = max(it.start - passage.start, start), max(it.end - passage.start, start)
        words = words[:first] + words[last:] if last <= end else words
    return words[start:]


def _is_in_a_date(passage: Passage, number: NumberMention) -> bool:
    return any(it.start <= passage.start + number.start < it.end for it in passage.dates)


def _actor_at(passage: Passage, start: int) -> Actor | None:
    """The one actor that a reference beginning at an offset of the sentence, or at its article, names."""
    at = {passage.start + start, passage.start + start - len("the ")}
    return next((it.actors[0] for it in passage.references if it.start in at and len(it.actors) == 1), None)
