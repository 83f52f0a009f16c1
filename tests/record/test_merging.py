"""Merging: what speaks for one meeting and what against it, and that the truth files name words and meetings that are there."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reports import report

from sulh import words
from sulh.identity.features import findings
from sulh.identity.table import Weighed, forbidding, table
from sulh.model import MeetingKind
from sulh.record import decisions
from sulh.record.adding import add
from sulh.record.matching import Neighbours
from sulh.record.merging import MERGE, PROPOSE, compared, match
from sulh.record.projection.models import Decision, MeetingRow, Mention, Proposal
from sulh.record.viewers import local_viewer


def one(name: str, published: str | None = None, /, **values: Any) -> Any:
    actors = values.pop("actors", ())
    claims = [*values.items(), *(("participant", {"actor": {"id": actor}, "role": "party"}) for actor in actors)]
    return compared(f"{name}-meeting1", name, 1, claims, published)


ROUND: dict[str, Any] = {
    "kind": "round",
    "track": "Astana process",
    "ordinal": 16,
    "start": "2021-07-07",
    "end": "2021-07-08",
    "city": "Nur-Sultan",
    "country": "KZ",
}


@pytest.mark.parametrize(
    ("left", "right", "least", "most"),
    [
        (ROUND, ROUND, 0.99, 1),
        (ROUND, {**ROUND, "ordinal": 17}, 0, PROPOSE),
        (ROUND, {"kind": "round", "track": "Astana talks", "ordinal": 16}, MERGE, 1),
        (ROUND, {"kind": "round", "start": "2021-07-07", "city": "Astana", "country": "KZ"}, MERGE, 1),
        (ROUND, {**ROUND, "start": "2021-07-14", "end": None, "ordinal": None}, 0, PROPOSE),
        (ROUND, {"kind": "round", "start": "2021-07-07", "city": "Geneva", "country": "CH"}, 0, PROPOSE),
        (ROUND, {"kind": "call", "start": "2021-07-07"}, 0, PROPOSE),
        (
            {"kind": "visit", "start": "2021-07-07", "city": "Moscow"},
            {"kind": "consultation", "start": "2021-07-07", "city": "Moscow"},
            PROPOSE,
            1,
        ),
        (
            {**ROUND, "actors": ["RUS", "IRN", "TUR"]},
            {**ROUND, "kind": "visit", "track": None, "ordinal": None, "actors": ["RUS", "IRN"]},
            0,
            MERGE,
        ),
        (ROUND, {**ROUND, "start": "XXXX-07-07", "end": "XXXX-07-08", "ordinal": None}, MERGE, 1),
        (
            {**ROUND, "status": "planned", "start": "2021-06-01", "end": None},
            {**ROUND, "status": "held"},
            MERGE,
            1,
        ),
    ],
)
def test_likelihood_lies_where_a_reader_would_put_it(left: dict[str, Any], right: dict[str, Any], least: float, most: float) -> None:
    found = match(one("a", **{k: v for k, v in left.items() if v}), one("b", **{k: v for k, v in right.items() if v}))
    assert least <= found.score <= most, found


def test_undated_meeting_is_looked_for_before_the_publication() -> None:
    held: dict[str, Any] = {"kind": "round", "city": "Nur-Sultan", "core": True, "actors": ["RUS", "IRN"]}
    near = match(one("a", **ROUND, actors=["RUS", "IRN"]), one("b", "2021-07-09", **held))
    assert near.reason["date"]["found"] == "just before publication" and near.score >= MERGE
    late = match(one("a", **ROUND, actors=["RUS", "IRN"]), one("b", "2021-09-09", **held))
    assert late.reason["date"]["found"] == "unknown" and late.score < near.score


def test_reason_holds_both_values_of_every_property() -> None:
    found = match(one("a", **ROUND), one("b", kind="round", start="2021-07-08", city="Astana", country="KZ"))
    weight = table()["place", "same city"].weight
    assert found.reason["place"] == {"found": "same city", "weight": weight, "left": "Nur-Sultan", "right": "Astana"}
    assert found.reason["date"]["found"] == "overlap" and found.reason["date"]["left"] == "2021-07-07/2021-07-08"
    assert set(found.reason) == {"date", "tense", "place", "track", "ordinal", "kind", "participants", "alone"}


_mention = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["round", "visit", "call", "summit"]),
        "start": st.sampled_from(["2021-07-07", "2021-07", "XXXX-07-07", "2021", "2020-01-01"]),
        "city": st.sampled_from(["Astana", "Nur-Sultan", "Geneva"]),
        "ordinal": st.integers(15, 17),
        "track": st.sampled_from(["Astana process", "Geneva talks", "UN-led talks"]),
        "status": st.sampled_from(["held", "planned"]),
        "actors": st.lists(st.sampled_from(["RUS", "IRN", "TUR"]), unique=True),
    },
)


@example({"start": "XXXX-07-07"}, {"start": "2021-07"}, None)
@given(_mention, _mention, st.sampled_from([None, "2021-07-08"]))
def test_comparison_does_not_depend_on_which_came_first(left: dict[str, Any], right: dict[str, Any], published: str | None) -> None:
    a, b = one("a", published, **left), one("b", published, **right)
    assert match(a, b).score == match(b, a).score


def test_weights_in_reasons_have_no_signed_nought(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL gives -0.0 back as 0.0, so that the row would not be what its entry says."""
    monkeypatch.setattr("sulh.record.merging.table", lambda: {key: Weighed(-0.001, False, "") for key in table()})
    weights = [str(why["weight"]) for why in match(one("a", **ROUND), one("b", **ROUND)).reason.values()]
    assert weights and set(weights) == {"0.0"}


