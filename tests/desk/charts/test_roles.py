"""Roles: who was what in which year as a matrix, and the meetings of one actor in a lane for each role."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from desk.charts.seen import counted, links, meeting, parsed
from hypothesis import given
from hypothesis import strategies as st

from sulh.desk.charts import roles
from sulh.desk.charts.findings import of_roles
from sulh.desk.charts.links import Links
from sulh.desk.charts.roles_by_year import ORDER, matrix, table
from sulh.desk.charts.scale import Scale
from sulh.record.shapes import ActorRef, ActorView, MeetingView, RolesView, RoleView

RUS, IRN, JOR, KAZ = (
    ActorRef(key, name, "state") for key, name in (("RUS", "Russia"), ("IRN", "Iran"), ("JOR", "Jordan"), ("KAZ", "Kazakhstan"))
)
YEARS = ((2017, 8), (2018, 3), (2019, 3), (2021, 2))
TAKEN = (
    *((actor, "guarantor", year, count) for actor in (IRN, RUS) for year, count in YEARS),
    (RUS, "participant", 2018, 1),
    (JOR, "observer", 2019, 2), (JOR, "observer", 2021, 1),
    (KAZ, "host", 2017, 1), (KAZ, "participant", 2017, 7),
)  # fmt: skip
VIEW = RolesView(YEARS, TAKEN)


def test_years_without_a_meeting_have_a_column_too() -> None:
    assert [(column.words, column.meetings) for column in matrix(VIEW).columns] == [
        ("2017", 8), ("2018", 3), ("2019", 3), ("2020", 0), ("2021", 2),
    ]  # fmt: skip


def test_narrowest_roles_come_first_and_taking_part_shows_only_where_it_is_all() -> None:
    made = matrix(VIEW)
    assert [line.actor.id for line in made.lines] == ["RUS", "IRN", "JOR", "KAZ"]
    russia, kazakhstan = made.lines[0], made.lines[3]
    assert russia.cells[1].words == "Guarantor, 3 of 3, Participant, 1 of 3"
    assert len(russia.cells[1].symbols) == 1
    assert kazakhstan.cells[0].words == "Host, 1 of 8, Participant, 7 of 8"
    assert [cell.symbols for cell in kazakhstan.cells[1:]] == [()] * 4
    assert [words for _, words in made.key] == ["Guarantor", "Observer", "Host", "Participant"]


def test_symbols_of_roles_differ_by_more_than_colour() -> None:
    every = RolesView(((2017, 8),), tuple((ActorRef(role, role), role, 2017, 1) for role in ORDER))
    drawn = [symbol for symbol, _ in matrix(every).key]
    shapes = {(re.findall(r' (?:d|r)="([^"]+)"', symbol)[0], "var(--ground" in symbol) for symbol in drawn}
    assert len(shapes) == len(ORDER)


def test_many_years_are_taken_together_and_no_meeting_is_lost() -> None:
    years = tuple((year, 1) for year in range(1975, 2025))
    made = matrix(RolesView(years, tuple((RUS, "party", year, 1) for year, _ in years)))
    assert len(made.columns) <= 16
    assert sum(column.meetings for column in made.columns) == 50
    assert made.columns[0].words == "1975–79"
    assert made.lines[0].cells[0].words == "Party, 5 of 5"


def test_actors_left_out_are_counted_and_stand_in_the_table() -> None:
    many = RolesView(((2017, 1),), tuple((ActorRef(f"a{number}", f"A{number}"), "participant", 2017, 1) for number in range(30)))
    made = matrix(many, most=20)
    assert (len(made.lines), made.left_out) == (20, 10)
    assert len(table(many).rows) == 30


def test_finding_says_who_was_there_throughout_and_who_came_later() -> None:
    assert matrix(VIEW).finding == "Guarantors throughout: Iran, Russia; observers since 2019: Jordan"
    left = RolesView(YEARS, tuple(one for one in TAKEN if one[:3] != (RUS, "guarantor", 2021)))
    assert of_roles(left, ORDER, "en") == "Guarantors throughout: Iran; observers since 2019: Jordan"
    assert of_roles(RolesView((), ()), ORDER, "en") == "Roles year by year"


def test_finding_says_since_when_where_meetings_were_held_before() -> None:
    earlier = RolesView(((2012, 1), *YEARS), ((RUS, "participant", 2012, 1), *TAKEN))
    first = min(year for year, _ in YEARS)
    assert of_roles(earlier, ORDER, "en").startswith(f"Guarantors since {first}: Iran, Russia")


@given(st.lists(st.tuples(st.integers(1, 9999), st.integers(1, 50)), max_size=30, unique_by=lambda one: one[0]))
def test_any_years_have_a_column_each_role_stands_in(years: list[tuple[int, int]]) -> None:
    made = matrix(RolesView(tuple(sorted(years)), tuple((RUS, "party", year, count) for year, count in years)))
    assert len(made.columns) <= 120
    shown = [int(re.findall(r"(\d+) of", cell.words)[0]) for line in made.lines for cell in line.cells if cell.words]
    assert sum(shown) == sum(count for _, count in years)


def took_part(number: int, role: str, **changes: object) -> MeetingView:
    """A meeting at which Kazakhstan was something."""
    return replace(meeting(number, **changes), participants=(RoleView(KAZ, role, 1), RoleView(RUS, "guarantor", 1)))


def actor(*held: MeetingView) -> ActorView:
    return ActorView(replace(KAZ, name="Kazakhstan <&>"), {}, (), held, (), (), ())


def test_meetings_of_an_actor_stand_as_marks_in_the_lane_of_their_role() -> None:
    view = actor(took_part(0, "host"), took_part(1, "observer"), took_part(2, "host", first_day=None, last_day=None, start=None))
    drawn = roles.drawing(view, links=Links(meeting="/m/{id}/"))
    assert [(row.name, row.count) for row in drawn.rows] == [("Observer", 1), ("Host", 2)]
    assert 'href="/m/m1/"' in drawn.rows[0].body
    svg = roles.figure(view, links=Links(meeting="/m/{id}/"))
    assert len(links(svg)) + counted(svg) == 3
    assert "Kazakhstan &lt;&amp;&gt;" in svg
    assert " style=" not in svg
    parsed(svg)


def test_actor_without_a_dated_meeting_has_no_picture() -> None:
    assert roles.figure(actor(took_part(0, "host", first_day=None, last_day=None))) == ""


@pytest.mark.parametrize("last", [date(2024, 12, 7), date(2024, 12, 31), date(2024, 6, 3), date(2023, 1, 1)])
def test_axis_ends_in_the_year_of_the_last_day_or_names_the_next(last: date) -> None:
    scale = Scale.of([date(2012, 6, 30), last], None, None, 0.0, 1100.0)
    named = {tick.at.year for tick in scale.ticks() if tick.major}
    assert scale.until >= last and scale.shows(last, last)
    assert scale.until.year == last.year or (scale.until - last).days <= 3
    assert last.year in named
