"""The record as FollowTheMoney entities: Document, Event, Organization or PublicBody, Person, one JSON object per line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha1
from pathlib import Path
from typing import Any

from sulh import words
from sulh.model.vocabulary import RETIRED
from sulh.record.exports.places import identifiers
from sulh.record.exports.rows import table_rows
from sulh.record.exports.selection import Selection
from sulh.record.projection.names import known_names
from sulh.record.projection.people import person_key
from sulh.record.shapes import MeetingView

__all__ = ["entities", "write_ftm"]

Entity = dict[str, Any]

_ISO3 = {"en": "eng", "ar": "ara", "fr": "fra", "ru": "rus", "fa": "fas", "tr": "tur", "es": "spa", "de": "deu", "pt": "por", "uk": "ukr"}


def _key(*parts: str) -> str:
    """An identifier that other holders of the same record arrive at too; FollowTheMoney's own are SHA-1 as well."""
    return sha1("\x1f".join(("sulh", *parts)).encode()).hexdigest()


def _entity(key: str, schema: str, **properties: str | int | list[str] | None) -> Entity:
    """An entity with its properties as lists of texts, the empty ones left out."""
    cleaned = {
        name: values if isinstance(values, list) else [str(values)] for name, values in properties.items() if values not in (None, "", [])
    }
    return {"id": key, "schema": schema, "properties": cleaned}


def entities(chosen: Selection) -> Iterator[Entity]:
    """Every entity of the selection: actors and persons, then documents, then meetings, which point to them."""
    names: dict[str, str] = {}
    for meeting in chosen.meetings:
        for one in meeting.participants:
            names.setdefault(one.actor.id, one.actor.name)
    people = _people(chosen, names)
    for actor, name in sorted(names.items()):
        yield _actor(actor, name)
    for person in people.values():
        offices, countries = sorted(person["offices"]), sorted(person["countries"])
        yield _entity(_key("person", person["name"]), "Person", name=person["name"], position=offices, country=countries)
    for row in table_rows("documents", chosen):
        title, digest = row["title"], str(row["document"])
        yield _entity(
            _key("document", digest), "Document", title=str(title) if title else None, fileName=str(title or digest),
            publisher=str(row["publisher"]) if row["publisher"] else None, date=_date(row["published"]),
            language=_language(row["language"]), notes=f"sha256 {digest.removeprefix('sha256:')}",
        )  # fmt: skip
    proofs = _proofs(chosen)
    for meeting in chosen.meetings:
        yield _event(meeting, people, proofs.get(meeting.id, []))


def _actor(actor: str, name: str) -> Entity:
    is_state = len(actor) == 3 and actor.isupper()
    country = identifiers(actor).get("iso2", "").lower() or None
    return _entity(_key("actor", actor), "PublicBody" if is_state else "Organization", name=name, country=country)


def _people(chosen: Selection, names: dict[str, str]) -> dict[str, dict[str, Any]]:
    """The persons by name; spellings that people joined are one, under the spelling for which they stand where it is there."""
    found: dict[str, dict[str, Any]] = {}
    rows, stands = list(table_rows("people", chosen)), known_names().person
    spelt = {person_key(str(row["name"])): str(row["name"]) for row in reversed(rows)}
    for row in rows:
        own = person_key(str(row["name"]))
        name = str(row["name"]) if stands(own) == own else spelt.get(stands(own), str(row["name"]))
        person = found.setdefault(name, {"name": name, "offices": set(), "countries": set(), "meetings": set()})
        person["meetings"].add(row["meeting"])
        if row["office"]:
            person["offices"].add(str(row["office"]))
        if row["actor"]:
            names.setdefault(str(row["actor"]), str(row["actor_name"]))
            if country := identifiers(str(row["actor"])).get("iso2"):
                person["countries"].add(country.lower())
    return dict(sorted(found.items()))


def _proofs(chosen: Selection) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for row in table_rows("claims", chosen):
        if row["meeting"] and row["status"] not in RETIRED:
            found.setdefault(str(row["meeting"]), {})[_key("document", str(row["document"]))] = None
    return {meeting: list(documents) for meeting, documents in found.items()}


def _event(meeting: MeetingView, people: dict[str, dict[str, Any]], proofs: list[str]) -> Entity:
    involved = [_key("actor", one.actor.id) for one in meeting.participants if one.role != "host"]
    involved += [_key("person", name) for name, person in people.items() if meeting.id in person["meetings"]]
    return _entity(
        _key("meeting", meeting.id), "Event", name=words.title_of(meeting), startDate=_date(meeting.start), endDate=_date(meeting.end),
        location=meeting.city, country=(meeting.country or "").lower(), involved=involved,
        organizer=[_key("actor", one.actor.id) for one in meeting.participants if one.role == "host"],
        keywords=list(meeting.issues), proof=proofs, notes=f"{meeting.kind}, {meeting.status}",
    )  # fmt: skip


def _date(value: object) -> str | None:
    """A date as FollowTheMoney takes it: YYYY, YYYY-MM or YYYY-MM-DD; one with an unknown part is left out."""
    first = str(value).split("/")[0].rstrip("~?%") if value else ""
    return first if first and "X" not in first and first[0].isdigit() else None


def _language(tag: object) -> str | None:
    """ISO 639-3, which FollowTheMoney uses."""
    return _ISO3.get(str(tag).split("-")[0])


def write_ftm(chosen: Selection, path: Path) -> list[Path]:
    """One JSON object per line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for entity in entities(chosen):
            file.write(json.dumps(entity, ensure_ascii=False, sort_keys=True) + "\n")
    return [path]
