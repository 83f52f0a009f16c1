"""Read tallies from tables: counts in columns by kind, side or place, or one event a row with its number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sulh.actors import Authority
from sulh.actors.places import Gazetteer
from sulh.model import Actor, CountMeaning, Tally, TallyKind
from sulh.reading.english.context import Context
from sulh.reading.english.tallies.columns import kind_named, meaning_of_head
from sulh.reading.english.tallies.counts import COUNTED, kind_of, meaning_of
from sulh.reading.english.tallies.days import DaysCounted
from sulh.reading.lexicon import pattern
from sulh.reading.table_rows import RowsUnderHeader, TableLine, tables_in
from sulh.text.dates import find_dates
from sulh.text.numbers import cardinal

__all__ = ["tallies_in_tables"]

_VALUE = pattern(
    r"(?P<ahead>(?:<tally_at_least>|<tally_at_most>|<tally_about>|[~≈])? ?)(?P<number>\d[\d,]*|[a-z]+(?:-[a-z]+)?)(?P<more>\+| or more)?"
)
_NONE = re.compile(r"(?:no|none|nil|zero|0)", re.IGNORECASE)
_UNINTERRUPTED = pattern(r"(?:uninterrupted|continuous|incessant)(?: (?:[\w'’-]+ ){0,3}(?:<tally_fire>))?")
_DISTANCE = re.compile(r"\d[\d.,–-]* ?k?m\b", re.IGNORECASE)
_SHORT = re.compile(r"\b(\d{1,2})-([A-Z][a-z]{2,8})\b")
# "The mission's camera in a town" is in that town.
_WATCHER = re.compile(r"^.*\b(?:cameras?|posts?|positions?|patrols?|teams?|bases?) (?:in|at|near) ", re.IGNORECASE)
# Rows that sum up since some day, and need that day to be known.
_CUMULATIVE = re.compile(r"\b(?:cumulative|up to|until|so far|running total)\b", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\b[^.;]{0,20}$", re.IGNORECASE)
_AREA = re.compile(
    r"\b(?:sectors?|zones?|areas?|regions?|oblasts?|provinces?|governorates?|districts?|county|counties|city|towns?|villages?)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r" ?\([^()]*\)")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Which columns of a table hold what; `values` are those with a count, each with its kind, side and place as far as its head says."""

    place: int | None
    date: int | None
    side: int | None
    of: int | None
    event: int | None
    count: int | None
    values: tuple[tuple[int, TallyKind | None, Actor | None, str | None], ...]


def tallies_in_tables(context: Context, reported: DaysCounted) -> Iterator[Tally]:
    """Yield the tallies of every table of the text that counts something, in text order; each is cited by its row or rows.

    Rows that list events are summed by place and day: all of them are violations, and those that are explosions are counted as such too.
    """
    for table in tables_in(context.text):
        kinds = [kind_of(one) for one in COUNTED.finditer(table.caption)]
        columns = _columns(table, context.authority, kinds[0] if kinds else None)
        if columns is None:
            continue
        sums_up = any(_CUMULATIVE.search(words) for words in (table.caption, *table.header.cells))
        first = _first_day(context, table.caption) if sums_up else None
        if sums_up and first is None:
            continue
        days = _days(context, table.caption) or DaysCounted(reported.start, reported.end)
        if columns.event is not None and columns.count is not None:
            if not (kinds or any(kind_named(row.cells[columns.event]) for row in table.rows)) or _is_numbered(table, columns.count):
                continue
            yield from _listed(context, table, columns, days)
        else:
            for row in table.rows:
                found = _counted(context, row, columns, kinds[0] if kinds else None, days)
                yield from (_since(first, one) for one in found) if first else found


def _columns(table: RowsUnderHeader, authority: Authority, kind: TallyKind | None) -> _Columns | None:
    """What the columns hold; None for a table that counts nothing that is known here."""
    means = [meaning_of_head(cell) for cell in table.header.cells]
    at = {name: means.index(name) for name in ("place", "date", "side", "of", "event", "count") if name in means}
    named = [table.rows[0].cells[0], *(row.cells[0] for row in table.rows)]
    values = []
    for number, head in enumerate(table.header.cells):
        if number in at.values() or (number == 0 and not kind_named(head)):
            continue
        own, side = _kind_of_head(head), _actor(authority, head)
        place = head if own is None and side is None and kind is not None and means[number] is None and _is_place_name(head) else None
        if own is not None or (kind is not None and (side is not None or place is not None or means[number] == "total")):
            values.append((number, own, side, place))
    if "count" in at and "event" not in at and kind is not None:
        values.append((at["count"], kind, None, None))
    if not values and not {"event", "count"} <= at.keys():
        return None
    first_is_side = "side" not in at and 0 not in at.values() and all(_actor(authority, name) or _is_total(name) for name in named)
    first_is_place = "place" not in at and 0 not in at.values() and not first_is_side and not any(number == 0 for number, *_ in values)
    first_is_place = first_is_place and any(_is_place_name(name) for name in named)
    return _Columns(
        0 if first_is_place else at.get("place"), at.get("date"), 0 if first_is_side else at.get("side"), at.get("of"), at.get("event"),
        at.get("count"), tuple(values),
    )  # fmt: skip


