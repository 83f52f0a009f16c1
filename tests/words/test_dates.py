"""Dates in words, at the precision that they have."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sulh.text.edtf import parse, precision, valid
from sulh.words import coarsest, date, month, span

DATES = [
    ("2021-07-08", "8 July 2021", "8 تموز 2021"),
    ("2017-01", "January 2017", "كانون الثاني 2017"),
    ("2021", "2021", "2021"),
    ("XXXX-07-08", "8 July, year not given", "8 تموز، السنة غير مذكورة"),
    ("XXXX-07", "July, year not given", "تموز، السنة غير مذكورة"),
    ("XXXX", "year not given", "السنة غير مذكورة"),
    ("XXXX-XX-XX", "date not given", "التاريخ غير مذكور"),
    ("2021-21", "spring 2021", "ربيع 2021"),
    ("2021-32", "winter 2021", "شتاء 2021"),
    ("2021-34", "second quarter of 2021", "الربع الثاني من 2021"),
    ("2021-39", "last third of 2021", "الثلث الأخير من 2021"),
    ("2023-41", "second half of 2023", "النصف الثاني من 2023"),
    ("XXXX-34", "second quarter, year not given", "الربع الثاني، السنة غير مذكورة"),
    ("2017-05~", "about May 2017", "نحو أيار 2017"),
    ("2017?", "perhaps 2017", "ربما 2017"),
    ("2017-05-04%", "perhaps about 4 May 2017", "ربما نحو 4 أيار 2017"),
    ("2021-XX", "2021, month not given", "2021، الشهر غير مذكور"),
    ("2021-07-XX", "July 2021, day not given", "تموز 2021، اليوم غير مذكور"),
    ("2021-XX-05", "day 5, 2021, month not given", "اليوم 5، 2021، الشهر غير مذكور"),
    ("201X", "between 2010 and 2019", "بين 2010 و2019"),
    ("201X-07", "July, between 2010 and 2019", "تموز، بين 2010 و2019"),
    ("2021-1X", "between October and December 2021", "بين تشرين الأول وكانون الأول 2021"),
    ("2021-07-1X", "between 10 and 19 July 2021", "بين 10 و19 تموز 2021"),
    ("not a date", "not a date", "not a date"),
    (None, "", ""),
]
SPANS = [
    (None, None, "", ""),
    ("2021-07-08", None, "8 July 2021", "8 تموز 2021"),
    (None, "2021-07-08", "8 July 2021", "8 تموز 2021"),
    ("2021-07-08", "2021-07-08", "8 July 2021", "8 تموز 2021"),
    ("2021-07-07", "2021-07-08", "7–8 July 2021", "7–8 تموز 2021"),
    ("2020-01-30", "2020-02-02", "30 January – 2 February 2020", "من 30 كانون الثاني إلى 2 شباط 2020"),
    ("XXXX-01-30", "XXXX-02-02", "30 January – 2 February, year not given", "من 30 كانون الثاني إلى 2 شباط، السنة غير مذكورة"),
    ("2019-12-30", "2020-01-02", "30 December 2019 – 2 January 2020", "من 30 كانون الأول 2019 إلى 2 كانون الثاني 2020"),
    ("2021-07", "2021-09", "July – September 2021", "من تموز إلى أيلول 2021"),
    ("2021-07", "2021-09-03", "July 2021 – 3 September 2021", "من تموز 2021 إلى 3 أيلول 2021"),
    ("2021-07-07~", "2021-07-08", "about 7 July 2021 – 8 July 2021", "من نحو 7 تموز 2021 إلى 8 تموز 2021"),
    ("2021-21", "2021-23", "spring 2021 – autumn 2021", "من ربيع 2021 إلى خريف 2021"),
]
edtf = st.from_regex(r"[0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?)?[~?%]?", fullmatch=True)


@pytest.mark.parametrize(("given", "english", "arabic"), DATES)
def test_date_in_words(given: str | None, english: str, arabic: str) -> None:
    assert date(given) == english
    assert date(given, language="ar") == arabic


@pytest.mark.parametrize(("start", "end", "english", "arabic"), SPANS)
def test_span_says_once_what_is_shared(start: str | None, end: str | None, english: str, arabic: str) -> None:
    assert span(start, end) == english
    assert span(start, end, language="ar") == arabic


@given(edtf, st.sampled_from(["en", "ar"]))
def test_every_date_has_words_and_no_digit_that_is_not_known(text: str, language: str) -> None:
    shown = date(text, language=language)
    assert shown
    if valid(text):
        assert "X" not in shown
        assert not re.search(r"[{}]", shown)


@given(edtf.filter(valid))
def test_day_is_shown_only_where_the_date_gives_one(text: str) -> None:
    numbers = {int(one) for one in re.findall(r"\d+", date(text))}
    years = {0} if parse(text).year == "XXXX" else {int(parse(text).year.replace("X", digit)) for digit in "09"}
    if precision(text) != "day":
        assert numbers <= years


@given(edtf, edtf)
def test_span_loses_no_date(start: str, end: str) -> None:
    assert span(start, end)


def test_days_of_a_picture_are_as_coarse_as_they_are() -> None:
    assert coarsest("2017-01-01", "2017-01-31") == "January 2017"
    assert coarsest("2017-01-01", "2017-12-31") == "2017"
    assert coarsest("2017-04-01", "2017-06-30") == "April – June 2017"
    assert coarsest("2015-01-01", "2019-12-31", language="ar") == "من 2015 إلى 2019"
    assert coarsest("2017-01-03", "2017-01-09") == "3–9 January 2017"
    assert coarsest("2017-01-03", None) == "3 January 2017"


def test_months_have_names_and_short_names() -> None:
    assert [month(7), month(7, "short"), month(7, language="ar")] == ["July", "Jul", "تموز"]
