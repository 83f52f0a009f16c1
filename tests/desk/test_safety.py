"""What keeps the desk safe to open: headers, no inline script or style, the key, and who may be served over a network."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from desk.conftest import Held
from desk.test_matrix import addresses, methods_of, routes
from django.test import Client
from django.urls import reverse

from sulh.desk.keys import secret_key
from sulh.desk.serving import _check_network, is_loopback
from sulh.model import RecordError

ROOT = Path(__file__).resolve().parents[2]
INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>|<style\b|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
ELSEWHERE = re.compile(r"(?:src|href|action)=[\"']?(?:https?:)?//", re.IGNORECASE)


def test_no_page_has_inline_script_or_style_or_loads_from_elsewhere(held: Held, as_: Callable[[str], Client]) -> None:
    client = as_("admin")
    for route in routes():
        for address in addresses(route, held) if "GET" in methods_of(route) else ():
            response = client.get(address)
            # A file to take along (a form for a phone) is one whole by intent: the browser saves it and never runs it here.
            taken_along = response.get("Content-Disposition", "").startswith("attachment")
            if response.streaming or taken_along or not response["Content-Type"].startswith("text/html"):
                continue
            page = response.content.decode()
            assert INLINE.findall(page) == [], address
            assert ELSEWHERE.findall(page) == [], address


def test_inline_script_and_style_are_caught() -> None:
    for bad in ("<script>x</script>", '<p style="x">', '<a onclick="x">', "<style>", '<a href="javascript:x">'):
        assert INLINE.search(bad)
    assert not INLINE.search('<script type="module" src="/static/a.js"></script><option value="x">')


def test_pages_come_with_the_headers_that_guard_them(accounts: None, as_: Callable[[str], Client]) -> None:
    headers = as_("reader").get(reverse("account")).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";") if part.strip())
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_words_of_a_document_are_shown_and_never_run(accounts: None, as_: Callable[[str], Client]) -> None:
    from dataclasses import replace

    from reports import report

    from sulh.record.adding import add

    made = report(1, city="<script>alert(1)</script>", promise="They agreed <img src=x onerror=alert(1)> to all of it by 2023.")
    made = replace(made, document=replace(made.document, title='"><script>alert(2)</script>', publisher="<b>bold</b>"))
    list(add([made], author="<i>me</i>"))
    key = made.document.id.removeprefix("sha256:")
    for address in (reverse("document", args=[key]), reverse("process"), reverse("documents"), reverse("meetings"), "/search/?q=alert"):
        page = as_("admin").get(address).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page and "<b>bold" not in page, address


@pytest.mark.parametrize(
    "referer", ["http://testserver//evil.example/", "//evil.example/", "http://evil.example/", "https:evil", "javascript:x"]
)
def test_refused_decision_leads_to_no_other_host(referer: str, held: Held, as_: Callable[[str], Client]) -> None:
    answer = as_("reviewer").post(reverse("claims-decide"), {"verdict": "accept"}, headers={"referer": referer})
    assert answer.status_code == 302
    assert answer["Location"] == "/" or answer["Location"].startswith("http://testserver/")
    answer = as_("reviewer").post(reverse("claims-decide"), {"verdict": "accept", "next": referer})
    assert answer["Location"] == "/" or answer["Location"].startswith("http://testserver/")


def test_deployment_check_is_clean(tmp_path: Path) -> None:
    settings = {key: value for key, value in os.environ.items() if not key.startswith(("SULH_", "DJANGO_"))}
    settings |= {"PYTHONPATH": str(ROOT / "src"), "SULH_RECORD": str(tmp_path / "record.db")}
    settings["DJANGO_SETTINGS_MODULE"] = "sulh.desk.settings"
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "INFO"]
    told = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert "no issues" in told.stdout


def test_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    settings = {"SULH_RECORD": str(tmp_path / "folder" / "record.db")}
    key = secret_key(settings)
    assert len(key) > 50 and secret_key(settings) == key
    assert stat.S_IMODE((tmp_path / "folder" / "record.db.key").stat().st_mode) == 0o600
    assert secret_key({**settings, "SULH_SECRET_KEY": "given"}) == "given"


@pytest.mark.parametrize(
    ("host", "local"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("10.1.2.3", False)]
)
def test_loopback_is_told_from_a_network(host: str, local: bool) -> None:
    assert is_loopback(host) is local


def test_network_needs_accounts_and_then_a_server_with_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SULH_DESK_PROXY", raising=False)
    with pytest.raises(RecordError, match="sulh user add NAME --role admin"):
        _check_network("0.0.0.0")
    from sulh.record.accounts import create_user

    create_user("ana", "a long sentence nobody guesses", "admin", author="tests")
    with pytest.raises(RecordError, match="TLS"):
        _check_network("0.0.0.0")
    monkeypatch.setenv("SULH_DESK_PROXY", "127.0.0.1")
    monkeypatch.setenv("SULH_DESK_HOSTS", "desk.example.org")
    _check_network("0.0.0.0")
