"""Datelines below captions, the year a text supplies, credits in a barred line, source lines, and titles given twice."""

from __future__ import annotations

from sulh.documents.header import read_header

BODY = "Delegations of Kenya and Uganda met here to talk about the border between the two states and about trade.\n"


def test_dateline_below_a_caption_is_found() -> None:
    header = read_header(
        f"Leaders meet on the border\n\nThe two leaders on the steps of the palace, May 4, 2023.\n\nNAIROBI, May 4 — {BODY}"
    )
    assert (header.dateline_place, header.published) == ("NAIROBI", "2023-05-04")


def test_full_date_shortly_before_gives_the_year() -> None:
    header = read_header(f"Talks end\n\nNAIROBI, May 9 (KNA) -- {BODY}\nThe round opened on May 4, 2023.\n")
    assert header.published == "2023-05-09"


def test_days_of_two_years_leave_the_year_open() -> None:
    header = read_header(f"Talks end\n\nNAIROBI, May 9 (KNA) -- {BODY}\nRounds opened on May 4, 2023 and on May 2, 2022.\n")
    assert header.published == "XXXX-05-09"


def test_barred_credit_gives_publisher_and_date() -> None:
    header = read_header(f"Talks end\n\nSource: Xinhua| 2023-05-05 01:14:30|Editor: mei\n\nNAIROBI, May 4 (Xinhua) -- {BODY}")
    assert (header.publisher, header.published) == ("Xinhua", "2023-05-05")


def test_source_line_without_a_colon() -> None:
    header = read_header(f"Report\nfrom UN Mission in Kenya\nPublished on 04 May 2023\n\nTalks on the border end\n\n{BODY}")
    assert (header.publisher, header.published) == ("UN Mission in Kenya", "2023-05-04")


def test_title_given_twice_is_no_running_text() -> None:
    text = f"Kenya and Uganda meet\nKenya and Uganda meet\n{BODY}"
    assert text[read_header(text).body :].startswith("Delegations")
