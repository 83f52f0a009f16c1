"""Every page in a real browser: nothing wider than the window, and nothing that keeps people with a screen reader or keyboard out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from browser.test_desk import rows

if TYPE_CHECKING:
    from browser.conftest import Served
    from playwright.sync_api import BrowserContext, Page

PAGES = (
    "/", "/meetings/", "/meetings/{meeting}/", "/meetings/{meeting}/merge/", "/documents/", "/documents/{document}/", "/documents/add/",
    "/uploads/", "/intake/", "/enter/", "/enter/meeting/", "/enter/commitment/", "/enter/participation/?meeting={meeting}",
    "/meetings/{meeting}/correct/", "/documents/{document}/edit/", "/actors/{actor}/edit/", "/actors/{actor}/join/?other=Iran",
    "/tracks/{track}/edit/", "/claims/{claim}/fields/", "/claims/{stated}/move/", "/people/", "/people/{person}/",
    "/work/", "/groups/", "/facts/ceasefire/",
    "/claims/{claim}/correct/", "/claims/{claim}/", "/about/{claim}/share/", "/documents/{document}/history/",
    "/documents/{document}/coding/", "/review/", "/review/alike/", "/review/colleagues/?since=0", "/review/coding/",
    "/meetings/in-track/?track=none", "/review/meetings/", "/commitments/", "/commitments/{commitment}/", "/actors/",
    "/actors/{actor}/",
    "/since/", "/about/meeting:{meeting}/share/", "/about/fact:{commitment}/share/", "/people/{person}/join/", "/review/likely/",
    "/people/{person}/join/?other=Sergei+Lavrov", "/facts/act/?actor=RUS&sort=kind", "/commitments/?sort=-late&since=garbage",
    "/timeline/", "/network/", "/places/", "/ground/", "/ground/change/", "/facts/tally/",
    "/ground/incidents/", "/ground/incidents/{incident}/", "/facts/observation/", "/enter/assessment/?incident={incident}",
    "/tracks/", "/tracks/{track}/", "/search/?q=sovereignty",
    "/wording/", "/wording/compare/",
    "/wording/phrase/?q=sovereignty", "/ledger/",
    "/persons/rounds/", "/persons/rounds/open/", "/persons/rounds/{round}/", "/persons/rounds/{round}/add/",
    "/persons/rounds/{round}/counts/", "/persons/rounds/{round}/matches/",
    "/persons/rounds/{round}/names/North/N4/", "/persons/rounds/{round}/plans/new/",
    "/persons/rounds/{round}/plans/{plan}/", "/persons/cases/", "/persons/cases/open/", "/persons/cases/{case}/",
    "/persons/cases/{case}/?add=whereabouts", "/persons/search/",
    "/ledger/entries/3/", "/export/", "/accounts/", "/account/", "/account/second-factor/", "/nothing/",
)  # fmt: skip


def address(desk: Served, page: str) -> str:
    """The address of a page, with something of the record in it."""
    wanted = {
        "meeting": "SELECT name FROM projection_meetingrow ORDER BY sources DESC, name",
        "document": "SELECT replace(source_id, 'sha256:', '') FROM projection_claim GROUP BY 1 ORDER BY count(*) DESC",
        "claim": "SELECT id FROM projection_claim WHERE property = 'act' ORDER BY id",
        "stated": "SELECT id FROM projection_claim WHERE property = 'city' ORDER BY id",
        "commitment": "SELECT act FROM projection_commitment ORDER BY 1",
        "actor": "SELECT actor_id FROM projection_participationrow GROUP BY 1 ORDER BY count(*) DESC",
        "person": "SELECT lower(name) FROM projection_attendancerow GROUP BY 1 ORDER BY count(*) DESC",
        "track": "SELECT id FROM projection_trackrow ORDER BY 1",
        "incident": "SELECT mention FROM projection_report ORDER BY seq",
        **{
            name: f"SELECT json_extract(body, '$.id') FROM record_entry WHERE kind = 'persons' AND body LIKE '%\"matter\":\"{name}\"%'"
            for name in ("round", "plan", "case")
        },
    }
    for name, query in wanted.items():
        if f"{{{name}}}" in page:
            page = page.replace(f"{{{name}}}", str(rows(desk, f"{query} LIMIT 1")[0][0]))
    return desk.root + page


@pytest.mark.parametrize("path", PAGES)
def test_page_has_no_serious_barrier(page: Page, desk: Served, path: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page.goto(address(desk, path))
    # In the dark only colours are others.
    schemes: tuple[tuple[Literal["light", "dark"], dict[str, list[str]] | None], ...]
    schemes = (("light", None), ("dark", {"runOnly": ["color-contrast"]}))
    for scheme, rules in schemes:
        page.emulate_media(color_scheme=scheme)
        found = axe.Axe().run(page, options=rules).response["violations"]
        serious = [(one["id"], [node["target"] for node in one["nodes"]][:4]) for one in found if one["impact"] in ("serious", "critical")]
        assert serious == [], scheme


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [1440, 390])
def test_no_page_is_wider_than_its_window(context: BrowserContext, desk: Served, width: int, language: str) -> None:
    context.add_cookies([{"name": "sulh_language", "value": language, "url": desk.root}])
    page = context.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    wide = []
    for path in PAGES:
        answer = page.goto(address(desk, path))
        assert answer is not None and answer.status in (200, 404), path
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    assert wide == []


def test_skip_link_comes_first_and_leads_to_the_content(page: Page, desk: Served) -> None:
    page.goto(f"{desk.root}/meetings/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
