"""Towns that no gazetteer lists, which a text puts its meetings in."""

from __future__ import annotations

import pytest
from readings import only, read

SIDES = "The governments of Kenya and Uganda"


@pytest.mark.parametrize(
    ("sentence", "town"),
    [
        (f"{SIDES} held peace talks in Marwick on 4 May 2023.", "Marwick"),
        (f"{SIDES} met in the parish hall of Niederfeld on 4 May 2023 for peace talks on the ceasefire.", "Niederfeld"),
        (
            f"A fourth round of peace talks (Port Amber, 4-6 May 2023) of Kenya and Uganda ended with a ceasefire. {SIDES} signed.",
            "Port Amber",
        ),
        (
            f"Hotel Polar, Grenwick (Hallund), 4 May 2023\n\nJoint statement\n\n{SIDES} held peace talks at Grenwick on 4 May 2023.",
            "Grenwick",
        ),
        (f"{SIDES} held peace talks in Porto Verra on 4 May 2023. The ceasefire of Porto Verra holds.", "Porto Verra"),
    ],
)
def test_a_town_that_the_text_puts_a_meeting_in_is_its_place(sentence: str, town: str) -> None:
    assert only(sentence).city == town


@pytest.mark.parametrize("words", ["in Parliament", "in Article", "at Annex", "in English"])
def test_what_is_no_town_is_no_place(words: str) -> None:
    assert all(meeting.city is None for meeting in read(f"{SIDES} held peace talks on 4 May 2023, {words}, about the ceasefire.").meetings)


def test_a_part_of_a_listed_city_is_in_that_city() -> None:
    assert only(f"{SIDES} held peace talks in Karen, Nairobi, on 4 May 2023.").city == "Nairobi"


def test_the_town_that_opens_a_report_is_where_it_was_reported_from() -> None:
    opening = "PORT AMBER, Norland (NNA), 8 Nov - "
    assert only(opening + f"{SIDES} ended a third round of peace talks on Friday without a ceasefire.").city == "Port Amber"
