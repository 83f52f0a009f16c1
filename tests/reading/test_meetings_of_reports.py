"""What reports tell of meetings: which of several days, places and sides are a meeting's own, and which meeting is told again."""

from __future__ import annotations

import pytest
from readings import only, read, seats

from sulh.documents import from_text
from sulh.model import Meeting
from sulh.reading import read_document

DATELINE = "NAIROBI, May 5, 2023 (AFP) - "


def told(text: str) -> list[tuple[str, str | None, str | None, str | None]]:
    return [(m.status.value, m.start, m.end, m.city) for m in read(DATELINE + text).meetings]


def other(text: str) -> list[Meeting]:
    return [m for m in read(DATELINE + text).meetings if not m.core]


@pytest.mark.parametrize(
    ("ahead", "city"),
    [
        ("with the next round of negotiations to be held in Doha", "Doha"),
        ("with a further session of the talks due in Nairobi", "Nairobi"),
        ("with another meeting expected in Tunis", "Tunis"),
    ],
)
def test_words_about_the_next_round_take_no_day_or_place_of_the_last(ahead: str, city: str) -> None:
    held, planned = told(f"The government of Chad and the FACT rebels ended their third round of peace talks in Lome on Thursday, {ahead}.")
    assert held == ("held", "2023-05-04", None, "Lome")
    assert planned == ("planned", None, None, city)


@pytest.mark.parametrize("city", ["Doha", "Nairobi", "Tunis"])
def test_the_next_round_is_of_the_same_two_sides(city: str) -> None:
    lead = "The government of Chad and the FACT rebels ended their second round of peace talks in Lome on Thursday."
    (following,) = other(f"{lead} The next round of the talks will be held in {city}.")
    assert {"TCD", "chadian-fact"} <= set(seats(following))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("{A} completed the second round of peace talks in Doha on Friday. The two sides opened the talks on 20 April.", "04-20", "05-05"),
        ("The sixth meeting of {A} on prisoners concluded in Doha on Thursday. The negotiations had begun on 12 April.", "04-12", "05-04"),
        ("{A} ended their peace talks in Doha on Wednesday. The talks resumed on 24 April.", "04-24", "05-03"),
    ],
)
def test_a_meeting_told_by_its_first_and_its_last_day_has_both(text: str, start: str, end: str) -> None:
    sides = "Delegations of the government of Chad and the FACT rebels" if text.startswith("{A}") else "the government of Chad and FACT"
    assert told(text.format(A=sides)) == [("held", f"2023-{start}", f"2023-{end}", "Doha")]


def test_other_talks_that_began_on_another_day_give_a_meeting_no_first_day() -> None:
    text = "So ended on May 4 the sixth round of talks between the government of Chad and FACT. Technical discussions began on Wednesday."
    assert told(text)[0][1:3] == ("2023-05-04", None)


@pytest.mark.parametrize(
    "lead",
    [
        "Norway's envoy said on Tuesday that fighting had eased since the talks with the ELN resumed.",
        "Norway's envoy said on Tuesday that fewer had died since these negotiations with the ELN began.",
        "The guarantors said on Tuesday that little had changed since the peace talks with the ELN started.",
    ],
)
def test_since_when_something_is_so_dates_no_meeting(lead: str) -> None:
    assert "2023-05-02" not in {m.start for m in read(DATELINE + lead).meetings}


@pytest.mark.parametrize("verb", ["regretted on Sunday the slow pace of", "hailed on Sunday the start of", "voiced doubts on Sunday over"])
def test_who_only_judges_talks_does_not_date_them_and_is_not_there(verb: str) -> None:
    text = f"Norway {verb} the latest round of talks between Yemen's government and the Houthis. The round was held in Amman."
    (meeting,) = read(DATELINE + text).meetings
    assert (meeting.start, meeting.city) == (None, "Amman")
    assert "NOR" not in seats(meeting)


@pytest.mark.parametrize(
    ("text", "status", "start"),
    [
        ("were postponed on Thursday. Officials in Arusha said the talks would be held on Sunday", "planned", "2023-05-07"),
        ("were cancelled late on Tuesday in Arusha", "cancelled", None),
        ("were put off on Wednesday in Arusha", "cancelled", None),
    ],
)
def test_the_day_on_which_talks_are_put_off_is_not_their_own(text: str, status: str, start: str | None) -> None:
    lead = "Clashes between the government of Burundi and the FNL rebels went on."
    assert told(f"{lead} Their peace talks {text}.") == [(status, start, None, "Arusha")]


