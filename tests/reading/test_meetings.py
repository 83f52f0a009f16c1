from __future__ import annotations

import pytest
from reading_facts import agenda, core, read, roles

NAIROBI = """Nairobi, 3 November 2022. The second round of talks between the government of Ethiopia and the Tigray People's
Liberation Front was
held in Nairobi on 7-9 November 2022, mediated by the African Union. Kenya hosted the meeting. The United States and IGAD
attended as observers.
The sides discussed the disarmament of combatants, humanitarian access and a ceasefire."""
ASTANA = """The 16th round of talks in the Astana format was held in Nur-Sultan on 7-8 July 2021. Delegations of the
guarantor states Russia,
Iran and Turkey took part, with the Syrian government and the Syrian armed opposition. The United Nations, Jordan, Lebanon
and Iraq attended as
observers. The sides discussed humanitarian aid, the Constitutional Committee and the exchange of prisoners."""


@pytest.mark.parametrize(
    ("text", "kind", "ordinal", "start", "end", "city", "country"),
    [
        (NAIROBI, "round", 2, "2022-11-07", "2022-11-09", "Nairobi", "KE"),
        (ASTANA, "round", 16, "2021-07-07", "2021-07-08", "Nur-Sultan", "KZ"),
    ],
)
def test_round_has_number_days_and_place(text: str, kind: str, ordinal: int, start: str, end: str, city: str, country: str) -> None:
    meeting = core(read(text))
    assert (meeting.kind, meeting.ordinal, meeting.start, meeting.end) == (kind, ordinal, start, end)
    assert (meeting.city, meeting.country, meeting.status) == (city, country, "held")


def test_roles_come_from_the_wording() -> None:
    assert roles(core(read(NAIROBI))) == {
        "african-union": "mediator", "KEN": "host", "ETH": "party", "tplf": "party", "USA": "observer", "igad": "observer",
    }  # fmt: skip
    assert roles(core(read(ASTANA))) == {
        "RUS": "guarantor", "IRN": "guarantor", "TUR": "guarantor", "SYR": "party", "syrian-armed-opposition": "party",
        "united-nations": "observer", "JOR": "observer", "LBN": "observer", "IRQ": "observer",
    }  # fmt: skip


def test_role_that_the_text_leaves_open_comes_from_the_track_and_cites_what_was_used() -> None:
    text = "Russia, Iran and Turkey met in Ankara on 16 September 2019 for the Astana process. They discussed the ceasefire and prisoners."
    meeting = core(read(text))
    assert roles(meeting) == {"RUS": "guarantor", "IRN": "guarantor", "TUR": "guarantor"}
    for one in meeting.participants:
        assert "Astana process" in [cite.quote for cite in one.cites] or any("Ankara" not in cite.quote for cite in one.cites)


def test_agenda_is_read_as_codes_with_the_words() -> None:
    assert agenda(core(read(NAIROBI))) == {"disarmament", "humanitarian", "ceasefire"}
    meeting = core(read(ASTANA))
    assert {"humanitarian", "constitution", "prisoners"} <= agenda(meeting)
    assert all(item.text and item.cite.quote for item in meeting.agenda)


@pytest.mark.parametrize(
    "again",
    ["The twenty-third Astana meeting brought together Russia, Iran and Turkey.", "The Astana round discussed the ceasefire in Idlib."],
)
def test_round_named_after_its_format_and_placed_elsewhere_is_one_meeting(again: str) -> None:
    (meeting,) = read(f"The 23rd round of the Astana format on Syria was held in Moscow on 12 March 2025. {again}").meetings
    assert (meeting.ordinal, meeting.city) == (23, "Moscow")


def test_round_named_after_its_format_is_at_the_place_of_its_name_where_the_next_one_is_elsewhere() -> None:
    text = "The ninth Astana round on Syria ended on 15 May 2018. The next round of the Astana format will be held in Sochi."
    assert [one.city for one in read(text).meetings] == ["Astana", "Sochi"]


def test_heading_that_names_the_format_before_the_city_places_the_round_in_the_city_once() -> None:
    title = "Joint Statement by the Representatives of Iran, Russia and Türkiye on the 23rd International Meeting on Syria"
    text = f"{title} in the Astana format, Sochi, 14-15 May 2025\n\nThey spoke of Syria.\n\nThe round in Sochi was held on 14-15 May 2025."
    (meeting,) = read(text).meetings
    assert (meeting.ordinal, meeting.city, meeting.start, meeting.end) == (23, "Sochi", "2025-05-14", "2025-05-15")


