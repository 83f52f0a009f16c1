"""Web pages: main text, metadata, and pages built to do harm."""

from __future__ import annotations

import time

import pytest

from sulh.documents import load
from sulh.documents.html import read_html
from sulh.model import DocumentError


def test_main_text_and_metadata_of_a_page(samples: dict[str, bytes]) -> None:
    document = load(samples[".html"], path="a.html")
    assert (document.publisher, document.published, document.dateline_place) == ("Saudi Press Agency", "2018-03-15", "GENEVA")
    assert "2. To meet again in April." in document.text and "Ahmad Toma" in document.text
    assert not any(words in document.text for words in ("secret", "Home of all menus", "<"))


def test_a_declared_encoding_is_used() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Стороны встретились в Женеве.</p></body></html>'
    assert load(page.encode("cp1251"), path="a.html").text == "Стороны встретились в Женеве."


def test_a_short_page_is_taken_whole() -> None:
    page = b"<!-- note --><p>Iran &amp; Oman met.<!-- x --> They spoke.</p><script>no()</script><div>Next: <b>Muscat</b>.</div>"
    assert load(page, path="a.htm").text == "Iran & Oman met. They spoke.\n\nNext: Muscat."


def test_a_date_in_the_running_text_is_not_the_page_date() -> None:
    page = (
        "<html><body><article><p>"
        + "The round was held on 4 May 2019 in the capital, the ministry said. " * 8
        + "</p></article></body></html>"
    )
    assert load(page.encode(), path="a.html").published is None


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html><script>x()</script></html>", "<html>"])
def test_a_page_without_text_is_refused(page: str) -> None:
    with pytest.raises(DocumentError, match="without text"):
        load(page.encode(), path="a.html")


@pytest.mark.parametrize("tag", ["div", "b", "table", "a", "svg", "li"])
@pytest.mark.parametrize("depth", [300, pytest.param(100_000, marks=pytest.mark.slow)])
def test_deep_nesting_neither_crashes_nor_hangs(tag: str, depth: int) -> None:
    started = time.process_time()
    try:
        load(f"<html><body>{f'<{tag}>' * depth}The talks ended.{f'</{tag}>' * depth}</body></html>".encode(), path="a.html")
    except DocumentError as error:
        assert "\n" not in str(error)
    assert time.process_time() - started < 20


def test_a_page_of_too_many_tags_is_refused() -> None:
    with pytest.raises(DocumentError, match="tags"):
        load(b"<html>" + b"<i>a</i>" * 200_000, path="a.html")


def test_items_of_ordered_lists_keep_their_numbers() -> None:
    filler = "Called for calm along the river Isk and its banks for the whole of the winter months and after them. "
    items = "".join(f"<li>{filler * 2}</li>" for _ in range(3))
    page = (
        f"<html><body><article><h1>Joint statement</h1><p>{filler}</p><ol>{items}</ol>"
        f"<ol start=7 type=a><li>{filler}</li><li value=9>{filler}</li></ol><ol><li>1. {filler}</li></ol>"
        f"<ul><li>{filler}</li></ul></article></body></html>"
    )
    lines = [line for line in read_html(page).text.split("\n") if line.strip()]
    numbers = [line.split()[0] for line in lines if line.split()[0] in ("1.", "2.", "3.", "(g)", "(i)")]
    assert numbers == ["1.", "2.", "3.", "(g)", "(i)", "1."]
    assert not any("\u27ec" in line for line in lines)
    assert read_html("<ol reversed><li>Called for calm<li>Demanded it</ol>").text.split("\n\n") == ["2. Called for calm", "1. Demanded it"]


def test_title_that_was_escaped_twice_is_plain() -> None:
    page = "<html><head><title>Arden &amp;amp; Belmark</title></head><body><p>They agreed on the truce.</p></body></html>"
    assert read_html(page).title == "Arden & Belmark"


def test_cells_of_a_small_page_are_kept_apart() -> None:
    table = "<table><tr><th>Province</th><th>Violations</th></tr><tr><td>Idlib</td><td>45</td></tr></table>"
    assert read_html(f"<html><body>{table}</body></html>").text == "Province | Violations\n\nIdlib | 45"


def test_tables_that_lay_a_page_out_are_none_of_data() -> None:
    table = "<table><tr><td><p>Menu</p></td><td><p>The talks went on.</p></td></tr></table>"
    assert "|" not in read_html(f"<html><body>{table}</body></html>").text
