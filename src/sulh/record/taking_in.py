"""A list taken into the record: each row a fact that cites it; newer versions of a row take the place of older ones, which are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sulh.intake import ColumnMapping, DayOrders, ListTable, RowError, Taken, facts
from sulh.model import Cell, RecordError, Source, SourceSort
from sulh.model.kinds import Kind, PropertyType
from sulh.model.vocabulary import RETIRED
from sulh.record.access import require, visible
from sulh.record.canonical import canonical, track_id
from sulh.record.decisions import decide_many, name_actor
from sulh.record.entering import checked, enter_many, stated_by
from sulh.record.naming import UnknownActorError, actor_named
from sulh.record.projection.models import ActorRow, Claim
from sulh.record.shapes import Viewer

__all__ = ["TakenIn", "take_in"]

# So many rows are written at once, later as many as were taken before: an interrupt loses half at most, and the facts of a list, which
# are worked out anew at each write, are not worked out a hundred times.
_BATCH, _MOST = 500, 5000


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a list: numbers of rows entered, known already, and entered in the place of an older version; every fault.

    `replaced` counts rows that a newer row of the same list left out; `new_actors` are the names that the record did not know.
    """

    entered: int
    known: int
    revised: int
    replaced: int
    faults: tuple[RowError, ...]
    new_actors: tuple[str, ...] = ()


