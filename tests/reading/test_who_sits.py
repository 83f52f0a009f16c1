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


@pytest.mark.parametrize(
    "chair",
    [
        "Hans Weber, a former German ambassador who now serves as envoy of the OSCE,",
        "The former German president Hans Weber, who mediates for the OSCE,",
        "The OSCE envoy Hans Weber, a former president of Germany,",
    ],
)
def test_whose_office_it_was_nobody_stands_for_any_more(chair: str) -> None:
    meeting = only(f"{DATELINE}{chair} received the foreign ministers of Armenia and Azerbaijan in Tbilisi on Friday.")
    assert set(seats(meeting)) == {"osce", "ARM", "AZE"}
    assert {p.name: p.actor and p.actor.id for p in meeting.people}["Hans Weber"] == "osce"


def test_a_former_minister_of_no_named_state_is_one_of_the_government_that_the_text_speaks_of() -> None:
    text = "Salva Ntaco, a former interior minister, led the delegation of the government of Burundi in talks with the FNL on Monday."
    assert seats(only(DATELINE + text))["BDI"] == "party"


@pytest.mark.parametrize(
    "others",
    [
        "the five permanent members of the UN Security Council plus Germany",
        "Germany and the secretary of Russia's Security Council",
        "Germany and the National Defence and Security Council of Guinea",
    ],
)
def test_a_council_is_not_the_united_nations_where_its_members_or_those_of_a_state_are_meant(others: str) -> None:
    held = seats(only(f"{DATELINE}Delegations of Iran and {others} met in Vienna on Tuesday."))
    assert {"IRN", "DEU"} <= set(held)
    assert "united-nations" not in held


def test_those_to_whom_an_envoy_is_sent_stand_in_the_title_only() -> None:
    text = "Anna Berg, envoy of the African Union to the parties to the conflict in Sudan, met Egypt's foreign minister in Cairo."
    assert set(seats(only(DATELINE + text))) == {"african-union", "EGY"}


@pytest.mark.parametrize("leader", ["Pedro Manuel Salgado", "Pedro Salgado"])
def test_who_governs_is_no_state(leader: str) -> None:
    text = f"The government of {leader} and the Lempa Front met in Oslo on Monday. Salgado said that he was content."
    assert set(seats(only(DATELINE + text))) == {"lempa-front"}


def test_a_state_in_small_letters_is_part_of_one() -> None:
    text = "The Lempa Front, which holds the mountainous state of Morazan, met the government of El Salvador in Managua on Monday."
    assert set(seats(only(DATELINE + text))) == {"lempa-front", "SLV"}


def test_a_land_that_is_only_talked_about_is_no_side() -> None:
    text = "Talks on Western Sahara with the Polisario Front were held in Geneva on Monday. The people of Western Sahara wait."
    assert "ESH" not in seats(only(DATELINE + text))


def test_a_side_whose_meeting_it_is_sits() -> None:
    text = "The meeting of the Lempa Front and the government of El Salvador was held in Managua on Monday."
    assert seats(only(DATELINE + text)) == {"lempa-front": "party", "SLV": "party"}


def test_several_who_are_meeting_now_are_a_meeting() -> None:
    text = "The UN envoy is meeting with foreign ministers from Algeria and Morocco plus leaders of the Polisario Front over the future."
    assert {"united-nations", "DZA", "MAR", "polisario"} == set(seats(only(text)))


CHAD = "The government of Chad and the FACT rebels met in Lome on Monday. "


@pytest.mark.parametrize(
    "asked",
    [
        "In March the rebels asked for mediation by the African Union, Qatar and the Italian foreign minister.",
        "The rebels had demanded that the African Union and Qatar mediate.",
        "N'Djamena called for Italy, Qatar and the African Union to mediate.",
        "Qatar and Italy have offered to mediate.",
        "The rebels rejected Italian mediation.",
    ],
)
def test_mediators_who_are_only_asked_for_are_not_there(asked: str) -> None:
    assert not {"african-union", "QAT", "ITA"} & set(seats(only(DATELINE + CHAD + asked)))


