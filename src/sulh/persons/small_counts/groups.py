"""Persons counted by groups: the dimensions that a round knows, the labels of each, and tables of one population that are read together."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from sulh.model.messages import FilledMessage, TermName, joined
from sulh.model.vocabulary import PersonFate
from sulh.persons.cases.fields import BODY
from sulh.persons.small_counts.ranges import CountRange
from sulh.persons.small_counts.tables import Cell, CountsError, CountTable, ShownCounts
from sulh.persons.small_counts.withholding import LEAST, withhold_small

__all__ = ["ELSEWHERE", "NOT_SAID", "GroupedCounts", "counted", "labels_of", "linked_ranges", "withheld_beside"]

NOT_SAID, ELSEWHERE = "", "*"
"""Labels of who has no value, and of all whose values too few share."""

# What everybody knows that nobody is, by what the codes mean.
_NOBODY: tuple[Mapping[str, str], ...] = (
    {"category": "woman", "sex": "male"},
    *({"whereabouts": str(where), "fate": str(fate)} for where in BODY for fate in PersonFate if fate is not PersonFate.DECEASED),
)
_MOST = 1500  # groups of all tables crossed, beyond which nobody can say in time what they give away together
Person = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class GroupedCounts:
    """A table of a population (such as whom one side lists as held) by one dimension or two; `columns` is "" for one.

    With one dimension its table has one column, which is its total as well.
    """

    of: str
    rows: str
    columns: str
    shown: ShownCounts

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The dimensions of the table."""
        return (self.rows, self.columns) if self.columns else (self.rows,)

    def groups(self, cell: Cell) -> dict[str, str]:
        """Which label each dimension has in a cell; none of a dimension over which it is a total."""
        row, column = self.shown.table.labels(cell)
        found = {} if row is None else {self.rows: row}
        return found if column is None or not self.columns else found | {self.columns: column}


def labels_of(values: Iterable[str], known: Sequence[str] = ()) -> tuple[str, ...]:
    """Return the labels of a dimension: all that are `known` beforehand, else those that `LEAST` persons or more have.

    That a place stands in a table at all would say that somebody is of there: the others are told together, and who has no value too.
    """
    if known:
        return (*known, NOT_SAID)
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return (*sorted(value for value, count in counts.items() if value and count >= LEAST), ELSEWHERE, NOT_SAID)


def counted(people: Sequence[Person], rows: tuple[str, Sequence[str]], columns: tuple[str, Sequence[str]]) -> CountTable:
    """Return how many persons have which labels of a dimension (its name, its labels) by those of another; "" for no second one."""
    (by, labels), (across, others) = rows, columns
    heads = tuple(others) if across else ("all",)
    counts = [[0] * len(heads) for _ in labels]
    places, other_places = ({label: at for at, label in enumerate(given)} for given in (labels, heads))
    for one in people:
        column = other_places[_label(one, across, others)] if across else 0
        counts[places[_label(one, by, labels)]][column] += 1
    return CountTable.of(tuple(labels), heads, counts)


def _label(person: Person, dimension: str, labels: Sequence[str]) -> str:
    value = person.get(dimension, "")
    if value in labels:
        return value
    return ELSEWHERE if value and ELSEWHERE in labels else NOT_SAID


def withheld_beside(made: GroupedCounts, given: Sequence[GroupedCounts], people: Sequence[Person], *, least: int = LEAST) -> GroupedCounts:
    """Return a table with what must be withheld of it beside all tables of its population that were `given` before, in their order.

    A count of a group that was told before, in a table by whatever dimensions, is withheld where it differs from then by less than `least`.
    Where tables by other dimensions were given, all are read together, with the counts of now where they are what they were then: raises
    CountsError where a small or changed count that is withheld in one of them could be worked out to a range of less than `least`, and
    says which tables it was.
    """
    changed = {cell for cell in made.shown.table.cells() for one in given if _is_near(made, cell, one, least)}
    nobody = tuple(one for one in _NOBODY if not any(one.items() <= person.items() for person in people))
    impossible = {cell for cell in made.shown.table.cells() if any(one.items() <= made.groups(cell).items() for one in nobody)}
    shown = withhold_small(made.shown.table, least=least, also=changed - impossible, impossible=impossible)
    safe = GroupedCounts(made.of, made.rows, made.columns, shown)
    others = [one for one in given if one.dimensions != made.dimensions]
    if others:
        together = [*(_as_now(one, people) for one in given), safe]
        wanted = {id(one): {cell for cell in one.shown.withheld if one.shown.table.count(cell) < least} for one in together}
        wanted[id(safe)] |= changed
        narrow = next(((one, cell) for one, cell, found in linked_ranges(together, wanted, nobody) if not found.is_wide(least)), None)
        if narrow is not None:
            raise CountsError(
                "together with what was given by {tables}, somebody could work out a count of fewer than {least} persons, in the table by "
                "{table}: give it by fewer groups, or by the same ones as before",
                tables=tuple(map(_called, sorted({one.dimensions for one in others}, key=" and ".join))), least=least,
                table=_called(narrow[0].dimensions),
            )
    return safe


