"""Confidence of claims: measured on blind documents when shipped, by the record's own decisions once there are enough."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import Any

import pytest
from reports import report

from sulh.record import decisions
from sulh.record.adding import add
from sulh.record.decided_here import decided_here
from sulh.record.precision import ENOUGH, confidence_of, decisions_of
from sulh.record.projection.models import Claim
from sulh.record.queries.claims import claim_views
from sulh.record.viewers import local_viewer


def test_confidence_comes_from_the_shipped_counts_and_lies_between_nothing_and_certainty() -> None:
    with (files("sulh.data") / "claim_precision.csv").open(encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    assert all(int(row["right"]) <= int(row["claims"]) and row["counted_on"] for row in rows)
    for row in rows:
        sure = confidence_of(row["subject"], row["property"], row["evidence"])
        assert sure is not None and 0 < sure < 1
    assert confidence_of("meeting", "nothing") is None
    assert confidence_of("meeting", "city", "evidence that was never seen") == confidence_of("meeting", "city")


def test_the_records_own_decisions_take_over_once_they_are_enough() -> None:
    few = {("meeting", "city"): (ENOUGH - 1, ENOUGH - 1)}
    assert confidence_of("meeting", "city", "main", few) == confidence_of("meeting", "city", "main")
    enough = {("meeting", "city"): (ENOUGH - 10, ENOUGH)}
    assert confidence_of("meeting", "city", "main", enough) == round((ENOUGH - 9) / (ENOUGH + 2), 2)
    assert decisions_of("meeting", "city", enough) == ENOUGH and decisions_of("meeting", "city", few) == 0


def decide(author: str, first: int, count: int, wrong: int) -> None:
    """Reports are added, and of the city of each somebody says whether it is right."""
    list(add([report(number) for number in range(first, first + count)], author="a"))
    found = Claim.objects.filter(property="city", status="proposed").order_by("seq").values_list("pk", flat=True)[:count]
    rows: list[Any] = [("reject" if number < wrong else "accept", pk, "", None) for number, pk in enumerate(found)]
    decisions.decide_many(local_viewer(author), rows)


@pytest.mark.usefixtures("db")
def test_claims_say_what_their_confidence_rests_on() -> None:
    decide("mona", 1, ENOUGH, 5)
    assert decided_here()["meeting", "city"] == (ENOUGH - 5, ENOUGH)
    before = Claim.objects.filter(property="city").order_by("seq").first()
    assert before is not None and before.decided_here == 0
    list(add([report(ENOUGH + 1)], author="a"))
    after = Claim.objects.filter(property="city").order_by("seq").last()
    assert after is not None
    (shown,) = claim_views(local_viewer("mona"), Claim.objects.filter(pk=after.pk))
    assert (shown.decided_here, shown.confidence) == (ENOUGH, round((ENOUGH - 4) / (ENOUGH + 2), 2))


@pytest.mark.usefixtures("db")
def test_decisions_that_came_with_the_software_do_not_count() -> None:
    decide("sulh demo, review", 1, 3, 0)
    assert decided_here() == {}