def told_twice(**differs: Any) -> list[Proposal]:
    """What a person is asked about a document that tells of one meeting, and of another that differs from it in this."""
    reading = report(1, start="2021-07-07", end="2021-07-08")
    (one,) = reading.meetings
    list(add([replace(reading, meetings=(one, replace(one, **differs)))], author="a"))
    assert MeetingRow.objects.count() == 2 and not Decision.objects.exists()
    return list(Proposal.objects.all())


def test_person_is_asked_whether_a_document_that_tells_of_one_meeting_twice_means_two() -> None:
    (asked,) = told_twice()
    found = {name: why["found"] for name, why in asked.reason.items()}
    assert (found["date"], found["kind"], found["track"]) == ("same days", "same", "same") and asked.score >= PROPOSE
    decisions.merge(local_viewer("b"), asked.left_id, asked.right_id)
    assert MeetingRow.objects.count() == 1


@pytest.mark.parametrize(
    "differs",
    [
        {"ordinal": 17},
        {"city": "Geneva", "country": "CH"},
        {"start": "2021-07-09", "end": None, "ordinal": None},
        {"track": "Geneva process"},
        {"kind": MeetingKind.CONSULTATION},
        {"participants": report(1, start="2021-07-07", end="2021-07-08", roles={"JOR": "host", "EGY": "party"}).meetings[0].participants},
    ],
)
def test_document_that_tells_of_two_meetings_means_two(differs: dict[str, Any]) -> None:
    assert told_twice(**differs) == []


def test_mention_that_fits_two_meetings_joins_the_likelier_and_proposes_the_other() -> None:
    near = report(2, ordinal=None, track=None, start="2021-07-08", city="Nur-Sultan", kind="visit", roles={})
    list(add([report(1, start="2021-07-07", end="2021-07-08"), near], author="a"))
    assert MeetingRow.objects.count() == 2 and Proposal.objects.count() == 1
    list(add([report(3, start="2021-07-07", end="2021-07-08")], author="a"))
    assert sorted(MeetingRow.objects.values_list("sources", flat=True)) == [1, 2]


def test_later_run_finds_what_an_earlier_one_stored() -> None:
    for number in range(1, 4):
        list(add([report(number)], author="a"))
    assert MeetingRow.objects.get().sources == 3
    list(add([report(4, start="XXXX-07-07", ordinal=None)], author="a"))
    assert MeetingRow.objects.get().sources == 4


VISIT: dict[str, Any] = {"kind": "visit", "start": "2021-07-07", "city": "Moscow", "country": "RU"}


@pytest.mark.parametrize(
    ("left", "right", "feature"),
    [
        (VISIT | {"actors": ["RUS", "IRN"]}, VISIT | {"actors": ["SYR", "JOR"]}, "participants"),
        (ROUND, {**ROUND, "ordinal": 17}, "ordinal"),
        (ROUND, {**ROUND, "city": "Geneva", "country": "CH"}, "place"),
        (VISIT | {"kind": "summit"}, VISIT | {"kind": "working_group"}, "kind"),
        (VISIT | {"status": "cancelled"}, VISIT, "tense"),
    ],
)
def test_what_contradicts_is_never_joined_by_the_machine(left: dict[str, Any], right: dict[str, Any], feature: str) -> None:
    a, b = one("a", **left), one("b", **right)
    assert forbidding(findings(a, b)) == (feature,)
    neighbours = Neighbours()
    assert neighbours.place([a]) == ([], [])
    merges, _ = neighbours.place([b])
    assert merges == []


