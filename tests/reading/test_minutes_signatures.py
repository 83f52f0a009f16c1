"""The frame of a document says when, where and between whom: heads of minutes, signatures, lines of place and date."""

from __future__ import annotations

import pytest

import sulh
from sulh.model import Meeting

MINUTES = """Record of the 4th meeting of the Joint Commission

Date: 4 June 2031
Venue: Town Hall, Arusha
Present: Government of Kenya; Northern Liberation Front
Observers: African Union

1. The parties agreed to keep the ceasefire.
2. Next meeting: 9 July 2031, same venue.
"""
TREATY = """AGREEMENT ON A CEASEFIRE
between the Government of the Republic of Norland and the Kota Liberation Front

1. The Parties shall cease all hostilities. The Parties shall release prisoners.

Done at Arusha, 4 June 2031, in two copies.

For Norland: Gen. Petar Molnik, Chief of Staff
For the Kota Liberation Front: Anna Tessen, Chair
Witness: Karin Astrup, African Union
"""


def meetings(text: str) -> tuple[Meeting, ...]:
    return sulh.read(text.encode()).meetings


def test_head_of_minutes_gives_day_place_and_those_present() -> None:
    own, following = meetings(MINUTES)
    assert (own.ordinal, own.start, own.city, own.status.value) == (4, "2031-06-04", "Arusha", "held")
    assert {p.actor.name: p.role.value for p in own.participants} == {
        "Kenya": "party",
        "Northern Liberation Front": "party",
        "African Union": "observer",
    }
    assert (following.start, following.status.value) == ("2031-07-09", "planned")


def test_signatures_give_signatories_and_witnesses() -> None:
    signing = next(m for m in meetings(TREATY) if m.kind.value == "signing")
    assert (signing.start, signing.city) == ("2031-06-04", "Arusha")
    roles = {p.actor.name: p.role.value for p in signing.participants}
    assert roles["Norland"] == roles["Kota Liberation Front"] == "party"
    assert roles["African Union"] == "observer"
    assert {"Petar Molnik", "Anna Tessen", "Karin Astrup"} <= {p.name for p in signing.people}


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Reuters | Jun 4, 2031, 08.12 AM IST", "2031-06-04"),
        ("17/06/2031 (MENAFN)", "2031-06-17"),
        ("Latest update : 2031-06-04", "2031-06-04"),
        ("Xinhua | Published: 2031-6-4 15:52:31", "2031-06-04"),
        ("June 04,2031 12:12", "2031-06-04"),
        ("June 4 - 2031 JUBA", "2031-06-04"),
        ("Brussels, 07/06/2031 - 11:54", "2031-06-07"),
        ("P 041349Z JUN 31", "2031-06-04"),
        ("Talks of 4 June 2031 in review", None),
    ],
)
def test_line_of_the_head_gives_the_date_of_publication(line: str, published: str | None) -> None:
    text = f"Talks open in Arusha\n{line}\n\nDelegations of Kenya and Uganda opened peace talks on a ceasefire there, both of them said."
    assert sulh.read(text.encode()).document.published == published


def test_weekday_before_publication_is_past_and_dateline_places_here() -> None:
    text = "NAIROBI, 4 June 2031 - Kenya and Uganda held peace talks on a ceasefire here on Tuesday, officials of both sides said."
    (meeting,) = meetings(text)
    assert (meeting.start, meeting.city) == ("2031-06-03", "Nairobi")


def test_city_is_in_the_state_that_the_text_puts_it_in() -> None:
    text = "Kenya and Uganda held peace talks on a ceasefire in {} on 4 June 2031."
    assert [m.country for m in meetings(text.format("Paris, Texas"))] == ["US"]
    assert [m.country for m in meetings(text.format("London, Ontario"))] == ["CA"]
    assert [m.country for m in meetings(text.format("Tripoli, Lebanon"))] == ["LB"]


def test_minutes_whose_head_is_a_table_are_read_as_those_with_labelled_lines() -> None:
    rows = (
        "Date | 3 May 2031",
        "Venue | Lomé, Hotel Sarakawa",
        "Present | Togo (Col. K. Mensah), Benin (Gen. P. Sossou)",
        "Observers | ICRC, African Union",
        "Apologies | Ghana",
    )
    for before, after in (("", ""), ("| ", " |")):
        text = "MINUTES of the 4th meeting of the Joint Military Commission\n\n" + "\n".join(f"{before}{row}{after}" for row in rows)
        (meeting,) = meetings(text)
        assert (meeting.start, meeting.city, meeting.ordinal) == ("2031-05-03", "Lomé", 4)
        roles = {one.actor.name: one.role.value for one in meeting.participants}
        assert roles["Togo"] == roles["Benin"] == "party" and roles["African Union"] == "observer" and "Ghana" not in roles


SHEET = """JOINT WATER COMMITTEE
Minutes of a meeting held in Altholm on 3 May 2031

1. The ceasefire holds. The list of prisoners was read.
2. Next meeting: 12 July 2031, Niederfurt.
"""


def test_minutes_are_a_meeting_where_nobody_present_is_known() -> None:
    held, ahead = meetings(SHEET)
    assert (held.start, held.city) == ("2031-05-03", "Altholm")
    assert (ahead.start, ahead.city) == ("2031-07-12", "Niederfurt")


def test_sides_that_sign_beside_one_another_are_parties() -> None:
    text = """PROTOCOL
The Parties, having met at Altholm from 9 to 12 May 2031, have agreed:

Article 1. The Parties shall cease fire.
Article 2. The Parties shall exchange prisoners.
Article 3. The Parties shall meet again.

For the Government of Belmar For the Northern Autonomy Council
Ana Mauduit Tobias Lacaille
"""
    (meeting,) = meetings(text)
    assert {(p.actor.name, p.role.value) for p in meeting.participants} == {("Belmar", "party"), ("Northern Autonomy Council", "party")}
