"""The terms that a record holds: who states them, who merely mentions the ceasefire, and what goes on after the stated end."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from sulh.ceasefire import Terms, load_terms
from sulh.ceasefire.terms import terms_json
from sulh.model import Entered
from sulh.record.entering import enter
from sulh.record.queries.period import period
from sulh.record.queries.terms import record_terms
from sulh.record.viewers import local_viewer
from sulh.render.ceasefire_report import blocks


def told(**values: Any) -> None:
    """Enter what somebody says of a ceasefire, each time as a source of its own."""
    enter(local_viewer("clerk"), "ceasefire", values, Entered("clerk", f"said {sorted(values.items())}"))


@pytest.fixture
def found() -> Terms:
    """A ceasefire of which one source states end and guarantors, one the parties, and one no more than that it is in force."""
    told(event="declared", start="2017-05-06", area="Idlib")
    told(event="declared", start="2017-05-06", area="Idlib", parties=["SYR", "syrian-armed-opposition"])
    told(event="declared", start="2017-05-06", end="2017-11-06", area="Idlib", guarantors=["RUS", "TUR"], renewable=True)
    told(event="extended", start="2017-09-15", end="2018-03-15", area="Idlib")
    (made,) = record_terms(local_viewer("clerk"))
    return made


def test_sources_that_state_no_end_tell_of_the_ceasefire_whose_end_another_states(found: Terms) -> None:
    assert (found.start, found.end, found.renewable) == (dt.date(2017, 5, 6), dt.date(2017, 11, 6), True)
    assert (found.parties, found.guarantors) == (("Syria", "Syrian armed opposition"), ("Russia", "Türkiye"))
    assert found.last_day == dt.date(2018, 3, 15) and [one.decided for one in found.extensions] == [dt.date(2017, 9, 15)]


def test_passing_mentions_are_no_clauses(found: Terms) -> None:
    (clause,) = found.clauses
    assert "guarantors" in clause.text and "2017-11-06" in clause.text


def test_two_stated_ends_leave_a_source_that_states_none_alone(found: Terms) -> None:
    told(event="declared", start="2017-05-06", end="2017-12-31", area="Homs")
    assert {one.end for one in record_terms(local_viewer("clerk"))} == {None, dt.date(2017, 11, 6), dt.date(2017, 12, 31)}


def test_terms_come_back_from_their_file(found: Terms, tmp_path: Any) -> None:
    file = tmp_path / "terms.json"
    file.write_text(terms_json([found]), encoding="utf-8")
    assert load_terms(file) == (found,)


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ("Guarantors: Russia, Türkiye.", "Stated end: 6 November 2017; it can be renewed.", "Extended on 15 September 2017")),
        ("ar", ("الضامنون: روسيا، تركيا.", "وهو قابل للتجديد", "مُدّد في 15 أيلول 2017")),
    ],
)
def test_the_report_of_a_period_states_the_terms_in_force(found: Terms, language: str, sentences: tuple[str, ...]) -> None:
    made = period(local_viewer("clerk"), "2017-12-01", "2017-12-31", language=language)
    text = " ".join(one.text for one in blocks(made, {}, language)).translate({0x2068: None, 0x2069: None})
    assert all(sentence in text for sentence in sentences), text
    assert period(local_viewer("clerk"), "2017-04-01", "2017-04-30").terms == ()
