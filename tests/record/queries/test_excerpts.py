"""Excerpts: what surrounds the words that were found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sulh.record.queries.excerpts import FOUND, OVER, excerpt, has_words
from sulh.record.wanted import Wanted, wanted


def words(text: str) -> Wanted:
    return wanted(text)


def test_found_words_are_marked_whatever_case_and_accents() -> None:
    assert excerpt("The TÜRKIYE delegation, then Turkiye's.", words("türkiye")) == (
        f"The {FOUND}TÜRKIYE{OVER} delegation, then {FOUND}Turkiye{OVER}'s."
    )


def test_last_word_may_be_the_beginning_of_one_and_the_others_not() -> None:
    assert excerpt("prisoners exchanged", words("prisoner exch")) == f"prisoners {FOUND}exchanged{OVER}"
    assert has_words("Prisoners exchanged", words("prisoners exch"))
    assert not has_words("Prisoners", words("prisoner exch"))
    assert not has_words("Imprisoners exchanged", words("prisoners exch"))
    assert not has_words("Prisoners exchanged", words("prisoner exch"))


def test_arabic_is_found_with_and_without_vowel_signs() -> None:
    text = "عُقِدَت الجولة في جنيف"
    assert excerpt(text, words("عقدت")) == f"{FOUND}عُقِدَت{OVER} الجولة في جنيف"
    assert excerpt("عقدت الجولة", words("عُقِدَت")) == f"{FOUND}عقدت{OVER} الجولة"


def test_long_text_is_cut_at_words_around_the_first_found() -> None:
    cut = excerpt("before " * 100 + "sulh " + "after " * 100, words("sulh"))
    assert cut.startswith("\u2026before") and cut.endswith("after\u2026") and f"{FOUND}sulh{OVER}" in cut
    assert len(cut) < 260


@given(st.text(max_size=600), st.text(min_size=1, max_size=5))
def test_excerpt_is_a_piece_of_the_text_with_balanced_marks(text: str, word: str) -> None:
    wanted = words(word) if words(word).runs else words("x")
    cut = excerpt(text, wanted)
    assert cut.count(FOUND) == cut.count(OVER)
    bare = cut.replace(FOUND, "").replace(OVER, "").strip("\u2026").strip()
    assert "".join(bare.split()) in "".join(text.replace(FOUND, "").replace(OVER, "").split())
