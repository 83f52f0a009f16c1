"""A role named only to exclude its holders ("besides the guarantors") is not given to the others."""

from __future__ import annotations

import pytest
from readings import only, read, seats


@pytest.mark.parametrize("words", ["Besides", "In addition to", "Apart from"])
def test_others_are_no_guarantors(words: str) -> None:
    meeting = only(
        f"The delegations of Kenya, Uganda and Ethiopia have come. The fifth round of talks on Sudan was held "
        f"in Juba on 3 May 2023. {words} the three guarantor states of the truce, Chad, Egypt and the United Nations took part."
    )
    roles = seats(meeting)
    assert {"TCD", "EGY", "united-nations"} <= set(roles)
    assert not {actor for actor in ("TCD", "EGY", "united-nations") if roles[actor] == "guarantor"}


@pytest.mark.parametrize("verb", ["mediated", "brokered", "facilitated"])
@pytest.mark.parametrize("joint", ["were", ","])
def test_who_stands_before_a_passive_has_no_role_by_it(verb: str, joint: str) -> None:
    sentence = f"On 3 May 2023 peace talks between Kenya and Uganda{'' if joint == ',' else ' '}{joint} {verb} by Norway in Oslo."
    roles = {p.actor.id: p.role.value for m in read(sentence).meetings for p in m.participants}
    assert roles.get("UGA") == "party"


@pytest.mark.parametrize(
    "named", ["the guarantors, Syrian parties, observers and the United Nations", "the mediators, the Syrian government and opposition"]
)
def test_parties_named_after_third_parties_are_none_of_them(named: str) -> None:
    held = seats(only(f"A round of talks took place in Astana on 3 May 2018 with delegations of {named}."))
    assert "SYR" in held and held["SYR"] not in ("guarantor", "mediator")


@pytest.mark.parametrize(
    ("mediators", "guarantors"),
    [
        ("(Angola, South Africa)", "– Norway and Switzerland –"),
        ("– Angola and South Africa –", "(Norway and Switzerland)"),
    ],
)
def test_those_in_brackets_or_between_dashes_have_the_role_before_them(mediators: str, guarantors: str) -> None:
    meeting = only(
        "The third round of talks between Uganda and Rwanda took place in Doha on 3 May 2023. "
        f"The mediators {mediators} and the guarantors {guarantors} took part in the session."
    )
    roles = seats(meeting)
    assert {actor for actor, role in roles.items() if role == "mediator"} == {"AGO", "ZAF"}
    assert {actor for actor, role in roles.items() if role == "guarantor"} == {"NOR", "CHE"}
    assert roles["UGA"] == roles["RWA"] == "party"
