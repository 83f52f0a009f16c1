"""Mail that is pasted as text: subject, sender and day are its own; who it went to and when are no facts of it."""

from __future__ import annotations

import pytest

from sulh.documents import from_text
from sulh.documents.asides import asides
from sulh.reading import read_document

TOLD = "The 16th round of the Astana talks on Syria was held in Nur-Sultan on 7-8 July 2021. Russia, Iran and Turkey took part."


@pytest.mark.parametrize(
    ("head", "sender", "published"),
    [
        ("From: Press Desk <p@example.org>\nTo: list\nDate: Fri, 9 Jul 2021 10:12\nSubject: Fwd: RE: Outcome", "Press Desk", "2021-07-09"),
        (
            "From: Press Section, Foreign Ministry <p@example.org>\nTo: list\nDate: Fri, 9 Jul 2021 10:12\nSubject: Outcome",
            "Press Section, Foreign Ministry",
            "2021-07-09",
        ),
        ("From: L. Haverkamp (Protocol)\nTo: R. Okello\nSent: 10 July 2021\nRe: Re: Outcome", "L. Haverkamp (Protocol)", "2021-07-10"),
    ],
)
def test_pasted_mail_has_title_sender_and_day_and_its_head_gives_the_meeting_no_day(head: str, sender: str, published: str) -> None:
    document = from_text(f"{head}\n\nDear all,\n\n{TOLD}\n")
    assert (document.title, document.publisher, document.published) == ("Outcome", sender, published)
    assert document.text[document.body :].startswith("Dear all")
    (meeting,) = read_document(document).meetings
    assert (meeting.start, meeting.end, meeting.city) == ("2021-07-07", "2021-07-08", "Nur-Sultan")


@pytest.mark.parametrize(
    "text",
    [
        f"Date: 9 July 2021\nVenue: Nur-Sultan\nPresent: Russia, Iran\n\n{TOLD}",  # minutes
        f"From: the capital\n\n{TOLD}",
        f"Subject: Talks\nDate: 9 July 2021\n\n{TOLD}",
    ],
)
def test_other_heads_are_no_mail(text: str) -> None:
    assert not [one for one in asides(text) if one.why == "routing"]
