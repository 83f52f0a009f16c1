"""Participants from sentences that do not name the meeting: heads of delegations, those thanked, those mediated between."""

from __future__ import annotations

from readings import names, only, seats

OPENING = "JUBA, May 5, 2023 (AFP) - A new round of peace talks opened in Juba on Friday.\n\n"


def test_heads_of_delegations_bring_their_side() -> None:
    meeting = only(
        OPENING
        + "Anna Berg leads the Norwegian delegation, Peter Okoth heads the Kenyan one and Musa Hassan represents the Sudanese government."
    )
    assert {"NOR", "KEN", "SDN"} <= set(seats(meeting))
    assert {"Anna Berg", "Peter Okoth", "Musa Hassan"} <= names(meeting)


def test_leading_a_country_is_not_leading_a_delegation() -> None:
    meeting = only(OPENING + "Kenya backs Salva Kiir, who leads South Sudan, in these matters.")
    assert "Salva Kiir" not in names(meeting)


def test_those_still_to_be_asked_were_not_there() -> None:
    meeting = only("Delegations of Colombia and the ELN held talks in Caracas on 4 May 2023. They will ask Sweden and Spain to join them.")
    assert not {"SWE", "ESP"} & set(seats(meeting))


def test_those_thanked_for_hosting_and_mediating_have_these_roles() -> None:
    meeting = only(
        "Joint statement\n\nArmenia and Azerbaijan met in Almaty on 4 May 2023. The ministers thank Kazakhstan for hosting the talks "
        "and commend Georgia, which mediated."
    )
    assert seats(meeting) == {"KAZ": "host", "GEO": "mediator", "ARM": "party", "AZE": "party"}


def test_those_mediated_between_are_parties() -> None:
    meeting = only(
        "Norway welcomes the start of African Union-led peace talks in Pretoria on 4 May 2023. We thank Kenya for mediating between "
        "the Ethiopian government and the Tigray People's Liberation Front."
    )
    assert seats(meeting)["ETH"] == seats(meeting)["tplf"] == "party"
    assert seats(meeting)["african-union"] in ("facilitator", "mediator")


def test_officials_quoted_on_the_main_meeting_were_there() -> None:
    meeting = only(
        "The foreign ministers of Armenia and Azerbaijan met in Tbilisi on 4 May 2023.\n\n"
        "Armenia's foreign minister Ararat Mirzoyan said after the meeting that peace was near."
    )
    assert "Ararat Mirzoyan" in names(meeting)


def test_opposition_beside_a_government_is_that_of_its_state() -> None:
    meeting = only("The Syrian government and the armed opposition held talks in Geneva on 4 May 2023.")
    assert seats(meeting) == {"SYR": "party", "syrian-armed-opposition": "party"}


def test_surname_is_no_armed_group() -> None:
    meeting = only("Congolese Foreign Minister Thérèse Kayikwamba Wagner met the foreign minister of Rwanda in Luanda on 4 May 2023.")
    assert set(seats(meeting)) == {"COD", "RWA"}
    assert "Thérèse Kayikwamba Wagner" in names(meeting)
