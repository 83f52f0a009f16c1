"""Threads are shown as a matrix in every form, comparisons mark each change, and retold wording says that it is retold."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from statements import AGAIN, INTEGRITY, MINES, THANKS, TRUCE, numbered

from sulh.render.since_docx import write_since_docx
from sulh.render.since_page import write_since
from sulh.render.threads import note, rows, statement_label
from sulh.render.threads_table import write_formula, write_threads, write_uses
from sulh.wording import Statement, Threads, history, phrase, trace
from sulh.wording.gathering import gather

SERIES = (
    Statement("r1", numbered(INTEGRITY, TRUCE, MINES), "2031-01-10", "First round", source="The Gazette"),
    Statement("r2", numbered(INTEGRITY, TRUCE.replace("Called for", "Demanded")), "2031-05-02", "Second round"),
    Statement("r3", numbered(MINES, INTEGRITY.replace("strong", "strong <and> lasting")), "2031-09-20", "Third round"),
)


@pytest.fixture
def threads() -> Threads:
    return trace(SERIES)


def table(threads: Threads) -> str:
    stream = io.StringIO()
    write_threads(threads, stream)
    return stream.getvalue()


def test_rows_have_a_cell_for_each_statement(threads: Threads) -> None:
    cells = {row.label.split()[0]: row.cells for row in rows(threads)}
    assert cells["Reaffirmed"] == ("first_seen", "carried", "changed")
    assert cells["Demanded"] == ("first_seen", "changed", "dropped")
    assert cells["Agreed"] == ("first_seen", "dropped", "returned")


def test_table_shows_statements_matrix_and_marked_changes(threads: Threads) -> None:
    shown = table(threads)
    assert "1  10 January 2031 First round" in shown
    assert re.search(r"Agreed to hand over .*\u25cf +\u00d7 +\u21ba", shown)
    assert "{+<and> lasting+}" in shown
    assert "Since 2 May 2031: 1 changed in wording, 1 returned, 1 dropped" in shown


def test_table_of_nothing_says_so() -> None:
    assert "No statement" in table(trace([]))


def test_uses_are_written() -> None:
    stream = io.StringIO()
    write_uses(phrase(SERIES, "territorial integrity"), {one.id: statement_label(one) for one in SERIES}, stream)
    assert "[first use]" in stream.getvalue() and "3 uses in 3 statements" in stream.getvalue()


def test_retold_wording_says_so_in_every_form(tmp_path: Path) -> None:
    told = trace([replace(one, retold=True) for one in SERIES])
    sentence = "not the wording of those who issued the statements"
    assert sentence in " ".join(table(told).split())
    assert sentence in since_page(("", told))
    write_since_docx([("", told)], tmp_path / "told.docx")
    assert sentence in zipfile.ZipFile(tmp_path / "told.docx").read("word/document.xml").decode()
    assert "(retold)" in statement_label(told.statements[0])
    assert note(SERIES) is None


class _Links(HTMLParser):
    """Collects targets, anchors and texts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.anchors: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        assert tag not in ("script", "link", "img", "iframe")
        if (target := values.get("href")) is not None:
            self.targets.append(target)
        if (anchor := values.get("id")) is not None:
            self.anchors.append(anchor)


def test_word_file_marks_words_gone_and_come(threads: Threads, tmp_path: Path) -> None:
    from docx import Document

    path = tmp_path / "pair.docx"
    write_since_docx([("", trace(SERIES[:2]))], path)
    row = next(row for table in Document(str(path)).tables for row in table.rows if "Demanded" in row.cells[1].text)
    struck = [run.text.strip() for run in row.cells[0].paragraphs[0].runs if run.font.strike]
    added = [run.text.strip() for run in row.cells[1].paragraphs[0].runs if run.font.underline]
    assert (struck, added) == (["Called for"], ["Demanded"])
    assert "stronger" in row.cells[2].text


def test_word_file_turns_arabic_and_drops_what_xml_cannot_hold(tmp_path: Path) -> None:
    texts = ("1. أكدوا وحدة البلاد وسيادتها\u0001.", "1. أكدوا مجددا وحدة البلاد وسيادتها.")
    threads = trace([Statement("a", texts[0], "2031"), Statement("b", texts[1], "2032")])
    write_since_docx([("", threads)], tmp_path / "arabic.docx")
    xml = zipfile.ZipFile(tmp_path / "arabic.docx").read("word/document.xml").decode()
    assert "<w:bidi/>" in xml and "<w:rtl/>" in xml


