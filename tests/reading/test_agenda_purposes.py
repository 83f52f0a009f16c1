"""The agenda of a meeting from purposes at the start of a sentence, and from the acts at the meeting."""

from __future__ import annotations

from readings import only


def topics(text: str) -> set[str]:
    return {item.issue.value for item in only(text).agenda}


def test_purpose_that_opens_the_sentence_is_agenda() -> None:
    found = topics(
        "To save a shaky ceasefire and to open the way for humanitarian aid, the leaders of Kenya and Uganda met in Nairobi on 4 May 2023."
    )
    assert {"ceasefire", "humanitarian"} <= found


def test_relations_of_two_states_are_agenda() -> None:
    assert "bilateral_relations" in topics(
        "The presidents of Serbia and Croatia met in Zagreb on 4 May 2023 and discussed the ties of the two states."
    )
