"""What a body is formed for or hoped for is no meeting; what somebody leaves for is planned."""

from __future__ import annotations

import pytest
from readings import read

from sulh.model import MeetingStatus


@pytest.mark.parametrize(
    "text",
    [
        "Ethiopia's government formed a committee in April to negotiate with the Oromo Liberation Army.",
        "The government of Cameroon set up a panel in March to negotiate with the Ambazonian separatists.",
        "Myanmar's parliament named a team on 3 May to hold talks with the Kachin Independence Organisation.",
        "Moldova hopes for a summit with Transnistria in Vienna in June, its foreign minister said.",
        "The visit prepares the ground for a summit of the two presidents in June.",
    ],
)
def test_what_is_only_aimed_at_is_no_meeting(text: str) -> None:
    assert read(text).meetings == ()


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("The delegations of Nepal's government and the Maoists left for Oslo to hold two days of talks.", "Oslo"),
        ("Negotiators of Aceh and Indonesia are heading to Helsinki for a fourth round of talks.", "Helsinki"),
        (
            "The delegations of the Philippines and the NDF left on Monday for Oslo for negotiations.\n\n"
            "The negotiations are scheduled to open on 10 May in Oslo.",
            "Oslo",
        ),
    ],
)
def test_talks_that_somebody_leaves_for_are_planned_where_the_journey_ends(text: str, city: str) -> None:
    assert [(m.status, m.city) for m in read(text).meetings] == [(MeetingStatus.PLANNED, city)]


def test_the_day_of_a_departure_is_not_that_of_the_talks() -> None:
    text = "The delegations of the Philippines and the NDF left on Monday for Oslo for negotiations."
    assert [m.start for m in read(text).meetings] == [None]
