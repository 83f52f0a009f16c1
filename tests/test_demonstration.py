"""The demonstration documents are complete, dated, sourced and honest about where their sources disagree."""

from __future__ import annotations

import csv
import datetime
import hashlib
import itertools
import re
from importlib import resources
from pathlib import Path

import pytest

FOLDER = Path(str(resources.files("sulh"))) / "data" / "demonstration"
DOCUMENTS = sorted(FOLDER.glob("*.md"))
REQUIRED_KEYS = {"title", "date", "publisher", "kind", "retold_from", "note"}
KINDS = {"news", "communique", "joint_statement", "agreement", "report", "interview"}
URL = re.compile(r"https?://[^\s\"]+")
ARABIC = re.compile(r"[\u0621-\u064a]{3}")


def parts(path: Path) -> tuple[dict[str, str], str]:
    """Split a document into its front matter and its body."""
    opening, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    assert opening == "", f"{path.name} does not open with front matter"
    fields = dict(line.split(": ", 1) for line in front.splitlines())
    return {key: value.strip('"') for key, value in fields.items()}, body.strip()


def table(name: str) -> list[dict[str, str]]:
    """Rows of one of the two tables that accompany the documents."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def five_word_runs(body: str) -> set[tuple[str, ...]]:
    """Every run of five words, for measuring how much two bodies share."""
    words = re.findall(r"\w+", body.casefold())
    return set(zip(*(words[shift:] for shift in range(5)), strict=False))


def test_there_are_between_25_and_40_documents() -> None:
    assert 25 <= len(DOCUMENTS) <= 40


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_front_matter_names_title_date_publisher_kind_and_source(path: Path) -> None:
    front, _ = parts(path)
    assert set(front) == REQUIRED_KEYS
    assert all(front.values())
    assert front["kind"] in KINDS
    assert front["publisher"] == "Sulh demonstration"
    assert URL.search(front["retold_from"])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_date_lies_in_the_period_and_opens_the_file_name(path: Path) -> None:
    front, _ = parts(path)
    day = datetime.date.fromisoformat(front["date"])
    assert 2017 <= day.year <= 2024
    assert path.name.startswith(f"{day.isoformat()}-")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_body_has_between_80_and_450_words(path: Path) -> None:
    _, body = parts(path)
    assert 80 <= len(body.split()) <= 450


def test_titles_and_bodies_differ_from_document_to_document() -> None:
    read = [parts(path) for path in DOCUMENTS]
    assert len({front["title"] for front, _ in read}) == len(read)
    assert len({hashlib.sha256(body.encode()).hexdigest() for _, body in read}) == len(read)
    runs = {path.name: five_word_runs(body) for path, (_, body) in zip(DOCUMENTS, read, strict=True)}
    for first, second in itertools.combinations(runs, 2):
        shared = len(runs[first] & runs[second]) / min(len(runs[first]), len(runs[second]))
        assert shared < 0.3, f"{first} and {second} are nearly the same text"


def test_documents_differ_in_kind_length_and_script() -> None:
    read = [parts(path) for path in DOCUMENTS]
    assert {front["kind"] for front, _ in read} >= {"news", "communique", "joint_statement", "agreement", "report"}
    lengths = [len(body.split()) for _, body in read]
    assert min(lengths) < 110
    assert max(lengths) > 230
    assert sum(bool(ARABIC.search(body)) for _, body in read) >= 3
    assert any(not re.search(r"\b20\d\d\b", body) for _, body in read), "no document leaves the year out"


def test_index_lists_exactly_the_documents_in_the_folder() -> None:
    rows = table("index.csv")
    assert [row["file"] for row in rows] == [path.name for path in DOCUMENTS]
    for row in rows:
        front, _ = parts(FOLDER / row["file"])
        assert (row["date"], row["kind"]) == (front["date"], front["kind"])
        assert row["source_url"] in URL.findall(front["retold_from"])
        assert row["about"]


def test_folder_holds_nothing_that_the_index_does_not_explain() -> None:
    names = {path.name for path in FOLDER.iterdir() if not path.name.startswith("_")}
    assert names == {path.name for path in DOCUMENTS} | {"index.csv", "disagreements.csv"}


def test_each_disagreement_names_two_values_found_in_their_files() -> None:
    rows = table("disagreements.csv")
    assert len(rows) >= 8
    for row in rows:
        assert row["topic"]
        assert row["source"]
        assert row["value_a"] != row["value_b"]
        for side in ("a", "b"):
            _, body = parts(FOLDER / row[f"file_{side}"])
            assert row[f"value_{side}"] in body, f"{row['topic']}: {row[f'value_{side}']} is not in {row[f'file_{side}']}"
