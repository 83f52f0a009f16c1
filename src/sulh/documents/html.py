"""Load web pages: the main text, and the title, site and date in their metadata."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from sulh.documents.extract import Extract, Unreadable, guarded
from sulh.documents.html_lists import with_numbers, without_marks

if TYPE_CHECKING:
    from trafilatura.settings import Document as Page

__all__ = ["read_html"]

# Beyond these limits a page is not an article, and parsing it takes minutes.
_MAX_TAGS = 300_000
_MAX_CHARACTERS = 20_000_000
# A page with less text than this has no menus worth separating from its main text.
_SMALL = 500
# Markup of which a parser takes quadratic time: blanks without end, and one tag with thousands of attributes.
_BLANKS = re.compile(r"[ \t\r\n\f]{64,}")
_LONG_TAG = re.compile(r"<[A-Za-z][^<>]{20000,}")
_MAX_ATTRIBUTES = 2_000
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_BLOCKS = frozenset(
    """address article aside blockquote br center dd div dl dt figcaption footer form h1 h2 h3 h4 h5 h6 header hr li main ol p pre section
    table tr ul""".split()  # noqa: SIM905
)
_CELLS = frozenset(("td", "th"))
_SKIPPED = frozenset("head script style noscript template svg iframe nav form button select textarea".split())  # noqa: SIM905
# In a page's source the end of a line is a blank, but where it is shown as written.
_AS_WRITTEN = re.compile(r"(<(pre|textarea|listing)\b.*?</\2\s*>)", re.IGNORECASE | re.DOTALL)
_LINE_ENDS = re.compile(r"[ \t\f]*[\r\n][ \t\r\n\f]*")
_LOGGERS = ("trafilatura", "htmldate", "courlan", "justext", "readability")


def read_html(text: str) -> Extract:
    """Return the main text of a page, one paragraph per block, with title, site name and date; menus, scripts and comments are left out;
    the items of ordered lists keep their numbers.

    Method: trafilatura's extraction; a page too small for it is read in full.
    """
    if len(text) > _MAX_CHARACTERS or text.count("<") > _MAX_TAGS:
        raise Unreadable(f"is a page of more than {_MAX_TAGS:,} tags or {_MAX_CHARACTERS:,} characters; save its text")
    if any(tag.group().count("=") > _MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise Unreadable(f"is a page with a tag of more than {_MAX_ATTRIBUTES:,} attributes; save its text")
    text = _BLANKS.sub(_blank, _DECLARATION.sub("", text, count=1).replace("\0", ""))
    with guarded("is a damaged web page that cannot be parsed; save its text", *_LOGGERS):
        text = with_numbers(_unwrapped(text))
        page = _main_text(text)
        body = page.text if page is not None and page.text else ""
        if len(body) < _SMALL:
            whole = _whole_text(text)
            body = whole if len(whole) < _SMALL or not body.strip() else body
        body = without_marks(body)
    if not body.strip():
        raise Unreadable("is a web page without text; it may build its text by script, so save the shown text")
    return Extract(
        text="\n\n".join(body.split("\n")),
        media_type="text/html",
        # Many pages escape their title twice.
        title=unescape(page.title) if page and page.title else None,
        publisher=page.sitename if page else None,
        published=page.date if page else None,
        headline=True,
    )


def _blank(run: re.Match[str]) -> str:
    """Return what replaces a long run of blanks: a line break if it contains one, else a space."""
    return "\n" if "\n" in run.group() else " "


def _unwrapped(text: str) -> str:
    """The page with a blank in place of each end of a line: where lines of the source end says nothing of where paragraphs do."""
    parts = _AS_WRITTEN.split(text)
    # Split gives text, block, name of its tag, text, ...
    return "".join(part if at % 3 == 1 else _LINE_ENDS.sub(" ", part) for at, part in enumerate(parts) if at % 3 != 2)


def _main_text(text: str) -> Page | None:
    from trafilatura import bare_extraction

    page = bare_extraction(
        text,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        # Searching the running text for dates could take the date of a meeting for that of the page.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    return None if isinstance(page, dict) else page


def _whole_text(text: str) -> str:
    """Return all text of the page's body, one line per block."""
    from lxml import etree, html  # type: ignore[import-untyped]

    root = html.document_fromstring(text, parser=html.HTMLParser(remove_comments=True, remove_pis=True))
    parts: list[str] = []
    skipped = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        edge = "\n" if element.tag in _BLOCKS else ""
        if event == "start":
            edge = " | " if _is_further_cell(element) else edge
            skipped += 1 if skipped or element.tag in _SKIPPED else 0
            parts.append("" if skipped else edge + (element.text or ""))
        else:
            skipped = max(0, skipped - 1)
            parts.append("" if skipped else edge + (element.tail or ""))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _is_further_cell(element: Any) -> bool:
    """Whether an element is a cell of a table of data behind another of its row; tables that only lay a page out hold blocks."""
    before = element.getprevious()
    if element.tag not in _CELLS or before is None or before.tag not in _CELLS:
        return False
    return not any(part.tag in _BLOCKS for cell in (before, element) for part in cell.iterdescendants())
