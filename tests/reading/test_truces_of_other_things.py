"""What is agreed for a truce or under one declares none; who agrees to renew a truce extends it."""

from __future__ import annotations

import pytest
from readings import read


@pytest.mark.parametrize(
    "text",
    [
        "As part of ensuring the long-standing ceasefire between the Government and the Front, the Parties agreed to renew the mandate of "
        "the Joint Action Group until 31 March 2024.",
        "Under the ceasefire, the government and the Houthis agreed on 3 May to reopen the road to Taiz.",
        "To support the ceasefire, the two sides signed on 3 May the terms of reference of a joint monitoring team.",
        "The rebels announced on 3 May the transfer of 20 captives to the government in accordance with the ceasefire framework.",
    ],
)
def test_what_is_agreed_for_a_ceasefire_declares_none(text: str) -> None:
    assert read(text).ceasefires == ()


@pytest.mark.parametrize(
    "text",
    [
        "Yemen's government and the Houthis agreed on 3 May to renew the ceasefire until 2 August.",
        "The two sides announced on 3 May an extension of the ceasefire by three months.",
        "Both parties decided to extend the truce until 31 July.",
    ],
)
def test_who_agrees_to_renew_a_truce_extends_it(text: str) -> None:
    assert [one.event.value for one in read(text).ceasefires] == ["extended"]


def test_an_agreement_on_a_truce_declares_it() -> None:
    text = "A ceasefire agreement between the government and the Houthis was signed in Stockholm on 3 May."
    assert [(one.event.value, one.start) for one in read(text).ceasefires] == [("declared", "2023-05-03")]