def take_in(
    viewer: Viewer,
    table: ListTable,
    mapping: ColumnMapping,
    orders: DayOrders,
    *,
    origin: str = "",
    published: str | None = None,
    level: str = "team",
    groups: Sequence[str] = (),
    dry_run: bool = False,
    progress: Callable[[int], None] | None = None,
) -> TakenIn:
    """Enter every good row of a list as a fact that the viewer vouches for; `dry_run` does all but write.

    A row whose identifier an earlier list of the same name has is the same fact: with the same values it is known, with others the
    claims of the earlier row are rejected, with the reason, and can be seen and brought back like all that was decided. Raises
    AccessError without the right to edit.
    """
    require(viewer, "edit")
    source = Source(SourceSort.LIST, mapping.name or table.name, f"{origin or table.name}#{table.digest}", published, mapping.name)
    reader = _Reader(viewer, table, mapping, orders)
    taken_before = _rows_of(viewer, source, mapping)
    entered = known = revised = 0
    rows = reader.rows()
    taken = 0
    while batch := list(islice(rows, min(max(_BATCH, taken), _MOST))):
        taken += len(batch)
        earlier = _earlier(viewer, mapping, [one.id for one, _ in batch if one.id])
        told: list[tuple[str | None, Mapping[str, Any], Cell, str]] = []
        old: list[tuple[str, str]] = []
        for one, values in batch:
            before = earlier.get(one.id)
            if one.row in taken_before or (before is not None and before.stated == _stated(mapping, values)):
                known += 1
                continue
            entered += 1
            if before is not None:
                revised += 1
                old += [(claim, f"row {one.row} of {table.name} is a newer version") for claim in before.claims]
            told.append((None, values, Cell(source, one.row, one.column, one.written), ""))
        if not dry_run and told:
            for actor in reader.unnamed():
                if not ActorRow.objects.filter(pk=actor["id"]).exists():
                    name_actor(viewer, actor["name"], id=actor["id"], kind=actor["kind"], reason=f"named by {source.title}")
            enter_many(viewer, told, kind=mapping.kind, level=level, groups=groups)
        if not dry_run and old:
            decide_many(viewer, [("reject", claim, reason, None) for claim, reason in old])
        if progress is not None:
            progress(len(batch))
    return TakenIn(entered, known, revised, reader.replaced, tuple(reader.faults), tuple(reader.new_actors))


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What an earlier list says under one identifier: its claims, and the properties and values that they state."""

    claims: tuple[str, ...]
    stated: frozenset[tuple[str, str]]


def _stated(mapping: ColumnMapping, values: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    return frozenset((name, canonical(value)) for name, value in stated_by(mapping.of, values))


def _earlier(viewer: Viewer, mapping: ColumnMapping, ids: Sequence[str]) -> dict[str, _Earlier]:
    """What lists of the same name say under these identifiers, as far as it stands and the viewer sees it."""
    if not mapping.id or not mapping.name:
        return {}
    rows = Claim.objects.filter(source__sort=SourceSort.LIST, source__publisher=mapping.name, source__withdrawn=False)
    rows = rows.filter(column=mapping.id, written__in=ids, mention__kind=mapping.kind).exclude(status__in=RETIRED)
    found: dict[str, list[tuple[str, str, str]]] = {}
    for written, key, name, value in visible(rows, viewer).values_list("written", "pk", "property", "value"):
        found.setdefault(written, []).append((key, name, value))
    return {
        written: _Earlier(tuple(key for key, _, _ in claims), frozenset((name, value) for _, name, value in claims))
        for written, claims in found.items()
    }


def _rows_of(viewer: Viewer, source: Source, mapping: ColumnMapping) -> frozenset[int]:
    """The rows of this very file that the record has already, of a list whose rows have no identifiers."""
    if mapping.id:
        return frozenset()
    rows = Claim.objects.filter(source=source.id, mention__kind=mapping.kind).exclude(status__in=RETIRED)
    return frozenset(row for row in visible(rows, viewer).values_list("row", flat=True) if row is not None)


class _NoActorError(RecordError):
    """A name of a property is that of no actor, or of several."""

    def __init__(self, reason: str, prop: str, name: str) -> None:
        super().__init__(reason)
        self.prop, self.name = prop, name


class _Reader:
    """The good rows of a list with values that the record takes; faults are kept. An actor is looked up once for all rows."""

    def __init__(self, viewer: Viewer, table: ListTable, mapping: ColumnMapping, orders: DayOrders) -> None:
        self._viewer, self._table, self._mapping, self._orders = viewer, table, mapping, orders
        self._actors: dict[str, Any] = {}
        self.faults: list[RowError] = []
        self.replaced = 0
        self.new_actors: list[str] = []
        self._unnamed: list[dict[str, str]] = []

    def unnamed(self) -> list[dict[str, str]]:
        """The actors that rows name and the record does not have yet, once."""
        found, self._unnamed = self._unnamed, []
        return found

    def rows(self) -> Iterator[tuple[Taken, dict[str, Any]]]:
        """Each good row with its checked values."""
        for one in facts(self._table, self._mapping, self._orders):
            if isinstance(one, RowError):
                self.faults.append(one)
                continue
            self.replaced += len(one.replaced)
            try:
                yield one, checked(self._viewer, self._mapping.of, self._with_actors(self._mapping.of, one.values))
            except _NoActorError as problem:
                column = self._mapping.columns.get(problem.prop, "")
                self.faults.append(RowError(one.row, column, str(problem), problem.name, one.line))
            except RecordError as problem:
                self.faults.append(RowError(one.row, "", str(problem), "", one.line))

    def _with_actors(self, kind: Kind, values: Mapping[str, Any]) -> dict[str, Any]:
        found = dict(values)
        for prop in kind.properties:
            value = values.get(prop.name)
            if value is None:
                continue
            if prop.part is not None:
                found[prop.name] = [self._with_actors(prop.part, part) for part in value]
            elif prop.holds is PropertyType.ACTOR:
                found[prop.name] = [self._actor(item, prop.name) for item in value] if prop.many else self._actor(value, prop.name)
        return found

    def _actor(self, name: Any, prop: str) -> Any:
        if not isinstance(name, str):
            return name
        if name not in self._actors:
            try:
                self._actors[name] = self._found(name)
            except RecordError as problem:
                raise _NoActorError(str(problem), prop, name) from problem
        return self._actors[name]

    def _found(self, name: str) -> Any:
        """The actor of that name; one that nobody knows is new, where the mapping says of what kind such are."""
        try:
            return actor_named(self._viewer, name)
        except UnknownActorError:
            if not self._mapping.new_actors:
                raise
            made = {"id": track_id(name), "name": name, "kind": self._mapping.new_actors}
            self.new_actors.append(name)
            self._unnamed.append(made)
            return made
