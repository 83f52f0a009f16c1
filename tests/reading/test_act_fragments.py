"""Verbs that state nothing of their own: those that only report, copulas, journeys, expectations, and outcomes that there were none of."""

from __future__ import annotations

import pytest
from reading_facts import acts, read

AROUND = "Peace talks: the day\n\n{}\n\nThe peace process and the ceasefire remain fragile after years of negotiations."


def _acts(said: str) -> list[tuple[str, frozenset[str], str]]:
    return acts(read(AROUND.format(said)))


@pytest.mark.parametrize(
    ("said", "kind", "holders", "quote"),
    [
        (
            '"The government is ready to go a long way," Malian Foreign Minister Boubacar Tessit told reporters in Algiers on Wednesday.',
            "offer",
            {"MLI"},
            "The government is ready to go a long way",
        ),
        (
            "Iran's foreign minister said the talks in Vienna can pave the way for a deal and vowed all-out efforts.",
            "note",
            {"IRN"},
            "the talks in Vienna can pave the way for a deal",
        ),
        (
            "The United Nations said that it was deeply concerned by the fighting in Darfur.",
            "note",
            {"united-nations"},
            "it was deeply concerned by the fighting in Darfur",
        ),
    ],
)
def test_verb_of_saying_or_being_is_no_act_beside_what_it_says(said: str, kind: str, holders: set[str], quote: str) -> None:
    ((act, actors, cited),) = _acts(said)
    assert (act, actors) == (kind, frozenset(holders))
    assert quote in cited


def test_verb_of_saying_stays_an_act_of_its_own_behind_a_semicolon() -> None:
    found = _acts("Egypt welcomed the truce in Gaza; Qatar stressed that it was only a first step towards an agreement.")
    assert [(kind, actors) for kind, actors, _ in found] == [("welcome", frozenset({"EGY"})), ("note", frozenset({"QAT"}))]


@pytest.mark.parametrize(
    "said",
    [
        "The Houthi delegation will leave for Muscat on Saturday to take part in the talks with the Yemeni government.",
        "The rebel team will travel to Nairobi later in the day via Addis Ababa for the talks with the Sudanese government.",
        "The Taliban are expected to demand the release of prisoners at the talks in Doha on Monday.",
        "The agreement is expected to be presented at the talks with the government of Myanmar next week.",
    ],
)
def test_journey_and_expectation_are_no_acts(said: str) -> None:
    assert _acts(said) == []


def test_who_leaves_the_talks_decides_to() -> None:
    ((kind, actors, _),) = _acts("The M23 delegation quit the talks in Doha on Monday.")
    assert (kind, actors) == ("decide", frozenset({"m23"}))


@pytest.mark.parametrize(
    ("said", "kind", "holders"),
    [
        ("Qatar offered no timetable for the return of the delegations to Doha on 3 May 2031.", "note", {"QAT"}),
        ("Kenya and Uganda reached no agreement on the border at the talks in Kampala.", "note", {"KEN", "UGA"}),
        ("The government of Mali accepted none of the demands of the rebels at the talks in Algiers.", "reject", {"MLI"}),
    ],
)
def test_outcome_that_there_was_none_of_is_noted_and_a_demand_not_accepted_rejected(said: str, kind: str, holders: set[str]) -> None:
    ((act, actors, _),) = _acts(said)
    assert (act, actors) == (kind, frozenset(holders))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Kenya welcomed the initiative of Uganda to deploy a military contingent.", [("welcome", {"KEN"})]),
        ("Kenya condemned the attempt of the M23 to seize the town.", [("condemn", {"KEN"})]),
        ("Kenya welcomed the appointment of an envoy, which will allow the mediation to help the parties.", [("welcome", {"KEN"})]),
    ],
)
def test_what_the_thing_is_for_that_an_act_is_about_is_no_act(said: str, expected: list[tuple[str, set[str]]]) -> None:
    found = acts(read(f"Peace talks: the day\n\n{said}\n\nThe peace process and the ceasefire remain fragile.", "2031-06-04"))
    assert [(kind, set(actors)) for kind, actors, _ in found] == expected


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ('Sudan\'s president has announced an "immediate" cease-fire in the west.', "decide"),
        ("The African Union adopted a statement on the ceasefire in Sudan.", "decide"),
        ("Kenya's government announced on Friday a general amnesty for the rebels.", "decide"),
    ],
)
def test_a_truce_announced_and_a_text_adopted_by_one_are_decided(said: str, kind: str) -> None:
    found = acts(read(f"Peace talks: the day\n\n{said}\n\nThe peace process and the ceasefire remain fragile.", "2031-06-04"))
    assert [act for act, _, _ in found][:1] == [kind]