@pytest.mark.parametrize(
    ("text", "status", "start"),
    [
        ("Qatar was due to receive both for peace talks on 12 April in Doha. Chad called them off a day before", "cancelled", "2023-04-12"),
        ("They had been scheduled to hold peace talks in Doha on 20 April. However, Chad cancelled them", "cancelled", "2023-04-20"),
        ("Both had been expected to meet for peace talks in Doha on 3 April, but nothing came of it", "planned", "2023-04-03"),
    ],
)
def test_what_had_been_planned_lies_behind_and_is_off_where_the_next_sentence_says_so(text: str, status: str, start: str) -> None:
    lead = "Clashes between the government of Chad and the FACT rebels went on, monitors of the ceasefire said."
    found = [(m.status.value, m.start) for m in read(f"{DATELINE}{lead} {text}.").meetings if m.city == "Doha"]
    assert found == [(status, start)]


@pytest.mark.parametrize("kind", ["possible summit", "potential meeting", "eventual round of talks"])
def test_a_meeting_that_is_only_possible_is_none(kind: str) -> None:
    text = f"At talks in Ankara on Tuesday, Ukraine and Russia discussed an exchange of prisoners and a {kind} of their presidents."
    assert told(text) == [("held", "2023-05-02", None, "Ankara")]


@pytest.mark.parametrize("city", ["Washington", "Brussels", "Doha"])
def test_one_planned_meeting_told_twice_is_one(city: str) -> None:
    text = (
        f"The foreign ministers of Armenia and Azerbaijan will meet in {city} soon for peace talks, an official said. He hosts the foreign "
        f"ministers of Armenia and Azerbaijan in {city} soon for the next round of peace negotiations, he said."
    )
    assert len(told(text)) == 1


@pytest.mark.parametrize("lead", ["said in a statement that the meeting", "noted in one report that the meeting", "wrote that the talks"])
def test_a_statement_about_the_meeting_opens_no_other(lead: str) -> None:
    text = f"The government of Libya and the LNA met in Geneva on Wednesday for peace talks. The mission {lead} is led by the UN envoy."
    assert len(told(text)) == 1


@pytest.mark.parametrize("people", ["the two Cypriot leaders", "both Cypriot communities", "the leaders of the two communities of Cyprus"])
def test_both_communities_of_a_divided_island_sit_there(people: str) -> None:
    there = seats(only(f"{DATELINE}The UN envoy received {people} in New York on Tuesday for talks on a settlement."))
    assert {"greek-cypriots", "turkish-cypriots"} <= set(there) and "CYP" not in there


def test_guarantor_powers_of_a_list_are_all_there() -> None:
    powers = "the guarantor powers of Greece, Turkey and the United Kingdom"
    text = f"The UN envoy convened the two Cypriot leaders and {powers} in Geneva on Tuesday."
    there = seats(only(f"{DATELINE}{text} The informal meeting dealt with a settlement."))
    assert {actor for actor, role in there.items() if role == "guarantor"} == {"GRC", "TUR", "GBR"}


@pytest.mark.parametrize("words", ["South Africa's former president", "South Africa's ex-president", "South Africa's retired minister"])
def test_whose_office_somebody_once_held_does_not_sit_there(words: str) -> None:
    text = f"The peace talks in Tunis between the government of Libya and the LNA were facilitated on Monday by {words}, Thabo Mbeki."
    assert "ZAF" not in seats(only(DATELINE + text))


@pytest.mark.parametrize("body", ["eight-country East African bloc IGAD", "regional organisation IGAD", "east African grouping IGAD"])
def test_a_mediator_may_be_described_before_it_is_named(body: str) -> None:
    text = f"Talks of the government of South Sudan and the SPLM-IO, mediated by the {body}, opened on Monday in Addis Ababa."
    assert seats(only(DATELINE + text))["igad"] == "mediator"


