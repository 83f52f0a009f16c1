"""Review in a real browser: a stroke a claim, undo in one, several at once, two people at once, phones, and no scripts."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from browser.conftest import ROOT, speaking

if TYPE_CHECKING:
    from browser.conftest import Served
    from playwright.sync_api import Browser, Page, Route

SECRET = "a long sentence nobody guesses"
MANY = 44


def rows(desk: Served, query: str, *values: object) -> list[tuple[object, ...]]:
    """What the record's file says, read beside the server."""
    with closing(sqlite3.connect(f"file:{desk.record}?mode=ro", uri=True)) as record:
        return record.execute(query, values).fetchall()


# Takes back what the review that comes with the demonstration decided about the claims of a document.
REOPEN = """
import sys, django
django.setup()
from sulh.record.decisions import undo_many
from sulh.record.projection.models import Claim, Decision
from sulh.record.viewers import local_viewer
claims = list(Claim.objects.filter(source=sys.argv[1]).values_list("pk", flat=True))
made = Decision.objects.filter(target__in=claims, kind__in=("accept", "correct", "reject"), superseded=None, author="sulh demo, review")
if seqs := list(made.values_list("seq", flat=True)):
    undo_many(local_viewer("sulh demo, review"), seqs)
"""


def to_review(desk: Served, *, least: int = 12, number: int = 0) -> str:
    """The key of a document with at least so many claims of the machine, all open again and none decided by anybody in these tests."""
    query = """
        SELECT claim.source_id FROM projection_claim claim LEFT JOIN record_entry made ON made.seq = claim.decision
        GROUP BY 1 HAVING count(*) >= ? AND sum(made.seq IS NOT NULL AND (made.author != ? OR made.kind = 'claim')) = 0 ORDER BY 1
    """
    source = str(rows(desk, query, least, "sulh demo, review")[number][0])
    reopen(desk, source)
    return source.removeprefix("sha256:")


def reopen(desk: Served, source: str) -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "sulh.record.settings", "SULH_RECORD": str(desk.record)}
    subprocess.run([sys.executable, "-c", REOPEN, source], env=environment, check=True)


def statuses(desk: Served, document: str) -> dict[str, int]:
    found = rows(desk, "SELECT status, count(*) FROM projection_claim WHERE source_id=? GROUP BY 1", f"sha256:{document}")
    return {str(status): int(str(number)) for status, number in found}


def status(desk: Served, claim: str) -> str:
    return str(rows(desk, "SELECT status FROM projection_claim WHERE id=?", claim)[0][0])


def in_box(page: Page) -> str:
    """The claim in the box of the whole page, once it has arrived and its script has run; empty where none is."""
    page.wait_for_load_state("load")
    # The one that was open before is closed by an event, a moment after another has opened.
    page.wait_for_function("document.querySelectorAll('.claim > details[open]').length < 2")
    return str(page.evaluate("document.querySelector('.claim > details[open]')?.parentElement.dataset.claim ?? ''"))


def settled(page: Page) -> None:
    page.locator(".claim.pending").first.wait_for(state="detached")


def test_44_claims_take_44_strokes_and_undo_takes_one(page: Page, desk: Served) -> None:
    document = to_review(desk, least=MANY)
    page.goto(f"{desk.root}/documents/{document}/")
    number = statuses(desk, document)["proposed"]
    assert number >= MANY and in_box(page)
    for _ in range(number):
        page.keyboard.press("a")
    page.locator("#bar[data-finished]").wait_for()
    settled(page)
    page.locator("#bar [data-count=decided]", has_text=str(number)).wait_for()
    assert statuses(desk, document) == {"accepted": number}
    # What is offered, and has the keyboard, is what follows from a document that is done.
    assert page.locator("[data-when-done]").evaluate("one => one === document.activeElement && !one.hidden")
    last = page.locator("#toast span").inner_text()
    page.keyboard.press("u")
    page.locator('.claim[data-status="proposed"]').wait_for()
    back = in_box(page)
    assert last.startswith("Accepted: ") and status(desk, back) == "proposed"
    assert statuses(desk, document) == {"accepted": number - 1, "proposed": 1}
    # The words of the one that is open are lit, all others quiet.
    assert page.locator(".lit:not(.ok)").count() == page.locator(f'.lit[data-claims~="{back}"]').count() > 0


