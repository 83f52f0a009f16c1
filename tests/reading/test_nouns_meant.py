"""Whom a noun means that the text brought in before: office-holders of a group, ministers of two states, a body, a sitting, "they"."""

from __future__ import annotations

import pytest
from reading_facts import acts, read


def _acts(text: str) -> list[tuple[str, frozenset[str]]]:
    return [(kind, actors) for kind, actors, _ in acts(read(text, "2031-06-04"))]


AROUND = "Peace talks: the day\n\n{}\n\nThe peace process and the ceasefire remain fragile after years of negotiations."


@pytest.mark.parametrize(
    ("said", "kind", "holders"),
    [
        (
            "The Co-Chairs of the OSCE Minsk Group met the parties to the conflict in Geneva on Monday. "
            "The Co-Chairs condemned the attacks on the line of contact.",
            "condemn",
            {"osce-minsk-group"},
        ),
        (
            "The Foreign Minister of Kenya, Mr. Tom Okelo, received the Foreign Minister of Uganda, Ms. Ruth Akello, on Friday. "
            "The talks took two days. The Ministers welcomed the ceasefire.",
            "welcome",
            {"KEN", "UGA"},
        ),
        (
            "The African Union Peace and Security Council met on Sudan on Monday. Envoys of the parties were heard. "
            "The Council urged the parties to resume the peace talks.",
            "call",
            {"au-psc"},
        ),
        (
            "A summit of Kenya, Uganda and Rwanda on the ceasefire was held in Arusha. Much was said about the roads. "
            "The summit condemned the attacks on the convoys.",
            "condemn",
            {"KEN", "UGA", "RWA"},
        ),
        (
            "The IGAD Assembly sat in Djibouti on Monday about the truce. It was hot. "
            "The Assembly demanded the release of all prisoners of war.",
            "call",
            {"igad"},
        ),
    ],
)
def test_a_noun_means_those_of_whom_it_was_said_before(said: str, kind: str, holders: set[str]) -> None:
    assert _acts(AROUND.format(said))[-1] == (kind, frozenset(holders))


@pytest.mark.parametrize(
    ("said", "kind", "holders"),
    [
        (
            "The members of the Security Council welcomed the agreement of Chad and Niger. "
            "They urged Chad and Niger to keep the ceasefire.",
            "call",
            {"united-nations"},
        ),
        (
            "The Co-Chairs of the OSCE Minsk Group condemned the fighting between Armenia and Azerbaijan. "
            "They called on both to return to the talks.",
            "call",
            {"osce-minsk-group"},
        ),
        (
            "The Taliban rejected the truce that Pakistan and Qatar had proposed. They demanded the withdrawal of all foreign troops.",
            "call",
            {"taliban"},
        ),
    ],
)
def test_they_are_those_of_whom_the_sentence_before_speaks_first(said: str, kind: str, holders: set[str]) -> None:
    assert _acts(AROUND.format(said))[-1] == (kind, frozenset(holders))


RESOLUTION = """Resolution 3199 (2031)

The {body},

Reaffirming its commitment to the territorial integrity of Mali,

{adverb} by the breakdown of the ceasefire and the plight of displaced civilians,

Supporting the mediation of Algeria,

1. Decides to extend the mandate of the peacekeeping mission until 30 June 2032;

2. Demands that all parties to the conflict resume the peace talks;

3. Welcomes the release of prisoners of war.
"""


@pytest.mark.parametrize(
    ("body", "adverb", "holder"),
    [
        ("Security Council", "Gravely alarmed", "united-nations"),
        ("African Union Peace and Security Council", "Deeply concerned", "au-psc"),
        ("General Assembly of the United Nations", "Disturbed", "un-general-assembly"),
    ],
)
def test_recitals_and_points_are_of_the_body_that_enacts_them(body: str, adverb: str, holder: str) -> None:
    found = _acts(RESOLUTION.format(body=body, adverb=adverb))
    assert [kind for kind, _ in found] == ["reaffirm", "note", "reaffirm", "decide", "call", "welcome"]
    assert all(actors == {holder} for _, actors in found), found


@pytest.mark.parametrize(
    ("title", "opening"),
    [
        ("COMMUNIQUE OF THE FOURTH MEETING OF THE MECHANISM FOR MALI", "Envoys of Chad, Niger and Algeria attended it in Algiers."),
        ("Conclusions of the Conference for Libya", "The following took part in the talks: Chad, Niger and Algeria."),
        ("Declaration of the Summit for Sudan", "Chad, Niger and Algeria met in Algiers on Monday about the ceasefire."),
    ],
)
def test_we_of_an_outcome_are_those_who_met_not_what_it_is_for(title: str, opening: str) -> None:
    said = "We condemned the attacks on the peace process.\n\nWe urged the parties to keep the ceasefire."
    found = _acts(f"{title}\n\n{opening}\n\n{said}\n")
    assert found == [(kind, frozenset({"TCD", "NER", "DZA"})) for kind in ("condemn", "call")]


@pytest.mark.parametrize(
    "place",
    ["Algiers", "Cairo", "Rome"],
)
def test_a_declaration_of_a_capital_is_of_those_who_declare_in_it(place: str) -> None:
    opening = f"The Ministers of Foreign Affairs of Chad and Niger, gathered in {place} on 2 June 2031, declare:"
    points = "They condemn the attacks on the peace process.\n\nThey call on all armed groups to keep the ceasefire."
    found = _acts(f"Declaration of {place}\n\n{opening}\n\n{points}\n")
    assert found == [(kind, frozenset({"TCD", "NER"})) for kind in ("condemn", "call")]


@pytest.mark.parametrize(
    "leaders",
    ["Leaders", "Heads of State", "Members"],
)
def test_they_of_a_body_are_its_leaders_not_those_whom_they_thank(leaders: str) -> None:
    head = "Communique of the African Union on the ceasefire in Sudan"
    said = f"{leaders} commended the patience of Kenya and Uganda. They urged both to go on with the mediation."
    assert _acts(f"{head}\n\n{said}\n\nThe peace process is a long one.\n")[-1] == ("call", frozenset({"african-union"}))


def test_ministers_of_a_list_are_those_listed_not_what_their_offices_are_called() -> None:
    text = (
        "Joint Press Release of the meeting of the Ministers of Foreign Affairs of Kenya, Uganda and Rwanda\n\n"
        "The Minister of Foreign Affairs of Kenya, Mr Tom Okelo, the Minister of Foreign Affairs of the Ugandan Republic, Ms Ruth Akello, "
        "and the Minister of Foreign Affairs of Rwanda, Mr Paul Uwase, met in Kigali. The Ministers welcomed the ceasefire.\n\n"
        "The peace process is a long one.\n"
    )
    assert _acts(text)[-1] == ("welcome", frozenset({"KEN", "UGA", "RWA"}))