def since_page(*series: tuple[str, Threads]) -> str:
    stream = io.StringIO()
    write_since(series, stream, remarks=gather([*SERIES, replace(SERIES[0], id="copy", name="copy.txt")]).remarks)
    return stream.getvalue()


def test_first_view_leads_to_both_texts_and_the_history(threads: Threads) -> None:
    shown = since_page(("", threads))
    assert '<h1 id="s0-h">Since 2 May 2031: 1 changed in wording, 1 returned, 1 dropped</h1>' in shown
    headings = re.findall(r"<h2>([A-Z][a-z ]+) <span>", shown)
    assert headings == ["Changed in wording", "Returned", "Dropped"]
    for anchor in re.findall(r'href="#(s0-f\d+)"', shown):
        assert f'id="{anchor}"' in shown
    assert "strong &lt;and&gt; lasting" in shown and "<and>" not in shown
    assert "are copies of one statement" in shown
    assert "<script" not in shown and " style=" not in shown


def test_page_of_a_retelling_says_nothing_is_dropped() -> None:
    last = replace(SERIES[2], retold=True, source="The Gazette, p. 3; https://example.org/x")
    shown = since_page(("", trace([*SERIES[:2], last])))
    assert "Not in this text" in shown and ">Dropped" not in shown
    assert "retold (facts from The Gazette, p. 3)" in shown


@pytest.mark.slow
def test_page_of_three_hundred_statements_stays_below_two_megabytes() -> None:
    texts = [numbered(*(f"{INTEGRITY} Clause {at} of round {number // 7}." for at in range(12))) for number in range(300)]
    many = [Statement(f"m{n:03}", text, f"20{31 + n // 12}-{1 + n % 12:02}-01") for n, text in enumerate(texts)]
    shown = since_page(("", trace(many[:120])))
    assert len(shown.encode()) < 2_000_000


def test_word_document_links_each_formula_to_its_history(threads: Threads, tmp_path: Path) -> None:
    write_since_docx([("", threads)], tmp_path / "since.docx")
    with zipfile.ZipFile(tmp_path / "since.docx") as opened:
        xml = opened.read("word/document.xml").decode()
    anchors = set(re.findall(r'w:anchor="([^"]+)"', xml))
    assert anchors and anchors == set(re.findall(r'w:bookmarkStart w:id="\d+" w:name="([^"]+)"', xml))
    assert "First used: 10 January 2031" in xml and "Dropped (1)" in xml


def test_formula_is_written_with_every_wording(threads: Threads) -> None:
    stream = io.StringIO()
    thread = next(one for one in threads.threads if "integrity" in threads.clause(one.clauses[0]).text)
    write_formula(history(threads, thread.id), stream)
    assert "First used: 10 January 2031 First round" in stream.getvalue() and "2 statements" in stream.getvalue()


def test_every_form_shows_both_texts_of_what_may_be_said_in_other_words(tmp_path: Path) -> None:
    found = trace(
        [
            Statement("r1", numbered(INTEGRITY, TRUCE, MINES, THANKS), "2031-01-10"),
            Statement("r2", numbered(INTEGRITY, TRUCE, MINES, AGAIN), "2031-05-02"),
        ]
    )
    said = "The two texts may say the same in other words. Nothing follows from it"
    shown = " ".join(table(found).split())
    assert "Since 10 January 2031: 1 perhaps in other words " in shown and "PERHAPS IN OTHER WORDS (1)" in shown and said in shown
    assert f"before {THANKS}; now {AGAIN};" in shown and "[-" not in shown and "{+" not in shown
    stream = io.StringIO()
    write_since([("", found)], stream)
    drawn = stream.getvalue()
    assert said in drawn and THANKS in drawn and AGAIN in drawn and "<del>" not in drawn and "<ins>" not in drawn
    assert drawn.count('class="np" cx="33"') == 1 and "Agreed language and history (before)" in drawn
    write_since_docx([("", found)], tmp_path / "since.docx")
    xml = zipfile.ZipFile(tmp_path / "since.docx").read("word/document.xml").decode()
    assert said in xml and xml.count(THANKS) == 2 and xml.count(AGAIN) == 2 and "<w:strike/>" not in xml
    cells = {row.label.split()[0]: (row.cells, row.present) for row in rows(found)}
    assert cells["We"] == (("first_seen", "perhaps"), 1) and cells["Oman"] == (("", "perhaps"), 1)
