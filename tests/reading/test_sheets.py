"""The sheet of a meeting: minutes, programmes, lists of participants and of signatures."""

from __future__ import annotations

import pytest
from readings import read

from sulh.model import Meeting, MeetingStatus, Role

MINUTES = """\
JOINT ROADS COMMISSION (JRC)
Minutes of the eighth sitting

Ostmark, Friday 4 May 2029, 09:30-16:10

On the line: Morvanian Ministry of Defence, Gen. Ansgar Holt; Valley League (VL), Ms Dina Orme.
Facilitation: Kingdom of Velsand (Mr S. Thorne). Technical observer: United Nations (UN).
Apologies: Harrow Brigades

1. The ceasefire. Both sides reported that the truce holds. The Government of Morvania handed over a list of prisoners.
"""
PROGRAMME = """\
FORUM OF RIVER STATES (FRS)
TARSK DIALOGUE - SECOND PLENARY
Hotel Lido, Santa Mora (Velsand), 8-11 October 2029
Programme (subject to change)

Mon 8
15:00 Arrivals
18:30 Welcome by the Foreign Minister of Velsand, Ms Elva Monte
Tue 9
09:00 Plenary on the ceasefire and the prisoners. The Government of Tarsk opens, the Valley League answers.
"""
PARTICIPANTS = """\
TARSK DIALOGUE, THIRD ROUND (3-6 November 2029)
LIST OF PARTICIPANTS - provisional

A. Republic of Tarsk
Mr Leo Anders Minister of Peace, head of delegation
Gen. Anvar Pell

B. Valley League (VL)
Ms Dina Orme head

C. Convener and mediator: Kingdom of Velsand
Mr Philip Bell

D. Observers
United Nations (UN): Mr Kofi Barran
Harrow Brigades: withdrawn on 29 October

Venue: Old Customs School, Santa Mora.
"""


def own(text: str) -> Meeting:
    """The meeting whose sheet the text is."""
    return next(m for m in read(text).meetings if m.core)


def roles(meeting: Meeting) -> dict[str, Role]:
    return {p.actor.name: p.role for p in meeting.participants}


def test_minutes_say_what_when_where_and_between_whom() -> None:
    meeting = own(MINUTES)
    assert (meeting.ordinal, meeting.start, meeting.city, meeting.status) == (8, "2029-05-04", "Ostmark", MeetingStatus.HELD)
    assert meeting.track == "Joint Roads Commission"
    seen = roles(meeting)
    assert seen["Morvania"] is Role.PARTY and seen["Valley League"] is Role.PARTY
    assert seen["Velsand"] is Role.FACILITATOR and seen["United Nations"] is Role.OBSERVER
    assert "Harrow Brigades" not in seen
    assert {"Ansgar Holt", "Dina Orme", "S. Thorne"} <= {person.name for person in meeting.people}


def test_programme_is_of_a_meeting_to_come_with_all_whom_it_names() -> None:
    meeting = own(PROGRAMME)
    assert (meeting.ordinal, meeting.start, meeting.end, meeting.city) == (2, "2029-10-08", "2029-10-11", "Santa Mora")
    assert meeting.status is MeetingStatus.PLANNED
    assert {"Velsand", "Tarsk", "Valley League"} <= roles(meeting).keys()


def test_list_of_participants_puts_people_under_their_side() -> None:
    meeting = own(PARTICIPANTS)
    assert (meeting.start, meeting.end, meeting.ordinal, meeting.city) == ("2029-11-03", "2029-11-06", 3, "Santa Mora")
    seen = roles(meeting)
    assert seen["Tarsk"] is Role.PARTY and seen["Velsand"] is Role.MEDIATOR and seen["United Nations"] is Role.OBSERVER
    assert "Harrow Brigades" not in seen
    sides = {person.name: person.actor.name for person in meeting.people if person.actor is not None}
    assert sides["Dina Orme"] == "Valley League" and sides["Leo Anders"] == "Tarsk"


@pytest.mark.parametrize("stale", ["as of 2 May 2029", "Position at 2 May 2029", "Rev. 3, 2 May 2029"])
def test_day_of_the_paper_is_not_that_of_the_meeting(stale: str) -> None:
    assert own(PARTICIPANTS.replace("provisional", stale)).start == "2029-11-03"


def test_running_text_that_mentions_an_agenda_is_no_sheet() -> None:
    text = "The seventh round of peace talks on Yemen will be held in Muscat on 12 May 2023. The release of prisoners is on the agenda."
    assert read(text).meetings[0].status is MeetingStatus.PLANNED


def test_a_title_over_a_line_of_place_and_days_is_a_sheet_without_a_word_for_it() -> None:
    head = "KENYA-UGANDA BORDER DIALOGUE, SECOND PLENARY\nHotel Lido, Santa Mora (Velsand), 8-11 October 2029\n\n"
    meeting = read(head + "Mon 8 15:00 Arrivals\nTue 9 09:00 The Government of Kenya opens; the Government of Uganda answers.\n").meetings[
        0
    ]
    assert (meeting.start, meeting.end, meeting.city, meeting.ordinal) == ("2029-10-08", "2029-10-11", "Santa Mora", 2)


def test_a_statement_over_place_and_day_is_no_sheet() -> None:
    text = "Statement on the talks\nOslo, 8 October 2029\n\nWe hope that the peace talks of Kenya and Uganda lead to a ceasefire.\n"
    assert not [meeting for meeting in read(text).meetings if meeting.start == "2029-10-08"]


def test_a_list_of_persons_present_is_enough_for_minutes() -> None:
    head = "Advisory Circle on the peace talks and the ceasefire\nMinutes, session of Thursday 8 June 2034\n\n"
    meeting = read(
        head + "Present: Ms. Anna Korr, Ms. Fatima Zaoui\nExcused: Ms. Vera Stanic\n\n1. The session opened at 11.00.\n"
    ).meetings[0]
    assert {person.name for person in meeting.people} == {"Anna Korr", "Fatima Zaoui"}


def test_the_line_on_the_next_sitting_is_a_planned_one_at_the_place_it_says() -> None:
    planned = [m for m in read(MINUTES + "\n6. Next: 17 June, same place.\n").meetings if m.status is MeetingStatus.PLANNED]
    assert [(m.start, m.city) for m in planned] == [("2029-06-17", "Ostmark")]
