"""The kind of an act where the words beside its verb settle it: truces declared, deals between others, needs, forecasts, conditions."""

from __future__ import annotations

import pytest
from reading_facts import acts, read

AROUND = "Peace talks: the day\n\n{}\n\nThe peace process and the ceasefire remain fragile after years of negotiations."


def _acts(said: str) -> list[tuple[str, frozenset[str]]]:
    return [(kind, actors) for kind, actors, _ in acts(read(AROUND.format(said)))]


@pytest.mark.parametrize(
    ("said", "kind", "holders"),
    [
        ("The ELN declared a three-month ceasefire in April, after the president of Colombia gave up power.", "decide", {"eln"}),
        ("Ethiopia declared a humanitarian truce on 24 March 2031.", "decide", {"ETH"}),
        ("The European Union announced sanctions on commanders of the M23 on Monday.", "decide", {"european-union"}),
        ("Egypt announced a ceasefire between Israel and Hamas on Sunday after a week of talks in Cairo.", "agree", {"ISR", "hamas"}),
        ("Ethiopia and the Tigray People's Liberation Front struck a truce in Pretoria, the African Union said.", "agree", {"ETH", "tplf"}),
        ("A prisoner exchange agreement between Russia and Ukraine was signed in Abu Dhabi on Monday.", "agree", {"RUS", "UKR"}),
    ],
)
def test_truce_is_decided_by_who_declares_it_and_agreed_by_those_it_is_between(said: str, kind: str, holders: set[str]) -> None:
    assert _acts(said) == [(kind, frozenset(holders))]


@pytest.mark.parametrize(
    ("said", "holder"),
    [
        ('"We believe it is imperative that they move on," Norwegian Foreign Minister Karin Lunde said at the talks in Oslo.', "NOR"),
        ("Kenyan President Peter Wachiro said it was essential that both sides in Sudan honour the truce.", "KEN"),
        ("Norway said that the Sudanese parties had to stop the fighting before the talks in Geneva.", "NOR"),
    ],
)
def test_what_somebody_says_is_needed_is_a_call_of_theirs(said: str, holder: str) -> None:
    assert _acts(said) == [("call", frozenset({holder}))]


def test_what_must_be_is_a_call_of_those_by_whom_somebody_was_told() -> None:
    assert _acts("Hamas has been told by Egypt and Qatar that it must accept the truce in Gaza.") == [("call", frozenset({"EGY", "QAT"}))]


@pytest.mark.parametrize(
    ("said", "holder"),
    [
        ("Ukrainian President Petro Horbalo said on Monday that Kyiv and Moscow will reach an agreement on prisoners.", "UKR"),
        ("Qatar expects that Israel and Hamas will sign the deal in Doha within days, its foreign minister said.", "QAT"),
    ],
)
def test_agreement_that_somebody_foretells_is_noted(said: str, holder: str) -> None:
    assert _acts(said) == [("note", frozenset({holder}))]


def test_what_somebody_will_do_on_a_condition_is_offered() -> None:
    (found,) = _acts("The Taliban would accept a truce if prisoners were freed, their negotiator told the talks in Doha.")
    assert found[0] == "offer"


@pytest.mark.parametrize(
    "said",
    [
        "The M23 is supported by some 3,000 Rwandan troops, according to United Nations experts.",
        "The monitoring mission has officers from Malaysia and Brunei. It will monitor the ceasefire between the government and the MILF.",
    ],
)
def test_whom_others_support_and_what_a_body_is_for_are_no_acts(said: str) -> None:
    assert _acts(said) == []
