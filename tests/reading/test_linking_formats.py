"""Sentences about one meeting are joined: by names of one format, and by references back; new meetings stay separate."""

from __future__ import annotations

from readings import only, read

from sulh.reading.english.track_names import track_key


def test_names_of_one_format_have_one_key() -> None:
    assert track_key("International Meeting on Syria") == track_key("Astana format")
    assert track_key("5+2 talks") == track_key("Transdniestrian settlement talks")
    assert track_key("Luanda process") != track_key("Nairobi process")


def test_format_is_named_as_it_is_best_known() -> None:
    meeting = only("The 19th International Meeting on Syria in the Astana format was held in Astana on 22 November 2022.")
    assert meeting.track == "Astana format"


def test_todays_meeting_is_the_one_reported() -> None:
    meeting = only(
        "Envoys of Serbia and Kosovo held the fourth round of their talks in Ohrid. The border was discussed. Aid was, too. "
        "A statement was read out. Today's round was useful, the mediator said."
    )
    assert (meeting.ordinal, meeting.start) == (4, "2023-05-05")


def test_first_meetings_of_two_bodies_are_two() -> None:
    reading = read(
        "A border commission of Sudan and Chad will hold its first meeting in Abeche in June. "
        "On 16 July 2023 a first meeting on customs of Sudan and Chad will be held in Khartoum."
    )
    assert {m.city for m in reading.meetings} == {"Abeche", "Khartoum"} or len(reading.meetings) == 2


def test_date_of_an_event_that_talks_follow_is_not_theirs() -> None:
    reading = read("The talks of Yemen and the Houthis in Amman, led by the UN, follow an exchange of prisoners last month.")
    assert all(m.start is None for m in reading.meetings)
