"""Faults that a reader of several processes would see at once: whose minister, which format, since when, what never took place."""

from __future__ import annotations

import pytest
from readings import names, only, read, seats

from sulh.model import Meeting


def who(meeting: Meeting) -> dict[str, str | None]:
    """Each named person with the identifier of the actor that the person stands for."""
    return {one.name: one.actor.id if one.actor else None for one in meeting.people}


def meetings(text: str, published: str | None = "2023-05-05") -> list[Meeting]:
    return list(read(text, published=published).meetings)


# --- persons under their own state --------------------------------------------------------------------------------------------------


def test_holders_of_one_office_in_several_states_stand_under_their_own_in_the_order_of_the_states() -> None:
    horn = "The foreign ministers of Ethiopia and Eritrea, Workneh Gebeyehu and Osman Saleh, met in Asmara on 3 July 2018 for peace talks."
    assert who(only(horn, published="2018-07-05")) == {"Workneh Gebeyehu": "ETH", "Osman Saleh": "ERI"}
    caucasus = "The foreign ministers of Armenia and Azerbaijan, Aram Petros and Rauf Aliyar, met in Moscow on 6 May 2019 for talks."
    assert who(only(caucasus, published="2019-05-10")) == {"Aram Petros": "ARM", "Rauf Aliyar": "AZE"}
    assert {one.office for one in only(horn, published="2018-07-05").people} == {"foreign minister"}


@pytest.mark.parametrize(
    "text",
    [
        "The four defence ministers, Sergei Shoigu, Reza Ashtani, Mahmoud Abbad and Hulusi Akar, met in "
        "Moscow on 25 April 2023 over Syria.",
        "The three foreign ministers, Sergei Lavrov, Pavel Klim and Heiko Maas, met in Moscow on 25 April 2023 over the war in Ukraine.",
    ],
)
def test_nobody_is_put_under_the_state_of_the_one_named_first_where_several_are_meant(text: str) -> None:
    people = who(only(text))
    assert next(iter(people.values())) == "RUS"
    assert sum(actor == "RUS" for actor in people.values()) == 1


def test_thanks_do_not_make_an_actor() -> None:
    for text in (
        "The delegations of Iran and Turkey met in Astana on 4 May 2023 over the ceasefire in "
        "Syria.\n\nThank President Kassym Tokay for hosting the meeting.",
        "The delegations of Rwanda and Uganda met in Luanda on 4 May 2023 over the ceasefire.\n\nThank "
        "President Joao Lourenco for hosting the meeting.",
    ):
        assert "thank" not in seats(only(text))


def test_an_official_of_a_sentence_about_another_meeting_was_not_at_the_main_one() -> None:
    text = (
        "The foreign ministers of Sudan and Egypt, Ali Sadiq and Sameh Shoukry, met in Cairo on 4 May 2023 over the ceasefire.\n\n"
        "- April 25: Defence Minister Yassin Ibrahim of Sudan met his Egyptian colleague in Khartoum."
    )
    assert "Yassin Ibrahim" not in names(only(text))


# --- formats ------------------------------------------------------------------------------------------------------------------------


def test_a_congress_that_a_round_announces_is_not_its_format() -> None:
    text = (
        "The eighth round of talks took place in Doha on 21-22 April 2023. Qatar and Chad reviewed the ceasefire. "
        "It was announced that the Chadian National Dialogue Congress would meet in Ndjamena on 29-30 June 2023."
    )
    assert "Congress" not in (only(text).track or "")
    syria = (
        "The eighth high-level meeting on Syria took place in Astana on 21-22 December 2017. Turkey, "
        "Russia and Iran reviewed the ceasefire. "
        "It was announced that the Syrian National Dialogue Congress would meet in Sochi on 29-30 January 2018."
    )
    assert "Congress" not in (only(syria, published="2017-12-23").track or "")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The third Astana meeting on Syria opened on 4 May 2023 with talks on the ceasefire.", "Astana"),
        (
            "The second Jeddah round between the Sudanese army and the Rapid Support Forces opened on 4 May 2023 over the truce in Sudan.",
            "Jeddah",
        ),
    ],
)
def test_a_meeting_called_by_the_place_of_a_known_format_is_one_of_it(text: str, place: str) -> None:
    assert place in (only(text).track or "")


def test_earlier_and_next_rounds_belong_to_the_series_of_the_main_one() -> None:
    for text in (
        "The fifteenth round of the Astana talks on Syria opened in Sochi on 4 May 2023. The fourteenth "
        "round was held in Nur-Sultan in December 2021.",
        "The third round of the Jeddah talks on Sudan opened in Jeddah on 4 May 2023. The second round was held in Riyadh in March 2023.",
    ):
        tracks = [one.track for one in meetings(text)]
        assert len(tracks) == 2 and all(tracks)


def test_a_side_at_the_table_is_no_format() -> None:
    text = "The High Negotiations Committee met the envoy in Geneva on 4 May 2023 over the ceasefire in Syria."
    assert [one.name for one in read(text).tracks] == []


# --- since when ---------------------------------------------------------------------------------------------------------------------


def test_since_when_a_venue_has_its_name_is_not_since_when_there_is_a_format() -> None:
    for text in (
        "The twelfth round of the Astana talks was held in Nur-Sultan, as the Kazakh capital has been "
        "called since March 2019. The ceasefire in Syria holds.",
        "The Jeddah talks were held in Port Sudan, where the ministry has been based since May 2023. The ceasefire in Sudan holds.",
    ):
        assert [one.started for one in read(text).tracks] == [None]
    assert [
        one.started for one in read("The Normandy format, which has met since June 2014, dealt with the ceasefire in Ukraine.").tracks
    ] == ["2014-06"]


