"""Journeys with several stops, meetings of an official who is named by a pronoun, and coming together."""

from __future__ import annotations

from readings import names, only, read, seats

JOURNEY = """\
Special Envoy Anna Berg Travels to Oman and Jordan

Norway's Special Envoy for Yemen Anna Berg will travel to Muscat and Amman May 10-12. Ambassador Ola Dahl of Norway will go with her.
"""


def test_every_stop_of_a_journey_is_a_visit_to_its_city() -> None:
    meetings = read(JOURNEY).meetings
    assert {(m.city, m.country) for m in meetings} == {("Muscat", "OM"), ("Amman", "JO")}
    assert all(m.core and m.kind.value == "visit" and (m.start, m.end) == ("2023-05-10", "2023-05-12") for m in meetings)


def test_companion_is_at_every_stop() -> None:
    assert all(names(m) == {"Anna Berg", "Ola Dahl"} for m in read(JOURNEY).meetings)


def test_purpose_is_no_stop() -> None:
    meetings = read("Kenya's envoy James Otieno left for Juba on 4 May 2023 to gain support for the Sudan talks.").meetings
    assert [m.country for m in meetings] == ["SS"]


def test_meetings_of_hers_are_one_for_each_counterpart() -> None:
    reading = read(
        "Norway's foreign minister Anna Berg was in Africa. In her meetings with President Salva Kiir of South Sudan and "
        "President William Ruto of Kenya, she discussed the peace process."
    )
    assert {frozenset(seats(m)) for m in reading.meetings} == {frozenset(("NOR", "SSD")), frozenset(("NOR", "KEN"))}


def test_coming_together_is_no_journey() -> None:
    meeting = only("The presidents of Kenya, Uganda and Rwanda came together in Nairobi on 4 May 2023.")
    assert meeting.kind.value != "visit"
    assert set(seats(meeting)) == {"KEN", "UGA", "RWA"}


def test_what_did_not_take_place_is_no_meeting() -> None:
    assert not read("The foreign ministers of Kenya and Uganda did not meet in Nairobi on 4 May 2023.").meetings
