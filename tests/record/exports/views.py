"""Meetings for the tests of exports, made of as little as each test needs."""

from __future__ import annotations

from typing import Any

from sulh.record.shapes import ActorRef, MeetingView, RoleView, TrackRef


def role(actor: str, name: str, kind: str, held: str) -> RoleView:
    """An actor at a meeting."""
    return RoleView(ActorRef(actor, name, kind), held, 1)


def meeting(*participants: RoleView, **fields: Any) -> MeetingView:
    """A meeting in Geneva on 3 March 2017, unless `fields` say otherwise."""
    plain: dict[str, Any] = {
        "id": "0123456789ab-meeting1", "kind": "round", "status": "held", "track": None, "tracks": (),
        "ordinal": None, "start": "2017-03-03", "end": None, "first_day": "2017-03-03", "last_day": "2017-03-03", "city": "Geneva",
        "country": "CH", "latitude": 46.2, "longitude": 6.14, "place_precision": "city", "core": True, "sources": 2, "disputed": (),
        "review": "proposed",
    }  # fmt: skip
    return MeetingView(**{**plain, **fields}, participants=participants)


ASTANA = TrackRef("astana-process", "Astana process")
RUSSIA = role("RUS", "Russia", "state", "guarantor")
UN = role("united-nations", "United Nations", "igo", "mediator")
SYRIA = role("SYR", "Syria", "state", "party")
ARMED = role("syrian-armed-opposition", "Syrian armed opposition", "armed_group", "party")
