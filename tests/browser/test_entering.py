"""The tasks of entering and repairing in a real browser, with the gestures that each takes: a key, a click, a drag or a drop is one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from browser.test_desk import rows

if TYPE_CHECKING:
    from browser.conftest import Served
    from playwright.sync_api import BrowserContext, Page

TEXT = """Joint words of the delegations in Muscat

Muscat, 3 May 2025. The delegations of Russia and Iran met for consultations on Syria. Qatar was not far. Jordan and Iraq were there as
observers. Those who looked on as observers for Oman said nothing. Dar al-Hikma was near too.

They agreed to release all who are held by 1 June 2025.
"""


@dataclass
class Gestures:
    """Counts what a person does."""

    page: Page
    count: int = 0

    def key(self, keys: str) -> None:
        self.count += 1
        self.page.keyboard.press(keys)

    def click(self, target: Any) -> None:
        self.count += 1
        target.click()


def place_of(page: Page, words: str, where: str = ".words, article.text, [data-words]") -> dict[str, float]:
    """Where words of the text stand on the page: the middle of the first and of the last letter."""
    found = page.evaluate(
        """([words, where]) => {
          const text = document.querySelector(where);
          const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
          const nodes = [];
          let whole = "";
          while (walker.nextNode()) { nodes.push([walker.currentNode, whole.length]); whole += walker.currentNode.data; }
          const at = whole.indexOf(words), end = at + words.length;
          const spot = (offset) => {
            const [node, from] = nodes.filter(([, from]) => from <= offset).at(-1);
            const range = document.createRange();
            range.setStart(node, offset - from); range.setEnd(node, offset - from + 1);
            range.startContainer.parentElement.scrollIntoView({ block: "center" });
            return range.getBoundingClientRect();
          };
          spot(at);
          const first = spot(at), last = spot(end - 1);
          return { x1: first.left + 0.5, y1: first.top + first.height / 2, x2: last.right - 0.5, y2: last.top + last.height / 2 };
        }""",
        [words, where],
    )
    return dict(found)


def drag(page: Page, where: str, words: str, gestures: Gestures) -> None:
    """Drag over some words of a text: one gesture."""
    page.evaluate("document.documentElement.style.scrollBehavior = 'auto'")
    spot = place_of(page, words, where)
    gestures.count += 1
    page.mouse.move(spot["x1"], spot["y1"])
    page.mouse.down()
    page.mouse.move(spot["x2"], spot["y2"], steps=4)
    page.mouse.up()


def mark(page: Page, words: str, gestures: Gestures) -> None:
    """Mark some words of the document: one gesture."""
    drag(page, ".words, article.text, [data-words]", words, gestures)
    page.wait_for_selector("#marked .pop")


@pytest.fixture(scope="module")
def muscat(desk: Served, browser: Any, cookies: str) -> str:
    """A document that was dropped on a page, and read."""
    import json

    context = browser.new_context(storage_state=json.loads(cookies), viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(f"{desk.root}/meetings/")
    drop(page, "muscat.txt", TEXT)
    page.wait_for_url("**/uploads/")
    row = page.locator("li[data-state=done]", has_text="muscat.txt")
    row.wait_for(timeout=60_000)
    row.locator("[data-open-document]").click()
    page.wait_for_url("**/documents/*/")
    address = str(page.url)
    context.close()
    return address


def drop(page: Page, name: str, content: str, media: str = "text/plain") -> None:
    """Drop a file on the middle of the page."""
    page.evaluate(
        """([name, content, media]) => {
          const transfer = new DataTransfer();
          transfer.items.add(new File([content], name, { type: media }));
          const place = document.querySelector("main");
          const about = { dataTransfer: transfer, bubbles: true, cancelable: true };
          for (const kind of ["dragenter", "dragover", "drop"]) place.dispatchEvent(new DragEvent(kind, about));
        }""",
        [name, content, media],
    )


def test_upload_and_open_takes_two_gestures(page: Page, desk: Served) -> None:
    gestures = Gestures(page)
    page.goto(f"{desk.root}/commitments/")
    drop(page, "dropped.txt", "The delegations of Jordan and Iraq met in Amman on 7 May 2025.\n\nThey spoke of wells.")
    gestures.count += 1
    page.wait_for_url("**/uploads/")
    page.wait_for_selector("[data-open-document]:focus", timeout=60_000)
    gestures.key("Enter")
    page.wait_for_url("**/documents/*/")
    # A document without a title of its own is called by its first line.
    assert page.locator("h1").inner_text().startswith("The delegations of Jordan and Iraq met in Amman")
    assert gestures.count == 2


def test_file_that_is_no_pdf_is_refused_with_the_next_step(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/actors/")
    drop(page, "statement.pdf", "<!doctype html><html><body>Page not found</body></html>", "application/pdf")
    page.wait_for_url("**/uploads/")
    row = page.locator("li[data-state=refused]", has_text="statement.pdf")
    row.wait_for(timeout=60_000)
    assert "named .pdf but does not begin as such a file" in row.inner_text()


def paste(page: Page, text: str) -> None:
    """Paste a text on the page, outside every field."""
    page.evaluate(
        """(text) => {
          const transfer = new DataTransfer();
          transfer.setData("text/plain", text);
          document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def test_text_pasted_on_any_page_is_open_after_two_gestures(page: Page, desk: Served) -> None:
    text = "The delegations of Iraq and Jordan met in Amman on 8 May 2025.\n\nThey spoke of rivers, wells, and the salt of both lakes."
    gestures = Gestures(page)
    page.goto(f"{desk.root}/tracks/")
    paste(page, text)
    gestures.count += 1
    page.wait_for_url("**/documents/add/")
    assert page.locator("[name=pasted-text]").input_value() == text
    assert page.evaluate("document.activeElement.textContent") == "Read and add"
    gestures.key("Enter")
    page.wait_for_url(re.compile(r"/documents/[0-9a-f]{64}/"), timeout=60_000)
    assert page.locator("h1").inner_text().startswith("The delegations of Iraq and Jordan met")
    assert gestures.count == 2
    page.go_back()
    page.locator("[data-open-document]:focus").wait_for()  # it opens once, and not again for who goes back


def test_missed_participant_is_added_from_the_text_in_three_gestures(page: Page, desk: Served, muscat: str) -> None:
    gestures = Gestures(page)
    page.goto(muscat)
    mark(page, "Qatar", gestures)
    gestures.key("3")
    page.wait_for_selector("#marked [data-confirm]:focus")
    gestures.key("Enter")
    page.wait_for_url("**#claim-*")
    claim = page.url.split("#claim-")[1]
    stated: Any = rows(desk, f"SELECT value, status, start, \"end\" FROM projection_claim WHERE id = '{claim}'")[0]
    assert '"id":"QAT"' in stated[0] and stated[1] == "accepted"
    assert stated[3] - stated[2] == len("Qatar")
    assert gestures.count == 3


def test_actor_that_nobody_knows_is_added_from_the_text_with_one_stroke(page: Page, desk: Served, muscat: str) -> None:
    gestures = Gestures(page)
    page.goto(muscat)
    mark(page, "Dar al-Hikma", gestures)
    page.locator("#marked [data-proposed]:focus", has_text="Dar al-Hikma").wait_for()
    gestures.key("Enter")
    page.wait_for_url("**#claim-*")
    claim = page.url.split("#claim-")[1]
    stated: Any = rows(desk, f"SELECT value, status FROM projection_claim WHERE id = '{claim}'")[0]
    assert '"name":"Dar al-Hikma"' in stated[0] and '"role":"participant"' in stated[0] and stated[1] == "accepted"
    assert gestures.count == 2
    page.locator("#messages [data-undo]").wait_for()
    page.wait_for_load_state("networkidle")  # the page has gone on by itself: its keys work once its modules are there
    page.keyboard.press("u")
    page.get_by_text("Undone: Participant; Dar al-Hikma").first.wait_for()  # the claim and the name given for it


def test_claim_added_by_marking_is_taken_back_with_one_key(page: Page, desk: Served, muscat: str) -> None:
    page.goto(muscat)
    mark(page, "Syria", Gestures(page))
    page.keyboard.press("3")
    page.wait_for_selector("#marked [data-confirm]:focus")
    page.keyboard.press("Enter")
    page.wait_for_url("**#claim-*")
    claim = page.url.split("#claim-")[1]
    page.locator("#messages [data-undo]").wait_for()
    page.wait_for_load_state("networkidle")  # the page has gone on by itself: its keys work once its modules are there
    page.keyboard.press("u")
    page.locator("#toast", has_text="Undone: ").wait_for()
    assert rows(desk, f"SELECT status FROM projection_claim WHERE id = '{claim}'") == [("withdrawn",)]
    assert page.locator("#messages .message").count() == 0  # it does not stand as accepted any more


def test_tenth_kind_of_claim_of_marked_words_has_a_key(page: Page, muscat: str) -> None:
    page.goto(muscat)
    mark(page, "Syria", Gestures(page))
    page.keyboard.press("6")
    page.locator("#marked [data-other='0']:visible", has=page.locator("kbd", has_text="0")).wait_for()
    page.keyboard.press("0")
    page.locator("#marked [data-entry] [data-confirm]").wait_for()


def test_key_chooses_what_mouse_marked_words_say_though_marking_by_keyboard_had_begun(page: Page, muscat: str) -> None:
    page.goto(muscat)
    page.keyboard.press("m")
    mark(page, "Qatar", Gestures(page))
    page.keyboard.press("4")
    page.wait_for_selector("#marked form[action$='/enter/meeting/'] [data-confirm]")


def test_whole_words_of_one_claim_are_marked_with_the_mouse(page: Page, muscat: str) -> None:
    page.goto(muscat)
    words = page.locator("a.lit").first.inner_text()
    drag(page, "a.lit", words, Gestures(page))
    page.wait_for_selector("#marked .pop")
    assert page.evaluate("getSelection().toString()") == words
    assert "#" not in page.url  # the link is not followed


def claim_of(desk: Served, document: str, actor: str) -> str:
    """The claim that the reader makes of an actor's part in the meeting of a document."""
    key = document.rstrip("/").rpartition("/")[2]
    found = rows(
        desk,
        f"SELECT id FROM projection_claim WHERE source_id = 'sha256:{key}' AND property = 'participant' AND value LIKE '%\"{actor}\"%' "
        "AND method LIKE 'sulh.reading%'",
    )
    return str(found[0][0]) if found else ""


def test_observer_that_the_reader_proposes_takes_one_gesture(page: Page, desk: Served, muscat: str) -> None:
    claim = claim_of(desk, muscat, "JOR")
    assert claim
    gestures = Gestures(page)
    page.goto(f"{muscat}?claim={claim}")
    gestures.key("a")
    page.wait_for_selector(f"#claim-{claim}[data-status=accepted]", state="attached")
    stated: Any = rows(desk, f"SELECT value FROM projection_claim WHERE id = '{claim}'")[0]
    assert '"role":"observer"' in stated[0]
    assert gestures.count == 1


def test_observer_that_the_reader_missed_takes_one_gesture_after_marking(page: Page, desk: Served, muscat: str) -> None:
    page.goto(muscat)
    gestures = Gestures(page)
    mark(page, "Oman", gestures)
    page.wait_for_selector("[data-proposed]:focus")
    gestures.key("Enter")
    page.wait_for_url("**#claim-*")
    stated: Any = rows(desk, f"SELECT value FROM projection_claim WHERE id = '{page.url.split('#claim-')[1]}'")[0]
    assert '"id":"OMN"' in stated[0] and '"role":"observer"' in stated[0]
    assert gestures.count == 2


def test_words_are_marked_with_the_keyboard_alone(page: Page, desk: Served, muscat: str) -> None:
    page.goto(muscat)
    page.keyboard.press("m")
    for _ in range(len(TEXT.split())):
        if page.evaluate("getSelection().toString()") == "agreed":
            break
        page.keyboard.press("ArrowRight")
    assert page.evaluate("getSelection().toString()") == "agreed"
    for _ in range(9):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_selector("#marked .pop")
    page.keyboard.press("2")
    page.wait_for_selector("#marked [name=fact-due]")
    assert page.locator("#marked [name=fact-due]").input_value() == "2025-06-01"
    assert page.locator("#marked [name=fact-act]").input_value() == "agree"
    page.keyboard.press("Escape")
    assert page.locator("#marked").inner_html() == ""


def test_error_in_the_words_keeps_the_form_where_it_is(page: Page, desk: Served, muscat: str) -> None:
    page.goto(muscat)
    mark(page, "3 May 2025", Gestures(page))
    page.keyboard.press("4")
    page.wait_for_selector("#marked [name=fact-start]")
    assert page.locator("#marked [name=fact-start]").input_value() == "2025-05-03"
    page.fill("#marked [name=fact-city]", "Muscat-Keep")
    page.fill("#marked [name=fact-end]", "1 May 2025")
    page.locator("#marked [data-confirm]").click()
    page.wait_for_selector("#marked .wrong-why")
    assert "lies before the start" in page.locator("#marked").inner_text()
    assert page.locator("#marked [name=fact-city]").input_value() == "Muscat-Keep"
    assert page.locator("#marked [name=fact-end]").input_value() == "1 May 2025"


def test_status_with_evidence_takes_three_gestures(page: Page, desk: Served) -> None:
    open_ones = "SELECT act FROM projection_commitment WHERE act NOT IN (SELECT commitment FROM projection_evidence) ORDER BY act"
    (promise,) = rows(desk, open_ones)[0]
    page.goto(f"{desk.root}/commitments/{promise}/")
    gestures = Gestures(page)
    words = page.locator(".marking [data-start]").nth(2).inner_text().split()[:4]
    drag(page, ".marking", " ".join(words), gestures)
    gestures.click(page.get_by_role("radio", name="Kept", exact=True))
    gestures.click(page.get_by_role("button", name="Set the status"))
    page.locator(".message.success", has_text="Status set").wait_for()
    stated: Any = rows(desk, f"SELECT source_id, start, \"end\", status FROM projection_evidence WHERE commitment = '{promise}'")[0]
    (text,) = rows(desk, f"SELECT text FROM record_text WHERE document = '{stated[0]}'")[0]
    assert str(text)[stated[1] : stated[2]].split() == words and stated[3] == "3"
    assert gestures.count == 3


def test_role_is_corrected_in_two_gestures(page: Page, desk: Served, muscat: str) -> None:
    gestures = Gestures(page)
    claim = claim_of(desk, muscat, "RUS")
    page.goto(f"{muscat}?claim={claim}")
    gestures.key("c")
    button = page.locator(f"#claim-{claim} .quick button", has_text="Host")
    button.wait_for()
    gestures.click(button)
    page.wait_for_selector(f"#claim-{claim}[data-status=corrected]", state="attached")
    stated: Any = rows(desk, f"SELECT decided FROM projection_claim WHERE id = '{claim}'")[0]
    assert '"role":"host"' in stated[0]
    assert gestures.count == 2


def test_names_are_offered_while_one_types(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/enter/release/")
    page.locator("[name=fact-by]").press_sequentially("الأرد")
    page.locator("#id_fact-by-names option").first.wait_for(state="attached")
    assert "[JOR]" in str(page.locator("#id_fact-by-names option").first.get_attribute("value"))


def test_forms_work_from_right_to_left_and_on_a_phone(context: BrowserContext, desk: Served, muscat: str) -> None:
    context.add_cookies([{"name": "sulh_language", "value": "ar", "url": desk.root}])
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{desk.root}/enter/meeting/")
    assert page.locator("html").get_attribute("dir") == "rtl"
    page.fill("[name=fact-start]", "٣ أيار ٢٠٢٥")
    page.fill("[name=participants-0-actor]", "الأردن")
    page.locator("[data-confirm]").click()
    page.wait_for_selector(".wrong-why")
    assert page.locator("[name=fact-start]").input_value() == "٣ أيار ٢٠٢٥"
    assert page.locator("#id_fact-start_error").count() == 0  # the date is understood; what is missing is something else
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_refused_decision_leads_back_to_its_form_with_what_was_typed(page: Page, desk: Served) -> None:
    # A meeting with others near it in time.
    (meeting,) = rows(desk, "SELECT meeting FROM projection_mention WHERE meeting IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1")[0]
    page.goto(f"{desk.root}/meetings/{meeting}/merge/")
    page.locator("main form [name=reason]").first.fill("the same two days and the same town")
    page.locator("main form:has([name=reason])").first.evaluate("form => { form.noValidate = true; form.requestSubmit(); }")
    page.wait_for_selector(".message.error")
    typed = page.locator("main form [name=reason]").first
    for _ in range(50):  # the policy of the desk lets no words of a test be asked again and again within the page
        if typed.input_value() == "the same two days and the same town":
            break
        page.wait_for_timeout(100)
    assert typed.input_value() == "the same two days and the same town"
    assert page.locator("#typed-before").count() == 0


def test_words_selected_with_the_finger_are_asked_about_once_they_stay(page: Page, muscat: str) -> None:
    page.goto(muscat)
    touch = "dispatchEvent(new PointerEvent('pointerdown', { pointerType: 'touch', bubbles: true }))"
    page.locator("[data-mark]").evaluate(f"(one) => {{ one.{touch}; one.click(); }}")
    assert "Press long on a word" in page.locator("#marking-said").inner_text()
    page.locator("article.text p").last.evaluate(f"(one) => {{ one.{touch}; getSelection().selectAllChildren(one); }}")
    page.wait_for_selector("#marked .pop")
