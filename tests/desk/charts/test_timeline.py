"""The timeline shows every meeting, as a mark or in a count, and says what it shows to every reader."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from desk.charts.seen import SVG, Held, counted, links, meeting, meetings, parsed, period, words
from hypothesis import given
from hypothesis import strategies as st

from sulh.desk.charts.lanes import arrange, by_track, events
from sulh.desk.charts.links import Links
from sulh.desk.charts.scale import Scale, day
from sulh.desk.charts.tables import meetings_table
from sulh.desk.charts.timeline import figure
from sulh.record.shapes import TrackRef


@given(meetings(), st.booleans(), st.booleans(), st.sampled_from([358.0, 1100.0]))
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


def test_cancelled_meeting_is_crossed_and_planned_one_hollow() -> None:
    marks = {status: figure((meeting(status=status),), ()).split('class="legend"')[0] for status in ("held", "planned", "cancelled")}
    assert "M-4-4L4 4" in marks["cancelled"]
    assert "M-4-4L4 4" not in marks["planned"]
    assert 'fill="var(--chart-sheet' in marks["planned"]
    assert 'fill="var(--chart-meeting,' in marks["held"]


def test_right_to_left_is_the_mirror_of_left_to_right() -> None:
    held = (meeting(0, first_day="2020-01-01", last_day="2020-01-01"), meeting(1, first_day="2020-12-01", last_day="2020-12-01"))
    where = re.compile(r"translate\(([\d.]+) ")
    left, right = ([float(x) for x in where.findall(figure(held, (), rtl=rtl).split('class="legend"')[0])] for rtl in (False, True))
    assert [1100 - x for x in left] == pytest.approx(right, abs=0.11)
    assert ' direction="rtl"' in figure(held, (), rtl=True)


def test_ceasefire_of_unknown_end_fades_and_shades_nothing() -> None:
    open_end = figure((), (period(end=None),))
    assert "linearGradient" in open_end
    assert "truce-soft" not in open_end
    assert "truce-soft" in figure((), (period(end="2020-06-01"),))


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


def test_lanes_keep_the_order_given_and_put_meetings_without_a_track_last() -> None:
    a, b = TrackRef("a", "A"), TrackRef("b", "B")
    held = [meeting(0), meeting(1, track=a), meeting(2, track=b), meeting(3, track=b)]
    assert [lane.track for lane in by_track(held)] == [b, a, None]
    assert [lane.track for lane in by_track(held, (a, b))] == [a, b, None]


@given(st.lists(st.dates(), min_size=1, max_size=80))
def test_marks_in_one_row_do_not_cover_each_other(found: list[date]) -> None:
    scale = Scale.of(found, None, None, 0, 900)
    packed = arrange(found, lambda one: (one, one), scale, pitch=12)
    assert sum(len(one.things) for one in packed.gathered) + len(packed.marks) == len(found)
    if not packed.gathered:
        for row in range(packed.rows):
            xs = sorted(mark.x for mark in packed.marks if mark.row == row)
            assert all(b - a >= 11.99 for a, b in pairwise(xs))


def test_day_that_no_calendar_has_is_no_day() -> None:
    assert day("2021-02-30") is None
    assert day("XXXX-07") is None
