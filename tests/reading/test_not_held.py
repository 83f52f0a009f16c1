"""What did not happen, who was not there and what belongs to something else is recorded of no meeting, ceasefire or release."""

from __future__ import annotations

import pytest
from reading_facts import read

from sulh.model import MeetingStatus

HELD = (MeetingStatus.HELD, MeetingStatus.ONGOING)


@pytest.mark.parametrize(
    "text",
    [
        "No peace talks were held in Arusha on 3 June 2031. The ceasefire holds.",
        "Kenya and Uganda did not meet in Arusha on 3 June 2031, the mediator of the peace talks said. The ceasefire holds.",
        "The rebels dismissed reports of a meeting with the Ugandan government in Arusha on 3 June 2031. There is a ceasefire.",
        "Uganda denied that it held ceasefire negotiations with Kenya in Arusha on 3 June 2031. The peace process is frozen.",
        "Without any peace talks being held in Arusha on 3 June 2031, the ceasefire will not last, Kenya said.",
    ],
)
def test_meeting_that_is_denied_is_none(text: str) -> None:
    assert [m.status for m in read(f"Nairobi, 4 June 2031. {text}").meetings if m.status in HELD] == []


def test_planned_meeting_that_was_not_held_is_cancelled() -> None:
    text = "Nairobi, 4 June 2031. Peace talks on a ceasefire planned for 3 June 2031 in Arusha were never held."
    assert [(m.status.value, m.start) for m in read(text).meetings] == [("cancelled", "2031-06-03")]


@pytest.mark.parametrize(
    "text",
    [
        "Kenya and Uganda held peace talks in Arusha on 3 June 2031. Rwanda stayed away. The ceasefire holds.",
        "Kenya and Uganda held peace talks on a ceasefire in Arusha on 3 June 2031. Rwanda did not attend.",
        "Rwanda skipped the peace talks on a ceasefire that Kenya and Uganda held in Arusha on 3 June 2031.",
    ],
)
def test_who_was_not_there_is_not_recorded(text: str) -> None:
    (meeting,) = read(f"Nairobi, 4 June 2031. {text}").meetings
    assert {p.actor.id for p in meeting.participants} == {"KEN", "UGA"}


def test_who_regrets_an_agreement_did_not_sign_it() -> None:
    text = "Nairobi, 4 June 2031. Kenya and Rwanda said they were worried that the ceasefire signed in Arusha on 3 June 2031 was broken."
    assert not {p.actor.id for m in read(text).meetings for p in m.participants} & {"KEN", "RWA"}


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Negotiations on a truce between Kenya and Uganda broke down in Arusha on 3 June 2031.", []),
        ("A ceasefire proposal was rejected on 3 June 2031 by Uganda.", []),
        ("If the ceasefire is violated, the peace process ends, Kenya said.", []),
        ("Monitors counted no violations of the truce on 3 June 2031.", []),
        ("Kenya said on 3 June 2031 that the ceasefire, which took effect on 1 June 2031, is holding.", [("declared", "2031-06-01", None)]),
        ("A truce is to take effect at dawn on 9 June 2031, the mediator announced.", [("declared", "2031-06-09", None)]),
        ("Kenya and Uganda signed a ceasefire agreement in Arusha on 3 June 2031.", [("declared", "2031-06-03", None)]),
        ("The truce was breached 5 times in Goma on 3 June 2031.", [("violated", "2031-06-03", "Goma")]),
    ],
)
def test_ceasefire_takes_its_own_day_and_place_and_only_what_happened(text: str, events: list[tuple[str, str, str | None]]) -> None:
    found = read(f"Nairobi, 4 June 2031. {text} The peace process goes on.").ceasefires
    assert [(one.event.value, one.start, one.area) for one in found] == events


@pytest.mark.parametrize(
    "text",
    [
        "Uganda demanded that the rebels release 30 hostages.",
        "The rebels did not release 30 hostages on 3 June 2031.",
        "Uganda proposed that 30 detainees be released.",
        "Kenya and Uganda agreed to exchange lists of missing persons.",
    ],
)
def test_release_that_was_not_carried_out_or_agreed_is_none(text: str) -> None:
    assert read(f"Nairobi, 4 June 2031. {text} The peace talks go on.").releases == ()


def test_each_side_of_a_deal_releases_its_own_number() -> None:
    text = "Under the ceasefire deal, the Houthis released 400 prisoners, while the coalition freed 681 fighters, after peace talks."
    assert {one.count for one in read(text, "2031-10-15").releases} == {400, 681}
    would = text.replace("released", "would release").replace("freed", "would free")
    assert read(would, "2031-10-15").releases == ()
    done = read("Kenya and Uganda exchanged 120 prisoners on 3 June 2031 under the ceasefire deal.", "2031-06-04").releases
    assert {(one.count, one.date) for one in done} == {(120, "2031-06-03")}
