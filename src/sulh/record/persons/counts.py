"""Tables of counts of a round, without small ones, for people who have not the role: made by its mediator, approved by a second account."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sulh.model import InvalidError, RecordError
from sulh.model.messages import TermName
from sulh.model.vocabulary import HolderAnswer, PersonCategory, TransferWish
from sulh.persons.erased import is_erased
from sulh.persons.list_words import code_of, plain_digits
from sulh.persons.small_counts import CountTable, GroupedCounts, ShownCounts, counted, labels_of, withheld_beside
from sulh.record.ledger import writing
from sulh.record.persons.approving import require_second
from sulh.record.persons.matters import MatterEntry, add_entry, held, last_entry
from sulh.record.persons.parties import require_persons
from sulh.record.persons.rounds import RoundSeen, round_seen
from sulh.record.shapes import Viewer

__all__ = ["DIMENSIONS", "CountsGiven", "approve_counts", "counts_given", "counts_taken", "counts_tried", "make_counts"]

MATTER = "counts"
DIMENSIONS: Mapping[str, tuple[str, ...]] = {
    "requests": ("answer", "category", "sex", "place", "month"),
    "held": ("category", "sex", "wish", "place", "month"),
}
"""By which dimensions the lists of one side can be counted: the names that it asks about, and the persons whom it lists as held.

Nothing is counted over several sides: each knows its own list, and would subtract it. No two dimensions follow from each other: the state
of a name says whether it has an answer, and would be told by the table of answers.
"""

_KNOWN: Mapping[str, tuple[str, ...]] = {
    "answer": tuple(map(str, HolderAnswer)),
    "category": tuple(map(str, PersonCategory)),
    "wish": tuple(map(str, TransferWish)),
    "sex": ("male", "female"),
}
_VOCABULARY = {"category": "PersonCategory", "wish": "TransferWish", "sex": "sex"}
_MONTH = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True, slots=True)
class CountsGiven:
    """A table that was made: of which population, by whom and when, what for, who approved it, and when the file of it was taken."""

    id: str
    table: GroupedCounts
    made_by: str
    made: str
    purpose: str
    approved_by: str = ""
    taken: tuple[str, ...] = ()


def make_counts(viewer: Viewer, key: str, of: str, side: str, rows: str, columns: str = "", purpose: str = "") -> str:
    """Make a table of counts of a side's list to be given away, beside all that were made of it before, and give its identifier.

    Raises InvalidError for others than the mediator, without a purpose and for dimensions that there are not; CountsError where small
    counts could be worked out from it and from what was given before.
    """
    require_persons(viewer, write=True)
    seen = round_seen(viewer, key)
    if not purpose.strip():
        raise InvalidError("say what the table is for, and who gets it: whoever approves reads it")
    with writing():
        # Anew inside the transaction: two tables that are made at once must know of each other.
        made = _counted(seen, of, side, rows, columns)
        table = made.shown.table
        values = {
            "round": key, "until": seen.round.until, "population": made.of, "rows": made.rows, "columns": made.columns,
            "row_labels": list(table.rows), "column_labels": list(table.columns), "counts": [list(one) for one in table.counts],
            "withheld": [list(cell) for cell in sorted(made.shown.withheld)], "purpose": purpose.strip(),
        }  # fmt: skip
        identifier = secrets.token_hex(4)
        _add(viewer, seen, identifier, "made", values)
    return identifier


def counts_tried(viewer: Viewer, key: str, of: str, side: str, rows: str, columns: str = "") -> GroupedCounts:
    """The table as it would be made now; nothing is kept. Raises as `make_counts`."""
    return _counted(round_seen(viewer, key), of, side, rows, columns)


def counts_given(seen: RoundSeen) -> list[CountsGiven]:
    """The tables that were made of a round, the latest first; for its mediator alone, nobody else's are any."""
    if not seen.is_mediator:
        return []
    found = (entries for entries in reversed(list(held(MATTER).values())) if entries[0].body["events"][0]["values"].get("round") == seen.id)
    return [_given(entries) for entries in found]


def approve_counts(viewer: Viewer, key: str, made: str) -> None:
    """Approve a table that another account of the mediator's made. Raises as `require_second`, RecordError where there is none."""
    require_persons(viewer, write=True)
    seen, given = _one(viewer, key, made)
    require_second(viewer, given.made_by)
    if given.approved_by:
        raise InvalidError("{account} approved this already", account=given.approved_by)
    _written(viewer, seen, made, "approved")


