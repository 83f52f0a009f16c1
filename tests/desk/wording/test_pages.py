"""The pages on wording, with what a viewer may see and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from desk.wording.series import TEXTS
from django.conf import settings as active
from django.test import Client
from django.urls import reverse

if getattr(active, "ROOT_URLCONF", "") != "sulh.desk.urls":
    pytest.skip("needs the settings of the desk", allow_module_level=True)

import sulh
from sulh.record.adding import add
from sulh.record.models import User
from sulh.record.queries.statements import issuer_names, statements, traced
from sulh.record.shapes import Filters
from sulh.record.viewers import local_viewer, viewer_of

pytestmark = pytest.mark.django_db

MATTER = "---\ntitle: Joint statement of Arden and Belmark, {date}\ndate: {date}\nkind: joint_statement\n{more}---\n\n"


@pytest.fixture
def hold(tmp_path: Path) -> Callable[..., None]:
    """Adds statements by date; `level` and `more` front matter as given."""

    def hold(*dates: str, level: str = "team", more: str = "") -> None:
        paths = []
        for date in dates:
            path = tmp_path / f"{date}.md"
            path.write_text(MATTER.format(date=date, more=more) + TEXTS[date], encoding="utf-8")
            paths.append(path)
        list(add([sulh.read(path) for path in paths], author="test", level=level))

    return hold


@pytest.fixture
def reader(client: Client, settings: Any) -> Client:
    """A signed-in reader."""
    settings.SECURE_SSL_REDIRECT = False
    client.force_login(User.objects.create(username="reader", role="reader"), "django.contrib.auth.backends.ModelBackend")
    return client


def test_statements_come_in_order_and_are_kept_for_the_state_of_the_record(hold: Callable[..., None]) -> None:
    hold("2022-03-01", "2021-03-01")
    viewer = local_viewer("test")
    assert [one.date for one in statements(viewer)] == ["2021-03-01", "2022-03-01"]
    assert traced(viewer) is traced(viewer)
    assert [one.date for one in traced(viewer, latest=1).statements] == ["2022-03-01"]
    before = traced(viewer)
    hold("2021-09-01")
    assert len(traced(viewer).statements) == len(before.statements) + 1


def test_retelling_says_so(hold: Callable[..., None]) -> None:
    hold("2021-03-01", more="retold_from: The Tessal Gazette\n")
    (one,) = statements(local_viewer("test"))
    assert one.retold
    assert one.source == "The Tessal Gazette"


def test_excerpt_is_known_as_one(hold: Callable[..., None]) -> None:
    hold("2021-03-01", more="excerpt: yes\n")
    hold("2022-03-01")
    assert [one.complete for one in statements(local_viewer("test"))] == [False, True]


def test_viewer_without_the_audience_sees_no_statement(hold: Callable[..., None]) -> None:
    hold("2021-03-01", level="team")
    hold("2022-03-01", level="public")
    assert [one.date for one in statements(viewer_of(None))] == ["2022-03-01"]
    assert len(traced(viewer_of(None)).statements) == 1
    assert len(traced(local_viewer("test")).statements) == 2


def test_filters_choose_statements(hold: Callable[..., None]) -> None:
    hold(*TEXTS)
    viewer = local_viewer("test")
    assert len(statements(viewer, Filters(since="2021-06-01"))) == 2
    assert statements(viewer, Filters(kind="news")) == ()


def test_unknown_issuer_is_called_as_given() -> None:
    assert issuer_names(["RUS", "the elders"]) == {"RUS": "Russia", "the elders": "the elders"}


def test_every_page_answers_with_and_without_statements(reader: Client, hold: Callable[..., None]) -> None:
    for address in ("/wording/", "/wording/compare/", "/wording/phrase/", "/wording/phrase/?q=unity"):
        assert reader.get(address).status_code == 200
    hold(*TEXTS)
    for address in (
        "/wording/?sort=order&once=no&column=2&state=changed",
        "/wording/compare/?earlier=nonsense",
        "/wording/phrase/?q=unity&offset=9",
    ):
        assert reader.get(address).status_code == 200


def test_matrix_leads_to_the_change_with_both_sources(reader: Client, hold: Callable[..., None]) -> None:
    hold(*TEXTS, more="retold_from: The Tessal Gazette\n")
    page = reader.get("/wording/").content.decode()
    viewer = local_viewer("test")
    (clause,) = (one for one in traced(viewer).clauses if "any hour" in one.text)
    thread = traced(viewer).thread_of(clause.id)
    address = f"{reverse('thread-cell')}?thread={quote(thread.id)}&statement={clause.statement}"
    assert address.replace("&", "&amp;") in page
    shown = reader.get(address).content.decode()
    assert "<ins>" in shown
    assert "<del>" in shown
    assert shown.count("/documents/") >= 2
    assert "Retold" in shown
    part = reader.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part


def test_comparison_names_what_is_new_and_what_was_dropped(reader: Client, hold: Callable[..., None]) -> None:
    hold(*TEXTS)
    first, second, _ = statements(local_viewer("test"))
    shown = reader.get(f"/wording/compare/?earlier={first.id}&later={second.id}").content.decode()
    assert "r-new" in shown
    assert "r-dropped" in shown


def test_phrase_is_shown_with_its_first_use_and_escaped(reader: Client, hold: Callable[..., None]) -> None:
    hold(*TEXTS)
    shown = reader.get("/wording/phrase/?q=fishing+boats").content.decode()
    assert "<mark>fishing boats</mark>" in shown
    assert "1 March 2021" in shown
    assert "<script>alert" not in reader.get("/wording/phrase/?q=<script>alert(1)</script>").content.decode()


def test_formula_that_is_not_there_is_a_page_that_says_so(reader: Client, hold: Callable[..., None]) -> None:
    hold("2021-03-01")
    assert reader.get(reverse("thread-cell") + "?thread=t-none").status_code == 404


def test_no_page_has_inline_style_or_script(reader: Client, hold: Callable[..., None]) -> None:
    hold(*TEXTS)
    for address in ("/wording/", "/wording/compare/", "/wording/phrase/?q=unity"):
        page = reader.get(address).content.decode()
        assert " style=" not in page
        assert "<script>" not in page
