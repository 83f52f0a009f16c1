"""Tables of counts of a round, without small ones, for people who have not the role: made by its mediator, approved by a second account."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sulh.model import InvalidError
from sulh.model.messages import TermName
from sulh.model.vocabulary import HolderAnswer, PersonCategory, PersonFate, PersonWhereabouts, TransferWish
from sulh.persons.erased import is_erased
from sulh.persons.list_words import code_of, plain_digits
from sulh.persons.small_counts import CountTable, GroupedCounts, ShownCounts, counted, labels_of, withheld_beside
from sulh.record.ledger import writing
from sulh.record.persons.approving import Approval, ApprovedMatter
from sulh.record.persons.cases import cases_of_group
from sulh.record.persons.parties import require_persons
from sulh.record.persons.rounds import RoundSeen, round_seen
from sulh.record.shapes import Viewer

__all__ = [
    "COUNTS",
    "DIMENSIONS",
    "CountsGiven",
    "approved_counts",
    "counted_lists",
    "counts_given",
    "counts_taken",
    "counts_tried",
    "make_counts",
]

COUNTS = ApprovedMatter("counts", "made", "purpose")
DIMENSIONS: Mapping[str, tuple[str, ...]] = {
    "requests": ("answer", "category", "sex", "place", "month"),
    "held": ("category", "sex", "wish", "place", "month"),
    "files": ("fate", "whereabouts", "sex", "place", "month"),
}
"""By which dimensions the lists of one side can be counted: the names that it asks about, and the persons whom it lists as held; and the
files of persons that the mediator's group sees.

Nothing is counted over several sides: each knows its own list, and would subtract it. So in a round of three sides or more what a side
asks is counted for each side that it asks (`North/South`), since whoever is asked knows those names too.

No two dimensions follow from each other: the state of a name says whether it has an answer, and would be told by the table of answers.
"""

_KNOWN: Mapping[str, tuple[str, ...]] = {
    "answer": tuple(map(str, HolderAnswer)),
    "category": tuple(map(str, PersonCategory)),
    "wish": tuple(map(str, TransferWish)),
    "fate": tuple(map(str, PersonFate)),
    "whereabouts": tuple(map(str, PersonWhereabouts)),
    "sex": ("male", "female"),
}
_VOCABULARY = {"category": "PersonCategory", "wish": "TransferWish", "sex": "sex"}
_MONTH = re.compile(r"\d{4}-\d{2}")


@dataclass(frozen=True, slots=True)
class CountsGiven:
    """A table that was made, and what became of it: by whom and when, what for, who approved it, and when the file of it was taken."""

    table: GroupedCounts
    about: Approval


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
        made = _counted(viewer, seen, of, side, rows, columns)
        table = made.shown.table
        values = {
            "population": made.of, "rows": made.rows, "columns": made.columns, "row_labels": list(table.rows),
            "column_labels": list(table.columns), "counts": [list(one) for one in table.counts],
            "withheld": [list(cell) for cell in sorted(made.shown.withheld)],
        }  # fmt: skip
        return COUNTS.begin(viewer, seen, purpose.strip(), values)


def counts_tried(viewer: Viewer, key: str, of: str, side: str, rows: str, columns: str = "") -> GroupedCounts:
    """The table as it would be made now; nothing is kept. Raises as `make_counts`."""
    return _counted(viewer, round_seen(viewer, key), of, side, rows, columns)


def counts_given(seen: RoundSeen) -> list[CountsGiven]:
    """The tables that were made of a round, the latest first; for its mediator alone, nobody else's are any."""
    return [_given(one) for one in COUNTS.of_round(seen)] if seen.is_mediator else []


def counts_taken(viewer: Viewer, key: str, made: str) -> CountsGiven:
    """A table that is taken away as a file, which is recorded before. Raises InvalidError where nobody approved it yet."""
    seen, given = COUNTS.one(viewer, key, made)
    if not given.approved_by:
        raise InvalidError("nobody approved this table yet: a second account of the mediator's does")
    COUNTS.take(viewer, seen, [made])
    return _given(given)


def approved_counts(viewer: Viewer, key: str) -> list[CountsGiven]:
    """All tables of a round that were approved, in the order in which they were made, for a report that is taken away, which is recorded
    of each before. Raises InvalidError for others than the mediator, and where nobody approved any.
    """
    seen = round_seen(viewer, key)
    found = [one for one in reversed(counts_given(seen)) if one.about.approved_by]
    if not found:
        raise InvalidError("nobody approved a table of this round yet: a second account of the mediator's does")
    COUNTS.take(viewer, seen, [one.about.id for one in found])
    return found


