"""Which persons of the record a name may mean that a source writes in its own spelling or script, with titles or without the given name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sulh.record.access import require
from sulh.record.cache import shared
from sulh.record.projection.models import AttendanceRow, Shown
from sulh.record.projection.people import person_key
from sulh.record.queries.lists import order
from sulh.record.queries.people import persons_called
from sulh.record.queries.refs import actor_refs
from sulh.record.shapes import ActorRef, Viewer
from sulh.words import without_titles

if TYPE_CHECKING:
    from sulh.persons.search import NameHit, NameIndex

__all__ = ["KnownPerson", "is_like_a_person", "persons_like"]

_MOST = 3
_LEAST_WHOLE, _LEAST_FAMILY = 4.0, 1.0  # weights (natural logarithms) from which a whole name, or a family name alone, is offered
_WORDS = (2, 4)  # of a person's name as sources at talks write it
_ON = ("attendancerow", "shown")


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the record whom a name may mean: the name shown, for whom they came last, and the meetings they were at."""

    key: str
    name: str
    actor: ActorRef | None
    meetings: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Index:
    """The spellings of persons, and the keys they stand for, to be searched by the whole name and by the last word of it."""

    keys: Sequence[str]
    whole: NameIndex
    family: NameIndex
    exact: dict[str, str]


def is_like_a_person(name: str) -> bool:
    """Whether some words look like the name of a person: few, each with a capital or a particle, and none that names a kind of body.

    Where a script has no capitals, such as Arabic, the first word must be a name that many persons bear.
    """
    from sulh.persons.letters import script_of
    from sulh.persons.names import person_name
    from sulh.persons.vocabulary import known_share
    from sulh.reading.english.unlisted.bodies import kind_of

    parts = person_name(without_titles(name)).parts
    if kind_of(name) is not None or not _WORDS[0] <= len(parts) <= _WORDS[1] or any(one.isdigit() for one in name):
        return False
    if script_of(name) == "arabic":
        return known_share(("arabic", parts[0].key)) > 0
    return all(one.written[:1].isupper() or "-" in one.written for one in parts)


def persons_like(viewer: Viewer, name: str, *, family: bool = True, limit: int = _MOST) -> list[KnownPerson]:
    """The persons at meetings that the viewer may see whom `name` may mean, the likeliest first: by the whole name in any script and
    spelling, whatever titles stand before it, else, with `family`, by the family name alone.
    """
    require(viewer, "read")
    words = without_titles(name).split()
    if not words:
        return []
    index = shared(viewer, lambda: _index(viewer), "persons by name", on=_ON)
    found = _likeliest(index, words, family=family)[:limit]
    return list(_known(viewer, found)) if found else []


def _index(viewer: Viewer) -> _Index:
    from sulh.persons.search import NameIndex

    shown = Shown.objects.filter(scope=viewer.scope).order_by().values("row_id")
    rows = sorted(AttendanceRow.objects.filter(row__in=shown).order_by().values_list("name", "folded").distinct())
    names, keys = [name for name, _ in rows], [key for _, key in rows]
    exact = {person_key(name): key for name, key in rows}
    return _Index(keys, NameIndex(names), NameIndex(name.split()[-1] for name in names), exact)


def _likeliest(index: _Index, words: Sequence[str], *, family: bool) -> list[str]:
    """The keys of the persons meant, each once."""
    own = index.exact.get(person_key(" ".join(words)))
    scored: dict[str, float] = {own: float("inf")} if own else {}
    # What a table of titles does not have ("Comrade") may stand before a name: each end of the words is looked for.
    for at in range(len(words) - 1):
        _take(scored, index, index.whole.find(" ".join(words[at:])), _LEAST_WHOLE)
    if family and not scored and len(words) == 1:
        _take(scored, index, index.family.find(words[-1]), _LEAST_FAMILY)
    return sorted(scored, key=lambda key: (-scored[key], key))


def _take(scored: dict[str, float], index: _Index, hits: Iterable[NameHit], least: float) -> None:
    for hit in hits:
        weight, key = hit.weight, index.keys[hit.row]
        if weight >= least:
            scored[key] = max(weight, scored.get(key, least))


def _known(viewer: Viewer, keys: Sequence[str]) -> Iterator[KnownPerson]:
    called = persons_called(viewer, keys)
    shown = Shown.objects.filter(scope=viewer.scope).order_by().values("row_id")
    columns = ("folded", "actor_id", "row__first_day", "row__name")
    rows = sorted(
        AttendanceRow.objects.filter(folded__in=list(keys), row__in=shown).values_list(*columns), key=lambda row: order(row[2], row[3])
    )
    refs = actor_refs({actor for _, actor, *_ in rows if actor})
    for key in keys:
        mine = [row for row in rows if row[0] == key]
        last = next((actor for _, actor, *_ in reversed(mine) if actor), None)
        yield KnownPerson(key, called.get(key, key), refs.get(last or ""), frozenset(name for *_, name in mine))
