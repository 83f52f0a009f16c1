"""The tables of the package: each has its line with source and licence, and each is a table."""

from __future__ import annotations

import csv
import re
from importlib import resources
from pathlib import Path

import pytest

DATA = Path(str(resources.files("sulh"))) / "data"
TABLES = sorted(DATA.glob("**/*.csv"))


def test_every_file_has_its_line_with_source_and_licence() -> None:
    lines = (DATA / "README.md").read_text(encoding="utf-8").splitlines()
    told = {name for line in lines if line.startswith("| `") for name in re.findall(r"`([^`]+)`", line.split("|")[1])}
    there = {path.name + "/" * path.is_dir() for path in DATA.iterdir() if not path.name.startswith(("_", "."))} - {"README.md"}
    assert there - told == set()


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_table_has_a_header_and_rows_of_its_width(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as stream:
        header, *rows = list(csv.reader(stream))
    assert rows
    assert len(set(header)) == len(header)
    assert [number for number, row in enumerate(rows, 2) if len(row) != len(header)] == []


def test_every_name_belongs_to_an_actor_and_every_part_to_a_whole() -> None:
    with (DATA / "actors.csv").open(encoding="utf-8", newline="") as stream:
        actors = {row["id"]: row for row in csv.DictReader(stream)}
    with (DATA / "actors_forms.csv").open(encoding="utf-8", newline="") as stream:
        forms = list(csv.DictReader(stream))
    assert {row["actor"] for row in forms} - set(actors) == set()
    assert {row["part_of"] for row in actors.values() if row["part_of"]} - set(actors) == set()


def test_every_entry_of_the_word_lists_is_a_pattern_by_itself() -> None:
    """An entry with a bar inside brackets is cut in two, and its halves swallow their neighbours when the list is joined."""
    with (DATA / "words.csv").open(encoding="utf-8", newline="") as stream:
        entries = [(row["group"], word.strip()) for row in csv.DictReader(stream) for word in row["words"].split("|")]
    assert [entry for entry in entries if entry[1].count("(") != entry[1].count(")") or not re.compile(entry[1])] == []
