"""Lists of persons as entries: columns in several languages, and a clear fault for everything that cannot be read."""

from __future__ import annotations

import csv
from importlib import resources
from pathlib import Path

import pytest

from sulh.intake import IntakeError, RowError, open_table
from sulh.intake.person_lists import Calendar, PersonColumns, person_entries
from sulh.model.person_entry import PersonEntry


def read(
    path: Path, text: str, encoding: str = "utf-8", calendar: Calendar = Calendar.GREGORIAN, **named: str
) -> tuple[list[PersonEntry], list[RowError]]:
    path.write_bytes(text.encode(encoding))
    table = open_table(path)
    found = list(person_entries(table, PersonColumns.of(table, named), calendar=calendar))
    return [one for one in found if isinstance(one, PersonEntry)], [one for one in found if isinstance(one, RowError)]


def test_columns_are_known_in_several_languages(tmp_path: Path) -> None:
    arabic = "رقم,الاسم,المواليد,الجنس,المحافظة,البلدة,تاريخ الاعتقال\n٧,محمد خالد,١٩٧٠,ذكر,حلب,اعزاز,2015-03-02\n"
    latin = "No;First name;Father's name;Last name;Year of birth;Gender;Governorate\n1;Mohammed;Khalid;al-Halabi;1970;M;Aleppo\n"
    russian = "№\tФИО\tГод рождения\tПол\n1\tАлександр Петров\t1970\tмуж\n"
    (one,), _ = read(tmp_path / "a.csv", arabic)
    assert one == PersonEntry("a.csv:٧", "a.csv", 1, "محمد خالد", (1970, 1970), "male", ("حلب", "اعزاز"), "2015-03-02")
    (two,), _ = read(tmp_path / "b.csv", latin)
    assert (two.name, two.born, two.sex, two.place) == ("Mohammed Khalid al-Halabi", (1970, 1970), "male", ("Aleppo",))
    (three,), _ = read(tmp_path / "c.csv", russian)
    assert (three.name, three.sex) == ("Александр Петров", "male")


def test_columns_of_lists_that_sides_exchange_are_known_too(tmp_path: Path) -> None:
    """The year of birth is the best that a list says beside the name; under a head that nobody knows it counts for nothing."""
    same = {"id": "id", "name": "name", "sex": "sex", "birth_year": "born", "held_since": "date", "place": "place"}
    with resources.files("sulh.data").joinpath("person_lists.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["field"] in same and not row["code"]]
    heads = {word: same[row["field"]] for row in rows for word in row["words"].split("|")}
    assert len(heads) > 25
    for head, field in heads.items():
        (tmp_path / "a.csv").write_text(f"{head},full name\nx,y\n", encoding="utf-8")
        assert PersonColumns.of(open_table(tmp_path / "a.csv")).by_field.get(field) == head, head


def test_column_can_be_named_and_a_list_without_names_is_refused(tmp_path: Path) -> None:
    (one,), _ = read(tmp_path / "a.csv", "who,x\nAhmad Salim,1\n", name="who")
    assert one.name == "Ahmad Salim"
    with pytest.raises(IntakeError, match="--column name=COLUMN"):
        read(tmp_path / "b.csv", "who,x\nAhmad,1\n")
    with pytest.raises(IntakeError, match="there is no column 'whom'"):
        read(tmp_path / "c.csv", "who,x\nAhmad,1\n", name="whom")


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("born", "70", "two figures"),
        ("born", "3/5/70", "two figures"),
        ("born", "1400", "--calendar hijri or --calendar solar"),
        ("born", "unknown", "no year of birth"),
        ("sex", "x", "no sex that is known"),
        ("date", "sometime", "no date"),
        ("date", "1436-05-11", "--calendar"),
    ],
)
def test_cell_that_cannot_be_read_is_said_and_the_row_is_taken_without_it(tmp_path: Path, column: str, cell: str, said: str) -> None:
    rows, (fault,) = read(tmp_path / "a.csv", f"name,{column}\nAhmad Salim,{cell}\nSalim Khalid,\n")
    assert [one.name for one in rows] == ["Ahmad Salim", "Salim Khalid"]
    assert (rows[0].born, rows[0].sex, rows[0].date) == (None, None, None)
    assert said in str(fault) and "row 1" in str(fault) and "the row is taken without it" in str(fault)


