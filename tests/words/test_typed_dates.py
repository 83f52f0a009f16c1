"""Dates as people type them."""

from __future__ import annotations

import pytest

from sulh.words import LANGUAGES, date_typed, month


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("May 2017", "2017-05"),
        ("4 May 2017", "2017-05-04"),
        ("  July 7, 2021. ", "2021-07-07"),
        ("4th of May 2017", "2017-05-04"),
        ("8.7.2021", "2021-07-08"),
        ("13/05/2017", "2017-05-13"),
        ("05/13/2017", "2017-05-13"),
        ("05/05/2017", "2017-05-05"),
        ("2021-7-8", "2021-07-08"),
        ("17 May", "XXXX-05-17"),
        ("٤ مايو ٢٠١٧", "2017-05-04"),
        ("أيار 2017", "2017-05"),
        ("۴ مايو ۲۰۱۷", "2017-05-04"),
        ("2021-07-08", "2021-07-08"),
        ("XXXX-07-08", "XXXX-07-08"),
        ("2021?", "2021?"),
        ("the first half of 2027", "2027-40"),
        ("second quarter of 2027", "2027-34"),
        ("Spring 2027", "2027-21"),
        ("Q3 2027", "2027-35"),
        ("H2 2027", "2027-41"),
        ("النصف الأول من ٢٠٢٧", "2027-40"),
    ],
)
def test_date_is_taken_at_the_precision_it_has(typed: str, edtf: str) -> None:
    assert date_typed(typed) == edtf


@pytest.mark.parametrize(
    "typed",
    ["", "8/7/2021", "7-8 July 2021", "Monday", "last week", "5 days later", "31/02/2020", "31.4.2020", "the talks", "May", "2021-13"],
)
def test_what_is_no_date_or_two_is_none(typed: str) -> None:
    assert date_typed(typed) is None


@pytest.mark.parametrize("typed", ["early 2027", "mid-2027", "end of 2027", "first half of May 2027", "Q5 2027"])
def test_what_would_lose_its_precision_is_none(typed: str) -> None:
    assert date_typed(typed) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_month_of_every_language_is_known(language: str) -> None:
    assert [date_typed(f"4 {month(number, language=language)} 2017") for number in range(1, 13)] == [
        f"2017-{number:02d}-04" for number in range(1, 13)
    ]
