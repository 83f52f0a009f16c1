"""Times to come that leave the day open are no day or month of a meeting, whoever writes them and however."""

from __future__ import annotations

import pytest
from readings import read

OPEN = (
    "in the coming days", "in the coming weeks", "over the coming months", "in coming weeks", "in the next few weeks",
    "in the next few days", "during the coming months",
    "within the next several weeks", "in the upcoming weeks", "in the weeks ahead", "in the weeks to come",
    "within weeks", "within ten days", "within the next two weeks", "in the next three months",
)  # fmt: skip
HANDS = (
    "Envoys of Armenia and Azerbaijan will meet again in Tbilisi {when}, the Georgian Foreign Ministry said.",
    "A second round of talks between Sudan and the SPLM-N is to be held in Addis Ababa {when}.",
    "{When} the mediator of the African Union will host delegations of Ethiopia and Eritrea in Nairobi for talks.",
)


@pytest.mark.parametrize("when", OPEN)
@pytest.mark.parametrize("said", HANDS)
def test_time_that_is_left_open_is_no_day_of_a_planned_meeting(said: str, when: str) -> None:
    (meeting,) = read(said.format(when=when, When=when[0].upper() + when[1:])).meetings
    assert (meeting.status, meeting.start, meeting.end) == ("planned", None, None)
    assert meeting.city is not None


@pytest.mark.parametrize("when", ["in the coming weeks", "over the next few months", "within ten days", "in the next two weeks"])
def test_what_is_to_be_done_later_is_no_day_of_the_meeting_that_was_held(when: str) -> None:
    text = f"The meeting between the government of Colombia and the ELN in Havana dealt with a prisoner exchange {when}."
    assert [(one.status, one.start) for one in read(text).meetings] == [("held", None)]


@pytest.mark.parametrize(
    ("when", "start"),
    [
        ("on 14 May", "2023-05-14"), ("next month", "2023-06"), ("in June", "2023-06"),
        ("tomorrow", "2023-05-06"), ("in ten days", "2023-05-15"),
    ],
)
def test_time_to_come_that_is_fixed_stays_the_day_of_the_meeting(when: str, start: str) -> None:
    (meeting,) = read(HANDS[0].format(when=when)).meetings
    assert (meeting.status, meeting.start) == ("planned", start)
