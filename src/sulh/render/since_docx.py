"""What changed since last time as a Word document: by kind, both texts side by side, the history of each formula a click away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sulh import words
from sulh.render.since import SHOWN, caution, compared, explained, finding, formula_text, heading, item_remarks, moved, remark
from sulh.render.threads import note, short_label
from sulh.render.word_tables import clean, fill, landscape, repeat
from sulh.wording import SinceItem, SinceKind, SinceView, Threads, changes, since
from sulh.wording.gathering import GatheringRemark

__all__ = ["write_since_docx"]

_WIDTHS = (8.2, 8.2, 8.2)  # centimetres on a landscape page of 29.7


def write_since_docx(series: Sequence[tuple[str, Threads]], path: Path, *, remarks: Sequence[GatheringRemark] = ()) -> None:
    """Write the first view of each series: a table for each kind of change, then the agreed language of every formula in them."""
    made = landscape()
    for one in remarks:
        made.add_paragraph(clean(remark(one)))
    for number, (label, threads) in enumerate(series):
        view = since(threads)
        if view is not None:
            _series(made, f"s{number}", label, view)
    made.save(str(path))


def _series(made: Any, key: str, label: str, view: SinceView) -> None:
    made.add_heading(clean(finding(view)), level=1)
    if label:
        made.add_paragraph(clean(label))
    made.add_paragraph(clean(compared(view)))
    for told in filter(None, (caution(view), note(view.threads.statements))):
        made.add_paragraph().add_run(clean(told)).italic = True
    shown: list[SinceItem] = []
    for kind in SHOWN:
        found = view.of(kind)
        if not found:
            continue
        made.add_heading(clean(f"{heading(kind).capitalize()} ({len(found)})"), level=2)
        _kind(made, key, view, kind)
        shown += found
    if carried := view.count(SinceKind.CARRIED):
        made.add_paragraph(f"{carried} in the same words.")
        for one in view.of(SinceKind.CARRIED):
            if (place := moved(one)) is not None:
                made.add_paragraph(clean(f"{place}: {one.label}"), style="List Bullet")
    if shown:
        made.add_heading("Agreed language", level=2)
    for item in shown:
        _history(made, key, view, item)


def _kind(made: Any, key: str, view: SinceView, kind: SinceKind) -> None:
    """Write the formulae of one kind, by issue what is gone."""
    if (said := explained(kind)) is not None:
        made.add_paragraph(said)
    if kind not in (SinceKind.DROPPED, SinceKind.ABSENT):
        _table(made, key, view, view.of(kind))
        return
    for issue, items in view.gone:
        made.add_heading(clean(words.code("Issue", issue) if issue else "other"), level=3)
        _table(made, key, view, items)


def _table(made: Any, key: str, view: SinceView, items: Sequence[SinceItem]) -> None:
    """Write the rows of one kind: the texts before and now with the change marked, and what is said of it."""
    from docx.shared import Cm

    table = made.add_table(rows=1, cols=3)
    table.style = "Table Grid"
    table.autofit = False
    before = short_label(view.previous) if view.previous is not None else "before"
    for cell, title in zip(
        table.rows[0].cells, (f"Before ({before})", f"Now ({short_label(view.statement)})", "What changed"), strict=True
    ):
        cell.paragraphs[0].add_run(clean(title)).bold = True
    repeat(table.rows[0])
    for item in items:
        cells = table.add_row().cells
        for cell, held, op in ((cells[0], item.earlier, "delete"), (cells[1], item.later, "insert")):
            text = " ".join(clause.text for clause in held)
            pieces = changes(text, text) if item.kind is SinceKind.PERHAPS else item.pieces
            fill(cell.paragraphs[0], pieces if held else (), op)
        told = cells[2].paragraphs[0]
        _link(told, f"{key}_{item.number}", f"{item.number}. {item.label}")
        for one in item_remarks(item):
            cells[2].add_paragraph().add_run(clean(one)).bold = item.kind is SinceKind.SUBSTANCE
    for row in table.rows:
        for cell, width in zip(row.cells, _WIDTHS, strict=True):
            cell.width = Cm(width)


def _history(made: Any, key: str, view: SinceView, item: SinceItem) -> None:
    title = made.add_heading(level=3)
    _mark(title, f"{key}_{item.number}", item.number)
    title.add_run(clean(f"{item.number}. {item.label}"))
    for number, found in enumerate(view.histories(item)):
        # The label of the formula stands above; that of another which may be the same does not.
        for line in formula_text(found).split("\n")[0 if number else 1 :]:
            if line.strip():
                made.add_paragraph(clean(line.strip()))


def _link(paragraph: Any, anchor: str, text: str) -> None:
    """Add words that lead to a bookmark of the document."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    run = paragraph.add_run(clean(text))
    run.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _mark(paragraph: Any, anchor: str, number: int) -> None:
    """Set the bookmark that `_link` leads to."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for name in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(name)
        mark.set(qn("w:id"), str(number))
        if name == "w:bookmarkStart":
            mark.set(qn("w:name"), anchor)
        paragraph._p.append(mark)
