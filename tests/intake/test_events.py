"""Lists of events brought to one table: known lists, versions, encodings, orders of day and month, and rows that are not taken."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from sulh.intake import IntakeError
from sulh.intake.events import load_events
from sulh.model.incident_table import INCIDENT_COLUMNS

GED = "id,date_start,date_end,latitude,longitude,where_prec,type_of_violence,side_a,side_b,adm_1,best,deaths_civilians,source_date,country"


def ged(folder: Path, *rows: str, name: str = "ged.csv", encoding: str = "utf-8") -> Path:
    """A list with the columns of UCDP GED."""
    path = folder / name
    path.write_bytes("\n".join((GED, *rows, "")).encode(encoding))
    return path


def row(
    id: str, start: str = "2017-05-06", end: str = "", *,
    lat: str = "35.5", lon: str = "36.5", prec: str = "1", best: str = "3", side: str = "A",
) -> str:  # fmt: skip
    """One row."""
    return f"{id},{start},{end or start},{lat},{lon},{prec},1,{side},B,Idlib,{best},0,,Syria"


def test_ged_becomes_the_table_of_incidents(tmp_path: Path) -> None:
    found = load_events([ged(tmp_path, row("7"), row("8", "2017-05-07 00:00:00.000", "2017-05-09", prec="4"))])
    assert found.form == "ucdp_ged" and tuple(found.frame.columns) == tuple(INCIDENT_COLUMNS) and not found.faults
    assert found.frame.select("id", "start", "end", "radius", "deaths", "province").rows() == [
        ("7", dt.date(2017, 5, 6), dt.date(2017, 5, 6), 2.0, 3.0, "Idlib"),
        ("8", dt.date(2017, 5, 7), dt.date(2017, 5, 9), None, 3.0, "Idlib"),
    ]


def test_of_several_versions_the_newest_row_counts(tmp_path: Path) -> None:
    older = ged(tmp_path, row("7", best="3"), row("8"), name="candidate-1.csv")
    newer = ged(tmp_path, row("7", best="12"), name="candidate-2.csv")
    found = load_events([older, newer])
    assert found.replaced == 1 and sorted(found.frame.select("id", "deaths").rows()) == [("7", 12.0), ("8", 3.0)]


def test_other_encodings_are_found_and_said(tmp_path: Path) -> None:
    found = load_events([ged(tmp_path, row("7", side="Armée française"), encoding="cp1252")])
    assert found.frame["side_a"].to_list() == ["Armée française"]
    assert "guessed" in found.remarks[0]


def test_the_order_of_day_and_month_is_found_or_the_list_refused(tmp_path: Path) -> None:
    found = load_events([ged(tmp_path, row("1", "1/22/2014 12:00:00 AM"), row("2", "2/5/2014 12:00:00 AM"))])
    assert found.frame["start"].to_list() == [dt.date(2014, 1, 22), dt.date(2014, 2, 5)]
    assert "month first" in found.remarks[1]
    with pytest.raises(IntakeError, match="nobody can say whether day or month"):
        load_events([ged(tmp_path, row("1", "1/2/2014"), row("2", "2/5/2014"))])
    with pytest.raises(IntakeError, match="in both orders"):
        load_events([ged(tmp_path, row("1", "1/22/2014"), row("2", "23/5/2014"))])


def test_a_long_list_is_checked_whole_although_a_part_tells_the_order(tmp_path: Path) -> None:
    rows = [row(str(number), f"{number % 12 + 1}/{number % 28 + 1}/2014") for number in range(45_000)]
    rows[44_998] = row("x", "25/3/2014")  # no row of those that are looked at
    with pytest.raises(IntakeError, match="25/3/2014 are month first elsewhere"):
        load_events([ged(tmp_path, *rows)])


@pytest.mark.parametrize(
    ("bad", "column", "reason"),
    [
        (row("9", "soon", "2017-05-06"), "date_start", "is no day"),
        (row("9", "2017-05-06", "2017-05-01"), "date_end", "is before the first day"),
        (row("9", lat="north"), "latitude", "is no number"),
        (row("9", lat="136.5", lon="35.5"), "latitude", "exchanged?"),
        (row("9", best="-3"), "best", "is below nought"),
        (row("9", lon="236"), "longitude", "is no longitude"),
    ],
)
def test_a_row_with_a_fault_is_said_and_the_others_are_taken(tmp_path: Path, bad: str, column: str, reason: str) -> None:
    found = load_events([ged(tmp_path, row("7"), bad, row("8"))])
    assert found.frame["id"].to_list() == ["7", "8"]
    (fault,) = found.faults
    assert fault.row == 2 and fault.column == column and reason in fault.reason


def test_exchanged_numbers_that_are_both_possible_are_found_by_the_others(tmp_path: Path) -> None:
    rows = [row(str(number), lat=str(35 + number / 200), lon=str(38 + number / 200)) for number in range(150)]
    found = load_events([ged(tmp_path, *rows, row("x", lat="38.4", lon="35.3"))])
    (fault,) = found.faults
    assert fault.row == 151 and "exchanged with its longitude" in fault.reason


def test_exchanged_numbers_are_found_among_a_few_rows_too(tmp_path: Path) -> None:
    few = [row(str(number), lat=f"35.{number}", lon=f"38.{number}") for number in range(5)]
    (fault,) = load_events([ged(tmp_path, *few, row("x", lat="38.4", lon="35.3"))]).faults
    assert fault.row == 6 and "exchanged with its longitude" in fault.reason
    far = row("y", lat="37.5", lon="41.5")
    assert load_events([ged(tmp_path, *few, far)]).faults == ()


def test_line_breaks_in_cells_and_a_mark_at_the_beginning_do_no_harm(tmp_path: Path) -> None:
    path = ged(tmp_path, row("7", side='"A\nand others"'), row("8"), encoding="utf-8-sig")
    found = load_events([path])
    assert found.frame["side_a"].to_list() == ["A\nand others", "A"] and found.frame["row"].to_list() == [1, 2]


def test_own_columns_acled_and_firms_are_known(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("id;start;latitude;longitude;kind;reporter;radius\n1;2017-05-06;35,5;36.5;shelling;Russia;1\n2;2017-05-06;35.5;36.5;shots;Türkiye;\n")
    found = load_events([own])
    assert found.form == "own" and found.faults[0].written == "35,5" and found.frame["reporter"].to_list() == ["Türkiye"]
    acled = tmp_path / "acled.csv"
    acled.write_text(
        "event_id_cnty,event_date,latitude,longitude,geo_precision,event_type,actor1,fatalities,timestamp\n"
        "SYR1,2017-05-06,35.5,36.5,1,Battles,A,4,20\nSYR1,2017-05-06,35.5,36.5,1,Battles,A,2,10\n"
    )
    newest = load_events([acled])
    assert newest.form == "acled" and newest.frame["deaths"].to_list() == [4.0] and newest.replaced == 1
    firms = tmp_path / "firms.csv"
    firms.write_text("latitude,longitude,acq_date,acq_time,satellite\n35.5,36.5,2017-05-06,0130,Terra\n35.5,36.5,2017-05-06,0130,Terra\n")
    assert load_events([firms]).frame.height == 2


def test_a_row_with_too_many_cells_is_said_and_the_others_are_taken(tmp_path: Path) -> None:
    found = load_events([ged(tmp_path, row("7"), row("9") + ",more,cells", row("8"))])
    assert found.frame.select("id", "row").rows() == [("7", 1), ("8", 3)]
    (fault,) = found.faults
    assert fault.row == 2 and "quote a cell" in fault.reason


def test_a_row_that_an_unquoted_comma_shifts_is_said_although_not_all_columns_are_read(tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    rows = [f"a note,{row('7')},9", f"a note, and more,{row('9')},9", f"a note,{row('8')},9"]
    path.write_text("\n".join((f"source_article,{GED},high", *rows)))
    found = load_events([path])
    assert found.frame.select("id", "row").rows() == [("7", 1), ("8", 3)]
    assert [(fault.row, fault.column) for fault in found.faults] == [(2, "")]


@pytest.mark.parametrize(("text", "said"), [("a,b\n1,2\n", "no list of events that is known"), ("", "is empty")])
def test_a_file_that_is_no_list_of_events_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(text)
    with pytest.raises(IntakeError) as problem:
        load_events([path])
    assert said in str(problem.value)
