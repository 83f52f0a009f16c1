"""The kind of a document, from its opening and its attributions."""

import pytest

from sulh.documents import from_text
from sulh.model import DocumentKind
from sulh.reading import read_document

REPORTED = "JUBA, 5 September 2018 – Talks between the government and the opposition opened on Wednesday. The "
"US envoy sat in as an observer. A ceasefire is on the agenda."
OWN = "We held talks with the opposition in Juba. Our delegation welcomed the ceasefire. It is up to us to keep it."


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (REPORTED, DocumentKind.NEWS),
        (OWN, DocumentKind.COMMUNIQUE),
        (
            "Terms of reference of the joint monitoring committee\n\nAdopted by the government of Sudan and "
            "the SPLM-North at the talks in Juba, 4 May 2020.\n\n"
            "1. A committee is created to observe the ceasefire and the withdrawal.\n\n2. Each party appoints "
            "four members.\n\n3. The committee meets in Juba.",
            DocumentKind.AGREEMENT,
        ),
        (
            "Regulation on the exchange of prisoners\n\nSigned at Minsk by Ukraine, Russia and the OSCE, 3 "
            "October 2019.\n\nThe parties exchange lists before each round of peace talks under the ceasefire.",
            DocumentKind.AGREEMENT,
        ),
        (
            "Observer mission, daily figures for 3 June\n\n1. The ceasefire held.\n\n2. Talks with the armed group go on. 4 violations.",
            DocumentKind.REPORT,
        ),
        (
            "Background: the Juba talks\n\nSince 2019 the government and the armed groups have held nine "
            "rounds of peace talks on a ceasefire.",
            DocumentKind.REPORT,
        ),
    ],
)
def test_kind_follows_from_the_form(text: str, kind: DocumentKind) -> None:
    assert read_document(from_text(text)).kind is kind


def test_state_written_like_a_pronoun_does_not_make_a_report_a_statement() -> None:
    spoken = REPORTED.replace("The US envoy sat", "The envoy of the United States sat")
    assert read_document(from_text(REPORTED)).kind is read_document(from_text(spoken)).kind
