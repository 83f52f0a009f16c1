"""Meetings that no word for a meeting names: what took place, who spent time with whom, who is back and when."""

from __future__ import annotations

import pytest
from readings import read

from sulh.model import MeetingStatus

TALKS = "Peace talks between Kenya and Uganda are mediated by Norway."


def dated(sentence: str) -> dict[str | None, MeetingStatus | None]:
    return {m.start: m.status for m in read(f"{TALKS}\n\n{sentence}").meetings if m.start}


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The previous contact took place in Almaty on 30 April 2023.", "2023-04-30"),
        ("A first brush between the two colonels was held in Nairobi on 30 April 2023.", "2023-04-30"),
        ("On 30 April 2023 the Norwegian envoy had an hour with President Ruto in Nairobi.", "2023-04-30"),
        ("Norway's envoy spent two days with the Ugandan delegation in Kampala from 29 April 2023.", "2023-04-29"),
    ],
)
def test_a_meeting_is_known_by_the_build_of_its_sentence(sentence: str, day: str) -> None:
    assert day in dated(sentence)


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The delegations of Kenya and Uganda are expected in Oslo on 20 May 2023.", "2023-05-20"),
        ("Both sides will be back at the table in Oslo on 20 May 2023.", "2023-05-20"),
        ("The two delegations will see each other again on 20 May 2023.", "2023-05-20"),
    ],
)
def test_who_is_expected_or_back_on_a_day_has_a_planned_meeting(sentence: str, day: str) -> None:
    assert dated(sentence).get(day) is MeetingStatus.PLANNED


def test_a_number_alone_is_one_of_the_series_that_the_text_counted() -> None:
    first = "The first round of talks between Kenya and Uganda was held in Oslo on 3 March 2023."
    reading = read(f"{first}\n\nThe second, on 9 April 2023, failed.")
    assert {(m.ordinal, m.start) for m in reading.meetings} >= {(1, "2023-03-03"), (2, "2023-04-09")}
    uncounted = read(f"{TALKS}\n\nThe second, on 9 April 2023, was a Sunday.")
    assert 2 not in {m.ordinal for m in uncounted.meetings}


@pytest.mark.parametrize(
    "sentence",
    [
        "The election took place in Kenya on 30 April 2023.",
        "An exchange of prisoners was held at the border on 30 April 2023.",
        "The second phase of the withdrawal begins on 20 May 2023.",
        "The government concluded the budget on 30 April 2023.",
        "The question of status was put off until 31 December 2023.",
        "The two sides were not expected in Oslo on 20 May 2023.",
    ],
)
def test_other_events_of_the_same_build_are_no_meetings(sentence: str) -> None:
    assert not dated(sentence)
