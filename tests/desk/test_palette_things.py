"""What the palette finds of a record by several words in any order, with a word for a kind, in English and Arabic, and at what cost."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from desk.conftest import Held
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from reports import report

from sulh.documents import from_text
from sulh.reading import read_document
from sulh.record.adding import add

As = Callable[[str], Client]
TEXT = """Joint statement of Norway and Qatar

Tehran, 4 May 2021. Delegations of Norway and Qatar met in Tehran. They agreed to hold the next meeting in Muscat before 1 July 2021.
"""


@pytest.fixture
def known(held: Held) -> None:
    """A promise made in Tehran, and an envoy of Russia who was at two meetings, in 2018 and 2020."""
    people = [("Geir Pedersen", "Special Envoy", "RUS", False)]
    told = [
        report(83 + at, city=city, ordinal=at + 1, track="Muscat talks", start=day, roles={"RUS": "mediator"}, people=people)
        for at, (city, day) in enumerate((("Muscat", "2018-03-10"), ("Doha", "2020-05-10")))
    ]
    list(add([*told, read_document(from_text(TEXT, published="2021-05-04"))], author="tests", level="team"))


def lines(client: Client, typed: str, language: str = "en") -> list[tuple[str, str]]:
    """The words and addresses offered, in order."""
    client.cookies["sulh_language"] = language
    page = client.get("/go/", {"q": typed}, headers={"Accept-Language": language}).content.decode()
    return [(unescape(said), unescape(at)) for at, said in re.findall(r'href="([^"]+)"><span><bdi>([^<]*)</bdi>', page)]


@pytest.mark.parametrize(
    ("typed", "language", "address"),
    [
        ("promise tehran", "en", "/commitments/"),
        ("tehran norway promise", "en", "/commitments/"),
        ("muscat july tehran", "en", "/commitments/"),
        ("تعهد طهران", "ar", "/commitments/"),
        ("delegation russia 2019", "en", "/people/"),
        ("person pedersen", "en", "/people/"),
        ("وفد روسيا 2019", "ar", "/people/"),
        ("وفد روسيا 2019", "en", "/people/"),
        ("بيدرسن", "ar", "/people/"),
        ("meeting doha", "en", "/meetings/"),
        ("meeting russia 2018", "en", "/meetings/"),
        ("2020 meetings", "en", "/meetings/"),
        ("doha meetings", "en", "/meetings/"),
        ("اجتماع الدوحة", "ar", "/meetings/"),
        ("document joint norway", "en", "/documents/"),
        ("talks track muscat", "en", "/tracks/"),
        ("actor norway", "en", "/actors/NOR/"),
        ("act hold meeting", "en", "/documents/"),
    ],
)
def test_things_are_found_by_words_in_any_order_and_a_word_for_their_kind(
    typed: str, language: str, address: str, known: None, as_: As
) -> None:
    found = lines(as_("reader"), typed, language)
    assert found and found[0][1].startswith(address), found


def test_promise_stands_without_the_mark_of_its_list_and_with_the_meeting_that_made_it(held: Held, as_: As) -> None:
    text = """Joint statement of Norway and Qatar

Tehran, 4 May 2021. Delegations of Norway and Qatar met in Tehran on 4 May 2021. They agreed:

- to hold expert talks in Muscat before 1 July 2021;
- to open the road by 1 June 2021."""
    list(add([read_document(from_text(text, published="2021-05-04"))], author="tests", level="team"))
    page = as_("reader").get("/go/", {"q": "promise muscat"}).content.decode()
    found = re.search(r'href="/commitments/[^"]+"><span><bdi>([^<]*)</bdi></span><span class="q">([^<]*)', page)
    assert found is not None and found[1].startswith("to hold expert talks") and "Tehran" in found[2], page


def test_word_for_a_kind_is_no_filter_where_it_stands_alone(known: None, as_: As) -> None:
    assert ("Meetings", "/meetings/") in lines(as_("reader"), "meetings")


@pytest.mark.parametrize(
    ("typed", "deed"),
    [
        ("sign head", "Sign the head of the ledger"),
        ("set track", "Put meetings into a track"),
        ("status promise", "Set the status of a promise"),
        ("enter promise", "Enter by hand: Promise"),
        ("new since", "What is new since you last looked"),
    ],
)
def test_every_deed_is_found_by_its_words_in_any_order(typed: str, deed: str, held: Held, as_: As) -> None:
    assert deed in [said for said, _ in lines(as_("admin"), typed)]
    assert deed in [said for said, _ in lines(as_("admin"), " ".join(reversed(typed.split())))]


def test_next_letter_reads_no_table_of_persons_or_promises(known: None, as_: As) -> None:
    client = as_("reader")
    lines(client, "promise tehra")
    with CaptureQueriesContext(connection) as asked:
        lines(client, "promise tehran")
    read = [one["sql"] for one in asked.captured_queries]
    assert not any("projection_attendancerow" in one or '"projection_commitment"' in one for one in read), read
