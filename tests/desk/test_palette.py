"""What the palette offers to whom, and by which words."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from desk.conftest import Held
from django.test import Client

As = Callable[[str], Client]


def offered(client: Client, typed: str = "") -> dict[str, str]:
    """The addresses of what the palette offers, by their words."""
    page = client.get("/go/", {"q": typed}).content.decode()
    return {unescape(said): unescape(address) for address, said in re.findall(r'href="([^"]+)"><span><bdi>([^<]*)</bdi>', page)}


@pytest.mark.slow
@pytest.mark.parametrize("role", ["reader", "reviewer", "editor", "admin"])
def test_everything_offered_may_be_done(held: Held, as_: As, role: str) -> None:
    for said, address in offered(as_(role)).items():
        assert as_(role).get(address).status_code == 200, said


@pytest.mark.parametrize(
    ("typed", "deed"),
    [
        ("add meeting", "Enter a meeting by hand"),
        ("enter meeting", "Enter a meeting by hand"),
        ("coding", "Have a document coded twice"),
        ("double", "Have a document coded twice"),
        ("accept alike", "Accept claims that are said alike"),
        ("merge actors", "Say that two actors are one"),
        ("export csv", "Export the record"),
        ("matrix", "Who had which role, year by year"),
        ("restrict", "Say who may see a document"),
        ("merge", "Say whether two meetings are one"),
    ],
)
def test_deed_is_found_by_other_words_for_it_by_who_may_do_it(held: Held, as_: As, typed: str, deed: str) -> None:
    assert deed in offered(as_("admin"), typed)
    to_readers = offered(as_("reader"))
    assert (deed in offered(as_("reader"), typed)) == (deed in to_readers)
    assert ("Who had which role, year by year" in to_readers, "Say who may see a document" in to_readers) == (True, False)
