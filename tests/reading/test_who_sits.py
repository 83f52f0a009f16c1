"""Who sits at a meeting is read from adjectives, counts and lists too; words of the background and parts of names seat nobody."""

from __future__ import annotations

import pytest
from readings import only, read, seats

DATELINE = "LONDON, May 5, 2023 (AFP) - "


@pytest.mark.parametrize(
    ("phrase", "role"),
    [
        ("two-day Norwegian-brokered talks", "mediator"),
        ("Norwegian-mediated peace negotiations", "mediator"),
        ("Norwegian-facilitated indirect talks", "facilitator"),
        ("talks under Norwegian mediation", "mediator"),
    ],
)
def test_who_brings_talks_about_is_read_from_an_adjective(phrase: str, role: str) -> None:
    meeting = only(f"{DATELINE}The government of Chad and the FACT rebels met in Lome on Monday for {phrase}.")
    assert seats(meeting)["NOR"] == role


def test_of_two_adjectives_both_mediate() -> None:
    text = "The Kenyan- and Ugandan-mediated talks between the government of Burundi and the FNL opened in Arusha on Monday."
    held = seats(only(DATELINE + text))
    assert (held["KEN"], held["UGA"], held["BDI"]) == ("mediator", "mediator", "party")


@pytest.mark.parametrize("words", ["A Russian-brokered ceasefire ended the war.", "The Saudi-led coalition bombed the port."])
def test_an_adjective_of_something_else_than_talks_seats_nobody(words: str) -> None:
    meeting = only(f"{DATELINE}{words} Armenia and Azerbaijan met in Brussels on Tuesday for talks chaired by the European Union.")
    assert not {"RUS", "SAU"} & set(seats(meeting))


@pytest.mark.parametrize(
    ("groups", "actor"),
    [
        ("14 armed groups", "14-armed-groups"),
        ("eight ethnic armed groups", "eight-ethnic-armed-groups"),
        ("15 out of 17 rebel movements", "15-rebel-movements"),
    ],
)
def test_groups_that_are_only_counted_are_a_party_and_so_is_the_state_beside_them(groups: str, actor: str) -> None:
    held = seats(only(f"{DATELINE}Chad and {groups} reached a peace agreement during talks in Doha on Tuesday."))
    assert held == {"TCD": "party", actor: "party"}


def test_groups_of_which_one_is_said_to_be_one_are_not_there() -> None:
    text = "M23 is one of about 100 armed groups in the east. The Congolese government and the M23 met in Doha on Tuesday."
    assert set(seats(only(DATELINE + text))) == {"COD", "m23"}


def test_two_days_are_not_two_actors() -> None:
    text = "Kenya and Uganda had called for calm. Chad and the FACT rebels met in Lome on Monday. The two-day talks went well."
    assert not {"KEN", "UGA"} & set(seats(only(DATELINE + text)))


def test_a_subject_that_an_abbreviation_cuts_in_two_is_whole() -> None:
    text = "The Central African Republic (CAR) and 14 armed groups on Saturday reached a peace agreement during talks in Khartoum."
    agreed = [act for act in read(DATELINE + text).acts if act.act.value == "agree"]
    assert {actor.id for act in agreed for actor in act.actors} == {"CAF", "14-armed-groups"}
