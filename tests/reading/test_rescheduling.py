"""A rescheduled meeting is recorded on its new day."""

from __future__ import annotations

import pytest
from readings import only


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The next round of talks between Sudan and the SPLM-North in Juba will not begin on 8 May 2023 as planned but on 9 May 2023.",
         "2023-05-09"),
        ("The round of talks between Sudan and the SPLM-North in Juba was moved from 8 May 2023 to 9 May 2023.",
         "2023-05-09"),
        ("Armenia and Azerbaijan will hold talks in Vienna on 20 May 2023 instead of 18 May 2023.",
         "2023-05-20"),
        ("The summit of Armenia and Azerbaijan in Vienna, originally scheduled for 12 May 2023, has been put off until 20 May 2023.",
         "2023-05-20"),
    ],
)  # fmt: skip
def test_new_day_holds(text: str, start: str) -> None:
    meeting = only(text)
    assert (meeting.start, meeting.end, meeting.status.value) == (start, None, "planned")