def test_who_was_asked_to_mediate_is_the_mediator_where_it_is_there() -> None:
    met = "The presidents of Sudan and South Sudan met in Doha on Monday. "
    text = met + "Both had requested Qatar's mediation. The emir of Qatar joined the meeting."
    assert seats(only(DATELINE + text)) == {"SDN": "party", "SSD": "party", "QAT": "mediator"}


def test_who_mediated_an_earlier_round_elsewhere_was_there() -> None:
    text = "The government of Senegal and the MFDC met in Praia on Tuesday. In 2019 Rome hosted a round, which was mediated by Norway."
    assert "NOR" not in seats(only(DATELINE + text))


def test_third_parties_of_one_meeting_are_not_carried_over_to_the_next() -> None:
    text = (
        "A Kenyan and a Swiss observer joined the talks of the government of Sudan and the SPLM-N in Juba on Monday, facilitated by Chad. "
        "They agreed to meet again on 20 June in Kampala."
    )
    later = next(m for m in read(DATELINE + text).meetings if m.status.value == "planned")
    assert not {"KEN", "CHE", "TCD"} & set(seats(later))


def test_guarantors_who_agree_to_meet_next_are_at_the_next() -> None:
    text = "Russia, Iran and Turkey, the guarantors of the truce, met in Astana on Tuesday. They agreed to meet next in Tehran on 20 June."
    later = next(m for m in read(DATELINE + text).meetings if m.status.value == "planned")
    assert set(seats(later)) == {"RUS", "IRN", "TUR"}


@pytest.mark.parametrize(
    ("words", "actor", "role"),
    [
        ("facilitated by Ahmed Rahim of the Malaysian government", "MYS", "facilitator"),
        ("brokered by the President of France, Paul Renard", "FRA", "mediator"),
        ("attended by Norwegian and Cuban observers", "NOR", "observer"),
        ("held with Qatar as mediator and Norway, Chad and Niger as observers", "NER", "observer"),
    ],
)
def test_roles_are_read_past_the_names_of_persons_and_from_adjectives(words: str, actor: str, role: str) -> None:
    text = f"The talks of the government of Sudan and the SPLM-N, {words}, opened in Vienna on Monday."
    assert seats(only(DATELINE + text))[actor] == role


def test_the_mediator_in_apposition_is_one() -> None:
    text = "Kenya, the mediator, received the Ethiopian government and the Tigray People's Liberation Front in Nairobi on Monday."
    assert seats(only(DATELINE + text)) == {"KEN": "mediator", "ETH": "party", "tplf": "party"}


def test_observers_in_the_sentence_about_the_meeting_were_there() -> None:
    text = "Armenian and Azerbaijani officials held talks in Tbilisi on Monday, moderated by Georgia; a Swedish observer was present."
    held = seats(only(DATELINE + text))
    assert (held["GEO"], held["SWE"]) == ("facilitator", "observer")


def test_who_withdrew_as_a_guarantor_makes_nobody_one() -> None:
    text = (
        "Talks between the Colombian government and the ELN opened in Havana on Monday. "
        "Ecuador withdrew as a guarantor after violence on the border between Ecuador and Colombia."
    )
    held = seats(only(DATELINE + text))
    assert (held["COL"], held["eln"]) == ("party", "party")


def test_the_office_before_the_next_name_is_not_that_of_the_name_before_it() -> None:
    text = "Iran's deputy foreign ministers, Ali Karimi and Reza Farahani, US Undersecretary of State Mary Stone, and others met in Vienna."
    people = {p.name: p.actor.id for p in only(DATELINE + text).people if p.actor is not None}
    assert people == {"Ali Karimi": "IRN", "Reza Farahani": "IRN", "Mary Stone": "USA"}
