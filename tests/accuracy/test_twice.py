"""Two annotations of one text are compared as an annotation and a reading are."""

from __future__ import annotations

import json

from evaluation.annotations import DOCUMENTS, faults
from evaluation.measure import measure
from evaluation.twice import SECOND, agreement, as_reading, pairs


def test_an_annotation_agrees_with_itself() -> None:
    path = DOCUMENTS / "development/a-southsudan-hlrf-2018.json"
    gold, text = json.loads(path.read_text(encoding="utf-8")), path.with_suffix(".txt").read_text(encoding="utf-8")
    figures = measure(gold, as_reading(gold, text), text).figures()
    assert {part: figure for part, figure in figures.items() if figure is not None and figure < 0.99} == {}


def test_second_annotations_have_no_faults() -> None:
    # Counted, since a failure must not print names of unread documents.
    wrong = sum(bool(faults(second, text)) for _, second, text in pairs())
    assert wrong == 0


def test_second_annotations_lie_under_the_set_of_their_document() -> None:
    astray = sum(not (SECOND / one.place / f"{one.doc}.json").is_file() for one, _, _ in pairs())
    assert astray == 0


def test_sixty_documents_of_seen_and_unseen_sets_were_annotated_twice() -> None:
    found = agreement()
    number, counts = found["all"]
    assert number >= 60
    assert {"development", "blind", "known"} <= set(found)
    assert 0.8 < (counts.figures()["score"] or 0) < 0.99
