"""Whose words a statement is: by its title, its letterhead, its first sentence."""

from __future__ import annotations

import pytest
from reading_facts import acts, read

from sulh.reading.english.unlisted.bodies import with_headings_lowered

SAID = "We welcome the ceasefire agreed at the peace talks in Geneva. We call on all parties to release the prisoners."


def holders(text: str, published: str | None = None) -> set[frozenset[str]]:
    """Whose the acts of a text are."""
    return {actors for _, actors, _ in acts(read(text, published))}


@pytest.mark.parametrize(
    ("head", "whose"),
    [
        ("Joint Statement on South Sudan by Norway, Kenya and Ethiopia", {"NOR", "KEN", "ETH"}),
        ("NATIONAL UNION OF THE RIDGE\n\nSTATEMENT ON THE TALKS", {"national-union-of-the-ridge"}),
        ("CONTACT GROUP ON SOUTH SUDAN\n\nConclusions of the chair", {"contact-group"}),
        ("INTERGOVERNMENTAL AUTHORITY ON DEVELOPMENT\n\nCOMMUNIQUÉ\n\nNairobi, 4 May 2021", {"igad"}),
        ("Norway Statement on the Truce in South Sudan", {"NOR"}),
    ],
)
def test_we_are_those_whom_title_or_letterhead_names(head: str, whose: set[str]) -> None:
    assert holders(f"{head}\n\n{SAID}") == {frozenset(whose)}


def test_head_of_state_in_a_title_speaks_for_the_state() -> None:
    assert holders(f"Statement by President Biden on the Ceasefire in Yemen\n\n{SAID}", "2022-04-02") == {frozenset({"USA"})}


def test_sides_of_a_joint_statement_are_those_of_its_first_sentence() -> None:
    met = "The Government of Colombia and the National Liberation Army (ELN) met in Caracas."
    found = {frozenset(actor[:3] for actor in some) for some in holders(f"JOINT COMMUNIQUE No. 12\n\n{met} We have agreed on a ceasefire.")}
    assert frozenset({"COL", "eln"}) in found


def test_council_of_a_letterhead_says_what_its_points_say() -> None:
    text = (
        "COMMUNIQUE OF THE 39TH SESSION OF THE IGAD COUNCIL OF MINISTERS ON THE PEACE TALKS IN SOUTH SUDAN\n\n"
        "The Council, having heard the representative of the African Union and the report on the ceasefire:\n\n"
        "1. Commends the mediator for the progress of the talks;\n\n2. Condemns the attack on the hospital;\n\n"
        "3. Calls on the parties to release the prisoners.\n\nThe Council thanked Ethiopia for hosting the peace talks."
    )
    assert holders(text) == {frozenset({"igad"})}


def test_leaders_of_an_organisation_speak_for_it() -> None:
    said = "Leaders welcomed the ceasefire in Libya. Heads of State called for the peace talks to resume."
    assert holders(f"AFRICAN UNION\n\nCommuniqué of the Summit\n\n{said}") == {frozenset({"african-union"})}


def test_headline_in_capitals_over_a_report_makes_nobody_speak() -> None:
    told = "GENEVA, 4 May 2021 - The ceasefire was welcomed by Norway, and rebels rejected the peace talks, officials said."
    assert frozenset({"united-nations"}) not in holders(f"UNITED NATIONS\n\n{told}")


def test_line_of_capitals_without_end_is_read_over_in_time_with_its_length() -> None:
    assert with_headings_lowered("A" * 400_000) == "A" * 400_000
    assert with_headings_lowered("RIDGE UNION OF ORRA\nabc") == "Ridge Union of Orra\nabc"