def _counted(context: Context, row: TableLine, columns: _Columns, kind: TallyKind | None, days: DaysCounted) -> Iterator[Tally]:
    """The tallies of a row with a count in each column of values."""
    place = _cell(row, columns.place)
    label = row.cells[0]
    dated = _days(context, _cell(row, columns.date) or (label if columns.date is None else "")) or days
    if place is not None and (_is_total(place) or (dated is not days and columns.date is None)):
        place = None
    if columns.place is None and columns.date is None and columns.side is None and dated is days and not _is_total(label):
        return  # a kind of case or something else, that only the sum tells of
    side, of = _actor(context.authority, _cell(row, columns.side)), _actor(context.authority, _cell(row, columns.of))
    for number, own, head, where in columns.values:
        count = _value(row.cells[number])
        if count is not None and (own or kind):
            yield Tally(
                own or kind or TallyKind.VIOLATION, context.cite(row.start, row.end), count[0], count[1], head or side, dated.start,
                dated.end, place=where or place, of=of,
            )  # fmt: skip


def _listed(context: Context, table: RowsUnderHeader, columns: _Columns, days: DaysCounted) -> Iterator[Tally]:
    """The sums of rows that list events, by place and day, for as long as these stay the same; a row without a number counts nothing."""
    made: list[Tally] = []
    for row in table.rows:
        place = _place_only(_cell(row, columns.place))
        count = _value(_cell(row, columns.count) or "")
        if count is None or count[0] is None or place is None:
            continue
        dated = _days(context, _cell(row, columns.date) or "") or days
        cite = context.cite(row.start, row.end)
        kinds = {TallyKind.VIOLATION} | (
            {TallyKind.EXPLOSION} if kind_named(_cell(row, columns.event) or "") is TallyKind.EXPLOSION else set()
        )
        for kind in sorted(kinds):
            same = next((it for it in made if (it.what, it.place, it.start) == (kind, place, dated.start)), None)
            if same is None:
                made.append(Tally(kind, cite, count[0], count[1], None, dated.start, dated.end, place=place))
            else:
                grown = context.cite(same.cite.start, row.end)
                made[made.index(same)] = replace(same, cite=grown, count=(same.count or 0) + count[0], meaning=same.meaning or count[1])
    yield from made


def _first_day(context: Context, caption: str) -> str | None:
    """The day since which a table sums up."""
    ahead = ((one, caption[: one.start]) for one in find_dates(caption) if one.kind == "day")
    return next((context.date(one, future=False).start for one, words in ahead if _SINCE.search(words)), None)


def _since(first: str, one: Tally) -> Tally:
    last = one.end or one.start
    return replace(one, start=first, end=None if last == first else last)


def _is_numbered(table: RowsUnderHeader, column: int) -> bool:
    """Whether a column only numbers the rows."""
    return len(table.rows) > 1 and [row.cells[column].rstrip(".") for row in table.rows] == [str(n + 1) for n in range(len(table.rows))]


def _cell(row: TableLine, at: int | None) -> str | None:
    return (row.cells[at] or None) if at is not None else None


def _kind_of_head(head: str) -> TallyKind | None:
    """The kind that a head names, also with more words: "Breaches alleged against one side"."""
    found = COUNTED.match(head)
    return kind_named(head) or (kind_of(found) if found else None)


def _is_place_name(name: str) -> bool:
    """Whether a cell names a place: one that is known, or by its kind ("Sector North")."""
    return name[:1].isupper() and (_AREA.search(name) is not None or bool(Gazetteer.default().find(name)))


def _is_total(name: str) -> bool:
    return meaning_of_head(name) == "total"


def _actor(authority: Authority, name: str | None) -> Actor | None:
    """The one actor that a cell names."""
    found = authority.find(name) if name else []
    return found[0].actor if len(found) == 1 and (found[0].end - found[0].start) * 2 >= len(name or "") else None


def _place_only(name: str | None) -> str | None:
    """The place of a row without what is in brackets, or None where a distance is all that it says."""
    bare = _WATCHER.sub("", _ASIDE.sub("", name or "")).strip()
    return bare if bare and not _DISTANCE.match(bare) else None


def _days(context: Context, words: str) -> DaysCounted | None:
    found: Sequence[str | None] = ()
    for mention in find_dates(_SHORT.sub(r"\1 \2", words)):
        if mention.kind in ("day", "range", "month", "year"):
            span = context.date(mention, future=False)
            found = (span.start, span.end)
            break
    return DaysCounted(found[0], found[1]) if found and found[0] else None


def _value(cell: str) -> tuple[int | None, CountMeaning | None] | None:
    """The count of a cell with what it means; None where it has none, as in an empty one."""
    words = _ASIDE.sub("", cell).strip()
    if _NONE.fullmatch(words):
        return 0, None
    if _UNINTERRUPTED.fullmatch(words):
        return None, CountMeaning.UNINTERRUPTED
    found = _VALUE.fullmatch(words)
    number = cardinal(found["number"]) if found else None
    if found is None or number is None:
        return None
    return number, CountMeaning.AT_LEAST if found["more"] else meaning_of(
        found["ahead"] if found["ahead"].endswith(" ") else f"{found['ahead']} "
    )
