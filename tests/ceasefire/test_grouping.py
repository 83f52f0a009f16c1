"""Reports that may be of one incident: what speaks for and against it, which are compared at all, and the groups that they make."""

from __future__ import annotations

import importlib.util
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sulh.ceasefire.grouping import PROPOSE, Reported, grouped, incident_match, pairs_alike
from sulh.identity.table import table

ONE = Reported("a", "shelling", "2017-05-12", None, "Khan Shaykhun", None, "SYR", "TUR", 2, 5, "text 1")
OTHER = replace(ONE, id="b", text="text 2")
BENCH = Path(__file__).resolve().parent.parent.parent / "bench"


def score(**changes: object) -> float:
    return incident_match(ONE, replace(OTHER, **changes)).score  # type: ignore[arg-type]


def test_every_finding_has_a_weight_and_words() -> None:
    from sulh.words.tables import known

    said = set(known("likeness"))
    assert {f"{feature} {how}" for feature, how in table("same_incident") if how not in ("", "unknown")} - said == {"text other"}


def test_agreement_makes_it_likely_and_each_difference_less_so() -> None:
    whole = score()
    assert whole > 0.95
    less: list[dict[str, object]] = [
        {"start": "2017-05-13"}, {"place": "Idlib"}, {"what": "explosion"}, {"what": "abduction"}, {"against": "TUR"}, {"killed": 9},
        {"killed": None, "injured": None}, {"text": "text 1"},
    ]  # fmt: skip
    assert [changes for changes in less if score(**changes) >= whole] == []
    assert score(place="Idlib") < PROPOSE
    assert score(start="2017-05-15") < 0.05
    assert score(text="text 1") < PROPOSE


def test_a_place_in_another_spelling_or_script_is_the_same_place() -> None:
    for place in ("Khan Sheikhoun", "khan shaykhun", "\u062e\u0627\u0646 \u0634\u064a\u062e\u0648\u0646"):
        assert score(place=place) > PROPOSE, place


def test_where_many_tell_of_a_place_and_day_agreement_says_less() -> None:
    other = replace(OTHER, killed=None, injured=None)
    alone, crowded = (incident_match(ONE, other, crowd=crowd) for crowd in (2, 40))
    assert alone.score > crowded.score
    assert ("crowd", "40") in [one[:2] for one in crowded.reason]


def test_reason_names_the_strongest_first_and_both_ways_are_alike() -> None:
    found = incident_match(ONE, OTHER)
    weights = [abs(weight) for *_, weight in found.reason]
    assert weights == sorted(weights, reverse=True)
    assert incident_match(OTHER, ONE).score == found.score


def test_only_what_shares_day_and_place_is_compared_or_what_names_no_place() -> None:
    far = replace(OTHER, id="c", start="2018-01-01")
    placeless = replace(OTHER, id="d", place=None)
    vague = replace(OTHER, id="e", start="2017-05")
    pairs = {frozenset((one.left, one.right)) for one in pairs_alike([ONE, far, placeless, vague], least=0.0)}
    assert frozenset("ad") in pairs
    assert frozenset("ae") in pairs
    assert frozenset("ac") not in pairs


def test_no_group_joins_what_a_pair_forbids() -> None:
    middle = replace(OTHER, id="m", start="2017-05-13")
    late = replace(OTHER, id="z", start="2017-05-14", text="text 3")
    for group in grouped([ONE, middle, late]):
        assert not {"a", "z"} <= set(group)


@pytest.mark.parametrize("seed", [3, 4])
def test_planted_duplicates_are_found(seed: int) -> None:
    sys.path.insert(0, str(BENCH))
    try:
        spec = importlib.util.spec_from_file_location("grouping_bench", BENCH / "grouping.py")
        assert spec is not None and spec.loader is not None
        bench = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(bench)
    finally:
        sys.path.remove(str(BENCH))
    held, truth = bench.reports(4000, 5000, 73, seed)
    precision, recall = bench.judged(grouped(held), truth)
    _, base_recall = bench.judged(bench.same_row(held), truth)
    assert precision > 0.93 and recall > 0.93
    assert recall > 2 * base_recall
