"""A statement takes from a document what it says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from sulh.documents import from_text, load
from sulh.wording import Statement, trace

BODY = "The representatives of Iran, Russia and T\u00fcrkiye, as guarantors:\n\n1. Condemned the raid on Syria;\n\n2. Welcomed the truce.\n"


def statement(tmp_path: Path, front: str, body: str = BODY) -> Statement:
    path = tmp_path / "statement.md"
    path.write_text(f"---\ntitle: Joint statement\ndate: 2031-05-04\n{front}---\n\n{body}", encoding="utf-8")
    return Statement.from_document(load(path))


def test_date_title_and_issuers_come_from_the_document(tmp_path: Path) -> None:
    made = statement(tmp_path, "publisher: The Gazette\ntrack: Tessin format\n")
    assert (made.date, made.title, made.track, made.source) == ("2031-05-04", "Joint statement", "Tessin format", "The Gazette")
    assert made.issuers == ("IRN", "RUS", "TUR")
    assert made.complete and not made.retold


def test_excerpt_and_retelling_are_not_complete(tmp_path: Path) -> None:
    assert not statement(tmp_path, "excerpt: true\n").complete
    assert not statement(tmp_path, "complete: no\n").complete
    retold = statement(tmp_path, 'retold_from: "The Gazette, page 3"\n')
    assert (retold.retold, retold.complete, retold.source) == (True, False, "The Gazette, page 3")
    assert not statement(tmp_path, 'retold_from: "The Gazette"\ncomplete: yes\n').complete


def test_what_the_caller_says_goes_first(tmp_path: Path) -> None:
    path = tmp_path / "statement.md"
    path.write_text(f"---\nexcerpt: true\n---\n{BODY}", encoding="utf-8")
    made = Statement.from_document(load(path), complete=True, track="Tessin", issuers=["X"])
    assert (made.complete, made.track, made.issuers, made.retold) == (True, "Tessin", ("X",), False)
    assert Statement.from_document(load(path), retold=True).retold


@pytest.mark.parametrize(
    ("text", "path", "date"),
    [
        ("The ministers gathered in Halse on 16 March 2031 since 23 January 2029 and\n1. Reaffirmed unity.", "a.txt", "2031-03-16"),
        ("Joint statement, Halse, 28-29 November 2030\n\nThe guarantors:\n\n1. Reaffirmed the truce of 1 May 2031.", "a.txt", "2030-11-29"),
        ("The mandate was extended until 30 June 2032.\n\nThe guarantors:\n\n1. Reaffirmed unity.", "2031-12-21 halse.txt", "2031-12-21"),
        ("The guarantors:\n\n1. Reaffirmed the truce of 1 May 2031.", "a.txt", None),
    ],
)
def test_date_of_a_statement_is_in_its_file_name_or_its_opening(text: str, path: str, date: str | None) -> None:
    assert Statement.from_document(from_text(text, path=path)).date == date


def test_statements_without_a_date_stand_in_the_order_of_their_names() -> None:
    texts = {name: from_text(f"The guarantors:\n\n1. Reaffirmed the unity of {name}.", path=f"{name}.txt") for name in ("c", "a", "b")}
    threads = trace([Statement.from_document(document) for document in texts.values()])
    assert [statement.name for statement in threads.statements] == ["a.txt", "b.txt", "c.txt"]
