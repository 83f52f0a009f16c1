"""What the record makes of a document that two readers read."""

from __future__ import annotations

import json
from typing import Any

import pytest
from factory import make_reading
from model_server import act, meeting, participant, reply, said
from record.dumping import assert_rebuild_changes_nothing

from sulh.model.two_readings import TwoReadings
from sulh.record import decisions
from sulh.record.adding import add
from sulh.record.ledger import verify
from sulh.record.models import Entry
from sulh.record.projection.models import Claim, MeetingRow
from sulh.record.queries.review import queue
from sulh.record.second_reader.reader import ask_about
from sulh.record.viewers import local_viewer

# The round of the factory's reading: the same number and place, another last day, and a role that contradicts.
ROUND = meeting(
    "round",
    "16th round of talks in the Astana format",
    ordinal=said(16, "16th"),
    start=said("2021-07-07", "7-8 July 2021"),
    end=said("2021-07-09", "7-8 July 2021"),
    city=said("Nur-Sultan", "Nur-Sultan on"),
    participants=[participant("RUS", "Russia", "guarantor", "as guarantors"), participant("IRN", "Iran", "party", "as guarantors")],
)


@pytest.fixture
def reading() -> TwoReadings:
    sovereignty = act("reaffirm", "reaffirmed the sovereignty and unity of Syria", "sovereignty", "unity")
    return ask_about(make_reading(), lambda *asked: reply(meetings=[ROUND], acts=[sovereignty]), "model tiny:1b at localhost:11434")


def bodies(subject: str, name: str) -> list[dict[str, Any]]:
    found = [json.loads(str(body)) for body in Entry.objects.filter(kind="claim").order_by("seq").values_list("body", flat=True)]
    return [one for one in found if one["subject"].endswith(subject) and one["property"] == name]


def test_what_both_state_is_one_claim_with_both_methods(reading: TwoReadings) -> None:
    list(add([reading], author="ana"))
    (number,) = bodies("-meeting2", "ordinal")
    assert number["method"].startswith("sulh.reading") and number["method"].endswith(f" + {reading.method}")
    assert "beside" not in number
    quotes = {reading.document.text[start:end] for start, end in number["spans"]}
    assert "16th" in quotes and len(quotes) > 1
    russia = next(one for one in bodies("-meeting2", "participant") if one["value"]["actor"]["id"] == "RUS")
    assert " + model tiny:1b" in russia["method"]


def test_what_one_states_alone_has_its_method(reading: TwoReadings) -> None:
    list(add([reading], author="ana"))
    (agenda, *_) = bodies("-meeting2", "agenda")
    assert agenda["method"].startswith("sulh.reading") and "+" not in agenda["method"]
    assert {one["method"].split()[0] for one in bodies("-meeting1", "kind")} == {"sulh.reading"}


def test_what_they_state_differently_stands_side_by_side_first_in_the_queue(reading: TwoReadings) -> None:
    list(add([reading], author="ana"))
    ends = bodies("-meeting2", "end")
    assert sorted(one["value"] for one in ends) == ["2021-07-08", "2021-07-09"]
    assert [one["beside"] for one in ends] == [0, 1]
    assert {one["method"].startswith("model tiny:1b at localhost:11434, prompt ") for one in ends} == {True, False}
    page = queue(local_viewer("ana"), limit=100)
    differing = [one for one in page.rows if one.differs]
    assert list(page.rows[: len(differing)]) == differing and len(differing) >= 4
    pairs = [(one.mention, one.property) for one in differing]
    assert all(pairs[place] == pairs[place + 1] for place in range(0, len(pairs), 2))
    assert {("end"), ("participant")} <= {one.property for one in differing}
    assert MeetingRow.objects.filter(ordinal=16).exists()


def test_deciding_one_of_two_leaves_the_other_to_be_decided(reading: TwoReadings) -> None:
    list(add([reading], author="ana"))
    first = next(one for one in queue(local_viewer("ana"), limit=100).rows if one.property == "end")
    decisions.accept(local_viewer("ana"), first.id)
    assert [one.value for one in queue(local_viewer("ana"), limit=100).rows if one.property == "end" and one.differs] != [first.value]
    row = MeetingRow.objects.filter(ordinal=16, shown__isnull=False).first()
    assert row is not None and row.end == first.value


def test_rebuilding_and_verifying_change_nothing(reading: TwoReadings) -> None:
    list(add([reading], author="ana"))
    assert_rebuild_changes_nothing()
    assert verify() is not None
    assert Claim.objects.filter(differing__gt=0).count() % 2 == 0


def test_address_and_key_stand_nowhere_in_the_ledger(reading: TwoReadings) -> None:
    list(add([reading], author="ana"))
    everything = " ".join(str(body) for body in Entry.objects.values_list("body", flat=True))
    assert "localhost:11434" in everything and "http://" not in everything and "/v1" not in everything


def test_confidence_of_agreement_is_not_below_that_of_either(reading: TwoReadings) -> None:
    from sulh.model.two_readings import Readers
    from sulh.record.precision import precision

    for name in ("meeting", "kind", "start", "participant", "agenda"):
        both, *alone = (precision("meeting", name, one) for one in (Readers.BOTH, Readers.FIRST, Readers.SECOND))
        assert both is None or all(one is None or one <= both for one in alone), name
