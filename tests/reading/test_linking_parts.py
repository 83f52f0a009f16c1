"""A meeting, what opens or closes it, and the next of its kind."""

from __future__ import annotations

from readings import only, read, seats


def test_round_that_opens_with_consultations_is_one_meeting() -> None:
    meeting = only(
        "VIENNA, 3 May 2023 – The sixth meeting of the Minsk Group on Karabakh opened in Vienna on Wednesday with bilateral consultations."
    )
    assert (meeting.ordinal, meeting.start, meeting.city) == (6, "2023-05-03", "Vienna")


def test_signing_at_the_plenary_of_a_round_is_that_round() -> None:
    reading = read(
        "Sudan and South Sudan signed a memorandum on oil on Wednesday, at the plenary that closed the fifth round of the Juba talks."
    )
    assert [(m.kind.value, m.ordinal, m.start) for m in reading.meetings] == [("round", 5, "2023-05-03")]


def test_next_round_is_not_the_round_of_the_statement() -> None:
    reading = read(
        "Joint statement on the 7th meeting of the Juba format\n\nJuba, 2-3 May 2023\n\nThe representatives of Sudan, Kenya and Uganda:\n\n"
        "1. Reaffirmed the sovereignty of Sudan;\n\n2. Welcomed the ceasefire;\n\n3. Called for aid;\n\n4. "
        "Decided to hold the next meeting of the Juba format in Nairobi in October 2023.",
        published="2023-05-03",
    )
    found = {(m.ordinal, m.start, m.end, m.city, m.status.value) for m in reading.meetings}
    assert found == {(7, "2023-05-02", "2023-05-03", "Juba", "held"), (None, "2023-10", None, "Nairobi", "planned")}
    assert set(seats(next(m for m in reading.meetings if m.core))) >= {"SDN", "KEN", "UGA"}


def test_meetings_of_a_day_are_no_part_of_one_that_only_shares_the_year() -> None:
    reading = read(
        "Kenya and Uganda agreed to convene a ninth meeting of the Juba format in 2023. They recalled the "
        "meetings of the defence ministers of Kenya and Uganda in Nairobi on 25 April."
    )
    assert {(m.ordinal, m.start) for m in reading.meetings} >= {(9, "2023"), (None, "2023-04-25")}


def test_talks_named_after_the_place_of_the_dateline_were_held_there() -> None:
    meeting = only(
        "JUBA, 3 May 2023 – Sudan and the SPLM-North signed a truce on Wednesday, at the plenary that closed "
        "the fifth round of the Juba talks."
    )
    assert (meeting.city, meeting.country) == ("Juba", "SS")
