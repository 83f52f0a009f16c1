"""Chronologies: rows that open with a date, and often with a place, hold for the meeting that the rest of the row tells of."""

from __future__ import annotations

from readings import read

CAPITALS = """\
MARROW VALLEY: WHO MET WHERE
Timeline, 1 September 2031

3 Mar 2029   OSLO. Third round of the talks between Norway and the Marrow Valley Movement (MVM).
28 May-2 Jun GENEVA. Summit of the leaders of Kenya and Uganda on the valley.
9 Jul 2030   NAIROBI. Kenya and Uganda sign a peace agreement.
"""
YEARS = """\
KENYA AND UGANDA: PEACE TALKS AND TRUCES

2012
 20-21 June   Chester House, near London. Two delegations meet for the first time, at British invitation.
 28 June      Dubai. The presidents of Kenya and Uganda endorse the text of the peace agreement.

2013
 13 April     Ankara. Kenya and Uganda agree on a ceasefire commission.
 2 May        Kampala is shelled, 14 killed.
"""
PROSE = """\
The peace talks between Kenya and Uganda moved on.

3 March brought a meeting in Oslo. Both sides agreed to a ceasefire.
"""


def held(text: str) -> list[tuple[str | None, str | None]]:
    return [(meeting.start, meeting.city) for meeting in read(text).meetings]


def test_a_row_gives_its_meeting_the_date_and_the_place_it_opens_with() -> None:
    assert held(CAPITALS) == [("2029-03-03", "Oslo"), ("2029-05-28", "Geneva"), ("2030-07-09", "Nairobi")]


def test_a_row_without_a_year_takes_that_of_the_heading_above() -> None:
    assert {("2012-06-20", "Chester House"), ("2012-06-28", "Dubai"), ("2013-04-13", "Ankara")} <= set(held(YEARS))


def test_a_row_of_fighting_is_no_meeting() -> None:
    assert "Kampala" not in {city for _, city in held(YEARS)}


def test_a_date_that_opens_a_sentence_makes_no_row() -> None:
    assert not [place for _, place in held(PROSE) if place not in ("Oslo", None)]
