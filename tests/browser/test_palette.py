"""Going anywhere by keyboard: the palette, the keys between workplaces, the list of keys, and undo from a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browser.conftest import Served

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page


def test_palette_goes_to_a_meeting_without_the_mouse(page: Page, desk: Served) -> None:
    page.goto(desk.root)
    page.keyboard.press("Control+k")
    page.keyboard.type("astana process, round 13")
    page.locator("#palette-found [role=option]").first.wait_for()
    page.locator("#palette-found .hit", has_text="round 13").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/meetings/**")
    assert "round 13" in page.get_by_role("heading", level=1).inner_text()


def test_palette_knows_a_round_by_a_word_of_its_track_and_its_number(page: Page, desk: Served) -> None:
    page.goto(desk.root)
    page.keyboard.press("Control+k")
    page.keyboard.type("astana 13th")
    page.locator("#palette-found [role=option]").first.filter(has_text="round 13").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/meetings/**")
    assert "round 13" in page.get_by_role("heading", level=1).inner_text()


def test_palette_offers_deeds_and_moves_with_arrows(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/meetings/")
    page.keyboard.press("/")
    page.locator("#palette-found [role=option]").first.wait_for()
    page.keyboard.type("export the")
    # Before anything is typed all deeds are offered, which is more than arrows go through here.
    page.locator("#palette-found .hit", has_text="Export").wait_for()
    option = page.locator("#palette-found [role=option]", has_text="Export the record")
    option.wait_for()
    for _ in range(12):
        if "hit" in str(option.get_attribute("class")):
            break
        page.keyboard.press("ArrowDown")
    assert page.locator("#palette-words").get_attribute("aria-activedescendant") == option.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/export/")


def test_palette_closes_and_gives_the_page_back(page: Page, desk: Served) -> None:
    page.goto(desk.root)
    page.keyboard.press("Control+k")
    assert page.locator("#palette").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#palette").is_visible()


@pytest.mark.parametrize(
    ("name", "address"), [("Documents", "**/documents/"), ("Russia", "**/actors/RUS/"), ("Geneva", "**/meetings/?place=Geneva")]
)
def test_what_is_called_exactly_so_stands_first(page: Page, desk: Served, name: str, address: str) -> None:
    page.goto(desk.root)
    page.keyboard.press("Control+k")
    page.keyboard.type(name)
    page.locator("#palette-found .hit", has_text=name).wait_for()
    assert page.locator("#palette-found .hit bdi").inner_text() == name
    page.keyboard.press("Enter")
    page.wait_for_url(address)


@pytest.mark.parametrize(
    ("language", "word", "deed"),
    [
        ("en", "merge", "Say whether two meetings are one"),
        ("en", "join", "Say whether two meetings are one"),
        ("en", "correct", "Correct or reject a claim"),
        ("en", "undo", "Undo a decision of yours"),
        ("en", "delete", "Withdraw a document"),
        ("en", "withdraw", "Withdraw a document"),
        ("en", "upload", "Add documents"),
        ("en", "add", "Add documents"),
        ("ar", "دمج", "هل الاجتماعان واحد؟"),
        ("ar", "حذف", "سحب وثيقة"),
        ("ar", "رفع", "إضافة وثائق"),
    ],
)
def test_palette_finds_a_deed_by_other_words_for_it(context: BrowserContext, desk: Served, language: str, word: str, deed: str) -> None:
    context.add_cookies([{"name": "sulh_language", "value": language, "url": desk.root}])
    page = context.new_page()
    page.goto(desk.root)
    page.keyboard.press("Control+k")
    page.keyboard.type(word)
    # What is called by the word itself stands before it: "Uploads" before "Add documents".
    page.locator("#palette-found [role=option]", has_text=deed).wait_for()


def test_palette_finds_what_can_be_done_on_a_page_by_other_words(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/actors/RUS/")
    page.keyboard.press("Control+k")
    page.keyboard.type("join")
    page.locator("#palette-found ul[aria-label='On this page'] [role=option]", has_text="the same as another").wait_for()
    page.keyboard.press("Escape")  # with words in it: one stroke closes
    assert not page.locator("#palette").is_visible()


@pytest.mark.parametrize(("key", "address"), [("p", "/timeline/"), ("o", "/commitments/"), ("s", "/documents/"), ("w", "/wording/")])
def test_g_and_a_letter_go_to_a_workplace(page: Page, desk: Served, key: str, address: str) -> None:
    page.goto(desk.root)
    page.keyboard.press("g")
    page.keyboard.press(key)
    page.wait_for_url(f"**{address}**")


def test_keys_are_listed_and_can_be_turned_off(page: Page, desk: Served) -> None:
    page.goto(desk.root)
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.get_by_label("Single keys act on this device").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert not page.locator("#palette").is_visible()
    page.keyboard.press("Control+k")  # with a modifier it does not get in the way of speech input
    assert page.locator("#palette").is_visible()
    page.keyboard.press("Escape")
    page.evaluate("localStorage.clear()")


def test_no_key_acts_while_somebody_types(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/search/")
    field = page.locator("main input[name=q]")
    field.click()
    page.keyboard.type("g/p?u")
    assert field.input_value() == "g/p?u" and not page.locator("#palette").is_visible()


def test_comment_is_taken_back_with_one_key(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/meetings/")
    page.locator("tbody th a").first.click()
    page.get_by_label("Comment", exact=True).fill("Taken back at once.")
    page.get_by_role("button", name="Say it").click()
    page.get_by_text("Taken back at once.").wait_for()
    page.locator("h1").click()
    page.keyboard.press("u")
    page.get_by_text("Undone: ").wait_for()
    assert page.get_by_text("Taken back at once.").count() == 0


def test_palette_has_no_serious_barrier(page: Page, desk: Served) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page.goto(desk.root)
    page.keyboard.press("Control+k")
    page.keyboard.type("round")
    page.locator("#palette-found [role=option]").first.wait_for()
    found = axe.Axe().run(page).response["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found if one["impact"] in ("serious", "critical")] == []


def test_palette_offers_what_can_be_done_on_the_page_one_stands_on(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/meetings/")
    page.locator("tbody th a").first.click()
    page.wait_for_url("**/meetings/*/")
    page.keyboard.press("Control+k")
    here = page.locator("#palette-found ul[aria-label='On this page'] [role=option]")
    here.first.wait_for()
    assert here.count() > 3
    page.keyboard.type("correct any")
    page.locator("#palette-found .hit", has_text="Correct any field").wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/correct/")


def test_palette_presses_a_button_of_the_page(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/documents/add/")
    page.keyboard.press("Control+k")
    page.keyboard.type("read and add")
    page.locator("#palette-found .hit", has_text="Read and add").wait_for()
    page.keyboard.press("Enter")
    # The form says itself what it needs.
    assert not page.locator("#palette").is_visible()
    assert page.url.endswith("/documents/add/")


@pytest.mark.parametrize(
    ("words", "address"), [("second half of December 2017", "**/commitments/**"), ("sochi", "**/meetings/?place=Sochi")]
)
def test_palette_goes_to_promises_and_places(page: Page, desk: Served, words: str, address: str) -> None:
    page.goto(desk.root)
    page.keyboard.press("Control+k")
    page.keyboard.type(words)
    kind = "Promise" if "commitments" in address else "Place"
    option = page.locator("#palette-found [role=option]", has=page.locator(".q", has_text=kind)).first
    option.wait_for()
    option.click()
    page.wait_for_url(address)


def test_undo_of_a_status_of_a_promise_lasts_over_pages(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/commitments/?state=no_source")
    promises = page.locator("li.pro q a").evaluate_all("found => found.map((one) => one.href)")
    passages = page.locator("#weigh input[name=passage]:visible")
    for address in promises:  # the first of which a later passage may show what became of it
        page.goto(address)
        if passages.count() > 1:
            break
    passages.nth(1).check()
    page.locator("#weigh input[name=status][value='1']").check()
    page.get_by_role("button", name="Set the status").click()
    page.get_by_text("Status set: ").wait_for()
    assert page.locator("#messages [data-undo]").is_visible()
    page.wait_for_timeout(500)  # the browser takes over what a tab keeps a moment later, sooner than anybody goes on
    page.goto(f"{desk.root}/actors/")
    again = page.locator("#last-deed button")
    again.wait_for()
    again.click()
    page.get_by_text("Undone: ").wait_for()
    page.goto(address)
    assert page.get_by_text("nobody has set one").count() == 1
