from __future__ import annotations

import pytest
import readings
from reading_facts import read


def test_release_has_number_day_and_who_freed() -> None:
    gaza = read("Under the ceasefire, Hamas released 24 hostages on 24 November 2023, as the mediators announced in the truce talks.")
    yemen = read("Under the truce the Houthis released 706 prisoners on 14 April 2023. The prisoner exchange was mediated by the ICRC.")
    found = [(one.what.value, one.by.id if one.by else None, one.count, one.date) for one in (*gaza.releases, *yemen.releases)]
    assert found == [("release", "hamas", 24, "2023-11-24"), ("release", "houthis", 706, "2023-04-14")]


@pytest.mark.parametrize(
    "text",
    [
        "Armenia and Azerbaijan held peace talks in Washington on 1 May 2023. Both countries agreed to exchange prisoners.",
        "The Government of the DRC and the M23 agreed in the talks in Doha to free 50 prisoners within ten days.",
        "Under the peace agreement the opposition is to hand over 12 captured soldiers to the government of South Sudan on 5 June 2018.",
        "In the coming days 20 detainees will go home on each side, T\u00fcrkiye and Russia said after the Astana talks on Syria.",
        "The swap of 50 prisoners between the Government of the DRC and the M23 was put off, the mediators in Doha said on 4 May 2025.",
    ],
)
def test_release_that_is_only_agreed_is_none(text: str) -> None:
    assert read(text).releases == ()


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


def _told(text: str, published: str | None = None) -> set[tuple[str | None, str | None, int | None, str | None]]:
    found = read(text, published).releases
    return {(one.by.id if one.by else None, one.to.id if one.to else None, one.count, one.date) for one in found}


@pytest.mark.parametrize(
    ("text", "published", "both"),
    [
        (
            "On Tuesday the two sides exchanged prisoners near Taiz. Twenty-four fighters were handed over by Ansar Allah, "
            "18 by the government. The ICRC said the truce was holding.",
            "2022-03-17",
            {("houthis", "YEM", 24, "2022-03-15"), ("YEM", "houthis", 18, "2022-03-15")},
        ),
        (
            "Prisoner swap between Armenia and Azerbaijan\n\n14 December 2023\n\n"
            "The swap took place at dawn on the border. 15 went home on each side.",
            None,
            {("ARM", "AZE", 15, "2023-12-14"), ("AZE", "ARM", 15, "2023-12-14")},
        ),
        (
            "Russia and Ukraine exchanged prisoners of war on Wednesday. Ukraine got back 205 soldiers; Russia received the same number.",
            "2025-06-04",
            {("RUS", "UKR", 205, "2025-06-04"), ("UKR", "RUS", 205, "2025-06-04")},
        ),
        (
            "The Syrian government received nine detainees from the opposition near Al-Bab yesterday, and gave up nine in exchange, "
            "under the Astana working group.",
            "2019-07-31",
            {("syrian-opposition", "SYR", 9, "2019-07-30"), ("SYR", "syrian-opposition", 9, "2019-07-30")},
        ),
        (
            "The Government of the DRC freed 30 prisoners, the M23 22; the ICRC carried them over the line at Bunagana on Sunday. "
            "The truce holds.",
            "2025-09-15",
            {("COD", "m23", 30, "2025-09-14"), ("m23", "COD", 22, "2025-09-14")},
        ),
        (
            "Azerbaijan and Armenia exchanged 34 captives at the border on Wednesday, the two governments said in a joint statement on "
            "their peace process: 32 Armenian soldiers and two Azerbaijani ones.",
            "2023-12-14",
            {("AZE", "ARM", 32, "2023-12-13"), ("ARM", "AZE", 2, "2023-12-13")},
        ),
    ],
)
def test_short_notice_of_an_exchange_is_a_release_by_each_side(
    text: str, published: str | None, both: set[tuple[str | None, str | None, int | None, str | None]]
) -> None:
    assert _told(text, published) == both


def test_notice_names_place_and_who_helped_and_its_own_line_the_day() -> None:
    text = (
        "RELEASE OF DETAINEES\n\n12 March 2021\n\nThe ICRC facilitated the transfer of 40 people who had been detained in relation to "
        "the conflict in Yemen. The handover was at Sanaa airport."
    )
    (one,) = read(text).releases
    assert (one.count, one.date, one.place, one.by) == (40, "2021-03-12", "Sanaa airport", None)
    assert [actor.id for actor in one.facilitated_by] == ["icrc"]


def test_number_of_both_sides_together_is_that_of_neither() -> None:
    text = "Under the truce Armenia and Azerbaijan exchanged 34 captives on 13 December 2023."
    assert _told(text) == {(None, None, 34, "2023-12-13")}


def test_day_on_which_it_was_said_is_not_that_of_the_release() -> None:
    text = "The Tigray People's Liberation Front has released 4,208 prisoners of war, it said on 20 May 2022, as a step to peace talks."
    assert _told(text) == {("tplf", None, 4208, None)}


@pytest.mark.parametrize(
    "text",
    [
        "The mediators said that no prisoner was freed by the Houthis this week, the talks being stuck.",
        "About 300 people returned to their villages after the truce in Sudan; ministers went home after the talks on 3 March 2025.",
        "Under the agreement each side shall release all detainees; lists of 8,576 names were exchanged on 18 December 2018.",
        "The Taliban would free 20 soldiers if the Afghan government let 100 fighters go, the mediators of the talks said.",
    ],
)
def test_what_frees_nobody_is_no_release(text: str) -> None:
    assert read(text, "2025-03-17").releases == ()


