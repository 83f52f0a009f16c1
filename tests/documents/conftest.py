"""One valid file of every format, made anew for each test session."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

TITLE = "Joint Statement of the Contact Group on the Truce"
PARAGRAPHS = (
    "GENEVA, 14 March 2018 (SPA) -- The delegations of Norland and Sudland met in Geneva under the auspices of the United Nations and"
    " reviewed the truce which had been agreed in the course of earlier meetings of the contact group.",
    "They decided:",
    "1. To exchange detainees in the presence of observers from the International Committee of the Red Cross before the next round of"
    " talks;",
    "2. To meet again in April.",
)

HTML = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{TITLE} - Press Agency</title>
<meta property="og:site_name" content="Saudi Press Agency"><meta property="og:title" content="{TITLE}">
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "{TITLE}",
"datePublished": "2018-03-15T01:00:00+03:00"}}</script></head>
<body><nav><a href="/">Home of all menus</a></nav><article><h1>{TITLE}</h1>{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}
<table><tr><td>Ahmad Toma</td><td>Head of delegation</td></tr></table></article>
<script>var secret = 1;</script><footer>copyright</footer></body></html>"""

EML = f"""From: Press Office <press@ministry.example>
To: list@example.org
Subject: =?utf-8?q?{TITLE.replace(" ", "_")}?=
Date: Thu, 15 Mar 2018 23:10:00 +0400
Message-ID: <1@ministry.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="cut"

--cut
Content-Type: text/plain; charset=windows-1252

The ministers spoke by telephone on Tuesday and agreed to keep the truce in
place; they “welcomed” the exchange.
--cut
Content-Type: text/html; charset=utf-8

<p>The part that is not read.</p>
--cut--
"""

MARKDOWN = f"""---
title: "{TITLE}"
date: 2018-03-15
source: Saudi Press Agency
---
# {TITLE}

**Norland** hosted [talks](https://example.org/a_(b)) between *two* sides. <!-- a remark -->

- one `item`
- second item

| Name | Role |
|------|:----:|
| Ahmad Toma | head |
"""


def make_pdf(paragraphs: tuple[str, ...], *, title: str | None = None, password: str | None = None) -> bytes:
    """A PDF of paragraphs set in lines; with a password it is encrypted."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

    buffer = io.BytesIO()
    style = getSampleStyleSheet()["Normal"]
    options = {"title": title} if title else {}
    document = SimpleDocTemplate(buffer, pagesize=A4, encrypt=password, invariant=1, **options)
    document.build([part for text in paragraphs for part in (Paragraph(text, style), Spacer(1, 12))])
    return buffer.getvalue()


def make_docx() -> bytes:
    """A Word file with title, paragraphs, a numbered list, a bullet, a table and a closing paragraph."""
    import docx

    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph(PARAGRAPHS[0])
    document.add_paragraph("Welcomed the agreement", style="List Number")
    document.add_paragraph("Called for access", style="List Number")
    document.add_paragraph("A bullet", style="List Bullet")
    table = document.add_table(2, 2)
    for row, cells in enumerate((("Name", "Office"), ("Ahmad Toma", "Head"))):
        for column, text in enumerate(cells):
            table.cell(row, column).text = text
    document.add_paragraph("The statement ends here.")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="session")
def samples() -> dict[str, bytes]:
    """A valid file by suffix."""
    return {
        ".txt": "\n\n".join((TITLE, *PARAGRAPHS)).encode(),
        ".md": MARKDOWN.encode(),
        ".html": HTML.encode(),
        ".pdf": make_pdf((TITLE, *PARAGRAPHS), title=TITLE),
        ".docx": make_docx(),
        ".eml": EML.encode("cp1252"),
    }


@pytest.fixture(scope="session")
def pdf_of() -> Callable[..., bytes]:
    """The maker of PDF files."""
    return make_pdf


@pytest.fixture(scope="session")
def title() -> str:
    """The title of every sample."""
    return TITLE
