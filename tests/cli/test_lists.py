"""`sulh lists`, from the opening of a round to the sheet that each side sees."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sulh.cli.main import program

AT = ("--at", "2027-01-07 12:00")


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit status, output and messages."""
    done = CliRunner().invoke(program, [*map(str, arguments)])
    return done.exit_code, done.stdout, done.stderr


def lists(what: str, file: Path, *arguments: object, day: int = 0) -> str:
    """The output of a command that must succeed, said on a day of January 2027."""
    at = ["--at", f"2027-01-{day:02} 12:00"] if day else []
    status, told, said = run("lists", what, file, *arguments, *at)
    assert status == 0, said
    return told + said


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """The invented lists."""
    assert run("release", "example", tmp_path / "lists")[0] == 0
    return tmp_path / "lists"


@pytest.fixture
def opened(tmp_path: Path) -> Path:
    """A round between North and South."""
    file = tmp_path / "round.jsonl"
    due = ("--lists-due", "2027-01-08 18:00", "--answers-due", "2027-01-15 18:00", "--zone", "+03:00")
    told = lists("open", file, "--name", "First", "--side", "North", "--side", "South", "--mediator", "Office", *due, day=1)
    assert told == "First: lists due 2027-01-08 18:00 (+03:00), answers due 2027-01-15 18:00 (+03:00)\n"
    return file


def counts(file: Path, viewer: str, day: int) -> list[dict[str, int]]:
    told = lists("sheet", file, "--for", viewer, "--as-of", f"2027-01-{day:02} 12:00", "--json")
    found: list[dict[str, int]] = json.loads(told)["counts"]
    return found


def test_two_invented_lists_are_exchanged_answered_and_seen_by_each_side(opened: Path, held: Path, tmp_path: Path) -> None:
    told = lists("add", opened, held / "asked_by_north.csv", "--by", "North", "--of", "South", "--show", day=2)
    assert "13 names given to South" in told and "North/N1 and North/N13 may be one person" in told
    assert "kept until" in lists("add", opened, held / "asked_by_south.csv", "--by", "South", "--of", "North", day=3)
    assert counts(opened, "North", 4)[1]["asked"] == 0
    assert "11 requests shown to North" in lists("show", opened, "--by", "South", "--what", "requests", day=4)
    assert counts(opened, "North", 4)[1]["asked"] == 11
    lists("say", opened, "withdraw", "North/N13", "--by", "North", "--words", "stands twice", "--duplicate-of", "North/N1", day=5)
    assert "8 answers kept" in lists("answer", opened, held / "answers_by_south.csv", "--by", "South", day=9)
    assert counts(opened, "North", 16)[0]["overdue"] == 12 and counts(opened, "South", 16)[0]["prepared"] == 8
    assert "8 answers shown to North" in lists("show", opened, "--by", "South", "--what", "answers", day=10)
    lists("say", opened, "dispute", "North/N2", "--by", "North", "--words", "was seen elsewhere", day=11)
    pairs = "id,other,reason\nNorth/N3,South/503,same name and year\nNorth/N1,South/501,same\n"
    (tmp_path / "pairs.csv").write_text(pairs, encoding="utf-8")
    assert "1 answers reopened" in lists("match", opened, tmp_path / "pairs.csv", "--by", "Office", "--to", "South", day=12)
    (north, _), (south, _) = counts(opened, "North", 16), counts(opened, "South", 16)
    assert (north["answered"], north["open"], north["disputed"], north["overdue"], north["withdrawn"]) == (6, 1, 1, 4, 1)
    assert (south["answered"], south["open"], south["disputed"], south["overdue"]) == (5, 2, 1, 4)
    out = tmp_path / "sheet.csv"
    told = lists("sheet", opened, "--for", "South", "--as-of", "2027-01-16 12:00", "--language", "ar", "-o", out, "--duplicates")
    assert "South, asked by North: asked 12" in told and "keep it closed" in told
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = {row["request"]: row for row in csv.DictReader(file)}
    assert rows["North/N3"]["state"] == "أعيد فتحه" and rows["North/N5"]["question"] == "ما اسم الأم؟"
    assert "503" not in lists("sheet", opened, "--for", "North", "--as-of", "2027-01-16 12:00", "--json")


def test_sheet_with_a_faulty_row_is_not_taken_at_all(opened: Path, held: Path, tmp_path: Path) -> None:
    lists("add", opened, held / "asked_by_north.csv", "--by", "North", "--of", "South", "--show", day=2)
    before = opened.read_bytes()
    (tmp_path / "answers.csv").write_text("id,answer\nN1,held here\nN99,held here\nN2,perhaps\n", encoding="utf-8")
    status, _, said = run("lists", "answer", opened, tmp_path / "answers.csv", "--by", "South")
    assert status == 2 and "row 2: column id: nobody asked South about 'N99'" in said and "row 3: column answer: 'perhaps'" in said
    assert opened.read_bytes() == before


def test_name_that_was_not_shown_cannot_be_answered_nor_learned_of(opened: Path, held: Path, tmp_path: Path) -> None:
    lists("add", opened, held / "asked_by_north.csv", "--by", "North", "--of", "South", day=2)
    (tmp_path / "answers.csv").write_text("id,answer\nN1,held here\n", encoding="utf-8")
    status, _, said = run("lists", "answer", opened, tmp_path / "answers.csv", "--by", "South")
    assert status == 2 and "nobody asked South about 'N1'" in said
    assert run("lists", "sheet", opened, "--for", "West")[0] == 2


def test_clock_is_moved_by_the_mediator_and_seen_by_all(opened: Path) -> None:
    told = lists("move", opened, "--by", "Office", "--answers-due", "2027-01-20 18:00", "--words", "both agreed", day=3)
    assert "answers due 2027-01-20 18:00 (+03:00)" in told
    assert "2027-01-20" in lists("sheet", opened, "--for", "North", "--as-of", "2027-01-04 12:00")
    status, _, said = run("lists", "move", opened, "--by", "North", "--answers-due", "2027-01-25 18:00", "--words", "x", *AT)
    assert status == 2 and "moved by Office alone" in said


def test_what_is_missing_or_there_already_is_said(opened: Path) -> None:
    assert "needs --words" in run("lists", "say", opened, "dispute", "North/N1", "--by", "North")[2]
    assert "nobody asked about" in run("lists", "say", opened, "accept", "North/N1", "--by", "North", *AT)[2]
    again = ("--name", "x", "--side", "A", "--side", "B", "--mediator", "M", "--lists-due", "x", "--answers-due", "y", "--zone", "+00:00")
    assert "is there already" in run("lists", "open", opened, *again)[2]
    assert lists("show", opened, "--by", "North", "--what", "answers", day=2) == "nothing is left to show\n"
