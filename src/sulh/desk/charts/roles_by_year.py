"""Who took part in which role, year by year: a matrix of symbols, actors down and years across."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sulh import words
from sulh.desk.charts.findings import of_roles
from sulh.desk.charts.svg import SHAPES, element
from sulh.desk.charts.tables import Table, TableCell
from sulh.desk.charts.theme import paint
from sulh.record.shapes import ActorRef, RolesView

__all__ = ["ORDER", "RoleCell", "RoleColumn", "RoleLine", "RoleMatrix", "matrix", "table"]

# Roles from the narrowest to the widest, as rows are ordered, and the symbol of each: shape, and whether it is filled.
_SYMBOLS: Mapping[str, tuple[str, bool]] = {
    "guarantor": ("square", True),
    "mediator": ("diamond", True),
    "facilitator": ("diamond", False),
    "party": ("circle", True),
    "observer": ("circle", False),
    "host": ("house", False),
    "signatory": ("page", False),
    "participant": ("dot", True),
}
ORDER = tuple(_SYMBOLS)
_COLUMNS, _STEPS = 16, (1, 2, 5, 10, 20, 50, 100)
_SHOWN = 2  # symbols in a cell


@dataclass(frozen=True, slots=True)
class RoleColumn:
    """A year, or some years where there are many: its words, its first and last day, and its number of meetings."""

    words: str
    since: str
    until: str
    meetings: int


@dataclass(frozen=True, slots=True)
class RoleCell:
    """What an actor was in the meetings of a column: symbols and words, both empty where no source names it; the column it stands in."""

    symbols: tuple[str, ...]
    words: str
    column: RoleColumn


@dataclass(frozen=True, slots=True)
class RoleLine:
    """An actor and its cells."""

    actor: ActorRef
    cells: tuple[RoleCell, ...]


@dataclass(frozen=True, slots=True)
class RoleMatrix:
    """The matrix with its finding; `left_out` actors of fewer meetings do not stand in it. Symbols in cells and `key` are SVG."""

    finding: str
    columns: tuple[RoleColumn, ...]
    lines: tuple[RoleLine, ...]
    key: tuple[tuple[str, str], ...]
    left_out: int
    query: str = ""


def matrix(view: RolesView, *, language: str = "en", most: int = 20) -> RoleMatrix:
    """The matrix of the `most` actors with the narrowest roles and most meetings; more than sixteen years are taken together."""
    columns = _columns(view.years)
    per: dict[ActorRef, dict[int, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for actor, role, year, count in view.roles:
        per[actor][_at(columns, year)][role] += count
    ordered = sorted(per, key=lambda actor: _rank(per[actor].values(), words.actor(actor.id, actor.name, language=language)))
    lines = tuple(
        RoleLine(actor, tuple(_cell(per[actor].get(place, Counter()), column, language) for place, column in enumerate(columns)))
        for actor in ordered[:most]
    )
    used = {role for actor in ordered[:most] for roles in per[actor].values() for role in roles}
    key = tuple((_symbol(role), _said(role, language)) for role in ORDER if role in used)
    return RoleMatrix(of_roles(view, ORDER, language), columns, lines, key, max(len(ordered) - most, 0))


def table(view: RolesView, *, language: str = "en") -> Table:
    """Actor, role, year and number of meetings, a row for each."""
    rows = (
        (
            TableCell(words.actor(actor.id, actor.name, language=language)),
            TableCell(_said(role, language)),
            TableCell(str(year), is_number=True),
            TableCell(str(count), is_number=True),
        )
        for actor, role, year, count in view.roles
    )
    head = tuple(words.prop("column", name, language=language) for name in ("actor", "role", "year", "meetings"))
    return Table(words.phrase("roles.by_year", language=language), head, tuple(rows))


def _columns(years: Sequence[tuple[int, int]]) -> tuple[RoleColumn, ...]:
    if not years:
        return ()
    counts = dict(years)
    first, last = years[0][0], years[-1][0]
    step = next((one for one in _STEPS if last // one - first // one < _COLUMNS), _STEPS[-1])
    starts = range(first // step * step, last + 1, step)
    return tuple(
        RoleColumn(
            str(start) if step == 1 else f"{start}\u2013{(start + step - 1) % 100:02d}",
            f"{max(start, 1):04d}-01-01",
            f"{start + step - 1:04d}-12-31",
            sum(counts.get(year, 0) for year in range(start, start + step)),
        )
        for start in starts
    )


def _at(columns: Sequence[RoleColumn], year: int) -> int:
    return next(place for place, column in enumerate(columns) if int(column.since[:4]) <= year <= int(column.until[:4]))


def _rank(roles: Iterable[Counter[str]], name: str) -> tuple[int, int, str]:
    """Where an actor stands: by the role it had most often besides taking part, then by its number of meetings."""
    total: Counter[str] = sum(roles, Counter())
    narrow = {role: count for role, count in total.items() if role != "participant"} or dict(total)
    leading = min(narrow, key=lambda role: (-narrow[role], ORDER.index(role) if role in ORDER else len(ORDER)))
    return ORDER.index(leading) if leading in ORDER else len(ORDER), -total.total(), name


def _cell(roles: Counter[str], column: RoleColumn, language: str) -> RoleCell:
    """The symbols of the roles, the most frequent first; taking part is shown only where no narrower role is."""
    narrow = [role for role in roles if role != "participant"] or list(roles)
    ordered = sorted(narrow, key=lambda role: (-roles[role], ORDER.index(role) if role in ORDER else len(ORDER)))
    said = words.listing(
        (
            words.phrase("roles.of", language=language, role=_said(role, language), number=roles[role], all=column.meetings)
            for role in (*ordered, *(role for role in roles if role not in ordered))
        ),
        language=language,
    )
    return RoleCell(tuple(_symbol(role) for role in ordered[:_SHOWN]), said, column)


def _said(role: str, language: str) -> str:
    return words.code("Role", role, language=language)


def _symbol(role: str) -> str:
    name, filled = _SYMBOLS.get(role, ("dot", True))
    ink = paint("ink")
    if name == "dot":
        return element("circle", r="2.5", fill=paint("ink2"))
    return element("path", d=SHAPES[name], fill=ink if filled else paint("ground"), stroke=ink, stroke_width="1.5")
