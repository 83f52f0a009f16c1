"""Whom a known official serves depends on when: the table says since when and until when."""

from __future__ import annotations

import pytest

from sulh.documents import from_text
from sulh.reading import read_document
from sulh.reading.english.officials import officials_in


@pytest.mark.parametrize(
    ("years", "name", "served"),
    [
        ({2024}, "Ramtane Lamamra", "united-nations"),
        ({2021}, "Ramtane Lamamra", None),  # the foreign minister of Algeria then
        ({2013, 2020}, "Lakhdar Brahimi", "united-nations"),
        ({2020}, "Lakhdar Brahimi", None),
        (set(), "Lakhdar Brahimi", "united-nations"),
    ],
)
def test_official_serves_in_the_years_of_the_table(years: set[int], name: str, served: str | None) -> None:
    found = officials_in(frozenset(years)).named(name)
    assert (found.actor.id if found else None) == served


@pytest.mark.parametrize(("published", "served"), [("2021-07-09", None), ("2024-07-09", "united-nations")])
def test_person_is_put_to_whom_they_served_at_the_time(published: str, served: str | None) -> None:
    text = "Ramtane Lamamra hosted peace talks on a ceasefire between Sudan and the RSF in Geneva on Monday."
    (meeting,) = read_document(from_text(text, published=published)).meetings
    assert {one.actor.id for one in meeting.people if one.actor} == ({served} if served else set())
