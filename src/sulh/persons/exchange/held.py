"""What a holder answered about the persons of its own list, by its own numbers: a plan of releases must not contradict it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from sulh.model.vocabulary import HolderAnswer, RequestState
from sulh.persons.exchange.events import ExchangeError
from sulh.persons.exchange.state import HELD, ExchangeRound
from sulh.persons.releases.people import HeldPerson

__all__ = ["AGAINST_A_RELEASE", "by_answers"]

_DEAD = frozenset({HolderAnswer.DEAD_BODY_HELD, HolderAnswer.DEAD_BODY_NOT_HELD})
# Of whom this is answered, nobody releases alive.
AGAINST_A_RELEASE = _DEAD | {HolderAnswer.REFUSES_TRANSFER}
_FITS = frozenset({HolderAnswer.HELD_HERE, HolderAnswer.UNKNOWN})


def by_answers(people: Iterable[HeldPerson], made: ExchangeRound) -> list[HeldPerson]:
    """Return the persons as the answers of their holders make them: reported dead, or not wishing to go.

    An answer counts by the holder's number that it names, also one that is only prepared; that somebody is dead or refuses transfer also
    for whoever was decided to be the person asked about. Raises ExchangeError where a list holds a living person whom its holder answered
    not to hold: one of both is wrong, and nobody but the holder knows which.
    """
    given: dict[str, HolderAnswer] = {}
    matched: defaultdict[str, set[HolderAnswer]] = defaultdict(set)
    for request in made.requests.values():
        last = request.prepared or request.answer
        if last is None or request.state(last.at, last.at) is RequestState.WITHDRAWN:
            continue
        if last.held_id:
            given[f"{request.of}/{last.held_id}"] = last.answer
        if last.answer in AGAINST_A_RELEASE:
            for other, is_same in request.pairs.items():
                if is_same and other.startswith(HELD):
                    matched[other.removeprefix(HELD)].add(last.answer)
    found = []
    for one in people:
        marked = _marked(one, given.get(one.key))
        for answer in sorted(matched.get(one.key, ())):
            marked = _marked(marked, answer)
        found.append(marked)
    return found


def _marked(person: HeldPerson, answer: HolderAnswer | None) -> HeldPerson:
    if answer is None or answer in _FITS:
        return person
    if answer in _DEAD:
        return replace(person, reported_dead=True)
    if answer is HolderAnswer.REFUSES_TRANSFER:
        return replace(person, refuses=True)
    said = str(answer).replace("_", " ")
    raise ExchangeError(
        "{key} ({name}) is on the list of {holder}, which answered {said!r}; put one of both right",
        key=person.key, name=person.name, holder=person.holder, said=said,
    )
