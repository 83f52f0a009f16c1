"""Whom "they", the next round and a clause that names no meeting mean, in a text that speaks of "the sides"."""

from __future__ import annotations

import pytest
from reading_facts import read

OPENING = (
    "The delegations of the Government of Syria and of the Syrian opposition met in Muscat from 20 to 22 May 2025. "
    "Russia, Türkiye and Iran attended as guarantors. "
)
SEATED = "Representatives of Jordan, Iraq and the United Nations were present in an observer capacity."
SIDES = {"SYR", "syrian-opposition"}


@pytest.mark.parametrize(
    "said",
    [
        "They further undertook to hand over maps of the minefields north of Hama.",
        "They also agreed to open the road between Hama and Homs.",
    ],
)
def test_they_are_the_sides_of_the_sentence_before_and_not_those_last_listed(said: str) -> None:
    reading = read(f"{OPENING}{SEATED}\n\nThe sides agreed to release 60 detainees each by 15 June 2025.\n\n{said}", "2025-05-22")
    assert {actor.id for actor in reading.acts[-1].actors} == SIDES


def test_next_round_is_one_of_the_sides_and_not_of_those_last_listed() -> None:
    reading = read(
        f"{OPENING}{SEATED}\n\nThe sides agreed to release 60 detainees each by 15 June 2025.\n\n"
        "The next round of consultations will be held in Muscat on 16 and 17 September 2025.",
        "2025-05-22",
    )
    assert {actor.id for actor in reading.acts[-1].actors} == SIDES


@pytest.mark.parametrize(
    "more",
    [
        "; the ICRC took part in the session devoted to detainees.",
        ", and spoke at the session on detainees.",
        "; the ICRC briefed the plenary on its work.",
    ],
)
def test_observers_have_their_seat_also_where_their_sentence_speaks_of_a_part_of_the_meeting(more: str) -> None:
    (meeting,) = read(f"{OPENING}{SEATED[:-1]}{more}", "2025-05-22").meetings
    assert {one.actor.id for one in meeting.participants if one.role.value == "observer"} == {"JOR", "IRQ", "united-nations"}