def _called(dimensions: tuple[str, ...]) -> FilledMessage:
    """What a table is by, as a part of a sentence."""
    return joined((TermName(one, f"counts.by.{one}") for one in dimensions), "{one} and {other}")


def _is_near(made: GroupedCounts, cell: Cell, given: GroupedCounts, least: int) -> bool:
    """Whether an earlier table told of the same group another count by few persons, or withheld one that was about the same."""
    table, groups = given.shown.table, made.groups(cell)
    for other in table.cells():
        change = abs(made.shown.table.count(cell) - table.count(other))
        if change < least and (change or other in given.shown.withheld) and given.groups(other) == groups:
            return True
    return False


def _as_now(given: GroupedCounts, people: Sequence[Person]) -> GroupedCounts:
    """An earlier table with the counts of now; what it showed and is another count now, it says nothing of any more."""
    table = given.shown.table
    anew = counted(people, (given.rows, table.rows), (given.columns, table.columns if given.columns else ()))
    withheld = given.shown.withheld | {cell for cell in table.cells() if table.count(cell) != anew.count(cell)}
    return GroupedCounts(given.of, given.rows, given.columns, ShownCounts(anew, frozenset(withheld), given.shown.impossible))


def linked_ranges(
    tables: Sequence[GroupedCounts],
    wanted: Mapping[int, Collection[Cell]] | None = None,
    nobody: Sequence[Mapping[str, str]] = (),
) -> Iterable[tuple[GroupedCounts, Cell, CountRange]]:
    """Yield each withheld cell of tables of one population with what all of them together leave open of it; of each table by its `id`, only
    those `wanted`. `nobody` are combinations that everybody knows to count none.

    The unknowns are the counts of every combination of labels of all dimensions; each shown count is a sum of them. Raises CountsError for
    more combinations than can be tried.
    """
    joint = _Joint(tables, nobody)
    for one in tables:
        for cell in sorted(one.shown.withheld if wanted is None else wanted[id(one)]):
            yield one, cell, joint.range_of(one, cell)


class _Joint:
    def __init__(self, tables: Sequence[GroupedCounts], nobody: Sequence[Mapping[str, str]]) -> None:
        import numpy as np

        labels: dict[str, dict[str, None]] = {}
        for one in tables:
            for dimension, held in zip(one.dimensions, (one.shown.table.rows, one.shown.table.columns), strict=False):
                labels.setdefault(dimension, {}).update(dict.fromkeys(held))
        size = 1
        for known in labels.values():
            size *= len(known)
        if size > _MOST:
            raise CountsError(
                "{labels} together have {size} groups, too many to say what they give away: leave one out", labels=tuple(labels), size=size
            )
        made = (dict(zip(labels, one, strict=True)) for one in product(*labels.values()))
        self.atoms = [atom for atom in made if not any(one.items() <= atom.items() for one in nobody)]
        self.held = {(at, dim): set(given) for at, one in enumerate(tables) for dim, given in zip(
            one.dimensions, (one.shown.table.rows, one.shown.table.columns), strict=False)}  # fmt: skip
        self.places = {id(one): at for at, one in enumerate(tables)}
        rows, counts = [], []
        for one in tables:
            for cell in one.shown.table.cells():
                if cell not in one.shown.withheld:
                    rows.append(self._row(one, cell))
                    counts.append(float(one.shown.table.count(cell)))
        self.matrix = np.array(rows) if rows else np.zeros((0, len(self.atoms)))
        self.counts = np.array(counts)
        self.endless = 1000.0 + 10 * max(one.shown.table.count((len(one.shown.table.rows), len(one.shown.table.columns))) for one in tables)

    def _row(self, one: GroupedCounts, cell: Cell) -> list[float]:
        wanted = one.groups(cell)
        return [float(all(self._label(one, dim, atom[dim]) == label for dim, label in wanted.items())) for atom in self.atoms]

    def _label(self, one: GroupedCounts, dimension: str, value: str) -> str:
        """The label under which a table counts who has a value that another table tells apart."""
        held = self.held[self.places[id(one)], dimension]
        return value if value in held else ELSEWHERE if value and ELSEWHERE in held else NOT_SAID

    def range_of(self, one: GroupedCounts, cell: Cell) -> CountRange:
        import numpy as np

        from sulh.persons.small_counts.ranges import solved

        aim = np.array(self._row(one, cell))
        least, most = np.zeros(len(self.atoms)), np.full(len(self.atoms), self.endless)
        found = []
        for sign in (1.0, -1.0):
            values = solved(sign * aim, least, most, [(self.matrix, self.counts, self.counts)], np.ones(len(self.atoms)))
            if values is None:
                raise CountsError("the tables given before do not fit together: some count stands in two of them that cannot both be so")
            found.append(round(float(aim @ values)))
        return CountRange(found[0], None if found[1] >= self.endless else found[1])


