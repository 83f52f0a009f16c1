"""The opening and closing lines of agencies, ministries and the United Nations."""

from __future__ import annotations

from pathlib import Path

import pytest

from sulh.documents import load, normalise
from sulh.documents.dateline import find_dateline
from sulh.documents.header import read_header

REPORT = "The parties to the conflict met on Tuesday under the auspices of the United Nations and agreed to continue their talks."
KNOWN = Path(__file__).resolve().parents[2] / "evaluation/documents/known"

DATELINES = [
    ("TEHRAN (Tasnim) – ", "TEHRAN", "Tasnim", None),
    ("Tehran, 22 November (TDI): ", "Tehran", "TDI", "XXXX-11-22"),
    ("NUR-SULTAN – ", "NUR-SULTAN", None, None),
    ("ASTANA. KAZINFORM ", "ASTANA", "KAZINFORM", None),
    ("ASTANA. January 23. KAZINFORM - ", "ASTANA", "KAZINFORM", "XXXX-01-23"),
    ("GENEVA, 14 March 2018 (SPA) -- ", "GENEVA", "SPA", "2018-03-14"),
    ("MOSCOW, July 5. /TASS/. ", "MOSCOW", "TASS", "XXXX-07-05"),
    ("ANKARA, Nov 22 (Reuters) - ", "ANKARA", "Reuters", "XXXX-11-22"),
    ("(AP) — ", None, "AP", None),
    ("KHARTOUM, Sudan (AP) — ", "KHARTOUM, Sudan", "AP", None),
    ("Washington, DC - ", "Washington, DC", None, None),
    ("BAKU, Azerbaijan, November 22. /Trend/. ", "BAKU, Azerbaijan", "Trend", "XXXX-11-22"),
    ("YEREVAN, JANUARY 11, ARMENPRESS. ", "YEREVAN", "ARMENPRESS", "XXXX-01-11"),
    ("KYIV. Feb 17 (Interfax-Ukraine) – ", "KYIV", "Interfax-Ukraine", "XXXX-02-17"),
    ("SANAA, Yemen, Oct. 15, 2020 (Xinhua) -- ", "SANAA, Yemen", "Xinhua", "2020-10-15"),
    ("Damascus, SANA – ", "Damascus", "SANA", None),
    ("Bogotá (EFE).- ", "Bogotá", "EFE", None),
    ("Juba, 5 September 2018: ", "Juba", None, "2018-09-05"),
    ("Sana'a (SABA) - ", "Sana'a", "SABA", None),
    ("CAIRO/BEIRUT (Reuters) - ", "CAIRO/BEIRUT", "Reuters", None),
    ("ADDIS ABABA - ", "ADDIS ABABA", None, None),
    ("ISLAMABAD: ", "ISLAMABAD", None, None),
    ("Port-au-Prince — ", "Port-au-Prince", None, None),
]


@pytest.mark.parametrize(("opening", "place", "agency", "date"), DATELINES)
def test_datelines_of_many_agencies_are_read(opening: str, place: str | None, agency: str | None, date: str | None) -> None:
    header = read_header(opening + REPORT)
    assert (header.dateline_place, header.publisher, header.published, header.body) == (place, agency, date, len(opening))


@pytest.mark.parametrize(
    "opening",
    [
        "Talks in Cairo — ",
        "President Nord met – ",
        "The Hague, ",
        "On 5 May – ",
        "BREAKING: ",
        "Iran – which hosts the talks – said that ",
        "1. ",
    ],
)
def test_openings_that_are_no_dateline_stay_in_the_body(opening: str) -> None:
    assert find_dateline(opening + REPORT, 0) is None


def test_a_heading_with_a_dash_is_no_dateline() -> None:
    assert find_dateline("Ukraine – Grain deal extended\n" + REPORT, 0) is None


@pytest.mark.parametrize(
    ("lines", "title", "publisher", "published"),
    [
        (["2021-10-25", "Readout of the Meeting"], "Readout of the Meeting", None, "2021-10-25"),
        (["date 2018-11-29 EN", "17:17, 29 November 2018 | GMT +6", "Next meeting due"], "Next meeting due", None, "2018-11-29"),
        (["Published: 12 May 2023 14:05 GMT | Updated: 13 May 2023", "Talks resume"], "Talks resume", None, "2023-05-12"),
        (["Last updated on 4 May 2022", "Talks resume"], "Talks resume", None, "2022-05-04"),
        (["PRESS RELEASE", "SC/13456", "15 March 2018", "Council welcomes truce"], "Council welcomes truce", None, "2018-03-15"),
        (["Jeddah talks resume", "18 Nov 2023", "Source: UN News"], "Jeddah talks resume", "UN News", "2023-11-18"),
        (["Jeddah talks resume", "By Jane Roe | Sudan Tribune"], "Jeddah talks resume", "Sudan Tribune", None),
        (["Jeddah talks resume", "By Jane Roe"], "Jeddah talks resume", None, None),
        (["Monday, 5 June 2023", "President hosts talks"], "President hosts talks", None, "2023-06-05"),
        (["June 5, 2023 4:15 PM", "FOR IMMEDIATE RELEASE", "Readout of the Call"], "Readout of the Call", None, "2023-06-05"),
        (["Title: Truce extended", "Date: 5/06/2023"], "Truce extended", None, "2023"),
        (["Title: Truce extended", "Date: 5.06.2023"], "Truce extended", None, "2023-06-05"),
        (["Ministry of Foreign Affairs of Norland", "Truce extended"], "Truce extended", "Ministry of Foreign Affairs of Norland", None),
    ],
)  # fmt: skip
def test_head_lines_give_title_publisher_and_date(lines: list[str], title: str, publisher: str | None, published: str | None) -> None:
    text = "\n".join([*lines, REPORT])
    header = read_header(text)
    assert (header.title, header.publisher, header.published) == (title, publisher, published)
    assert text[header.body :] == REPORT


