"""The lit words of a document in a real browser: marking from inside them, what a click and a link open, and the tint they have."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from browser.test_entering import Gestures, drag
from browser.test_review import in_box, settled, to_review

if TYPE_CHECKING:
    from browser.conftest import Served
    from playwright.sync_api import Page

# Two neighbouring words within one lit part that stands in one line of the page.
WITHIN = """() => {
  const text = document.querySelector("article.text").textContent;
  for (const one of document.querySelectorAll("a.lit")) {
    const words = one.textContent.trim().split(/\\s+/).slice(1, 3).join(" ");
    if (one.getClientRects().length === 1 && words.includes(" ") && text.split(words).length === 2) return words;
  }
  return "";
}"""


@pytest.mark.parametrize("language", ["en", "ar"])
def test_words_are_marked_from_inside_words_that_are_lit(page: Page, desk: Served, language: str) -> None:
    # Which documents are left to review depends on the tests before; the first whose lit words are long enough will do.
    for number in range(1, 6):
        page.goto(f"{desk.root}/documents/{to_review(desk, number=number)}/")
        if language == "ar":
            page.evaluate("document.documentElement.dir = 'rtl'")
        if words := page.evaluate(WITHIN):
            break
    assert words
    before, boxed = page.url, in_box(page)
    drag(page, "article.text", words, Gestures(page))
    page.wait_for_selector("#marked .pop")
    assert page.evaluate("getSelection().toString()") == words
    # The link is neither dragged nor followed.
    assert page.url == before and in_box(page) == boxed


def test_click_on_lit_words_opens_their_claims_one_after_the_other(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/documents/{to_review(desk, number=1)}/")
    several = page.locator("a.lit[data-claims*=' ']").first
    claims = str(several.get_attribute("data-claims")).split()
    box = in_box(page)
    at = claims.index(box) if box in claims else -1
    for step in range(1, len(claims) + 1):
        several.click()
        assert in_box(page) == claims[(at + step) % len(claims)]
        assert several.evaluate("one => one.classList.contains('on')")


def test_link_into_the_text_opens_the_claim_that_it_cites(page: Page, desk: Served) -> None:
    address = f"{desk.root}/documents/{to_review(desk, number=1)}/"
    page.goto(address)
    first = in_box(page)
    opening = page.evaluate(
        "claim => [...document.querySelectorAll('a.lit[id]')].find((one) => !one.dataset.claims.includes(claim)).id", first
    )
    page.goto("about:blank")
    page.goto(f"{address}#{opening}")
    assert in_box(page) != first
    assert in_box(page) in str(page.locator(f"#{opening}").get_attribute("data-claims")).split()
    assert page.locator(f"#{opening}.on").count() == 1


def test_words_have_the_tint_of_the_claim_that_is_still_open(page: Page, desk: Served) -> None:
    for number in itertools.count():  # the first document in which two claims of different kinds rest on the same words
        page.goto(f"{desk.root}/documents/{to_review(desk, number=number)}/")
        found = page.evaluate(
            "[...document.querySelectorAll('a.lit')].map((one) => [one.dataset.claims.split(' '), one.dataset.tints.split(' ')])"
            ".find(([claims, tints]) => claims.length === 2 && tints[0] !== tints[1]) ?? null"
        )
        if found:
            break
    (decided, left), (was, is_now) = found
    part = page.locator(f"a.lit[data-claims='{decided} {left}']").first
    assert was in str(part.get_attribute("class")).split()
    page.evaluate("claim => document.getElementById(`claim-${claim}`).querySelector('details').open = true", decided)
    page.locator(f"#claim-{decided} summary").focus()
    page.keyboard.press("r")
    page.locator(f"#claim-{decided}[data-status=rejected]").wait_for()
    settled(page)
    classes = str(part.get_attribute("class")).split()
    assert is_now in classes and was not in classes and "ok" not in classes


def test_narrowed_list_leaves_open_words_lit(page: Page, desk: Served) -> None:
    address = f"{desk.root}/documents/{to_review(desk, number=1)}/"
    page.goto(address)
    part = page.locator("a.lit[data-claims*=' ']").first
    claims = str(part.get_attribute("data-claims")).split()
    page.evaluate("claim => document.getElementById(`claim-${claim}`).querySelector('details').open = true", claims[0])
    page.locator(f"#claim-{claims[0]} summary").focus()
    page.keyboard.press("a")
    settled(page)
    page.goto(f"{address}?show=accepted")
    page.locator(f"#claim-{claims[0]}").wait_for()
    page.evaluate("claim => document.getElementById(`claim-${claim}`).querySelector('details').open = true", claims[0])
    page.locator(f"#claim-{claims[0]} summary").focus()
    page.keyboard.press("u")  # back to proposed and accepted once more: the words follow, and no others
    page.locator(f"#claim-{claims[0]}[data-status=proposed]").wait_for()
    page.keyboard.press("a")
    page.locator(f"#claim-{claims[0]}[data-status=accepted]").wait_for()
    assert page.locator(f"a.lit:not(.ok)[data-open~='{claims[1]}']").count() > 0


def test_words_of_every_kind_of_claim_run_on_in_their_line(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/documents/{to_review(desk, number=1)}/")
    tints = page.evaluate("[...new Set([...document.styleSheets].flatMap(one => [...one.cssRules])"
                          ".map(one => /^\\.lit\\.(\\w+)$/.exec(one.selectorText ?? '')?.[1]).filter(Boolean))]")  # fmt: skip
    assert {"who", "when", "what", "ground"} <= set(tints)
    one = page.locator("a.lit").first
    for tint in tints:
        assert one.evaluate("(one, tint) => { one.className = `lit ${tint}`; return getComputedStyle(one).display }", tint) == "inline"
