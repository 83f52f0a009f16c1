"""Lists in the browser: narrowed, sorted and sent as an address; folded on a phone; mirrored in Arabic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from browser.conftest import Served, speaking

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.slow


def number(words: str) -> int:
    found = re.search(r"\d+", words)
    assert found is not None
    return int(found.group())


def test_meetings_of_an_actor_in_a_role_take_two_clicks_and_stay_in_the_address(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/meetings/")
    facets = page.locator(".facets")
    facets.get_by_role("link", name=re.compile("^Russia ")).click()
    page.locator("#facet-role").get_by_role("link", name=re.compile("^Guarantor ")).click()
    counted = number(page.locator("#facet-role [aria-current]").inner_text())
    assert number(page.locator("h1").inner_text()) == counted
    page.get_by_role("columnheader", name="Sources").get_by_role("link").click()
    assert page.get_by_role("columnheader", name="Sources").get_attribute("aria-sort") == "descending"
    assert "actor=RUS" in page.url and "role=guarantor" in page.url and "sort=-sources" in page.url
    page.reload()
    assert number(page.locator("h1").inner_text()) == counted


def test_list_downloads_what_it_shows(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/actors/?sort=name")
    with page.expect_download() as began:
        page.get_by_role("button", name="JSON").click()
    import json

    rows = json.loads(began.value.path().read_text(encoding="utf-8"))
    assert [row["name"] for row in rows] == page.locator("tbody th").all_inner_texts()


def test_filters_are_folded_on_a_phone_and_nothing_scrolls_sideways(page: Page, desk: Served) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    for path in ("meetings", "actors", "people", "documents", "tracks"):
        page.goto(f"{desk.root}/{path}/")
        assert page.locator("form.asks").is_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_text("Filters", exact=True).click()
    assert page.locator("form.asks").is_visible()
    assert page.get_by_role("heading", name="Order").is_visible()
    # What is asked for is said beside the folded filters: of lists above their rows, of pictures in the fold itself.
    for path, asked, said in (("meetings", "?actor=RUS", ".chosen li >> nth=0"), ("timeline", "?actor=RUS", "#filters-set")):
        page.goto(f"{desk.root}/{path}/{asked}")
        assert page.locator(said).inner_text().startswith("Actor Russia")
        assert page.locator("form.asks, form.filters").is_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_excerpts_stand_on_the_side_where_an_arabic_page_begins(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/search/?q=Lavrentiev&kind=document")
    with speaking(page, "ar"):
        excerpt = page.locator(".hits > li > p").first
        assert excerpt.evaluate("(one) => getComputedStyle(one).direction") == "rtl"
        assert excerpt.locator("bdi").evaluate("(one) => getComputedStyle(one).direction") == "ltr"
        box, frame = excerpt.locator("bdi").bounding_box(), page.locator(".hits").bounding_box()
        assert box and frame and box["x"] + box["width"] / 2 > frame["x"] + frame["width"] / 2
        assert excerpt.locator("mark").first.inner_text() == "Lavrentiev"
