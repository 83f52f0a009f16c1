"""Days, places and numbers of meetings: the first since a time opens no series, a length reaches back from the last day."""

from __future__ import annotations

import pytest
from readings import only


@pytest.mark.parametrize(
    "text",
    [
        "The presidents of Rwanda and Congo met in Doha on 3 May for their first direct talks since fighting broke out in January.",
        "Morocco and the Polisario Front sat down in Geneva on 3 May for the first UN-hosted talks in six years.",
        "Greece and Turkey held the first talks in five years in Athens on 3 May.",
        "India and Pakistan opened the first talks of their kind for a decade in Muscat on 3 May.",
        "The first round of talks between Armenia and Azerbaijan this year opened in Brussels on 3 May.",
    ],
)
def test_the_first_since_a_time_has_no_number(text: str) -> None:
    assert (only(text).ordinal, only(text).start) == (None, "2023-05-03")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Armenia and Azerbaijan held the first round of talks in Tbilisi on 3 May.", 1),
        ("Armenia and Azerbaijan held the first round of talks since the process was launched in Tbilisi on 3 May.", 1),
        ("Kosovo and Serbia completed on Thursday in Baden the sixth and last session of their negotiations.", 6),
    ],
)
def test_the_first_of_a_series_and_the_last_have_their_numbers(text: str, number: int) -> None:
    assert only(text).ordinal == number


@pytest.mark.parametrize(
    ("text", "first", "city"),
    [
        (
            "The two-day Special Session of the Government of Sudan (GoS) and Sudan Liberation Movement (SLM) Peace Panels "
            "concluded on today, "
            "4 May 2023, in Doha, Qatar.",
            "2023-05-03",
            "Doha",
        ),
        (
            "The fourth round of talks between Colombia and the ELN, which lasted three days, wrapped up in Caracas on 4 May 2023.",
            "2023-05-02",
            "Caracas",
        ),
    ],
)
def test_a_meeting_of_several_days_that_ended_began_before(text: str, first: str, city: str) -> None:
    meeting = only(text)
    assert (meeting.start, meeting.end, meeting.city) == (first, "2023-05-04", city)


def test_a_village_on_a_border_is_in_neither_country_and_no_dateline_takes_its_place() -> None:
    text = "SEOUL (Yonhap) - Officials of South Korea and North Korea began talks at the border village of Panmunjom on Thursday."
    assert (only(text).city, only(text).country) == ("Panmunjom", None)


def test_the_day_of_an_attack_is_none_of_the_talks_it_endangers() -> None:
    text = "The M23 seized the town of Mweso on Thursday, dealing a setback to peace talks with Congo in Luanda."
    assert only(text).start is None
