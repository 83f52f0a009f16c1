"""The actors of an act: predicates, texts as speakers, terms that others agreed, and acts that did not happen."""

from __future__ import annotations

import pytest
from readings import acts, read


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Serbia's foreign minister said he was glad that the talks with Kosovo had started again.", ("welcome", ("political_process",))),
        ("The United Nations envoy for Libya was satisfied with the ceasefire, the mission said.", ("welcome", ("ceasefire",))),
        ("The ceasefire, the statement of Kenya and Uganda went on, must be kept.", ("call", ("ceasefire",))),
    ],
)
def test_act_of_a_predicate_and_of_a_text(text: str, act: tuple[str, tuple[str, ...]]) -> None:
    assert act in acts(read(text))


def test_terms_of_a_deal_that_the_issuers_announce_are_agreed_by_the_parties() -> None:
    reading = read(
        "Joint Statement of Qatar and Egypt on a Truce in Sudan\n\n"
        "Qatar and Egypt announce that the Sudanese Armed Forces and the Rapid Support Forces have come to an agreement. "
        "Prisoners will be exchanged; troops will withdraw from Khartoum. We will work for more humanitarian aid."
    )
    found = acts(reading)
    assert ("agree", ("prisoners",)) in found
    assert ("agree", ("withdrawal",)) in found
    assert ("decide", ("humanitarian",)) in found


@pytest.mark.parametrize(
    "text",
    [
        "No ceasefire has been agreed by Armenia and Azerbaijan so far.",
        "No withdrawal was agreed by Sudan and South Sudan.",
    ],
)
def test_what_was_not_agreed_is_no_act(text: str) -> None:
    assert not [a for a in acts(read(text)) if a[0] == "agree"]


def test_group_of_a_name_is_no_verb() -> None:
    reading = read("Statement by Kenya on Sudan\n\nKenya spoke to the Rapid Support Forces in Nairobi about the border.")
    assert not [a for a in acts(reading) if a[0] == "reaffirm"]


def test_statement_in_the_first_person_is_that_of_who_opens_it() -> None:
    reading = read("On the talks in Pretoria\n\nNorway welcomes the truce in Ethiopia. We urge both sides to let humanitarian aid pass.")
    assert [[a.id for a in act.actors] for act in reading.acts] == [["NOR"], ["NOR"]]


def test_office_that_points_back_is_its_holder() -> None:
    reading = read(
        "Foreign Minister Sergey Lavrov of Russia met the foreign minister of Armenia in Moscow. "
        "The prime minister of Georgia was not there. The envoy was late. The minister welcomed the ceasefire."
    )
    welcome = next(a for a in reading.acts if a.act.value == "welcome")
    assert [a.id for a in welcome.actors] == ["RUS"]
