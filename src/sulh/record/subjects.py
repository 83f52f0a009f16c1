"""Whom or what an erasure is about: an actor, a document, or a person by name, with every spelling that the record knows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from sulh.actors import Authority
from sulh.model import RecordError
from sulh.record.blacking import Words
from sulh.record.persons.ending import MATTERS, spelt
from sulh.record.projection.called import earlier_calls
from sulh.record.projection.models import ActorAlias, ActorRow, Claim, Source
from sulh.text.folding import fold

__all__ = ["Subject", "listed_subject", "subject_named"]

_SORTS = ("sha256", "list", "form", "entry")
_DIGITS = re.compile(r"(?:(?:sha256|list|form|entry):)?[0-9a-f]{6,64}")


@dataclass(frozen=True)
class Subject:
    """What is erased. `sort` is actor, person, document or listed, `key` the identifier of an actor or document, `title` for messages.

    Of a round, case or plan (`listed`) `key` is as `round:ID`, and `listed` are the names in it by their keys, or empty for all.
    `names` are the spellings that are erased wherever they stand; of those in `persons` parts go too where a whole one stands.
    """

    sort: str
    key: str
    title: str
    names: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()

    @cached_property
    def words(self) -> Words:
        """The names, to be found in text."""
        return Words(self.names)

    def numbers_in(self, text: str) -> list[str]:
        """The numbers of erased names that a text says: a side's own number, where it is of three signs or more, or with its side."""
        numbers = [one for key in self.listed for one in (key, key.partition("/")[2])]
        return [one for one in numbers if len(one) > 2 and re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text)]

    def is_short_for(self, name: str) -> bool:
        """Whether a name is the end of one of the person's: the person under a shorter name."""
        own = _parts(name)
        return any(_parts(one)[-len(own) :] == own for one in self.persons)


def subject_named(given: str, also: Sequence[str] = ()) -> Subject:
    """The subject that somebody names; `also` are spellings that the record does not know.

    A document is named by the first six digits of its digest or more, an actor by identifier, name or alias, a round with all its names as
    `round:ID`, one name of it as `round:ID:SIDE/NUMBER`, anybody else by name.
    Raises RecordError when the name says nothing, is that of several, or of an actor that comes with the program.
    """
    given = given.strip()
    if given.partition(":")[0] in MATTERS:
        return listed_subject(*given.split(":", 2))
    if _DIGITS.fullmatch(given) and (document := _document(given)):
        return document
    if not Words([given]).full:
        raise RecordError(f"{given!r} has no letters: name an actor, a person or a document")
    row = _actor(given)
    names = [given, *also]
    if row is not None:
        if Authority.default().get(row.pk) is not None:
            raise RecordError(f"{row.name} ({row.pk}) is in the table of actors that comes with Sulh: its name cannot be erased from there")
        group = list(ActorRow.objects.filter(same_as=row.same_as))
        if any(Authority.default().get(one.pk) is not None for one in group):
            raise RecordError(f"{row.name} is joined with an actor that comes with Sulh: part them first (`sulh actor part`)")
        known = _actor_names([one.pk for one in group])
        return Subject("actor", row.pk, row.name, tuple(dict.fromkeys((*known, *also))))
    persons = _persons(given)
    return Subject("person", "", given, tuple(dict.fromkeys((*names, *persons))), tuple(dict.fromkeys((given, *persons))))


def listed_subject(matter: str, key: str, *listed: str) -> Subject:
    """All that is said in a round, case or plan, or in it of the persons with these keys."""
    names = spelt(matter, key, listed)
    title = f"{matter} {key}" + (f", {', '.join(listed)}" if listed else "")
    return Subject("listed", f"{matter}:{key}", title, tuple(one for one in names if Words([one]).full), listed=tuple(listed))


def _document(given: str) -> Subject | None:
    begins = given if given.partition(":")[0] in _SORTS else f"sha256:{given}"
    found = list(Source.objects.filter(pk__startswith=begins).values_list("pk", "title", "path")[:2])
    if len(found) > 1:
        raise RecordError(f"several documents begin with {given}: give more digits")
    return Subject("document", found[0][0], found[0][1] or found[0][2] or found[0][0]) if found else None


def _actor(given: str) -> ActorRow | None:
    folded = fold(given)
    keys = set(ActorAlias.objects.filter(of="actor", folded=folded).values_list("key", flat=True))
    rows = [row for row in ActorRow.objects.all() if row.pk == given or row.pk in keys or fold(row.name) == folded]
    exact = [row for row in rows if row.pk == given]
    if len({row.same_as for row in rows}) > 1 and not exact:
        raise RecordError(f"several actors are called so ({', '.join(sorted(row.pk for row in rows))}): name one by its identifier")
    return next(iter(exact or rows), None)


def _actor_names(keys: Iterable[str]) -> Iterator[str]:
    for key in keys:
        row = ActorRow.objects.get(pk=key)
        yield from (row.name, row.claimed_name)
        yield from ActorAlias.objects.filter(of="actor", key=key).order_by("alias").values_list("alias", flat=True)
        yield from (call.name for call in earlier_calls({("actor", key)}).get(("actor", key), ()))


def _persons(given: str) -> list[str]:
    """How claims spell the person: the name itself, and longer ones that it is the end of."""
    own = _parts(given)
    spelt: dict[str, None] = {}
    longer: set[tuple[str, ...]] = set()
    for value, written in Claim.objects.filter(property="person").values_list("value", "written").distinct():
        name = str(json.loads(value).get("name"))
        if _parts(name)[-len(own) :] == own:
            spelt |= dict.fromkeys(one for one in (name, written) if one)
            longer |= {tuple(_parts(name))} if len(_parts(name)) > len(own) else set()
    if len(longer) > 1:
        raise RecordError(f"several persons are called so ({', '.join(sorted(spelt))}): give the whole name")
    return sorted(spelt)


def _parts(name: str) -> list[str]:
    return fold(name).split()
