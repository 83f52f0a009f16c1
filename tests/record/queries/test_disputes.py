"""Lists say between what sources differ, each viewer between what their own sources say."""

from __future__ import annotations

import pytest

pytest.importorskip("django")

from reports import report

from sulh.record.adding import add
from sulh.record.queries.disputes import disputes
from sulh.record.queries.meetings import meetings
from sulh.record.viewers import local_viewer, viewer


def test_rival_values_come_with_the_documents_that_give_them(db: None) -> None:
    list(add([report(1, start="2021-07-07"), report(2, start="2021-07-08"), report(3, start="2021-07-07")], author="tests", level="team"))
    one = local_viewer("tests")
    (found,) = meetings(one).rows
    (about,) = disputes(one, [found.id])[found.id]
    assert about.property == "start"
    said = {rival.value: [document.title for document in rival.documents] for rival in about.rivals}
    assert said == {"2021-07-07": ["Report 1", "Report 3"], "2021-07-08": ["Report 2"]}
    assert disputes(one, []) == {}


def test_who_sees_one_side_alone_is_told_of_no_dispute(db: None) -> None:
    list(add([report(1, start="2021-07-07")], author="tests", level="team"))
    list(add([report(2, start="2021-07-08")], author="tests", level="restricted", groups=("envoys",)))
    everything, part = local_viewer("tests"), viewer("reader", "reader", "team")
    (found,) = meetings(everything).rows
    assert [one.property for one in disputes(everything, [found.id])[found.id]] == ["start"]
    assert disputes(part, [found.id]) == {}


def test_a_track_did_not_begin_after_a_meeting_of_it_that_was_held(db: None) -> None:
    from dataclasses import replace

    from sulh.model import Track
    from sulh.record.queries.tracks import track

    for number, (started, shown) in enumerate((("2021-09", None), ("2017-01", "2017-01")), 1):
        made = report(number, ordinal=None, start=f"2021-0{number + 5}-07", track=f"Place{number} talks")
        list(add([replace(made, tracks=(Track(f"Place{number} talks", made.meetings[0].cites, started),))], author="tests", level="team"))
        (found,) = [one for one in meetings(local_viewer("tests")).rows if one.track and one.track.name == f"Place{number} talks"]
        assert found.track is not None
        assert track(local_viewer("tests"), found.track.id).started == shown


def test_what_a_person_decided_leaves_the_open_disputes_and_names_who_decided(db: None) -> None:
    from sulh.record.decisions import accept
    from sulh.record.projection.models import Claim
    from sulh.record.queries.meetings import meeting
    from sulh.record.queries.process import process

    list(add([report(1, start="2021-07-07"), report(2, start="2021-07-08")], author="tests", level="team"))
    one = local_viewer("anna")
    (found,) = meetings(one).rows
    assert [about.id for about in process(one).disputed] == [found.id]
    accept(one, Claim.objects.get(source__title="Report 2", property="start").pk)
    assert disputes(one, [found.id]) == {} and process(one).disputed == ()
    page = meeting(one, found.id)
    assert (page.start, page.disputed, page.decided) == ("2021-07-08", (), ("start",))
    assert [(rival.value, rival.decided_by) for rival in page.values["start"]] == [("2021-07-08", "anna"), ("2021-07-07", None)]


def test_announced_day_place_and_participant_are_told_as_announced_and_as_no_dispute(db: None) -> None:
    from sulh.record.decisions import merge
    from sulh.record.queries.meetings import meeting

    plan = report(1, status="planned", start="2021-07-06", city="Sochi", country="RU", published="2021-07-01", roles={"QAT": "observer"})
    list(add([plan, report(2, start="2021-07-07"), report(3, start="2021-07-07")], author="tests", level="team"))
    one = local_viewer("tests")
    first, second = meetings(one).rows
    merge(one, first.id, second.id, reason="the place was changed")
    (found,) = meetings(one).rows
    page = meeting(one, found.id)
    assert page.disputed == () and disputes(one, [found.id]) == {}
    assert {name: [value.value for value in ones] for name, ones in page.announced.items()} == {
        "start": ["2021-07-06"], "city": ["Sochi"], "country": ["RU"],
    }  # fmt: skip
    assert [document.title for document in {quote.document for quote in page.announced["start"][0].quotes}] == ["Report 1"]
    assert [part.actor.id for part in page.participants if part.expected] == ["QAT"]
