"""`sulh link`: proposals from lists, decisions taken back in, and faults said."""

from __future__ import annotations

import csv
import json
import os
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from sulh.cli.link import decide, link

ARABIC = "رقم,الاسم,المواليد,المحافظة\n1,محمد خالد سليم الحلبي,1970,Nahr\n2,عبد الرحمن نادر شاهين,1981,Sahel\n3,حسن فارس قباني,70,Wadi\n"
LATIN = (
    "id,name,born,province\n1,Mohammed Khalid al-Halabi,1970,Nahr\n2,Abdulrahman Nader Chahine,1981,Sahel\n3,Omar Zaher Sukkar,1990,Wadi\n"
)


@pytest.fixture
def lists(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "a.csv").write_text(ARABIC, encoding="utf-8")
    (tmp_path / "b.csv").write_text(LATIN, encoding="utf-8")
    return str(tmp_path / "a.csv"), str(tmp_path / "b.csv")


def test_matches_across_scripts_are_proposed_with_reasons(lists: tuple[str, str], tmp_path: Path) -> None:
    done = CliRunner().invoke(link, [*lists, "-o", str(tmp_path / "found.json"), "--errors", str(tmp_path / "errors.csv")])
    assert done.exit_code == 1, done.output  # one year has two figures
    held = json.loads((tmp_path / "found.json").read_text("utf-8"))["clusters"]
    assert [sorted(row["id"] for row in cluster["rows"]) for cluster in held] == [["a.csv:1", "b.csv:1"], ["a.csv:2", "b.csv:2"]]
    assert all(not cluster["is_decided"] and cluster["pairs"][0]["why"][0].startswith("given: ") for cluster in held)
    with (tmp_path / "errors.csv").open(encoding="utf-8-sig", newline="") as lines:
        (fault,) = csv.DictReader(lines)
    assert (fault["list"], fault["row"], fault["column"], fault["written"]) == ("a.csv", "3", "المواليد", "70")


def test_columns_that_nobody_knows_are_said(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,born,tribe,blood\nAhmad Salim Haddad,1970,x,y\n", encoding="utf-8")
    done = CliRunner().invoke(link, [str(tmp_path / "a.csv"), "-o", str(tmp_path / "found.json")])
    assert "a.csv: columns left unread: tribe, blood" in done.stderr
    assert "left unread: blood;" in CliRunner().invoke(link, [str(tmp_path / "a.csv"), "--column", "place=tribe"]).stderr


@pytest.mark.skipif(os.name != "posix", reason="modes of files are those of POSIX")
def test_what_names_people_is_for_its_owner_alone(lists: tuple[str, str], tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        written = [tmp_path / name for name in ("found.json", "review.csv", "errors.csv")]
        CliRunner().invoke(link, [*lists, "-o", str(written[0]), "--review", str(written[1]), "--errors", str(written[2])])
        assert [oct(one.stat().st_mode & 0o777) for one in written] == ["0o600"] * 3
        assert os.umask(0o022) == 0o022, "the process goes on as it was"
    finally:
        os.umask(before)


def test_review_sheet_filled_in_becomes_decisions_that_a_second_run_keeps(lists: tuple[str, str], tmp_path: Path) -> None:
    sheet, kept = tmp_path / "review.csv", tmp_path / "decided.csv"
    CliRunner().invoke(link, [*lists, "--review", str(sheet)])
    with sheet.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 2 and all(row["why"] and not row["decided"] for row in rows)
    again = CliRunner().invoke(link, [*lists, "--review", str(sheet)])
    assert again.exit_code == 2 and "is there already" in again.output
    rows[0]["decided"], rows[1]["decided"] = "same", "different"
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert CliRunner().invoke(decide, [str(kept), "--review", str(sheet), "--by", "Ann"]).exit_code == 0
    done = CliRunner().invoke(link, [*lists, "--decisions", str(kept), "-o", str(tmp_path / "found.csv")])
    assert "1 clusters of 2 rows, 1 of them decided; 0 pairs wait" in done.output
    with (tmp_path / "found.csv").open(encoding="utf-8-sig", newline="") as lines:
        assert {row["id"] for row in csv.DictReader(lines)} == {rows[0]["one"], rows[0]["other"]}


def test_decision_can_be_given_by_hand_and_contradictions_are_refused(tmp_path: Path) -> None:
    kept = str(tmp_path / "decided.csv")
    for one, other in (("a", "b"), ("b", "c")):
        assert CliRunner().invoke(decide, [kept, one, other, "same", "--by", "Ann", "--reason", "seen"]).exit_code == 0
    before = Path(kept).read_bytes()
    refused = CliRunner().invoke(decide, [kept, "a", "c", "different", "--by", "Bo"])
    assert refused.exit_code == 2 and "by other decisions they are the same" in refused.output
    assert Path(kept).read_bytes() == before


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--column", "name"], "write FIELD=COLUMN"),
        (["--column", "name=Whom"], "no list has a column 'Whom'"),
        (["-o", "found.txt"], "written as .json or .csv"),
        (["--column", "hat=name"], "has no hat"),
    ],
)
def test_wrong_usage_says_what_to_do(lists: tuple[str, str], given: list[str], said: str) -> None:
    done = CliRunner().invoke(link, [*lists, *given])
    assert done.exit_code == 2 and said in done.output


def test_each_list_is_opened_once_whatever_columns_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sulh.intake
    from sulh.cli.link import list_entries

    opened: list[Path] = []
    real = sulh.intake.open_table

    def counting(path: Path, **named: Any) -> Any:
        opened.append(path)
        return real(path, **named)

    monkeypatch.setattr(sulh.intake, "open_table", counting)
    lists = [tmp_path / f"{name}.csv" for name in "ab"]
    for path in lists:
        path.write_text("No,Who,Birth\n1,Khalid Salim Haddad,1970\n", encoding="utf-8")
    entries, faults = list_entries(lists, {"id": "No", "name": "Who", "born": "Birth"}, None, "gregorian", None)
    assert (len(entries), faults, opened) == (2, [], lists)
    with pytest.raises(click.UsageError, match="no list has a column 'Nom'"):
        list_entries(lists, {"name": "Nom"}, None, "gregorian", None)
