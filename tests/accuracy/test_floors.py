"""Readings of the annotated documents stay as good as they were measured to be, part by part in each set.

The floors in `floors.csv` lie a few points under what was measured; raise them when the figures rise. An empty field has too few facts for
a floor.
"""

from __future__ import annotations

import csv
import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from evaluation.annotations import documents
from evaluation.measure import SCORED, Counts, measure
from evaluation.score import FEWEST, MEASURED, amounts

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
# How far a figure may fall before the manual is wrong about it.
CHANCE = 0.025


def floors(place: str) -> dict[str, float]:
    """The floor of each part of a set."""
    with (HERE / "floors.csv").open(encoding="utf-8", newline="") as file:
        return {row["part"]: float(row[place]) for row in csv.DictReader(file) if row[place]}


def claimed(place: str) -> dict[str, float]:
    """What the manual says of each part of a set, less what chance may take."""
    lines = (ROOT / "docs/accuracy.md").read_text(encoding="utf-8").splitlines()
    head = next(line for line in lines if line.startswith("| part |"))
    column = [cell.strip() for cell in head.split("|")].index(place)
    rows = [[cell.strip() for cell in line.split("|")] for line in lines[lines.index(head) + 3 :]]
    return {row[1]: float(row[column]) - CHANCE for row in itertools.takewhile(lambda row: len(row) > column, rows) if row[column]}


def short(figures: dict[str, float | None], least: dict[str, float]) -> dict[str, float]:
    """The figures that lie under their floor."""
    found = {part: figures[part] or 0.0 for part in least}
    return {part: round(figure, 3) for part, figure in found.items() if figure < least[part]}


@pytest.mark.parametrize("place", MEASURED)
def test_readings_of_a_set_keep_their_figures(place: str, tmp_path: Path) -> None:
    # In a process of its own, whose words are not shown: a failure must print no text of a document that stays unread.
    command = [sys.executable, "-m", "evaluation.score", "--set", place, "--workers", "1", "--json", str(tmp_path / "run.json")]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT / "src")}, capture_output=True, check=False)
    assert done.returncode == 0, f"python -m evaluation.score --set {place} failed"
    figures = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["sets"][place]["figures"]
    assert short(figures, floors(place)) == {}
    assert short(figures, claimed(place)) == {}, "docs/accuracy.md claims more than is measured"


def test_every_part_of_the_score_has_a_floor_in_every_set() -> None:
    assert {place for place in MEASURED if not {"score", *SCORED} <= set(floors(place))} == set()


def test_empty_reading_lies_under_the_floors() -> None:
    gold = json.loads((ROOT / "evaluation/documents/development/a-southsudan-hlrf-2018.json").read_text(encoding="utf-8"))
    empty: dict[str, object] = {"meetings": [], "tracks": [], "acts": [], "ceasefires": [], "releases": []}
    figures: Counts = measure(gold, empty, "")
    assert {"score", "meetings", "acts", "participants"} <= set(short(figures.figures(), floors("development")))


def test_manual_counts_the_documents_that_there_are() -> None:
    page = (ROOT / "docs/accuracy.md").read_text(encoding="utf-8")
    table = "\n".join(amounts(documents(), fewest=FEWEST))
    assert table in page, "docs/accuracy.md: put the table of python -m evaluation.score --amounts there anew"
