"""What words marked in a document are offered to say with one gesture: who was there, those who are known before new ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sulh import words
from sulh.desk.fields import choice_name
from sulh.desk.shown import language
from sulh.model import Role
from sulh.record.marked_words import MarkedWords
from sulh.record.queries.known_persons import KnownPerson, is_like_a_person, persons_like
from sulh.record.queries.meetings import meeting
from sulh.record.queries.person import person_key
from sulh.record.queries.picking import Pick, pick_actors
from sulh.record.queries.search import search
from sulh.record.shapes import ActorRef, MeetingView, Viewer

__all__ = ["MarkedOffer", "proposals"]

_ACTORS = 3  # known ones that fit are offered
_LEAST = 4  # letters from which a part of a name finds an actor


@dataclass(frozen=True, slots=True)
class MarkedOffer:
    """One thing that the words may say: the kind of fact, its fields as the form sends them, and what the button says.

    `note` tells a known one from others; `is_new` where nobody is known by that name; `choice` names the field that says what sort of
    actor a new one is.
    """

    kind: str
    fields: tuple[tuple[str, str], ...]
    called: tuple[str, ...]
    meeting: str
    role: str = ""
    note: str = ""
    is_new: bool = False
    choice: str = ""


def proposals(viewer: Viewer, marked: MarkedWords) -> list[MarkedOffer]:
    """What the words may say of the meeting that they speak of, the likeliest first; nothing where they speak of none.

    Words that look like the name of a person mean persons who are known by it, in any script and spelling, before actors who are, others
    actors before persons; a new person and a new actor stand last, and are not offered where the words name an actor.
    """
    if not marked.meeting:
        return []
    about = meeting(viewer, marked.meeting)
    found = persons_like(viewer, marked.name, family=not marked.actors) if marked.name else []
    persons = [_person(one, about) for one in found]
    if marked.actors:
        return [*persons, *_missed(marked, about)]
    if not marked.called:
        return persons
    known = [_actor(marked, one, about) for one in _fitting(viewer, marked.called)]
    new_actor = _new_actor(marked)
    if is_like_a_person(marked.called):
        is_known = person_key(words.without_titles(marked.called)) in {one.key for one in found}
        return [*persons, *known, *([] if is_known else [_new_person(marked)]), new_actor]
    return [*known, *persons, new_actor]


def _missed(marked: MarkedWords, about: MeetingView) -> Iterator[MarkedOffer]:
    """The actors whom the words name in a role, and whom the meeting has not got yet."""
    there = {(one.actor.id, one.role) for one in about.participants}
    missed = [ActorRef(one["id"], one["name"], one["kind"]) for one in marked.actors if (one["id"], marked.role) not in there]
    if marked.role and missed:
        called = tuple(words.actor(one.id, one.name, language=language()) for one in missed)
        yield MarkedOffer("participation", tuple(("fact-actor", f"[{one.id}]") for one in missed), called, about.id, marked.role)


def _person(one: KnownPerson, about: MeetingView) -> MarkedOffer:
    fields = [("fact-name", one.name), ("fact-actor", f"[{one.actor.id}]" if one.actor else "")]
    note = words.actor(one.actor.id, one.actor.name, language=language()) if one.actor else ""
    called = words.person(one.name, language=language())
    return MarkedOffer("attendance", tuple(fields), (called,), about.id, note=note)


def _fitting(viewer: Viewer, name: str) -> list[Pick]:
    """The actors of the record and of the authority file whom a name may mean that is none of their names exactly."""
    if len(name) < _LEAST:
        return []
    found = {one.id: one for one in pick_actors(viewer, name, language(), _ACTORS)}
    for hit in search(viewer, name, kinds=("actor",), limit=_ACTORS).rows:
        found.setdefault(hit.id, Pick(hit.id, words.actor(hit.id, hit.title, language=language())))
    return list(found.values())[:_ACTORS]


def _actor(marked: MarkedWords, one: Pick, about: MeetingView) -> MarkedOffer:
    return MarkedOffer("participation", (("fact-actor", f"[{one.id}]"),), (one.name,), about.id, _role(marked), one.note)


def _new_person(marked: MarkedWords) -> MarkedOffer:
    called, office = words.without_titles(marked.called), words.office_before(marked.called)
    fields = (("fact-name", called), *((("fact-office", office),) if office else ()))
    return MarkedOffer("attendance", fields, (called,), str(marked.meeting), is_new=True)


def _new_actor(marked: MarkedWords) -> MarkedOffer:
    choice = choice_name("fact-actor", marked.called)
    fields = (("fact-actor", marked.called),)
    return MarkedOffer("participation", fields, (marked.called,), str(marked.meeting), _role(marked), is_new=True, choice=choice)


def _role(marked: MarkedWords) -> str:
    return marked.role or Role.PARTICIPANT.value  # which says no more than that somebody was there
