"""Pictures speak the page's language, call things what the lists call them, and show no day that no source gives."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from desk.charts.seen import meeting, parsed, period

from sulh import words
from sulh.desk.charts import map as places_map
from sulh.desk.charts import network, roles, timeline
from sulh.desk.charts.panel import timeline_panel
from sulh.desk.charts.tables import events_table, meetings_table, places_table, roles_table
from sulh.record.shapes import ActorRef, ActorView, NetworkView, PlaceView, RoleView, TrackRef

ASTANA = TrackRef("astana-process", "Astana process")
ROUND = meeting(
    track=ASTANA,
    ordinal=1,
    start="2017-01",
    first_day="2017-01-01",
    last_day="2017-01-31",
    city="Astana",
    country="KZ",
    disputed=("start",),
)
PLANNED = meeting(
    1, kind="summit", status="ongoing", start="2021-21", first_day="2021-01-01", last_day="2021-12-31", city="Sochi", country="RU"
)
UNDATED = meeting(2, kind="call", status="cancelled", start=None, first_day=None, last_day=None, city=None, country=None, track=ASTANA)
TOOK_PART = replace(ROUND, participants=(RoleView(ActorRef("RUS", "Russia", "state"), "guarantor", 1),))
RUSSIA = {"id": "RUS", "name": "Russia"}
TRUCE = period("declared", "2017-01", None, more={"area": "Idlib", "parties": [RUSSIA]})
PERIODS = (
    TRUCE,
    period("declared", "2018-02", "2018-05-04"),
    period("violated", "2019"),
    period("handover_of_bodies", "2020-07", None, more={"count": 4, "by": RUSSIA}),
    period("statement", "2018", None),
)
LATIN = re.compile("[A-Za-z]{2,}")


def told(svg: str) -> list[str]:
    """Every word of a picture that a reader sees or hears."""
    root = parsed(svg)
    said = [one.text or "" for one in root.iter() if one.tag.rpartition("}")[2] in ("title", "desc", "text")]
    return said + [one.get("aria-label", "") for one in root.iter() if one.get("aria-label")]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_ceasefire_known_by_its_month_is_labelled_by_its_month(language: str) -> None:
    said = " ".join(told(timeline.figure((), PERIODS, language=language)))
    assert words.date("2017-01", language=language) in said
    for edtf in ("2017-01-01", "2017-01-31", "2018-02-01", "2019-01-01", "2020-07-01"):
        assert words.date(edtf, language=language) not in said
    for row in events_table(PERIODS, language=language).rows:
        assert not re.search(r"\b1 (January|كانون الثاني)", row[0].text + row[1].text)


def test_ceasefire_known_by_its_month_is_drawn_over_its_month() -> None:
    exact = timeline.figure((), (period("declared", "2018-02-10", "2018-05-04"),))
    vague = timeline.figure((), (period("declared", "2018-02", "2018-05-04"),))
    assert "day not known exactly" in vague
    assert "day not known exactly" not in exact
    assert vague.count('stroke-dasharray="3 2"') > exact.count('stroke-dasharray="3 2"')
    assert 'opacity="0.16"' in timeline.figure((), (period("violated", "2018-02", None),), since="2018-01-01", until="2018-06-01")


def test_timeline_in_arabic_speaks_arabic() -> None:
    panel = timeline_panel((ROUND, PLANNED, UNDATED), PERIODS[:4], since="2017-01-01", until="2017-03-31", language="ar")
    strips = panel.strips
    drawn = "".join([strips.labels, *(row.body for row in strips.rows), *(year.body for year in strips.years)])
    said = [*told(f"<svg>{drawn}</svg>"), *told(timeline.figure((ROUND, PLANNED, UNDATED), PERIODS[:4], language="ar"))]
    said += [strips.finding, strips.about, *(row.name for row in strips.rows), *(words for _, words in (*strips.key, *strips.key_of_years))]
    steps = [step.words for step, _ in (*panel.parts, *panel.moves)]
    assert [one for one in said + steps if LATIN.search(one)] == []
    assert any("مسار أستانا، الجولة 1" in one for one in said)
    assert any("إعلان وقف إطلاق النار، كانون الثاني 2017، روسيا، إدلب" in one for one in said)


def test_network_map_and_roles_in_arabic_speak_arabic() -> None:
    view = NetworkView(
        ((ActorRef("RUS", "Russia", "state"), 3), (ActorRef("united-nations", "United Nations", "igo"), 1)), (("RUS", "united-nations", 2),)
    )
    place = PlaceView("Astana", "KZ", 51.2, 71.4, "city", (ROUND,))
    actor = ActorView(ActorRef("RUS", "Russia", "state"), {}, (), (TOOK_PART,), (("guarantor", 1, "2017-01-01", "2017-01-31"),), (), ())
    for svg in (
        network.figure(view, language="ar"),
        places_map.figure((place,), conflict=("SY",), language="ar"),
        roles.figure(actor, language="ar"),
    ):
        assert [one for one in told(svg) if LATIN.search(one)] == []
    tables = (
        meetings_table((ROUND, PLANNED, UNDATED), language="ar"),
        places_table((place,), language="ar"),
        roles_table(actor, language="ar"),
        events_table(PERIODS[:4], language="ar"),
    )
    for table in tables:
        cells = [table.caption, *table.head, *(cell.text for row in table.rows for cell in row)]
        assert [one for one in cells if LATIN.search(one) and one != "Bulletin"] == []  # the title of a document


def test_season_is_a_season_in_pictures_and_lists() -> None:
    said = told(timeline.figure((PLANNED,), ()))
    assert any("spring 2021" in one for one in said)
    assert not any("2021-21" in one for one in said)
    assert meetings_table((PLANNED,)).rows[0][1].text == words.date("2021-21") == "spring 2021"


def test_things_are_called_in_pictures_what_they_are_called_elsewhere() -> None:
    said = " ".join(told(timeline.figure((PLANNED,), PERIODS)))
    assert "Handover of remains (4), by Russia, July 2020" in said
    assert words.fact("release", PERIODS[3].value) in said
    assert words.code("MeetingStatus", "ongoing") == "under way"
    assert "under way" in said
    assert "ongoing" not in said


def test_roles_and_places_have_the_dates_of_their_meetings() -> None:
    actor = ActorView(ActorRef("RUS", "Russia", "state"), {}, (), (ROUND,), (("guarantor", 1, "2017-01-01", "2017-01-31"),), (), ())
    assert [cell.text for cell in roles_table(actor).rows[0]] == ["Guarantor", "1", "January 2017", "January 2017"]
    place = PlaceView("Astana", "KZ", 51.2, 71.4, "city", (ROUND,))
    assert [cell.text for cell in places_table((place,)).rows[0]][-2:] == ["January 2017", "January 2017"]


def test_columns_say_the_month_or_the_year_that_they_count() -> None:
    crowd = [meeting(number) for number in range(40)]
    (said,) = {one for one in told(timeline.figure(crowd, (), since="2020-01-01", until="2020-12-31")) if one.endswith("zoom in")}
    assert said == "40 meetings, February 2020; zoom in"
