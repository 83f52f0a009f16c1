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
ROUNDS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
    "twenty-first",
    "twenty-second",
]
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


def test_there_are_enough_documents_for_the_whole_story_and_few_enough_to_read_at_once() -> None:
    assert 100 <= len(DOCUMENTS) <= 280


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
    assert 2012 <= day.year <= 2024
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


def told(beginning: str) -> list[str]:
    """Documents of the Astana format whose line in the index begins so."""
    rows = [row for row in table("index.csv") if row["about"].startswith(beginning)]
    return [row["file"] for row in rows if not re.search(r"Geneva|intra-Syrian|Constitutional", row["about"])]


@pytest.mark.parametrize("ordinal", ROUNDS)
def test_every_round_of_the_astana_format_is_told_more_than_once(ordinal: str) -> None:
    assert len(told(f"{ordinal} round")) >= 2


@pytest.mark.parametrize("ordinal", ROUNDS[:7])
def test_every_release_of_the_working_group_is_told(ordinal: str) -> None:
    assert told(f"{ordinal} release under the working group")


def test_meetings_of_the_guarantors_ministers_are_told_year_by_year() -> None:
    years = {row["date"][:4] for row in table("index.csv") if "meeting of the three foreign ministers" in row["about"]}
    assert years >= {"2016", "2017", "2018", "2019", "2020", "2022", "2023", "2024"}


def test_folder_holds_nothing_that_the_index_does_not_explain() -> None:
    names = {path.name for path in FOLDER.iterdir() if not path.name.startswith("_")}
    assert names == {path.name for path in DOCUMENTS} | {
        "index.csv", "disagreements.csv", "tellings.csv", "tracks.csv", "rejections.csv", "incidents.csv", "zones.geojson",
        "participants.csv", "persons.csv", "facts.csv",
    }  # fmt: skip


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


def test_each_telling_that_was_reviewed_stands_in_its_document() -> None:
    rows = table("tellings.csv")
    assert len(rows) > 300
    for row in rows:
        text = (FOLDER / row["file"]).read_text(encoding="utf-8")
        assert row["words"] and row["words"] in text, f"{row['words']} is not in {row['file']}"
        assert row["meeting"] and row["reason"], row


def test_the_review_of_tellings_names_what_it_is_about_and_hides_nothing() -> None:
    rows = table("tellings.csv")
    assert all(not row["corrections"] for row in rows if row["meeting"] == "-")
    tracks: dict[str, set[str]] = {}
    for row in rows:
        for part in filter(None, row["corrections"].split("; ")):
            name, value = part.split("=", 1)
            if name == "track" and value != "-":
                tracks.setdefault(row["meeting"], set()).add(value)
    assert all(len(names) == 1 for names in tracks.values()), "a meeting is in two tracks at once"
    kept = {row["file"] for row in rows if row["meeting"] == "astana-21"}
    assert {"2024-01-18-astana-21-dates.md", "2024-01-25-astana-21-readout.md"} <= kept, "a planned round is the round that was held"


def test_rejections_name_what_was_read_with_the_reason() -> None:
    rows = table("rejections.csv")
    assert {row["property"] for row in rows} <= {"participant", "person"} and all(row["value"] and row["reason"] for row in rows)


@pytest.mark.parametrize("name", ["participants.csv", "persons.csv", "facts.csv"])
def test_what_was_decided_about_facts_names_its_words_and_its_reason(name: str) -> None:
    rows = table(name)
    assert len(rows) > 100
    assert all(row["reason"] for row in rows)
    for row in rows:
        if row["words"]:
            assert row["words"] in (FOLDER / row["file"]).read_text(encoding="utf-8"), f"{row['words']} is not in {row['file']}"
    assert len({tuple(row.values()) for row in rows}) == len(rows), "a row stands twice"
