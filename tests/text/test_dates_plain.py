from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sulh.text.dates_plain import plain_date, plain_range


@pytest.mark.parametrize(
    ("edtf", "plain"),
    [
        (None, ""),
        ("2021-07-08", "8 July 2021"),
        ("2021-07", "July 2021"),
        ("2021", "2021"),
        ("XXXX-07-08", "8 July, year not given"),
        ("XXXX-07", "July, year not given"),
        ("2023-41", "second half of 2023"),
        ("2022-21", "spring 2022"),
        ("2017-05~", "about May 2017"),
        ("2021-XX", "2021-XX"),
        ("201X", "201X"),
        ("not a date", "not a date"),
    ],
)
def test_date_in_plain_words(edtf: str | None, plain: str) -> None:
    assert plain_date(edtf) == plain


@pytest.mark.parametrize(
    ("start", "end", "plain"),
    [
        (None, None, ""),
        ("2021-07-08", None, "8 July 2021"),
        ("2021-07-08", "2021-07-08", "8 July 2021"),
        (None, "2021-07-08", "8 July 2021"),
        ("2021-07-07", "2021-07-08", "7–8 July 2021"),
        ("2020-01-30", "2020-02-02", "30 January – 2 February 2020"),
        ("XXXX-01-30", "XXXX-02-02", "30 January – 2 February, year not given"),
        ("2019-12-30", "2020-01-02", "30 December 2019 – 2 January 2020"),
        ("2021-07", "2021-09", "July 2021 – September 2021"),
        ("2021-07-07~", "2021-07-08", "about 7 July 2021 – 8 July 2021"),
    ],
)
def test_range_says_once_what_is_shared(start: str | None, end: str | None, plain: str) -> None:
    assert plain_range(start, end) == plain


@given(st.from_regex(r"[0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?)?[~?%]?", fullmatch=True), st.text(max_size=12))
def test_no_date_is_lost(edtf: str, anything: str) -> None:
    assert plain_date(edtf)
    assert plain_range(edtf, anything).startswith(plain_date(edtf)[:2]) or not anything
