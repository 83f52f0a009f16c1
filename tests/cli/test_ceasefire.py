"""`sulh ceasefire assess`, from files to tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sulh.cli.main import program

HEADS = "id,start,latitude,longitude,province,deaths"


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    """A file of terms."""
    path = tmp_path / "terms.json"
    path.write_text('{"sulh_terms": 1, "terms": [{"name": "Memorandum", "start": "2017-05-08"}]}')
    return path


def events(folder: Path, *more: str) -> Path:
    """Two events on every day before the memorandum and one on every day after it."""
    import datetime as dt

    rows = [HEADS]
    for number in range(-84, 84):
        day = dt.date(2017, 5, 8) + dt.timedelta(days=number)
        rows += [f"{number}-{which},{day},35.5,36.5,Idlib,1" for which in range(2 if number < 0 else 1)]
    path = folder / "events.csv"
    path.write_text("\n".join((*rows, *more, "")))
    return path


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit status, output and messages."""
    done = CliRunner().invoke(program, ["ceasefire", "assess", *map(str, arguments)])
    return done.exit_code, done.stdout, done.stderr


def test_a_change_is_told_with_its_interval_and_as_no_effect(terms: Path, tmp_path: Path) -> None:
    status, told, _ = run(terms, events(tmp_path))
    line = next(line for line in told.splitlines() if line.startswith("incidents, all"))
    assert status == 0 and line.split()[2:7] == ["12", "100%/100%", "168", "84", "0.50"] and line.endswith("fell")
    assert "A change, not an effect" in told


def test_json_holds_the_same(terms: Path, tmp_path: Path) -> None:
    status, told, _ = run(terms, events(tmp_path), "--json", "--weeks", 8)
    (one,) = json.loads(told)["ceasefires"]
    assert status == 0 and one["rows"][0]["change"]["before"] == 112 and one["monday"] == "2017-05-08"


def test_rows_that_are_not_taken_are_said_and_written_so_that_no_cell_runs(terms: Path, tmp_path: Path) -> None:
    faults = tmp_path / "faults.csv"
    status, told, said = run(terms, events(tmp_path, 'x,=1+1,35.5,36.5,Idlib,1'), "--errors", faults)
    assert status == 1 and "168" in told and "row 253" in said
    assert "'=1+1" in faults.read_text(encoding="utf-8-sig")


def test_days_that_the_list_does_not_reach_are_unknown_and_not_quiet(terms: Path, tmp_path: Path) -> None:
    whole = events(tmp_path)
    short = tmp_path / "short.csv"
    heads, *rows = whole.read_text().splitlines()
    short.write_text("\n".join((heads, *(row for row in rows if row.split(",")[1] <= "2017-06-04"), "")))
    status, told, said = run(terms, short)
    line = next(line for line in told.splitlines() if line.startswith("incidents, all"))
    assert status == 0 and "100%/33%" in line and "Longest quiet" not in told
    assert "events from 2017-02-13 to 2017-06-04: days outside are unknown" in said
    status, told, said = run(terms, short, "--covers", "2017-01-01/2017-12-31")
    line = next(line for line in told.splitlines() if line.startswith("incidents, all"))
    assert status == 0 and "100%/100%" in line and "Longest quiet: 56 days" in told and "days outside" not in said


@pytest.mark.parametrize("written", ["2017", "2017-05-08/2017-05-01", "2017-05-01/"])
def test_days_covered_that_are_none_are_wrong_use(terms: Path, tmp_path: Path, written: str) -> None:
    status, _, said = run(terms, events(tmp_path), "--covers", written)
    assert status == 2 and "--covers" in said


def test_days_that_nobody_saw_are_counted_as_such(terms: Path, tmp_path: Path) -> None:
    gaps = tmp_path / "gaps.csv"
    gaps.write_text("start,end,reason\n2017-05-15,2017-05-28,no access\n")
    status, told, _ = run(terms, events(tmp_path), "--unobserved", gaps)
    assert status == 0 and "observed: 92% of the days compared" in told
    gaps.write_text("start,end\n15/5/2017,2017-05-28\n")
    status, _, said = run(terms, events(tmp_path), "--unobserved", gaps)
    assert status == 2 and "line 2: days are written YYYY-MM-DD" in said


@pytest.mark.parametrize(("arguments", "said"), [(("--province", "Homs"), "no event is of the province 'Homs'; there are Idlib")])
def test_wrong_use_says_what_there_is(terms: Path, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    status, _, told = run(terms, events(tmp_path), *arguments)
    assert status == 2 and said in told


def test_a_wrong_file_of_terms_is_wrong_use(tmp_path: Path) -> None:
    path = tmp_path / "terms.json"
    path.write_text("{}")
    status, _, said = run(path, events(tmp_path))
    assert status == 2 and "is no file of terms" in said


@pytest.mark.parametrize(("name", "language"), [("change.html", "en"), ("change.docx", "ar"), ("change.pdf", "ar")])
def test_the_assessment_is_written_with_its_pictures(terms: Path, tmp_path: Path, name: str, language: str) -> None:
    file = tmp_path / name
    status, told, said = run(terms, events(tmp_path), "-o", file, "--language", language)
    assert (status, f"{file} written" in said) == (0, True)
    assert "0.50" in told
    if name.endswith("html"):
        page = file.read_text(encoding="utf-8")
        assert page.count("<svg") == 1
        assert "<td>Incidents, all</td>" in page
        assert ">Memorandum<" in page
    before = file.read_bytes()
    assert run(terms, events(tmp_path), "-o", file)[0] == 2
    assert file.read_bytes() == before


def test_a_file_of_another_sort_is_refused_before_anything_is_counted(terms: Path, tmp_path: Path) -> None:
    status, _, said = run(terms, events(tmp_path), "-o", tmp_path / "change.odt")
    assert status == 2
    assert ".html, a .docx or a .pdf" in said
