"""A sequence of headings, sentences, tables and pictures as a file: a page that stands alone, a Word document or a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from io import BytesIO
from pathlib import Path

from sulh import words
from sulh.render.report_block import ReportBlock
from sulh.render.report_pdf import png_of, report_pdf
from sulh.render.word_tables import clean

__all__ = ["REPORT_MARK", "REPORT_SUFFIXES", "page", "write_report"]

REPORT_MARK = "sulh report"
REPORT_SUFFIXES = (".html", ".docx", ".pdf")
_PICTURE_CM = 15.5
_STYLE = """
:root { color-scheme: light; }
body { font: 14px/1.5 system-ui, "Segoe UI", "Noto Sans", "Noto Sans Arabic", sans-serif; color: #14191f; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.1rem; margin-top: 2rem; border-top: 2px solid #14191f; padding-top: .4rem; }
h3 { font-size: 1rem; margin-bottom: .2rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: start; padding: .25rem .5rem .25rem 0; border-bottom: 1px solid #d8dde2; vertical-align: top; }
.n { text-align: end; }
figure { margin: 1.5rem 0; } figure svg { max-width: 100%; height: auto; } figcaption { font-size: .9rem; color: #454e58; }
@media print { body { margin: 0; max-width: none; } tr { break-inside: avoid; } }
""".replace("\n", " ").strip()


def page(made: Sequence[ReportBlock], language: str, mark: str = "") -> str:
    """The report as one page that needs nothing else: no script, no address. `mark` is kept for who works it out again."""
    rtl = ' dir="rtl"' if words.direction(language) == "rtl" else ""
    title = escape(made[0].text)
    kept = f'<meta name="{REPORT_MARK}" content="{escape(mark)}">\n' if mark else ""
    head = (
        f'<!doctype html>\n<html lang="{language}"{rtl}>\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n{kept}'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    )
    return head + "\n".join(_drawn(one) for one in made) + "\n</body>\n</html>\n"


def _drawn(one: ReportBlock) -> str:
    if one.sort == "picture":
        return f"<figure>{one.picture}<figcaption>{escape(one.text, quote=False)}</figcaption></figure>"
    if one.sort != "table":
        return f"<{one.sort}>{escape(one.text, quote=False)}</{one.sort}>"
    rows = []
    for number, row in enumerate(one.rows):
        cell = "td" if number else "th"
        looks = [' class="n"' if at in one.numbers else "" for at in range(len(row))]
        cells = "".join(f"<{cell}{look}>{escape(told, quote=False)}</{cell}>" for look, told in zip(looks, row, strict=True))
        rows.append(f"<tr>{cells}</tr>")
    return "<table>\n" + "\n".join(rows) + "\n</table>"


def _write_docx(made: Sequence[ReportBlock], path: Path, language: str, mark: str) -> None:
    """Write the report as a Word document, from right to left in such a language."""
    from docx import Document
    from docx.enum.table import WD_TABLE_DIRECTION
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    document = Document()
    document.core_properties.comments = f"{REPORT_MARK}: {mark}" if mark else ""
    rtl = words.direction(language) == "rtl"
    for one in made:
        if one.sort == "table":
            table = document.add_table(rows=0, cols=len(one.rows[0]))
            table.style = "Table Grid"
            if rtl:
                table.table_direction = WD_TABLE_DIRECTION.RTL
            for number, row in enumerate(one.rows):
                for cell, told in zip(table.add_row().cells, row, strict=True):
                    cell.paragraphs[0].add_run(clean(told)).bold = number == 0
            continue
        if one.sort == "picture":
            document.add_picture(BytesIO(png_of(one.picture)), width=Cm(_PICTURE_CM))
        told = clean(one.text)
        paragraph = document.add_paragraph(told) if one.sort in ("p", "picture") else document.add_heading(told, level=int(one.sort[1]))
        if rtl:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.save(str(path))


def write_report(made: Sequence[ReportBlock], path: Path, language: str, mark: str = "") -> None:
    """Write a report in the form that the name of the file asks for, one of REPORT_SUFFIXES; `mark` is kept in it, out of sight."""
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        path.write_bytes(report_pdf(made, f"{REPORT_MARK}: {mark}" if mark else "", language))
    elif suffix == ".docx":
        _write_docx(made, path, language, mark)
    else:
        path.write_text(page(made, language, mark), encoding="utf-8")