def test_name_of_a_track_is_not_the_place() -> None:
    text = "The Astana format meeting in Sochi on 16 February 2021 brought together Russia, Iran and Turkey. They discussed the "
    "ceasefire in Idlib."
    meeting = core(read(text))
    assert (meeting.city, meeting.country, meeting.track) == ("Sochi", "RU", "Astana format")


@pytest.mark.parametrize(
    ("text", "published", "status", "start"),
    [
        ("The seventh round of peace talks on Yemen will be held in Muscat on 12 May 2023. The ceasefire and the release of "
         "prisoners are on the agenda.",
         "2023-05-02", "planned", "2023-05-12"),
        ("The foreign ministers of Armenia and Azerbaijan will meet in Brussels on 12 May 2022 for peace talks on the border "
         "and a ceasefire.",
         "2022-05-02", "planned", "2022-05-12"),
        ("The seventh round of the Geneva talks, planned for 3 June 2017, was cancelled because of violations of the ceasefire "
         "and the dispute on prisoners.",
         "2017-06-01", "cancelled", "2017-06-03"),
    ],
)  # fmt: skip
def test_announced_and_cancelled_meetings_are_kept_apart_from_held_ones(text: str, published: str, status: str, start: str) -> None:
    meeting = core(read(text, published))
    assert (meeting.status, meeting.start) == (status, start)


def test_background_meeting_is_a_meeting_of_its_own() -> None:
    text = """Delegations of Russia and Ukraine held peace talks in Istanbul on 29 March 2022 with the mediation of Turkey. A
previous round took
place in Belarus on 7 March 2022. They discussed a ceasefire and security guarantees."""
    reading = read(text, "2022-03-30")
    assert [(one.start, one.country, one.core) for one in reading.meetings] == [("2022-03-29", "TR", True), ("2022-03-07", "BY", False)]


def test_meeting_reported_twice_is_one() -> None:
    text = """Yemeni government and Houthi delegations met in Amman. The two delegations met in Amman on 5 May 2022 to
discuss a prisoner exchange
and the truce. The United Nations envoy, Hans Grundberg, chaired the meeting."""
    (meeting,) = read(text, "2022-05-07").meetings
    assert (meeting.city, meeting.start) == ("Amman", "2022-05-05")
    assert {"YEM", "houthis"} <= set(roles(meeting))


def test_every_part_of_a_meeting_cites_words_of_the_text() -> None:
    for text in (NAIROBI, ASTANA):
        reading = read(text)
        for meeting in reading.meetings:
            seated = [one.cites for one in meeting.participants] + [one.cites for one in meeting.people]
            for cites in (meeting.cites, *seated):
                assert cites
                for cite in cites:
                    cite.check(reading.document.text)


@pytest.mark.parametrize(
    ("number", "place", "before"), [("twelfth", "Nairobi", "eleventh"), ("fifth", "Geneva", "fourth"), ("third", "Doha", "second")]
)
def test_meeting_that_the_title_counts_and_dates_is_the_main_one_however_late_it_is_named(number: str, place: str, before: str) -> None:
    text = f"""Joint statement of the mediators on the outcomes of the {number} round of the peace talks, {place}, 14-15 May 2031

The representatives of Norway, Kenya and Switzerland as mediators:

1. Welcomed the release of thirty prisoners since the {before} round.

2. Reaffirmed their commitment to the unity of the country.

3. Discussed the humanitarian situation.

4. Condemned the attacks on aid workers.

5. Took note of the report on the ceasefire.

6. Thanked the hosts of the {number} round of the peace talks in {place}."""
    main = core(read(text, "2031-05-15"))
    assert (main.start, main.city) == ("2031-05-14", place)
    assert {"NOR", "KEN", "CHE"} <= set(roles(main))


@pytest.mark.parametrize(
    ("issuers", "codes", "two", "talks"),
    [
        ("Iran, Russia and Türkiye", {"IRN", "RUS", "TUR"}, "Russia and Türkiye", "Astana talks on Syria"),
        ("Cuba, Norway and Chile", {"CUB", "NOR", "CHL"}, "Norway and Chile", "peace talks on Colombia"),
    ],
)
def test_guarantors_who_issue_the_statement_of_their_meeting_all_took_part(issuers: str, codes: set[str], two: str, talks: str) -> None:
    text = f"""Joint Statement by the Representatives of {issuers} on the fifth round of the {talks}, Astana, 21-22 May 2031

The representatives of {issuers} as guarantors:

1. Condemned the attacks.

2. Called for humanitarian aid.

3. Took note of the delegation of the United Nations.

4. {two} undertook to repair the bridge by 15 July 2031.

5. Thanked Kazakhstan for hosting the round."""
    present = roles(core(read(text, "2031-05-22")))
    assert {actor for actor, role in present.items() if role == "guarantor"} == codes
