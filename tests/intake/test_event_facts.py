"""Rows of UCDP GED, ACLED and FIRMS as facts: a fire is no incident, ACLED gives identifiers and counts only, precision stays."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sulh.intake import IntakeError, RowError, Taken, brought, facts, mapping_for, open_table, orders_of

GED = "id,type_of_violence,side_a,side_b,where_coordinates,adm_1,country,latitude,longitude,where_prec,date_prec,date_start,date_end,best"
DEAD = "deaths_a,deaths_b,deaths_civilians,deaths_unknown"
ACLED = "event_id_cnty,event_date,event_type,actor1,admin1,latitude,longitude,geo_precision,fatalities,notes,timestamp"
FIRMS = "latitude,longitude,acq_date,acq_time,satellite,confidence"


def told(path: Path, *lines: str) -> list[Taken | RowError]:
    """The facts and faults of a list, by what its columns seem to mean."""
    path.write_text("\n".join((*lines, "")), encoding="utf-8")
    table = open_table(path)
    mapping = mapping_for(table.columns)
    assert mapping is not None
    table = brought(table, mapping.data_set)
    mapping = mapping.checked(table.columns, table.name)
    return list(facts(table, mapping, orders_of(table, mapping)))


def test_event_of_ged_is_a_report_with_its_precision(tmp_path: Path) -> None:
    first, second, third = told(
        tmp_path / "ged.csv", f"{GED},{DEAD}",
        "7,1,Government of Russia (Soviet Union),DPR,Debaltseve town,Donetsk oblast,Ukraine,48.3,38.4,1,1,2015-02-16,2015-02-16,5,2,3,0,0",
        "8,3,IS,Civilians,,Idlib,Syria,35.9,36.6,4,5,2017-01-01,2017-12-31,4,0,0,4,0",
        "9,1,A,B,,,Syria,,,6,1,2017-05-06,2017-05-06,4,0,0,0,4",
    )  # fmt: skip
    assert isinstance(first, Taken) and isinstance(second, Taken) and isinstance(third, Taken)
    assert (first.id, first.column, first.written) == ("7", "id", "7")
    assert json.loads(str(first.values["position"])) == {"type": "Point", "coordinates": [38.4, 48.3]}
    assert {**first.values, "position": ""} == {
        "what": "clash", "start": "2015-02-16", "place": "Debaltseve town", "killed": 5, "harmed": "fighters", "position": "",
        "sides": ["Government of Russia", "DPR"], "within": 2, "precision": "where_prec 1, date_prec 1",
    }  # fmt: skip
    assert (second.values["place"], second.values["sides"], second.values["end"]) == ("Idlib", ["IS"], "2017-12-31")
    assert second.values["harmed"] == "civilians" and "within" not in second.values
    assert "position" not in third.values and "harmed" not in third.values


def test_exchanged_numbers_and_those_of_no_place_are_faults(tmp_path: Path) -> None:
    lines = [f"{at},1,A,B,x,Idlib,Syria,35.{at % 9},38.{at % 7},1,1,2017-05-06,2017-05-06,1" for at in range(40)]
    found = told(tmp_path / "ged.csv", GED, *lines, "40,1,A,B,x,y,Syria,38.9,35.1,1,1,2017-05-06,2017-05-06,1",
                 "41,1,A,B,x,y,Syria,136.1,35.1,1,1,2017-05-06,2017-05-06,1")  # fmt: skip
    assert [(one.row, one.column) for one in found if isinstance(one, RowError)] == [(41, "latitude"), (42, "latitude")]
    swapped = [f"{at},1,A,B,x,Idlib,Syria,35.{at % 9},48.{at % 7},1,1,2017-05-06,2017-05-06,1" for at in range(100)]
    found = told(tmp_path / "far.csv", GED, *swapped, "100,1,A,B,x,y,Syria,48.1,35.1,1,1,2017-05-06,2017-05-06,1")
    assert [(one.row, "exchanged with its longitude" in one.reason) for one in found if isinstance(one, RowError)] == [(101, True)]


def test_acled_gives_tallies_of_weeks_with_identifiers_and_nothing_else(tmp_path: Path) -> None:
    found = told(
        tmp_path / "acled.csv", ACLED,
        "SYR1,2019-06-18,Battles,Someone,Idlib,35.9,36.6,1,2,words,100",
        "SYR2,20 June 2019,Battles,Someone,Idlib,35.9,36.6,1,1,words,100",
        "SYR1,2019-06-18,Battles,Someone,Idlib,35.9,36.6,1,5,other words,200",
        "SYR3,2019-06-25,Battles,Someone,Hama,35.1,36.7,1,0,words,100",
        "SYR4,soon,Battles,Someone,Hama,35.1,36.7,1,0,words,100",
    )  # fmt: skip
    assert [one.row for one in found if isinstance(one, RowError)] == [5]
    tallies = [(one.id, dict(one.values)) for one in found if isinstance(one, Taken)]
    week = {"start": "2019-06-18", "end": "2019-06-23", "place": "Idlib", "cases": ["SYR2", "SYR1"]}
    assert tallies[:2] == [
        ("Idlib, week of 2019-06-17: events", {"what": "incident", "count": 2, **week}),
        ("Idlib, week of 2019-06-17: deaths", {"what": "death", "count": 6, **week}),
    ]
    assert "words" not in str(tallies) and "Someone" not in str(tallies) and len(tallies) == 4


def test_fire_is_an_observation(tmp_path: Path) -> None:
    found = told(tmp_path / "fires.csv", FIRMS, "35.9,36.6,2019-06-18,1012,N,n", "35.9,36.6,2019-06-18,1012,N,n", ",,2019-06-18,1012,N,n")
    one, fault = sorted(found, key=lambda each: each.row)
    assert isinstance(one, Taken) and one.replaced == (1,) and one.values["what"] == "heat" and one.values["within"] == 1
    assert isinstance(fault, RowError) and fault.column == "latitude"


def test_list_that_is_no_such_data_set_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,what\n1,clash\n", encoding="utf-8")
    table = open_table(path)
    assert mapping_for(table.columns) is None
    with pytest.raises(IntakeError, match="is no list of UCDP GED"):
        brought(table, "ucdp_ged")