def counts_taken(viewer: Viewer, key: str, made: str) -> CountsGiven:
    """A table that is taken away as a file, which is recorded before. Raises InvalidError where nobody approved it yet."""
    seen, given = _one(viewer, key, made)
    if not given.approved_by:
        raise InvalidError("nobody approved this table yet: a second account of the mediator's does")
    _written(viewer, seen, made, "taken")
    return given


def _counted(seen: RoundSeen, of: str, side: str, rows: str, columns: str) -> GroupedCounts:
    if not seen.is_mediator:
        raise InvalidError(
            "tables of counts are for the mediator, {mediator}, to give: nobody else knows all that were given",
            mediator=seen.round.mediator,
        )
    if of not in DIMENSIONS or side not in seen.round.sides:
        lists = tuple(TermName(one, f"counts.of_{one}") for one in DIMENSIONS)
        raise InvalidError("{lists} of one side are counted: {sides}", lists=lists, sides=tuple(seen.round.sides))
    wrong = next((one for one in (rows, *([columns] if columns else ())) if one not in DIMENSIONS[of]), None)
    if wrong is not None or rows == columns:
        known = tuple(TermName(one, f"counts.by.{one}") for one in DIMENSIONS[of])
        raise InvalidError("{of} are counted by one or two of {dimensions}", of=TermName(of, f"counts.of_{of}"), dimensions=known)
    people = _people(seen, of, side)
    dimensions = [(name, labels_of((one[name] for one in people), _KNOWN.get(name, ())) if name else ()) for name in (rows, columns)]
    table = counted(people, dimensions[0], dimensions[1])
    made = GroupedCounts(f"{of}:{side}", rows, columns, ShownCounts(table, frozenset()))
    given = [one.table for one in reversed(counts_given(seen)) if one.table.of == made.of]
    return withheld_beside(made, given, people)


def _people(seen: RoundSeen, of: str, side: str) -> list[dict[str, str]]:
    """Each person of a side's list by all its dimensions; nobody whose name was erased, or who was taken back."""
    rows: list[tuple[dict[str, str], Mapping[str, str]]]
    if of == "held":
        rows = [({}, one.person) for key, one in seen.round.held.items() if one.by == side and not is_erased(key)]
    else:
        asked = [one for key, one in seen.round.requests.items() if one.by == side and one.withdrawn is None and not is_erased(key)]
        rows = [({"answer": str(one.answer.answer) if one.answer is not None else ""}, one.person) for one in asked]
    names = ("category", "sex", "wish", "place", "month")
    return [{**codes, **{name: _value(name, person) for name in names}} for codes, person in rows]


def _value(dimension: str, person: Mapping[str, str]) -> str:
    if dimension in _VOCABULARY:
        return str(code_of(_VOCABULARY[dimension], person.get(dimension, "")) or "") if person.get(dimension) else ""
    if dimension == "month":
        found = _MONTH.match(plain_digits(person.get("held_since") or person.get("on") or ""))
        return found[0] if found else ""
    return " ".join(person.get(dimension, "").split())


def _one(viewer: Viewer, key: str, made: str) -> tuple[RoundSeen, CountsGiven]:
    seen = round_seen(viewer, key)
    found = next((one for one in counts_given(seen) if one.id == made), None)
    if found is None:
        raise RecordError("there is no table of counts {made} here", made=made)
    return seen, found


def _given(entries: Sequence[MatterEntry]) -> CountsGiven:
    first = entries[0]
    values: Mapping[str, Any] = first.body["events"][0]["values"]
    table = CountTable.of(values["row_labels"], values["column_labels"], values["counts"])
    shown = ShownCounts(table, frozenset((row, column) for row, column in values["withheld"]))
    made = GroupedCounts(str(values["population"]), str(values["rows"]), str(values["columns"]), shown)
    approved = next((one.author for one in entries if one.body["events"][0]["what"] == "approved"), "")
    taken = tuple(one.at for one in entries if one.body["events"][0]["what"] == "taken")
    return CountsGiven(str(first.body["id"]), made, first.author, first.at, str(values["purpose"]), approved, taken)


def _written(viewer: Viewer, seen: RoundSeen, made: str, what: str) -> None:
    against = last_entry(MATTER, made)
    with writing():
        if against != last_entry(MATTER, made):
            raise RecordError("somebody else did something with this table meanwhile: look at it again")
        _add(viewer, seen, made, what, {})


def _add(viewer: Viewer, seen: RoundSeen, made: str, what: str, values: Mapping[str, Any]) -> None:
    add_entry(viewer.name, MATTER, made, {"events": [{"what": what, "by": seen.party, "values": dict(values)}]})
