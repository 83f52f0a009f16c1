"""Before and after by a record: its incidents and counts, days on which nobody could look, and nothing said of days no source reaches."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from made_once import made_once

from sulh.ceasefire import Terms, Zone, assess
from sulh.intake import brought, mapping_for, open_table, orders_of
from sulh.intake.events import load_events
from sulh.model import Entered
from sulh.record.entering import enter
from sulh.record.queries.assessment import record_assessment, record_known
from sulh.record.queries.terms import record_terms
from sulh.record.shapes import Viewer
from sulh.record.taking_in import take_in
from sulh.record.viewers import local_viewer

SQUARE = '{"type":"Polygon","coordinates":[[[36.0,35.0],[37.0,35.0],[37.0,36.0],[36.0,36.0],[36.0,35.0]]]}'
START = dt.date(2017, 5, 8)  # a Monday




@pytest.fixture
def viewer() -> Viewer:
    """Who entered a truce, a zone and an incident every other day, from twelve weeks before to twelve weeks after."""
    viewer = local_viewer("clerk")
    made_once("a truce with incidents every other day", lambda: _told(viewer))
    return viewer


def _told(viewer: Viewer) -> None:
    told(viewer, "ceasefire", event="declared", start=str(START))
    told(viewer, "zone", name="Square", places=["Hama"], start=str(START), geometry=SQUARE)
    for at in (*range(-84, 83, 2), 83):
        day = START + dt.timedelta(days=at)
        position = '{"type":"Point","coordinates":[36.5,35.5]}'
        told(viewer, "report", what="shelling", start=str(day), position=position, within=2, killed=1)


def told(viewer: Viewer, kind: str, **values: Any) -> None:
    """Enter a fact."""
    enter(viewer, kind, values, Entered("clerk", f"seen {sorted(values.items())}"))


def rows(viewer: Viewer, by: str) -> list[Any]:
    """The rows of the ceasefires of the record, of one sort."""
    return [row for one in record_assessment(viewer).found.ceasefires for row in one.rows if row.by == by]


def test_incidents_of_the_record_are_counted_with_their_position(viewer: Viewer) -> None:
    known = record_known(viewer, record_terms(viewer))
    assert known.incidents.height == 85 and known.incidents["radius"].unique().to_list() == [2.0]
    incidents, deaths = rows(viewer, "all")[:2]
    assert (incidents.counts, deaths.counts) == ((42.0, 43.0), (42.0, 43.0))
    assert rows(viewer, "zone")[0].counts == (42.0, 43.0)


def test_access_denied_in_a_province_leaves_its_zone_unseen_unless_a_patrol_went(viewer: Viewer) -> None:
    day = START + dt.timedelta(days=7)
    told(viewer, "observation", what="denied", start=str(day), end=str(day + dt.timedelta(days=13)), place="Hama")
    assert rows(viewer, "zone")[0].change.observed == (12.0, 10.0) and rows(viewer, "all")[0].change.observed == (12.0, 12.0)
    told(viewer, "observation", what="patrol", start=str(day), end=str(day + dt.timedelta(days=6)), place="Hama")
    assert rows(viewer, "zone")[0].change.observed == pytest.approx((12.0, 11.0))


def test_cloud_without_a_place_is_everywhere_and_a_denial_without_one_is_not(viewer: Viewer) -> None:
    day = str(START + dt.timedelta(days=70))
    told(viewer, "observation", what="denied", start=day)
    assert rows(viewer, "all")[0].change.observed == (12.0, 12.0)
    told(viewer, "observation", what="cloud", start=day, end=str(START + dt.timedelta(days=76)))
    assert rows(viewer, "all")[0].change.observed == (12.0, 11.0)


def test_nothing_is_said_of_days_that_no_source_reaches(viewer: Viewer) -> None:
    told(viewer, "ceasefire", event="declared", start="2021-03-01")
    late = record_assessment(viewer).found.ceasefires[-1]
    assert not late.is_reached and late.quiet is None and set(late.weekly) == {None}


def test_counts_of_others_and_heat_stand_beside_with_their_own_coverage(viewer: Viewer) -> None:
    for at in (-7, -6, 7, 8):
        told(viewer, "tally", what="violation", by="RUS", count=4, start=str(START + dt.timedelta(days=at)))
    for at, longitude in ((-70, 36.5), (-3, 36.4), (9, 45.0)):
        position = f'{{"type":"Point","coordinates":[{longitude},35.5]}}'
        told(viewer, "observation", what="heat", start=str(START + dt.timedelta(days=at)), position=position, within=1)
    (counted, heat) = rows(viewer, "tally")[:2]
    assert (counted.of, counted.measure, counted.counts) == ("Russia", "violation", (8.0, 8.0))
    assert counted.change.observed == pytest.approx((2 / 7, 2 / 7))
    assert (heat.measure, heat.counts) == ("heat", (2.0, 1.0)) and heat.change.observed == pytest.approx((10.0, 10 / 7))
    assert rows(viewer, "tally_zone")[0].counts == (2.0, 0.0)


def test_refuted_incidents_and_those_without_a_day_are_left_out_and_said(viewer: Viewer) -> None:
    told(viewer, "report", what="clash", start="2017")
    told(viewer, "assessment", state="refuted", by="UN", happened="2017-05-09", place="Homs")
    made = record_assessment(viewer)
    assert (made.known.without_day, made.known.refuted) == (1, 1) and len(made.remarks()) == 2


def test_record_and_file_of_the_same_events_give_the_same_figures(tmp_path: Path) -> None:
    heads = "id,type_of_violence,side_a,side_b,adm_1,country,latitude,longitude,where_prec,date_prec,date_start,date_end"
    lines = [f"{heads},best,deaths_civilians"]
    for at in range(-84, 84):
        first, last = START + dt.timedelta(days=at), START + dt.timedelta(days=at + (9 if at % 11 == 0 else 0))
        where = f"{35.0 + at % 5 / 4},{36.5 + at % 3 / 4},{1 + at % 6 % 4}"
        lines.append(f"{at + 90},1,Government of Syria,Front of Nobody,Hama,Syria,{where},1,{first},{last},{at % 4},0")
    path = tmp_path / "ged.csv"
    path.write_text("\n".join((*lines, "")), encoding="utf-8")
    table = open_table(path)
    mapping = mapping_for(table.columns)
    assert mapping is not None
    table = brought(table, mapping.data_set)
    viewer = local_viewer("clerk")
    assert take_in(viewer, table, mapping, orders_of(table, mapping)).entered == 168
    terms = (Terms("truce", START, zones=(Zone("Square", json.loads(SQUARE), start=START),)),)
    (told,) = record_assessment(viewer, terms=terms).found.ceasefires
    (read,) = assess(terms, load_events([path]).frame, unobserved=record_known(viewer, terms).beyond).ceasefires
    assert (told.zones, told.sensitivity, told.quiet, told.weekly, told.zone_weekly, told.trend) == (
        read.zones, read.sensitivity, read.quiet, read.weekly, read.zone_weekly, read.trend
    )  # fmt: skip
    counted = [{(row.by, row.of, row.measure): row.change for row in one.rows if row.by in ("all", "zone")} for one in (told, read)]
    assert counted[0] == counted[1] and {zone.near for zone in told.zones} != {0} and {zone.cannot_say for zone in told.zones} != {0}
