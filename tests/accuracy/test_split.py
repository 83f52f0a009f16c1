"""Documents stay in the set they were put in, so that what is called unseen is unseen. Names of blind documents are never printed."""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest

EVALUATION = Path(__file__).resolve().parents[2] / "evaluation"
DOCUMENTS = EVALUATION / "documents"
SETS = ("blind", "development", "fresh", "held", "known", "mixed", "retold")
# Hands that are blind as a whole, and those that told their documents again.
BLIND = frozenset("fij")
AGAIN = frozenset("rs")
# And those that came last.
FRESH = frozenset("xy")
# The first documents of each set in the order of split.csv: how many, and a digest of their names. New documents are added behind them.
PINNED = {
    "blind": (136, "d12d1e051c0c9e3b"),
    "development": (219, "6107ee94242b0196"),
    "fresh": (98, "586cfa2f32568a73"),
    "held": (13, "9f0481cfc416a156"),
    "known": (50, "2a4adb26e65317c5"),
    "mixed": (6, "6ed461c73491d184"),
    "retold": (60, "620cce0d76eb26db"),
}


def listed() -> list[tuple[str, str]]:
    """Documents and their sets in the order of the file."""
    with (EVALUATION / "split.csv").open(encoding="utf-8", newline="") as file:
        return [(row["doc"], row["set"]) for row in csv.DictReader(file)]


def digest(names: list[str]) -> str:
    """A short digest of names in their order."""
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:16]


@pytest.mark.parametrize("which", SETS)
def test_no_document_left_the_set_it_was_put_in(which: str) -> None:
    count, expected = PINNED[which]
    assert digest([doc for doc, place in listed() if place == which][:count]) == expected


def test_split_names_every_document_once_and_where_it_lies() -> None:
    rows = listed()
    assert max(Counter(doc for doc, _ in rows).values()) == 1
    assert {place for _, place in rows} == set(SETS)
    there = {(path.stem, path.parent.name) for path in DOCUMENTS.glob("*/*.json")}
    # Compared as a truth value, since a failure must not list names.
    same = there == set(rows)
    assert same, "split.csv and the folders differ"


def test_every_annotation_has_its_text_and_its_name() -> None:
    paths = sorted(DOCUMENTS.glob("*/*.json"))
    wrong = [path.parent.name for path in paths if not path.with_suffix(".txt").is_file()]
    wrong += [path.parent.name for path in paths if json.loads(path.read_text(encoding="utf-8"))["doc"] != path.stem]
    assert wrong == []
    assert len(paths) == len(list(DOCUMENTS.glob("*/*.txt")))


def test_hands_that_are_blind_are_blind_as_a_whole() -> None:
    hands = {(path.parent.name, json.loads(path.read_text(encoding="utf-8")).get("hand")) for path in DOCUMENTS.glob("*/*.json")}
    assert {place for place, hand in hands if hand in BLIND} == {"blind"}
    assert {hand for place, hand in hands if place == "blind"} == BLIND
    assert {place for place, hand in hands if hand in AGAIN} == {"retold"}
    assert {hand for place, hand in hands if place == "retold"} == AGAIN
    assert {place for place, hand in hands if hand in FRESH} == {"fresh"}
    assert {hand for place, hand in hands if place == "fresh"} == FRESH


def test_what_is_told_again_was_told_before_by_a_blind_hand() -> None:
    again = [json.loads(path.read_text(encoding="utf-8")).get("retelling_of") for path in (DOCUMENTS / "retold").glob("*.json")]
    blind = {path.stem for path in (DOCUMENTS / "blind").glob("*.json")}
    lost = sum(one not in blind for one in again)
    assert (len(set(again)), lost) == (len(again), 0)
