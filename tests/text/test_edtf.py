from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sulh.model import DateError
from sulh.text import edtf

DATES = st.dates(min_value=dt.date(1, 1, 1))


@given(DATES)
def test_day_written_is_the_day_read(day: dt.date) -> None:
    text = edtf.make(day.year, day.month, day.day)
    assert text == day.isoformat()
    assert edtf.earliest(text) == edtf.latest(text) == day


@given(DATES)
def test_coarser_date_contains_the_day(day: dt.date) -> None:
    for text in (edtf.make(day.year), edtf.make(day.year, day.month)):
        first, last = edtf.earliest(text), edtf.latest(text)
        assert first is not None and last is not None
        assert first <= day <= last


def test_unknown_year_is_written_with_x_and_bounds_nothing() -> None:
    text = edtf.make(None, 7, 7)
    assert text == "XXXX-07-07"
    assert edtf.earliest(text) is None and edtf.latest(text) is None
    parsed = edtf.parse(text)
    assert (parsed.known_year, parsed.known_month, parsed.known_day) == (None, 7, 7)


@pytest.mark.parametrize("text", ["2021-13", "2021-02-30", "7 July 2021", "", "2021-7-7", "20211", "2021/07", "XXXX-02-30"])
def test_what_is_no_date_is_refused_with_its_text(text: str) -> None:
    assert not edtf.valid(text)
    with pytest.raises(DateError) as caught:
        edtf.parse(text)
    assert repr(text) in str(caught.value)


@given(st.text(max_size=12))
def test_any_text_is_valid_or_refused(text: str) -> None:
    if edtf.valid(text):
        edtf.parse(text)
    else:
        with pytest.raises(DateError):
            edtf.parse(text)
