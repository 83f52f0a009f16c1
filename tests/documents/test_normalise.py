"""Normalisation: once is enough, and what is dropped, joined and kept."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sulh.documents import normalise

# Text that looks like documents finds more than arbitrary characters do: lines near the wrap width, list marks, hyphens, blanks.
WORDS = st.sampled_from(
    "the of April and cease- two- Geneva 2018 1. (a) - • met. agreed; said: نص في \u200b \u00ad \xa0 é e\u0301 \t # |".split(" ")  # noqa: SIM905
)
LINES = st.lists(WORDS, min_size=0, max_size=22).map(" ".join)
PAGES = st.lists(LINES, max_size=12).map("\n".join)


@given(st.text(st.characters(codec=None)) | PAGES)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(st.characters(codec=None)) | PAGES)
def test_normalised_text_has_single_spaces_and_one_blank_line_at_most(text: str) -> None:
    clean = normalise(text)
    assert clean == clean.strip()
    assert not any(run in clean for run in ("  ", " \n", "\n ", "\n\n\n", "\r", "\t", "\0", "\xa0", "\ufeff"))
    clean.encode("utf-8")


def test_invisible_marks_are_dropped_and_joiners_kept() -> None:
    assert normalise("\ufeffa\u200bb\u00adc\u202ad\u2066e می\u200cشود\x07") == "abcde می\u200cشود"


def test_letters_are_composed() -> None:
    assert normalise("Gene\u0300ve") == "Gen\u00e8ve"


def test_lone_surrogates_become_replacement_characters() -> None:
    assert normalise("a\ud800b") == "a\ufffdb"


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x85", "\x0c"])
def test_every_line_end_becomes_a_newline(end: str) -> None:
    assert normalise(f"One.{end}Two.") == "One.\nTwo."


def test_a_word_divided_at_a_soft_hyphen_is_joined() -> None:
    assert normalise("nego\u00ad\ntiations") == "negotiations"


def test_long_input_takes_time_in_proportion() -> None:
    started = time.process_time()
    normalise("a word that is wrapped at this very long column and goes on\n" * 40_000)
    normalise("." * 1_000_000)
    assert time.process_time() - started < 8
