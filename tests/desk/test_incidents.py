"""Pages of incidents: the list, one from allegation to response with each word open, and the decisions about them."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from desk.conftest import Held
from django.test import Client
from django.urls import reverse

from sulh.model import Entered
from sulh.record.entering import enter
from sulh.record.incidents import join_incidents
from sulh.record.models import Entry
from sulh.record.queries.incidents import incident
from sulh.record.tokens import create_token
from sulh.record.viewers import local_viewer

HAMA = {"start": "2017-05-12", "place": "Hama"}


def told(kind: str, words: str, **values: Any) -> str:
    return enter(local_viewer("chief"), kind, values, Entered("chief", words)).mention


@pytest.fixture
def shelled(accounts: None) -> str:
    """An incident: two reports with two numbers, an assessment, a question and its answer."""
    first = told("report", "Mortars fell on the market.", what="shelling", **HAMA, by="RUS", alleged_by="RUS", against="TUR", killed=2)
    second = told(
        "report", "We counted five dead.", what="shelling", **HAMA, by="TUR", against="SYR", killed=5, harmed="civilians", synthetic=True
    )
    found = told(
        "assessment", "The mission went there.", state="verified", by="united-nations", date="2017-05-20", happened="2017-05-12",
        place="Hama", found_against="SYR", finding="Fired from the north.", clause="Article 2", killed=3,
    )  # fmt: skip
    answer = told("response", "The party wrote back.", what="denied", by="SYR", asked="2017-05-21", answer="Not ours.", date="2017-05-25")
    for other in (second, found, answer):
        join_incidents(local_viewer("chief"), first, other, reason="one and the same")
    return first


def text_of(client: Client, address: str, **more: Any) -> str:
    answer = client.get(address, **more)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_list_says_how_many_are_reported_and_how_many_verified(shelled: str, as_: Callable[[str], Client]) -> None:
    told("report", "Elsewhere.", what="shooting", start="2017-06-01", place="Idlib")
    page = text_of(as_("reader"), reverse("incidents"))
    assert "2 incidents reported, 1 verified" in page
    assert "made up" in page
    assert "2 to 5" in page
    narrowed = text_of(as_("reader"), reverse("incidents") + "?state=verified")
    assert "One incident reported, 1 verified" in narrowed
    assert "Idlib" not in narrowed[narrowed.index("<tbody>") :]


def test_one_incident_shows_who_alleges_what_who_found_what_and_the_answer(shelled: str, as_: Callable[[str], Client]) -> None:
    page = text_of(as_("reader"), reverse("incident", args=[shelled]))
    for words in (
        "Verified: shelling, Hama, 12 May 2017", "United Nations verified that it happened", "found against Syria", "Article 2",
        "Mortars fell on the market.", "We counted five dead.", "The mission went there.", "Fired from the north.", "Not ours.",
        "Denies", "one and the same", "Made up for a demonstration or an exercise",
    ):  # fmt: skip
        assert words in page.replace("\u2068", "").replace("\u2069", ""), words
    assert page.index("Who alleges what") < page.index("What was found, and by whom") < page.index("The party asked")
    assert "Take it out" not in page
    assert "Take it out" in text_of(as_("reviewer"), reverse("incident", args=[shelled]))


def test_alleged_incident_has_no_stronger_word(accounts: None, as_: Callable[[str], Client]) -> None:
    from sulh import words

    only = told("report", "They say so.", what="shelling", **HAMA, by="RUS", against="TUR", killed=2)
    page = text_of(as_("reader"), reverse("incident", args=[only]))
    head = page[page.index("<h1>") : page.index("</header>", page.index("<h1>"))]
    assert "Alleged: shelling, Hama" in head
    assert words.stronger(head.replace("vs-alleged", ""), "alleged") == ()


def test_two_are_joined_held_apart_and_parted(accounts: None, as_: Callable[[str], Client]) -> None:
    client = as_("reviewer")
    first = told("report", "One.", what="shelling", **HAMA, against="TUR")
    second = told("report", "Two.", what="shelling", **HAMA, against="TUR")
    page = text_of(client, reverse("incidents"))
    assert "One incident or two?" in page
    assert "the same place" in page
    given = {"left": first, "right": second, "are": "one", "reason": "same", "score": "0.91"}
    answer = client.post(reverse("incident-join", args=[first]), given)
    assert answer.status_code == 302
    assert incident(local_viewer("chief"), first).members == (first, second)
    assert "91 %" in text_of(client, reverse("incident", args=[first]))
    client.post(reverse("incident-part", args=[first]), {"member": second, "reason": "no"})
    assert incident(local_viewer("chief"), second).members == (second,)
    client.post(reverse("incident-join", args=[first]), {"left": first, "right": second, "are": "two"})
    assert "One incident or two?" not in text_of(client, reverse("incidents"))
    assert as_("reader").post(reverse("incident-part", args=[first]), {"member": second}).status_code == 403


def test_assessment_is_entered_on_the_page_of_its_incident(accounts: None, as_: Callable[[str], Client]) -> None:
    client = as_("editor")
    first = told("report", "One.", what="shelling", **HAMA, against="TUR")
    address = f"{reverse('enter-fact', args=['assessment'])}?incident={first}"
    form = text_of(client, address)
    assert "Of the incident:" in form
    assert 'value="Hama"' in form
    given = {
        "incident": first, "fact-state": "under_inquiry", "fact-by": "UN", "fact-date": "20 May 2017", "fact-place": "Hama",
        "source-source": "entry", "source-words": "The mission will go there.", "source-level": "team",
    }  # fmt: skip
    answer = client.post(reverse("enter-fact", args=["assessment"]), given)
    assert answer.status_code == 302, unescape(answer.content.decode())
    assert answer["Location"] == reverse("incident", args=[first])
    found = incident(local_viewer("chief"), first)
    assert (len(found.assessments), found.verification.state) == (1, "under_inquiry")


def test_incidents_as_geojson_and_as_a_file(shelled: str, as_: Callable[[str], Client]) -> None:
    (one,) = as_("reader").get(reverse("incidents-geojson")).json()["features"]
    assert one["geometry"]["coordinates"] == [36.758, 35.132]
    assert (one["properties"]["state"], one["properties"]["synthetic"]) == ("verified", True)
    answer = as_("reader").post(reverse("list-download", args=["incidents"]), {"to": "csv"})
    assert answer.status_code == 200
    assert "2 to 5" in answer.content.decode("utf-8-sig")
    assert Entry.objects.order_by("seq").last().kind == "export"  # type: ignore[union-attr]


def test_page_in_arabic_names_the_state_in_arabic(shelled: str, as_: Callable[[str], Client]) -> None:
    page = text_of(as_("reader"), reverse("incident", args=[shelled]), headers={"accept-language": "ar"})
    assert "تم التحقق" in page
    assert "حماة" in page


def test_api_has_incidents_whole_for_those_who_may_see_them(held_with_incidents: Held) -> None:
    token = create_token("reader", "incidents", author="tests")

    def ask(path: str) -> Any:
        return Client().get(f"/api/{path}", headers={"Authorization": f"Bearer {token}"})

    page = ask("incidents?status=verified").json()
    assert page["total"] == 2 and {one["place"] for one in page["rows"]} == {"Publicville", "Teamville"}
    one = ask(f"incidents/{page['rows'][0]['assessments'][0]['id']}").json()
    assert one["id"] == page["rows"][0]["id"] and one["verification"]["state"] == "verified"
    assert (one["reports"][0]["by"]["id"], one["responses"][0]["what"], one["start"]) == ("RUS", "denied", "2022-01-05")
    assert ask(f"incidents/{held_with_incidents.incidents['restricted']}").status_code == 404
    assert ask("incidents?status=refuted").json()["total"] == 0
