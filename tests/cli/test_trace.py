"""`sulh trace` and `sulh phrase` read statements, say what cannot be read, and write every form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from statements import INTEGRITY, MINES, TRUCE, numbered

from sulh.cli.main import program


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(program, [str(one) for one in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "statements"
    place.mkdir()
    rounds = {
        "one": ("2031-01-10", "", numbered(INTEGRITY, TRUCE, MINES)),
        "two": ("2031-05-02", "kind: joint_statement\n", numbered(INTEGRITY, TRUCE.replace("Called for", "Demanded"))),
        "news": ("2031-05-03", "kind: news\n", "They met again."),
    }
    for name, (date, kind, text) in rounds.items():
        (place / f"{name}.md").write_text(f"---\ntitle: Round {name}\ndate: {date}\n{kind}---\n\n{text}\n", encoding="utf-8")
    return place


def lines(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_folder_is_traced_into_lines_and_other_documents_are_passed_over(folder: Path) -> None:
    result = run("trace", folder)
    assert result.exit_code == 0, result.stderr
    found = lines(result)
    assert [one["date"] for one in found if one["type"] == "statement"] == ["2031-01-10", "2031-05-02"]
    assert {one["type"] for one in found} == {"statement", "clause", "link", "drop", "thread"}
    assert any(one.get("verbs") == ["call for", "demand"] for one in found)
    assert "1 documents that are not statements" in result.stderr


def test_named_file_is_always_traced(folder: Path) -> None:
    assert sum(one["type"] == "statement" for one in lines(run("trace", folder / "news.md"))) == 1


@pytest.mark.parametrize("ending", ["html", "jsonl", "docx", "txt"])
def test_ending_of_the_output_gives_the_format(folder: Path, tmp_path: Path, ending: str) -> None:
    output = tmp_path / f"result.{ending}"
    result = run("trace", folder, "-o", output)
    assert result.exit_code == 0, result.stderr
    opening = {"html": b"<!doctype html>", "jsonl": b'{"type"', "docx": b"PK", "txt": "\u2500".encode()}[ending]
    assert output.read_bytes().startswith(opening)


def test_against_compares_with_the_statement_named(folder: Path) -> None:
    result = run("trace", folder / "two.md", "--against", folder / "one.md", "--format", "table")
    assert result.exit_code == 0, result.stderr
    assert "earlier  10 January 2031 Round one" in result.stdout
    assert "call for became demand (stronger)" in result.stdout


def test_excerpt_track_and_date_are_taken_from_the_options(folder: Path, tmp_path: Path) -> None:
    plain = tmp_path / "plain.txt"
    plain.write_text(numbered(INTEGRITY), encoding="utf-8")
    found = lines(run("trace", folder, plain, "--published", "2031-06", "--track", "Tessin", "--excerpt"))
    statements = [one for one in found if one["type"] == "statement"]
    assert [(one["date"], one["track"], one["complete"]) for one in statements] == [
        ("2031-01-10", "Tessin", False),
        ("2031-05-02", "Tessin", False),
        ("2031-06", "Tessin", False),
    ]
    assert not any(one["type"] == "drop" for one in found)


def test_bad_file_is_named_in_one_line_and_the_others_are_traced(folder: Path) -> None:
    (folder / "bad.md").write_bytes(b"")
    result = run("trace", folder)
    assert result.exit_code == 1
    assert "bad.md" in result.stderr and "Traceback" not in result.stderr
    assert sum(one["type"] == "statement" for one in lines(result)) == 2


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--format", "docx"), "-o FILE"),
        (("-o", "nowhere/at/all.html"), "no folder"),
        (("--published", "spring"), "EDTF"),
    ],
)
def test_wrong_use_is_told(folder: Path, more: tuple[str, ...], words: str) -> None:
    result = run("trace", folder, *more)
    assert result.exit_code == 2
    assert words in result.stderr


def test_one_statement_cannot_be_compared(folder: Path, tmp_path: Path) -> None:
    result = run("trace", folder / "one.md", "-o", tmp_path / "one.docx")
    assert result.exit_code == 2
    assert "nothing to compare" in result.stderr
    assert run("trace", folder / "one.md", "--against", folder / "one.md").exit_code == 2


def test_phrase_gives_every_use(folder: Path) -> None:
    result = run("phrase", "territorial integrity", folder)
    assert result.exit_code == 0, result.stderr
    assert [(one["date"], one["text"], one["first"]) for one in lines(result)] == [
        ("2031-01-10", "territorial integrity", True),
        ("2031-05-02", "territorial integrity", False),
    ]
    assert "first use" in run("phrase", "territorial integrity", folder, "--format", "table").stdout


def test_phrase_without_use_or_words(folder: Path) -> None:
    assert run("phrase", "free elections", folder).exit_code == 1
    assert run("phrase", "...", folder).exit_code == 2