def test_a_date_label_before_running_text_leaves_the_text_whole() -> None:
    header = read_header(f"date 2022-06-14 At the crossing prisoners were exchanged. {REPORT}")
    assert (header.published, header.body, header.title) == ("2022-06-14", len("date 2022-06-14 "), None)


def test_a_dateline_without_year_does_not_replace_a_full_date() -> None:
    assert read_header(f"2018-03-15\nGENEVA, 14 March (SPA) -- {REPORT}").published == "2018-03-15"


def test_place_and_date_below_a_statement_date_it() -> None:
    header = read_header(f"Joint Statement\n{REPORT}\nGeneva, 14 December 2017")
    assert (header.published, header.dateline_place) == ("2017-12-14", "Geneva")


def test_a_first_sentence_is_no_title() -> None:
    header = read_header(f"{REPORT}\n{REPORT}")
    assert (header.title, header.body) == (None, 0)


def test_a_text_that_is_all_head_keeps_its_text_as_body() -> None:
    assert read_header("14 March 2018").body == 0


EXPECTED = {
    "a-kazinform-2018-11-next-round.txt": ("Syria Peace Talks: next Astana meeting due Feb 2019", "KAZINFORM", "2018-11-29", "ASTANA"),
    "a-tasnim-2019-09-pedersen-tehran.txt": ("Tehran Backs Dealings between Syria and UN", "Tasnim", None, "TEHRAN"),
    "a-astanatimes-2021-06-16th-round.txt": (None, None, "2021-06-30", "NUR-SULTAN"),
    "a-aljazeera-2017-12-detainees.txt": ("Deal on Syria detainees between Iran, Turkey and Russia", "Al Jazeera", None, None),
    "a-mem-2022-06-prisoner-swap.txt": (None, None, "2022-06-14", None),
    "b-ukraine-geneva-joint-2025.txt": ("Joint Statement on United States-Ukraine Meeting", None, "2025-11-23", None),
    "seed.txt": (None, "TDI", "XXXX-11-22", "Tehran"),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_heads_of_annotated_documents(name: str) -> None:
    document = load(KNOWN / name)
    assert (document.title, document.publisher, document.published, document.dateline_place) == EXPECTED[name]
    assert normalise(document.text) == document.text


IMPLIED = [
    ('RADIO SORREL, "The Morning Hour", 11 September 2030', "2030-09-11"),
    ("Table of initials and signatures. Position at 22 June 2015", "2015-06-22"),
    ("Relief Cell, Kerral   |   as of 18 May 2025, 18:00 local", "2025-05-18"),
    ("Compiled by the Institute for Upland Studies. Last change: 4 December 2025", "2025-12-04"),
    ("By Clara Whitlock\nPublished June 3, 2019, 6:00 a.m.", "2019-06-03"),
]


@pytest.mark.parametrize(("line", "day"), IMPLIED)
def test_date_that_the_first_lines_imply_is_that_of_the_text(line: str, day: str) -> None:
    assert read_header(f"Talks on the lakes\n{line}\n\n{REPORT}\n{REPORT}").published == day


def test_report_that_tells_a_day_of_the_week_with_its_date_was_written_then() -> None:
    text = f"GRENVIK, Hallond — {REPORT} It has been put off, the ministry confirmed on Thursday 19 June 2025."
    assert read_header(text).published == "2025-06-19"
    assert read_header(f"{REPORT} The armistice was signed on Thursday 19 June 2025.").published is None


def test_year_of_the_notice_of_rights_completes_a_date() -> None:
    assert read_header(f"18 February\n\nEnvoys to meet\n\n{REPORT}\n\n© Newsline 2025").published == "2025-02-18"


@pytest.mark.parametrize(
    ("line", "place", "date"),
    [("DOHA (8 Aug. 2022) – ", "DOHA", "2022-08-08"), ("ISTANBUL, Tue 29 Mar 2022 (updated 19:40) — ", "ISTANBUL", "2022-03-29")],
)
def test_dateline_with_its_date_in_brackets_or_its_hour(line: str, place: str, date: str) -> None:
    found = find_dateline(line + REPORT, 0)
    assert found is not None
    assert (found.place, found.date) == (place, date)
