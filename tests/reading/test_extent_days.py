"""The first and last day of a meeting, from consecutive days and from a stated length."""

from __future__ import annotations

import pytest
from readings import only


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Delegations of Cyprus and Türkiye met in Geneva on 31 October and 1 November 2022.", "2022-10-31", "2022-11-01"),
        ("Armenia and Azerbaijan ended a two-day round of talks in Prague on 4 May 2023.", "2023-05-03", "2023-05-04"),
        ("A three-day meeting of Serbia and Kosovo opened in Ohrid on 18 March 2023.", "2023-03-18", "2023-03-20"),
        ("Sudan and Chad concluded two days of talks in Doha on 1 March 2023.", "2023-02-28", "2023-03-01"),
    ],
)
def test_span_covers_every_day_stated(text: str, start: str, end: str) -> None:
    meeting = only(text)
    assert (meeting.start, meeting.end) == (start, end)


def test_days_far_apart_are_no_span() -> None:
    meeting = only("Armenia and Azerbaijan met in Prague on 4 May 2023, after a pause of two days.")
    assert (meeting.start, meeting.end) == ("2023-05-04", None)


def test_weekday_beside_a_dateline_without_a_year_is_that_day() -> None:
    meeting = only(
        "KHARTOUM, June 20 (SUNA) -- Sudan and South Sudan held talks in Khartoum on Tuesday about their border.", published=None
    )
    assert meeting.start == "XXXX-06-20"


def test_talks_just_begun_are_dated_by_the_report() -> None:
    meeting = only(
        "GENEVA, May 5, 2023 (AFP) - The talks between Serbia and Kosovo in Geneva have entered their third round, the mediator said."
    )
    assert (meeting.start, meeting.ordinal) == ("2023-05-05", 3)


def test_day_stated_before_a_meeting_is_its_day() -> None:
    meeting = only("The envoy was hopeful, he said on Thursday, before Serbia and Kosovo were to meet in Brussels.")
    assert meeting.start == "2023-05-04"
