"""Readings of the annotated documents stay as good as they were measured to be, by the project's own scorer."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

import sulh

ROOT = Path(__file__).resolve().parents[2]
# The worktree of a change may lie beside the checkout or one folder deeper.
SHARED = next((place for place in (ROOT.parent / "shared", ROOT.parent.parent / "shared") if (place / "eval" / "score.py").is_file()), None)
OWN = Path(__file__).resolve().parent / "annotated"
# A few points under what was measured; raise them when the figures rise.
OWN_FLOORS = {"score": 0.77, "meetings": 0.78, "participants": 0.74, "role": 0.87, "people": 0.86, "date": 0.86, "place": 0.86}
EVAL_FLOORS = {"score": 0.87, "meetings": 0.91, "core": 0.95, "participants": 0.87, "role": 0.91, "people": 0.91, "acts": 0.68}

needs_scorer = pytest.mark.skipif(SHARED is None, reason="../shared/eval/score.py is not here")


def figures(gold: Path, texts: list[Path]) -> dict[str, float]:
    """The scorer's figures for readings of the texts."""
    assert SHARED is not None
    scorer: dict[str, Any] = runpy.run_path(str(SHARED / "eval" / "score.py"))
    total = scorer["Tally"]()
    for text in texts:
        record = json.loads(sulh.read(text).to_json())
        total.add(scorer["score_document"](json.loads((gold / f"{text.stem}.json").read_text("utf-8")), record))
    found: dict[str, float] = total.figures()
    return found


def short(found: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    """The figures that lie under their floor."""
    return {name: round(found[name], 3) for name, floor in floors.items() if found[name] < floor}


@needs_scorer
def test_readings_of_our_annotated_documents_keep_their_score() -> None:
    texts = sorted((OWN / "text").glob("*.txt"))
    assert len(texts) >= 26
    found = figures(OWN / "gold", texts)
    assert found["citations"] == 1.0
    assert short(found, OWN_FLOORS) == {}


@needs_scorer
def test_readings_of_the_shared_documents_keep_their_score() -> None:
    assert SHARED is not None
    found = figures(SHARED / "eval" / "gold", sorted((SHARED / "eval" / "text").glob("*.txt")))
    assert found["citations"] == 1.0
    assert short(found, EVAL_FLOORS) == {}


@needs_scorer
def test_score_of_an_empty_reading_lies_under_every_floor() -> None:
    assert SHARED is not None
    scorer: dict[str, Any] = runpy.run_path(str(SHARED / "eval" / "score.py"))
    gold = json.loads(next(iter(sorted((OWN / "gold").glob("*.json")))).read_text("utf-8"))
    empty = {"document": {"length": 10}, "meetings": [], "tracks": [], "acts": [], "ceasefires": [], "releases": []}
    assert {"score", "meetings"} <= set(short(scorer["score_document"](gold, empty).figures(), {"score": 0.73, "meetings": 0.76}))
