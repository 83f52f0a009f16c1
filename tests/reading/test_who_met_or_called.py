"""Meetings and calls told with little else: by two names, between leaders of parties, on a day that nobody can fix."""

from __future__ import annotations

import pytest
from readings import read

import sulh
from sulh.model import MeetingKind, MeetingStatus


@pytest.mark.parametrize(
    "text",
    [
        "Rebel chief Bimal Rai had an informal meeting with Kiran Koir, the prime minister, before the rebels join the government.",
        "Faction leader Omar Deng held talks with Peter Lado, the mediator, the night before the ceasefire expired.",
    ],
)
def test_two_persons_who_held_a_meeting_met(text: str) -> None:
    assert [m.status for m in read(text).meetings] == [MeetingStatus.HELD]


def test_talks_that_resume_tomorrow_are_planned_though_no_day_is_known() -> None:
    text = (
        "The foreign minister, Sean Cole, and the secretary of state, Ann Brad, are due to resume their discussions "
        "with the parties tomorrow."
    )
    assert [m.status for m in read(text, published=None).meetings] == [MeetingStatus.PLANNED]


def test_a_call_of_a_leader_with_leaders_of_parties_in_political_talks_is_read() -> None:
    text = (
        "The Prime Minister spoke to the leaders of Sinn Fein and the DUP on the phone on Wednesday about the recent "
        "phase of political talks "
        "in Northern Ireland. He said that progress had been made."
    )
    found = sulh.read(text.encode(), published="2023-05-05").meetings
    assert [(m.kind, {p.actor.id for p in m.participants} >= {"dup", "sinn-fein"}) for m in found] == [(MeetingKind.CALL, True)]


def test_a_call_about_something_else_is_none_of_a_peace_process() -> None:
    text = "The Prime Minister spoke to the President of Kenya on the phone on Wednesday about tariffs on tea and about tourism."
    assert sulh.read(text.encode(), published="2023-05-05").meetings == ()
