"""Terms, zones, weeks and the whole assessment, by hand-made incidents and by the copy of UCDP GED that is kept beside the project."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from sulh.ceasefire import CountedDays, Placing, Terms, TermsError, Unobserved, Zone, assess, first_week, in_force, load_terms, placed
from sulh.ceasefire.weeks import DatedCounts, observed_parts
from sulh.intake.events import load_events
from sulh.model.incident_table import INCIDENT_COLUMNS
from sulh.render.assessment_blocks import assessment_blocks

GED = Path(__file__).resolve().parents[3] / "shared" / "data" / "ucdp_ged_ukraine.csv"
SQUARE = {"type": "Polygon", "coordinates": [[[36.0, 35.0], [37.0, 35.0], [37.0, 36.0], [36.0, 36.0], [36.0, 35.0]]]}
HOLDS = {"text": pl.String, "day": pl.Date, "number": pl.Float64, "degrees": pl.Float64}
START = dt.date(2017, 5, 8)  # a Monday


def incidents(*rows: dict[str, Any]) -> pl.DataFrame:
    """Incidents with the columns given, the others empty."""
    filled = [{name: "" if holds == "text" else None for name, holds in INCIDENT_COLUMNS.items()} | row for row in rows]
    frame = pl.DataFrame(filled, schema={name: HOLDS[holds] for name, holds in INCIDENT_COLUMNS.items()})
    return frame.with_columns(pl.coalesce("end", "start").alias("end"))


def at(longitude: float, latitude: float, radius: float | None = 2.0, day: dt.date = START) -> dict[str, Any]:
    """An incident at a place."""
    return {"start": day, "longitude": longitude, "latitude": latitude, "radius": radius}


@pytest.mark.parametrize(
    ("where", "placing"),
    [
        (at(36.5, 35.5), Placing.IN),
        (at(36.5, 35.005), Placing.NEAR),
        (at(36.5, 34.995), Placing.NEAR),
        (at(36.5, 34.5), Placing.OUT),
        (at(36.5, 35.5, 25.0), Placing.IN),
        (at(36.5, 35.1, 25.0), Placing.NEAR),
        (at(37.1, 35.5, 25.0), Placing.NEAR),
        (at(37.1, 35.5, 2.0), Placing.OUT),
        (at(36.5, 35.5, None), Placing.CANNOT_SAY),
        ({"start": START}, Placing.CANNOT_SAY),
    ],
)
def test_an_incident_is_in_near_out_or_nobody_can_say(where: dict[str, Any], placing: Placing) -> None:
    assert placed(incidents(where), Zone("square", SQUARE)).tolist() == [placing]


def test_a_zone_is_in_force_from_its_first_day_to_its_last() -> None:
    spans = ((5, 5), (5, 1), (11, 6), (11, 7))
    days = [dt.date(2017, month, day) for month, day in spans]
    frame = incidents(*({"start": day, "end": dt.date(2017, 5, 6) if day.day == 1 else None} for day in days))
    zone = Zone("square", SQUARE, start=dt.date(2017, 5, 6), end=dt.date(2017, 11, 6))
    assert in_force(frame, zone).tolist() == [False, True, True, False]
    assert in_force(frame, Zone("square", SQUARE)).all()


def test_the_week_in_which_terms_begin_is_on_the_side_where_most_of_its_days_are() -> None:
    assert first_week(dt.date(2014, 9, 5)) == dt.date(2014, 9, 8)  # a Friday
    assert first_week(dt.date(2017, 5, 8)) == dt.date(2017, 5, 8)  # a Monday
    assert first_week(dt.date(2017, 5, 11)) == dt.date(2017, 5, 8)  # a Thursday: four days are in force
    assert first_week(dt.date(2015, 2, 15)) == dt.date(2015, 2, 16)  # a Sunday


def test_events_of_many_days_count_where_they_start_or_are_spread_and_nothing_is_lost() -> None:
    long = {"start": START + dt.timedelta(days=5), "end": START + dt.timedelta(days=14), "deaths": 20.0}
    frame = incidents(long, {"start": START - dt.timedelta(days=1), "deaths": 3.0})
    dated = DatedCounts.of(frame, START, ("incidents", "deaths"))
    counted = dated.weekly("incidents", 2, 3)
    assert counted.values.tolist() == [0, 1, 1, 0, 0] and counted.long == 1
    spread = dated.weekly("deaths", 2, 3, spread=True)
    assert spread.values.tolist() == pytest.approx([0, 3, 4, 14, 2])
    assert dated.weekly("deaths", 2, 3).values.tolist() == [0, 3, 20, 0, 0]


def test_observed_parts_are_by_the_day() -> None:
    days = ((-100, -13), (7, 13))
    gaps = [Unobserved(START + dt.timedelta(days=first), START + dt.timedelta(days=last)) for first, last in days]
    assert observed_parts(START, 2, 2, gaps).tolist() == pytest.approx([5 / 7, 1, 1, 0])


def test_an_assessment_has_zones_groups_windows_quiet_and_coverage() -> None:
    rng = np.random.default_rng(1)
    rows = []
    for week in range(-12, 12):
        for number in range(int(rng.poisson(30 if week < 0 else 10))):
            day = START + dt.timedelta(weeks=week, days=int(rng.integers(0, 7)))
            inside = number % 2 == 0
            rows.append(at(36.5 if inside else 38.0, 35.5, day=day) | {"kind": "shelling" if inside else "shots", "deaths": 1.0})
    rows = [one for one in rows if not dt.date(2017, 6, 1) <= one["start"] <= dt.date(2017, 6, 10)]
    rows.append(at(36.5, 35.5, day=dt.date(2017, 6, 11)) | {"kind": "shelling", "deaths": 1.0})
    terms = Terms("Memorandum", START, zones=(Zone("square", SQUARE, "1", START),))
    found = assess(terms, incidents(*rows), unobserved=[Unobserved(dt.date(2017, 6, 1), dt.date(2017, 6, 3))])
    (done,) = found.ceasefires
    groups = {(row.by, row.of, row.measure): row for row in done.rows}
    everything, zoned_ones = groups["all", "", "incidents"], groups["zone", "square", "incidents"]
    assert everything.change.finding == zoned_ones.change.finding == "fell"
    assert groups["kind", "shelling", "deaths"].change == zoned_ones.change
    assert [row.weeks for row in done.sensitivity if row.measure == "incidents"] == [4, 8, 12, 26]
    (zone,) = done.zones
    assert zone.inside == int(zoned_ones.change.after) and zone.not_in_force > zone.inside
    assert done.quiet is not None and done.quiet.days == 7 and done.quiet.start == dt.date(2017, 6, 4)
    assert done.observed == pytest.approx(1 - 3 / 168)
    assert everything.change.observed[1] == pytest.approx(12 - 3 / 7)


def test_what_cannot_be_counted_is_refused() -> None:
    with pytest.raises(ValueError, match="'wounded' cannot be counted"):
        assess(Terms("A", START), incidents(), measures=["wounded"])
    with pytest.raises(ValueError, match="two weeks"):
        assess(Terms("A", START), incidents(), weeks=1)


def test_no_incident_at_all_is_no_crash() -> None:
    (one,) = assess(Terms("A", START, zones=(Zone("square", SQUARE),)), incidents()).ceasefires
    assert {row.change.finding for row in one.rows} == {"none_before"}


def written(folder: Path, terms: Any) -> Path:
    """A file of terms."""
    path = folder / "terms.json"
    path.write_text(json.dumps({"sulh_terms": 1, "terms": [terms]}))
    return path


def test_terms_are_read_with_their_clauses_extensions_and_zones(tmp_path: Path) -> None:
    (terms,) = load_terms(
        written(
            tmp_path,
            {
                "name": "Memorandum", "start": "2017-05-06", "end": "2017-11-06", "parties": ["A", "B"], "clauses": [{"id": "1"}],
                "extensions": [{"decided": "2017-10-31", "until": "2018-05-06"}, {"decided": "2018-05-01"}],
                "zones": [{"name": "Z", "clause": "1", "geometry": SQUARE, "drawn": "by hand"}],
            },
        )
    )  # fmt: skip
    assert terms.parties == ("A", "B") and terms.zones[0].drawn == "by hand"
    assert terms.last_day is None  # the latest extension names no end
    assert Terms("A", START, end=dt.date(2018, 1, 1)).last_day == dt.date(2018, 1, 1)


def zoned(geometry: Any, **more: str) -> dict[str, Any]:
    """Terms with one zone."""
    return {"name": "A", "start": "2017-05-06", "zones": [{"name": "Z", "geometry": geometry, **more}]}


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ({"start": "2017-05-06"}, "ceasefire 1: name must be text"),
        ({"name": "A"}, "start is missing"),
        ({"name": "A", "start": "6 May"}, "YYYY-MM-DD"),
        ({"name": "A", "start": "2017-05-06", "end": "2016-05-06"}, "before it begins"),
        ({"name": "A", "start": "2017-05-06", "ends": "2018"}, "has no field ends"),
        (zoned(SQUARE, clause="7"), "zone 1 (Z): names clause 7"),
        (zoned({"type": "Point"}), "Polygon or MultiPolygon"),
        (zoned({"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}), "its outline is no area"),
        (zoned({"type": "Polygon", "coordinates": [[[0, 95], [1, 95], [1, 96], [0, 95]]]}), "leaves the globe"),
        (zoned({"type": "Polygon", "coordinates": "x"}), "its geometry cannot be read"),
        ([], "must be an object"),
    ],
)
def test_wrong_terms_say_where_and_what(tmp_path: Path, terms: Any, said: str) -> None:
    with pytest.raises(TermsError) as problem:
        load_terms(written(tmp_path, terms))
    assert said in str(problem.value)


@pytest.mark.skipif(not GED.exists(), reason="needs the copy of UCDP GED that is kept beside the project")
def test_the_ratios_of_the_reference_are_met_on_real_events() -> None:
    events = load_events([GED])
    east = events.frame.filter(pl.col("province").is_in(["Donetsk oblast", "Luhansk oblast"]))
    terms = [Terms("Minsk I", dt.date(2014, 9, 5)), Terms("Minsk II", dt.date(2015, 2, 15))]
    found = assess(terms, east)
    counts = {
        (one.terms.name, row.weeks, row.measure): (row.change.before, row.change.after)
        for one in found.ceasefires
        for row in one.sensitivity
    }
    assert counts["Minsk I", 8, "incidents"] == (769, 177) and counts["Minsk I", 12, "incidents"] == (847, 281)
    assert counts["Minsk II", 8, "incidents"] == (333, 89) and counts["Minsk II", 12, "incidents"] == (394, 130)
    deaths = {key: round(after / before, 2) for key, (before, after) in counts.items() if key[2] == "deaths"}
    assert deaths["Minsk I", 8, "deaths"] == 0.15 and deaths["Minsk I", 12, "deaths"] == 0.22
    assert deaths["Minsk II", 8, "deaths"] == 0.23 and deaths["Minsk II", 12, "deaths"] == 0.27


def test_weeks_are_given_as_they_were_compared_and_those_hardly_seen_are_none() -> None:
    days = [START + dt.timedelta(days=number) for number in (-14, -8, -7, 0, 1, 8)]
    frame = incidents(*(at(36.5 if number % 2 else 40.0, 35.5, day=day) for number, day in enumerate(days)))
    gap = Unobserved(START + dt.timedelta(days=7), START + dt.timedelta(days=10))
    (one,) = assess(Terms("T", START, zones=(Zone("square", SQUARE),)), frame, weeks=2, unobserved=[gap]).ceasefires
    assert one.weekly == (2.0, 1.0, 2.0, None)
    assert one.zone_weekly == ((1.0, 0.0, 1.0, None),)


def test_days_nobody_saw_in_a_zone_are_unknown_there_and_no_quiet() -> None:
    days = [START + dt.timedelta(days=at) for at in range(-84, 84) if at % 3 == 0]
    frame = incidents(*(at(36.5, 35.5, day=day) for day in days))
    terms = Terms("truce", START, zones=(Zone("square", SQUARE, start=START),))
    blind = Unobserved(START + dt.timedelta(days=7), START + dt.timedelta(days=20), "denied", ("square",))
    (one,) = assess(terms, frame, unobserved=[blind, Unobserved(START, START, "elsewhere", ())]).ceasefires
    everywhere, zone = (next(row for row in one.rows if row.by == by) for by in ("all", "zone"))
    assert everywhere.change.observed == (12.0, 12.0) and zone.change.observed == (12.0, 10.0)
    assert one.hindered_days == 15 and one.weekly[13] is not None and one.zone_weekly[0][13:15] == (None, None)
    assert one.quiet is not None and not (blind.start <= one.quiet.end and one.quiet.start <= blind.end)


def test_what_others_counted_is_compared_by_the_days_that_they_counted() -> None:
    week = {START + dt.timedelta(days=at): 4.0 if at < 0 else 1.0 for at in range(-84, 84) if at % 7 < 3}
    (one,) = assess(Terms("truce", START), incidents(), [CountedDays("Mission", "violation", week)]).ceasefires
    row = next(row for row in one.rows if row.by == "tally")
    assert (row.of, row.measure, row.counts) == ("Mission", "violation", (144.0, 36.0)) and row.change.ratio == pytest.approx(0.25)
    assert row.change.observed == pytest.approx((12 * 3 / 7, 12 * 3 / 7))


def test_gap_long_after_the_terms_changes_nothing() -> None:
    late = Unobserved(dt.date(2031, 1, 1), dt.date.max, "no source")
    (one,) = assess(Terms("truce", START), incidents(at(36.5, 35.5)), unobserved=[late]).ceasefires
    assert one.observed == 1.0 and one.quiet is not None


def test_nothing_counted_before_is_no_trend_and_a_zone_that_nobody_saw_has_no_noughts() -> None:
    frame = incidents(at(36.5, 35.5, day=START + dt.timedelta(days=3)))
    terms = Terms("A", START, zones=(Zone("seen", SQUARE, start=START), Zone("unseen", SQUARE, start=START)))
    blind = Unobserved(START - dt.timedelta(days=400), START + dt.timedelta(days=400), zones=("unseen",))
    (done,) = assess(terms, frame, unobserved=[blind]).ceasefires
    assert done.trend is None and done.has_nothing_before
    assert [zone.seen for zone in done.zones] == [(True, True), (False, False)]
    for language, unseen, nothing in (("en", "not observed", "Nothing was counted"), ("ar", "غير مرصود", "لم يُعدّ شيء")):
        made = assessment_blocks(assess(terms, frame, unobserved=[blind]), [{"weekly": "", "zones": ""}], language)
        rows = {row[0]: row[2:] for one in made if one.sort == "table" for row in one.rows}
        assert rows["unseen"] == ("1", *[unseen] * 4) and rows["seen"] == ("1", "0", "0", "0", "0")
        assert any(nothing in one.text for one in made) and not any("1.00" in one.text for one in made if one.sort == "p")
