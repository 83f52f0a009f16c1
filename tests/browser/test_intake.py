"""A list taken in in a real browser, by keyboard, on a phone, in Arabic, and without a script."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser.conftest import speaking

if TYPE_CHECKING:
    from browser.conftest import Served
    from playwright.sync_api import Browser, Page

LIST = "No;What;By;Count;Day\n1;exchange;Syria;12;24/11/2018\n2;release;Russia;20;12/02/2019\n3;release;Syria;many;13/02/2019\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A list with one fault."""
    path = tmp_path / "releases.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def barriers(page: Page) -> list[str]:
    """What keeps people with a screen reader or keyboard out of the page as it is."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    found = axe.Axe().run(page).response["violations"]
    return [f"{one['id']} {one['nodes'][0]['target']}" for one in found if one["impact"] in ("serious", "critical")]


def mapped(page: Page) -> None:
    """Say what a row and its columns are."""
    page.select_option("#kind", "release")
    page.locator("button[value=show]:visible").last.click()
    for column, meaning in (("What", "what"), ("By", "by"), ("Count", "count"), ("Day", "date")):
        page.select_option(f'select[name="col-{column}"]', meaning)


def test_list_is_taken_in_from_file_to_result(page: Page, desk: Served, file: Path) -> None:
    page.goto(f"{desk.root}/documents/")
    page.get_by_role("link", name="Take a list in").first.click()
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Look at it").click()
    assert barriers(page) == []
    mapped(page)
    page.fill("#name", "Releases in the browser")
    page.get_by_role("button", name="Try it, without taking anything in").click()
    assert page.get_by_text("1 row would come in.").is_visible() and page.get_by_text("2 rows have faults.").is_visible()
    page.select_option('select[name="code-what|exchange"]', "prisoner_exchange")
    # Enter in a field shows the page again and takes nothing in.
    page.focus("#name")
    page.keyboard.press("Enter")
    page.wait_for_load_state("load")
    assert page.input_value("#name") == "Releases in the browser"
    page.get_by_role("button", name="Try it, without taking anything in").click()
    assert page.get_by_text("2 rows would come in.").is_visible() and barriers(page) == []
    page.focus('button[value="load"]')
    page.keyboard.press("Enter")
    page.get_by_text("2 rows came in.").wait_for(timeout=60_000)
    assert barriers(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert "is no whole number" in download.value.path().read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_draft_is_no_wider_than_a_phone(page: Page, desk: Served, file: Path, language: str) -> None:
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{desk.root}/intake/")
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Look at it").click()
    mapped(page)
    page.locator("button[value=try]").click()
    with speaking(page, language):
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("button[value=drop]").click()


def test_list_needs_no_script(browser: Browser, cookies: str, desk: Served, file: Path) -> None:
    context = browser.new_context(storage_state=json.loads(cookies), java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk.root}/intake/")
    page.set_input_files("#file", file)
    page.get_by_role("button", name="Look at it").click()
    mapped(page)
    page.get_by_role("button", name="Try it, without taking anything in").click()
    assert page.get_by_text("2 rows have faults.").is_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Take the good rows in").click()
    address = page.url
    for _ in range(60):
        page.goto(address)
        if page.locator("[data-state=done]").count():
            break
        page.wait_for_timeout(500)
    assert page.get_by_text("1 row came in.").is_visible() or page.get_by_text("is in the record already").is_visible()
    context.close()
