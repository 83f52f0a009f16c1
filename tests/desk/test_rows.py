"""Rows of lists from compiled templates: whatever stands in them is escaped, in the language of the page, at the right address."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from desk.conftest import Held
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from sulh import words
from sulh.desk.templatetags.rows import address
from sulh.record.shapes import DocumentRef, QuoteView
from sulh.record.viewers import local_viewer

HOSTILE = "\"><script>alert(1)</script>'&"


def drawn(name: str, *things: object) -> str:
    request = RequestFactory().get("/")
    request.viewer = local_viewer("somebody")  # type: ignore[attr-defined]
    return Template("{% rows name things %}").render(Context({"request": request, "name": name, "things": things}))


def test_rows_escape_what_a_source_says() -> None:
    document = DocumentRef("sha256:" + HOSTILE, HOSTILE, HOSTILE, HOSTILE, "other", HOSTILE, "restricted", (HOSTILE,), retold_from=HOSTILE)
    for name, thing in (("documents", document), ("quotes", QuoteView(document, "c", 0, 1, HOSTILE))):
        row = drawn(name, thing)
        assert "<script" not in row and '""' not in row, name
        assert row.count("&lt;script&gt;") >= 4, name


def test_rows_speak_the_language_of_each_page() -> None:
    document = DocumentRef("sha256:0", None, None, "2021-07-08", "agreement", "en", "team")
    for language in ("en", "ar", "en"):
        with translation.override(language):
            row = drawn("documents", document)
        for word in (words.prop("", "published", language=language), words.code("DocumentKind", "agreement", language=language)):
            assert word in row


@pytest.mark.parametrize("key", ["0123456789ab-meeting1", "two words", "a&b;c=d", "100%", "الأستانة", "~key~", "..", "@:!"])
def test_address_of_a_row_is_that_of_its_page(key: str) -> None:
    for route in ("meeting", "claim-accept"):
        assert address(route)(key) == reverse(route, args=[key])


def test_rows_offer_decisions_to_those_who_may_decide(held: Held, as_: Callable[[str], Client]) -> None:
    page = reverse("document", args=[held.documents["team"]])
    accept = reverse("claim-accept", args=[held.claims["team"]])
    assert accept in as_("reviewer").get(page).content.decode()
    assert accept not in as_("reader").get(page).content.decode()
