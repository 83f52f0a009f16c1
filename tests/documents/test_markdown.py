"""Markdown: front matter, marks, and input that tries patience."""

from __future__ import annotations

import time

import pytest

from sulh.documents import load
from sulh.documents.markdown import read_markdown


def test_front_matter_is_metadata_and_marks_are_dropped(samples: dict[str, bytes], title: str) -> None:
    document = load(samples[".md"], path="a.md")
    assert (document.publisher, document.published, document.media_type) == ("Saudi Press Agency", "2018-03-15", "text/markdown")
    assert document.text[document.body :] == (
        "Norland hosted talks between two sides.\n\n- one item\n- second item\n\nName | Role\n\nAhmad Toma | head"
    )
    assert document.text.count(title) == 1


def test_the_first_heading_is_the_title_without_front_matter() -> None:
    found = read_markdown(
        "# Truce *extended* ##\n\nNorland agreed.\n\nNext steps\n----------\n\n> The truce holds.\n\n![map](m.png)\n\n***\n"
    )
    assert found.title == "Truce extended"
    assert [line for line in found.text.split("\n") if line.strip()] == [
        "Truce extended",
        "Norland agreed.",
        "Next steps",
        "The truce holds.",
    ]


def test_an_address_is_no_publisher() -> None:
    assert read_markdown("---\nsource: https://example.org/x\n---\nText").publisher is None


def test_escapes_and_names_with_underscores_stay() -> None:
    assert read_markdown(r"Paragraph 4\* of annex_b_final and 2 * 3 * 4").text == "Paragraph 4* of annex_b_final and 2 * 3 * 4"


@pytest.mark.parametrize("run", ["<!--", "**a ", "[", "![", "`", "#", "_a", "*", " ", "- ", "|", "<a ", "[a](", "a\n===\n", "---\n"])
def test_runs_of_marks_take_time_in_proportion(run: str) -> None:
    started = time.process_time()
    read_markdown("# " + run * 100_000 + "x")
    assert time.process_time() - started < 10


def test_front_matter_is_kept_with_the_document() -> None:
    from sulh.documents import load

    document = load(b"---\nTitle: A round\nExcerpt: true\n---\n\nThey met in Halse.", path="a.md")
    assert dict(document.front_matter) == {"title": "A round", "excerpt": "true"}


def test_a_text_file_may_have_front_matter_too() -> None:
    document = load(b"---\ntitle: A round\ndate: 2031-05-04\nexcerpt: true\n---\n# The talks were held in *Halse*.\n", path="round.txt")
    assert (document.title, document.published, document.media_type) == ("A round", "2031-05-04", "text/plain")
    assert document.text == "A round\n\n# The talks were held in *Halse*."
    assert dict(document.front_matter)["excerpt"] == "true"


def test_dashes_in_a_text_file_are_no_front_matter() -> None:
    text = b"---\nThe talks were held in Halse.\n---\nThe end.\n"
    assert load(text, path="round.txt").text.startswith("---")
    assert load(b"---\ntitle: Only this\n---\n", path="round.txt").text.startswith("---")


def test_escapes_and_entities_are_the_characters_meant() -> None:
    assert read_markdown("# Statement \\(third\\) of A \\& B &amp; C\n\n1\\. Agreed &#8211; all &notanentity; of it.\n").title == (
        "Statement (third) of A & B & C"
    )
    found = read_markdown('---\ntitle: "The \\"Halse\\" statement of A \\& B"\n---\n\\&amp; stays.\n')
    assert found.title == 'The "Halse" statement of A & B'
    assert found.text.strip() == "&amp; stays."
    assert read_markdown("---\ntitle: 'It''s agreed'\n---\nText.\n").title == "It's agreed"
