"""Named persons at meetings with the words that say they were there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Count, QuerySet

from sulh.record.cache import shared
from sulh.record.prepared import prepared
from sulh.record.projection.models import AttendanceRow, Shown
from sulh.record.projection.people import Person, person_key
from sulh.record.projection.stated import Stated
from sulh.record.queries.refs import actor_refs
from sulh.record.queries.visible import batches
from sulh.record.shapes import PersonView, QuoteView, Viewer

__all__ = ["persons", "persons_called"]


def persons(
    viewer: Viewer,
    people: Sequence[Person],
    stated: Iterable[Stated],
    quote: Callable[[Stated], QuoteView],
    person: Callable[[str], str] = str,
) -> tuple[PersonView, ...]:
    """The persons a meeting's claims come to, heads of delegation first, each with the quotes of the claims that name them.

    `person` gives the key for which the key of a spelling stands. Whom people joined has one name on every page.
    """
    called = persons_called(viewer, [one.key for one in people])
    actors = actor_refs({one.actor for one in people if one.actor})
    quotes: dict[str, list[QuoteView]] = {one.key: [] for one in people}
    for claim in sorted(stated, key=lambda one: one.seq):
        key = _meant(person(person_key(str(claim.value["name"]))), list(quotes))
        if key is not None:
            quotes[key].append(quote(claim))
    views = [
        PersonView(
            called.get(one.key, one.name),
            one.office,
            actors.get(one.actor or ""),
            one.head_of_delegation,
            one.sources,
            tuple(quotes[one.key]),
            one.settled,
        )
        for one in people
    ]
    return tuple(sorted(views, key=lambda one: not one.head))


def persons_called(viewer: Viewer, keys: Collection[str] | None = None) -> Mapping[str, str]:
    """What persons (those of these keys, or all) are called wherever the viewer meets them, by key: the spelling for which others stand,
    of several the one at most meetings.
    """
    if keys is not None:
        return {key: name for some in batches(sorted(set(keys))) for key, name in _most_used(_spelt(viewer, some))}
    return shared(viewer, lambda: dict(_most_used(_spellings(viewer))), "names of persons", on=("attendancerow", "shown"))


def _most_used(spellings: Iterable[tuple[str, str, int]]) -> Iterator[tuple[str, str]]:
    best: dict[str, tuple[bool, int, str]] = {}
    for key, name, number in spellings:
        best[key] = max(best.get(key, (False, 0, "")), (person_key(name) == key, number, name))
    yield from ((key, name) for key, (*_, name) in best.items())


def _counted(viewer: Viewer) -> QuerySet[Any, Any]:
    shown = Shown.objects.filter(scope=viewer.scope).order_by().values("row_id")
    return AttendanceRow.objects.filter(row__in=shown).order_by().values("folded", "name").annotate(number=Count("*"))


@prepared
def _spellings(viewer: Viewer) -> QuerySet[Any, Any]:
    return _counted(viewer).values_list("folded", "name", "number")


@prepared
def _spelt(viewer: Viewer, keys: list[str]) -> QuerySet[Any, Any]:
    return _counted(viewer).filter(folded__in=keys).values_list("folded", "name", "number")


def _meant(key: str, full: Sequence[str]) -> str | None:
    """Which of the persons at a meeting a key means: itself, or the only one that it is the end of."""
    own = key.split()
    if key in full:
        return key
    longer = [one for one in full if one.split()[-len(own) :] == own]
    return longer[0] if len(longer) == 1 else None
