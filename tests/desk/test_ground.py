"""The page of two counts: what both sides gave, the most that can be the same, others' counts, and nothing when there is none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.test import Client

from sulh.desk.charts.two_sides import SidesRow, two_sides
from sulh.desk.ground import _last_week
from sulh.documents.loading import from_text
from sulh.model import Entered
from sulh.reading import read_document
from sulh.record.adding import add
from sulh.record.entering import enter
from sulh.record.models import Entry
from sulh.record.viewers import local_viewer

BULLETIN = (
    "Nine and nine\n\nOver the past 24 hours the Russian side of the joint commission registered 9 ceasefire violations in the province of "
    "Latakia. The Turkish side registered 9 ceasefire violations in Latakia (1) and Hama (8)."
)
REPORT = "SMM report\n\nBetween 11 and 24 January 2021 the OSCE SMM recorded over 966 ceasefire violations."


@pytest.fixture
def local(as_: Callable[[str], Client]) -> Client:
    return as_("reviewer")


@pytest.fixture
def editor_told(local: Client) -> Callable[..., None]:
    """Enters a fact as somebody who saw it."""

    def told(kind: str, **values: object) -> None:
        enter(local_viewer("clerk"), kind, values, Entered("clerk", f"seen {sorted(values.items())}"), level="public")

    return told


@pytest.fixture
def counted(local: Client) -> Client:
    for text, published in ((BULLETIN, "2019-06-18"), (REPORT, "2021-01-26")):
        list(add([read_document(from_text(text, published=published))], author="tests"))
    return local


def test_both_counts_and_the_most_that_can_be_the_same(counted: Client) -> None:
    page = counted.get("/ground/").content.decode()
    assert "In one period two sides counted 9 and 9; at most 1 can be the same" in page
    assert "≤ 1" in page
    assert page.index("Hama") < page.index("Other counts")


def test_counts_of_others_stand_below_with_what_the_number_means(counted: Client) -> None:
    page = counted.get("/ground/").content.decode()
    others = page[page.index("Other counts") :]
    assert "OSCE" in others
    assert "966" in others
    assert "at least" in others
    assert "11 January 2021" in others


def test_weeks_of_which_one_day_was_counted_stand_for_that_day_and_all_others_for_nothing(counted: Client) -> None:
    page = counted.get("/ground/").content.decode()
    figure = page[page.index('id="g3"') :]
    figure = figure[: figure.index("</figure>")]
    assert figure.count("<circle") == 2  # a day of either side, and no line to weeks that nobody counted
    assert "<polyline" not in figure
    assert figure.count('stroke-dasharray="2 3"') == 2
    assert 'id="g3"' not in counted.get("/ground/", {"what": "explosion"}).content.decode()


def test_other_sorts_of_counts(counted: Client) -> None:
    page = counted.get("/ground/", {"what": "explosion"}).content.decode()
    assert "No count in the record" in page
    assert counted.get("/ground/", {"what": "nonsense"}).status_code == 200


def test_an_empty_record_says_what_is_missing(local: Client) -> None:
    page = local.get("/ground/").content.decode()
    assert "No source in the record gives a count yet." in page
    assert "does not mean that nothing happened" in page


def test_zone_whose_province_another_spelling_names_has_its_counts(local: Client, editor_told: Callable[..., None]) -> None:
    zone = {"places": ["Daraa"], "start": "2017-05-06", "clause": "1", "drawn": "by hand"}
    editor_told("zone", name="South", **zone)
    for side, place in (("Russia", "Deraa"), ("Türkiye", "Dar'a")):
        editor_told("tally", what="violation", by=side, start="2017-05-07", place=place, count=4)
    page = local.get("/ground/").content.decode()
    row = re.sub("<[^>]*>|[\u2068\u2069]", " ", page[page.index('id="zones-head"') :])
    assert re.search(r"South .* 4 +4 +4 ", " ".join(row.split()))


def test_page_in_arabic(counted: Client) -> None:
    page = counted.get("/ground/", headers={"accept-language": "ar"}).content.decode()
    assert "طرفان" in page
    assert "اللاذقية" in page
    # A side has its colour in every language: Russia the first.
    assert "اللاذقية: روسيا 9, تركيا 1" in page


@pytest.mark.parametrize("rtl", [False, True])
def test_bars_of_both_sides_have_one_scale_and_stay_within_the_picture(rtl: bool) -> None:
    rows = [SidesRow("18 June 2019", (9, 18), 3), SidesRow("19 June 2019", (None, 4), None)]
    drawn = ElementTree.fromstring(two_sides(rows, ("Russia & friends", "Türkiye"), same="the same", label="Counts", rtl=rtl))
    bars = {(one.get("class"), one.get("y")): one for one in drawn.iter("rect")}
    widths = {key: float(str(one.get("width")).rstrip("%")) for key, one in bars.items()}
    assert widths["w2", "20"] == pytest.approx(2 * widths["w1", "20"], rel=0.01)
    assert widths["f1", "20"] == widths["h2", "20"] == pytest.approx(widths["w1", "20"] / 3, rel=0.01)
    for one in bars.values():
        left, width = (float(str(one.get(name)).rstrip("%")) for name in ("x", "width"))
        assert left >= 0
        assert left + width <= 100
    assert ("w1", "48") not in bars
    assert "Russia & friends" in [one.text for one in drawn.iter("text")]


def test_map_has_a_half_circle_for_each_side_that_counted_there(counted: Client) -> None:
    page = counted.get("/ground/").content.decode()
    drawn = page[page.index('class="chart chart-map"') :]
    drawn = drawn[: drawn.index("</svg>")]
    assert "Latakia: Russia 9, Türkiye 1" in drawn
    assert "Hama: Russia 0, Türkiye 8" in drawn
    assert drawn.count("var(--s1") == 1
    assert drawn.count("var(--s2") == 2


def test_the_form_of_a_report_proposes_the_last_whole_week_that_has_counts(counted: Client) -> None:
    page = counted.get("/ground/").content.decode()
    assert 'name="since" value="2019-06-17"' in page and 'name="until" value="2019-06-23"' in page


@pytest.mark.parametrize(
    ("periods", "week"),
    [
        ([], ("", "")),
        ([("2019-06-18", "2019-06-18"), ("2019-06-23", "2019-06-23")], ("2019-06-17", "2019-06-23")),
        ([("2019-06-18", "2019-06-18"), ("2019-06-24", "2019-06-24")], ("2019-06-17", "2019-06-23")),  # that week is not over yet
        ([("2019-06-18", "2019-06-18"), ("2019-05-24", "2019-06-24")], ("2019-06-17", "2019-06-23")),
        ([("2019-06-26", "2019-06-26")], ("2019-06-24", "2019-06-30")),
    ],
)
def test_a_whole_week_is_over_and_holds_a_count(periods: list[tuple[str, str]], week: tuple[str, str]) -> None:
    assert _last_week(periods, dt.date(2019, 6, 27)) == week


@pytest.mark.parametrize("to", ["html", "docx", "pdf"])
def test_report_of_a_period_is_downloaded_and_noted(to: str, counted: Client) -> None:
    answer = counted.post("/ground/report/", {"since": "2019-06-01", "until": "2019-06-30", "to": to})
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="sulh-report-2019-06-01-2019-06-30.{to}"'
    assert Entry.objects.order_by("seq").last().kind == "export"  # type: ignore[union-attr]
    if to == "html":
        page = re.sub("<[^>]*>|[\u2068\u2069]", "", answer.content.decode())
        # Russia gave its nine in one province alone, Türkiye a total: what either reports of the day stands there all the same.
        assert "18 June 2019: Russia reports 9." in page
        assert "18 June 2019: Türkiye reports 9." in page


def test_days_that_are_none_are_said_and_stay_in_the_form(counted: Client) -> None:
    answer = counted.post("/ground/report/", {"since": "2019-06-31", "until": "2019-06-30", "to": "html"}, follow=True)
    page = answer.content.decode()
    assert "is no day" in page
    assert 'value="2019-06-31"' in page


def test_before_and_after_says_what_can_be_said_and_what_cannot(local: Client, editor_told: Callable[..., None]) -> None:
    assert "No ceasefire in the record whose first day is known" in local.get("/ground/change/").content.decode()
    editor_told("ceasefire", event="declared", start="2017-05-08")
    assert "Nothing can be said yet of before and after" in local.get("/ground/change/").content.decode()
    for day in ("2017-02-13", "2017-04-01", "2017-04-09", "2017-04-20", "2017-05-20", "2017-07-30"):
        editor_told("report", what="shelling", start=day, killed=1)
    editor_told("observation", what="cloud", start="2017-06-05", end="2017-06-11")
    page = local.get("/ground/change/").content.decode()
    assert ": 4 incidents before, 2 after;" in page and "100% · 92%" in page
    assert "<svg" in page and local.get("/ground/change/", {"weeks": "nonsense"}).status_code == 200
    assert "قبل وبعد" in local.get("/ground/change/", headers={"accept-language": "ar"}).content.decode()
