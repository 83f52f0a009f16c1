from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sulh.cli.corpus import CORPUS_FORMATS
from sulh.cli.main import program

FORMULA = (
    "The delegations reaffirm their respect for the unity and the territorial integrity of the country and reject every separatist agenda."
)
OWLS = "Her grandmother collected porcelain owls, brass thimbles and postcards from lighthouses nobody else remembered."
RAILS = "A narrow railway climbs past vineyards towards an abandoned quarry where swallows nest between rusting wagons."

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `sulh trace --corpus papers` beside a folder of two documents with one passage in common."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "150")
    papers = tmp_path / "papers"
    (papers / "old").mkdir(parents=True)
    (papers / "old/first.txt").write_text(f"{OWLS}\n\n{FORMULA}\n", encoding="utf-8")
    (papers / "second.md").write_text(f"{RAILS}\n\n{FORMULA}\n", encoding="utf-8")
    return lambda *options: CliRunner().invoke(program, ["trace", "--corpus", "papers", *options])


def test_passage_is_shown_with_both_documents(run: Run) -> None:
    result = run("--format", "table")
    assert result.exit_code == 0
    assert all(told in result.output for told in ("same words", "1.00", "old/first.txt", "second.md", "separatist agenda"))


def test_lines_hold_spans_and_wording_of_both(run: Run, tmp_path: Path) -> None:
    told = json.loads(run().output)
    assert (told["earlier"], told["later"], told["kind"], told["words"]) == ("old/first.txt", "second.md", "exact", 20)
    assert told["earlier_text"] == told["later_text"] == FORMULA.rstrip(".")
    assert (tmp_path / "papers/old/first.txt").read_text("utf-8")[told["earlier_start"] : told["earlier_end"]] == FORMULA.rstrip(".")


def test_files_of_every_format_say_the_same(run: Run, tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    for style in CORPUS_FORMATS[1:]:
        assert run("-o", f"out.{style}").exit_code == 0
    lines = json.loads((tmp_path / "out.jsonl").read_text("utf-8"))
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as stream:
        assert list(csv.DictReader(stream)) == [{name: str(value) for name, value in lines.items()}]
    assert polars.read_parquet(tmp_path / "out.parquet").to_dicts() == [lines]


def test_parquet_without_a_file_is_wrong_usage(run: Run) -> None:
    assert run("--format", "parquet").exit_code == 2


def test_next_run_reads_only_what_is_new_or_changed(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = run("--index", "idx").output
    read: list[str] = []
    from sulh import documents

    load = documents.load

    def watched(source: Path, *, path: str) -> object:
        read.append(path)
        return load(source, path=path)

    monkeypatch.setattr("sulh.cli.corpus.write_rows", lambda *_: None)
    monkeypatch.setattr(documents, "load", watched)
    (tmp_path / "papers/third.txt").write_text(f"{FORMULA}\n", encoding="utf-8")
    assert run("--index", "idx").exit_code == 0
    assert read == ["third.txt"]
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    assert len(run("--index", "idx").output.splitlines()) == 3
    (tmp_path / "papers/third.txt").unlink()
    assert run("--index", "idx").output == before


def test_unreadable_document_is_told_and_the_rest_compared(run: Run, tmp_path: Path) -> None:
    (tmp_path / "papers/broken.docx").write_bytes(b"PK\x03\x04 nothing")
    result = run()
    assert result.exit_code == 1
    assert "broken.docx" in result.stderr
    assert len(result.stdout.splitlines()) == 1


def test_folder_without_documents_is_wrong_usage(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = CliRunner().invoke(program, ["trace", "--corpus", "empty"])
    assert result.exit_code == 2
    assert "no document" in result.output


def test_index_must_be_a_folder_of_its_own(run: Run) -> None:
    result = run("--index", "papers")
    assert result.exit_code == 1
    assert "name a new or empty folder" in result.output


def test_documents_without_common_passages_are_told_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "papers/second.md").write_text(RAILS, encoding="utf-8")
    assert "No passage" in run("--format", "table").output
