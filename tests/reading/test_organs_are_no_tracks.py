"""A committee, panel or office of one side, a slug line and the words of a headline name no format of talks; a joint body does."""

from __future__ import annotations

import pytest
from readings import read

TEXTS = [
    "Colonel Abu Jama, head of Sudan's Peace Dialogue Panel, held talks with the SPLM-N in Juba on 3 May.",
    "Cameroon's Central Peace-Making Committee held talks with the Ambazonian separatists in Buea on 3 May.",
    "Myanmar Peace Negotiation Committee and the Karen National Union held talks in Yangon on 3 May.",
    "Niger-Abuja-Peace talks\nThe government of Niger and the FPL met in Abuja on Wednesday.",
]


@pytest.mark.parametrize("text", TEXTS)
def test_what_one_side_sends_is_no_track(text: str) -> None:
    found = read(text)
    assert ([m.track for m in found.meetings], found.tracks) == ([None], ())


def test_words_of_a_headline_before_for_belong_to_no_track() -> None:
    text = "Mullah Dost arrives in Qatar for Taliban-Afghan peace talks\n\nThe Taliban and the Afghan government met in Doha on 3 May."
    assert all("Qatar for" not in track.name for track in read(text).tracks)


def test_a_joint_committee_stays_a_track() -> None:
    text = "The Joint Ceasefire Committee of Sudan and the SPLM-N held its second session in Juba on 3 May."
    assert [m.track for m in read(text).meetings] == ["Joint Ceasefire Committee"]
