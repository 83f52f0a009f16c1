"""A promised next meeting is an act of those who are to meet; what is denied, asked or hoped for is none, what is foreseen a note."""

from __future__ import annotations

import pytest
from readings import acts, read

from sulh.model import Reading
from sulh.record.projection.promises import is_promise

JUBA = "The delegations of Sudan and the SPLM-N ended two days of talks in Juba on 3 May 2023. "
BRUSSELS = "Representatives of Armenia and Azerbaijan ended talks in Brussels on 2 May 2023. "
MEETING = ("next_meeting",)

PROMISED = [
    ("The parties will meet again in Muscat in two weeks.", None),
    ("The next round is to begin on 14 May in Addis Ababa.", "2023-05-14"),
    ("The talks are due to resume next month.", "2023-06"),
    ("They agreed to reconvene in June.", "2023-06"),
    ("A further session is planned for 20 May.", "2023-05-20"),
    ("A third round has been fixed for 1 June in Vienna.", "2023-06-01"),
    ("It was also settled that the next session would open in Vienna on 20 May.", "2023-05-20"),
    ("The envoy told reporters that the sides would sit down again before the end of June.", "2023-06"),
    ("Negotiators are set to reconvene on 15 May.", "2023-05-15"),
    ("A follow-up meeting will take place in mid-June.", "2023-06"),
    ("Both delegations return to Vienna on 22 May for another round.", "2023-05-22"),
    ("They parted with a promise to meet again in a month.", None),
    ("Next meeting in Vienna on 16 May.", "2023-05-16"),
    ("Round three is to be held in the second week of June.", "2023-06"),
    ("Both plan to go on with the talks in June.", "2023-06"),
    ("In two weeks' time the negotiators will get together again.", None),
    ("The fourth meeting is arranged for 2 June.", "2023-06-02"),
    ("The second round gets under way on 24 May.", "2023-05-24"),
    ("The chief mediator announced that a further round would be held on 30 May.", "2023-05-30"),
    ("The two teams will be back at the table in ten days.", "2023-05-15"),
]
FORESEEN = [
    "The sides are expected to return to Vienna on 17 May.",
    "A third round is likely to follow in June.",
    "The ministers are expected to meet again in June.",
    "Another round is expected in June.",
    "According to sources close to the talks, the parties will meet again in June.",
    "Media reports say a second round will be held in June.",
]
NOT_PROMISED = [
    "No date was set for a next round.",
    "No further meeting is planned.",
    "It is unclear when the talks will resume.",
    "The two sides left without saying whether they will meet again.",
    "There will be no further round.",
    "If the truce holds, the parties will meet again in June.",
    "The mediators hope that the talks will resume in June.",
    "Neither side will return to the table.",
    "The parties will not meet again before the rains.",
    "Will the sides meet again in June?",
    "The parties could meet again in June.",
    "The talks resumed on 2 May after a break of a year.",
    "The next round was held on 30 April.",
    "The next round of elections will be held in June.",
    "The sides were to meet again in April but did not.",
    "The army denied that talks would resume in June.",
    "Schools will reopen on 20 May.",
    "The market will open again on Monday.",
    "Hundreds of families are to return to Kadugli next month.",
]


def promised(reading: Reading) -> list[tuple[str, set[str], str | None, str]]:
    """The acts that promise a meeting: kind, holders, last day, words."""
    return [
        (one.act.value, {actor.id for actor in one.actors}, one.due, one.cite.quote)
        for one in reading.acts
        if one.act.value in ("agree", "decide") and tuple(one.issues) == MEETING
    ]


@pytest.mark.parametrize(("said", "due"), PROMISED)
@pytest.mark.parametrize(("before", "sides"), [(JUBA, {"SDN", "splm-n"}), (BRUSSELS, {"ARM", "AZE"})])
def test_next_meeting_is_promised_by_those_who_are_to_meet(before: str, sides: set[str], said: str, due: str | None) -> None:
    ((_, holders, day, words),) = promised(read(before + said))
    assert (holders, day) == (sides, due)
    assert words.rstrip(".") in said
    # A record takes for a promise what has a last day or says it in words.
    assert day is not None or is_promise(words)


@pytest.mark.parametrize("said", FORESEEN)
def test_what_is_expected_or_told_by_nobody_named_is_noted_and_promised_by_nobody(said: str) -> None:
    reading = read(JUBA + said)
    assert promised(reading) == []
    assert ("note", MEETING) in acts(reading)


@pytest.mark.parametrize("said", NOT_PROMISED)
@pytest.mark.parametrize("before", [JUBA, BRUSSELS])
def test_what_is_denied_asked_hoped_for_or_something_else_promises_no_meeting(before: str, said: str) -> None:
    assert promised(read(before + said)) == []


def test_round_of_another_format_is_not_promised_by_those_named_before() -> None:
    text = "Russia, Iran and Turkey agreed on the mechanism last month. The talks of the Geneva process are to resume on 23 June."
    ((kind, holders, due, _),) = promised(read(text))
    assert (kind, holders, due) == ("decide", set(), "2023-06-23")


def test_host_who_calls_the_next_round_decides_it() -> None:
    ((kind, _, due, _),) = promised(read(JUBA + "The facilitator has called the next round for 29 May."))
    assert (kind, due) == ("decide", "2023-05-29")
