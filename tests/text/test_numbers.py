from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sulh.text.numbers import cardinal, find_numbers, find_ordinals, ordinal


@pytest.mark.parametrize(
    ("words", "value"),
    [("16th", 16), ("sixteenth", 16), ("twenty-first", 21), ("inaugural", 1), ("21st", 21), ("meeting", None), ("XVI", None)],
)
def test_ordinal_has_its_value(words: str, value: int | None) -> None:
    assert ordinal(words) == value


def test_roman_numeral_counts_only_when_asked_for() -> None:
    assert ordinal("XVI", roman=True) == 16
    assert ordinal("MIX", roman=True) is None


@pytest.mark.parametrize(
    ("words", "value"),
    [("8,000", 8000), ("twenty-five", 25), ("a dozen", 12), ("1.2 million", 1_200_000), ("two hundred and "
    "five", 205), ("2.5", None), ("half", None)],
)  # fmt: skip
def test_cardinal_has_its_value(words: str, value: int | None) -> None:
    assert cardinal(words) == value


def test_number_in_a_sentence_says_whether_it_is_approximate() -> None:
    found = find_numbers("Nearly 900 detainees and 25 soldiers were freed; 40% of the lists matched.")
    assert [(one.value, one.approximate) for one in found] == [(900, True), (25, False)]


def test_ordinals_of_a_sentence_come_with_their_places() -> None:
    text = "The sixteenth round followed the 15th."
    assert [(text[start:end], value) for start, end, value in find_ordinals(text)] == [("sixteenth", 16), ("15th", 15)]


@given(st.integers(0, 999_999_999))
def test_whole_number_in_digits_is_read_back(number: int) -> None:
    assert cardinal(str(number)) == number
    assert cardinal(f"{number:,}") == number


WORDS = "two hundred and a dozen 7 1,000 .5 million twenty - five half an first "


@given(st.text(max_size=60) | st.lists(st.sampled_from(WORDS.split(" "))).map(" ".join))
def test_spans_lie_in_any_text_in_order(text: str) -> None:
    last = 0
    for one in find_numbers(text):
        assert last <= one.start < one.end <= len(text)
        assert one.value >= 0
        last = one.end
    for start, end, value in find_ordinals(text):
        assert 0 <= start < end <= len(text) and value > 0
