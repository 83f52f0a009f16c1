"""Components are put in order by what they need and add, and what cannot be put together is refused in words that name it."""

from __future__ import annotations

import pytest

from sulh.reading.english.pipeline import GIVEN, PIPELINE
from sulh.reading.pipeline import Component, Pipeline, PipelineError
from sulh.reading.reader import PARTS

LENGTH = Component("count", ("text",), "length", len)
DOUBLE = Component("double", ("length",), "twice", lambda length: 2 * length)


def test_component_runs_after_those_that_add_what_it_needs() -> None:
    pipeline = Pipeline.of((DOUBLE, LENGTH), given={"text"})
    assert pipeline.run({"text": "abc"}) == {"text": "abc", "length": 3, "twice": 6}
    assert str(pipeline) == "count: text -> length\ndouble: length -> twice"


def test_declared_order_is_kept_where_needs_allow_it() -> None:
    names = ["mentions", "kind", "grammar", "acts", "meetings", "agendas", "tracks", "ceasefires", "releases"]
    names += ["missions", "tallies", "allegations", "findings", "responses", "access"]
    assert [c.name for c in PIPELINE.components] == names


@pytest.mark.parametrize(
    ("components", "message"),
    [
        ((DOUBLE,), "double needs 'length', which no component adds"),
        ((LENGTH, Component("again", ("text",), "length", len)), "again adds 'length', which count adds already"),
        ((Component("over", ("text",), "text", str),), "over adds 'text', which the reader adds already"),
        ((DOUBLE, Component("halve", ("twice",), "length", len)), "these components need each other.*: double, halve"),
    ],
)
def test_components_that_cannot_run_are_refused(components: tuple[Component, ...], message: str) -> None:
    with pytest.raises(PipelineError, match=message):
        Pipeline.of(components, given={"text"})


def test_english_adds_every_part_of_a_reading() -> None:
    assert set(PARTS) <= {c.adds for c in PIPELINE.components}
    assert {need for c in PIPELINE.components for need in c.needs} >= GIVEN