@pytest.mark.parametrize("who", ["the three governments said", "the two governments announced", "both sides said"])
def test_who_tells_of_mediation_does_not_mediate(who: str) -> None:
    text = f"The presidents of Congo and Rwanda met in Doha on Tuesday. The meeting was mediated by Qatar, {who} of the peace talks."
    assert [actor for actor, role in seats(only(DATELINE + text)).items() if role == "mediator"] == ["QAT"]


@pytest.mark.parametrize("words", ["as part of", "in the framework of", "within the framework of"])
def test_between_whom_a_dialogue_is_says_nothing_of_who_met(words: str) -> None:
    lead = "The government of Chad and the FACT rebels opened peace talks in Doha on Tuesday."
    (meeting,) = other(f"{lead} Norway's envoy met Swiss officials in Oslo on Monday {words} the dialogue between Chad and Sudan.")
    assert set(seats(meeting)) == {"NOR", "CHE"}


@pytest.mark.parametrize("event", ["on the fringes of the African Union summit", "on the margins of the African Union summit"])
def test_what_talks_are_held_beside_is_no_other_meeting(event: str) -> None:
    text = f"Peace talks between the government of Chad and the FACT rebels were held on Monday {event} in Addis Ababa."
    assert told(text) == [("held", "2023-05-01", None, "Addis Ababa")]


@pytest.mark.parametrize("verb", ["flew to Oman to hold", "travelled to Oman at the head of a delegation for", "arrived in Oman to start"])
def test_a_journey_made_for_talks_is_these_talks(verb: str) -> None:
    lead = "The government of Iran and the United States opened nuclear talks in Muscat on Monday."
    text = f"{lead} Iran's foreign minister {verb} the talks."
    assert len(told(text)) == 1


@pytest.mark.parametrize("office", ["foreign minister", "defence minister", "president"])
def test_an_officer_belongs_to_the_ministry_that_tells_of_him(office: str) -> None:
    who = f"{office} Abbas Karimi met the Omani {office}"
    text = f"Iran's Ministry of Foreign Affairs said on Monday that {who} in Muscat on the nuclear talks."
    assert set(seats(only(DATELINE + text))) == {"IRN", "OMN"}


@pytest.mark.parametrize("what", ["to mark the end of", "marking the culmination of", "to conclude"])
def test_a_text_signed_at_the_end_of_a_round_is_of_that_round(what: str) -> None:
    lead = "The government of Chad and the FACT rebels signed a joint statement in Doha on Thursday"
    text = f"{lead} {what} the first round of their peace talks."
    (meeting,) = read(DATELINE + text).meetings
    assert (meeting.kind.value, meeting.ordinal) == ("round", 1)


@pytest.mark.parametrize(
    "head", ["Rivals resumed peace talks on prisoners after a break", "Mediators urge both to return to talks", "UN says talks may fail"]
)
def test_the_dateline_of_a_report_is_no_sheet_of_a_meeting(head: str) -> None:
    body = "The government of Yemen and the Houthis held peace talks in Amman on Monday, the envoy said."
    text = f"{head}\n\nGENEVA, 14 March 2018\n\n{body}"
    assert [(m.start, m.city) for m in read(text, published=None).meetings] == [("2018-03-12", "Amman")]


@pytest.mark.parametrize("line", ["The envoy's journeys in Switzerland, 16-18 March", "Activities of the mediator in both cities, 3 May"])
def test_a_date_below_a_title_that_ends_in_a_day_is_that_of_publication(line: str) -> None:
    assert from_text(f"{line}\n9 April 2025\n\nOn Sunday the envoy met the delegations of both sides for talks.").published == "2025-04-09"


@pytest.mark.parametrize("office", ["ambassador in Juba", "embassy in Juba", "consul in Juba"])
def test_where_somebody_serves_is_no_venue(office: str) -> None:
    sides = "the government of South Sudan and the SPLM-IO"
    text = f"Kenya's {office} said the next session of the negotiations between {sides} would open in June."
    assert all(m.city is None for m in read(DATELINE + text).meetings)


def test_patterns_of_reports_take_linear_time_in_long_lines() -> None:
    for piece in ("ended, with the next ", "since the talks ", "of the two Cypriot "):
        read_document(from_text(f"Peace talks of both sides were held. {piece * (100_000 // len(piece))}"))


