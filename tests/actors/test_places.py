from __future__ import annotations

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from sulh.actors.place_spelling import is_spelling, spellings
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


@pytest.mark.parametrize(
    ("spelt", "name"),
    [("Saraqueb", "Saraqib"), ("Menbij", "Manbij"), ("Khan Shaykhoun", "Khan Sheikhun"), ("Mogadisho", "Mogadishu")],
)
def test_place_is_known_in_a_spelling_that_the_table_does_not_have(spelt: str, name: str) -> None:
    places = Gazetteer.default()
    assert places.get(spelt) is None
    found = places.called(spelt)
    assert found is not None and found.current_name == name


@pytest.mark.parametrize("name", ["Himsa", "Leblin", "Talpa", "Omon", "Sarayqun", "", "-", "Nowhere-upon-Sea"])
def test_what_only_sounds_like_a_place_is_another(name: str) -> None:
    assert Gazetteer.default().called(name) is None


def test_hardly_a_place_would_be_taken_for_another_one_if_the_table_lacked_it() -> None:
    table = [one for one in Gazetteer.default()._places if one.kind not in ("country", "building")]
    known: dict[object, set[str]] = {}
    for one in table:
        for key in spellings(one.name):
            known.setdefault(key, set()).add(one.name)
    there: dict[str, set[object]] = {}
    for one in table:
        there.setdefault(one.name, set()).add(one.geonames or (one.current_name, one.country))
    wrong = set()
    for one in table:
        alike = {name for key in spellings(one.name) for name in known[key] if is_spelling(one.name, name)}
        if len({place for name in alike for place in there[name]} - there[one.name]) == 1:
            wrong.add(one.name)
    assert len(wrong) <= len(table) // 150
