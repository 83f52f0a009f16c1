"""Times that a promise counts from an event: windows of days, none where the event has no known day."""

from __future__ import annotations

import pytest

from sulh.following.allowed import allowed_time, told_times
from sulh.following.windows import counted_windows, counts_from

MADE = "2031-03-16"  # a Sunday
EVENTS = {"congress": "2031-04-20"}


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("Within two weeks of the signing they will form a group.", MADE, "2031-03-30"),
        ("no later than two months from the date of the agreement", MADE, "2031-05-16"),
        ("not later than 30 days after the signing", MADE, "2031-04-15"),
        ("within a fortnight of this meeting", MADE, "2031-03-30"),
        ("within 48 hours", MADE, "2031-03-18"),
        ("over the next three months", MADE, "2031-06-16"),
        ("within ten days of 4 May 2031", "2031-05-04", "2031-05-14"),
        ("within a month after the congress", "2031-04-20", "2031-05-20"),
        ("a month after the congress", "2031-05-05", "2031-06-04"),  # nearer to one month than to none or two
        ("in two weeks' time", "2031-03-27", "2031-04-02"),
        ("thirty days after the signature", "2031-04-15", "2031-04-15"),
        ("in one month from the end of January", None, None),
        ("within six months after the entry into force of this agreement", None, None),
        ("within a month after the talks in Geneva", None, None),
    ],
)
def test_what_is_counted_from_an_event_is_a_window_of_days(words: str, first: str | None, last: str | None) -> None:
    (window,) = counted_windows(words, MADE, EVENTS)
    assert (window.first, window.last, window.roughly) == (first, last, False)


@pytest.mark.parametrize("words", ["in the coming days", "in a few weeks", "within the coming weeks", "within months", "in several months"])
def test_a_number_that_words_leave_open_is_said_to_be_open(words: str) -> None:
    (window,) = counted_windows(words, MADE, {})
    assert window.roughly and window.first == MADE and str(window.last) > "2031-03-25"
    assert str(window.edtf).endswith("~")


@pytest.mark.parametrize(
    "words",
    ["two weeks of fighting", "in two days of talks", "after three months of war", "two weeks before the round", "a five-day truce"],
)
def test_what_lies_behind_or_lasts_is_no_window(words: str) -> None:
    assert counted_windows(words, MADE, EVENTS) == []


def test_events_that_a_promise_counts_from_are_named() -> None:
    assert "congress" in counts_from("to meet within a month after the congress")
    assert counts_from("to meet in the coming weeks") == frozenset()


@pytest.mark.parametrize(
    ("text", "due", "allowed"),
    [
        ("within two weeks of the signing", None, (MADE, "2031-03-30", "2031-03-16/2031-03-30")),
        ("within two weeks of the signing", "2031-03", (MADE, "2031-03-30", "2031-03-16/2031-03-30")),
        ("within two weeks of the signing", "2031-03-28", ("2031-03-28", "2031-03-28", "2031-03-28")),  # a day that somebody knew
        ("before the end of the year they will meet", None, (MADE, "2031-12-31", "2031")),
        ("will meet next week", None, ("2031-03-17", "2031-03-23", "2031-03-17/2031-03-23")),
        ("will meet by the end of this week", None, (MADE, "2031-03-16", "2031-03-10/2031-03-16")),
        ("will meet three weeks later", None, (None, None, None)),  # later than what is not said
        ("will meet within six months after the entry into force", None, (None, None, None)),
    ],
)
def test_time_allowed_has_no_more_precision_than_the_words(text: str, due: str | None, allowed: tuple[str | None, ...]) -> None:
    assert allowed_time(text, MADE, due, looking=True) == allowed


def test_deadline_counts_for_what_promises_no_meeting_too() -> None:
    words = "within two weeks of the signing they are to release all"
    assert allowed_time(words, MADE, None, looking=False)[1] == "2031-03-30"
    assert allowed_time("as agreed on 4 May they are to release all", MADE, None, looking=False) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("agreed to hold the next round in July 2031", ("2031-07-01", "2031-07-31", "2031-07")),
        ("agreed on 4 May 2031 to hold the next round in July 2031", ("2031-07-01", "2031-07-31", "2031-07")),
        ("the next round will be held before the end of 2031", (None, "2031-12-31", "2031")),
        ("a round, as agreed on 4 May 2031", (None, None, None)),
        ("the next round will be held in July", (None, None, None)),
    ],
)
def test_promise_without_a_day_has_its_own_year(text: str, allowed: tuple[str | None, ...]) -> None:
    assert allowed_time(text, None, None, looking=True) == allowed


def test_beforehand_means_before_the_time_that_the_words_ahead_name() -> None:
    ahead = "The congress is to open in Arusha on 29-30 May 2031, and "
    words = "they decided to prepare it at a meeting"
    assert allowed_time(f"{words} beforehand", MADE, None, looking=True, before=ahead)[:2] == (MADE, "2031-05-28")
    assert allowed_time(words, MADE, None, looking=True, before=ahead) == (None, None, None)


def test_days_and_months_that_words_name_as_past() -> None:
    assert told_times("which they agreed on last month", MADE) == (("2031-02-01", "2031-02-28"),)
    assert told_times("to be held in May 2031, as agreed in 2030", MADE) == ()
