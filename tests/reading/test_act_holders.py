"""Whose an act is: states that share a name, governments and rebels named by a noun, persons whom two actors' names describe."""

from __future__ import annotations

import pytest
from reading_facts import acts, read

AROUND = "Peace talks: the day\n\n{}\n\nThe peace process and the ceasefire remain fragile after years of negotiations."


def _acts(said: str) -> list[tuple[str, frozenset[str]]]:
    return [(kind, actors) for kind, actors, _ in acts(read(AROUND.format(said)))]


@pytest.mark.parametrize(
    ("said", "kind", "holders"),
    [
        ("Officials met at Panmunjom on 3 June 2031. The two Koreas agreed to hold reunions of families.", "agree", {"KOR", "PRK"}),
        ("Ministers met in Addis Ababa on 3 March 2031. Both Sudans agreed to withdraw their forces.", "agree", {"SDN", "SSD"}),
        ("Colombian officials met the ELN in Quito. The national government rejected the truce.", "reject", {"COL"}),
        ("The Yemeni government and the Houthis met in Muscat on Monday. The rebels rejected the plan.", "reject", {"houthis"}),
        ("Taoiseach Declan Hanratty opened the talks in Belfast. Hanratty urged the parties to finish them.", "call", {"IRL"}),
    ],
)
def test_noun_for_states_governments_or_rebels_means_those_the_text_names(said: str, kind: str, holders: set[str]) -> None:
    assert _acts(said)[-1] == (kind, frozenset(holders))


def test_government_is_not_the_group_that_spoke_last_nor_a_movement_the_state() -> None:
    found = _acts(
        "The South Sudanese government welcomed the truce on Monday. Rebel spokesman James Luall said that his movement rejected the plan."
    )
    assert found == [("welcome", frozenset({"SSD"})), ("reject", frozenset())]


@pytest.mark.parametrize(
    ("said", "kind", "holder"),
    [
        ("Basma Haddadi, a spokeswoman for the Syrian opposition delegation, rejected the proposal.", "reject", "syrian-opposition"),
        ("Carlos Lermo, the Spanish head of the United Nations mission in Libya, urged the factions to sign.", "call", "united-nations"),
        ("The British ambassador to the United Nations, Anna Colewright, called on Sudan's army to accept the truce.", "call", "GBR"),
    ],
)
def test_person_acts_for_whom_they_serve_not_for_where_they_are_from(said: str, kind: str, holder: str) -> None:
    assert _acts(said) == [(kind, frozenset({holder}))]


@pytest.mark.parametrize(
    "said",
    [
        'Yemen and the Houthis met in Geneva. "We hope the war ends with these talks," said Omar Fadlan, a professor at Sanaa University.',
        "Mali's government met rebels in Algiers. An analyst in Bamako warned that the truce would fail.",
    ],
)
def test_what_a_professor_or_an_analyst_says_is_no_act(said: str) -> None:
    assert _acts(said) == []


@pytest.mark.parametrize(
    "said",
    ["The European Union will say on Monday whether it agrees to the truce in Libya.", "Qatar asked whether Chad accepts the truce."],
)
def test_question_that_is_open_is_no_agreement(said: str) -> None:
    assert not any(kind == "agree" for kind, _ in _acts(said))


@pytest.mark.parametrize(
    ("said", "kind", "holders"),
    [
        (
            "Venezuela's government and the opposition met in Bridgetown on Monday, led by opposition leader Carlos Bermejo. "
            "Bermejo insisted on new elections.",
            "call",
            {"venezuelan-opposition"},
        ),
        (
            "The truce was discussed in Oslo. The Kenyan prime minister chairs the talks. Prime Minister Peter Wachiro urged both sides to "
            "free prisoners.",
            "call",
            {"KEN"},
        ),
        ("Envoys spoke to the delegations\n\nThe Taliban rejected the ceasefire at the talks in Doha.", "reject", {"taliban"}),
    ],
)
def test_office_is_of_whom_the_text_gives_it_elsewhere_and_a_group_opens_a_paragraph(said: str, kind: str, holders: set[str]) -> None:
    assert _acts(said)[-1] == (kind, frozenset(holders))


def test_positions_in_a_quotation_that_goes_on_are_of_whoever_spoke_last() -> None:
    found = _acts(
        'The joint statement of the Kenyan and Ugandan governments said the talks went well.\n\n"We believe it is vital that they return."'
    )
    assert found[-1] == ("call", frozenset({"KEN", "UGA"}))


@pytest.mark.parametrize("said", ["Other areas remain to be resolved at the talks on the truce in Geneva, the United Nations said."])
def test_what_remains_to_be_done_is_noted(said: str) -> None:
    assert {kind for kind, _ in _acts(said)} == {"note"}
