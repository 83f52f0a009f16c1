"""Whose office it is, and given names that are also names of capitals."""

from __future__ import annotations

from readings import only, seats


def test_place_before_an_office_does_not_own_it() -> None:
    meeting = only("Today in Riyadh Secretary of State Antony Blinken met with Russian Foreign Minister Sergey Lavrov.")
    assert set(seats(meeting)) == {"USA", "RUS"}


def test_capital_between_office_and_surname_is_a_given_name() -> None:
    meeting = only("Under Secretary of State Victoria Nuland met Ukrainian Foreign Minister Dmytro Kuleba in Kyiv on 4 May 2023.")
    assert {p.name for p in meeting.people} == {"Victoria Nuland", "Dmytro Kuleba"}


def test_office_of_somebody_else_is_not_the_persons() -> None:
    meeting = only("Staffan de Mistura, who acts for the UN Secretary-General, met Foreign Minister Sergey Lavrov in Moscow on 4 May 2018.")
    assert [p.office for p in meeting.people if p.name == "Staffan de Mistura"] == [None]
    told = "Mikhail Bogdanov, whom President Putin employs, met Iranian Foreign Minister Javad Zarif in Moscow on 4 May 2018."
    assert [p.office for p in only(told).people if p.name == "Mikhail Bogdanov"] == [None]


def test_office_under_another_names_the_whole_and_is_of_the_same_actor() -> None:
    meeting = only("Khawla Hadary, deputy to the UN envoy for Syria, met Iranian Foreign Minister Javad Zarif in Geneva on 4 May 2018.")
    assert [(p.office, p.actor and p.actor.id) for p in meeting.people if p.name == "Khawla Hadary"] == [
        ("deputy to the UN envoy", "united-nations")
    ]


def test_country_that_an_envoy_deals_with_does_not_own_the_envoy() -> None:
    meeting = only("Russia's Syria envoy Alexander Lavrentiev met Iranian Foreign Minister Javad Zarif in Tehran on 4 May 2018.")
    assert {p.name: p.actor and p.actor.id for p in meeting.people}["Alexander Lavrentiev"] == "RUS"