def counted_lists(sides: Sequence[str]) -> list[str]:
    """The lists of names asked about that are counted in a round between sides: those of each, or of each as far as it asks another."""
    return list(sides) if len(sides) == 2 else [f"{by}/{of}" for by in sides for of in sides if by != of]


def _counted(viewer: Viewer, seen: RoundSeen, of: str, side: str, rows: str, columns: str) -> GroupedCounts:
    if not seen.is_mediator:
        raise InvalidError(
            "tables of counts are for the mediator, {mediator}, to give: nobody else knows all that were given",
            mediator=seen.round.mediator,
        )
    if of == "files":
        side = seen.round.mediator
    elif of == "requests" and side in seen.round.sides and side not in counted_lists(seen.round.sides):
        each = tuple(one for one in counted_lists(seen.round.sides) if one.startswith(f"{side}/"))
        raise InvalidError("{side} asks several sides, and what it asks each is counted by itself: {lists}", side=side, lists=each)
    elif of not in DIMENSIONS or side not in (counted_lists(seen.round.sides) if of == "requests" else seen.round.sides):
        lists = tuple(TermName(one, f"counts.of_{one}") for one in DIMENSIONS)
        raise InvalidError("{lists} of one side are counted: {sides}", lists=lists, sides=tuple(seen.round.sides))
    wrong = next((one for one in (rows, *([columns] if columns else ())) if one not in DIMENSIONS[of]), None)
    if wrong is not None or rows == columns:
        known = tuple(TermName(one, f"counts.by.{one}") for one in DIMENSIONS[of])
        raise InvalidError("{of} are counted by one or two of {dimensions}", of=TermName(of, f"counts.of_{of}"), dimensions=known)
    people = _files(viewer, seen) if of == "files" else _people(seen, of, side)
    dimensions = [(name, labels_of((one[name] for one in people), _KNOWN.get(name, ())) if name else ()) for name in (rows, columns)]
    table = counted(people, dimensions[0], dimensions[1])
    made = GroupedCounts(f"{of}:{side}", rows, columns, ShownCounts(table, frozenset()))
    given = [_given(one).table for one in reversed(COUNTS.everywhere()) if _is_beside(one, made.of, seen)]
    return withheld_beside(made, given, people)


def _is_beside(about: Approval, population: str, seen: RoundSeen) -> bool:
    """Whether a table is of the same persons: of a side's list in its round, of files in any round."""
    return about.values.get("population") == population and (population.startswith("files:") or about.round == seen.id)


def _files(viewer: Viewer, seen: RoundSeen) -> list[dict[str, str]]:
    """Each file of persons that the mediator's group sees, by all its dimensions.

    Raises InvalidError where another group counted files that are among them: two tables would tell the difference, and nobody checks it.
    """
    own = seen.round.mediator
    counting = {str(one.values["population"]).partition(":")[2] for one in COUNTS.everywhere() if _counts_files(one)} - {own}
    found = cases_of_group(viewer, own)
    shared = sorted(counting & {group for one in found for group in one.groups})
    if shared:
        raise InvalidError("some of these files were counted for {groups}, and are counted there alone", groups=tuple(shared))
    codes = [({"fate": str(one.case.fate), "whereabouts": str(one.case.whereabouts)}, one.case.known) for one in found]
    return [{**said, **{name: _value(name, known) for name in ("sex", "place", "month")}} for said, known in codes]


def _counts_files(about: Approval) -> bool:
    return str(about.values.get("population", "")).startswith("files:")


def _people(seen: RoundSeen, of: str, side: str) -> list[dict[str, str]]:
    """Each person of a side's list by all its dimensions; nobody whose name was erased, or who was taken back."""
    rows: list[tuple[dict[str, str], Mapping[str, str]]]
    if of == "held":
        rows = [({}, one.person) for key, one in seen.round.held.items() if one.by == side and not is_erased(key)]
    else:
        by, _, holder = side.partition("/")
        theirs = [one for one in seen.round.requests.values() if one.by == by and holder in ("", one.of)]
        asked = [one for one in theirs if one.withdrawn is None and not is_erased(one.key)]
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


def _given(about: Approval) -> CountsGiven:
    values = about.values
    table = CountTable.of(values["row_labels"], values["column_labels"], values["counts"])
    shown = ShownCounts(table, frozenset((row, column) for row, column in values["withheld"]))
    return CountsGiven(GroupedCounts(str(values["population"]), str(values["rows"]), str(values["columns"]), shown), about)
