"""What of a text is not its own words: quoted mail, links, notices, parts in languages that are not read."""

from __future__ import annotations

import pytest

from sulh.documents import from_text
from sulh.documents.asides import asides
from sulh.reading import read_document

ENGLISH = "The parties met in Geneva on 4 May 2031 and agreed that the talks go on.\n\nThey will meet again in June.\n\n"
FRENCH = (
    "Les parties se sont réunies à Genève le 4 mai 2031 et ont convenu de poursuivre les pourparlers.\n\n"
    "Elles se retrouveront en juin, ainsi que le médiateur l'a proposé aux délégations.\n"
)
MAIL = "From: A. Ba\nTo: desk\nSubject: Lomé\n\n"


def found(text: str) -> list[tuple[str, str]]:
    return [(one.why, text[one.start : one.end]) for one in asides(text, among={"en"}) if one.why != "routing"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{MAIL}Yes.\n\nOn 3 May, C. Dia wrote:\n> Did Togo and Benin meet?\n\nNo.", ["On 3 May, C. Dia wrote:", "> Did Togo"]),
        (f"{MAIL}It is off.\n\n-----Original Message-----\nFrom: B\nTogo and Benin will meet in Lomé.", ["-----Original"]),
        ("They met.\n\nRelated stories\nTogo and Benin to meet\nGhana hosts", ["Related stories\nTogo and Benin to meet\nGhana hosts"]),
        ("They met.\n\nRead more: Togo and Benin to meet in Lomé", ["Read more: Togo"]),
        ("They met.\n\nThis e-mail and any attachment are confidential.\nSent from my phone", ["This e-mail", "Sent from my phone"]),
        ("They met.\n\n© 2031 Agency. All rights reserved.", ["© 2031"]),
        ("They agreed:\n\nPage 3 of 7\n\nthat talks go on.", ["Page 3 of 7"]),
        ("> The parties welcome the truce.\n\nSo it reads.", []),  # a quotation, not mail
        ("(a) that they meet in June;\n\n(c) that a commission of eight begins in January.", []),
        ("Related to this, the sides discussed aid.\n\nThey shared the view that the truce holds.", []),
    ],
)
def test_what_is_not_the_texts_own_is_found(text: str, expected: list[str]) -> None:
    told = [words for _, words in found(text)]
    assert len(told) == len(expected) and all(words.startswith(one) for words, one in zip(told, expected, strict=True)), told


def test_part_in_another_language_is_an_aside_of_a_text_that_is_read() -> None:
    text = ENGLISH + FRENCH
    (part,) = asides(text, among={"en"})
    assert (part.why, part.language) == ("language", "fr") and text[part.start : part.end] == FRENCH.strip()
    assert asides(text) == ()


def test_nothing_is_read_from_asides() -> None:
    own = "Accra, 3 May 2031. Togo and Benin held peace talks on a ceasefire in Lomé on 1 May 2031."
    linked = f"{own}\n\nRelated news\nGhana and Mali hold peace talks on a ceasefire in Accra on 2 May 2031"
    whole, alone = read_document(from_text(linked)), read_document(from_text(own))
    assert len(alone.meetings) == 1 and whole.to_dict()["meetings"] == alone.to_dict()["meetings"]


def test_text_in_a_language_that_is_not_read_has_an_empty_record() -> None:
    reading = read_document(from_text(FRENCH + "Le cessez-le-feu entre la Russie et la Turquie est en vigueur."))
    assert reading.document.language == "fr"
    assert not (reading.meetings or reading.acts or reading.ceasefires or reading.releases or reading.tracks)


REPORT = (
    "The government and the Front met in Lomé on Tuesday, 3 May 2022, for the second round of talks. "
    "The mediator from Togo was in the chair. "
    "They agreed to extend the ceasefire until 30 June and to look at the exchange of prisoners in two weeks from now."
)
MAIL = "From: Karin\nTo: All\nDate: 5 May 2022\nSubject: {subject}\n\n{own}\n\n"
MAIL += "-----Original Message-----\nFrom: Piet\nSent: 4 May 2022\n\n{report}"


@pytest.mark.parametrize(
    ("subject", "own"), [("Talks", "See below."), ("FW: Talks", "Please read this with care, it took us a long time to get it. " * 4)]
)
def test_what_a_mail_passes_on_is_its_content(subject: str, own: str) -> None:
    text = MAIL.format(subject=subject, own=own, report=REPORT)
    assert not any(one.start <= text.index("The government") < one.end for one in asides(text))


def test_what_a_mail_answers_is_not_its_own() -> None:
    text = MAIL.format(subject="RE: Talks", own="We have moved on since and I shall tell you what is new. " * 4, report=REPORT)
    assert any(one.start <= text.index("The government") < one.end for one in asides(text))
