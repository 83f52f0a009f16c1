"""The strip of a clause: marks that differ without colour, links in the order of days, and the same from right to left."""

from __future__ import annotations

import re
from datetime import date

from sulh.desk.charts.clause_strip import LifeMark, clause_key, clause_strip
from sulh.model.vocabulary import Direction

MADE, LAST = date(2021, 1, 1), date(2023, 1, 1)


def mark(day: date, direction: Direction = Direction.BREAKS) -> LifeMark:
    return LifeMark(day, direction, f"#p{day.isoformat()}", f"{day.isoformat()} <{direction.value}>")


def test_marks_are_named_links_in_the_order_of_days() -> None:
    drawn = clause_strip([mark(date(2022, 5, 1)), mark(date(2021, 2, 1))], MADE, LAST, name="A & B", language="en")
    assert re.findall(r'<a href="#p([^"]+)"', drawn) == ["2021-02-01", "2022-05-01"]
    assert 'aria-label="A &amp; B"' in drawn and "2022-05-01 &lt;breaks&gt;" in drawn and 'role="group"' in drawn
    assert "style=" not in drawn


def test_from_right_to_left_later_days_stand_further_left() -> None:
    marks = [mark(date(2021, 6, 1)), mark(date(2022, 6, 1))]
    places = {
        rtl: [float(x) for x in re.findall(r'<use [^>]*x="([\d.]+)%"', clause_strip(marks, MADE, LAST, name="n", language="ar", rtl=rtl))]
        for rtl in (False, True)
    }
    assert places[False] == sorted(places[False]) and places[True] == sorted(places[True], reverse=True)


def test_marks_of_one_day_stand_in_lanes_of_their_own() -> None:
    drawn = clause_strip([mark(date(2022, 5, 1)), mark(date(2022, 5, 2))], MADE, LAST, name="n", language="en")
    heights = re.findall(r'<use [^>]*y="([\d.]+)"', drawn)
    assert len(set(heights)) == 2


def test_each_direction_has_a_mark_of_its_own_in_shape_or_filling() -> None:
    samples = [sample for _, sample in clause_key(one.value for one in Direction)]
    looks = {(re.search(r' d="([^"]+)"', one)[1], "--ground" in one) for one in samples}  # type: ignore[index]
    assert len(looks) == len(samples) == len(Direction)
