"""Named persons at meetings with the words that say they were there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sulh.record.projection.consensus import Stated
from sulh.record.projection.people import Person
from sulh.record.queries.refs import actor_refs
from sulh.record.shapes import PersonView, QuoteView
from sulh.text.folding import fold

__all__ = ["persons"]


def persons(people: Sequence[Person], stated: Iterable[Stated], quote: Callable[[Stated], QuoteView]) -> tuple[PersonView, ...]:
    """The persons a meeting's claims come to, heads of delegation first, each with the quotes of the claims that name them."""
    actors = actor_refs({one.actor for one in people if one.actor})
    quotes: dict[str, list[QuoteView]] = {one.name: [] for one in people}
    for claim in sorted(stated, key=lambda one: one.seq):
        name = _meant(str(claim.value["name"]), list(quotes))
        if name is not None:
            quotes[name].append(quote(claim))
    views = [
        PersonView(one.name, one.office, actors.get(one.actor or ""), one.head_of_delegation, one.sources, tuple(quotes[one.name]))
        for one in people
    ]
    return tuple(sorted(views, key=lambda one: not one.head))


def _meant(name: str, full: Sequence[str]) -> str | None:
    """Which of the full names a name means: itself, or the only one that it is the end of."""
    own = fold(name).split()
    for one in full:
        if fold(one).split() == own:
            return one
    longer = [one for one in full if fold(one).split()[-len(own) :] == own]
    return longer[0] if len(longer) == 1 else None
