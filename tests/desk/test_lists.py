"""Lists: facets count what their links show, columns sort, addresses keep what was asked, and files hold exactly what is listed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from html import unescape

import pytest
from desk.conftest import Held
from django.test import Client
from django.urls import reverse
from reports import report

from sulh.desk.fact_lists import FACT_LISTS
from sulh.desk.lists import LISTS
from sulh.model import Entered
from sulh.model.kinds import listed_kinds
from sulh.record import looks
from sulh.record.adding import add
from sulh.record.entering import enter
from sulh.record.models import Entry
from sulh.record.projection.models import Membership, Mention, TrackRow
from sulh.record.viewers import local_viewer

FACET = re.compile(r'<li><a href="([^"]*)"( aria-current="true")?><bdi>([^<]*)</bdi> <span>(\d+)</span></a></li>')
HEAD = re.compile(r'<th scope="col"[^>]*?(?: aria-sort="(\w+)")?><a href="([^"]*)">([^<]*)</a></th>')
TICK = re.compile(r'name="meeting" id="[^"]+" value="([^"]+)"')
COUNT = re.compile(r'href="(/meetings/\?[^"]*)">(\d+)</a>')


def total(page: str) -> int:
    """How many rows the heading of a list says that there are."""
    found = re.search(r'<h1 id="listed">(.*?)</h1>', page)
    assert found is not None
    number = re.search(r"\d+", found.group(1).partition(",")[0])
    return int(number.group()) if number else 1


def rows_in(page: str) -> list[str]:
    return re.findall(r"<tr[^>]*>\s*(.*?)</tr>", page.split("<tbody>")[-1], re.DOTALL) if "<tbody>" in page else []


def first_cells(page: str) -> list[str]:
    """What the rows of a list are called."""
    return [unescape(re.sub(r"<[^>]+>", "", re.search(r"<bdi>(.*?)</bdi>", row).group(1))) for row in rows_in(page)]  # type: ignore[union-attr]


def address_of(name: str) -> str:
    """The address of a list; that of facts by their kind."""
    kind = next((one.name for one in listed_kinds() if one.plural == name), None)
    return reverse("facts", args=[kind]) if kind else reverse(name)


@pytest.fixture
def _more(held: Held) -> None:
    """A meeting in Geneva under a title that a spreadsheet would run, with Jordan as observer."""
    made = report(31, city="Geneva", country="CH", start="2020-01-05", ordinal=4, roles={"JOR": "observer", "RUS": "party"},
                  people=(("=HYPERLINK(1)", "envoy", "JOR", True), ("Zoé Ähren", None, "RUS", False)), issues=("unity",))  # fmt: skip
    list(add([made], author="tests"))


@pytest.mark.slow
@pytest.mark.usefixtures("_more")
@pytest.mark.parametrize("name", ["meetings", "documents", "actors", "people", "acts"])
def test_every_facet_counts_what_its_link_shows(name: str, as_: Callable[[str], Client]) -> None:
    client = as_("reviewer")
    for narrowed in ("", "?actor=RUS", "?since=2020&until=2021"):
        page = client.get(address_of(name) + narrowed).content.decode()
        facets = FACET.findall(page)
        assert facets or total(page) == 0
        for address, chosen, value, number in facets:
            if not chosen:
                found = client.get(address_of(name) + unescape(address)).content.decode()
                assert total(found) == int(number), f"{name}{narrowed}: {value}"


@pytest.mark.usefixtures("_more")
@pytest.mark.parametrize(("name", "query"), [("actors", ""), ("actors", "?since=2021"), ("people", ""), ("tracks", "")])
def test_every_count_of_meetings_leads_to_exactly_those(name: str, query: str, as_: Callable[[str], Client]) -> None:
    client = as_("reviewer")
    counts = COUNT.findall(client.get(reverse(name) + query).content.decode())
    assert counts
    for address, number in counts:
        found = client.get(unescape(address)).content.decode()
        assert len(rows_in(found)) == total(found) == int(number), address


@pytest.mark.usefixtures("_more")
def test_roles_on_the_page_of_an_actor_lead_to_exactly_those_meetings(as_: Callable[[str], Client]) -> None:
    client = as_("reader")
    counts = [one for one in COUNT.findall(client.get(reverse("actor", args=["RUS"])).content.decode()) if "role=" in one[0]]
    assert {re.search(r"role=(\w+)", address).group(1) for address, _ in counts} == {"guarantor", "party"}  # type: ignore[union-attr]
    for address, number in counts:
        assert total(client.get(unescape(address)).content.decode()) == int(number)


@pytest.mark.slow
@pytest.mark.usefixtures("_more")
@pytest.mark.parametrize("name", ["meetings", "documents", "actors", "tracks", "people", "acts"])
def test_every_head_sorts_both_ways_and_keeps_the_filters(name: str, as_: Callable[[str], Client]) -> None:
    client = as_("reviewer")
    page = client.get(address_of(name) + "?facet=kind").content.decode()
    heads = HEAD.findall(page)
    assert len(heads) >= 3
    for _, address, words in heads:
        once = client.get(address_of(name) + unescape(address)).content.decode()
        told = {said: direction for direction, _, said in HEAD.findall(once) if direction}
        assert list(told) == [words]
        assert "facet=kind" in unescape(address)
        back = next(again for _, again, said in HEAD.findall(once) if said == words)
        other = client.get(address_of(name) + unescape(back)).content.decode()
        assert {said: direction for direction, _, said in HEAD.findall(other) if direction} != told
        assert sorted(first_cells(once)) == sorted(first_cells(other)) == sorted(first_cells(page))


@pytest.mark.usefixtures("_more")
def test_sorting_by_a_number_puts_the_greatest_where_it_says(as_: Callable[[str], Client]) -> None:
    page = as_("reader").get(reverse("actors") + "?sort=-observer").content.decode()
    assert first_cells(page)[0] == "Name of JOR"
    names = first_cells(as_("reader").get(reverse("people") + "?sort=name").content.decode())
    assert names == sorted(names, key=str.casefold)


@pytest.mark.usefixtures("_more")
@pytest.mark.parametrize(
    ("query", "cities"),
    [
        ("?actor=JOR&role=observer", {"Geneva"}),
        ("?actor=JOR&role=guarantor", set()),
        ("?person=zoe+ahren", {"Geneva"}),
        ("?place=Astana", {"Nur-Sultan"}),
        ("?issue=unity", {"Geneva"}),
        ("?year=2020&kind=round", {"Geneva"}),
        ("?text=%D8%AC%D9%86%D9%8A%D9%81", {"Geneva"}),
    ],
)
def test_meetings_are_found_by_actor_and_role_person_place_issue_year_and_words(
    query: str, cities: set[str], as_: Callable[[str], Client]
) -> None:
    page = as_("reader").get(reverse("meetings") + query).content.decode()
    found = {city for row in rows_in(page) for city in ("Geneva", "Nur-Sultan", "Teamville", "Publicville") if f"<bdi>{city}" in row}
    assert found == cities


@pytest.mark.usefixtures("_more")
def test_chosen_filters_stand_above_the_list_each_with_the_way_back(as_: Callable[[str], Client]) -> None:
    page = as_("reader").get(reverse("meetings") + "?actor=RUS&role=party&sort=-sources&offset=0").content.decode()
    chosen = re.findall(r'<li><a href="([^"]*)"><span class="q">([^<]*)</span> <bdi>([^<]*)</bdi>', page)
    assert [(heading, words) for _, heading, words in chosen] == [("Actor", "Name of RUS"), ("Role", "Party")]
    assert [unescape(address) for address, _, _ in chosen] == ["?sort=-sources", "?actor=RUS&sort=-sources"]


@pytest.mark.usefixtures("_more")
@pytest.mark.parametrize("name", sorted(LISTS))
def test_file_holds_every_row_in_the_order_of_the_page(name: str, as_: Callable[[str], Client]) -> None:
    client = as_("reader")
    heads = [unescape(address) for _, address, _ in HEAD.findall(client.get(reverse(name)).content.decode())]
    query = next(address for address in heads if "sort=-" not in address or "sort=-meetings" in address)
    answers = {to: client.post(reverse("list-download", args=[name]) + query, {"to": to}) for to in ("csv", "xlsx", "json")}
    assert all(one.headers["Content-Disposition"] == f'attachment; filename="sulh-{name}.{to}"' for to, one in answers.items())
    told = json.loads(answers["json"].content)
    lines = list(csv.DictReader(io.StringIO(answers["csv"].content.decode("utf-8-sig"))))
    page = client.get(reverse(name) + query).content.decode()
    assert len(told) == len(lines) == len(rows_in(page))
    for row, one in zip(told, rows_in(page), strict=True):
        shown = unescape(re.sub(r"<[^>]+>", " ", one))
        assert str(row.get("title") or row.get("name") or row.get("place")) in shown


@pytest.mark.parametrize("query", ["", "?actor=RUS", "?text=nowhere", "?status=accepted"])
def test_file_of_facts_holds_what_the_page_shows_with_its_words(query: str, held: Held, as_: Callable[[str], Client]) -> None:
    client = as_("reviewer")
    page = client.get(reverse("facts", args=["act"]) + query).content.decode()
    told = json.loads(client.post(reverse("list-download", args=["acts"]) + query, {"to": "json"}).content)
    shown = [unescape(re.sub(r"<[^>]+>", " ", one)) for one in rows_in(page)] if 'class="empty"' not in page else []
    assert len(told) == len(shown) and (len(told) > 2 or query not in ("", "?actor=RUS"))
    assert all(row["quote"] in one and row["fact"] in one for row, one in zip(told, shown, strict=True))
    unknown = client.post(reverse("list-download", args=["acts"]) + query, {"to": "clay"})
    assert unknown["Location"].startswith(reverse("facts", args=["act"]))


def test_file_holds_the_whole_list_and_not_the_page(held: Held, as_: Callable[[str], Client]) -> None:
    list(add([report(100 + n, start=f"2015-01-{n % 28 + 1:02}", ordinal=n, city=f"Town {n}") for n in range(105)], author="tests"))
    client = as_("reader")
    page = client.get(reverse("meetings") + "?offset=100").content.decode()
    assert len(rows_in(page)) < total(page) and total(page) > 105
    answer = client.post(reverse("list-download", args=["meetings"]) + "?offset=100", {"to": "json"})
    assert len(json.loads(answer.content)) == total(page)


@pytest.mark.usefixtures("_more")
def test_no_cell_of_a_file_runs_as_a_formula(as_: Callable[[str], Client]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    client = as_("reader")
    lines = client.post(reverse("list-download", args=["people"]), {"to": "csv"}).content.decode("utf-8-sig").splitlines()
    assert any(line.startswith("'=HYPERLINK(1)") for line in lines) and not any(line.startswith("=") for line in lines)
    book = openpyxl.load_workbook(io.BytesIO(client.post(reverse("list-download", args=["people"]), {"to": "xlsx"}).content))
    cells = [cell for row in book["people"].iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert cells and {cell.data_type for cell in cells} == {"s"}


def test_file_is_noted_in_the_ledger_and_only_for_who_may_export(held: Held, as_: Callable[[str], Client], public_view: None) -> None:
    as_("reader").post(reverse("list-download", args=["meetings"]), {"to": "csv"})
    last = Entry.objects.order_by("-seq").first()
    assert last is not None and (last.kind, last.author) == ("export", "reader") and "list of meetings, csv" in str(last.body)
    count = Entry.objects.count()
    assert as_("anonymous").post(reverse("list-download", args=["meetings"]), {"to": "csv"}).status_code in (302, 403)
    assert as_("reader").post(reverse("list-download", args=["nothing"]), {"to": "csv"}).status_code == 404
    assert as_("reader").post(reverse("list-download", args=["meetings"]) + "?actor=RUS", {"to": "clay"})["Location"].endswith("?actor=RUS")
    assert Entry.objects.count() == count


def test_file_holds_nothing_that_the_account_may_not_see(held: Held, as_: Callable[[str], Client]) -> None:
    for name in (*LISTS, *FACT_LISTS):
        answer = as_("reader").post(reverse("list-download", args=[name]), {"to": "json"}).content.decode()
        assert "Secretville" not in answer, name
    assert "Secretville" in as_("reviewer").post(reverse("list-download", args=["documents"]), {"to": "json"}).content.decode()


def test_list_without_rows_says_what_that_means_and_the_way_back(held: Held, as_: Callable[[str], Client]) -> None:
    page = as_("reader").get(reverse("meetings") + "?text=nowhere").content.decode()
    assert 'class="empty"' in page and f'<a href="{reverse("meetings")}">' in page


PROMISE = re.compile(r'<li class="pro">.*?<a href="/commitments/([^"/]+)/">', re.DOTALL)
STATE = re.compile(r'<li><a href="([^"]*)"[^>]*>(?:<svg.*?</svg> )?<bdi>([^<]*)</bdi> <span>(\d+)</span></a></li>', re.DOTALL)


@pytest.fixture
def _promised(held: Held) -> None:
    """Two more promises: one without a last day, of another actor and issue."""
    more = [
        report(61, city="Geneva", country="CH", start="2020-02-02", due="2020-05-05",
               promise="They agreed to open the crossing in Sochi by 5 May 2020."),
        report(62, city="Geneva", country="CH", start="2019-02-02", promise="They agreed to clear the mines.", issues=("unity",)),
    ]  # fmt: skip
    list(add(more, author="tests"))


@pytest.mark.usefixtures("_promised")
def test_promises_have_facets_order_and_files_as_other_lists_have(as_: Callable[[str], Client]) -> None:
    client, address = as_("reviewer"), reverse("commitments")
    page = client.get(address).content.decode()
    everything = PROMISE.findall(page)
    assert len(everything) == 5
    facets = STATE.findall(page.split('class="asks"')[1].split('id="listed"')[0])
    counted = [(href, int(number)) for href, said, number in facets if "sort=" not in href]
    assert len(counted) > 4
    for href, number in counted:
        found = PROMISE.findall(client.get(address + unescape(href)).content.decode())
        assert len(found) == number and set(found) <= set(everything), href
    for query in ("?sort=due", "?sort=-made", "?state=due", "?text=mines", "?by=actor&issue=unity", "?sort=-due&since=2021"):
        shown = PROMISE.findall(client.get(address + query).content.decode())
        told = json.loads(client.post(reverse("list-download", args=["commitments"]) + query, {"to": "json"}).content)
        assert sorted(one["promise"] for one in told) == sorted(shown), query
        if "sort" in query:
            assert [one["promise"] for one in told] == shown, query
    lines = client.post(reverse("list-download", args=["commitments"]) + "?sort=due", {"to": "csv"}).content.decode("utf-8-sig")
    assert "They agreed to clear the mines." in lines and lines.startswith("promise,quote,owners")
    assert client.post(reverse("list-download", args=["commitments"]), {"to": "xlsx"}).content.startswith(b"PK")


@pytest.mark.usefixtures("_promised")
def test_old_address_of_open_promises_leads_to_their_state(as_: Callable[[str], Client]) -> None:
    answer = as_("reader").get(reverse("commitments") + "?show=due&by=actor")
    assert answer.status_code == 302 and answer["Location"].endswith("?by=actor&state=due")


@pytest.mark.parametrize("name", ["commitments", "acts", "meetings", "documents"])
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?since=garbage", "“garbage” is no date"),
        ("?until=8/7/2021", "“8/7/2021” is no date"),
        ("?status=garbage", "“garbage” is no Status"),
        ("?kind=nonsense", "“nonsense” is no Kind"),
        ("?sort=-nothing", "no order “-nothing”"),
        ("?year=twenty", "“twenty” is no year"),
        ("?issue=nothing", "“nothing” is no Issue"),
    ],
)
def test_what_a_list_does_not_understand_is_said(name: str, query: str, said: str, held: Held, as_: Callable[[str], Client]) -> None:
    assert said in as_("reader").get(address_of(name) + query).content.decode()


def test_state_that_is_none_is_said(held: Held, as_: Callable[[str], Client]) -> None:
    assert "“forgotten” is no State" in as_("reader").get(reverse("commitments") + "?state=forgotten").content.decode()
    assert "is no" not in as_("reader").get(reverse("commitments") + "?state=due&since=May+2017").content.decode()


def test_file_with_words_of_a_restricted_promise_is_a_look_at_its_document(held: Held, as_: Callable[[str], Client]) -> None:
    looks._KNOWN.clear()
    as_("reviewer").post(reverse("list-download", args=["commitments"]), {"to": "csv"})
    seen = [json.loads(one.body or "")["things"] for one in Entry.objects.filter(kind="look")]
    assert [f"sha256:{held.documents['restricted']}"] in seen


@pytest.mark.parametrize("query", ["?since=garbage", "?until=garbage", "?year=garbage"])
def test_queue_says_what_is_no_date_and_takes_dates_in_words(query: str, held: Held, as_: Callable[[str], Client]) -> None:
    client = as_("reviewer")
    assert "“garbage” is no date" in client.get(reverse("review") + query).content.decode()
    assert "is no date" not in client.get(reverse("review") + "?since=January+2022&until=2022-06").content.decode()


@pytest.mark.parametrize("name", ["timeline", "network", "places"])
def test_part_that_is_asked_for_alone_says_what_is_no_date(name: str, held: Held, as_: Callable[[str], Client]) -> None:
    client = as_("reader")
    part = client.get(reverse(name) + "?since=garbage", headers={"HX-Request": "true"}).content.decode()
    assert part.count("“garbage” is no date") == 1 and "<html" not in part
    assert client.get(reverse(name) + "?since=garbage").content.decode().count("“garbage” is no date") == 1


def test_counts_of_roles_of_persons_lead_to_their_meetings(held: Held, as_: Callable[[str], Client]) -> None:
    client = as_("admin")
    page = client.get(reverse("people")).content.decode()
    counted = re.findall(r'<a href="([^"]+role=[^"]+)#at-head">[^<]*? (\d+)</a>', page)
    assert counted
    for address, number in counted:
        assert _at(client, unescape(address)) == int(number), address
        person = client.get(unescape(address)).content.decode()
        own = re.findall(r'<a href="(\?actor=[^"]+)#at-head">(\d+)</a>', person)
        assert own and all(_at(client, address.partition("?")[0] + unescape(query)) == int(count) for query, count in own)


def _at(client: Client, address: str) -> int:
    """How many meetings the page of a person lists."""
    page = client.get(address).content.decode()
    return page.split('id="at-head"')[1].split("</table>")[0].count("<tr><td")


# --- meetings in no track ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def trackless(held: Held) -> list[str]:
    """Two meetings that no source puts into a track."""
    days = {"Doha": "2022-05-10", "Oran": "2022-05-11"}
    made = [report(90 + at, city=city, ordinal=None, track=None, start=day) for at, (city, day) in enumerate(days.items())]
    list(add(made, author="tests", level="public"))
    told = Mention.objects.filter(source__in=[one.document.id for one in made], kind="meeting")
    return sorted(str(one) for one in told.values_list("pk", flat=True))


def test_meetings_in_no_track_are_a_value_of_the_facet_with_its_count(trackless: list[str], as_: Callable[[str], Client]) -> None:
    client = as_("reader")
    page = client.get(reverse("meetings")).content.decode()
    found = re.search(r'href="\?track=none"[^>]*><bdi>No track named</bdi> <span>(\d+)</span>', page)
    assert found is not None
    listed = client.get(reverse("meetings"), {"track": "none"}).content.decode()
    assert f"{found[1]} meetings" in listed and all(reverse("meeting", args=[one]) in listed for one in trackless)
    assert "Put several into a track" not in listed  # only those who may do it are offered it
    tracks = client.get(reverse("tracks")).content.decode()
    assert f'{reverse("meetings")}?track=none">{found[1]} meetings are in no track' in tracks
    assert "بلا مسار مذكور" in client.get(reverse("meetings"), headers={"Accept-Language": "ar"}).content.decode()


def test_meetings_in_no_track_are_downloaded_alone(trackless: list[str], as_: Callable[[str], Client]) -> None:
    client = as_("editor")
    rows = json.loads(client.post(reverse("list-download", args=["meetings"]) + "?track=none", {"to": "json"}).content)
    assert {one["meeting"] for one in rows} >= set(trackless) and not any(one["track"] for one in rows)


def test_several_meetings_are_put_into_a_track_together(trackless: list[str], as_: Callable[[str], Client]) -> None:
    client, address = as_("editor"), f"{reverse('meetings-track')}?track=none"
    assert f'{reverse("meetings-track")}?track=none' in client.get(reverse("meetings"), {"track": "none"}).content.decode()
    ticks = [one for one in TICK.findall(client.get(address).content.decode()) if one.rpartition(":")[0] in trackless]
    assert len(ticks) == len(trackless)
    refused = client.post(address, {"track": "Desert talks", "reason": "kept words"})
    assert refused.status_code == 422 and "Tick the meetings" in refused.content.decode() and "kept words" in refused.content.decode()
    asked = client.post(address, {"track": "Desert talks", "meeting": ticks})  # a name that no track has is asked about
    page = asked.content.decode()
    assert asked.status_code == 422 and page.count(" checked") >= len(ticks) and not TrackRow.objects.filter(name="Desert talks").exists()
    done = client.post(address, {"track": "Desert talks", "track-choice": "new", "meeting": ticks})
    assert done.status_code == 302 and done["Location"] == f"{reverse('meetings')}?track=none"
    assert set(Membership.objects.filter(track="desert").values_list("row__name", flat=True)) == set(trackless)
    after = client.get(done["Location"]).content.decode()
    assert not any(reverse("meeting", args=[one]) in after for one in trackless) and "data-undo" in after


def test_two_people_who_put_a_meeting_into_tracks_at_once_hear_of_each_other(trackless: list[str], as_: Callable[[str], Client]) -> None:
    client, address = as_("editor"), f"{reverse('meetings-track')}?track=none"
    ticks = TICK.findall(client.get(address).content.decode())
    as_("admin").post(reverse("meeting-tracks", args=[trackless[0]]), {"track": "Other talks", "track-choice": "new"})
    late = client.post(address, {"track": "Desert talks", "track-choice": "new", "meeting": ticks})
    assert late.status_code == 422 and 'role="alert"' in late.content.decode()
    assert not Membership.objects.filter(track="desert").exists()


def test_zones_have_no_kinds_to_choose_from(held: Held, as_: Callable[[str], Client]) -> None:
    enter(local_viewer("anna"), "zone", {"name": "Idlib", "start": "2017-05"}, Entered("anna", "from the memorandum"))
    page = as_("admin").get(reverse("facts", args=["zone"])).content.decode()
    assert "Idlib" in page and "kind=Idlib" not in page