# --- what did not happen ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "They agreed that a sixth round of the Constitutional Committee should be held in Geneva soon. The ceasefire in Syria holds.",
        "The envoy called for a second session of the Joint Commission on the ceasefire in Sudan to be held in Juba as soon as possible.",
        "The rebels declined to come to Geneva for the peace talks on Yemen.",
        "Norway urged both sides to hold the ninth session of the Constitutional Committee in Geneva. The ceasefire in Syria holds.",
        "The African Union appealed to the generals to convene the third round of the talks on Sudan in Juba. The ceasefire there holds.",
    ],
)
def test_what_is_wished_for_or_declined_is_no_meeting(text: str) -> None:
    assert meetings(text) == []


def test_what_can_no_longer_meet_was_called_off_with_the_days_it_was_to_have() -> None:
    for text in (
        "The envoy announced that the Constitutional Committee of Syria could no longer meet in Geneva from 25 to 29 July 2022.",
        "The chair announced that the ceasefire commission of Sudan could no longer meet in Juba from 25 to 29 July 2022.",
    ):
        found = meetings(text, "2022-07-16")
        assert [(one.status.value, one.start, one.city) for one in found] == [("cancelled", "2022-07-25", found[0].city)]


def test_a_past_meeting_told_in_the_present_tense_was_held() -> None:
    text = "How it came to this:\n\n- 25 January 2023: the defence ministers of Chad and Sudan meet in Ndjamena over the ceasefire."
    assert [one.status.value for one in meetings(text)] == ["held"]
    text = (
        "How it came to this:\n\n- 25 January 2023: the foreign ministers of Armenia and Azerbaijan meet in Prague over the peace treaty."
    )
    assert [one.status.value for one in meetings(text)] == ["held"]


def test_a_movement_that_is_only_fought_is_no_party() -> None:
    text = (
        "The presidents of Nigeria, Niger and Chad met in Abuja on 4 May 2023 over the ceasefire. They restated their determination to "
        "eliminate Boko Haram and associated groups."
    )
    assert "boko-haram" not in seats(only(text))
    text = (
        "The presidents of Russia, Iran and Turkey met in Sochi on 4 May 2023 over the ceasefire in "
        "Syria. They restated their determination "
        "to eliminate Al-Nusra Front and associated groups."
    )
    assert "nusra-front" not in seats(only(text))


# --- days and members ---------------------------------------------------------------------------------------------------------------


def test_their_meeting_is_that_of_the_subject_and_the_nth_time_is_the_same_meeting() -> None:
    for text, present in (
        (
            "The presidents of Russia, Iran and Turkey spoke of Syria after their summit in Sochi on Thursday. "
            "It was the fourth time that they met in this format.",
            {"RUS", "IRN", "TUR"},
        ),
        (
            "The foreign ministers of France, Germany and Ukraine called for a ceasefire after their meeting in Paris on Saturday. "
            "It was the third time that the three had met in this format.",
            {"FRA", "DEU", "UKR"},
        ),
    ):
        found = meetings(text)
        assert len(found) == 1
        assert set(seats(found[0])) == present
        assert found[0].ordinal in (3, 4)


def test_a_day_told_by_its_distance_is_counted() -> None:
    text = "The ministry published it on Saturday, two days after Chad and Sudan signed the ceasefire agreement in Ndjamena."
    assert [one.start for one in meetings(text, "2023-05-07")] == ["2023-05-04"]
    text = "The ministry published the memorandum on Saturday, two days after Russia, Turkey and Iran signed the memorandum in Astana."
    assert [one.start for one in meetings(text, "2017-05-06")] == ["2017-05-04"]


def test_a_chronicle_dates_its_paragraphs_by_the_line_they_open_with() -> None:
    text = "**Thursday and Friday, 25-26 April.** The twelfth round of the Jeddah talks on Sudan was held in Jeddah."
    found = only(text, published="2019-04-27")
    assert (found.start, found.end) == ("2019-04-25", "2019-04-26")
    text = "**Monday, 22 April.** The second round of the Astana talks on Syria was held in Nur-Sultan."
    assert only(text, published="2019-04-27").start == "2019-04-22"


def test_a_round_is_numbered_behind_its_noun_too() -> None:
    assert only("Round 46 of the Geneva International Discussions on Georgia was held in Geneva on 4 May 2023.").ordinal == 46
    assert only("Session no. 3 of the talks on the ceasefire in Sudan was held in Jeddah on 4 May 2023.").ordinal == 3


# --- a deadline is no day of a meeting ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("At their meeting in Muscat the delegations of Russia and Iran agreed to exchange prisoners by 30 June 2023.", [None]),
        ("At talks in Jeddah the Sudanese army and the Rapid Support Forces agreed to leave the port no later than 30 June 2023.", [None]),
        ("Armenia and Azerbaijan agreed to hold the next round of talks in Prague by 15 July 2023.", [None]),
        ("The two sides met in Geneva on 3 May 2023 and agreed to withdraw by 30 June 2023.", ["2023-05-03"]),
        ("The delegations spoke by telephone before the 7 May 2023 round of talks in Geneva.", ["2023-05-07"]),
        ("Ethiopia and Eritrea will hold the next round of talks in Asmara before the end of September 2023.", ["2023-09"]),
    ],
)
def test_deadline_is_no_day_of_a_meeting(text: str, days: list[str | None]) -> None:
    assert [one.start for one in meetings(text, published=None)] == days
