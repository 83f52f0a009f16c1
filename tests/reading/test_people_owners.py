"""Whose office it is, and given names that are also names of capitals."""

from __future__ import annotations

from readings import only, seats


def test_place_before_an_office_does_not_own_it() -> None:
    meeting = only("Today in Riyadh Secretary of State Antony Blinken met with Russian Foreign Minister Sergey Lavrov.")
    assert set(seats(meeting)) == {"USA", "RUS"}


def test_capital_between_office_and_surname_is_a_given_name() -> None:
    meeting = only("Under Secretary of State Victoria Nuland met Ukrainian Foreign Minister Dmytro Kuleba in Kyiv on 4 May 2023.")
    assert {p.name for p in meeting.people} == {"Victoria Nuland", "Dmytro Kuleba"}
