from __future__ import annotations

import datetime as dt

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from sulh.model import DateError
from sulh.text import edtf
from sulh.text.dates import find_dates

ANCHOR = "2021-07-09"  # a Friday
# Words of dates thrown together, beside text of any kind: the first find what grammar forgets, the second what offsets forget.
TEXT = (
    "7 8 31 16th 1,000 2021 2018-07-07 July May Sept. Monday last next the of to - – / , . ( ) and between from yesterday half second late "
    "early mid week month year ago two several past coming 48 hours winter 1990s no. on \n\n صلح \U0001f54a é "
)
WORDS = st.sampled_from(TEXT.split(" "))
PROSE = st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=80)


def resolved(text: str, *, anchor: str | None = ANCHOR, future: bool | None = None) -> tuple[str | None, str | None]:
    """The dates of the one expression in `text`."""
    (mention,) = find_dates(text)
    span = mention.resolve(anchor, future=future)
    return span.start, span.end


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("held on 7 July 2021 in Juba", "2021-07-07", None),
        ("held on July 7, 2021.", "2021-07-07", None),
        ("The talks of 7-8 July 2021", "2021-07-07", "2021-07-08"),
        ("talks on July 7–8, 2021", "2021-07-07", "2021-07-08"),
        ("from 30 January to 2 February 2018", "2018-01-30", "2018-02-02"),
        ("from 30 December to 2 January 2018", "2017-12-30", "2018-01-02"),
        ("between 7 and 9 May 2012", "2012-05-07", "2012-05-09"),
        ("in July 2020 they met", "2020-07", None),
        ("since 2017, talks", "2017", None),
        ("the second half of 2023", "2023", None),
        ("in late January", "2021-01", None),
        ("signed 2018-03-16", "2018-03-16", None),
        ("the war of 1992-1995 ended", "1992", "1995"),
    ],
)  # fmt: skip
def test_calendar_dates_keep_their_precision(text: str, start: str, end: str | None) -> None:
    assert resolved(text) == (start, end)


@pytest.mark.parametrize(
    ("text", "future", "start"),
    [
        ("they met yesterday", None, "2021-07-08"),
        ("they met on Tuesday", None, "2021-07-06"),
        ("they will meet on Tuesday", True, "2021-07-13"),
        ("they will meet tomorrow", True, "2021-07-10"),
        ("next month", None, "2021-08"),
        ("last month", None, "2021-06"),
        ("last year", None, "2020"),
        ("two days ago", None, "2021-07-07"),
        ("on 30 December they met", False, "2020-12-30"),
        ("they will meet on 3 January", True, "2022-01-03"),
    ],
)
def test_relative_dates_count_from_the_anchor(text: str, future: bool | None, start: str) -> None:
    assert resolved(text, future=future) == (start, None)


def test_year_that_nobody_gave_stays_unknown() -> None:
    assert resolved("on 7-8 July they met", anchor=None) == ("XXXX-07-07", "XXXX-07-08")
    assert resolved("they met yesterday", anchor=None) == (None, None)


def test_anchor_known_to_the_month_gives_no_day() -> None:
    assert resolved("they met yesterday", anchor="2021-07") == ("2021-07", None)


def test_numbers_that_are_no_dates_are_left_alone() -> None:
    assert find_dates("Resolution 2254 was backed by 1,950 delegates of 12 groups in room 2020 B of page 14.") == []
    assert find_dates("They may march on together, a second time.") == []


def test_anchor_that_is_no_date_is_refused() -> None:
    (mention,) = find_dates("yesterday")
    with pytest.raises(DateError):
        mention.resolve("last week")


@settings(max_examples=examples(300))
@given(text=PROSE, anchor=st.none() | st.dates().map(dt.date.isoformat), future=st.none() | st.booleans())
def test_spans_hold_the_words_and_dates_are_edtf_in_any_text(text: str, anchor: str | None, future: bool | None) -> None:
    last = 0
    for mention in find_dates(text):
        assert last <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        last = mention.end
        span = mention.resolve(anchor, future=future)
        assert all(value is None or edtf.valid(value) for value in (span.start, span.end))
        assert span.start is not None or span.end is None


@given(day=st.dates(min_value=dt.date(1901, 1, 1), max_value=dt.date(2098, 12, 31)), before=st.text(alphabet="Zéص \U0001f54a", max_size=20))
def test_every_day_is_read_back_from_three_spellings_at_its_offset(day: dt.date, before: str) -> None:
    month = day.strftime("%B")
    for words in (f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", day.isoformat()):
        text = f"{before} on {words}."
        (mention,) = find_dates(text)
        assert (mention.text, mention.resolve(None).start) == (words, day.isoformat())


@given(day=st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2050, 12, 31)))
def test_weekday_of_a_report_lies_in_the_week_before_it(day: dt.date) -> None:
    for name in ("Monday", "Thursday", "Sunday"):
        found = dt.date.fromisoformat(str(resolved(f"They met on {name}.", anchor=day.isoformat())[0]))
        assert found.strftime("%A") == name
        assert 0 <= (day - found).days < 7
