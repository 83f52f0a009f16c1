"""The form for the field on a phone without a network: drafts stay, files have their hash, and what is handed over is taken in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sulh.intake import Taken, facts, open_table, orders_of, proposed
from sulh.render.field_form import field_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture
def phone(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The form of a report, opened from its file on a phone without a network."""
    (tmp_path / "report.html").write_text(field_page("report"), encoding="utf-8")
    context = browser.new_context(viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True, accept_downloads=True)
    context.set_default_timeout(15_000)
    context.set_offline(True)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda problem: faults.append(str(problem)))
    page.on("console", lambda told: faults.append(told.text) if told.type == "error" else None)
    page.goto((tmp_path / "report.html").as_uri())
    yield page
    context.close()
    assert faults == []


def kept(page: Page) -> None:
    """Wait until the last change is kept: the words alone may still speak of the change before."""
    page.locator("#state:not([aria-busy])", has_text="draft is kept").wait_for(timeout=60_000)


def filled(page: Page) -> None:
    page.get_by_label("What is reported").select_option("shelling")
    page.get_by_label("Place").fill("Hama")
    page.get_by_label("Killed").fill("2")
    page.locator("#f-start").fill("2019-06-17")
    kept(page)


def handed_over(page: Page, folder: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Hand over as a file").tap()
    waiting.value.save_as(folder / "entries.jsonl")
    return folder / "entries.jsonl"


def test_draft_outlives_the_page_and_the_entry_is_taken_in(phone: Page, tmp_path: Path) -> None:
    photo = tmp_path / "wall.jpg"
    photo.write_bytes(b"\xff\xd8 not much of a photo")
    filled(phone)
    phone.locator("#attach").set_input_files(photo)
    sha256 = hashlib.sha256(photo.read_bytes()).hexdigest()
    phone.locator("#attached code", has_text=sha256[:16]).wait_for()
    kept(phone)
    phone.reload()
    phone.locator("#attached code", has_text=sha256[:16]).wait_for()
    assert phone.get_by_label("Place").input_value() == "Hama" and phone.locator("#f-start").input_value() == "2019-06-17"
    phone.get_by_role("button", name="Finish the entry").tap()
    phone.locator("#number", has_text="1").wait_for()
    assert phone.get_by_label("Place").input_value() == "" and phone.locator("#attached li").count() == 0
    entries = handed_over(phone, tmp_path)
    (entry,) = (json.loads(line) for line in entries.read_text(encoding="utf-8").splitlines())
    assert entry["files"][0]["sha256"] == sha256 and entry["files"][0]["attached"].startswith("20")
    with phone.expect_download() as waiting:
        phone.get_by_role("button", name="Save the file: wall.jpg").tap()
    assert waiting.value.suggested_filename == f"{sha256[:12]}-wall.jpg"
    assert Path(waiting.value.path()).read_bytes() == photo.read_bytes()
    table = open_table(entries)
    mapping = proposed(table.columns, "report", name="Field").checked(table.columns, table.name)
    (taken,) = facts(table, mapping, orders_of(table, mapping))
    assert isinstance(taken, Taken) and taken.id == entry["_id"]
    assert dict(taken.values) == {"what": "shelling", "place": "Hama", "killed": 2, "start": "2019-06-17"}


def test_two_opened_forms_have_a_draft_each_and_one_that_was_left_is_taken_up(phone: Page) -> None:
    filled(phone)
    second = phone.context.new_page()
    second.goto(phone.url)
    assert second.get_by_label("Place").input_value() == ""
    second.get_by_label("Place").fill("Idlib")
    kept(second)
    phone.reload()
    kept(phone)
    assert phone.get_by_label("Place").input_value() == "Hama"  # not what the other one wrote
    phone.close()
    second.reload()
    kept(second)
    assert second.get_by_label("Place").input_value() == "Idlib"
    left = second.locator("#drafts li", has_text="Hama")
    left.get_by_role("button", name="Take up").tap()
    second.locator("#drafts li", has_text="Idlib").wait_for()  # what was begun here is not lost for it
    assert second.get_by_label("Place").input_value() == "Hama" and second.locator("#drafts li").count() == 1
    second.locator("#drafts li", has_text="Idlib").get_by_role("button", name="Throw away").tap()
    second.locator("#drafts").wait_for(state="hidden")
    second.get_by_role("button", name="Finish the entry").tap()
    second.locator("#number", has_text="1").wait_for()
    second.reload()
    assert second.get_by_label("Place").input_value() == "" and not second.locator("#drafts").is_visible()


def test_entry_opened_again_is_a_newer_version_of_itself(phone: Page, tmp_path: Path) -> None:
    filled(phone)
    phone.get_by_role("button", name="Finish the entry").tap()
    phone.locator("#number", has_text="1").wait_for()
    before = handed_over(phone, tmp_path).read_text(encoding="utf-8")
    phone.get_by_role("button", name="Open again").tap()
    phone.get_by_label("Killed").fill("3")
    phone.get_by_role("button", name="Finish the entry").tap()
    phone.locator("#state", has_text="Kept").wait_for()
    assert phone.locator("#number").inner_text() == "1"
    after = handed_over(phone, tmp_path).read_text(encoding="utf-8")
    (tmp_path / "both.jsonl").write_text(after + before, encoding="utf-8")
    table = open_table(tmp_path / "both.jsonl")
    mapping = proposed(table.columns, "report", name="Field").checked(table.columns, table.name)
    (taken,) = facts(table, mapping, orders_of(table, mapping))
    assert isinstance(taken, Taken) and taken.values["killed"] == 3 and taken.replaced == (2,)


def test_what_is_needed_is_said_at_its_question_and_nothing_is_lost(phone: Page) -> None:
    phone.get_by_label("Place").fill("Hama")
    phone.get_by_role("button", name="Finish the entry").tap()
    phone.locator("#w-what").wait_for()
    assert phone.evaluate("document.activeElement.name") == "what" and phone.locator("#number").inner_text() == "0"
    assert phone.get_by_label("Place").input_value() == "Hama"
    phone.get_by_label("What is reported").select_option("shelling")
    phone.locator("#w-what").wait_for(state="hidden")


def test_form_speaks_arabic_from_right_to_left_and_erases_on_demand(phone: Page) -> None:
    phone.get_by_role("button", name="العربية").tap()
    assert phone.evaluate("[document.documentElement.dir, document.documentElement.scrollWidth <= 390]") == ["rtl", True]
    assert phone.locator("option[value=shelling]").inner_text() == phone.locator("option[value=shelling]").get_attribute("data-ar")
    phone.reload()
    assert phone.locator("html").get_attribute("lang") == "ar"
    phone.locator("#f-what").select_option("shelling")
    phone.locator("button.main").first.tap()
    phone.locator("#number", has_text="1").wait_for()
    phone.locator("#erase").tap()
    phone.locator("#yes").tap()
    phone.locator("#number", has_text="0").wait_for()
    assert phone.evaluate("indexedDB.databases().then((all) => all.length)") == 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_form_has_no_serious_barrier(phone: Page, language: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    phone.locator(f"[data-language={language}]").tap()
    found = [one for one in Axe().run(phone).response["violations"] if one["impact"] in ("serious", "critical")]
    assert found == []
