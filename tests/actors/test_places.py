from __future__ import annotations

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from sulh.actors.places import Gazetteer

GAZETTEER = Gazetteer.default()


@pytest.mark.parametrize(
    ("name", "country", "current"),
    [
        ("Astana", "KZ", "Astana"),
        ("Nur-Sultan", "KZ", "Astana"),
        ("Juba", "SS", "Juba"),
        ("Geneva", "CH", "Geneva"),
        ("Doha", "QA", "Doha"),
    ],
)
def test_city_has_its_country_and_present_name(name: str, country: str, current: str) -> None:
    place = GAZETTEER.get(name)
    assert place is not None
    assert (place.country, place.current_name, place.kind) == (country, current, "city")


def test_names_are_known_without_case_and_diacritics() -> None:
    assert GAZETTEER.get("nur sultan") == GAZETTEER.get("Nur-Sultan")
    assert GAZETTEER.get("Nowhere-on-Sea") is None


def test_places_of_a_sentence_come_in_order_with_their_words() -> None:
    text = "From Addis Ababa the envoys flew to Khartoum and Lake Chad."
    assert [(text[one.start : one.end], one.place.country) for one in GAZETTEER.find(text)] == [("Addis Ababa", "ET"), ("Khartoum", "SD")]


@settings(max_examples=examples(150))
@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(["Geneva", ",", "New", "York", "St.", "Petersburg", "Lake", "Chad", "\n", "-", "صلح", "Abu", "al-Zindin"])
    ).map(" ".join)
)
def test_spans_lie_in_any_text_in_order(text: str) -> None:
    last = 0
    for one in GAZETTEER.find(text):
        assert last <= one.start < one.end <= len(text)
        last = one.end
