"""A reading as one JSON object and back, in the shape and key order of `data/reading.schema.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from sulh.model.actor import Actor
from sulh.model.citation import Citation
from sulh.model.document import Document
from sulh.model.errors import CitationError
from sulh.model.facts import Act, AgendaItem, Attendance, CeasefireEvent, Facts, Meeting, Participation, Release, Track
from sulh.model.vocabulary import (
    ActKind,
    ActorKind,
    CeasefireKind,
    DocumentKind,
    Issue,
    MeetingKind,
    MeetingStatus,
    ReleaseKind,
    Role,
)

__all__ = ["from_dict", "to_dict", "to_json"]

# A file name that is not UTF-8 reaches Python as lone surrogates, which no JSON reader has to accept.
_SURROGATE = re.compile("[\ud800-\udfff]")

_Json = dict[str, Any]


def to_json(reading: Facts) -> str:
    """The reading as one line of JSON (no line end), letters of every script as they are."""
    return _SURROGATE.sub("\ufffd", json.dumps(to_dict(reading), ensure_ascii=False, separators=(", ", ": ")))


def to_dict(reading: Facts) -> _Json:
    """The reading as plain dictionaries and lists; every key of the schema is there, with None where the document is silent."""
    return {
        "document": _document(reading),
        "meetings": [_meeting(meeting) for meeting in reading.meetings],
        "tracks": [_track(track) for track in reading.tracks],
        "acts": [_act(act) for act in reading.acts],
        "ceasefires": [_ceasefire(event) for event in reading.ceasefires],
        "releases": [_release(release) for release in reading.releases],
    }


def _span(cite: Citation) -> list[int]:
    return [cite.start, cite.end]


def _spans(cites: Iterable[Citation]) -> list[list[int]]:
    return [_span(cite) for cite in cites]


def _actor(actor: Actor) -> _Json:
    return {"id": actor.id, "name": actor.name, "kind": actor.kind.value}


def _actor_or_none(actor: Actor | None) -> _Json | None:
    return None if actor is None else _actor(actor)


def _actors(actors: Iterable[Actor]) -> list[_Json]:
    return [_actor(actor) for actor in actors]


def _document(reading: Facts) -> _Json:
    document = reading.document
    return {
        "id": document.id,
        "path": document.path,
        "length": len(document.text),
        "title": document.title,
        "publisher": document.publisher,
        "published": document.published,
        "language": document.language,
        "kind": reading.kind.value,
    }


def _meeting(meeting: Meeting) -> _Json:
    return {
        "kind": meeting.kind.value,
        "track": meeting.track,
        "ordinal": meeting.ordinal,
        "start": meeting.start,
        "end": meeting.end,
        "city": meeting.city,
        "country": meeting.country,
        "status": meeting.status.value,
        "core": meeting.core,
        "participants": [
            {"actor": _actor(one.actor), "role": one.role.value, "cites": _spans(one.cites)} for one in meeting.participants
        ],
        "people": [_attendance(person) for person in meeting.people],
        "agenda": [{"issue": item.issue.value, "text": item.text, "cite": _span(item.cite)} for item in meeting.agenda],
        "cites": _spans(meeting.cites),
    }


def _attendance(person: Attendance) -> _Json:
    return {
        "name": person.name,
        "office": person.office,
        "head_of_delegation": person.head_of_delegation,
        "actor": _actor_or_none(person.actor),
        "cites": _spans(person.cites),
    }


def _track(track: Track) -> _Json:
    return {
        "name": track.name,
        "started": track.started,
        "initiators": _actors(track.initiators),
        "venue": track.venue,
        "parallel_to": track.parallel_to,
        "part_of": track.part_of,
        "cites": _spans(track.cites),
    }


def _act(act: Act) -> _Json:
    return {
        "act": act.act.value,
        "actors": _actors(act.actors),
        "issues": [issue.value for issue in act.issues],
        "date": act.date,
        "due": act.due,
        "cite": _span(act.cite),
    }


def _ceasefire(event: CeasefireEvent) -> _Json:
    return {
        "event": event.event.value,
        "start": event.start,
        "end": event.end,
        "parties": _actors(event.parties),
        "area": event.area,
        "cite": _span(event.cite),
    }


def _release(release: Release) -> _Json:
    return {
        "what": release.what.value,
        "by": _actor_or_none(release.by),
        "to": _actor_or_none(release.to),
        "count": release.count,
        "date": release.date,
        "cite": _span(release.cite),
    }


def from_dict(value: Mapping[str, Any], *, document: Document) -> Facts:
    """The facts in a dictionary of the schema's shape; what the schema lets be absent may be absent.

    Spans carry no quotes, so the document is needed: raises CitationError when it is another one or a span leaves its text.
    """
    head = value["document"]
    if head["id"] != document.id or head["length"] != len(document.text):
        raise CitationError(f"the reading is of {head['id']} with {head['length']} characters, not of {document.path}")
    back = _Back(document.text)
    return Facts(
        document=document,
        kind=DocumentKind(head["kind"]),
        meetings=tuple(back.meeting(one) for one in value["meetings"]),
        tracks=tuple(back.track(one) for one in value["tracks"]),
        acts=tuple(back.act(one) for one in value["acts"]),
        ceasefires=tuple(back.ceasefire(one) for one in value["ceasefires"]),
        releases=tuple(back.release(one) for one in value["releases"]),
    )


def _read_actor(value: Mapping[str, Any]) -> Actor:
    return Actor(value["id"], value["name"], ActorKind(value["kind"]))


def _read_actor_or_none(value: Mapping[str, Any] | None) -> Actor | None:
    return None if value is None else _read_actor(value)


def _read_actors(values: Iterable[Mapping[str, Any]]) -> tuple[Actor, ...]:
    return tuple(_read_actor(value) for value in values)


class _Back:
    """Turns JSON values back into types; holds the text that spans are cut from."""

    def __init__(self, text: str) -> None:
        self._text = text

    def cite(self, span: list[int]) -> Citation:
        return Citation.of(self._text, span[0], span[1])

    def cites(self, spans: list[list[int]]) -> tuple[Citation, ...]:
        return tuple(self.cite(span) for span in spans)

    def meeting(self, value: Mapping[str, Any]) -> Meeting:
        return Meeting(
            kind=MeetingKind(value["kind"]),
            status=MeetingStatus(value["status"]),
            cites=self.cites(value["cites"]),
            track=value.get("track"),
            ordinal=value.get("ordinal"),
            start=value.get("start"),
            end=value.get("end"),
            city=value.get("city"),
            country=value.get("country"),
            core=value.get("core", False),
            participants=tuple(
                Participation(_read_actor(one["actor"]), Role(one["role"]), self.cites(one["cites"])) for one in value["participants"]
            ),
            people=tuple(self.attendance(one) for one in value.get("people", ())),
            agenda=tuple(self.agenda_item(one) for one in value.get("agenda", ())),
        )

    def attendance(self, value: Mapping[str, Any]) -> Attendance:
        return Attendance(
            name=value["name"],
            office=value.get("office"),
            actor=_read_actor_or_none(value.get("actor")),
            head_of_delegation=value.get("head_of_delegation", False),
            cites=self.cites(value["cites"]),
        )

    def agenda_item(self, value: Mapping[str, Any]) -> AgendaItem:
        cite = self.cite(value["cite"])
        return AgendaItem(Issue(value["issue"]), value.get("text", cite.quote), cite)

    def track(self, value: Mapping[str, Any]) -> Track:
        return Track(
            name=value["name"],
            cites=self.cites(value["cites"]),
            started=value.get("started"),
            initiators=_read_actors(value.get("initiators", ())),
            venue=value.get("venue"),
            parallel_to=value.get("parallel_to"),
            part_of=value.get("part_of"),
        )

    def act(self, value: Mapping[str, Any]) -> Act:
        return Act(
            act=ActKind(value["act"]),
            actors=_read_actors(value["actors"]),
            issues=tuple(Issue(issue) for issue in value["issues"]),
            cite=self.cite(value["cite"]),
            date=value.get("date"),
            due=value.get("due"),
        )

    def ceasefire(self, value: Mapping[str, Any]) -> CeasefireEvent:
        return CeasefireEvent(
            event=CeasefireKind(value["event"]),
            cite=self.cite(value["cite"]),
            start=value.get("start"),
            end=value.get("end"),
            parties=_read_actors(value.get("parties", ())),
            area=value.get("area"),
        )

    def release(self, value: Mapping[str, Any]) -> Release:
        return Release(
            what=ReleaseKind(value["what"]),
            cite=self.cite(value["cite"]),
            by=_read_actor_or_none(value.get("by")),
            to=_read_actor_or_none(value.get("to")),
            count=value.get("count"),
            date=value.get("date"),
        )
