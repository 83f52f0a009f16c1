"""The real server on a free port with a record of its own, and Debian's Chromium; skipped with a reason where either is missing."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or ""
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
]  # fmt: skip
ROOT = Path(__file__).resolve().parent.parent.parent
LINK = re.compile(r"http://127\.0\.0\.1:\d+/enter/\S+")


def _speak(page: Page, language: str) -> None:
    page.wait_for_load_state("load")
    if page.locator("html").get_attribute("lang") != language:
        page.locator(f"button[name=language][value={language}]").click()
        page.locator(f"html[lang={language}]").wait_for(state="attached")
        page.wait_for_load_state("load")


@contextmanager
def speaking(page: Page, language: str) -> Iterator[None]:
    """The page in a language, and English again afterwards, whatever happens: the language is the account's, which all tests share."""
    _speak(page, language)
    try:
        yield
    finally:
        _speak(page, "en")


@dataclass(frozen=True)
class Served:
    """A desk that runs: where, and the file of its record."""

    root: str
    record: Path
    link: str


def _command(*words: str) -> list[str]:
    return [sys.executable, "-c", "from sulh.cli.main import main; main()", *words]


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """`sulh desk` on the demonstration record, as a person at this machine starts it."""
    for needed in ("django", "waitress", "playwright"):
        pytest.importorskip(needed)
    if not CHROMIUM:
        pytest.skip("needs chromium (Debian: apt install chromium)")
    folder = tmp_path_factory.mktemp("desk")
    record = folder / "record.db"
    settings = {key: value for key, value in os.environ.items() if not key.startswith(("SULH_", "DJANGO_"))}
    settings |= {"PYTHONPATH": str(ROOT / "src"), "HOME": str(folder), "PYTHONUNBUFFERED": "1"}
    command = _command("demo", "--no-serve", "--record", str(record))
    built = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    assert built.stderr.endswith(f"Open it with: sulh desk --record {record}\n")
    server = subprocess.Popen(
        _command("desk", "--record", str(record), "--no-browser"), env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    try:
        assert server.stdout is not None
        told = ""
        while not (found := LINK.search(told)):
            line = server.stdout.readline()
            assert line, f"the desk ended: {told}"
            told += line
        yield Served(found[0].split("/enter/")[0], record, found[0])
    finally:
        server.terminate()
        server.wait(10)
        if server.stdout is not None:
            server.stdout.close()


@pytest.fixture(scope="session")
def browser(desk: Served) -> Iterator[Browser]:
    """Chromium, without its errands."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def cookies(browser: Browser, desk: Served) -> str:
    """The state of a browser that the sign-in link let in, as a file's content."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(desk.link)
    assert page.url == f"{desk.root}/"
    state = context.storage_state()
    context.close()
    import json

    return json.dumps(state)


def _forget_language(record: Path) -> None:
    """An account for which a test chose a language would show its pages in that, whatever the next test asks for."""
    with closing(sqlite3.connect(record, timeout=30)) as held, held:
        held.execute("UPDATE record_user SET language = ''")


@pytest.fixture
def context(browser: Browser, cookies: str, desk: Served) -> Iterator[BrowserContext]:
    """A window of the one who signed in."""
    import json

    _forget_language(desk.record)
    opened = browser.new_context(storage_state=json.loads(cookies), viewport={"width": 1440, "height": 900}, accept_downloads=True)
    opened.set_default_timeout(15_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, desk: Served) -> Iterator[Page]:
    """A page that fails the test when a script fails or the policy of the desk blocks something."""
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda problem: faults.append(str(problem)))
    opened.on("console", lambda told: faults.append(told.text) if told.type == "error" and "status of 4" not in told.text else None)
    yield opened
    assert faults == []
