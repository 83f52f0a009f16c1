"""The desk in a real browser: the work of a reviewer from signing in to export, by mouse and by keyboard, in both languages."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from browser.conftest import Served
    from playwright.sync_api import Browser, Page


def rows(desk: Served, query: str, *values: object) -> list[tuple[object, ...]]:
    """What the record's file says, read beside the server."""
    with closing(sqlite3.connect(f"file:{desk.record}?mode=ro", uri=True)) as record:
        return record.execute(query, values).fetchall()


def test_sign_in_link_works_once(browser: Browser, desk: Served, cookies: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    answer = page.goto(desk.link)
    assert answer is not None and answer.status == 403
    assert page.get_by_role("alert").is_visible()
    page.goto(f"{desk.root}/meetings/")
    assert "/sign-in/" in page.url
    context.close()


def test_timeline_is_the_first_page_and_leads_to_meetings(page: Page, desk: Served) -> None:
    page.goto(desk.root)
    assert "is the latest meeting held" in page.get_by_role("heading", level=1).inner_text()
    assert page.locator(".proc").inner_text() == "Talks on Syria, 2012–2024"
    assert page.locator("#timeline a[href*='/meetings/']").count() > 20
    page.get_by_role("navigation", name="Workplaces").get_by_role("link", name="Process").click()
    page.wait_for_url("**/timeline/")
    page.locator("select[name=track]").select_option(label="Astana process")
    page.wait_for_url("**track=**")
    mark = page.locator("#timeline .lanes a[href*='/meetings/']").first
    address = mark.get_attribute("href")
    assert address is not None
    page.goto(desk.root + address)
    assert page.get_by_role("heading", name="What the sources say").is_visible()


def test_undo_a_merge(page: Page, desk: Served) -> None:
    merged = "SELECT meeting, count(*) AS n FROM projection_mention WHERE meeting IS NOT NULL GROUP BY 1 HAVING n = 2 ORDER BY 1"
    meeting = str(rows(desk, merged)[0][0])
    before = len(rows(desk, "SELECT DISTINCT meeting FROM projection_meetingrow"))
    page.goto(f"{desk.root}/meetings/{meeting}/")
    assert page.get_by_role("heading", name="Why these are one meeting").is_visible()
    page.locator(".merges summary").first.click()
    page.locator(".merges form").first.get_by_label("Reason").fill("Two meetings of one day.")
    page.get_by_role("button", name="Undo the merge").first.click()
    page.locator(".message.success").wait_for()
    assert len(rows(desk, "SELECT DISTINCT meeting FROM projection_meetingrow")) == before + 1
    assert rows(desk, "SELECT kind, reason FROM projection_decision ORDER BY seq DESC LIMIT 1") == [("undo", "Two meetings of one day.")]


def test_arabic_turns_the_page_and_is_kept(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/commitments/")
    page.get_by_role("button", name="العربيّة").click()
    html = page.locator("html")
    assert (html.get_attribute("dir"), html.get_attribute("lang")) == ("rtl", "ar")
    assert page.url == f"{desk.root}/commitments/"
    assert "تعهدات" in page.get_by_role("heading", level=1).inner_text()
    mark, own = page.locator(".mast .mark").bounding_box(), page.locator(".mast .self").bounding_box()
    assert mark is not None and own is not None and mark["x"] > own["x"]
    assert ("ar",) in rows(desk, "SELECT language FROM record_user")
    page.goto(f"{desk.root}/review/")
    assert page.get_by_role("button", name="قبول").count() > 0
    page.get_by_role("button", name="English").click()
    assert html.get_attribute("dir") == "ltr"
    # The choice of the account goes before that of the browser, by which other tests choose.
    with closing(sqlite3.connect(desk.record, timeout=10)) as base, base:
        base.execute("UPDATE record_user SET language = ''")


def test_export(page: Page, desk: Served, tmp_path: Path) -> None:
    page.goto(f"{desk.root}/export/")
    page.get_by_label("CSV tables").check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        meetings = next(name for name in names if "meeting" in name)
        assert "Astana" in archive.read(meetings).decode("utf-8-sig")
    assert rows(desk, "SELECT kind FROM record_entry ORDER BY seq DESC LIMIT 1") == [("export",)]


def test_commitment_gets_a_status_with_the_words_that_show_it(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/commitments/")
    page.locator("li.pro q a").first.click()
    page.wait_for_url("**/commitments/*-act*/")
    page.locator("#weigh-reason").fill("Reason-keep")
    other = str(page.locator("#weigh-documents option").last.get_attribute("value"))
    page.locator("input[name=document]").fill(other.partition(" [")[0][:12])
    page.locator("input[name=document]").press("Tab")  # words alone open nothing, and lose nothing
    assert page.locator("#weigh-reason").input_value() == "Reason-keep"
    page.locator("input[name=document]").fill(other)
    page.locator("input[name=document]").press("Tab")  # its text opens at once
    page.locator(f"[data-marked-value][data-document$='{other.rpartition('[')[2].removesuffix(']')}']").wait_for(state="attached")
    assert page.locator("#weigh-reason").input_value() == "Reason-keep"
    page.locator(".marking input[name=passage]").first.check()
    page.get_by_role("radio", name="Under way, well on").check()
    page.get_by_role("button", name="Set the status").click()
    page.locator(".message.success", has_text="Status set: Under way").wait_for()
    assert rows(desk, "SELECT kind FROM record_entry ORDER BY seq DESC LIMIT 1") == [("status",)]
    assert page.get_by_text("Under way, well on").first.is_visible()


def test_upload_is_read_beside_the_page_and_its_progress_is_seen_and_said(page: Page, desk: Served, tmp_path: Path) -> None:
    good, bad, long = tmp_path / "talks.txt", tmp_path / "broken.pdf", tmp_path / "long.txt"
    line = "GENEVA, 3 March 2023. Envoys of Russia and Iran met in Geneva on 2 March 2023 to discuss prisoners, round {}."
    good.write_text(line.format("one"), "utf-8")
    bad.write_bytes(b"%PDF-1.4 nothing")
    long.write_text(" ".join(line.format(number) for number in range(1500)), "utf-8")
    page.goto(f"{desk.root}/documents/add/")
    page.locator("#files").set_input_files([long, bad, good])
    page.get_by_role("button", name="Read and add").click()
    page.wait_for_url(f"{desk.root}/uploads/")
    page.evaluate("window.same = true")
    page.evaluate("""() => { window.heard = []; new MutationObserver(() => window.heard.push(document.getElementById('said').textContent))
        .observe(document.getElementById('said'), {childList: true}); }""")
    files = page.locator(".files > li")
    back = page.get_by_role("button", name="Take back talks.txt")
    back.focus()
    files.first.locator("progress").wait_for(timeout=60_000)
    # What changes elsewhere takes nobody's place away.
    assert page.evaluate("document.activeElement.id") == back.get_attribute("id")
    page.goto(f"{desk.root}/meetings/")
    page.go_back()
    page.locator("[data-state=done]").get_by_role("link", name="talks.txt", exact=True).wait_for(timeout=120_000)
    # The newest stand first; what other tests added of late stands below.
    assert files.locator(".tag").all_inner_texts()[:3] == ["✓ added", "✗ refused", "✓ added"]
    assert page.get_by_role("button", name="Try again broken.pdf").is_visible()
    assert page.locator("[data-open]").count() == 0
    files.nth(2).get_by_role("link", name="talks.txt", exact=True).click()
    assert "prisoners, round one" in page.locator("article.text").inner_text()


def test_upload_is_followed_without_scripts(browser: Browser, cookies: str, desk: Served, tmp_path: Path) -> None:
    import json

    file = tmp_path / "plain.txt"
    file.write_text("GENEVA, 5 March 2023. Envoys of Russia and Iran met in Geneva on 4 March 2023.", "utf-8")
    context = browser.new_context(storage_state=json.loads(cookies), java_script_enabled=False, viewport={"width": 390, "height": 900})
    page = context.new_page()
    page.goto(f"{desk.root}/documents/add/")
    page.locator("#files").set_input_files(file)
    page.get_by_role("button", name="Read and add").click()
    for _ in range(60):
        if page.get_by_role("link", name="plain.txt", exact=True).count():
            break
        page.wait_for_timeout(500)
        page.get_by_role("link", name="Look again").click()
    assert page.get_by_role("link", name="plain.txt", exact=True).is_visible()
    context.close()


def test_ledger_verifies_and_a_changed_byte_is_found(page: Page, desk: Served, tmp_path: Path) -> None:
    page.goto(f"{desk.root}/ledger/")
    page.get_by_role("button", name="Verify now").click()
    page.wait_for_url(f"{desk.root}/ledger/#verification")
    page.evaluate("window.same = true")
    page.locator("#verification .success").wait_for(timeout=90_000)
    # Nothing was loaded anew, and whoever does not see the page heard of it.
    assert page.evaluate("window.same")
    assert page.locator("#said").inner_text() == "The verification has ended."
    copy = tmp_path / "copy.db"
    with closing(sqlite3.connect(desk.record)) as record, closing(sqlite3.connect(copy)) as other:
        record.backup(other)
        other.execute("DROP TRIGGER record_entry_no_update")
        changed = "UPDATE record_entry SET body = replace(body, 'Kazakhstan', 'Kazakhstam') WHERE seq = 5 OR body LIKE '%Kazakhstan%'"
        assert other.execute(changed).rowcount >= 1
        other.commit()
    checked = subprocess.run(
        [sys.executable, "-c", "from sulh.cli.main import main; main()", "verify", "--record", str(copy)],
        capture_output=True, text=True, check=False, env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2] / "src")},
    )  # fmt: skip
    assert checked.returncode == 1, checked.stdout


