"""What the record calls things."""

from __future__ import annotations

from typing import Any

import pytest
from sulh.record.queries.labels import claim_label, meeting_title, period_label, release_label, value_label

RUSSIA, IRAN = ({"id": code, "name": name, "kind": "state"} for code, name in (("RUS", "Russia"), ("IRN", "Iran")))


@pytest.mark.parametrize(
    ("kind", "known", "title"),
    [
        ("round", {"track": "Astana process", "ordinal": 16, "city": "Nur-Sultan", "start": "2021-07-07"}, "Astana process, round 16"),
        ("summit", {"city": "Sochi", "country": "RU", "start": "2019-02-14"}, "Summit in Sochi, 14 February 2019"),
        ("round", {"track": "Geneva process", "city": "Geneva", "start": "2017-12"}, "Geneva process, round in Geneva, December 2017"),
        ("session", {"track": "Constitutional Committee", "ordinal": 9}, "Constitutional Committee, session 9"),
        ("summit", {"track": "Astana process", "city": "Tehran", "start": "2022-07-19"}, "Summit in Tehran, 19 July 2022"),
        ("summit", {"track": "Astana process"}, "Astana process, summit"),
        ("call", {"country": "TR", "start": "2020-03-05"}, "Call in Türkiye, 5 March 2020"),
        ("visit", {}, "Visit"),
        ("working_group", {"ordinal": 3, "city": "Ankara"}, "Working group meeting 3 in Ankara"),
        ("conference", {"start": "2018-01-29", "end": "2018-01-30"}, "Conference, 29\u201330 January 2018"),
    ],
)
def test_title_says_what_tells_the_meeting_from_others(kind: str, known: dict[str, Any], title: str) -> None:
    assert meeting_title(kind, **known) == title


@pytest.mark.parametrize(
    ("name", "value", "label"),
    [
        ("start", "2019-02", "from February 2019"),
        ("country", "KZ", "held in Kazakhstan"),
        ("status", "planned", "the meeting is planned"),
        ("kind", "working_group", "the meeting is a working group"),
        ("agenda", "refugees_idps", "about refugees and displaced persons"),
        ("core", True, "what the document is mainly about"),
        ("participant", {"actor": RUSSIA, "role": "guarantor"}, "Russia took part as guarantor"),
        (
            "person",
            {"name": "Ali Khaji", "office": "adviser", "actor": IRAN, "head": True},
            "Ali Khaji, adviser, Iran, head of delegation was there",
        ),
        (
            "act",
            {"act": "agree", "actors": [RUSSIA, IRAN], "issues": ["prisoners"], "date": None, "due": "2021-12"},
            "Russia, Iran agree: prisoners, due December 2021",
        ),
        ("act", {"act": "condemn", "actors": [], "issues": [], "date": None, "due": None}, "Actor not named condemns"),
        ("track", "Astana format", "Astana format"),
        (
            "track",
            {"name": "Astana process", "started": "2017-01", "venue": "Astana", "initiators": [RUSSIA], "parallel_to": "Geneva process"},
            "Astana process, since January 2017, begun by Russia, in Astana, parallel to Geneva process",
        ),
    ],
)
def test_claim_is_said_in_a_phrase(name: str, value: object, label: str) -> None:
    assert claim_label(name, value) == label


def test_value_that_is_not_given_is_said_so() -> None:
    assert value_label("city", None) == "not given"
    assert claim_label("city", None) == "not given"


def test_periods_and_releases_are_said_in_a_phrase() -> None:
    ceasefire = {"event": "declared", "start": "2020-03-05", "end": None, "parties": [RUSSIA], "area": "Idlib"}
    assert period_label(ceasefire) == "Ceasefire declared, 5 March 2020, Idlib, Russia"
    release = {"what": "prisoner_exchange", "count": 1200, "by": RUSSIA, "to": IRAN, "date": "2018-11"}
    assert release_label(release) == "Prisoner exchange (1,200), by Russia, to Iran, November 2018"
