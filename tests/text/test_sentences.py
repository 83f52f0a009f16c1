"""Division into sentences: stops that end one, stops that do not, and what holds for any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sulh.text.sentences import MAX_SENTENCE, said_around, sentence_around, split_sentences

PIECES = st.sampled_from("Mr. U.S. The the met. said; (a) 1. - • No. 5 p.m. Jr. . .. ... ? !» ” \n \n\n ؟ 。 Geir O. x".split(" "))  # noqa: SIM905
TEXTS = st.text() | st.lists(PIECES, max_size=60).map(" ".join)


def parts(text: str) -> list[str]:
    """The words of each sentence."""
    return [text[sentence.start : sentence.end] for sentence in split_sentences(text)]


@given(TEXTS)
def test_sentences_are_in_order_and_cover_all_but_space(text: str) -> None:
    at = 0
    for sentence in split_sentences(text):
        assert at <= sentence.start < sentence.end <= len(text)
        assert not text[at : sentence.start].strip()
        words = text[sentence.start : sentence.end]
        assert words == words.strip() and "\n" not in words and len(words) <= MAX_SENTENCE
        at = sentence.end
    assert not text[at:].strip()


@given(TEXTS)
def test_paragraphs_count_upwards_from_zero(text: str) -> None:
    numbers = [sentence.paragraph for sentence in split_sentences(text)]
    assert sorted(set(numbers)) == list(range(len(set(numbers)))) and numbers == sorted(numbers)


@pytest.mark.parametrize(
    "sentence",
    [
        "Geir O. Pedersen met Gen. Burhan and Mr. Nord in St. Petersburg on Jan. 5.",
        "President Joseph R. Biden, Jr. met today with the leaders of the U.S. Congress.",
        "The U.N. Special Envoy and the U.K. Ambassador spoke at 5 p.m. on Monday.",
        "Resolution No. 2735 and art. 5 of the Treaty call for a rise of 3.5 percent.",
        "H.E. Mr. Ahmad met Prof. Dr. Ali, Lt. Gen. Hafi and S. Lavrov.",
        "Talks stalled... but they went on.",
        "“Is it over?” he asked.",
        "President Donald J. Trump spoke.",
    ],
)
def test_stops_inside_a_sentence_do_not_end_it(sentence: str) -> None:
    assert parts(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentences",
    [
        ["It was held in the U.S.", "The talks ended at 5 p.m.", "They went well."],
        ["He said: “Stop!”", "Then he left.", "Is that so?!", "Yes."],
        ["هل توقف القتال؟", "نعم."],
        ["The regime fell.[1]", "The rebels came."],
        ["They met in Sept.", "The parties agreed."],
        ["Plan A.", "The others were against it."],
        ["5 people died.", "12 were hurt."],
        ["Then he left...", "And came back."],
    ],
)
def test_stops_before_a_new_sentence_end_the_old(sentences: list[str]) -> None:
    assert parts(" ".join(sentences)) == sentences


def test_chinese_stops_need_no_space() -> None:
    assert parts("外交部表示。会谈继续！好") == ["外交部表示。", "会谈继续！", "好"]


def test_numbered_clauses_in_one_line_are_sentences() -> None:
    assert parts("They agreed: (a) to cease fire; (b) to withdraw; and (c) to meet.") == [
        "They agreed: (a) to cease fire;",
        "(b) to withdraw;",
        "and (c) to meet.",
    ]


def test_every_line_is_a_paragraph_and_marked_lines_are_items() -> None:
    found = split_sentences("They decided to:\n1. Meet again. Soon;\n• Exchange prisoners;\n(b) Thank the host.")
    assert [(sentence.paragraph, sentence.item) for sentence in found] == [(0, False), (1, True), (1, True), (2, True), (3, True)]


def test_headings_are_known_by_their_blank_line_or_capitals() -> None:
    text = "Truce in the north\n\nIt holds. They said so\n\nNext Round of Talks\nIt is near."
    assert [sentence.heading for sentence in split_sentences(text)] == [True, False, False, True, False]
    assert not split_sentences("2018-03-14\n\nIt holds.")[0].heading


def test_an_endless_sentence_is_cut_at_a_comma() -> None:
    found = parts("one of many words, " * 300)
    assert len(found) > 1 and all(part.endswith(",") for part in found)


@pytest.mark.parametrize("run", [".", '"', "。", ". ", "a.", ";", "(", "\n", "1. "])
def test_long_runs_take_time_in_proportion(run: str) -> None:
    started = time.process_time()
    split_sentences(run * 100_000 + "x")
    assert time.process_time() - started < 5


def test_stop_inside_the_symbol_of_a_document_ends_no_sentence() -> None:
    text = "Recalling Communiqué [PSC/PR/BR. 1228 (2024)] of May. It stands."
    assert [text[one.start : one.end] for one in split_sentences(text)] == [text[: text.index(" It")], "It stands."]


def test_words_stand_in_their_whole_sentence_and_in_no_other_line() -> None:
    text = "The heading\nOne began. The envoy said that he was inviting both sides, and left. It rained.\nAnother line."
    start = text.index("he was inviting")
    first, last = sentence_around(text, start, start + len("he was inviting"))
    assert text[first:last] == "The envoy said that he was inviting both sides, and left."
    assert sentence_around("", 0, 0) == (0, 0)


LISTED = """The guarantors met in Astana. They took stock and decided:

- to consult in Tehran in April;
- to meet again in May.

The host thanked them.
1. peace holds.
"""


@pytest.mark.parametrize(
    ("words", "before"),
    [
        ("to consult", "They took stock and decided: "),
        ("- to consult", "They took stock and decided: "),
        ("April", "They took stock and decided: to consult in Tehran in "),
        ("meet again", "They took stock and decided: \u2026 to "),
        ("thanked", "The host "),
        ("holds", "1. peace "),
    ],
)
def test_point_of_a_list_has_the_sentence_before_it_that_it_goes_on_with(words: str, before: str) -> None:
    start = LISTED.index(words)
    assert said_around(LISTED, start, start + len(words))[0] == before


@pytest.mark.parametrize("text", ["", "x", "- x", "a\n- b", "\n\n- x", "- a\n- b"])
def test_words_without_a_sentence_above_stand_alone(text: str) -> None:
    assert said_around(text, 0, len(text)) == ("", "")
