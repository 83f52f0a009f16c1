"""Pages: what they show, what htmx gets of them, uploads, labels and dates."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from desk.conftest import Held
from django.test import Client
from django.urls import reverse
from django.utils import translation

from sulh import words
from sulh.desk.templatetags.desk import code, country, day, named
from sulh.desk.templatetags.desk import property as property_name
from sulh.model import Cell, SourceSort
from sulh.model import Source as SourceRef
from sulh.record.entering import enter
from sulh.record.models import Entry
from sulh.record.shapes import ActorRef
from sulh.record.viewers import local_viewer


@pytest.mark.parametrize("language", ["en", "ar"])
def test_filters_of_templates_speak_the_language_of_the_page(language: str) -> None:
    with translation.override(language):
        assert code("held", "MeetingStatus") == words.code("MeetingStatus", "held", language=language)
        assert code("party", "Role:many") == words.code("Role", "party", "many", language=language)
        assert property_name("start", "meeting") == words.prop("meeting", "start", language=language)
        assert day("2017-01") == words.date("2017-01", language=language)


def test_code_without_words_is_shown_readable() -> None:
    assert code("night_talks", "MeetingKind") == "night talks"


def test_filters_leave_meetings_out(held: Held, as_: Callable[[str], Client]) -> None:
    client, part = as_("reader"), {"HX-Request": "true"}
    every, some = (client.get(reverse("meetings") + query, headers=part).content.decode() for query in ("", "?since=2022&until=2022-01"))
    assert "Teamville" in every and "Publicville" in some and "Teamville" not in some
    assert client.get(reverse("meetings") + "?since=yesterday").status_code == 200


def test_htmx_gets_the_part_that_changes(held: Held, as_: Callable[[str], Client]) -> None:
    for name in ("process", "meetings", "documents", "commitments", "actors", "network", "places"):
        part = as_("reader").get(reverse(name), headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in part and len(part) > 200, name


def test_text_is_whole_between_its_marks(held: Held, as_: Callable[[str], Client]) -> None:
    import re

    page = as_("reader").get(reverse("document", args=[held.documents["team"]])).content.decode()
    words = page.split('<div class="words"')[1].split("</section>")[0]
    plain = re.sub(r"<[^>]+>", "", words.split(">", 1)[1])
    assert "Delegations met for the None time in Teamville on 2022-02-10." in " ".join(plain.split())
    assert "They agreed in Teamville to release everybody by 1 March 2022." in " ".join(plain.split())


@pytest.mark.parametrize("wanted", ["csv", "geojson", "jsonl"])
def test_export_downloads_and_stands_in_the_ledger(held: Held, as_: Callable[[str], Client], wanted: str) -> None:
    response = as_("reader").post(reverse("export"), {"to": wanted})
    body = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert response.headers["Content-Disposition"].startswith("attachment") and len(body) > 100
    last = Entry.objects.order_by("-seq").first()
    assert last is not None and (last.kind, last.author) == ("export", "reader")


def test_export_in_an_unknown_format_is_refused(held: Held, as_: Callable[[str], Client]) -> None:
    assert as_("reader").post(reverse("export"), {"to": "clay"}).status_code in (302, 404)


def test_search_marks_what_was_found(held: Held, as_: Callable[[str], Client]) -> None:
    page = as_("reader").get(reverse("search") + "?q=release").content.decode()
    assert "<mark>release</mark>" in page


def test_titles_in_arabic_speak_arabic(held: Held, as_: Callable[[str], Client]) -> None:
    client = as_("reader")
    client.post(reverse("language"), {"language": "ar"})
    page = client.get(reverse("meeting", args=[held.rivals])).content.decode()
    assert "مسار أستانا، الجولة 16" in page


def test_states_have_their_name_in_the_language_of_the_page() -> None:
    with translation.override("ar"):
        assert named(ActorRef("IRN", "Iran")) == "إيران"
        assert country("KZ") == "كازاخستان"
        assert named(ActorRef("somebody", "Somebody")) == "Somebody"
    assert (named(ActorRef("IRN", "Iran")), country("KZ"), country(None)) == ("Iran", "Kazakhstan", "")


def test_fact_that_rests_on_a_list_is_found_and_leads_to_its_claim(held: Held, as_: Callable[[str], Client]) -> None:
    cell = Cell(SourceRef(SourceSort.LIST, "exchange.csv", "sha256:12", "2021-06", "Committee"), 3, "released", "zwölf men")
    made = enter(local_viewer("anna"), "release", {"what": "release", "by": "SYR", "count": 12, "date": "2021-06"}, cell)
    page = as_("reader").get(reverse("search") + "?q=zwolf&kind=fact").content.decode()
    assert f"#claim-{made.claims[0]}" in page and words.code("ReleaseKind", "release") in page
