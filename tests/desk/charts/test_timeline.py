"""The timeline shows every meeting, as a mark or in a count, and says what it shows to every reader."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from desk.charts.seen import SVG, Held, counted, links, meeting, meetings, parsed, period, words
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from sulh.desk.charts.lanes import arrange, by_track, events
from sulh.desk.charts.links import Links
from sulh.desk.charts.marks import Pen
from sulh.desk.charts.rows import event_rows
from sulh.desk.charts.scale import Scale, day
from sulh.desk.charts.sheet import plot
from sulh.desk.charts.strip import WIDE, Strip
from sulh.desk.charts.tables import csv_of, meetings_table, timeline_table
from sulh.desk.charts.theme import text_width
from sulh.desk.charts.timeline import drawing, figure
from sulh.record.shapes import TrackRef


@given(meetings(), st.booleans(), st.booleans(), st.sampled_from([358.0, 1100.0]))
@settings(max_examples=examples(100, few=10))
def test_every_meeting_stands_in_the_picture_and_in_the_table(held: Held, rtl: bool, dark: bool, width: float) -> None:
    svg = figure(held, (), rtl=rtl, dark=dark, width=width, links=Links(meeting="/m/{id}/", period=None))
    drawn = [href for href in links(svg) if href.startswith("/m/")]
    assert len(set(drawn)) == len(drawn)
    assert len(drawn) + counted(svg) == len(held)
    table = meetings_table(held, links=Links(meeting="/m/{id}/"))
    assert {row[0].href for row in table.rows} == {f"/m/{one.id}/" for one in held}


@given(meetings(20), words)
def test_picture_is_well_formed_whatever_the_words(held: Held, said: str) -> None:
    root = parsed(figure(held, (period(more={"area": said}), period("violated", more={"area": said}))))
    assert root.tag == f"{SVG}svg"


def test_words_of_a_source_cannot_become_markup() -> None:
    svg = figure((meeting(city="<script>alert(1)</script>", track=TrackRef("t", '"><b>&')),), ())
    assert "<script" not in svg
    assert "<b>" not in svg


@pytest.mark.slow
@given(meetings(30))
def test_same_meetings_give_the_same_bytes_in_any_order_of_lanes_given(held: Held) -> None:
    assert figure(held, ()) == figure(list(held), [])


def test_no_inline_style_and_no_style_element() -> None:
    svg = figure((meeting(),), (period(end=None),))
    assert " style=" not in svg
    assert "<style" not in svg


def test_picture_has_a_name_and_a_description_that_it_points_to() -> None:
    root = parsed(figure((meeting(),), ()))
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert root.get("aria-labelledby") in ids
    assert root.get("aria-describedby") in ids
    assert len(ids) == len(set(ids))


def test_two_pictures_on_one_page_share_no_id() -> None:
    held = (meeting(),)
    ids = [set(re.findall(r' id="([^"]+)"', figure(held, (period(end=None),), width=width))) for width in (1100, 358)]
    assert ids[0].isdisjoint(ids[1])


def marks(svg: str) -> str:
    """The picture without its key and its definitions."""
    return re.sub(r"<defs>.*?</defs>", "", svg, flags=re.DOTALL).split('class="legend"')[0]


def test_meeting_not_held_is_struck_and_planned_one_an_outline() -> None:
    drawn = {status: marks(figure((meeting(status=status),), ())) for status in ("held", "planned", "cancelled")}
    assert "-struck" in drawn["cancelled"]
    assert "-struck" not in drawn["planned"]
    assert 'fill="var(--ground' in drawn["planned"]
    assert 'fill="var(--ground' not in drawn["held"]


def test_round_shows_its_number_and_its_number_can_be_read_on_its_mark() -> None:
    held = marks(figure((meeting(0, ordinal=13), meeting(1, ordinal=14, first_day="2021-01-01", last_day="2021-01-01")), ()))
    planned = marks(figure((meeting(ordinal=13, status="planned"),), ()))
    assert re.search(r'class="rn rn-ground"[^>]*>13<', held)  # on ink
    assert re.search(r'class="rn rn-on-act"[^>]*>14<', held)  # the newest
    assert re.search(r'class="rn rn-ink"[^>]*>13<', planned)  # on the ground of the page


def test_newest_meeting_held_is_marked_and_no_planned_one() -> None:
    held = (meeting(0), meeting(1, first_day="2020-05-01", last_day="2020-05-01"))
    planned = meeting(2, status="planned", first_day="2021-05-01", last_day="2021-05-01")
    svg = figure((*held, planned), (), links=Links(meeting="/m/{id}/"))
    assert re.findall(r'href="([^"]+)"[^>]*class="m newest"', svg) == ["/m/m1/"]


def test_right_to_left_is_the_mirror_of_left_to_right() -> None:
    held = (meeting(0, first_day="2020-01-01", last_day="2020-01-01"), meeting(1, first_day="2020-12-01", last_day="2020-12-01"))
    where = re.compile(r'<use href="#[^"]*-circle" x="([\d.]+)%"')
    left, right = ([float(x) for x in where.findall(marks(figure(held, (), rtl=rtl)))] for rtl in (False, True))
    assert len(left) == 2
    assert [100 - x for x in left] == pytest.approx(right, abs=0.02)
    assert ' direction="rtl"' in figure(held, (), rtl=True)


def test_ceasefire_fades_where_no_end_is_stated() -> None:
    open_end, closed = figure((), (period(end=None),)), figure((), (period(end="2020-06-01"),))
    assert "linearGradient" in open_end
    assert "linearGradient" not in closed
    assert 'fill="var(--kept-w' in marks(closed)
    assert "no end stated" in open_end


def test_words_of_ceasefires_cover_no_other_box() -> None:
    crowd = [
        period("declared", f"2020-{month:02d}-01", None, more={"area": f"Area {month}"}, span=(month, month + 1)) for month in range(1, 5)
    ]
    pen = Pen(Strip(Scale.of([date(2020, 1, 1), date(2023, 12, 31)], None, None, 0, WIDE), "c"), "en", Links())
    (row,) = event_rows(events(crowd), pen, "en")
    root = ElementTree.fromstring(f"<svg>{row.body}</svg>")
    rows: dict[str, list[tuple[float, float]]] = {}
    for one in root.iter("a"):
        box, said = one.find("rect"), one.find("text")
        assert box is not None
        start = float(box.get("x", "").rstrip("%")) / 100 * WIDE
        end = start + max(
            float(box.get("width", "").rstrip("%")) / 100 * WIDE, text_width(said.text or "", 11.5) if said is not None else 0
        )
        rows.setdefault(box.get("y", ""), []).append((start, end))
    assert len(rows) > 1
    assert all(one[1] <= other[0] for boxes in rows.values() for one, other in pairwise(sorted(boxes)))


def test_documents_that_tell_of_the_same_ceasefire_draw_it_once() -> None:
    assert len(events((period(), period(span=(90, 95)), period("extended")))) == 2


def test_range_asked_for_cuts_out_what_lies_outside() -> None:
    held = (meeting(0), meeting(1, first_day="2022-01-01", last_day="2022-01-01"))
    assert links(figure(held, (), links=Links(meeting="/m/{id}/"), since="2021-12-01", until="2022-02-01")) == ["/m/m1/"]


def test_counts_lead_to_their_days() -> None:
    held = [meeting(number) for number in range(40)]
    (href,) = links(figure(held, (), links=Links(period="?since={since}&until={until}")))
    since, until = re.findall(r"\d{4}-\d\d-\d\d", href)
    assert since <= "2020-02-03" <= until


def test_lanes_tell_the_story_main_track_first_then_by_first_meeting() -> None:
    a, b, c = TrackRef("a", "A"), TrackRef("b", "B"), TrackRef("c", "C")
    early = {"first_day": "2019-01-01", "last_day": "2019-01-01"}
    held = [meeting(0), meeting(1, track=a), meeting(2, track=b, **early), meeting(3, track=c), meeting(4, track=c)]
    assert [lane.track for lane in by_track(held)] == [c, b, a, None]
    assert [lane.track for lane in by_track(held, (a,))] == [a, c, b, None]


def test_meeting_with_any_track_does_not_stand_without_one() -> None:
    side = TrackRef("side", "Side")
    (lane,) = by_track([meeting(0, track=None, tracks=(side,))])
    assert lane.track == side


def test_tracks_of_one_meeting_share_a_lane_that_is_not_the_one_without_a_track() -> None:
    main = TrackRef("main", "Main")
    held = [meeting(number, track=main) for number in range(2)]
    held += [meeting(9 + number, track=TrackRef(f"t{number}", f"T{number}")) for number in range(3)] + [meeting(20)]
    lanes = by_track(held)
    assert [(lane.track, lane.few, len(lane.meetings)) for lane in lanes] == [(main, False, 2), (None, True, 3), (None, False, 1)]


def test_long_track_gives_kinds_it_holds_several_of_a_lane_of_their_own() -> None:
    track = TrackRef("t", "T")
    held = [meeting(number, track=track) for number in range(6)]
    held += [meeting(10 + number, track=track, kind="summit") for number in range(3)] + [meeting(20, track=track, kind="call")]
    assert [(lane.kind, len(lane.meetings)) for lane in by_track(held)] == [(None, 7), ("summit", 3)]


def test_years_are_read_beyond_ten_of_them_and_do_not_touch() -> None:
    for last in (2012, 2030, 2059):
        svg = figure(
            (meeting(0, first_day="2000-01-01", last_day="2000-01-01"), meeting(1, first_day=f"{last}-12-31", last_day=f"{last}-12-31")), ()
        )
        found = [(float(x) / 100 * WIDE, said) for x, said in re.findall(r'<text x="([\d.]+)%"[^>]*>(\d{4})</text>', svg)]
        assert len(found) >= 5
        assert all(b[0] - a[0] >= text_width("2000", 11.5, bold=True) for a, b in pairwise(found))


def test_years_of_a_phone_show_every_dated_meeting_once() -> None:
    held = [meeting(number, first_day=f"{2010 + number % 7}-03-0{1 + number % 9}", last_day=None) for number in range(40)]
    drawn = drawing(held, (), links=Links(meeting="/m/{id}/"))
    found = "".join(year.body for year in drawn.years)
    assert len(re.findall('href="/m/', found)) + sum(map(int, re.findall(r'data-count="(\d+)"', found))) == 40
    assert [year.year for year in drawn.years] == list(range(2016, 2009, -1))


def test_title_states_what_the_main_track_did_year_by_year() -> None:
    track = TrackRef("astana-process", "Astana process")
    years = [2017] * 8 + [2018] * 3 + [2019] * 2 + [2021]
    held = [meeting(number, track=track, first_day=f"{year}-05-01", last_day=f"{year}-05-01") for number, year in enumerate(years)]
    assert drawing(held, ()).finding == "Astana process: 8 rounds in 2017, 1 to 3 a year since, none in 2020"
    assert drawing(held[8:], ()).finding == "Astana process: 3 rounds in 2018, 1 to 2 a year since, none in 2020"
    assert drawing(held[11:], ()).finding.endswith("2 rounds in 2019, 1 a year since, none in 2020")
    assert drawing((*held[13:], *held[:1]), ()).finding == "Astana process: 1 round in 2017, 1 a year since, none in 2018, 2019, 2020"
    assert "8 rounds in 2017" not in drawing([*held, meeting(90, status="planned", track=track)], ()).finding.replace(
        "8 rounds in 2017,", ""
    )


@given(st.lists(st.dates(), min_size=1, max_size=80))
def test_marks_in_one_row_do_not_cover_each_other(found: list[date]) -> None:
    scale = Scale.of(found, None, None, 0, 900)
    packed = arrange(found, lambda one: (one, one), scale, pitch=lambda _: 12.0)
    assert sum(len(one.things) for one in packed.gathered) + len(packed.marks) == len(found)
    if not packed.gathered:
        for row in range(packed.rows):
            xs = sorted(mark.x for mark in packed.marks if mark.row == row)
            assert all(b - a >= 11.99 for a, b in pairwise(xs))


def test_day_that_no_calendar_has_is_no_day() -> None:
    assert day("2021-02-30") is None
    assert day("XXXX-07") is None


def test_table_of_the_timeline_is_a_csv_that_no_spreadsheet_takes_for_formulas() -> None:
    table = timeline_table((meeting(city="=1+1", track=TrackRef("t", "=T")),), (period(),))
    written = csv_of(table)
    assert written.startswith("\ufeff")
    assert len(written.splitlines()) == 3
    assert ",=" not in written


@pytest.mark.parametrize("width", [358.0, 700.0, 1200.0])
def test_marks_of_a_file_keep_clear_of_each_other_at_its_width(width: float) -> None:
    days = [date(2020, 1, 1) + timedelta(days=12 * number) for number in range(30)]
    held = [meeting(number, ordinal=number, first_day=day.isoformat(), last_day=day.isoformat()) for number, day in enumerate(days)]
    drawn = marks(figure(held, (), width=width))
    rows: dict[str, list[float]] = {}
    for x, y in re.findall(r'<use href="#[^"]*-numbered" x="([\d.]+)%" y="([\d.]+)"', drawn):
        rows.setdefault(y, []).append(float(x) / 100 * plot(width))
    assert rows
    if "data-count" not in drawn:
        assert sum(map(len, rows.values())) == 30
        assert all(b - a >= 20 for xs in rows.values() for a, b in pairwise(sorted(xs)))
    else:
        assert width < 640