def test_round_that_was_held_elsewhere_than_planned_is_put_before_a_person_and_joined_by_none() -> None:
    planned = one("a", "2021-01-30", **{**ROUND, "status": "planned", "start": "2021-05", "end": None, "city": "Sochi", "country": "RU"})
    neighbours = Neighbours()
    neighbours.place([planned])
    merges, proposals = neighbours.place([one("b", "2021-07-09", **ROUND)])
    assert merges == [] and [(found.left, found.right) for found in proposals] == [("a-meeting1", "b-meeting1")]


def test_round_planned_for_a_year_and_a_country_is_put_before_a_person_when_it_was_held_in_another() -> None:
    planned = one("a", "2021-01-30", **{**ROUND, "status": "planned", "start": "2021", "end": None, "city": None, "country": "RU"})
    held = one("b", "2021-07-09", **{**ROUND, "status": "held"})
    assert findings(planned, held)["place"] == "moved"
    neighbours = Neighbours()
    neighbours.place([planned])
    merges, proposals = neighbours.place([held])
    assert merges == [] and [(found.left, found.right) for found in proposals] == [("a-meeting1", "b-meeting1")]
    # Two that were held are two.
    assert findings(one("c", **{**ROUND, "status": "held", "country": "RU", "city": None}), held)["place"] == "other country"


def test_what_is_still_planned_is_not_what_is_over() -> None:
    held = one("a", "2021-07-09", **ROUND)
    follow_on = one("b", "2021-07-09", **{**ROUND, "status": "planned", "start": "2021-07", "end": None})
    assert findings(held, follow_on)["tense"] == "over before it was planned"
    assert "tense" in forbidding(findings(held, follow_on))


def test_every_finding_has_words_in_both_languages() -> None:
    for feature, how in table():
        if feature != "prior":
            assert words.code("compared", feature) != feature
            assert words.found(how, language="ar") != how


def test_truth_for_annotated_documents_names_meetings_that_are_there(root: Path) -> None:
    with (root / "evaluation/same_meetings.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            (path,) = (root / "evaluation/documents").glob(f"*/{row['document']}.json")
            assert 1 <= int(row["number"]) <= len(json.loads(path.read_text(encoding="utf-8"))["meetings"]), row["number"]


YEAR = {"kind": "round", "track": "Astana process", "status": "planned", "start": "2021", "city": "Nur-Sultan", "country": "KZ"}


@pytest.mark.parametrize("plan_first", [True, False])
def test_plan_for_a_year_is_proposed_for_the_meetings_of_its_format_in_that_year_and_joined_by_nobody_else(plan_first: bool) -> None:
    plan = report(1, status="planned", start="2021", ordinal=None, published="2020-12-01")
    held, other_year = report(2, ordinal=16), report(3, ordinal=19, start="2022-11-22", published="2022-11-24")
    list(add([plan, held, other_year] if plan_first else [held, other_year, plan], author="anna"))
    (found,) = Proposal.objects.all()
    assert {found.left.source_id, found.right.source_id} == {plan.document.id, held.document.id} and found.status == "open"
    reason = found.reason["date"]
    assert reason["found"] == "year of a plan" and reason["weight"] < 0
    assert Mention.objects.filter(kind="meeting").values("meeting").distinct().count() == 3


@pytest.mark.parametrize(
    ("plan", "held", "found"),
    [
        (YEAR, ROUND, True),
        (YEAR, {**ROUND, "start": "2022-07-07", "end": None}, False),
        ({**YEAR, "ordinal": 16}, ROUND, False),  # the number says it
        ({**YEAR, "start": "2021-07"}, ROUND, False),
        ({**YEAR, "status": "held"}, ROUND, False),
        (YEAR, {**ROUND, "status": "planned"}, False),
    ],
)
def test_only_what_is_planned_for_a_year_is_compared_by_it(plan: dict[str, Any], held: dict[str, Any], found: bool) -> None:
    for pair in ((plan, held), (held, plan)):
        left, right = (one(f"d{number}", **about) for number, about in enumerate(pair))
        assert (match(left, right).reason["date"]["found"] == "year of a plan") is found