@pytest.mark.parametrize(
    "wished",
    [
        "The United Nations called for prisoners to be released.",
        "The envoy urged that 40 prisoners be released before Eid.",
        "The families want all 300 detainees released.",
        "The Houthis demanded 40 prisoners released at once.",
        "The mothers hoped to see 20 prisoners freed.",
        "The Houthis insist on having 40 prisoners released.",
    ],
)
def test_release_that_is_only_wished_for_is_none(wished: str) -> None:
    reading = read(f"Yemen and the Houthis met in Amman on 3 May 2023. {wished}", "2023-05-05")
    assert reading.releases == ()
    assert [one.act.value for one in reading.acts] == ["call"]


@pytest.mark.parametrize(
    ("text", "count", "day"),
    [
        ("The ICRC confirmed that on 14 June 2025 the Government of Yemen and the Houthis each freed 60 detainees.", 60, "14"),
        ("The Government of Yemen and the Houthis freed 15 prisoners each near Taiz on 4 June 2025 after the talks.", 15, "04"),
        ("Under the deal the Government of Yemen and the Houthis let 30 prisoners apiece go home on 5 June 2025.", 30, "05"),
        ("The Government of Yemen met the Houthis in Amman. The two sides each handed over ten captives on 6 June 2025.", 10, "06"),
    ],
)
def test_what_each_of_two_did_is_one_release_each_way(text: str, count: int, day: str) -> None:
    assert _told(text, "2025-06-15") == {
        ("YEM", "houthis", count, f"2025-06-{day}"), ("houthis", "YEM", count, f"2025-06-{day}"),
    }  # fmt: skip


def test_each_of_those_held_is_no_word_about_both_sides() -> None:
    text = "Ukraine and Russia met in Minsk. The ICRC visited each of the 30 prisoners whom Ukraine had freed on 2 May 2025."
    assert not {(by, to) for by, to, *_ in _told(text, "2025-05-03")} & {("UKR", "RUS"), ("RUS", "UKR")}


def rows(text: str) -> list[tuple[str | None, str | None, int | None, str | None, str | None]]:
    """Giver, getter, number, day and place of each release of a text."""
    found = readings.read(text).releases
    return [(one.by.id if one.by else None, one.to.id if one.to else None, one.count, one.date, one.place) for one in found]


def test_nationality_of_prisoners_does_not_say_whose_they_are_in_a_divided_state() -> None:
    text = "Saudi Arabia released 40 Yemeni prisoners on Monday, the Houthis told the government of Yemen at peace talks."
    assert rows(text) == [("SAU", None, 40, "2023-05-01", None)]


def test_place_of_another_event_is_not_that_of_a_release() -> None:
    text = "On 1 May Azerbaijan handed over 12 captured soldiers to Armenia. Peace talks went on. A drone was shot down near Horlivka."
    assert rows(text) == [("AZE", "ARM", 12, "2023-05-01", None)]
    text = "Azerbaijan handed over 12 captured soldiers to Armenia on 1 May, a spokesman in Ganja said before the peace talks."
    assert rows(text) == [("AZE", "ARM", 12, "2023-05-01", None)]
    text = "Azerbaijan returned 12 captured soldiers to Armenia on Tuesday at the border crossing near Yeraskh after peace talks."
    assert rows(text) == [("AZE", "ARM", 12, "2023-05-02", "Yeraskh")]


def test_announced_release_is_done_unless_it_is_to_come() -> None:
    text = "The Taliban announced the release of 40 Afghan government soldiers on Tuesday before peace talks in Doha."
    assert rows(text) == [("taliban", None, 40, "2023-05-02", None)]
    text = "Officials announced the transfer of 80 captured soldiers to Ukraine on Sunday, ahead of peace talks in Minsk."
    assert rows(text) == [(None, "UKR", 80, "2023-04-30", None)]
    assert rows("The army announced the transfer of 300 soldiers to the border ahead of the peace talks.") == []
    assert rows("The Taliban announced the release of 40 prisoners next week, after peace talks in Doha.") == []


def test_number_that_is_broken_down_is_one_release() -> None:
    text = "Hamas released 16 hostages, ten Israelis and six Thais, on Wednesday, the Qatari mediators of the peace talks said."
    assert [one[2] for one in rows(text)] == [16]


def test_flights_that_carry_those_released_are_releases_of_their_days() -> None:
    text = (
        "Detainees go home in Kessara\n\n16 April 2031\n\nThe Red Cross has completed the release of 700 detainees held in the conflict in "
        "Yemen. On Friday, 318 detainees were flown from Aden to Sana'a. On Saturday, six flights carried 357 former detainees from Riyadh "
        "to Sana'a. On Sunday, 25 freed detainees boarded a flight to Aden."
    )
    found = {(one.count, one.date) for one in read(text, "2031-04-16").releases}
    assert found >= {(318, "2031-04-11"), (357, "2031-04-12"), (25, "2031-04-13")}


def test_delegates_who_travel_are_no_releases() -> None:
    text = "Talks on detainees\n\nThe sides discussed the release of 40 detainees. On Friday 12 delegates travelled to Geneva to talk."
    assert read(text, "2031-04-16").releases == ()
