from __future__ import annotations

import pytest
from reading_facts import read


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Russia, Iran and Turkey met in Ankara on 16 September 2019 for the Astana process. The three guarantors reaffirmed "
         "the sovereignty of Syria.",
         {"RUS", "IRN", "TUR"}),
        ("Russia, Iran and Turkey met in Ankara on 16 September 2019 for the Astana process. The trio reaffirmed the sovereignty of Syria.",
         {"RUS", "IRN", "TUR"}),
        ("The Kazakh Foreign Ministry announced on 5 May 2017 that peace talks on Syria would be held. The ministry welcomed "
         "the prisoner exchange.",
         {"KAZ"}),
        ("The government of Colombia and the ELN met in Havana on 3 May 2023 for peace talks. The two sides agreed on a "
         "bilateral ceasefire.",
         {"COL", "eln"}),
        ("Armenia and Azerbaijan held peace talks in Washington on 1 May 2023. Both countries agreed to exchange prisoners and "
         "on a ceasefire.",
         {"ARM", "AZE"}),
        ("Sudan and South Sudan held peace talks in Juba on 4 May 2020. The parties agreed on a ceasefire and on the release of "
         "prisoners.", {"SDN", "SSD"}),
    ],
)  # fmt: skip
def test_description_means_the_actors_that_the_document_has_named(text: str, actors: set[str]) -> None:
    act = read(text).acts[-1]
    assert {one.id for one in act.actors} == actors


def test_description_of_actors_that_nobody_named_means_nobody() -> None:
    reading = read("The two sides agreed on a ceasefire. The peace talks go on and prisoners wait.")
    assert all(act.actors == () for act in reading.acts)