@pytest.mark.parametrize(
    "head", ["Envoy Returns To Qatar For More Peace Talks", "Rivals Go Back To Doha After Failed Talks", "Mediators Ready For New Talks"]
)
def test_a_headline_in_capitals_is_no_name_of_talks(head: str) -> None:
    text = f"{head}\n\nThe government of Chad and the FACT rebels held peace talks in Doha on Monday."
    assert all(m.track is None or "To" not in m.track.split() for m in read(text).meetings)
    assert all(m.track is None or "For" not in m.track.split() for m in read(text).meetings)


@pytest.mark.parametrize("office", ["Foreign Secretary of the United Kingdom", "Prime Minister of Norway", "President of Kenya"])
def test_who_holds_an_office_is_no_body(office: str) -> None:
    text = f"Dominic Raab, {office}, and the President of Chad met in Lome on Monday for peace talks with the FACT rebels."
    assert not {actor for actor in seats(only(DATELINE + text)) if "-of-" in actor}


@pytest.mark.parametrize("words", ["their Stockholm commitment", "the Stockholm accord", "its Stockholm pledge"])
def test_the_city_that_a_pledge_is_called_by_is_nobody_there(words: str) -> None:
    text = f"The government of Yemen and the Houthis met in Amman on Monday for talks on prisoners to keep {words} to free all."
    assert "SWE" not in seats(only(DATELINE + text))


@pytest.mark.parametrize("what", ["no agreements were reached", "neither accord was reached", "no deal was reached"])
def test_nothing_reached_is_no_signing(what: str) -> None:
    text = f"Delegations of the government of Chad and the FACT rebels said {what} in their meeting on Wednesday in Doha."
    assert {m.kind.value for m in read(DATELINE + text).meetings} <= {"consultation", "round"}


@pytest.mark.parametrize("joint", [", but they may meet again", ", but both will meet", ", though they are to meet"])
def test_the_place_of_one_clause_is_not_that_of_the_next(joint: str) -> None:
    text = f"Peace talks between the government of Chad and the FACT rebels ended on Tuesday in Lome{joint} next week in Doha."
    assert {(m.status.value, m.city) for m in read(DATELINE + text).meetings} == {("held", "Lome"), ("planned", "Doha")}


@pytest.mark.parametrize(
    "words", ["none of the talks included the government of Mali", "not involving the government of Mali", "excluding Mali"]
)
def test_who_is_left_out_of_talks_does_not_sit_there(words: str) -> None:
    text = f"The United States and the FACT rebels held peace talks in Doha on Monday, {words}."
    assert "MLI" not in seats(only(DATELINE + text))


@pytest.mark.parametrize("city", ["Amman", "Irbid", "Aqaba"])
def test_talks_told_by_their_country_and_then_by_their_city_are_one(city: str) -> None:
    text = (
        "The government of Yemen and the Houthis have resumed a new round of negotiations in Jordan, the envoy said. "
        f"The fifth meeting of the committee on prisoners started on Sunday in {city}, according to the statement."
    )
    assert told(text) == [("held", "2023-04-30", None, city)]


@pytest.mark.parametrize(
    "first",
    [
        "The Heads of State and Government of the region met in Nairobi on 3 May 2023.",
        "The leaders of Uganda and Rwanda met in Nairobi on 3 May 2023.",
    ],
)
def test_summit_is_the_meeting_of_heads_of_state_before(first: str) -> None:
    seated = "The summit was attended by H.E. Yoweri Museveni, President of Uganda, and H.E. Paul Kagame, President of Rwanda."
    for title in ("Communique of the summit on the east", "Leaders call for a truce"):
        (meeting,) = read(f"{title}\n\nNairobi, 4 May 2023\n\n{first} {seated}").meetings
        assert (meeting.kind.value, meeting.start, meeting.city) == ("summit", "2023-05-03", "Nairobi")
        assert {"UGA", "RWA"} <= set(seats(meeting))


def test_day_of_a_head_is_not_that_of_the_meeting_told_below() -> None:
    told = "The third round of talks between Uganda and Rwanda took place in Doha on 3 May 2023. The mediators took part in the session."
    text = f"Talks on the ceasefire\n\nDoha, 4 May 2023\n\n{told}"
    (meeting,) = read(text).meetings
    assert (meeting.start, meeting.city, meeting.ordinal) == ("2023-05-03", "Doha", 3)
