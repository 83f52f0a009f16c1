"""A list that is taken in by a page: what was found out about it, what its columns seem to mean, and what was chosen, kept as typed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from sulh import words
from sulh.desk.shown import language
from sulh.intake import ColumnMapping, DayOrder, IntakeError, ListRow, ListTable, brought, mapping_for, open_table, orders_of
from sulh.intake.cells import is_code
from sulh.intake.data_sets import DATA_SETS
from sulh.intake.mapping import AXES, POSITION, mapping_json, mapping_of
from sulh.intake.sheet_table import filled_sheets
from sulh.model.kinds import Kind, Property, PropertyType, kinds
from sulh.model.vocabulary import ActorKind
from sulh.record.jobs.intake import list_file

__all__ = ["ENCODINGS", "ListSeen", "asked_of", "chosen_of", "seen", "start_of", "without_options"]

# What letters of lists are written in, beside what is found: Unicode, Western, Arabic, Cyrillic, Turkish.
ENCODINGS = ("utf-8", "utf-16", "cp1252", "cp1256", "cp1251", "cp1254")
# Examples are of the first rows, and so many words of a list are put beside codes.
_LOOKED_AT, _EXAMPLES, _WORDS = 500, 3, 40
_SAY_IT = re.compile(r" Say it: --day-order.*$", re.DOTALL)
# What a mapping says that the page does not ask for.
_UNASKED = ("pairs", "beside")
Chosen = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ColumnSeen:
    """A column: its name, examples of what stands in it, the field that says what it means, and what is chosen there."""

    name: str
    examples: tuple[str, ...]
    field: str
    meaning: str


@dataclass(frozen=True, slots=True)
class WordSeen:
    """A word that the list has for a code: the property, the word, the fields of both, and the code that is chosen."""

    prop: str
    word: str
    field: str
    code: str
    codes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SameSeen:
    """A property that no column gives and that may be the same for all rows; `codes` where it holds codes."""

    prop: str
    field: str
    value: str
    codes: tuple[tuple[str, str], ...]
    required: bool


@dataclass(frozen=True, slots=True)
class ListSeen:
    """What the page shows of a list. `problem` says why it cannot be taken as it is; `undecided`, that the order of dates is why."""

    remarks: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    problem: str = ""
    undecided: bool = False
    data_set: str = ""
    sheets: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    columns: tuple[ColumnSeen, ...] = ()
    unmapped: tuple[ColumnSeen, ...] = ()
    meanings: tuple[tuple[str, str], ...] = ()
    words: tuple[WordSeen, ...] = ()
    same: tuple[SameSeen, ...] = ()
    mapping: ColumnMapping | None = None
    names_actors: bool = False


def start_of(name: str, data: bytes) -> dict[str, str]:
    """What is chosen for a list that was just uploaded: what its columns seem to mean, where they are of a known data set."""
    chosen = {"level": "team", "split": ";"}
    try:
        with list_file(name, data) as path:
            mapping = mapping_for(open_table(path).columns)
    except IntakeError:
        return chosen
    return chosen if mapping is None else chosen | chosen_of(mapping)


def chosen_of(mapping: ColumnMapping) -> dict[str, str]:
    """The fields of the page as a mapping fills them."""
    held = {"kind": mapping.kind, "kind-of-columns": mapping.kind, "name": mapping.name, "split": mapping.split, "id": mapping.id}
    held |= {"newest": mapping.newest, "day-order": mapping.day_order.value if mapping.day_order else "", "data-set": mapping.data_set}
    held |= {_field("col", column): name for name, column in mapping.columns.items()}
    held |= {_field("same", name): _typed(value) for name, value in mapping.constants.items()}
    for name, codes in mapping.codes.items():
        held |= {_field("code", f"{name}|{word.casefold()}"): code for word, code in codes.items()}
    # What the page does not ask for is kept as it is.
    rest = {key: value for key, value in mapping_json(mapping).items() if key in _UNASKED}
    return held | {"rest": json.dumps(rest, ensure_ascii=False), "new-actors": mapping.new_actors}


def asked_of(name: str, chosen: Chosen, mapping: ColumnMapping, groups: Sequence[str]) -> dict[str, Any]:
    """What a job is asked to do with the list."""
    asked = {key: chosen.get(key, "") for key in ("sheet", "encoding")}
    asked["published"] = words.date_typed(chosen.get("published", "")) or ""
    level = chosen.get("level", "team")
    return {"name": name, "mapping": mapping_json(mapping), "level": level, "groups": list(groups), **asked}


def seen(name: str, data: bytes, chosen: Chosen) -> ListSeen:
    """Everything that the page shows of a list, for what is chosen."""
    with list_file(name, data) as path:
        try:
            return _seen(path, chosen)
        except IntakeError as problem:
            return ListSeen(problem=_plain(problem, path), sheets=filled_sheets(path) if path.stat().st_size else (), names=())


def _seen(path: Path, chosen: Chosen) -> ListSeen:
    table = open_table(path, sheet=chosen.get("sheet") or None, encoding=chosen.get("encoding") or None)
    kind = chosen.get("kind", "")
    sheets = filled_sheets(path) if any("sheet " in one for one in table.remarks) else ()
    if kind not in {one.name for one in kinds()}:
        return ListSeen(table.remarks, sheets=sheets, names=table.columns, columns=tuple(_columns(table, {})))
    proposed = mapping_for(table.columns, kind)
    assert proposed is not None
    if chosen.get("kind-of-columns") != kind:
        # Another kind was chosen: its properties are looked for among the columns.
        stays = {key: value for key, value in chosen.items() if not key.startswith(("col-", "same-", "code-"))}
        chosen = stays | chosen_of(proposed) | {"name": stays.get("name") or proposed.name, "split": stays.get("split") or ";"}
    mapping, problem = _mapping(chosen, kind, path)
    try:
        table = brought(table, mapping.data_set, mapping.day_order)
    except IntakeError as wrong:
        return ListSeen(table.remarks, problem=_plain(wrong, path), undecided=_undecided(wrong), sheets=sheets, names=table.columns,
                        mapping=mapping)  # fmt: skip
    mapping, problem = _mapping(chosen, kind, path, table.columns)
    columns = list(_columns(table, {column: name for name, column in mapping.columns.items()}))
    shown: dict[str, Any] = {
        "remarks": table.remarks, "sheets": sheets, "names": table.columns, "mapping": mapping, "meanings": tuple(_meanings(mapping.of)),
        "columns": tuple(one for one in columns if one.meaning or not mapping.data_set),
        "unmapped": tuple(one for one in columns if not one.meaning and mapping.data_set),
        "words": tuple(_words(table, mapping)), "same": tuple(_same(mapping)), "data_set": DATA_SETS.get(mapping.data_set, ""),
        "names_actors": any(one.holds is PropertyType.ACTOR for one in _all(mapping.of)),
    }  # fmt: skip
    if problem:
        return ListSeen(problem=problem, **shown)
    try:
        checked = mapping.checked(table.columns, path.name)
        return ListSeen(evidence=orders_of(table, checked).evidence, **shown)
    except IntakeError as wrong:
        return ListSeen(problem=_plain(wrong, path), undecided=_undecided(wrong), **shown)


def _all(kind: Kind) -> Iterator[Property]:
    """The properties of a kind and of its parts."""
    for one in kind.properties:
        yield one
        if one.part is not None:
            yield from one.part.values


def _undecided(problem: IntakeError) -> bool:
    return "day or month comes first" in str(problem) or "in both orders" in str(problem)


def _plain(problem: IntakeError, path: Path) -> str:
    """The reason without the folder that the file lay in for a moment, and without what the command would be told."""
    return without_options(str(problem).replace(str(path), path.name))


def without_options(told: str) -> str:
    """A reason without what a command would be told: a page has a field for it."""
    return _SAY_IT.sub("", told)


# --- what was chosen -------------------------------------------------------------------------------------------------------------------


def _mapping(chosen: Chosen, kind: str, path: Path, columns: Sequence[str] = ()) -> tuple[ColumnMapping, str]:
    """The mapping that is chosen, and what is wrong with the choice."""
    declared = next(one for one in kinds() if one.name == kind)
    known = dict(_meanings(declared))
    found: dict[str, str] = {}
    twice: list[str] = []
    for column in columns:
        meaning = chosen.get(_field("col", column), "")
        if meaning in known and meaning in found:
            twice.append(words.phrase("pair", language=language(), name=known[meaning], value=f"{found[meaning]}, {column}"))
        elif meaning in known:
            found[meaning] = column
    constants: dict[str, Any] = {}
    codes: dict[str, dict[str, str]] = {}
    for one in declared.values:
        value = chosen.get(_field("same", one.name), "").strip()
        if value and one.name not in found:
            constants[one.name] = [value] if one.many else value
        start = _field("code", f"{one.name}|")
        own = {key[len(start) :]: code for key, code in chosen.items() if key.startswith(start) and code}
        if own and one.codes is not None:
            codes[one.name] = own
    order = chosen.get("day-order", "")
    held: dict[str, Any] = {
        "sulh_mapping": 1, "kind": kind, "columns": found, "name": chosen.get("name", "").strip(), "constants": constants, "codes": codes,
        "split": chosen.get("split", "") or ";", "id": _one_of(chosen.get("id", ""), columns),
        "newest": _one_of(chosen.get("newest", ""), columns), "data_set": _one_of(chosen.get("data-set", ""), tuple(DATA_SETS)),
        "day_order": order if order in set(DayOrder) else "",
        "new_actors": ActorKind.UNKNOWN.value if chosen.get("new-actors") else "",
    }  # fmt: skip
    made = mapping_of(held | _rest(chosen), path.name, path.parent)
    problem = gettext("Two columns cannot mean the same: %(which)s") % {"which": "; ".join(twice)} if twice else ""
    return made, problem


def _one_of(value: str, known: Sequence[str]) -> str:
    return value if value in known else ""


def _rest(chosen: Chosen) -> dict[str, Any]:
    try:
        held = json.loads(chosen.get("rest", "") or "{}")
    except ValueError:
        return {}
    return {key: value for key, value in held.items() if key in _UNASKED} if isinstance(held, dict) else {}


def _typed(value: Any) -> str:
    return str(value[0]) if isinstance(value, list | tuple) and value else str(value)


def _field(sort: str, name: str) -> str:
    return f"{sort}-{name}"


# --- what is shown ---------------------------------------------------------------------------------------------------------------------


def _columns(table: ListTable, meant: Mapping[str, str]) -> Iterator[ColumnSeen]:
    found: dict[str, dict[str, None]] = {name: {} for name in table.columns}
    for row in islice(table.rows(), _LOOKED_AT):
        if isinstance(row, ListRow):
            for name, cell in row.cells.items():
                if name in found and len(found[name]) < _EXAMPLES:
                    found[name].setdefault(cell if len(cell) <= 60 else f"{cell[:59]}…")
    for name in table.columns:
        yield ColumnSeen(name, tuple(found[name]), _field("col", name), meant.get(name, ""))


def _meanings(kind: Kind) -> Iterator[tuple[str, str]]:
    """What a column can mean, with its words: each property, and of who took part each role."""
    spoken = language()
    for one in kind.properties:
        said = words.prop(kind.name, one.name, language=spoken)
        yield one.name, said
        if one.name == POSITION:
            for axis in AXES:
                named = words.phrase(f"intake.{axis.partition(':')[2]}", language=spoken)
                yield axis, words.phrase("pair", language=spoken, name=said, value=named)
        if one.part is not None:
            for other in one.part.values:
                if other.codes is not None and not other.many and other is not one.part.values[0]:
                    for code in other.codes:
                        named = words.code(other.vocabulary, code, language=spoken)
                        yield f"{one.name}:{code}", words.phrase("pair", language=spoken, name=said, value=named)


def _words(table: ListTable, mapping: ColumnMapping) -> Iterator[WordSeen]:
    """The words that a list has for codes and that are none of ours, with the code that is chosen for each."""
    coded = [(one, mapping.columns[one.name]) for one in mapping.of.values if one.codes is not None and one.name in mapping.columns]
    if not coded:
        return
    found: dict[tuple[str, str], None] = {}
    for row in table.rows():
        if not isinstance(row, ListRow):
            continue
        for one, column in coded:
            cell = row.cells.get(column, "")
            for item in cell.split(mapping.split) if one.many else [cell]:
                if item.strip() and not is_code(one, item):
                    found.setdefault((one.name, item.strip().casefold()))
        if len(found) >= _WORDS:
            break
    for name, word in found:
        one = mapping.of.by_name[name]
        code = {key.casefold(): value for key, value in mapping.codes.get(name, {}).items()}.get(word, "")
        yield WordSeen(words.prop(mapping.kind, name, language=language()), word, _field("code", f"{name}|{word}"), code, _codes(one))


def _same(mapping: ColumnMapping) -> Iterator[SameSeen]:
    """What no column gives: what has to be given, codes, and who did it."""
    for one in mapping.of.values:
        if one.name in mapping.columns or one.holds in (PropertyType.GEOMETRY, PropertyType.FLAG) or (one.many and one.codes is not None):
            continue
        value = _typed(mapping.constants.get(one.name, ""))
        if one.required or value or one.codes is not None or one.holds in (PropertyType.ACTOR, PropertyType.PLACE):
            said = words.prop(mapping.kind, one.name, language=language())
            yield SameSeen(said, _field("same", one.name), value, _codes(one), one.required)


def _codes(one: Property) -> tuple[tuple[str, str], ...]:
    if one.codes is None:
        return ()
    return tuple((str(code), words.code(one.vocabulary, code, language=language())) for code in one.codes)
