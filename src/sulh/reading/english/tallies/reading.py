"""Extract tallies: how many violations, explosions, weapons or casualties a side or mission counted, where, and in which days.

A number that stands directly before or behind what is counted makes a tally, together with the nearest side named before it and the
days of its sentence, or else the period that the document reports on. Places with numbers of their own behind it are its split.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sulh.model import Actor, ActorKind, Citation, Tally, TallyKind
from sulh.reading.english.context import Context
from sulh.reading.english.incidents.frames import Mission
from sulh.reading.english.tallies.compared import compared_numbers, with_place_of_its_like
from sulh.reading.english.tallies.counts import CountFound, counted_numbers, is_line_of_a_sheet, kinds_named
from sulh.reading.english.tallies.day_words import days_ending, month_that_opens
from sulh.reading.english.tallies.days import CUT_OFF, DaysCounted, days_before, days_of, days_so_far, has_days, reported_days
from sulh.reading.english.tallies.places import (
    CountInPlace,
    in_each_of,
    is_of_the_same_place,
    own_places,
    place_ahead,
    place_of_what_it_is_part_of,
    places_named,
    stated_place,
)
from sulh.reading.english.tallies.sides import doer, reporters, sides_of, verdict_in
from sulh.reading.english.tallies.tables import tallies_in_tables
from sulh.reading.english.tallies.unnamed import numbers_by_day, numbers_by_side, parts_of_what_was_counted
from sulh.reading.lexicon import pattern
from sulh.reading.passages import Passage, unbroken
from sulh.reading.table_rows import tables_in
from sulh.text.dates import DateMention

__all__ = ["read_tallies"]

# A text that counts breaches speaks of a truce, or of cases of fire.
_OF_FIRE = r"(?:cases?|facts?|incidents?) of (?:open(?:ing)? )?(?:fire|firing|shelling)"
_OF_TRUCE = pattern(rf"\b(?:<truce_word>|withdrawal lines|disengagement areas?|{_OF_FIRE})\b")


def read_tallies(context: Context, mission: Mission | None) -> tuple[Tally, ...]:
    """Return the tallies in text order, each cited by its sentence; one that is repeated is returned once, with the fuller wording.

    A number that is compared with, of the days before, is a tally of those days where the text says how long they were. Averages,
    changes and shares are no tallies.
    """
    if not _OF_TRUCE.search(context.document.text):
        return ()
    reader, found = _Reader(context), dict[tuple[object, ...], Tally]()
    before: list[Tally] = []
    tabled = list(tallies_in_tables(context, reader.days))
    spans = [(table.header.start, table.rows[-1].end) for table in tables_in(context.text)]
    tables = [(start, end) for start, end in spans if any(start <= one.cite.start < end for one in tabled)]
    for passage in context.passages:
        if (passage.heading and not reader.goes_on_with_a_list(passage)) or any(start <= passage.start < end for start, end in tables):
            continue
        made = list(reader.tallies_of(unbroken(passage), context.cite(passage.start, passage.end)))
        if not made and before and (verdict := verdict_in(passage, 0)):
            made, before = [replace(one, verdict=verdict[0], verdict_by=verdict[1]) for one in before if one.by != verdict[1]], []
        for one in made:
            key = _key(one)
            known = found.get(key)
            if known is None or (known.verdict is None and one.verdict is not None and one.count == known.count):
                found[key] = one
        before = _last_side(made) or before
    for one in tabled:
        found.setdefault(_key(one), one)
    body = mission.body if mission is not None else None
    return tuple(sorted(_with_one_body(found.values(), body), key=lambda one: one.cite.start))


def _key(one: Tally) -> tuple[object, ...]:
    return one.what, one.by, one.of, one.start, one.end, one.place, one.count


def _with_one_body(found: Iterable[Tally], body: Actor | None) -> Iterator[Tally]:
    """What no side is named for is of the mission whose report it is, or of the one body that counts in this document, where there is one:
    "the Mission" before its name."""
    made = list(found)
    sides = {one.by for one in made if one.by is not None}
    only = next(iter(sides)) if len(sides) == 1 else None
    if only is None or only.kind is ActorKind.STATE:
        only = body
    for one in made:
        yield replace(one, by=only) if one.by is None else one


def _last_side(made: Sequence[Tally]) -> list[Tally]:
    return [one for one in made if one.by == made[-1].by and one.verdict is None and not one.place] if made else []


class _Reader:
    """Reads sentence by sentence, and keeps what counting sentences take over from those before: who counts, the days that the document
    reports on, the places, and the numbers that the next ones are compared with or are parts of."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.by: Actor | None = None
        self.days = reported_days(context)
        self.place: str | None = None
        self.places: tuple[str, ...] = ()
        self.last: tuple[CountFound, ...] = ()
        self.last_days = DaysCounted()
        self.paragraph: int | None = None  # where these stand
        self.opened: tuple[int, DaysCounted] | None = None  # the paragraph that began with a month, and that
        self.open_kind: TallyKind | None = None  # what a sentence spoke of that ended with a colon

    def tallies_of(self, passage: Passage, cite: Citation) -> Iterator[Tally]:
        """The tallies of one sentence, in text order."""
        self._reported(passage)
        counts = self._counts(passage)
        counted: list[DaysCounted] = []
        for number, one in enumerate(counts):
            whole = one.whole or one
            own = self.last_days if one.goes_on else days_of(self.context, passage, self._reported(passage), whole)
            until = next((it.start for it in counts[number + 1 :] if it.whole is None), len(passage.text))
            of = one.of or doer(passage, whole)
            counted_by_others = of is not None and one.of is None and one.kind is not TallyKind.DENIAL
            sides = (one.by,) if one.by else reporters(passage, of) if of and counted_by_others else sides_of(passage, whole)
            sides = sides or ((self.by,) if self.by and self.by != of else ())
            if sides and not (one.earlier or one.by):
                self.by = sides[-1]
            days = (
                days_before(self.context, passage, one, own, until)
                if one.earlier
                else days_so_far(self.context, passage, whole, own, self.days)
            )
            if days is None:
                continue
            counted.append(days)
            for side in sides or (None,):
                yield _tally(passage, one, until, side, days, cite, of)
            if own.start and not one.earlier and not one.so_far and has_days(passage):
                self.days = own
        if any(not one.goes_on for one in counts):
            self.last_days = counted[0] if counted else DaysCounted()
            self.last, self.paragraph = tuple(one for one in counts if not one.earlier), passage.paragraph
        kinds = [one.kind for one in counts] or kinds_named(passage.text)
        if not (self.open_kind is not None and counts and passage.heading):
            self.open_kind = kinds[-1] if kinds and passage.text.rstrip().endswith((":", ";")) else None

    def _counts(self, passage: Passage) -> list[CountFound]:
        """The numbers of a sentence with their places, those that share a noun and those that are compared with among them."""
        found: list[CountFound] = []
        direct = counted_numbers(passage)
        for number, one in enumerate(direct):
            until = direct[number + 1].start if number + 1 < len(direct) else len(passage.text)
            found += self._placed(passage, one, until, found)
            found += numbers_by_side(passage, one, until)
        found += compared_numbers(passage.text, found, self.last)
        found += numbers_by_day(passage, found, self.last)
        if not found:
            found = parts_of_what_was_counted(passage, self.last, next_to_it=passage.paragraph == self.paragraph)
        if not found and self.open_kind is not None and not kinds_named(passage.text):
            found = [_part(self.open_kind, one) for one in own_places(passage, 0, len(passage.text))]
        found.sort(key=lambda one: one.start)
        placed = {one.place for one in self.last}
        if len(placed) == 1 and passage.paragraph == self.paragraph and all(one.earlier for one in found):
            found = [one if one.place else replace(one, place=next(iter(placed))) for one in found]
        self.places = tuple(dict.fromkeys(one.place for one in found if one.place)) or self.places
        return [one for one in found if one.place or not one.part]

    def goes_on_with_a_list(self, passage: Passage) -> bool:
        """Whether a line that looks like a heading counts, opens a list of places with their numbers, or is one of it."""
        if passage.text.rstrip().endswith(":") or is_line_of_a_sheet(passage.text):
            return bool(kinds_named(passage.text))
        return self.open_kind is not None and len(own_places(passage, 0, len(passage.text))) == 1

    def _reported(self, passage: Passage) -> DaysCounted:
        """The days of a number whose sentence names none: the month with which its paragraph began, or those of the report."""
        opened = month_that_opens(passage)
        span = self._dates(opened) if opened is not None else days_ending(self.context, passage)
        if span is not None and not passage.heading:
            self.opened = passage.paragraph, DaysCounted(*span)
        return self.opened[1] if self.opened is not None and self.opened[0] == passage.paragraph else self.days

    def _dates(self, mention: DateMention) -> tuple[str | None, str | None]:
        span = self.context.date(mention, future=False)
        return span.start, span.end

    def _placed(self, passage: Passage, one: CountFound, until: int, before: Sequence[CountFound]) -> Iterator[CountFound]:
        """A number with its place, and the numbers behind it that share its noun, each with a place of its own."""
        if one.count == 0 and (each := in_each_of(passage, one.end, until, self.places)):
            yield from (replace(one, place=place) for place in each)
            return
        place = stated_place(passage, one.start, one.end, until) or (place_ahead(passage, one.start) if one.done else None)
        place = place or place_of_what_it_is_part_of(passage, one.start)
        if place is None and is_of_the_same_place(passage, one.end, until):
            place = self.place
        if place is None and one.count == 0:
            place = places_named(passage)
        self.place = place or self.place
        yield with_place_of_its_like(replace(one, place=place), before)
        if not one.so_far:
            for other in own_places(passage, one.end, until):
                if other.place != place:
                    yield replace(_part(one.kind, other), earlier=one.earlier, whole=one)


def _part(kind: TallyKind, placed: CountInPlace) -> CountFound:
    return CountFound(kind, placed.count, None, placed.start, placed.end, place=placed.place)


def _tally(passage: Passage, one: CountFound, until: int, side: Actor | None, days: DaysCounted, cite: Citation, of: Actor | None) -> Tally:
    verdict, by = (None, None) if one.whole else verdict_in(passage, one.end, until) or (None, None)
    hour = CUT_OFF.search(passage.text)
    return Tally(
        one.kind, cite, one.count, one.meaning, side, days.start, days.end, hour[1] if hour else days.cut_off, one.place, of=of,
        verdict=verdict, verdict_by=by if by != side else None,
    )  # fmt: skip
