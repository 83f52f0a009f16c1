from __future__ import annotations

from factory import TEXT, cite
from hypothesis import given
from hypothesis import strategies as st

from sulh.model import Citation
from sulh.render.quotes import merged, one_line, passage, shorten


def test_neighbouring_names_read_as_one_run() -> None:
    words, offset = passage([cite("Turkey"), cite("Russia"), cite("Iran")], TEXT)
    assert (words, offset) == ("Russia, Iran and Turkey", TEXT.index("Russia"))


def test_distant_words_are_joined_by_an_ellipsis() -> None:
    assert passage([cite("Russia"), cite("Geneva")], TEXT)[0] == "Russia … Geneva"


def test_words_of_two_lines_stay_apart() -> None:
    text = "Talks\nTalks"
    assert merged([Citation.of(text, 0, 5), Citation.of(text, 6, 11)], text) == [(0, 5), (6, 11)]


def test_long_quote_keeps_its_beginning_and_end() -> None:
    short = shorten(TEXT.split("\n")[2], 60)
    assert len(short) <= 60
    assert short.startswith("The 16th round of talks")
    assert short.endswith("of the President.")


def test_characters_that_steer_a_terminal_are_taken_out() -> None:
    assert one_line("a\x1b[31mb\u202ec\nd\x9be") == "a [31mb c d e"


@given(st.text(), st.integers(5, 80))
def test_quote_is_never_longer_than_its_limit(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit
