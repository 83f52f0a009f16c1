"""What is kept between requests: never shared with somebody who may see something else, and gone when the ledger grows."""

from __future__ import annotations

from collections.abc import Callable

from desk.conftest import Held
from django.test import Client
from django.urls import reverse
from django.utils import translation

from sulh.desk.memory import forget, kept
from sulh.record.models import User
from sulh.record.viewers import local_viewer, viewer_of


def counted() -> Callable[[], int]:
    calls: list[int] = []

    def make() -> int:
        calls.append(1)
        return len(calls)

    return make


def test_same_question_is_answered_once(held: Held) -> None:
    viewer, make = local_viewer("tests"), counted()
    assert [kept(viewer, make, "a"), kept(viewer, make, "a"), kept(viewer, make, "b")] == [1, 1, 2]
    forget()
    assert kept(viewer, make, "a") == 3


def test_other_audiences_other_languages_and_new_entries_ask_again(held: Held) -> None:
    from sulh.record import decisions

    make = counted()
    reader, reviewer = (viewer_of(User.objects.get(username=name)) for name in ("reader", "reviewer"))
    assert kept(reader, make, "a") == 1
    assert kept(reviewer, make, "a") == 2
    with translation.override("ar"):
        assert kept(reader, make, "a") == 3
    decisions.accept(reviewer, held.claims["team"])
    assert kept(reader, make, "a") == 4


def test_page_shows_a_decision_at_once(held: Held, as_: Callable[[str], Client]) -> None:
    address = reverse("meeting", args=[held.meetings["team"]])
    assert "Geneva" not in as_("reader").get(address).content.decode()
    key = held.claims["team"]
    as_("reviewer").post(reverse("claim-correct", args=[key]), {f"c{key[:8]}-city": "Geneva"})
    assert "Geneva" in as_("reader").get(address).content.decode()
