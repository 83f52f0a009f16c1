"""Pages: what they show, what htmx gets of them, uploads, labels and dates."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import cast
from unittest.mock import patch

import pytest
from desk.conftest import Held
from django.test import Client
from django.urls import reverse
from django.utils import translation
from reports import report

from sulh import words
from sulh.desk.meeting_sheet import sheet
from sulh.desk.pages import meetings as meeting_pages
from sulh.desk.templatetags.desk import code, country, day, named
from sulh.desk.templatetags.desk import property as property_name
from sulh.model import Cell, Reading, SourceSort, Track
from sulh.model import Source as SourceRef
from sulh.record.adding import add
from sulh.record.decisions import accept
from sulh.record.entering import enter
from sulh.record.models import Entry
from sulh.record.projection.models import Claim, Mention, TrackRow
from sulh.record.queries.meetings import meeting
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
    for name in ("timeline", "network", "places"):
        part = as_("reader").get(reverse(name), headers={"HX-Request": "true"}).content.decode()
        assert "<html" not in part and len(part) > 200, name


def test_text_is_whole_between_its_marks(held: Held, as_: Callable[[str], Client]) -> None:
    import re

    page = as_("reader").get(reverse("document", args=[held.documents["team"]])).content.decode()
    words = page.split('<article class="text"')[1].split("</article>")[0]
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
    response = as_("reader").post(reverse("export"), {"to": "clay", "place": "Geneva", "accepted": "1"})
    assert response.status_code == 400
    page = response.content.decode()
    assert "Choose a format." in page and 'value="Geneva"' in page and 'name="accepted" value="1" checked' in page


@pytest.mark.parametrize(
    ("given", "said"), [({"place": "Vienna"}, "Nothing that you may see"), ({"accepted": "1"}, "Nothing that somebody")]
)
def test_export_of_nothing_says_so_and_keeps_what_was_chosen(
    held: Held, as_: Callable[[str], Client], given: dict[str, str], said: str
) -> None:
    before = Entry.objects.count()
    response = as_("reader").post(reverse("export"), {"to": "jsonl", "since": "2017-01", **given})
    page = response.content.decode()
    assert response.status_code == 404 and said in page
    assert 'value="2017-01"' in page and 'value="jsonl" required checked' in page
    assert Entry.objects.count() == before


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"since": "2017-13"}, "From: “2017-13” is no date. Write a year, a month or a day: 2017, 2017-01 or"),
        ({"until": "soon"}, "Until: “soon” is no date."),
        ({"since": "2019", "until": "2018"}, "Until (2018) lies before From (2019)"),
    ],
)
def test_export_says_what_is_wrong_with_a_date(held: Held, as_: Callable[[str], Client], typed: dict[str, str], said: str) -> None:
    before = Entry.objects.count()
    answer = as_("reader").post(reverse("export"), {"to": "jsonl", **typed})
    page = unescape(answer.content.decode())
    assert answer.status_code == 422 and said in page and Entry.objects.count() == before
    assert all(f'value="{value}"' in page for value in typed.values())
    good = as_("reader").post(reverse("export"), {"to": "jsonl", "since": "January 2017"})
    assert good.status_code == 200
    good.close()


def test_export_says_how_settled_its_things_are_before_the_download(held: Held, as_: Callable[[str], Client]) -> None:
    def counted(query: str = "") -> dict[str, tuple[int, int]]:
        page = as_("admin").get(reverse("export") + query, headers={"HX-Request": "true"} if query else {}).content.decode()
        rows = re.findall(r'<th scope="row">([^<]+)</th><td class="number">(\d+)</td><td class="number">(\d+)</td>', page)
        return {name: (int(firm), int(left)) for name, firm, left in rows}

    assert counted()["Acts"] == (0, 2) and counted()["Promises"] == (0, 2)
    assert "nobody has accepted any" in as_("admin").get(reverse("export")).content.decode()
    accept(local_viewer("tests"), Claim.objects.get(source=f"sha256:{held.documents['team']}", mention__kind="act").pk)
    assert counted()["Acts"] == (1, 1) and counted()["Promises"] == (1, 1)
    assert counted("?place=Teamville")["Acts"] == (1, 0) and counted("?place=Publicville")["Acts"] == (0, 1)
    accept(local_viewer("tests"), held.claims["team"])
    assert counted()["Meetings"][0] == 1


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


def test_what_was_decided_stands_before_what_was_noted(held: Held) -> None:
    said = [
        {"act": "note"}, {"act": "reaffirm"}, {"act": "call"}, {"act": "decide"}, {"act": "welcome", "due": "2022-03-01"}, {"act": "agree"},
    ]  # fmt: skip
    whole = meeting(local_viewer("tests"), held.meetings["public"])
    (one,) = whole.acts
    acts = tuple(replace(one, id=str(number), value=value) for number, value in enumerate(said))
    made = sheet(replace(whole, acts=acts, start=None))
    ordered = [cast(dict[str, str], act.value)["act"] for act in made.acts]
    assert ordered == ["decide", "agree", "call", "welcome", "reaffirm", "note"]
    assert (made.outcomes, made.remarks, made.earlier) == (made.acts[:2], made.acts[2:], [])


def test_document_from_before_a_meeting_decides_nothing_at_it(held: Held) -> None:
    whole = meeting(local_viewer("tests"), held.meetings["public"])
    (one,) = whole.acts
    days = {"2017-03-15": "2017-05-03", "2017-05-04": "2017-05-03", "2017-05-03": "2017-05", "": "2017-05-03", "2016-12-31": "2017"}
    for published, start in days.items():
        said = replace(one, document=replace(one.document, published=published or None))
        made = sheet(replace(whole, acts=(said,), start=start))
        assert (made.acts, made.earlier) == (([], [said]) if published in {"2017-03-15", "2016-12-31"} else ([said], []))


def test_page_tells_apart_what_was_decided_what_was_said_and_what_was_said_before(held: Held, as_: Callable[[str], Client]) -> None:
    whole = meeting(local_viewer("tests"), held.meetings["public"])
    (one,) = whole.acts
    now = replace(one.document, published=whole.start)
    acts = tuple(replace(one, id=kind, document=now, value={**cast(dict[str, str], one.value), "act": kind}) for kind in ("agree", "note"))
    early = replace(acts[0], document=replace(now, published="1999-01-01"))
    made = sheet(replace(whole, acts=(*acts, early)))
    with patch.object(meeting_pages, "sheet", lambda _: made):
        page = as_("reader").get(reverse("meeting", args=[whole.id])).content.decode()
    decided, said, before = (page.index(one) for one in ('id="acts-head"', 'id="remarks-head"', "Said in documents from before it"))
    assert decided < said < before and page[decided:said].count('class="quote"') == 1


def test_form_on_a_page_of_its_own_sends_itself_as_nothing_there_could_be_replaced(held: Held, as_: Callable[[str], Client]) -> None:
    address = reverse("claim-correct", args=[held.claims["public"]])
    whole, part = (as_("reviewer").get(address, headers=head).content.decode() for head in ({}, {"HX-Request": "true"}))
    assert "<html" in whole and "hx-post" not in whole.split('class="stack correct"')[1].split(">")[0]
    assert "<html" not in part and f'hx-post="{address}"' in part


@pytest.mark.parametrize("page", ["timeline", "places", "network"])
def test_title_of_a_page_changes_with_its_filters(held: Held, as_: Callable[[str], Client], page: str) -> None:
    # The title states what the page shows; where only a part of the page is replaced it would go on speaking of everything.
    client, address = as_("reader"), reverse(page)
    whole = client.get(address).content.decode()
    part = client.get(address, {"until": "1990", "issue": "nuclear"}, headers={"HX-Request": "true"}).content.decode()
    told = [re.findall(r'<h1 id="found-head"[^>]*>(.*?)</h1>', one) for one in (whole, part)]
    assert [len(one) for one in told] == [1, 1] and told[0] != told[1]
    assert 'hx-swap-oob="true"' not in whole.split("</h1>")[0] and '<h1 id="found-head" hx-swap-oob="true">' in part


def test_head_of_a_track_gives_only_what_was_decided_or_is_stated_by_several(held: Held, as_: Callable[[str], Client]) -> None:
    def head() -> str:
        page = as_("admin").get(reverse("track", args=["astana-process"])).content.decode()
        return page.split("<ul class=\"facts\">")[1].split("</ul>")[0]

    list(add([_of_the_track(31, "Sochi")], author="tests"))
    page = as_("admin").get(reverse("track", args=["astana-process"])).content.decode()
    assert "Sochi" not in head() and '<bdi class="proposed">Sochi</bdi>' in page
    list(add([_of_the_track(32, "Sochi")], author="tests"))
    assert "Sochi" in head()
    list(add([_of_the_track(33, "Minsk")], author="tests"))
    assert "Sochi" not in head() and "Minsk" not in head()
    accept(local_viewer("tests"), Claim.objects.get(source__title="Report 33", mention__kind="track").pk)
    assert "Minsk" in head() and "Sochi" not in head()


def _of_the_track(number: int, venue: str) -> Reading:
    made = report(number)
    return replace(made, tracks=(Track("Astana format", made.meetings[0].cites, venue=venue),))


def test_offices_of_persons_are_arabic_on_arabic_pages_or_marked_as_english(held: Held, as_: Callable[[str], Client]) -> None:
    people = (("Ann Envoy", "Deputy Foreign Minister", "RUS", True), ("Bo Keeper", "Keeper of the Seals", "IRN", False))
    list(add([report(31, start="2023-01-09", ordinal=19, people=people)], author="tests", level="team"))
    client = as_("reader")
    client.post(reverse("language"), {"language": "ar"})
    meeting = Mention.objects.get(source__title="Report 31", kind="meeting").meeting
    for address in (reverse("meeting", args=[meeting]), reverse("people")):
        page = client.get(address).content.decode()
        assert "نائب وزير الخارجية" in page and "Deputy Foreign" not in page, address
        assert '<span lang="en" dir="ltr">Keeper of the Seals</span>' in page, address
    client.post(reverse("language"), {"language": "en"})
    assert "<bdi>Deputy Foreign Minister</bdi>" in client.get(reverse("people")).content.decode()


def test_track_says_how_many_of_its_meetings_were_held_and_when(held: Held, as_: Callable[[str], Client]) -> None:
    address = reverse("track", args=["astana-process"])
    assert "dated meetings were held" in as_("admin").get(address).content.decode()
    list(add([report(32, track="Coming talks", status="planned")], author="tests", level="team"))
    coming = TrackRow.objects.get(name="Coming talks").pk
    assert as_("admin").get(reverse("track", args=[coming])).context["finding"] == ""
