"""Lists in JSON: GeoJSON, pages of servers, JSON Lines; what is broken, cut off or off the earth is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sulh.intake import IntakeError, ListRow, RowError, open_table, proposed

pytest.importorskip("ijson")


def written(path: Path, value: Any) -> Path:
    path.write_text(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False), encoding="utf-8")
    return path


def feature(at: int, *position: float) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"id": at, "place": f"Orra {at}"}, "geometry": {"type": "Point", "coordinates": position}}


def test_features_have_their_properties_and_position(tmp_path: Path) -> None:
    zone = {"type": "Polygon", "coordinates": [[[36.1, 35.2], [36.4, 35.2], [36.4, 35.5], [36.1, 35.2]]]}
    made = {
        "type": "FeatureCollection",
        "features": [feature(1, 36.5, 35.25), {"type": "Feature", "id": "z", "properties": {"place": "Zone"}, "geometry": zone}],
    }
    table = open_table(written(tmp_path / "a.geojson", made))
    first, second = table.rows()
    assert isinstance(first, ListRow) and isinstance(second, ListRow)
    assert {**first.cells, "geometry": ""} == {"id": "1", "place": "Orra 1", "latitude": "35.25", "longitude": "36.5", "geometry": ""}
    assert second.cells["id"] == "z" and json.loads(second.cells["geometry"]) == zone and "latitude" not in second.cells
    assert table.columns == ("id", "place", "longitude", "latitude", "geometry") and table.remarks == ("GeoJSON, 2 rows",)
    assert proposed(table.columns, "report").columns["position"] == "geometry"
    assert "position" not in proposed(table.columns, "release").columns


def test_exchanged_position_is_a_fault_of_its_row(tmp_path: Path) -> None:
    features = [feature(1, 36.5, 35.25), feature(2, 35.25, 136.5)]
    good, wrong = open_table(written(tmp_path / "a.json", {"type": "FeatureCollection", "features": features})).rows()
    assert isinstance(good, ListRow) and isinstance(wrong, RowError)
    assert (wrong.row, wrong.column, wrong.written) == (2, "latitude", "136.5") and "exchanged" in wrong.reason


def test_answers_of_kobotoolbox_and_odk_are_flat_rows(tmp_path: Path) -> None:
    kobo = {"_id": 7, "visit/place": "Tell", "_geolocation": [35.2, 36.1], "_validation_status": {}, "who": ["a", "b"]}
    table = open_table(written(tmp_path / "a.json", {"count": 1, "next": None, "previous": None, "results": [kobo]}))
    (row,) = table.rows()
    assert isinstance(row, ListRow)
    assert row.cells == {"_id": "7", "visit/place": "Tell", "latitude": "35.2", "longitude": "36.1", "who": "a; b"}
    odk = {"__id": "uuid:1", "visit": {"place": "Tell", "at": {"type": "Point", "coordinates": [36.1, 35.2, 410.0]}, "seen": None}}
    (row,) = open_table(written(tmp_path / "b.json", {"@odata.context": "x", "value": [odk], "@odata.count": 1})).rows()
    assert isinstance(row, ListRow) and row.cells["visit/at/latitude"] == "35.2" and row.cells["visit/place"] == "Tell"


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ({"count": 30, "next": None, "results": [{"a": 1}]}, "holds 1 of 30 rows"),
        ({"results": [{"a": 1}], "next": "https://example.org/?start=1"}, "one page of the list"),
        ({"value": [{"a": 1}], "@odata.nextLink": "https://example.org/?$skiptoken=x"}, "one page of the list"),
    ],
)
def test_one_page_of_several_is_refused(tmp_path: Path, page: dict[str, Any], said: str) -> None:
    with pytest.raises(IntakeError, match=said):
        open_table(written(tmp_path / "a.json", page))


@pytest.mark.parametrize("suffix", ["json", "jsonl"])
def test_file_that_ends_within_a_row_is_refused_and_says_after_which(tmp_path: Path, suffix: str) -> None:
    rows = [{"id": at, "place": "Orra"} for at in range(5)]
    whole = json.dumps(rows) if suffix == "json" else "\n".join(map(json.dumps, rows))
    with pytest.raises(IntakeError, match=r"after row [34]"):
        open_table(written(tmp_path / f"a.{suffix}", whole[:-9]))


def test_lines_are_rows_and_what_is_no_object_is_a_fault(tmp_path: Path) -> None:
    table = open_table(written(tmp_path / "a.jsonl", '{"id": 1, "fine": true}\n{"id": 2, "rate": 0.5}\n[3]\n'))
    first, second, third = table.rows()
    assert isinstance(first, ListRow) and isinstance(second, ListRow) and isinstance(third, RowError)
    assert first.cells == {"id": "1", "fine": "true"} and second.cells == {"id": "2", "rate": "0.5"} and third.row == 3


@pytest.mark.parametrize("text", ['{"name": "no list"', '{"name": {"a": 1}, "other": [1]}', '"words"', "[]"])
def test_json_without_rows_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(IntakeError):
        table = open_table(written(tmp_path / "a.json", text))
        if not [row for row in table.rows() if isinstance(row, ListRow)]:
            raise IntakeError("no rows")


def test_as_many_rows_as_acled_gives_at_once_are_doubted(tmp_path: Path) -> None:
    rows = [{"event_id_cnty": f"SYR{at}"} for at in range(5000)]
    table = open_table(written(tmp_path / "a.json", {"status": 200, "success": True, "count": 5000, "data": rows}))
    assert "there may be more" in table.remarks[1]
    assert len(open_table(written(tmp_path / "b.json", {"success": True, "count": 2, "data": rows[:2]})).remarks) == 1


def test_archive_of_lists_says_what_is_in_it(tmp_path: Path) -> None:
    from zipfile import ZipFile

    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("visits.csv", "a\n1\n")
    with pytest.raises(IntakeError, match=r"visits\.csv; unpack"):
        open_table(tmp_path / "a.zip")


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, '{"a": 1}\n{"a": ' + "[" * 5000])
def test_values_nested_without_end_are_refused_before_they_fill_the_memory(tmp_path: Path, text: str) -> None:
    file = tmp_path / "list.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(IntakeError, match="100 deep"):
        open_table(file)
