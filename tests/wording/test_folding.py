"""What copies change is folded away for matching only, and every letter knows its place in the original."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sulh.wording.folding import folded_text
from sulh.wording.short_names import short_names


@pytest.mark.parametrize(
    ("written", "copied"),
    [
        ("the unity of the country", "theunity ofthe country".replace("the", "")),
        ("unity of Syria", "unit\u0443 \u043ef S\u0443r\u0456\u0430"),
        ("the talks in T\u00fcrkiye", "talks in Turkey"),
        ("a meeting in Nur-Sultan", "a meeting in Astana"),
        ("groups such as DAESH", "groups such as ISIL"),
        ("calm [sic] on the ground", "calm on the ground"),
        ("the group (banned in the country - TASS) in Idlib", "the group in Idlib"),
        ("calm (editor's note: see above) on the ground", "calm on the ground"),
        ("\u0633\u064a\u0627\u062f\u0629 \u0627\u0644\u0628\u0644\u0627\u062f", "\u0633\u064a\u0627\u062f\u0629 \u0628\u0644\u0627\u062f"),
        ("R\u00e9affirment l'unit\u00e9", "Reaffirment l\u2019unite"),
    ],
)
def test_copies_have_the_same_letters(written: str, copied: str) -> None:
    assert folded_text(written).letters == folded_text(copied).letters


@pytest.mark.parametrize(("one", "other"), [("calm (as agreed) holds", "calm holds"), ("shall not act", "shall act"), ("Astana", "Geneva")])
def test_other_words_stay_other_words(one: str, other: str) -> None:
    assert folded_text(one).letters != folded_text(other).letters


@given(st.text(max_size=80))
def test_places_lead_back_into_the_original(text: str) -> None:
    form = folded_text(text, offset=5)
    assert len(form.places) == len(form.letters)
    assert list(form.places) == sorted(form.places)
    assert all(5 <= place < 5 + len(text) for place in form.places)


def test_span_of_a_renamed_thing_is_that_of_the_name_as_written() -> None:
    text = "held in Nur-Sultan today"
    form = folded_text(text)
    low = form.letters.index("astana")
    start, end = form.span(low, low + 6)
    assert text[start:end].startswith("Nur-Su")


def test_a_small_word_is_no_abbreviation() -> None:
    assert "unitednations" not in folded_text("un accord et un calendrier").words
    assert "unitednations" in folded_text("The UN mission").words


def test_marks_of_vowels_part_no_word() -> None:
    marked = folded_text("يعبّر الوزراء عن قلقهم")
    assert marked.words == folded_text("يعبر الوزراء عن قلقهم").words
    assert "".join("يعبّر الوزراء عن قلقهم"[place] for place in marked.places) == marked.letters


def test_what_follows_an_initial_is_part_of_the_name() -> None:
    form = folded_text("chaired by R. Vale in the city")
    assert form.plain(0, len(form.letters)) == len("chairedby" + "in" + "city")


@pytest.mark.parametrize(
    ("defined", "written"),
    [
        ("the River Isk Monitoring Mission (RIMM) in Halse", "The River Isk Monitoring Mission and RIMM"),
        ("la Mission d'observation de la trêve sur l'Isk (MOTI), et", "La Mission d'observation de la trêve sur l'Isk et MOTI"),
        ("les mutins du Mouvement du 5 mai (M5), et", "Le Mouvement du 5 mai et M5"),
        ("Совместная комиссия по перемирию (СКП) и", "Совместной комиссии по перемирию и СКП"),
    ],
)
def test_a_name_with_an_abbreviation_is_compared_by_it(defined: str, written: str) -> None:
    words = folded_text(written, names=short_names([defined])).words
    assert words[0] == words[-1] and len(words) <= 3


def test_brackets_without_the_letters_of_what_stands_before_abbreviate_nothing() -> None:
    texts = ["The envoy of Halse (ORRA) spoke", "resolution 2254 (2015)", "The Isk Board (IB) met", "the Iron Bridge (IB)"]
    assert short_names(texts).entries == ()


def test_two_spellings_of_a_name_have_one_abbreviation() -> None:
    names = short_names(["the Inter-River Board on Water (IBW)", "the Interriver Board on Water (IBW)"])
    assert folded_text("The Interriver Board on Water met", names=names).words == folded_text("The IBW met", names=names).words
