from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from factory import TEXT, make_arabic, make_document, make_empty, make_reading
from hypothesis import given
from hypothesis import strategies as st

from sulh.model import Act, ActKind, Citation, DocumentKind, Issue, Reading
from sulh.render.outline import OutlineEntry, outline
from sulh.render.page import page
from sulh.render.segments import paragraphs

VOID = {"meta", "br", "link"}


class Tree(HTMLParser):
    """Every element with its attributes and text, refusing elements that are not closed in their order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._path: list[str] = []
        self.feed(html)
        self.close()
        assert self._path == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._path.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._path.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in set(self._path):
            self.texts.setdefault(tag, []).append(data)

    def having(self, attribute: str) -> list[str]:
        return [value for _, attrs in self.elements if (value := attrs.get(attribute)) is not None]


@pytest.fixture(scope="module")
def tree() -> Tree:
    return Tree(page([make_reading(), make_empty(), make_arabic()]))


def test_page_loads_nothing_from_elsewhere(tree: Tree) -> None:
    assert tree.having("src") == []
    assert all(link.startswith("#") for link in tree.having("href"))
    assert not re.search(r"url\(|@import", page([make_reading()]))


def test_page_allows_only_its_own_style_and_script(tree: Tree) -> None:
    (policy,) = (content for content in tree.having("content") if "default-src" in content)
    for tag in ("style", "script"):
        content = "".join(tree.texts[tag])
        assert base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() in policy
    assert "unsafe" not in policy


def test_every_link_leads_somewhere_and_every_id_is_one_of_a_kind(tree: Tree) -> None:
    ids = tree.having("id")
    assert len(ids) == len(set(ids))
    assert {link.removeprefix("#") for link in tree.having("href")} <= set(ids)
    assert {name for value in tree.having("aria-labelledby") for name in value.split()} <= set(ids)


def test_page_has_its_landmarks_and_the_text_in_its_direction(tree: Tree) -> None:
    tags = [tag for tag, _ in tree.elements]
    assert {"header", "nav", "main", "footer", "article"} <= set(tags)
    assert all(attrs.get("dir") == "auto" for tag, attrs in tree.elements if tag == "q")
    assert ("skip", "#main") in [(attrs.get("class"), attrs.get("href")) for _, attrs in tree.elements]


def test_contents_are_left_out_for_one_document() -> None:
    assert "nav" not in [tag for tag, _ in Tree(page([make_reading()])).elements]


def test_every_entry_is_marked_in_the_text_and_stands_in_the_record() -> None:
    reading = make_reading()
    elements = Tree(page([reading])).elements
    marked = {key for tag, attrs in elements if tag == "mark" for key in (attrs["data-keys"] or "").split()}
    recorded = {key for tag, attrs in elements if tag != "mark" and "data-keys" in attrs for key in (attrs["data-keys"] or "").split()}
    assert marked == recorded == {entry.key for entry in outline(reading).entries()}


def test_document_text_is_shown_whole() -> None:
    shown = page([make_reading()])
    column = shown[shown.index('<div class="words"') : shown.index('<section class="record"')]
    lines = re.findall(r'<p dir="auto">(.*?)</p>', column)
    assert [re.sub(r"<[^>]*>", "", line) for line in lines] == [line for line in TEXT.splitlines() if line]


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", "</style><img src=x onerror=alert(1)>", '"><svg onload=alert(1)>', "'&amp;"]
)
def test_nothing_in_a_document_becomes_markup(hostile: str) -> None:
    text = f"Talks {hostile} were held."
    document = replace(make_document(text, path=hostile, title=hostile), publisher=hostile, language=hostile)
    act = Act(ActKind.NOTE, (replace(make_reading().acts[0].actors[0], name=hostile),), (Issue.OTHER,), Citation.of(text, 0, len(text)))
    tree = Tree(page([Reading(document, DocumentKind.NEWS, acts=(act,))] * 2))
    assert [tag for tag, _ in tree.elements].count("script") == 1
    assert {tag for tag, _ in tree.elements}.isdisjoint({"img", "svg"})
    assert not any(name.startswith("on") for _, attrs in tree.elements for name in attrs)
    assert hostile in "".join(tree.texts["p"])


def test_overlapping_citations_are_cut_into_atoms() -> None:
    text = "The parties met in Geneva."
    wide = OutlineEntry("wide", "meeting", "", (), (Citation.of(text, 0, 15),))
    across = OutlineEntry("across", "act", "", (), (Citation.of(text, 4, 25),))
    inner = OutlineEntry("inner", "participant", "", (), (Citation.of(text, 4, 11),))
    ((*segments,),) = paragraphs(text, [wide, across, inner])
    assert [(part.text, [entry.key for entry in part.entries], part.opens) for part in segments] == [
        ("The ", ["wide"], True),
        ("parties", ["inner", "wide", "across"], True),
        (" met", ["wide", "across"], False),
        (" in Geneva", ["across"], False),
        (".", [], False),
    ]


@given(
    text=st.text(st.sampled_from("ab \n\r\u2028\u0635\U0001f54a"), min_size=1, max_size=60),
    numbers=st.lists(st.tuples(st.integers(0, 59), st.integers(1, 60)), max_size=8),
)
def test_segments_cover_the_text_and_name_who_covers_them(text: str, numbers: list[tuple[int, int]]) -> None:
    spans = [(start, min(start + length, len(text))) for start, length in numbers if start < len(text)]
    entries = [OutlineEntry(f"e{index}", "act", "", (), (Citation.of(text, *span),)) for index, span in enumerate(spans)]
    shown = list(paragraphs(text, entries))
    assert ["".join(part.text for part in line) for line in shown] == [line for line in text.splitlines() if line.strip()]
    for part in (part for line in shown for part in line):
        assert text[part.start : part.start + len(part.text)] == part.text
        covering = {f"e{index}" for index, (start, end) in enumerate(spans) if start < part.start + len(part.text) and end > part.start}
        assert {entry.key for entry in part.entries} == covering


def test_any_citation_can_be_shown() -> None:
    text = "Talks\n\n \nheld."
    acts = tuple(
        Act(ActKind.NOTE, (), (), Citation.of(text, start, end)) for start in range(len(text)) for end in range(start + 1, len(text) + 1)
    )
    shown = page([Reading(make_document(text), DocumentKind.NEWS, acts=acts)])
    assert shown.count('<li class="entry k-act"') == len(acts)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_meets_level_aa_in_light_and_dark() -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1 for text; 1.4.11: 3 to 1 for the lines that tell kinds apart."""
    style = page([make_empty()]).split("<style>")[1]
    palettes = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block)) for block in style.split(":root {")[1:3]]
    for palette in palettes:
        pairs = [("ink", "ground"), ("ink", "sheet"), ("quiet", "ground"), ("quiet", "sheet"), ("link", "sheet"), ("link", "ground")]
        lines = [name for name in palette if name.endswith("-line")]
        assert len(lines) == 8
        pairs += [("ink", name.removesuffix("-line")) for name in lines]
        pairs += [("sheet", name) for name in lines]
        for one, other in pairs:
            assert contrast(palette[one], palette[other]) >= 4.5, (one, other)