@pytest.mark.parametrize(("name", "said"), [("", "is empty"), ("???", "no letters"), ("12", "no letters")])
def test_row_without_a_name_that_can_be_read_is_said_and_not_taken(tmp_path: Path, name: str, said: str) -> None:
    rows, (fault,) = read(tmp_path / "a.csv", f"name,x\n{name},1\nSalim Khalid,2\n")
    assert [one.name for one in rows] == ["Salim Khalid"]
    assert said in fault.reason and fault.row == 1


def test_name_read_in_another_encoding_is_recognised(tmp_path: Path) -> None:
    mistaken = [("Müller Çelik", "cp1252"), ("محمد فارس", "latin-1"), ("محمد حسن", "cp1256"), ("Петров", "cp1251")]
    for number, (name, encoding) in enumerate(mistaken):
        garbled = name.encode().decode(encoding)
        rows, (fault,) = read(tmp_path / f"{number}.csv", f"name,x\n{garbled},1\nSalim,2\n")
        assert [one.name for one in rows] == ["Salim"]
        assert name in fault.reason and "UTF-8" in fault.reason
    for name in ("José Ñuñez", "محمد", "Çağ", "Пётр"):
        assert read(tmp_path / "right.csv", f"name,x\n{name},1\n")[1] == []


def test_encodings_of_arabic_and_russian_lists_are_found(tmp_path: Path) -> None:
    names = ["محمد خالد الحلبي", "عبد الرحمن سليم حداد", "فاطمة أحمد شاهين", "يوسف إبراهيم نجار"] * 5
    text = "الاسم,المواليد\n" + "".join(f"{name},{1950 + at}\n" for at, name in enumerate(names))
    for encoding in ("cp1256", "utf-16", "utf-8-sig"):
        rows, faults = read(tmp_path / f"{encoding}.csv", text, encoding)
        assert [one.name for one in rows] == names and not faults


def test_years_of_other_calendars_become_spans_of_gregorian_ones(tmp_path: Path) -> None:
    pytest.importorskip("hijridate")
    text = "name,born,date\nAhmad Salim,١٣٩٠,1436-05-11\nSalim,1340,\n"
    rows, faults = read(tmp_path / "a.csv", text, calendar=Calendar.HIJRI)
    assert [one.born for one in rows] == [(1970, 1971), (1921, 1922)] and rows[0].date == "2015-03-02" and not faults
    rows, faults = read(tmp_path / "b.csv", "name,born,date\nAhmad,1349,1394-01-15\n", calendar=Calendar.SOLAR)
    assert rows[0].born == (1970, 1971) and rows[0].date == "2015-04" and not faults


def test_identifier_that_stands_twice_is_said_and_both_rows_are_taken(tmp_path: Path) -> None:
    rows, (fault,) = read(tmp_path / "a.csv", "id,name\n1,Ahmad Salim\n1,Salim Khalid\n,Omar\n,Omar\n,Omar\n")
    assert len({one.id for one in rows}) == len(rows) == 5
    assert "stands in row 1 too" in fault.reason and fault.row == 2


def test_rows_keep_their_ids_when_the_list_is_put_in_another_order(tmp_path: Path) -> None:
    first, _ = read(tmp_path / "a.csv", "name,born\nAhmad Salim,1970\nSalim Khalid,1980\n")
    second, _ = read(tmp_path / "a.csv", "name,born\nSalim Khalid,1980\nOmar,1990\nAhmad Salim,1970\n")
    assert {one.name: one.id for one in first}.items() <= {one.name: one.id for one in second}.items()
