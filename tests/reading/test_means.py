"""Words that say by what means people met are no conference of their own."""

from __future__ import annotations

import pytest
from readings import read, seats

MEANS = (
    "by video conference", "by videoconference", "via videoconference", "via video link", "through a video-conference", "by teleconference",
    "by means of a video conference", "over a secure video conference", "online", "by video link",
)  # fmt: skip


@pytest.mark.parametrize("means", MEANS)
@pytest.mark.parametrize(
    ("said", "kind", "who"),
    [
        ("Envoys of Armenia and Azerbaijan met {} on 3 May 2023.", "consultation", {"ARM", "AZE"}),
        ("Talks between Serbia and Kosovo took place {} on 3 May 2023.", "consultation", {"SRB", "XKX"}),
        ("The third round of talks between Cyprus and Turkey was held {} on 3 May 2023.", "round", {"CYP", "TUR"}),
        ("On 3 May 2023 the foreign ministers of Georgia, Armenia and Turkey held a meeting {}.", "ministerial", {"GEO", "ARM", "TUR"}),
    ],
)
def test_means_make_neither_a_conference_nor_a_second_meeting(said: str, kind: str, who: set[str], means: str) -> None:
    (meeting,) = read(said.format(means)).meetings
    assert (meeting.kind, meeting.start, meeting.city, meeting.country) == (kind, "2023-05-03", None, None)
    assert set(seats(meeting)) == who


@pytest.mark.parametrize("means", ["by video conference", "via videoconference", "by video link"])
def test_who_takes_part_from_afar_makes_no_second_meeting(means: str) -> None:
    text = f"Yemen and the Houthis met in Amman on 3 May 2023. The envoy of the United Nations took part {means} from New York."
    (meeting,) = read(text).meetings
    assert (meeting.kind, meeting.city) == ("consultation", "Amman")


@pytest.mark.parametrize("noun", ["video conference", "videoconference", "teleconference"])
def test_conference_at_a_distance_is_a_call(noun: str) -> None:
    (meeting,) = read(f"A {noun} between the presidents of Serbia and Kosovo was held on 2 May 2023.").meetings
    assert (meeting.kind, meeting.start) == ("call", "2023-05-02")


@pytest.mark.parametrize("name", ["An international conference on Libya", "A donors' conference for Yemen", "A peace conference on Mali"])
def test_conference_that_people_come_to_stays_one(name: str) -> None:
    (meeting,) = read(f"{name} was held in Berlin on 2 May 2023.").meetings
    assert (meeting.kind, meeting.city) == ("conference", "Berlin")
