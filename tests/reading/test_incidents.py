"""Incidents in reports of monitoring missions: alleged, found and answerable, harmed, and kept from looking. All texts are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sulh.actors import Authority
from sulh.documents.loading import from_text
from sulh.model import Harmed, IncidentKind, Reading, VerificationState
from sulh.reading import read_document

INQUIRY = """CTSAMVM CONFIDENTIAL

CTSAMVM REPORT 2031/77 - ATTACK ON A VILLAGE

Please find attached a report on a violation of the Cessation of Hostilities Agreement of 21 December 2017.

EXECUTIVE SUMMARY On 4 March 2031 armed men came to Toritwa.

{summary}

1. Background:

Relations between the SSPDF and the SPLM/A-IO in the county had been calm for a year.

2. Allegations:

{allegation}

3. Aim:

This report presents what was found.

4. Methodology:

The team visited Kapowar on 9 March 2031 and spoke with witnesses.

Findings 5.

{findings}

Conclusions 6.

{conclusion}

Recommendations 7.

The SPLM/A-IO should hold those who violated the agreement to account.
"""


def inquiry(summary: str = "", allegation: str = "", findings: str = "", conclusion: str = "") -> Reading:
    """What is read of the report of an investigation with these sentences in its sections."""
    text = INQUIRY.format(summary=summary, allegation=allegation, findings=findings, conclusion=conclusion)
    return read_document(from_text(text, published="2031-04-01"))


def status(text: str) -> Reading:
    """What is read of a status report of a mission."""
    lead = "FACTS MATTER The SMM continued to monitor the ceasefire. The SMM recorded 900 ceasefire violations in two weeks. "
    return read_document(from_text(f"{lead}The Mission noted mines near Pershe.\n\n{text}", published="2021-06-01"))


def test_allegation_and_finding_stay_apart() -> None:
    read = inquiry(
        allegation="On 6 March 2031 CTSAMVM received information from the SSPDF that on 4 March 2031 forces of the National Salvation "
        "Front (NAS) attacked the village of Toritwa, killing two soldiers and wounding three civilians.",
        findings="Witnesses heard shots before dawn.",
        conclusion="It is the opinion of CTSAMVM that by attacking Toritwa on 4 March 2031 the NAS violated Article 3.2 of the ACOH.",
    )
    (report,) = read.reports
    assert (report.alleged_by and report.alleged_by.id, report.against and report.against.id) == (
        "sspdf",
        "national-salvation-front-south-sudan",
    )
    assert (report.what, report.start, report.received, report.place) == (IncidentKind.CLASH, "2031-03-04", "2031-03-06", "Toritwa")
    assert (report.killed, report.by and report.by.id) == (2, "ctsamvm")
    (found,) = read.assessments
    assert (found.state, found.found_against and found.found_against.id) == (
        VerificationState.VERIFIED,
        "national-salvation-front-south-sudan",
    )
    assert (found.happened, found.place, found.date, found.clause) == ("2031-03-04", "Toritwa", "2031-04-01", "Article 3.2 of the ACOH")
    assert read.document.text[found.cite.start : found.cite.end].startswith("It is the opinion of CTSAMVM")


@pytest.mark.parametrize(
    ("conclusion", "against"),
    [
        ("CTSAMVM attributes responsibility for the raid to the SPLM/A-IO.", {"splm-io"}),
        ("CTSAMVM attributes responsibility for the raid to the NAS component of the SSOA.", {"national-salvation-front-south-sudan"}),
        ("It is the opinion of CTSAMVM that Government Forces were in clear violation of the agreement.", {"SSD"}),
        ("The SPLM/A-IO failed to protect civilians in Toritwa.", {"splm-io"}),
        ("CTSAMVM concludes that the SSPDF and the SPLM/A-IO violated the agreement.", {"sspdf", "splm-io"}),
        ("CTSAMVM concludes that four farmers were killed by soldiers of the SSPDF.", {"sspdf"}),
        ("Having heard Government officials, CTSAMVM concludes that forces under the SPLM/A-IO were responsible.", {"splm-io"}),
        ("What happened in Toritwa was a violation by the SPLM/A (IO) of the agreement.", {"splm-io"}),
        ("The parties should not violate the agreement.", set()),
    ],
)
def test_whom_a_commission_finds_against(conclusion: str, against: set[str]) -> None:
    read = inquiry("The National Salvation Front (NAS) is active in the area.", conclusion=conclusion)
    assert {one.found_against.id for one in read.assessments if one.found_against} == against
    assert {one.state for one in read.assessments} <= {VerificationState.VERIFIED}


@pytest.mark.parametrize(
    ("conclusion", "state"),
    [
        ("There is no evidence that the SSPDF attacked Toritwa.", VerificationState.REFUTED),
        ("The allegation that the SPLM/A-IO looted the clinic is unfounded.", VerificationState.REFUTED),
        ("The attack could not be attributed to any party.", VerificationState.ALLEGED),
        ("CTSAMVM was unable to verify who attacked Toritwa.", VerificationState.ALLEGED),
        ("CTSAMVM will continue to investigate the attack.", VerificationState.UNDER_INQUIRY),
    ],
)
def test_what_is_left_open_is_found_against_nobody(conclusion: str, state: VerificationState) -> None:
    (found,) = inquiry(conclusion=conclusion).assessments
    assert (found.state, found.found_against, found.killed) == (state, None, None)


def test_what_is_only_alleged_in_the_summary_is_no_finding() -> None:
    read = inquiry(summary="Four soldiers were killed in an ambush, allegedly by the SPLM/A-IO.")
    assert read.assessments == ()


def test_the_one_that_was_attacked_is_not_the_one_accused() -> None:
    read = inquiry(allegation="It is alleged that SSPDF soldiers were killed near Toritwa by fighters of the SPLM/A-IO.")
    assert [one.against.id for one in read.reports if one.against] == ["splm-io"]
    read = inquiry(allegation="It is alleged that SSPDF soldiers were killed near Toritwa.")
    assert [one.against for one in read.reports] == [None]


def test_a_letter_that_is_quoted_keeps_its_writer_and_its_day() -> None:
    """Scans leave signs where the ending of a day was, and the head of a list of charges has the day alone."""
    read = inquiry(
        allegation="The allegation was contained in a letter from the SSPDF titled “Violations by the SPLM/A (IO)” dated 20 March 2031. "
        "It is quoted as follows:\n\n“On 4'* March 2031:\n\nThe rebels shelled our position in Toritwa from the western bank.”",
    )
    (report,) = read.reports
    assert (report.alleged_by and report.alleged_by.id, report.against and report.against.id) == ("sspdf", "splm-io")
    assert (report.what, report.start, report.received, report.place) == (IncidentKind.SHELLING, "2031-03-04", "2031-03-20", "Toritwa")


def test_the_name_of_a_movement_that_became_an_army_is_that_army() -> None:
    read = inquiry(allegation="The SPLA claimed that on 4 March 2031 the SPLM/A-IO attacked Toritwa.")
    assert [one.alleged_by.id for one in read.reports if one.alleged_by] == ["sspdf"]


def test_a_day_that_a_scan_lost_leaves_the_month() -> None:
    told = "It is the opinion of CTSAMVM that the SPLM/A-IO attacked Toritwa on March 2031 in violation of the ACOH."
    (found,) = inquiry(conclusion=told).assessments
    assert (found.happened, found.place) == ("2031-03", "Toritwa")


def test_places_are_within_countries_and_no_other_names() -> None:
    told = "CTSAMVM concludes that in Ikotwa County, Eastern Equatoria, the SPLM/A-IO violated the ACOH; some fled to Uganda."
    read = inquiry(conclusion=told)
    assert [one.place for one in read.assessments] == ["Ikotwa County"]
    told = "CTSAMVM concludes that in Toritwa the SSPDF violated the ACOH, and that most people fled to Kapowar."
    read = inquiry(conclusion=told)
    assert [one.place for one in read.assessments] == ["Toritwa"]


@pytest.mark.parametrize(
    ("sentence", "killed", "injured", "harmed"),
    [
        ("The SMM corroborated that three civilians were killed and ten injured in Pershe.", 3, 10, Harmed.CIVILIANS),
        ("The SMM confirmed two civilian casualties, both injuries in Pershe: all injured by mines.", None, 2, Harmed.CIVILIANS),
        ("The SMM confirmed one fatality and several wounded in Pershe.", 1, None, None),
        ("The SMM corroborated four civilian casualties, all inju- ries, in Pershe.", None, 4, Harmed.CIVILIANS),
        ("The SMM confirmed that an 11-year old girl was injured in Pershe.", None, 1, Harmed.CIVILIANS),
        ("The SMM confirmed the death of over 20 civilians, bringing the total of the year to 85 killed.", 20, None, Harmed.CIVILIANS),
    ],
)
def test_numbers_of_killed_and_injured(sentence: str, killed: int | None, injured: int | None, harmed: Harmed | None) -> None:
    (found,) = status(sentence).assessments
    assert (found.killed, found.injured, found.harmed) == (killed, injured, harmed)


def test_a_newspaper_with_latest_news_is_no_status_report() -> None:
    lead = "Latest news: the SMM recorded 900 ceasefire violations. The Mission noted mines. "
    text = f"{lead}The SMM confirmed that three civilians were killed in Pershe."
    document = from_text(text, published="2021-06-01")
    told = [read_document(replace(document, publisher=one)).assessments for one in ("OSCE", "Pershe Gazette")]
    assert [len(one) for one in told] == [1, 0]


def test_cases_in_two_places_are_two() -> None:
    read = status("The Mission corroborated two casualties: a woman killed by a mine in Pershe and a man injured by shelling near Druhe.")
    assert [(one.place, one.killed, one.injured) for one in read.assessments] == [("Pershe", 1, None), ("Druhe", None, 1)]
    assert {one.state for one in read.assessments} == {VerificationState.CORROBORATED}


@pytest.mark.parametrize(
    "sentence",
    [
        "This brings the total number of civilian casualties since the beginning of 2021 to 37 (11 killed and 26 injured).",
        "In 2020, the SMM confirmed 147 civilian casualties (19 fatalities, 128 injuries).",
        "No personnel of the SMM were injured.",
    ],
)
def test_sums_of_longer_times_are_no_incidents(sentence: str) -> None:
    read = status(sentence)
    assert (read.reports, read.assessments) == ((), ())


def test_harm_that_is_only_told_of_is_a_report() -> None:
    read = status("Four civilians were killed near Pershe when shelling occurred on 27 May.")
    assert [(one.place, one.killed, one.start) for one in read.reports] == [("Pershe", 4, "2021-05-27")]
    assert read.assessments == ()


@pytest.mark.parametrize(
    ("sentence", "what", "place", "by"),
    [
        ("Armed members of the so-called “DPR” prevented the SMM from entering Pershe.", "denied", "Pershe", "donetsk-peoples-republic"),
        ("The Mission was denied access to Druhe.", "denied", "Druhe", None),
        (
            "The Mission’s freedom of movement was restricted 22 times, all in non- government-controlled areas.",
            "restricted",
            "non-government-controlled areas",
            None,
        ),
        (
            "The SMM faced restrictions to its freedom of movement in areas not controlled by the Government.",
            "restricted",
            "areas not controlled by the Government",
            None,
        ),
    ],
)
def test_access_denied_and_restricted(sentence: str, what: str, place: str, by: str | None) -> None:
    (found,) = status(sentence).observations
    assert (found.what.value, found.place, found.hindered_by and found.hindered_by.id) == (what, place, by)


def test_others_who_were_turned_away_are_none_of_the_mission() -> None:
    assert status("The SMM saw many civilians refused entry at the checkpoint in Pershe.").observations == ()


def test_an_investigation_tells_who_kept_it_out() -> None:
    read = inquiry(findings="The refusal of the Government Forces to allow the MVT free access to Toritwa lasted two days.")
    assert [(one.place, one.hindered_by.id) for one in read.observations if one.hindered_by] == [("Toritwa", "SSD")]


@pytest.mark.parametrize(
    "text",
    [
        "JUBA (Agency) - CTSAMVM said on Monday that the SPLM/A-IO violated the ceasefire in Toritwa, killing two civilians. "
        "The monitoring mechanism was denied access by the SSPDF. CTSAMVM concludes that the SSPDF violated the agreement.",
        "Joint communiqué. The parties welcome that the SMM corroborated the deaths of three civilians in Pershe and call on both sides to "
        "keep the ceasefire. The SMM was denied access to Druhe. They thank the SMM.",
        "A history of the war. In 2014 the monitoring and verification mechanism found that Government Forces violated the ceasefire "
        "in Bentiu. The SPLM/A-IO alleged that forty people were killed. Talks went on in Addis Ababa.",
    ],
)
def test_press_communiques_and_histories_yield_none(text: str) -> None:
    read = read_document(from_text(text, published="2031-04-01"))
    assert (read.reports, read.assessments, read.observations) == ((), (), ())


@pytest.mark.parametrize(
    ("sentence", "what", "by"),
    [
        ("These allegations were denied by the SPLM/A-IO.", "denied", "splm-io"),
        ("CTSAMVM called the commander of the SPLM/A-IO in Toritwa, who denied that his soldiers had been there.", "denied", "splm-io"),
        ("SPLM/A-IO officers freely admitted that the attack had taken place.", "admitted", "splm-io"),
        ("The SSPDF have clearly accepted responsibility for what their soldiers did.", "admitted", "SSD"),
        ("The SPLM/A-IO spokesman promised an enquiry.", "promised", "splm-io"),
        ("There has been no response from the SPLM/A-IO.", "silent", "splm-io"),
        ("CTSAMVM asked the SSPDF to explain the presence of its soldiers.", "asked", "SSD"),
    ],
)
def test_what_a_party_answers(sentence: str, what: str, by: str) -> None:
    reading = inquiry(allegation="On 4 March 2031 SPLM/A-IO soldiers attacked the village of Toritwa.", findings=sentence)
    (one,) = reading.responses
    assert one.what.value == what
    assert one.by is not None
    assert by in (one.by.id, Authority.default().part_of(one.by.id))
    assert (one.place, one.happened) == ("Toritwa", "2031-03-04")
    assert one.cite.quote == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "The SPLM/A-IO denied the team access to the village.",
        "The commander of the SPLM/A-IO has never denied the burning of grass.",
        "The area has been acknowledged as being under the control of the SPLM/A-IO.",
        "The victim was denied medical care by the SSPDF.",
        "He admitted it.",
    ],
)
def test_what_is_no_answer(sentence: str) -> None:
    assert inquiry(findings=sentence).responses == ()


def test_that_a_party_should_admit_it_is_no_answer() -> None:
    text = INQUIRY.replace("should hold those", "accepts responsibility and holds those")
    assert read_document(from_text(text.format(summary="", allegation="", findings="", conclusion=""))).responses == ()


def test_a_province_is_the_place_only_where_nothing_narrower_is_told() -> None:
    told = inquiry(
        summary="On 4 March 2031 SSPDF soldiers entered Toritwa Camp and killed two civilians in Eastern Equatoria State.",
        conclusion="CTSAMVM concludes that in Eastern Equatoria State the SSPDF violated the ACOH.",
    )
    assert [one.place for one in told.assessments] == ["Toritwa Camp"]


def test_where_those_who_acted_came_from_is_not_where_they_acted() -> None:
    told = inquiry(
        findings="On 4 March 2031 SSPDF soldiers from Mundwari Barracks killed two civilians in Kirwi Boma.",
        conclusion="CTSAMVM concludes that by killing two civilians SSPDF soldiers from Mundwari Barracks were in violation of the ACOH.",
    )
    assert {one.place for one in told.assessments} == {"Kirwi Boma"}


def test_one_name_behind_a_word_of_place_is_a_place_and_no_person() -> None:
    said = "By detaining a helicopter at Ikatwos on 16 March 2031 the SSPDF acted in violation of the R-ARCSS."
    told = inquiry(summary="Brigadier General John Ikatwos of the SSPDF said that he knew.", conclusion=said)
    assert [one.place for one in told.assessments] == ["Ikatwos"]


def test_without_an_allegation_what_the_mission_itself_says_was_done_is_the_report() -> None:
    read = inquiry(
        findings="Fighters of the National Salvation Front ambushed a convoy near Toritwa on 4 March 2031.",
        conclusion="It is the opinion of CTSAMVM that the National Salvation Front violated Article 3.2 of the ACOH.",
    )
    (report,) = read.reports
    assert (report.what, report.alleged_by, report.against and report.against.id) == (
        IncidentKind.SHOOTING,
        None,
        "national-salvation-front-south-sudan",
    )
