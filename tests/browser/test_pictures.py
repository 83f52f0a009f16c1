"""Pictures and the matrix of formulas under the hands of a reader: mouse, keyboard, and a browser without scripts or WebGL."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from browser.conftest import CHROMIUM, QUIET

if TYPE_CHECKING:
    from browser.conftest import Served
    from playwright.sync_api import Browser, Page

PICTURE = ".timeline .wide svg"


def days(page: Page) -> tuple[str, str]:
    """The first and last day that the timeline shows."""
    shown = page.locator(PICTURE)
    return shown.get_attribute("data-since") or "", shown.get_attribute("data-until") or ""


def changed(page: Page, before: tuple[str, str]) -> tuple[str, str]:
    """The days after the picture was replaced."""
    page.wait_for_function("before => document.querySelector('.timeline .wide svg')?.dataset.since !== before", arg=before[0])
    return days(page)


def test_wheel_and_drag_zoom_the_timeline_and_the_address_follows(page: Page, desk: Served) -> None:
    page.goto(desk.root)
    whole = days(page)
    box = page.locator(PICTURE).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    nearer = changed(page, whole)
    assert whole < nearer
    assert nearer[1] < whole[1]
    page.mouse.move(box["x"] + 400, box["y"] + 70)
    page.mouse.down()
    page.mouse.move(box["x"] + 520, box["y"] + 75, steps=4)
    page.mouse.up()
    nearest = changed(page, nearer)
    assert nearer[0] < nearest[0] <= nearest[1] < nearer[1]
    page.wait_for_url(re.compile(f"since={nearest[0]}"))
    page.reload()
    assert days(page) == nearest


def test_timeline_zooms_without_scripts(browser: Browser, cookies: str, desk: Served) -> None:
    context = browser.new_context(storage_state=json.loads(cookies), java_script_enabled=False)
    page = context.new_page()
    page.goto(desk.root)
    page.locator(".zoom").get_by_role("link", name="2019", exact=True).click()
    assert days(page) == ("2019-01-01", "2019-12-31")
    page.locator(".zoom").get_by_role("link", name="Q2 2019").click()
    assert days(page) == ("2019-04-01", "2019-06-30")
    context.close()


def test_mark_of_a_meeting_is_reached_by_keyboard_and_has_a_name(page: Page, desk: Served) -> None:
    page.goto(desk.root)
    mark = page.locator(f"{PICTURE} a.m").first
    mark.focus()
    assert re.search(r"\w+; .*(held|planned|cancelled|under way)", mark.get_attribute("aria-label") or "")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/meetings/"))


def test_map_without_webgl_is_the_picture(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/places/")
    page.wait_for_load_state("networkidle")
    if page.evaluate("Boolean(document.createElement('canvas').getContext('webgl2'))"):
        pytest.skip("this browser draws WebGL also without a graphics card")
    assert page.locator("[data-map]").is_hidden()
    assert page.locator("svg.chart-map").first.is_visible()


def test_map_is_drawn_from_the_desk_alone(browser: Browser, cookies: str, desk: Served) -> None:
    software = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
    drawing = browser.browser_type.launch(executable_path=CHROMIUM, args=[*(one for one in QUIET if one != "--disable-gpu"), *software])
    page = drawing.new_context(storage_state=json.loads(cookies)).new_page()
    asked: list[str] = []
    blocked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda told: blocked.append(told.text) if told.type == "error" else None)
    page.goto(f"{desk.root}/places/")
    if not page.evaluate("Boolean(document.createElement('canvas').getContext('webgl2'))"):
        drawing.close()
        pytest.skip("this browser has no WebGL in software")
    page.locator("[data-map][data-ready]").wait_for(timeout=60_000)
    assert page.locator("[data-map] a.spot").count() > 1
    assert [url for url in asked if not url.startswith((desk.root, "data:", f"blob:{desk.root}"))] == []
    assert blocked == []
    drawing.close()


def test_map_without_scripts_is_the_picture_with_links_to_the_rows(browser: Browser, cookies: str, desk: Served) -> None:
    context = browser.new_context(storage_state=json.loads(cookies), java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk.root}/places/")
    place = page.locator("svg.chart-map a").first
    target = place.get_attribute("href") or ""
    assert page.locator(f"tr{target}").count() == 1
    context.close()


def test_formula_is_read_by_keyboard(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/wording/")
    page.locator("a.cell.s-changed").first.focus()
    first = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('href')") != first
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.getAttribute('href')") == first
    page.keyboard.press("Enter")
    page.locator("#reader ins").first.wait_for()
    assert page.locator("#reader").get_by_text("Retold").first.is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#reader #crossing").count() == 0
    assert page.evaluate("document.activeElement.getAttribute('href')") == first


@pytest.mark.parametrize("language", ["en", "ar"])
def test_last_statement_is_in_view(page: Page, desk: Served, language: str) -> None:
    page.context.add_cookies([{"name": "sulh_language", "value": language, "url": desk.root}])
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{desk.root}/wording/")
    frame, last = page.locator(".matrix-frame").bounding_box(), page.locator("thead th.last").bounding_box()
    assert frame is not None
    assert last is not None
    assert frame["x"] - 1 <= last["x"]
    assert last["x"] + last["width"] <= frame["x"] + frame["width"] + 1
