"""Persons who represent an actor are found in sentences, lists and table rows."""

from __future__ import annotations

import pytest
from readings import names, only, seats

from sulh.actors import Authority
from sulh.actors.places import Gazetteer
from sulh.documents import from_text
from sulh.reading.english.context import Context


def delegates(text: str) -> dict[str, tuple[str, bool]]:
    context = Context(from_text(text), Authority.default(), Gazetteer.default())
    return {d.name.text: (d.actor.id, d.leads) for found in context.delegates.values() for d in found}


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        (
            "Abbas Kamel led the Egyptian, Samer Khoury the Jordanian and Nabil Haddad the Lebanese delegation.",
            {"Abbas Kamel": "EGY", "Samer Khoury": "JOR", "Nabil Haddad": "LBN"},
        ),
        ("Kenya sent Deputy Minister Mary Otieno and Uganda Peter Okello.", {"Mary Otieno": "KEN", "Peter Okello": "UGA"}),
        ("The Sudanese delegation is headed by Omer Hassan and that of Ethiopia by Dawit Bekele.", {"Omer "
        "Hassan": "SDN", "Dawit Bekele": "ETH"}),
        ("The delegation of South Sudan, led by Foreign Minister Peter Lado, met the delegation of Sudan.", {"Peter Lado": "SSD"}),
        ("Armen Petrosyan, a deputy minister of the republic, speaks for Armenia.", {"Armen Petrosyan": "ARM"}),
        ("They were Ivan Orlov for Russia, Elchin Aliyev for Azerbaijan and Armen Petrosyan, a senior diplomat, for Armenia.",
         {"Ivan Orlov": "RUS", "Elchin Aliyev": "AZE", "Armen Petrosyan": "ARM"}),
        ("Present:\n- Kenya: Mary Otieno, special envoy\n- Uganda: Peter Okello, ambassador", {"Mary Otieno":
         "KEN", "Peter Okello": "UGA"}),
    ],
)  # fmt: skip
def test_words_that_make_a_person_stand_for_an_actor(text: str, pairs: dict[str, str]) -> None:
    assert {name: actor for name, (actor, _) in delegates(text).items()} == pairs


def test_one_person_for_one_state_is_no_row() -> None:
    assert delegates("Mary Otieno left Nairobi for Uganda.") == {}


def test_delegations_listed_after_the_meeting_took_part_in_it() -> None:
    meeting = only(
        "Peace talks on Sudan opened in Juba on 3 May 2023. They will go on for two days. Four delegations have come. "
        "Omer Hassan, an adviser, leads the Sudanese team. Kenya has sent Mary Otieno and Uganda Peter Okello. "
        "Nothing was said about the hotel. Dawit Bekele of Ethiopia sits in as an observer. Chad and Egypt attend as observers."
    )
    assert {"SDN": "participant", "KEN": "participant", "UGA": "participant", "TCD": "observer", "EGY": "observer"}.items() <= seats(
        meeting
    ).items()
    assert {"Omer Hassan", "Mary Otieno", "Peter Okello"} <= names(meeting)


@pytest.mark.parametrize("mark", ["- ", "1. ", "* "])
def test_list_of_heads_of_delegation_is_read_line_by_line(mark: str) -> None:
    items = [
        f"{mark}Armenia: Armen Petrosyan, deputy foreign minister",
        f"{mark}Azerbaijan: Elchin Aliyev, special envoy",
        f"{mark}OSCE: Anna Berg, special representative",
    ]
    meeting = only(
        "The third round of talks on Karabakh opened in Vienna on 3 May 2023.\n\nHeads of delegation:\n"
        + "\n".join(items)
        + "\n\nIran attends as an observer."
    )
    assert {"ARM", "AZE", "osce"} <= set(seats(meeting))
    assert seats(meeting)["IRN"] == "observer"
    assert {(p.name, p.head_of_delegation) for p in meeting.people} == {
        ("Armen Petrosyan", True),
        ("Elchin Aliyev", True),
        ("Anna Berg", True),
    }


def test_list_not_about_attendance_adds_no_participants() -> None:
    meeting = only(
        "Talks on Karabakh between Armenia and Azerbaijan were held in Vienna on 3 May 2023.\n\nContacts for "
        "the press:\n- Iran: Reza Karimi, spokesman\n- Georgia: Nino Beridze, spokeswoman\n"
    )
    assert set(seats(meeting)) == {"ARM", "AZE"}


def test_envoy_of_a_president_is_no_president() -> None:
    meeting = only(
        "Ivan Orlov, the Russian president's special envoy for Libya, met Libya's Foreign Minister Mabrouk Salem in Tripoli on 3 May 2023."
    )
    assert {p.name: p.office for p in meeting.people}["Ivan Orlov"] == "special envoy for Libya"
