"""Rounds of ministers are numbered among themselves, and take no number from the rounds of their format."""

from __future__ import annotations

import pytest
from readings import read


def kinds(text: str) -> set[tuple[str, int]]:
    return {(one.kind.value, one.ordinal) for one in read(text).meetings if one.ordinal is not None}


@pytest.mark.parametrize(
    "said",
    [
        "The foreign ministers of Iran, Russia and Turkey held the seventh round of ministerial talks of the Astana format in Tehran.",
        "The seventh ministerial round of the Astana process was held in Tehran on Monday.",
        "Germany, France and Ukraine held the seventh round of talks of foreign ministers in the Normandy format in Berlin on Monday.",
        "The seventh round of talks at ministerial level between Kenya and Uganda was held in Nairobi on Monday.",
    ],
)
def test_round_of_ministers_is_numbered_among_these(said: str) -> None:
    assert kinds(f"NAIROBI, 5 March 2019 - {said} The ceasefire was discussed.") == {("ministerial", 7)}


@pytest.mark.parametrize(
    "said",
    [
        "Foreign ministers met in Geneva on Monday for the seventh round of the Geneva talks on Syria.",
        "Ministers of Kenya and Uganda attended the seventh round of the peace talks on Sudan in Nairobi on Monday.",
    ],
)
def test_round_that_ministers_attend_is_one_of_its_format(said: str) -> None:
    assert kinds(f"NAIROBI, 5 March 2019 - {said} The ceasefire was discussed.") == {("round", 7)}
