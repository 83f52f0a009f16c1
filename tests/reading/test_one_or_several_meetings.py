"""One meeting told in captions, at its signing or by the name of its city stays one; a meeting with somebody else is another."""

from __future__ import annotations

import pytest
from readings import read

from sulh.model import MeetingKind

ONE = [
    (
        "GENEVA (AP) - The UN envoy for Libya chaired talks in Geneva on Tuesday between the Government of National Unity and the Libyan "
        "National Army.\n\nThe talks are to last three days, the UN said.\n\nDelegates of the Libyan National Army "
        "arrive for talks on Libya "
        "in Geneva, Switzerland, Tuesday, May 2, 2023. (Jon Doe/Keystone via AP)\n\nThe UN envoy arrives for talks on Libya in Geneva, "
        "Switzerland, Tuesday, May 2, 2023. (Jon Doe/Keystone via AP)",
        "Geneva",
        "2023-05-02",
    ),
    (
        "On May 2, the government of Chad and 17 rebel groups signed a framework agreement on disarmament. The "
        "agreement, reached at the end "
        "of a meeting in Doha, calls for a national dialogue.",
        "Doha",
        "2023-05-02",
    ),
    (
        "South Korea's president and North Korea's leader signed a declaration after their summit in Panmunjom on April 27.",
        "Panmunjom",
        "2023-04-27",
    ),
    (
        "The Central African Republic and ten armed groups reached a deal during talks in Bangui, the African Union said on Saturday.\n\n"
        '"The Bangui talks opened on 24 April with the support of the UN," it said on Twitter.',
        "Bangui",
        "2023-04-24",
    ),
    (
        "Ali Bakr, who leads the government's team, on Monday conducted his first talks with the Free Mountain Front.\n\n"
        "The Nairobi meeting was attended by the Front's Idris Jam and facilitated by Kenya.",
        "Nairobi",
        "2023-05-01",
    ),
]


@pytest.mark.parametrize(("text", "city", "day"), ONE)
def test_one_meeting_told_in_several_ways_is_one(text: str, city: str, day: str) -> None:
    assert [(m.city, m.start) for m in read(text).meetings] == [(city, day)]


def test_a_signing_elsewhere_and_at_another_time_stays_a_meeting_of_its_own() -> None:
    text = (
        "The government of Colombia and the ELN met in Havana on 3 May. In January 2016 the government had signed an "
        "agreement with the FARC "
        "in Cartagena."
    )
    assert {(m.city, m.start) for m in read(text).meetings} == {("Havana", "2023-05-03"), ("Cartagena", "2016-01")}


def test_months_of_talks_are_no_meeting_at_which_a_text_was_signed() -> None:
    text = "The government of Chad and the FACT signed an accord in Doha on 3 May 2023 after months of talks in N'Djamena."
    assert MeetingKind.SIGNING in {m.kind for m in read(text).meetings}


SEVERAL = [
    (
        "Venezuela's government and the opposition held talks in Barbados this week, mediated by Norway.\n\nOpposition leader Pedro Ruiz "
        "spoke on Tuesday following a private meeting with the European Union's envoy.",
        "european-union",
    ),
    (
        "The government of Chad and the FACT met in Doha on 2 May under Qatari mediation.\n\nThe Chadian foreign minister also had a "
        "separate meeting with the United Nations envoy.",
        "united-nations",
    ),
]


@pytest.mark.parametrize(("text", "other"), SEVERAL)
def test_a_meeting_with_somebody_who_was_not_at_the_talks_is_another(text: str, other: str) -> None:
    found = [{p.actor.id for p in m.participants} for m in read(text).meetings]
    assert sorted(other in actors for actors in found) == [False, True]
