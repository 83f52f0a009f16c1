"""The day a statement closes with is its date, in five languages; days of other things are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from sulh.documents import load
from sulh.wording import Statement, trace
from sulh.wording.closing import closing_date

CASES = Path(__file__).resolve().parent / "cases" / "dates"


@pytest.mark.parametrize(("name", "date"), [("a.txt", "2031-03-12"), ("b.txt", "2031-06-03")])
def test_date_at_the_end_goes_before_a_day_that_is_recalled(name: str, date: str) -> None:
    assert Statement.from_document(load(CASES / name)).date == date


@pytest.mark.parametrize(
    ("close", "date"),
    [
        ("Done at Orra, 12 March 2031.", "2031-03-12"),
        ("Done at Orra this 5th day of May 2031.", "2031-05-05"),
        ("Fait à Genève, le 3 juin 2031, en deux exemplaires.", "2031-06-03"),
        ("Hecho en La Habana, a 5 de mayo de 2031", "2031-05-05"),
        ("Астана, 25 ноября 2024 г.", "2024-11-25"),
        ("حرر في جنيف بتاريخ ٣ حزيران ٢٠٣١", "2031-06-03"),
        ("25 November 2024\n\nFor the Government of Arden:\nFor Belmark:", "2024-11-25"),
        ("2. Agreed that the mission stays until 12 March 2031.", None),
        ("Adopted at the meeting in Halse on 5 May 2030, the plan is confirmed by everybody who attends these talks.", None),
        ("The parties agreed to meet on 3 June 2031.", None),
        ("Done at Orra, 31 February 2031.", None),
    ],
)
def test_close_of_a_statement_is_read(close: str, date: str | None) -> None:
    assert closing_date(f"Joint statement\n\n1. Agreed to keep the truce.\n\n{close}") == date


@pytest.mark.parametrize(
    ("title", "place", "text", "date"),
    [
        ("Communiqué final", "Fait à Orra, le 12 mars 2031", "Les parties se sont réunies.", "2031-03-12"),
        ("Совместное заявление сторон по итогам встречи в Орре", "г. Орра, 4 февраля 2031 года", "Стороны встретились.", "2031-02-04"),
        ("البيان الختامي", "مسقط، 10 فبراير 2031", "اجتمع الطرفان واتفقا على وقف إطلاق النار.", "2031-02-10"),
        ("Comunicado conjunto", "La Habana, 7 de abril de 2031", "Las partes se reunieron.", "2031-04-07"),
        # No line of its own: the day that the first words name.
        ("Communiqué final", "", "Les parties se sont réunies le 12 mars 2031 et appellent à une trêve avant le 3 mai 2031.", "2031-03-12"),
    ],
)
def test_day_below_the_title_is_read_and_is_no_clause(title: str, place: str, text: str, date: str, tmp_path: Path) -> None:
    path = tmp_path / "statement.txt"
    path.write_text("\n\n".join(filter(None, (f"{title}\n{place}", text, "1. " + text))), encoding="utf-8")
    statement = Statement.from_document(load(path))
    assert (statement.date, statement.title) == (date, title)
    assert [clause.text for clause in trace([statement]).clauses] == [text, text]


def test_news_is_an_excerpt_and_a_retelling_never_complete(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\nkind: news\ndate: 2031-01-01\n---\nThe parties agreed.", encoding="utf-8")
    assert not Statement.from_document(load(path)).complete
    path.write_text("---\nkind: news\ncomplete: yes\ndate: 2031-01-01\n---\nThe parties agreed.", encoding="utf-8")
    assert Statement.from_document(load(path)).complete
    assert not Statement("a", "Agreed.", complete=True, retold=True).complete
