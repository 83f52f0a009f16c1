"""Searching: folded words, Arabic and Latin, in documents, meetings and actors, on either database."""

from __future__ import annotations

import pytest
from factory import make_arabic, make_reading
from hypothesis import given
from hypothesis import strategies as st

from sulh.record import decisions
from sulh.record.adding import add
from sulh.record.projection.models import Claim
from sulh.record.searching import matches, searchable
from sulh.record.viewers import local_viewer


@pytest.fixture
def _filled() -> None:
    list(add([make_reading(), make_arabic()], author="a"))


def kinds(words: str) -> set[str]:
    return {found.kind for found in matches(words)}


@pytest.mark.usefixtures("_filled")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("humanitarian prisoners", {"document", "meeting"}),
        ("HUMANITÄRIAN", {"document", "meeting"}),
        ("Nur-Sultan", {"document", "meeting"}),
        ("nur sult", {"document", "meeting"}),
        ("lavrentiev", {"document", "meeting"}),
        ("turkiye", {"actor", "meeting"}),
        ("روسيا", {"document"}),
        ("رُوسيا", {"document"}),
        ("الجوله", {"document"}),
        ("جنيف", {"document", "meeting"}),
        ("prisoners weather", set()),
        ("", set()),
        ("...", set()),
        ("'; DROP TABLE record_entry; --", set()),
        ('" OR NEAR(', set()),
        ("russia*", {"document", "meeting", "actor"}),
    ],
)
def test_words_are_found_as_people_write_them(words: str, found: set[str]) -> None:
    assert kinds(words) == found


@pytest.mark.usefixtures("_filled")
def test_kinds_are_kept_apart() -> None:
    assert {one.kind for one in matches("russia", ("actor",))} == {"actor"}
    assert len(matches("russia")) >= 3


@pytest.mark.usefixtures("_filled")
def test_meeting_is_found_by_what_a_person_corrected() -> None:
    city = Claim.objects.filter(property="city", value='"Geneva"').order_by("seq")[0]
    assert not any(one.kind == "meeting" for one in matches("Reykjavik"))
    decisions.correct(local_viewer("a"), city.pk, "Reykjavik")
    assert [one.kind for one in matches("Reykjavik")] == ["meeting"]


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert searchable(searchable(text)) == searchable(text)
