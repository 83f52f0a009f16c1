"""Whose office it is, and given names that are also names of capitals."""

from __future__ import annotations

import pytest
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


def served(text: str) -> dict[str, str | None]:
    """Whom each person at the main meeting serves."""
    return {p.name: p.actor.id if p.actor else None for p in only(text).people}


MET = "met Iranian Foreign Minister Reza Golzar in Geneva on 4 May 2023 for peace talks on Syria."


def test_ambassador_at_an_organisation_is_that_of_a_state() -> None:
    for told in ("Syria's UN ambassador", "The Syrian ambassador to the United Nations in Geneva,", "Syria's representative to the UN"):
        assert served(f"{told} Karim Hallaq {MET}").get("Karim Hallaq") == "SYR", told
    told = "The Syrian delegation, headed by United Nations ambassador Karim Hallaq, " + MET
    assert served(told)["Karim Hallaq"] == "SYR"
    assert served(f"UN envoy Karim Hallaq {MET}")["Karim Hallaq"] == "united-nations"


def test_envoy_is_of_whom_they_serve_and_not_of_where_they_are_from() -> None:
    for told in (
        "The UN special envoy for Syria, Spanish diplomat Bernardo Rivas,",
        "Spanish diplomat Bernardo Rivas, the UN's special envoy for Syria,",
        "The UN mediator, former Spanish minister Bernardo Rivas,",
        "Former Spanish minister Bernardo Rivas, the UN's mediator,",
    ):
        assert served(f"{told} {MET}")["Bernardo Rivas"] == "united-nations", told
    assert served(f"Spanish diplomat Bernardo Rivas {MET}")["Bernardo Rivas"] == "ESP"


def test_country_of_an_office_is_no_part_of_the_name_behind() -> None:
    assert served(f"U.S. Ambassador to Israel Tom Halvers {MET}")["Tom Halvers"] == "USA"
    listed = "Norway's ambassador to Jordan Jane Corwin, Deputy Assistant to the President Hal Stone, and others"
    assert served(f"{listed} {MET}")["Jane Corwin"] == "NOR"
    assert served(f"Deputy Prime Minister of Jordan Tom Halvers {MET}")["Tom Halvers"] == "JOR"


def test_administration_and_chancellery_are_no_persons() -> None:
    told = f"Farid Aliyar, Head of the Foreign Relations Department of the Presidential Administration of Azerbaijan, {MET}"
    assert set(served(told)) == {"Farid Aliyar", "Reza Golzar"}
    told = "Head of the Presidential Office of Ukraine Oleh Marchuk " + MET
    assert served(told) == {"Oleh Marchuk": "UKR", "Reza Golzar": "IRN"}


def test_office_without_a_state_is_not_that_of_a_state_with_another_holder() -> None:
    told = (
        "Palestinian president Nabil Khoury met the president John Harlow in Geneva on 4 May 2023 for peace talks. "
        "The Palestinian government said that it was ready."
    )
    assert served(told) == {"John Harlow": None, "Nabil Khoury": "PSE"}


@pytest.mark.parametrize(
    "who",
    [
        "Director of the Africa Department of the Norwegian MFA, Ambassador Lars Holm,",
        "The head of the Peace Division of Norway's foreign ministry, Ambassador Lars Holm,",
        "The director of the Middle East Bureau of the Norwegian foreign ministry, Lars Holm,",
    ],
)
def test_who_heads_a_part_of_a_ministry_acts_for_its_state(who: str) -> None:
    meeting = only(f"{who} took part in a meeting on the peace process with the Kenyan foreign minister in Geneva on 3 June 2031.")
    assert [(person.name, person.actor and person.actor.id) for person in meeting.people] == [("Lars Holm", "NOR")]
