"""Named persons at meetings with the words that say they were there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sulh.record.projection.models import AttendanceRow
from sulh.record.projection.people import Person, person_key
from sulh.record.projection.stated import Stated
from sulh.record.queries.refs import actor_refs
from sulh.record.queries.visible import meeting_rows
from sulh.record.shapes import PersonView, QuoteView, Viewer

__all__ = ["persons"]


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
    called = _called(viewer, [one.key for one in people if person_key(one.name) != one.key])
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


def _called(viewer: Viewer, keys: Sequence[str]) -> dict[str, str]:
    """The names of persons, by their keys, at other meetings that the viewer may see: the spelling for which others stand."""
    if not keys:
        return {}
    found = AttendanceRow.objects.filter(row__in=meeting_rows(viewer).values("pk"), folded__in=keys).order_by("name")
    return {key: name for key, name in found.values_list("folded", "name") if person_key(name) == key}


def _meant(key: str, full: Sequence[str]) -> str | None:
    """Which of the persons at a meeting a key means: itself, or the only one that it is the end of."""
    own = key.split()
    if key in full:
        return key
    longer = [one for one in full if one.split()[-len(own) :] == own]
    return longer[0] if len(longer) == 1 else None
