"""Write the numbers that a browser shows before the items of HTML lists into their text, where programs that extract text drop them."""

from __future__ import annotations

import re
from typing import Any

from sulh.documents.docx_numbering import written

__all__ = ["with_numbers", "without_marks"]

# Brackets that no statement has, so that a number is found again after the text was extracted; private-use characters would be dropped.
_OPEN, _CLOSE = "\u27ec", "\u27ed"
_MARKED = re.compile(rf"(?:[-*\u2022]\s*)?{_OPEN}([^{_CLOSE}]{{0,12}}){_CLOSE}\s*")
_LIST = re.compile(r"<ol[\s>]", re.IGNORECASE)
_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_PRINTED = re.compile(r"\s*\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]\s")
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)


def with_numbers(text: str) -> str:
    """Return a page with each item of an ordered list opened by its number between marks, counted as HTML says: `start`, `value`,
    `reversed`, `type`.
    """
    if not _LIST.search(text):
        return text
    from lxml import etree, html  # type: ignore[import-untyped]

    root = html.document_fromstring(text)
    for ordered in root.iter("ol"):
        _number(ordered)
    made: str = etree.tostring(root, encoding="unicode", method="html")
    return made


def without_marks(text: str) -> str:
    """Return extracted text with the numbers plain: "1. Called for calm"."""
    return _MARKED.sub(lambda mark: f"{mark[1]} " if mark[1] else "", text) if _OPEN in text else text


def _number(ordered: Any) -> None:
    items = [item for item in ordered if item.tag == "li"]
    if _STYLE.search(ordered.get("style") or ""):
        return
    if any(_PRINTED.match("".join(item.itertext())) for item in items):
        # These print their numbers themselves.
        for item in items:
            _open(item, f"{_OPEN}{_CLOSE}")
        return
    back = ordered.get("reversed") is not None
    count = _whole(ordered.get("start"), len(items) if back else 1)
    form = _FORMS.get(ordered.get("type") or "", "decimal")
    for item in items:
        count = _whole(item.get("value"), count)
        shown = written(count, form)
        _open(item, f"{_OPEN}({shown}){_CLOSE}" if form in ("lowerLetter", "lowerRoman") else f"{_OPEN}{shown}.{_CLOSE}")
        count += -1 if back else 1


def _open(item: Any, mark: str) -> None:
    """Put the mark before the first words of an item, inside the paragraph they stand in."""
    inner = item
    while len(inner) and not (inner.text or "").strip() and inner[0].tag in ("p", "div", "span", "b", "strong", "em", "i"):
        inner = inner[0]
    inner.text = f"{mark} {(inner.text or '').lstrip()}"


def _whole(value: str | None, otherwise: int) -> int:
    try:
        return int(value) if value is not None else otherwise
    except ValueError:
        return otherwise
