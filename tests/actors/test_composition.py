from __future__ import annotations

import pytest

from sulh.actors.composition import Composed, after_state, before_state


@pytest.mark.parametrize(
    ("text", "kind", "covered"),
    [
        (" government forces left", Composed.GOVERNMENT, " government forces"),
        ("'s interim government", Composed.GOVERNMENT, "'s interim government"),
        (" Ministry of Foreign Affairs said", Composed.MINISTRY, " Ministry of Foreign Affairs"),
        (" armed opposition groups", Composed.ARMED_OPPOSITION, " armed opposition groups"),
        (" opposition delegation", Composed.OPPOSITION, " opposition delegation"),
        (" civil society representatives", Composed.CIVIL_SOCIETY, " civil society representatives"),
        (" people's", None, ""),
        (", government", None, ""),
    ],
)
def test_words_after_a_state_make_an_actor_of_it(text: str, kind: Composed | None, covered: str) -> None:
    made = after_state(text, 0)
    assert (made and made[0], text[: made[1]] if made else "") == (kind, covered)


def test_words_before_a_state_make_an_actor_of_it() -> None:
    text = "the Government of the Sudan and the Ministry of Foreign Affairs of Chad"
    made = before_state(text)
    assert [(text[begin:at], kind) for at, (kind, begin) in made.items()] == [
        ("Government of the ", Composed.GOVERNMENT),
        ("Ministry of Foreign Affairs of ", Composed.MINISTRY),
    ]


def test_long_list_after_a_ministry_is_given_up_and_not_tried_in_every_way() -> None:
    # Each further name doubled the time once; at sixty this would not end within a lifetime.
    text = "Ministry of Defence" + ", Aa" * 60 + ", 9"
    assert before_state(text) == {}
    assert after_state(f" Foreign{', Aa' * 60}", 0) is None
