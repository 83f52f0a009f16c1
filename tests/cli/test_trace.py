"""`sulh trace` and `sulh phrase` read statements, say what cannot be read, and write every form."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
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


def word_text(path: Path) -> str:
    return zipfile.ZipFile(path).read("word/document.xml").decode()


def test_folder_is_traced_into_lines_and_other_documents_are_passed_over(folder: Path) -> None:
    result = run("trace", folder)
    assert result.exit_code == 0, result.stderr
    found = lines(result)
    assert [one["date"] for one in found if one["type"] == "statement"] == ["2031-01-10", "2031-05-02"]
    assert {one["type"] for one in found} == {"statement", "clause", "link", "drop", "thread"}
    assert any(one.get("verbs") == ["call for", "demand"] for one in found)
    assert "1 document that is no statement passed over" in result.stderr


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
    assert "Since 10 January 2031: 1 stronger, 1 dropped" in result.stdout


def test_against_names_the_substance_in_every_form_and_counts_no_third_statement(tmp_path: Path) -> None:
    told = {
        "2031-01-10": "1. The parties will not open the Selm crossing.\n2. They agreed to withdraw guns 15 km from the line by 1 April.\n",
        "2031-03-01": f"1. {MINES}\n",
        "2031-05-02": "1. The parties will open the Selm crossing.\n2. They agreed to withdraw guns 5 km from the line by 1 May.\n"
        f"3. {MINES}\n",
    }
    for date, text in told.items():
        (tmp_path / f"{date}.txt").write_text(text, encoding="utf-8")
    asked = (tmp_path / "2031-05-02.txt", "--against", tmp_path / "2031-01-10.txt")
    shown = run("trace", *asked, "--format", "table").stdout
    assert "Since 10 January 2031: 2 changed in substance, 1 new" in shown
    assert "negation: not open" in shown and "15 \u2192 5" in shown and "by 1 May" in shown
    assert run("trace", tmp_path, *asked[1:], "--format", "table").stdout == shown
    for ending in ("html", "docx"):
        run("trace", *asked, "-o", tmp_path / f"pair.{ending}")
    assert "2 changed in substance, 1 new" in (tmp_path / "pair.html").read_text(encoding="utf-8")
    assert "2 changed in substance, 1 new" in word_text(tmp_path / "pair.docx")
    written = run("trace", *asked).stdout
    assert [written.count(f'{{"kind": "{kind}"') for kind in ("deadline", "negation", "number")] == [1, 1, 1]


def test_against_takes_two_statements_without_dates_as_they_are_named(tmp_path: Path) -> None:
    for name, verb in (("b.txt", "called for"), ("a.txt", "demanded")):
        (tmp_path / name).write_text(f"1. The parties {verb} a truce along the river Isk.\n", encoding="utf-8")
    assert "stronger: call for" in run("trace", tmp_path / "a.txt", "--against", tmp_path / "b.txt", "--format", "table").stdout
    assert "weaker: demand" in run("trace", tmp_path / "b.txt", "--against", tmp_path / "a.txt", "--format", "table").stdout


def test_against_compares_the_parts_in_the_language_of_both(tmp_path: Path) -> None:
    french = "1. Les parties ont réaffirmé la trêve le long de la rivière Isk et de ses rives.\n"
    (tmp_path / "2031-01-10.txt").write_text(french + "2. Elles se réuniront le 3 mars dans la ville de Selm.\n", encoding="utf-8")
    later = "1. The parties reaffirmed the truce along the river Isk and its banks, and they thanked the host for it.\n"
    later += "2. They will meet again on 9 May in the town of Selm, and they asked the host to open the road there before.\n\n"
    later += french + "2. Elles se réuniront le 9 mai dans la ville de Selm.\n"
    (tmp_path / "2031-05-02.txt").write_text(later, encoding="utf-8")
    shown = run("trace", tmp_path / "2031-05-02.txt", "--against", tmp_path / "2031-01-10.txt", "--format", "table").stdout
    assert "1 changed in substance" in shown and "The parties" not in shown


def test_formula_in_the_same_words_at_another_place_is_said_to_have_moved(tmp_path: Path) -> None:
    for date, parts in (("2031-01-10", (INTEGRITY, TRUCE, MINES)), ("2031-05-02", (MINES, INTEGRITY, TRUCE))):
        (tmp_path / f"{date}.txt").write_text(numbered(*parts), encoding="utf-8")
    shown = run("trace", tmp_path, "--format", "table").stdout
    assert "stand in the same words" in shown and shown.count("moved:") == 1
    run("trace", tmp_path, "-o", tmp_path / "since.html")
    assert (tmp_path / "since.html").read_text(encoding="utf-8").count("(moved)") == 1


def test_against_in_another_language_shows_the_two_versions_clause_by_clause(folder: Path, tmp_path: Path) -> None:
    versions = {
        "en": "1. The parties reaffirmed the truce along the river Isk.\n2. They demanded the release of all 12 guards held since March.\n",
        "fr": "1. Les parties ont réaffirmé la trêve le long de la rivière Isk.\n2. Elles ont demandé la libération des gardes détenus.\n"
        "3. Elles ont salué l'ouverture du marché de Selm pour les familles de la vallée.\n",
    }
    for name, text in versions.items():
        (tmp_path / f"2031-06-01 {name}.txt").write_text(text, encoding="utf-8")
    files = tmp_path / "2031-06-01 fr.txt", tmp_path / "2031-06-01 en.txt"
    shown = " ".join(run("trace", files[0], "--against", files[1], "--format", "table").stdout.split())
    assert "2 clauses differ" in shown and "only in fr" in shown and "only in en: 12" in shown and "stronger in en: demand" in shown
    assert "dropped" not in shown
    found = lines(run("trace", files[0], "--against", files[1], "--format", "jsonl"))
    assert [(one["type"], one["differs"]) for one in found] == [("version_pair", False), ("version_pair", True), ("version_pair", True)]
    for ending in ("html", "docx"):
        assert run("trace", files[0], "--against", files[1], "-o", tmp_path / f"versions.{ending}").exit_code == 0
    for told in ((tmp_path / "versions.html").read_text(encoding="utf-8"), word_text(tmp_path / "versions.docx")):
        assert "2 clauses differ" in told and "only in en: 12" in told and "stronger in en: demand" in told and "ouverture" in told


def test_languages_of_one_file_are_compared_when_it_is_named_twice(tmp_path: Path) -> None:
    both = tmp_path / "2031-06-01.txt"
    both.write_text(
        "1. The parties reaffirmed the truce along the river Isk and its banks.\n"
        "1. Les parties ont réaffirmé la trêve le long de la rivière Isk et de ses rives.\n"
        "2. They demanded the release of all guards held since March.\n2. Elles ont exigé la libération des gardes détenus depuis mars.\n",
        encoding="utf-8",
    )
    assert [one["differs"] for one in lines(run("trace", both, "--against", both))] == [False, False]


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
    assert run("trace", folder / "one.md", "-o", tmp_path / "one.docx").exit_code == 0
    result = run("trace", folder / "one.md", "--against", folder / "one.md")
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


CASES = Path(__file__).resolve().parent.parent / "wording/cases"


def test_series_and_copies_are_said_and_formulae_shown() -> None:
    shown = run("trace", CASES / "biling", "--format", "table").stdout
    assert "2 series are kept apart: en; fr." in shown and "French and English" in shown
    assert [one["label"] for one in lines(run("trace", CASES / "biling")) if one["type"] == "series"] == ["en", "fr"]
    assert not [one for one in lines(run("trace", CASES / "same")) if one["type"] == "series"]
    assert "Last used: 1 February 2031" in run("trace", CASES / "inv", "--formula", "1").stdout
    assert "Last used" in run("trace", CASES / "inv", "--formula", "heavy weapons").stdout
    assert run("trace", CASES / "inv", "--formula", "nothing of the sort").exit_code == 2


def test_phrases_are_listed_as_they_are_written() -> None:
    shown = run("phrase", "\u043d\u0430\u0440\u0443\u0448\u0435\u043d\u0438\u0435", CASES / "ru.md", "--format", "table").stdout
    assert "\u043d\u0430\u0440\u0443\u0448\u0435\u043d\u0438\u0439  another ending" in shown
    assert "0 as asked for, 1 variant. " in shown


def test_process_of_its_own_loses_no_line_and_keeps_its_exit_code(folder: Path) -> None:
    command = [sys.executable, "-m", "sulh", "trace", str(folder), "--format", "jsonl"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0 and done.stdout == run("trace", folder, "--format", "jsonl").stdout
    assert "1 document that is no statement passed over" in done.stderr
    assert subprocess.run([*command, "nowhere.txt"], capture_output=True).returncode == 1
    assert subprocess.run([*command[:4], "--format", "nonsense"], capture_output=True).returncode == 2


def test_wording_of_a_formula_is_quoted_of_the_statements_that_have_it(tmp_path: Path) -> None:
    said = {
        "2031-03-01": "The parties welcome the efforts of the mediators and decide to continue the talks in April.",
        "2031-05-01": "The parties welcome the efforts of the mediators.\n\n4. The parties decide to continue the talks in April.",
    }
    for day, text in said.items():
        points = f"1. {text}\n\n2. They reaffirm the unity of Orra.\n\n3. They condemn all violations of the truce.\n"
        (tmp_path / f"{day}.md").write_text(f"# Joint statement\n\nVelm, {day}\n\n{points}", encoding="utf-8")
    shown = " ".join(run("trace", tmp_path, "--formula", "welcome the efforts").stdout.split())
    assert "2 statements" not in shown
    assert "\u201cThe parties welcome the efforts of the mediators.\u201d 1 statement: 1 May 2031" in shown
