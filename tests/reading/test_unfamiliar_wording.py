"""What texts in other words than the rules were written with must still come to: who sits at a table, which meeting, what is no fact."""

from __future__ import annotations

import pytest
from readings import read

from sulh.model import MeetingStatus, Role

TALKS = """Envoy upbeat as Karesh talks resume in Vienna

VIENNA, 14 March 2023 (Reuters) - Negotiators from the Karesh government and the rebel Highland Unity Front returned to the table on
Tuesday.

The two delegations, led by Deputy Foreign Minister Tomas Irven and Front commander Aila Desh, sat down at the Hofburg for a session of
five hours. UN Special Envoy Henrik Solberg chaired it. Observers from Jordan, Iraq and Lebanon were in the room.

The previous round, also in Vienna, broke up on 20 February.
"""


def test_the_previous_round_is_another_meeting() -> None:
    assert {m.start for m in read(TALKS).meetings} == {"2023-03-14", "2023-02-20"}


def test_all_of_a_list_of_observers_are_seated() -> None:
    main = next(m for m in read(TALKS).meetings if m.core)
    assert {p.actor.id for p in main.participants if p.role is Role.OBSERVER} == {"JOR", "IRQ", "LBN"}


def test_the_only_government_of_a_text_is_a_party_beside_an_armed_group() -> None:
    main = next(m for m in read(TALKS).meetings if m.core)
    assert {p.actor.id for p in main.participants if p.role is Role.PARTY} == {"karesh", "highland-unity-front"}
    assert {p.name for p in main.people} >= {"Tomas Irven", "Aila Desh", "Henrik Solberg"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Food kits went to Damascus on 3 May 2023.",
        "Norway has proposed a meeting in Oslo on 3 May 2023.",
        "Should the parties meet in Oslo on 3 May 2023?",
    ],
)
def test_goods_and_proposals_are_no_meetings_held(sentence: str) -> None:
    meetings = read(f"The peace talks between Kenya and Uganda are mediated by Norway.\n\n{sentence}").meetings
    assert [m for m in meetings if m.start == "2023-05-03" and m.status is MeetingStatus.HELD] == []


def test_the_secretary_general_alone_speaks_for_the_united_nations() -> None:
    text = "The Secretary-General welcomed the ceasefire in Syria. He urged both sides to release all prisoners."
    assert [[a.id for a in act.actors] for act in read(text).acts] == [["united-nations"], ["united-nations"]]


def test_both_sides_of_a_sentence_release_their_own() -> None:
    text = "Under the ceasefire the government of Yemen freed 112 Houthi fighters and the Houthis let go 71 soldiers on 4 March 2023."
    assert {(one.by.id if one.by else None, one.count) for one in read(text).releases} == {("YEM", 112), ("houthis", 71)}


def test_detained_persons_are_counted() -> None:
    assert [one.count for one in read("Under the ceasefire the Houthis released 41 detained persons on 4 March 2023.").releases] == [41]


def test_what_is_asked_and_how_a_speech_opens_are_no_acts() -> None:
    text = "Thank you, Mr. President. Did the government of Syria accept the ceasefire? We urge all parties to respect the truce."
    assert [act.act.value for act in read(text).acts] == ["call"]


def test_the_sides_are_not_those_who_broker_their_truce() -> None:
    text = "The truce of Mali, brokered by Qatar and Turkey, holds. The sides are to meet in Doha on 27 May 2023 to extend the ceasefire."
    assert [p.actor.id for m in read(text).meetings for p in m.participants if p.role is Role.PARTY] == []


def test_states_that_no_list_has_are_known_by_their_ministers() -> None:
    text = "The water ministers of Lagania, Sorovia and Uplandia ended a round of peace talks in Kigali on 12 August 2019."
    assert {p.actor.id for p in read(text).meetings[0].participants} >= {"lagania", "sorovia", "uplandia"}
