from __future__ import annotations

import pytest
from reading_facts import read


def test_release_has_number_day_and_who_freed() -> None:
    gaza = read("Under the ceasefire, Hamas released 24 hostages on 24 November 2023, as the mediators announced in the truce talks.")
    yemen = read("Under the truce the Houthis released 706 prisoners on 14 April 2023. The prisoner exchange was mediated by the ICRC.")
    found = [(one.what.value, one.by.id if one.by else None, one.count, one.date) for one in (*gaza.releases, *yemen.releases)]
    assert found == [("release", "hamas", 24, "2023-11-24"), ("release", "houthis", 706, "2023-04-14")]


def test_release_that_is_only_agreed_has_no_date() -> None:
    text = "Armenia and Azerbaijan held peace talks in Washington on 1 May 2023. Both countries agreed to exchange prisoners "
    "and discussed the ceasefire."
    assert [one.date for one in read(text).releases] == [None]


def test_release_that_is_only_demanded_is_none() -> None:
    assert read("The United Nations called for the release of all detainees in Syria and for a ceasefire.").releases == ()


@pytest.mark.parametrize(
    "text",
    [
        "The envoy of Ruritania asked again for the sick to be freed, as the ceasefire talks with Syldavia went on.",
        "The peace talks of Ruritania and Syldavia were put off because the last prisoners were not let go.",
        "The sides of the peace talks agreed to create a committee to watch the return of units to barracks and the departure of fighters.",
        "The mediators of the peace talks thanked the crew for the journey of the persons freed.",
    ],
)
def test_what_is_asked_for_or_not_done_is_no_release(text: str) -> None:
    assert read(text).releases == ()


def test_releases_without_a_known_giver_are_told_apart_by_their_numbers() -> None:
    found = read(
        "Under the peace agreement, 26 conscripts were freed on 3 March 2025.\n\n"
        "Under the ceasefire deal, 11 drivers were let go on 4 May 2025."
    ).releases
    assert [release.count for release in found] == [26, 11]
