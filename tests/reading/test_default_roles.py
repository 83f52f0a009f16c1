"""A role named only to exclude its holders ("besides the guarantors") is not given to the others."""

from __future__ import annotations

import pytest
from readings import only, seats


@pytest.mark.parametrize("words", ["Besides", "In addition to", "Apart from"])
def test_others_are_no_guarantors(words: str) -> None:
    meeting = only(
        f"The delegations of Kenya, Uganda and Ethiopia have come. The fifth round of talks on Sudan was held "
        f"in Juba on 3 May 2023. {words} the three guarantor states of the truce, Chad, Egypt and the United Nations took part."
    )
    roles = seats(meeting)
    assert {"TCD", "EGY", "united-nations"} <= set(roles)
    assert not {actor for actor in ("TCD", "EGY", "united-nations") if roles[actor] == "guarantor"}