def test_head_is_signed_kept_and_the_proof_under_it_is_checked_without_the_record(page: Page, desk: Served, tmp_path: Path) -> None:
    settings = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2] / "src"), "HOME": str(tmp_path)}

    def sulh(*words: str) -> str:
        command = [sys.executable, "-c", "from sulh.cli.main import main; main()", *words]
        told = subprocess.run(command, capture_output=True, text=True, check=False, env=settings, cwd=tmp_path)
        assert told.returncode == 0, told.stderr
        return told.stdout

    public = sulh("key", "make", "north.example/record", "north.key")
    page.goto(f"{desk.root}/ledger/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the head, to sign it").click()
    download.value.save_as(tmp_path / "today.head")
    sulh("head", "today.head", "--sign", "north.key", "--out", "signed.head", "--record", str(desk.record))
    page.get_by_text("Keep a head that somebody signed or witnessed").click()
    page.get_by_label("File of the signed head").set_input_files(tmp_path / "signed.head")
    page.get_by_label("Public keys of those who signed").fill(public)
    page.get_by_role("button", name="Check and keep").click()
    page.locator("#messages .success").wait_for()
    assert "signed by north.example/record" in page.locator("#heads").inner_text()
    page.locator("#entries").get_by_label("What").select_option("document")
    page.get_by_role("button", name="Show").click()
    page.locator("#entries tbody th a").first.click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the proof").click()
    download.value.save_as(tmp_path / "entry.proof")
    told = sulh("check-proof", "entry.proof", "--signed-by", public.strip())
    assert "is among them: document by" in told
