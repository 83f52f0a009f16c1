"""Weekly pictures: a week that nobody counted is a gap, terms are shaded over their days, and a cell says what it holds."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from sulh.desk.charts.weekly import Dated, WeekLine, weekly
from sulh.desk.charts.zone_weeks import ZoneWeeks, zone_weeks

MONDAY = date(2017, 5, 1)
NAMES: dict[str, Any] = {"title": "Week by week", "about": "What was counted"}


def drawn(*values: float | None, **more: Any) -> str:
    picture = weekly(MONDAY, [WeekLine("Russia", values, "s1")], **NAMES, **more)
    ElementTree.fromstring(picture)
    return picture


def points(picture: str) -> list[int]:
    """How many weeks each line has."""
    return [len(one.split()) for one in re.findall(r'points="([^"]*)"', picture)]


def test_a_week_that_nobody_counted_breaks_the_line_and_is_boxed() -> None:
    picture = drawn(3, 4, None, None, 5, 6, 7)
    assert points(picture) == [2, 3]
    assert picture.count('stroke-dasharray="2 3"') == 1


def test_nought_is_a_point_on_the_axis_and_no_gap() -> None:
    picture = drawn(3, 0, 4)
    assert points(picture) == [3]
    base = re.search(r'points="[^ ]* [^,]*,([\d.]+) ', picture)
    assert base
    assert float(base[1]) == 240 - 36
    assert 'stroke-dasharray="2 3"' not in picture


def test_a_week_alone_is_a_dot() -> None:
    picture = drawn(None, 8, None)
    assert points(picture) == []
    assert picture.count("<circle") == 1


@pytest.mark.parametrize("language", ["en", "ar"])
def test_terms_are_shaded_over_their_days_in_both_directions(language: str) -> None:
    picture = drawn(1, 2, 3, 4, language=language, terms=[Dated("Memorandum", date(2017, 5, 8), date(2017, 5, 14))])
    box = re.search(r'<title>Memorandum</title><rect x="([\d.]+)" y="22" width="([\d.]+)"', picture)
    assert box
    x, width = map(float, box.groups())
    whole = (720 - 44 - 8) / 4
    assert width == pytest.approx(whole, abs=0.2)
    assert x == pytest.approx(44 + whole if language == "en" else 720 - 44 - 2 * whole, abs=0.2)


def test_terms_of_other_days_are_not_drawn() -> None:
    assert "Later" not in drawn(1, 2, terms=[Dated("Later", date(2018, 1, 1))])


def test_a_meeting_is_marked_and_led_to() -> None:
    picture = drawn(1, 2, meetings=[Dated("Astana 4", date(2017, 5, 3), date(2017, 5, 4), "/meetings/4/"), Dated("Old", date(2016, 1, 1))])
    assert 'href="/meetings/4/"' in picture
    assert "Old" not in picture


def test_lines_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="same weeks"):
        weekly(MONDAY, [WeekLine("a", (1.0,), "s1"), WeekLine("b", (1.0, 2.0), "s2")], **NAMES)
    with pytest.raises(ValueError, match="same weeks"):
        zone_weeks(MONDAY, [ZoneWeeks("a", ()), ZoneWeeks("b", ())], said="", **NAMES)


def test_cells_of_zones_are_darker_the_more_was_counted_and_open_where_nobody_could_look() -> None:
    rows = [ZoneWeeks("Idlib <1>", (0.0, 5.0, 10.0, None), MONDAY, date(2017, 5, 14)), ZoneWeeks("Homs", (1.0, 0.0, 0.0, None))]
    picture = zone_weeks(MONDAY, rows, said="{zone}, {week}: {number}", **NAMES)
    ElementTree.fromstring(picture)
    shades = re.findall(r'fill-opacity="([\d.]+)"[^>]*><title>([^<]*)', picture)
    assert shades == [
        ("0.56", "Idlib &lt;1&gt;, 2017-05-08: 5"), ("1.00", "Idlib &lt;1&gt;, 2017-05-15: 10"), ("0.21", "Homs, 2017-05-01: 1")
    ]  # fmt: skip
    assert picture.count('stroke-dasharray="1 2"') == 2
