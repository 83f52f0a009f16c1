"""Two annotations of one text are compared as an annotation and a reading are."""

from __future__ import annotations

import json

from evaluation.annotations import DOCUMENTS, faults
from evaluation.measure import measure
from evaluation.twice import agreement, as_reading, pairs


def test_an_annotation_agrees_with_itself() -> None:
    path = DOCUMENTS / "development/a-southsudan-hlrf-2018.json"
    gold, text = json.loads(path.read_text(encoding="utf-8")), path.with_suffix(".txt").read_text(encoding="utf-8")
    figures = measure(gold, as_reading(gold, text), text).figures()
    assert {part: figure for part, figure in figures.items() if figure is not None and figure < 0.99} == {}


def test_second_annotations_have_no_faults_and_say_what_agreement_is() -> None:
    assert [one.doc for one, second, text in pairs() if faults(second, text)] == []
    number, counts = agreement()
    figures = counts.figures()
    assert number >= 20
    assert 0.8 < (figures["score"] or 0) < 0.99
