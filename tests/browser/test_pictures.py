"""Pictures and the matrix of formulas under the hands of a reader: mouse, keyboard, and a browser without scripts or WebGL."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from browser.conftest import Served
    from playwright.sync_api import Browser, Page

LANES = "#timeline .lanes"
WIDTHS = (1440, 1024, 390)

# Boxes of what is drawn, as left, top, right, bottom and words; two of them cover each other where they share more than a pixel.
BOXES = """(found) => found.map(one => { const box = one.getBoundingClientRect();
    return [box.left, box.top, box.right, box.bottom, one.textContent || one.getAttribute("href") || ""]; })"""


def covering(boxes: list[tuple[float, float, float, float, str]], *, by: float = 1.0) -> list[tuple[str, str]]:
    """The pairs that cover each other."""
    return [
        (one[4], other[4])
        for number, one in enumerate(boxes)
        for other in boxes[:number]
        if one[0] + by < other[2] and other[0] + by < one[2] and one[1] + by < other[3] and other[1] + by < one[3]
    ]


def spoken(page: Page, desk: Served, language: str) -> None:
    page.context.add_cookies([{"name": "sulh_language", "value": language, "url": desk.root}])


def days(page: Page) -> tuple[str, str]:
    """The first and last day that the timeline shows."""
    shown = page.locator(LANES)
    return shown.get_attribute("data-since") or "", shown.get_attribute("data-until") or ""


def changed(page: Page, before: tuple[str, str]) -> tuple[str, str]:
    """The days after the picture was replaced."""
    page.wait_for_function("before => document.querySelector('#timeline .lanes')?.dataset.since !== before", arg=before[0])
    return days(page)


def test_wheel_and_drag_zoom_the_timeline_and_the_address_follows(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/timeline/")
    whole = days(page)
    lane = page.locator(f"{LANES} > .lane").first
    lane.scroll_into_view_if_needed()
    box = lane.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    nearer = changed(page, whole)
    assert whole < nearer
    assert nearer[1] < whole[1]
    box = page.locator(f"{LANES} > .lane").first.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 400, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 520, box["y"] + 15, steps=4)
    page.mouse.up()
    nearest = changed(page, nearer)
    assert nearer[0] < nearest[0] <= nearest[1] < nearer[1]
    page.wait_for_url(re.compile(f"since={nearest[0]}"))
    page.reload()
    assert days(page) == nearest


def test_timeline_zooms_without_scripts(browser: Browser, cookies: str, desk: Served) -> None:
    context = browser.new_context(storage_state=json.loads(cookies), java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk.root}/timeline/")
    page.locator(".zoom").get_by_role("link", name="2019", exact=True).click()
    assert days(page) == ("2019-01-01", "2019-12-31")
    page.locator(".zoom").get_by_role("link", name="Q2 2019").click()
    assert days(page) == ("2019-04-01", "2019-06-30")
    assert page.locator(f"{LANES} a title").count() > 0  # the names of marks, as the browser shows them
    context.close()


def test_mark_of_a_meeting_is_reached_by_keyboard_and_has_a_name_and_a_card(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/timeline/")
    mark = page.locator(f"{LANES} a.m").first
    mark.focus()
    assert re.search(r"\w+; .*(held|planned|cancelled|under way)", mark.get_attribute("aria-label") or "")
    card = page.locator("#mark-card")
    card.get_by_role("heading").wait_for()  # what the server says of the meeting
    assert card.locator("dd, .q").first.inner_text()
    page.keyboard.press("Escape")
    assert card.is_hidden()
    first = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('href')") != first
    assert card.is_visible()
    page.keyboard.press("ArrowDown")
    lanes = page.evaluate("[...document.querySelectorAll('.lanes > .lane')].indexOf(document.activeElement.closest('.lane'))")
    assert lanes > 0
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/(meetings|documents)/"))


def test_card_opens_at_the_pointer_stays_under_it_and_says_who(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/timeline/")
    mark = page.locator(f"{LANES} a.m.newest")
    mark.hover()
    card = page.locator("#mark-card")
    card.locator("dl dd").first.wait_for()
    assert mark.locator("title").count() == 0  # not both the card and the browser's own
    card.hover()
    page.wait_for_timeout(300)
    assert card.is_visible()
    page.mouse.move(2, 2)
    card.wait_for(state="hidden")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_marks_and_years_cover_nothing_at_any_width(page: Page, desk: Served, language: str) -> None:
    spoken(page, desk, language)
    page.goto(f"{desk.root}/timeline/")
    for width in (1440, 1024, 960):
        page.set_viewport_size({"width": width, "height": 900})
        for lane in page.locator(f"{LANES} > .lane").all():
            marks = lane.locator("a.m > use:first-of-type, a.p > use:first-of-type").evaluate_all(BOXES)
            assert covering(marks, by=2.5) == [], width
        years = page.locator(f"{LANES} .axis text").evaluate_all(BOXES)
        assert len(years) >= 5
        assert covering(years) == [], width
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.locator(LANES).is_hidden()
    assert page.locator("#timeline .ladder a.m").count() > 20
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for year in page.locator("#timeline .ladder > .lane").all():
        assert covering(year.locator("a.m > use:first-of-type").evaluate_all(BOXES), by=2.5) == []


def test_timeline_runs_from_right_to_left_in_arabic(page: Page, desk: Served) -> None:
    places = {}
    for language in ("en", "ar"):
        spoken(page, desk, language)
        page.goto(f"{desk.root}/timeline/")
        box = page.locator(f"{LANES} a.newest use").first.bounding_box()
        assert box is not None
        places[language] = box["x"]
    assert places["ar"] < 200
    assert places["en"] > 1200


def test_paper_has_lanes_and_no_buttons(page: Page, desk: Served) -> None:
    page.set_viewport_size({"width": 940, "height": 900})
    page.goto(f"{desk.root}/timeline/")
    assert page.locator("#timeline .ladder").is_visible()
    page.emulate_media(media="print")
    assert page.locator(LANES).is_visible()
    assert page.locator("#timeline .ladder").is_hidden()
    assert page.locator("#timeline .zoom").is_hidden()


def test_marks_stand_out_from_a_ground_that_the_reader_chose(page: Page, desk: Served) -> None:
    page.emulate_media(forced_colors="active", color_scheme="dark")
    page.goto(f"{desk.root}/timeline/")
    fill, ground = page.evaluate(
        """() => [getComputedStyle(document.querySelector('.lanes a.m:not(.newest) use')).fill,
                  getComputedStyle(document.body).backgroundColor]"""
    )
    assert fill != ground


@pytest.mark.parametrize("language", ["en", "ar"])
def test_map_names_countries_and_places_and_covers_no_name(page: Page, desk: Served, language: str) -> None:
    spoken(page, desk, language)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{desk.root}/places/")
        shown = page.locator("svg.chart-map:visible")
        assert shown.count() == 1, "one map"
        land = shown.locator("path.land").first
        coasts = land.bounding_box()
        assert coasts is not None
        assert coasts["width"] > 250
        fill, line = land.evaluate("one => [getComputedStyle(one).fill, getComputedStyle(one).stroke]")
        assert fill not in ("none", "rgb(255, 255, 255)")
        assert line != "none"
        own = shown.locator("text.country.tb")
        assert own.text_content() == {"en": "Syria", "ar": "سوريا"}[language]
        names = shown.locator("text.country, text.label").evaluate_all(BOXES)
        assert len(names) >= 12
        assert covering(names) == [], width
        marks = shown.locator("a.m circle").evaluate_all(BOXES)
        countries = shown.locator("text.country").evaluate_all(BOXES)
        assert [pair for one in countries for pair in covering([one, *marks]) if pair not in covering(marks)] == []
        for label, left, right in shown.locator("text.country, text.label").evaluate_all(
            "(found) => found.map(one => { const a = one.getBoundingClientRect(), b = one.closest('svg').getBoundingClientRect();"
            " return [one.textContent, a.left - b.left, b.right - a.right]; })"
        ):
            assert min(left, right) >= -1, label


def test_map_asks_for_nothing_from_elsewhere_and_its_marks_lead_to_the_table(page: Page, desk: Served) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{desk.root}/places/")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((desk.root, "data:"))] == []
    mark = page.locator("svg.chart-map:visible a").first
    mark.focus()
    assert re.search(r": \d+ meetings?", mark.get_attribute("aria-label") or "")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("#place-"))
    assert page.locator("tr:target").is_visible()


def test_map_without_scripts_is_the_same_with_links_to_the_rows(browser: Browser, cookies: str, desk: Served) -> None:
    context = browser.new_context(storage_state=json.loads(cookies), java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk.root}/places/")
    place = page.locator("svg.chart-map:visible a").first
    target = place.get_attribute("href") or ""
    assert page.locator(f"tr{target}").count() == 1
    context.close()


def test_role_in_the_matrix_leads_to_the_meetings_it_counts(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/network/")
    cell = page.locator("table.roles td a").first
    said = cell.get_attribute("aria-label") or ""
    assert re.match(r"[A-Z][a-z]+, \d+ of \d+", said)
    cell.click()
    page.wait_for_url(re.compile(r"/meetings/\?.*actor=.*since=20\d\d-01-01"))


_FILES = ("timeline.svg", "timeline.csv", "roles.csv", "map.svg", "map.csv", "actor.svg?actor=RUS", "actor.csv?actor=RUS", "pairs.csv")


@pytest.mark.parametrize("address", _FILES)
def test_picture_can_be_taken_along_as_a_file(page: Page, desk: Served, address: str) -> None:
    answer = page.request.get(f"{desk.root}/charts/{address}")
    assert answer.ok
    text = answer.text()
    if "svg" in address:
        assert text.startswith("<svg")
        assert "var(" not in text
    else:
        assert len(text.splitlines()) > 3


def test_formula_is_read_by_keyboard(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/wording/")
    page.locator("table.threads tbody th a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/wording/thread/**")
    page.locator("main ins, main del").first.wait_for()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_last_statement_is_in_view(page: Page, desk: Served, language: str) -> None:
    page.context.add_cookies([{"name": "sulh_language", "value": language, "url": desk.root}])
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(f"{desk.root}/wording/")
    frame, last = page.locator(".wide:has(.threads)").bounding_box(), page.locator(".threads thead th.last").bounding_box()
    assert frame is not None
    assert last is not None
    assert frame["x"] - 1 <= last["x"]
    assert last["x"] + last["width"] <= frame["x"] + frame["width"] + 1


@pytest.mark.parametrize("address", ["/ground/", "/ground/incidents/"])
def test_maps_of_the_ground_zoom_by_buttons_keys_and_drag_and_marks_keep_their_size(address: str, page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}{address}")
    figure = page.locator("figure:has(svg.chart-map)").first
    drawn, (nearer, whole) = figure.locator("svg"), (figure.get_by_role("button", name=name) for name in ("Nearer", "Whole map"))
    drawn.scroll_into_view_if_needed()
    before = drawn.get_attribute("viewBox") or ""
    assert whole.is_disabled()
    mark = drawn.locator("circle.fixed, path.fixed").first
    size = mark.bounding_box()
    nearer.click()
    nearer.press("+")
    box = [float(one) for one in (drawn.get_attribute("viewBox") or "").split()]
    assert box[2] < float(before.split()[2]) / 2
    after = mark.bounding_box()
    assert size is not None and after is not None
    assert abs(size["width"] - after["width"]) < 1.5
    nearer.press("ArrowRight")
    assert float((drawn.get_attribute("viewBox") or "").split()[0]) > box[0]
    held = drawn.get_attribute("viewBox")
    around = drawn.bounding_box()
    assert around is not None
    page.mouse.move(around["x"] + 120, around["y"] + 120)
    page.mouse.down()
    page.mouse.move(around["x"] + 180, around["y"] + 150, steps=4)
    page.mouse.up()
    assert drawn.get_attribute("viewBox") != held
    assert page.url == f"{desk.root}{address}"  # what was dragged was not followed
    nearer.press("0")
    assert [float(one) for one in (drawn.get_attribute("viewBox") or "").split()] == [float(one) for one in before.split()]


def test_maps_of_the_ground_are_whole_and_have_no_buttons_without_scripts(browser: Browser, cookies: str, desk: Served) -> None:
    context = browser.new_context(storage_state=json.loads(cookies), java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk.root}/ground/incidents/")
    assert page.locator("svg.chart-map").first.is_visible()
    assert page.locator("[data-zooming]:visible").count() == 0
    context.close()