def test_keys_act_on_the_claim_in_the_box_or_say_that_they_cannot(page: Page, desk: Served) -> None:
    document = to_review(desk)
    page.goto(f"{desk.root}/documents/{document}/")
    first = in_box(page)
    page.locator(f"#claim-{first} summary").first.click()
    assert in_box(page) == ""
    for key in "arcsx":
        page.keyboard.press(key)
    assert "Open a claim first" in page.locator("#toast").inner_text()
    assert set(statuses(desk, document)) == {"proposed"}
    page.keyboard.press("j")
    opened = in_box(page)
    page.keyboard.press("a")
    settled(page)
    assert status(desk, opened) == "accepted" and in_box(page) not in ("", opened)
    page.locator(f"#claim-{opened} summary").first.click()
    page.keyboard.press("a")
    assert "decided so already" in page.locator("#toast").inner_text()
    assert sum(statuses(desk, document).values()) - statuses(desk, document)["proposed"] == 1
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("r")
    page.keyboard.press("Escape")
    assert status(desk, opened) == "accepted"


def test_accepting_never_replaces_a_correction(page: Page, desk: Served) -> None:
    document = to_review(desk, number=1)
    page.goto(f"{desk.root}/documents/{document}/")
    claim = page.locator('.claim[data-status="proposed"]', has=page.locator(".k", has_text="Participant")).first
    key = str(claim.get_attribute("data-claim"))
    claim.locator("summary").first.click()
    page.keyboard.press("c")
    slot = page.locator(f"#slot-{key} form")
    slot.wait_for()
    slot.locator("[name$='-reason']").press_sequentially("ar?")  # letters typed into a form are no commands
    assert status(desk, key) == "proposed"
    slot.locator("[name$='-role']").first.select_option("mediator")
    slot.get_by_role("button", name="Save the correction").click()
    page.locator(f'#claim-{key}[data-status="corrected"]').wait_for()
    page.locator(f"#claim-{key} summary").first.click()
    page.keyboard.press("a")
    page.locator(f'#claim-{key}[data-status="accepted"]').wait_for()
    decided = str(rows(desk, "SELECT decided FROM projection_claim WHERE id=?", key)[0][0])
    assert '"role":"mediator"' in decided and "mediator" in page.locator(f"#claim-{key} .v").inner_text()


def test_several_are_chosen_and_decided_together(page: Page, desk: Served) -> None:
    document = to_review(desk, number=2)
    page.goto(f"{desk.root}/documents/{document}/")
    for _ in range(3):
        page.keyboard.press("x")
    assert page.locator("[data-count=chosen]").inner_text() == "3"
    page.keyboard.press("r")
    page.locator("#toast", has_text="3 claims rejected.").wait_for()
    assert statuses(desk, document)["rejected"] == 3 and page.locator("[data-several]").is_hidden()
    page.keyboard.press("u")
    page.locator("#toast", has_text="Undone: 3 decisions.").wait_for()
    assert set(statuses(desk, document)) == {"proposed"}


def test_open_claims_of_a_paragraph_are_accepted_with_one_button(page: Page, desk: Served) -> None:
    document = to_review(desk, number=2)
    page.goto(f"{desk.root}/documents/{document}/")
    groups = page.locator("[data-group]", has=page.locator("[data-these]"))
    sizes = [groups.nth(at).locator(".claim").count() for at in range(groups.count())]
    own = max(sizes)
    assert own > 3
    group = groups.nth(sizes.index(own))
    if in_box(page) != group.locator(".claim").first.get_attribute("data-claim"):
        group.locator("summary").first.click()
    page.keyboard.press("a")
    settled(page)
    group.locator("[data-these]").click()
    page.locator("#toast", has_text=f"{own - 1} claims accepted").wait_for()
    assert group.locator('.claim[data-status="accepted"]').count() == own and group.locator("[data-these]").is_hidden()
    # The way goes on from there, and not from the top of the list.
    order = page.locator(".claim").evaluate_all("found => found.map((one) => [one.dataset.claim, one.dataset.status])")
    last = max(at for at, (key, _) in enumerate(order) if key == group.locator(".claim").last.get_attribute("data-claim"))
    if onward := [key for key, status in order[last + 1 :] if status == "proposed"]:
        assert in_box(page) == onward[0]


