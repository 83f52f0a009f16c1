"""Promises: words that undertake something still to be done."""

from __future__ import annotations

import pytest

from sulh.record.projection.promises import is_promise


@pytest.mark.parametrize(
    "words",
    [
        "The parties agreed to exchange 20 prisoners.",
        "The guarantors decided to hold the next round in Geneva.",
        "Delegations will meet again in spring.",
        "The government undertakes to open two crossings.",
        "Both sides committed themselves to refrain from attacks.",
        "A joint working group is to be set up within two weeks.",
        "They agreed on holding a further session.",
        "The parties pledged to release all detainees.",
        "The committee is to begin its work in Geneva.",
        "They agreed that a working group is to meet in May.",
        "They agree on a joint mechanism which is to watch over the truce.",
        "They agreed to call a congress, which is to be held in May.",
        "The talks are due to resume in the capital.",
        "A further session is planned for the coming weeks.",
        "The next round has been scheduled for spring.",
    ],
)
def test_undertaking_is_a_promise(words: str) -> None:
    assert is_promise(words)


@pytest.mark.parametrize(
    "words",
    [
        "The parties agreed on the importance of a ceasefire.",
        "The ministers agreed that the situation was grave.",
        "They agreed to the agenda.",
        "The committee decided the matter on Tuesday.",
        "Agreement was reached on all points.",
        "The sides are set against each other.",
        "The round had been scheduled for spring.",
    ],
)
def test_agreement_about_what_is_or_was_is_none(words: str) -> None:
    assert not is_promise(words)


@pytest.mark.parametrize(
    "words",
    [
        "They decided on Tuesday what the committee is to do.",
        "It was decided who will sit in the group.",
        "They settled how the zones are to be watched.",
        "The committee, which is to draft a constitution, was welcomed.",
        "Its 150 members are to draft a constitution.",
        "The working group is to draw the lines of the areas.",
        "They agreed on a joint statement.",
    ],
)
def test_what_a_body_is_for_and_what_was_settled_about_it_is_none(words: str) -> None:
    assert not is_promise(words)
