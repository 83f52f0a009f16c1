"""Running heads, page numbers and numbers of lines are no part of a text."""

from __future__ import annotations

import pytest

from sulh.documents import load
from sulh.documents.pages import without_line_numbers

SENTENCES = [
    "The parties to the conflict, meeting at Orra under",
    "the auspices of the League, have agreed on what",
    "follows. The ceasefire shall enter into force on",
    "the first of May, and the commission shall see to",
    "it that the roads to the north are open. All those",
    "who are held by either party shall be released by",
    "the end of the month, the wounded and the old",
    "before all others, without any condition. The",
    "observers of the League shall be given access to",
    "all places where people are held.",
]
WHOLE = " ".join(SENTENCES)


def test_numbers_of_lines_are_left_out() -> None:
    numbered = "\n".join(f"{at:3d}  {line}" for at, line in enumerate(SENTENCES, 1))
    assert load(numbered.encode(), path="draft.txt").text == WHOLE


def test_numbers_of_each_fifth_line_are_left_out() -> None:
    lines = [line for _ in range(2) for line in SENTENCES]
    numbered = "\n".join(f"{at} {line}" if at % 5 == 0 else line for at, line in enumerate(lines, 1))
    assert load(numbered.encode(), path="draft.txt").text.split() == [*WHOLE.split(), *WHOLE.split()]


def test_numbers_that_begin_anew_on_each_page_are_left_out() -> None:
    page = "\n".join(f"{at} {line}" for at, line in enumerate(SENTENCES, 1))
    assert "9 observers" not in without_line_numbers(f"{page}\n{page}")


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"{at} The parties welcome the truce of day {at}." for at in range(1, 13)),  # a list of sentences
        "\n".join(f"{at}. Item {at} of the agenda" for at in range(1, 13)),  # a list with stops
        "1 May 2031\n2 May 2031\nThe parties met in Orra and agreed to\nmeet again.",
        "2031 was the year of\n2032 people held on both\nsides.",
    ],
)
def test_lists_and_years_keep_their_numbers(text: str) -> None:
    assert without_line_numbers(text) == text


def test_running_heads_and_page_numbers_of_a_paged_text_are_left_out() -> None:
    pages = ["\n".join([f"LEAGUE OF STATES  Report {at}", "", *SENTENCES[at : at + 5], "", f"- {at} -", ""]) for at in range(1, 5)]
    text = load("\f".join(pages).encode(), path="report.txt").text
    assert "LEAGUE" not in text and "- 2 -" not in text and text.split()[:3] == SENTENCES[1].split()[:3]
