"""Annotations hold known codes and cite words that stand in their text."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest
from evaluation.annotations import DOCUMENTS, SETS, UNSEEN, cites_in, documents, faults, locate, process_of


def annotation() -> tuple[dict[str, Any], str]:
    """One annotation with its text, to be spoiled."""
    path = DOCUMENTS / "development/a-southsudan-hlrf-2018.json"
    return json.loads(path.read_text(encoding="utf-8")), path.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("place", SETS)
def test_annotations_of_a_set_have_no_faults(place: str) -> None:
    found = [(one.doc, faults(one.gold, one.path.read_text(encoding="utf-8"))) for one in documents((place,))]
    wrong = {doc: some for doc, some in found if some}
    # Names and words of unread documents stay out of a failing test.
    number = len(wrong)
    assert number == 0, "" if place in UNSEEN else wrong


def test_loaded_texts_keep_nearly_every_cited_word() -> None:
    from sulh.documents import load

    kept = lost = 0
    for one in documents(("development",)):
        text = load(one.path).text
        for _, cite in cites_in(one.gold):
            found = locate(text, cite) is not None
            kept, lost = kept + found, lost + (not found)
    assert kept > 4000
    assert lost / (kept + lost) < 0.02


def test_fault_is_a_cite_that_is_not_in_the_text() -> None:
    gold, text = annotation()
    gold["acts"][0]["cites"] = ["words that nobody wrote"]
    assert [fault for fault in faults(gold, text) if "words that nobody wrote" in fault]


@pytest.mark.parametrize(
    ("part", "name", "value"), [("meetings", "kind", "party"), ("acts", "act", "shout"), ("not_happened", "standing", "so")]
)
def test_fault_is_a_code_that_does_not_exist(part: str, name: str, value: str) -> None:
    gold, text = annotation()
    spoiled = copy.deepcopy(gold)
    spoiled["not_happened"] = [{"what": "meeting", "standing": "denied", "cites": []}]
    spoiled[part][0][name] = value
    assert [fault for fault in faults(spoiled, text) if repr(value) in fault]


def test_fault_is_a_participant_without_words() -> None:
    gold, text = annotation()
    gold["meetings"][0]["participants"][0]["cites"] = []
    assert [fault for fault in faults(gold, text) if "is not cited" in fault]


def test_cite_is_found_the_second_time_and_over_a_line_break() -> None:
    text = "the sides met;\nthe\nsides parted"
    assert locate(text, "the sides") == (0, 9)
    assert locate(text, "the sides#2") == (15, 24)
    assert locate(text, "the sides#3") is None


def test_processes_of_several_spellings_are_one() -> None:
    assert process_of("Eastern DRC: Luanda process") == process_of("DRC-M23: Doha") == "DRC"
    assert process_of("none (negative)") == "none"
