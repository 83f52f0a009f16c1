"""A restricted document on the desk and in the API: who looked is in the ledger, and on its page for those who may edit it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from sulh.record import looks
from sulh.record.accounts import create_user
from sulh.record.models import Entry
from sulh.record.tokens import create_token

if TYPE_CHECKING:
    from desk.conftest import Held

SECRET = "a long sentence nobody guesses"


@pytest.fixture(autouse=True)
def _nothing_known() -> Iterator[None]:
    looks._KNOWN.clear()
    yield
    looks._KNOWN.clear()


def said() -> list[tuple[str, list[str]]]:
    return [(one.author, json.loads(one.body or "")["things"]) for one in Entry.objects.filter(kind="look").order_by("seq")]


def test_who_looked_is_in_the_ledger_and_on_the_page_for_its_editors(held: Held, as_: Callable[[str], Client]) -> None:
    key = held.documents["restricted"]
    page = reverse("document", args=[key])
    for nobody in ("reader", "anonymous"):
        assert as_(nobody).get(page).status_code != 200
    as_("reviewer").get(reverse("document", args=[held.documents["team"]]))
    assert said() == []
    shown = as_("reviewer").get(page).content.decode()
    assert said() == [("reviewer", [f"sha256:{key}"])]
    assert "Seen by" not in shown and "could not be recorded" not in shown
    create_user("carla", SECRET, "editor", ["envoys"], author="tests")
    token = create_token("carla", author="tests")
    answer = Client().get(f"/api/documents/{key}", headers={"authorization": f"Bearer {token}"})
    assert answer.status_code == 200 and said()[1:] == [("carla", [f"sha256:{key}"])]
    shown = as_("carla").get(page).content.decode()
    assert "Seen by" in shown and "<bdi>reviewer</bdi>" in shown and len(said()) == 2


def test_claims_to_review_are_looks_at_their_documents(held: Held, as_: Callable[[str], Client]) -> None:
    as_("reviewer").get(reverse("review"))
    assert said() == [("reviewer", [f"sha256:{held.documents['restricted']}"])]


def test_file_with_words_of_a_restricted_document_is_a_look_at_it(held: Held, as_: Callable[[str], Client]) -> None:
    as_("reader").post(reverse("list-download", args=["acts"]), {"to": "csv"})
    assert said() == []
    as_("reviewer").post(reverse("list-download", args=["acts"]), {"to": "csv"})
    assert said() == [("reviewer", [f"sha256:{held.documents['restricted']}"])]


def test_page_is_shown_and_says_so_where_a_look_cannot_be_recorded(
    held: Held, as_: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "is_copy", lambda: True)
    shown = as_("reviewer").get(reverse("document", args=[held.documents["restricted"]]))
    assert shown.status_code == 200 and "could not be recorded" in shown.content.decode() and said() == []
