"""Extract releases from table rows: the date and the number of persons, under a header that names them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sulh.model import Actor, Release, ReleaseKind
from sulh.reading.english.context import Context
from sulh.reading.passages import Passage
from sulh.text.numbers import find_numbers

__all__ = ["ROW", "read_table"]

ROW = " | "
COUNTED = re.compile(r"\b(?:freed|released|exchanged|swapped|prisoners|detainees|persons|people|bodies|remains)\b", re.IGNORECASE)
BODIES = re.compile(r"\b(?:bodies|remains)\b", re.IGNORECASE)
EACH = re.compile(r"\b(?:each|either|both)\b|\bexchang|\bswap", re.IGNORECASE)


def read_table(context: Context, header: Passage, rows: Sequence[Passage], sides: Sequence[Actor]) -> list[Release]:
    """Return one release for each dated row and releasing side, when the header has a column of those freed.

    Each of the two `sides` releases to the other where the header says "each side".
    """
    column = next((n for n, cell in enumerate(header.text.split(ROW)) if COUNTED.search(cell)), None)
    if column is None:
        return []
    title = header.text.split(ROW)[column]
    pairs: list[tuple[Actor | None, Actor | None]] = [(None, None)]
    if len(sides) == 2 and EACH.search(title):
        pairs = [(sides[0], sides[1]), (sides[1], sides[0])]
    kind = ReleaseKind.HANDOVER_OF_BODIES if BODIES.search(title) else ReleaseKind.RELEASE
    if EACH.search(title) and kind is ReleaseKind.RELEASE:
        kind = ReleaseKind.PRISONER_EXCHANGE
    found = []
    for row in rows:
        date = next((context.date(d, future=False).start for d in row.dates if d.kind in ("day", "month")), None)
        cells = row.text.split(ROW)
        if date is None or len(cells) <= column:
            continue
        counts = [n.value for n in find_numbers(cells[column])]
        cite = context.cite(row.start, row.end)
        found += [Release(kind, cite, by, to, counts[0] if counts else None, date) for by, to in pairs]
    return found
