"""Documents as other people write them: lists inside a line, lists of those present by side, chronologies, defined terms."""

from __future__ import annotations

from sulh.documents import from_text
from sulh.model import Meeting, MeetingKind, MeetingStatus, Reading, Role
from sulh.reading import read_document


def read(text: str) -> Reading:
    """What is read of a text."""
    return read_document(from_text(text))


def seats(meeting: Meeting) -> dict[str, Role]:
    """Who takes part, with the role of each."""
    return {one.actor.id: one.role for one in meeting.participants}


def test_those_present_are_read_where_all_stands_in_one_line() -> None:
    reading = read(
        "MINUTES OF THE THIRD MEETING OF THE JOINT MILITARY COMMISSION\nHeld at Port Sella, 4-5 May 2027\n\n"
        "Present: for the Government of Orra: Col. T. Venn (head of delegation), Maj. L. Aru. For the Sellan Front: Cmdr. R. "
        "Oto, Ms D. Hal. "
        "For the Mission: Mr P. Lund (chair). 1. The chair opened the meeting at 10:00. 2. The parties reviewed violations of "
        "the ceasefire."
    )
    meeting = reading.meetings[0]
    assert (meeting.ordinal, meeting.start, meeting.city, meeting.track) == (3, "2027-05-04", "Port Sella", "Joint Military Commission")
    assert seats(meeting)["orra"] is Role.PARTY and seats(meeting)["sellan-front"] is Role.PARTY
    served = {one.name: one.actor.id if one.actor else None for one in meeting.people}
    assert served["T. Venn"] == "orra"
    assert served["D. Hal"] == "sellan-front"
    assert served["P. Lund"] not in ("orra", "sellan-front")


def test_sides_of_a_list_have_their_people_wherever_these_speak() -> None:
    reading = read(
        "Summary record of the 2nd meeting of Frontier Commissioners on the ceasefire\nHask bridge, 14 November 2018\n\nAttendance\n\n"
        "Thessovia: Colonel Rudd Feyer, Frontier Commissioner; Ms Elke Morain, Foreign Ministry\n"
        "Yorndal: Colonel Tadeus Quist, Frontier Commissioner; Dr Samo Heller, legal adviser\n\n"
        "Dr Heller asked that the two detained surveyors be released by 1 December. Yorndal will answer Thessovia by then."
    )
    served = {one.name.split()[-1]: one.actor.id if one.actor else None for one in reading.meetings[0].people}
    assert {name: served[name] for name in ("Feyer", "Morain", "Quist", "Heller")} == {
        "Feyer": "thessovia", "Morain": "thessovia", "Quist": "yorndal", "Heller": "yorndal"
    }  # fmt: skip
    assert [actor.id for act in reading.acts for actor in act.actors if "surveyors" in act.cite.quote] == ["yorndal"]


def test_who_signed_and_who_witnessed_is_read_inside_a_line() -> None:
    reading = read(
        "AGREEMENT between the Government of Orra and the Sellan Front on the exchange of detainees. Done at Muscat on 22 May 2027. "
        "Article 1. Each Party shall release sixty detainees not later than 14 June 2027. For the Government of Orra: (signed) Jon Kole. "
        "For the Sellan Front: (signed) Rana Oto. Witnessed by: the Sultanate of Oman."
    )
    signing = next(one for one in reading.meetings if one.kind is MeetingKind.SIGNING)
    assert seats(signing) == {"orra": Role.PARTY, "sellan-front": Role.PARTY, "OMN": Role.OBSERVER}
    assert {one.name for one in signing.people} == {"Jon Kole", "Rana Oto"}
    assert not any(actor.name == "Each Party" for act in reading.acts for actor in act.actors)


def test_defined_terms_are_those_the_text_opens_with() -> None:
    reading = read(
        "MINUTES OF UNDERSTANDING between the Government of Sirvane and the Outer Atolls Congress on a ceasefire, reached at "
        "Port Tamaro on "
        "6 May 2026.\n\nThe fight against the Free Isles Brigade and the Red Lagoon Front goes on.\n\n"
        "The Government shall withdraw the police launch by 1 June 2026.\n\nThe Parties shall exchange lists of detainees within ten days."
    )
    held = {word: {a.id for act in reading.acts if word in act.cite.quote for a in act.actors} for word in ("launch", "lists")}
    assert held == {"launch": {"sirvane"}, "lists": {"sirvane", "outer-atolls-congress"}}


def test_who_chairs_behind_the_sentence_takes_part() -> None:
    reading = read(
        "The Contact Group on Sella held its seventh meeting in Oslo on 14 April 2027, co-chaired by Norway and Kenya. "
        "Participants welcomed "
        "the extension of the truce and urged both sides to release detainees."
    )
    assert {"NOR", "KEN"} <= set(seats(reading.meetings[0]))


def test_who_prepares_a_round_has_not_held_it() -> None:
    reading = read(
        "The Deputy Foreign Minister of Orra, Ilse Karr, held consultations in Ankara on 3 May 2027 with her Turkish "
        "counterpart on preparations "
        "for the next round of the Bern process on the ceasefire."
    )
    held = next(one for one in reading.meetings if one.city == "Ankara")
    assert set(seats(held)) == {"orra", "TUR"}
    assert all(one.status is not MeetingStatus.HELD for one in reading.meetings if one is not held)


def test_who_stayed_away_from_earlier_rounds_may_come_to_this_one() -> None:
    reading = read(
        "BERN, 4 May 2027 - Delegations of the Sellan Front and the Keshi Council, which had boycotted earlier rounds of the "
        "ceasefire talks, "
        "arrived in Bern on Sunday."
    )
    assert {"sellan-front", "keshi-council"} <= {actor for one in reading.meetings for actor in seats(one)}


def test_what_is_said_to_be_false_did_not_happen() -> None:
    told = "our commander met the Minister of Government, Ivan Lastra, in Port Ambrose on 28 August 2019 to talk about a ceasefire."
    assert read(f"Yesterday {told}").meetings
    assert not read(f"It is false that {told}").meetings


def test_talks_that_resume_on_a_day_are_to_come() -> None:
    reading = read(
        "PELKINO, 11 October 2024 (Westline) - Negotiators for the government of Ozremia and the rebel Salt Coast Front met on Friday.\n\n"
        "The talks resume on Monday in the same building."
    )
    assert [one.start for one in reading.meetings if one.status is MeetingStatus.PLANNED] == ["2024-10-14"]


def test_rows_of_a_chronology_have_their_place_beside_the_day_or_only_a_number() -> None:
    reading = read(
        "Chronology of the peace talks between the Government of Indonesia and the Free Aceh Movement\n\n"
        "4 Apr 1990, Geneva Framework accord. Neither party is to leave the table.\n\n"
        "16-21 May 1990, Caracas Agenda and calendar of the ceasefire.\n\n"
        "12-16 June 1990. Third. Amnesty, local parties, money from oil and gas.\n\n"
        "1 Feb 1992. Ceasefire. Hardly a shot since."
    )
    rows = {one.start: (one.city, one.ordinal) for one in reading.meetings}
    assert (rows["1990-04-04"], rows["1990-05-16"], rows["1990-06-12"]) == (("Geneva", None), ("Caracas", None), (None, 3))
    assert not any(city == "Ceasefire" for city, _ in rows.values())
