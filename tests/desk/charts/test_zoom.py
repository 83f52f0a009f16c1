"""Zooming by addresses: years, parts of a year, earlier and later, out again."""

from __future__ import annotations

from desk.charts.seen import Held, meeting, meetings
from hypothesis import given
from hypothesis import strategies as st

from sulh.desk.charts.panel import timeline_panel
from sulh.desk.charts.zoom import zoom

HELD = tuple(meeting(number, first_day=f"20{18 + number}-05-01", last_day=f"20{18 + number}-05-02") for number in range(4))


def test_whole_process_offers_its_years() -> None:
    found = zoom(HELD, (), None, None)
    assert [step.words for step in found.years] == ["2018", "2019", "2020", "2021"]
    assert found.whole.current
    assert found.earlier is None


def test_year_offers_its_quarters_and_its_neighbours() -> None:
    found = zoom(HELD, (), "2019-01-01", "2019-12-31")
    assert next((step.since, step.until) for step in found.parts) == ("2019-01-01", "2019-03-31")
    assert found.earlier is not None
    assert (found.earlier.since, found.earlier.until) == ("2018-01-01", "2018-12-31")
    assert found.later is not None
    assert found.later.since == "2020-01-01"
    assert [step.words for step in found.years if step.current] == ["2019"]


def test_quarter_offers_its_months_and_nothing_beyond_the_record() -> None:
    found = zoom(HELD, (), "2018-04-01", "2018-06-30")
    assert [step.words for step in found.parts][4:] == ["Apr 2018", "May 2018", "Jun 2018"]
    assert found.earlier is None


@given(meetings(20), st.dates(), st.dates())
def test_any_range_has_buttons(held: Held, one: object, other: object) -> None:
    since, until = sorted((str(one), str(other)))
    found = zoom(held, (), since, until)
    assert found.out is None or found.out.since is None or found.out.since <= str(found.out.until)
    assert all(step.since is not None and step.until is not None and step.since <= step.until for step in [*found.years, *found.parts])


def test_buttons_keep_the_other_filters() -> None:
    query = {"actor": "RUS & co", "since": "1999-01-01"}
    panel = timeline_panel(HELD, (), address="/", query=query, since="2019-01-01", until="2019-12-31")
    assert all("actor=RUS+%26+co" in href for _, href in [*panel.years, *panel.parts, *panel.moves])
    assert all(href.count("since=") <= 1 for _, href in panel.years)
