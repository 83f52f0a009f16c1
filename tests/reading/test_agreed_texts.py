"""What parties agreed is theirs, where a mediator's team passes it on in a mail, a readout or in quotation marks."""

from __future__ import annotations

import pytest

import sulh
from sulh.model import Reading

MAIL = """From: Mediation Support <support@mediation.example>
To: Desk <desk@ministry.example>
Date: Wed, 3 May 2023 18:20:00 +0000
Subject: Talks today

Dear colleagues,

{}

Best,
Team of the United Nations Special Envoy
"""
READOUT = """Readout of the talks

The Office of the Special Envoy of the United Nations informs about the talks of today.

{}

Many refugees had fled from the conflict.
"""
MET = "The Government of Yemen and the Houthis met in Amman on 3 May 2023 under the chairmanship of the United Nations. "
AGREED = [
    "The parties agreed to exchange 20 prisoners within a week.",
    "It was agreed to exchange 20 prisoners within a week.",
    "It was agreed that 20 prisoners would be exchanged within a week.",
    "An exchange of 20 prisoners within a week was agreed.",
    "Agreement was reached on the exchange of 20 prisoners within a week.",
    'The agreed text reads: "The parties shall exchange 20 prisoners within a week."',
    'They settled on this wording:\n\n"The two sides have agreed to exchange 20 prisoners within a week."',
    '"The two panels agreed to exchange 20 prisoners within a week," the agreed text says.',
    "We are glad to report that both delegations have agreed to exchange 20 prisoners within a week.",
    "The following was agreed: the two sides will exchange 20 prisoners within a week; a joint committee will be formed.",
]
QUOTED = [
    "They agreed as follows:\n\n> The parties agreed to exchange 20 prisoners within a week.\n> They will open the Taiz road by 20 May.",
    "The text as signed:\n> The two sides shall exchange 20 prisoners within a week.\n> They shall open the Taiz road by 20 May.",
]


def held_by(reading: Reading, words: str) -> list[tuple[str, set[str]]]:
    """Kind and holders of the acts whose quotes have these words."""
    return [(one.act.value, {actor.id for actor in one.actors}) for one in reading.acts if words in one.cite.quote]


@pytest.mark.parametrize("agreed", AGREED)
@pytest.mark.parametrize("frame", [MAIL, READOUT])
def test_what_was_agreed_is_an_act_of_the_parties_and_not_of_who_passes_it_on(frame: str, agreed: str) -> None:
    reading = sulh.read(frame.format(MET + agreed).encode(), published="2023-05-03")
    assert held_by(reading, "20 prisoners") == [("agree", {"YEM", "houthis"})]
    assert not [one for one in reading.acts if one.act == "agree" and {actor.id for actor in one.actors} == {"united-nations"}]


@pytest.mark.parametrize("agreed", QUOTED)
def test_agreed_text_that_a_mail_quotes_line_by_line_is_its_own(agreed: str) -> None:
    reading = sulh.read(MAIL.format(MET + agreed).encode(), published="2023-05-03")
    assert held_by(reading, "20 prisoners") == [("agree", {"YEM", "houthis"})]
    assert held_by(reading, "Taiz road") == [("agree", {"YEM", "houthis"})]


@pytest.mark.parametrize(
    "above",
    [
        "On Tue, 2 May 2023 at 09:12, Anna Lind <a.lind@mediation.example> wrote:",
        "Anna Lind wrote on 2 May 2023, 09:12:",
        "See my answer to your point below:",
    ],
)
def test_mail_that_is_answered_stays_set_aside(above: str) -> None:
    text = MAIL.format(MET + "More tomorrow.\n\n" + above + "\n> The parties agreed to exchange 20 prisoners within a week.")
    assert held_by(sulh.read(text.encode(), published="2023-05-03"), "20 prisoners") == []


def test_who_alone_agrees_is_the_one_who_does() -> None:
    reading = sulh.read(MAIL.format(MET + "The United Nations agreed to carry the lists of 20 prisoners.").encode(), published="2023-05-03")
    assert held_by(reading, "20 prisoners") == [("agree", {"united-nations"})]