def test_decision_that_arrives_late_does_not_take_the_keyboard_back(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/documents/{to_review(desk)}/")

    def late(route: Route) -> None:
        page.wait_for_timeout(1200)
        route.continue_()

    page.route("**/accept/", late)
    first = in_box(page)
    page.keyboard.press("a")
    page.keyboard.press("j")
    second = in_box(page)
    page.locator(f'#claim-{first}[data-status="accepted"]').wait_for()
    page.wait_for_timeout(200)
    assert second not in ("", first) and in_box(page) == second


@pytest.fixture
def colleague(browser: Browser, desk: Served) -> Page:
    """A page of somebody else, signed in with a password."""
    settings = {key: value for key, value in os.environ.items() if not key.startswith(("SULH_", "DJANGO_"))}
    settings |= {"PYTHONPATH": str(ROOT / "src"), "HOME": str(desk.record.parent)}
    command = [sys.executable, "-c", "from sulh.cli.main import main; main()", "user", "add", "mira", "--role", "reviewer"]
    if not rows(desk, "SELECT 1 FROM record_user WHERE username='mira'"):
        made = subprocess.run(
            [*command, "--password", SECRET, "--record", str(desk.record)], env=settings, capture_output=True, text=True, check=False
        )
        assert made.returncode == 0, made.stderr
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{desk.root}/sign-in/")
    page.locator("#id_username").fill("mira")
    page.locator("#id_password").fill(SECRET)
    page.locator("main form button").first.click()
    page.wait_for_url(f"{desk.root}/**")
    return page


def test_two_people_deciding_at_once_are_told_and_lose_nothing(page: Page, colleague: Page, desk: Served) -> None:
    address = f"{desk.root}/documents/{to_review(desk)}/"
    page.goto(address)
    claim = in_box(page)
    page.keyboard.press("c")
    page.locator(f"#slot-{claim} form").wait_for()
    page.locator(f"#slot-{claim} [name$='-reason']").fill("What I was about to say.")
    colleague.goto(address)
    assert in_box(colleague) == claim
    colleague.keyboard.press("r")
    colleague.locator(f'#claim-{claim}[data-status="rejected"]').wait_for(state="attached")
    page.locator(f"#slot-{claim}").get_by_role("button", name="Save the correction").click()
    page.locator("#toast.bad", has_text="changed since you opened it, by mira").wait_for()
    assert page.locator(f"#slot-{claim} [name$='-reason']").input_value() == "What I was about to say."
    assert status(desk, claim) == "rejected"
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.locator(f"#claim-{claim} .wrong-now", has_text="mira").wait_for()
    # The claim is drawn anew with what the colleague decided, and can be decided against that.
    assert page.locator(f'#claim-{claim}[data-status="rejected"]').count() == 1 and status(desk, claim) == "rejected"
    assert in_box(page) == claim
    page.keyboard.press("a")
    page.locator(f'#claim-{claim}[data-status="accepted"]').wait_for()
    colleague.goto(f"{desk.root}/review/colleagues/?since=0")
    assert colleague.get_by_role("link", name="Undo").first.is_visible()
    colleague.context.close()


def test_undo_goes_on_through_ones_last_decisions_on_other_pages_too(page: Page, desk: Served) -> None:
    document = to_review(desk, number=3)
    page.goto(f"{desk.root}/documents/{document}/")
    decided = []
    for key in "ara":
        decided.append(in_box(page))
        page.keyboard.press(key)
    settled(page)
    assert [status(desk, one) for one in decided] == ["accepted", "rejected", "accepted"]
    page.keyboard.press("u")
    page.locator(f'#claim-{decided[2]}[data-status="proposed"]').wait_for(state="attached")
    page.keyboard.press("u")
    page.locator(f'#claim-{decided[1]}[data-status="proposed"]').wait_for(state="attached")
    page.goto(f"{desk.root}/meetings/")
    page.keyboard.press("u")
    page.locator(".message.success", has_text="Undone: ").wait_for()
    assert {status(desk, one) for one in decided} == {"proposed"}


def test_queue_narrows_by_facets_and_goes_on(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/review/")
    page.get_by_role("complementary", name="Narrow the list").get_by_role("link", name="Agenda").click()
    page.wait_for_url("**property=agenda**")
    shown = page.locator(".claim .k").all_inner_texts()
    assert shown and set(shown) == {"Agenda"}
    first = in_box(page)
    page.keyboard.press("a")
    settled(page)
    assert status(desk, first) == "accepted" and in_box(page) not in ("", first)
    page.get_by_role("link", name="Leave out: Agenda").click()
    page.wait_for_url(lambda url: "property" not in url)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_phone_decides_with_the_thumb(browser: Browser, cookies: str, desk: Served, language: str) -> None:
    context = browser.new_context(storage_state=json.loads(cookies), viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    page = context.new_page()
    document = to_review(desk)
    page.goto(f"{desk.root}/documents/{document}/")
    with speaking(page, language):
        first = in_box(page)
        page.locator(f'#claim-{first} [data-key="a"]').tap()
        settled(page)
        assert status(desk, first) == "accepted"
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.locator("#toast [data-undo]").tap()
        page.locator(f'#claim-{first}[data-status="proposed"]').wait_for()
    context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_without_scripts_a_claim_can_be_decided_and_taken_back(browser: Browser, cookies: str, desk: Served, width: int) -> None:
    context = browser.new_context(storage_state=json.loads(cookies), java_script_enabled=False, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{desk.root}/review/")
    claim = page.locator(".claim").first
    key = str(claim.get_attribute("data-claim"))
    claim.get_by_role("button", name="Accept").click()
    page.locator(".message.success").wait_for()
    assert status(desk, key) == "accepted"
    page.locator(".message.success").get_by_role("link", name="Undo").click()
    page.get_by_role("button", name="Undo").click()
    page.locator(".message.success", has_text="Undone").wait_for()
    assert status(desk, key) == "proposed"
    page.goto(f"{desk.root}/documents/{to_review(desk)}/")
    ticks = page.locator(".claim > .tick")
    keys = [str(ticks.nth(at).get_attribute("value")).split(":")[0] for at in (0, 1)]
    ticks.nth(0).check()
    ticks.nth(1).check()
    page.get_by_role("button", name="Accept those ticked").click()
    page.locator(".message.success", has_text="2 claims accepted").wait_for()
    assert {status(desk, one) for one in keys} == {"accepted"}
    context.close()


def test_bar_keeps_its_height_whatever_it_says(page: Page, desk: Served) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{desk.root}/documents/{to_review(desk)}/")
    height = "document.getElementById('bar').offsetHeight"
    before = page.evaluate(height)
    page.keyboard.press("a")
    settled(page)
    page.evaluate("document.querySelector('#toast span').textContent = 'Corrected: ' + 'several actors call for several things '.repeat(9)")
    page.keyboard.press("x")
    page.locator("[data-several]:not([hidden])").wait_for()
    assert page.evaluate(height) <= before + 2
    onward = page.locator("[data-onward]").bounding_box()
    assert onward is not None and onward["x"] > 1000


def test_enter_in_a_correction_saves_what_was_typed_and_no_other_actors(page: Page, desk: Served) -> None:
    acts = "SELECT source_id, id, value FROM projection_claim WHERE property = 'act' AND status = 'corrected' AND value LIKE '%\"TUR\"%'"
    offers = page.locator("form.correct .quick button[name$=-together]")
    for source, claim, _ in rows(desk, f"{acts} ORDER BY seq LIMIT 20"):
        page.goto(f"{desk.root}/documents/{str(source).removeprefix('sha256:')}/?show=corrected&claim={claim}")
        page.locator(f"#claim-{claim} [data-key=c]").click()
        page.locator("form.correct").wait_for()
        if offers.count():
            break
    assert offers.count(), "no act of the demonstration has other actors to offer"
    before = json.loads(str(rows(desk, "SELECT decided FROM projection_claim WHERE id=?", claim)[0][0]))
    page.locator("form.correct [name$=-due]").fill("21 June 2031")
    page.keyboard.press("Enter")
    page.locator("#toast", has_text="Corrected: ").wait_for()
    after = json.loads(str(rows(desk, "SELECT decided FROM projection_claim WHERE id=?", claim)[0][0]))
    assert after == before | {"due": "2031-06-21"}
    page.keyboard.press("u")
    page.locator("#toast", has_text="Undone").wait_for()


def test_form_that_corrects_fits_a_phone(page: Page, desk: Served) -> None:
    query = "SELECT source_id, id FROM projection_claim WHERE property = 'act' AND status = 'corrected' ORDER BY seq LIMIT 1"
    ((source, claim),) = rows(desk, query)
    reopen(desk, str(source))
    page.set_viewport_size({"width": 360, "height": 844})
    page.goto(f"{desk.root}/documents/{str(source).removeprefix('sha256:')}/?claim={claim}")
    page.locator(f"#claim-{claim} [data-key=c]").click()
    page.locator("form.correct").wait_for()
    assert page.evaluate("document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth")


def test_going_on_while_decisions_are_saved_loses_none(page: Page, desk: Served) -> None:
    document = to_review(desk, number=4)
    page.goto(f"{desk.root}/documents/{document}/")
    slow: list[Route] = []

    def hold(route: Route) -> None:
        slow.append(route)
        page.wait_for_timeout(200)
        route.continue_()

    page.route("**/accept/", hold)
    decided = []
    for _ in range(3):
        decided.append(in_box(page))
        page.keyboard.press("a")
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    page.locator("nav a[href='/meetings/'], header a[href='/timeline/']").first.click()
    page.wait_for_url(lambda address: "/documents/" not in address)
    assert {status(desk, one) for one in decided} == {"accepted"} and asked == []
