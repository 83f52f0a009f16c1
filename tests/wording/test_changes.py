"""A comparison puts both texts together again, keeps their spelling, and finds the words that differ."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sulh.wording import changes

TEXTS = st.text(st.sampled_from("ab \n\t.,'é\u0421\u0627\u0644\u06cc\u0301\U0001f54a-") | st.characters(), max_size=60)


@given(TEXTS, TEXTS)
def test_pieces_put_both_texts_together(earlier: str, later: str) -> None:
    pieces = changes(earlier, later)
    assert "".join(piece.earlier for piece in pieces) == earlier
    assert "".join(piece.later for piece in pieces) == later
    for piece in pieces:
        assert earlier[piece.earlier_start : piece.earlier_end] == piece.earlier
        assert later[piece.later_start : piece.later_end] == piece.later


def test_inserted_and_deleted_words_are_named() -> None:
    pieces = changes("Condemned Israel's attacks in Syria", "Strongly condemned Israel's continuing attacks in Syria")
    assert [(piece.op, (piece.later or piece.earlier).strip()) for piece in pieces if piece.op != "equal"] == [
        ("insert", "Strongly"),
        ("insert", "continuing"),
    ]


def test_deletion_comes_before_insertion() -> None:
    assert [piece.op for piece in changes("called for calm", "demanded calm")] == ["delete", "insert", "equal"]


def test_spelling_alone_is_no_change_and_both_spellings_are_kept() -> None:
    (piece,) = changes("T\u00fcrkiye  AGREED", "Turkiye agreed")
    assert (piece.op, piece.earlier, piece.later) == ("equal", "T\u00fcrkiye  AGREED", "Turkiye agreed")


def test_article_that_came_or_went_is_no_edit() -> None:
    (piece,) = changes("the unity of the country", "unity of country")
    assert (piece.op, piece.earlier, piece.later) == ("equal", "the unity of the country", "unity of country")


def test_small_words_between_words_replaced_are_no_scraps() -> None:
    pieces = changes("Welcomed the delivery of flour to towns this winter", "Welcomed the capture of guns to forts this winter")
    assert [(piece.op, (piece.later or piece.earlier).strip()) for piece in pieces] == [
        ("equal", "Welcomed the"),
        ("delete", "delivery of flour to towns"),
        ("insert", "capture of guns to forts"),
        ("equal", "this winter"),
    ]


@pytest.mark.parametrize(
    ("earlier", "later", "shown"),
    [
        ("The envoys met, and thanked Merrow.", "The envoys met. They thanked Merrow.", False),
        ("They stressed that aid must flow", "And stressed aid must flow", False),
        ("Ils ont salué l'accord et remercié Merrow", "Ils ont salué l'accord, également remercié Merrow", False),
        ("the army and the guard may leave", "the army or the guard may leave", True),
        ("They may leave the valley", "All may leave the valley", True),
        ("They will leave", "They will not leave", True),
    ],
)
def test_what_only_joins_sentences_is_no_edit(earlier: str, later: str, shown: bool) -> None:
    found = changes(earlier, later)
    assert any(piece.op != "equal" for piece in found) is shown
    assert ("".join(one.earlier for one in found), "".join(one.later for one in found)) == (earlier, later)


def test_words_at_the_end_that_were_taken_out_stand_apart_from_those_before() -> None:
    pieces = changes("Boats leave Wenga twice a week.", "Boats leave Wenga.")
    assert "".join(piece.shown if piece.op == "equal" else f"[{piece.earlier}]" for piece in pieces) == "Boats leave Wenga [twice a week]."
