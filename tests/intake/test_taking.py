"""Rows as facts: values by their columns, faults by row and column, newest rows first, mappings kept as files."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from sulh.intake import ColumnMapping, IntakeError, RowError, Taken, facts, load_mapping, open_table, orders_of, proposed, save_mapping

MAPPING = ColumnMapping("release", {"what": "What", "by": "Held by", "count": "Number", "date": "Day"}, "Group", id="No", newest="Updated")
HEADS = "No,What,Held by,Number,Day,Updated\n"


def taken(folder: Path, rows: str, mapping: ColumnMapping = MAPPING) -> list[Taken | RowError]:
    path = folder / "a.csv"
    path.write_text(HEADS + rows, encoding="utf-8")
    table = open_table(path)
    mapping = mapping.checked(table.columns, table.name)
    return list(facts(table, mapping, orders_of(table, mapping)))


def test_row_is_a_fact_with_its_number_and_the_cell_that_is_cited(tmp_path: Path) -> None:
    (one,) = taken(tmp_path, '7,Release,Syria,"1,204",24/11/2018,\n')
    assert isinstance(one, Taken) and dict(one.values) == {"what": "release", "by": "Syria", "count": 1204, "date": "2018-11-24"}
    assert (one.row, one.id, one.column, one.written) == (1, "7", "No", "7")


def test_codes_are_known_by_their_words_in_both_languages_and_by_the_lists_own(tmp_path: Path) -> None:
    own = ColumnMapping("release", MAPPING.columns, codes={"what": {"échange": "prisoner_exchange"}})
    found = taken(tmp_path, "1,Échange,Syria,2,2018-11-24,\n2,إفراج,Syria,2,2018-11-24,\n3,prisoner_exchange,Syria,2,2018-11-24,\n", own)
    assert [one.values["what"] for one in found if isinstance(one, Taken)] == ["prisoner_exchange", "release", "prisoner_exchange"]


def test_each_fault_names_row_column_and_reason_and_good_rows_come(tmp_path: Path) -> None:
    rows = ("1,release,Syria,some,24/11/2018,", "2,hug,Syria,2,31/02/2018,", "3,,Syria,2,24/11/2018,", ",release,,1,,", "5,release,,,,")
    found = taken(tmp_path, "\n".join(rows))
    faults = [(one.row, one.column) for one in found if isinstance(one, RowError)]
    assert faults == [(1, "Number"), (2, "What"), (2, "Day"), (3, "What"), (4, "No")]
    assert [one.row for one in found if isinstance(one, Taken)] == [5]


@pytest.mark.parametrize("text", ["about 30", "12-15", "-3", "1.5", "١٢ تقريبا"])
def test_count_that_is_no_count_is_a_fault(tmp_path: Path, text: str) -> None:
    (one,) = taken(tmp_path, f"1,release,Syria,{text},2018-11-24,\n")
    assert isinstance(one, RowError) and one.column == "Number"


@pytest.mark.parametrize("text", ["(all)", "(Aleppo Hama Idlib)", "[place not given]"])
def test_note_in_brackets_is_no_place(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_text(f"Side,Place,Count\nRussia,{text},9\nRussia,Hama (town),4\n", encoding="utf-8")
    table = open_table(tmp_path / "a.csv")
    mapping = ColumnMapping("tally", {"by": "Side", "place": "Place", "count": "Count"}, constants={"what": "violation"})
    fault, good = facts(table, mapping, orders_of(table, mapping))
    assert isinstance(fault, RowError) and (fault.column, fault.written) == ("Place", text) and "leave the cell empty" in fault.reason
    assert isinstance(good, Taken) and good.values["place"] == "Hama (town)"


def test_columns_that_give_nothing_are_said(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from sulh.cli.intake import intake

    (tmp_path / "a.csv").write_text("What,By,Count,Latitude,Note\nviolation,Russia,9,35.1,x\n", encoding="utf-8")
    told = CliRunner().invoke(intake, [str(tmp_path / "a.csv"), "--kind", "tally", "--dry-run"])
    assert told.exit_code == 0 and "no property is given by Latitude, Note" in told.output


@pytest.mark.parametrize(("text", "count"), [("1 204", 1204), ("1.204.000", None), ("12.0", 12), ("١٢", 12), ("1’204", 1204)])
def test_whole_numbers_as_spreadsheets_write_them(tmp_path: Path, text: str, count: int | None) -> None:
    (one,) = taken(tmp_path, f"1,release,Syria,{text},2018-11-24,\n")
    assert (one.values["count"] if isinstance(one, Taken) else None) == count


def test_newest_row_of_an_identifier_counts_whatever_the_order(tmp_path: Path) -> None:
    (one,) = taken(tmp_path, "1,release,Syria,3,2018-11-24,2019-05-01\n1,release,Syria,2,2018-11-24,2019-01-01\n")
    assert isinstance(one, Taken) and (one.values["count"], one.row, one.replaced) == (3, 1, (2,))
    (last,) = taken(tmp_path, "1,release,Syria,3,2018-11-24,\n1,release,Syria,2,2018-11-24,\n")
    assert isinstance(last, Taken) and last.values["count"] == 2


def test_meeting_has_who_took_part_in_which_role(tmp_path: Path) -> None:
    columns = {"kind": "What", "participants:guarantor": "Held by", "participants:observer": "Number", "start": "Day"}
    mapping = ColumnMapping("meeting", columns, constants={"status": "held"})
    (one,) = taken(tmp_path, "1,Round,Russia; Iran,Jordan,2021-07-07,\n", mapping)
    assert isinstance(one, Taken) and one.values["participants"] == [
        {"actor": "Russia", "role": "guarantor"},
        {"actor": "Iran", "role": "guarantor"},
        {"actor": "Jordan", "role": "observer"},
    ]


def test_mapping_is_proposed_from_names_of_columns_in_either_language() -> None:
    found = proposed(("ID", "Count", "التاريخ", "remarks"), "release")
    assert found.id == "ID" and found.columns["count"] == "Count" and "remarks" not in found.columns.values()


def test_mapping_survives_its_file_and_a_wrong_one_is_refused(tmp_path: Path) -> None:
    save_mapping(MAPPING, tmp_path / "m.json")
    assert load_mapping(tmp_path / "m.json") == MAPPING
    for wrong in ("{}", "[]", "no", json.dumps({"sulh_mapping": 1, "kind": "release", "columns": {}, "colour": "red"})):
        (tmp_path / "w.json").write_text(wrong)
        with pytest.raises(IntakeError):
            load_mapping(tmp_path / "w.json")


def test_mapping_that_does_not_fit_says_all_that_is_wrong() -> None:
    wrong = ColumnMapping("release", {"what": "Was", "colour": "Day"}, id="Key")
    with pytest.raises(IntakeError, match=r"no column 'Was'.*has no colour.*no column 'Key'"):
        wrong.checked(("Day",), "a.csv")
    with pytest.raises(IntakeError, match="nothing gives its what"):
        ColumnMapping("release", {"date": "Day"}).checked(("Day",), "a.csv")


PLACES = ColumnMapping("tally", {"by": "By", "what": "Kind", "count": "Number", "place": "Place", "start": "Day", "end": "Day"})


def test_codes_of_places_are_names_of_a_table_whose_version_is_said(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text("PCODE,Name,Above\nSY0700,Idlib,\nSY0701,Harim,SY0700\n", encoding="utf-8")
    codes = {"file": "places.csv", "code": "PCODE", "name": "Name", "version": "v02"}
    given = {"sulh_mapping": 1, "kind": PLACES.kind, "columns": dict(PLACES.columns), "place_codes": {"place": codes}}
    (tmp_path / "mapping.json").write_text(json.dumps(given), encoding="utf-8")
    mapping = load_mapping(tmp_path / "mapping.json")
    (tmp_path / "a.csv").write_text(
        "By,Kind,Number,Place,Day\nRussia,violation,3,sy0700,2019-11-02\nRussia,violation,3,SY9,2019-11-02\n", encoding="utf-8"
    )
    table = open_table(tmp_path / "a.csv")
    mapping = mapping.checked(table.columns, table.name)
    good, wrong = facts(table, mapping, orders_of(table, mapping))
    assert isinstance(good, Taken) and good.values["place"] == "Idlib"
    assert isinstance(wrong, RowError) and (wrong.row, wrong.column, wrong.written) == (2, "Place", "SY9")
    assert "places.csv, version v02" in wrong.reason
    save_mapping(mapping, tmp_path / "again.json")
    assert load_mapping(tmp_path / "again.json") == mapping


def test_table_of_places_that_contradicts_itself_or_has_no_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text("PCODE,Name\nSY07,Idlib\nSY07,Hama\n", encoding="utf-8")
    for codes, said in (
        ({"file": "places.csv", "code": "PCODE", "name": "Name"}, "version"),
        ({"file": "places.csv", "code": "PCODE", "name": "Name", "version": "v1"}, "is Idlib and Hama"),
        ({"file": "places.csv", "code": "P", "name": "Name", "version": "v1"}, "has no column P"),
        ({"file": "gone.csv", "code": "P", "name": "Name", "version": "v1"}, "cannot be opened"),
    ):
        given = {"sulh_mapping": 1, "kind": "tally", "columns": {"place": "Place"}, "place_codes": {"place": codes}}
        (tmp_path / "mapping.json").write_text(json.dumps(given), encoding="utf-8")
        with pytest.raises(IntakeError, match=said):
            load_mapping(tmp_path / "mapping.json").place_codes["place"].names()


def test_position_is_made_of_two_columns_and_checked(tmp_path: Path) -> None:
    rows = [("a", 35.1, 36.2), ("b", 35.2, 36.4), ("c", 35.3, 36.3), ("d", 35.4, 36.6), ("e", 35.2, 36.5), ("f", 35.5, 36.1)]
    # Off the earth; without its longitude; exchanged among places of which latitudes and longitudes are far apart; without any.
    text = "No,What,Lat,Lon\n" + "".join(f"{no},shelling,{lat},{lon + 20}\n" for no, lat, lon in rows)
    text += "g,shelling,135.0,56.2\nh,shelling,35.1,\ni,shelling,56.3,35.2\nj,shelling,,\n"
    (tmp_path / "a.csv").write_text(text, encoding="utf-8")
    table = open_table(tmp_path / "a.csv")
    mapping = proposed(table.columns, "report")
    assert (mapping.columns["position:latitude"], mapping.columns["position:longitude"]) == ("Lat", "Lon")
    mapping = replace(mapping, columns={**mapping.columns, "what": "What"}, id="No").checked(table.columns, table.name)
    made = list(facts(table, mapping, orders_of(table, mapping)))
    taken = {one.id: one.values for one in made if isinstance(one, Taken)}
    assert json.loads(taken["a"]["position"]) == {"type": "Point", "coordinates": [56.2, 35.1]}
    assert taken.keys() == {*"abcdef", "j"} and "position" not in taken["j"]
    faults = {one.row: (one.column, one.reason) for one in made if isinstance(one, RowError)}
    assert {row: column for row, (column, _) in faults.items()} == {7: "Lat", 8: "Lon", 9: "Lat"}
    assert "no latitude" in faults[7][1] and "is empty" in faults[8][1] and "exchanged" in faults[9][1]


def test_half_a_position_is_no_mapping(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("No,What,Lat\n1,shelling,35\n", encoding="utf-8")
    table = open_table(tmp_path / "a.csv")
    with pytest.raises(IntakeError, match="both position:latitude and position:longitude"):
        ColumnMapping("report", {"what": "What", "position:latitude": "Lat"}).checked(table.columns, table.name)
