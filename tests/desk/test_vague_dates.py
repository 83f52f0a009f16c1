"""No page names a day or a month that no source gives: dates stand as they are stated, in lists that order by the days they bound too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from reports import report

from sulh import words
from sulh.model import CeasefireEvent, CeasefireKind, Citation, Release, ReleaseKind
from sulh.model.kinds import listed_kinds
from sulh.record.adding import add
from sulh.text.days import first_day, last_day

STATED = ("2014", "2016-03", "2021-21", "2018")


@pytest.fixture
def vague() -> None:
    """A meeting of 2014, a truce of March 2016 and one of spring 2021, a release of 2018."""
    made = report(1, start="2014", city="Geneva", country="CH", published=None, people=(("Ann Envoy", "Envoy", "RUS", True),))
    text = made.document.text
    truces = [CeasefireEvent(CeasefireKind.DECLARED, Citation.of(text, 0, 9 + n), start=date) for n, date in enumerate(STATED[1:3])]
    freed = Release(ReleaseKind.RELEASE, Citation.of(text, 0, 12), count=4, date=STATED[3])
    list(add([replace(made, ceasefires=tuple(truces), releases=(freed,))], author="tests", level="public"))


def invented(language: str) -> Iterator[str]:
    """The days and months that bound what is stated, in words."""
    for date in STATED:
        for day in (first_day(date), last_day(date)):
            assert day is not None
            yield words.date(day, language=language)
            if day[:7] != date:
                yield words.date(day[:7], language=language)


def said(page: str) -> str:
    """What a page says, pictures left out: their axes name days of the calendar."""
    return " ".join(unescape(re.sub(r"(?s)<(svg|script|style)\b.*?</\1>|<[^>]+>", " ", page)).split())


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_lists_name_no_day_and_no_month_that_no_source_gives(language: str, vague: None, as_: Callable[[str], Client]) -> None:
    client, shown = as_("editor"), ""
    client.post(reverse("language"), {"language": language})
    for address in (
        *(reverse("facts", args=[kind.name]) for kind in listed_kinds()),
        *map(reverse, ("process", "meetings", "people", "tracks", "actors", "timeline", "ground", "documents")),
        reverse("actor", args=["RUS"]),
    ):
        page = said(client.get(address).content.decode())
        assert [one for one in invented(language) if one in page] == [], address
        shown += page
    assert [date for date in STATED if words.date(date, language=language) not in shown] == []
