"""Conversations written down: who asks, who answers, and what "we" means in an answer."""

from __future__ import annotations

from readings import read, seats

from sulh.reading.turns import interviewee, turns_of

TALK = """Interview with Sam Oduya, foreign secretary of the Lake Liberation Front

Q: You came back from Oslo last week. What happened there?
A: We met the Kenyan foreign minister for peace talks in Oslo on 26 April 2023.
Q: And the ceasefire?
A: It holds.
"""


def test_turns_are_lines_that_begin_with_who_speaks() -> None:
    turns = turns_of(TALK)
    assert [turn.label for turn in turns] == ["Q", "A", "Q", "A"]
    assert interviewee(turns) == "A"
    named = "HOST: Good morning.\nKOLBE: Good morning.\nHOST: Is it over?\nKOLBE: It is adjourned."
    assert interviewee(turns_of(named)) == "KOLBE"


def test_the_head_of_minutes_or_of_a_mail_is_no_conversation() -> None:
    assert turns_of("Date: 3 May\nVenue: Oslo\nPresent: Kenya, Uganda\nChair: Norway\n") == ()
    assert turns_of("From: Ann\nTo: Ben\nDate: 3 May\nSubject: Talks\nFrom: Ben\nTo: Ann\n") == ()


def test_we_in_an_answer_is_the_side_of_the_one_who_answers() -> None:
    meeting = next(m for m in read(TALK).meetings if m.start == "2023-04-26")
    assert {"lake-liberation-front", "KEN"} <= set(seats(meeting))
